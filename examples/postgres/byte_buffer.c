/* May be copied and changed freely, without notice (CC0-1.0). */
#include "postgres.h"

#include "mb/pg_wchar.h"
#include "utils/memutils.h"

#include "byte_buffer.h"

/* repalloc would throw. */
static bool grow(byte_buffer *buffer, Size needed) {
  Size room = Max(needed, 2 * buffer->room);
  room = Min(Max(room, 8192), MaxAllocSize);
  char *larger = MemoryContextAllocExtended(CurrentMemoryContext, room, MCXT_ALLOC_NO_OOM);
  if (larger == NULL) {
    buffer->no_memory = true;
    return false;
  }
  if (buffer->bytes != NULL) {
    memcpy(larger, buffer->bytes, buffer->length);
    pfree(buffer->bytes);
  }
  buffer->bytes = larger;
  buffer->room = room;
  return true;
}

int byte_buffer_sink(void *context, const char *bytes, size_t length) {
  byte_buffer *buffer = context;
  if (length >= MaxAllocSize - buffer->length) {
    buffer->too_long = true;
    return 1;
  }
  const Size needed = buffer->length + length + 1;
  if (needed > buffer->room && !grow(buffer, needed)) {
    return 1;
  }
  memcpy(buffer->bytes + buffer->length, bytes, length);
  buffer->length += length;
  buffer->bytes[buffer->length] = '\0';
  return 0;
}

void check_byte_buffer(const byte_buffer *buffer) {
  if (buffer->no_memory) {
    ereport(ERROR, errcode(ERRCODE_OUT_OF_MEMORY), errmsg("out of memory"),
            errdetail("The report of an answer could not be kept."));
  }
  if (buffer->too_long) {
    ereport(ERROR, errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
            errmsg("the report of an answer is too long"));
  }
}

char *byte_buffer_text(const byte_buffer *buffer) {
  if (buffer->bytes == NULL) {
    return pstrdup("");
  }
  return pg_any_to_server(buffer->bytes, (int)buffer->length, PG_UTF8);
}
