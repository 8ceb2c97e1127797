#include "report/report.h"

#include "api/objects.h"

const char *lgr_report_format(size_t index) {
  return lg_report_format(index);
}

lgr_status lgr_report_write(const char *format, const lgr_result *const *results, size_t count,
                            const lgr_diagnostics *diagnostics, const lgr_report_options *options,
                            lgr_sink sink, void *sink_context) {
  lg_allocator memory;
  if (format == NULL || sink == NULL || (results == NULL && count != 0) ||
      (options != NULL && options->size != sizeof *options) ||
      !lg_api_allocator(options != NULL ? options->allocator : NULL, &memory)) {
    return LGR_INVALID_ARGUMENT;
  }
  const lg_result **inner = lg_allocate_array(&memory, count, sizeof *inner);
  if (inner == NULL) {
    return LGR_NO_MEMORY;
  }
  lg_status status = LG_OK;
  for (size_t i = 0; i < count; ++i) {
    status = results[i] == NULL ? LG_INVALID_ARGUMENT : status;
    inner[i] = results[i] != NULL ? &results[i]->result : NULL;
  }
  if (status == LG_OK) {
    lg_report_input input = {.results = inner,
                             .count = count,
                             .diagnostics = diagnostics != NULL ? &diagnostics->list : NULL,
                             .tool_version = LGR_VERSION_TEXT,
                             .scoring_version = lgr_scoring_version()};
    if (options != NULL) {
      input.options = (lg_report_options){options->width, options->color != 0, options->verbose};
    }
    status = lg_report_write(format, &input, sink, sink_context, &memory);
  }
  lg_release(&memory, inner, count * sizeof *inner);
  return (lgr_status)status;
}
