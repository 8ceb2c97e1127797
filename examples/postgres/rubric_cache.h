/* Rubrics that this process has used, each with a grader.
 *
 * A process of the server (a backend or a parallel worker) has one thread, so one
 * grader serves it. What is kept comes from malloc, through the library, belongs to no
 * transaction, and goes with the process.
 *
 * May be copied and changed freely, without notice (CC0-1.0). */
#ifndef PG_LIBGRADE_RUBRIC_CACHE_H
#define PG_LIBGRADE_RUBRIC_CACHE_H

#include "postgres.h"

#include <libgrade/libgrade.h>

#pragma GCC visibility push(hidden)

typedef enum rubric_kind { RUBRIC_BUILTIN, RUBRIC_YAML } rubric_kind;

/* The grader for a built-in rubric by its name, or for one by its YAML text (UTF-8,
 * `length` bytes). An error of SQL when there is none such or it has errors. Good until
 * the next call. `progress` is the same in every call. */
lgr_grader *cached_grader(rubric_kind kind, const char *text, size_t length,
                          int (*progress)(void *context));

#pragma GCC visibility pop

#endif
