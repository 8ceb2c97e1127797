/* The parts of the expression parser: tokens and new nodes (parser.c), places and
 * distances (parser_place.c), names, sets and readings (parser_primary.c),
 * operators (expression_parser.c). */
#ifndef LG_RUBRIC_PARSER_H
#define LG_RUBRIC_PARSER_H

#include "rubric/expression.h"
#include "rubric/expression_lexer.h"

typedef struct lg_parser {
  lg_reader *reader;
  const lg_yaml_node *node;
  lg_token token;
  size_t last_end; /* of the token before */
  unsigned depth;
  bool failed;             /* the first problem was reported */
  lg_expression **pending; /* children of nodes not made yet */
  size_t pending_count;
  size_t pending_capacity;
} lg_parser;

/* -- tokens ------------------------------------------------------------------- */

void lg_parser_advance(lg_parser *self);
lg_token lg_parser_peek(const lg_parser *self);
bool lg_parser_spells(const lg_parser *self, lg_token token, const char *word);
bool lg_parser_at(const lg_parser *self, const char *word);
/* Moves behind `word` when it is there. */
bool lg_parser_accept(lg_parser *self, const char *word);
/* Moves behind a token of this kind, or fails with what was expected. */
bool lg_parser_expect(lg_parser *self, lg_token_kind kind, const char *expected);

/* -- problems: both report once and return NULL ------------------------------- */

#define LG_EXPECTED_OPERATOR "an operator"

lg_expression *lg_parser_fail(lg_parser *self, const char *code, lg_token token,
                              const char *message);
/* "`x` stands where ... is expected" */
lg_expression *lg_parser_fail_expected(lg_parser *self, const char *expected);
/* One level deeper; the caller takes it back from `depth`. */
bool lg_parser_enter(lg_parser *self);

/* -- nodes -------------------------------------------------------------------- */

/* Keeps a child for the parent to come; NULL is a failure. */
void lg_parser_keep(lg_parser *self, lg_expression *child);
lg_expression *lg_parser_node(lg_parser *self, lg_expression_kind kind, size_t begin);
/* A node over the children kept since `first`. */
lg_expression *lg_parser_parent(lg_parser *self, lg_expression_kind kind, size_t begin,
                                size_t first);
const char *lg_parser_copy(lg_parser *self, size_t begin, size_t length);

/* -- parts -------------------------------------------------------------------- */

lg_expression *lg_parse_condition(lg_parser *self);
/* *bare: a set or `distinct` that may take a window of its own. */
lg_expression *lg_parse_primary(lg_parser *self, bool *bare);
bool lg_parse_distance(lg_parser *self, lg_distance *distance);
bool lg_parse_place(lg_parser *self, lg_place *place);

#endif
