/* From occurrences of strings to hits of owners. Private to the pattern layer.
 *
 * A common word has hundreds of owners, so occurrences are few and hits are many.
 * Only the occurrences are sorted. The hits are then dealt out to their owners in
 * two passes of counting (Knuth, TAOCP vol. 3, 5.2, distribution counting), which
 * leaves every owner's places in order. */
#ifndef LG_PATTERN_HITS_H
#define LG_PATTERN_HITS_H

#include <stdbool.h>

#include "base/sort.h"
#include "pattern/set.h"

typedef struct lg_occurrence {
  uint32_t start;
  uint32_t end; /* exclusive */
  const uint32_t *owners;
  uint32_t owner_count;
} lg_occurrence;

typedef struct lg_hit_index {
  lg_allocator allocator;
  uint32_t owner_end;
  lg_occurrence *occurrences;
  size_t count;
  size_t capacity;
  lg_keyed *keyed; /* occurrences by place, and as much room to sort them */
  size_t keyed_capacity;
  size_t hit_count; /* of all occurrences, repeats too */
  lg_found_at *places;
  size_t place_capacity;
  uint32_t *found;
  size_t found_capacity;
  uint32_t *first; /* by owner */
  uint32_t *end;   /* by owner */
} lg_hit_index;

/* False: no memory. */
bool lg_hit_index_init(lg_hit_index *index, uint32_t owner_end, const lg_allocator *allocator);
void lg_hit_index_free(lg_hit_index *index);
void lg_hit_index_reset(lg_hit_index *index);
bool lg_hit_index_add(lg_hit_index *index, lg_occurrence occurrence); /* false: no memory */

/* Fills places, found, first, end, owner_end and hit_count. False: no memory.
 * O(n log n) in the occurrences, and linear in hits and owners. */
bool lg_hit_index_finish(lg_hit_index *index, lg_scan_output *output);

#endif
