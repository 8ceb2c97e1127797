/* Evidence and scheme in, result out. Scaled integers throughout. */
#ifndef LG_SCORE_SCORE_H
#define LG_SCORE_SCORE_H

#include "base/status.h"
#include "model/evidence.h"
#include "model/result.h"
#include "model/scheme.h"
#include "model/signal.h"

typedef struct lg_score_input {
  const lg_scheme *scheme;
  const lg_program *program; /* names and texts of the findings */
  const lg_evidence *evidence;
  lg_locator locator;
  const lg_allocator *allocator; /* for what is needed on the way */
  uint32_t echoed;               /* how much of the answer is an echo, in per cent of its words */
  bool without_design_gate;      /* for the tests embedded in a rubric */
} lg_score_input;

/* Fills score, band, sections, criteria, penalties, caps, next, complete and
 * design of *result, whose arena is ready and whose other fields are not
 * touched. LG_NO_MEMORY. Linear in the scheme, times the criteria for `next`. */
lg_status lg_score(const lg_score_input *input, lg_result *result);

/* The truth of a condition, for explanations; levels[] by criterion. */
lg_truth lg_condition_truth(const lg_condition *condition, const lg_evidence *evidence,
                            const uint32_t *levels, const bool *undetermined);

/* The levels of all criteria and, behind them, 0 or 1 for the penalties, the
 * design gate left aside. Room for both in levels[]. False: no memory. */
bool lg_score_levels(const lg_score_input *input, lg_arena *scratch, uint32_t *levels);

/* Sets marks[node] of the findings that made a rule hold: a criterion above level
 * 0 or, counted on behind them, a penalty. False: no memory. */
bool lg_score_support(const lg_score_input *input, uint32_t rule, lg_arena *scratch,
                      uint8_t *marks);

#endif
