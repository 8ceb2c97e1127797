#include "calibrate_cross.h"

#include <stdlib.h>
#include <string.h>

#include "support.h"

/* From strong shrinking to weak. */
static const double costs[] = {0.03, 0.1, 0.3, 1, 3};
enum { COSTS = sizeof costs / sizeof *costs };

/* -- verdicts ---------------------------------------------------------------- */

static void tally_verdict(verdict_tally *tally, bool positive, bool verdict) {
  tally_award(&tally->awards, positive, verdict);
  add_levels(&tally->levels, positive ? 1 : 0, verdict ? 1 : 0);
}

static size_t wrong_verdicts(const verdict_tally *tally) {
  return tally->awards.wrong + tally->awards.missed;
}

size_t right_verdicts(const verdict_tally *tally) {
  return (size_t)tally->levels.count - wrong_verdicts(tally);
}

bool is_better(const verdict_tally *tally, const verdict_tally *than) {
  /* 2t / (2t + w) > 2u / (2u + v), multiplied out. */
  return tally->awards.right * wrong_verdicts(than) > than->awards.right * wrong_verdicts(tally);
}

/* -- cross-validation -------------------------------------------------------- */

/* How the answers left out of some fits came out, for one cost. */
typedef struct held_out {
  double loss;
  double weight;
  int *sums; /* by answer: its best window under the fit that did not see it */
} held_out;

typedef struct cross_run {
  const weigh_block *block;
  negative_windows negatives;
  size_t folds;
  bool *positive;           /* by answer */
  held_out (*outer)[COSTS]; /* outer[f]: fold f is not touched at all */
  held_out whole[COSTS];    /* every fold is held out once */
  int (*largest)[COSTS];    /* largest sum of the fit that left fold f out */
} cross_run;

static void begin_run(cross_run *run, const weigh_block *block, size_t folds) {
  memset(run, 0, sizeof *run);
  run->block = block;
  run->folds = folds;
  run->positive = take_memory(block->answer_count, sizeof *run->positive);
  run->outer = take_memory(folds, sizeof *run->outer);
  run->largest = take_memory(folds, sizeof *run->largest);
  for (size_t i = 0; i < block->answer_count; ++i) {
    run->positive[i] = block->answers[i].positive;
  }
  for (size_t c = 0; c < COSTS; ++c) {
    run->whole[c].sums = take_memory(block->answer_count, sizeof *run->whole[c].sums);
    for (size_t f = 0; f < folds; ++f) {
      run->outer[f][c].sums = take_memory(block->answer_count, sizeof *run->outer[f][c].sums);
    }
  }
  pick_negatives(block, &run->negatives);
}

static void end_run(cross_run *run) {
  for (size_t c = 0; c < COSTS; ++c) {
    free(run->whole[c].sums);
    for (size_t f = 0; f < run->folds; ++f) {
      free(run->outer[f][c].sums);
    }
  }
  free(run->outer);
  free(run->largest);
  free(run->positive);
  free(run->negatives.items);
}

/* What a fit makes of the answers of a fold that it did not see. */
static void hold_out(const cross_run *run, const block_model *model, size_t fold, held_out *out) {
  const fold_range range = {.only = true, .first = fold, .second = NO_FOLD};
  add_loss(run->block, &run->negatives, &range, model, &out->loss, &out->weight);
  for (size_t i = 0; i < run->block->answer_count; ++i) {
    if (run->block->answers[i].fold == fold) {
      out->sums[i] = best_sum(run->block, &model->weights, &run->block->answers[i]);
    }
  }
}

/* One fit without two folds serves both: for either, the other one is held out
 * inside. */
static bool fit_without_two(cross_run *run, size_t left, size_t right) {
  const fold_range range = {.only = false, .first = left, .second = right};
  bool fitted = true;
  for (size_t c = 0; c < COSTS && fitted; ++c) {
    block_model model;
    fitted = fit_block(run->block, &run->negatives, &range, costs[c], &model);
    if (fitted) {
      hold_out(run, &model, right, &run->outer[left][c]);
      hold_out(run, &model, left, &run->outer[right][c]);
    }
    free_model(&model);
  }
  return fitted;
}

static bool fit_without_one(cross_run *run, size_t fold) {
  const fold_range range = {.only = false, .first = fold, .second = NO_FOLD};
  bool fitted = true;
  for (size_t c = 0; c < COSTS && fitted; ++c) {
    block_model model;
    fitted = fit_block(run->block, &run->negatives, &range, costs[c], &model);
    if (fitted) {
      hold_out(run, &model, fold, &run->whole[c]);
      run->largest[fold][c] = largest_sum(run->block, &model.weights);
    }
    free_model(&model);
  }
  return fitted;
}

static bool fit_all_folds(cross_run *run) {
  for (size_t left = 0; left < run->folds; ++left) {
    if (!fit_without_one(run, left)) {
      return false;
    }
    for (size_t right = left + 1; right < run->folds; ++right) {
      if (!fit_without_two(run, left, right)) {
        return false;
      }
    }
  }
  return true;
}

/* The cost with the lowest mean loss; of equal ones the strongest shrinking. */
static size_t best_cost(const held_out *by_cost) {
  size_t best = 0;
  for (size_t c = 1; c < COSTS; ++c) {
    /* loss / weight, multiplied out; a weight is never 0 beside another. */
    if (by_cost[c].loss * by_cost[best].weight < by_cost[best].loss * by_cost[c].weight) {
      best = c;
    }
  }
  return best;
}

/* The threshold for answers outside `fold`, each as the fit without it sees it. */
static int threshold_without(const cross_run *run, size_t fold, const int *sums, int most) {
  const weigh_block *block = run->block;
  int *kept = take_memory(block->answer_count, sizeof *kept);
  bool *positive = take_memory(block->answer_count, sizeof *positive);
  size_t count = 0;
  for (size_t i = 0; i < block->answer_count; ++i) {
    if (block->answers[i].fold != fold) {
      kept[count] = sums[i];
      positive[count++] = run->positive[i];
    }
  }
  const int threshold = choose_threshold(kept, positive, count, most);
  free(positive);
  free(kept);
  return threshold;
}

/* Judges every fold by what the others taught. */
static void judge_folds(const cross_run *run, calibration *out) {
  const weigh_block *block = run->block;
  block_weights author;
  take_weights(block, &author);
  for (size_t fold = 0; fold < run->folds; ++fold) {
    const size_t cost = best_cost(run->outer[fold]);
    const int threshold =
        threshold_without(run, fold, run->outer[fold][cost].sums, run->largest[fold][cost]);
    for (size_t i = 0; i < block->answer_count; ++i) {
      if (block->answers[i].fold != fold) {
        continue;
      }
      const bool positive = run->positive[i];
      const bool old = best_sum(block, &author, &block->answers[i]) >= author.at;
      const bool now = run->whole[cost].sums[i] >= threshold;
      tally_verdict(&out->after, positive, now);
      out->righted += now == positive && old != positive ? 1 : 0;
      out->wronged += now != positive && old == positive ? 1 : 0;
    }
  }
  free_weights(&author);
}

/* The weights that are proposed: from all answers. */
static bool fit_finally(const cross_run *run, calibration *out) {
  const weigh_block *block = run->block;
  const fold_range all = {.only = false, .first = NO_FOLD, .second = NO_FOLD};
  const size_t cost = best_cost(run->whole);
  block_model model;
  const bool fitted = fit_block(block, &run->negatives, &all, costs[cost], &model);
  if (fitted) {
    copy_weights(block, &model.weights, &out->weights);
    out->weights.at = choose_threshold(run->whole[cost].sums, run->positive, block->answer_count,
                                       largest_sum(block, &out->weights));
    out->cost = costs[cost];
    memcpy(out->support, model.support, block->about.term_count * sizeof *out->support);
  }
  free_model(&model);
  return fitted;
}

/* -- the outcome ------------------------------------------------------------- */

static void judge_author(const weigh_block *block, const block_weights *author,
                         verdict_tally *out) {
  for (size_t i = 0; i < block->answer_count; ++i) {
    const block_answer *answer = &block->answers[i];
    tally_verdict(out, answer->positive, best_sum(block, author, answer) >= author->at);
  }
}

static bool same_weights(const weigh_block *block, const block_weights *weights) {
  block_weights author;
  take_weights(block, &author);
  const bool same =
      weights->at == author.at &&
      memcmp(weights->terms, author.terms, block->about.term_count * sizeof *author.terms) == 0 &&
      memcmp(weights->groups, author.groups, block->about.group_count * sizeof *author.groups) == 0;
  free_weights(&author);
  return same;
}

static calibration_outcome outcome_of(const calibration *made) {
  if (!is_better(&made->after, &made->before)) {
    return OUTCOME_NOT_BETTER;
  }
  return same_weights(made->block, &made->weights) ? OUTCOME_SAME : OUTCOME_CHANGED;
}

static void count_answers(calibration *out) {
  for (size_t i = 0; i < out->block->answer_count; ++i) {
    const block_answer *answer = &out->block->answers[i];
    out->positive += answer->positive ? 1 : 0;
    out->learnable += answer->positive && answer->quoted ? 1 : 0;
  }
}

void calibrate_block(const weigh_block *block, size_t folds, size_t least, calibration *out) {
  memset(out, 0, sizeof *out);
  out->block = block;
  count_answers(out);
  out->support = take_memory(block->about.term_count, sizeof *out->support);
  take_weights(block, &out->weights);
  judge_author(block, &out->weights, &out->before);
  if (out->learnable < least) {
    out->outcome = OUTCOME_FEW;
    return;
  }
  cross_run run;
  begin_run(&run, block, folds);
  out->has_fit = fit_all_folds(&run) && fit_finally(&run, out);
  if (out->has_fit) {
    judge_folds(&run, out);
  }
  out->outcome = out->has_fit ? outcome_of(out) : OUTCOME_ONE_SIDED;
  end_run(&run);
}

void free_calibration(calibration *made) {
  free(made->support);
  free_weights(&made->weights);
  memset(made, 0, sizeof *made);
}
