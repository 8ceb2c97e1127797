/* Distances and places in expressions. */
#include "base/limits.h"
#include "rubric/parser.h"

/* -- distances ---------------------------------------------------------------- */

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

bool lg_parse_distance(lg_parser *self, lg_distance *distance) {
  const lg_token number = self->token;
  if (!lg_parser_expect(self, LG_TOKEN_NUMBER, "a number")) {
    return false;
  }
  size_t i = 0;
  while (i < UNIT_COUNT && !lg_parser_at(self, UNITS[i].one) &&
         !lg_parser_at(self, UNITS[i].many)) {
    ++i;
  }
  if (i == UNIT_COUNT) {
    lg_parser_fail_expected(self, "`words`, `clause`, `sentences`, `paragraph` or `section`");
    return false;
  }
  if (number.number == 0 || number.number > LG_LIMIT_WINDOW) {
    lg_hint(self->reader, "the number is from 1 to %u", (unsigned)LG_LIMIT_WINDOW);
    lg_parser_fail(self, LG_CODE_BAD_WINDOW, number, "a window of this size is not possible");
    return false;
  }
  if (!UNITS[i].countable && number.number != 1) {
    lg_hint(self->reader, "write `1 %s`, or count sentences", UNITS[i].one);
    lg_parser_fail(self, LG_CODE_BAD_WINDOW, number,
                   "only words and sentences can be counted in a window");
    return false;
  }
  lg_parser_advance(self);
  *distance = (lg_distance){UNITS[i].unit, number.number};
  return true;
}

/* -- places ------------------------------------------------------------------- */

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
    {"enumeration", {LG_PLACE_ATTRIBUTE, LG_LISTED}},
};
enum { PLACE_COUNT = sizeof PLACES / sizeof PLACES[0] };

static bool parse_share(lg_parser *self, bool last, lg_place *place) {
  const lg_token number = self->token;
  lg_parser_advance(self);
  if (number.kind == LG_TOKEN_PERCENT) {
    *place = (lg_place){last ? LG_PLACE_LAST_PERCENT : LG_PLACE_FIRST_PERCENT, number.number};
    if (number.number == 0 || number.number > 100) {
      lg_parser_fail(self, LG_CODE_BAD_WINDOW, number, "a share of the answer is from 1% to 100%");
    }
    return !self->failed;
  }
  if (number.kind != LG_TOKEN_NUMBER) {
    self->token = number;
    lg_parser_fail_expected(self, "a share such as `30%` or a number of sentences");
    return false;
  }
  if (!lg_parser_accept(self, "sentences") && !lg_parser_accept(self, "sentence")) {
    lg_parser_fail_expected(self, "`%` or `sentences`");
    return false;
  }
  *place = (lg_place){last ? LG_PLACE_LAST_SENTENCES : LG_PLACE_FIRST_SENTENCES, number.number};
  if (number.number == 0 || number.number > LG_LIMIT_WINDOW) {
    lg_hint(self->reader, "the number is from 1 to %u", (unsigned)LG_LIMIT_WINDOW);
    lg_parser_fail(self, LG_CODE_BAD_WINDOW, number, "this number of sentences is not possible");
  }
  return !self->failed;
}

bool lg_parse_place(lg_parser *self, lg_place *place) {
  if (lg_parser_at(self, "first") || lg_parser_at(self, "last")) {
    const bool last = lg_parser_at(self, "last");
    lg_parser_advance(self);
    return parse_share(self, last, place);
  }
  const char *names[PLACE_COUNT];
  for (size_t i = 0; i < PLACE_COUNT; ++i) {
    if (lg_parser_accept(self, PLACES[i].word)) {
      *place = PLACES[i].place;
      return true;
    }
    names[i] = PLACES[i].word;
  }
  if (self->token.kind == LG_TOKEN_WORD) {
    const char *word = lg_parser_copy(self, self->token.begin, self->token.length);
    if (word != NULL && !lg_hint_nearest(self->reader, word, names, PLACE_COUNT)) {
      lg_hint(self->reader, "the places are opening, body, closing, heading, list, table, code, "
                            "quotation, enumeration, first 30%%, last 3 sentences");
    }
  }
  lg_parser_fail_expected(self, "a place");
  return false;
}
