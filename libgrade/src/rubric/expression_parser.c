/* Recursive descent over the tokens of one expression. Binding, loosest first:
 *
 *   condition  := conjunct ("or" conjunct)*
 *   conjunct   := negation ("and" negation)*
 *   negation   := "not" negation | placed
 *   placed     := window (["not"] "in" place | "before" window | "after" window
 *                 | ["not"] "under" window | "unless" exception)*
 *   exception  := ["inside" | "followed by" | "preceded by"] window ["within" distance]
 *   window     := primary (("near" | "then") primary)* ["within" distance] ...
 *   primary    := "(" condition ")" | reading "(" condition ")" | name
 *                 | quantity "of" set | number "distinct" name | name comparison number
 *
 * `within` belongs to the chain of near or then before it; a set that stands in
 * no chain has it for itself. */
#include <string.h>

#include "rubric/parser.h"

/* -- operators ---------------------------------------------------------------- */

/* near or then, and the operands behind the first, which is kept already. */
static lg_expression *parse_chain(lg_parser *self, size_t begin, size_t first) {
  const bool near = lg_parser_at(self, "near");
  const char *own = near ? "near" : "then";
  bool bare;
  while (!self->failed && lg_parser_accept(self, own)) {
    lg_parser_keep(self, lg_parse_primary(self, &bare));
  }
  if (!self->failed && lg_parser_at(self, near ? "then" : "near")) {
    lg_hint(self->reader, "put one of them in parentheses");
    lg_parser_fail(self, LG_CODE_BAD_EXPRESSION, self->token, "`near` and `then` are mixed");
    return NULL;
  }
  lg_expression *made =
      lg_parser_parent(self, near ? LG_EXPRESSION_NEAR : LG_EXPRESSION_THEN, begin, first);
  if (made != NULL && lg_parser_accept(self, "within")) {
    if (!lg_parse_distance(self, &made->distance)) {
      return NULL;
    }
    made->end = self->last_end;
  }
  return made;
}

static lg_expression *parse_window(lg_parser *self) {
  const size_t begin = self->token.begin;
  bool bare = false;
  lg_expression *left = lg_parse_primary(self, &bare);
  if (left != NULL && bare && lg_parser_accept(self, "within")) {
    left->has_window = true;
    if (!lg_parse_distance(self, &left->distance)) {
      return NULL;
    }
    left->end = self->last_end;
  }
  while (left != NULL && (lg_parser_at(self, "near") || lg_parser_at(self, "then"))) {
    const size_t first = self->pending_count;
    lg_parser_keep(self, left);
    left = parse_chain(self, begin, first);
  }
  return left;
}

static lg_expression *parse_unless(lg_parser *self, lg_expression *found, size_t begin) {
  const size_t first = self->pending_count;
  lg_relation relation = LG_RELATION_NEAR;
  if (lg_parser_accept(self, "inside")) {
    relation = LG_RELATION_INSIDE;
  } else if (lg_parser_at(self, "followed") || lg_parser_at(self, "preceded")) {
    relation = lg_parser_at(self, "followed") ? LG_RELATION_FOLLOWED : LG_RELATION_PRECEDED;
    lg_parser_advance(self);
    if (!lg_parser_accept(self, "by")) {
      return lg_parser_fail_expected(self, "`by`");
    }
  }
  lg_parser_keep(self, found);
  lg_parser_keep(self, parse_window(self));
  lg_expression *made = lg_parser_parent(self, LG_EXPRESSION_UNLESS, begin, first);
  if (made == NULL) {
    return NULL;
  }
  made->relation = relation;
  if (relation == LG_RELATION_NEAR && lg_parser_accept(self, "within")) {
    if (!lg_parse_distance(self, &made->distance)) {
      return NULL;
    }
    made->end = self->last_end;
  }
  return made;
}

static lg_expression *parse_in(lg_parser *self, lg_expression *left, size_t begin, bool negated) {
  const size_t first = self->pending_count;
  lg_place place;
  lg_parser_keep(self, left);
  if (!lg_parse_place(self, &place)) {
    return NULL;
  }
  lg_expression *made = lg_parser_parent(self, LG_EXPRESSION_PLACE, begin, first);
  if (made != NULL) {
    made->place = place;
    made->negated = negated;
  }
  return made;
}

static lg_expression *parse_beside(lg_parser *self, lg_expression *left, size_t begin,
                                   lg_expression_kind kind, bool negated) {
  const size_t first = self->pending_count;
  lg_parser_keep(self, left);
  lg_parser_keep(self, parse_window(self));
  lg_expression *made = lg_parser_parent(self, kind, begin, first);
  if (made != NULL) {
    made->negated = negated;
  }
  return made;
}

static lg_expression *parse_placed(lg_parser *self) {
  const size_t begin = self->token.begin;
  lg_expression *left = parse_window(self);
  while (left != NULL) {
    const bool negated = lg_parser_accept(self, "not");
    if (lg_parser_accept(self, "in")) {
      left = parse_in(self, left, begin, negated);
    } else if (lg_parser_accept(self, "under")) {
      left = parse_beside(self, left, begin, LG_EXPRESSION_UNDER, negated);
    } else if (negated) {
      lg_hint(self->reader, "join two conditions with `and not`");
      return lg_parser_fail_expected(self, "`in` or `under`");
    } else if (lg_parser_accept(self, "before")) {
      left = parse_beside(self, left, begin, LG_EXPRESSION_BEFORE, false);
    } else if (lg_parser_accept(self, "after")) {
      left = parse_beside(self, left, begin, LG_EXPRESSION_AFTER, false);
    } else if (lg_parser_accept(self, "unless")) {
      left = parse_unless(self, left, begin);
    } else {
      break;
    }
  }
  return self->failed ? NULL : left;
}

static lg_expression *parse_negation(lg_parser *self) {
  if (!lg_parser_at(self, "not")) {
    return parse_placed(self);
  }
  const size_t begin = self->token.begin;
  const size_t first = self->pending_count;
  lg_parser_advance(self);
  if (!lg_parser_enter(self)) {
    return NULL;
  }
  lg_parser_keep(self, parse_negation(self));
  --self->depth;
  return lg_parser_parent(self, LG_EXPRESSION_NOT, begin, first);
}

static lg_expression *parse_conjunct(lg_parser *self) {
  const size_t begin = self->token.begin;
  const size_t first = self->pending_count;
  lg_expression *left = parse_negation(self);
  if (left == NULL || !lg_parser_at(self, "and")) {
    return left;
  }
  lg_parser_keep(self, left);
  while (!self->failed && lg_parser_accept(self, "and")) {
    lg_parser_keep(self, parse_negation(self));
  }
  return lg_parser_parent(self, LG_EXPRESSION_AND, begin, first);
}

lg_expression *lg_parse_condition(lg_parser *self) {
  const size_t begin = self->token.begin;
  const size_t first = self->pending_count;
  lg_expression *left = parse_conjunct(self);
  if (left == NULL || !lg_parser_at(self, "or")) {
    return left;
  }
  lg_parser_keep(self, left);
  while (!self->failed && lg_parser_accept(self, "or")) {
    lg_parser_keep(self, parse_conjunct(self));
  }
  return lg_parser_parent(self, LG_EXPRESSION_OR, begin, first);
}

/* -- entries ------------------------------------------------------------------ */

static void begin_parser(lg_parser *self, lg_reader *reader, const lg_yaml_node *node) {
  memset(self, 0, sizeof *self);
  self->reader = reader;
  self->node = node;
  self->token = lg_next_token(node->text, node->length, 0);
}

static bool end_parser(lg_parser *self) {
  if (!self->failed && self->token.kind != LG_TOKEN_END) {
    lg_parser_fail_expected(self, LG_EXPECTED_OPERATOR);
  }
  lg_release(&self->reader->allocator, self->pending,
             self->pending_capacity * sizeof *self->pending);
  return !self->failed;
}

lg_expression *lg_parse_expression(lg_reader *reader, const lg_yaml_node *node) {
  lg_parser self;
  begin_parser(&self, reader, node);
  lg_expression *made = lg_parse_condition(&self);
  return end_parser(&self) ? made : NULL;
}

lg_expression *lg_parse_exception(lg_reader *reader, const lg_yaml_node *node,
                                  lg_expression *found) {
  lg_parser self;
  begin_parser(&self, reader, node);
  lg_expression *made = parse_unless(&self, found, 0);
  /* `a or b` here is two exceptions. */
  while (!self.failed && lg_parser_accept(&self, "or")) {
    made = parse_unless(&self, made, 0);
  }
  return end_parser(&self) ? made : NULL;
}

bool lg_parse_window(lg_reader *reader, const lg_yaml_node *node, lg_distance *distance) {
  lg_parser self;
  begin_parser(&self, reader, node);
  const bool parsed = lg_parse_distance(&self, distance);
  if (parsed && self.token.kind != LG_TOKEN_END) {
    lg_parser_fail_expected(&self, "the end");
  }
  return end_parser(&self) && parsed;
}

lg_expression *lg_expression_with_reading(lg_reader *reader, lg_expression *expression,
                                          uint32_t reading) {
  lg_parser self;
  begin_parser(&self, reader, expression->node);
  self.last_end = expression->end;
  lg_parser_keep(&self, expression);
  lg_expression *made = lg_parser_parent(&self, LG_EXPRESSION_READING, expression->begin, 0);
  if (made != NULL) {
    made->reading = reading;
  }
  self.token.kind = LG_TOKEN_END;
  return end_parser(&self) ? made : NULL;
}
