#include "rubric/expression_lexer.h"

#include <string.h>

#include "base/utf8.h"

enum { LARGEST_NUMBER = 1000000 };

static bool is_digit(char byte) {
  return byte >= '0' && byte <= '9';
}

static bool is_word(char byte) {
  return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || is_digit(byte) ||
         byte == '_';
}

static bool is_space(char byte) {
  return byte == ' ' || byte == '\t' || byte == '\n' || byte == '\r';
}

static lg_token number_token(const char *text, size_t length, size_t at) {
  lg_token token = {LG_TOKEN_NUMBER, at, 0, 0};
  size_t end = at;
  for (; end < length && is_digit(text[end]); ++end) {
    token.number = token.number * 10 + (uint32_t)(text[end] - '0');
    token.number = token.number > LARGEST_NUMBER ? LARGEST_NUMBER : token.number;
  }
  if (end < length && text[end] == '%') {
    token.kind = LG_TOKEN_PERCENT;
    ++end;
  }
  token.length = end - at;
  return token;
}

/* A word goes on behind a dot when a letter follows: `store.format`. */
static lg_token word_token(const char *text, size_t length, size_t at) {
  size_t end = at;
  while (end < length &&
         (is_word(text[end]) || (text[end] == '.' && end + 1 < length && is_word(text[end + 1]) &&
                                 !is_digit(text[end + 1])))) {
    ++end;
  }
  if (end < length && text[end] == '*') {
    return (lg_token){LG_TOKEN_PREFIX, at, end + 1 - at, 0};
  }
  if (end + 1 < length && text[end] == '.' && text[end + 1] == '*') {
    return (lg_token){LG_TOKEN_PREFIX, at, end + 2 - at, 0};
  }
  return (lg_token){LG_TOKEN_WORD, at, end - at, 0};
}

static lg_token comparison_token(const char *text, size_t length, size_t at) {
  const bool two = at + 1 < length && text[at + 1] == '=' && text[at] != '=';
  return (lg_token){LG_TOKEN_COMPARISON, at, two ? 2 : 1, 0};
}

lg_token lg_next_token(const char *text, size_t length, size_t at) {
  while (at < length && is_space(text[at])) {
    ++at;
  }
  if (at == length) {
    return (lg_token){LG_TOKEN_END, at, 0, 0};
  }
  const char byte = text[at];
  if (is_digit(byte)) {
    return number_token(text, length, at);
  }
  if (is_word(byte)) {
    return word_token(text, length, at);
  }
  switch (byte) {
  case '(':
    return (lg_token){LG_TOKEN_OPEN, at, 1, 0};
  case ')':
    return (lg_token){LG_TOKEN_CLOSE, at, 1, 0};
  case ',':
    return (lg_token){LG_TOKEN_COMMA, at, 1, 0};
  case '>':
  case '<':
  case '=':
    return comparison_token(text, length, at);
  default:
    break;
  }
  if (byte == '.' && at + 1 < length && text[at + 1] == '.') {
    return (lg_token){LG_TOKEN_DOTS, at, 2, 0};
  }
  uint32_t character;
  bool valid;
  return (lg_token){LG_TOKEN_BAD, at, lg_utf8_decode(text + at, length - at, &character, &valid),
                    0};
}

const char *lg_token_advice(const char *text, lg_token token) {
  switch (text[token.begin]) {
  case '"':
  case '\'':
  case '{':
    return "wordings stand under `concepts`; use the concept's name here";
  case '&':
    return "write `and`";
  case '|':
    return "write `or`";
  case '!':
    return "write `not`";
  case '*':
    return "a star stands at the end of a name, in a set: `2 of quality_*`";
  default:
    return "";
  }
}
