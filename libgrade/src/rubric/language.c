/* Language files: cue lists and word tables, as data. libgrade/languages/en.yaml
 * shows the format. */
#include <stdlib.h>
#include <string.h>

#include "base/fold.h"
#include "base/limits.h"
#include "rubric/rubric.h"
#include "rubric/values.h"
#include "rubric/wordings.h"

typedef struct language_reader {
  lg_reader reader;
  lg_language *language;
  lg_pattern_builder *builder;
} language_reader;

enum language_key {
  KEY_LANGUAGE,
  KEY_FORMAT,
  KEY_CUES,
  KEY_COMPARISONS,
  KEY_ABBREVIATIONS,
  KEY_NUMBER_WORDS,
  KEY_NUMBER_JOINERS,
  KEY_PER_WORDS,
  KEY_COMMON_WORDS,
  KEY_UNITS,
  KEY_IRREGULAR,
  KEY_COUNT
};

static const lg_key KEYS[KEY_COUNT] = {
    [KEY_LANGUAGE] = {"language", LG_YAML_SCALAR, true, "`language: en`"},
    [KEY_FORMAT] = {"format", LG_YAML_SCALAR, true, "`format: 1`"},
    [KEY_CUES] = {"cues", LG_YAML_MAP, true, "`cues:` with a list for each kind of cue"},
    [KEY_COMPARISONS] = {"comparisons", LG_YAML_LIST, false, "`comparisons: [more than, below]`"},
    [KEY_ABBREVIATIONS] = {"abbreviations", LG_YAML_LIST, false, "`abbreviations: [e.g, vs]`"},
    [KEY_NUMBER_WORDS] = {"number_words", LG_YAML_LIST, false, "`number_words: [one, two]`"},
    [KEY_NUMBER_JOINERS] = {"number_joiners", LG_YAML_LIST, false, "`number_joiners: [and]`"},
    [KEY_PER_WORDS] = {"per_words", LG_YAML_LIST, false, "`per_words: [per, each]`"},
    [KEY_COMMON_WORDS] = {"common_words", LG_YAML_LIST, false, "`common_words: [the, week]`"},
    [KEY_UNITS] = {"units", LG_YAML_MAP, false, "`units: {time: [second, hour]}`"},
    [KEY_IRREGULAR] = {"irregular", LG_YAML_MAP, false, "`irregular: {write: [wrote, written]}`"},
};

/* -- cues --------------------------------------------------------------------- */

static void read_cue_list(language_reader *self, const lg_yaml_node *list, uint32_t owner) {
  lg_reader *reader = &self->reader;
  const lg_inflections irregular = lg_language_inflections(self->language);
  for (uint32_t i = 0; i < list->count; ++i) {
    const lg_yaml_node *node = list->items[i];
    lg_wording wording;
    if (!lg_expect(reader, node, LG_YAML_SCALAR, "a cue", NULL) ||
        !lg_read_wording(reader, lg_at(node), &irregular, &wording)) {
      continue;
    }
    if (wording.kind == LG_WORDING_SEQUENCE) {
      lg_error(reader, LG_CODE_BAD_WORDING, lg_at(node), "a cue cannot use `{concept}` or `<n>`");
      continue;
    }
    if (!lg_add_wording(reader, lg_at(node), self->builder, owner, &wording, 0) &&
        reader->no_memory) {
      return;
    }
  }
}

/* Comparisons have a list of their own beside the cues. */
static bool is_comparison(lg_cue cue) {
  return strcmp(lg_cue_name(cue), "comparison") == 0;
}

_Static_assert(LG_CUE_COUNT <= (int)LG_MOST_KEYS, "lg_read_map knows fewer keys");

static void read_cues(language_reader *self, const lg_yaml_node *cues,
                      const lg_yaml_node *comparisons) {
  lg_key keys[LG_CUE_COUNT];
  const lg_yaml_node *values[LG_CUE_COUNT];
  lg_cue owners[LG_CUE_COUNT];
  size_t count = 0;
  for (lg_cue cue = (lg_cue)0; cue < LG_CUE_COUNT; cue = (lg_cue)(cue + 1)) {
    if (is_comparison(cue)) {
      if (comparisons != NULL) {
        read_cue_list(self, comparisons, (uint32_t)cue);
      }
      continue;
    }
    keys[count] = (lg_key){lg_cue_name(cue), LG_YAML_LIST, false, "a list of wordings"};
    owners[count++] = cue;
  }
  if (cues == NULL || !lg_read_map(&self->reader, cues, "`cues`", keys, count, values)) {
    return;
  }
  for (size_t i = 0; i < count; ++i) {
    if (values[i] != NULL) {
      read_cue_list(self, values[i], (uint32_t)owners[i]);
    }
  }
}

/* -- words -------------------------------------------------------------------- */

/* The folded text of a scalar, in the language's memory; NULL after a problem. */
static const char *folded_word(language_reader *self, const lg_yaml_node *node) {
  lg_reader *reader = &self->reader;
  if (!lg_expect(reader, node, LG_YAML_SCALAR, "a word", NULL)) {
    return NULL;
  }
  lg_buffer folded;
  lg_buffer_init(&folded, &reader->allocator);
  lg_fold(node->text, node->length, &folded);
  const char *word = folded.failed || folded.bytes == NULL
                         ? NULL
                         : lg_arena_copy(&self->language->arena, folded.bytes, folded.length);
  reader->no_memory |= word == NULL;
  lg_buffer_free(&folded);
  return word;
}

static int by_text(const void *left, const void *right) {
  return strcmp(*(const char *const *)left, *(const char *const *)right);
}

static void read_words(language_reader *self, const lg_yaml_node *list, const char ***words,
                       size_t *count) {
  *count = 0;
  if (list == NULL) {
    return;
  }
  *words = lg_arena_take_array(&self->language->arena, list->count, sizeof **words);
  if (*words == NULL) {
    self->reader.no_memory = true;
    return;
  }
  for (uint32_t i = 0; i < list->count; ++i) {
    const char *word = folded_word(self, list->items[i]);
    if (word != NULL) {
      (*words)[(*count)++] = word;
    }
  }
  if (*count > 1) {
    qsort((void *)*words, *count, sizeof **words, by_text);
  }
}

static int by_word(const void *left, const void *right) {
  const lg_unit_word *a = left;
  const lg_unit_word *b = right;
  return strcmp(a->word, b->word);
}

static void read_units(language_reader *self, const lg_yaml_node *map) {
  static const lg_key CLASSES[] = {
      [LG_UNIT_TIME] = {"time", LG_YAML_LIST, false, "`time: [second, hour]`"},
      [LG_UNIT_SIZE] = {"size", LG_YAML_LIST, false, "`size: [byte, GB]`"},
      [LG_UNIT_MONEY] = {"money", LG_YAML_LIST, false, "`money: [euro]`"},
      [LG_UNIT_PERCENT] = {"percent", LG_YAML_LIST, false, "`percent: [percent]`"},
      [LG_UNIT_SCALE] = {"scale", LG_YAML_LIST, false, "`scale: [k, million]`"},
  };
  enum { COUNT = sizeof CLASSES / sizeof CLASSES[0] };
  const lg_yaml_node *lists[COUNT];
  if (map == NULL || !lg_read_map(&self->reader, map, "`units`", CLASSES, COUNT, lists)) {
    return;
  }
  size_t total = 0;
  for (size_t i = 0; i < COUNT; ++i) {
    total += lists[i] != NULL ? lists[i]->count : 0;
  }
  lg_language *language = self->language;
  language->units = lg_arena_take_array(&language->arena, total, sizeof *language->units);
  if (language->units == NULL) {
    self->reader.no_memory = true;
    return;
  }
  for (size_t i = 0; i < COUNT; ++i) {
    for (uint32_t j = 0; lists[i] != NULL && j < lists[i]->count; ++j) {
      const char *word = folded_word(self, lists[i]->items[j]);
      if (word != NULL) {
        language->units[language->unit_count++] = (lg_unit_word){word, (lg_unit_class)i};
      }
    }
  }
  if (language->unit_count > 1) {
    qsort(language->units, language->unit_count, sizeof *language->units, by_word);
  }
}

static void read_irregular(language_reader *self, const lg_yaml_node *map) {
  if (map == NULL) {
    return;
  }
  lg_language *language = self->language;
  size_t most = 0;
  for (uint32_t i = 0; i < map->count; ++i) {
    most += 2 + (size_t)map->items[2 * (size_t)i + 1]->count;
  }
  language->irregular = lg_arena_take_array(&language->arena, most, sizeof *language->irregular);
  if (language->irregular == NULL) {
    self->reader.no_memory = true;
    return;
  }
  for (uint32_t i = 0; i < map->count; ++i) {
    const lg_yaml_node *key;
    const lg_yaml_node *forms;
    if (!lg_pair(map, i, &key, &forms) ||
        !lg_expect(&self->reader, forms, LG_YAML_LIST, "the forms of a word",
                   "`write: [wrote, written]`")) {
      continue;
    }
    const char *base = folded_word(self, key);
    if (base == NULL) {
      continue;
    }
    language->irregular[language->irregular_count++] = base;
    for (uint32_t j = 0; j < forms->count; ++j) {
      const char *form = folded_word(self, forms->items[j]);
      if (form != NULL) {
        language->irregular[language->irregular_count++] = form;
      }
    }
    language->irregular[language->irregular_count++] = NULL;
  }
}

/* The wordings of comparisons as written: a rubric compiles them for its
 * `{comparison}`. */
static void keep_comparisons(language_reader *self, const lg_yaml_node *list) {
  lg_language *language = self->language;
  if (list == NULL) {
    return;
  }
  language->comparison_words =
      lg_arena_take_array(&language->arena, list->count, sizeof *language->comparison_words);
  self->reader.no_memory |= language->comparison_words == NULL;
  for (uint32_t i = 0; i < list->count && !self->reader.no_memory; ++i) {
    const lg_yaml_node *node = list->items[i];
    if (node->kind == LG_YAML_SCALAR) {
      const char *kept = lg_arena_copy(&language->arena, node->text, node->length);
      self->reader.no_memory |= kept == NULL;
      language->comparison_words[language->comparison_word_count++] = kept;
    }
  }
}

/* -- the whole ---------------------------------------------------------------- */

static void read_root(language_reader *self, const lg_yaml_node *root) {
  lg_reader *reader = &self->reader;
  lg_language *language = self->language;
  const lg_yaml_node *values[KEY_COUNT];
  const char *id = NULL;
  uint32_t format = 0;
  if (!lg_read_map(reader, root, "a language file", KEYS, KEY_COUNT, values)) {
    return;
  }
  if (values[KEY_FORMAT] != NULL &&
      lg_read_whole(reader, values[KEY_FORMAT], "`format`", 1, 999999, &format) && format != 1) {
    lg_hint(reader, "this library reads `format: 1`");
    lg_error(reader, LG_CODE_FORMAT_VERSION, lg_at(values[KEY_FORMAT]),
             "language files of format %u are not known", (unsigned)format);
    reader->unsupported = true;
    return;
  }
  if (lg_read_name(reader, values[KEY_LANGUAGE], "`language`", LG_NAME_HYPHENS, &id)) {
    language->id = lg_arena_copy(&language->arena, id, strlen(id));
    reader->no_memory |= language->id == NULL;
  }
  read_words(self, values[KEY_ABBREVIATIONS], &language->abbreviations,
             &language->abbreviation_count);
  read_words(self, values[KEY_NUMBER_WORDS], &language->number_words, &language->number_word_count);
  read_words(self, values[KEY_NUMBER_JOINERS], &language->number_joiners,
             &language->number_joiner_count);
  read_words(self, values[KEY_PER_WORDS], &language->per_words, &language->per_word_count);
  read_words(self, values[KEY_COMMON_WORDS], &language->common_words, &language->common_word_count);
  read_units(self, values[KEY_UNITS]);
  read_irregular(self, values[KEY_IRREGULAR]);
  keep_comparisons(self, values[KEY_COMPARISONS]);
  read_cues(self, values[KEY_CUES], values[KEY_COMPARISONS]);
}

static void read_language(language_reader *self, lg_source *source) {
  lg_reader *reader = &self->reader;
  if (source->length > LG_LIMIT_RUBRIC_FILE_BYTES) {
    lg_error(reader, LG_CODE_TOO_LARGE, lg_at_bytes(source, 0, 0),
             "the file has more than %u bytes", (unsigned)LG_LIMIT_RUBRIC_FILE_BYTES);
    reader->too_large = true;
    return;
  }
  const lg_yaml_node *root = lg_yaml_read(reader, source);
  if (root != NULL && !reader->no_memory) {
    read_root(self, root);
  }
  if (lg_reader_status(reader) == LG_OK &&
      lg_pattern_builder_finish(self->builder, &self->language->cues) != LG_OK) {
    reader->no_memory = true;
  }
}

lg_status lg_language_parse(lg_language **out, const char *origin, const char *bytes, size_t length,
                            const lg_allocator *allocator, lg_diagnostics *diagnostics) {
  *out = NULL;
  const size_t first = diagnostics != NULL ? diagnostics->count : 0;
  language_reader self = {.language = lg_allocate_zeroed(allocator, sizeof *self.language)};
  if (self.language == NULL) {
    return LG_NO_MEMORY;
  }
  lg_reader_init(&self.reader, allocator, diagnostics);
  lg_arena_init(&self.language->arena, allocator);
  self.builder = lg_pattern_builder_new(allocator);
  self.reader.no_memory = self.builder == NULL;
  lg_source source;
  lg_source_init(&source, origin, bytes, length);
  if (self.builder != NULL) {
    read_language(&self, &source);
    lg_pattern_builder_free(self.builder);
  }
  const lg_status status = lg_reader_status(&self.reader);
  lg_reader_sort(&self.reader, first, &source, 1);
  lg_reader_free(&self.reader);
  if (status != LG_OK) {
    lg_language_free(self.language);
    return status;
  }
  *out = self.language;
  return LG_OK;
}

void lg_language_free(lg_language *language) {
  if (language == NULL) {
    return;
  }
  const lg_allocator allocator = language->arena.allocator;
  lg_pattern_set_free(language->cues);
  lg_arena_free(&language->arena);
  lg_release(&allocator, language, sizeof *language);
}
