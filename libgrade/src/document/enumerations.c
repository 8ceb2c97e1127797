/* Bare lists of terms: "Kafka, Spark, Airflow, dbt, Snowflake".
 *
 * A sentence is one when it consists of at least four short elements between
 * commas, slashes or plus signs, holds no verb, no arrow and no figure: whatever
 * has one of these says something about its terms. List items of a word or two
 * are one when at least four of them stand together. */
#include "document/build.h"

#include <string.h>

enum {
  FEWEST = 4,         /* elements */
  ELEMENT_WORDS = 3,  /* the most an element may have */
  ITEM_WORDS = 3      /* the most a list item may have */
};

static bool says_something(const lg_build *build, uint32_t number) {
  const lg_sentence *sentence = &build->drafts[number].sentence;
  const char *text = build->text.bytes;
  if (lg_has_cue(build, number, LG_CUE_VERB) || lg_has_cue(build, number, LG_CUE_NEGATION) ||
      lg_has_cue(build, number, LG_CUE_COMPARISON) ||
      lg_is_marked(build, number, LG_HEADING | LG_IN_CODE | LG_IN_TABLE | LG_ASKED)) {
    return true;
  }
  for (uint32_t i = sentence->start; i < sentence->end; ++i) {
    const char byte = text[i];
    if (lg_is_lower(byte) || byte == ' ') {
      continue;
    }
    if (strchr("=<>?%_", byte) != NULL || byte == '\xE2' ||
        (lg_is_digit(byte) && (i == sentence->start || !lg_is_wordlike(text[i - 1])))) {
      return true;
    }
  }
  return false;
}

/* The end of the element that begins at `at`, and in *next where the next one
 * begins. */
static uint32_t element_end(const lg_build *build, uint32_t number, uint32_t at, uint32_t *next) {
  const char *text = build->text.bytes;
  const uint32_t end = build->drafts[number].sentence.end;
  for (uint32_t i = at; i < end; ++i) {
    if (lg_is_lower(text[i])) {
      continue;
    }
    if (strchr(",/+;|&", text[i]) != NULL) {
      *next = i + 1;
      return i;
    }
    const lg_hit *joiner =
        text[i] == ' ' ? lg_cue_at(build, number, LG_CUE_JOINER, i + 1) : NULL;
    if (joiner != NULL) {
      *next = joiner->end;
      return i;
    }
  }
  *next = end;
  return end;
}

static bool is_enumeration(const lg_build *build, uint32_t number) {
  const lg_sentence *sentence = &build->drafts[number].sentence;
  const char *text = build->text.bytes;
  unsigned elements = 0;
  uint32_t next;
  for (uint32_t at = sentence->start; at < sentence->end; at = next) {
    const uint32_t end = element_end(build, number, at, &next);
    const size_t words = lg_count_words(text, at, end, ELEMENT_WORDS + 1);
    if (words > ELEMENT_WORDS) {
      return false;
    }
    elements += words > 0 && lg_skip_fillers(build, number, at) < end;
  }
  return elements >= FEWEST;
}

static bool is_short_item(const lg_build *build, uint32_t number) {
  const lg_draft *draft = &build->drafts[number];
  return draft->list != 0 && (draft->marks & LG_MARK_FIRST_ITEM) != 0 &&
         draft->sentence.word_count <= ITEM_WORDS && !says_something(build, number);
}

/* Marks the run of short items that begins at `number`; returns its last. */
static uint32_t mark_items(lg_build *build, uint32_t number) {
  uint32_t end = number;
  while (end < build->draft_count && build->drafts[end].list == build->drafts[number].list &&
         is_short_item(build, end)) {
    ++end;
  }
  for (uint32_t i = number; i < end && end - number >= FEWEST; ++i) {
    lg_mark(build, i, LG_LISTED);
  }
  return end - 1;
}

void lg_mark_enumerations(lg_build *build) {
  for (uint32_t i = 0; i < build->draft_count; ++i) {
    if (is_short_item(build, i)) {
      i = mark_items(build, i);
    } else if (!says_something(build, i) && is_enumeration(build, i)) {
      lg_mark(build, i, LG_LISTED);
    }
  }
}
