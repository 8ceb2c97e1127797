/* The best levels that can be told from the length of an answer.
 *
 * Kappa is 1 - A / E, where A sums (x - y)² and E sums x² + y² - 2 x mean(y) over
 * the cases with label y and told level x: both are sums over cases once the
 * labels are fixed. So the smallest A / E is found as Dinkelbach (1967) does:
 * minimise A - r E for the ratio r at hand, take the ratio of what came out, and
 * so on until it falls no more. Each minimum over levels that never fall with
 * the length is a dynamic program over the cases in order of length. */
#include "agreement.h"

#include <math.h>
#include <stdlib.h>

#include "support.h"

enum { MOST_ROUNDS = 50 };

/* Cases of one length. */
typedef struct length_step {
  size_t words;
  double count;
  double labels;        /* sum of their levels */
  double label_squares; /* and of the squares */
} length_step;

typedef struct length_fit {
  length_step *steps;
  size_t count;
  size_t highest;
  double mean;    /* of all labels */
  double *costs;  /* least cost up to a step that ends at a level */
  bool *stayed;   /* the step before was at the same level, not a lower one */
  size_t *levels; /* of each step */
} length_fit;

static int compare_cases(const void *left, const void *right) {
  const size_t a = ((const length_case *)left)->words;
  const size_t b = ((const length_case *)right)->words;
  return (a > b) - (a < b);
}

static void make_steps(length_fit *fit, length_case *cases, size_t count) {
  double sum = 0;
  qsort(cases, count, sizeof *cases, compare_cases);
  for (size_t i = 0; i < count; ++i) {
    if (fit->count == 0 || fit->steps[fit->count - 1].words != cases[i].words) {
      fit->steps[fit->count++].words = cases[i].words;
    }
    length_step *step = &fit->steps[fit->count - 1];
    const double level = (double)cases[i].level;
    step->count += 1;
    step->labels += level;
    step->label_squares += level * level;
    sum += level;
  }
  fit->mean = sum / (double)count;
}

static double observed_at(const length_step *step, double level) {
  return step->count * level * level - 2 * level * step->labels + step->label_squares;
}

static double expected_at(const length_fit *fit, const length_step *step, double level) {
  return step->count * (level * level - 2 * level * fit->mean) + step->label_squares;
}

static void minimise_step(length_fit *fit, double ratio, size_t i) {
  const size_t width = fit->highest + 1;
  const double *before = i > 0 ? &fit->costs[(i - 1) * width] : NULL;
  double lower = (double)INFINITY; /* the best of the step before, below the level */
  for (size_t level = 0; level < width; ++level) {
    const length_step *step = &fit->steps[i];
    double cost = observed_at(step, (double)level) - ratio * expected_at(fit, step, (double)level);
    bool stays = true;
    if (before != NULL) {
      stays = before[level] <= lower;
      cost += stays ? before[level] : lower;
      lower = stays ? before[level] : lower;
    }
    fit->costs[i * width + level] = cost;
    fit->stayed[i * width + level] = stays;
  }
}

static size_t cheapest(const double *costs, size_t count) {
  size_t best = 0;
  for (size_t i = 1; i < count; ++i) {
    best = costs[i] < costs[best] ? i : best;
  }
  return best;
}

static void trace(length_fit *fit) {
  const size_t width = fit->highest + 1;
  size_t level = cheapest(&fit->costs[(fit->count - 1) * width], width);
  for (size_t i = fit->count; i > 0; --i) {
    fit->levels[i - 1] = level;
    if (i > 1 && !fit->stayed[(i - 1) * width + level]) {
      level = cheapest(&fit->costs[(i - 2) * width], level);
    }
  }
}

static double ratio_of(const length_fit *fit) {
  double observed = 0;
  double expected = 0;
  for (size_t i = 0; i < fit->count; ++i) {
    observed += observed_at(&fit->steps[i], (double)fit->levels[i]);
    expected += expected_at(fit, &fit->steps[i], (double)fit->levels[i]);
  }
  return expected > 0 ? observed / expected : 1;
}

static void fit_levels(length_fit *fit) {
  double best = 1; /* of any constant */
  for (int round = 0; round < MOST_ROUNDS; ++round) {
    for (size_t i = 0; i < fit->count; ++i) {
      minimise_step(fit, best, i);
    }
    trace(fit);
    const double found = ratio_of(fit);
    if (found >= best - 1e-12) {
      break;
    }
    best = found;
  }
}

static void take_thresholds(const length_fit *fit, size_t *thresholds) {
  for (size_t level = 0; level < fit->highest; ++level) {
    thresholds[level] = SIZE_MAX;
  }
  for (size_t i = fit->count; i > 0; --i) {
    for (size_t level = 0; level < fit->levels[i - 1]; ++level) {
      thresholds[level] = fit->steps[i - 1].words;
    }
  }
  /* What the shortest case reaches, shorter answers reach as well. */
  for (size_t level = 0; fit->count > 0 && level < fit->levels[0]; ++level) {
    thresholds[level] = 0;
  }
}

static bool is_constant(const length_case *cases, size_t count) {
  for (size_t i = 1; i < count; ++i) {
    if (cases[i].level != cases[0].level) {
      return false;
    }
  }
  return true;
}

void fit_length(length_case *cases, size_t count, size_t highest, size_t *thresholds) {
  if (is_constant(cases, count)) {
    const size_t level = count > 0 ? (size_t)cases[0].level : 0;
    for (size_t i = 0; i < highest; ++i) {
      thresholds[i] = i < level ? 0 : SIZE_MAX;
    }
    return;
  }
  length_fit fit = {.highest = highest};
  fit.steps = take_memory(count, sizeof *fit.steps);
  fit.costs = take_memory(count * (highest + 1), sizeof *fit.costs);
  fit.stayed = take_memory(count * (highest + 1), sizeof *fit.stayed);
  fit.levels = take_memory(count, sizeof *fit.levels);
  make_steps(&fit, cases, count);
  fit_levels(&fit);
  take_thresholds(&fit, thresholds);
  free(fit.levels);
  free(fit.stayed);
  free(fit.costs);
  free(fit.steps);
}

int level_of_length(size_t words, const size_t *thresholds, size_t highest) {
  int level = 0;
  while ((size_t)level < highest && words >= thresholds[level] && thresholds[level] != SIZE_MAX) {
    ++level;
  }
  return level;
}
