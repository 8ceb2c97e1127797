/* Three-valued logic (Kleene): what a limit left undecided stays undecided
 * unless the rest settles it. */
#include "score/score.h"

static lg_truth negate(lg_truth truth) {
  return truth == LG_UNDETERMINED ? truth : truth == LG_PRESENT ? LG_ABSENT : LG_PRESENT;
}

static lg_truth compare_level(const lg_condition *condition, const uint32_t *levels,
                              const bool *undetermined) {
  const uint32_t level = levels[condition->criterion];
  bool holds = false;
  switch (condition->comparison) {
  case LG_AT_LEAST:
    holds = level >= condition->level;
    break;
  case LG_ABOVE:
    holds = level > condition->level;
    break;
  case LG_EQUAL:
    holds = level == condition->level;
    break;
  case LG_BELOW:
    holds = level < condition->level;
    break;
  case LG_AT_MOST:
    holds = level <= condition->level;
    break;
  }
  /* An undetermined level is a lower bound: it may turn out higher. */
  if (undetermined[condition->criterion]) {
    const bool wants_high =
        condition->comparison == LG_AT_LEAST || condition->comparison == LG_ABOVE;
    const bool too_high = condition->comparison == LG_EQUAL ? level > condition->level : !holds;
    return wants_high && holds ? LG_PRESENT : !wants_high && too_high ? LG_ABSENT : LG_UNDETERMINED;
  }
  return holds ? LG_PRESENT : LG_ABSENT;
}

static lg_truth count_truth(const lg_condition *condition, uint32_t present,
                            uint32_t undetermined) {
  const uint32_t most = present + undetermined;
  if (most < condition->at_least || present > condition->at_most) {
    return LG_ABSENT;
  }
  if (present >= condition->at_least && most <= condition->at_most) {
    return LG_PRESENT;
  }
  return LG_UNDETERMINED;
}

static lg_truth combine(const lg_condition *condition, const lg_evidence *evidence,
                        const uint32_t *levels, const bool *undetermined) {
  uint32_t present = 0;
  uint32_t undecided = 0;
  for (uint32_t i = 0; i < condition->child_count; ++i) {
    const lg_truth truth =
        lg_condition_truth(condition->children[i], evidence, levels, undetermined);
    present += truth == LG_PRESENT;
    undecided += truth == LG_UNDETERMINED;
  }
  if (condition->kind == LG_CONDITION_AND) {
    if (present == condition->child_count) {
      return LG_PRESENT;
    }
    return present + undecided == condition->child_count ? LG_UNDETERMINED : LG_ABSENT;
  }
  if (condition->kind == LG_CONDITION_OR) {
    return present > 0 ? LG_PRESENT : undecided > 0 ? LG_UNDETERMINED : LG_ABSENT;
  }
  return count_truth(condition, present, undecided);
}

lg_truth lg_condition_truth(const lg_condition *condition, const lg_evidence *evidence,
                            const uint32_t *levels, const bool *undetermined) {
  switch (condition->kind) {
  case LG_CONDITION_FINDING:
    return lg_finding_truth(&evidence->findings[condition->finding]);
  case LG_CONDITION_LEVEL:
    return compare_level(condition, levels, undetermined);
  case LG_CONDITION_NOT:
    return negate(lg_condition_truth(condition->children[0], evidence, levels, undetermined));
  case LG_CONDITION_AND:
  case LG_CONDITION_OR:
  case LG_CONDITION_COUNT:
    return combine(condition, evidence, levels, undetermined);
  }
  return LG_ABSENT;
}
