/* Structures of the public header that begin with their size. A caller that was
 * built with an older header has shorter ones, one built with a newer header
 * longer ones; both are served. */
#ifndef LG_API_STRUCTURE_H
#define LG_API_STRUCTURE_H

#include <libgrade/libgrade.h>
#include <stdbool.h>

#define LG_END(type, last) (offsetof(type, last) + sizeof(((type *)NULL)->last))

/* The least size of each: where its last member ended in the first release that
 * had it. Never changed, unless the soname moves. */
enum {
  LG_LEAST_DIAGNOSTIC = LG_END(lgr_diagnostic, column),
  LG_LEAST_RUBRIC_OPTIONS = LG_END(lgr_rubric_options, read_context),
  LG_LEAST_CRITERION = LG_END(lgr_criterion, max_points),
  LG_LEAST_PENALTY = LG_END(lgr_penalty, points),
  LG_LEAST_BAND = LG_END(lgr_band, at),
  LG_LEAST_GRADER_OPTIONS = LG_END(lgr_grader_options, without_prefilter),
  LG_LEAST_ANSWER = LG_END(lgr_answer, prompt),
  LG_LEAST_EVIDENCE = LG_END(lgr_evidence, end_column),
  LG_LEAST_CRITERION_RESULT = LG_END(lgr_criterion_result, evidence_count),
  LG_LEAST_PENALTY_RESULT = LG_END(lgr_penalty_result, evidence_count),
  LG_LEAST_NEXT_STEP = LG_END(lgr_next_step, probe),
  LG_LEAST_CHECK = LG_END(lgr_check, message),
  LG_LEAST_REPORT_OPTIONS = LG_END(lgr_report_options, root),
  LG_LEAST_WEIGHING = LG_END(lgr_weighing, place),
  LG_LEAST_WEIGHING_TERM = LG_END(lgr_weighing_term, place),
  LG_LEAST_WEIGHING_GROUP = LG_END(lgr_weighing_group, place)
};

/* Copies what the caller filled into `known`, a structure of this library of
 * `known_size` bytes; members that the caller does not have become 0. False:
 * NULL, no such size, or a member that this library does not have is not 0. */
bool lg_api_take(void *known, size_t known_size, size_t least, const void *given);

/* The same for options, which may be NULL: all 0 then. */
bool lg_api_take_options(void *known, size_t known_size, size_t least, const void *given);

/* False: NULL, or no such size. */
bool lg_api_can_give(const void *out, size_t least);

/* Fills what the caller reads: as much of `known` as it has room for, and 0 where
 * it has more. The caller's size stays. */
void lg_api_give(void *out, const void *known, size_t known_size);

#endif
