#include "stream_text.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "message.h"

enum { SMALLEST = 4096, MOST_KEPT = 1024 * 1024 };

static bool make_room(stream_text *text, size_t length) {
  if (text->failed || length >= SIZE_MAX / 2 - text->length) {
    text->failed = true;
    return false;
  }
  const size_t needed = text->length + length + 1;
  if (needed <= text->capacity) {
    return true;
  }
  size_t capacity = text->capacity < SMALLEST ? SMALLEST : text->capacity;
  while (capacity < needed) {
    capacity *= 2;
  }
  char *bytes = realloc(text->bytes, capacity);
  text->failed = bytes == NULL;
  if (bytes != NULL) {
    text->bytes = bytes;
    text->capacity = capacity;
  }
  return bytes != NULL;
}

void add_bytes(stream_text *text, const char *bytes, size_t length) {
  if (make_room(text, length)) {
    memcpy(text->bytes + text->length, bytes, length);
    text->length += length;
    text->bytes[text->length] = '\0';
  }
}

void add_text(stream_text *text, const char *words) {
  add_bytes(text, words, strlen(words));
}

static void add_escape(stream_text *text, uint32_t character) {
  char escape[16];
  if (character > 0xFFFF) {
    snprintf(escape, sizeof escape, "\\u%04x\\u%04x",
             (unsigned)(0xD800 + ((character - 0x10000) >> 10)),
             (unsigned)(0xDC00 + ((character - 0x10000) & 0x3FF)));
  } else {
    snprintf(escape, sizeof escape, "\\u%04x", (unsigned)character);
  }
  add_text(text, escape);
}

/* "##[" is a command to GitHub's runner in any line. */
static bool is_plain(const char *start, const char *at) {
  return *at >= 0x20 && *at < 0x7F && *at != '"' && *at != '\\' &&
         !(*at == '[' && at - start > 1 && at[-1] == '#' && at[-2] == '#');
}

void add_json_text(stream_text *text, const char *words) {
  add_text(text, "\"");
  for (const char *at = words; *at != '\0';) {
    uint32_t character = 0;
    if (is_plain(words, at)) {
      add_bytes(text, at++, 1);
      continue;
    }
    if (*at == '"' || *at == '\\') {
      add_text(text, "\\");
      add_bytes(text, at++, 1);
      continue;
    }
    const size_t length = decode_utf8(at, &character);
    add_escape(text, length == 0 ? 0xFFFD : character);
    at += length == 0 ? 1 : length;
  }
  add_text(text, "\"");
}

void clear_text(stream_text *text) {
  if (text->capacity > MOST_KEPT) {
    free_text(text);
  }
  text->length = 0;
  text->failed = false;
}

void free_text(stream_text *text) {
  free(text->bytes);
  memset(text, 0, sizeof *text);
}

int text_sink(void *context, const char *bytes, size_t length) {
  stream_text *text = context;
  add_bytes(text, bytes, length);
  return text->failed ? -1 : 0;
}
