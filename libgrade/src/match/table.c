#include "match/table.h"

#include <string.h>

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

/* Smaller is earlier, of those with one start the one that ends first. */
static uint64_t place_of(const lg_span_table *table, uint32_t number) {
  const lg_span *span = &table->spans[number];
  return (uint64_t)span->start << 32 | span->end;
}

static void merge(const lg_span_table *table, const uint32_t *source, uint32_t *target,
                  uint32_t from, uint32_t middle, uint32_t to) {
  uint32_t left = from;
  uint32_t right = middle;
  while (left < middle && right < to) {
    const uint64_t next = place_of(table, source[right]);
    while (left < middle && place_of(table, source[left]) <= next) {
      target[from++] = source[left++];
    }
    target[from++] = source[right++];
  }
  memcpy(&target[from], &source[left], (middle - left) * sizeof *target);
  from += middle - left;
  memcpy(&target[from], &source[right], (to - right) * sizeof *target);
}

/* Where the stretches begin that are in order by themselves, and the end of the last.
 * What is sorted here is mostly a few sorted lists, one behind the other. */
static uint32_t find_runs(const lg_number_list *list, const lg_span_table *table, uint32_t *runs) {
  uint64_t last = 0;
  uint32_t count = 0;
  runs[0] = 0;
  for (uint32_t i = 0; i < list->count; ++i) {
    const uint64_t place = place_of(table, list->items[i]);
    if (place < last) {
      runs[++count] = i;
    }
    last = place;
  }
  runs[++count] = list->count;
  return count;
}

/* Merges neighbouring runs until one is left; keeps the order of equal stretches. */
static void merge_runs(lg_number_list *list, const lg_span_table *table, uint32_t *runs,
                       uint32_t count, uint32_t *spare) {
  uint32_t *source = list->items;
  uint32_t *target = spare;
  for (; count > 1; count = (count + 1) / 2) {
    for (uint32_t i = 0; i < count; i += 2) {
      const uint32_t to = i + 2 < count ? i + 2 : count;
      merge(table, source, target, runs[i], runs[i + 1], runs[to]);
      runs[i / 2] = runs[i];
    }
    runs[(count + 1) / 2] = list->count;
    uint32_t *swapped = source;
    source = target;
    target = swapped;
  }
  if (source != list->items) {
    memcpy(list->items, source, list->count * sizeof *source);
  }
}

static void drop_repeats(lg_number_list *list, const lg_span_table *table) {
  uint64_t last = UINT64_MAX;
  uint32_t kept = 0;
  for (uint32_t i = 0; i < list->count; ++i) {
    const uint64_t place = place_of(table, list->items[i]);
    if (place != last) {
      list->items[kept++] = list->items[i];
    }
    last = place;
  }
  list->count = kept;
}

void lg_numbers_sort(lg_number_list *list, const lg_span_table *table, lg_arena *arena) {
  if (list->failed || list->count < 2) {
    return;
  }
  uint32_t *spare = lg_arena_take(arena, list->count * sizeof *spare);
  uint32_t *runs = lg_arena_take(arena, (list->count + 1) * sizeof *runs);
  if (spare == NULL || runs == NULL) {
    list->failed = true;
    return;
  }
  const uint32_t count = find_runs(list, table, runs);
  if (count > 1) {
    merge_runs(list, table, runs, count, spare);
  }
  drop_repeats(list, table);
}
