#include "outputs.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "message.h"
#include "replace.h"
#include "step_summary.h"

/* -- options --------------------------------------------------------------- */

/* The format that a file of that ending would hold. */
static const char *format_by_ending(const char *ending) {
  static const char *const formats[][2] = {
      {".json", "json"}, {".jsonl", "jsonl"}, {".html", "html"}, {".md", "markdown"},
      {".csv", "csv"},   {".xml", "junit"},   {".tap", "tap"},   {".sarif", "sarif"}};
  for (size_t i = 0; ending != NULL && i < sizeof formats / sizeof *formats; ++i) {
    if (strcmp(formats[i][0], ending) == 0) {
      return formats[i][1];
    }
  }
  return "text";
}

static int unknown_format(const char *name) {
  const char *names[16];
  size_t count = 0;
  for (; count < sizeof names / sizeof *names && lgr_report_format(count) != NULL; ++count) {
    names[count] = lgr_report_format(count);
  }
  const char *nearest = nearest_name(name, names, count);
  const char *dot = strrchr(name, '.');
  char *hint = NULL;
  if (nearest != NULL) {
    hint = format_text("did you mean %s?", nearest);
  } else if (dot != NULL || strchr(name, '/') != NULL) {
    hint = format_text("write the format first: --output %s:%s", format_by_ending(dot), name);
  } else {
    hint = format_text("formats are " FORMATS);
  }
  const int status = usage_error(hint, "unknown format %s", name);
  free(hint);
  return status;
}

static int add_output(cli_outputs *out, const char *format, size_t length, const char *path) {
  if (path != NULL && strcmp(path, "-") == 0) {
    path = NULL;
  }
  for (size_t i = 0; i < out->count; ++i) {
    const char *other = out->items[i].path;
    if (path == NULL && other == NULL) {
      return usage_error("give one of them a file: --output json:report.json",
                         "two outputs go to standard output");
    }
    if (path != NULL && other != NULL && strcmp(path, other) == 0) {
      return usage_error(NULL, "two outputs go to %s", path);
    }
  }
  const char *name = NULL;
  for (size_t i = 0; (name = lgr_report_format(i)) != NULL; ++i) {
    if (strlen(name) == length && strncmp(name, format, length) == 0) {
      out->items[out->count].format = name;
      out->items[out->count++].path = path;
      return STATUS_DONE;
    }
  }
  char *unknown = copy_text(format, length);
  const int status = unknown_format(unknown);
  free(unknown);
  return status;
}

static int read_output_list(const cli_arguments *arguments, cli_outputs *out) {
  out->items = take_memory(arguments->setting_count + 1, sizeof *out->items);
  const char *format = option_value(arguments, "format");
  int status = STATUS_DONE;
  if (format != NULL) {
    status = add_output(out, format, strlen(format), NULL);
  }
  size_t cursor = 0;
  for (const char *value; status == STATUS_DONE &&
                          (value = next_option_value(arguments, "output", &cursor)) != NULL;) {
    const char *colon = strchr(value, ':');
    if (colon != NULL && colon[1] == '\0') {
      return usage_error(
          "--output json:report.json writes a file, --output json to standard output",
          "no file behind the colon of --output %s", value);
    }
    const size_t length = colon == NULL ? strlen(value) : (size_t)(colon - value);
    status = add_output(out, value, length, colon == NULL ? NULL : colon + 1);
  }
  if (status == STATUS_DONE && out->count == 0) {
    status = add_output(out, "text", 4, NULL);
  }
  return status;
}

static int read_verbosity(const cli_arguments *arguments, cli_outputs *out) {
  const bool verbose = has_option(arguments, "verbose");
  const bool quiet = has_option(arguments, "quiet");
  if (verbose && quiet) {
    return usage_error(NULL, "--verbose and --quiet exclude each other");
  }
  out->verbose = verbose ? 1 : quiet ? -1 : 0;
  return STATUS_DONE;
}

int read_outputs(const cli_arguments *arguments, cli_outputs *out) {
  memset(out, 0, sizeof *out);
  out->strict = has_option(arguments, "junit-strict");
  out->follow_links = has_option(arguments, "follow-links");
  out->root = whole_path(".");
  const char *color = option_value(arguments, "color");
  if (color != NULL && !parse_color(color, &out->color)) {
    return usage_error("--color takes auto, always or never", "unknown value %s of --color", color);
  }
  const char *width = option_value(arguments, "width");
  if (width != NULL) {
    char *end = NULL;
    const unsigned long columns = strtoul(width, &end, 10);
    if (*width < '0' || *width > '9' || *end != '\0' || columns < 40 || columns > 1000) {
      return usage_error(NULL, "--width takes a number of columns from 40 to 1000, not %s", width);
    }
    out->width = (uint32_t)columns;
  }
  const int status = read_verbosity(arguments, out);
  return status != STATUS_DONE ? status : read_output_list(arguments, out);
}

void free_outputs(cli_outputs *outputs) {
  free(outputs->items);
  free(outputs->root);
  memset(outputs, 0, sizeof *outputs);
}

void add_read_option(const cli_arguments *arguments, const char *name, text_list *read) {
  const char *path = option_value(arguments, name);
  if (path != NULL) {
    text_list_add(read, copy_text(path, strlen(path)));
  }
}

int check_outputs_against(const cli_outputs *outputs, const text_list *inputs) {
  for (size_t i = 0; i < outputs->count; ++i) {
    struct stat target;
    const char *path = outputs->items[i].path;
    if (path == NULL || stat(path, &target) != 0 || !S_ISREG(target.st_mode)) {
      continue;
    }
    for (size_t j = 0; j < inputs->count; ++j) {
      struct stat source;
      if (stat(inputs->items[j], &source) == 0 && source.st_dev == target.st_dev &&
          source.st_ino == target.st_ino) {
        return usage_error(NULL, "--output would overwrite %s, which is read", path);
      }
    }
  }
  return STATUS_DONE;
}

/* -- writing --------------------------------------------------------------- */

/* Why standard output failed first; stdio only tells that it did. */
static int first_failure;

static void note_failure(void) {
  if (first_failure == 0) {
    first_failure = errno;
  }
}

int file_sink(void *context, const char *bytes, size_t length) {
  if (fwrite(bytes, 1, length, context) == length) {
    return 0;
  }
  if (context == stdout) {
    note_failure();
  }
  return -1;
}

void flush_results(void) {
  if (fflush(stdout) != 0) {
    note_failure();
  }
}

int close_results(int status) {
  flush_results();
  const bool failed = ferror(stdout) != 0;
  if (fclose(stdout) != 0) {
    note_failure();
  }
  if (!failed && first_failure == 0) {
    return status;
  }
  if (first_failure != EPIPE) {
    usage_error(NULL, "cannot write to standard output%s%s", first_failure == 0 ? "" : ": ",
                first_failure == 0 ? "" : strerror(first_failure));
  }
  return STATUS_FAILED;
}

lgr_report_options output_options(const cli_outputs *outputs) {
  lgr_report_options options;
  memset(&options, 0, sizeof options);
  options.size = sizeof options;
  options.width = outputs->width != 0 ? outputs->width : output_width();
  options.color = color_on_output(outputs->color);
  options.verbose = outputs->verbose;
  options.strict = outputs->strict;
  options.root = outputs->root;
  return options;
}

/* Files are not coloured unless the user says always, and do not depend on the
 * terminal's width. */
static lgr_report_options options_of_file(const cli_outputs *outputs) {
  lgr_report_options options = output_options(outputs);
  options.width = outputs->width;
  options.color = outputs->color == COLOR_ALWAYS;
  return options;
}

static int write_report(const cli_output *target, const report_input *input,
                        const lgr_report_options *options, FILE *file) {
  if (input->write_text != NULL && strcmp(target->format, "text") == 0) {
    return input->write_text(input->text_context, options, file);
  }
  /* On standard error a reader of text has seen them already. */
  const lgr_diagnostics *run = strcmp(target->format, "text") == 0 ? NULL : input->run;
  lgr_report_options whole = *options;
  whole.checks = input->checks;
  whole.check_count = input->check_count;
  whole.checks_only = input->checks_only;
  const lgr_status status =
      lgr_report_write(target->format, input->results, input->count, run, &whole, file_sink, file);
  if (status == LGR_OK) {
    return STATUS_DONE;
  }
  if (status != LGR_SINK_REFUSED) {
    usage_error(NULL, "the %s report failed: %s", target->format, lgr_status_text(status));
  }
  return STATUS_FAILED;
}

typedef struct report_file {
  const cli_output *target;
  const report_input *input;
  const lgr_report_options *options;
} report_file;

static int write_report_file(void *context, FILE *file) {
  const report_file *report = context;
  return write_report(report->target, report->input, report->options, file);
}

/* What format github cannot say beside the text goes into the step's summary. */
static int write_step_summary(const cli_outputs *outputs, const report_input *input) {
  const char *path = step_summary_path();
  bool wanted = false;
  for (size_t i = 0; path != NULL && i < outputs->count; ++i) {
    const cli_output *target = &outputs->items[i];
    if (target->path != NULL && strcmp(target->path, path) == 0) {
      return STATUS_DONE; /* a report of its own goes there */
    }
    wanted = wanted || strcmp(target->format, "github") == 0;
  }
  if (!wanted) {
    return STATUS_DONE;
  }
  const cli_output summary = {"markdown", path};
  const lgr_report_options options = options_of_file(outputs);
  report_file report = {&summary, input, &options};
  return add_to_step_summary(path, write_report_file, &report);
}

int write_outputs(const cli_outputs *outputs, const report_input *input) {
  int status = STATUS_DONE;
  for (size_t i = 0; i < outputs->count; ++i) {
    const cli_output *target = &outputs->items[i];
    int own = STATUS_DONE;
    if (target->path != NULL) {
      const lgr_report_options options = options_of_file(outputs);
      report_file report = {target, input, &options};
      own = replace_file(target->path, outputs->follow_links, write_report_file, &report);
    } else {
      const lgr_report_options options = output_options(outputs);
      own = write_report(target, input, &options, stdout);
    }
    status = worse_status(status, own);
  }
  return worse_status(status, write_step_summary(outputs, input));
}
