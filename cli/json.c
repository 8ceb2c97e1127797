#include "json.h"

#include <math.h>

#include "message.h"
#include "support.h"

void json_begin(json_out *json, FILE *file) {
  *json = (json_out){file, 0, true, false};
}

void json_end(json_out *json) {
  fputc('\n', json->file);
}

static void new_line(const json_out *json) {
  fprintf(json->file, "\n%*s", (int)(2 * json->depth), "");
}

/* What stands before a value or a key. */
static void separate(json_out *json) {
  if (json->keyed) {
    json->keyed = false;
    return;
  }
  if (!json->first) {
    fputc(',', json->file);
  }
  if (json->depth > 0) {
    new_line(json);
  }
  json->first = false;
}

void json_open(json_out *json, char bracket) {
  separate(json);
  fputc(bracket, json->file);
  ++json->depth;
  json->first = true;
}

void json_close(json_out *json, char bracket) {
  --json->depth;
  if (!json->first) {
    new_line(json);
  }
  fputc(bracket, json->file);
  json->first = false;
}

static void write_text(json_out *json, const char *text) {
  fputc('"', json->file);
  while (*text != '\0') {
    uint32_t character = 0;
    const size_t length = decode_utf8(text, &character);
    if (length == 0) {
      fputs("\xEF\xBF\xBD", json->file);
      ++text;
      continue;
    }
    if (character == '"' || character == '\\') {
      fprintf(json->file, "\\%c", (int)character);
    } else if (character < 0x20 || character == 0x7F) {
      fprintf(json->file, "\\u%04x", (unsigned)character);
    } else {
      fwrite(text, 1, length, json->file);
    }
    text += length;
  }
  fputc('"', json->file);
}

void json_key(json_out *json, const char *key) {
  separate(json);
  write_text(json, key);
  fputs(": ", json->file);
  json->keyed = true;
}

void json_text(json_out *json, const char *text) {
  separate(json);
  if (text == NULL) {
    fputs("null", json->file);
  } else {
    write_text(json, text);
  }
}

void json_boolean(json_out *json, bool value) {
  separate(json);
  fputs(value ? "true" : "false", json->file);
}

void json_milli(json_out *json, int64_t value) {
  char text[MILLI_TEXT];
  separate(json);
  fputs(milli_text(value, text), json->file);
}

void json_integer(json_out *json, int64_t value) {
  separate(json);
  fprintf(json->file, "%lld", (long long)value);
}

void json_number(json_out *json, double value) {
  separate(json);
  if (isnan(value)) {
    fputs("null", json->file);
  } else {
    /* No "-0.000". */
    fprintf(json->file, "%.3f", fabs(value) < 0.0005 ? 0.0 : value);
  }
}

void json_put_text(json_out *json, const char *key, const char *text) {
  json_key(json, key);
  json_text(json, text);
}

void json_put_integer(json_out *json, const char *key, int64_t value) {
  json_key(json, key);
  json_integer(json, value);
}

void json_put_number(json_out *json, const char *key, double value) {
  json_key(json, key);
  json_number(json, value);
}

void json_put_origin(json_out *json, const lgr_rubric *rubric) {
  json_key(json, "tool");
  json_open(json, '{');
  json_put_text(json, "name", "grade");
  json_put_text(json, "version", lgr_version());
  json_put_integer(json, "scoring", lgr_scoring_version());
  json_close(json, '}');
  json_key(json, "rubric");
  json_open(json, '{');
  json_put_text(json, "id", lgr_rubric_id(rubric));
  json_put_text(json, "version", lgr_rubric_version(rubric));
  json_put_text(json, "digest", lgr_rubric_digest(rubric));
  json_close(json, '}');
}
