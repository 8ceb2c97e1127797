#include <stdlib.h>

#include "eval_report.h"
#include "json.h"
#include "support.h"

static void put_tally(json_out *json, const award_tally *tally) {
  json_put_integer(json, "labelled", (int64_t)(tally->right + tally->missed));
  json_put_integer(json, "false", (int64_t)tally->wrong);
  json_put_integer(json, "missed", (int64_t)tally->missed);
  json_put_number(json, "precision", precision_of(tally));
  json_put_number(json, "recall", recall_of(tally));
}

static void put_head(const eval_report *report, json_out *json) {
  const eval_data *data = report->data;
  kind_count *kinds = take_memory(data->count, sizeof *kinds);
  const size_t count = count_kinds(data, kinds);
  json_put_integer(json, "eval", 1);
  json_put_origin(json, data->rubric);
  json_put_integer(json, "answers", (int64_t)data->count);
  json_put_integer(json, "left_out", (int64_t)report->left_out);
  json_put_integer(json, "groups", (int64_t)data->group_count);
  json_key(json, "kinds");
  json_open(json, '{');
  for (size_t i = 0; i < count; ++i) {
    json_put_integer(json, kinds[i].kind, (int64_t)kinds[i].count);
  }
  json_close(json, '}');
  free(kinds);
}

/* -- overall ------------------------------------------------------------------- */

static void put_macro_f(const eval_data *data, const eval_figures *figures, json_out *json) {
  json_key(json, "macro_f1");
  json_open(json, '[');
  for (unsigned level = 0; level < data->highest; ++level) {
    json_number(json, figures->macro_f[level]);
  }
  json_close(json, ']');
}

static void put_overall(const eval_report *report, json_out *json) {
  json_key(json, "overall");
  json_open(json, '{');
  put_macro_f(report->data, &report->grader, json);
  json_put_number(json, "kappa", quadratic_kappa(&report->grader.pooled));
  json_key(json, "kappa_interval");
  json_open(json, '[');
  json_number(json, report->interval[0]);
  json_number(json, report->interval[1]);
  json_close(json, ']');
  json_put_integer(json, "bootstrap", (int64_t)report->rounds);
  json_put_integer(json, "seed", (int64_t)report->seed);
  json_put_number(json, "rank_correlation", report->grader.rank);
  json_put_integer(json, "totals_compared", (int64_t)report->grader.compared);
  json_put_number(json, "penalty_f1", f_of(&report->grader.penalties));
  json_close(json, '}');
  json_key(json, "length_alone");
  json_open(json, '{');
  put_macro_f(report->data, &report->length, json);
  json_put_number(json, "kappa", quadratic_kappa(&report->length.pooled));
  json_put_number(json, "rank_correlation", report->length.rank);
  json_close(json, '}');
}

/* -- rules --------------------------------------------------------------------- */

static void put_rules(const eval_report *report, json_out *json) {
  const eval_data *data = report->data;
  json_key(json, "criteria");
  json_open(json, '[');
  for (size_t i = 0; i < data->criterion_count; ++i) {
    const rule_figures *rule = &report->grader.rules[i];
    json_open(json, '{');
    json_put_text(json, "id", data->rules[i].id);
    json_put_text(json, "title", data->rules[i].title);
    json_put_integer(json, "max_level", data->rules[i].highest);
    json_put_integer(json, "answers", (int64_t)rule->answers);
    put_tally(json, &rule->at[0]);
    json_key(json, "f1");
    json_open(json, '[');
    for (unsigned level = 0; level < data->rules[i].highest; ++level) {
      json_number(json, f_of(&rule->at[level]));
    }
    json_close(json, ']');
    json_put_number(json, "kappa", quadratic_kappa(&rule->sums));
    json_close(json, '}');
  }
  json_close(json, ']');
  json_key(json, "penalties");
  json_open(json, '[');
  for (size_t i = data->criterion_count; i < data->rule_count; ++i) {
    const rule_figures *rule = &report->grader.rules[i];
    json_open(json, '{');
    json_put_text(json, "id", data->rules[i].id);
    json_put_text(json, "title", data->rules[i].title);
    json_put_integer(json, "answers", (int64_t)rule->answers);
    put_tally(json, &rule->at[0]);
    json_put_number(json, "f1", f_of(&rule->at[0]));
    json_close(json, '}');
  }
  json_close(json, ']');
}

/* -- kinds --------------------------------------------------------------------- */

static void put_kind(const eval_data *data, const kind_count *kind, json_out *json) {
  eval_figures figures;
  figures_take(data, (eval_choice){ALL_FOLDS, kind->kind}, BY_GRADER, &figures);
  json_open(json, '{');
  json_put_text(json, "kind", kind->kind);
  json_put_integer(json, "answers", (int64_t)kind->count);
  json_put_number(json, "kappa", quadratic_kappa(&figures.pooled));
  put_macro_f(data, &figures, json);
  json_put_number(json, "rank_correlation", figures.rank);
  json_put_number(json, "penalty_f1", f_of(&figures.penalties));
  json_put_integer(json, "cells", (int64_t)figures.cells);
  json_key(json, "false_awards");
  json_open(json, '[');
  for (unsigned level = 0; level < data->highest; ++level) {
    json_integer(json, (int64_t)figures.false_awards[level]);
  }
  json_close(json, ']');
  json_close(json, '}');
  figures_free(&figures);
}

static void put_kinds(const eval_report *report, json_out *json) {
  kind_count *kinds = take_memory(report->data->count, sizeof *kinds);
  const size_t count = count_kinds(report->data, kinds);
  json_key(json, "by_kind");
  json_open(json, '[');
  for (size_t i = 0; i < count; ++i) {
    put_kind(report->data, &kinds[i], json);
  }
  json_close(json, ']');
  free(kinds);
}

/* -- folds --------------------------------------------------------------------- */

static void put_fold_rows(const eval_folds *folds, json_out *json, bool of_criteria) {
  json_key(json, of_criteria ? "criteria" : "figures");
  json_open(json, '[');
  for (size_t i = 0; i < folds->row_count; ++i) {
    const fold_row *row = &folds->rows[i];
    if (row->of_criterion != of_criteria) {
      continue;
    }
    json_open(json, '{');
    json_put_text(json, of_criteria ? "id" : "figure", row->name);
    json_key(json, of_criteria ? "kappa" : "by_fold");
    json_open(json, '[');
    for (size_t fold = 0; fold < folds->fold_count; ++fold) {
      json_number(json, row->figures[fold]);
    }
    json_close(json, ']');
    json_put_number(json, "mean", row->summary.mean);
    json_put_number(json, "spread", row->summary.spread);
    json_close(json, '}');
  }
  json_close(json, ']');
}

static void put_folds(const eval_report *report, json_out *json) {
  const eval_folds *folds = &report->folds;
  json_key(json, "folds");
  json_open(json, '{');
  json_key(json, "answers");
  json_open(json, '[');
  for (size_t i = 0; i < folds->fold_count; ++i) {
    json_integer(json, (int64_t)folds->answers[i]);
  }
  json_close(json, ']');
  put_fold_rows(folds, json, false);
  put_fold_rows(folds, json, true);
  json_close(json, '}');
}

/* -- signals and errors ---------------------------------------------------------- */

static void put_signals(const eval_report *report, json_out *json) {
  json_key(json, "signals");
  json_open(json, '[');
  for (size_t i = 0; i < report->signals->count; ++i) {
    const signal_count *count = &report->signals->items[i];
    json_open(json, '{');
    json_put_text(json, "id", report->data->rules[count->rule].id);
    json_put_text(json, "signal", count->signal);
    json_put_integer(json, "right", (int64_t)count->right);
    json_put_integer(json, "false", (int64_t)count->wrong);
    json_put_integer(json, "right_alone", (int64_t)count->only_right);
    json_put_integer(json, "false_alone", (int64_t)count->only_wrong);
    json_close(json, '}');
  }
  json_close(json, ']');
}

static void put_quote(json_out *json, const char *key, const char *quote, size_t line) {
  json_key(json, key);
  if (quote == NULL) {
    json_text(json, NULL);
    return;
  }
  json_open(json, '{');
  json_key(json, "line");
  if (line > 0) {
    json_integer(json, (int64_t)line);
  } else {
    json_text(json, NULL);
  }
  json_put_text(json, "text", quote);
  json_close(json, '}');
}

static void put_errors(const eval_report *report, json_out *json) {
  json_key(json, "errors");
  json_open(json, '[');
  for (size_t i = 0; i < report->errors->count; ++i) {
    const eval_error *error = &report->errors->items[i];
    json_open(json, '{');
    json_put_text(json, "id", report->data->rules[error->rule].id);
    json_put_text(json, "path", error->path);
    json_put_integer(json, "labelled", error->label);
    json_put_integer(json, "got", error->level);
    put_quote(json, "label_quote", error->label_quote, error->label_line);
    put_quote(json, "evidence", error->quote, error->line);
    json_close(json, '}');
  }
  json_close(json, ']');
}

void write_eval_json(const eval_report *report, FILE *out) {
  json_out json;
  json_begin(&json, out);
  json_open(&json, '{');
  put_head(report, &json);
  put_overall(report, &json);
  if (!report->quiet) {
    put_kinds(report, &json);
    put_rules(report, &json);
    if (report->folds.fold_count > 0) {
      put_folds(report, &json);
    }
    if (report->signals != NULL) {
      put_signals(report, &json);
    }
    if (report->errors->rule_count > 0) {
      put_errors(report, &json);
    }
  }
  json_close(&json, '}');
  json_end(&json);
}
