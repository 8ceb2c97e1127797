/* Answers in files, graded by several threads and told in the order they were
 * named. */
#ifndef GRADE_JOBS_FILES_H
#define GRADE_JOBS_FILES_H

#include <stdbool.h>
#include <stddef.h>

#include <libgrade/libgrade.h>

#include "files.h"
#include "session.h"

/* One of them. */
typedef struct graded_file {
  const char *path; /* "-": standard input */
  lgr_answer answer;
  lgr_result *result; /* taken over by whoever sets it to NULL; NULL: it is none */
  lgr_status status;
  file_bytes file;
  const char *unread; /* why it could not be read, or NULL */
  int reason;         /* errno of that */
} graded_file;

typedef struct file_jobs {
  const lgr_rubric *rubric;
  size_t jobs;
  lgr_grader *grader; /* of the first worker; borrowed, or NULL */
  size_t count;
  /* The path of number `index`, and its prompt or NULL. */
  const char *(*name)(void *context, size_t index, const char **prompt);
  /* Called in order, by the caller's thread. Returns the status. */
  int (*take)(void *context, size_t index, graded_file *file);
  void *context;
  const bool *stop; /* set when the rest is for nothing, or NULL */
} file_jobs;

/* Grades all of them; returns the worst status. Files lie in memory until they are
 * taken: four for each job, or some 64 MiB of them, at a time. */
int grade_files(const file_jobs *files);

/* Says why there is no result. Does nothing where there is one. */
void report_ungraded(const graded_file *file, lgr_diagnostics *run);

#endif
