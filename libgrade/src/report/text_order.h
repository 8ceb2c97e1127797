/* The order in which an answer went through its rubric, in words: an empty line,
 * a sentence with the line where each section begins, and a second one where
 * something stands before the section that the rubric puts first. Nothing when
 * there is no order to tell. */
#ifndef LG_REPORT_TEXT_ORDER_H
#define LG_REPORT_TEXT_ORDER_H

#include "report/playbook.h"
#include "report/text_layout.h"

void lg_text_order(lg_layout *layout, const lg_result *result, const lg_playbook *playbook);

#endif
