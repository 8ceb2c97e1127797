#include "rubric/wordings.h"

#include <string.h>

#include "base/limits.h"

static size_t length_of(lg_place_in_file place) {
  return place.length != 0 ? place.length : place.node->length - place.begin;
}

/* The pattern layer tells what is wrong in words only. */
static const char *code_of(const lg_wording_error *error, const char *otherwise) {
  return strstr(error->message, "empty text") != NULL ? LG_CODE_EMPTY_MATCH : otherwise;
}

static void report(lg_reader *reader, const char *code, lg_place_in_file place,
                   const lg_wording_error *error) {
  const size_t length = length_of(place);
  const size_t offset = error->offset < length ? error->offset : 0;
  if (error->hint != NULL && error->hint[0] != '\0') {
    lg_hint(reader, "%s", error->hint);
  } else if (code_of(error, "")[0] != '\0') {
    lg_hint(reader, "write at least one word that must be there");
  } else if (strcmp(code, LG_CODE_BAD_REGEX) == 0) {
    lg_hint(reader, "the wording is read as a regular expression of PCRE2");
  }
  lg_error(reader, code,
           lg_at_part(place.node, place.begin + offset, offset != 0 ? length - offset : length),
           "%s", error->message);
}

typedef lg_status (*read_function)(lg_wording *out, const char *text, size_t length,
                                   const lg_inflections *irregular, lg_arena *arena,
                                   lg_wording_error *error);

static bool read_with(read_function read, lg_reader *reader, lg_place_in_file place,
                      const lg_inflections *irregular, lg_wording *out) {
  const size_t length = length_of(place);
  lg_wording_error error = {.message = "", .hint = ""};
  if (length > LG_LIMIT_WORDING_BYTES) {
    lg_hint(reader, "split it into several wordings");
    lg_error(reader, LG_CODE_WORDING_TOO_LONG, place, "a wording of %z bytes; at most %u are read",
             length, (unsigned)LG_LIMIT_WORDING_BYTES);
    return false;
  }
  const lg_status status =
      read(out, place.node->text + place.begin, length, irregular, &reader->arena, &error);
  if (status == LG_NO_MEMORY) {
    reader->no_memory = true;
  } else if (status != LG_OK) {
    report(reader, code_of(&error, LG_CODE_BAD_WORDING), place, &error);
  } else if (out->kind == LG_WORDING_SEQUENCE && out->sequence_count == 0) {
    lg_hint(reader, "write at least one word or concept that must be there");
    lg_error(reader, LG_CODE_EMPTY_MATCH, place, "the wording can match nothing but empty text");
    return false;
  }
  return status == LG_OK;
}

bool lg_read_wording(lg_reader *reader, lg_place_in_file place, const lg_inflections *irregular,
                     lg_wording *out) {
  return read_with(lg_wording_read, reader, place, irregular, out);
}

bool lg_read_wording_split(lg_reader *reader, lg_place_in_file place,
                           const lg_inflections *irregular, lg_wording *out) {
  return read_with(lg_wording_read_split, reader, place, irregular, out);
}

bool lg_add_wording(lg_reader *reader, lg_place_in_file place, lg_pattern_builder *builder,
                    uint32_t owner, const lg_wording *wording, unsigned typos) {
  lg_wording_error error = {.message = "", .hint = ""};
  const lg_status status = lg_pattern_builder_add(builder, owner, wording, typos, &error);
  if (status == LG_NO_MEMORY) {
    reader->no_memory = true;
  } else if (status == LG_LIMIT) {
    lg_hint(reader, "use fewer alternatives and optional parts");
    lg_error(reader, LG_CODE_TOO_MANY, place, "the wordings have more than %u variants together",
             (unsigned)LG_LIMIT_FORMS);
  } else if (status != LG_OK) {
    report(reader, code_of(&error, LG_CODE_BAD_REGEX), place, &error);
  }
  return status == LG_OK;
}

lg_inflections lg_language_inflections(const lg_language *language) {
  if (language == NULL) {
    return (lg_inflections){NULL, 0};
  }
  return (lg_inflections){language->irregular, language->irregular_count};
}
