/* English inflection, on the generous side: forms that do not exist ("writed")
 * cost nothing, a form that is missed costs a match. */
#include <string.h>

#include "base/limits.h"
#include "pattern/syntax.h"

static bool is_vowel(char c) {
  return strchr("aeiou", c) != NULL && c != '\0';
}

void lg_forms_add(lg_forms *forms, const char *head, size_t head_length, const char *tail,
                  size_t tail_length, unsigned open, lg_arena *arena) {
  if (forms->failed || forms->overflow) {
    return;
  }
  if (forms->count >= LG_LIMIT_WORDING_FORMS) {
    forms->overflow = true;
    return;
  }
  if (forms->count == forms->capacity) {
    const uint32_t capacity = forms->capacity == 0 ? 4 : forms->capacity * 2;
    lg_form *items = lg_arena_take(arena, capacity * sizeof *items);
    if (items == NULL) {
      forms->failed = true;
      return;
    }
    if (forms->count != 0) {
      memcpy(items, forms->items, forms->count * sizeof *items);
    }
    forms->items = items;
    forms->capacity = capacity;
  }
  char *text = lg_arena_take(arena, head_length + tail_length + 1);
  if (text == NULL) {
    forms->failed = true;
    return;
  }
  if (head_length != 0) {
    memcpy(text, head, head_length);
  }
  if (tail_length != 0) {
    memcpy(text + head_length, tail, tail_length);
  }
  text[head_length + tail_length] = '\0';
  forms->items[forms->count++] = (lg_form){
      .text = text, .length = (uint32_t)(head_length + tail_length), .open = (uint8_t)open};
}

typedef struct inflection {
  lg_forms *forms;
  lg_arena *arena;
  char stem[128]; /* prefix and word */
  size_t length;
} inflection;

/* stem without its last `cut` letters, then `ending`. */
static void add(inflection *i, size_t cut, const char *ending) {
  lg_forms_add(i->forms, i->stem, i->length - cut, ending, strlen(ending), LG_END_CLOSED, i->arena);
}

static bool ends_with(const inflection *i, size_t word_length, const char *ending) {
  const size_t length = strlen(ending);
  return word_length >= length && memcmp(i->stem + i->length - length, ending, length) == 0;
}

static void add_plural(inflection *i, size_t word_length, bool consonant_y) {
  if (consonant_y) {
    add(i, 1, "ies");
  } else if (ends_with(i, word_length, "s") || ends_with(i, word_length, "x") ||
             ends_with(i, word_length, "z") || ends_with(i, word_length, "ch") ||
             ends_with(i, word_length, "sh") || ends_with(i, word_length, "o")) {
    add(i, 0, "es");
  } else {
    add(i, 0, "s");
  }
}

/* The last consonant doubles in "dropped", "committed", not in "opened": both
 * are made. */
static void add_doubled(inflection *i, size_t word_length) {
  if (word_length < 3) {
    return;
  }
  const char *end = i->stem + i->length;
  if (is_vowel(end[-1]) || strchr("wxyh", end[-1]) != NULL || !is_vowel(end[-2]) ||
      is_vowel(end[-3])) {
    return;
  }
  const char past[] = {end[-1], 'e', 'd', '\0'};
  const char progressive[] = {end[-1], 'i', 'n', 'g', '\0'};
  add(i, 0, past);
  add(i, 0, progressive);
}

static void add_past_and_progressive(inflection *i, size_t word_length, bool consonant_y) {
  if (ends_with(i, word_length, "ie")) {
    add(i, 0, "d");
    add(i, 2, "ying");
  } else if (ends_with(i, word_length, "ee")) {
    add(i, 0, "d");
    add(i, 0, "ing");
  } else if (ends_with(i, word_length, "e")) {
    add(i, 0, "d");
    add(i, 1, "ing");
  } else if (consonant_y) {
    add(i, 1, "ied");
    add(i, 0, "ing");
  } else {
    add(i, 0, "ed");
    add(i, 0, "ing");
    add_doubled(i, word_length);
  }
}

static void add_irregular(inflection *i, size_t prefix_length, const char *word, size_t word_length,
                          const lg_inflections *irregular) {
  bool at_base = true;
  bool inside = false;
  for (size_t k = 0; irregular != NULL && k < irregular->count; ++k) {
    const char *entry = irregular->entries[k];
    if (entry == NULL) {
      at_base = true;
      inside = false;
      continue;
    }
    if (at_base) {
      at_base = false;
      inside = entry[0] == word[0] && strncmp(entry, word, word_length) == 0 &&
               entry[word_length] == '\0';
    } else if (inside) {
      lg_forms_add(i->forms, i->stem, prefix_length, entry, strlen(entry), LG_END_CLOSED, i->arena);
    }
  }
}

void lg_inflect(lg_forms *forms, const char *prefix, size_t prefix_length, const char *word,
                size_t word_length, const lg_inflections *irregular, lg_arena *arena) {
  inflection i = {.forms = forms, .arena = arena};
  lg_forms_add(forms, prefix, prefix_length, word, word_length, LG_END_CLOSED, arena);
  if (word_length < 2 || prefix_length + word_length > sizeof i.stem) {
    return;
  }
  if (prefix_length != 0) {
    memcpy(i.stem, prefix, prefix_length);
  }
  memcpy(i.stem + prefix_length, word, word_length);
  i.length = prefix_length + word_length;
  const bool consonant_y = word[word_length - 1] == 'y' && !is_vowel(word[word_length - 2]);
  add_plural(&i, word_length, consonant_y);
  add_past_and_progressive(&i, word_length, consonant_y);
  add_irregular(&i, prefix_length, word, word_length, irregular);
}
