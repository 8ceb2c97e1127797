/* What labels and grader say of the same answers, as numbers. */
#ifndef GRADE_EVAL_DATA_H
#define GRADE_EVAL_DATA_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <libgrade/libgrade.h>

#include "labelled.h"

/* A criterion, or a penalty with levels 0 and 1. */
typedef struct eval_rule {
  const char *id; /* borrowed from the rubric */
  const char *title;
  unsigned highest;
} eval_rule;

/* One answer; arrays by rule, levels of criteria first. */
typedef struct eval_answer {
  const labelled_answer *source;
  size_t words; /* of its text: what white space divides */
  size_t group; /* answers of one prompt */
  size_t fold;
  int *labels; /* -1: not labelled */
  int *levels; /* what the grader gave */
  int *told;   /* what its length alone tells; -1: nothing */
  double score;
  double label_score;
  bool has_label_score; /* every criterion and penalty is labelled */
} eval_answer;

typedef struct eval_data {
  const lgr_rubric *rubric;
  eval_rule *rules; /* criteria, then penalties */
  size_t criterion_count;
  size_t rule_count;
  unsigned highest; /* level of any criterion */
  eval_answer *answers;
  size_t count;
  size_t group_count;
  size_t fold_count; /* less than 2: none */
} eval_data;

/* Rules, and room for the answers of the set with their groups and folds. `folds`
 * must be possible for the set, or less than 2. */
void eval_begin(eval_data *data, const lgr_rubric *rubric, const labelled_set *set, size_t folds);
void eval_free(eval_data *data);

/* Adds number `item` of the set with what the grader made of it. Items come in
 * their order; some may be left out. */
void eval_add(eval_data *data, const labelled_set *set, size_t item, const char *text,
              size_t length, const lgr_result *result);

/* Fills `told` of every answer: its levels by thresholds on the number of words
 * that were fitted on the other folds. */
void eval_tell_from_length(eval_data *data);

#endif
