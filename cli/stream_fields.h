/* The members of a reply that --fields asks for. */
#ifndef GRADE_STREAM_FIELDS_H
#define GRADE_STREAM_FIELDS_H

#include <stdbool.h>
#include <stddef.h>

#include "stream_text.h"

/* Indexes as of field_name. */
typedef struct field_choice {
  bool all;
  bool *chosen; /* owned */
  bool *around; /* owned: something inside is chosen */
} field_choice;

/* "score", "criteria.id" and so on; those of the answer stand without its name.
 * NULL past the last. */
const char *field_name(size_t index);

/* From a list divided by commas; NULL: all. Returns STATUS_DONE, or STATUS_FAILED
 * after a message. Free it in any case. */
int read_fields(const char *list, field_choice *out);
void free_fields(field_choice *choice);

/* Adds the members of a line of a report (one object of compact JSON) that were
 * chosen, each with a comma in front; none of the braces around them. */
void add_fields(const field_choice *choice, const char *line, stream_text *out);

#endif
