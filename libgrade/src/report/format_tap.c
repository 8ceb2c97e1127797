/* TAP, the Test Anything Protocol: a plan, then one line for each verdict
 * (verdicts.h) on every answer. The header says version 13, because common
 * readers refuse 14, and nothing of 14 is used.
 *
 *   not ok 5 - rides.md: store.compaction: Small files are merged
 *     ---
 *     message: "Small files are merged: missing. Say what merges them."
 *     severity: "fail"
 *     ...
 *
 * A reader obeys what begins a line ("Bail out!", "1..0") and what follows a #
 * ("SKIP", "TODO"). Text from outside never begins a line, has no line breaks,
 * and # and \ in it are escaped. In the block below it is a string of JSON,
 * which is one of YAML as well. */
#include <string.h>

#include "report/escape.h"
#include "report/format.h"
#include "report/json_writer.h"
#include "report/verdicts.h"

typedef struct tap {
  lg_output *output;
  const lg_report_input *input;
  lg_verdicts verdicts;
  lg_buffer raw;  /* scratch */
  lg_buffer safe; /* scratch */
  uint64_t number;
} tap;

/* -- texts --------------------------------------------------------------------- */

static void look_for_failure(tap *t) {
  if (t->raw.failed || t->safe.failed) {
    lg_output_fail(t->output, LG_NO_MEMORY);
  }
}

/* What stands in `safe`, so that no # in it begins a directive. */
static void write_description(tap *t) {
  look_for_failure(t);
  for (size_t i = 0; i < t->safe.length; ++i) {
    if (t->safe.bytes[i] == '#' || t->safe.bytes[i] == '\\') {
      lg_output_byte(t->output, '\\');
    }
    lg_output_byte(t->output, t->safe.bytes[i]);
  }
}

static void write_path(tap *t, const char *path) {
  lg_buffer_clear(&t->safe);
  lg_escape_terminal(&t->safe, path, strlen(path), LG_ESCAPE_NAME);
  write_description(t);
}

static void member(tap *t, const char *key, const char *bytes, size_t length, lg_escape_mode mode) {
  lg_json json;
  lg_buffer_clear(&t->safe);
  lg_escape_terminal(&t->safe, bytes, length, mode);
  look_for_failure(t);
  lg_output_text(t->output, "  ");
  lg_output_text(t->output, key);
  lg_output_text(t->output, ": ");
  lg_json_init(&json, t->output, true);
  lg_json_string_of(&json, t->safe.length > 0 ? t->safe.bytes : "", t->safe.length);
  lg_output_byte(t->output, '\n');
}

/* -- points -------------------------------------------------------------------- */

/* The words that TAP's own examples use. */
static const char *severity_of(lg_verdict_status status) {
  return status == LG_VERDICT_PARTIAL    ? "comment"
         : status == LG_VERDICT_ACCEPTED ? "todo"
         : status == LG_VERDICT_ERROR    ? "error"
                                         : "fail";
}

static void write_block(tap *t, const lg_verdict *verdict) {
  const char *severity = severity_of(verdict->status);
  const char *reason = lg_verdict_reason(verdict, t->input->options.verbose);
  const lg_result_evidence *place = verdict->fault.place;
  lg_output_text(t->output, "  ---\n");
  lg_buffer_clear(&t->raw);
  lg_verdict_message(verdict, &t->raw);
  member(t, "message", t->raw.length > 0 ? t->raw.bytes : "", t->raw.length, LG_ESCAPE_FLOW);
  member(t, "severity", severity, strlen(severity), LG_ESCAPE_FLOW);
  if (reason != NULL) {
    member(t, "reason", reason, strlen(reason), LG_ESCAPE_FLOW);
  }
  if (place != NULL) {
    member(t, "quote", place->text, place->text_length, LG_ESCAPE_FLOW);
  }
  if (verdict->fault.path[0] != '\0') {
    lg_output_text(t->output, "  at:\n");
    member(t, "  file", verdict->fault.path, strlen(verdict->fault.path), LG_ESCAPE_NAME);
    lg_output_text(t->output, "    line: ");
    lg_output_unsigned(t->output, lg_fault_line(&verdict->fault));
    lg_output_byte(t->output, '\n');
  }
  lg_output_text(t->output, "  ...\n");
}

static void write_point(tap *t, const lg_verdict *verdict) {
  static const struct {
    const char *result;
    const char *directive;
    bool explained;
  } forms[] = {
      [LG_VERDICT_PASSED] = {"ok ", "", false},
      [LG_VERDICT_PARTIAL] = {"ok ", "", true},
      [LG_VERDICT_FAILED] = {"not ok ", "", true},
      [LG_VERDICT_ERROR] = {"not ok ", "", true},
      [LG_VERDICT_ACCEPTED] = {"not ok ", " # TODO accepted in the baseline", true},
      [LG_VERDICT_SKIPPED] = {"ok ", " # SKIP not a design", false},
  };
  lg_output_text(t->output, forms[verdict->status].result);
  lg_output_unsigned(t->output, ++t->number);
  lg_output_text(t->output, " - ");
  if (verdict->fault.path[0] != '\0') {
    write_path(t, verdict->fault.path);
    lg_output_text(t->output, ": ");
  }
  lg_buffer_clear(&t->safe);
  lg_verdict_name(verdict, &t->safe);
  write_description(t);
  lg_output_text(t->output, forms[verdict->status].directive);
  lg_output_byte(t->output, '\n');
  if (forms[verdict->status].explained) {
    write_block(t, verdict);
  }
}

/* -- the whole ----------------------------------------------------------------- */

/* A comment, for the eye. */
static void write_heading(tap *t, const lg_result *result) {
  lg_output_text(t->output, "# ");
  write_path(t, result->path);
  lg_output_text(t->output, ": ");
  lg_output_milli(t->output, result->score);
  lg_output_text(t->output, " of ");
  lg_output_milli(t->output, result->max);
  if (result->band != NULL) {
    lg_output_text(t->output, ", ");
    lg_buffer_clear(&t->safe);
    lg_escape_terminal(&t->safe, result->band, strlen(result->band), LG_ESCAPE_NAME);
    write_description(t);
  }
  lg_output_text(t->output, result->complete ? "\n" : ", incomplete\n");
}

static void write_points(tap *t, int read) {
  if (!read) {
    lg_output_fail(t->output, LG_NO_MEMORY);
  }
  for (size_t i = 0; i < t->verdicts.count && t->output->status == LG_OK; ++i) {
    write_point(t, &t->verdicts.items[i]);
  }
}

static void write_all(tap *t) {
  const lg_report_input *input = t->input;
  lg_verdict_counts counts;
  if (!lg_verdicts_count_all(&t->verdicts, input, &counts)) {
    lg_output_fail(t->output, LG_NO_MEMORY);
    return;
  }
  lg_output_text(t->output, "TAP version 13\n1..");
  lg_output_unsigned(t->output, counts.tests);
  lg_output_text(t->output, counts.tests > 0 ? "\n" : " # SKIP no answers\n");
  write_points(t, lg_verdicts_read_lost(&t->verdicts, input));
  for (size_t i = 0; i < input->count && t->output->status == LG_OK; ++i) {
    write_heading(t, input->results[i]);
    write_points(t, lg_verdicts_read(&t->verdicts, input, i));
  }
}

void lg_format_tap(const lg_report_input *input, lg_output *output) {
  tap t = {.input = input, .output = output};
  lg_verdicts_init(&t.verdicts, &output->buffer.allocator);
  lg_buffer_init(&t.raw, &output->buffer.allocator);
  lg_buffer_init(&t.safe, &output->buffer.allocator);
  write_all(&t);
  lg_buffer_free(&t.safe);
  lg_buffer_free(&t.raw);
  lg_verdicts_free(&t.verdicts);
}
