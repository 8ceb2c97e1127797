#include "rubric/parser.h"

#include <string.h>

#include "base/limits.h"

/* -- tokens ------------------------------------------------------------------- */

void lg_parser_advance(lg_parser *self) {
  self->last_end = self->token.begin + self->token.length;
  self->token = lg_next_token(self->node->text, self->node->length, self->last_end);
}

lg_token lg_parser_peek(const lg_parser *self) {
  return lg_next_token(self->node->text, self->node->length,
                       self->token.begin + self->token.length);
}

bool lg_parser_spells(const lg_parser *self, lg_token token, const char *word) {
  return token.kind == LG_TOKEN_WORD && strlen(word) == token.length &&
         memcmp(self->node->text + token.begin, word, token.length) == 0;
}

bool lg_parser_at(const lg_parser *self, const char *word) {
  return lg_parser_spells(self, self->token, word);
}

bool lg_parser_accept(lg_parser *self, const char *word) {
  if (!lg_parser_at(self, word)) {
    return false;
  }
  lg_parser_advance(self);
  return true;
}

static lg_place_in_file place_of(const lg_parser *self, lg_token token) {
  if (token.kind == LG_TOKEN_END) {
    return lg_at_part(self->node, self->node->length, 0);
  }
  return lg_at_part(self->node, token.begin, token.length);
}

/* Reports one problem of the expression: the first. */
lg_expression *lg_parser_fail(lg_parser *self, const char *code, lg_token token,
                              const char *message) {
  if (!self->failed && !self->reader->no_memory) {
    lg_error(self->reader, code, place_of(self, token), "%s", message);
  }
  self->failed = true;
  return NULL;
}

lg_expression *lg_parser_fail_expected(lg_parser *self, const char *expected) {
  if (self->failed || self->reader->no_memory) {
    return NULL;
  }
  const lg_token token = self->token;
  const char *text = self->node->text;
  if (token.kind == LG_TOKEN_BAD && lg_token_advice(text, token)[0] != '\0') {
    lg_hint(self->reader, "%s", lg_token_advice(text, token));
  } else if (lg_parser_at(self, "within")) {
    lg_hint(self->reader, "`within` stands behind `near`, `then`, `unless` or a set");
  } else if (lg_parser_at(self, "not")) {
    lg_hint(self->reader, "write `a unless b`, or `a and not b`");
  } else if (token.kind == LG_TOKEN_COMPARISON) {
    lg_hint(self->reader, "a level is compared with `>=`, `>`, `=`, `<` or `<=`");
  } else if (lg_parser_at(self, "AND") || lg_parser_at(self, "OR") || lg_parser_at(self, "NOT")) {
    lg_hint(self->reader, "operators are written in lower case");
  } else if (token.kind == LG_TOKEN_WORD && strcmp(expected, LG_EXPECTED_OPERATOR) == 0) {
    lg_hint(self->reader, "join names with `near`, `then`, `and` or `or`; wordings stand under "
                          "`concepts`");
  }
  if (token.kind == LG_TOKEN_END) {
    lg_error(self->reader, LG_CODE_BAD_EXPRESSION, place_of(self, token),
             "the expression ends where %s is expected", expected);
  } else {
    lg_error(self->reader, LG_CODE_BAD_EXPRESSION, place_of(self, token),
             "`%.*s` stands where %s is expected", (int)(token.length < 60 ? token.length : 60),
             text + token.begin, expected);
  }
  self->failed = true;
  return NULL;
}

bool lg_parser_expect(lg_parser *self, lg_token_kind kind, const char *expected) {
  if (self->token.kind != kind) {
    lg_parser_fail_expected(self, expected);
    return false;
  }
  lg_parser_advance(self);
  return true;
}

bool lg_parser_enter(lg_parser *self) {
  if (++self->depth <= LG_LIMIT_EXPRESSION_DEPTH) {
    return true;
  }
  lg_hint(self->reader, "give a part of it a name under `signals`");
  lg_parser_fail(self, LG_CODE_EXPRESSION_TOO_DEEP, self->token,
                 "the expression is nested too deep");
  return false;
}

/* -- nodes -------------------------------------------------------------------- */

void lg_parser_keep(lg_parser *self, lg_expression *child) {
  if (child == NULL || !lg_reader_grow(self->reader, &self->pending, &self->pending_capacity,
                                       self->pending_count + 1, sizeof *self->pending)) {
    self->failed = true;
    return;
  }
  self->pending[self->pending_count++] = child;
}

lg_expression *lg_parser_node(lg_parser *self, lg_expression_kind kind, size_t begin) {
  if (self->failed) {
    return NULL;
  }
  lg_expression *made = lg_reader_take(self->reader, 1, sizeof *made);
  if (made == NULL) {
    self->failed = true;
    return NULL;
  }
  made->kind = kind;
  made->node = self->node;
  made->begin = begin;
  made->end = self->last_end;
  made->at_most = LG_NONE;
  made->distance = (lg_distance){LG_UNIT_SENTENCES, 1};
  return made;
}

/* A node over the children kept since `first`. */
lg_expression *lg_parser_parent(lg_parser *self, lg_expression_kind kind, size_t begin,
                                size_t first) {
  lg_expression *made = lg_parser_node(self, kind, begin);
  if (made == NULL) {
    return NULL;
  }
  const size_t count = self->pending_count - first;
  lg_expression **children = lg_reader_take(self->reader, count, sizeof *children);
  if (children == NULL) {
    self->failed = true;
    return NULL;
  }
  for (size_t i = 0; i < count; ++i) {
    children[i] = self->pending[first + i];
    made->height = children[i]->height + 1 > made->height ? children[i]->height + 1 : made->height;
  }
  self->pending_count = first;
  made->children = children;
  made->count = (uint32_t)count;
  if (made->height >= LG_LIMIT_EXPRESSION_DEPTH) {
    lg_hint(self->reader, "give a part of it a name under `signals`");
    lg_parser_fail(self, LG_CODE_EXPRESSION_TOO_DEEP, self->token,
                   "the expression is nested too deep");
    return NULL;
  }
  return made;
}

const char *lg_parser_copy(lg_parser *self, size_t begin, size_t length) {
  const char *copy = lg_arena_copy(&self->reader->arena, self->node->text + begin, length);
  if (copy == NULL) {
    self->reader->no_memory = self->failed = true;
  }
  return copy;
}
