/* Completions: what a shell offers while a call of grade is typed. */
#ifndef GRADE_COMPLETION_H
#define GRADE_COMPLETION_H

#include <stdio.h>

/* Writes the tables that the frame of a shell (completions/grade.SHELL) works
 * on: commands, their options, and what values and operands are. */
typedef void (*completion_tables)(FILE *out);

/* NULL for a shell that is not known. */
completion_tables find_completion(const char *shell);

#endif
