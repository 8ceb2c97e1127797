/* JUnit XML. No standard says what it is; this is what GitLab, Jenkins, GitHub's
 * actions and the usual libraries agree to read:
 *
 *   <testsuites name="grade" tests failures errors time>
 *     <testsuite name="answers/rides.md" file tests failures errors skipped time>
 *       <properties>  rubric, score, band, ...
 *       <testcase classname="RUBRIC.answers/rides" name="ID: TITLE" file line time>
 *
 * with one suite for each answer, and one case for each verdict (verdicts.h). An
 * answer that could not be graded is a suite with one error. A failure has what
 * is wrong and what to do as `message` (shown first), and as its body the same
 * again with the reason and the quotation nearest to it, because some readers
 * show only the one and some only the other. A case that passed with points left
 * to earn says so in its output.
 *
 * GitLab drops a case whose class and name it has seen in the file. Names within
 * an answer differ, so classes have to differ between answers: also where the
 * same file is given twice. A class is named without ending and dots, because
 * readers take what stands before the last dot for a package.
 *
 * Strict schemas (that of Jenkins' xUnit plugin) know no `file` and `line` and no
 * message on `skipped`; `strict` leaves these out. `skipped` on the root is
 * refused by most and never written. */
#include <string.h>

#include "report/escape.h"
#include "report/format.h"
#include "report/paths.h"
#include "report/unique_names.h"
#include "report/verdicts.h"
#include "report/xml_writer.h"

static const char no_time[] = "0.000"; /* the same input, the same bytes */

typedef struct junit {
  lg_xml xml;
  lg_output *output;
  const lg_report_input *input;
  lg_verdicts verdicts;
  lg_unique_names suites;
  lg_unique_names classes;
  lg_buffer suite_name;
  lg_buffer class_name;
  lg_buffer text;   /* scratch */
  const char *path; /* from the root, as it is; "" without one */
} junit;

/* -- texts --------------------------------------------------------------------- */

static const char *content(junit *j, const lg_buffer *buffer) {
  if (buffer->failed) {
    lg_output_fail(j->output, LG_NO_MEMORY);
  }
  return buffer->bytes != NULL ? buffer->bytes : "";
}

static void attribute(junit *j, const char *name, const lg_buffer *value) {
  lg_xml_attribute(&j->xml, name, content(j, value));
}

/* GitLab and Jenkins attach the file that [[ATTACHMENT|path]] names in the
 * output of a case, wherever it lies. No answer gets to ask for that. */
static void write_text(junit *j) {
  static const char mark[] = "[[ATTACHMENT|";
  const char *rest = content(j, &j->text);
  for (const char *found = strstr(rest, mark); found != NULL; found = strstr(rest, mark)) {
    lg_xml_text(&j->xml, rest, (size_t)(found - rest) + 1);
    lg_xml_text(&j->xml, "\\u005b", 6);
    rest = found + 2;
  }
  lg_xml_text(&j->xml, rest, strlen(rest));
}

/* Everything there is to say on a verdict, in lines; may be nothing. */
static void explain(junit *j, const lg_verdict *verdict) {
  lg_buffer *text = &j->text;
  const char *reason = lg_verdict_reason(verdict, j->input->options.verbose);
  const lg_result_evidence *place = verdict->fault.place;
  lg_buffer_clear(text);
  lg_verdict_message(verdict, text);
  if (reason != NULL) {
    lg_buffer_format(text, "%s%s", text->length > 0 ? "\n" : "", reason);
  }
  if (place != NULL) {
    lg_buffer_format(text, "%sLine %u: \"", text->length > 0 ? "\n" : "", place->line);
    lg_escape_terminal(text, place->text, place->text_length, LG_ESCAPE_FLOW);
    lg_buffer_add_byte(text, '"');
  }
}

/* -- cases --------------------------------------------------------------------- */

static const char *type_of(lg_fault_kind kind) {
  switch (kind) {
  case LG_FAULT_NOT_GRADED:
    return "not graded";
  case LG_FAULT_UNDECIDED:
    return "undecided";
  case LG_FAULT_CHECK:
    return "check";
  case LG_FAULT_NO_DESIGN:
    return "no design";
  case LG_FAULT_PENALTY:
    return "penalty";
  case LG_FAULT_MISSING:
  case LG_FAULT_PARTIAL:
    break;
  }
  return "missing";
}

static void write_message(junit *j, const lg_verdict *verdict) {
  lg_buffer_clear(&j->text);
  lg_verdict_message(verdict, &j->text);
  attribute(j, "message", &j->text);
}

static void write_failure(junit *j, const lg_verdict *verdict, const char *element) {
  lg_xml_begin(&j->xml, element);
  write_message(j, verdict);
  lg_xml_attribute(&j->xml, "type", type_of(verdict->fault.kind));
  explain(j, verdict);
  write_text(j);
  lg_xml_end(&j->xml);
}

static void write_skipped(junit *j, const lg_verdict *verdict) {
  lg_xml_begin(&j->xml, "skipped");
  if (!j->input->options.strict) {
    write_message(j, verdict);
  }
  explain(j, verdict);
  write_text(j);
  lg_xml_end(&j->xml);
}

static void write_output(junit *j, const lg_verdict *verdict) {
  explain(j, verdict);
  if (j->text.length > 0 || j->text.failed) { /* writing what failed tells it */
    lg_xml_begin(&j->xml, "system-out");
    write_text(j);
    lg_xml_end(&j->xml);
  }
}

static void write_case(junit *j, const lg_verdict *verdict) {
  lg_xml_begin(&j->xml, "testcase");
  attribute(j, "classname", &j->class_name);
  lg_buffer_clear(&j->text);
  lg_verdict_name(verdict, &j->text);
  attribute(j, "name", &j->text);
  if (!j->input->options.strict && *j->path != '\0') {
    lg_xml_attribute(&j->xml, "file", j->path);
    lg_xml_attribute_unsigned(&j->xml, "line", lg_fault_line(&verdict->fault));
  }
  lg_xml_attribute(&j->xml, "time", no_time);
  switch (verdict->status) {
  case LG_VERDICT_FAILED:
    write_failure(j, verdict, "failure");
    break;
  case LG_VERDICT_ERROR:
    write_failure(j, verdict, "error");
    break;
  case LG_VERDICT_ACCEPTED:
  case LG_VERDICT_SKIPPED:
    write_skipped(j, verdict);
    break;
  case LG_VERDICT_PASSED:
  case LG_VERDICT_PARTIAL:
    write_output(j, verdict);
    break;
  }
  lg_xml_end(&j->xml);
}

/* -- suites -------------------------------------------------------------------- */

/* The path without its ending, dots as underscores. */
static void add_stem(lg_buffer *out, const char *path) {
  const char *slash = strrchr(path, '/');
  const char *file = slash != NULL ? slash + 1 : path;
  const char *dot = strrchr(file, '.');
  const size_t length = dot != NULL && dot != file ? (size_t)(dot - path) : strlen(path);
  const size_t start = out->length;
  lg_escape_terminal(out, path, length, LG_ESCAPE_NAME);
  for (size_t i = start; !out->failed && i < out->length; ++i) {
    if (out->bytes[i] == '.') {
      out->bytes[i] = '_';
    }
  }
}

static void name_suite(junit *j, const char *path, const char *unnamed, const char *rubric) {
  lg_buffer_clear(&j->suite_name);
  lg_buffer_clear(&j->class_name);
  j->path = lg_path_relative(path, j->input->options.root);
  path = *j->path != '\0' ? j->path : unnamed;
  lg_escape_terminal(&j->suite_name, path, strlen(path), LG_ESCAPE_NAME);
  lg_buffer_format(&j->class_name, "%s.", rubric);
  add_stem(&j->class_name, path);
  if (!lg_unique_names_make(&j->suites, &j->suite_name) ||
      !lg_unique_names_make(&j->classes, &j->class_name)) {
    lg_output_fail(j->output, LG_NO_MEMORY);
  }
}

static void begin_suite(junit *j, const lg_verdict_counts *counts) {
  lg_xml_begin(&j->xml, "testsuite");
  attribute(j, "name", &j->suite_name);
  if (!j->input->options.strict && *j->path != '\0') {
    lg_xml_attribute(&j->xml, "file", j->path);
  }
  lg_xml_attribute_unsigned(&j->xml, "tests", counts->tests);
  lg_xml_attribute_unsigned(&j->xml, "failures", counts->failures);
  lg_xml_attribute_unsigned(&j->xml, "errors", counts->errors);
  lg_xml_attribute_unsigned(&j->xml, "skipped", counts->skipped);
  lg_xml_attribute(&j->xml, "time", no_time);
}

static void begin_property(junit *j, const char *name) {
  lg_xml_begin(&j->xml, "property");
  lg_xml_attribute(&j->xml, "name", name);
}

static void property(junit *j, const char *name, const char *value) {
  begin_property(j, name);
  lg_xml_attribute(&j->xml, "value", value);
  lg_xml_end(&j->xml);
}

static void property_milli(junit *j, const char *name, lg_milli value) {
  begin_property(j, name);
  lg_xml_attribute_milli(&j->xml, "value", value);
  lg_xml_end(&j->xml);
}

static void write_properties(junit *j, const lg_result *result) {
  lg_xml_begin(&j->xml, "properties");
  property(j, "rubric", result->rubric_id);
  property(j, "rubric.version", result->rubric_version);
  property(j, "rubric.digest", result->rubric_digest);
  property(j, "grade.version", j->input->tool_version);
  begin_property(j, "grade.scoring");
  lg_xml_attribute_unsigned(&j->xml, "value", j->input->scoring_version);
  lg_xml_end(&j->xml);
  property_milli(j, "score", result->score);
  property_milli(j, "max", result->max);
  if (result->band != NULL) {
    property(j, "band", result->band);
  }
  property(j, "complete", result->complete ? "true" : "false");
  property(j, "design", result->design ? "true" : "false");
  lg_xml_end(&j->xml);
}

/* What was to be said about the answer itself, such as bytes that are no text. */
static void write_diagnostics(junit *j, const lg_diagnostics *diagnostics) {
  if (diagnostics->count == 0) {
    return;
  }
  lg_buffer_clear(&j->text);
  for (size_t i = 0; i < diagnostics->count; ++i) {
    const lg_diagnostic *item = &diagnostics->items[i];
    lg_buffer_format(&j->text, "%s[%s]: %s\n", lg_severity_name(item->severity), item->code,
                     item->message);
  }
  lg_xml_begin(&j->xml, "system-err");
  write_text(j);
  lg_xml_end(&j->xml);
}

static void write_lost(junit *j) {
  if (!lg_verdicts_read_lost(&j->verdicts, j->input)) {
    lg_output_fail(j->output, LG_NO_MEMORY);
  }
  for (size_t i = 0; i < j->verdicts.count && j->output->status == LG_OK; ++i) {
    const lg_verdict *verdict = &j->verdicts.items[i];
    lg_verdict_counts counts = {.tests = 0};
    lg_verdict_count(verdict, &counts);
    name_suite(j, verdict->fault.path, "run", "grade");
    begin_suite(j, &counts);
    write_case(j, verdict);
    lg_xml_end(&j->xml);
  }
}

static void write_answer(junit *j, size_t index) {
  const lg_result *result = j->input->results[index];
  lg_verdict_counts counts = {.tests = 0};
  if (!lg_verdicts_read(&j->verdicts, j->input, index)) {
    lg_output_fail(j->output, LG_NO_MEMORY);
    return;
  }
  for (size_t i = 0; i < j->verdicts.count; ++i) {
    lg_verdict_count(&j->verdicts.items[i], &counts);
  }
  name_suite(j, result->path, "answer", result->rubric_id);
  begin_suite(j, &counts);
  write_properties(j, result);
  for (size_t i = 0; i < j->verdicts.count; ++i) {
    write_case(j, &j->verdicts.items[i]);
  }
  write_diagnostics(j, &result->diagnostics);
  lg_xml_end(&j->xml);
}

/* -- the whole ----------------------------------------------------------------- */

static void write_suites(junit *j) {
  lg_verdict_counts counts;
  if (!lg_verdicts_count_all(&j->verdicts, j->input, &counts)) {
    lg_output_fail(j->output, LG_NO_MEMORY);
    return;
  }
  lg_xml_init(&j->xml, j->output);
  lg_xml_begin(&j->xml, "testsuites");
  lg_xml_attribute(&j->xml, "name", "grade");
  lg_xml_attribute_unsigned(&j->xml, "tests", counts.tests);
  lg_xml_attribute_unsigned(&j->xml, "failures", counts.failures);
  lg_xml_attribute_unsigned(&j->xml, "errors", counts.errors);
  lg_xml_attribute(&j->xml, "time", no_time);
  write_lost(j);
  for (size_t i = 0; i < j->input->count && j->output->status == LG_OK; ++i) {
    write_answer(j, i);
  }
  lg_xml_end(&j->xml);
}

void lg_format_junit(const lg_report_input *input, lg_output *output) {
  const lg_allocator *allocator = &output->buffer.allocator;
  junit j = {.input = input, .output = output};
  lg_buffer *const buffers[] = {&j.suite_name, &j.class_name, &j.text};
  lg_verdicts_init(&j.verdicts, allocator);
  lg_unique_names_init(&j.suites, allocator);
  lg_unique_names_init(&j.classes, allocator);
  for (size_t i = 0; i < sizeof buffers / sizeof *buffers; ++i) {
    lg_buffer_init(buffers[i], allocator);
  }
  write_suites(&j);
  for (size_t i = 0; i < sizeof buffers / sizeof *buffers; ++i) {
    lg_buffer_free(buffers[i]);
  }
  lg_unique_names_free(&j.classes);
  lg_unique_names_free(&j.suites);
  lg_verdicts_free(&j.verdicts);
}
