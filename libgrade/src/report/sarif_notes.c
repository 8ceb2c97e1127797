/* What the run has to say about itself: diagnostics are notifications, not
 * results, because they are about grading and not about the answer. */
#include <string.h>

#include "report/sarif.h"
#include "report/sarif_text.h"

/* -- collecting ---------------------------------------------------------------- */

static void add_notes(lg_sarif *sarif, const lg_diagnostics *list, const char *path) {
  for (size_t i = 0; list != NULL && i < list->count; ++i) {
    const lg_diagnostic *item = &list->items[i];
    sarif->notes[sarif->note_count++] =
        (lg_sarif_note){item, *item->origin != '\0' ? item->origin : path};
  }
}

static size_t count_notes(const lg_report_input *input) {
  size_t count = input->diagnostics != NULL ? input->diagnostics->count : 0;
  for (size_t i = 0; i < input->count; ++i) {
    count += input->results[i]->diagnostics.count;
  }
  return count;
}

int lg_sarif_collect_notes(lg_sarif *sarif) {
  const lg_report_input *input = sarif->input;
  const size_t count = count_notes(input);
  if (count == 0) {
    return 1;
  }
  sarif->notes = lg_arena_take_array(&sarif->arena, count, sizeof *sarif->notes);
  if (sarif->notes == NULL) {
    return 0;
  }
  add_notes(sarif, input->diagnostics, NULL);
  for (size_t i = 0; i < input->count; ++i) {
    add_notes(sarif, &input->results[i]->diagnostics, input->results[i]->path);
  }
  return 1;
}

/* -- writing ------------------------------------------------------------------- */

static void write_place(lg_sarif *sarif, size_t index) {
  lg_json *json = &sarif->json;
  const lg_diagnostic *diagnostic = sarif->notes[index].diagnostic;
  lg_json_key(json, "locations");
  lg_json_begin_array(json);
  lg_json_begin_object(json);
  lg_json_key(json, "physicalLocation");
  lg_json_begin_object(json);
  lg_sarif_write_file(sarif, sarif->input->count + index);
  if (diagnostic->line > 0) {
    lg_json_key(json, "region");
    lg_json_begin_object(json);
    lg_json_member_unsigned(json, "startLine", diagnostic->line);
    if (diagnostic->column > 0) {
      lg_json_member_unsigned(json, "startColumn", diagnostic->column);
    }
    lg_json_end_object(json);
  }
  lg_json_end_object(json);
  lg_json_end_object(json);
  lg_json_end_array(json);
}

static void add_sentence(lg_buffer *out, const char *text) {
  lg_sarif_message(out, text);
  if (!out->failed && out->length > 0 && strchr(".!?", out->bytes[out->length - 1]) == NULL) {
    lg_buffer_add_text(out, ".");
  }
}

static void write_note(lg_sarif *sarif, size_t index) {
  lg_json *json = &sarif->json;
  const lg_diagnostic *diagnostic = sarif->notes[index].diagnostic;
  lg_json_begin_object(json);
  lg_json_key(json, "descriptor");
  lg_json_begin_object(json);
  lg_json_member_string(json, "id", diagnostic->code);
  lg_json_end_object(json);
  lg_json_member_string(json, "level", lg_severity_name(diagnostic->severity));
  add_sentence(&sarif->text, diagnostic->message);
  if (*diagnostic->hint != '\0') {
    lg_buffer_add_text(&sarif->text, " Hint: ");
    add_sentence(&sarif->text, diagnostic->hint);
  }
  lg_sarif_text_object(sarif, "message");
  if (sarif->files.numbers[sarif->input->count + index] != LG_NOT_FOUND) {
    write_place(sarif, index);
  }
  lg_json_end_object(json);
}

static void write_left_out(lg_sarif *sarif) {
  lg_json *json = &sarif->json;
  lg_json_begin_object(json);
  lg_json_member_string(json, "level", "warning");
  lg_buffer_add_text(&sarif->text, "Left out: ");
  lg_buffer_add_unsigned(&sarif->text, sarif->left_out);
  lg_buffer_add_text(&sarif->text, sarif->left_out == 1 ? " result" : " results");
  lg_buffer_add_text(&sarif->text, ", because readers take no more than ");
  lg_buffer_add_unsigned(&sarif->text, LG_SARIF_MOST_RESULTS);
  lg_buffer_add_text(&sarif->text, " of a run. Those that are told are the most important.");
  lg_sarif_text_object(sarif, "message");
  lg_json_end_object(json);
}

void lg_sarif_write_invocations(lg_sarif *sarif) {
  lg_json *json = &sarif->json;
  const lg_diagnostics *run = sarif->input->diagnostics;
  lg_json_key(json, "invocations");
  lg_json_begin_array(json);
  lg_json_begin_object(json);
  lg_json_member_boolean(json, "executionSuccessful", run == NULL || run->errors == 0);
  if (sarif->note_count > 0 || sarif->left_out > 0) {
    lg_json_key(json, "toolExecutionNotifications");
    lg_json_begin_array(json);
    if (sarif->left_out > 0) {
      write_left_out(sarif);
    }
    for (size_t i = 0; i < sarif->note_count && sarif->output->status == LG_OK; ++i) {
      write_note(sarif, i);
    }
    lg_json_end_array(json);
  }
  lg_json_end_object(json);
  lg_json_end_array(json);
}
