/* The operators of the program that look for things near each other. Each takes
 * the findings of its children and fills a list. Private to the match layer. */
#ifndef LG_MATCH_WINDOWS_H
#define LG_MATCH_WINDOWS_H

#include "match/match.h"
#include "match/spans.h"

typedef struct lg_operands {
  const lg_document *document;
  lg_arena *arena;
  const lg_finding *findings; /* of all nodes so far */
  const lg_node *node;
  const uint32_t *children; /* its, by number */
  const lg_weigh *weigh;    /* its sum; NULL: it has none */
} lg_operands;

static inline lg_operands lg_operands_of(const lg_document *document, lg_arena *arena,
                                         const lg_finding *findings, const lg_program *program,
                                         uint32_t number) {
  const lg_node *node = &program->nodes[number];
  return (lg_operands){.document = document,
                       .arena = arena,
                       .findings = findings,
                       .node = node,
                       .children = lg_children(program, node),
                       .weigh = node->kind == LG_NODE_WEIGH ? lg_sum(program, node) : NULL};
}

static inline const lg_finding *lg_operand(const lg_operands *o, uint32_t child) {
  return &o->findings[o->children[child]];
}

/* How far the window reaches that a span begins. For the two usual units it is told by
 * where it ends, worked out once for all that is looked for in it. */
typedef struct lg_reach {
  const lg_document *document;
  lg_distance distance;
  const lg_span *first;
  bool has_end;
  uint32_t last_sentence;
  uint32_t last_word; /* of those a span may begin with */
} lg_reach;

lg_reach lg_reach_of(const lg_document *document, lg_distance distance, const lg_span *first);

/* Number of the first span found that begins at or behind `from` and lies whole in the
 * window, other than the one that begins it; LG_NONE: there is none. */
uint32_t lg_in_window(const lg_reach *reach, const lg_finding *finding, uint32_t from);

/* The same for those behind number `at`. */
uint32_t lg_next_in_window(const lg_reach *reach, const lg_finding *finding, uint32_t at);

/* What terms under `each` that come to `sum` add: words that are no evidence by
 * themselves reach no level, however many they are. */
lg_milli lg_each_adds(lg_milli sum);

/* Whether the words of span `at` are those of one from number `from` up to it. */
bool lg_is_said_again(const lg_finding *finding, uint32_t from, uint32_t at);

void lg_eval_near(const lg_operands *o, lg_span_list *out);
void lg_eval_then(const lg_operands *o, lg_span_list *out);
void lg_eval_pick(const lg_operands *o, lg_span_list *out);
void lg_eval_distinct(const lg_operands *o, lg_span_list *out);
void lg_eval_weigh(const lg_operands *o, lg_span_list *out);

/* How many different children of a PICK node the window holds that `first`, a span
 * of child `beginner`, begins; present[child], where not NULL, says which. */
uint32_t lg_pick_window(const lg_operands *o, uint32_t beginner, const lg_span *first,
                        lg_span *found, bool *present);

/* The first span of child `child` of a WEIGH node in the window that begins at
 * `sentence`, or NULL. */
const lg_span *lg_weigh_term(const lg_operands *o, uint32_t child, uint32_t sentence);

/* The last sentence of the window of a WEIGH node that begins at `first`. */
uint32_t lg_weigh_end(const lg_operands *o, uint32_t first);

/* The window that begins at `sentence`, by itself. Positive terms that `already`
 * (or NULL) marks do not count. present[term], where not NULL, says how often a term
 * counts in it (room for term_count); returns how many do. */
uint32_t lg_weigh_window(const lg_operands *o, uint32_t sentence, const uint8_t *already,
                         lg_weighing *out, uint8_t *present);

/* As lg_matcher_weighing. Linear in the matches of the terms for a window of
 * sentences without groups. */
lg_status lg_weigh_best(const lg_operands *o, lg_weighing *best, const lg_counted *counted,
                        bool *found);

/* Calls back for every window in which a term counts, as lg_matcher_windows. */
lg_status lg_weigh_each(const lg_operands *o, lg_window_visitor visit, void *context);

#endif
