/* Bytes that grow, for libgrade to write into. An allocation that fails is remembered,
 * never thrown: an error of the server would jump over the library's frames.
 *
 * May be copied and changed freely, without notice (CC0-1.0). */
#ifndef PG_LIBGRADE_BYTE_BUFFER_H
#define PG_LIBGRADE_BYTE_BUFFER_H

#include "postgres.h"

/* Not for the other extensions in the process. */
#pragma GCC visibility push(hidden)

/* In the memory of the context that was current at the first piece, and gone with it. */
typedef struct byte_buffer {
  char *bytes; /* NUL-terminated; NULL: nothing was written */
  Size length;
  Size room;
  bool too_long; /* over what a value may have */
  bool no_memory;
} byte_buffer;

/* An lgr_sink; context is a byte_buffer. */
int byte_buffer_sink(void *context, const char *bytes, size_t length);

/* Error that says why a report into it ended, if it was its doing. */
void check_byte_buffer(const byte_buffer *buffer);

/* The text in the encoding of the database, in the current context. */
char *byte_buffer_text(const byte_buffer *buffer);

#pragma GCC visibility pop

#endif
