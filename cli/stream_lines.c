#include "stream_lines.h"

#include <stdlib.h>
#include <string.h>

#include "support.h"

enum { PIECE = 65536 };

void begin_lines(line_reader *reader, size_t limit) {
  memset(reader, 0, sizeof *reader);
  reader->limit = limit;
}

void free_lines(line_reader *reader) {
  free(reader->bytes);
  memset(reader, 0, sizeof *reader);
}

/* -- bytes ------------------------------------------------------------------------ */

/* Of a line that is too long only its first bytes are kept. */
static void throw_away(line_reader *reader) {
  if (reader->end - reader->start > reader->limit) {
    reader->skipping = true;
    reader->end = reader->start + reader->limit;
    reader->scanned = reader->end;
  }
}

/* To the front, so that the room behind is large. */
static void close_up(line_reader *reader) {
  if (reader->start > 0) {
    memmove(reader->bytes, reader->bytes + reader->start, reader->end - reader->start);
    reader->scanned -= reader->start;
    reader->end -= reader->start;
    reader->start = 0;
  }
}

char *line_room(line_reader *reader, size_t *room) {
  close_up(reader);
  reader->bytes = grow_memory(reader->bytes, &reader->capacity, reader->end + PIECE, 1);
  *room = PIECE;
  return reader->bytes + reader->end;
}

static const char mark[] = "\xEF\xBB\xBF";

enum { MARK_WIDTH = sizeof mark - 1 };

/* A mark may come byte by byte. False: it is not yet known whether there is one. */
static bool drop_mark(line_reader *reader) {
  const size_t width = reader->end < MARK_WIDTH ? reader->end : MARK_WIDTH;
  const bool same = width == 0 || memcmp(reader->bytes, mark, width) == 0;
  if (same && width < MARK_WIDTH && !reader->ended) {
    return false;
  }
  if (same && width == MARK_WIDTH) {
    reader->start = width;
    reader->scanned = width;
  }
  reader->begun = true;
  return true;
}

void add_to_lines(line_reader *reader, size_t length) {
  reader->end += length;
  reader->ended = length == 0;
}

/* -- lines ------------------------------------------------------------------------ */

static line_state give_line(line_reader *reader, size_t end, size_t next, stream_line *out) {
  const bool too_long = reader->skipping || end - reader->start > reader->limit;
  const size_t length = end - reader->start;
  *out =
      (stream_line){reader->bytes + reader->start, length < reader->limit ? length : reader->limit};
  reader->start = next;
  reader->scanned = next;
  reader->skipping = false;
  return too_long ? LINE_TOO_LONG : LINE_WHOLE;
}

line_state next_line(line_reader *reader, stream_line *out) {
  *out = (stream_line){"", 0};
  if (!reader->begun && !drop_mark(reader)) {
    return LINE_MISSING;
  }
  const size_t unseen = reader->end - reader->scanned;
  const char *found = unseen > 0 ? memchr(reader->bytes + reader->scanned, '\n', unseen) : NULL;
  if (found != NULL) {
    const size_t end = (size_t)(found - reader->bytes);
    return give_line(reader, end, end + 1, out);
  }
  reader->scanned = reader->end;
  throw_away(reader);
  if (!reader->ended) {
    return LINE_MISSING;
  }
  return reader->start < reader->end ? give_line(reader, reader->end, reader->end, out)
                                     : LINE_NO_MORE;
}
