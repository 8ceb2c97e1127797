#include "report/verdicts.h"

#include <string.h>

#include "report/escape.h"

void lg_verdicts_init(lg_verdicts *list, const lg_allocator *allocator) {
  *list = (lg_verdicts){.allocator = *allocator};
}

void lg_verdicts_free(lg_verdicts *list) {
  lg_release(&list->allocator, list->items, list->capacity * sizeof *list->items);
}

/* -- collecting ---------------------------------------------------------------- */

typedef struct judge {
  lg_verdicts *list;
  size_t index; /* of the answer */
  const lg_result *result;
  const lg_check *checks; /* of this answer */
  size_t check_count;
  bool asked; /* something was: only that can fail */
  bool checks_only;
  bool no_memory;
} judge;

static void add(judge *j, const lg_verdict *verdict) {
  lg_verdicts *list = j->list;
  if (j->no_memory || !lg_grow(&list->allocator, &list->items, &list->capacity, list->count + 1,
                               sizeof *list->items)) {
    j->no_memory = true;
    return;
  }
  list->items[list->count++] = *verdict;
}

/* Of several checks on `rule` the one that came out worst; NULL without any. */
static const lg_check *worst_check(const judge *j, const char *rule) {
  static const int badness[] = {[LG_CHECK_MET] = 0, [LG_CHECK_ACCEPTED] = 1, [LG_CHECK_UNMET] = 2};
  const lg_check *worst = NULL;
  for (size_t i = 0; i < j->check_count; ++i) {
    const lg_check *check = &j->checks[i];
    if (strcmp(check->rule, rule) == 0 &&
        (worst == NULL || badness[check->status] > badness[worst->status])) {
      worst = check;
    }
  }
  return worst;
}

/* What fails unless something was asked and this was not. */
static lg_verdict_status unasked_status(const judge *j) {
  return j->asked ? LG_VERDICT_PARTIAL : LG_VERDICT_FAILED;
}

static lg_verdict begin(const judge *j, const char *rule, const char *title) {
  return (lg_verdict){.status = LG_VERDICT_PASSED,
                      .fault = {.severity = LG_NOTE,
                                .path = j->result->path,
                                .rule = rule,
                                .title = title,
                                .result = j->result,
                                .answer = j->index}};
}

static void decide(lg_verdict *verdict, lg_verdict_status status, lg_fault_kind kind) {
  verdict->status = status;
  verdict->fault.kind = kind;
}

/* Returns whether a check decides the verdict. */
static bool decide_by_check(const judge *j, lg_verdict *verdict) {
  lg_fault *fault = &verdict->fault;
  fault->check = worst_check(j, fault->rule);
  if (fault->check == NULL) {
    return false;
  }
  fault->accepted = fault->check->status == LG_CHECK_ACCEPTED;
  if (fault->check->status != LG_CHECK_MET) {
    decide(verdict, fault->accepted ? LG_VERDICT_ACCEPTED : LG_VERDICT_FAILED, LG_FAULT_CHECK);
  }
  return true;
}

static void add_design(judge *j) {
  lg_verdict verdict = begin(j, "design", lg_check_title("design"));
  if (!decide_by_check(j, &verdict) && !j->result->design && !j->asked) {
    decide(&verdict, LG_VERDICT_FAILED, LG_FAULT_NO_DESIGN);
  }
  add(j, &verdict);
}

static void add_score(judge *j) {
  lg_verdict verdict = begin(j, "score", lg_check_title("score"));
  if (!decide_by_check(j, &verdict) && !j->result->design) {
    verdict.status = LG_VERDICT_SKIPPED;
  }
  add(j, &verdict);
}

static bool is_criterion_or_penalty(const lg_result *result, const char *rule) {
  for (uint32_t i = 0; i < result->criterion_count; ++i) {
    if (strcmp(result->criteria[i].id, rule) == 0) {
      return true;
    }
  }
  for (uint32_t i = 0; i < result->penalty_count; ++i) {
    if (strcmp(result->penalties[i].id, rule) == 0) {
      return true;
    }
  }
  return false;
}

/* The band, and whatever else a caller may ask for: no check is passed over. */
static void add_other_checks(judge *j) {
  for (size_t i = 0; i < j->check_count; ++i) {
    const char *rule = j->checks[i].rule;
    bool told = strcmp(rule, "design") == 0 || strcmp(rule, "score") == 0 ||
                is_criterion_or_penalty(j->result, rule);
    for (size_t earlier = 0; earlier < i && !told; ++earlier) {
      told = strcmp(j->checks[earlier].rule, rule) == 0;
    }
    if (!told) {
      lg_verdict verdict = begin(j, rule, lg_check_title(rule));
      decide_by_check(j, &verdict);
      add(j, &verdict);
    }
  }
}

static void judge_criterion(const judge *j, lg_verdict *verdict) {
  const lg_result_criterion *criterion = verdict->fault.criterion;
  if (criterion->undetermined) {
    decide(verdict, LG_VERDICT_ERROR, LG_FAULT_UNDECIDED);
  } else if (decide_by_check(j, verdict)) {
    return;
  } else if (!j->result->design) {
    verdict->status = LG_VERDICT_SKIPPED;
  } else if (j->checks_only) {
    return;
  } else if (criterion->level == 0 && criterion->max_level > 0) {
    decide(verdict, unasked_status(j), LG_FAULT_MISSING);
  } else if (criterion->level < criterion->max_level) {
    decide(verdict, LG_VERDICT_PARTIAL, LG_FAULT_PARTIAL);
  }
}

static void add_criterion(judge *j, const lg_result_criterion *criterion) {
  lg_verdict verdict = begin(j, criterion->id, criterion->title);
  verdict.fault.criterion = criterion;
  verdict.fault.weight = criterion->max_points - criterion->points;
  verdict.fault.place = criterion->evidence_count > 0 ? &criterion->evidence[0] : NULL;
  judge_criterion(j, &verdict);
  add(j, &verdict);
}

static void add_penalty(judge *j, const lg_result_penalty *penalty) {
  lg_verdict verdict = begin(j, penalty->id, penalty->title);
  verdict.fault.penalty = penalty;
  verdict.fault.weight = -penalty->cost;
  verdict.fault.place = penalty->evidence_count > 0 ? &penalty->evidence[0] : NULL;
  if (penalty->undetermined) {
    decide(&verdict, LG_VERDICT_ERROR, LG_FAULT_UNDECIDED);
  } else if (!decide_by_check(j, &verdict)) {
    if (!j->result->design) {
      verdict.status = LG_VERDICT_SKIPPED;
    } else if (penalty->present && !j->checks_only) {
      decide(&verdict, unasked_status(j), LG_FAULT_PENALTY);
    }
  }
  add(j, &verdict);
}

int lg_verdicts_read(lg_verdicts *list, const lg_report_input *input, size_t index) {
  const lg_result *result = input->results[index];
  judge j = {.list = list,
             .index = index,
             .result = result,
             .asked = input->options.checks_only || input->options.check_count > 0,
             .checks_only = input->options.checks_only};
  j.checks = lg_checks_of(input, index, &j.check_count);
  list->count = 0;
  add_design(&j);
  add_score(&j);
  add_other_checks(&j);
  for (uint32_t i = 0; i < result->criterion_count; ++i) {
    add_criterion(&j, &result->criteria[i]);
  }
  for (uint32_t i = 0; i < result->penalty_count; ++i) {
    add_penalty(&j, &result->penalties[i]);
  }
  return !j.no_memory;
}

int lg_verdicts_read_lost(lg_verdicts *list, const lg_report_input *input) {
  const lg_diagnostics *run = input->diagnostics;
  judge j = {.list = list};
  list->count = 0;
  lg_verdict verdict = {.status = LG_VERDICT_ERROR,
                        .fault = {.kind = LG_FAULT_NOT_GRADED,
                                  .severity = LG_ERROR,
                                  .rule = "graded",
                                  .title = "Can be graded"}};
  for (size_t i = 0; run != NULL && i < run->count; ++i) {
    if (run->items[i].severity == LG_ERROR) {
      verdict.fault.path = run->items[i].origin;
      verdict.fault.diagnostic = &run->items[i];
      add(&j, &verdict);
    }
  }
  if (run != NULL && run->errors > list->count && !j.no_memory) {
    verdict.fault.path = "";
    verdict.fault.diagnostic = NULL;
    verdict.hidden = run->errors - list->count;
    add(&j, &verdict);
  }
  return !j.no_memory;
}

/* -- counting ------------------------------------------------------------------ */

void lg_verdict_count(const lg_verdict *verdict, lg_verdict_counts *counts) {
  ++counts->tests;
  counts->failures += verdict->status == LG_VERDICT_FAILED;
  counts->errors += verdict->status == LG_VERDICT_ERROR;
  counts->skipped +=
      verdict->status == LG_VERDICT_SKIPPED || verdict->status == LG_VERDICT_ACCEPTED;
}

static void count_list(const lg_verdicts *list, lg_verdict_counts *counts) {
  for (size_t i = 0; i < list->count; ++i) {
    lg_verdict_count(&list->items[i], counts);
  }
}

int lg_verdicts_count_all(lg_verdicts *scratch, const lg_report_input *input,
                          lg_verdict_counts *counts) {
  *counts = (lg_verdict_counts){.tests = 0};
  if (!lg_verdicts_read_lost(scratch, input)) {
    return 0;
  }
  count_list(scratch, counts);
  for (size_t i = 0; i < input->count; ++i) {
    if (!lg_verdicts_read(scratch, input, i)) {
      return 0;
    }
    count_list(scratch, counts);
  }
  return 1;
}

/* -- telling ------------------------------------------------------------------- */

void lg_verdict_name(const lg_verdict *verdict, lg_buffer *out) {
  const lg_fault *fault = &verdict->fault;
  lg_escape_terminal(out, fault->rule, strlen(fault->rule), LG_ESCAPE_NAME);
  if (fault->criterion != NULL || fault->penalty != NULL) {
    lg_buffer_add_text(out, ": ");
    lg_escape_terminal(out, fault->title, strlen(fault->title), LG_ESCAPE_FLOW);
  }
}

static void tell_caps(const lg_result *result, lg_buffer *out) {
  for (uint32_t i = 0; i < result->cap_count; ++i) {
    lg_buffer_format(out, " Capped at band %s: %s.", result->caps[i].band, result->caps[i].because);
  }
}

static void tell_score(const lg_result *result, lg_buffer *out) {
  lg_milli_write(out, result->score);
  lg_buffer_add_text(out, " of ");
  lg_milli_write(out, result->max);
  lg_buffer_add_text(out, " points");
  if (result->band != NULL) {
    lg_buffer_format(out, ", band %s", result->band);
  }
  lg_buffer_add_text(out, result->complete ? "."
                                           : " for what could be decided. Incomplete: a limit "
                                             "left a verdict open.");
  tell_caps(result, out);
}

static void tell_passed(const lg_fault *fault, lg_buffer *out) {
  if (fault->check != NULL) {
    lg_buffer_format(out, "As asked: %s.", fault->check->message);
  } else if (fault->criterion != NULL) {
    lg_buffer_format(out, "Level %u of %u.", fault->criterion->level, fault->criterion->max_level);
  } else if (fault->penalty != NULL) {
    lg_buffer_add_text(out, fault->penalty->present ? "Present, and not asked for." : "");
  } else if (strcmp(fault->rule, "score") == 0) {
    tell_score(fault->result, out);
  } else if (!fault->result->design) {
    lg_buffer_add_text(out, "Not a design, and not asked for.");
  }
}

static void tell_fault(const lg_fault *fault, lg_buffer *out) {
  lg_fault_message(fault, out);
  if (strcmp(fault->rule, "score") == 0 || strcmp(fault->rule, "band") == 0) {
    tell_caps(fault->result, out);
  }
}

void lg_verdict_message(const lg_verdict *verdict, lg_buffer *out) {
  if (verdict->hidden > 0) {
    lg_buffer_add_text(out, "Not graded: ");
    lg_buffer_add_unsigned(out, verdict->hidden);
    lg_buffer_add_text(out, " more errors, too many to list.");
    return;
  }
  switch (verdict->status) {
  case LG_VERDICT_PASSED:
    tell_passed(&verdict->fault, out);
    break;
  case LG_VERDICT_SKIPPED:
    lg_buffer_add_text(out, "Not a design, so nothing in it counts.");
    break;
  case LG_VERDICT_ACCEPTED:
    lg_buffer_add_text(out, "Known and accepted: ");
    tell_fault(&verdict->fault, out);
    break;
  case LG_VERDICT_PARTIAL:
  case LG_VERDICT_FAILED:
  case LG_VERDICT_ERROR:
    tell_fault(&verdict->fault, out);
    break;
  }
}

const char *lg_verdict_reason(const lg_verdict *verdict, int verbose) {
  const bool told = verdict->status == LG_VERDICT_PASSED || verdict->status == LG_VERDICT_SKIPPED;
  const lg_result_criterion *criterion = verdict->fault.criterion;
  if (told || criterion == NULL) {
    return NULL;
  }
  return verbose > 0 ? criterion->reason : criterion->plain_reason;
}
