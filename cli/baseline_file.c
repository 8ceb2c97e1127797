/* The file of a baseline, sorted, so that the same verdicts make the same bytes
 * and a change shows as few lines. JSON has no place for bytes that are no
 * UTF-8: in paths they become %XX, and so does the percent sign. */
#include <stdlib.h>
#include <string.h>

#include "baseline.h"
#include "files.h"
#include "json.h"
#include "json_reader.h"
#include "message.h"
#include "replace.h"

/* How deep objects stand in each other. */
enum { ROOT = 1, SECOND, ANSWER, RULES, DEEPEST = RULES + 1 };

static const char *const kind_names[ASKED_KINDS] = {
    [ASKED_SCORE] = "score",  [ASKED_BAND] = "band",         [ASKED_DESIGN] = "design",
    [ASKED_LEVEL] = "levels", [ASKED_PENALTY] = "penalties",
};

/* -- entries --------------------------------------------------------------- */

void add_entry(entry_list *list, baseline_entry entry) {
  list->items = grow_memory(list->items, &list->capacity, list->count + 1, sizeof *list->items);
  list->items[list->count++] = entry;
}

int compare_entries(const void *left, const void *right) {
  const baseline_entry *one = left;
  const baseline_entry *other = right;
  const int answers = strcmp(one->answer, other->answer);
  if (answers != 0) {
    return answers;
  }
  return one->kind != other->kind ? (one->kind < other->kind ? -1 : 1)
                                  : strcmp(one->rule, other->rule);
}

/* -- paths ----------------------------------------------------------------- */

static char *encode_path(const char *path) {
  static const char digits[] = "0123456789ABCDEF";
  char *out = take_memory(3 * strlen(path) + 1, 1);
  size_t length = 0;
  while (*path != '\0') {
    uint32_t character = 0;
    const size_t size = decode_utf8(path, &character);
    if (size == 0 || *path == '%') {
      const unsigned char byte = (unsigned char)*path++;
      out[length++] = '%';
      out[length++] = digits[byte >> 4];
      out[length++] = digits[byte & 15u];
      continue;
    }
    memcpy(out + length, path, size);
    length += size;
    path += size;
  }
  return out;
}

/* -1: none. */
static int digit_value(char digit) {
  const char *const digits = "0123456789ABCDEF";
  const char *found = digit == '\0' ? NULL : strchr(digits, digit);
  return found == NULL ? -1 : (int)(found - digits);
}

static char *decode_path(const char *text) {
  char *out = take_memory(strlen(text) + 1, 1);
  size_t length = 0;
  for (; *text != '\0'; ++text) {
    const int high = *text == '%' ? digit_value(text[1]) : -1;
    const int low = high >= 0 ? digit_value(text[2]) : -1;
    if (low >= 0 && high + low > 0) {
      out[length++] = (char)(16 * high + low);
      text += 2;
    } else {
      out[length++] = *text;
    }
  }
  return out;
}

/* -- reading --------------------------------------------------------------- */

typedef struct baseline_reader {
  json_source source;
  cli_baseline *out;
  char *keys[DEEPEST]; /* keys[d - 1] is the one at hand in the object of depth d */
  size_t depth;
  size_t key_offset; /* of the last key */
  bool version;      /* was read */
  bool in_entry;     /* between the braces of one that says what was asked: */
  size_t first;      /* where its entries begin; one, but for repeated keys */
  char *asked;       /* or NULL */
} baseline_reader;

static const char *key_at(const baseline_reader *reader, size_t depth) {
  return reader->keys[depth - 1];
}

static bool key_is(const baseline_reader *reader, size_t depth, const char *key) {
  return reader->depth >= depth && strcmp(key_at(reader, depth), key) == 0;
}

static bool in_accepted(const baseline_reader *reader) {
  return key_is(reader, ROOT, "accepted");
}

/* Where the value at hand belongs: what an entry got stands for the entry. */
static size_t value_depth(const baseline_reader *reader) {
  return reader->depth - (reader->in_entry ? 1 : 0);
}

static bool is_about(const baseline_reader *reader, size_t depth, const char *key) {
  return value_depth(reader) == depth && strcmp(key_at(reader, depth), key) == 0;
}

/* A value that is accepted, of a rule or else of the answer as a whole. */
static bool may_be_entry(const baseline_reader *reader) {
  return in_accepted(reader) &&
         (reader->depth == RULES || is_about(reader, ANSWER, "score") ||
          is_about(reader, ANSWER, "band") || is_about(reader, ANSWER, "design"));
}

/* What must stand at hand, or NULL where nothing may. */
static const char *wanted(const baseline_reader *reader) {
  static const struct {
    size_t depth;
    const char *key;
    const char *wants;
  } table[] = {
      {ROOT, "baseline", "\"baseline\" must be 1"},
      {ROOT, "rubric", "\"rubric\" must be an object"},
      {ROOT, "accepted", "\"accepted\" must be an object from answers to what is accepted of them"},
      {ANSWER, "score", "\"score\" must be a number"},
      {ANSWER, "band", "\"band\" must be a name or null"},
      {ANSWER, "design", "\"design\" must be true or false"},
      {ANSWER, "levels", "\"levels\" must be an object from criteria to levels"},
      {ANSWER, "penalties", "\"penalties\" must be an object from penalties to 0 or 1"},
  };
  if (reader->depth == 0) {
    return "a baseline must be an object";
  }
  if (reader->in_entry && !key_is(reader, reader->depth, "got")) {
    return key_is(reader, reader->depth, "expected") ? "\"expected\" must be a text" : NULL;
  }
  if (reader->depth == SECOND) {
    return in_accepted(reader) ? "an answer must have an object" : "it must be a text";
  }
  if (value_depth(reader) == RULES) {
    return key_is(reader, ANSWER, "levels") ? "a level must be a whole number from 0 on"
                                            : "a penalty must be 0 or 1";
  }
  for (size_t i = 0; i < sizeof table / sizeof *table; ++i) {
    if (is_about(reader, table[i].depth, table[i].key)) {
      return table[i].wants;
    }
  }
  return NULL;
}

/* What the parser is told: to go on, or after an error to stop. */
static int conclude(baseline_reader *reader, bool good, size_t length) {
  if (good) {
    return 1;
  }
  const char *wants = wanted(reader);
  char *message = wants != NULL ? copy_text(wants, strlen(wants))
                                : format_text("unknown key \"%s\"", key_at(reader, reader->depth));
  report_json(&reader->source, CODE_BASELINE_VALUE, message,
              "--update-baseline writes baselines; remove one to begin anew",
              wants != NULL ? json_token_offset(&reader->source, length) : reader->key_offset);
  free(message);
  return 0;
}

/* An entry of the answer at hand. `band` is taken over. */
static bool take_entry(baseline_reader *reader, asked_kind kind, int64_t value, char *band) {
  const char *rule = value_depth(reader) == RULES ? key_at(reader, RULES) : kind_names[kind];
  add_entry(&reader->out->entries, (baseline_entry){.answer = decode_path(key_at(reader, SECOND)),
                                                    .kind = kind,
                                                    .rule = copy_text(rule, strlen(rule)),
                                                    .value = value,
                                                    .band = band});
  return true;
}

static bool take_number(baseline_reader *reader, int64_t value) {
  if (reader->depth == ROOT && key_is(reader, ROOT, "baseline")) {
    reader->version = value == 1000;
    return reader->version;
  }
  if (is_about(reader, ANSWER, "score")) {
    return take_entry(reader, ASKED_SCORE, value, NULL);
  }
  if (value_depth(reader) != RULES || value < 0 || value % 1000 != 0) {
    return false;
  }
  if (key_is(reader, ANSWER, "levels")) {
    return take_entry(reader, ASKED_LEVEL, value / 1000, NULL);
  }
  return value <= 1000 && take_entry(reader, ASKED_PENALTY, value / 1000, NULL);
}

static bool take_string(baseline_reader *reader, const char *text, size_t length) {
  if (reader->depth == SECOND && key_is(reader, ROOT, "rubric")) {
    char **place = key_is(reader, SECOND, "id")        ? &reader->out->rubric_id
                   : key_is(reader, SECOND, "version") ? &reader->out->rubric_version
                                                       : NULL;
    if (place == NULL) {
      return false;
    }
    free(*place);
    *place = copy_text(text, length);
    return true;
  }
  return is_about(reader, ANSWER, "band") &&
         take_entry(reader, ASKED_BAND, 0, copy_text(text, length));
}

/* Of an entry that says what was asked: the value. */
static bool is_value(const baseline_reader *reader) {
  return !reader->in_entry || key_is(reader, reader->depth, "got");
}

static int on_number(void *context, const char *digits, size_t length) {
  int64_t value = 0;
  const bool good = is_value(context) && parse_milli(digits, length, &value);
  return conclude(context, good && take_number(context, value), length);
}

static int on_string(void *context, const unsigned char *text, size_t length) {
  baseline_reader *reader = context;
  if (reader->in_entry && key_is(reader, reader->depth, "expected")) {
    free(reader->asked);
    reader->asked = copy_text((const char *)text, length);
    return 1;
  }
  const bool good = is_value(reader) && take_string(reader, (const char *)text, length);
  return conclude(reader, good, length + 2);
}

static int on_boolean(void *context, int value) {
  baseline_reader *reader = context;
  const bool good = is_value(reader) && is_about(reader, ANSWER, "design") &&
                    take_entry(reader, ASKED_DESIGN, value != 0 ? 1 : 0, NULL);
  return conclude(reader, good, value != 0 ? 4 : 5);
}

static int on_null(void *context) {
  baseline_reader *reader = context;
  const bool good = is_value(reader) && is_about(reader, ANSWER, "band") &&
                    take_entry(reader, ASKED_BAND, 0, NULL);
  return conclude(reader, good, 4);
}

static int on_start_map(void *context) {
  baseline_reader *reader = context;
  if (!reader->in_entry && may_be_entry(reader)) {
    reader->in_entry = true;
    reader->first = reader->out->entries.count;
    ++reader->depth;
    return 1;
  }
  const bool good =
      reader->depth == 0 ||
      (reader->depth == ROOT && (in_accepted(reader) || key_is(reader, ROOT, "rubric"))) ||
      (reader->depth == SECOND && in_accepted(reader)) ||
      (reader->depth == ANSWER && !reader->in_entry &&
       (key_is(reader, ANSWER, "levels") || key_is(reader, ANSWER, "penalties")));
  if (good) {
    ++reader->depth;
  }
  return conclude(reader, good, 1);
}

static int on_start_array(void *context) {
  return conclude(context, false, 1);
}

/* Tells what it read what was asked. */
static int end_entry(baseline_reader *reader) {
  entry_list *entries = &reader->out->entries;
  reader->in_entry = false;
  if (reader->first == entries->count) {
    report_json(&reader->source, CODE_BASELINE_VALUE, "an entry needs \"got\"", NULL,
                json_token_offset(&reader->source, 1));
    return 0;
  }
  for (size_t i = reader->first; reader->asked != NULL && i < entries->count; ++i) {
    free(entries->items[i].asked);
    entries->items[i].asked = copy_text(reader->asked, strlen(reader->asked));
  }
  free(reader->asked);
  reader->asked = NULL;
  return 1;
}

static int on_end_map(void *context) {
  baseline_reader *reader = context;
  --reader->depth;
  return reader->in_entry ? end_entry(reader) : 1;
}

static int on_key(void *context, const unsigned char *key, size_t length) {
  baseline_reader *reader = context;
  char **place = &reader->keys[reader->depth - 1];
  free(*place);
  *place = copy_text((const char *)key, length);
  reader->key_offset = json_token_offset(&reader->source, length + 2);
  return 1;
}

static void check_head(baseline_reader *reader) {
  if (!reader->version || reader->out->rubric_id == NULL) {
    report_json(&reader->source, CODE_BASELINE_VALUE,
                "this is no baseline: \"baseline\" and the \"id\" of \"rubric\" must be there",
                "--update-baseline writes baselines; remove one to begin anew", 0);
  }
}

bool read_baseline(const char *path, lgr_diagnostics *run, cli_baseline *out) {
  static const json_handlers handlers = {
      .null = on_null,
      .boolean = on_boolean,
      .number = on_number,
      .string = on_string,
      .start_map = on_start_map,
      .map_key = on_key,
      .end_map = on_end_map,
      .start_array = on_start_array,
  };
  file_bytes file;
  if (!read_file(path, run, &file)) {
    return false;
  }
  baseline_reader reader = {
      .source = {.path = path, .text = file.data, .length = file.length, .run = run}, .out = out};
  if (read_json(&reader.source, &handlers, &reader, CODE_BASELINE_SYNTAX)) {
    check_head(&reader);
  }
  for (size_t i = 0; i < DEEPEST; ++i) {
    free(reader.keys[i]);
  }
  free(reader.asked);
  free(file.data);
  return !reader.source.wrong;
}

/* -- writing --------------------------------------------------------------- */

typedef struct baseline_text {
  const entry_list *entries;
  const lgr_rubric *rubric;
} baseline_text;

static void write_got(json_out *json, const baseline_entry *entry) {
  switch (entry->kind) {
  case ASKED_SCORE:
    json_milli(json, entry->value);
    break;
  case ASKED_BAND:
    json_text(json, entry->band);
    break;
  case ASKED_DESIGN:
    json_boolean(json, entry->value != 0);
    break;
  default:
    json_integer(json, entry->value);
  }
}

static void write_value(json_out *json, const baseline_entry *entry) {
  if (entry->asked == NULL) {
    write_got(json, entry);
    return;
  }
  json_open(json, '{');
  json_put_text(json, "expected", entry->asked);
  json_key(json, "got");
  write_got(json, entry);
  json_close(json, '}');
}

/* Those of one answer and kind, from `at`; returns where the next begin. */
static size_t write_kind(json_out *json, const entry_list *entries, size_t at) {
  const baseline_entry *first = &entries->items[at];
  const bool object = first->kind == ASKED_LEVEL || first->kind == ASKED_PENALTY;
  json_key(json, kind_names[first->kind]);
  if (!object) {
    write_value(json, first);
    return at + 1;
  }
  json_open(json, '{');
  for (; at < entries->count && entries->items[at].kind == first->kind &&
         strcmp(entries->items[at].answer, first->answer) == 0;
       ++at) {
    json_key(json, entries->items[at].rule);
    write_value(json, &entries->items[at]);
  }
  json_close(json, '}');
  return at;
}

static int write_text(void *context, FILE *file) {
  const baseline_text *text = context;
  const entry_list *entries = text->entries;
  json_out json;
  json_begin(&json, file);
  json_open(&json, '{');
  json_put_integer(&json, "baseline", 1);
  json_key(&json, "rubric");
  json_open(&json, '{');
  json_put_text(&json, "id", lgr_rubric_id(text->rubric));
  json_put_text(&json, "version", lgr_rubric_version(text->rubric));
  json_close(&json, '}');
  json_key(&json, "accepted");
  json_open(&json, '{');
  for (size_t at = 0; at < entries->count;) {
    const char *answer = entries->items[at].answer;
    char *path = encode_path(answer);
    json_key(&json, path);
    free(path);
    json_open(&json, '{');
    while (at < entries->count && strcmp(entries->items[at].answer, answer) == 0) {
      at = write_kind(&json, entries, at);
    }
    json_close(&json, '}');
  }
  json_close(&json, '}');
  json_close(&json, '}');
  json_end(&json);
  return fflush(file) == 0 && ferror(file) == 0 ? STATUS_DONE : STATUS_FAILED;
}

int write_baseline(const cli_baseline *baseline, const entry_list *entries,
                   const lgr_rubric *rubric) {
  baseline_text text = {entries, rubric};
  return replace_file(baseline->path, baseline->follow_links, write_text, &text);
}
