#include "stream_record.h"

#include <stdlib.h>
#include <string.h>

#include "json_reader.h"
#include "message.h"
#include "support.h"

typedef enum record_member {
  MEMBER_ID,
  MEMBER_ANSWER,
  MEMBER_TEXT,
  MEMBER_PROMPT,
  MEMBER_RUBRIC,
  MEMBERS,
  MEMBER_OTHER = MEMBERS
} record_member;

static const char *const member_names[MEMBERS] = {"id", "answer", "text", "prompt", "rubric"};

/* A value as it stands in the line. */
typedef struct member_value {
  bool present;
  bool is_text;
  bool is_null;
  size_t start;
  size_t end;
} member_value;

typedef struct record_reader {
  json_source source;
  stream_record *record;
  size_t depth;         /* of objects and arrays around the value at hand */
  record_member member; /* of the record, the value at hand is for */
  size_t key_end;
  bool is_object;
  member_value members[MEMBERS];
} record_reader;

/* -- faults ------------------------------------------------------------------------ */

void fault_record(stream_record *record, const char *code, uint32_t column, char *message,
                  char *hint) {
  if (record->fault.code != NULL) {
    free(message);
    free(hint);
    return;
  }
  record->fault = (stream_fault){code, message, hint, column};
}

static void fault_at(record_reader *reader, const char *code, size_t offset, const char *message,
                     const char *hint) {
  const text_place place = place_from((text_place){0, 1, 1}, reader->source.text, offset);
  fault_record(reader->record, code, place.column, copy_text(message, strlen(message)),
               hint == NULL ? NULL : copy_text(hint, strlen(hint)));
}

static void tell_fault(void *context, const char *code, const char *message, const char *hint,
                       size_t offset) {
  fault_at(context, code, offset, message, hint);
}

/* -- tokens ------------------------------------------------------------------------ */

static size_t behind_token(const record_reader *reader) {
  return json_token_offset(&reader->source, 0);
}

/* Where the value behind a key begins: behind a colon and white space. */
static size_t begin_of_value(const record_reader *reader) {
  const char *text = reader->source.text;
  size_t at = reader->key_end;
  while (at < reader->source.length && strchr(" \t\n\v\f\r:", text[at]) != NULL) {
    ++at;
  }
  return at;
}

/* A value has ended. A number at the very end of the text is told late, when the
 * parser counts from 0 again; it may go on, and is left out. */
static int take_value(record_reader *reader, bool is_text, bool is_null) {
  const size_t start = begin_of_value(reader);
  const size_t end = behind_token(reader);
  if (reader->depth == 1 && reader->is_object && reader->member != MEMBER_OTHER && end > start) {
    reader->members[reader->member] = (member_value){
        .present = true, .is_text = is_text, .is_null = is_null, .start = start, .end = end};
  }
  return 1;
}

static int on_null(void *context) {
  return take_value(context, false, true);
}

static int on_boolean(void *context, int value) {
  (void)value;
  return take_value(context, false, false);
}

static int on_number(void *context, const char *digits, size_t length) {
  (void)digits;
  (void)length;
  return take_value(context, false, false);
}

static int on_string(void *context, const unsigned char *text, size_t length) {
  (void)text;
  (void)length;
  return take_value(context, true, false);
}

static int on_start(record_reader *reader, bool is_object) {
  if (reader->depth++ == 0) {
    reader->is_object = is_object;
  }
  return 1;
}

static int on_end(record_reader *reader) {
  --reader->depth;
  return take_value(reader, false, false);
}

static int on_start_map(void *context) {
  return on_start(context, true);
}

static int on_start_array(void *context) {
  return on_start(context, false);
}

static int on_end_any(void *context) {
  return on_end(context);
}

static int on_map_key(void *context, const unsigned char *key, size_t length) {
  record_reader *reader = context;
  if (reader->depth != 1) {
    return 1;
  }
  reader->member = MEMBER_OTHER;
  for (size_t i = 0; i < MEMBERS; ++i) {
    if (strlen(member_names[i]) == length && memcmp(member_names[i], key, length) == 0) {
      reader->member = (record_member)i;
    }
  }
  reader->key_end = behind_token(reader);
  return 1;
}

static const json_handlers handlers = {.null = on_null,
                                       .boolean = on_boolean,
                                       .number = on_number,
                                       .string = on_string,
                                       .start_map = on_start_map,
                                       .map_key = on_map_key,
                                       .end_map = on_end_any,
                                       .start_array = on_start_array,
                                       .end_array = on_end_any};

/* -- texts ------------------------------------------------------------------------- */

static uint32_t hex_value(const char *digits) {
  uint32_t value = 0;
  for (size_t i = 0; i < 4; ++i) {
    const char c = digits[i];
    const int digit = c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10;
    value = value << 4 | ((uint32_t)digit & 0xFu);
  }
  return value;
}

static size_t encode_character(uint32_t character, char *out) {
  static const unsigned char leads[] = {0, 0, 0xC0, 0xE0, 0xF0};
  if (character < 0x80) {
    *out = (char)character;
    return 1;
  }
  const size_t length = character < 0x800 ? 2 : character < 0x10000 ? 3 : 4;
  for (size_t i = length; i > 1; --i) {
    out[i - 1] = (char)(0x80u | (character & 0x3Fu));
    character >>= 6;
  }
  *out = (char)(leads[length] | character);
  return length;
}

/* The character of \uXXXX at `text`, with its other half where that follows. */
static size_t decode_escape(const char *text, size_t length, uint32_t *character) {
  *character = hex_value(text + 2);
  if (*character < 0xD800 || *character > 0xDBFF || length < 12 || text[6] != '\\' ||
      text[7] != 'u') {
    return 6;
  }
  const uint32_t low = hex_value(text + 8);
  if (low < 0xDC00 || low > 0xDFFF) {
    return 6;
  }
  *character = 0x10000 + ((*character - 0xD800) << 10) + (low - 0xDC00);
  return 12;
}

static char short_escape(char letter) {
  static const char letters[] = "bfnrt";
  static const char meanings[] = "\b\f\n\r\t";
  const char *found = strchr(letters, letter);
  return found == NULL ? letter : meanings[found - letters];
}

/* What is read is never shorter than what is written for it. */
size_t decode_json_text(char *text, size_t length) {
  size_t made = 0;
  for (size_t at = 0; at < length;) {
    if (text[at] != '\\' || at + 1 == length) {
      text[made++] = text[at++];
    } else if (text[at + 1] == 'u' && length - at >= 6) {
      uint32_t character = 0;
      at += decode_escape(text + at, length - at, &character);
      made += encode_character(character, text + made);
    } else {
      text[made++] = short_escape(text[at + 1]);
      at += 2;
    }
  }
  return made;
}

/* -- records ----------------------------------------------------------------------- */

static bool is_utf8(const char *text, size_t length) {
  uint32_t character = 0;
  for (size_t at = 0; at < length;) {
    const size_t taken = decode_utf8(text + at, &character);
    if (taken == 0 || taken > length - at) {
      return false;
    }
    at += taken;
  }
  return true;
}

/* What is given back must not make the reply something else than JSON. */
static void take_id(record_reader *reader) {
  const member_value *id = &reader->members[MEMBER_ID];
  if (!id->present) {
    return;
  }
  if (!is_utf8(reader->record->line + id->start, id->end - id->start)) {
    fault_at(reader, CODE_LINE_VALUE, id->start, "\"id\" is not UTF-8", NULL);
    return;
  }
  reader->record->id = reader->record->line + id->start;
  reader->record->id_length = id->end - id->start;
}

static void take_text(record_reader *reader, record_member member, record_text *out) {
  const member_value *value = &reader->members[member];
  if (!value->present || value->is_null) {
    return;
  }
  if (!value->is_text) {
    char *message = format_text("\"%s\" must be a text in quotation marks", member_names[member]);
    fault_at(reader, CODE_LINE_VALUE, value->start, message, NULL);
    free(message);
    return;
  }
  out->text = reader->record->line + value->start + 1;
  out->length = value->end - value->start - 2;
}

/* After the parser is done with the line. */
static void decode(record_text *text) {
  if (text->text != NULL) {
    text->length = decode_json_text(text->text, text->length);
    text->text[text->length] = '\0';
  }
}

/* The library takes prompts, and names are compared, up to a NUL. */
static void decode_without_nuls(record_text *text) {
  decode(text);
  for (size_t i = 0; text->text != NULL && i < text->length; ++i) {
    text->text[i] = text->text[i] == '\0' ? ' ' : text->text[i];
  }
}

static void take_members(record_reader *reader) {
  static const char form[] = "a line is an object such as {\"id\": 1, \"answer\": \"the text\"}";
  stream_record *record = reader->record;
  if (!reader->is_object) {
    fault_at(reader, CODE_LINE_VALUE, 0, "the line is no object", form);
    return;
  }
  take_text(reader, MEMBER_ANSWER, &record->answer);
  if (record->answer.text == NULL) {
    take_text(reader, MEMBER_TEXT, &record->answer);
  }
  if (record->answer.text == NULL && record->fault.code == NULL) {
    fault_record(record, CODE_LINE_VALUE, 0, format_text("there is no \"answer\""),
                 format_text("%s", form));
  }
  take_text(reader, MEMBER_PROMPT, &record->prompt);
  take_text(reader, MEMBER_RUBRIC, &record->rubric);
  if (record->rubric.text != NULL) {
    const size_t start = reader->members[MEMBER_RUBRIC].start;
    record->rubric_column = place_from((text_place){0, 1, 1}, record->line, start).column;
  }
  decode(&record->answer);
  decode_without_nuls(&record->prompt);
  decode_without_nuls(&record->rubric);
}

static bool is_blank(const stream_line *line) {
  for (size_t i = 0; i < line->length; ++i) {
    if (line->text[i] != ' ' && line->text[i] != '\t' && line->text[i] != '\r') {
      return false;
    }
  }
  return true;
}

static void fault_too_long(stream_record *record) {
  fault_record(record, CODE_LINE_TOO_LONG, 0,
               format_text("the line is longer than %zu MiB", STREAM_LINE_LIMIT / (1024 * 1024)),
               format_text("one line holds one answer"));
}

/* Of a line that is too long only an id in front is of use. */
enum { SEARCHED_FOR_ID = 65536 };

void read_record(const stream_line *line, line_state state, stream_record *out) {
  memset(out, 0, sizeof *out);
  const bool is_short = state != LINE_TOO_LONG || line->length < SEARCHED_FOR_ID;
  const size_t length = is_short ? line->length : SEARCHED_FOR_ID;
  out->line = copy_text(line->text, length);
  if (state == LINE_TOO_LONG) {
    fault_too_long(out);
  } else if (is_blank(line)) {
    fault_record(out, CODE_LINE_SYNTAX, 0, format_text("the line is empty"), NULL);
    return;
  }
  record_reader reader = {.source = {.path = "",
                                     .text = out->line,
                                     .length = length,
                                     .any_bytes = true,
                                     .beginning = state == LINE_TOO_LONG,
                                     .tell = tell_fault},
                          .record = out,
                          .member = MEMBER_OTHER};
  reader.source.tell_context = &reader;
  (void)read_json(&reader.source, &handlers, &reader, CODE_LINE_SYNTAX);
  take_id(&reader);
  if (out->fault.code == NULL) {
    take_members(&reader);
  }
}

void free_record(stream_record *record) {
  free(record->line);
  free(record->fault.message);
  free(record->fault.hint);
  memset(record, 0, sizeof *record);
}
