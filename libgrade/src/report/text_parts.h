/* What the parts of a text report are built from, and the parts that every
 * command's report may have: what was asked for, and notes. Each part begins
 * with an empty line, and writes nothing when it is empty. */
#ifndef LG_REPORT_TEXT_PARTS_H
#define LG_REPORT_TEXT_PARTS_H

#include "report/report.h"
#include "report/text_layout.h"

/* Gathers prose and ends it with a full stop where it has no end of its own. */
void lg_layout_sentence(lg_layout *layout, const char *text);

/* An empty line and the title of a part, with a remark behind it. */
void lg_text_begin(lg_layout *layout, const char *title, const char *remark);

/* Title from `column` on, id at the right edge where it fits. */
void lg_text_heading(lg_layout *layout, const char *title, const char *id, lg_style style,
                     uint32_t column, uint32_t indent);

/* The gathered stretch as a paragraph of its own. */
void lg_text_paragraph(lg_layout *layout, lg_style style, uint32_t indent);

/* A label and a sentence as a paragraph; nothing when `text` is NULL or empty. */
void lg_text_labelled(lg_layout *layout, const char *label, const char *text, uint32_t indent);

/* What was asked of answer `index` and is not met, or was known before; under
 * a title unless it has `begun`, with the path of the answer when `named`.
 * Returns whether the part has begun. */
bool lg_text_checks(lg_layout *layout, const lg_report_input *input, size_t index, bool begun,
                    bool named);

void lg_text_diagnostics(lg_layout *layout, const char *path, const lg_diagnostics *diagnostics);

#endif
