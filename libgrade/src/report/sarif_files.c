#include <string.h>

#include "report/paths.h"
#include "report/sarif.h"

static const char base_id[] = "%SRCROOT%";

/* -- collecting ---------------------------------------------------------------- */

static int add_uri(lg_sarif *sarif, size_t position, const char *path) {
  if (path == NULL) {
    return 1;
  }
  lg_buffer_clear(&sarif->room);
  lg_path_as_uri(&sarif->room, *path != '\0' ? path : "answer", sarif->input->options.root);
  if (sarif->room.failed) {
    return 0;
  }
  sarif->uris[position] = lg_arena_copy(&sarif->arena, sarif->room.bytes, sarif->room.length);
  return sarif->uris[position] != NULL;
}

static uint32_t first_line_end(const lg_result *result) {
  size_t end = 0;
  while (end < result->answer_length && result->answer[end] != '\n' &&
         result->answer[end] != '\r') {
    ++end;
  }
  uint32_t line = 0;
  uint32_t column = 0;
  lg_locate(result->answer, result->answer_length, end, &line, &column);
  return lg_editor_column(result, line, column);
}

static int measure_first_lines(lg_sarif *sarif) {
  const size_t count = sarif->input->count;
  if (count == 0) {
    return 1;
  }
  sarif->first_lines = lg_arena_take_array(&sarif->arena, count, sizeof *sarif->first_lines);
  if (sarif->first_lines == NULL) {
    return 0;
  }
  for (size_t i = 0; i < count; ++i) {
    sarif->first_lines[i] = first_line_end(sarif->input->results[i]);
  }
  return 1;
}

int lg_sarif_collect_files(lg_sarif *sarif) {
  const size_t answers = sarif->input->count;
  const size_t count = answers + sarif->note_count;
  if (count == 0) {
    return 1;
  }
  sarif->uris = lg_arena_take_array(&sarif->arena, count, sizeof *sarif->uris);
  int done = sarif->uris != NULL;
  for (size_t i = 0; done && i < answers; ++i) {
    done = add_uri(sarif, i, sarif->input->results[i]->path);
  }
  for (size_t i = 0; done && i < sarif->note_count; ++i) {
    done = add_uri(sarif, answers + i, sarif->notes[i].path);
  }
  return done && measure_first_lines(sarif) &&
         lg_sarif_names_build(&sarif->files, &sarif->arena, sarif->uris, count);
}

/* -- writing ------------------------------------------------------------------- */

static bool is_absolute(const char *uri) {
  return strncmp(uri, "file:///", 8) == 0;
}

void lg_sarif_write_bases(lg_sarif *sarif) {
  lg_json *json = &sarif->json;
  bool used = false;
  for (uint32_t i = 0; i < sarif->files.count; ++i) {
    used = used || !is_absolute(sarif->uris[sarif->files.firsts[i]]);
  }
  if (!used) {
    return;
  }
  lg_json_key(json, "originalUriBaseIds");
  lg_json_begin_object(json);
  lg_json_key(json, base_id);
  lg_json_begin_object(json);
  lg_buffer_add_text(&sarif->text, "The folder that paths are told from.");
  lg_sarif_text_object(sarif, "description");
  lg_json_end_object(json);
  lg_json_end_object(json);
}

static void write_uri(lg_json *json, const char *uri) {
  lg_json_member_string(json, "uri", uri);
  if (!is_absolute(uri)) {
    lg_json_member_string(json, "uriBaseId", base_id);
  }
}

void lg_sarif_write_file(lg_sarif *sarif, size_t position) {
  lg_json *json = &sarif->json;
  lg_json_key(json, "artifactLocation");
  lg_json_begin_object(json);
  write_uri(json, sarif->uris[position]);
  lg_json_member_unsigned(json, "index", sarif->files.numbers[position]);
  lg_json_end_object(json);
}

static void write_answer(lg_json *json, const lg_result *result) {
  lg_json_member_unsigned(json, "length", result->answer_length);
  lg_json_key(json, "properties");
  lg_json_begin_object(json);
  lg_json_member_string(json, "rubric", result->rubric_id);
  lg_json_member_string(json, "rubricVersion", result->rubric_version);
  lg_json_member_string(json, "rubricDigest", result->rubric_digest);
  lg_json_member_milli(json, "score", result->score);
  lg_json_member_milli(json, "max", result->max);
  lg_json_member_string(json, "band", result->band);
  lg_json_member_boolean(json, "complete", result->complete);
  lg_json_member_boolean(json, "design", result->design);
  lg_json_end_object(json);
}

void lg_sarif_write_files(lg_sarif *sarif) {
  lg_json *json = &sarif->json;
  lg_json_key(json, "artifacts");
  lg_json_begin_array(json);
  for (uint32_t i = 0; i < sarif->files.count && sarif->output->status == LG_OK; ++i) {
    const size_t first = sarif->files.firsts[i];
    lg_json_begin_object(json);
    lg_json_key(json, "location");
    lg_json_begin_object(json);
    write_uri(json, sarif->uris[first]);
    lg_json_end_object(json);
    if (first < sarif->input->count) {
      write_answer(json, sarif->input->results[first]);
    }
    lg_json_end_object(json);
  }
  lg_json_end_array(json);
}
