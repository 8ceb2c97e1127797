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
  const lg_node *nodes; /* names and texts of the findings */
  const lg_evidence *evidence;
  lg_locator locator;
  bool without_design_gate; /* for the tests embedded in a rubric */
} lg_score_input;

/* Fills score, band, sections, criteria, penalties, caps, next, complete and
 * design of *result, whose arena is ready and whose other fields are not
 * touched. LG_NO_MEMORY. Linear in the scheme, times the criteria for `next`. */
lg_status lg_score(const lg_score_input *input, lg_result *result);

/* The truth of a condition, for explanations; levels[] by criterion. */
lg_truth lg_condition_truth(const lg_condition *condition, const lg_evidence *evidence,
                            const uint32_t *levels, const bool *undetermined);

#endif
