#include "report/report.h"

#include "api/objects.h"

const char *lgr_report_format(size_t index) {
  return lg_report_format(index);
}

/* What the input borrows while a report is written. */
typedef struct gathered {
  const lg_result **results;
  size_t count;
  lg_check *checks;
  size_t check_count;
} gathered;

static lg_status gather_results(gathered *g, const lgr_result *const *results, size_t count,
                                const lg_allocator *memory) {
  g->results = lg_allocate_array(memory, count, sizeof *g->results);
  if (g->results == NULL) {
    return LG_NO_MEMORY;
  }
  g->count = count;
  for (size_t i = 0; i < count; ++i) {
    if (results[i] == NULL) {
      return LG_INVALID_ARGUMENT;
    }
    g->results[i] = &results[i]->result;
  }
  return LG_OK;
}

/* Number `index`, as this library knows it. The checks follow each other as far
 * apart as the first one is long. */
static bool take_check(const lgr_report_options *options, size_t index, size_t result_count,
                       lgr_check *out) {
  const size_t step = options->checks->size;
  const void *given = (const char *)options->checks + index * step;
  return lg_api_take(out, sizeof *out, LG_LEAST_CHECK, options->checks) &&
         lg_api_take(out, sizeof *out, LG_LEAST_CHECK, given) &&
         ((const lgr_check *)given)->size == step && out->result < result_count &&
         out->rule != NULL && out->message != NULL && out->status >= LGR_CHECK_MET &&
         out->status <= LGR_CHECK_ACCEPTED;
}

static lg_status gather_checks(gathered *g, const lgr_report_options *options,
                               const lg_allocator *memory) {
  if (options->check_count == 0) {
    return LG_OK;
  }
  if (options->checks == NULL) {
    return LG_INVALID_ARGUMENT;
  }
  g->checks = lg_allocate_array(memory, options->check_count, sizeof *g->checks);
  if (g->checks == NULL) {
    return LG_NO_MEMORY;
  }
  g->check_count = options->check_count;
  for (size_t i = 0; i < options->check_count; ++i) {
    lgr_check check;
    if (!take_check(options, i, g->count, &check) ||
        (i > 0 && g->checks[i - 1].result > check.result)) {
      return LG_INVALID_ARGUMENT;
    }
    g->checks[i] =
        (lg_check){check.result, check.rule, (lg_check_status)check.status, check.message};
  }
  return LG_OK;
}

static lg_report_options options_of(const lgr_report_options *options, const gathered *g) {
  return (lg_report_options){.width = options->width,
                             .color = options->color != 0,
                             .verbose = options->verbose,
                             .checks = g->checks,
                             .check_count = g->check_count,
                             .checks_only = options->checks_only != 0,
                             .strict = options->strict != 0,
                             .root = options->root};
}

lgr_status lgr_report_write(const char *format, const lgr_result *const *results, size_t count,
                            const lgr_diagnostics *diagnostics, const lgr_report_options *options,
                            lgr_sink sink, void *sink_context) {
  lg_allocator memory;
  lgr_report_options known;
  if (format == NULL || sink == NULL || (results == NULL && count != 0) ||
      !lg_api_take_options(&known, sizeof known, LG_LEAST_REPORT_OPTIONS, options) ||
      !lg_api_allocator(known.allocator, &memory)) {
    return LGR_INVALID_ARGUMENT;
  }
  gathered g = {0};
  lg_status status = gather_results(&g, results, count, &memory);
  if (status == LG_OK) {
    status = gather_checks(&g, &known, &memory);
  }
  if (status == LG_OK) {
    const lg_report_input input = {.results = g.results,
                                   .count = count,
                                   .diagnostics = diagnostics != NULL ? &diagnostics->list : NULL,
                                   .options = options_of(&known, &g),
                                   .tool_version = LGR_VERSION_TEXT,
                                   .scoring_version = lgr_scoring_version()};
    status = lg_report_write(format, &input, sink, sink_context, &memory);
  }
  lg_release(&memory, g.checks, g.check_count * sizeof *g.checks);
  lg_release(&memory, g.results, count * sizeof *g.results);
  return (lgr_status)status;
}
