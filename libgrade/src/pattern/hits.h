/* A growing list of hits, and its order. Private to the pattern layer. */
#ifndef LG_PATTERN_HITS_H
#define LG_PATTERN_HITS_H

#include <stdbool.h>

#include "pattern/set.h"

typedef struct lg_hit_list {
  lg_allocator allocator;
  lg_hit *items;
  size_t count;
  size_t capacity;
  lg_hit *spare; /* the merge sort's second half */
  size_t spare_capacity;
} lg_hit_list;

void lg_hit_list_init(lg_hit_list *list, const lg_allocator *allocator);
void lg_hit_list_free(lg_hit_list *list);
bool lg_hit_list_add(lg_hit_list *list, lg_hit hit); /* false: no memory */

/* Sorts by owner, start, end and drops repeats. False: no memory.
 * O(n log n), and O(n) for a list that is in order. */
bool lg_hit_list_sort(lg_hit_list *list);

#endif
