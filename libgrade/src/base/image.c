#include "base/image.h"

#include <string.h>

/* In a file, a pointer is its target's offset, doubled; odd for the plain part. */
enum { PLAIN = 1, ALIGNMENT = 16 };

static const char MAGIC[8] = {'l', 'g', 'i', 'm', 'a', 'g', 'e', '1'};

typedef struct header {
  char magic[8];
  uint64_t pointer_size;
  uint64_t plain; /* offsets from the start, sizes */
  uint64_t plain_size;
  uint64_t linked;
  uint64_t linked_size;
  uint64_t pointers;
  uint64_t pointer_count;
  uint64_t root; /* in the linked part */
} header;

void lg_image_writer_init(lg_image_writer *writer, const lg_allocator *allocator) {
  memset(writer, 0, sizeof *writer);
  lg_buffer_init(&writer->plain, allocator);
  lg_buffer_init(&writer->linked, allocator);
}

void lg_image_writer_free(lg_image_writer *writer) {
  const lg_allocator allocator = writer->plain.allocator;
  lg_release(&allocator, writer->pointers, writer->pointer_capacity * sizeof *writer->pointers);
  lg_buffer_free(&writer->plain);
  lg_buffer_free(&writer->linked);
}

static void align(lg_buffer *buffer) {
  while (buffer->length % ALIGNMENT != 0 && !buffer->failed) {
    lg_buffer_add_byte(buffer, '\0');
  }
}

static uint32_t append(lg_image_writer *writer, lg_buffer *buffer, const void *bytes, size_t size) {
  align(buffer);
  const size_t offset = buffer->length;
  if (size > INT32_MAX || offset > INT32_MAX) {
    writer->failed = true;
    return 0;
  }
  lg_buffer_add(buffer, bytes, size);
  writer->failed |= buffer->failed;
  return (uint32_t)offset;
}

uint32_t lg_image_put(lg_image_writer *writer, const void *bytes, size_t size) {
  return append(writer, &writer->linked, bytes, size);
}

void lg_image_clear(lg_image_writer *writer, size_t from, size_t to) {
  if (!writer->failed && from < to) {
    memset(writer->linked.bytes + from, 0, to - from);
  }
}

static void set_pointer(lg_image_writer *writer, size_t field, uintptr_t value) {
  if (!lg_grow(&writer->plain.allocator, &writer->pointers, &writer->pointer_capacity,
               writer->pointer_count + 1, sizeof *writer->pointers)) {
    writer->failed = true;
  }
  if (!writer->failed) {
    writer->pointers[writer->pointer_count++] = (uint32_t)field;
    memcpy(writer->linked.bytes + field, &value, sizeof value);
  }
}

void lg_image_link(lg_image_writer *writer, size_t field, uint32_t target) {
  set_pointer(writer, field, (uintptr_t)target * 2);
}

void lg_image_link_plain(lg_image_writer *writer, size_t field, const void *bytes, size_t size) {
  const uint32_t target = append(writer, &writer->plain, bytes, size);
  set_pointer(writer, field, (uintptr_t)target * 2 + PLAIN);
}

void lg_image_link_text(lg_image_writer *writer, size_t field, const char *text) {
  if (text != NULL) {
    /* Texts need no alignment. */
    const size_t target = writer->plain.length;
    lg_buffer_add(&writer->plain, text, strlen(text) + 1);
    writer->failed |= writer->plain.failed || target > INT32_MAX;
    set_pointer(writer, field, (uintptr_t)target * 2 + PLAIN);
  }
}

bool lg_image_write(const lg_image_writer *writer, uint32_t root, lg_buffer *out) {
  header head = {.pointer_size = sizeof(void *),
                 .plain_size = writer->plain.length,
                 .linked_size = writer->linked.length,
                 .pointer_count = writer->pointer_count,
                 .root = root};
  memcpy(head.magic, MAGIC, sizeof MAGIC);
  const size_t rounded = (sizeof head + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
  head.plain = rounded;
  head.linked = (head.plain + head.plain_size + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
  head.pointers = (head.linked + head.linked_size + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
  lg_buffer_add(out, (const char *)&head, sizeof head);
  align(out);
  lg_buffer_add(out, writer->plain.bytes, writer->plain.length);
  align(out);
  lg_buffer_add(out, writer->linked.bytes, writer->linked.length);
  align(out);
  lg_buffer_add(out, (const char *)writer->pointers,
                writer->pointer_count * sizeof *writer->pointers);
  return !writer->failed && !out->failed;
}

bool lg_image_load(lg_image *out, const void *bytes, size_t size, const lg_allocator *allocator) {
  header head;
  memset(out, 0, sizeof *out);
  if (size < sizeof head) {
    return false;
  }
  memcpy(&head, bytes, sizeof head);
  if (memcmp(head.magic, MAGIC, sizeof MAGIC) != 0 || head.pointer_size != sizeof(void *) ||
      head.linked_size > size) {
    return false;
  }
  const char *base = bytes;
  const size_t linked_size = (size_t)head.linked_size;
  char *linked = lg_allocate(allocator, linked_size);
  if (linked == NULL) {
    return false;
  }
  memcpy(linked, base + head.linked, linked_size);
  for (uint64_t i = 0; i < head.pointer_count; ++i) {
    uint32_t field;
    uintptr_t value;
    memcpy(&field, base + head.pointers + i * sizeof field, sizeof field);
    memcpy(&value, linked + field, sizeof value);
    const char *part = (value & PLAIN) != 0 ? base + head.plain : linked;
    const char *target = part + value / 2;
    memcpy(linked + field, &target, sizeof target);
  }
  *out = (lg_image){linked, linked_size, linked + head.root};
  return true;
}
