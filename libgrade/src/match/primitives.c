/* A small scanner over normalised text. It reads one thing at a time from the
 * start of a word: a number in figures or words, the unit behind it, "per" and a
 * unit of time behind that. Everything it needs to know of the language (number
 * words, units, "per") comes from the language file. */
#include "match/primitives.h"

#include <string.h>

#include "base/word.h"
#include "match/recurring.h"

typedef struct scanner {
  const lg_document *document;
  const lg_language *language;
  const char *text;
  uint32_t end; /* of the sentence */
  lg_arena *arena;
  lg_span_list *lists;
  uint32_t wanted;
  uint32_t quantity_end; /* of the last one with a unit */
  uint32_t name_end;     /* of the last word, with those a full stop joins to it: a.b.c */
  uint32_t last_joint;   /* in it */
  uint32_t last_letter;
} scanner;

static bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
static bool is_lower(char c) {
  return c >= 'a' && c <= 'z';
}
static char at(const scanner *s, uint32_t i) {
  return i < s->end ? s->text[i] : '\0';
}

/* How many bytes the word character at `i` takes; 0 when none stands there. */
static uint32_t word_at(const scanner *s, uint32_t i) {
  return (uint32_t)lg_word_at(s->text, i, s->end);
}

static void add(scanner *s, lg_primitive primitive, uint32_t start, uint32_t end) {
  if ((s->wanted & (1u << primitive)) != 0) {
    lg_spans_add(&s->lists[primitive], s->arena, lg_span_make(s->document, start, end));
  }
}

static uint32_t skip_spaces(const scanner *s, uint32_t i) {
  while (at(s, i) == ' ') {
    ++i;
  }
  return i;
}

static uint32_t end_of_letters(const scanner *s, uint32_t i) {
  uint32_t taken = 1;
  while (taken != 0) {
    const char c = at(s, i);
    taken = is_lower(c) ? 1 : (unsigned char)c >= 0x80 ? word_at(s, i) : 0;
    i += taken;
  }
  return i;
}

/* -- units -------------------------------------------------------------------- */

/* Sets of unit classes. A word may be in several: m is a minute and a million. */
enum {
  TIME = 1 << LG_UNIT_TIME,
  MONEY = 1 << LG_UNIT_MONEY,
  SCALE = 1 << LG_UNIT_SCALE,
  QUANTITIES = 1 << LG_UNIT_TIME | 1 << LG_UNIT_SIZE | 1 << LG_UNIT_MONEY | 1 << LG_UNIT_PERCENT
};

/* The unit [start, end) in one of `classes`, or NULL. */
static const lg_unit_word *find_unit(const scanner *s, uint32_t start, uint32_t end, int classes) {
  const lg_language *language = s->language;
  const lg_unit_word *unit = lg_language_unit(language, s->text + start, end - start);
  if (unit == NULL) {
    return NULL;
  }
  while (unit > language->units && strcmp(unit[-1].word, unit->word) == 0) {
    --unit;
  }
  const lg_unit_word *behind = language->units + language->unit_count;
  const char *word = unit->word;
  for (; unit < behind && strcmp(unit->word, word) == 0; ++unit) {
    if ((classes >> unit->unit_class & 1) != 0) {
      return unit;
    }
  }
  return NULL;
}

/* The unit that begins at `i`, with its end; NULL when there is none. Symbols
 * such as % are units of one character. */
static const lg_unit_word *unit_at(const scanner *s, uint32_t i, int classes, uint32_t *end) {
  uint32_t stop = end_of_letters(s, i);
  if (stop == i) {
    if (i >= s->end || at(s, i) == ' ' || is_digit(at(s, i))) {
      return NULL;
    }
    stop = i + 1;
    while ((at(s, stop) & 0xC0) == 0x80) {
      ++stop;
    }
  } else if (word_at(s, stop) != 0) {
    return NULL;
  }
  *end = stop;
  return find_unit(s, i, stop, classes);
}

/* Two words, such as "per cent". */
static const lg_unit_word *long_unit_at(const scanner *s, uint32_t i, int classes, uint32_t *end) {
  const uint32_t first = end_of_letters(s, i);
  const uint32_t second = first > i && at(s, first) == ' ' ? end_of_letters(s, first + 1) : first;
  if (second > first + 1) {
    const lg_unit_word *unit = find_unit(s, i, second, classes);
    if (unit != NULL) {
      *end = second;
      return unit;
    }
  }
  return unit_at(s, i, classes, end);
}

/* -- numbers ------------------------------------------------------------------- */

static uint32_t end_of_figures(const scanner *s, uint32_t i) {
  while (is_digit(at(s, i)) || ((at(s, i) == '.' || at(s, i) == ',') && is_digit(at(s, i + 1)))) {
    ++i;
  }
  return i;
}

/* k, m, bn attached, or million behind a space. */
static uint32_t end_of_scale(const scanner *s, uint32_t i) {
  uint32_t end;
  const lg_unit_word *unit = unit_at(s, skip_spaces(s, i), SCALE, &end);
  const bool attached = is_lower(at(s, i));
  if (unit != NULL && (attached || end > i + 2)) {
    return end;
  }
  return i;
}

static uint32_t end_of_figure_number(const scanner *s, uint32_t i) {
  uint32_t end = end_of_scale(s, end_of_figures(s, i));
  const bool range = at(s, end) == '-' && is_digit(at(s, end + 1));
  return range ? end_of_scale(s, end_of_figures(s, end + 1)) : end;
}

static bool in_list(const char *const *list, size_t count, const scanner *s, uint32_t start,
                    uint32_t end) {
  return end > start && word_at(s, end) == 0 &&
         lg_word_in(list, count, s->text + start, end - start);
}

static bool is_number_word(const scanner *s, uint32_t start, uint32_t end) {
  return in_list((const char *const *)s->language->number_words, s->language->number_word_count, s,
                 start, end);
}

static bool is_joiner(const scanner *s, uint32_t start, uint32_t end) {
  return in_list((const char *const *)s->language->number_joiners, s->language->number_joiner_count,
                 s, start, end);
}

static bool is_per_word(const scanner *s, uint32_t start, uint32_t end) {
  return in_list((const char *const *)s->language->per_words, s->language->per_word_count, s, start,
                 end);
}

/* "a": may begin a number, and stands for one before a unit. */
static bool is_article(const scanner *s, uint32_t start, uint32_t end) {
  return is_joiner(s, start, end) && is_per_word(s, start, end);
}

/* "twenty five", "a hundred", "half a million", "one and a half". Returns `i`
 * when no number begins there. */
static uint32_t end_of_word_number(const scanner *s, uint32_t i) {
  uint32_t number_end = i;
  uint32_t position = i;
  bool joined = false;
  for (int words = 0; words < 8; ++words) {
    const uint32_t end = end_of_letters(s, position);
    if (is_number_word(s, position, end)) {
      number_end = end;
      joined = false;
    } else if (!joined &&
               (words == 0 ? is_article(s, position, end) : is_joiner(s, position, end))) {
      joined = true;
    } else {
      break;
    }
    const char next = at(s, end);
    position = next == ' ' || next == '-' ? end + 1 : s->end;
  }
  return number_end > i ? end_of_scale(s, number_end) : i;
}

/* -- quantities ----------------------------------------------------------------- */

enum { NOUNS_IN_A_RATE = 3 };

/* From behind a number (and its unit): up to three words, then "per second" or
 * "/s". Returns 0 when this is no rate. */
static uint32_t end_of_rate(const scanner *s, uint32_t i) {
  uint32_t position = skip_spaces(s, i);
  for (int nouns = 0; nouns <= NOUNS_IN_A_RATE; ++nouns) {
    uint32_t end;
    if (at(s, position) == '/') {
      return unit_at(s, skip_spaces(s, position + 1), TIME, &end) != NULL ? end : 0;
    }
    const uint32_t word = end_of_letters(s, position);
    if (word == position) {
      return 0;
    }
    if (is_per_word(s, position, word) && unit_at(s, skip_spaces(s, word), TIME, &end) != NULL) {
      return end;
    }
    position = at(s, word) == '/' ? word : skip_spaces(s, word);
  }
  return 0;
}

static const lg_primitive QUANTITY[] = {
    [LG_UNIT_TIME] = LG_PRIMITIVE_DURATION,
    [LG_UNIT_SIZE] = LG_PRIMITIVE_SIZE,
    [LG_UNIT_MONEY] = LG_PRIMITIVE_MONEY,
    [LG_UNIT_PERCENT] = LG_PRIMITIVE_PERCENT,
};

/* Behind up to two words that may stand inside a number. */
static uint32_t skip_joiners(const scanner *s, uint32_t i) {
  for (int words = 0; words < 2; ++words) {
    const uint32_t end = end_of_letters(s, i);
    if (!is_joiner(s, i, end)) {
      break;
    }
    i = skip_spaces(s, end);
  }
  return i;
}

static void add_quantities(scanner *s, uint32_t start, uint32_t number_end) {
  uint32_t unit_end = 0;
  uint32_t behind = number_end;
  uint32_t unit_start = skip_spaces(s, number_end);
  if (at(s, unit_start) == '-') {
    ++unit_start;
  }
  const lg_unit_word *unit = long_unit_at(s, unit_start, QUANTITIES, &unit_end);
  if (unit == NULL && !is_digit(at(s, start))) {
    /* "half a day", "a couple of hours" */
    unit = unit_at(s, skip_joiners(s, unit_start), TIME, &unit_end);
  }
  if (unit != NULL) {
    add(s, QUANTITY[unit->unit_class], start, unit_end);
    s->quantity_end = behind = unit_end;
  }
  const uint32_t rate_end = end_of_rate(s, behind);
  if (rate_end != 0) {
    add(s, LG_PRIMITIVE_RATE, start, rate_end);
    s->quantity_end = rate_end;
  }
}

/* "a week"; not in "3 TB a day". */
static void add_article_duration(scanner *s, uint32_t start) {
  const uint32_t word = end_of_letters(s, start);
  uint32_t end;
  if (start >= s->quantity_end && is_article(s, start, word) &&
      unit_at(s, skip_spaces(s, word), TIME, &end) != NULL) {
    add(s, LG_PRIMITIVE_DURATION, start, end);
  }
}

/* 06:00, 7am, 7 o'clock */
static void add_clock(scanner *s, uint32_t start) {
  uint32_t i = start;
  while (is_digit(at(s, i)) && i < start + 3) {
    ++i;
  }
  if (i - start > 2) {
    return;
  }
  if (at(s, i) == ':' && is_digit(at(s, i + 1)) && is_digit(at(s, i + 2)) &&
      word_at(s, i + 3) == 0) {
    add(s, LG_PRIMITIVE_CLOCK, start, i + 3);
    return;
  }
  const uint32_t word = skip_spaces(s, i);
  static const char *const suffixes[] = {"am", "pm", "a.m", "p.m", "o'clock"};
  for (size_t k = 0; k < sizeof suffixes / sizeof suffixes[0]; ++k) {
    const uint32_t length = (uint32_t)strlen(suffixes[k]);
    if (s->end - word >= length && memcmp(s->text + word, suffixes[k], length) == 0 &&
        word_at(s, word + length) == 0) {
      add(s, LG_PRIMITIVE_CLOCK, start, word + length);
    }
  }
}

/* $40: the unit stands before the number. */
static void add_prefixed_money(scanner *s, uint32_t start, uint32_t end) {
  uint32_t sign = start;
  while (sign > 0 && start - sign < 4) {
    --sign;
    if ((s->text[sign] & 0xC0) != 0x80) {
      break;
    }
  }
  if (sign < start && find_unit(s, sign, start, MONEY) != NULL) {
    add(s, LG_PRIMITIVE_MONEY, sign, end);
  }
}

static uint32_t add_number(scanner *s, uint32_t start) {
  const bool figures = is_digit(at(s, start));
  const uint32_t end = figures ? end_of_figure_number(s, start) : end_of_word_number(s, start);
  if (end == start) {
    add_article_duration(s, start);
    return start;
  }
  if (figures) {
    add_clock(s, start);
    /* "5m" may be five minutes, although m is a scale, too. */
    const uint32_t bare = end_of_figures(s, start);
    if (bare != end) {
      add_quantities(s, start, bare);
    }
  }
  add(s, LG_PRIMITIVE_NUMBER, start, end);
  add_quantities(s, start, end);
  add_prefixed_money(s, start, end);
  return end;
}

/* -- names, quotations, signs ------------------------------------------------------ */

/* Whether it is a code span of its own: `userId`. Not by its capitals, as a text may
 * be all in capitals, or without. */
static bool is_code_span(const scanner *s, uint32_t start, uint32_t end) {
  size_t from;
  size_t to;
  lg_document_source(s->document, start, end, &from, &to);
  const char *source = s->document->source;
  return from > 0 && to < s->document->source_length && source[from - 1] == '`' &&
         source[to] == '`';
}

static bool is_abbreviation(const scanner *s, uint32_t start, uint32_t end) {
  return in_list((const char *const *)s->language->abbreviations, s->language->abbreviation_count,
                 s, start, end);
}

/* Reads a name once, though each of its words begins one: what they end in is the same. */
static void read_name(scanner *s, uint32_t start) {
  uint32_t i = start;
  uint32_t taken;
  s->last_joint = s->last_letter = 0;
  while ((taken = word_at(s, i)) != 0 || (at(s, i) == '.' && i > start && is_lower(at(s, i + 1)))) {
    if (at(s, i) == '_' || at(s, i) == '.') {
      s->last_joint = i;
    } else if (is_lower(at(s, i))) {
      s->last_letter = i;
    }
    i += taken != 0 ? taken : 1;
  }
  s->name_end = i;
}

static void add_identifier(scanner *s, uint32_t start) {
  if ((s->wanted & (1u << LG_PRIMITIVE_IDENTIFIER)) == 0) {
    return;
  }
  if (start >= s->name_end) {
    read_name(s, start);
  }
  const uint32_t end = s->name_end;
  const bool joined = s->last_joint > start;
  const bool letters = s->last_letter >= start && is_lower(at(s, s->last_letter));
  if (letters && end - start > 2 && !is_abbreviation(s, start, end) &&
      (joined || is_code_span(s, start, end))) {
    add(s, LG_PRIMITIVE_IDENTIFIER, start, end);
  }
}

static void add_quotation(scanner *s, uint32_t start) {
  const char *close = memchr(s->text + start + 1, '"', s->end - start - 1);
  if (close != NULL) {
    const uint32_t end = (uint32_t)(close - s->text) + 1;
    if (end - start > 3) {
      add(s, LG_PRIMITIVE_QUOTATION, start, end);
    }
  }
}

/* <, >, <=, >=, and the one-character forms of the latter. */
static void add_comparison_sign(scanner *s, uint32_t i) {
  static const char less_equal[] = "\xE2\x89\xA4";
  static const char greater_equal[] = "\xE2\x89\xA5";
  if (at(s, i) == '<' || at(s, i) == '>') {
    /* Not an arrow. */
    if (i == 0 || (s->text[i - 1] != '-' && s->text[i - 1] != '=' && at(s, i + 1) != '-')) {
      add(s, LG_PRIMITIVE_COMPARISON, i, at(s, i + 1) == '=' ? i + 2 : i + 1);
    }
  } else if (s->end - i >= 3 && (memcmp(s->text + i, less_equal, 3) == 0 ||
                                 memcmp(s->text + i, greater_equal, 3) == 0)) {
    add(s, LG_PRIMITIVE_COMPARISON, i, i + 3);
  }
}

/* A sentence is marked by its first word, so that a place or a reading of it is
 * that of its beginning, and a window quotes no more because of it. */
static void add_sentence(scanner *s, const lg_sentence *sentence) {
  if (sentence->word_count > 0) {
    const lg_word *first = &s->document->words[sentence->first_word];
    add(s, LG_PRIMITIVE_SENTENCE, first->start, first->end);
  }
}

static void scan_sentence(scanner *s, const lg_sentence *sentence) {
  s->end = sentence->end;
  add_sentence(s, sentence);
  uint32_t number_end = 0;
  bool in_quotation = false;
  for (uint32_t i = sentence->start; i < s->end; ++i) {
    const char c = s->text[i];
    if (c == '"') {
      in_quotation = !in_quotation;
      if (in_quotation) {
        add_quotation(s, i);
      }
      continue;
    }
    add_comparison_sign(s, i);
    const bool begins = word_at(s, i) != 0 && !lg_word_before(s->text, i);
    if (!begins) {
      continue;
    }
    add_identifier(s, i);
    if (i >= number_end) {
      number_end = add_number(s, i);
    }
  }
}

bool lg_find_primitives(const lg_document *document, const lg_language *language, uint32_t wanted,
                        lg_arena *arena, lg_span_list *lists) {
  scanner s = {.document = document,
               .language = language,
               .text = document->text,
               .arena = arena,
               .lists = lists,
               .wanted = wanted};
  for (uint32_t i = 0; wanted != 0 && i < document->sentence_count; ++i) {
    scan_sentence(&s, &document->sentences[i]);
  }
  if ((wanted & (1u << LG_PRIMITIVE_RECURRING)) != 0 &&
      !lg_find_recurring(document, language, arena, &lists[LG_PRIMITIVE_RECURRING])) {
    return false;
  }
  for (int i = 0; i < LG_PRIMITIVE_COUNT; ++i) {
    lg_spans_sort(&lists[i], arena);
    if (lists[i].failed) {
      return false;
    }
  }
  return true;
}
