/* Lines of any length from a descriptor, in bounded memory. */
#ifndef GRADE_STREAM_LINES_H
#define GRADE_STREAM_LINES_H

#include <stdbool.h>
#include <stddef.h>

/* The longest line of a stream that is read. An answer has some 6 kB, a book 1 MB,
 * and JSON writes a character in six bytes at most. */
#define STREAM_LINE_LIMIT ((size_t)16 * 1024 * 1024)

typedef struct line_reader {
  char *bytes;
  size_t capacity;
  size_t start;   /* of the line at hand */
  size_t scanned; /* no line ends before */
  size_t end;     /* of what was read */
  size_t limit;   /* bytes of a line */
  bool skipping;  /* what is over the limit of the line at hand was thrown away */
  bool begun;     /* something was read already */
  bool ended;     /* nothing more will come */
} line_reader;

typedef enum line_state {
  LINE_WHOLE,
  LINE_TOO_LONG, /* the first `limit` bytes of it */
  LINE_MISSING,  /* no whole line is there yet */
  LINE_NO_MORE
} line_state;

typedef struct stream_line {
  const char *text; /* without its LF; until the reader is used again */
  size_t length;
} stream_line;

/* Free it with free_lines. A mark of UTF-8 at the very beginning is no part of the
 * first line. */
void begin_lines(line_reader *reader, size_t limit);
void free_lines(line_reader *reader);

/* What is there already; reads nothing. The last line need not end in LF. */
line_state next_line(line_reader *reader, stream_line *out);

/* Room for more: at least one byte, *room of them. */
char *line_room(line_reader *reader, size_t *room);
/* So many bytes were put there; 0: nothing more will come. */
void add_to_lines(line_reader *reader, size_t length);

#endif
