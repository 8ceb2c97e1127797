/* The report of grade eval: for readers, or as JSON. */
#ifndef GRADE_EVAL_REPORT_H
#define GRADE_EVAL_REPORT_H

#include <stdio.h>

#include "eval_data.h"
#include "eval_errors.h"
#include "eval_figures.h"
#include "eval_folds.h"
#include "eval_signals.h"

typedef enum eval_format { FORMAT_TEXT, FORMAT_MARKDOWN, FORMAT_JSON } eval_format;

typedef struct eval_report {
  const eval_data *data;
  eval_figures grader;
  eval_figures length; /* BY_LENGTH */
  double interval[2];
  size_t rounds;
  uint64_t seed;
  size_t left_out; /* labelled answers that could not be graded */
  eval_folds folds;
  const eval_errors *errors;   /* rule_count is 0: not asked for */
  const eval_signals *signals; /* NULL: not asked for */
  bool quiet;
} eval_report;

/* markdown: false for plain text. */
void write_eval_page(const eval_report *report, FILE *out, bool markdown);
void write_eval_json(const eval_report *report, FILE *out);

/* How many of the answers are of each kind, by name; kinds[i].kind is borrowed.
 * Returns the number of kinds; at most one per answer. */
typedef struct kind_count {
  const char *kind;
  size_t count;
} kind_count;

size_t count_kinds(const eval_data *data, kind_count *kinds);

#endif
