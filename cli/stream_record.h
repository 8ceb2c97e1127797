/* One line of a stream: what is asked for, or what is wrong with it.
 *
 *   {"id": 7, "answer": "the text", "prompt": "the question", "rubric": "ID"}
 *
 * "text" stands for "answer" where that is missing. Other members are passed over;
 * of a member that is repeated the last one counts. */
#ifndef GRADE_STREAM_RECORD_H
#define GRADE_STREAM_RECORD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "stream_lines.h"

#define CODE_LINE_SYNTAX "S001"   /* a line that is no JSON */
#define CODE_LINE_VALUE "S002"    /* a record with a missing or wrong member */
#define CODE_LINE_TOO_LONG "S003" /* a line over the limit */
#define CODE_LINE_RUBRIC "S004"   /* a rubric that there is not */

typedef struct stream_fault {
  const char *code; /* NULL: none */
  char *message;    /* owned */
  char *hint;       /* owned, or NULL */
  uint32_t column;  /* of the line, in characters, from 1; 0: none */
} stream_fault;

/* Points into the line. */
typedef struct record_text {
  char *text; /* decoded, with a NUL behind; NULL: none */
  size_t length;
} record_text;

typedef struct stream_record {
  char *line; /* owned; texts are decoded in place */
  const char *id;
  size_t id_length; /* as it stood there; 0: none was found */
  record_text answer;
  record_text prompt;
  record_text rubric;
  uint32_t rubric_column;
  stream_fault fault;
} stream_record;

/* Reads a line of the given state; a record with a fault may have an id. */
void read_record(const stream_line *line, line_state state, stream_record *out);
void free_record(stream_record *record);

/* Puts a fault into a record without one; takes message and hint over. */
void fault_record(stream_record *record, const char *code, uint32_t column, char *message,
                  char *hint);

/* Decodes the inside of a JSON string in place, which must be well-formed but for
 * bytes that are no UTF-8; they stay. A lone half of a surrogate pair becomes the
 * three bytes that UTF-8 would have for it, which are no UTF-8 either. Returns the
 * length. */
size_t decode_json_text(char *text, size_t length);

#endif
