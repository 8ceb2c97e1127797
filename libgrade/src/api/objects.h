/* The opaque objects of the public header, and small helpers of this layer.
 *
 * Every function here checks its arguments and calls inward; nothing else. */
#ifndef LG_API_OBJECTS_H
#define LG_API_OBJECTS_H

#include <libgrade/libgrade.h>
#include <stdatomic.h>

#include "api/structure.h"
#include "base/diagnostic.h"
#include "base/pool.h"
#include "base/status.h"
#include "match/match.h"
#include "model/result.h"
#include "pattern/set.h"
#include "rubric/rubric.h"

struct lgr_diagnostics {
  lg_diagnostics list;
};

struct lgr_rubric {
  lg_rubric *rubric;
  lg_allocator allocator;
};

struct lgr_grader {
  const lg_rubric *rubric;
  lg_allocator allocator;
  lg_pool pool;           /* what an answer takes and gives back, for the next one */
  lg_allocator temporary; /* the pool's */
  lg_matcher *matcher;
  lg_pattern_scratch *cues; /* NULL for a language without any */
  int (*progress)(void *context);
  void *progress_context;
  bool without_prefilter;
  atomic_flag in_use;
};

struct lgr_result {
  lg_result result;
};

/* The caller's allocator, or the standard one for NULL. False when a function
 * of it is missing. */
bool lg_api_allocator(const lgr_allocator *given, lg_allocator *out);

/* The list inside, or NULL. */
lg_diagnostics *lg_api_diagnostics(lgr_diagnostics *diagnostics);

/* Keep one thread out while another works. */
bool lg_api_enter(lgr_grader *grader);
void lg_api_leave(lgr_grader *grader);

/* An answer, matched: for lgr_grade and lgr_explain. */
typedef struct lg_graded {
  lg_document *document;
  lg_evidence evidence;
  lg_result *result; /* filled when `with_result` */
} lg_graded;

/* Makes document, evidence and result. On failure nothing is left to free but
 * graded->document (which may be NULL). The grader must have been entered. */
lg_status lg_api_grade(lgr_grader *grader, const lgr_answer *answer, bool without_design_gate,
                       lg_graded *graded);

/* A caller's answer, as this library knows it. False: not a valid one. */
bool lg_api_take_answer(lgr_answer *known, const lgr_answer *given);

#endif
