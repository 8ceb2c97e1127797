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

#include "base/limits.h"
#include "rubric/expression.h"
#include "rubric/expression_lexer.h"

typedef struct parser {
  lg_reader *reader;
  const lg_yaml_node *node;
  lg_token token;
  size_t last_end; /* of the token before */
  unsigned depth;
  bool failed;
  lg_expression **pending; /* children of nodes not made yet */
  size_t pending_count;
  size_t pending_capacity;
} parser;

static lg_expression *parse_condition(parser *self);
static lg_expression *parse_window(parser *self);

/* -- tokens ------------------------------------------------------------------- */

static void advance(parser *self) {
  self->last_end = self->token.begin + self->token.length;
  self->token = lg_next_token(self->node->text, self->node->length, self->last_end);
}

static lg_token peek(const parser *self) {
  return lg_next_token(self->node->text, self->node->length,
                       self->token.begin + self->token.length);
}

static bool spells(const parser *self, lg_token token, const char *word) {
  return token.kind == LG_TOKEN_WORD && strlen(word) == token.length &&
         memcmp(self->node->text + token.begin, word, token.length) == 0;
}

static bool at_word(const parser *self, const char *word) {
  return spells(self, self->token, word);
}

static bool accept_word(parser *self, const char *word) {
  if (!at_word(self, word)) {
    return false;
  }
  advance(self);
  return true;
}

static lg_place_in_file place_of(const parser *self, lg_token token) {
  if (token.kind == LG_TOKEN_END) {
    return lg_at_part(self->node, self->node->length, 0);
  }
  return lg_at_part(self->node, token.begin, token.length);
}

/* Reports one problem of the expression: the first. */
static lg_expression *fail(parser *self, const char *code, lg_token token, const char *message) {
  if (!self->failed && !self->reader->no_memory) {
    lg_error(self->reader, code, place_of(self, token), "%s", message);
  }
  self->failed = true;
  return NULL;
}

static const char OPERATOR[] = "an operator";

static lg_expression *fail_expected(parser *self, const char *expected) {
  if (self->failed || self->reader->no_memory) {
    return NULL;
  }
  const lg_token token = self->token;
  const char *text = self->node->text;
  if (token.kind == LG_TOKEN_BAD && lg_token_advice(text, token)[0] != '\0') {
    lg_hint(self->reader, "%s", lg_token_advice(text, token));
  } else if (at_word(self, "within")) {
    lg_hint(self->reader, "`within` stands behind `near`, `then`, `unless` or a set");
  } else if (at_word(self, "not")) {
    lg_hint(self->reader, "write `a unless b`, or `a and not b`");
  } else if (token.kind == LG_TOKEN_COMPARISON) {
    lg_hint(self->reader, "a level is compared with `>=`, `>`, `=`, `<` or `<=`");
  } else if (at_word(self, "AND") || at_word(self, "OR") || at_word(self, "NOT")) {
    lg_hint(self->reader, "operators are written in lower case");
  } else if (token.kind == LG_TOKEN_WORD && strcmp(expected, OPERATOR) == 0) {
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

static bool expect_token(parser *self, lg_token_kind kind, const char *expected) {
  if (self->token.kind != kind) {
    fail_expected(self, expected);
    return false;
  }
  advance(self);
  return true;
}

static bool enter(parser *self) {
  if (++self->depth <= LG_LIMIT_EXPRESSION_DEPTH) {
    return true;
  }
  lg_hint(self->reader, "give a part of it a name under `signals`");
  fail(self, LG_CODE_EXPRESSION_TOO_DEEP, self->token, "the expression is nested too deep");
  return false;
}

/* -- nodes -------------------------------------------------------------------- */

static void keep_child(parser *self, lg_expression *child) {
  if (child == NULL || !lg_reader_grow(self->reader, &self->pending, &self->pending_capacity,
                                       self->pending_count + 1, sizeof *self->pending)) {
    self->failed = true;
    return;
  }
  self->pending[self->pending_count++] = child;
}

static lg_expression *new_node(parser *self, lg_expression_kind kind, size_t begin) {
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
static lg_expression *new_parent(parser *self, lg_expression_kind kind, size_t begin,
                                 size_t first) {
  lg_expression *made = new_node(self, kind, begin);
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
    fail(self, LG_CODE_EXPRESSION_TOO_DEEP, self->token, "the expression is nested too deep");
    return NULL;
  }
  return made;
}

static const char *copy_word(parser *self, size_t begin, size_t length) {
  const char *copy = lg_arena_copy(&self->reader->arena, self->node->text + begin, length);
  if (copy == NULL) {
    self->reader->no_memory = self->failed = true;
  }
  return copy;
}

/* -- distances and places ----------------------------------------------------- */

typedef struct unit_word {
  const char *one;
  const char *many;
  lg_unit unit;
  bool countable;
} unit_word;

static const unit_word UNITS[] = {
    {"word", "words", LG_UNIT_WORDS, true},
    {"clause", "clauses", LG_UNIT_CLAUSES, false},
    {"sentence", "sentences", LG_UNIT_SENTENCES, true},
    {"paragraph", "paragraphs", LG_UNIT_PARAGRAPHS, false},
    {"section", "sections", LG_UNIT_SECTIONS, false},
};
enum { UNIT_COUNT = sizeof UNITS / sizeof UNITS[0] };

static bool parse_distance(parser *self, lg_distance *distance) {
  const lg_token number = self->token;
  if (!expect_token(self, LG_TOKEN_NUMBER, "a number")) {
    return false;
  }
  size_t i = 0;
  while (i < UNIT_COUNT && !at_word(self, UNITS[i].one) && !at_word(self, UNITS[i].many)) {
    ++i;
  }
  if (i == UNIT_COUNT) {
    fail_expected(self, "`words`, `clause`, `sentences`, `paragraph` or `section`");
    return false;
  }
  if (number.number == 0 || number.number > LG_LIMIT_WINDOW) {
    lg_hint(self->reader, "the number is from 1 to %u", (unsigned)LG_LIMIT_WINDOW);
    fail(self, LG_CODE_BAD_WINDOW, number, "a window of this size is not possible");
    return false;
  }
  if (!UNITS[i].countable && number.number != 1) {
    lg_hint(self->reader, "write `1 %s`, or count sentences", UNITS[i].one);
    fail(self, LG_CODE_BAD_WINDOW, number, "only words and sentences can be counted in a window");
    return false;
  }
  advance(self);
  *distance = (lg_distance){UNITS[i].unit, number.number};
  return true;
}

typedef struct place_word {
  const char *word;
  lg_place place;
} place_word;

static const place_word PLACES[] = {
    {"opening", {LG_PLACE_ATTRIBUTE, LG_OPENING}},
    {"closing", {LG_PLACE_ATTRIBUTE, LG_CLOSING}},
    {"body", {LG_PLACE_BODY, 0}},
    {"heading", {LG_PLACE_ATTRIBUTE, LG_HEADING}},
    {"list", {LG_PLACE_ATTRIBUTE, LG_IN_LIST}},
    {"table", {LG_PLACE_ATTRIBUTE, LG_IN_TABLE}},
    {"code", {LG_PLACE_ATTRIBUTE, LG_IN_CODE}},
    {"quotation", {LG_PLACE_ATTRIBUTE, LG_IN_QUOTATION}},
};
enum { PLACE_COUNT = sizeof PLACES / sizeof PLACES[0] };

static bool parse_share(parser *self, bool last, lg_place *place) {
  const lg_token number = self->token;
  advance(self);
  if (number.kind == LG_TOKEN_PERCENT) {
    *place = (lg_place){last ? LG_PLACE_LAST_PERCENT : LG_PLACE_FIRST_PERCENT, number.number};
    if (number.number == 0 || number.number > 100) {
      fail(self, LG_CODE_BAD_WINDOW, number, "a share of the answer is from 1% to 100%");
    }
    return !self->failed;
  }
  if (number.kind != LG_TOKEN_NUMBER) {
    self->token = number;
    fail_expected(self, "a share such as `30%` or a number of sentences");
    return false;
  }
  if (!accept_word(self, "sentences") && !accept_word(self, "sentence")) {
    fail_expected(self, "`%` or `sentences`");
    return false;
  }
  *place = (lg_place){last ? LG_PLACE_LAST_SENTENCES : LG_PLACE_FIRST_SENTENCES, number.number};
  if (number.number == 0 || number.number > LG_LIMIT_WINDOW) {
    lg_hint(self->reader, "the number is from 1 to %u", (unsigned)LG_LIMIT_WINDOW);
    fail(self, LG_CODE_BAD_WINDOW, number, "this number of sentences is not possible");
  }
  return !self->failed;
}

static bool parse_place(parser *self, lg_place *place) {
  if (at_word(self, "first") || at_word(self, "last")) {
    const bool last = at_word(self, "last");
    advance(self);
    return parse_share(self, last, place);
  }
  const char *names[PLACE_COUNT];
  for (size_t i = 0; i < PLACE_COUNT; ++i) {
    if (accept_word(self, PLACES[i].word)) {
      *place = PLACES[i].place;
      return true;
    }
    names[i] = PLACES[i].word;
  }
  if (self->token.kind == LG_TOKEN_WORD) {
    const char *word = copy_word(self, self->token.begin, self->token.length);
    if (word != NULL && !lg_hint_nearest(self->reader, word, names, PLACE_COUNT)) {
      lg_hint(self->reader, "the places are opening, body, closing, heading, list, table, code, "
                            "quotation, first 30%%, last 3 sentences");
    }
  }
  fail_expected(self, "a place");
  return false;
}

/* -- primaries ---------------------------------------------------------------- */

static lg_expression *parse_name(parser *self) {
  const lg_token token = self->token;
  for (size_t i = 0; i < token.length; ++i) {
    const char byte = self->node->text[token.begin + i];
    if (byte >= 'A' && byte <= 'Z') {
      lg_hint(self->reader, "names and operators are written in lower case");
      return fail(self, LG_CODE_BAD_EXPRESSION, token, "this is no name");
    }
  }
  const char *name = copy_word(self, token.begin, token.length);
  if (name == NULL || lg_is_reserved(name)) {
    return fail_expected(self, "a name");
  }
  advance(self);
  lg_expression *made = new_node(self, LG_EXPRESSION_NAME, token.begin);
  if (made != NULL) {
    made->name = name;
  }
  return made;
}

static lg_expression *parse_level(parser *self, const lg_expression *name) {
  static const struct {
    const char *sign;
    lg_comparison comparison;
  } SIGNS[] = {
      {">=", LG_AT_LEAST}, {">", LG_ABOVE}, {"=", LG_EQUAL}, {"<=", LG_AT_MOST}, {"<", LG_BELOW}};
  const lg_token sign = self->token;
  advance(self);
  const lg_token level = self->token;
  if (!expect_token(self, LG_TOKEN_NUMBER, "a level")) {
    return NULL;
  }
  lg_expression *made = new_node(self, LG_EXPRESSION_LEVEL, name->begin);
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

static lg_expression *parse_prefix(parser *self) {
  const lg_token token = self->token;
  const char *name = copy_word(self, token.begin, token.length - 1);
  advance(self);
  lg_expression *made = new_node(self, LG_EXPRESSION_PREFIX, token.begin);
  if (made != NULL) {
    made->name = name;
  }
  return made;
}

static void parse_members(parser *self) {
  if (self->token.kind == LG_TOKEN_PREFIX) {
    keep_child(self, parse_prefix(self));
    return;
  }
  if (!expect_token(self, LG_TOKEN_OPEN, "`(` or a name with a star, such as `quality_*`")) {
    return;
  }
  for (;;) {
    keep_child(self,
               self->token.kind == LG_TOKEN_PREFIX ? parse_prefix(self) : parse_condition(self));
    if (self->failed || self->token.kind != LG_TOKEN_COMMA) {
      break;
    }
    advance(self);
  }
  if (!self->failed) {
    expect_token(self, LG_TOKEN_CLOSE, "`,` or `)`");
  }
}

static lg_expression *parse_set(parser *self, size_t begin, lg_quantity quantity, uint32_t at_least,
                                uint32_t at_most) {
  const size_t first = self->pending_count;
  if (!accept_word(self, "of")) {
    return fail_expected(self, "`of`");
  }
  if (!enter(self)) {
    return NULL;
  }
  parse_members(self);
  --self->depth;
  lg_expression *made = new_parent(self, LG_EXPRESSION_SET, begin, first);
  if (made != NULL) {
    made->quantity = quantity;
    made->at_least = at_least;
    made->at_most = at_most;
  }
  return made;
}

static lg_expression *parse_distinct(parser *self, lg_token number) {
  const size_t first = self->pending_count;
  if (number.number == 0 || number.number > LG_LIMIT_WINDOW) {
    return fail(self, LG_CODE_CANNOT_HOLD, number, "this number of wordings is not possible");
  }
  if (self->token.kind != LG_TOKEN_WORD) {
    return fail_expected(self, "the name of a concept");
  }
  keep_child(self, parse_name(self));
  lg_expression *made = new_parent(self, LG_EXPRESSION_DISTINCT, number.begin, first);
  if (made != NULL) {
    made->at_least = number.number;
  }
  return made;
}

static lg_expression *parse_counted(parser *self) {
  const lg_token number = self->token;
  advance(self);
  if (number.kind == LG_TOKEN_PERCENT) {
    if (number.number == 0 || number.number > 100) {
      return fail(self, LG_CODE_CANNOT_HOLD, number, "a share of a set is from 1% to 100%");
    }
    return parse_set(self, number.begin, LG_QUANTITY_PERCENT, number.number, LG_NONE);
  }
  if (accept_word(self, "distinct")) {
    return parse_distinct(self, number);
  }
  if (self->token.kind != LG_TOKEN_DOTS) {
    if (number.number == 0) {
      lg_hint(self->reader, "write `none of (…)`");
      return fail(self, LG_CODE_BAD_EXPRESSION, number, "`0 of` a set always holds");
    }
    return parse_set(self, number.begin, LG_QUANTITY_COUNT, number.number, LG_NONE);
  }
  advance(self);
  const lg_token highest = self->token;
  if (!expect_token(self, LG_TOKEN_NUMBER, "a number")) {
    return NULL;
  }
  if (highest.number < number.number) {
    return fail(self, LG_CODE_CANNOT_HOLD, highest, "the range ends before it begins");
  }
  return parse_set(self, number.begin, LG_QUANTITY_RANGE, number.number, highest.number);
}

static lg_expression *parse_group(parser *self) {
  advance(self);
  if (!enter(self)) {
    return NULL;
  }
  lg_expression *inner = parse_condition(self);
  --self->depth;
  if (inner == NULL || !expect_token(self, LG_TOKEN_CLOSE, "`)`")) {
    return NULL;
  }
  return inner;
}

static lg_expression *parse_reading(parser *self, uint32_t reading) {
  const size_t begin = self->token.begin;
  const size_t first = self->pending_count;
  advance(self);
  keep_child(self, parse_group(self));
  lg_expression *made = new_parent(self, LG_EXPRESSION_READING, begin, first);
  if (made != NULL) {
    made->reading = reading;
  }
  return made;
}

static lg_expression *parse_word(parser *self) {
  static const struct {
    const char *word;
    lg_quantity quantity;
  } QUANTITIES[] = {{"all", LG_QUANTITY_ALL}, {"any", LG_QUANTITY_ANY}, {"none", LG_QUANTITY_NONE}};
  const lg_token token = self->token;
  const lg_token next = peek(self);
  if (spells(self, next, "of")) {
    for (size_t i = 0; i < sizeof QUANTITIES / sizeof QUANTITIES[0]; ++i) {
      if (accept_word(self, QUANTITIES[i].word)) {
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
      lg_hint(self->reader, "the readings are asserted, asked, assumed, denied, warned, "
                            "hypothetical, attributed, rejected, quoted, headed, any");
    }
    return fail(self, LG_CODE_BAD_EXPRESSION, token, "no reading has this name");
  }
  return name;
}

/* *bare: a set or `distinct` that may take a window of its own. */
static lg_expression *parse_primary(parser *self, bool *bare) {
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
    return fail(self, LG_CODE_BAD_EXPRESSION, self->token, "a star is for sets only");
  default:
    return fail_expected(self, "a name");
  }
  *bare = made != NULL && (made->kind == LG_EXPRESSION_SET || made->kind == LG_EXPRESSION_DISTINCT);
  return made;
}

/* -- operators ---------------------------------------------------------------- */

/* near or then, and the operands behind the first, which is kept already. */
static lg_expression *parse_chain(parser *self, size_t begin, size_t first) {
  const bool near = at_word(self, "near");
  const char *own = near ? "near" : "then";
  bool bare;
  while (!self->failed && accept_word(self, own)) {
    keep_child(self, parse_primary(self, &bare));
  }
  if (!self->failed && at_word(self, near ? "then" : "near")) {
    lg_hint(self->reader, "put one of them in parentheses");
    fail(self, LG_CODE_BAD_EXPRESSION, self->token, "`near` and `then` are mixed");
    return NULL;
  }
  lg_expression *made =
      new_parent(self, near ? LG_EXPRESSION_NEAR : LG_EXPRESSION_THEN, begin, first);
  if (made != NULL && accept_word(self, "within")) {
    if (!parse_distance(self, &made->distance)) {
      return NULL;
    }
    made->end = self->last_end;
  }
  return made;
}

static lg_expression *parse_window(parser *self) {
  const size_t begin = self->token.begin;
  bool bare = false;
  lg_expression *left = parse_primary(self, &bare);
  if (left != NULL && bare && accept_word(self, "within")) {
    left->has_window = true;
    if (!parse_distance(self, &left->distance)) {
      return NULL;
    }
    left->end = self->last_end;
  }
  while (left != NULL && (at_word(self, "near") || at_word(self, "then"))) {
    const size_t first = self->pending_count;
    keep_child(self, left);
    left = parse_chain(self, begin, first);
  }
  return left;
}

static lg_expression *parse_unless(parser *self, lg_expression *found, size_t begin) {
  const size_t first = self->pending_count;
  lg_relation relation = LG_RELATION_NEAR;
  if (accept_word(self, "inside")) {
    relation = LG_RELATION_INSIDE;
  } else if (at_word(self, "followed") || at_word(self, "preceded")) {
    relation = at_word(self, "followed") ? LG_RELATION_FOLLOWED : LG_RELATION_PRECEDED;
    advance(self);
    if (!accept_word(self, "by")) {
      return fail_expected(self, "`by`");
    }
  }
  keep_child(self, found);
  keep_child(self, parse_window(self));
  lg_expression *made = new_parent(self, LG_EXPRESSION_UNLESS, begin, first);
  if (made == NULL) {
    return NULL;
  }
  made->relation = relation;
  if (relation == LG_RELATION_NEAR && accept_word(self, "within")) {
    if (!parse_distance(self, &made->distance)) {
      return NULL;
    }
    made->end = self->last_end;
  }
  return made;
}

static lg_expression *parse_in(parser *self, lg_expression *left, size_t begin, bool negated) {
  const size_t first = self->pending_count;
  lg_place place;
  keep_child(self, left);
  if (!parse_place(self, &place)) {
    return NULL;
  }
  lg_expression *made = new_parent(self, LG_EXPRESSION_PLACE, begin, first);
  if (made != NULL) {
    made->place = place;
    made->negated = negated;
  }
  return made;
}

static lg_expression *parse_beside(parser *self, lg_expression *left, size_t begin,
                                   lg_expression_kind kind, bool negated) {
  const size_t first = self->pending_count;
  keep_child(self, left);
  keep_child(self, parse_window(self));
  lg_expression *made = new_parent(self, kind, begin, first);
  if (made != NULL) {
    made->negated = negated;
  }
  return made;
}

static lg_expression *parse_placed(parser *self) {
  const size_t begin = self->token.begin;
  lg_expression *left = parse_window(self);
  while (left != NULL) {
    const bool negated = accept_word(self, "not");
    if (accept_word(self, "in")) {
      left = parse_in(self, left, begin, negated);
    } else if (accept_word(self, "under")) {
      left = parse_beside(self, left, begin, LG_EXPRESSION_UNDER, negated);
    } else if (negated) {
      lg_hint(self->reader, "join two conditions with `and not`");
      return fail_expected(self, "`in` or `under`");
    } else if (accept_word(self, "before")) {
      left = parse_beside(self, left, begin, LG_EXPRESSION_BEFORE, false);
    } else if (accept_word(self, "after")) {
      left = parse_beside(self, left, begin, LG_EXPRESSION_AFTER, false);
    } else if (accept_word(self, "unless")) {
      left = parse_unless(self, left, begin);
    } else {
      break;
    }
  }
  return self->failed ? NULL : left;
}

static lg_expression *parse_negation(parser *self) {
  if (!at_word(self, "not")) {
    return parse_placed(self);
  }
  const size_t begin = self->token.begin;
  const size_t first = self->pending_count;
  advance(self);
  if (!enter(self)) {
    return NULL;
  }
  keep_child(self, parse_negation(self));
  --self->depth;
  return new_parent(self, LG_EXPRESSION_NOT, begin, first);
}

static lg_expression *parse_conjunct(parser *self) {
  const size_t begin = self->token.begin;
  const size_t first = self->pending_count;
  lg_expression *left = parse_negation(self);
  if (left == NULL || !at_word(self, "and")) {
    return left;
  }
  keep_child(self, left);
  while (!self->failed && accept_word(self, "and")) {
    keep_child(self, parse_negation(self));
  }
  return new_parent(self, LG_EXPRESSION_AND, begin, first);
}

static lg_expression *parse_condition(parser *self) {
  const size_t begin = self->token.begin;
  const size_t first = self->pending_count;
  lg_expression *left = parse_conjunct(self);
  if (left == NULL || !at_word(self, "or")) {
    return left;
  }
  keep_child(self, left);
  while (!self->failed && accept_word(self, "or")) {
    keep_child(self, parse_conjunct(self));
  }
  return new_parent(self, LG_EXPRESSION_OR, begin, first);
}

/* -- entries ------------------------------------------------------------------ */

static void begin_parser(parser *self, lg_reader *reader, const lg_yaml_node *node) {
  memset(self, 0, sizeof *self);
  self->reader = reader;
  self->node = node;
  self->token = lg_next_token(node->text, node->length, 0);
}

static bool end_parser(parser *self) {
  if (!self->failed && self->token.kind != LG_TOKEN_END) {
    fail_expected(self, OPERATOR);
  }
  lg_release(&self->reader->allocator, self->pending,
             self->pending_capacity * sizeof *self->pending);
  return !self->failed;
}

lg_expression *lg_parse_expression(lg_reader *reader, const lg_yaml_node *node) {
  parser self;
  begin_parser(&self, reader, node);
  lg_expression *made = parse_condition(&self);
  return end_parser(&self) ? made : NULL;
}

lg_expression *lg_parse_exception(lg_reader *reader, const lg_yaml_node *node,
                                  lg_expression *found) {
  parser self;
  begin_parser(&self, reader, node);
  lg_expression *made = parse_unless(&self, found, 0);
  return end_parser(&self) ? made : NULL;
}

bool lg_parse_window(lg_reader *reader, const lg_yaml_node *node, lg_distance *distance) {
  parser self;
  begin_parser(&self, reader, node);
  const bool parsed = parse_distance(&self, distance);
  if (parsed && self.token.kind != LG_TOKEN_END) {
    fail_expected(&self, "the end");
  }
  return end_parser(&self) && parsed;
}

lg_expression *lg_expression_with_reading(lg_reader *reader, lg_expression *expression,
                                          uint32_t reading) {
  parser self;
  begin_parser(&self, reader, expression->node);
  self.last_end = expression->end;
  keep_child(&self, expression);
  lg_expression *made = new_parent(&self, LG_EXPRESSION_READING, expression->begin, 0);
  if (made != NULL) {
    made->reading = reading;
  }
  self.token.kind = LG_TOKEN_END;
  return end_parser(&self) ? made : NULL;
}
