/* The picture of an answer: a bar for what each section earned, a strip for
 * where in the answer it stands, and the order of it in words.
 *
 * The strips lie under each other, each the whole answer from its first line to
 * its last, with a mark where the words begin that were credited, in part, or
 * held against it. An answer that follows the
 * playbook runs from the upper left to the lower right; a design before any
 * question shows as marks on the left of the lower rows with none above them. */
#ifndef LG_REPORT_TEXT_SECTIONS_H
#define LG_REPORT_TEXT_SECTIONS_H

#include "model/result.h"
#include "report/text_layout.h"

void lg_text_sections(lg_layout *layout, const lg_result *result);

#endif
