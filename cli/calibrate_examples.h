/* From windows of labelled answers to examples of a fit.
 *
 * A label says of an answer, not of a window, that a level is reached. This is
 * learning from bags (multiple-instance learning; Andrews, Tsochantaridis and
 * Hofmann 2003): a positive answer gives one window, its witness, the best one by
 * the weights at hand among those that overlap the words the label rests on; of a
 * negative answer no window may reach the level, so all are examples. */
#ifndef GRADE_CALIBRATE_EXAMPLES_H
#define GRADE_CALIBRATE_EXAMPLES_H

#include <limits.h>

#include "calibrate_data.h"
#include "fit.h"

/* -- weights of a block, in tenths ------------------------------------------- */

typedef struct block_weights {
  int *terms;
  int *groups; /* the most each may add */
  int at;
} block_weights;

/* The author's. */
void take_weights(const weigh_block *block, block_weights *out);
void copy_weights(const weigh_block *block, const block_weights *from, block_weights *to);
void free_weights(block_weights *weights);

/* What a window adds up to, groups limited. */
int window_sum(const weigh_block *block, const block_weights *weights, const block_window *window);
/* What no window can exceed. */
int largest_sum(const weigh_block *block, const block_weights *weights);

enum { NO_WINDOW = INT_MIN };
/* What the engine compares with `at`: the best window of an answer, with the share
 * of what stands elsewhere; NO_WINDOW when it has none. */
int best_sum(const weigh_block *block, const block_weights *weights, const block_answer *answer);

/* -- examples ---------------------------------------------------------------- */

/* At most so many windows of one negative answer. */
enum { MOST_NEGATIVES = 20 };

/* A window of an answer that was labelled below the level. */
typedef struct negative_window {
  size_t window;
  size_t fold;
} negative_window;

typedef struct negative_windows {
  negative_window *items; /* by answer, the highest sum first */
  size_t count;
} negative_windows;

/* By the author's weights; of windows of one answer with the same terms, one. */
void pick_negatives(const weigh_block *block, negative_windows *out);

/* Which answers take part. */
typedef struct fold_range {
  bool only;     /* those of fold `first`; else all but those of the two */
  size_t first;  /* NO_FOLD: none */
  size_t second; /* NO_FOLD: none */
} fold_range;
#define NO_FOLD SIZE_MAX

bool in_range(const fold_range *range, size_t fold);

/* Examples of a range, positive ones first. */
typedef struct example_list {
  fit_example *items;
  size_t count;
  size_t positive;
} example_list;

void pick_examples(const weigh_block *block, const negative_windows *negatives,
                   const fold_range *range, const block_weights *weights, example_list *out);
void free_examples(example_list *examples);
/* Whether two lists of the same range hold the same windows. */
bool same_examples(const example_list *left, const example_list *right);

#endif
