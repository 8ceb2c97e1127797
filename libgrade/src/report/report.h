/* Results in, any format out. Knows nothing of how a result came about. */
#ifndef LG_REPORT_REPORT_H
#define LG_REPORT_REPORT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/diagnostic.h"
#include "base/status.h"
#include "model/result.h"

/* Returns 0, or non-zero to end the report. */
typedef int (*lg_sink)(void *context, const char *bytes, size_t length);

typedef enum lg_check_status {
  LG_CHECK_MET,
  LG_CHECK_UNMET,
  LG_CHECK_ACCEPTED /* not met, and known before */
} lg_check_status;

/* Something the caller asked of an answer: a score, a band, a level. */
typedef struct lg_check {
  size_t result;    /* index of the answer in the report */
  const char *rule; /* id of a criterion or penalty, or "score", "band", "design" */
  lg_check_status status;
  const char *message; /* what was asked and what came: "expected 60 to 75, got 55" */
} lg_check;

typedef struct lg_report_options {
  uint32_t width; /* 0: 80 */
  bool color;
  int verbose;            /* -1 quiet, 0 normal, 1 everything */
  const lg_check *checks; /* by answer */
  size_t check_count;
  bool checks_only; /* what was not asked for is no fault: faults are unmet checks */
  bool strict;      /* leave out what strict schemas of a format refuse */
  const char *root; /* absolute folder that paths are told from, or NULL */
} lg_report_options;

typedef struct lg_report_input {
  const lg_result *const *results;
  size_t count;
  const lg_diagnostics *diagnostics; /* of the run, or NULL */
  lg_report_options options;
  const char *tool_version;
  uint32_t scoring_version;
} lg_report_input;

/* The name of format `index`, "text" first, or NULL. */
const char *lg_report_format(size_t index);

/* LG_UNSUPPORTED: no such format; LG_SINK_REFUSED; LG_NO_MEMORY. Linear. */
lg_status lg_report_write(const char *format, const lg_report_input *input, lg_sink sink,
                          void *sink_context, const lg_allocator *allocator);

#endif
