/* A verdict on everything that an answer is judged by: the common ground of the
 * formats for what runs tests (JUnit, TAP).
 *
 * An answer has the verdicts "design" and "score", "band" where a check asks for
 * it, then one for every criterion and every penalty, always in this order, so
 * that a case keeps its name from run to run. What a check asks decides alone:
 * it is met, or unmet and so a failure, or accepted. Where nothing was asked of
 * any answer, a criterion fails at level 0, a penalty when it is present, and
 * what is no design as "design". Where something was asked these pass, and say
 * what is lacking: what fails is what was asked and is not met. With
 * `checks_only` they pass in silence. A verdict that a limit left open is an
 * error in any case.
 * Criteria and penalties of what is no design are skipped unless asked about. */
#ifndef LG_REPORT_VERDICTS_H
#define LG_REPORT_VERDICTS_H

#include "base/buffer.h"
#include "report/faults.h"
#include "report/report.h"

typedef enum lg_verdict_status {
  LG_VERDICT_PASSED,
  LG_VERDICT_PARTIAL, /* passed, with something to be said against it */
  LG_VERDICT_FAILED,
  LG_VERDICT_ERROR,    /* not graded, or a limit left it open */
  LG_VERDICT_ACCEPTED, /* would fail, and is known */
  LG_VERDICT_SKIPPED
} lg_verdict_status;

typedef struct lg_verdict {
  lg_verdict_status status;
  lg_fault fault;  /* what it is about; of the passed and skipped without a kind */
  uint64_t hidden; /* errors beyond the limit of the list; then there is no diagnostic */
} lg_verdict;

typedef struct lg_verdicts {
  lg_allocator allocator;
  lg_verdict *items;
  size_t count;
  size_t capacity;
} lg_verdicts;

typedef struct lg_verdict_counts {
  uint64_t tests;
  uint64_t failures;
  uint64_t errors;
  uint64_t skipped; /* the accepted too */
} lg_verdict_counts;

void lg_verdicts_init(lg_verdicts *list, const lg_allocator *allocator);
void lg_verdicts_free(lg_verdicts *list);

/* Replaces the list by what could not be graded, one error each, or by the
 * verdicts on answer `index`. Return 0 when memory runs out. */
int lg_verdicts_read_lost(lg_verdicts *list, const lg_report_input *input);
int lg_verdicts_read(lg_verdicts *list, const lg_report_input *input, size_t index);

/* Adds the verdicts on everything. Returns 0 when memory runs out. */
int lg_verdicts_count_all(lg_verdicts *scratch, const lg_report_input *input,
                          lg_verdict_counts *counts);
void lg_verdict_count(const lg_verdict *verdict, lg_verdict_counts *counts);

/* Appends its name, which no other verdict on the same answer has: "score", or
 * "late_data: Late events have a policy". Made safe, without line breaks. */
void lg_verdict_name(const lg_verdict *verdict, lg_buffer *out);

/* Appends what came and what to do, as lg_fault_message does; nothing where
 * having passed says it all. */
void lg_verdict_message(const lg_verdict *verdict, lg_buffer *out);

/* Why the level is what it is, or NULL; `verbose`: in the words of the rubric. */
const char *lg_verdict_reason(const lg_verdict *verdict, int verbose);

#endif
