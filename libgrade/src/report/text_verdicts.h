/* The parts of a text report that judge: steps, penalties, criteria. */
#ifndef LG_REPORT_TEXT_VERDICTS_H
#define LG_REPORT_TEXT_VERDICTS_H

#include "model/result.h"
#include "report/text_layout.h"

/* The first `steps` of what would gain most. */
void lg_text_next(lg_layout *layout, const lg_result *result, uint32_t steps);
/* Those present or undecided; all of them when verbose. `steps` as below. */
void lg_text_penalties(lg_layout *layout, const lg_result *result, uint32_t steps, int verbose);
/* Undecided, missing, credited in part, credited. What stands among the first
 * `steps` is referred to, not repeated, unless verbose. */
void lg_text_criteria(lg_layout *layout, const lg_result *result, uint32_t steps, int verbose);

#endif
