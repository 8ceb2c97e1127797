#include "report/report.h"

#include <string.h>

#include "report/format.h"
#include "report/output.h"

typedef struct format_entry {
  const char *name;
  void (*write)(const lg_report_input *input, lg_output *output);
} format_entry;

static const format_entry formats[] = {
    {"text", lg_format_text},     {"html", lg_format_html},     {"markdown", lg_format_markdown},
    {"json", lg_format_json},     {"jsonl", lg_format_jsonl},   {"csv", lg_format_csv},
    {"junit", lg_format_junit},   {"tap", lg_format_tap},       {"sarif", lg_format_sarif},
    {"github", lg_format_github}, {"gitlab", lg_format_gitlab}, {"gcc", lg_format_gcc},
};

enum { FORMAT_COUNT = sizeof formats / sizeof *formats };

const char *lg_report_format(size_t index) {
  return index < FORMAT_COUNT ? formats[index].name : NULL;
}

lg_status lg_report_write(const char *format, const lg_report_input *input, lg_sink sink,
                          void *sink_context, const lg_allocator *allocator) {
  for (size_t i = 0; i < FORMAT_COUNT; ++i) {
    if (strcmp(formats[i].name, format) == 0) {
      lg_output output;
      lg_output_init(&output, sink, sink_context, allocator);
      formats[i].write(input, &output);
      return lg_output_finish(&output);
    }
  }
  return LG_UNSUPPORTED;
}
