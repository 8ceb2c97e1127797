/* Phrases: the runs of four words of a text, to find what repeats it.
 *
 * A run is known by a hash of 32 bits. A text of 8,000 runs takes 32 kB then, and of
 * a million runs that are in none of it two are taken for one; nothing may hang on a
 * single run. */
#ifndef LG_BASE_PHRASES_H
#define LG_BASE_PHRASES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/allocator.h"

enum { LG_PHRASE_WORDS = 4 };

/* The hash of a run: begin with LG_PHRASE_START, add every word, end. */
#define LG_PHRASE_START 2166136261u
uint32_t lg_phrase_add(uint32_t hash, const char *word, size_t length);
uint32_t lg_phrase_end(uint32_t hash);

/* Plain data; part of a rubric. */
typedef struct lg_phrases {
  const uint32_t *runs; /* ascending, each once; NULL when there are none */
  uint32_t count;
} lg_phrases;

/* O(log count). */
bool lg_phrases_hold(const lg_phrases *phrases, uint32_t run);

/* While texts are added. */
typedef struct lg_phrase_list {
  lg_allocator allocator;
  uint32_t *runs;
  size_t count;
  size_t capacity;
} lg_phrase_list;

void lg_phrase_list_init(lg_phrase_list *list, const lg_allocator *allocator);
void lg_phrase_list_free(lg_phrase_list *list);

/* Adds the runs of a text, which is folded first (base/fold.h). False: no memory. */
bool lg_phrase_list_add(lg_phrase_list *list, const char *text);

/* Sorts, and drops repeats: the runs are list->runs up to list->count. */
void lg_phrase_list_sort(lg_phrase_list *list);

#endif
