/* The report for a comment on a change, and for the summary of a CI run: what
 * matters at a glance, the rest folded away. It never grows past what GitHub
 * takes; what does not fit is left out as a whole, and the report says so.
 *
 * Of several answers there is a table, the best first, and then each of them
 * folded away, as many as fit. */
#include <string.h>

#include "report/faults.h"
#include "report/format.h"
#include "report/markdown_answer.h"
#include "report/ranking.h"

/* Half of the page at most is for the table, so that an answer fits behind it. */
enum { TABLE_LIMIT = LG_MARKDOWN_LIMIT / 2, CHECKS = 20 };

static const char *plural(size_t count) {
  return count == 1 ? " is" : "s are";
}

/* -- one answer ---------------------------------------------------------------- */

static void write_one(lg_markdown *page, const lg_report_input *input) {
  const lg_result *result = input->results[0];
  lg_markdown_format(page, "## ");
  lg_markdown_name(page, LG_IN_LINE, result->path);
  lg_markdown_format(page, ": ");
  lg_markdown_score(page, LG_IN_LINE, result);
  lg_markdown_format(page, "\n\n");
  lg_markdown_keep(page);
  if (input->options.verbose >= 0) {
    lg_markdown_answer(page, input, 0);
  }
}

/* -- several answers ----------------------------------------------------------- */

/* Before the table, so that they are seen however many answers there are. */
static void write_unmet(lg_markdown *page, const lg_report_input *input) {
  const lg_report_options *options = &input->options;
  size_t unmet = 0;
  for (size_t i = 0; i < options->check_count; ++i) {
    unmet += options->checks[i].status == LG_CHECK_UNMET;
  }
  if (options->check_count > 0 && unmet == 0) {
    lg_markdown_format(page, "All that was asked of them holds.\n\n");
    lg_markdown_keep(page);
  }
  if (unmet == 0) {
    return;
  }
  lg_markdown_format(page, "### Not as asked (%z)", unmet);
  lg_markdown_list list = lg_markdown_begin_list(page, unmet, false);
  for (size_t i = 0, shown = 0; i < options->check_count && shown < CHECKS; ++i) {
    const lg_check *check = &options->checks[i];
    if (check->status == LG_CHECK_UNMET) {
      lg_markdown_format(page, "- ");
      lg_markdown_name(page, LG_IN_LINE, input->results[check->result]->path);
      lg_markdown_format(page, ", ");
      lg_markdown_check(page, check);
      lg_markdown_format(page, "\n");
      lg_markdown_item(page, &list);
      ++shown;
    }
  }
  lg_markdown_end_list(page, &list);
}

static void add_remarks(lg_markdown *page, const lg_report_input *input, size_t index) {
  const lg_result *result = input->results[index];
  const size_t unmet = lg_unmet_checks(input, index);
  const char *between = "";
  if (!result->design) {
    lg_markdown_format(page, "not a design");
    between = ", ";
  }
  if (!result->complete) {
    lg_markdown_format(page, "%sincomplete", between);
    between = ", ";
  }
  if (unmet > 0) {
    lg_markdown_format(page, "%s%z not as asked", between, unmet);
  }
}

static bool write_row(lg_markdown *page, const lg_report_input *input, size_t index) {
  const lg_result *result = input->results[index];
  lg_markdown_format(page, "| ");
  lg_markdown_milli(page, result->score);
  lg_markdown_format(page, " | ");
  lg_markdown_prose(page, LG_IN_CELL,
                    !result->complete      ? "undecided"
                    : result->band != NULL ? result->band
                                           : "-");
  lg_markdown_format(page, " | ");
  lg_markdown_name(page, LG_IN_CELL, result->path);
  lg_markdown_format(page, " | ");
  add_remarks(page, input, index);
  lg_markdown_format(page, " |\n");
  return lg_markdown_keep(page);
}

static void write_table(lg_markdown *page, const lg_report_input *input, const lg_ranked *order) {
  size_t shown = 0;
  lg_markdown_format(page, "| Score | Band | Answer | Remarks |\n|---:|---|---|---|\n");
  if (lg_markdown_keep(page)) {
    page->limit = input->options.verbose < 0 ? LG_MARKDOWN_LIMIT : TABLE_LIMIT;
    while (shown < input->count && write_row(page, input, order[shown].index)) {
      ++shown;
    }
    page->limit = LG_MARKDOWN_LIMIT;
  }
  const size_t left = input->count - shown;
  if (left > 0) {
    lg_markdown_format(page, "\nAnd %z more answer%s left out.\n", left, plural(left));
  }
  lg_markdown_format(page, "\n");
  lg_markdown_say(page);
}

/* Folded away; the line that unfolds it names it. */
static void write_folded(lg_markdown *page, const lg_report_input *input, size_t index) {
  const lg_result *result = input->results[index];
  lg_markdown_format(page, "<details><summary>");
  lg_markdown_name(page, LG_IN_HTML, result->path);
  lg_markdown_format(page, ": ");
  lg_markdown_score(page, LG_IN_HTML, result);
  lg_markdown_list body = lg_markdown_begin_list(page, 0, true);
  if (body.open) {
    lg_markdown_answer(page, input, index);
    lg_markdown_end_list(page, &body);
  }
}

/* Whole answers; of the first as much as fits, so that there is one. */
static void write_details(lg_markdown *page, const lg_report_input *input, const lg_ranked *order) {
  const bool full = page->full;
  size_t shown = 0;
  page->full = false;
  while (shown < input->count && !page->full) {
    const size_t before = page->page.length;
    write_folded(page, input, order[shown].index);
    if (page->full && shown > 0) {
      lg_markdown_back(page, before);
    } else {
      ++shown;
    }
  }
  const size_t left = input->count - shown;
  page->full = page->full || full;
  if (left > 0) {
    lg_markdown_format(page, "The details of %z more answer%s left out.\n\n", left, plural(left));
    lg_markdown_say(page);
  }
}

static void write_many(lg_markdown *page, const lg_report_input *input,
                       const lg_allocator *allocator) {
  lg_ranked *order = lg_rank_answers(input, allocator);
  if (order == NULL) {
    page->no_memory = true;
    return;
  }
  lg_markdown_format(page, "## %z answers\n\n", input->count);
  lg_markdown_keep(page);
  write_unmet(page, input);
  write_table(page, input, order);
  if (input->options.verbose >= 0) {
    write_details(page, input, order);
  }
  lg_release(allocator, order, input->count * sizeof *order);
}

void lg_format_markdown(const lg_report_input *input, lg_output *output) {
  const lg_allocator *allocator = &output->buffer.allocator;
  lg_markdown page;
  lg_markdown_init(&page, allocator);
  if (input->count == 0) {
    lg_markdown_format(&page, "No answer was graded.\n\n");
    lg_markdown_keep(&page);
  }
  if (input->diagnostics != NULL) {
    lg_markdown_notes(&page, "Notes on the run", "", input->diagnostics);
  }
  if (input->count == 1) {
    write_one(&page, input);
  } else if (input->count > 1) {
    write_many(&page, input, allocator);
  }
  if (page.full) {
    lg_markdown_format(&page, "This report is cut to what a comment takes; other formats have all "
                              "of it.\n");
    lg_markdown_say(&page);
  }
  lg_markdown_finish(&page, output);
}
