/* Which nodes the spans of a node come from. */
#include "match/match.h"

#include "match/windows.h"

/* Whether child `child` brings its spans in: a veto, a border that nothing may
 * cross, or a heading that must not be there do not. */
static bool brings_in(const lg_node *node, uint32_t child) {
  switch (node->kind) {
  case LG_NODE_UNLESS:
  case LG_NODE_BEFORE:
    return child == 0;
  case LG_NODE_UNDER:
    return child == 0 || !node->negated;
  default:
    return true;
  }
}

/* Of a weighted sum: the positive terms that count. */
static bool mark_terms(const lg_operands *o, uint8_t *marks) {
  const lg_weigh *weigh = o->weigh;
  const lg_counted counted = {
      .best = lg_arena_take_array(o->arena, weigh->term_count, sizeof *counted.best),
      .elsewhere = lg_arena_take_array(o->arena, weigh->term_count, sizeof *counted.elsewhere)};
  lg_weighing best;
  bool found;
  if (counted.best == NULL || counted.elsewhere == NULL ||
      lg_weigh_best(o, &best, &counted, &found) != LG_OK) {
    return false;
  }
  for (uint32_t i = 0; i < o->node->child_count; ++i) {
    const bool counts =
        i >= weigh->term_count ||
        ((counted.best[i] != 0 || counted.elsewhere[i] != 0) && weigh->terms[i].weight > 0);
    marks[o->children[i]] |= counts && lg_operand(o, i)->count > 0;
  }
  return true;
}

bool lg_mark_support(const lg_program *program, const lg_document *document,
                     const lg_evidence *evidence, lg_arena *scratch, uint8_t *marks) {
  for (uint32_t i = program->node_count; i > 0; --i) {
    const lg_operands o = lg_operands_of(document, scratch, evidence->findings, program, i - 1);
    if (marks[i - 1] == 0 || evidence->findings[i - 1].count == 0) {
      continue;
    }
    if (o.node->kind == LG_NODE_WEIGH) {
      if (!mark_terms(&o, marks)) {
        return false;
      }
      continue;
    }
    for (uint32_t child = 0; child < o.node->child_count; ++child) {
      marks[o.children[child]] |= brings_in(o.node, child) && lg_operand(&o, child)->count > 0;
    }
  }
  return true;
}
