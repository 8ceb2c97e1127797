#include "report/json_writer.h"

#include <assert.h>
#include <string.h>

#include "base/utf8.h"
#include "report/escape.h"

void lg_json_init(lg_json *json, lg_output *output, bool compact) {
  memset(json, 0, sizeof *json);
  json->output = output;
  json->compact = compact;
}

static void break_line(lg_json *json) {
  if (!json->compact) {
    lg_output_byte(json->output, '\n');
    lg_output_repeat(json->output, ' ', (size_t)json->depth * 2);
  }
}

/* What must stand before the next value or key. */
static void separate(lg_json *json) {
  if (json->keyed) {
    json->keyed = false;
    return;
  }
  if (json->depth == 0) {
    return;
  }
  if (json->filled[json->depth - 1]) {
    lg_output_byte(json->output, ',');
  }
  json->filled[json->depth - 1] = true;
  break_line(json);
}

static void begin(lg_json *json, char bracket) {
  assert(json->depth < LG_JSON_DEPTH);
  separate(json);
  lg_output_byte(json->output, bracket);
  json->filled[json->depth++] = false;
}

static void end(lg_json *json, char bracket) {
  assert(json->depth > 0);
  if (json->filled[--json->depth]) {
    break_line(json);
  }
  lg_output_byte(json->output, bracket);
}

void lg_json_begin_object(lg_json *json) {
  begin(json, '{');
}
void lg_json_end_object(lg_json *json) {
  end(json, '}');
}
void lg_json_begin_array(lg_json *json) {
  begin(json, '[');
}
void lg_json_end_array(lg_json *json) {
  end(json, ']');
}

static void add_escape(lg_output *output, uint32_t character) {
  static const char *const short_forms[] = {
      ['\b'] = "\\b", ['\t'] = "\\t", ['\n'] = "\\n", ['\f'] = "\\f",
      ['\r'] = "\\r", ['"'] = "\\\"", ['\\'] = "\\\\"};
  const size_t count = sizeof short_forms / sizeof *short_forms;
  if (character < count && short_forms[character] != NULL) {
    lg_output_text(output, short_forms[character]);
    return;
  }
  if (output->status == LG_OK) {
    lg_escape_unicode(&output->buffer, character);
  }
}

/* The bracket of "##[", which is a command to GitHub's runner in any line. */
static bool ends_command_mark(const char *bytes, size_t at) {
  return bytes[at] == '[' && at > 1 && bytes[at - 1] == '#' && bytes[at - 2] == '#';
}

static void add_string(lg_output *output, const char *bytes, size_t length) {
  size_t plain = 0; /* where the bytes that can be copied begin */
  lg_output_byte(output, '"');
  for (size_t at = 0; at < length;) {
    uint32_t character = 0;
    bool valid = false;
    const size_t taken = lg_utf8_decode(bytes + at, length - at, &character, &valid);
    if (!valid || character == '"' || character == '\\' || lg_character_is_unsafe(character) ||
        ends_command_mark(bytes, at)) {
      lg_output_add(output, bytes + plain, at - plain);
      plain = at + taken;
      if (valid) {
        add_escape(output, character);
      } else {
        char replacement[4];
        lg_output_add(output, replacement, lg_utf8_encode(LG_UTF8_REPLACEMENT, replacement));
      }
    }
    at += taken;
  }
  lg_output_add(output, bytes + plain, length - plain);
  lg_output_byte(output, '"');
}

void lg_json_key(lg_json *json, const char *key) {
  separate(json);
  add_string(json->output, key, strlen(key));
  lg_output_text(json->output, json->compact ? ":" : ": ");
  json->keyed = true;
}

void lg_json_string(lg_json *json, const char *text) {
  if (text == NULL) {
    lg_json_null(json);
    return;
  }
  lg_json_string_of(json, text, strlen(text));
}

void lg_json_string_of(lg_json *json, const char *bytes, size_t length) {
  separate(json);
  add_string(json->output, bytes, length);
}

void lg_json_milli(lg_json *json, lg_milli value) {
  separate(json);
  lg_output_milli(json->output, value);
}

void lg_json_unsigned(lg_json *json, uint64_t value) {
  separate(json);
  lg_output_unsigned(json->output, value);
}

void lg_json_boolean(lg_json *json, bool value) {
  separate(json);
  lg_output_text(json->output, value ? "true" : "false");
}

void lg_json_null(lg_json *json) {
  separate(json);
  lg_output_text(json->output, "null");
}

void lg_json_member_string(lg_json *json, const char *key, const char *text) {
  lg_json_key(json, key);
  lg_json_string(json, text);
}

void lg_json_member_milli(lg_json *json, const char *key, lg_milli value) {
  lg_json_key(json, key);
  lg_json_milli(json, value);
}

void lg_json_member_unsigned(lg_json *json, const char *key, uint64_t value) {
  lg_json_key(json, key);
  lg_json_unsigned(json, value);
}

void lg_json_member_boolean(lg_json *json, const char *key, bool value) {
  lg_json_key(json, key);
  lg_json_boolean(json, value);
}
