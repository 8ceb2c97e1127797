/* What is wrong with the answers of a report, one by one: the common ground of
 * the formats that show faults beside the text (SARIF, GitHub, GitLab, GCC
 * lines) and of those that list them.
 *
 * An answer has a fault for every penalty that is present (error), every
 * criterion at level 0 (warning) or below its top (note), every verdict that a
 * limit left open (error), for being no design (error), and for every check
 * that is not met (error). With `checks_only` only checks and open verdicts
 * count. A file that could not be graded is one as well (error). */
#ifndef LG_REPORT_FAULTS_H
#define LG_REPORT_FAULTS_H

#include "base/buffer.h"
#include "report/report.h"

typedef enum lg_fault_kind {
  LG_FAULT_NOT_GRADED, /* a diagnostic of the run */
  LG_FAULT_UNDECIDED,
  LG_FAULT_CHECK,
  LG_FAULT_NO_DESIGN,
  LG_FAULT_PENALTY,
  LG_FAULT_MISSING,
  LG_FAULT_PARTIAL
} lg_fault_kind;

/* All texts are borrowed from the input. */
typedef struct lg_fault {
  lg_fault_kind kind;
  lg_severity severity;
  const char *path;        /* of the answer, or the file that could not be graded */
  const char *rule;        /* id of a criterion or penalty, "score", "band", "design"; of a
                              diagnostic its code */
  const char *title;       /* what the rule asks for, without a full stop */
  const lg_result *result; /* NULL for LG_FAULT_NOT_GRADED */
  size_t answer;           /* index of `result` in the report */
  const lg_result_criterion *criterion; /* what `rule` names, or NULL */
  const lg_result_penalty *penalty;     /* what `rule` names, or NULL */
  const lg_check *check;                /* of LG_FAULT_CHECK */
  const lg_diagnostic *diagnostic;      /* of LG_FAULT_NOT_GRADED */
  const lg_result_evidence *place;      /* NULL: the answer as a whole */
  lg_milli weight; /* points of the rubric at stake: the more, the more important */
  bool accepted;   /* a check that is not met, and known before */
  size_t number;   /* in the order of the report */
} lg_fault;

typedef struct lg_faults {
  lg_allocator allocator;
  lg_fault *items;
  size_t count;
  size_t capacity;
} lg_faults;

/* Collects them answer by answer, in each by importance: by severity, then by
 * weight, then in the order of the rubric. What could not be graded comes
 * first. Returns 0 when memory runs out; free it in either case. */
int lg_faults_collect(lg_faults *faults, const lg_report_input *input,
                      const lg_allocator *allocator);
void lg_faults_free(lg_faults *faults);

/* Sorts by importance over all answers. */
void lg_faults_by_importance(lg_faults *faults);

/* Its path, or "answer" where the caller gave none. */
const char *lg_fault_path(const lg_fault *fault);

/* `column` of `line` as editors count: a byte-order mark has none. */
uint32_t lg_editor_column(const lg_result *result, uint32_t line, uint32_t column);

/* Line and column (as editors count) of its place; 1 and 1 where it has none. */
uint32_t lg_fault_line(const lg_fault *fault);
uint32_t lg_fault_column(const lg_fault *fault);

/* Appends one or more sentences that say what is wrong and what to do: "Late
 * data get a policy: missing. Give the bound and say what happens beyond it."
 * Texts of rubric and diagnostics stand in it as they are, line breaks too;
 * nothing of the answer does. */
void lg_fault_message(const lg_fault *fault, lg_buffer *out);

/* "error", "warning", "note". */
const char *lg_severity_name(lg_severity severity);

/* What a check on no criterion and no penalty is called before what came of it:
 * "Score", "Band", "Design", else `rule` itself. */
const char *lg_check_title(const char *rule);

/* The checks of answer `index`: *count of them. Logarithmic. */
const lg_check *lg_checks_of(const lg_report_input *input, size_t index, size_t *count);
/* How many of them are not met. */
size_t lg_unmet_checks(const lg_report_input *input, size_t index);
/* The one among them on `rule`, or NULL. */
const lg_check *lg_find_check(const lg_report_input *input, size_t index, const char *rule);

#endif
