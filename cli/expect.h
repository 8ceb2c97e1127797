/* Expectations against a result. */
#ifndef GRADE_EXPECT_H
#define GRADE_EXPECT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include <libgrade/libgrade.h>

#include "labels.h"

/* Whether the rubric has the bands, criteria and penalties that are named;
 * reports those it has not. */
bool expectations_fit(const cli_labels *labels, const lgr_rubric *rubric, const char *labels_path);

/* Prints what is not met, with what came and the words that decided it, under
 * the answer's path; nothing when all is met or `out` is NULL. Returns how many
 * are not met. */
size_t check_expectations(const cli_labels *labels, const lgr_result *result, const char *path,
                          FILE *out);

#endif
