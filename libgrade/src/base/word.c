#include "base/word.h"

#include <utf8proc.h>

#include "base/utf8.h"

static bool is_word_character(uint32_t character) {
  switch (utf8proc_category((utf8proc_int32_t)character)) {
  case UTF8PROC_CATEGORY_LU:
  case UTF8PROC_CATEGORY_LL:
  case UTF8PROC_CATEGORY_LT:
  case UTF8PROC_CATEGORY_LM:
  case UTF8PROC_CATEGORY_LO:
  case UTF8PROC_CATEGORY_ND:
  case UTF8PROC_CATEGORY_NL:
  case UTF8PROC_CATEGORY_NO:
    return true;
  default:
    return false;
  }
}

size_t lg_word_beyond_ascii_at(const char *text, size_t at, size_t end) {
  uint32_t character;
  bool valid;
  const size_t taken = lg_utf8_decode(text + at, end - at, &character, &valid);
  return valid && is_word_character(character) ? taken : 0;
}

bool lg_word_beyond_ascii_before(const char *text, size_t at) {
  size_t start = at - 1;
  while (start > 0 && at - start < 4 && lg_utf8_is_continuation(text[start])) {
    --start;
  }
  return lg_word_at(text, start, at) != 0;
}
