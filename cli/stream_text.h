/* Text made by a worker: without memory it is marked as failed, and the program
 * goes on. */
#ifndef GRADE_STREAM_TEXT_H
#define GRADE_STREAM_TEXT_H

#include <stdbool.h>
#include <stddef.h>

typedef struct stream_text {
  char *bytes; /* NUL-terminated where length is not 0 */
  size_t length;
  size_t capacity;
  bool failed; /* memory ran out; what is there is not whole */
} stream_text;

void add_bytes(stream_text *text, const char *bytes, size_t length);
void add_text(stream_text *text, const char *words);
/* A JSON string in ASCII, of text that may be anything. */
void add_json_text(stream_text *text, const char *words);
/* Empties it. Little memory is kept for the next text, much is given back. */
void clear_text(stream_text *text);
void free_text(stream_text *text);

/* An lgr_sink over a stream_text. */
int text_sink(void *context, const char *bytes, size_t length);

#endif
