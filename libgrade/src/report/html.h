/* The parts of the HTML report, for format_html.c and html_*.c only.
 *
 * What comes from outside - answers, names, rubrics - is written by the
 * functions under "text from outside" and by no others. Everything else is the
 * report's own markup and goes through lg_html_markup. */
#ifndef LG_REPORT_HTML_H
#define LG_REPORT_HTML_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/embedded.h"
#include "report/output.h"
#include "report/report.h"

/* The page's own style and script, in this order. */
enum { LG_HTML_STYLE, LG_HTML_SCRIPT };
extern const lg_builtin_file lg_html_files[];

typedef struct lg_html {
  lg_output *output;
  const lg_report_input *input;
  unsigned number; /* of the answer, from 1: all ids inside it begin with it */
  unsigned level;  /* of the heading that names the answer */
} lg_html;

/* -- markup, text from outside (html_text.c) ---------------------------------- */

/* The report's own markup, as lg_buffer_format; never text from outside. */
void lg_html_markup(lg_html *page, const char *format, ...);

/* Text between tags. Characters that steer or hide are shown as what they are,
 * "U+202E", in a box; ill-formed bytes become U+FFFD. A CRLF becomes a line feed.
 * NULL is written as nothing. */
void lg_html_text(lg_html *page, const char *text);
void lg_html_text_of(lg_html *page, const char *bytes, size_t length);
/* The same, ending with a full stop where there is no end of a sentence. */
void lg_html_sentence(lg_html *page, const char *text);
/* The name of a file: apart from the direction of what is around it, with line
 * breaks shown as well. "answer" where there is none. */
void lg_html_name(lg_html *page, const char *path);
/* The value of an attribute, without the quotes around it. */
void lg_html_attribute(lg_html *page, const char *text);

/* Points, with a real minus sign. */
void lg_html_points(lg_html *page, lg_milli points);

/* <hN id="aNUMBER-NAME">TEXT</hN>, `below` levels under the answer's heading. */
void lg_html_heading(lg_html *page, unsigned below, const char *name, const char *text);

/* -- verdicts (html_text.c) ---------------------------------------------------- */

typedef enum lg_html_kind {
  LG_HTML_FULL,
  LG_HTML_PART,
  LG_HTML_OPEN, /* a limit left it undecided */
  LG_HTML_NONE,
  LG_HTML_COST, /* a penalty that is present */
  LG_HTML_KINDS
} lg_html_kind;

lg_html_kind lg_html_criterion_kind(const lg_result_criterion *criterion);
lg_html_kind lg_html_penalty_kind(const lg_result_penalty *penalty);
const char *lg_html_kind_class(lg_html_kind kind);
const char *lg_html_kind_word(lg_html_kind kind);
/* A small picture, for the eye only: a word always stands beside it. */
void lg_html_icon(lg_html *page, lg_html_kind kind);

/* -- parts ---------------------------------------------------------------------- */

/* Everything up to the page's content: policy, style, pictures (html_head.c). */
void lg_html_head(lg_html *page);
/* Script, the report for programs, and the end of the page. */
void lg_html_foot(lg_html *page);

/* The table of several answers, best first (html_index.c). */
void lg_html_index(lg_html *page);
/* What could not be graded, and other notes of the run. */
void lg_html_run(lg_html *page);
/* Errors first; `path` is what they are about when they do not say. */
void lg_html_diagnostics(lg_html *page, const lg_diagnostics *list, const char *path);

/* What an answer came to: state, next steps, sections, checks (html_summary.c). */
void lg_html_score(lg_html *page, const lg_result *result);
void lg_html_summary(lg_html *page, const lg_result *result);
/* The sections over the length of the answer (html_path.c). */
void lg_html_path(lg_html *page, const lg_result *result);

/* Criteria and penalties, each with its quotations (html_criteria.c). */
void lg_html_criteria(lg_html *page, const lg_result *result);
/* Whether piece `index` of `evidence` has a place in the answer that no earlier
 * piece has: only then it is marked, and quoted as a link. */
bool lg_html_is_marked(const lg_result *result, const lg_result_evidence *evidence, uint32_t index);
/* Whether it only says again, by another signal, what an earlier piece quotes. */
bool lg_html_is_repeated(const lg_result_evidence *evidence, uint32_t index);

/* The whole answer with its evidence marked (html_marks.c). */
void lg_html_marked_answer(lg_html *page, const lg_result *result);

#endif
