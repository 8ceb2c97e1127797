/* The figures of agreement over all answers, or over one fold of them. */
#ifndef GRADE_EVAL_FIGURES_H
#define GRADE_EVAL_FIGURES_H

#include "agreement.h"
#include "eval_data.h"

enum { MOST_LEVELS = 32 };

/* Which answers are counted. */
typedef struct eval_choice {
  size_t fold;      /* ALL_FOLDS: any */
  const char *kind; /* as the labels name it; NULL: any */
} eval_choice;

#define ALL_FOLDS SIZE_MAX
#define ALL_ANSWERS ((eval_choice){ALL_FOLDS, NULL})

typedef struct rule_figures {
  size_t answers;              /* labelled ones */
  award_tally at[MOST_LEVELS]; /* at[n]: level n + 1 or higher */
  level_sums sums;
} rule_figures;

typedef struct eval_figures {
  rule_figures *rules; /* by rule */
  size_t answers;
  double macro_f[MOST_LEVELS];      /* macro_f[n]: of level n + 1 or higher */
  level_sums pooled;                /* over all cells of criteria */
  size_t compared;                  /* answers with a label score */
  double rank;                      /* correlation of their totals */
  award_tally penalties;            /* over all cells of penalties */
  size_t cells;                     /* of criteria */
  size_t false_awards[MOST_LEVELS]; /* cells labelled 0 that got level n + 1 or higher */
} eval_figures;

typedef enum eval_grader { BY_GRADER, BY_LENGTH } eval_grader;

/* Free the figures afterwards. BY_LENGTH compares with what the length alone
 * tells; there rank is that of the number of words. */
void figures_take(const eval_data *data, eval_choice choice, eval_grader grader, eval_figures *out);
void figures_free(eval_figures *figures);

/* The interval of the pooled kappa; the groups of the data are drawn. */
bool figures_interval(const eval_data *data, size_t rounds, uint64_t seed, double interval[2]);

#endif
