/* Answers and criteria as reports group them. */
#ifndef LG_REPORT_RANKING_H
#define LG_REPORT_RANKING_H

#include "base/allocator.h"
#include "report/report.h"

typedef struct lg_ranked {
  const lg_result *result;
  size_t index; /* in the report */
} lg_ranked;

/* The answers, best first, ties by path, then as given: input->count of them, to
 * be released by the caller. NULL when memory runs out. O(n log n). */
lg_ranked *lg_rank_answers(const lg_report_input *input, const lg_allocator *allocator);

/* How a criterion stands, in the order in which reports list them: what there is
 * to do, then what is done. */
typedef enum lg_standing {
  LG_STANDING_UNDECIDED, /* by a limit */
  LG_STANDING_MISSING,
  LG_STANDING_PARTIAL,
  LG_STANDING_FULL,
  LG_STANDINGS
} lg_standing;

lg_standing lg_standing_of(const lg_result_criterion *criterion);
/* Whether any criterion is decided; where none is, points by section say nothing. */
bool lg_any_decided(const lg_result *result);

/* "Undecided", "Missing", "Credited in part", "Credited". */
const char *lg_standing_title(lg_standing standing);

#endif
