/* Numbers for names: SARIF tells rules and files once, in a list, and then by
 * their place in it. */
#ifndef LG_REPORT_SARIF_NAMES_H
#define LG_REPORT_SARIF_NAMES_H

#include <stddef.h>
#include <stdint.h>

#include "base/index.h"

typedef struct lg_sarif_names {
  lg_index index;
  uint32_t *numbers; /* by position: the number of the name there, or LG_NOT_FOUND */
  uint32_t *firsts;  /* by number: the position where the name comes first */
  uint32_t count;    /* of different names */
} lg_sarif_names;

/* Numbers the different ones among `count` names (borrowed; NULLs get none) from
 * 0, in the order in which they first come. Memory from `arena`. O(n log n).
 * Returns 0 when it runs out. */
int lg_sarif_names_build(lg_sarif_names *names, lg_arena *arena, const char *const *texts,
                         size_t count);

/* The number of `text`, or LG_NOT_FOUND. O(log n). */
uint32_t lg_sarif_names_find(const lg_sarif_names *names, const char *text);

#endif
