#include "calibrate_examples.h"

#include <stdlib.h>
#include <string.h>

#include "support.h"

/* -- weights ----------------------------------------------------------------- */

/* As in matching: what stands in later groups counts without one. */
enum { MOST_GROUPS = 64, MOST_OF_EACH = 50 /* tenths, LG_LIMIT_EACH_SUM */ };

void take_weights(const weigh_block *block, block_weights *out) {
  out->terms = take_memory(block->about.term_count, sizeof *out->terms);
  out->groups = take_memory(block->about.group_count, sizeof *out->groups);
  for (size_t i = 0; i < block->about.term_count; ++i) {
    out->terms[i] = (int)(block->terms[i].weight / TENTH);
  }
  for (size_t i = 0; i < block->about.group_count; ++i) {
    out->groups[i] = (int)(block->groups[i].at_most / TENTH);
  }
  out->at = (int)(block->about.threshold / TENTH);
}

void copy_weights(const weigh_block *block, const block_weights *from, block_weights *to) {
  memcpy(to->terms, from->terms, block->about.term_count * sizeof *to->terms);
  memcpy(to->groups, from->groups, block->about.group_count * sizeof *to->groups);
  to->at = from->at;
}

void free_weights(block_weights *weights) {
  free(weights->terms);
  free(weights->groups);
  memset(weights, 0, sizeof *weights);
}

static int limited(const weigh_block *block, const block_weights *weights, const int *in_groups) {
  int sum = 0;
  for (size_t i = 0; i < block->about.group_count && i < MOST_GROUPS; ++i) {
    sum += in_groups[i] < weights->groups[i] ? in_groups[i] : weights->groups[i];
  }
  return sum;
}

/* What terms under `each` add, as the library has it. */
static int at_most_each(int sum) {
  return sum < MOST_OF_EACH ? sum : MOST_OF_EACH;
}

/* Where the weight of a term is added to. */
static int *part_of(const lgr_weighing_term *term, int *sum, int *each, int *in_groups) {
  if (term->each != 0) {
    return each;
  }
  return term->group >= 0 && term->group < MOST_GROUPS ? &in_groups[term->group] : sum;
}

int window_sum(const weigh_block *block, const block_weights *weights, const block_window *window) {
  int in_groups[MOST_GROUPS] = {0};
  int sum = 0;
  int each = 0;
  for (size_t i = window->first; i < window->first + window->count; ++i) {
    const uint32_t term = block->present[i];
    *part_of(&block->terms[term], &sum, &each, in_groups) += weights->terms[term];
  }
  return sum + at_most_each(each) + limited(block, weights, in_groups);
}

int largest_sum(const weigh_block *block, const block_weights *weights) {
  int in_groups[MOST_GROUPS] = {0};
  int sum = 0;
  int each = 0;
  for (size_t i = 0; i < block->about.term_count; ++i) {
    if (weights->terms[i] > 0) {
      *part_of(&block->terms[i], &sum, &each, in_groups) += weights->terms[i];
    }
  }
  return sum + at_most_each(each) + limited(block, weights, in_groups);
}

/* The highest sum of the windows apart from `best`, terms that speak for the level
 * and stand in `best` not counted; 0 when nothing adds. */
static int sum_elsewhere(const weigh_block *block, const block_weights *weights,
                         const block_answer *answer, const block_window *best) {
  block_weights rest;
  int most = 0;
  take_weights(block, &rest);
  copy_weights(block, weights, &rest);
  for (size_t i = best->first; i < best->first + best->count; ++i) {
    int *weight = &rest.terms[block->present[i]];
    *weight = *weight > 0 ? 0 : *weight;
  }
  for (size_t i = answer->first; i < answer->first + answer->count; ++i) {
    const block_window *window = &block->windows[i];
    if (window->end <= best->start || best->end <= window->start) {
      const int sum = window_sum(block, &rest, window);
      most = sum > most ? sum : most;
    }
  }
  free_weights(&rest);
  return most;
}

int best_sum(const weigh_block *block, const block_weights *weights, const block_answer *answer) {
  const block_window *best = NULL;
  int most = NO_WINDOW;
  for (size_t i = answer->first; i < answer->first + answer->count; ++i) {
    const int sum = window_sum(block, weights, &block->windows[i]);
    if (sum > most) {
      most = sum;
      best = &block->windows[i];
    }
  }
  if (best == NULL || block->about.elsewhere == 0) {
    return most;
  }
  const int64_t second = sum_elsewhere(block, weights, answer, best);
  return most + (int)(second * block->about.elsewhere / 1000);
}

/* -- negative windows -------------------------------------------------------- */

typedef struct ranked_window {
  int sum;
  const uint32_t *present;
  size_t count;
  size_t window;
} ranked_window;

static int compare_terms(const ranked_window *a, const ranked_window *b) {
  for (size_t i = 0; i < a->count && i < b->count; ++i) {
    if (a->present[i] != b->present[i]) {
      return a->present[i] < b->present[i] ? -1 : 1;
    }
  }
  return (a->count > b->count) - (a->count < b->count);
}

static int compare_ranked(const void *left, const void *right) {
  const ranked_window *a = left;
  const ranked_window *b = right;
  if (a->sum != b->sum) {
    return a->sum > b->sum ? -1 : 1;
  }
  const int order = compare_terms(a, b);
  return order != 0 ? order : (a->window > b->window) - (a->window < b->window);
}

static void rank_windows(const weigh_block *block, const block_weights *weights,
                         const block_answer *answer, ranked_window *out) {
  for (size_t i = 0; i < answer->count; ++i) {
    const block_window *window = &block->windows[answer->first + i];
    out[i].sum = window_sum(block, weights, window);
    out[i].present = block->present + window->first;
    out[i].count = window->count;
    out[i].window = answer->first + i;
  }
  if (answer->count > 1) {
    qsort(out, answer->count, sizeof *out, compare_ranked);
  }
}

void pick_negatives(const weigh_block *block, negative_windows *out) {
  block_weights weights;
  take_weights(block, &weights);
  ranked_window *ranked = take_memory(block->window_count, sizeof *ranked);
  out->items = take_memory(block->window_count, sizeof *out->items);
  out->count = 0;
  for (size_t i = 0; i < block->answer_count; ++i) {
    const block_answer *answer = &block->answers[i];
    if (answer->positive) {
      continue;
    }
    rank_windows(block, &weights, answer, ranked);
    size_t taken = 0;
    for (size_t j = 0; j < answer->count && taken < MOST_NEGATIVES; ++j) {
      if (j == 0 || compare_terms(&ranked[j - 1], &ranked[j]) != 0) {
        out->items[out->count].window = ranked[j].window;
        out->items[out->count++].fold = answer->fold;
        ++taken;
      }
    }
  }
  free(ranked);
  free_weights(&weights);
}

/* -- examples ---------------------------------------------------------------- */

bool in_range(const fold_range *range, size_t fold) {
  return range->only ? fold == range->first : fold != range->first && fold != range->second;
}

static fit_example example_of(const weigh_block *block, size_t window, bool positive) {
  const block_window *from = &block->windows[window];
  const fit_example made = {block->present + from->first, from->count, positive};
  return made;
}

/* The quoted window with the highest sum, the first of several. */
static size_t best_quoted(const weigh_block *block, const block_weights *weights,
                          const block_answer *answer) {
  size_t best = answer->first;
  int best_so_far = NO_WINDOW;
  for (size_t i = answer->first; i < answer->first + answer->count; ++i) {
    if (!block->windows[i].quoted) {
      continue;
    }
    const int sum = window_sum(block, weights, &block->windows[i]);
    if (sum > best_so_far) {
      best_so_far = sum;
      best = i;
    }
  }
  return best;
}

void pick_examples(const weigh_block *block, const negative_windows *negatives,
                   const fold_range *range, const block_weights *weights, example_list *out) {
  out->items = take_memory(block->answer_count + negatives->count, sizeof *out->items);
  out->count = 0;
  for (size_t i = 0; i < block->answer_count; ++i) {
    const block_answer *answer = &block->answers[i];
    if (answer->positive && answer->quoted && in_range(range, answer->fold)) {
      out->items[out->count++] = example_of(block, best_quoted(block, weights, answer), true);
    }
  }
  out->positive = out->count;
  for (size_t i = 0; i < negatives->count; ++i) {
    if (in_range(range, negatives->items[i].fold)) {
      out->items[out->count++] = example_of(block, negatives->items[i].window, false);
    }
  }
}

void free_examples(example_list *examples) {
  free(examples->items);
  memset(examples, 0, sizeof *examples);
}

bool same_examples(const example_list *left, const example_list *right) {
  bool same = left->count == right->count;
  for (size_t i = 0; i < left->count && same; ++i) {
    same = left->items[i].present == right->items[i].present;
  }
  return same;
}
