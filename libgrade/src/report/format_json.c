/* Reports for programs. `json` is one object over all answers:
 *
 *   {"report": 1, "tool": {...}, "rubric": {...} or null,
 *    "answers": [ANSWER, ...], "diagnostics": [those of the run]}
 *
 * `jsonl` is one line for each answer, complete in itself, so that lines can be
 * split, filtered and joined:
 *
 *   {"report":1,"tool":{...},"rubric":{...},"answer":ANSWER}
 *
 * ANSWER is the same in both and brings its own diagnostics; diagnostics of the
 * run belong to no line and are left to the caller. "rubric" is null when there
 * is no answer; an answer graded by another rubric than the first has a
 * "rubric" of its own; "checks" are there when the caller gave some. "report"
 * moves when a key changes its meaning or goes. rubrics/schema/report.schema.json
 * describes every key. */
#include <string.h>

#include "report/faults.h"
#include "report/format.h"
#include "report/json_writer.h"

enum { REPORT_VERSION = 1 };

static void write_tool(lg_json *json, const lg_report_input *input) {
  lg_json_member_unsigned(json, "report", REPORT_VERSION);
  lg_json_key(json, "tool");
  lg_json_begin_object(json);
  lg_json_member_string(json, "name", "grade");
  lg_json_member_string(json, "version", input->tool_version);
  lg_json_member_unsigned(json, "scoring", input->scoring_version);
  lg_json_end_object(json);
}

static void write_rubric(lg_json *json, const lg_result *result) {
  lg_json_key(json, "rubric");
  if (result == NULL) {
    lg_json_null(json);
    return;
  }
  lg_json_begin_object(json);
  lg_json_member_string(json, "id", result->rubric_id);
  lg_json_member_string(json, "title", result->rubric_title);
  lg_json_member_string(json, "version", result->rubric_version);
  lg_json_member_string(json, "digest", result->rubric_digest);
  lg_json_end_object(json);
}

static void write_evidence(lg_json *json, const lg_result_evidence *evidence, uint32_t count) {
  lg_json_key(json, "evidence");
  lg_json_begin_array(json);
  for (uint32_t i = 0; i < count; ++i) {
    const lg_result_evidence *item = &evidence[i];
    lg_json_begin_object(json);
    lg_json_member_string(json, "signal", item->signal);
    lg_json_member_unsigned(json, "start", item->start);
    lg_json_member_unsigned(json, "end", item->end);
    lg_json_member_unsigned(json, "line", item->line);
    lg_json_member_unsigned(json, "column", item->column);
    lg_json_member_unsigned(json, "end_line", item->end_line);
    lg_json_member_unsigned(json, "end_column", item->end_column);
    lg_json_key(json, "text");
    lg_json_string_of(json, item->text, item->text_length);
    lg_json_end_object(json);
  }
  lg_json_end_array(json);
}

static void write_sections(lg_json *json, const lg_result *result) {
  lg_json_key(json, "sections");
  lg_json_begin_array(json);
  for (uint32_t i = 0; i < result->section_count; ++i) {
    const lg_result_section *section = &result->sections[i];
    lg_json_begin_object(json);
    lg_json_member_string(json, "id", section->id);
    lg_json_member_string(json, "title", section->title);
    lg_json_member_milli(json, "points", section->points);
    lg_json_member_milli(json, "max_points", section->max_points);
    lg_json_end_object(json);
  }
  lg_json_end_array(json);
}

static void write_criterion(lg_json *json, const lg_result *result,
                            const lg_result_criterion *criterion) {
  lg_json_begin_object(json);
  lg_json_member_string(json, "id", criterion->id);
  lg_json_member_string(json, "title", criterion->title);
  lg_json_member_string(
      json, "section",
      criterion->section < result->section_count ? result->sections[criterion->section].id : NULL);
  lg_json_member_unsigned(json, "level", criterion->level);
  lg_json_member_unsigned(json, "max_level", criterion->max_level);
  lg_json_member_boolean(json, "undetermined", criterion->undetermined);
  lg_json_member_milli(json, "points", criterion->points);
  lg_json_member_milli(json, "max_points", criterion->max_points);
  write_evidence(json, criterion->evidence, criterion->evidence_count);
  lg_json_member_string(json, "reason", criterion->reason);
  lg_json_member_string(json, "held", criterion->held);
  lg_json_member_string(json, "advice", criterion->advice);
  lg_json_member_string(json, "probe", criterion->probe);
  lg_json_end_object(json);
}

static void write_penalties(lg_json *json, const lg_result *result) {
  lg_json_key(json, "penalties");
  lg_json_begin_array(json);
  for (uint32_t i = 0; i < result->penalty_count; ++i) {
    const lg_result_penalty *penalty = &result->penalties[i];
    lg_json_begin_object(json);
    lg_json_member_string(json, "id", penalty->id);
    lg_json_member_string(json, "title", penalty->title);
    lg_json_member_boolean(json, "present", penalty->present);
    lg_json_member_boolean(json, "undetermined", penalty->undetermined);
    lg_json_member_milli(json, "points", penalty->points);
    write_evidence(json, penalty->evidence, penalty->evidence_count);
    lg_json_member_string(json, "advice", penalty->advice);
    lg_json_end_object(json);
  }
  lg_json_end_array(json);
}

static void write_caps(lg_json *json, const lg_result *result) {
  lg_json_key(json, "caps");
  lg_json_begin_array(json);
  for (uint32_t i = 0; i < result->cap_count; ++i) {
    lg_json_begin_object(json);
    lg_json_member_string(json, "band", result->caps[i].band);
    lg_json_member_string(json, "because", result->caps[i].because);
    lg_json_member_milli(json, "score_before", result->caps[i].score_before);
    lg_json_end_object(json);
  }
  lg_json_end_array(json);
}

static void write_next(lg_json *json, const lg_result *result) {
  lg_json_key(json, "next");
  lg_json_begin_array(json);
  for (uint32_t i = 0; i < result->next_count; ++i) {
    const lg_result_next *next = &result->next[i];
    lg_json_begin_object(json);
    lg_json_member_string(json, "id", next->id);
    lg_json_member_string(json, "title", next->title);
    lg_json_member_boolean(json, "penalty", next->penalty);
    lg_json_member_milli(json, "gain", next->gain);
    lg_json_member_string(json, "why", next->why);
    lg_json_member_string(json, "advice", next->advice);
    lg_json_member_string(json, "probe", next->probe);
    lg_json_end_object(json);
  }
  lg_json_end_array(json);
}

static void write_diagnostics(lg_json *json, const lg_diagnostics *diagnostics) {
  lg_json_key(json, "diagnostics");
  lg_json_begin_array(json);
  for (size_t i = 0; diagnostics != NULL && i < diagnostics->count; ++i) {
    const lg_diagnostic *item = &diagnostics->items[i];
    lg_json_begin_object(json);
    lg_json_member_string(json, "severity", lg_severity_name(item->severity));
    lg_json_member_string(json, "code", item->code);
    lg_json_member_string(json, "message", item->message);
    lg_json_member_string(json, "hint", item->hint);
    lg_json_member_string(json, "origin", item->origin);
    lg_json_member_unsigned(json, "line", item->line);
    lg_json_member_unsigned(json, "column", item->column);
    lg_json_end_object(json);
  }
  lg_json_end_array(json);
  if (diagnostics != NULL && diagnostics->suppressed > 0) {
    lg_json_member_unsigned(json, "diagnostics_suppressed", diagnostics->suppressed);
  }
}

static const char *check_status_name(lg_check_status status) {
  switch (status) {
  case LG_CHECK_MET:
    return "met";
  case LG_CHECK_UNMET:
    return "unmet";
  case LG_CHECK_ACCEPTED:
    return "accepted";
  }
  return NULL;
}

static void write_checks(lg_json *json, const lg_report_input *input, size_t index) {
  if (input->options.check_count == 0) {
    return;
  }
  size_t count = 0;
  const lg_check *checks = lg_checks_of(input, index, &count);
  lg_json_key(json, "checks");
  lg_json_begin_array(json);
  for (size_t i = 0; i < count; ++i) {
    lg_json_begin_object(json);
    lg_json_member_string(json, "rule", checks[i].rule);
    lg_json_member_string(json, "status", check_status_name(checks[i].status));
    lg_json_member_string(json, "message", checks[i].message);
    lg_json_end_object(json);
  }
  lg_json_end_array(json);
}

/* `first`: the answer whose rubric is told already. */
static void write_answer(lg_json *json, const lg_report_input *input, size_t index,
                         const lg_result *first) {
  const lg_result *result = input->results[index];
  lg_json_begin_object(json);
  lg_json_member_string(json, "path", result->path);
  if (strcmp(result->rubric_digest, first->rubric_digest) != 0) {
    write_rubric(json, result);
  }
  lg_json_member_milli(json, "score", result->score);
  lg_json_member_milli(json, "max", result->max);
  lg_json_member_string(json, "band", result->band);
  lg_json_member_boolean(json, "complete", result->complete);
  lg_json_member_boolean(json, "design", result->design);
  lg_json_member_string(json, "design_because", result->design_because);
  write_sections(json, result);
  lg_json_key(json, "criteria");
  lg_json_begin_array(json);
  for (uint32_t i = 0; i < result->criterion_count; ++i) {
    write_criterion(json, result, &result->criteria[i]);
  }
  lg_json_end_array(json);
  write_penalties(json, result);
  write_caps(json, result);
  write_next(json, result);
  write_checks(json, input, index);
  write_diagnostics(json, &result->diagnostics);
  lg_json_end_object(json);
}

void lg_format_json(const lg_report_input *input, lg_output *output) {
  const lg_result *first = input->count > 0 ? input->results[0] : NULL;
  lg_json json;
  lg_json_init(&json, output, false);
  lg_json_begin_object(&json);
  write_tool(&json, input);
  write_rubric(&json, first);
  lg_json_key(&json, "answers");
  lg_json_begin_array(&json);
  for (size_t i = 0; i < input->count; ++i) {
    write_answer(&json, input, i, first);
  }
  lg_json_end_array(&json);
  write_diagnostics(&json, input->diagnostics);
  lg_json_end_object(&json);
  lg_output_byte(output, '\n');
}

void lg_format_jsonl(const lg_report_input *input, lg_output *output) {
  for (size_t i = 0; i < input->count; ++i) {
    lg_json json;
    lg_json_init(&json, output, true);
    lg_json_begin_object(&json);
    write_tool(&json, input);
    write_rubric(&json, input->results[i]);
    lg_json_key(&json, "answer");
    write_answer(&json, input, i, input->results[i]);
    lg_json_end_object(&json);
    lg_output_byte(output, '\n');
  }
}
