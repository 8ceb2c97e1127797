/* What the findings are worth: criteria, levels, penalties, caps, bands, as
 * plain data. Written by the rubric layer, read by score and report. */
#ifndef LG_MODEL_SCHEME_H
#define LG_MODEL_SCHEME_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/fixed.h"
#include "base/limits.h"
#include "model/signal.h"

typedef enum lg_condition_kind {
  LG_CONDITION_FINDING, /* node `finding` has a span */
  LG_CONDITION_LEVEL,   /* criterion `criterion` compared with `level` */
  LG_CONDITION_NOT,
  LG_CONDITION_AND,
  LG_CONDITION_OR,
  LG_CONDITION_COUNT /* at_least to at_most of the children hold */
} lg_condition_kind;

typedef enum lg_comparison { LG_AT_LEAST, LG_ABOVE, LG_EQUAL, LG_BELOW, LG_AT_MOST } lg_comparison;

/* A tree; depth at most LG_LIMIT_EXPRESSION_DEPTH. */
typedef struct lg_condition {
  lg_condition_kind kind;
  const struct lg_condition *const *children;
  uint32_t child_count;
  uint32_t finding;
  uint32_t criterion;
  lg_comparison comparison;
  uint32_t level;
  uint32_t at_least;
  uint32_t at_most;
  const char *text; /* as written, in normal form */
} lg_condition;

typedef struct lg_level_rule {
  uint32_t level; /* 1 or more */
  const lg_condition *condition;
} lg_level_rule;

typedef struct lg_level_cap {
  uint32_t level;
  const lg_condition *condition;
  const char *because;
} lg_level_cap;

/* "Whoever claims this must also say that." */
typedef struct lg_gap {
  const lg_condition *unmet; /* holds when the claim stands and the need does not */
  uint32_t at_most;          /* LG_NONE when it only tells */
  const char *says;
} lg_gap;

typedef struct lg_test {
  uint32_t level;
  const char *text;
  size_t length;
  const char *prompt; /* or NULL */
  const char *origin; /* file, line, column of the test */
  uint32_t line;
  uint32_t column;
} lg_test;

typedef struct lg_criterion {
  const char *id;
  const char *title;
  uint32_t section;
  uint32_t max_level;
  lg_milli points[LG_LIMIT_LEVELS + 1]; /* by level; points[0] is 0 */
  const lg_level_rule *levels;          /* highest first */
  uint32_t level_count;
  const lg_level_cap *caps;
  uint32_t cap_count;
  const lg_gap *gaps;
  uint32_t gap_count;
  const char *advice[LG_LIMIT_LEVELS + 1]; /* by level reached; NULL at the top */
  const char *probe[LG_LIMIT_LEVELS + 1];
  const lg_test *tests;
  uint32_t test_count;
} lg_criterion;

typedef struct lg_section {
  const char *id;
  const char *title;
} lg_section;

typedef struct lg_penalty {
  const char *id;
  const char *title;
  lg_milli points; /* negative */
  const lg_condition *condition;
  const char *advice; /* or NULL */
  const lg_test *tests;
  uint32_t test_count;
} lg_penalty;

typedef struct lg_band {
  const char *name;
  lg_milli at; /* score, 0 to 100 points */
} lg_band;

typedef struct lg_cap {
  uint32_t band;
  const lg_condition *condition;
  const char *because;
} lg_cap;

typedef struct lg_scheme {
  const lg_section *sections;
  uint32_t section_count;
  const lg_criterion *criteria; /* by section, in the order of the file */
  uint32_t criterion_count;
  const uint32_t *criterion_order; /* criteria after those they refer to */
  const lg_penalty *penalties;
  uint32_t penalty_count;
  const lg_band *bands; /* highest first; the last one is at 0. None when count is 0. */
  uint32_t band_count;
  const lg_cap *caps;
  uint32_t cap_count;
  const lg_condition *design; /* the gate, or NULL */
  const char *design_because;
  lg_milli max_points; /* of all criteria at their highest level */
} lg_scheme;

#endif
