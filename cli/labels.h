/* What a sample answer must get: FILE.labels.json beside FILE.md.
 *
 *   {"prompt": "prompts/clicks.md",
 *    "expect": {"score": [60, 75], "band": ["mid", "senior"], "design": true,
 *               "levels": {"scope.volume": 2, "store.format": [1, 2]},
 *               "penalties": {"anti.tools_first": 1}}}
 *
 * Everything is optional. Other keys of the outer object are left to other
 * readers; an unknown key inside "expect" is an error, for a misspelt
 * expectation would never fail. This is the only module that reads JSON. */
#ifndef GRADE_LABELS_H
#define GRADE_LABELS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <libgrade/libgrade.h>

#include "support.h"

/* Levels a criterion may have, or 0 and 1 for a penalty. */
typedef struct expected_rule {
  char *id;
  uint32_t allowed; /* bit n: level n will do */
} expected_rule;

typedef struct expected_rules {
  expected_rule *items;
  size_t count;
  size_t capacity;
} expected_rules;

typedef struct cli_labels {
  char *prompt; /* path as written, or NULL */
  bool has_expect;
  bool has_score;
  int64_t score[2]; /* lowest and highest, thousandths */
  text_list bands;  /* none: any will do */
  bool has_design;
  bool design;
  expected_rules levels;
  expected_rules penalties;
} cli_labels;

/* Reads JSON text. Reports what is wrong to `run` and standard error with line
 * and column, and returns false. Free `out` in either case. */
bool read_labels(const char *path, const char *text, size_t length, lgr_diagnostics *run,
                 cli_labels *out);
void free_labels(cli_labels *labels);

#endif
