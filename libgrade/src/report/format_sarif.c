/* SARIF 2.1.0 (OASIS), as GitHub's code scanning and editors read it: one run
 * with the rules of the rubric, and one result for every fault, the most
 * important first: GitHub shows 5,000 and refuses a file with more than 25,000,
 * so that the others are left out, and a notification says how many.
 *
 * Columns count code points. Paths are relative to the base %SRCROOT%, which the
 * reader knows; files outside of it have absolute URIs. */
#include "report/format.h"
#include "report/sarif.h"

void lg_sarif_member(lg_sarif *sarif, const char *key) {
  if (sarif->text.failed || sarif->room.failed) {
    lg_output_fail(sarif->output, LG_NO_MEMORY);
    return;
  }
  lg_json_key(&sarif->json, key);
  lg_json_string_of(&sarif->json, sarif->text.bytes, sarif->text.length);
  lg_buffer_clear(&sarif->text);
}

void lg_sarif_text_object(lg_sarif *sarif, const char *key) {
  lg_json_key(&sarif->json, key);
  lg_json_begin_object(&sarif->json);
  lg_sarif_member(sarif, "text");
  lg_json_end_object(&sarif->json);
}

static void write_tool(lg_sarif *sarif) {
  lg_json *json = &sarif->json;
  lg_json_key(json, "tool");
  lg_json_begin_object(json);
  lg_json_key(json, "driver");
  lg_json_begin_object(json);
  lg_json_member_string(json, "name", "grade");
  lg_json_member_string(json, "version", sarif->input->tool_version);
  lg_json_member_string(json, "semanticVersion", sarif->input->tool_version);
  lg_sarif_write_rules(sarif);
  lg_json_key(json, "properties");
  lg_json_begin_object(json);
  lg_json_member_unsigned(json, "scoring", sarif->input->scoring_version);
  lg_json_end_object(json);
  lg_json_end_object(json);
  lg_json_end_object(json);
}

/* Runs by the same rubric are one series; what the slash ends is its name. */
static void write_series(lg_sarif *sarif) {
  const lg_report_input *input = sarif->input;
  lg_buffer_add_text(&sarif->text, "grade/");
  if (input->count > 0) {
    lg_buffer_format(&sarif->text, "%s/", input->results[0]->rubric_id);
  }
  lg_json_key(&sarif->json, "automationDetails");
  lg_json_begin_object(&sarif->json);
  lg_sarif_member(sarif, "id");
  lg_json_end_object(&sarif->json);
}

/* What counts as the end of a line when lines are numbered. */
static void write_line_ends(lg_json *json) {
  lg_json_key(json, "newlineSequences");
  lg_json_begin_array(json);
  lg_json_string(json, "\r\n");
  lg_json_string(json, "\n");
  lg_json_string(json, "\r");
  lg_json_end_array(json);
}

static void write_run(lg_sarif *sarif) {
  lg_json *json = &sarif->json;
  lg_json_begin_object(json);
  write_tool(sarif);
  write_series(sarif);
  lg_json_member_string(json, "columnKind", "unicodeCodePoints");
  lg_json_member_string(json, "defaultEncoding", "UTF-8");
  write_line_ends(json);
  lg_sarif_write_bases(sarif);
  lg_sarif_write_invocations(sarif);
  lg_sarif_write_files(sarif);
  lg_sarif_write_results(sarif);
  lg_json_end_object(json);
}

static void write_document(lg_sarif *sarif) {
  lg_json *json = &sarif->json;
  lg_json_begin_object(json);
  lg_json_member_string(json, "$schema", "https://json.schemastore.org/sarif-2.1.0.json");
  lg_json_member_string(json, "version", "2.1.0");
  lg_json_key(json, "runs");
  lg_json_begin_array(json);
  write_run(sarif);
  lg_json_end_array(json);
  lg_json_end_object(json);
  lg_output_byte(sarif->output, '\n');
}

/* What could not be graded is no result. */
static void keep_most_important(lg_sarif *sarif) {
  lg_faults *faults = &sarif->faults;
  size_t kept = 0;
  size_t results = 0;
  for (size_t i = 0; i < faults->count; ++i) {
    const bool is_result = faults->items[i].result != NULL;
    if (is_result && results == LG_SARIF_MOST_RESULTS) {
      ++sarif->left_out;
      continue;
    }
    results += is_result ? 1 : 0;
    faults->items[kept++] = faults->items[i];
  }
  faults->count = kept;
}

static int collect(lg_sarif *sarif, const lg_allocator *allocator) {
  const char *root = sarif->input->options.root;
  lg_faults *faults = &sarif->faults;
  if (!lg_faults_collect(faults, sarif->input, allocator)) {
    return 0;
  }
  lg_faults_by_importance(faults);
  keep_most_important(sarif);
  return lg_fingerprints_make(faults, LG_FINGERPRINT_WORDING, root, &sarif->arena,
                              &sarif->by_wording) &&
         lg_fingerprints_make(faults, LG_FINGERPRINT_RULE, root, &sarif->arena, &sarif->by_rule) &&
         lg_sarif_collect_rules(sarif) && lg_sarif_collect_notes(sarif) &&
         lg_sarif_collect_files(sarif);
}

void lg_format_sarif(const lg_report_input *input, lg_output *output) {
  const lg_allocator *allocator = &output->buffer.allocator;
  lg_sarif sarif = {.input = input, .output = output};
  lg_json_init(&sarif.json, output, false);
  lg_arena_init(&sarif.arena, allocator);
  lg_buffer_init(&sarif.text, allocator);
  lg_buffer_init(&sarif.room, allocator);
  if (collect(&sarif, allocator)) {
    write_document(&sarif);
  } else {
    lg_output_fail(output, LG_NO_MEMORY);
  }
  lg_buffer_free(&sarif.room);
  lg_buffer_free(&sarif.text);
  lg_faults_free(&sarif.faults);
  lg_arena_free(&sarif.arena);
}
