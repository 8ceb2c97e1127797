#include "report/ranking.h"

#include <stdlib.h>
#include <string.h>

static int best_first(const void *left_item, const void *right_item) {
  const lg_ranked *left = left_item;
  const lg_ranked *right = right_item;
  if (left->result->score != right->result->score) {
    return left->result->score > right->result->score ? -1 : 1;
  }
  const int by_path = strcmp(left->result->path, right->result->path);
  return by_path != 0 ? by_path : left->index < right->index ? -1 : 1;
}

lg_ranked *lg_rank_answers(const lg_report_input *input, const lg_allocator *allocator) {
  lg_ranked *ranked = lg_allocate_array(allocator, input->count, sizeof *ranked);
  if (ranked != NULL) {
    for (size_t i = 0; i < input->count; ++i) {
      ranked[i] = (lg_ranked){input->results[i], i};
    }
    qsort(ranked, input->count, sizeof *ranked, best_first);
  }
  return ranked;
}

lg_standing lg_standing_of(const lg_result_criterion *criterion) {
  if (criterion->undetermined) {
    return LG_STANDING_UNDECIDED;
  }
  if (criterion->level == 0) {
    return LG_STANDING_MISSING;
  }
  return criterion->level >= criterion->max_level ? LG_STANDING_FULL : LG_STANDING_PARTIAL;
}

bool lg_any_decided(const lg_result *result) {
  bool decided = result->complete;
  for (uint32_t i = 0; i < result->criterion_count && !decided; ++i) {
    decided = !result->criteria[i].undetermined;
  }
  return decided;
}

const char *lg_standing_title(lg_standing standing) {
  static const char *const titles[LG_STANDINGS] = {"Undecided", "Missing", "Credited in part",
                                                   "Credited"};
  return titles[standing];
}
