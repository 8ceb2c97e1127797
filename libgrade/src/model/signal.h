/* What a rubric looks for, compiled: concepts, and a program of nodes over
 * them. Written by the rubric layer, run by the match layer, immutable.
 *
 * The program is a list of nodes in which every node stands behind the nodes it
 * uses, so that one pass from front to back runs it. Each node yields a list of
 * spans. A named signal, and every part of a condition that needs positions, is
 * one node; conditions over whole answers (and, not, levels of criteria) are in
 * model/scheme.h and refer to nodes as *findings*.
 *
 * A rubric has ten thousand concepts and nodes. They hold numbers, no pointers: where
 * the first of their children stands in the list of all children, where their name
 * begins in the text of all names. So the built-in rubric's are read where they lie in
 * the image (base/image.h), and loading it does not touch them. */
#ifndef LG_MODEL_SIGNAL_H
#define LG_MODEL_SIGNAL_H

#include <assert.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/fixed.h"
#include "model/attribute.h"

struct lg_pattern_set; /* pattern/set.h */

#define LG_NONE UINT32_MAX

/* Concepts that are built in. They have the first numbers of all concepts, in
 * this order, in every rubric. */
typedef enum lg_primitive {
  LG_PRIMITIVE_NUMBER,
  LG_PRIMITIVE_PERCENT,
  LG_PRIMITIVE_SIZE,
  LG_PRIMITIVE_DURATION,
  LG_PRIMITIVE_RATE,
  LG_PRIMITIVE_MONEY,
  LG_PRIMITIVE_CLOCK,
  LG_PRIMITIVE_COMPARISON,
  LG_PRIMITIVE_IDENTIFIER,
  LG_PRIMITIVE_QUOTATION,
  LG_PRIMITIVE_SENTENCE,
  LG_PRIMITIVE_RECURRING,
  LG_PRIMITIVE_COUNT
} lg_primitive;

/* "number", "percent", ... */
const char *lg_primitive_name(lg_primitive primitive);

/* One element of a sequence: a concept, and how many other words may stand
 * between the element before and this one. */
typedef struct lg_element {
  uint32_t concept;
  uint32_t gap;
} lg_element;

/* Elements that must follow one another in one sentence. */
typedef struct lg_sequence {
  uint32_t first; /* number of its first element */
  uint32_t count; /* at least 1; 1 means "every match of that concept" */
} lg_sequence;

/* Matches of a concept are: what the pattern set finds with this concept's
 * number as owner, and all its sequences, less what overlaps an exception. */
typedef struct lg_concept {
  uint32_t name;           /* where it begins in the texts; 0: a part of a wording has none */
  uint32_t first_sequence; /* number of its first sequence */
  uint32_t sequence_count;
  uint32_t exception; /* concept whose matches veto overlapping ones, or LG_NONE */
} lg_concept;

typedef enum lg_node_kind {
  LG_NODE_CONCEPT,  /* matches of `concept` that `reading` takes */
  LG_NODE_UNION,    /* all spans of the children */
  LG_NODE_NEAR,     /* one of every child in a window */
  LG_NODE_THEN,     /* the same, in order */
  LG_NODE_PICK,     /* at_least to at_most different children in a window */
  LG_NODE_DISTINCT, /* at_least different wordings of child 0 (a concept node) in a window */
  LG_NODE_PLACE,    /* child 0 in (or, negated, not in) a place */
  LG_NODE_BEFORE,   /* child 0 before the first of child 1 */
  LG_NODE_AFTER,    /* child 0 after the first of child 1 */
  LG_NODE_UNDER,    /* child 0 whose heading or introduction holds child 1; may be negated */
  LG_NODE_UNLESS,   /* child 0 without child 1 in `relation` */
  LG_NODE_WITH,     /* child 0 that has child 1 in its sentence or the one before (a topic) */
  LG_NODE_WEIGH     /* windows whose weighted children reach a threshold */
} lg_node_kind;

typedef enum lg_unit {
  LG_UNIT_WORDS,
  LG_UNIT_CLAUSES,
  LG_UNIT_SENTENCES,
  LG_UNIT_PARAGRAPHS,
  LG_UNIT_SECTIONS,
  LG_UNIT_ANSWER
} lg_unit;

typedef struct lg_distance {
  lg_unit unit;
  uint32_t count;
} lg_distance;

typedef enum lg_place_kind {
  LG_PLACE_ATTRIBUTE,     /* matches with the bit `value` */
  LG_PLACE_FIRST_PERCENT, /* beginning in the first `value` percent of the text */
  LG_PLACE_LAST_PERCENT,
  LG_PLACE_FIRST_SENTENCES, /* headings not counted */
  LG_PLACE_LAST_SENTENCES,
  LG_PLACE_BODY /* neither opening nor closing */
} lg_place_kind;

typedef struct lg_place {
  lg_place_kind kind;
  uint32_t value;
} lg_place;

typedef enum lg_relation {
  LG_RELATION_NEAR,     /* within `distance` */
  LG_RELATION_INSIDE,   /* overlapping */
  LG_RELATION_FOLLOWED, /* the exception begins up to 3 words behind */
  LG_RELATION_PRECEDED  /* the exception ends up to 3 words before */
} lg_relation;

/* A term of a weighted sum; children of the WEIGH node are the terms in order,
 * then `needs` where there is one. */
typedef struct lg_weight {
  lg_milli weight;
  uint32_t group; /* index into groups, or LG_NONE */
  uint32_t each;  /* 1: every different match in a window counts, up to LG_LIMIT_EACH; else 0 */
} lg_weight;

/* Where a number stands in the rubric's file, both from 1. */
typedef struct lg_number_place {
  uint32_t line;
  uint32_t column; /* in characters */
} lg_number_place;

/* Whose condition a weighted sum is. */
typedef struct lg_weigh_owner {
  bool is_penalty;
  uint32_t number; /* of the criterion or the penalty */
  uint32_t level;  /* of the criterion; 1 for a penalty */
} lg_weigh_owner;

typedef struct lg_weigh {
  lg_distance window;
  lg_milli threshold;
  lg_milli elsewhere; /* the share at which a second window counts, or 0 */
  const lg_weight *terms;
  uint32_t term_count;
  const lg_milli *groups; /* the most each group may add */
  uint32_t group_count;
  bool has_needs;
  lg_weigh_owner owner;
  const char *written_window;    /* "2 sentences" */
  const char *origin;            /* name of the file it stands in */
  const lg_number_place *places; /* of the threshold, every term, every group */
} lg_weigh;

typedef struct lg_node {
  lg_node_kind kind;
  uint32_t first_child; /* where its children begin; their numbers are smaller than its own */
  uint32_t child_count;
  uint32_t concept;     /* CONCEPT */
  lg_reading reading;   /* CONCEPT */
  lg_distance distance; /* NEAR, THEN, PICK, DISTINCT, UNLESS */
  uint32_t at_least;    /* PICK, DISTINCT */
  uint32_t at_most;     /* PICK */
  lg_place place;       /* PLACE */
  lg_relation relation; /* UNLESS */
  uint32_t negated;     /* PLACE, UNDER: 0 or 1 */
  uint32_t weigh;       /* WEIGH: number of the sum */
  /* Where they begin in the texts; 0: there is none. */
  uint32_t name; /* of the signal or concept it is */
  uint32_t text; /* the expression as written in normal form; for reports */
} lg_node;

static_assert(sizeof(lg_node) == 17 * sizeof(uint32_t), "bytes of chance in the image");

typedef struct lg_program {
  struct lg_pattern_set *patterns;
  const char *texts; /* a NUL; then names and expressions, each with its NUL */
  size_t text_length;
  const lg_concept *concepts; /* primitives first; sequences use concepts in any order */
  uint32_t concept_count;
  uint32_t sequence_count;
  const lg_sequence *sequences; /* by concept */
  const lg_element *elements;   /* by sequence */
  uint32_t element_count;
  /* The concepts that are more than what the scan finds of their wordings, primitives
   * among them, in an order in which every one stands behind those it uses. */
  const uint32_t *composed;
  uint32_t composed_count;
  uint32_t node_count;
  const lg_node *nodes;
  const uint32_t *children; /* by node */
  size_t child_count;
  /* The WEIGH nodes, by criterion, highest level first, then by penalty; their sums in
   * the same order. */
  const uint32_t *weighings;
  const lg_weigh *sums;
  uint32_t weighing_count;
  uint32_t primitives; /* bit 1 << lg_primitive: a node or a sequence asks for it */
  /* The first nodes are those that tell what is on the subject; the last of them
   * finds it. 0: no subject is given. */
  uint32_t subject_end;
} lg_program;

/* The text that begins there, or NULL. */
static inline const char *lg_program_text(const lg_program *program, uint32_t text) {
  return text == 0 ? NULL : program->texts + text;
}

static inline const char *lg_concept_name(const lg_program *program, uint32_t concept) {
  return lg_program_text(program, program->concepts[concept].name);
}

static inline const uint32_t *lg_children(const lg_program *program, const lg_node *node) {
  return program->children + node->first_child;
}

/* Of a WEIGH node. */
static inline const lg_weigh *lg_sum(const lg_program *program, const lg_node *node) {
  return &program->sums[node->weigh];
}

#endif
