/* Single disagreements, with the words on both sides. */
#ifndef GRADE_EVAL_ERRORS_H
#define GRADE_EVAL_ERRORS_H

#include "eval_data.h"

typedef struct eval_error {
  size_t rule;
  const char *path; /* of the answer; borrowed from the set */
  int label;
  int level;
  char *label_quote; /* or NULL */
  size_t label_line; /* 0: the quote does not stand in the answer */
  char *quote;       /* the evidence that decided, or NULL */
  size_t line;
} eval_error;

typedef struct eval_errors {
  size_t *rules; /* asked for */
  size_t rule_count;
  eval_error *items;
  size_t count;
  size_t capacity;
} eval_errors;

/* Adds those of the answer that was just added to the data. */
void errors_add(eval_errors *errors, const eval_data *data, const char *text, size_t length,
                const lgr_result *result);
/* Rule by rule in the order of the rubric; the largest first, then by path. */
void errors_sort(eval_errors *errors);
void errors_free(eval_errors *errors);

#endif
