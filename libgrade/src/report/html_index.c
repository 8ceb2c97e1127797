#include <string.h>

#include "report/faults.h"
#include "report/html.h"
#include "report/ranking.h"

/* -- rows ------------------------------------------------------------------------------- */

static void write_checks(lg_html *page, size_t index) {
  size_t count = 0;
  size_t met = 0;
  const lg_check *checks = lg_checks_of(page->input, index, &count);
  for (size_t i = 0; i < count; ++i) {
    met += checks[i].status == LG_CHECK_MET;
  }
  if (count == 0) {
    lg_html_markup(page, "<td class=\"num\">\xe2\x80\x93</td>");
    return;
  }
  lg_html_markup(page, "<td class=\"num\">%z of %z met</td>", met, count);
}

/* The section of that id; an answer graded by another rubric may have none. */
static const lg_result_section *find_section(const lg_result *result, const char *id) {
  for (uint32_t i = 0; i < result->section_count; ++i) {
    if (strcmp(result->sections[i].id, id) == 0) {
      return &result->sections[i];
    }
  }
  return NULL;
}

static void write_row(lg_html *page, const lg_ranked *item, const lg_result *first) {
  const lg_result *result = item->result;
  lg_html_markup(page, "<tr><th scope=\"row\"><a href=\"#a%z\" title=\"", item->index + 1);
  lg_html_attribute(page, *result->path == '\0' ? "answer" : result->path);
  lg_html_markup(page, "\">");
  lg_html_name(page, result->path);
  lg_html_markup(page, "</a>%s%s</th><td class=\"num\"><b>",
                 result->complete ? "" : " <span class=\"tag\">incomplete</span>",
                 result->design ? "" : " <span class=\"tag\">not a design</span>");
  lg_html_points(page, result->score);
  lg_html_markup(page, "</b></td><td data-v=\"");
  lg_output_milli(page->output, result->score);
  lg_html_markup(page, "\">");
  lg_html_text(page, !result->complete      ? "undecided"
                     : result->band != NULL ? result->band
                                            : "\xe2\x80\x93");
  lg_html_markup(page, "</td>");
  for (uint32_t i = 0; i < first->section_count; ++i) {
    const lg_result_section *section = find_section(result, first->sections[i].id);
    lg_html_markup(page, "<td class=\"num\">");
    if (section != NULL) {
      lg_html_points(page, section->points);
    } else {
      lg_html_markup(page, "\xe2\x80\x93");
    }
    lg_html_markup(page, "</td>");
  }
  lg_milli penalties = 0;
  for (uint32_t i = 0; i < result->penalty_count; ++i) {
    penalties += result->penalties[i].points;
  }
  lg_html_markup(page, "<td class=\"num\">");
  lg_html_points(page, penalties);
  lg_html_markup(page, "</td>");
  if (page->input->options.check_count > 0) {
    write_checks(page, item->index);
  }
  lg_html_markup(page, "</tr>\n");
}

static void write_columns(lg_html *page, const lg_result *first) {
  lg_html_markup(page, "<thead><tr><th scope=\"col\">Answer</th><th scope=\"col\" class=\"num\" "
                       "aria-sort=\"descending\">Score</th><th scope=\"col\">Band</th>");
  for (uint32_t i = 0; i < first->section_count; ++i) {
    lg_html_markup(page, "<th scope=\"col\" class=\"num\">");
    lg_html_text(page, first->sections[i].title);
    lg_html_markup(page, " <small>of ");
    lg_html_points(page, first->sections[i].max_points);
    lg_html_markup(page, "</small></th>");
  }
  lg_html_markup(
      page, "<th scope=\"col\" class=\"num\">Penalties</th>%s</tr></thead>\n",
      page->input->options.check_count > 0 ? "<th scope=\"col\" class=\"num\">Checks</th>" : "");
}

void lg_html_index(lg_html *page) {
  const lg_report_input *input = page->input;
  const lg_allocator *allocator = &page->output->buffer.allocator;
  lg_ranked *rows = lg_rank_answers(input, allocator);
  if (rows == NULL) {
    lg_output_fail(page->output, LG_NO_MEMORY);
    return;
  }
  lg_html_markup(page, "<section class=\"index\">\n"
                       "<h2 id=\"comparison\">Comparison</h2>\n"
                       "<div class=\"scroll\" tabindex=\"0\" role=\"region\" "
                       "aria-labelledby=\"comparison\">\n<table class=\"sortable\">\n");
  write_columns(page, input->results[0]);
  lg_html_markup(page, "<tbody>\n");
  for (size_t i = 0; i < input->count; ++i) {
    write_row(page, &rows[i], input->results[0]);
  }
  lg_html_markup(page, "</tbody>\n</table>\n</div>\n</section>\n");
  lg_release(allocator, rows, input->count * sizeof *rows);
}

/* -- notes ------------------------------------------------------------------------------- */

static void write_diagnostic(lg_html *page, const lg_diagnostic *item, const char *path) {
  const char *origin = *item->origin != '\0' ? item->origin : path;
  lg_html_markup(page, "<li class=\"%s\"><b>%s</b> ", lg_severity_name(item->severity),
                 lg_severity_name(item->severity));
  if (*origin != '\0') {
    lg_html_name(page, origin);
    if (item->line > 0) {
      lg_html_markup(page, ":%u:%u", item->line, item->column);
    }
    lg_html_markup(page, ": ");
  }
  lg_html_text(page, item->message);
  lg_html_markup(page, " <code>%s</code>", item->code);
  if (*item->hint != '\0') {
    lg_html_markup(page, "<p>");
    lg_html_sentence(page, item->hint);
    lg_html_markup(page, "</p>");
  }
  lg_html_markup(page, "</li>\n");
}

/* Those that are errors, or those that are not. */
static void write_diagnostics(lg_html *page, const lg_diagnostics *list, bool errors,
                              const char *path) {
  lg_html_markup(page, "<ul class=\"diagnostics\">\n");
  for (size_t i = 0; i < list->count; ++i) {
    if ((list->items[i].severity == LG_ERROR) == errors) {
      write_diagnostic(page, &list->items[i], path);
    }
  }
  lg_html_markup(page, "</ul>\n");
}

static size_t count_errors(const lg_diagnostics *list) {
  size_t count = 0;
  for (size_t i = 0; i < list->count; ++i) {
    count += list->items[i].severity == LG_ERROR;
  }
  return count;
}

static void write_suppressed(lg_html *page, const lg_diagnostics *list) {
  if (list->suppressed > 0) {
    lg_html_markup(page, "<p>And %z more.</p>\n", list->suppressed);
  }
}

void lg_html_diagnostics(lg_html *page, const lg_diagnostics *list, const char *path) {
  const size_t errors = count_errors(list);
  if (errors > 0) {
    write_diagnostics(page, list, true, path);
  }
  if (errors < list->count) {
    write_diagnostics(page, list, false, path);
  }
  write_suppressed(page, list);
}

static void write_run(lg_html *page, const char *id, const char *title, bool errors) {
  const lg_diagnostics *run = page->input->diagnostics;
  lg_html_markup(page, "<section class=\"notes run\">\n<h2 id=\"%s\">%s</h2>\n", id, title);
  write_diagnostics(page, run, errors, "");
  lg_html_markup(page, "</section>\n");
}

/* An error of the run is a file that could not be graded. */
void lg_html_run(lg_html *page) {
  const lg_diagnostics *run = page->input->diagnostics;
  if (run == NULL) {
    return;
  }
  const size_t errors = count_errors(run);
  if (errors > 0) {
    write_run(page, "not-graded", "Not graded", true);
  }
  if (errors < run->count) {
    write_run(page, "notes", "Notes on the run", false);
  }
  write_suppressed(page, run);
}
