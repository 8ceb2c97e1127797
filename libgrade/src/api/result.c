#include "api/objects.h"

void lgr_result_free(lgr_result *result) {
  if (result != NULL) {
    const lg_allocator memory = result->result.arena.allocator;
    lg_diagnostics_free(&result->result.diagnostics);
    lg_arena_free(&result->result.arena);
    lg_release(&memory, result, sizeof *result);
  }
}

int64_t lgr_result_score(const lgr_result *result) {
  return result != NULL ? result->result.score : 0;
}

const char *lgr_result_band(const lgr_result *result) {
  return result != NULL ? result->result.band : NULL;
}

int lgr_result_complete(const lgr_result *result) {
  return result != NULL && result->result.complete;
}

int lgr_result_is_design(const lgr_result *result) {
  return result != NULL && result->result.design;
}

const char *lgr_result_path(const lgr_result *result) {
  return result != NULL ? result->result.path : "";
}

const lgr_diagnostics *lgr_result_diagnostics(const lgr_result *result) {
  /* lgr_diagnostics has the list as its only member. */
  return result != NULL ? (const lgr_diagnostics *)&result->result.diagnostics : NULL;
}

size_t lgr_result_criterion_count(const lgr_result *result) {
  return result != NULL ? result->result.criterion_count : 0;
}

lgr_status lgr_result_criterion(const lgr_result *result, size_t index, lgr_criterion_result *out) {
  if (!lg_api_can_give(out, LG_LEAST_CRITERION_RESULT) ||
      index >= lgr_result_criterion_count(result)) {
    return LGR_INVALID_ARGUMENT;
  }
  const lg_result_criterion *criterion = &result->result.criteria[index];
  const lgr_criterion_result given = {.size = sizeof given,
                                      .id = criterion->id,
                                      .title = criterion->title,
                                      .section = result->result.sections[criterion->section].id,
                                      .level = criterion->level,
                                      .max_level = criterion->max_level,
                                      .undetermined = criterion->undetermined,
                                      .points = criterion->points,
                                      .max_points = criterion->max_points,
                                      .reason = criterion->reason,
                                      .advice = criterion->advice,
                                      .probe = criterion->probe,
                                      .evidence_count = criterion->evidence_count};
  lg_api_give(out, &given, sizeof given);
  return LGR_OK;
}

static lgr_status get_evidence(const lg_result_evidence *items, size_t count, size_t index,
                               lgr_evidence *out) {
  if (!lg_api_can_give(out, LG_LEAST_EVIDENCE) || index >= count) {
    return LGR_INVALID_ARGUMENT;
  }
  const lg_result_evidence *item = &items[index];
  const lgr_evidence given = {.size = sizeof given,
                              .signal = item->signal,
                              .text = item->text,
                              .start = item->start,
                              .end = item->end,
                              .line = item->line,
                              .column = item->column,
                              .end_line = item->end_line,
                              .end_column = item->end_column};
  lg_api_give(out, &given, sizeof given);
  return LGR_OK;
}

lgr_status lgr_result_criterion_evidence(const lgr_result *result, size_t criterion, size_t index,
                                         lgr_evidence *out) {
  if (criterion >= lgr_result_criterion_count(result)) {
    return LGR_INVALID_ARGUMENT;
  }
  const lg_result_criterion *item = &result->result.criteria[criterion];
  return get_evidence(item->evidence, item->evidence_count, index, out);
}

size_t lgr_result_penalty_count(const lgr_result *result) {
  return result != NULL ? result->result.penalty_count : 0;
}

lgr_status lgr_result_penalty(const lgr_result *result, size_t index, lgr_penalty_result *out) {
  if (!lg_api_can_give(out, LG_LEAST_PENALTY_RESULT) || index >= lgr_result_penalty_count(result)) {
    return LGR_INVALID_ARGUMENT;
  }
  const lg_result_penalty *penalty = &result->result.penalties[index];
  const lgr_penalty_result given = {.size = sizeof given,
                                    .id = penalty->id,
                                    .title = penalty->title,
                                    .present = penalty->present,
                                    .undetermined = penalty->undetermined,
                                    .points = penalty->points,
                                    .advice = penalty->advice,
                                    .evidence_count = penalty->evidence_count};
  lg_api_give(out, &given, sizeof given);
  return LGR_OK;
}

lgr_status lgr_result_penalty_evidence(const lgr_result *result, size_t penalty, size_t index,
                                       lgr_evidence *out) {
  if (penalty >= lgr_result_penalty_count(result)) {
    return LGR_INVALID_ARGUMENT;
  }
  const lg_result_penalty *item = &result->result.penalties[penalty];
  return get_evidence(item->evidence, item->evidence_count, index, out);
}

size_t lgr_result_next_count(const lgr_result *result) {
  return result != NULL ? result->result.next_count : 0;
}

lgr_status lgr_result_next(const lgr_result *result, size_t index, lgr_next_step *out) {
  if (!lg_api_can_give(out, LG_LEAST_NEXT_STEP) || index >= lgr_result_next_count(result)) {
    return LGR_INVALID_ARGUMENT;
  }
  const lg_result_next *next = &result->result.next[index];
  const lgr_next_step given = {sizeof given, next->id,     next->title,
                               next->gain,   next->advice, next->probe};
  lg_api_give(out, &given, sizeof given);
  return LGR_OK;
}

const char *lgr_result_cap(const lgr_result *result, size_t index) {
  return result != NULL && index < result->result.cap_count ? result->result.caps[index].because
                                                            : NULL;
}
