#include "base/index.h"

#include <stdlib.h>
#include <string.h>

static int by_name(const void *left, const void *right) {
  const lg_index_entry *a = left;
  const lg_index_entry *b = right;
  const int order = strcmp(a->name, b->name);
  if (order != 0) {
    return order;
  }
  return a->value < b->value ? -1 : a->value > b->value;
}

int lg_index_build(lg_index *index, lg_arena *arena, const char *const *names, size_t count) {
  index->count = 0;
  index->entries = lg_arena_take_array(arena, count != 0 ? count : 1, sizeof *index->entries);
  if (index->entries == NULL) {
    return 0;
  }
  for (size_t i = 0; i < count; ++i) {
    if (names[i] != NULL) {
      index->entries[index->count++] = (lg_index_entry){names[i], (uint32_t)i};
    }
  }
  qsort(index->entries, index->count, sizeof *index->entries, by_name);
  return 1;
}

uint32_t lg_index_find(const lg_index *index, const char *name) {
  size_t low = 0;
  size_t high = index->count;
  while (low < high) {
    const size_t middle = low + (high - low) / 2;
    if (strcmp(index->entries[middle].name, name) < 0) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  if (low < index->count && strcmp(index->entries[low].name, name) == 0) {
    return index->entries[low].value;
  }
  return LG_NOT_FOUND;
}
