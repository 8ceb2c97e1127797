/* GitLab's code quality report: an array, empty when there is nothing to tell.
 *
 * GitLab stops reading at the first entry it does not like, and of entries with
 * the same fingerprint it keeps one. Paths are told from the root; one outside of
 * it stays absolute, which GitLab shows without a link. What stood in the
 * baseline is left out. */
#include <string.h>

#include "report/escape.h"
#include "report/faults.h"
#include "report/fingerprint.h"
#include "report/format.h"
#include "report/json_writer.h"
#include "report/paths.h"

typedef struct writer {
  lg_json json;
  const char *root;
  lg_faults faults;
  lg_fingerprint *fingerprints;
  lg_arena arena;
  lg_buffer message; /* as it is */
  lg_buffer shown;   /* as it is shown */
} writer;

static const char *severity_of(lg_fault_kind kind) {
  switch (kind) {
  case LG_FAULT_NOT_GRADED:
    return "blocker";
  case LG_FAULT_UNDECIDED:
  case LG_FAULT_CHECK:
  case LG_FAULT_NO_DESIGN:
    return "critical";
  case LG_FAULT_PENALTY:
    return "major";
  case LG_FAULT_MISSING:
    return "minor";
  case LG_FAULT_PARTIAL:
    break;
  }
  return "info";
}

static void write_shown(writer *w, const char *key) {
  if (w->message.failed || w->shown.failed) {
    lg_output_fail(w->json.output, LG_NO_MEMORY);
    return;
  }
  lg_json_key(&w->json, key);
  lg_json_string_of(&w->json, w->shown.bytes, w->shown.length);
  lg_buffer_clear(&w->message);
  lg_buffer_clear(&w->shown);
}

static void write_location(writer *w, const lg_fault *fault) {
  lg_json *json = &w->json;
  lg_json_key(json, "location");
  lg_json_begin_object(json);
  lg_json_member_string(json, "path", lg_path_relative(lg_fault_path(fault), w->root));
  lg_json_key(json, "lines");
  lg_json_begin_object(json);
  lg_json_member_unsigned(json, "begin", lg_fault_line(fault));
  if (fault->place != NULL) {
    lg_json_member_unsigned(json, "end", fault->place->end_line);
  }
  lg_json_end_object(json);
  lg_json_end_object(json);
}

static void write_fault(writer *w, const lg_fault *fault, const lg_fingerprint *fingerprint) {
  lg_json_begin_object(&w->json);
  lg_fault_message(fault, &w->message);
  lg_escape_terminal(&w->shown, w->message.bytes, w->message.length, LG_ESCAPE_FLOW);
  write_shown(w, "description");
  lg_json_member_string(&w->json, "check_name", fault->rule);
  lg_fingerprint_write(fingerprint, &w->shown);
  write_shown(w, "fingerprint");
  lg_json_member_string(&w->json, "severity", severity_of(fault->kind));
  write_location(w, fault);
  lg_json_end_object(&w->json);
}

static void write_faults(writer *w) {
  const lg_faults *faults = &w->faults;
  lg_json_begin_array(&w->json);
  for (size_t i = 0; i < faults->count && w->json.output->status == LG_OK; ++i) {
    if (!faults->items[i].accepted) {
      write_fault(w, &faults->items[i], &w->fingerprints[i]);
    }
  }
  lg_json_end_array(&w->json);
  lg_output_byte(w->json.output, '\n');
}

void lg_format_gitlab(const lg_report_input *input, lg_output *output) {
  const lg_allocator *allocator = &output->buffer.allocator;
  writer w = {.root = input->options.root};
  lg_json_init(&w.json, output, false);
  lg_arena_init(&w.arena, allocator);
  lg_buffer_init(&w.message, allocator);
  lg_buffer_init(&w.shown, allocator);
  if (lg_faults_collect(&w.faults, input, allocator) &&
      lg_fingerprints_make(&w.faults, LG_FINGERPRINT_RULE, w.root, &w.arena, &w.fingerprints)) {
    write_faults(&w);
  } else {
    lg_output_fail(output, LG_NO_MEMORY);
  }
  lg_buffer_free(&w.shown);
  lg_buffer_free(&w.message);
  lg_faults_free(&w.faults);
  lg_arena_free(&w.arena);
}
