/* The report to look at and to pass on: one file that needs nothing else. One
 * answer is a page about it; several are a table with their reports below. All
 * of it can be read without the script, which filters, sorts and leads from a
 * verdict to its place in the answer. */
#include <string.h>

#include "report/format.h"
#include "report/html.h"

/* -- frame ----------------------------------------------------------------------------- */

static void write_rubric(lg_html *page, const lg_result *result) {
  lg_html_markup(page, "<p class=\"rubric\">");
  lg_html_text(page, *result->rubric_title == '\0' ? result->rubric_id : result->rubric_title);
  lg_html_markup(page, " ");
  lg_html_text(page, result->rubric_version);
  lg_html_markup(page, "</p>\n");
}

static void write_banner(lg_html *page) {
  const lg_report_input *input = page->input;
  lg_html_markup(page, "<header class=\"banner\">\n<div>\n<h1>");
  if (input->count == 1) {
    lg_html_name(page, input->results[0]->path);
  } else {
    lg_html_markup(page, input->count == 0 ? "No answers graded" : "%z answers", input->count);
  }
  lg_html_markup(page, "</h1>\n");
  if (input->count > 0) {
    write_rubric(page, input->results[0]);
  }
  lg_html_markup(page, "</div>\n");
  if (input->count == 1) {
    lg_html_score(page, input->results[0]);
  }
  lg_html_markup(page, "</header>\n");
}

static void write_controls(lg_html *page) {
  static const char *const choices[][2] = {{"", "All"},
                                           {"full", "Credited"},
                                           {"part", "In part"},
                                           {"none", "Missing"},
                                           {"cost", "Penalties"}};
  lg_html_markup(page, "<div class=\"controls\" role=\"search\" aria-label=\"Verdicts\" hidden>\n"
                       "<fieldset>\n<legend class=\"vh\">Show</legend>\n");
  for (size_t i = 0; i < sizeof choices / sizeof *choices; ++i) {
    lg_html_markup(page,
                   "<label><input type=\"radio\" name=\"show\" value=\"%s\"%s>"
                   "<span>%s <small></small></span></label>\n",
                   choices[i][0], i == 0 ? " checked" : "", choices[i][1]);
  }
  lg_html_markup(page, "</fieldset>\n<label class=\"find\"><span class=\"vh\">Search in criteria"
                       "</span><input type=\"search\" id=\"find\" placeholder=\"Search criteria\" "
                       "autocomplete=\"off\" spellcheck=\"false\"></label>\n"
                       "<button type=\"button\" id=\"fold\">Close all</button>\n"
                       "<p id=\"shown\" class=\"vh\" role=\"status\"></p>\n</div>\n");
}

/* -- answers ---------------------------------------------------------------------------- */

static void write_parts(lg_html *page, const lg_result *result) {
  lg_html_markup(page, "<div class=\"split\">\n<section class=\"text\">\n");
  lg_html_heading(page, 1, "answer", "The answer");
  lg_html_markup(page, "<div class=\"pane\" tabindex=\"0\" role=\"region\" aria-label=\"Text of ");
  lg_html_attribute(page, *result->path == '\0' ? "the answer" : result->path);
  lg_html_markup(page, "\">\n");
  lg_html_marked_answer(page, result);
  lg_html_markup(page, "</div>\n</section>\n<section class=\"criteria\">\n");
  lg_html_heading(page, 1, "criteria", "Criteria");
  lg_html_criteria(page, result);
  lg_html_markup(page, "</section>\n</div>\n");
}

static void write_single(lg_html *page) {
  const lg_result *result = page->input->results[0];
  page->number = 1;
  page->level = 1;
  lg_html_markup(page, "<article class=\"answer\" id=\"a1\">\n");
  lg_html_summary(page, result);
  write_controls(page);
  write_parts(page, result);
  lg_html_markup(page, "</article>\n");
}

static void write_several(lg_html *page) {
  const lg_report_input *input = page->input;
  lg_html_index(page);
  write_controls(page);
  page->level = 2;
  for (size_t i = 0; i < input->count && page->output->status == LG_OK; ++i) {
    const lg_result *result = input->results[i];
    page->number = (unsigned)(i + 1);
    lg_html_markup(page, "<details class=\"answer\" id=\"a%u\">\n<summary><h2>", page->number);
    lg_html_name(page, result->path);
    lg_html_markup(page, "</h2>");
    lg_html_markup(page, "<span class=\"vh\">, </span><span class=\"mini\"><b>");
    lg_html_points(page, result->score);
    lg_html_markup(page, "</b> ");
    lg_html_text(page, result->complete ? result->band : "so far, undecided");
    lg_html_markup(page, "</span></summary>\n");
    if (strcmp(result->rubric_digest, input->results[0]->rubric_digest) != 0) {
      write_rubric(page, result);
    }
    lg_html_summary(page, result);
    write_parts(page, result);
    lg_html_markup(page, "</details>\n");
  }
}

void lg_format_html(const lg_report_input *input, lg_output *output) {
  lg_html page = {.output = output, .input = input, .level = 1};
  lg_html_head(&page);
  write_banner(&page);
  lg_html_markup(&page, "<main>\n");
  if (input->count == 1) {
    write_single(&page);
  } else if (input->count > 1) {
    write_several(&page);
  }
  lg_html_run(&page);
  lg_html_markup(&page, "</main>\n");
  lg_html_foot(&page);
}
