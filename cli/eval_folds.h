/* The figures side by side for every fold. */
#ifndef GRADE_EVAL_FOLDS_H
#define GRADE_EVAL_FOLDS_H

#include "agreement.h"
#include "eval_data.h"

typedef struct fold_row {
  char *name; /* of the figure, or id of the criterion whose kappa it is */
  bool of_criterion;
  double *figures; /* by fold */
  mean_spread summary;
} fold_row;

typedef struct eval_folds {
  size_t fold_count; /* 0: not asked for */
  size_t *answers;   /* by fold */
  fold_row *rows;    /* overall ones first */
  size_t row_count;
} eval_folds;

void folds_take(const eval_data *data, eval_folds *out);
void folds_free(eval_folds *folds);

#endif
