/* What would gain most: every criterion below its top is raised, every penalty
 * that holds is taken away, one at a time, and the answer is summed up again.
 * So a step counts with all that follows from it: criteria derived from it, and
 * caps it lifts. */
#include <stdlib.h>

#include "score/scoring.h"

typedef struct step {
  lg_result_next next;
  lg_milli points; /* what it adds before caps; settles ties */
  uint32_t order;
} step;

static int by_gain(const void *left, const void *right) {
  const step *a = left;
  const step *b = right;
  if (a->next.gain != b->next.gain) {
    return a->next.gain > b->next.gain ? -1 : 1;
  }
  if (a->points != b->points) {
    return a->points > b->points ? -1 : 1;
  }
  return a->order < b->order ? -1 : a->order > b->order;
}

static uint32_t add_criteria(const lg_score_input *input, const lg_totals *totals,
                             const lg_result *result, lg_levels *levels, step *steps) {
  uint32_t count = 0;
  for (uint32_t i = 0; i < result->criterion_count; ++i) {
    const lg_result_criterion *criterion = &result->criteria[i];
    if (criterion->level >= criterion->max_level) {
      continue;
    }
    lg_decide_levels(input, levels, i);
    const lg_totals raised = lg_sum_up(input, levels, LG_NONE);
    steps[count] = (step){.next = {.id = criterion->id,
                                   .title = criterion->title,
                                   .gain = raised.score - totals->score,
                                   .advice = criterion->advice,
                                   .probe = criterion->probe},
                          .points = raised.uncapped - totals->uncapped,
                          .order = count};
    ++count;
  }
  return count;
}

static uint32_t add_penalties(const lg_score_input *input, const lg_levels *levels,
                              const lg_totals *totals, const lg_result *result, step *steps,
                              uint32_t count) {
  for (uint32_t i = 0; i < result->penalty_count; ++i) {
    const lg_result_penalty *penalty = &result->penalties[i];
    if (!penalty->present) {
      continue;
    }
    const lg_totals avoided = lg_sum_up(input, levels, i);
    steps[count] = (step){.next = {.id = penalty->id,
                                   .title = penalty->title,
                                   .gain = avoided.score - totals->score,
                                   .advice = penalty->advice},
                          .points = avoided.uncapped - totals->uncapped,
                          .order = count};
    ++count;
  }
  return count;
}

bool lg_rank_next(const lg_score_input *input, const lg_levels *levels, const lg_totals *totals,
                  lg_result *result) {
  const uint32_t most = result->criterion_count + result->penalty_count;
  lg_arena scratch;
  lg_arena_init(&scratch, &result->arena.allocator);
  lg_levels other;
  step *steps = lg_arena_take_array(&scratch, most, sizeof *steps);
  lg_result_next *next = NULL;
  if (steps != NULL && lg_levels_take(&other, result->criterion_count, &scratch)) {
    uint32_t count = add_criteria(input, totals, result, &other, steps);
    count = add_penalties(input, levels, totals, result, steps, count);
    if (count > 0) {
      qsort(steps, count, sizeof *steps, by_gain);
    }
    next = lg_arena_take_array(&result->arena, count, sizeof *next);
    for (uint32_t i = 0; next != NULL && i < count; ++i) {
      next[i] = steps[i].next;
    }
    result->next_count = next != NULL ? count : 0;
  }
  result->next = next;
  lg_arena_free(&scratch);
  return next != NULL;
}
