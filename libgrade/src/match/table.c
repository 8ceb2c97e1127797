#include "match/table.h"

#include <string.h>

#include "base/sort.h"
#include "match/spans.h"

bool lg_span_table_init(lg_span_table *table, uint32_t capacity, lg_arena *arena) {
  *table = (lg_span_table){.arena = arena, .capacity = capacity};
  table->spans = lg_arena_take(arena, capacity * sizeof *table->spans);
  return table->spans != NULL;
}

bool lg_span_table_add(lg_span_table *table, const lg_span *span) {
  if (table->count == table->capacity) {
    const uint32_t capacity = table->capacity < 32 ? 64 : table->capacity * 2;
    lg_span *room = lg_arena_take(table->arena, capacity * sizeof *room);
    if (room == NULL) {
      return false;
    }
    memcpy(room, table->spans, table->count * sizeof *room);
    table->spans = room;
    table->capacity = capacity;
  }
  table->spans[table->count++] = *span;
  return true;
}

lg_span_table lg_span_table_behind(const lg_span_table *table, lg_arena *arena) {
  lg_span_table behind = *table;
  behind.arena = arena;
  behind.capacity = behind.count; /* the first addition copies it */
  return behind;
}

/* -- lists of numbers --------------------------------------------------------------- */

static void make_room(lg_number_list *list, lg_arena *arena, uint32_t wanted) {
  if (list->failed || wanted <= list->capacity) {
    return;
  }
  const uint32_t doubled = list->capacity < 32 ? 64 : list->capacity * 2;
  const uint32_t capacity = wanted > doubled ? wanted : doubled;
  uint32_t *items = lg_arena_take(arena, capacity * sizeof *items);
  if (items == NULL) {
    list->failed = true;
    return;
  }
  if (list->count > 0) {
    memcpy(items, list->items, list->count * sizeof *items);
  }
  list->items = items;
  list->capacity = capacity;
}

void lg_numbers_add(lg_number_list *list, lg_arena *arena, uint32_t number) {
  make_room(list, arena, list->count + 1);
  if (!list->failed) {
    list->items[list->count++] = number;
  }
}

void lg_numbers_add_all(lg_number_list *list, lg_arena *arena, const uint32_t *numbers,
                        uint32_t count) {
  make_room(list, arena, list->count + count);
  if (!list->failed && count > 0) {
    memcpy(list->items + list->count, numbers, count * sizeof *numbers);
    list->count += count;
  }
}

/* -- order ---------------------------------------------------------------------------- */

void lg_numbers_sort(lg_number_list *list, const lg_span_table *table, lg_arena *arena) {
  if (list->failed || list->count < 2) {
    return;
  }
  lg_keyed *keyed = lg_arena_take(arena, 2 * (size_t)list->count * sizeof *keyed);
  if (keyed == NULL) {
    list->failed = true;
    return;
  }
  for (uint32_t i = 0; i < list->count; ++i) {
    keyed[i] = (lg_keyed){lg_place_of(&table->spans[list->items[i]]), list->items[i]};
  }
  const lg_keyed *sorted = lg_sort(keyed, keyed + list->count, list->count);
  uint32_t kept = 0;
  for (uint32_t i = 0; i < list->count; ++i) {
    if (i == 0 || sorted[i].key != sorted[i - 1].key) {
      list->items[kept++] = sorted[i].item;
    }
  }
  list->count = kept;
}
