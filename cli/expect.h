/* Expectations against results: what was asked, what came, and how far apart
 * the two are. */
#ifndef GRADE_EXPECT_H
#define GRADE_EXPECT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <libgrade/libgrade.h>

#include "checks.h"
#include "labels.h"

/* Whether the rubric has the bands, criteria and penalties that are named;
 * reports those it has not to `run` and standard error. */
bool expectations_fit(const cli_labels *labels, const lgr_rubric *rubric, const char *labels_path,
                      lgr_diagnostics *run);

typedef enum asked_kind {
  ASKED_SCORE,
  ASKED_BAND,
  ASKED_DESIGN,
  ASKED_LEVEL,
  ASKED_PENALTY,
  ASKED_KINDS
} asked_kind;

/* One expectation. Values are thousandths of a score, the place of a band among
 * those of the rubric (their number when there is none), a level, and 0 or 1 for
 * a design and a penalty. */
typedef struct asked_check {
  asked_kind kind;
  const char *rule; /* of the check; borrowed from the result */
  size_t index;     /* of the criterion or penalty in the result */
  int64_t *allowed; /* owned: of a score the lowest and highest, else each that will do */
  size_t allowed_count;
  int64_t got;
} asked_check;

/* How far a value is from what was asked; 0: met. */
int64_t distance_from_asked(const asked_check *item, int64_t value);

/* What was asked in words, as messages and baselines tell it: "70 to 80", "good
 * or fair", "level 0 or 2", "absent". Freed with free(). */
char *asked_text(const asked_check *item, const lgr_rubric *rubric);

/* The expectations on all answers; asked[i] is behind checks.items[i]. */
typedef struct asked_list {
  check_list checks;
  asked_check *items;
  size_t capacity;
} asked_list;

/* Adds what the labels ask of answer `index`, whose result stays alive as long as
 * the list. */
void add_expectations(asked_list *list, const cli_labels *labels, const lgr_rubric *rubric,
                      const lgr_result *result, size_t index);
void free_asked(asked_list *list);

/* The place of a band among those of the rubric, or their number. */
int64_t band_place(const lgr_rubric *rubric, const char *name);

/* A value in words, as messages tell it: "55", "fair", "a design", "2",
 * "absent". Freed with free(). */
char *value_text(asked_kind kind, int64_t value, const lgr_rubric *rubric);

#endif
