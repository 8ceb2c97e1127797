/* Several answers: one line each, or a table with what sums it up. */
#ifndef LG_REPORT_TEXT_MANY_H
#define LG_REPORT_TEXT_MANY_H

#include "report/text_batch.h"
#include "report/text_layout.h"

/* "71.5 senior answer.md", one line for each answer, as given. */
void lg_text_quiet(lg_layout *layout, const lg_report_input *input);

/* The table, best first; its figures; what is most often missing; what was
 * asked for and is not met, unless full reports have said so. */
void lg_text_many(lg_layout *layout, const lg_report_input *input, const lg_text_batch *batch);

#endif
