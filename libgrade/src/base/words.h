/* How folded text divides into words: "don't", "2.5", "usage.hour" and "06:00" are
 * one word each, "event-time" is two. */
#ifndef LG_BASE_WORDS_H
#define LG_BASE_WORDS_H

#include <stdbool.h>
#include <stddef.h>

static inline bool lg_is_digit(char byte) {
  return byte >= '0' && byte <= '9';
}
static inline bool lg_is_lower(char byte) {
  return byte >= 'a' && byte <= 'z';
}
static inline bool lg_is_upper(char byte) {
  return byte >= 'A' && byte <= 'Z';
}
/* Of ASCII letters, digits and every byte of other characters. */
static inline bool lg_is_wordlike(char byte) {
  return lg_is_lower(byte) || lg_is_digit(byte) || (unsigned char)byte >= 0x80;
}
static inline bool lg_is_space(char byte) {
  return (unsigned char)byte <= ' ' || byte == 0x7F;
}
/* An ASCII byte that is part of a word wherever it stands. */
static inline bool lg_is_word_byte(char byte) {
  return lg_is_lower(byte) || lg_is_digit(byte) || byte == '_' || lg_is_upper(byte);
}

/* How many bytes the word character at `at` takes; 0 where none stands. */
size_t lg_word_character(const char *text, size_t at, size_t end);

/* The next word at or behind `at`: its start, and its end in *behind; `end` where
 * there is none. */
size_t lg_next_word(const char *text, size_t at, size_t end, size_t *behind);

/* The words of [start, end), counted up to `most`. */
size_t lg_count_words(const char *text, size_t start, size_t end, size_t most);

#endif
