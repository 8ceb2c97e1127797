#include "eval_figures.h"

#include <stdlib.h>
#include <string.h>

#include "support.h"

static bool is_chosen(const eval_answer *answer, eval_choice choice) {
  const char *kind = answer->source->labels.kind;
  return (choice.fold == ALL_FOLDS || answer->fold == choice.fold) &&
         (choice.kind == NULL || (kind != NULL && strcmp(kind, choice.kind) == 0));
}

static const int *levels_by(const eval_answer *answer, eval_grader grader) {
  return grader == BY_GRADER ? answer->levels : answer->told;
}

static void add_answer(const eval_data *data, const eval_answer *answer, const int *levels,
                       eval_figures *out) {
  ++out->answers;
  for (size_t i = 0; i < data->rule_count; ++i) {
    const int label = answer->labels[i];
    if (label < 0 || levels[i] < 0) {
      continue;
    }
    rule_figures *rule = &out->rules[i];
    ++rule->answers;
    for (int level = 0; level < (int)data->rules[i].highest; ++level) {
      tally_award(&rule->at[level], label > level, levels[i] > level);
    }
    add_levels(&rule->sums, label, levels[i]);
    if (i < data->criterion_count) {
      ++out->cells;
      for (int level = 0; label == 0 && level < levels[i]; ++level) {
        ++out->false_awards[level];
      }
    }
  }
}

static void sum_up(const eval_data *data, eval_figures *out) {
  double *figures = take_memory(data->criterion_count, sizeof *figures);
  for (unsigned level = 0; level < data->highest; ++level) {
    size_t count = 0;
    for (size_t i = 0; i < data->criterion_count; ++i) {
      if (level < data->rules[i].highest) {
        figures[count++] = f_of(&out->rules[i].at[level]);
      }
    }
    out->macro_f[level] = mean_and_spread(figures, count).mean;
  }
  free(figures);
  for (size_t i = 0; i < data->rule_count; ++i) {
    if (i < data->criterion_count) {
      add_sums(&out->pooled, &out->rules[i].sums);
    } else {
      add_tally(&out->penalties, &out->rules[i].at[0]);
    }
  }
}

static void compare_totals(const eval_data *data, eval_choice choice, eval_grader grader,
                           eval_figures *out) {
  double *labels = take_memory(data->count, sizeof *labels);
  double *totals = take_memory(data->count, sizeof *totals);
  for (size_t i = 0; i < data->count; ++i) {
    const eval_answer *answer = &data->answers[i];
    if (is_chosen(answer, choice) && answer->has_label_score) {
      labels[out->compared] = answer->label_score;
      totals[out->compared++] = grader == BY_GRADER ? answer->score : (double)answer->words;
    }
  }
  out->rank = rank_correlation(labels, totals, out->compared);
  free(totals);
  free(labels);
}

void figures_take(const eval_data *data, eval_choice choice, eval_grader grader,
                  eval_figures *out) {
  memset(out, 0, sizeof *out);
  out->rules = take_memory(data->rule_count, sizeof *out->rules);
  for (size_t i = 0; i < data->count; ++i) {
    const eval_answer *answer = &data->answers[i];
    if (is_chosen(answer, choice)) {
      add_answer(data, answer, levels_by(answer, grader), out);
    }
  }
  sum_up(data, out);
  compare_totals(data, choice, grader, out);
}

void figures_free(eval_figures *figures) {
  free(figures->rules);
  memset(figures, 0, sizeof *figures);
}

bool figures_interval(const eval_data *data, size_t rounds, uint64_t seed, double interval[2]) {
  level_sums *groups = take_memory(data->group_count, sizeof *groups);
  for (size_t i = 0; i < data->count; ++i) {
    const eval_answer *answer = &data->answers[i];
    for (size_t rule = 0; rule < data->criterion_count; ++rule) {
      if (answer->labels[rule] >= 0) {
        add_levels(&groups[answer->group], answer->labels[rule], answer->levels[rule]);
      }
    }
  }
  size_t count = 0; /* groups of which nothing could be graded are not drawn */
  for (size_t i = 0; i < data->group_count; ++i) {
    if (groups[i].count > 0) {
      groups[count++] = groups[i];
    }
  }
  const bool defined = kappa_interval(groups, count, rounds, seed, interval);
  free(groups);
  return defined;
}
