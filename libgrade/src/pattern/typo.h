/* Forgiving slips of the keyboard in chosen words: optimal string alignment
 * distance (Damerau 1964; insert, delete, replace, swap neighbours), at most 1
 * or 2, never in words below 4 letters, 2 only from 8 letters on. */
#ifndef LG_PATTERN_TYPO_H
#define LG_PATTERN_TYPO_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/allocator.h"

typedef struct lg_typo_word {
  const char *text; /* owned by the list */
  uint32_t length;
  uint32_t letters; /* bit set of a to z */
  uint32_t owner;
  unsigned edits;
} lg_typo_word;

typedef struct lg_typo_list {
  lg_allocator allocator;
  lg_typo_word *words; /* by length once sorted */
  size_t count;
  size_t capacity;
} lg_typo_list;

void lg_typo_list_init(lg_typo_list *list, const lg_allocator *allocator);
void lg_typo_list_free(lg_typo_list *list);

/* How many edits are forgiven in a word of this length. */
unsigned lg_typo_edits(unsigned wanted, size_t length);

/* Adds a folded word of ASCII letters with edits > 0. False: no memory. */
bool lg_typo_list_add(lg_typo_list *list, const char *text, size_t length, uint32_t owner,
                      unsigned edits);
void lg_typo_list_sort(lg_typo_list *list);

/* Whether `token` is `word` with 1 to word->edits slips; equal words are not. */
bool lg_typo_matches(const lg_typo_word *word, const char *token, size_t length,
                     uint32_t token_letters);

uint32_t lg_letter_set(const char *text, size_t length);

#endif
