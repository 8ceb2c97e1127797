/* The operators of the program that look for things near each other. Each takes
 * the findings of its children and fills a list. Private to the match layer. */
#ifndef LG_MATCH_WINDOWS_H
#define LG_MATCH_WINDOWS_H

#include "match/spans.h"

typedef struct lg_operands {
  const lg_document *document;
  lg_arena *arena;
  const lg_finding *findings; /* of all nodes so far */
  const lg_node *node;
} lg_operands;

static inline const lg_finding *lg_operand(const lg_operands *o, uint32_t child) {
  return &o->findings[o->node->children[child]];
}

void lg_eval_near(const lg_operands *o, lg_span_list *out);
void lg_eval_then(const lg_operands *o, lg_span_list *out);
void lg_eval_pick(const lg_operands *o, lg_span_list *out);
void lg_eval_distinct(const lg_operands *o, lg_span_list *out);
void lg_eval_weigh(const lg_operands *o, lg_span_list *out);

/* A window of a weighted sum: where it begins, what it adds up to, whether that
 * is enough, and the stretch of the positive terms in it. */
typedef struct lg_weighing {
  uint32_t sentence;
  lg_milli sum;
  lg_span window;
  bool holds;
} lg_weighing;

/* The sum of the window that begins at `sentence`. */
lg_milli lg_weigh_window(const lg_operands *o, uint32_t sentence, lg_span *window, bool *holds);

/* The best window; false when no term was found at all. *best must be zeroed. */
bool lg_weigh_best(const lg_operands *o, lg_weighing *best);

/* Whether a term counts in the window that begins at `sentence`. */
bool lg_weigh_has_term(const lg_operands *o, uint32_t term, uint32_t sentence);

#endif
