#include "rubric/source.h"

#include <stdbool.h>
#include <string.h>

#include "base/utf8.h"

void lg_source_init(lg_source *source, const char *origin, const char *bytes, size_t length) {
  memset(source, 0, sizeof *source);
  source->origin = origin;
  source->bytes = bytes;
  source->length = length;
}

static bool ends_line(const lg_source *source, size_t at) {
  const char byte = source->bytes[at];
  const bool before_feed = at + 1 < source->length && source->bytes[at + 1] == '\n';
  return byte == '\n' || (byte == '\r' && !before_feed);
}

static int find_lines(lg_source *source, lg_arena *arena) {
  size_t count = 1;
  for (size_t i = 0; i < source->length; ++i) {
    count += ends_line(source, i) ? 1 : 0;
  }
  source->lines = lg_arena_take_array(arena, count, sizeof *source->lines);
  if (source->lines == NULL) {
    return 0;
  }
  const bool marked = source->length >= 3 && memcmp(source->bytes, "\xEF\xBB\xBF", 3) == 0;
  source->lines[0] = marked ? 3 : 0;
  source->line_count = 1;
  for (size_t i = 0; i < source->length; ++i) {
    if (ends_line(source, i)) {
      source->lines[source->line_count++] = (uint32_t)(i + 1);
    }
  }
  source->last_column = 1;
  source->last_offset = source->lines[0];
  return 1;
}

/* The index of the last line that starts at or before `offset`. */
static size_t line_of(const lg_source *source, size_t offset) {
  size_t low = 0;
  size_t high = source->line_count;
  while (high - low > 1) {
    const size_t middle = low + (high - low) / 2;
    if (source->lines[middle] <= offset) {
      low = middle;
    } else {
      high = middle;
    }
  }
  return low;
}

int lg_source_place(lg_source *source, lg_arena *arena, size_t offset, uint32_t *line,
                    uint32_t *column) {
  *line = *column = 0;
  if (source->lines == NULL && !find_lines(source, arena)) {
    return 0;
  }
  if (offset > source->length) {
    offset = source->length;
  }
  const size_t index = line_of(source, offset);
  size_t from = source->lines[index];
  uint32_t characters = 1;
  if (index == source->last_line && source->last_offset >= from && source->last_offset <= offset) {
    from = source->last_offset;
    characters = source->last_column;
  }
  for (size_t i = from; i < offset; ++i) {
    characters += lg_utf8_is_continuation(source->bytes[i]) ? 0 : 1;
  }
  source->last_offset = offset;
  source->last_line = index;
  source->last_column = characters;
  *line = (uint32_t)(index + 1);
  *column = characters;
  return 1;
}
