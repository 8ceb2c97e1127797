#include "calibrate_model.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "support.h"

enum {
  MOST_SIGN_ROUNDS = 10,
  PICKING_ROUNDS = 3, /* one by the author's weights, two by fitted ones */
  LARGEST_WEIGHT = 30,
  LARGEST_THRESHOLD = 200 /* the rubric allows no more */
};

static const double median_weight = 5;
static const double highest_ratio = 10;

static int sign_of(const weigh_block *block, size_t term) {
  return block->terms[term].weight < 0 ? -1 : 1;
}

/* -- scale ------------------------------------------------------------------- */

static int compare_doubles(const void *left, const void *right) {
  const double a = *(const double *)left;
  const double b = *(const double *)right;
  return (a > b) - (a < b);
}

/* What the weights are multiplied with, to tenths; 0 when none takes part. */
static double factor_of(const weigh_block *block, const double *raw, const bool *left_out) {
  double *sizes = take_memory(block->about.term_count, sizeof *sizes);
  size_t count = 0;
  double factor = 0;
  for (size_t i = 0; i < block->about.term_count; ++i) {
    if (!left_out[i]) {
      sizes[count++] = fabs(raw[i]);
    }
  }
  if (count > 0) {
    qsort(sizes, count, sizeof *sizes, compare_doubles);
    const double median = (sizes[(count - 1) / 2] + sizes[count / 2]) / 2;
    const double largest = sizes[count - 1];
    factor = median_weight / median;
    factor = largest * factor > LARGEST_WEIGHT ? LARGEST_WEIGHT / largest : factor;
  }
  free(sizes);
  return factor;
}

static int sum_of_group(const weigh_block *block, const int *terms, size_t group) {
  int sum = 0;
  for (size_t i = 0; i < block->about.term_count; ++i) {
    sum += block->terms[i].group == (int)group ? terms[i] : 0;
  }
  return sum;
}

/* What a group may add keeps its share of what its terms make. */
static void scale_groups(const weigh_block *block, block_weights *out) {
  block_weights before;
  take_weights(block, &before);
  for (size_t i = 0; i < block->about.group_count; ++i) {
    const int old_sum = sum_of_group(block, before.terms, i);
    const int new_sum = sum_of_group(block, out->terms, i);
    if (old_sum > 0) {
      const long scaled = lround((double)before.groups[i] * new_sum / old_sum);
      out->groups[i] = scaled < 1                   ? 1
                       : scaled > LARGEST_THRESHOLD ? LARGEST_THRESHOLD
                                                    : (int)scaled;
    }
  }
  free_weights(&before);
}

void scale_weights(const weigh_block *block, const double *raw, const bool *left_out,
                   block_weights *out) {
  const double factor = factor_of(block, raw, left_out);
  for (size_t i = 0; i < block->about.term_count; ++i) {
    const int size = left_out[i] ? 1 : (int)lround(fabs(raw[i]) * factor);
    out->terms[i] = sign_of(block, i) * (size < 1 ? 1 : size);
  }
  scale_groups(block, out);
}

/* -- threshold --------------------------------------------------------------- */

static size_t count_right(const int *sums, const bool *positive, size_t count, int threshold) {
  size_t right = 0;
  for (size_t i = 0; i < count; ++i) {
    right += (sums[i] >= threshold) == positive[i] ? 1 : 0;
  }
  return right;
}

int choose_threshold(const int *sums, const bool *positive, size_t count, int most) {
  size_t most_right = 0;
  int best_start = 1;
  int best_length = 0;
  int length = 0; /* of the stretch of equally right ones that ends here */
  size_t last = 0;
  const int highest = most < 1 ? 1 : most < LARGEST_THRESHOLD ? most : LARGEST_THRESHOLD;
  for (int threshold = 1; threshold <= highest; ++threshold) {
    const size_t right = count_right(sums, positive, count, threshold);
    length = right == last && threshold > 1 ? length + 1 : 1;
    last = right;
    if (right > most_right || (right == most_right && length > best_length)) {
      most_right = right;
      best_length = length;
      best_start = threshold - length + 1;
    }
  }
  return best_start + (best_length - 1) / 2;
}

/* -- fitting ----------------------------------------------------------------- */

/* Leaves out the terms that took the wrong sign, or none. Returns whether there
 * were any; *kept is how many are left. */
static bool leave_out_wrong(const weigh_block *block, block_model *model, size_t *kept) {
  bool any = false;
  *kept = 0;
  for (size_t i = 0; i < block->about.term_count; ++i) {
    if (!model->left_out[i] && model->raw[i] * sign_of(block, i) <= 0) {
      model->left_out[i] = true;
      model->raw[i] = 0;
      any = true;
    }
    *kept += model->left_out[i] ? 0 : 1;
  }
  return any;
}

static bool fit_with_signs(const weigh_block *block, const example_list *examples, double cost,
                           block_model *model) {
  const size_t negative = examples->count - examples->positive;
  if (examples->positive == 0 || negative == 0) {
    return false;
  }
  const double ratio = (double)negative / (double)examples->positive;
  model->positive_weight = sqrt(ratio < highest_ratio ? ratio : highest_ratio);
  memset(model->left_out, 0, block->about.term_count * sizeof *model->left_out);
  const fit_problem problem = {.examples = examples->items,
                               .count = examples->count,
                               .features = block->about.term_count,
                               .left_out = model->left_out,
                               .cost = cost,
                               .positive_weight = model->positive_weight};
  size_t kept = 0;
  bool wrong = true;
  for (int round = 0; round < MOST_SIGN_ROUNDS && wrong; ++round) {
    if (!fit_logistic(&problem, model->raw, &model->bias)) {
      return false;
    }
    wrong = leave_out_wrong(block, model, &kept);
  }
  return kept > 0;
}

static void count_support(const weigh_block *block, const example_list *examples, size_t *support) {
  memset(support, 0, block->about.term_count * sizeof *support);
  for (size_t i = 0; i < examples->count; ++i) {
    for (size_t j = 0; j < examples->items[i].count; ++j) {
      ++support[examples->items[i].present[j]];
    }
  }
}

static void begin_model(const weigh_block *block, block_model *out) {
  const size_t terms = block->about.term_count;
  memset(out, 0, sizeof *out);
  out->raw = take_memory(terms, sizeof *out->raw);
  out->left_out = take_memory(terms, sizeof *out->left_out);
  out->support = take_memory(terms, sizeof *out->support);
  take_weights(block, &out->weights);
}

bool fit_block(const weigh_block *block, const negative_windows *negatives, const fold_range *range,
               double cost, block_model *out) {
  example_list examples;
  bool fitted = true;
  bool settled = false;
  begin_model(block, out);
  pick_examples(block, negatives, range, &out->weights, &examples);
  for (int round = 0; round < PICKING_ROUNDS && fitted && !settled; ++round) {
    fitted = fit_with_signs(block, &examples, cost, out);
    if (!fitted) {
      break;
    }
    scale_weights(block, out->raw, out->left_out, &out->weights);
    count_support(block, &examples, out->support);
    example_list again;
    pick_examples(block, negatives, range, &out->weights, &again);
    settled = same_examples(&examples, &again);
    free_examples(&examples);
    examples = again;
  }
  free_examples(&examples);
  return fitted;
}

void free_model(block_model *model) {
  free(model->raw);
  free(model->left_out);
  free(model->support);
  free_weights(&model->weights);
  memset(model, 0, sizeof *model);
}

void add_loss(const weigh_block *block, const negative_windows *negatives, const fold_range *range,
              const block_model *model, double *loss, double *weight) {
  example_list examples;
  pick_examples(block, negatives, range, &model->weights, &examples);
  for (size_t i = 0; i < examples.count; ++i) {
    const fit_example *example = &examples.items[i];
    const double own = example->positive ? model->positive_weight : 1;
    *loss += own * fit_loss(fit_score(model->raw, model->bias, example), example->positive);
    *weight += own;
  }
  free_examples(&examples);
}
