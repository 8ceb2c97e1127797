/* What experts say of an answer, and what the grader must say of it:
 * FILE.labels.json beside FILE.md.
 *
 *   {"prompt": "prompts/clicks.md", "kind": "design",
 *    "levels": {"scope.volume": 2, "store.format": 1},
 *    "penalties": {"anti.tools_first": 1},
 *    "evidence": {"scope.volume": "how many clicks a second?"},
 *    "expect": {"score": [60, 75], "band": ["mid", "senior"], "design": true,
 *               "levels": {"scope.volume": 2, "store.format": [1, 2]},
 *               "penalties": {"anti.tools_first": 1}}}
 *
 * Everything is optional. There are two readers, one of the marks and one of
 * "expect", and each passes over what is the other's or nobody's; an unknown key
 * inside "expect" is an error, for a misspelt expectation would never fail. */
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

/* What an expert gave one criterion or penalty, with its place in the file. */
typedef struct expert_mark {
  char *id;
  unsigned level; /* 0 or 1 for a penalty */
  char *quote;    /* of evidence; else NULL */
  uint32_t line;
  uint32_t column;
} expert_mark;

typedef struct expert_marks {
  expert_mark *items;
  size_t count;
  size_t capacity;
} expert_marks;

typedef enum label_part { LABELS_EXPECT, LABELS_MARKS } label_part;

typedef struct cli_labels {
  char *prompt; /* as written, or NULL */
  /* LABELS_MARKS: */
  char *kind; /* as written, or NULL */
  bool has_marks;
  expert_marks marks;          /* "levels" */
  expert_marks penalty_marks;  /* "penalties" */
  expert_marks evidence_marks; /* "evidence" */
  /* LABELS_EXPECT: */
  bool has_expect;
  bool has_score;
  int64_t score[2]; /* lowest and highest, thousandths */
  text_list bands;  /* none: any will do */
  bool has_design;
  bool design;
  expected_rules levels;
  expected_rules penalties;
} cli_labels;

/* Reads one part of JSON text. Reports what is wrong to `run` and standard error
 * with line and column, and returns false. Free `out` in either case. */
bool read_labels(const char *path, const char *text, size_t length, label_part part,
                 lgr_diagnostics *run, cli_labels *out);
void free_labels(cli_labels *labels);

#endif
