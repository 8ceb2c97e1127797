/* The parts of a text report behind its head: steps, criteria, penalties,
 * notes. Each begins with an empty line, and writes nothing when it is empty. */
#ifndef LG_REPORT_TEXT_PARTS_H
#define LG_REPORT_TEXT_PARTS_H

#include "model/result.h"
#include "report/text_layout.h"

/* Gathers prose and ends it with a full stop where it has no end of its own. */
void lg_layout_sentence(lg_layout *layout, const char *text);

/* The first `steps` of what would gain most. */
void lg_text_next(lg_layout *layout, const lg_result *result, uint32_t steps);
/* Those present or undecided; all of them when verbose. `steps` as below. */
void lg_text_penalties(lg_layout *layout, const lg_result *result, uint32_t steps, int verbose);
/* Credited, credited in part, undecided, missing. Advice that stands among the
 * first `steps` is referred to, not repeated. */
void lg_text_criteria(lg_layout *layout, const lg_result *result, uint32_t steps, int verbose);
void lg_text_diagnostics(lg_layout *layout, const char *path, const lg_diagnostics *diagnostics);

#endif
