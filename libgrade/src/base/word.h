/* What a word is made of: letters and digits of any script, and '_', as in
 * PCRE2's \w. Arrows, currency signs and dashes are no part of a word. */
#ifndef LG_BASE_WORD_H
#define LG_BASE_WORD_H

#include <stdbool.h>
#include <stddef.h>

static inline bool lg_word_is_ascii(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || c == '_';
}

/* The same as below for text[at] beyond ASCII. */
size_t lg_word_beyond_ascii_at(const char *text, size_t at, size_t end);
bool lg_word_beyond_ascii_before(const char *text, size_t at);

/* How many bytes the word character at text[at] takes; 0 when none stands
 * there, or at the end. */
static inline size_t lg_word_at(const char *text, size_t at, size_t end) {
  if (at >= end) {
    return 0;
  }
  return (unsigned char)text[at] < 0x80 ? lg_word_is_ascii(text[at])
                                        : lg_word_beyond_ascii_at(text, at, end);
}

/* Whether a word character ends right before text[at]. */
static inline bool lg_word_before(const char *text, size_t at) {
  if (at == 0) {
    return false;
  }
  return (unsigned char)text[at - 1] < 0x80 ? lg_word_is_ascii(text[at - 1])
                                            : lg_word_beyond_ascii_before(text, at);
}

#endif
