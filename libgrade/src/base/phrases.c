#include "base/phrases.h"

#include <stdlib.h>
#include <string.h>

#include "base/fold.h"
#include "base/words.h"

/* FNV-1a, 32 bits (Fowler, Noll and Vo), a space behind every word. */
uint32_t lg_phrase_add(uint32_t hash, const char *word, size_t length) {
  enum { PRIME = 16777619 };
  for (size_t i = 0; i < length; ++i) {
    hash = (hash ^ (unsigned char)word[i]) * PRIME;
  }
  return (hash ^ ' ') * PRIME;
}

/* The low bits depend on few words; whoever takes them as a place wants all. */
uint32_t lg_phrase_end(uint32_t hash) {
  return hash ^ hash >> 15;
}

bool lg_phrases_hold(const lg_phrases *phrases, uint32_t run) {
  uint32_t low = 0;
  uint32_t high = phrases->count;
  while (low < high) {
    const uint32_t middle = low + (high - low) / 2;
    if (phrases->runs[middle] < run) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low < phrases->count && phrases->runs[low] == run;
}

void lg_phrase_list_init(lg_phrase_list *list, const lg_allocator *allocator) {
  memset(list, 0, sizeof *list);
  list->allocator = *allocator;
}

void lg_phrase_list_free(lg_phrase_list *list) {
  const lg_allocator allocator = list->allocator;
  lg_release(&allocator, list->runs, list->capacity * sizeof *list->runs);
  lg_phrase_list_init(list, &allocator);
}

typedef struct word {
  const char *start;
  size_t length;
} word;

static uint32_t hash_of(const word *words) {
  uint32_t hash = LG_PHRASE_START;
  for (unsigned i = 0; i < LG_PHRASE_WORDS; ++i) {
    hash = lg_phrase_add(hash, words[i].start, words[i].length);
  }
  return lg_phrase_end(hash);
}

static bool add_folded(lg_phrase_list *list, const char *text, size_t length) {
  word last[LG_PHRASE_WORDS]; /* the newest in the last place */
  size_t seen = 0;
  size_t behind;
  for (size_t at = lg_next_word(text, 0, length, &behind); at < length;
       at = lg_next_word(text, behind, length, &behind)) {
    memmove(last, last + 1, sizeof last - sizeof last[0]);
    last[LG_PHRASE_WORDS - 1] = (word){text + at, behind - at};
    if (++seen < LG_PHRASE_WORDS) {
      continue;
    }
    if (!lg_grow(&list->allocator, &list->runs, &list->capacity, list->count + 1,
                 sizeof *list->runs)) {
      return false;
    }
    list->runs[list->count++] = hash_of(last);
  }
  return true;
}

bool lg_phrase_list_add(lg_phrase_list *list, const char *text) {
  lg_buffer folded;
  lg_buffer_init(&folded, &list->allocator);
  lg_fold(text, strlen(text), &folded);
  const bool added = !folded.failed && add_folded(list, folded.bytes, folded.length);
  lg_buffer_free(&folded);
  return added;
}

static int by_value(const void *left, const void *right) {
  uint32_t a;
  uint32_t b;
  memcpy(&a, left, sizeof a);
  memcpy(&b, right, sizeof b);
  return (a > b) - (a < b);
}

void lg_phrase_list_sort(lg_phrase_list *list) {
  if (list->count == 0) {
    return;
  }
  qsort(list->runs, list->count, sizeof *list->runs, by_value);
  size_t kept = 1;
  for (size_t i = 1; i < list->count; ++i) {
    if (list->runs[i] != list->runs[kept - 1]) {
      list->runs[kept++] = list->runs[i];
    }
  }
  list->count = kept;
}
