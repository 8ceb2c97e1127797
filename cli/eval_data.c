#include "eval_data.h"

#include <stdlib.h>
#include <string.h>

#include "agreement.h"
#include "support.h"

/* -- rules ------------------------------------------------------------------- */

static void take_rules(eval_data *data) {
  const size_t penalties = lgr_rubric_penalty_count(data->rubric);
  data->criterion_count = lgr_rubric_criterion_count(data->rubric);
  data->rule_count = data->criterion_count + penalties;
  data->rules = take_memory(data->rule_count, sizeof *data->rules);
  for (size_t i = 0; i < data->criterion_count; ++i) {
    lgr_criterion criterion;
    criterion.size = sizeof criterion;
    (void)lgr_rubric_criterion(data->rubric, i, &criterion);
    data->rules[i] = (eval_rule){criterion.id, criterion.title, criterion.max_level};
    data->highest = criterion.max_level > data->highest ? criterion.max_level : data->highest;
  }
  for (size_t i = 0; i < penalties; ++i) {
    lgr_penalty penalty;
    penalty.size = sizeof penalty;
    (void)lgr_rubric_penalty(data->rubric, i, &penalty);
    data->rules[data->criterion_count + i] = (eval_rule){penalty.id, penalty.title, 1};
  }
}

void eval_begin(eval_data *data, const lgr_rubric *rubric, const labelled_set *set, size_t folds) {
  memset(data, 0, sizeof *data);
  data->rubric = rubric;
  take_rules(data);
  size_t *fold_of = take_memory(set->count, sizeof *fold_of);
  size_t *group_of = take_memory(set->count, sizeof *group_of);
  data->group_count = number_groups(set, group_of);
  data->fold_count = folds > 1 && deal_folds(set, folds, fold_of) ? folds : 0;
  data->answers = take_memory(set->count, sizeof *data->answers);
  /* Until an answer is added, its place holds only this. */
  for (size_t i = 0; i < set->count; ++i) {
    data->answers[i].group = group_of[i];
    data->answers[i].fold = fold_of[i];
  }
  free(group_of);
  free(fold_of);
}

void eval_free(eval_data *data) {
  for (size_t i = 0; i < data->count; ++i) {
    free(data->answers[i].labels);
    free(data->answers[i].levels);
    free(data->answers[i].told);
  }
  free(data->answers);
  free(data->rules);
  memset(data, 0, sizeof *data);
}

/* -- answers ----------------------------------------------------------------- */

static bool is_white(char c) {
  return c == ' ' || (c >= '\t' && c <= '\r');
}

static size_t count_words(const char *text, size_t length) {
  size_t words = 0;
  for (size_t i = 0; i < length; ++i) {
    words += !is_white(text[i]) && (i == 0 || is_white(text[i - 1]));
  }
  return words;
}

static void take_labels(const eval_data *data, eval_answer *answer) {
  answer->has_label_score = true;
  for (size_t i = 0; i < data->rule_count; ++i) {
    const char *id = data->rules[i].id;
    answer->labels[i] = i < data->criterion_count ? labelled_level(answer->source, id)
                                                  : labelled_penalty(answer->source, id);
    answer->has_label_score = answer->has_label_score && answer->labels[i] >= 0;
  }
}

static void take_levels(const eval_data *data, const lgr_result *result, eval_answer *answer) {
  for (size_t i = 0; i < data->criterion_count; ++i) {
    lgr_criterion_result criterion;
    criterion.size = sizeof criterion;
    (void)lgr_result_criterion(result, i, &criterion);
    answer->levels[i] = (int)criterion.level;
  }
  for (size_t i = data->criterion_count; i < data->rule_count; ++i) {
    lgr_penalty_result penalty;
    penalty.size = sizeof penalty;
    (void)lgr_result_penalty(result, i - data->criterion_count, &penalty);
    answer->levels[i] = penalty.present != 0;
  }
}

/* The score that the labels come to by the rubric's own points and penalties: in
 * thousandths, from 0 to 100 points, in tenths of a point as the grader's. */
static int64_t score_of_labels(const eval_data *data, const int *labels) {
  int64_t earned = 0;
  int64_t most = 0;
  for (size_t i = 0; i < data->criterion_count; ++i) {
    earned += lgr_rubric_criterion_points(data->rubric, i, (uint32_t)labels[i]);
    most += lgr_rubric_criterion_points(data->rubric, i, data->rules[i].highest);
  }
  for (size_t i = data->criterion_count; i < data->rule_count; ++i) {
    lgr_penalty penalty;
    penalty.size = sizeof penalty;
    (void)lgr_rubric_penalty(data->rubric, i - data->criterion_count, &penalty);
    earned += labels[i] > 0 ? penalty.points : 0;
  }
  if (earned <= 0 || most <= 0) {
    return 0;
  }
  const int64_t tenths = (earned * 2000 + most) / (2 * most);
  return tenths > 1000 ? 100000 : tenths * 100;
}

void eval_add(eval_data *data, const labelled_set *set, size_t item, const char *text,
              size_t length, const lgr_result *result) {
  eval_answer *answer = &data->answers[data->count];
  answer->group = data->answers[item].group;
  answer->fold = data->answers[item].fold;
  ++data->count;
  answer->source = &set->items[item];
  answer->words = count_words(text, length);
  answer->labels = take_memory(data->rule_count, sizeof *answer->labels);
  answer->levels = take_memory(data->rule_count, sizeof *answer->levels);
  answer->told = take_memory(data->rule_count, sizeof *answer->told);
  take_labels(data, answer);
  take_levels(data, result, answer);
  for (size_t i = 0; i < data->rule_count; ++i) {
    answer->told[i] = -1;
  }
  answer->score = (double)lgr_result_score(result);
  if (answer->has_label_score) {
    answer->label_score = (double)score_of_labels(data, answer->labels);
  }
}

/* -- length alone ------------------------------------------------------------ */

static void tell_criterion(eval_data *data, size_t rule, size_t fold, length_case *cases,
                           size_t *thresholds) {
  const size_t highest = data->rules[rule].highest;
  size_t count = 0;
  for (size_t i = 0; i < data->count; ++i) {
    const eval_answer *answer = &data->answers[i];
    if (answer->fold != fold && answer->labels[rule] >= 0) {
      cases[count++] = (length_case){answer->words, answer->labels[rule]};
    }
  }
  fit_length(cases, count, highest, thresholds);
  for (size_t i = 0; i < data->count; ++i) {
    eval_answer *answer = &data->answers[i];
    if (answer->fold == fold) {
      answer->told[rule] = level_of_length(answer->words, thresholds, highest);
    }
  }
}

void eval_tell_from_length(eval_data *data) {
  if (data->fold_count < 2) {
    return;
  }
  length_case *cases = take_memory(data->count, sizeof *cases);
  size_t *thresholds = take_memory(data->highest, sizeof *thresholds);
  for (size_t rule = 0; rule < data->criterion_count; ++rule) {
    for (size_t fold = 0; fold < data->fold_count; ++fold) {
      tell_criterion(data, rule, fold, cases, thresholds);
    }
  }
  free(thresholds);
  free(cases);
}
