/* The words of a finding that show best what was found. Takes no part in grading:
 * for quotations. */
#ifndef LG_MATCH_PASSAGE_H
#define LG_MATCH_PASSAGE_H

#include "base/arena.h"
#include "match/miss.h"

typedef struct lg_passage {
  lg_span span;
  uint32_t focus; /* begins what counts most in it: for excerpts */
} lg_passage;

/* Of span `index` of `node`. A span of a weighted sum is as long as its window; its
 * passage is the run of sentences in it that is left when
 *   1. a heading or a label that ends it is dropped: it leads what follows,
 *   2. then, as long as one may be dropped, the first or the last sentence is:
 *      whichever leaves more. It may be when the others lack less than a quarter
 *      of the positive weight left by 1, or less than a third and reach the
 *      threshold by themselves.
 * Never all but headings and labels. Other spans stay as they are. False: no
 * memory. Costs a search per term and sentence of the span. */
bool lg_passage_of(const lg_matched *matched, uint32_t node, uint32_t index, lg_arena *scratch,
                   lg_passage *out);

#endif
