#include "pattern/typo.h"

#include <stdlib.h>
#include <string.h>

enum { SHORTEST = 4, SHORTEST_FOR_TWO = 8, LONGEST = 40 };

void lg_typo_list_init(lg_typo_list *list, const lg_allocator *allocator) {
  memset(list, 0, sizeof *list);
  list->allocator = *allocator;
}

void lg_typo_list_free(lg_typo_list *list) {
  for (size_t i = 0; i < list->count; ++i) {
    /* The text is only read while the word lives; it was allocated as char *. */
    lg_release(&list->allocator, (void *)(uintptr_t)list->words[i].text, list->words[i].length);
  }
  lg_release(&list->allocator, list->words, list->capacity * sizeof *list->words);
  list->words = NULL;
  list->count = list->capacity = 0;
}

unsigned lg_typo_edits(unsigned wanted, size_t length) {
  if (length < SHORTEST || length > LONGEST) {
    return 0;
  }
  return wanted >= 2 && length >= SHORTEST_FOR_TWO ? 2 : wanted != 0 ? 1 : 0;
}

uint32_t lg_letter_set(const char *text, size_t length) {
  uint32_t letters = 0;
  for (size_t i = 0; i < length; ++i) {
    if (text[i] >= 'a' && text[i] <= 'z') {
      letters |= 1u << (text[i] - 'a');
    }
  }
  return letters;
}

bool lg_typo_list_add(lg_typo_list *list, const char *text, size_t length, uint32_t owner,
                      unsigned edits) {
  if (!lg_grow(&list->allocator, &list->words, &list->capacity, list->count + 1,
               sizeof *list->words)) {
    return false;
  }
  char *copy = lg_allocate(&list->allocator, length);
  if (copy == NULL) {
    return false;
  }
  memcpy(copy, text, length);
  list->words[list->count++] =
      (lg_typo_word){copy, (uint32_t)length, lg_letter_set(text, length), owner, edits};
  return true;
}

static int by_length(const void *left, const void *right) {
  const lg_typo_word *a = left;
  const lg_typo_word *b = right;
  if (a->length != b->length) {
    return a->length < b->length ? -1 : 1;
  }
  if (a->owner != b->owner) {
    return a->owner < b->owner ? -1 : 1;
  }
  return memcmp(a->text, b->text, a->length);
}

void lg_typo_list_sort(lg_typo_list *list) {
  if (list->count > 0) {
    qsort(list->words, list->count, sizeof *list->words, by_length);
  }
}

static unsigned bit_count(uint32_t bits) {
  unsigned count = 0;
  for (; bits != 0; bits &= bits - 1) {
    ++count;
  }
  return count;
}

static unsigned smaller(unsigned a, unsigned b) {
  return a < b ? a : b;
}

static unsigned distance(const char *left, size_t left_length, const char *right,
                         size_t right_length) {
  unsigned rows[3][LONGEST + 3];
  unsigned *before = rows[0];
  unsigned *above = rows[1];
  unsigned *row = rows[2];
  for (size_t j = 0; j <= right_length; ++j) {
    above[j] = (unsigned)j;
    before[j] = 0;
  }
  for (size_t i = 1; i <= left_length; ++i) {
    row[0] = (unsigned)i;
    for (size_t j = 1; j <= right_length; ++j) {
      const unsigned cost = left[i - 1] == right[j - 1] ? 0 : 1;
      row[j] = smaller(smaller(above[j] + 1, row[j - 1] + 1), above[j - 1] + cost);
      if (i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1]) {
        row[j] = smaller(row[j], before[j - 2] + 1);
      }
    }
    unsigned *recycled = before;
    before = above;
    above = row;
    row = recycled;
  }
  return above[right_length];
}

bool lg_typo_matches(const lg_typo_word *word, const char *token, size_t length,
                     uint32_t token_letters) {
  const size_t apart = word->length > length ? word->length - length : length - word->length;
  if (apart > word->edits || length > LONGEST + 2) {
    return false;
  }
  /* One edit changes at most two letters of the set. */
  if (bit_count(word->letters ^ token_letters) > 2 * word->edits) {
    return false;
  }
  const unsigned away = distance(word->text, word->length, token, length);
  return away > 0 && away <= word->edits;
}
