/* The state of one scoring, shared by the files of this layer. */
#ifndef LG_SCORE_SCORING_H
#define LG_SCORE_SCORING_H

#include "score/score.h"

/* What became of every criterion: by criterion number. */
typedef struct lg_levels {
  uint32_t *level;
  bool *undetermined;
  const char **cap;         /* why the level is not higher; NULL: no cap */
  const lg_condition **met; /* the condition that was met; NULL at level 0 */
} lg_levels;

typedef struct lg_totals {
  lg_milli earned;    /* points of criteria */
  lg_milli penalties; /* points lost, negative */
  lg_milli net;       /* both, as a score: below 0 where penalties outweigh */
  lg_milli uncapped;  /* score before caps */
  lg_milli score;
} lg_totals;

/* What is taken as done, whatever was found: flags by number. */
typedef struct lg_done {
  bool *raised;  /* criteria at their highest level */
  bool *avoided; /* penalties that do not hold */
} lg_done;

/* Arrays for `count` criteria. False: no memory. */
bool lg_levels_take(lg_levels *levels, uint32_t count, lg_arena *arena);

/* Fills `levels` in dependency order; `done` may be NULL. */
void lg_decide_levels(const lg_score_input *input, lg_levels *levels, const lg_done *done);

/* Sums up; `done` may be NULL. */
lg_totals lg_sum_up(const lg_score_input *input, const lg_levels *levels, const lg_done *done);

/* Points of the rubric in points of the score. */
lg_milli lg_as_score(const lg_scheme *scheme, lg_milli points);

/* The truth of a cap, a penalty, a gate. */
lg_truth lg_holds(const lg_score_input *input, const lg_condition *condition,
                  const lg_levels *levels);

/* Quotes what made a condition hold: one span of each finding, at most
 * LG_LIMIT_EVIDENCE. False: no memory. */
bool lg_quote(const lg_score_input *input, const lg_condition *condition, const lg_levels *levels,
              lg_arena *arena, const lg_result_evidence **out, uint32_t *count);

/* Fills result->next. False: no memory. */
bool lg_rank_next(const lg_score_input *input, lg_result *result);

#endif
