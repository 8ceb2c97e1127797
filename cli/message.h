/* What is no result goes to standard error, in the form
 *
 *   FILE:LINE:COLUMN: error: MESSAGE [CODE]
 *       EXCERPT
 *     hint: HINT
 *
 * and nothing in a message can steer the terminal. */
#ifndef GRADE_MESSAGE_H
#define GRADE_MESSAGE_H

#include <stdio.h>

#include <libgrade/libgrade.h>

/* Codes of what the command itself reports. */
#define CODE_UNREADABLE "F001"      /* a file that cannot be read */
#define CODE_TOO_LARGE "F002"       /* a file over the limit */
#define CODE_NOTHING_FOUND "F003"   /* a folder without answers, labels without an answer */
#define CODE_NOT_WRITTEN "F004"     /* an output that cannot be written */
#define CODE_NOT_GRADED "F005"      /* the library refused the answer */
#define CODE_LABELS_SYNTAX "L001"   /* labels that are no JSON */
#define CODE_LABELS_VALUE "L002"    /* labels with a wrong key or value */
#define CODE_BASELINE_SYNTAX "B001" /* a baseline that is no JSON */
#define CODE_BASELINE_VALUE                                                                        \
  "B002"                            /* a baseline with a wrong key or value, or of another rubric  \
                                     */
#define CODE_RUBRIC_NOT_READ "R000" /* the rubric itself could not be read */

/* Decodes one character of well-formed UTF-8; returns its length, or 0. */
size_t decode_utf8(const char *bytes, uint32_t *character);

/* Writes `text` with control and bidirectional characters made visible and
 * stray bytes as \xNN. */
void print_safely(FILE *out, const char *text);

/* Prints one diagnostic. `folder` stands before origins that are includes of
 * `main_origin`; both may be NULL. */
void print_diagnostic(FILE *out, const lgr_diagnostic *diagnostic, const char *main_origin,
                      const char *folder);

/* Prints an error about `origin` and adds it to `run`, which may be NULL.
 * `hint` may be NULL. */
void report_error(lgr_diagnostics *run, const char *origin, const char *code, const char *hint,
                  const char *format, ...) __attribute__((format(printf, 5, 6)));

/* "grade: error: ..." and, where not NULL, a hint. Returns STATUS_FAILED. */
int usage_error(const char *hint, const char *format, ...) __attribute__((format(printf, 2, 3)));

#endif
