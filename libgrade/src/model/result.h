/* The outcome of one answer, complete in itself: reports need nothing else.
 * Lives in its own arena and outlives rubric, document and grader. */
#ifndef LG_MODEL_RESULT_H
#define LG_MODEL_RESULT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/diagnostic.h"
#include "base/fixed.h"
#include "model/evidence.h"

typedef struct lg_result_evidence {
  const char *signal; /* name of the signal or concept, or the expression */
  uint64_t start;     /* bytes of the file as given; end exclusive */
  uint64_t end;
  uint32_t line;   /* of start; from 1 */
  uint32_t column; /* in characters, from 1 */
  uint32_t end_line;
  uint32_t end_column; /* one past the last character */
  const char *text;    /* the quoted bytes with ill-formed ones repaired; cut at
                          LG_LIMIT_EXCERPT_BYTES, then ending in "…" */
  size_t text_length;
  size_t focus; /* in text: what counts most begins there; excerpts are cut around it */
} lg_result_evidence;

/* Turns a span of a finding into a quotation of the file as given. Supplied by
 * the caller of score, which knows no document. Texts are taken from `arena`.
 * Returns 0 when memory runs out. */
typedef struct lg_locator {
  int (*locate)(void *context, uint32_t finding, uint32_t span, lg_arena *arena,
                lg_result_evidence *out);
  void *context;
} lg_locator;

typedef struct lg_result_criterion {
  const char *id;
  const char *title;
  uint32_t section;  /* index into sections */
  bool undetermined; /* a limit kept the level from being decided; level is a lower bound */
  uint32_t level;
  uint32_t max_level;
  lg_milli points;
  lg_milli max_points;
  const lg_result_evidence *evidence;
  uint32_t evidence_count;
  const char *reason;       /* why this level, one or two sentences */
  const char *plain_reason; /* the same without the inside of the rubric */
  const char *held;         /* what keeps the level from being higher, or NULL */
  bool held_alone;          /* nothing else does: what the top asks for is there */
  const char *advice;       /* NULL at the highest level */
  const char *probe;        /* NULL where there is none for this level */
  const char *help;         /* what to do when nothing is there: the advice at level 0, or NULL */
  const char *help_probe;   /* the probe at level 0, or NULL */
} lg_result_criterion;

typedef struct lg_result_section {
  const char *id;
  const char *title;
  lg_milli points;
  lg_milli max_points;
} lg_result_section;

typedef struct lg_result_penalty {
  const char *id;
  const char *title;
  bool present;
  bool undetermined;
  lg_milli points; /* 0 when not present */
  const lg_result_evidence *evidence;
  uint32_t evidence_count;
  const char *advice; /* NULL when not present or not given */
  lg_milli cost;      /* points when it is present: negative */
  const char *help;   /* the advice, present or not; NULL when not given */
} lg_result_penalty;

typedef struct lg_result_cap {
  const char *band;
  const char *because;
  lg_milli score_before; /* what the score was without any cap */
} lg_result_cap;

/* A step to take: a criterion raised to its top, or a penalty avoided. Steps stand
 * in the order in which they gain most, each on top of those before it, so that
 * their gains add up. What follows from earlier steps is none. */
typedef struct lg_result_next {
  const char *id;
  const char *title;
  lg_milli gain; /* in score, 0 to 100 points, caps considered */
  const char *advice;
  const char *probe; /* or NULL */
  bool penalty;      /* the title says what to avoid */
  const char *held;  /* what keeps the criterion from a higher level, or NULL */
  bool held_alone;   /* and nothing else does */
  const char *why;   /* what the gain is made of, where that is not its own points; or NULL */
} lg_result_next;

typedef struct lg_result {
  lg_arena arena;
  const char *path;   /* the name the caller gave, or "" */
  const char *answer; /* the bytes as given, which may be no text at all */
  size_t answer_length;
  const char *rubric_id;
  const char *rubric_title;
  const char *rubric_version;
  const char *rubric_digest;
  lg_milli score;             /* 0 to 100 points, in steps of a tenth */
  lg_milli max;               /* 100 points */
  const char *band;           /* NULL when the rubric has none, or when not complete */
  bool complete;              /* false when anything is undetermined */
  bool design;                /* the design gate held, or there is none */
  const char *design_because; /* why it did not; NULL when it did */
  const lg_result_section *sections;
  uint32_t section_count;
  const lg_result_criterion *criteria;
  uint32_t criterion_count;
  const lg_result_penalty *penalties;
  uint32_t penalty_count;
  const lg_result_cap *caps; /* those in force */
  uint32_t cap_count;
  const lg_result_next *next; /* the step that gains most first */
  uint32_t next_count;
  lg_diagnostics diagnostics; /* of this answer */
} lg_result;

#endif
