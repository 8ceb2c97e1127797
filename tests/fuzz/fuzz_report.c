/* Reports of an answer whose name, prompt, checks and folder come from outside,
 * too: each is what its format asks for, whatever stands in them. The first byte
 * chooses the format; parts are name, prompt, rule, message, folder and answer. */
#include "fuzz.h"
#include "readers.h"

#include "../support/complete_rubric.h"

static lgr_grader *grader;

static void load(void) {
  static lgr_rubric *rubric;
  const lgr_rubric_options options = {.size = sizeof options, .read_include = complete_read};
  if (rubric == NULL) {
    PROMISE(lgr_rubric_parse(&rubric, complete_rubric, sizeof complete_rubric - 1, &options,
                             NULL) == LGR_OK);
    grader = fuzz_grader(rubric, 0);
  }
}

/* No text may bring elements of its own: as many scripts as in any other page. */
static void read_html(const fuzz_text *report) {
  static size_t scripts;
  size_t count = 0;
  for (const char *at = report->bytes; (at = strstr(at, "<script")) != NULL; ++at) {
    ++count;
  }
  PROMISE(strlen(report->bytes) == report->length);
  PROMISE(scripts == 0 || scripts == count);
  scripts = count;
}

static void read_markdown(const fuzz_text *report) {
  size_t characters = 0;
  for (size_t i = 0; i < report->length; ++i) {
    characters += ((unsigned char)report->bytes[i] & 0xC0u) != 0x80;
  }
  PROMISE(characters <= 65536);
}

static void read_back(const char *format, const fuzz_text *report, int color) {
  if (strcmp(format, "json") == 0 || strcmp(format, "sarif") == 0 ||
      strcmp(format, "gitlab") == 0) {
    read_json_report(report);
  } else if (strcmp(format, "jsonl") == 0) {
    read_json_lines(report);
  } else if (strcmp(format, "junit") == 0) {
    read_xml_report(report);
  } else if (strcmp(format, "csv") == 0) {
    read_csv_report(report);
  } else if (strcmp(format, "tap") == 0) {
    read_tap_report(report);
  } else if (strcmp(format, "gcc") == 0) {
    read_gcc_report(report);
  } else if (strcmp(format, "github") == 0) {
    read_lines(report, 1);
  } else if (strcmp(format, "html") == 0) {
    read_html(report);
  } else if (strcmp(format, "markdown") == 0) {
    read_markdown(report);
  } else if (!color) {
    read_lines(report, 0);
  }
}

/* What the caller says of the run. */
static lgr_diagnostics *run_of(const char *origin, const char *message, unsigned choice) {
  lgr_diagnostics *run = NULL;
  PROMISE(lgr_diagnostics_new(&run, NULL) == LGR_OK);
  const lgr_diagnostic diagnostic = {.size = sizeof diagnostic,
                                     .severity = (lgr_severity)(choice % 3),
                                     .code = "F001",
                                     .message = message,
                                     .origin = origin};
  PROMISE(lgr_diagnostics_add(run, &diagnostic) == LGR_OK);
  return run;
}

static void write_and_read(const char *format, const lgr_result *result, unsigned choice,
                           char *const texts[5]) {
  const lgr_result *const results[] = {result, result};
  const size_t count = 1 + (choice & 1);
  const lgr_check checks[] = {
      {sizeof checks[0], 0, texts[2], (lgr_check_status)(choice % 3), texts[3]},
      {sizeof checks[0], count - 1, "process.late", (lgr_check_status)(choice / 3 % 3), texts[3]}};
  const lgr_report_options options = {.size = sizeof options,
                                      .width = choice % 120,
                                      .color = choice >> 1 & 1,
                                      .verbose = (int)(choice / 4 % 3) - 1,
                                      .checks = checks,
                                      .check_count = choice >> 2 & 1 ? 2 : 0,
                                      .checks_only = choice >> 3 & 1,
                                      .strict = choice >> 4 & 1,
                                      .root = choice >> 5 & 1 ? texts[4] : NULL};
  lgr_diagnostics *run = choice >> 6 & 1 ? run_of(texts[0], texts[3], choice) : NULL;
  fuzz_text text = {0};
  fuzz_sink(&text, "", 0);
  PROMISE(lgr_report_write(format, results, count, run, &options, fuzz_sink, &text) == LGR_OK);
  read_back(format, &text, options.color);
  free(text.bytes);
  lgr_diagnostics_free(run);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length) {
  load();
  fuzz_input rest = {(const char *)bytes, length};
  size_t formats = 0;
  while (lgr_report_format(formats) != NULL) {
    ++formats;
  }
  PROMISE(formats > 0);
  const char *format = lgr_report_format(take_byte(&rest) % formats);
  const unsigned choice = take_byte(&rest);
  char *texts[5]; /* name, prompt, rule, message, folder */
  for (size_t i = 0; i < sizeof texts / sizeof *texts; ++i) {
    texts[i] = text_copy(take_part(&rest));
  }
  lgr_result *result = fuzz_grade_with(grader, rest, texts[0], texts[1]);
  if (result != NULL) {
    write_and_read(format, result, choice, texts);
  }
  lgr_result_free(result);
  for (size_t i = 0; i < sizeof texts / sizeof *texts; ++i) {
    free(texts[i]);
  }
  return 0;
}
