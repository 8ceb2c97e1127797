/* What grade check came by: an answer that was checked, or labels from which
 * none came. */
#ifndef GRADE_VISITS_H
#define GRADE_VISITS_H

#include <stddef.h>

typedef enum visit_state {
  VISIT_CHECKED,
  VISIT_SKIPPED, /* labels that expect nothing */
  VISIT_BROKEN   /* it could not be checked, which was told */
} visit_state;

typedef struct check_visit {
  char *path; /* of the answer when checked, else of the labels */
  visit_state state;
  size_t first; /* of its checks in the list, */
  size_t count; /* and how many */
} check_visit;

typedef struct visit_list {
  check_visit *items;
  size_t count;
  size_t capacity;
} visit_list;

#endif
