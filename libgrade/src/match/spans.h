/* Lists of spans: making, sorting, searching. Private to the match layer. */
#ifndef LG_MATCH_SPANS_H
#define LG_MATCH_SPANS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "document/document.h"
#include "model/evidence.h"
#include "model/signal.h"

typedef struct lg_span_list {
  lg_span *items;
  uint32_t count;
  uint32_t capacity;
  bool overflow; /* LG_LIMIT_SPANS was met; later spans are lost */
  bool failed;   /* no memory */
} lg_span_list;

void lg_spans_add(lg_span_list *list, lg_arena *arena, lg_span span);

/* Smaller is earlier; of those with one start the one that ends first. */
static inline uint64_t lg_place_of(const lg_span *span) {
  return (uint64_t)span->start << 32 | span->end;
}

/* By start, then end; drops repeats of the same stretch. O(n log n). */
void lg_spans_sort(lg_span_list *list, lg_arena *arena);

/* Of spans sorted by start, keeps those that contain no other one. */
void lg_spans_keep_minimal(lg_span_list *list);

/* The span of normalised bytes [start, end), with its place in the document. */
lg_span lg_span_make(const lg_document *document, uint32_t start, uint32_t end);

/* From the first of two to the last of them; attributes of the first. */
lg_span lg_span_join(const lg_span *a, const lg_span *b);

/* Number of the first span found that begins at or behind `start`; count if none. */
uint32_t lg_found_from(const lg_finding *finding, uint32_t start);

/* Asks which spans overlap any of some others, in O(log n) each. */
typedef struct lg_overlap {
  lg_finding others;
  const uint32_t *reach; /* where the first i + 1 of them end at the latest */
} lg_overlap;

/* False: no memory. O(n). */
bool lg_overlap_init(lg_overlap *overlap, const lg_finding *others, lg_arena *arena);
bool lg_overlaps(const lg_overlap *overlap, const lg_span *span);

/* Whether a window of this distance holds everything from `first` (which begins
 * first) to `last` (which ends last). */
bool lg_within(const lg_document *document, lg_distance distance, const lg_span *first,
               const lg_span *last);

#endif
