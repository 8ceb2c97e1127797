#include "report/unique_names.h"

#include <string.h>

#include "base/digest.h"

void lg_unique_names_init(lg_unique_names *names, const lg_allocator *allocator) {
  memset(names, 0, sizeof *names);
  lg_arena_init(&names->arena, allocator);
}

void lg_unique_names_free(lg_unique_names *names) {
  lg_release(&names->arena.allocator, names->places, names->capacity * sizeof *names->places);
  lg_arena_free(&names->arena);
}

/* File names are hostile: a digest leaves nobody a way to make them collide. */
static size_t place_of(const char *text) {
  lg_digest digest;
  char digits[LG_DIGEST_TEXT];
  lg_digest_begin(&digest);
  lg_digest_add(&digest, text, strlen(text));
  lg_digest_end(&digest, digits);
  size_t place = 0;
  for (size_t i = 0; i < 8; ++i) {
    const char digit = digits[i];
    place = place << 4 | (size_t)(digit >= 'a' ? digit - 'a' + 10 : digit - '0');
  }
  return place;
}

/* Where `text` is, or the free place where it belongs. There is one. */
static lg_unique_name *find(const lg_unique_names *names, const char *text) {
  const size_t mask = names->capacity - 1;
  size_t at = place_of(text) & mask;
  while (names->places[at].text != NULL && strcmp(names->places[at].text, text) != 0) {
    at = (at + 1) & mask;
  }
  return &names->places[at];
}

static int make_room(lg_unique_names *names) {
  if (names->count * 2 < names->capacity) {
    return 1;
  }
  const lg_unique_names old = *names;
  const size_t capacity = old.capacity > 0 ? old.capacity * 2 : 16;
  const lg_allocator *allocator = &names->arena.allocator;
  if (capacity > SIZE_MAX / sizeof *names->places) {
    return 0;
  }
  lg_unique_name *places = lg_allocate_zeroed(allocator, capacity * sizeof *places);
  if (places == NULL) {
    return 0;
  }
  names->places = places;
  names->capacity = capacity;
  for (size_t i = 0; i < old.capacity; ++i) {
    if (old.places[i].text != NULL) {
      *find(names, old.places[i].text) = old.places[i];
    }
  }
  lg_release(allocator, old.places, old.capacity * sizeof *old.places);
  return 1;
}

static int insert(lg_unique_names *names, const lg_buffer *name) {
  if (!make_room(names)) {
    return 0;
  }
  const char *text = lg_arena_copy(&names->arena, name->bytes, name->length);
  if (text == NULL) {
    return 0;
  }
  *find(names, text) = (lg_unique_name){.text = text, .taken = 1};
  ++names->count;
  return 1;
}

int lg_unique_names_make(lg_unique_names *names, lg_buffer *name) {
  lg_buffer_add(name, "", 1); /* bytes, even of an empty name */
  if (name->failed || !make_room(names)) {
    return 0;
  }
  name->bytes[--name->length] = '\0';
  lg_unique_name *first = find(names, name->bytes);
  const size_t length = name->length;
  if (first->text == NULL) {
    return insert(names, name);
  }
  /* Someone may have called a file "rides (2)": go on until one is free. */
  do {
    name->length = length;
    lg_buffer_format(name, " (%z)", ++first->taken);
    if (name->failed) {
      return 0;
    }
  } while (find(names, name->bytes)->text != NULL);
  return insert(names, name);
}
