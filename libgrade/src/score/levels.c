#include "score/scoring.h"

enum { HUNDRED = 100 * LG_ONE, TENTH = LG_ONE / 10 };

bool lg_levels_take(lg_levels *levels, uint32_t count, lg_arena *arena) {
  levels->level = lg_arena_take_array(arena, count, sizeof *levels->level);
  levels->undetermined = lg_arena_take_array(arena, count, sizeof *levels->undetermined);
  levels->cap = lg_arena_take_array(arena, count, sizeof *levels->cap);
  levels->met = lg_arena_take_array(arena, count, sizeof *levels->met);
  return levels->level != NULL && levels->undetermined != NULL && levels->cap != NULL &&
         levels->met != NULL;
}

lg_truth lg_holds(const lg_score_input *input, const lg_condition *condition,
                  const lg_levels *levels) {
  return lg_condition_truth(condition, input->evidence, levels->level, levels->undetermined);
}

/* A cap that is undecided is applied, too: what is left is a lower bound. */
static void cap_level(lg_levels *levels, uint32_t number, uint32_t most, const char *because,
                      lg_truth truth) {
  if (truth != LG_ABSENT && levels->level[number] > most) {
    levels->level[number] = most;
    levels->cap[number] = because;
    levels->undetermined[number] |= truth == LG_UNDETERMINED;
  }
}

/* What was applied wrongly, and what was claimed without its due. */
static void apply_caps(const lg_score_input *input, lg_levels *levels, uint32_t number) {
  const lg_criterion *criterion = &input->scheme->criteria[number];
  for (uint32_t i = 0; i < criterion->cap_count; ++i) {
    const lg_level_cap *cap = &criterion->caps[i];
    cap_level(levels, number, cap->level, cap->because, lg_holds(input, cap->condition, levels));
  }
  for (uint32_t i = 0; i < criterion->gap_count; ++i) {
    const lg_gap *gap = &criterion->gaps[i];
    if (gap->at_most != LG_NONE) {
      cap_level(levels, number, gap->at_most, gap->says, lg_holds(input, gap->unmet, levels));
    }
  }
}

static void decide(const lg_score_input *input, lg_levels *levels, uint32_t number) {
  const lg_criterion *criterion = &input->scheme->criteria[number];
  levels->level[number] = 0;
  levels->undetermined[number] = false;
  levels->cap[number] = NULL;
  levels->met[number] = NULL;
  for (uint32_t i = 0; i < criterion->level_count; ++i) {
    const lg_truth truth = lg_holds(input, criterion->levels[i].condition, levels);
    levels->undetermined[number] |= truth == LG_UNDETERMINED;
    if (truth == LG_PRESENT) {
      levels->level[number] = criterion->levels[i].level;
      levels->met[number] = criterion->levels[i].condition;
      break;
    }
  }
  apply_caps(input, levels, number);
}

void lg_decide_levels(const lg_score_input *input, lg_levels *levels, const lg_done *done) {
  const lg_scheme *scheme = input->scheme;
  for (uint32_t i = 0; i < scheme->criterion_count; ++i) {
    const uint32_t number = scheme->criterion_order[i];
    decide(input, levels, number);
    if (done != NULL && done->raised[number]) {
      levels->level[number] = scheme->criteria[number].max_level;
      levels->undetermined[number] = false;
    }
  }
}

/* The highest score that is still below the band above `band`. */
static lg_milli ceiling_of(const lg_scheme *scheme, uint32_t band) {
  return band == 0 ? HUNDRED : scheme->bands[band - 1].at - TENTH;
}

lg_milli lg_as_score(const lg_scheme *scheme, lg_milli points) {
  return scheme->max_points > 0 ? lg_divide_rounded(points * 1000, scheme->max_points) * TENTH : 0;
}

lg_totals lg_sum_up(const lg_score_input *input, const lg_levels *levels, const lg_done *done) {
  const lg_scheme *scheme = input->scheme;
  lg_totals totals = {0};
  for (uint32_t i = 0; i < scheme->criterion_count; ++i) {
    totals.earned += scheme->criteria[i].points[levels->level[i]];
  }
  for (uint32_t i = 0; i < scheme->penalty_count; ++i) {
    const bool avoided = done != NULL && done->avoided[i];
    if (!avoided && lg_holds(input, scheme->penalties[i].condition, levels) == LG_PRESENT) {
      totals.penalties += scheme->penalties[i].points;
    }
  }
  totals.net = lg_as_score(scheme, totals.earned + totals.penalties);
  totals.uncapped = totals.net < 0 ? 0 : totals.net > HUNDRED ? HUNDRED : totals.net;
  totals.score = totals.uncapped;
  for (uint32_t i = 0; i < scheme->cap_count; ++i) {
    const lg_milli ceiling = ceiling_of(scheme, scheme->caps[i].band);
    if (totals.score > ceiling &&
        lg_holds(input, scheme->caps[i].condition, levels) == LG_PRESENT) {
      totals.score = ceiling;
    }
  }
  return totals;
}
