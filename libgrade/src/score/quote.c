#include <string.h>

#include "score/scoring.h"

typedef struct collector {
  const lg_score_input *input;
  const lg_levels *levels;
  struct {
    uint32_t node;
    uint32_t number; /* of its spans */
    const lg_span *span;
  } found[LG_LIMIT_EVIDENCE];
  uint32_t count;
} collector;

static void add_span(collector *c, uint32_t node, uint32_t number) {
  const lg_span *span = lg_found(&c->input->evidence->findings[node], number);
  if (c->count >= LG_LIMIT_EVIDENCE) {
    return;
  }
  for (uint32_t i = 0; i < c->count; ++i) {
    if (c->found[i].span->start == span->start && c->found[i].span->end == span->end) {
      return;
    }
  }
  c->found[c->count].span = span;
  c->found[c->count].number = number;
  c->found[c->count++].node = node;
}

/* Walks the parts that made the condition hold; what stands under `not` holds
 * by absence and has nothing to quote. A criterion that is referred to brings
 * what it was credited for. */
static void collect(collector *c, const lg_condition *condition) {
  if (lg_holds(c->input, condition, c->levels) != LG_PRESENT) {
    return;
  }
  switch (condition->kind) {
  case LG_CONDITION_FINDING: {
    const lg_finding *finding = &c->input->evidence->findings[condition->finding];
    if (finding->count > 0) {
      add_span(c, condition->finding, 0);
    }
    break;
  }
  case LG_CONDITION_LEVEL:
    if (c->levels->met[condition->criterion] != NULL) {
      collect(c, c->levels->met[condition->criterion]);
    }
    break;
  case LG_CONDITION_NOT:
    break;
  case LG_CONDITION_AND:
  case LG_CONDITION_OR:
  case LG_CONDITION_COUNT:
    for (uint32_t i = 0; i < condition->child_count; ++i) {
      collect(c, condition->children[i]);
    }
    break;
  }
}

/* The second span of each finding, the third, ...: while there is room. */
static void collect_more(collector *c) {
  const uint32_t findings = c->count;
  for (uint32_t round = 1; round < LG_LIMIT_EVIDENCE; ++round) {
    for (uint32_t i = 0; i < findings && c->count < LG_LIMIT_EVIDENCE; ++i) {
      const uint32_t node = c->found[i].node;
      if (round < c->input->evidence->findings[node].count) {
        add_span(c, node, round);
      }
    }
  }
}

/* Several spans of one clause are widened to the same quotation. */
static bool is_repeated(const lg_result_evidence *quotes, uint32_t count) {
  const lg_result_evidence *last = &quotes[count];
  for (uint32_t i = 0; i < count; ++i) {
    if (quotes[i].start == last->start && quotes[i].end == last->end) {
      return true;
    }
  }
  return false;
}

/* What reports call the node. */
static const char *name_of(const lg_program *program, uint32_t number) {
  const lg_node *node = &program->nodes[number];
  const char *name = lg_program_text(program, node->name != 0 ? node->name : node->text);
  return name != NULL ? name : "";
}

bool lg_quote(const lg_score_input *input, const lg_condition *condition, const lg_levels *levels,
              lg_arena *arena, const lg_result_evidence **out, uint32_t *count) {
  collector c = {.input = input, .levels = levels};
  *out = NULL;
  *count = 0;
  collect(&c, condition);
  collect_more(&c);
  if (c.count == 0) {
    return true;
  }
  lg_result_evidence *quotes = lg_arena_take_array(arena, c.count, sizeof *quotes);
  if (quotes == NULL) {
    return false;
  }
  uint32_t kept = 0;
  for (uint32_t i = 0; i < c.count; ++i) {
    lg_result_evidence *quote = &quotes[kept];
    if (!input->locator.locate(input->locator.context, c.found[i].node, c.found[i].number, arena,
                               quote)) {
      return false;
    }
    if (is_repeated(quotes, kept)) {
      continue;
    }
    const char *name = name_of(input->program, c.found[i].node);
    quote->signal = lg_arena_copy(arena, name, strlen(name));
    if (quote->signal == NULL) {
      return false;
    }
    ++kept;
  }
  *out = quotes;
  *count = kept;
  return true;
}
