/* Bare lists of terms: "Kafka, Spark, Airflow, dbt, Snowflake".
 *
 * A sentence is one when it consists of at least four short elements between
 * commas, slashes, plus signs or middle dots, and hardly any of them says something: by a verb,
 * a denial, a figure, a name with an underscore. One in four may, as many terms
 * are verbs, too ("replay, merge, upsert"); but not the first, where a sentence
 * has its verb ("We use Kafka, Spark, ..."). An arrow, an equals sign or a
 * comparison relates its terms, and a list of terms does not. List items of a
 * word or two are one when at least four of them stand together.
 *
 * Terms with a line or a full stop each are one where hardly anything longer stands
 * between them: ten of twelve sentences in a row of three words at most, whatever
 * verbs they hold. Terse notes relate, count or introduce ("key: trip_id"), and
 * what does is not one of the ten.
 *
 * More than 85 words without an end are a list of phrases, whatever verbs they
 * hold: nobody says that much in one sentence, and speech without full stops has
 * been divided before. A text that is mostly such is a list as a whole. */
#include "document/build.h"

#include <string.h>

enum {
  SILENT_PER_SAYING = 4, /* elements for one that says something */
  FEWEST = 4,            /* elements */
  ELEMENT_WORDS = 3,     /* the most an element may have */
  ITEM_WORDS = 3,        /* the most a list item may have */
  FRAGMENT_WORDS = 3,    /* the most a sentence of a term may have */
  STRETCH = 12,          /* neighbouring sentences, */
  FRAGMENTS = 10,        /* of which so many are no more than terms */
  SENTENCE_WORDS = 85    /* the most a sentence may have */
};

static const char MIDDLE_DOT[] = "\xC2\xB7";

/* Marks that relate terms to one another. */
static bool relates(const lg_build *build, uint32_t number) {
  const lg_sentence *sentence = &build->drafts[number].sentence;
  const char *text = build->text.bytes;
  for (uint32_t i = sentence->start; i < sentence->end; ++i) {
    const char byte = text[i];
    if (byte == '=' || byte == '<' || byte == '>' || byte == '?' || byte == '\xE2') {
      return true;
    }
  }
  return lg_is_marked(build, number, LG_HEADING | LG_IN_CODE | LG_IN_TABLE | LG_ASKED);
}

static bool has_cue_between(const lg_build *build, uint32_t number, lg_cue cue, uint32_t start,
                            uint32_t end) {
  const lg_hit *hit = lg_next_cue(build, number, cue, start);
  return hit != NULL && hit->start < end;
}

/* A figure, or a name as in code. */
static bool has_figure(const lg_build *build, uint32_t start, uint32_t end) {
  for (uint32_t i = start; i < end; ++i) {
    const char byte = build->text.bytes[i];
    if (byte == '_' || byte == '%' ||
        (lg_is_digit(byte) && (i == start || !lg_is_wordlike(build->text.bytes[i - 1])))) {
      return true;
    }
  }
  return false;
}

/* Does the element [start, end) say something of its own? */
static bool says_something(const lg_build *build, uint32_t number, uint32_t start, uint32_t end) {
  return has_figure(build, start, end) || has_cue_between(build, number, LG_CUE_VERB, start, end) ||
         has_cue_between(build, number, LG_CUE_NEGATION, start, end);
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
    if (i + 1 < end && memcmp(text + i, MIDDLE_DOT, 2) == 0) {
      *next = i + 2;
      return i;
    }
    const lg_hit *joiner = text[i] == ' ' ? lg_cue_at(build, number, LG_CUE_JOINER, i + 1) : NULL;
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
  unsigned saying = 0;
  uint32_t next;
  for (uint32_t at = sentence->start; at < sentence->end; at = next) {
    const uint32_t end = element_end(build, number, at, &next);
    const size_t words = lg_count_words(text, at, end, ELEMENT_WORDS + 1);
    const bool says = says_something(build, number, at, end);
    if (words > ELEMENT_WORDS || (says && elements == 0 && words > 1)) {
      return false;
    }
    if (words > 0 && lg_skip_fillers(build, number, at) < end) {
      ++elements;
      saying += says;
    }
  }
  return elements >= FEWEST && saying * SILENT_PER_SAYING <= elements;
}

static bool is_short_item(const lg_build *build, uint32_t number) {
  const lg_draft *draft = &build->drafts[number];
  return draft->list != 0 && (draft->marks & LG_MARK_FIRST_ITEM) != 0 &&
         draft->sentence.word_count <= ITEM_WORDS && !relates(build, number) &&
         !says_something(build, number, draft->sentence.start, draft->sentence.end);
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

static bool is_fragment(const lg_build *build, uint32_t number) {
  const lg_sentence *sentence = &build->drafts[number].sentence;
  return sentence->word_count > 0 && sentence->word_count <= FRAGMENT_WORDS &&
         !relates(build, number) && !has_figure(build, sentence->start, sentence->end) &&
         build->text.bytes[sentence->end - 1] != ':';
}

/* Marks every stretch of sentences that are mostly fragments. */
static void mark_fragments(lg_build *build) {
  unsigned fragments = 0;
  uint32_t marked = 0; /* sentences before this one are done */
  for (uint32_t i = 0; i < build->draft_count; ++i) {
    fragments += is_fragment(build, i);
    fragments -= i >= STRETCH && is_fragment(build, i - STRETCH);
    if (i + 1 < STRETCH || fragments < FRAGMENTS) {
      continue;
    }
    const uint32_t first = i + 1 - STRETCH;
    for (marked = marked > first ? marked : first; marked <= i; ++marked) {
      lg_mark(build, marked, LG_LISTED);
    }
  }
}

static bool is_endless(const lg_build *build, uint32_t number) {
  return build->drafts[number].sentence.word_count > SENTENCE_WORDS &&
         !lg_is_marked(build, number, LG_HEADING | LG_IN_CODE | LG_IN_TABLE);
}

static bool is_mostly_endless(const lg_build *build) {
  size_t words = 0;
  size_t endless = 0;
  for (uint32_t i = 0; i < build->draft_count; ++i) {
    const uint32_t count = build->drafts[i].sentence.word_count;
    words += count;
    endless += is_endless(build, i) ? count : 0;
  }
  return endless > words / 2;
}

void lg_mark_enumerations(lg_build *build) {
  mark_fragments(build);
  const bool all = is_mostly_endless(build);
  for (uint32_t i = 0; i < build->draft_count; ++i) {
    if (all) {
      lg_mark(build, i, LG_LISTED);
    } else if (is_short_item(build, i)) {
      i = mark_items(build, i);
    } else if (is_endless(build, i) || (!relates(build, i) && is_enumeration(build, i))) {
      lg_mark(build, i, LG_LISTED);
    }
  }
}
