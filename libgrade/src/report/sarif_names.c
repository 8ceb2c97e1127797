#include "report/sarif_names.h"

#include <string.h>

int lg_sarif_names_build(lg_sarif_names *names, lg_arena *arena, const char *const *texts,
                         size_t count) {
  memset(names, 0, sizeof *names);
  if (count == 0) {
    return 1;
  }
  names->numbers = lg_arena_take_array(arena, count, sizeof *names->numbers);
  names->firsts = lg_arena_take_array(arena, count, sizeof *names->firsts);
  if (names->numbers == NULL || names->firsts == NULL ||
      !lg_index_build(&names->index, arena, texts, count)) {
    return 0;
  }
  for (uint32_t i = 0; i < count; ++i) {
    const uint32_t first = texts[i] != NULL ? lg_index_find(&names->index, texts[i]) : i;
    if (texts[i] == NULL) {
      names->numbers[i] = LG_NOT_FOUND;
    } else if (first < i) {
      names->numbers[i] = names->numbers[first];
    } else {
      names->numbers[i] = names->count;
      names->firsts[names->count++] = i;
    }
  }
  return 1;
}

uint32_t lg_sarif_names_find(const lg_sarif_names *names, const char *text) {
  const uint32_t first = lg_index_find(&names->index, text);
  return first == LG_NOT_FOUND ? LG_NOT_FOUND : names->numbers[first];
}
