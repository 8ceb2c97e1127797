/* The main file and the included ones: concepts, signals, and where the rest
 * is to be found. */
#include <string.h>

#include "rubric/build.h"

const char *lg_build_keep(lg_build *build, const char *text) {
  const char *copy = lg_arena_copy(&build->rubric->arena, text, strlen(text));
  build->reader.no_memory |= copy == NULL;
  return copy;
}

void *lg_build_take(lg_build *build, size_t count, size_t size) {
  void *taken = lg_arena_take_array(&build->rubric->arena, count, size);
  build->reader.no_memory |= taken == NULL;
  return taken;
}

void *lg_build_copy(lg_build *build, const void *items, size_t count, size_t size) {
  void *copy = lg_build_take(build, count, size);
  if (copy != NULL && count > 0) {
    memcpy(copy, items, count * size);
  }
  return copy;
}

uint32_t lg_build_text(lg_build *build, const char *text) {
  if (build->texts.length == 0) {
    lg_buffer_add_byte(&build->texts, '\0'); /* 0 is no text's place */
  }
  const size_t place = build->texts.length;
  lg_buffer_add(&build->texts, text, strlen(text) + 1);
  if (build->texts.failed || place > UINT32_MAX) {
    build->reader.no_memory = true;
    return 0;
  }
  return (uint32_t)place;
}

lg_expression *lg_decode_expression(lg_build *build, const lg_yaml_node *node, lg_reference owner,
                                    const char *where) {
  if (node == NULL || !lg_expect(&build->reader, node, LG_YAML_SCALAR, "an expression", NULL)) {
    return NULL;
  }
  lg_expression *expression = lg_parse_expression(&build->reader, node);
  if (expression == NULL || !lg_reader_grow(&build->reader, &build->roots, &build->root_capacity,
                                            build->root_count + 1, sizeof *build->roots)) {
    return NULL;
  }
  build->roots[build->root_count++] = (lg_root){expression, owner, where};
  return expression;
}

/* -- concepts ----------------------------------------------------------------- */

static bool is_primitive(const char *name) {
  for (lg_primitive i = (lg_primitive)0; i < LG_PRIMITIVE_COUNT; i = (lg_primitive)(i + 1)) {
    if (strcmp(lg_primitive_name(i), name) == 0) {
      return true;
    }
  }
  return false;
}

/* The name of a concept or signal. */
static bool read_own_name(lg_build *build, const lg_yaml_node *key, const char **name) {
  lg_reader *reader = &build->reader;
  if (!lg_read_name(reader, key, "this", LG_NAME_PLAIN, name)) {
    return false;
  }
  if (lg_is_reserved(*name)) {
    lg_hint(reader, "add a word to it, such as `%s_` and what it is about", *name);
    lg_error(reader, LG_CODE_BAD_NAME, lg_at(key), "`%s` is a word of the expression language",
             *name);
    return false;
  }
  if (is_primitive(*name)) {
    lg_hint(reader, "use {%s} as it is, or choose another name", *name);
    lg_error(reader, LG_CODE_DUPLICATE_NAME, lg_at(key), "`%s` is built in", *name);
    return false;
  }
  return true;
}

static void read_concept_map(lg_build *build, lg_concept_rule *concept, const lg_yaml_node *map) {
  enum { ANY, TYPOS, UNLESS, COUNT };
  static const lg_key KEYS[COUNT] = {
      [ANY] = {"any", LG_YAML_LIST, true, "`any: [wording, another wording]`"},
      [TYPOS] = {"typos", LG_YAML_SCALAR, false, "`typos: 1`"},
      [UNLESS] = {"unless", LG_YAML_LIST, false, "`unless: [wording]`"},
  };
  const lg_yaml_node *values[COUNT];
  if (!lg_read_map(&build->reader, map, "a concept", KEYS, COUNT, values)) {
    return;
  }
  concept->any = values[ANY];
  concept->unless = values[UNLESS];
  concept->typos_node = values[TYPOS];
  if (values[TYPOS] != NULL) {
    lg_read_whole(&build->reader, values[TYPOS], "`typos`", 0, 2, &concept->typos);
  }
}

static void refuse_empty_list(lg_build *build, const lg_yaml_node *list, const char *what) {
  if (list != NULL && list->count == 0) {
    lg_hint(&build->reader, "add a wording, or remove it");
    lg_error(&build->reader, LG_CODE_EMPTY_VALUE, lg_at(list), "%s is an empty list", what);
  }
}

static void read_concepts(lg_build *build, const lg_yaml_node *map) {
  for (uint32_t i = 0; map != NULL && i < map->count; ++i) {
    const lg_yaml_node *key;
    const lg_yaml_node *value;
    lg_concept_rule concept = {0};
    if (!lg_pair(map, i, &key, &value) || !read_own_name(build, key, &concept.name)) {
      continue;
    }
    if (build->concept_count == LG_LIMIT_CONCEPTS) {
      lg_error(&build->reader, LG_CODE_TOO_MANY, lg_at(key), "more than %u concepts",
               (unsigned)LG_LIMIT_CONCEPTS);
      return;
    }
    concept.key = key;
    if (lg_expect(&build->reader, value, LG_YAML_LIST | LG_YAML_MAP, "the concept",
                  "a list of wordings: `[small files, tiny objects]`")) {
      if (value->kind == LG_YAML_MAP) {
        read_concept_map(build, &concept, value);
      } else {
        concept.any = value;
      }
    }
    refuse_empty_list(build, concept.any, "the concept");
    refuse_empty_list(build, concept.unless, "`unless`");
    if (!lg_reader_grow(&build->reader, &build->concepts, &build->concept_capacity,
                        build->concept_count + 1, sizeof *build->concepts)) {
      return;
    }
    build->concepts[build->concept_count++] = concept;
  }
}

/* -- signals ------------------------------------------------------------------ */

/* The long form, as one expression: reading((find) unless (...)). */
static lg_expression *read_signal_map(lg_build *build, const lg_yaml_node *map) {
  enum { FIND, UNLESS, READING, NOTE, COUNT };
  static const lg_key KEYS[COUNT] = {
      [FIND] = {"find", LG_YAML_SCALAR, true, "`find:` and an expression"},
      [UNLESS] = {"unless", LG_YAML_SCALAR, false, "`unless:` and an expression"},
      [READING] = {"reading", LG_YAML_SCALAR, false, "`reading: asked`"},
      [NOTE] = {"note", LG_YAML_SCALAR, false, "a remark"},
  };
  lg_reader *reader = &build->reader;
  const lg_yaml_node *values[COUNT];
  if (!lg_read_map(reader, map, "a signal", KEYS, COUNT, values) || values[FIND] == NULL) {
    return NULL;
  }
  lg_expression *expression = lg_parse_expression(reader, values[FIND]);
  if (expression != NULL && values[UNLESS] != NULL) {
    expression = lg_parse_exception(reader, values[UNLESS], expression);
  }
  if (values[READING] == NULL) {
    return expression;
  }
  const uint32_t reading = lg_find_reading(values[READING]->text, values[READING]->length);
  if (reading == LG_NONE) {
    const char *names[16];
    size_t count = 0;
    while (count < 16 && lg_reading_names[count].name != NULL) {
      names[count] = lg_reading_names[count].name;
      ++count;
    }
    if (!lg_hint_nearest(reader, values[READING]->text, names, count)) {
      lg_hint(reader, "the readings are asserted, asked, assumed, denied, warned, hypothetical, "
                      "attributed, rejected, retracted, quoted, headed, raised, any");
    }
    lg_error(reader, LG_CODE_BAD_VALUE, lg_at(values[READING]), "no reading has this name");
    return NULL;
  }
  return expression == NULL ? NULL : lg_expression_with_reading(reader, expression, reading);
}

static void read_signals(lg_build *build, const lg_yaml_node *map) {
  lg_reader *reader = &build->reader;
  for (uint32_t i = 0; map != NULL && i < map->count; ++i) {
    const lg_yaml_node *key;
    const lg_yaml_node *value;
    lg_signal_rule signal = {0};
    if (!lg_pair(map, i, &key, &value) || !read_own_name(build, key, &signal.name)) {
      continue;
    }
    if (build->signal_count == LG_LIMIT_SIGNALS) {
      lg_error(reader, LG_CODE_TOO_MANY, lg_at(key), "more than %u signals",
               (unsigned)LG_LIMIT_SIGNALS);
      return;
    }
    signal.key = key;
    if (lg_expect(reader, value, LG_YAML_SCALAR | LG_YAML_MAP, "the signal",
                  "an expression: `small_files near merged`")) {
      signal.expression = value->kind == LG_YAML_MAP ? read_signal_map(build, value)
                                                     : lg_parse_expression(reader, value);
    }
    if (!lg_reader_grow(reader, &build->signals, &build->signal_capacity, build->signal_count + 1,
                        sizeof *build->signals) ||
        !lg_reader_grow(reader, &build->roots, &build->root_capacity, build->root_count + 1,
                        sizeof *build->roots)) {
      return;
    }
    if (signal.expression != NULL) {
      const lg_reference owner = {LG_REFERENCE_SIGNAL, (uint32_t)build->signal_count};
      build->roots[build->root_count++] = (lg_root){signal.expression, owner, NULL};
    }
    build->signals[build->signal_count++] = signal;
  }
}

/* -- files -------------------------------------------------------------------- */

enum root_key {
  KEY_CONCEPTS,
  KEY_SIGNALS,
  KEY_SECTIONS,
  KEY_PENALTIES,
  KEY_CAPS,
  KEY_INCLUDED_COUNT,
  KEY_RUBRIC = KEY_INCLUDED_COUNT,
  KEY_FORMAT,
  KEY_VERSION,
  KEY_TITLE,
  KEY_LANGUAGE,
  KEY_INCLUDE,
  KEY_BANDS,
  KEY_SUBJECT,
  KEY_DESIGN,
  KEY_COUNT
};

static const lg_key MAIN_KEYS[KEY_COUNT] = {
    [KEY_CONCEPTS] = {"concepts", LG_YAML_MAP, false,
                      "`name: [wording, another wording]` below it"},
    [KEY_SIGNALS] = {"signals", LG_YAML_MAP, false, "`name: expression` below it"},
    [KEY_SECTIONS] = {"sections", LG_YAML_LIST, false, "a list of `{id, title, criteria}`"},
    [KEY_PENALTIES] = {"penalties", LG_YAML_LIST, false, "a list of `{id, title, points, when}`"},
    [KEY_CAPS] = {"caps", LG_YAML_LIST, false, "a list of `{band, when, because}`"},
    [KEY_RUBRIC] = {"rubric", LG_YAML_SCALAR, true, "`rubric:` and a short name"},
    [KEY_FORMAT] = {"format", LG_YAML_SCALAR, true, "`format: 1`"},
    [KEY_VERSION] = {"version", LG_YAML_SCALAR, true, "`version: 1.0.0`"},
    [KEY_TITLE] = {"title", LG_YAML_SCALAR, true, "`title:` and a short line for reports"},
    [KEY_LANGUAGE] = {"language", LG_YAML_SCALAR, false, "`language: en`"},
    [KEY_INCLUDE] = {"include", LG_YAML_LIST, false, "a list of files: `[concepts.yaml]`"},
    [KEY_BANDS] = {"bands", LG_YAML_LIST, false, "a list of `{name, at}`"},
    [KEY_SUBJECT] = {"subject", LG_YAML_SCALAR, false, "`subject:` and an expression"},
    [KEY_DESIGN] = {"design", LG_YAML_MAP, false, "`{when: …, because: …}`"},
};

/* The value of `name` in a map that is checked later. */
static const lg_yaml_node *value_of(const lg_yaml_node *map, const char *name) {
  for (uint32_t i = 0; map->kind == LG_YAML_MAP && i < map->count; ++i) {
    const lg_yaml_node *key;
    const lg_yaml_node *value;
    if (lg_pair(map, i, &key, &value) && strcmp(key->text, name) == 0) {
      return value;
    }
  }
  return NULL;
}

static const char MAIN_ONLY[] = "it belongs in the main file";

static void decode_parts(lg_build *build, const lg_yaml_node *const *values) {
  read_concepts(build, values[KEY_CONCEPTS]);
  read_signals(build, values[KEY_SIGNALS]);
  lg_decode_sections(build, values[KEY_SECTIONS]);
  lg_decode_penalties(build, values[KEY_PENALTIES]);
  lg_decode_caps(build, values[KEY_CAPS]);
}

void lg_decode_included(lg_build *build, const lg_yaml_node *root) {
  lg_key keys[KEY_COUNT];
  const lg_yaml_node *values[KEY_COUNT];
  memcpy(keys, MAIN_KEYS, sizeof keys);
  for (size_t i = KEY_INCLUDED_COUNT; i < KEY_COUNT; ++i) {
    keys[i].kinds = 0;
    keys[i].needed = false;
    keys[i].hint = MAIN_ONLY;
  }
  build->has_sections |= value_of(root, "sections") != NULL;
  if (lg_read_map(&build->reader, root, "an included file", keys, KEY_COUNT, values)) {
    decode_parts(build, values);
  }
}

void lg_decode_main(lg_build *build, const lg_yaml_node *root) {
  lg_reader *reader = &build->reader;
  lg_rubric *rubric = build->rubric;
  const lg_yaml_node *values[KEY_COUNT];
  const char *text = NULL;
  build->has_sections |= root->kind != LG_YAML_MAP || value_of(root, "sections") != NULL;
  if (!lg_read_map(reader, root, "a rubric", MAIN_KEYS, KEY_COUNT, values)) {
    return;
  }
  if (lg_read_name(reader, values[KEY_RUBRIC], "`rubric`", LG_NAME_HYPHENS, &text)) {
    rubric->id = lg_build_keep(build, text);
  }
  if (lg_read_text(reader, values[KEY_VERSION], "`version`", &text)) {
    rubric->version = lg_build_keep(build, text);
  }
  if (lg_read_text(reader, values[KEY_TITLE], "`title`", &text)) {
    rubric->title = lg_build_keep(build, text);
  }
  decode_parts(build, values);
  lg_decode_bands(build, values[KEY_BANDS]);
  lg_decode_subject(build, values[KEY_SUBJECT]);
  lg_decode_design(build, values[KEY_DESIGN]);
}

/* -- what must be known before the rest --------------------------------------- */

static void read_language(lg_build *build, const lg_yaml_node *node) {
  const lg_rubric_input *input = build->input;
  lg_reader *reader = &build->reader;
  const char *name = "en";
  const char *bytes = NULL;
  size_t length = 0;
  if (node != NULL && !lg_read_name(reader, node, "`language`", LG_NAME_HYPHENS, &name)) {
    return;
  }
  if (input->read_language == NULL ||
      input->read_language(input->language_context, name, &bytes, &length) != 0) {
    lg_hint(reader, "`language: en` is built in");
    lg_error(reader, LG_CODE_UNKNOWN_LANGUAGE, node != NULL ? lg_at(node) : lg_at_bytes(NULL, 0, 0),
             "the language `%s` is not known", name);
    reader->unsupported = true;
    return;
  }
  const lg_status status = lg_language_parse(&build->rubric->language, name, bytes, length,
                                             &reader->allocator, reader->diagnostics);
  reader->no_memory |= status == LG_NO_MEMORY;
  reader->errors += status != LG_OK ? 1 : 0;
}

bool lg_decode_head(lg_build *build, const lg_yaml_node *root, const lg_yaml_node **include) {
  lg_reader *reader = &build->reader;
  const lg_yaml_node *format_node = value_of(root, "format");
  uint32_t format = 1;
  *include = NULL;
  if (format_node != NULL && format_node->kind == LG_YAML_SCALAR && format_node->length > 0 &&
      lg_read_whole(reader, format_node, "`format`", 1, 999999, &format) && format != 1) {
    lg_hint(reader, "this library reads `format: 1`");
    lg_error(reader, LG_CODE_FORMAT_VERSION, lg_at(format_node),
             "rubrics of format %u are not known", (unsigned)format);
    reader->unsupported = true;
    return false;
  }
  const lg_yaml_node *language = value_of(root, "language");
  if (language == NULL || (language->kind == LG_YAML_SCALAR && language->length > 0)) {
    read_language(build, language);
  }
  const lg_yaml_node *list = value_of(root, "include");
  *include = list != NULL && list->kind == LG_YAML_LIST ? list : NULL;
  return true;
}
