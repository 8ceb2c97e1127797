#include "base/diagnostic.h"

#include <string.h>

#include "base/limits.h"
#include "base/utf8.h"

void lg_diagnostics_init(lg_diagnostics *list, const lg_allocator *allocator) {
  memset(list, 0, sizeof *list);
  lg_arena_init(&list->arena, allocator);
}

void lg_diagnostics_free(lg_diagnostics *list) {
  lg_release(&list->arena.allocator, list->items, list->capacity * sizeof *list->items);
  list->items = NULL;
  list->count = list->capacity = 0;
  lg_arena_free(&list->arena);
}

void lg_diagnostics_clear(lg_diagnostics *list) {
  list->count = list->suppressed = list->errors = 0;
  list->lost = false;
  lg_arena_reset(&list->arena);
}

static const char *copy_text(lg_arena *arena, const char *text, bool *failed) {
  if (text == NULL || *text == '\0') {
    return "";
  }
  const char *copy = lg_arena_copy(arena, text, strlen(text));
  if (copy == NULL) {
    *failed = true;
    return "";
  }
  return copy;
}

int lg_diagnostics_add(lg_diagnostics *list, const lg_diagnostic *diagnostic) {
  if (list == NULL) {
    return 1;
  }
  if (diagnostic->severity == LG_ERROR) {
    ++list->errors;
  }
  if (list->count >= LG_LIMIT_DIAGNOSTICS) {
    ++list->suppressed;
    return 1;
  }
  if (!lg_grow(&list->arena.allocator, &list->items, &list->capacity, list->count + 1,
               sizeof *list->items)) {
    list->lost = true;
    return 0;
  }
  bool failed = false;
  lg_diagnostic copy = *diagnostic;
  copy.message = copy_text(&list->arena, diagnostic->message, &failed);
  copy.hint = copy_text(&list->arena, diagnostic->hint, &failed);
  copy.origin = copy_text(&list->arena, diagnostic->origin, &failed);
  copy.path = copy_text(&list->arena, diagnostic->path, &failed);
  copy.excerpt = copy_text(&list->arena, diagnostic->excerpt, &failed);
  if (failed) {
    list->lost = true;
    return 0;
  }
  list->items[list->count++] = copy;
  return 1;
}

void lg_locate(const char *text, size_t length, size_t offset, uint32_t *line, uint32_t *column) {
  uint32_t lines = 1;
  uint32_t characters = 1;
  if (offset > length) {
    offset = length;
  }
  for (size_t i = 0; i < offset; ++i) {
    const bool lone_return = text[i] == '\r' && (i + 1 >= length || text[i + 1] != '\n');
    if (text[i] == '\n' || lone_return) {
      ++lines;
      characters = 1;
    } else if (!lg_utf8_is_continuation(text[i])) {
      ++characters;
    }
  }
  *line = lines;
  *column = characters;
}

enum { LONGEST_NAME = 64 };

/* Damerau-Levenshtein distance in its optimal string alignment form, of names
 * up to LONGEST_NAME bytes. */
static size_t distance(const char *left, size_t left_length, const char *right,
                       size_t right_length) {
  size_t rows[3][LONGEST_NAME + 1];
  size_t *before = rows[0];
  size_t *above = rows[1];
  size_t *row = rows[2];
  for (size_t j = 0; j <= right_length; ++j) {
    above[j] = j;
  }
  for (size_t i = 1; i <= left_length; ++i) {
    row[0] = i;
    for (size_t j = 1; j <= right_length; ++j) {
      const size_t cost = left[i - 1] == right[j - 1] ? 0 : 1;
      size_t best = above[j - 1] + cost;
      best = above[j] + 1 < best ? above[j] + 1 : best;
      best = row[j - 1] + 1 < best ? row[j - 1] + 1 : best;
      if (i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1] &&
          before[j - 2] + 1 < best) {
        best = before[j - 2] + 1;
      }
      row[j] = best;
    }
    size_t *recycled = before;
    before = above;
    above = row;
    row = recycled;
  }
  return above[right_length];
}

const char *lg_nearest_name(const char *name, const char *const *names, size_t count) {
  const size_t length = strlen(name);
  const char *nearest = NULL;
  size_t best = length / 3 + 1;
  if (length > LONGEST_NAME) {
    return NULL;
  }
  for (size_t i = 0; i < count; ++i) {
    const size_t other = names[i] != NULL ? strlen(names[i]) : 0;
    if (other == 0 || other > LONGEST_NAME) {
      continue;
    }
    const size_t away = distance(name, length, names[i], other);
    if (away < best || (away == best && nearest == NULL && away <= length / 3)) {
      best = away;
      nearest = names[i];
    }
  }
  return nearest;
}
