/* One fit of a block's weights, for one cost.
 *
 * Ridge logistic regression (Hoerl and Kennard 1970; le Cessie and van
 * Houwelingen 1992; solved by liblinear, Fan et al. 2008) inside the signs that
 * the author gave: a term that would take the other sign is left out of the fit
 * and gets the smallest weight of its own. One factor brings the weights to the
 * scale of the rubric. */
#ifndef GRADE_CALIBRATE_MODEL_H
#define GRADE_CALIBRATE_MODEL_H

#include "calibrate_examples.h"

typedef struct block_model {
  double *raw; /* as fitted */
  double bias;
  double positive_weight;
  bool *left_out;        /* by term: its sign was wrong, or it was never seen */
  size_t *support;       /* by term: examples it counts in */
  block_weights weights; /* on the rubric's scale; `at` is the author's */
} block_model;

/* Positive windows are picked by the author's weights, then twice again by those
 * that were fitted. False when there is nothing to learn from: no examples of
 * one kind, or no term keeps its sign. Free it in either case. */
bool fit_block(const weigh_block *block, const negative_windows *negatives, const fold_range *range,
               double cost, block_model *out);
void free_model(block_model *model);

/* Adds the loss of the examples of a range, weighted as in the fit, to *loss,
 * and their weight to *weight. */
void add_loss(const weigh_block *block, const negative_windows *negatives, const fold_range *range,
              const block_model *model, double *loss, double *weight);

/* On the rubric's scale: the median size is half a point where no weight is
 * above three; in tenths, none 0, signs as the author's. What groups may add
 * keeps its share of what they hold. */
void scale_weights(const weigh_block *block, const double *raw, const bool *left_out,
                   block_weights *out);

/* The threshold in tenths, from 1 to `most`, that puts most answers on the right
 * side: sums[i] >= threshold where positive[i]. The middle of the longest
 * stretch of equally good ones, of several the lowest. */
int choose_threshold(const int *sums, const bool *positive, size_t count, int most);

#endif
