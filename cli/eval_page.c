#include <stdlib.h>
#include <string.h>

#include "eval_report.h"
#include "page.h"
#include "support.h"

/* -- what was compared --------------------------------------------------------- */

static int compare_kinds(const void *left, const void *right) {
  return strcmp(((const kind_count *)left)->kind, ((const kind_count *)right)->kind);
}

size_t count_kinds(const eval_data *data, kind_count *kinds) {
  size_t all = 0;
  for (size_t i = 0; i < data->count; ++i) {
    if (data->answers[i].source->labels.kind != NULL) {
      kinds[all++] = (kind_count){data->answers[i].source->labels.kind, 1};
    }
  }
  if (all > 1) {
    qsort(kinds, all, sizeof *kinds, compare_kinds);
  }
  size_t count = 0;
  for (size_t i = 0; i < all; ++i) {
    if (count > 0 && compare_kinds(&kinds[count - 1], &kinds[i]) == 0) {
      ++kinds[count - 1].count;
    } else {
      kinds[count++] = kinds[i];
    }
  }
  return count;
}

/* "24 answers (13 design, 11 trap) to 5 prompts" */
static void put_head(const eval_report *report, cli_page *page) {
  const eval_data *data = report->data;
  kind_count *kinds = take_memory(data->count, sizeof *kinds);
  const size_t count = count_kinds(data, kinds);
  char *line = format_text("%zu labelled answers", data->count);
  for (size_t i = 0; i < count; ++i) {
    char *longer = format_text("%s%s%zu %s%s", line, i == 0 ? " (" : ", ", kinds[i].count,
                               kinds[i].kind, i + 1 == count ? ")" : "");
    free(line);
    line = longer;
  }
  page_text(page, "%s in %zu groups, %s %s", line, data->group_count, lgr_rubric_id(data->rubric),
            lgr_rubric_version(data->rubric));
  if (report->left_out > 0) {
    page_text(page, "%zu more could not be graded and %s left out", report->left_out,
              report->left_out == 1 ? "is" : "are");
  }
  free(line);
  free(kinds);
}

/* -- rules --------------------------------------------------------------------- */

static void add_tally_cells(page_table *table, const award_tally *tally) {
  table_add(table, "%zu", tally->right + tally->missed);
  table_add(table, "%zu", tally->wrong);
  table_add(table, "%zu", tally->missed);
  table_add_figure(table, precision_of(tally));
  table_add_figure(table, recall_of(tally));
}

static void add_tally_heads(page_table *table, const char *first) {
  static const char *const heads[] = {"labelled", "false", "missed", "prec.", "recall"};
  table_add(table, "%s", first);
  for (size_t i = 0; i < sizeof heads / sizeof *heads; ++i) {
    table_add(table, "%s", heads[i]);
  }
}

static void put_criteria(const eval_report *report, cli_page *page) {
  const eval_data *data = report->data;
  page_table table;
  page_heading(page, 2, "Criteria");
  table_begin(&table, 7 + data->highest);
  add_tally_heads(&table, "criterion");
  for (unsigned level = 1; level <= data->highest; ++level) {
    table_add(&table, "F1 >= %u", level);
  }
  table_add(&table, "kappa");
  for (size_t i = 0; i < data->criterion_count; ++i) {
    const rule_figures *rule = &report->grader.rules[i];
    table_add(&table, "%s", data->rules[i].id);
    add_tally_cells(&table, &rule->at[0]);
    for (unsigned level = 0; level < data->highest; ++level) {
      if (level < data->rules[i].highest) {
        table_add_figure(&table, f_of(&rule->at[level]));
      } else {
        table_add(&table, "%s", "");
      }
    }
    table_add_figure(&table, quadratic_kappa(&rule->sums));
  }
  page_put_table(page, &table);
}

static void put_penalties(const eval_report *report, cli_page *page) {
  const eval_data *data = report->data;
  page_table table;
  if (data->criterion_count == data->rule_count) {
    return;
  }
  page_heading(page, 2, "Penalties");
  table_begin(&table, 7);
  add_tally_heads(&table, "penalty");
  table_add(&table, "F1");
  for (size_t i = data->criterion_count; i < data->rule_count; ++i) {
    table_add(&table, "%s", data->rules[i].id);
    add_tally_cells(&table, &report->grader.rules[i].at[0]);
    table_add_figure(&table, f_of(&report->grader.rules[i].at[0]));
  }
  page_put_table(page, &table);
}

/* -- overall ------------------------------------------------------------------- */

static void put_overall(const eval_report *report, cli_page *page) {
  const eval_data *data = report->data;
  page_table table;
  if (!report->quiet) {
    page_heading(page, 2, "Overall");
  }
  table_begin(&table, 3);
  table_add(&table, "figure");
  table_add(&table, "grader");
  table_add(&table, "length alone");
  for (unsigned level = 0; level < data->highest; ++level) {
    table_add(&table, "macro F1 >= %u", level + 1);
    table_add_figure(&table, report->grader.macro_f[level]);
    table_add_figure(&table, report->length.macro_f[level]);
  }
  char low[FIGURE_TEXT];
  char high[FIGURE_TEXT];
  table_add(&table, "pooled kappa");
  table_add_figure(&table, quadratic_kappa(&report->grader.pooled));
  table_add_figure(&table, quadratic_kappa(&report->length.pooled));
  table_add(&table, "95 %% interval of it");
  table_add(&table, "%s to %s", figure_text(report->interval[0], low),
            figure_text(report->interval[1], high));
  table_add(&table, "%s", "");
  table_add(&table, "rank correlation of totals");
  table_add_figure(&table, report->grader.rank);
  table_add_figure(&table, report->length.rank);
  if (data->rule_count > data->criterion_count) {
    table_add(&table, "penalty F1");
    table_add_figure(&table, f_of(&report->grader.penalties));
    table_add(&table, "%s", "");
  }
  page_put_table(page, &table);
}

/* -- kinds --------------------------------------------------------------------- */

static void put_share(page_table *table, size_t part, size_t whole) {
  if (whole == 0) {
    table_add(table, "-");
  } else {
    table_add(table, "%.1f %%", 100.0 * (double)part / (double)whole);
  }
}

static void put_kind(const eval_data *data, const kind_count *kind, page_table *table) {
  eval_figures figures;
  figures_take(data, (eval_choice){ALL_FOLDS, kind->kind}, BY_GRADER, &figures);
  table_add(table, "%s", kind->kind);
  table_add(table, "%zu", kind->count);
  table_add_figure(table, quadratic_kappa(&figures.pooled));
  for (unsigned level = 0; level < data->highest; ++level) {
    table_add_figure(table, figures.macro_f[level]);
  }
  table_add_figure(table, figures.rank);
  table_add_figure(table, f_of(&figures.penalties));
  for (unsigned level = 0; level < data->highest; ++level) {
    put_share(table, figures.false_awards[level], figures.cells);
  }
  figures_free(&figures);
}

/* The figures for every kind of answer, where there are several. */
static void put_kinds(const eval_report *report, cli_page *page) {
  const eval_data *data = report->data;
  kind_count *kinds = take_memory(data->count, sizeof *kinds);
  const size_t count = count_kinds(data, kinds);
  if (count > 1) {
    page_table table;
    page_heading(page, 2, "Kinds of answers");
    table_begin(&table, 5 + 2 * (size_t)data->highest);
    table_add(&table, "kind");
    table_add(&table, "answers");
    table_add(&table, "kappa");
    for (unsigned level = 1; level <= data->highest; ++level) {
      table_add(&table, "F1 >= %u", level);
    }
    table_add(&table, "rank");
    table_add(&table, "penalty F1");
    for (unsigned level = 1; level <= data->highest; ++level) {
      table_add(&table, "false >= %u", level);
    }
    for (size_t i = 0; i < count; ++i) {
      put_kind(data, &kinds[i], &table);
    }
    page_put_table(page, &table);
  }
  free(kinds);
}

/* -- folds --------------------------------------------------------------------- */

static void put_fold_rows(const eval_folds *folds, cli_page *page, bool of_criteria) {
  page_table table;
  table_begin(&table, folds->fold_count + 3);
  table_add(&table, "%s", of_criteria ? "criterion" : "figure");
  for (size_t i = 0; i < folds->fold_count; ++i) {
    table_add(&table, "%zu", i + 1);
  }
  table_add(&table, "mean");
  table_add(&table, "spread");
  for (size_t i = 0; i <= folds->fold_count + 2 && !of_criteria; ++i) {
    if (i == 0) {
      table_add(&table, "answers");
    } else if (i <= folds->fold_count) {
      table_add(&table, "%zu", folds->answers[i - 1]);
    } else {
      table_add(&table, "%s", "");
    }
  }
  for (size_t i = 0; i < folds->row_count; ++i) {
    const fold_row *row = &folds->rows[i];
    if (row->of_criterion != of_criteria) {
      continue;
    }
    table_add(&table, "%s", row->name);
    for (size_t fold = 0; fold < folds->fold_count; ++fold) {
      table_add_figure(&table, row->figures[fold]);
    }
    table_add_figure(&table, row->summary.mean);
    table_add_figure(&table, row->summary.spread);
  }
  page_put_table(page, &table);
}

static void put_folds(const eval_report *report, cli_page *page) {
  page_heading(page, 2, "Folds");
  put_fold_rows(&report->folds, page, false);
  page_heading(page, 2, "Kappa of the criteria by fold");
  put_fold_rows(&report->folds, page, true);
}

/* -- signals ------------------------------------------------------------------- */

static void put_signals(const eval_report *report, cli_page *page) {
  const eval_signals *signals = report->signals;
  page_heading(page, 2, "Signals");
  if (signals->count == 0) {
    page_text(page, "No signal took part in an award.");
  }
  for (size_t i = 0; i < signals->count;) {
    static const char *const heads[] = {"signal", "right", "false", "right by it alone",
                                        "false by it alone"};
    const size_t rule = signals->items[i].rule;
    page_table table;
    page->begun = true;
    page_heading(page, 3, "%s", report->data->rules[rule].id);
    table_begin(&table, sizeof heads / sizeof *heads);
    for (size_t column = 0; column < table.columns; ++column) {
      table_add(&table, "%s", heads[column]);
    }
    for (; i < signals->count && signals->items[i].rule == rule; ++i) {
      const signal_count *count = &signals->items[i];
      table_add(&table, "%s", count->signal);
      table_add(&table, "%zu", count->right);
      table_add(&table, "%zu", count->wrong);
      table_add(&table, "%zu", count->only_right);
      table_add(&table, "%zu", count->only_wrong);
    }
    page_put_table(page, &table);
  }
}

/* -- errors -------------------------------------------------------------------- */

static void put_error(const eval_error *error, cli_page *page) {
  page_point(page, 1, "%s: labelled %d, got %d", error->path, error->label, error->level);
  if (error->label_quote != NULL && error->label_line > 0) {
    page_point(page, 2, "labelled, line %zu: \"%s\"", error->label_line, error->label_quote);
  } else if (error->label_quote != NULL) {
    page_point(page, 2, "labelled, but not in the answer: \"%s\"", error->label_quote);
  }
  if (error->quote != NULL) {
    page_point(page, 2, "decided, line %zu: \"%s\"", error->line, error->quote);
  }
}

static void put_errors(const eval_report *report, cli_page *page) {
  const eval_errors *errors = report->errors;
  for (size_t rule = 0; rule < report->data->rule_count; ++rule) {
    bool asked = false;
    for (size_t i = 0; i < errors->rule_count; ++i) {
      asked = asked || errors->rules[i] == rule;
    }
    if (!asked) {
      continue;
    }
    size_t count = 0;
    for (size_t i = 0; i < errors->count; ++i) {
      count += errors->items[i].rule == rule;
    }
    page->begun = true;
    page_heading(page, 2, "Errors of %s: %zu", report->data->rules[rule].id, count);
    for (size_t i = 0; i < errors->count; ++i) {
      if (errors->items[i].rule == rule) {
        put_error(&errors->items[i], page);
      }
    }
  }
}

void write_eval_page(const eval_report *report, FILE *out, bool markdown) {
  cli_page page = {.out = out, .markdown = markdown};
  if (report->quiet) {
    put_overall(report, &page);
    return;
  }
  if (markdown) {
    page_heading(&page, 1, "Agreement with the labels");
  }
  put_head(report, &page);
  put_overall(report, &page);
  put_kinds(report, &page);
  put_criteria(report, &page);
  put_penalties(report, &page);
  if (report->folds.fold_count > 0) {
    put_folds(report, &page);
  }
  if (report->signals != NULL) {
    put_signals(report, &page);
  }
  put_errors(report, &page);
}
