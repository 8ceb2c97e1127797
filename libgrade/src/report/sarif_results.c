#include <string.h>

#include "base/limits.h"
#include "report/sarif.h"
#include "report/sarif_text.h"

/* -- places -------------------------------------------------------------------- */

/* The words themselves, where the quotation was not cut. */
static void write_snippet(lg_json *json, const lg_result_evidence *evidence) {
  if (evidence->end - evidence->start > LG_LIMIT_EXCERPT_BYTES || evidence->text_length == 0) {
    return;
  }
  lg_json_key(json, "snippet");
  lg_json_begin_object(json);
  lg_json_key(json, "text");
  lg_json_string_of(json, evidence->text, evidence->text_length);
  lg_json_end_object(json);
}

static void write_region(lg_json *json, const lg_result *result,
                         const lg_result_evidence *evidence) {
  lg_json_member_unsigned(json, "startLine", evidence->line);
  lg_json_member_unsigned(json, "startColumn",
                          lg_editor_column(result, evidence->line, evidence->column));
  lg_json_member_unsigned(json, "endLine", evidence->end_line);
  lg_json_member_unsigned(json, "endColumn",
                          lg_editor_column(result, evidence->end_line, evidence->end_column));
  lg_json_member_unsigned(json, "byteOffset", evidence->start);
  lg_json_member_unsigned(json, "byteLength", evidence->end - evidence->start);
  write_snippet(json, evidence);
}

/* What is about the answer as a whole stands at its first line. */
static void write_first_line(lg_json *json, uint32_t end_column) {
  lg_json_member_unsigned(json, "startLine", 1);
  lg_json_member_unsigned(json, "startColumn", 1);
  lg_json_member_unsigned(json, "endLine", 1);
  lg_json_member_unsigned(json, "endColumn", end_column);
}

static void write_place(lg_sarif *sarif, size_t answer, const lg_result_evidence *evidence) {
  lg_json *json = &sarif->json;
  lg_json_key(json, "physicalLocation");
  lg_json_begin_object(json);
  lg_sarif_write_file(sarif, answer);
  lg_json_key(json, "region");
  lg_json_begin_object(json);
  if (evidence != NULL) {
    write_region(json, sarif->input->results[answer], evidence);
  } else {
    write_first_line(json, sarif->first_lines[answer]);
  }
  lg_json_end_object(json);
  lg_json_end_object(json);
}

static void write_locations(lg_sarif *sarif, const lg_fault *fault) {
  lg_json *json = &sarif->json;
  lg_json_key(json, "locations");
  lg_json_begin_array(json);
  lg_json_begin_object(json);
  write_place(sarif, fault->answer, fault->place);
  lg_json_end_object(json);
  lg_json_end_array(json);
}

/* Several signals may quote the same words; they stand side by side. */
static bool said_before(const lg_result_evidence *evidence) {
  return evidence[-1].start == evidence->start && evidence[-1].end == evidence->end;
}

static uint32_t count_evidence(const lg_fault *fault) {
  return fault->criterion != NULL ? fault->criterion->evidence_count
         : fault->penalty != NULL ? fault->penalty->evidence_count
                                  : 0;
}

static void write_related_place(lg_sarif *sarif, const lg_fault *fault, uint32_t index) {
  lg_json *json = &sarif->json;
  lg_json_begin_object(json);
  lg_json_member_unsigned(json, "id", index);
  write_place(sarif, fault->answer, &fault->place[index]);
  lg_buffer_add_text(&sarif->text, "Here too.");
  lg_sarif_text_object(sarif, "message");
  lg_json_end_object(json);
}

/* The rest of the evidence. */
static void write_related(lg_sarif *sarif, const lg_fault *fault) {
  const uint32_t count = count_evidence(fault);
  bool begun = false;
  for (uint32_t i = 1; i < count; ++i) {
    if (said_before(&fault->place[i])) {
      continue;
    }
    if (!begun) {
      lg_json_key(&sarif->json, "relatedLocations");
      lg_json_begin_array(&sarif->json);
      begun = true;
    }
    write_related_place(sarif, fault, i);
  }
  if (begun) {
    lg_json_end_array(&sarif->json);
  }
}

/* -- results ------------------------------------------------------------------- */

static void write_message(lg_sarif *sarif, const lg_fault *fault) {
  lg_buffer_clear(&sarif->room);
  lg_fault_message(fault, &sarif->room);
  if (!sarif->room.failed) {
    lg_sarif_message(&sarif->text, sarif->room.bytes);
  }
  lg_sarif_text_object(sarif, "message");
}

static void write_fingerprints(lg_sarif *sarif, size_t index) {
  lg_json_key(&sarif->json, "partialFingerprints");
  lg_json_begin_object(&sarif->json);
  lg_fingerprint_write(&sarif->by_wording[index], &sarif->text);
  lg_sarif_member(sarif, "primaryLocationLineHash");
  lg_fingerprint_write(&sarif->by_rule[index], &sarif->text);
  lg_sarif_member(sarif, "gradeCriterion/v1");
  lg_json_end_object(&sarif->json);
}

/* On every result or on none: where one has it, its absence means "unknown". */
static void write_suppressions(lg_json *json, const lg_fault *fault) {
  lg_json_key(json, "suppressions");
  lg_json_begin_array(json);
  if (fault->accepted) {
    lg_json_begin_object(json);
    lg_json_member_string(json, "kind", "external");
    lg_json_member_string(json, "status", "accepted");
    lg_json_member_string(json, "justification", "accepted in the baseline");
    lg_json_end_object(json);
  }
  lg_json_end_array(json);
}

static void write_figures(lg_json *json, const lg_fault *fault) {
  if (fault->criterion == NULL && fault->penalty == NULL) {
    return;
  }
  lg_json_key(json, "properties");
  lg_json_begin_object(json);
  if (fault->criterion != NULL) {
    lg_json_member_unsigned(json, "level", fault->criterion->level);
    lg_json_member_unsigned(json, "maxLevel", fault->criterion->max_level);
    lg_json_member_milli(json, "points", fault->criterion->points);
    lg_json_member_milli(json, "maxPoints", fault->criterion->max_points);
  } else {
    lg_json_member_milli(json, "points", fault->penalty->points);
  }
  lg_json_end_object(json);
}

static void write_rule(lg_sarif *sarif, const lg_fault *fault) {
  const uint32_t rule = lg_sarif_rule_of(sarif, fault);
  if (rule == LG_NOT_FOUND) {
    lg_output_fail(sarif->output, LG_NO_MEMORY);
    return;
  }
  lg_json_member_string(&sarif->json, "ruleId", sarif->rules[sarif->rule_names.firsts[rule]].id);
  lg_json_member_unsigned(&sarif->json, "ruleIndex", rule);
}

static void write_result(lg_sarif *sarif, size_t index, bool suppressing) {
  lg_json *json = &sarif->json;
  const lg_fault *fault = &sarif->faults.items[index];
  lg_json_begin_object(json);
  write_rule(sarif, fault);
  lg_json_member_string(json, "kind", "fail");
  lg_json_member_string(json, "level", lg_severity_name(fault->severity));
  write_message(sarif, fault);
  write_locations(sarif, fault);
  write_related(sarif, fault);
  write_fingerprints(sarif, index);
  if (suppressing) {
    write_suppressions(json, fault);
  }
  write_figures(json, fault);
  lg_json_end_object(json);
}

/* Faults without a result are notifications, see sarif_notes.c. */
void lg_sarif_write_results(lg_sarif *sarif) {
  const lg_faults *faults = &sarif->faults;
  bool suppressing = false;
  for (size_t i = 0; i < faults->count; ++i) {
    suppressing = suppressing || faults->items[i].accepted;
  }
  lg_json_key(&sarif->json, "results");
  lg_json_begin_array(&sarif->json);
  for (size_t i = 0; i < faults->count && sarif->output->status == LG_OK; ++i) {
    if (faults->items[i].result != NULL) {
      write_result(sarif, i, suppressing);
    }
  }
  lg_json_end_array(&sarif->json);
}
