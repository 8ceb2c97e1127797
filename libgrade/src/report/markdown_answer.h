/* One answer in Markdown: parts on a page. */
#ifndef LG_REPORT_MARKDOWN_ANSWER_H
#define LG_REPORT_MARKDOWN_ANSWER_H

#include "report/markdown_page.h"
#include "report/report.h"

/* "69.9 of 100, mid" into the part. */
void lg_markdown_score(lg_markdown *page, lg_markdown_place place, const lg_result *result);
/* Everything behind the line that names the answer and its score. */
void lg_markdown_answer(lg_markdown *page, const lg_report_input *input, size_t index);

/* Notes as a list, not too many of them; each with its file unless that is `path`. */
void lg_markdown_notes(lg_markdown *page, const char *title, const char *path,
                       const lg_diagnostics *diagnostics);
/* "`process.late_data`: expected level 2, got 1", into the part. */
void lg_markdown_check(lg_markdown *page, const lg_check *check);

#endif
