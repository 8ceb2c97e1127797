/* UTF-8, one character at a time. */
#ifndef LG_BASE_UTF8_H
#define LG_BASE_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { LG_UTF8_REPLACEMENT = 0xFFFD };

/* Decodes the character at bytes[0..length), length > 0. Returns how many bytes
 * it takes. An ill-formed sequence gives LG_UTF8_REPLACEMENT, *valid false and
 * the length of its maximal well-formed part (at least 1), as Unicode advises. */
size_t lg_utf8_decode(const char *bytes, size_t length, uint32_t *character, bool *valid);

/* Writes 1 to 4 bytes; surrogates and values past U+10FFFF are written as
 * U+FFFD. */
size_t lg_utf8_encode(uint32_t character, char bytes[4]);

/* The longest prefix of at most `limit` bytes that ends between characters. */
size_t lg_utf8_prefix(const char *bytes, size_t length, size_t limit);

/* Where the first ill-formed sequence begins, or length. */
size_t lg_utf8_valid_length(const char *bytes, size_t length);

static inline bool lg_utf8_is_continuation(char byte) {
  return ((unsigned char)byte & 0xC0u) == 0x80u;
}

#endif
