/* A name table built once and searched often: sorted, so that no choice of
 * names can make it slow (a fixed-seed hash table could be attacked). */
#ifndef LG_BASE_INDEX_H
#define LG_BASE_INDEX_H

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"

#define LG_NOT_FOUND UINT32_MAX

typedef struct lg_index_entry {
  const char *name;
  uint32_t value; /* the position the name was given in */
} lg_index_entry;

typedef struct lg_index {
  lg_index_entry *entries; /* by name, then by value */
  size_t count;
} lg_index;

/* Sorts the `count` names (borrowed; NULLs are left out). Memory from `arena`.
 * O(n log n). Returns 0 when memory runs out. */
int lg_index_build(lg_index *index, lg_arena *arena, const char *const *names, size_t count);

/* The first position of `name`, or LG_NOT_FOUND. O(log n). */
uint32_t lg_index_find(const lg_index *index, const char *name);

#endif
