/* In the short answer: sentences that would have told for a criterion, had the answer
 * not taken them back. Nothing else of a retraction shows there: what it takes back
 * is found by no condition. */
#include "api/explain.h"

enum { LINES = 3, TELLING = 1000 /* thousandths: lighter terms stand in many sentences */ };

/* -- what a criterion looks for ---------------------------------------------------- */

static void want_condition(const lg_condition *condition, bool *wanted) {
  if (condition->kind == LG_CONDITION_FINDING) {
    wanted[condition->finding] = true;
  }
  for (uint32_t i = 0; i < condition->child_count; ++i) {
    want_condition(condition->children[i], wanted);
  }
}

static bool passes_on(const lg_program *program, const lg_node *node, uint32_t child) {
  if (node->kind != LG_NODE_WEIGH) {
    return true;
  }
  const lg_weigh *sum = lg_sum(program, node);
  return child < sum->term_count && sum->terms[child].weight >= TELLING;
}

/* Children have smaller numbers, so that one pass reaches them all. */
static void want_children(const lg_program *program, bool *wanted) {
  for (uint32_t number = program->node_count; number-- > 0;) {
    const lg_node *node = &program->nodes[number];
    for (uint32_t i = 0; wanted[number] && i < node->child_count; ++i) {
      wanted[lg_children(program, node)[i]] |= passes_on(program, node, i);
    }
  }
}

/* -- where it was taken back --------------------------------------------------------- */

static void mark_taken_back(const lg_explainer *e, uint32_t concept, const lg_span **first) {
  const lg_concept_spans matches = lg_matcher_concept_spans(e->grader->matcher, concept);
  for (uint32_t i = 0; i < matches.count; ++i) {
    const lg_span *span = lg_concept_span(&matches, i);
    const uint32_t nobodys = span->attributes & (LG_RETRACTED | LG_ECHO | LG_QUOTED | LG_ASIDE);
    const lg_span **found = &first[span->first_sentence];
    if (nobodys == LG_RETRACTED && (*found == NULL || span->start < (*found)->start)) {
      *found = span;
    }
  }
}

/* By sentence, the first match that was taken back; NULL: no memory. */
static const lg_span **find_taken_back(lg_explainer *e, const lg_criterion *criterion) {
  const lg_program *program = e->program;
  bool *wanted = lg_arena_take_array(&e->scratch, (size_t)program->node_count + 1, sizeof *wanted);
  const lg_span **first =
      lg_arena_take_array(&e->scratch, (size_t)e->document->sentence_count + 1, sizeof *first);
  if (wanted == NULL || first == NULL) {
    lg_output_fail(&e->output, LG_NO_MEMORY);
    return NULL;
  }
  for (uint32_t i = 0; i < criterion->level_count; ++i) {
    want_condition(criterion->levels[i].condition, wanted);
  }
  want_children(program, wanted);
  for (uint32_t i = 0; i < program->node_count; ++i) {
    const lg_node *node = &program->nodes[i];
    if (wanted[i] && node->kind == LG_NODE_CONCEPT && node->concept >= LG_PRIMITIVE_COUNT) {
      mark_taken_back(e, node->concept, first);
    }
  }
  return first;
}

/* All that was taken back around a match. */
static lg_span stretch_around(const lg_explainer *e, const lg_span *match) {
  const lg_sentence *sentence = &e->document->sentences[match->first_sentence];
  lg_span span = *match;
  if (!lg_explain_scope(e, LG_RETRACTED, match->start, &span.start, &span.end)) {
    span.start = sentence->start;
    span.end = sentence->end;
  }
  return span;
}

void lg_explain_taken_back(lg_explainer *e, const lg_criterion *criterion) {
  const lg_span **first = find_taken_back(e, criterion);
  uint32_t shown = 0;
  for (uint32_t i = 0; first != NULL && i < e->document->sentence_count && shown < LINES; ++i) {
    if (first[i] == NULL) {
      continue;
    }
    if (shown++ == 0) {
      lg_layout_newline(&e->layout);
      lg_layout_format(&e->layout, "Not counted");
      lg_explain_end(e, LG_BOLD);
    }
    const lg_span span = stretch_around(e, first[i]);
    lg_explain_begin(e, 1, LG_NO_MARK);
    lg_explain_quote(e, &span);
    lg_layout_format(&e->layout, ": ");
    lg_explain_attribute(e, LG_RETRACTED, i, first[i]->start);
    lg_explain_end(e, LG_PLAIN);
  }
}
