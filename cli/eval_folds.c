#include "eval_folds.h"

#include <stdlib.h>
#include <string.h>

#include "eval_figures.h"
#include "support.h"

typedef double (*fold_figure)(const eval_figures *figures, size_t which);

static double macro_f(const eval_figures *figures, size_t level) {
  return figures->macro_f[level];
}

static double kappa(const eval_figures *figures, size_t which) {
  (void)which;
  return quadratic_kappa(&figures->pooled);
}

static double rank(const eval_figures *figures, size_t which) {
  (void)which;
  return figures->rank;
}

static double penalty_f(const eval_figures *figures, size_t which) {
  (void)which;
  return f_of(&figures->penalties);
}

static double criterion_kappa(const eval_figures *figures, size_t criterion) {
  return quadratic_kappa(&figures->rules[criterion].sums);
}

/* Takes `name` over. */
static fold_row *add_row(eval_folds *folds, const eval_figures *figures, char *name,
                         fold_figure figure, size_t which) {
  fold_row *row = &folds->rows[folds->row_count++];
  row->name = name;
  row->figures = take_memory(folds->fold_count, sizeof *row->figures);
  for (size_t i = 0; i < folds->fold_count; ++i) {
    row->figures[i] = figure(&figures[i], which);
  }
  row->summary = mean_and_spread(row->figures, folds->fold_count);
  return row;
}

static void add_rows(const eval_data *data, const eval_figures *figures, eval_folds *out) {
  for (unsigned level = 0; level < data->highest; ++level) {
    add_row(out, figures, format_text("macro F1 >= %u", level + 1), macro_f, level);
  }
  add_row(out, figures, format_text("pooled kappa"), kappa, 0);
  add_row(out, figures, format_text("rank correlation of totals"), rank, 0);
  if (data->rule_count > data->criterion_count) {
    add_row(out, figures, format_text("penalty F1"), penalty_f, 0);
  }
  for (size_t i = 0; i < data->criterion_count; ++i) {
    char *id = copy_text(data->rules[i].id, strlen(data->rules[i].id));
    add_row(out, figures, id, criterion_kappa, i)->of_criterion = true;
  }
}

void folds_take(const eval_data *data, eval_folds *out) {
  memset(out, 0, sizeof *out);
  out->fold_count = data->fold_count;
  out->answers = take_memory(out->fold_count, sizeof *out->answers);
  out->rows = take_memory(data->highest + 3 + data->criterion_count, sizeof *out->rows);
  eval_figures *figures = take_memory(out->fold_count, sizeof *figures);
  for (size_t i = 0; i < out->fold_count; ++i) {
    figures_take(data, (eval_choice){i, NULL}, BY_GRADER, &figures[i]);
    out->answers[i] = figures[i].answers;
  }
  add_rows(data, figures, out);
  for (size_t i = 0; i < out->fold_count; ++i) {
    figures_free(&figures[i]);
  }
  free(figures);
}

void folds_free(eval_folds *folds) {
  for (size_t i = 0; i < folds->row_count; ++i) {
    free(folds->rows[i].name);
    free(folds->rows[i].figures);
  }
  free(folds->rows);
  free(folds->answers);
  memset(folds, 0, sizeof *folds);
}
