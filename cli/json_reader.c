#include "json_reader.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <yajl/yajl_parse.h>

#include "message.h"
#include "support.h"

text_place place_from(text_place place, const char *text, size_t offset) {
  for (; place.offset < offset; ++place.offset) {
    if (text[place.offset] == '\n') {
      ++place.line;
      place.column = 1;
    } else if (((unsigned char)text[place.offset] & 0xC0u) != 0x80u) {
      ++place.column;
    }
  }
  return place;
}

void report_json(json_source *source, const char *code, const char *message, const char *hint,
                 size_t offset) {
  if (source->tell != NULL) {
    source->wrong = true;
    source->tell(source->tell_context, code, message, hint, offset);
    return;
  }
  lgr_diagnostic diagnostic;
  memset(&diagnostic, 0, sizeof diagnostic);
  diagnostic.size = sizeof diagnostic;
  diagnostic.severity = LGR_ERROR;
  diagnostic.code = code;
  diagnostic.message = message;
  diagnostic.hint = hint == NULL ? "" : hint;
  diagnostic.origin = source->path;
  diagnostic.path = "";
  diagnostic.excerpt = "";
  const text_place place = place_from((text_place){0, 1, 1}, source->text, offset);
  diagnostic.offset = offset;
  diagnostic.line = place.line;
  diagnostic.column = place.column;
  source->wrong = true;
  print_diagnostic(stderr, &diagnostic, NULL, NULL);
  if (source->run != NULL) {
    (void)lgr_diagnostics_add(source->run, &diagnostic);
  }
}

size_t json_token_offset(const json_source *source, size_t length) {
  const size_t consumed = yajl_get_bytes_consumed(source->handle);
  return consumed > length ? consumed - length : 0;
}

/* What the parser itself objects to. */
static void report_syntax(json_source *source, const char *code) {
  unsigned char *text = yajl_get_error(source->handle, 0, NULL, 0);
  char *message = copy_text((const char *)text, strcspn((const char *)text, "\n"));
  const size_t consumed = yajl_get_bytes_consumed(source->handle);
  report_json(source, code, message, NULL, consumed < source->length ? consumed : source->length);
  free(message);
  yajl_free_error(source->handle, text);
}

/* Text that ends where more is needed. The parser counts what it reads at the end
 * from 0 again. */
static void report_end(json_source *source, const char *code) {
  size_t end = source->length;
  while (end > 0 && strchr(" \t\r\n", source->text[end - 1]) != NULL) {
    --end;
  }
  report_json(source, code, end == 0 ? "there is no JSON here" : "the JSON ends too early",
              end == 0 ? NULL : "a quotation mark, ] or } is not closed", end);
}

static unsigned long escaped(const char *digits) {
  const char four[] = {digits[0], digits[1], digits[2], digits[3], '\0'};
  return strtoul(four, NULL, 16);
}

/* The length of what the escape at `text` stands for; 0: it is half of a character
 * (\ud83d alone). */
static size_t escape_length(const char *text) {
  if (text[1] != 'u') {
    return 2;
  }
  const unsigned long unit = escaped(text + 2);
  if (unit < 0xD800 || unit > 0xDFFF) {
    return 6;
  }
  const unsigned long second = text[6] == '\\' && text[7] == 'u' ? escaped(text + 8) : 0;
  return unit <= 0xDBFF && second >= 0xDC00 && second <= 0xDFFF ? 12 : 0;
}

/* The parser takes half of a surrogate pair, as an escape or as bytes, and bytes of
 * characters that there are not: a name that could not be written again as it was
 * read. The text is JSON, so that a backslash begins an escape, and a quotation mark
 * stands behind every character that is not ASCII. */
static void check_characters(json_source *source, const char *code) {
  uint32_t character = 0;
  const char *const text = source->text;
  for (size_t at = 0, length = 0; at < source->length; at += length) {
    const bool escape = text[at] == '\\';
    length = escape ? escape_length(text + at) : decode_utf8(text + at, &character);
    if (length == 0) {
      report_json(source, code, escape ? "this escape is half of a character" : "this is not UTF-8",
                  escape ? "characters above \\uFFFF are written as two escapes" : NULL, at);
      return;
    }
  }
}

/* The parser looks at nothing that malloc gives it; these end the program instead. */
static void *parser_allocate(void *context, size_t size) {
  (void)context;
  return take_memory(1, size);
}

static void *parser_resize(void *context, void *block, size_t size) {
  (void)context;
  size_t capacity = 0;
  return grow_memory(block, &capacity, size, 1);
}

static void parser_release(void *context, void *block) {
  (void)context;
  free(block);
}

bool read_json(json_source *source, const json_handlers *handlers, void *context,
               const char *syntax) {
  const yajl_callbacks callbacks = {
      .yajl_null = handlers->null,
      .yajl_boolean = handlers->boolean,
      .yajl_number = handlers->number,
      .yajl_string = handlers->string,
      .yajl_start_map = handlers->start_map,
      .yajl_map_key = handlers->map_key,
      .yajl_end_map = handlers->end_map,
      .yajl_start_array = handlers->start_array,
      .yajl_end_array = handlers->end_array,
  };
  yajl_alloc_funcs memory = {parser_allocate, parser_resize, parser_release, NULL};
  source->handle = yajl_alloc(&callbacks, &memory, context);
  if (source->handle == NULL) {
    source->wrong = true;
    report_error(source->run, source->path, syntax, NULL, "out of memory");
    return false;
  }
  (void)yajl_config(source->handle, yajl_dont_validate_strings, source->any_bytes ? 1 : 0);
  yajl_status status =
      yajl_parse(source->handle, (const unsigned char *)source->text, source->length);
  const bool to_the_end = status == yajl_status_ok && !source->beginning;
  if (to_the_end) {
    status = yajl_complete_parse(source->handle);
  }
  if (status != yajl_status_ok && !source->wrong) {
    (to_the_end ? report_end : report_syntax)(source, syntax);
  } else if (!source->wrong && !source->any_bytes) {
    check_characters(source, syntax);
  }
  yajl_free(source->handle);
  source->handle = NULL;
  return !source->wrong;
}
