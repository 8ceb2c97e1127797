/* Evidence and schemes made by hand, and their results, for tests of the score
 * layer. Header only. */
#ifndef LIBGRADE_TESTS_SCORE_WORLD_H
#define LIBGRADE_TESTS_SCORE_WORLD_H

#include <check.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "score/score.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

/* -- a world made by hand ---------------------------------------------------------- */

enum { NODES = 16, CONDITIONS = 64, CRITERIA = 4, SPANS = 12 };

typedef struct world {
  lg_span spans[NODES][SPANS];
  lg_finding findings[NODES];
  lg_node nodes[NODES];
  char texts[NODES * 8 + 1]; /* "", then "n0", "n1", ... with eight bytes each */
  lg_program program;
  lg_evidence evidence;
  lg_condition conditions[CONDITIONS];
  const lg_condition *children[CONDITIONS][8];
  size_t condition_count;
  lg_section sections[2];
  lg_criterion criteria[CRITERIA];
  lg_level_rule rules[CRITERIA][LG_LIMIT_LEVELS];
  uint32_t order[CRITERIA];
  lg_scheme scheme;
  lg_score_input input;
  lg_allocator memory;
  lg_result result;
  int locating_fails; /* how many calls go well before one fails; -1: all */
} world;

static world w;

static inline int locate(void *context, uint32_t finding, uint32_t number, lg_arena *arena,
                         lg_result_evidence *out) {
  const lg_span *span = lg_found(&w.findings[finding], number);
  (void)context;
  if (w.locating_fails >= 0 && w.locating_fails-- == 0) {
    return 0;
  }
  memset(out, 0, sizeof *out);
  out->start = span->start;
  out->end = span->end;
  out->line = 1;
  out->text = lg_arena_copy(arena, "text", 4);
  out->text_length = 4;
  return out->text != NULL;
}

static inline void set_truth(uint32_t node, lg_truth truth) {
  static const uint32_t in_turn[SPANS] = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11};
  w.findings[node] = (lg_finding){.spans = w.spans[node],
                                  .at = in_turn,
                                  .count = truth == LG_PRESENT,
                                  .undetermined = truth == LG_UNDETERMINED};
}

/* Bands at 85, 70, 45 and 0; no criteria yet; nothing found. */
static inline void begin(void) {
  static const lg_band bands[] = {
      {"staff", 85000}, {"senior", 70000}, {"mid", 45000}, {"junior", 0}};
  memset(&w, 0, sizeof w);
  for (uint32_t i = 0; i < NODES; ++i) {
    w.nodes[i] = (lg_node){.name = 1 + i * 8};
    snprintf(w.texts + w.nodes[i].name, 8, "n%u", (unsigned)i);
    for (uint32_t k = 0; k < SPANS; ++k) {
      w.spans[i][k] = (lg_span){.start = i * 100 + k, .end = i * 100 + k + 1};
    }
    set_truth(i, LG_ABSENT);
  }
  w.evidence = (lg_evidence){w.findings, NODES};
  w.sections[0] = (lg_section){"first", "First"};
  w.sections[1] = (lg_section){"second", "Second"};
  w.scheme = (lg_scheme){.sections = w.sections,
                         .section_count = 2,
                         .criteria = w.criteria,
                         .criterion_order = w.order,
                         .bands = bands,
                         .band_count = COUNT(bands)};
  w.program = (lg_program){.texts = w.texts, .nodes = w.nodes, .node_count = NODES};
  w.memory = lg_allocator_standard();
  w.locating_fails = -1;
  w.input = (lg_score_input){.scheme = &w.scheme,
                             .program = &w.program,
                             .evidence = &w.evidence,
                             .locator = {locate, NULL},
                             .allocator = &w.memory};
}

static inline void forget_result(void) {
  lg_arena_free(&w.result.arena);
}

static inline lg_status try_score(void) {
  lg_arena_free(&w.result.arena);
  memset(&w.result, 0, sizeof w.result);
  lg_arena_init(&w.result.arena, &w.memory);
  return lg_score(&w.input, &w.result);
}

static inline void score(void) {
  ck_assert_int_eq(try_score(), LG_OK);
}

/* -- conditions ---------------------------------------------------------------------- */

static inline lg_condition *new_condition(lg_condition_kind kind) {
  ck_assert_uint_lt(w.condition_count, CONDITIONS);
  lg_condition *made = &w.conditions[w.condition_count];
  *made = (lg_condition){.kind = kind, .children = w.children[w.condition_count], .text = "cond"};
  ++w.condition_count;
  return made;
}

static const lg_condition *finding(uint32_t node) {
  lg_condition *made = new_condition(LG_CONDITION_FINDING);
  made->finding = node;
  return made;
}

static const lg_condition *level_of(uint32_t criterion, lg_comparison comparison, uint32_t level) {
  lg_condition *made = new_condition(LG_CONDITION_LEVEL);
  made->criterion = criterion;
  made->comparison = comparison;
  made->level = level;
  return made;
}

/* Children end with NULL. */
static inline lg_condition *joined(lg_condition_kind kind, ...) {
  const size_t number = w.condition_count;
  lg_condition *made = new_condition(kind);
  va_list list;
  va_start(list, kind);
  const lg_condition *child = va_arg(list, const lg_condition *);
  while (child != NULL) {
    w.children[number][made->child_count++] = child;
    child = va_arg(list, const lg_condition *);
  }
  va_end(list);
  return made;
}

static const lg_condition *negated(const lg_condition *child) {
  return joined(LG_CONDITION_NOT, child, NULL);
}

/* -- criteria -------------------------------------------------------------------------- */

/* A criterion whose level 2 is `two` and level 1 is `one` (either may be NULL),
 * worth `points`, half of it at level 1. */
static inline lg_criterion *add_criterion(const char *id, int64_t points, const lg_condition *two,
                                          const lg_condition *one) {
  const uint32_t number = w.scheme.criterion_count++;
  lg_criterion *made = &w.criteria[number];
  *made = (lg_criterion){.id = id,
                         .title = id,
                         .section = number % 2,
                         .max_level = 2,
                         .points = {0, points / 2, points},
                         .levels = w.rules[number],
                         .advice = {"do both", "do more"},
                         .probe = {"why not?"}};
  if (two != NULL) {
    w.rules[number][made->level_count++] = (lg_level_rule){2, two};
  }
  if (one != NULL) {
    w.rules[number][made->level_count++] = (lg_level_rule){1, one};
  }
  w.order[number] = number;
  w.scheme.max_points += points;
  return made;
}

/* -- results --------------------------------------------------------------------------- */

static inline void check_next(size_t index, const char *id, int64_t gain) {
  ck_assert_uint_lt(index, w.result.next_count);
  ck_assert_str_eq(w.result.next[index].id, id);
  ck_assert_int_eq(w.result.next[index].gain, gain);
}

#endif
