/* The rubrics that the records of a stream may name: those of the command line, and
 * the built-in ones, which are loaded when they are named. A record opens no file. */
#ifndef GRADE_STREAM_RUBRICS_H
#define GRADE_STREAM_RUBRICS_H

#include <stddef.h>

#include "command.h"
#include "load.h"

typedef struct stream_rubric {
  const char *name; /* as given, or a built-in id; borrowed */
  loaded_rubric loaded;
} stream_rubric;

typedef struct stream_rubrics {
  stream_rubric *items; /* the first is that of records that name none */
  size_t count;
} stream_rubrics;

/* From the values of --rubric. Returns STATUS_DONE, or STATUS_FAILED after a
 * message. Free it in any case. */
int open_rubrics(const cli_arguments *arguments, stream_rubrics *out);
void free_rubrics(stream_rubrics *rubrics);

/* The index of one by its id or as it was given; count when there is none. */
size_t find_rubric(const stream_rubrics *rubrics, const char *name);
/* Loads it where that was not done yet. Returns STATUS_DONE, or STATUS_FAILED after
 * a message. */
int need_stream_rubric(stream_rubrics *rubrics, size_t index);

/* What can be told who named one that there is not. Freed with free(). */
char *rubric_hint(const stream_rubrics *rubrics, const char *name);

#endif
