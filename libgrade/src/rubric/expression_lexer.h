/* The tokens of an expression. */
#ifndef LG_RUBRIC_EXPRESSION_LEXER_H
#define LG_RUBRIC_EXPRESSION_LEXER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef enum lg_token_kind {
  LG_TOKEN_END,
  LG_TOKEN_WORD,   /* a name or an operator */
  LG_TOKEN_PREFIX, /* name* */
  LG_TOKEN_NUMBER,
  LG_TOKEN_PERCENT, /* 50% */
  LG_TOKEN_DOTS,    /* .. */
  LG_TOKEN_OPEN,
  LG_TOKEN_CLOSE,
  LG_TOKEN_COMMA,
  LG_TOKEN_COMPARISON,
  LG_TOKEN_BAD
} lg_token_kind;

typedef struct lg_token {
  lg_token_kind kind;
  size_t begin;
  size_t length;
  uint32_t number; /* of NUMBER and PERCENT; stops growing at 1,000,000 */
} lg_token;

/* The token at or behind text[at]. */
lg_token lg_next_token(const char *text, size_t length, size_t at);

/* What to do about a BAD token, or "". */
const char *lg_token_advice(const char *text, lg_token token);

#endif
