/* What was decided, and which findings decided it. */
#include "score/scoring.h"

bool lg_score_levels(const lg_score_input *input, lg_arena *scratch, uint32_t *levels) {
  const lg_scheme *scheme = input->scheme;
  lg_levels decided;
  if (!lg_levels_take(&decided, scheme->criterion_count, scratch)) {
    return false;
  }
  lg_decide_levels(input, &decided, NULL);
  for (uint32_t i = 0; i < scheme->criterion_count; ++i) {
    levels[i] = decided.level[i];
  }
  for (uint32_t i = 0; i < scheme->penalty_count; ++i) {
    levels[scheme->criterion_count + i] =
        lg_holds(input, scheme->penalties[i].condition, &decided) == LG_PRESENT;
  }
  return true;
}

typedef struct supporter {
  const lg_score_input *input;
  lg_levels levels;
  uint8_t *marks;  /* by node */
  uint8_t *wanted; /* by criterion: what earned it supports the rule, too */
} supporter;

/* Walks the parts that hold; what stands under `not` holds by absence. */
static void mark(supporter *s, const lg_condition *condition) {
  if (lg_holds(s->input, condition, &s->levels) != LG_PRESENT) {
    return;
  }
  switch (condition->kind) {
  case LG_CONDITION_FINDING:
    s->marks[condition->finding] = 1;
    break;
  case LG_CONDITION_LEVEL:
    if (condition->comparison != LG_BELOW && condition->comparison != LG_AT_MOST) {
      s->wanted[condition->criterion] = 1;
    }
    break;
  case LG_CONDITION_NOT:
    break;
  case LG_CONDITION_AND:
  case LG_CONDITION_OR:
  case LG_CONDITION_COUNT:
    for (uint32_t i = 0; i < condition->child_count; ++i) {
      mark(s, condition->children[i]);
    }
    break;
  }
}

bool lg_score_support(const lg_score_input *input, uint32_t rule, lg_arena *scratch,
                      uint8_t *marks) {
  const lg_scheme *scheme = input->scheme;
  supporter s = {.input = input, .marks = marks};
  s.wanted = lg_arena_take_array(scratch, scheme->criterion_count, sizeof *s.wanted);
  if (s.wanted == NULL || !lg_levels_take(&s.levels, scheme->criterion_count, scratch)) {
    return false;
  }
  lg_decide_levels(input, &s.levels, NULL);
  if (rule < scheme->criterion_count) {
    s.wanted[rule] = 1;
  } else {
    mark(&s, scheme->penalties[rule - scheme->criterion_count].condition);
  }
  /* Backwards: a criterion stands behind those it refers to. */
  for (uint32_t i = scheme->criterion_count; i > 0; --i) {
    const uint32_t criterion = scheme->criterion_order[i - 1];
    if (s.wanted[criterion] != 0 && s.levels.met[criterion] != NULL) {
      mark(&s, s.levels.met[criterion]);
    }
  }
  return true;
}
