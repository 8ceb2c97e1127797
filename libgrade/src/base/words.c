#include "base/words.h"

#include "base/utf8.h"

/* Punctuation, arrows, mathematical signs, symbols and emoji are no part of a
 * word; all else beyond ASCII is a letter here. */
static bool is_symbol(uint32_t character) {
  return (character >= 0x80 && character <= 0xBF && character != 0xAA && character != 0xBA) ||
         character == 0xD7 || character == 0xF7 || (character >= 0x2000 && character <= 0x2BFF) ||
         (character >= 0x3000 && character <= 0x303F) || character == LG_UTF8_REPLACEMENT ||
         (character >= 0xFE30 && character <= 0xFE4F) || character >= 0x1F000;
}

/* What an ASCII byte is to a word; everything beyond ASCII is BEYOND. */
enum byte_class { OTHER, WORD, MARK, BEYOND };

static inline enum byte_class class_of(char byte) {
  const unsigned char value = (unsigned char)byte;
  if (value >= 0x80) {
    return BEYOND;
  }
  if (lg_is_word_byte(byte)) {
    return WORD;
  }
  return byte == '\'' || byte == '.' || byte == ',' || byte == ':' ? MARK : OTHER;
}

size_t lg_word_character(const char *text, size_t at, size_t end) {
  const enum byte_class found = class_of(text[at]);
  if (found != BEYOND) {
    return found == WORD;
  }
  uint32_t character;
  bool valid;
  const size_t taken = lg_utf8_decode(text + at, end - at, &character, &valid);
  return valid && !is_symbol(character) ? taken : 0;
}

/* A mark that may stand inside a word: "don't", "2.5", "usage.hour", "06:00". */
static bool joins(const char *text, size_t at) {
  const char before = text[at - 1];
  const char after = text[at + 1];
  switch (text[at]) {
  case '\'':
    return lg_is_wordlike(before) && lg_is_lower(after);
  case '.':
    return lg_is_wordlike(before) && lg_is_wordlike(after);
  case ',':
  case ':':
    return lg_is_digit(before) && lg_is_digit(after);
  default:
    return false;
  }
}

/* The end of the word that begins at `at`, or `at`. */
static size_t word_end(const char *text, size_t at, size_t end) {
  size_t i = at;
  while (i < end) {
    const enum byte_class found = class_of(text[i]);
    if (found == WORD) {
      ++i;
      continue;
    }
    size_t taken = 0;
    if (found == BEYOND) {
      taken = lg_word_character(text, i, end);
    } else if (found == MARK) {
      taken = i > at && i + 1 < end && joins(text, i) && lg_word_character(text, i + 1, end) != 0;
    }
    if (taken == 0) {
      break;
    }
    i += taken;
  }
  return i;
}

size_t lg_next_word(const char *text, size_t at, size_t end, size_t *behind) {
  while (at < end) {
    if (class_of(text[at]) == OTHER) {
      ++at;
      continue;
    }
    *behind = word_end(text, at, end);
    if (*behind > at) {
      return at;
    }
    ++at;
    while (at < end && lg_utf8_is_continuation(text[at])) {
      ++at;
    }
  }
  *behind = end;
  return end;
}

size_t lg_count_words(const char *text, size_t start, size_t end, size_t most) {
  size_t count = 0;
  size_t behind;
  for (size_t at = lg_next_word(text, start, end, &behind); at < end && count < most;
       at = lg_next_word(text, behind, end, &behind)) {
    ++count;
  }
  return count;
}
