/* Names, readings, sets and what stands in parentheses. */
#include <string.h>

#include "base/limits.h"
#include "rubric/parser.h"

static lg_expression *parse_name(lg_parser *self) {
  const lg_token token = self->token;
  for (size_t i = 0; i < token.length; ++i) {
    const char byte = self->node->text[token.begin + i];
    if (byte >= 'A' && byte <= 'Z') {
      lg_hint(self->reader, "names and operators are written in lower case");
      return lg_parser_fail(self, LG_CODE_BAD_EXPRESSION, token, "this is no name");
    }
  }
  const char *name = lg_parser_copy(self, token.begin, token.length);
  if (name == NULL || lg_is_reserved(name)) {
    return lg_parser_fail_expected(self, "a name");
  }
  lg_parser_advance(self);
  lg_expression *made = lg_parser_node(self, LG_EXPRESSION_NAME, token.begin);
  if (made != NULL) {
    made->name = name;
  }
  return made;
}

static lg_expression *parse_level(lg_parser *self, const lg_expression *name) {
  static const struct {
    const char *sign;
    lg_comparison comparison;
  } SIGNS[] = {
      {">=", LG_AT_LEAST}, {">", LG_ABOVE}, {"=", LG_EQUAL}, {"<=", LG_AT_MOST}, {"<", LG_BELOW}};
  const lg_token sign = self->token;
  lg_parser_advance(self);
  const lg_token level = self->token;
  if (!lg_parser_expect(self, LG_TOKEN_NUMBER, "a level")) {
    return NULL;
  }
  lg_expression *made = lg_parser_node(self, LG_EXPRESSION_LEVEL, name->begin);
  for (size_t i = 0; made != NULL && i < sizeof SIGNS / sizeof SIGNS[0]; ++i) {
    if (strlen(SIGNS[i].sign) == sign.length &&
        memcmp(SIGNS[i].sign, self->node->text + sign.begin, sign.length) == 0) {
      made->comparison = SIGNS[i].comparison;
      made->name = name->name;
      made->level = level.number;
      return made;
    }
  }
  return NULL;
}

static lg_expression *parse_prefix(lg_parser *self) {
  const lg_token token = self->token;
  const char *name = lg_parser_copy(self, token.begin, token.length - 1);
  lg_parser_advance(self);
  lg_expression *made = lg_parser_node(self, LG_EXPRESSION_PREFIX, token.begin);
  if (made != NULL) {
    made->name = name;
  }
  return made;
}

static void parse_members(lg_parser *self) {
  if (self->token.kind == LG_TOKEN_PREFIX) {
    lg_parser_keep(self, parse_prefix(self));
    return;
  }
  if (!lg_parser_expect(self, LG_TOKEN_OPEN, "`(` or a name with a star, such as `quality_*`")) {
    return;
  }
  for (;;) {
    lg_parser_keep(self, self->token.kind == LG_TOKEN_PREFIX ? parse_prefix(self)
                                                             : lg_parse_condition(self));
    if (self->failed || self->token.kind != LG_TOKEN_COMMA) {
      break;
    }
    lg_parser_advance(self);
  }
  if (!self->failed) {
    lg_parser_expect(self, LG_TOKEN_CLOSE, "`,` or `)`");
  }
}

static lg_expression *parse_set(lg_parser *self, size_t begin, lg_quantity quantity,
                                uint32_t at_least, uint32_t at_most) {
  const size_t first = self->pending_count;
  if (!lg_parser_accept(self, "of")) {
    return lg_parser_fail_expected(self, "`of`");
  }
  if (!lg_parser_enter(self)) {
    return NULL;
  }
  parse_members(self);
  --self->depth;
  lg_expression *made = lg_parser_parent(self, LG_EXPRESSION_SET, begin, first);
  if (made != NULL) {
    made->quantity = quantity;
    made->at_least = at_least;
    made->at_most = at_most;
  }
  return made;
}

static lg_expression *parse_group(lg_parser *self) {
  lg_parser_advance(self);
  if (!lg_parser_enter(self)) {
    return NULL;
  }
  lg_expression *inner = lg_parse_condition(self);
  --self->depth;
  if (inner == NULL || !lg_parser_expect(self, LG_TOKEN_CLOSE, "`)`")) {
    return NULL;
  }
  return inner;
}

static lg_expression *parse_distinct(lg_parser *self, lg_token number) {
  const size_t first = self->pending_count;
  if (number.number == 0 || number.number > LG_LIMIT_WINDOW) {
    return lg_parser_fail(self, LG_CODE_CANNOT_HOLD, number,
                          "this number of wordings is not possible");
  }
  if (self->token.kind != LG_TOKEN_WORD && self->token.kind != LG_TOKEN_OPEN) {
    return lg_parser_fail_expected(self, "the name of a concept");
  }
  lg_parser_keep(self, self->token.kind == LG_TOKEN_OPEN ? parse_group(self) : parse_name(self));
  lg_expression *made = lg_parser_parent(self, LG_EXPRESSION_DISTINCT, number.begin, first);
  if (made != NULL) {
    made->at_least = number.number;
  }
  return made;
}

static lg_expression *parse_counted(lg_parser *self) {
  const lg_token number = self->token;
  lg_parser_advance(self);
  if (number.kind == LG_TOKEN_PERCENT) {
    if (number.number == 0 || number.number > 100) {
      return lg_parser_fail(self, LG_CODE_CANNOT_HOLD, number,
                            "a share of a set is from 1% to 100%");
    }
    return parse_set(self, number.begin, LG_QUANTITY_PERCENT, number.number, LG_NONE);
  }
  if (lg_parser_accept(self, "distinct")) {
    return parse_distinct(self, number);
  }
  if (self->token.kind != LG_TOKEN_DOTS) {
    if (number.number == 0) {
      lg_hint(self->reader, "write `none of (…)`");
      return lg_parser_fail(self, LG_CODE_BAD_EXPRESSION, number, "`0 of` a set always holds");
    }
    return parse_set(self, number.begin, LG_QUANTITY_COUNT, number.number, LG_NONE);
  }
  lg_parser_advance(self);
  const lg_token highest = self->token;
  if (!lg_parser_expect(self, LG_TOKEN_NUMBER, "a number")) {
    return NULL;
  }
  if (highest.number < number.number) {
    return lg_parser_fail(self, LG_CODE_CANNOT_HOLD, highest, "the range ends before it begins");
  }
  return parse_set(self, number.begin, LG_QUANTITY_RANGE, number.number, highest.number);
}

static lg_expression *parse_reading(lg_parser *self, uint32_t reading) {
  const size_t begin = self->token.begin;
  const size_t first = self->pending_count;
  lg_parser_advance(self);
  lg_parser_keep(self, parse_group(self));
  lg_expression *made = lg_parser_parent(self, LG_EXPRESSION_READING, begin, first);
  if (made != NULL) {
    made->reading = reading;
  }
  return made;
}

static lg_expression *parse_word(lg_parser *self) {
  static const struct {
    const char *word;
    lg_quantity quantity;
  } QUANTITIES[] = {{"all", LG_QUANTITY_ALL}, {"any", LG_QUANTITY_ANY}, {"none", LG_QUANTITY_NONE}};
  const lg_token token = self->token;
  const lg_token next = lg_parser_peek(self);
  if (lg_parser_spells(self, next, "of")) {
    for (size_t i = 0; i < sizeof QUANTITIES / sizeof QUANTITIES[0]; ++i) {
      if (lg_parser_accept(self, QUANTITIES[i].word)) {
        return parse_set(self, token.begin, QUANTITIES[i].quantity, 1, LG_NONE);
      }
    }
  }
  const uint32_t reading = lg_find_reading(self->node->text + token.begin, token.length);
  if (next.kind == LG_TOKEN_OPEN && reading != LG_NONE) {
    return parse_reading(self, reading);
  }
  lg_expression *name = parse_name(self);
  if (name != NULL && self->token.kind == LG_TOKEN_COMPARISON) {
    return parse_level(self, name);
  }
  if (name != NULL && self->token.kind == LG_TOKEN_OPEN) {
    const char *names[16];
    size_t count = 0;
    while (count < 16 && lg_reading_names[count].name != NULL) {
      names[count] = lg_reading_names[count].name;
      ++count;
    }
    if (!lg_hint_nearest(self->reader, name->name, names, count)) {
      lg_hint(self->reader,
              "the readings are asserted, asked, assumed, denied, warned, "
              "hypothetical, attributed, rejected, retracted, quoted, headed, raised, any");
    }
    return lg_parser_fail(self, LG_CODE_BAD_EXPRESSION, token, "no reading has this name");
  }
  return name;
}

lg_expression *lg_parse_primary(lg_parser *self, bool *bare) {
  *bare = false;
  lg_expression *made = NULL;
  switch (self->token.kind) {
  case LG_TOKEN_OPEN:
    return parse_group(self);
  case LG_TOKEN_NUMBER:
  case LG_TOKEN_PERCENT:
    made = parse_counted(self);
    break;
  case LG_TOKEN_WORD:
    made = parse_word(self);
    break;
  case LG_TOKEN_PREFIX:
    lg_hint(self->reader, "write `any of %.*s`", (int)self->token.length,
            self->node->text + self->token.begin);
    return lg_parser_fail(self, LG_CODE_BAD_EXPRESSION, self->token, "a star is for sets only");
  default:
    return lg_parser_fail_expected(self, "a name");
  }
  *bare = made != NULL && (made->kind == LG_EXPRESSION_SET || made->kind == LG_EXPRESSION_DISTINCT);
  return made;
}
