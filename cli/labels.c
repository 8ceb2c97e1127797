/* A streaming reader: the parser calls back for every token, and a stack of frames
 * says what the value at hand is for. What is for nobody is passed over. */
#include "labels.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "json_reader.h"
#include "message.h"

enum { DEEPEST = 64, HIGHEST_LEVEL = 31 };

typedef enum label_place {
  PLACE_OTHER, /* not ours */
  PLACE_ROOT,
  PLACE_PROMPT,
  PLACE_EXPECT,
  PLACE_SCORE,
  PLACE_BAND,
  PLACE_DESIGN,
  PLACE_LEVELS,
  PLACE_PENALTIES,
  PLACE_LEVEL,   /* one entry of levels */
  PLACE_PENALTY, /* one entry of penalties */
  PLACE_KIND,
  PLACE_MARKS,
  PLACE_PENALTY_MARKS,
  PLACE_EVIDENCE,
  PLACE_MARK,
  PLACE_PENALTY_MARK,
  PLACE_QUOTE,
  PLACE_WRONG /* an error was reported */
} label_place;

/* What may stand in each place, in words and as checks. */
typedef struct place_rule {
  const char *wants;
  bool map;
  bool array;
} place_rule;

static const place_rule place_rules[] = {
    [PLACE_OTHER] = {"anything", true, true},
    [PLACE_ROOT] = {"labels must be an object", true, false},
    [PLACE_PROMPT] = {"\"prompt\" must be a path in quotation marks", false, false},
    [PLACE_EXPECT] = {"\"expect\" must be an object", true, false},
    [PLACE_SCORE] = {"\"score\" must be a number from 0 to 100 or [lowest, highest]", false, true},
    [PLACE_BAND] = {"\"band\" must be a name or a list of names", false, true},
    [PLACE_DESIGN] = {"\"design\" must be true or false", false, false},
    [PLACE_LEVELS] = {"\"levels\" must be an object from criteria to levels", true, false},
    [PLACE_PENALTIES] = {"\"penalties\" must be an object from penalties to 0 or 1", true, false},
    [PLACE_LEVEL] = {"a level must be a whole number from 0 on, or a list of them", false, true},
    [PLACE_PENALTY] = {"a penalty must be 0 or 1", false, false},
    [PLACE_KIND] = {"\"kind\" must be a word in quotation marks", false, false},
    [PLACE_MARKS] = {"\"levels\" must be an object from criteria to levels", true, false},
    [PLACE_PENALTY_MARKS] = {"\"penalties\" must be an object from penalties to 0 or 1", true,
                             false},
    [PLACE_EVIDENCE] = {"\"evidence\" must be an object from criteria to quotations", true, false},
    [PLACE_MARK] = {"a level must be a whole number from 0 on", false, false},
    [PLACE_PENALTY_MARK] = {"a penalty must be 0 or 1", false, false},
    [PLACE_QUOTE] = {"evidence must be a text in quotation marks", false, false},
};

typedef struct label_frame {
  label_place place;
  bool array;
} label_frame;

typedef struct label_reader {
  label_part part;
  json_source source;
  cli_labels *out;
  label_frame frames[DEEPEST];
  size_t depth;
  char *key; /* of the value at hand, */
  text_place key_place;
  size_t scores;
  size_t scores_offset; /* of their list */
} label_reader;

/* -- errors ---------------------------------------------------------------- */

/* About the token that was just read, of `length` bytes. */
static int wrong_value(label_reader *reader, size_t length, const char *message, const char *hint) {
  report_json(&reader->source, CODE_LABELS_VALUE, message, hint,
              json_token_offset(&reader->source, length));
  return 0;
}

/* -- places ---------------------------------------------------------------- */

static label_place unknown_expectation(label_reader *reader) {
  static const char *const names[] = {"score", "band", "design", "levels", "penalties"};
  const char *nearest = nearest_name(reader->key, names, sizeof names / sizeof *names);
  char *message = format_text("unknown key \"%s\" in \"expect\"", reader->key);
  char *hint = nearest != NULL
                   ? format_text("did you mean \"%s\"?", nearest)
                   : format_text("expect holds score, band, design, levels and penalties");
  report_json(&reader->source, CODE_LABELS_VALUE, message, hint, reader->key_place.offset);
  free(message);
  free(hint);
  return PLACE_WRONG;
}

static label_place place_of_root_key(const label_reader *reader) {
  static const struct {
    label_part part;
    const char *key;
    label_place place;
  } table[] = {
      {LABELS_EXPECT, "prompt", PLACE_PROMPT},    {LABELS_EXPECT, "expect", PLACE_EXPECT},
      {LABELS_MARKS, "prompt", PLACE_PROMPT},     {LABELS_MARKS, "kind", PLACE_KIND},
      {LABELS_MARKS, "levels", PLACE_MARKS},      {LABELS_MARKS, "penalties", PLACE_PENALTY_MARKS},
      {LABELS_MARKS, "evidence", PLACE_EVIDENCE},
  };
  for (size_t i = 0; i < sizeof table / sizeof *table; ++i) {
    if (table[i].part == reader->part && strcmp(table[i].key, reader->key) == 0) {
      return table[i].place;
    }
  }
  return PLACE_OTHER;
}

static label_place place_of_expectation(label_reader *reader) {
  static const struct {
    const char *key;
    label_place place;
  } table[] = {
      {"score", PLACE_SCORE},   {"band", PLACE_BAND},           {"design", PLACE_DESIGN},
      {"levels", PLACE_LEVELS}, {"penalties", PLACE_PENALTIES},
  };
  for (size_t i = 0; i < sizeof table / sizeof *table; ++i) {
    if (strcmp(table[i].key, reader->key) == 0) {
      return table[i].place;
    }
  }
  return unknown_expectation(reader);
}

static label_place place_of_key(label_reader *reader, label_place outer) {
  switch (outer) {
  case PLACE_ROOT:
    return place_of_root_key(reader);
  case PLACE_EXPECT:
    return place_of_expectation(reader);
  case PLACE_LEVELS:
    return PLACE_LEVEL;
  case PLACE_PENALTIES:
    return PLACE_PENALTY;
  case PLACE_MARKS:
    return PLACE_MARK;
  case PLACE_PENALTY_MARKS:
    return PLACE_PENALTY_MARK;
  case PLACE_EVIDENCE:
    return PLACE_QUOTE;
  default:
    return PLACE_OTHER;
  }
}

static label_place place_of_value(label_reader *reader) {
  if (reader->depth == 0) {
    return PLACE_ROOT;
  }
  const label_frame *top = &reader->frames[reader->depth - 1];
  return top->array ? top->place : place_of_key(reader, top->place);
}

static bool in_own_array(const label_reader *reader) {
  return reader->depth > 0 && reader->frames[reader->depth - 1].array &&
         reader->frames[reader->depth - 1].place != PLACE_OTHER;
}

/* -- values ---------------------------------------------------------------- */

static expected_rule *add_rule(expected_rules *rules, const char *id) {
  rules->items =
      grow_memory(rules->items, &rules->capacity, rules->count + 1, sizeof *rules->items);
  expected_rule *rule = &rules->items[rules->count++];
  rule->id = copy_text(id, strlen(id));
  rule->allowed = 0;
  return rule;
}

/* A list of levels allows each of them. */
static expected_rule *rule_at_hand(label_reader *reader, expected_rules *rules) {
  const bool again = in_own_array(reader) && rules->count > 0;
  return again ? &rules->items[rules->count - 1] : add_rule(rules, reader->key);
}

static int take_level(label_reader *reader, expected_rules *rules, int64_t value, int64_t highest) {
  if (value % 1000 != 0 || value < 0 || value > highest * 1000) {
    return -1;
  }
  rule_at_hand(reader, rules)->allowed |= UINT32_C(1) << (value / 1000);
  return 1;
}

static expert_mark *add_mark(label_reader *reader, expert_marks *marks) {
  marks->items =
      grow_memory(marks->items, &marks->capacity, marks->count + 1, sizeof *marks->items);
  expert_mark *mark = &marks->items[marks->count++];
  memset(mark, 0, sizeof *mark);
  mark->id = copy_text(reader->key, strlen(reader->key));
  mark->line = reader->key_place.line;
  mark->column = reader->key_place.column;
  return mark;
}

static int take_mark(label_reader *reader, expert_marks *marks, int64_t value, int64_t highest) {
  if (value % 1000 != 0 || value < 0 || value > highest * 1000) {
    return -1;
  }
  add_mark(reader, marks)->level = (unsigned)(value / 1000);
  return 1;
}

static int take_score(label_reader *reader, int64_t value) {
  cli_labels *out = reader->out;
  if (reader->scores == 2 || value < 0 || value > 100000) {
    return -1;
  }
  out->has_score = true;
  out->score[1] = value;
  if (reader->scores++ == 0) {
    out->score[0] = value;
  }
  return 1;
}

/* Takers return 1, or -1 when the place wants something else. */
static int take_number(label_reader *reader, label_place where, const char *digits, size_t length) {
  int64_t value = 0;
  if (where == PLACE_OTHER) {
    return 1;
  }
  if (!parse_milli(digits, length, &value)) {
    return -1;
  }
  switch (where) {
  case PLACE_SCORE:
    return take_score(reader, value);
  case PLACE_LEVEL:
    return take_level(reader, &reader->out->levels, value, HIGHEST_LEVEL);
  case PLACE_PENALTY:
    return take_level(reader, &reader->out->penalties, value, 1);
  case PLACE_MARK:
    return take_mark(reader, &reader->out->marks, value, HIGHEST_LEVEL);
  case PLACE_PENALTY_MARK:
    return take_mark(reader, &reader->out->penalty_marks, value, 1);
  default:
    return -1;
  }
}

static int take_string(label_reader *reader, label_place where, const char *text, size_t length) {
  switch (where) {
  case PLACE_OTHER:
    return 1;
  case PLACE_PROMPT:
    free(reader->out->prompt);
    reader->out->prompt = copy_text(text, length);
    return 1;
  case PLACE_BAND:
    text_list_add(&reader->out->bands, copy_text(text, length));
    return 1;
  case PLACE_KIND:
    free(reader->out->kind);
    reader->out->kind = copy_text(text, length);
    return 1;
  case PLACE_QUOTE:
    add_mark(reader, &reader->out->evidence_marks)->quote = copy_text(text, length);
    return 1;
  default:
    return -1;
  }
}

static int take_boolean(label_reader *reader, label_place where, bool value) {
  switch (where) {
  case PLACE_OTHER:
    return 1;
  case PLACE_DESIGN:
    reader->out->has_design = true;
    reader->out->design = value;
    return 1;
  case PLACE_PENALTY:
    return take_level(reader, &reader->out->penalties, value ? 1000 : 0, 1);
  case PLACE_PENALTY_MARK:
    return take_mark(reader, &reader->out->penalty_marks, value ? 1000 : 0, 1);
  default:
    return -1;
  }
}

/* What the parser is told: go on, or stop after an error. */
static int conclude(label_reader *reader, label_place where, int taken, size_t length) {
  return taken > 0 ? 1 : wrong_value(reader, length, place_rules[where].wants, NULL);
}

static int on_number(void *context, const char *digits, size_t length) {
  label_reader *reader = context;
  const label_place where = place_of_value(reader);
  return where == PLACE_WRONG
             ? 0
             : conclude(reader, where, take_number(reader, where, digits, length), length);
}

static int on_string(void *context, const unsigned char *text, size_t length) {
  label_reader *reader = context;
  const label_place where = place_of_value(reader);
  return where == PLACE_WRONG
             ? 0
             : conclude(reader, where, take_string(reader, where, (const char *)text, length),
                        length + 2);
}

static int on_boolean(void *context, int value) {
  label_reader *reader = context;
  const label_place where = place_of_value(reader);
  return where == PLACE_WRONG
             ? 0
             : conclude(reader, where, take_boolean(reader, where, value != 0), value ? 4 : 5);
}

static int on_null(void *context) {
  label_reader *reader = context;
  const label_place where = place_of_value(reader);
  const bool none = where == PLACE_OTHER || where == PLACE_PROMPT || where == PLACE_KIND;
  return where == PLACE_WRONG ? 0 : conclude(reader, where, none ? 1 : -1, 4);
}

/* -- containers ------------------------------------------------------------ */

static int open_container(label_reader *reader, bool array) {
  const label_place where = place_of_value(reader);
  if (where == PLACE_WRONG) {
    return 0;
  }
  const place_rule *rule = &place_rules[where];
  if (!(array ? rule->array : rule->map) || in_own_array(reader)) {
    return conclude(reader, where, -1, 1);
  }
  if (reader->depth == DEEPEST) {
    return wrong_value(reader, 1, "nested too deeply", NULL);
  }
  if (where == PLACE_LEVEL) {
    add_rule(&reader->out->levels, reader->key);
  } else if (where == PLACE_SCORE) {
    reader->scores = 0;
    reader->scores_offset = json_token_offset(&reader->source, 1);
  } else if (where == PLACE_EXPECT) {
    reader->out->has_expect = true;
  } else if (where == PLACE_MARKS) {
    reader->out->has_marks = true;
  }
  reader->frames[reader->depth].place = where;
  reader->frames[reader->depth++].array = array;
  return 1;
}

static int on_start_map(void *context) {
  return open_container(context, false);
}
static int on_start_array(void *context) {
  return open_container(context, true);
}

static int on_end_map(void *context) {
  --((label_reader *)context)->depth;
  return 1;
}

/* Of a list: two, the lowest first. */
static int end_scores(label_reader *reader) {
  const int64_t *score = reader->out->score;
  char low[MILLI_TEXT];
  char high[MILLI_TEXT];
  if (reader->scores == 2 && score[0] <= score[1]) {
    return 1;
  }
  char *message = reader->scores != 2
                      ? format_text("%s", place_rules[PLACE_SCORE].wants)
                      : format_text("the lowest score, %s, is above the highest, %s",
                                    milli_text(score[0], low), milli_text(score[1], high));
  report_json(&reader->source, CODE_LABELS_VALUE, message, NULL, reader->scores_offset);
  free(message);
  return 0;
}

static int on_end_array(void *context) {
  label_reader *reader = context;
  const label_frame closed = reader->frames[--reader->depth];
  const cli_labels *out = reader->out;
  if (closed.place == PLACE_SCORE) {
    return end_scores(reader);
  }
  if (closed.place == PLACE_LEVEL && out->levels.items[out->levels.count - 1].allowed == 0) {
    return conclude(reader, PLACE_LEVEL, -1, 1);
  }
  return 1;
}

static int on_key(void *context, const unsigned char *key, size_t length) {
  label_reader *reader = context;
  free(reader->key);
  reader->key = copy_text((const char *)key, length);
  reader->key_place = place_from(reader->key_place, reader->source.text,
                                 json_token_offset(&reader->source, length + 2));
  return 1;
}

/* -- reading --------------------------------------------------------------- */

bool read_labels(const char *path, const char *text, size_t length, label_part part,
                 lgr_diagnostics *run, cli_labels *out) {
  static const json_handlers handlers = {
      .null = on_null,
      .boolean = on_boolean,
      .number = on_number,
      .string = on_string,
      .start_map = on_start_map,
      .map_key = on_key,
      .end_map = on_end_map,
      .start_array = on_start_array,
      .end_array = on_end_array,
  };
  memset(out, 0, sizeof *out);
  label_reader reader;
  memset(&reader, 0, sizeof reader);
  reader.part = part;
  reader.source = (json_source){.path = path, .text = text, .length = length, .run = run};
  reader.out = out;
  reader.key_place = (text_place){0, 1, 1};
  const bool read = read_json(&reader.source, &handlers, &reader, CODE_LABELS_SYNTAX);
  free(reader.key);
  return read;
}

static void free_rules(expected_rules *rules) {
  for (size_t i = 0; i < rules->count; ++i) {
    free(rules->items[i].id);
  }
  free(rules->items);
}

static void free_marks(expert_marks *marks) {
  for (size_t i = 0; i < marks->count; ++i) {
    free(marks->items[i].id);
    free(marks->items[i].quote);
  }
  free(marks->items);
}

void free_labels(cli_labels *labels) {
  free(labels->prompt);
  free(labels->kind);
  free_marks(&labels->marks);
  free_marks(&labels->penalty_marks);
  free_marks(&labels->evidence_marks);
  text_list_free(&labels->bands);
  free_rules(&labels->levels);
  free_rules(&labels->penalties);
  memset(labels, 0, sizeof *labels);
}
