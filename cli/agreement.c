#include "agreement.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "support.h"

bool is_defined(double figure) {
  return !isnan(figure);
}

static double ratio(double part, double whole) {
  return whole == 0 ? (double)NAN : part / whole;
}

/* -- awards ------------------------------------------------------------------- */

void tally_award(award_tally *tally, bool labelled, bool given) {
  tally->right += labelled && given;
  tally->wrong += !labelled && given;
  tally->missed += labelled && !given;
}

void add_tally(award_tally *sum, const award_tally *other) {
  sum->right += other->right;
  sum->wrong += other->wrong;
  sum->missed += other->missed;
}

double precision_of(const award_tally *tally) {
  return ratio((double)tally->right, (double)(tally->right + tally->wrong));
}

double recall_of(const award_tally *tally) {
  return ratio((double)tally->right, (double)(tally->right + tally->missed));
}

double f_of(const award_tally *tally) {
  const size_t twice = 2 * tally->right;
  return ratio((double)twice, (double)(twice + tally->wrong + tally->missed));
}

/* -- levels ------------------------------------------------------------------- */

void add_levels(level_sums *sums, int label, int result) {
  ++sums->count;
  sums->labels += label;
  sums->results += result;
  sums->label_squares += (int64_t)label * label;
  sums->result_squares += (int64_t)result * result;
  sums->products += (int64_t)label * result;
}

void add_sums(level_sums *sums, const level_sums *other) {
  sums->count += other->count;
  sums->labels += other->labels;
  sums->results += other->results;
  sums->label_squares += other->label_squares;
  sums->result_squares += other->result_squares;
  sums->products += other->products;
}

/* Over all n pairs the squared differences are sum(x²) + sum(y²) - 2 sum(xy).
 * Expected, every x meets every y: the same with sum(x) sum(y) / n for the
 * products. Whole numbers as long as both are multiplied by n. */
double quadratic_kappa(const level_sums *sums) {
  const int64_t squares = sums->label_squares + sums->result_squares;
  const int64_t observed = sums->count * (squares - 2 * sums->products);
  const int64_t expected = sums->count * squares - 2 * sums->labels * sums->results;
  return 1 - ratio((double)observed, (double)expected);
}

/* -- intervals ---------------------------------------------------------------- */

/* SplitMix64 (Steele, Lea and Flood 2014): small, seeded, the same everywhere. */
static uint64_t next_random(uint64_t *state) {
  *state += UINT64_C(0x9E3779B97F4A7C15);
  uint64_t z = *state;
  z = (z ^ (z >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
  z = (z ^ (z >> 27)) * UINT64_C(0x94D049BB133111EB);
  return z ^ (z >> 31);
}

/* 0 to below - 1, each equally likely: what would favour some is drawn again. */
static size_t random_below(uint64_t *state, size_t below) {
  const uint64_t limit = UINT64_MAX - UINT64_MAX % below;
  uint64_t drawn = next_random(state);
  while (drawn >= limit) {
    drawn = next_random(state);
  }
  return (size_t)(drawn % below);
}

static int compare_figures(const void *left, const void *right) {
  const double a = *(const double *)left;
  const double b = *(const double *)right;
  return (a > b) - (a < b);
}

/* The value that the share `thousandths` of the sorted ones do not exceed. */
static double percentile(const double *sorted, size_t count, size_t thousandths) {
  const size_t rank = (count * thousandths + 999) / 1000;
  return sorted[rank > 0 ? rank - 1 : 0];
}

bool kappa_interval(const level_sums *clusters, size_t count, size_t rounds, uint64_t seed,
                    double interval[2]) {
  double *kappas = take_memory(rounds, sizeof *kappas);
  size_t defined = 0;
  for (size_t round = 0; round < rounds && count > 1; ++round) {
    level_sums sample;
    memset(&sample, 0, sizeof sample);
    for (size_t i = 0; i < count; ++i) {
      add_sums(&sample, &clusters[random_below(&seed, count)]);
    }
    const double kappa = quadratic_kappa(&sample);
    if (is_defined(kappa)) {
      kappas[defined++] = kappa;
    }
  }
  interval[0] = interval[1] = (double)NAN;
  if (defined > 0) {
    qsort(kappas, defined, sizeof *kappas, compare_figures);
    interval[0] = percentile(kappas, defined, 25);
    interval[1] = percentile(kappas, defined, 975);
  }
  free(kappas);
  return defined > 0;
}

/* -- ranks -------------------------------------------------------------------- */

typedef struct ranked {
  double value;
  size_t item;
} ranked;

static int compare_ranked(const void *left, const void *right) {
  return compare_figures(&((const ranked *)left)->value, &((const ranked *)right)->value);
}

/* Ranks from 1; ties share the average of theirs. */
static void rank(const double *values, size_t count, ranked *scratch, double *ranks) {
  for (size_t i = 0; i < count; ++i) {
    scratch[i].value = values[i];
    scratch[i].item = i;
  }
  qsort(scratch, count, sizeof *scratch, compare_ranked);
  for (size_t first = 0, end = 0; first < count; first = end) {
    while (end < count && scratch[end].value <= scratch[first].value) {
      ++end;
    }
    for (size_t i = first; i < end; ++i) {
      ranks[scratch[i].item] = (double)(first + 1 + end) / 2;
    }
  }
}

/* Pearson's correlation of ranks, whose mean is (n + 1) / 2 on both sides. */
static double correlation_of_ranks(const double *left, const double *right, size_t count) {
  const double mean = (double)(count + 1) / 2;
  double products = 0;
  double left_squares = 0;
  double right_squares = 0;
  for (size_t i = 0; i < count; ++i) {
    products += (left[i] - mean) * (right[i] - mean);
    left_squares += (left[i] - mean) * (left[i] - mean);
    right_squares += (right[i] - mean) * (right[i] - mean);
  }
  return ratio(products, sqrt(left_squares) * sqrt(right_squares));
}

double rank_correlation(const double *left, const double *right, size_t count) {
  if (count < 2) {
    return (double)NAN;
  }
  ranked *scratch = take_memory(count, sizeof *scratch);
  double *left_ranks = take_memory(count, sizeof *left_ranks);
  double *right_ranks = take_memory(count, sizeof *right_ranks);
  rank(left, count, scratch, left_ranks);
  rank(right, count, scratch, right_ranks);
  const double correlation = correlation_of_ranks(left_ranks, right_ranks, count);
  free(right_ranks);
  free(left_ranks);
  free(scratch);
  return correlation;
}

mean_spread mean_and_spread(const double *figures, size_t count) {
  double sum = 0;
  size_t defined = 0;
  for (size_t i = 0; i < count; ++i) {
    if (is_defined(figures[i])) {
      sum += figures[i];
      ++defined;
    }
  }
  const double mean = ratio(sum, (double)defined);
  double squares = 0;
  for (size_t i = 0; i < count; ++i) {
    if (is_defined(figures[i])) {
      squares += (figures[i] - mean) * (figures[i] - mean);
    }
  }
  const double spread = defined < 2 ? (double)NAN : sqrt(squares / (double)(defined - 1));
  return (mean_spread){mean, spread};
}
