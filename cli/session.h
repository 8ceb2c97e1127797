/* A rubric, a grader for it, and what went wrong on the way. */
#ifndef GRADE_SESSION_H
#define GRADE_SESSION_H

#include <stdbool.h>

#include <libgrade/libgrade.h>

#include "files.h"
#include "load.h"

typedef struct cli_session {
  loaded_rubric rubric;
  lgr_grader *grader;
  lgr_diagnostics *run; /* of the run, for reports */
} cli_session;

/* `rubric` is an id, a file or NULL. Returns STATUS_DONE, or STATUS_FAILED
 * after a message. Close it in either case. */
int open_session(cli_session *session, const char *rubric);
void close_session(cli_session *session);

/* Reads and grades one answer; `prompt` may be NULL. Returns NULL after a
 * message. */
lgr_result *grade_file(cli_session *session, const char *path, const char *prompt);

/* Reads a prompt as text: NUL bytes become spaces. NULL after a message. Freed
 * with free(). */
char *read_prompt(const char *path, lgr_diagnostics *run);

/* What was read from `path` ("-": standard input), as an answer to `prompt`
 * (may be NULL); borrows all three. */
lgr_answer answer_of(const file_bytes *file, const char *path, const char *prompt);

#endif
