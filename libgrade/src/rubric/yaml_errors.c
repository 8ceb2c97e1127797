#include "rubric/yaml_errors.h"

#include <string.h>

#include "base/utf8.h"

/* -- encoding ----------------------------------------------------------------- */

static const char *hexadecimal(uint32_t value, unsigned digits, char text[9]) {
  for (unsigned i = 0; i < digits; ++i) {
    text[digits - 1 - i] = "0123456789ABCDEF"[(value >> (4 * i)) & 15u];
  }
  text[digits] = '\0';
  return text;
}

static bool is_utf16(const char *bytes, size_t length) {
  if (length < 2) {
    return false;
  }
  const bool marked = memcmp(bytes, "\xFF\xFE", 2) == 0 || memcmp(bytes, "\xFE\xFF", 2) == 0;
  return marked || (bytes[0] == '\0') != (bytes[1] == '\0');
}

bool lg_yaml_check_encoding(lg_reader *reader, lg_source *source) {
  static const char SAVE[] = "save the file as UTF-8";
  if (is_utf16(source->bytes, source->length)) {
    lg_hint(reader, SAVE);
    lg_error(reader, LG_CODE_ENCODING, lg_at_bytes(source, 0, 0),
             "the file is UTF-16, and only UTF-8 is accepted");
    return false;
  }
  const size_t valid = lg_utf8_valid_length(source->bytes, source->length);
  if (valid < source->length) {
    char text[9];
    lg_hint(reader, SAVE);
    lg_error(reader, LG_CODE_ENCODING, lg_at_bytes(source, valid, 0), "the byte %s is not UTF-8",
             hexadecimal((unsigned char)source->bytes[valid], 2, text));
    return false;
  }
  const char *nul = source->length != 0 ? memchr(source->bytes, '\0', source->length) : NULL;
  if (nul != NULL) {
    lg_hint(reader, "remove it; a rubric is a text file");
    lg_error(reader, LG_CODE_ENCODING, lg_at_bytes(source, (size_t)(nul - source->bytes), 0),
             "the file holds a NUL byte");
    return false;
  }
  return true;
}

/* -- syntax ------------------------------------------------------------------- */

static const char TAB[] = "found a tab character that violates indentation";

typedef struct explanation {
  const char *problem; /* as libyaml says it */
  const char *message;
  const char *hint;
  bool at_context;    /* the place is where it began, */
  bool tells_context; /* or the hint tells the line */
} explanation;

static const explanation EXPLANATIONS[] = {
    {"mapping values are not allowed in this context", "a `:` does not belong here",
     "quote a text that holds `: `; otherwise check the indentation", false, false},
    {"did not find expected key", "this line does not fit what stands before it",
     "check the indentation and the quotes; a text cannot go on after its closing quotation mark",
     false, false},
    {"did not find expected '-' indicator", "an entry of this list does not begin with `- `",
     "check the indentation and the quotes of the entry before", false, false},
    {"did not find expected ',' or ']'", "this list does not go on with `,` or end with `]`",
     "quote a text that holds `[`, `]`, `{`, `}` or `,`", false, true},
    {"did not find expected ',' or '}'", "this map does not go on with `,` or end with `}`",
     "quote a text that holds `[`, `]`, `{`, `}` or `,`", false, true},
    {"could not find expected ':'", "a key without `:`",
     "write `key: value`, with a space behind the colon", false, false},
    {"found character that cannot start any token", "a text cannot begin with this character",
     "quote a text that begins with `@`, `%` or a backquote; indent with spaces, not with tabs",
     false, false},
    {"found unexpected end of stream", "this quoted text does not end", "close the quotation mark",
     true, false},
    {"found unexpected document indicator", "this quoted text runs into `---` or `...`",
     "close the quotation mark", true, false},
    {"found unknown escape character", "double quotes do not know this escape",
     "write `\\\\` for a backslash in double quotes, or use single quotes", false, false},
    {"did not find expected hexdecimal number", "this escape needs hexadecimal digits",
     "write `\\\\` for a backslash in double quotes, or use single quotes", false, false},
    {"did not find expected alphabetic or numeric character",
     "`*` and `&` at the beginning of a text stand for aliases",
     "quote a text that begins with `*` or `&`", false, false},
    {TAB, "a tab used for indentation", "indent with spaces", false, false},
    {"found a tab character where an indentation space is expected", "a tab used for indentation",
     "indent with spaces", false, false},
    {"did not find expected node content", "a value is missing here",
     "close the list or map before it; quote a text that begins with `,`, `]` or `}`", false,
     false},
    {"block sequence entries are not allowed in this context", "a `- ` does not belong here",
     "begin the list on a line of its own", false, false},
    {"did not find expected <document start>", "the file goes on after its only value",
     "a rubric is one map; check the indentation of this line", false, false},
    {"found undefined tag handle", "tags are not accepted",
     "quote a text that is to begin with `!`", false, false},
    {"did not find expected comment or line break", "nothing but a comment may follow `|` or `>`",
     "quote a text that begins with `|` or `>`", false, false},
    {"found incompatible YAML document", "this version of YAML is not known",
     "leave the %YAML line out", false, false},
    {NULL, NULL, NULL, false, false},
};

static const explanation *explanation_of(const char *problem) {
  for (const explanation *entry = EXPLANATIONS; entry->problem != NULL; ++entry) {
    if (problem != NULL && strcmp(entry->problem, problem) == 0) {
      return entry;
    }
  }
  return NULL;
}

static void report_character(lg_reader *reader, lg_source *source, const lg_yaml_stop *stop) {
  const size_t offset = stop->parser->problem_offset + stop->skipped;
  char text[9];
  lg_hint(reader, "remove it");
  lg_error(reader, LG_CODE_ENCODING, lg_at_bytes(source, offset, 0),
           "the character U+%s is not accepted in YAML",
           hexadecimal((uint32_t)stop->parser->problem_value, 4, text));
}

/* From a byte to the end of its line. */
static lg_place_in_file rest_of_line(lg_source *source, size_t byte) {
  size_t end = byte;
  while (end < source->length && source->bytes[end] != '\n' && source->bytes[end] != '\r') {
    ++end;
  }
  return lg_at_bytes(source, byte, end - byte);
}

void lg_yaml_report(lg_reader *reader, lg_source *source, const lg_yaml_stop *stop) {
  const yaml_parser_t *parser = stop->parser;
  if (parser->error == YAML_READER_ERROR) {
    report_character(reader, source, stop);
    return;
  }
  const explanation *known = explanation_of(parser->problem);
  if (stop->byte < source->length && source->bytes[stop->byte] == '\t') {
    known = explanation_of(TAB);
  }
  if (known == NULL) {
    lg_error(reader, LG_CODE_YAML_SYNTAX, rest_of_line(source, stop->byte),
             "this is not valid YAML: %s",
             parser->problem != NULL ? parser->problem : "unknown problem");
    return;
  }
  lg_hint(reader, "%s", known->hint);
  if (known->tells_context) {
    uint32_t line = 0;
    uint32_t column = 0;
    lg_source_place(source, &reader->arena, stop->context, &line, &column);
    lg_buffer_format(&reader->hint, "; what is open here begins on line %u", (unsigned)line);
  }
  lg_error(reader, LG_CODE_YAML_SYNTAX,
           rest_of_line(source, known->at_context ? stop->context : stop->byte), "%s",
           known->message);
}
