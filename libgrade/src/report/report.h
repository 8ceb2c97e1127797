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

typedef struct lg_report_options {
  uint32_t width; /* 0: 80 */
  bool color;
  int verbose; /* -1 quiet, 0 normal, 1 everything */
} lg_report_options;

typedef struct lg_report_input {
  const lg_result *const *results;
  size_t count;
  const lg_diagnostics *diagnostics; /* of the run, or NULL */
  lg_report_options options;
  const char *tool_version;
  uint32_t scoring_version;
} lg_report_input;

/* The name of format `index` ("text", "json", "jsonl"), or NULL. */
const char *lg_report_format(size_t index);

/* LG_UNSUPPORTED: no such format; LG_SINK_REFUSED; LG_NO_MEMORY. Linear. */
lg_status lg_report_write(const char *format, const lg_report_input *input, lg_sink sink,
                          void *sink_context, const lg_allocator *allocator);

#endif
