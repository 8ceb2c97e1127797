/* Whether fitted weights are better than the author's, on answers they were not
 * fitted on; and those weights.
 *
 * Answers are in folds; answers to one question are in one fold. What is told of
 * the fitted weights is what they do on a fold when everything about them (the
 * cost, the weights, the threshold) was found on the other folds. The cost and
 * the threshold are themselves found by cross-validation inside those. */
#ifndef GRADE_CALIBRATE_CROSS_H
#define GRADE_CALIBRATE_CROSS_H

#include "agreement.h"
#include "calibrate_model.h"

enum { FEWEST_FOLDS = 3, MOST_FOLDS = 20 };

/* Verdicts "this level or above" against the labels. */
typedef struct verdict_tally {
  award_tally awards;
  level_sums levels; /* 0 and 1; quadratic kappa is then Cohen's */
} verdict_tally;

size_t right_verdicts(const verdict_tally *tally);
/* Whether the F1 of one is higher, exactly. */
bool is_better(const verdict_tally *tally, const verdict_tally *than);

typedef enum calibration_outcome {
  OUTCOME_CHANGED,
  OUTCOME_FEW,        /* too few positive answers to learn from */
  OUTCOME_ONE_SIDED,  /* some folds have nothing to learn from */
  OUTCOME_NOT_BETTER, /* cross-validated */
  OUTCOME_SAME        /* fitted, and the numbers are those that stand there */
} calibration_outcome;

typedef struct calibration {
  const weigh_block *block;
  calibration_outcome outcome;
  size_t positive;      /* answers labelled at the level or above */
  size_t learnable;     /* those of them with a window at the quotation */
  verdict_tally before; /* the author's weights */
  verdict_tally after;  /* fitted ones, cross-validated; when has_fit */
  size_t righted;       /* answers that only the fitted ones decide rightly */
  size_t wronged;       /* and those that only the author's do */
  bool has_fit;
  double cost;
  size_t *support;       /* by term: examples of the last fit it counts in */
  block_weights weights; /* the new ones: fitted when has_fit, else the author's */
} calibration;

/* `least`: positive answers that are needed. Free it. */
void calibrate_block(const weigh_block *block, size_t folds, size_t least, calibration *out);
void free_calibration(calibration *made);

#endif
