#include "outputs_lines.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "message.h"
#include "replace.h"
#include "stream_text.h"
#include "support.h"

typedef struct line_output {
  FILE *file; /* NULL: there is none */
  bool failed;
  int reason;    /* errno of the failure */
  size_t header; /* bytes in front of the first answer; 0: not known */
} line_output;

struct line_outputs {
  const cli_outputs *outputs;
  line_output *items;
  lgr_report_options options;
  stream_text text;
  bool all_failed;
  int (*produce)(void *context, line_outputs *lines);
  void *context;
};

bool outputs_are_lines(const cli_outputs *outputs) {
  for (size_t i = 0; i < outputs->count; ++i) {
    const char *format = outputs->items[i].format;
    if (strcmp(format, "jsonl") != 0 && strcmp(format, "csv") != 0) {
      return false;
    }
  }
  return true;
}

const bool *all_lines_failed(const line_outputs *lines) {
  return &lines->all_failed;
}

/* -- writing ----------------------------------------------------------------------- */

static void fail(line_outputs *lines, line_output *item, int reason) {
  item->failed = true;
  item->reason = reason;
  lines->all_failed = true;
  for (size_t i = 0; i < lines->outputs->count; ++i) {
    lines->all_failed = lines->all_failed && lines->items[i].failed;
  }
}

/* A report over one answer, or none. */
static bool make_report(line_outputs *lines, size_t index, const lgr_result *result,
                        const lgr_diagnostics *run) {
  const char *format = lines->outputs->items[index].format;
  clear_text(&lines->text);
  lgr_status status = lgr_report_write(format, &result, result == NULL ? 0 : 1, run,
                                       &lines->options, text_sink, &lines->text);
  if (status == LGR_OK) {
    return true;
  }
  status = status == LGR_SINK_REFUSED ? LGR_NO_MEMORY : status;
  usage_error(NULL, "the %s report failed: %s", format, lgr_status_text(status));
  fail(lines, &lines->items[index], 0);
  return false;
}

static void write_from(line_outputs *lines, line_output *item, size_t start) {
  const size_t length = lines->text.length - start;
  if (length > 0 && file_sink(item->file, lines->text.bytes + start, length) != 0) {
    fail(lines, item, errno);
  }
}

/* Of csv: the first row, in which a line may end inside quotation marks. */
static size_t header_length(const char *format, const stream_text *text) {
  bool quoted = false;
  for (size_t i = 0; strcmp(format, "csv") == 0 && i < text->length; ++i) {
    quoted = quoted != (text->bytes[i] == '"');
    if (!quoted && text->bytes[i] == '\n') {
      return i + 1;
    }
  }
  return 0;
}

void add_line(line_outputs *lines, const lgr_result *result, const check_list *checks) {
  lines->options.checks = checks->items;
  lines->options.check_count = checks->count;
  for (size_t i = 0; i < lines->outputs->count; ++i) {
    line_output *item = &lines->items[i];
    if (!item->failed && make_report(lines, i, result, NULL)) {
      write_from(lines, item, item->header);
      item->header = header_length(lines->outputs->items[i].format, &lines->text);
    }
  }
  lines->options.checks = NULL;
  lines->options.check_count = 0;
}

/* What a report has behind an answer when the run is told, too. */
void end_lines(line_outputs *lines, const lgr_result *first, const lgr_diagnostics *run) {
  if (first != NULL && lgr_diagnostics_count(run) == 0) {
    return;
  }
  for (size_t i = 0; i < lines->outputs->count; ++i) {
    line_output *item = &lines->items[i];
    size_t known = 0;
    if (!item->failed && first != NULL && make_report(lines, i, first, NULL)) {
      known = lines->text.length;
    }
    if (!item->failed && make_report(lines, i, first, run)) {
      write_from(lines, item, known);
    }
  }
}

/* -- opening ----------------------------------------------------------------------- */

typedef struct nested_output {
  line_outputs *lines;
  size_t index;
  bool opened;
  int status; /* of what is written to the other outputs */
} nested_output;

static int open_from(line_outputs *lines, size_t index);

static int write_nested(void *context, FILE *file) {
  nested_output *nested = context;
  line_output *item = &nested->lines->items[nested->index];
  nested->opened = true;
  item->file = file;
  nested->status = open_from(nested->lines, nested->index + 1);
  errno = item->reason;
  return item->failed ? STATUS_FAILED : STATUS_DONE;
}

/* Each is open while those behind it are. */
static int open_from(line_outputs *lines, size_t index) {
  if (index == lines->outputs->count) {
    return lines->produce(lines->context, lines);
  }
  const cli_output *target = &lines->outputs->items[index];
  if (target->path == NULL) {
    lines->items[index].file = stdout;
    const int status = open_from(lines, index + 1);
    return lines->items[index].failed ? STATUS_FAILED : status;
  }
  nested_output nested = {.lines = lines, .index = index, .status = STATUS_DONE};
  const int own = replace_file(target->path, lines->outputs->follow_links, write_nested, &nested);
  if (!nested.opened) {
    fail(lines, &lines->items[index], 0);
    nested.status = open_from(lines, index + 1);
  }
  return worse_status(own, nested.status);
}

int write_line_outputs(const cli_outputs *outputs, int (*produce)(void *, line_outputs *),
                       void *context) {
  line_outputs lines = {.outputs = outputs,
                        .options = output_options(outputs),
                        .produce = produce,
                        .context = context};
  lines.items = take_memory(outputs->count, sizeof *lines.items);
  const int status = open_from(&lines, 0);
  free_text(&lines.text);
  free(lines.items);
  return status;
}
