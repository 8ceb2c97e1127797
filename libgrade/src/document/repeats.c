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

enum { FEWEST_WORDS = 6 };

typedef struct entry {
  uint64_t hash;
  uint32_t number;
} entry;

static int by_hash(const void *left, const void *right) {
  const entry *a = left;
  const entry *b = right;
  if (a->hash != b->hash) {
    return a->hash < b->hash ? -1 : 1;
  }
  return a->number < b->number ? -1 : a->number > b->number;
}

static uint64_t hash_of(const lg_build *build, uint32_t number) {
  const lg_sentence *sentence = &build->drafts[number].sentence;
  uint64_t hash = UINT64_C(14695981039346656037);
  for (uint32_t i = sentence->start; i < sentence->end; ++i) {
    hash = (hash ^ (unsigned char)build->text.bytes[i]) * UINT64_C(1099511628211);
  }
  return hash;
}

static bool same_words(const lg_build *build, uint32_t left, uint32_t right) {
  const lg_sentence *a = &build->drafts[left].sentence;
  const lg_sentence *b = &build->drafts[right].sentence;
  return a->end - a->start == b->end - b->start &&
         memcmp(build->text.bytes + a->start, build->text.bytes + b->start, a->end - a->start) == 0;
}

/* Of every sentence: did it stand before? Of those with one hash only the first is
 * compared with, so that no choice of words makes it slow. */
static void find_repeats(const lg_build *build, entry *entries, bool *repeats) {
  const uint32_t count = (uint32_t)build->draft_count;
  for (uint32_t i = 0; i < count; ++i) {
    entries[i] = (entry){hash_of(build, i), i};
  }
  qsort(entries, count, sizeof *entries, by_hash);
  uint32_t first = 0;
  for (uint32_t i = 1; i < count; ++i) {
    if (entries[i].hash != entries[first].hash) {
      first = i;
    } else {
      repeats[entries[i].number] = same_words(build, entries[first].number, entries[i].number);
    }
  }
}

static bool is_echo(const lg_build *build, uint32_t number) {
  return build->drafts[number].sentence.word_count >= FEWEST_WORDS &&
         !lg_is_marked(build, number, LG_HEADING | LG_IN_CODE);
}

/* The sentence from which on nothing new is said. */
static uint32_t end_of_new(const lg_build *build, const bool *repeats) {
  const uint32_t count = (uint32_t)build->draft_count;
  uint32_t end = count;
  bool any = false;
  while (end > 0 && repeats[end - 1]) {
    --end;
    any = any || is_echo(build, end);
  }
  return any ? end : count;
}

static void mark(lg_build *build, const bool *repeats) {
  const uint32_t count = (uint32_t)build->draft_count;
  const uint32_t end = end_of_new(build, repeats);
  for (uint32_t i = 0; i < count; ++i) {
    if (repeats[i] && (i >= end || is_echo(build, i))) {
      lg_mark(build, i, LG_ECHO);
    }
  }
  build->document->said_count = end;
  build->document->said_length = end > 0 ? build->drafts[end - 1].sentence.end : 0;
}

void lg_mark_repeats(lg_build *build) {
  const size_t count = build->draft_count;
  entry *entries = lg_arena_take_array(&build->document->arena, count + 1, sizeof *entries);
  bool *repeats = lg_arena_take_array(&build->document->arena, count + 1, sizeof *repeats);
  if (entries == NULL || repeats == NULL) {
    build->failed = true;
    return;
  }
  find_repeats(build, entries, repeats);
  mark(build, repeats);
}
