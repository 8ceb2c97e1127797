#include "report/faults.h"

#include <stdlib.h>
#include <string.h>

#include "base/codes.h"

/* -- checks -------------------------------------------------------------------- */

const char *lg_check_title(const char *rule) {
  static const char *const titles[][2] = {
      {"score", "Score"}, {"band", "Band"}, {"design", "Design"}};
  for (size_t i = 0; i < sizeof titles / sizeof *titles; ++i) {
    if (strcmp(titles[i][0], rule) == 0) {
      return titles[i][1];
    }
  }
  return rule;
}

/* How many checks are of answers before `index`. */
static size_t checks_before(const lg_report_options *options, size_t index) {
  size_t low = 0;
  size_t high = options->check_count;
  while (low < high) {
    const size_t middle = low + (high - low) / 2;
    if (options->checks[middle].result < index) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}

const lg_check *lg_checks_of(const lg_report_input *input, size_t index, size_t *count) {
  const size_t first = checks_before(&input->options, index);
  *count = checks_before(&input->options, index + 1) - first;
  return *count > 0 ? &input->options.checks[first] : NULL;
}

size_t lg_unmet_checks(const lg_report_input *input, size_t index) {
  size_t count = 0;
  size_t unmet = 0;
  const lg_check *checks = lg_checks_of(input, index, &count);
  for (size_t i = 0; i < count; ++i) {
    unmet += checks[i].status == LG_CHECK_UNMET;
  }
  return unmet;
}

const lg_check *lg_find_check(const lg_report_input *input, size_t index, const char *rule) {
  size_t count = 0;
  const lg_check *checks = lg_checks_of(input, index, &count);
  for (size_t i = 0; i < count; ++i) {
    if (strcmp(checks[i].rule, rule) == 0) {
      return &checks[i];
    }
  }
  return NULL;
}

/* -- collecting ---------------------------------------------------------------- */

typedef struct collector {
  lg_faults *faults;
  const lg_report_input *input;
  size_t index; /* of the answer */
  const lg_result *result;
  bool no_memory;
} collector;

static void add(collector *c, const lg_fault *fault) {
  lg_faults *list = c->faults;
  if (c->no_memory || !lg_grow(&list->allocator, &list->items, &list->capacity, list->count + 1,
                               sizeof *list->items)) {
    c->no_memory = true;
    return;
  }
  list->items[list->count] = *fault;
  list->items[list->count].number = list->count;
  ++list->count;
}

static lg_fault begin(const collector *c, lg_fault_kind kind, lg_severity severity) {
  return (lg_fault){.kind = kind,
                    .severity = severity,
                    .path = c->result->path,
                    .result = c->result,
                    .answer = c->index};
}

static void name_criterion(lg_fault *fault, const lg_result_criterion *criterion) {
  fault->rule = criterion->id;
  fault->title = criterion->title;
  fault->criterion = criterion;
  fault->weight = criterion->max_points - criterion->points;
  fault->place = criterion->evidence_count > 0 ? &criterion->evidence[0] : NULL;
}

static void name_penalty(lg_fault *fault, const lg_result_penalty *penalty) {
  fault->rule = penalty->id;
  fault->title = penalty->title;
  fault->penalty = penalty;
  fault->weight = -penalty->cost;
  fault->place = penalty->evidence_count > 0 ? &penalty->evidence[0] : NULL;
}

static void collect_verdicts(collector *c) {
  const lg_result *result = c->result;
  const bool faults = !c->input->options.checks_only && result->design;
  for (uint32_t i = 0; i < result->criterion_count; ++i) {
    const lg_result_criterion *criterion = &result->criteria[i];
    lg_fault fault;
    if (criterion->undetermined) {
      fault = begin(c, LG_FAULT_UNDECIDED, LG_ERROR);
    } else if (faults && criterion->level == 0) {
      fault = begin(c, LG_FAULT_MISSING, LG_WARNING);
    } else if (faults && criterion->level < criterion->max_level) {
      fault = begin(c, LG_FAULT_PARTIAL, LG_NOTE);
    } else {
      continue;
    }
    name_criterion(&fault, criterion);
    add(c, &fault);
  }
  for (uint32_t i = 0; i < result->penalty_count; ++i) {
    const lg_result_penalty *penalty = &result->penalties[i];
    if (penalty->undetermined || (faults && penalty->present)) {
      lg_fault fault =
          begin(c, penalty->undetermined ? LG_FAULT_UNDECIDED : LG_FAULT_PENALTY, LG_ERROR);
      name_penalty(&fault, penalty);
      add(c, &fault);
    }
  }
}

static void collect_design(collector *c) {
  if (!c->result->design && !c->input->options.checks_only) {
    lg_fault fault = begin(c, LG_FAULT_NO_DESIGN, LG_ERROR);
    fault.rule = "design";
    fault.title = lg_check_title(fault.rule);
    fault.weight = c->result->max;
    add(c, &fault);
  }
}

/* What a check is about, and how much that weighs. */
static void name_check(lg_fault *fault, const lg_result *result, const lg_check *check) {
  fault->rule = check->rule;
  fault->title = lg_check_title(check->rule);
  fault->weight = result->max;
  for (uint32_t i = 0; i < result->criterion_count; ++i) {
    if (strcmp(result->criteria[i].id, check->rule) == 0) {
      name_criterion(fault, &result->criteria[i]);
      fault->weight = result->criteria[i].max_points;
    }
  }
  for (uint32_t i = 0; i < result->penalty_count; ++i) {
    if (strcmp(result->penalties[i].id, check->rule) == 0) {
      name_penalty(fault, &result->penalties[i]);
    }
  }
}

static void collect_checks(collector *c) {
  size_t count = 0;
  const lg_check *checks = lg_checks_of(c->input, c->index, &count);
  for (size_t i = 0; i < count; ++i) {
    const lg_check *check = &checks[i];
    if (check->status != LG_CHECK_MET) {
      const bool accepted = check->status == LG_CHECK_ACCEPTED;
      lg_fault fault = begin(c, LG_FAULT_CHECK, accepted ? LG_NOTE : LG_ERROR);
      fault.check = check;
      fault.accepted = accepted;
      name_check(&fault, c->result, check);
      add(c, &fault);
    }
  }
}

static void collect_failures(collector *c) {
  const lg_diagnostics *run = c->input->diagnostics;
  for (size_t i = 0; run != NULL && i < run->count; ++i) {
    const lg_diagnostic *item = &run->items[i];
    if (item->severity == LG_ERROR) {
      const lg_fault fault = {.kind = LG_FAULT_NOT_GRADED,
                              .severity = LG_ERROR,
                              .path = item->origin,
                              .rule = item->code,
                              .title = "Can be graded",
                              .diagnostic = item};
      add(c, &fault);
    }
  }
}

/* -- order --------------------------------------------------------------------- */

/* The graver, the heavier, the earlier it was added. */
static int by_importance(const void *left_item, const void *right_item) {
  const lg_fault *left = left_item;
  const lg_fault *right = right_item;
  if (left->severity != right->severity) {
    return left->severity > right->severity ? -1 : 1;
  }
  const bool left_lost = left->kind == LG_FAULT_NOT_GRADED;
  const bool right_lost = right->kind == LG_FAULT_NOT_GRADED;
  if (left_lost != right_lost) {
    return left_lost ? -1 : 1;
  }
  if (left->weight != right->weight) {
    return left->weight > right->weight ? -1 : 1;
  }
  return left->number < right->number ? -1 : 1;
}

static void sort_from(lg_faults *faults, size_t first) {
  if (faults->count > first + 1) {
    qsort(faults->items + first, faults->count - first, sizeof *faults->items, by_importance);
  }
}

void lg_faults_by_importance(lg_faults *faults) {
  sort_from(faults, 0);
}

int lg_faults_collect(lg_faults *faults, const lg_report_input *input,
                      const lg_allocator *allocator) {
  *faults = (lg_faults){.allocator = *allocator};
  collector c = {.faults = faults, .input = input};
  collect_failures(&c);
  for (size_t i = 0; i < input->count && !c.no_memory; ++i) {
    const size_t first = faults->count;
    c.index = i;
    c.result = input->results[i];
    collect_design(&c);
    collect_checks(&c);
    collect_verdicts(&c);
    sort_from(faults, first);
  }
  return !c.no_memory;
}

void lg_faults_free(lg_faults *faults) {
  lg_release(&faults->allocator, faults->items, faults->capacity * sizeof *faults->items);
}

/* -- telling ------------------------------------------------------------------- */

const char *lg_fault_path(const lg_fault *fault) {
  return fault->path != NULL && *fault->path != '\0' ? fault->path : "answer";
}

uint32_t lg_editor_column(const lg_result *result, uint32_t line, uint32_t column) {
  const bool marked = result->answer_length >= 3 && memcmp(result->answer, "\xEF\xBB\xBF", 3) == 0;
  return marked && line == 1 && column > 1 ? column - 1 : column;
}

uint32_t lg_fault_line(const lg_fault *fault) {
  if (fault->place != NULL) {
    return fault->place->line;
  }
  const lg_diagnostic *diagnostic = fault->diagnostic;
  return diagnostic != NULL && diagnostic->line > 0 ? diagnostic->line : 1;
}

uint32_t lg_fault_column(const lg_fault *fault) {
  if (fault->place != NULL) {
    return lg_editor_column(fault->result, fault->place->line, fault->place->column);
  }
  const lg_diagnostic *diagnostic = fault->diagnostic;
  return diagnostic != NULL && diagnostic->column > 0 ? diagnostic->column : 1;
}

static void add_sentence(lg_buffer *out, const char *text) {
  if (text == NULL || *text == '\0') {
    return;
  }
  const char last = text[strlen(text) - 1];
  lg_buffer_format(out, " %s%s", text, strchr(".!?", last) != NULL ? "" : ".");
}

static const lg_diagnostic *find_limit(const lg_result *result) {
  static const char *const codes[] = {LG_CODE_REGEX_LIMIT, LG_CODE_CONFIRM_LIMIT, LG_CODE_HIT_LIMIT,
                                      LG_CODE_SPAN_LIMIT, LG_CODE_ALL_SPANS_LIMIT};
  const lg_diagnostics *list = &result->diagnostics;
  for (size_t i = 0; i < list->count; ++i) {
    for (size_t k = 0; k < sizeof codes / sizeof *codes; ++k) {
      if (strcmp(list->items[i].code, codes[k]) == 0) {
        return &list->items[i];
      }
    }
  }
  return NULL;
}

/* Which limit it was, and what to do. */
static void add_limit(const lg_result *result, lg_buffer *out) {
  const lg_diagnostic *limit = find_limit(result);
  if (limit == NULL) {
    lg_buffer_add_text(out, ".");
    return;
  }
  lg_buffer_format(out, ": %s.", limit->message);
  if (*limit->hint != '\0') {
    lg_buffer_add_text(out, " Hint:");
    add_sentence(out, limit->hint);
  }
}

static void add_verdict(const lg_fault *fault, lg_buffer *out) {
  switch (fault->kind) {
  case LG_FAULT_NOT_GRADED:
    lg_buffer_format(out, "Not graded: %s.", fault->diagnostic->message);
    break;
  case LG_FAULT_UNDECIDED:
    lg_buffer_format(out, "%s: undecided, because a limit was reached", fault->title);
    add_limit(fault->result, out);
    break;
  case LG_FAULT_CHECK:
    lg_buffer_format(out, "%s: %s.", fault->title, fault->check->message);
    break;
  case LG_FAULT_NO_DESIGN:
    lg_buffer_add_text(out, "Not a design, so nothing in it counts.");
    break;
  case LG_FAULT_PENALTY:
    lg_buffer_format(out, "%s: costs ", fault->title);
    lg_milli_write(out, fault->weight);
    lg_buffer_add_text(out, fault->weight == 1000 ? " point." : " points.");
    break;
  case LG_FAULT_MISSING:
    lg_buffer_format(out, "%s: missing.", fault->title);
    break;
  case LG_FAULT_PARTIAL:
    lg_buffer_format(out, "%s: level %u of %u.", fault->title, fault->criterion->level,
                     fault->criterion->max_level);
    break;
  }
}

void lg_fault_message(const lg_fault *fault, lg_buffer *out) {
  add_verdict(fault, out);
  if (fault->kind == LG_FAULT_NO_DESIGN) {
    add_sentence(out, fault->result->design_because);
  } else if (fault->diagnostic != NULL) {
    add_sentence(out, fault->diagnostic->hint);
  } else if (fault->kind == LG_FAULT_UNDECIDED) {
    return; /* nobody knows whether there is anything to do */
  } else if (fault->criterion != NULL) {
    if (fault->criterion->held != NULL) {
      lg_buffer_add_text(out, " No higher so far:");
      add_sentence(out, fault->criterion->held);
    } else {
      add_sentence(out, fault->criterion->advice);
    }
  } else if (fault->penalty != NULL && fault->penalty->present) {
    add_sentence(out, fault->penalty->advice);
  }
}

const char *lg_severity_name(lg_severity severity) {
  return severity == LG_ERROR ? "error" : severity == LG_WARNING ? "warning" : "note";
}
