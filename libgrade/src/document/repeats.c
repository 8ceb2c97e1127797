/* What an answer says twice, word for word, it says once.
 *
 * A sentence that stood before is an echo, as one of the prompt is. Where nothing
 * new follows any more, the answer is over: shares of the text, and the opening and
 * the closing, are measured on what is said. So an answer that is handed in twice
 * is marked like the answer, and padding it with itself gains nothing.
 *
 * Short sentences may return ("Then we wait."): alone they are no echo. */
#include "document/build.h"

#include <stdlib.h>
#include <string.h>

#include "base/hash.h"

enum { FEWEST_WORDS = 6 };

static bool same_words(const lg_build *build, uint32_t left, uint32_t right) {
  const lg_sentence *a = &build->drafts[left].sentence;
  const lg_sentence *b = &build->drafts[right].sentence;
  return a->end - a->start == b->end - b->start &&
         memcmp(build->text.bytes + a->start, build->text.bytes + b->start, a->end - a->start) == 0;
}

/* Of every sentence: where did it stand before? Of those with one hash only the first
 * is compared with, so that no choice of words makes it slow. */
static void find_repeats(const lg_build *build, lg_hashed *entries, uint32_t *originals) {
  const uint32_t count = (uint32_t)build->draft_count;
  for (uint32_t i = 0; i < count; ++i) {
    const lg_sentence *sentence = &build->drafts[i].sentence;
    entries[i] = lg_hash(build->text.bytes + sentence->start, sentence->end - sentence->start, i);
  }
  qsort(entries, count, sizeof *entries, lg_by_hash);
  uint32_t first = 0;
  for (uint32_t i = 0; i < count; ++i) {
    const uint32_t number = entries[i].number;
    first = entries[i].hash != entries[first].hash ? i : first;
    const bool repeats = i > first && same_words(build, entries[first].number, number);
    originals[number] = repeats ? entries[first].number : LG_NO_SENTENCE;
  }
}

static bool is_echo(const lg_build *build, uint32_t number) {
  return build->drafts[number].sentence.word_count >= FEWEST_WORDS &&
         !lg_is_marked(build, number, LG_HEADING | LG_IN_CODE);
}

/* The sentence from which on nothing new is said. An answer that ends with a short
 * repetition of its own and is then repeated ends there. */
static uint32_t end_of_new(const lg_build *build, const uint32_t *originals) {
  const uint32_t count = (uint32_t)build->draft_count;
  uint32_t end = count;
  uint32_t beginning = LG_NO_SENTENCE;
  bool any = false;
  while (end > 0 && originals[end - 1] != LG_NO_SENTENCE) {
    --end;
    any = any || is_echo(build, end);
    beginning = originals[end] == 0 ? end : beginning;
  }
  if (!any) {
    return count;
  }
  return beginning != LG_NO_SENTENCE ? beginning : end;
}

/* No window reaches from what is said into its repetition. */
static void part_repetition(lg_build *build, uint32_t end) {
  for (uint32_t i = end; i < build->draft_count; ++i) {
    ++build->drafts[i].sentence.run;
  }
}

static void mark(lg_build *build, const uint32_t *originals) {
  const uint32_t count = (uint32_t)build->draft_count;
  const uint32_t end = end_of_new(build, originals);
  for (uint32_t i = 0; i < count; ++i) {
    if (originals[i] != LG_NO_SENTENCE && (i >= end || is_echo(build, i))) {
      lg_mark(build, i, LG_ECHO);
    }
  }
  part_repetition(build, end);
  build->document->said_count = end;
  build->document->said_length = end > 0 ? build->drafts[end - 1].sentence.end : 0;
}

void lg_mark_repeats(lg_build *build) {
  const size_t count = build->draft_count;
  lg_hashed *entries = lg_arena_take_array(&build->document->arena, count + 1, sizeof *entries);
  uint32_t *originals = lg_arena_take_array(&build->document->arena, count + 1, sizeof *originals);
  if (entries == NULL || originals == NULL) {
    build->failed = true;
    return;
  }
  find_repeats(build, entries, originals);
  mark(build, originals);
}
