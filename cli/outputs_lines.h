/* Reports in which answers are told one by one, jsonl and csv: they are written as
 * the answers come, and no result is kept for them. The bytes are those of
 * write_outputs. */
#ifndef GRADE_OUTPUTS_LINES_H
#define GRADE_OUTPUTS_LINES_H

#include <stdbool.h>

#include "checks.h"
#include "outputs.h"

typedef struct line_outputs line_outputs;

/* Whether all outputs are of that kind. */
bool outputs_are_lines(const cli_outputs *outputs);

/* Opens all of them, has `produce` add the answers, and closes them; files appear
 * when they are complete. An output that cannot be opened does not stop the others.
 * Returns the worse of the status of `produce` and its own. */
int write_line_outputs(const cli_outputs *outputs, int (*produce)(void *, line_outputs *),
                       void *context);

/* Adds the next answer with its checks, which are about answer 0. */
void add_line(line_outputs *lines, const lgr_result *result, const check_list *checks);
/* Adds what is told of the run behind all answers; `first` is the first of them, or
 * NULL where there is none. */
void end_lines(line_outputs *lines, const lgr_result *first, const lgr_diagnostics *run);

/* Set when nothing can be written any more. */
const bool *all_lines_failed(const line_outputs *lines);

#endif
