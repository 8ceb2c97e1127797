/* Several answers seen as one: their order and the figures that sum them up. */
#ifndef LG_REPORT_TEXT_BATCH_H
#define LG_REPORT_TEXT_BATCH_H

#include "base/allocator.h"
#include "report/ranking.h"

typedef struct lg_text_band {
  const char *name; /* NULL: those without one */
  size_t count;
} lg_text_band;

typedef struct lg_text_missing {
  const lg_result_criterion *criterion; /* of one of the answers */
  size_t count;                         /* of designs in which it is at level 0 */
} lg_text_missing;

typedef struct lg_text_batch {
  lg_allocator allocator;
  lg_ranked *order; /* best first */
  size_t count;
  lg_milli mean; /* rounded to a tenth; of complete answers, as are the next */
  lg_milli median;
  const lg_result *highest; /* NULL when no answer is complete */
  const lg_result *lowest;
  size_t designs;
  size_t incomplete;
  lg_text_band *bands; /* as they come in that order: the best first; "undecided" too */
  size_t band_count;
  size_t band_capacity;
  lg_text_missing *missing; /* most often first, never those that nobody misses */
  size_t missing_count;
  size_t missing_capacity;
} lg_text_batch;

/* Returns 0 when memory runs out; free it in either case. */
int lg_text_batch_read(lg_text_batch *batch, const lg_report_input *input,
                       const lg_allocator *allocator);
void lg_text_batch_free(lg_text_batch *batch);

#endif
