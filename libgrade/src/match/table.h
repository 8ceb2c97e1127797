/* The spans of one answer, and lists of their numbers. Private to the match layer.
 *
 * A rubric asks for the same words in many ways: one match of a wording is found by
 * dozens of concepts, their unions and their filters, and an answer of a page has a
 * hundred thousand such findings of three thousand stretches of text. So a stretch
 * is kept once, and what is found is a list of numbers. */
#ifndef LG_MATCH_TABLE_H
#define LG_MATCH_TABLE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "model/evidence.h"

/* Numbers of lists made earlier stay good when it grows; so do pointers into it,
 * which then point to what was there before. */
typedef struct lg_span_table {
  lg_arena *arena;
  lg_span *spans;
  uint32_t count;
  uint32_t capacity;
} lg_span_table;

/* An empty table with room for `capacity` spans. False: no memory. */
bool lg_span_table_init(lg_span_table *table, uint32_t capacity, lg_arena *arena);

/* The number of the span is table->count - 1 then. False: no memory. */
bool lg_span_table_add(lg_span_table *table, const lg_span *span);

/* A table that goes on where another one ends and leaves it as it is. */
lg_span_table lg_span_table_behind(const lg_span_table *table, lg_arena *arena);

typedef struct lg_number_list {
  uint32_t *items;
  uint32_t count;
  uint32_t capacity;
  bool failed; /* no memory */
} lg_number_list;

void lg_numbers_add(lg_number_list *list, lg_arena *arena, uint32_t number);
void lg_numbers_add_all(lg_number_list *list, lg_arena *arena, const uint32_t *numbers,
                        uint32_t count);

/* By start, then end; of numbers of one stretch the first that was added stays.
 * O(n log n), and O(n) for a few lists in order, one behind the other. Leaves what it
 * took of the arena. */
void lg_numbers_sort(lg_number_list *list, const lg_span_table *table, lg_arena *arena);

#endif
