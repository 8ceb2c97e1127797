/* Sorting by a number, with memory of the caller's. */
#ifndef LG_BASE_SORT_H
#define LG_BASE_SORT_H

#include <stdint.h>

typedef struct lg_keyed {
  uint64_t key;
  uint32_t item; /* what it stands for: mostly an index */
} lg_keyed;

/* By key, ascending; of equal keys the order stays. Returns `items` or `spare`, both
 * with room for `count`: the one that holds the result. A natural merge sort (Knuth,
 * The Art of Computer Programming 3, 5.2.4, algorithm N): O(count log runs), where a
 * run is a stretch that is in order already. */
lg_keyed *lg_sort(lg_keyed *items, lg_keyed *spare, uint32_t count);

#endif
