/* Sections and criteria: texts, points, tests. */
#include <string.h>

#include "rubric/build.h"

/* -- maps by level ------------------------------------------------------------ */

bool lg_decode_level_key(lg_reader *reader, const lg_yaml_node *key, uint32_t lowest,
                         uint32_t highest, uint32_t *level) {
  if (key->length == 1 && key->text[0] >= '0' && key->text[0] <= '9') {
    *level = (uint32_t)(key->text[0] - '0');
    if (*level >= lowest && *level <= highest) {
      return true;
    }
  }
  if (lowest == highest) {
    lg_error(reader, LG_CODE_BAD_LEVEL, lg_at(key), "the only level possible here is %u",
             (unsigned)lowest);
  } else {
    lg_error(reader, LG_CODE_BAD_LEVEL, lg_at(key), "a level here is a whole number from %u to %u",
             (unsigned)lowest, (unsigned)highest);
  }
  return false;
}

/* `advice` or `probe`: one text, or one per level reached. A text for all stands
 * for every level below the top. */
static void read_texts(lg_build *build, const lg_yaml_node *node, const lg_criterion *criterion,
                       bool top, const char **texts) {
  const uint32_t highest = criterion->max_level;
  if (node == NULL || highest == 0) {
    return;
  }
  if (node->kind == LG_YAML_SCALAR) {
    const char *text = lg_build_keep(build, node->text);
    for (uint32_t i = 0; i < highest; ++i) {
      texts[i] = text;
    }
    return;
  }
  for (uint32_t i = 0; i < node->count; ++i) {
    const lg_yaml_node *key;
    const lg_yaml_node *value;
    const char *text;
    uint32_t level;
    if (lg_pair(node, i, &key, &value) &&
        lg_decode_level_key(&build->reader, key, 0, top ? highest : highest - 1, &level) &&
        lg_read_text(&build->reader, value, "the text of a level", &text)) {
      texts[level] = lg_build_keep(build, text);
    }
  }
  const char *below = texts[0];
  if (below == NULL) {
    lg_hint(&build->reader, "add `0: …`, for answers that reach no level");
    lg_error(&build->reader, LG_CODE_MISSING_KEY, lg_at(node), "there is no text for level 0");
  }
  for (uint32_t i = 1; i < highest; ++i) {
    texts[i] = texts[i] != NULL ? texts[i] : below;
    below = texts[i];
  }
}

/* -- points ------------------------------------------------------------------- */

static void refuse_points(lg_build *build, const lg_yaml_node *node) {
  lg_hint(&build->reader, "what costs points is a penalty");
  lg_error(&build->reader, LG_CODE_POINTS, lg_at(node),
           "the points of a criterion must be above 0");
}

static void read_points_map(lg_build *build, const lg_yaml_node *map,
                            lg_criterion_rule *criterion) {
  lg_criterion *out = &criterion->result;
  bool given[LG_LIMIT_LEVELS + 1] = {false};
  for (uint32_t i = 0; i < map->count; ++i) {
    const lg_yaml_node *key;
    const lg_yaml_node *value;
    uint32_t level;
    lg_milli points;
    if (!lg_pair(map, i, &key, &value) ||
        !lg_decode_level_key(&build->reader, key, 1, out->max_level, &level) ||
        !lg_read_milli(&build->reader, value, "the points of a level", &points)) {
      continue;
    }
    if (points <= 0) {
      refuse_points(build, value);
      return;
    }
    out->points[level] = points;
    given[level] = true;
  }
  for (uint32_t level = 1; level <= out->max_level; ++level) {
    if (!given[level] && criterion->level_keys[level] != NULL) {
      lg_hint(&build->reader, "give a figure for each level, or one for the highest");
      lg_error(&build->reader, LG_CODE_POINTS, lg_at(map), "`points` has no figure for level %u",
               (unsigned)level);
      return;
    }
    out->points[level] = given[level] ? out->points[level] : out->points[level - 1];
    if (out->points[level] < out->points[level - 1]) {
      lg_error(&build->reader, LG_CODE_POINTS, lg_at(map), "level %u earns less than level %u",
               (unsigned)level, (unsigned)(level - 1));
      return;
    }
  }
}

static void read_points(lg_build *build, const lg_yaml_node *node, lg_criterion_rule *criterion) {
  lg_criterion *out = &criterion->result;
  lg_milli points;
  if (node == NULL) {
    return;
  }
  if (node->kind == LG_YAML_MAP) {
    if (out->max_level > 0) {
      read_points_map(build, node, criterion);
    }
    return;
  }
  if (!lg_read_milli(&build->reader, node, "`points`", &points)) {
    return;
  }
  if (points <= 0) {
    refuse_points(build, node);
    return;
  }
  for (uint32_t level = 1; level <= out->max_level; ++level) {
    out->points[level] = lg_divide_rounded(points * level, out->max_level);
  }
}

/* -- tests -------------------------------------------------------------------- */

static bool read_test(lg_build *build, const lg_yaml_node *node, lg_test *test) {
  enum { TEXT, PROMPT, COUNT };
  static const lg_key KEYS[COUNT] = {
      [TEXT] = {"text", LG_YAML_SCALAR, true, "`text: …`"},
      [PROMPT] = {"prompt", LG_YAML_SCALAR, false, "`prompt: …`"},
  };
  lg_reader *reader = &build->reader;
  const lg_yaml_node *values[COUNT] = {node, NULL};
  if (!lg_expect(reader, node, LG_YAML_SCALAR | LG_YAML_MAP, "a test",
                 "a text, or `{text: …, prompt: …}`")) {
    return false;
  }
  if (node->kind == LG_YAML_MAP && !lg_read_map(reader, node, "a test", KEYS, COUNT, values)) {
    return false;
  }
  if (values[TEXT] == NULL) {
    return false;
  }
  test->text = lg_build_keep(build, values[TEXT]->text);
  test->length = values[TEXT]->length;
  test->prompt = values[PROMPT] != NULL ? lg_build_keep(build, values[PROMPT]->text) : NULL;
  test->origin = lg_build_keep(build, node->source->origin);
  if (!lg_source_place(node->source, &reader->arena, node->start, &test->line, &test->column)) {
    reader->no_memory = true;
  }
  return !reader->no_memory;
}

void lg_decode_tests(lg_build *build, const lg_yaml_node *map, uint32_t highest,
                     const lg_test **tests, uint32_t *count) {
  lg_reader *reader = &build->reader;
  size_t most = 0;
  for (uint32_t i = 0; map != NULL && i < map->count; ++i) {
    const lg_yaml_node *value = map->items[2 * (size_t)i + 1];
    most += value->kind == LG_YAML_LIST ? value->count : 0;
  }
  lg_test *made = map != NULL ? lg_build_take(build, most, sizeof *made) : NULL;
  *count = 0;
  for (uint32_t i = 0; made != NULL && i < map->count; ++i) {
    const lg_yaml_node *key;
    const lg_yaml_node *texts;
    uint32_t level;
    if (!lg_pair(map, i, &key, &texts) || !lg_decode_level_key(reader, key, 0, highest, &level) ||
        !lg_expect(reader, texts, LG_YAML_LIST, "the tests of a level",
                   "a list of texts: `[\"…\", \"…\"]`")) {
      continue;
    }
    for (uint32_t j = 0; j < texts->count; ++j) {
      made[*count].level = level;
      *count += read_test(build, texts->items[j], &made[*count]) ? 1 : 0;
    }
  }
  *tests = made;
}

/* -- criteria ----------------------------------------------------------------- */

enum criterion_key {
  KEY_ID,
  KEY_TITLE,
  KEY_POINTS,
  KEY_LEVELS,
  KEY_TOPIC,
  KEY_AT_MOST,
  KEY_GAPS,
  KEY_LISTED,
  KEY_ADVICE,
  KEY_PROBE,
  KEY_TESTS,
  KEY_NOTE,
  KEY_COUNT
};

static const lg_key CRITERION_KEYS[KEY_COUNT] = {
    [KEY_ID] = {"id", LG_YAML_SCALAR, true, "`id: family.name`"},
    [KEY_TITLE] = {"title", LG_YAML_SCALAR, true, "`title:` and a short line for reports"},
    [KEY_POINTS] = {"points", LG_YAML_SCALAR | LG_YAML_MAP, true, "`points: 5`"},
    [KEY_LEVELS] = {"levels", LG_YAML_MAP, true, "`levels:` with `2: expression` below it"},
    [KEY_TOPIC] = {"topic", LG_YAML_SCALAR, false, "`topic:` and an expression"},
    [KEY_AT_MOST] = {"at_most", LG_YAML_LIST, false, "a list of `{level, when, because}`"},
    [KEY_GAPS] = {"gaps", LG_YAML_LIST, false, "a list of `{when, needs, within, at_most, says}`"},
    [KEY_LISTED] = {"listed", LG_YAML_SCALAR, false, "`listed: true`"},
    [KEY_ADVICE] = {"advice", LG_YAML_SCALAR | LG_YAML_MAP, true,
                    "`advice:` and what to do to reach the top"},
    [KEY_PROBE] = {"probe", LG_YAML_SCALAR | LG_YAML_MAP, true,
                   "`probe:` and what an interviewer would ask next"},
    [KEY_TESTS] = {"tests", LG_YAML_MAP, false, "`2: [text, text]` below it"},
    [KEY_NOTE] = {"note", LG_YAML_SCALAR, false, "a remark"},
};

static void read_criterion(lg_build *build, const lg_yaml_node *node, uint32_t section) {
  lg_reader *reader = &build->reader;
  const lg_yaml_node *values[KEY_COUNT];
  lg_criterion_rule criterion = {.node = node};
  lg_criterion *out = &criterion.result;
  const uint32_t number = (uint32_t)build->criterion_count;
  const lg_reference owner = {LG_REFERENCE_CRITERION, number};
  const char *text = NULL;
  if (!lg_read_map(reader, node, "a criterion", CRITERION_KEYS, KEY_COUNT, values)) {
    return;
  }
  if (lg_read_name(reader, values[KEY_ID], "`id`", LG_NAME_FAMILY, &text)) {
    criterion.key = values[KEY_ID];
    out->id = lg_build_keep(build, text);
    if (lg_is_reserved(text)) {
      lg_error(reader, LG_CODE_BAD_NAME, lg_at(values[KEY_ID]),
               "`%s` is a word of the expression language", text);
    }
  }
  out->title = values[KEY_TITLE] != NULL ? lg_build_keep(build, values[KEY_TITLE]->text) : NULL;
  out->section = section;
  if (values[KEY_LISTED] != NULL) {
    lg_read_flag(reader, values[KEY_LISTED], "`listed`", &criterion.listed);
  }
  lg_decode_levels(build, &criterion, number, values[KEY_LEVELS]);
  criterion.topic = lg_decode_expression(build, values[KEY_TOPIC], owner, "`topic`");
  lg_decode_level_caps(build, &criterion, number, values[KEY_AT_MOST]);
  lg_decode_gaps(build, &criterion, number, values[KEY_GAPS]);
  read_points(build, values[KEY_POINTS], &criterion);
  read_texts(build, values[KEY_ADVICE], out, false, out->advice);
  read_texts(build, values[KEY_PROBE], out, true, out->probe);
  lg_decode_tests(build, values[KEY_TESTS], out->max_level, &out->tests, &out->test_count);
  if (lg_reader_grow(reader, &build->criteria, &build->criterion_capacity,
                     build->criterion_count + 1, sizeof *build->criteria)) {
    build->criteria[build->criterion_count++] = criterion;
  }
}

/* -- sections ----------------------------------------------------------------- */

/* The number of the section with this id, an earlier or a new one. */
static uint32_t section_of(lg_build *build, const lg_yaml_node *map, const lg_yaml_node *id,
                           const lg_yaml_node *title) {
  lg_reader *reader = &build->reader;
  const char *text = NULL;
  if (!lg_read_name(reader, id, "`id`", LG_NAME_PLAIN, &text)) {
    return LG_NONE;
  }
  for (uint32_t i = 0; i < build->section_count; ++i) {
    if (strcmp(build->sections[i].result.id, text) == 0) {
      return i;
    }
  }
  if (title == NULL) {
    lg_hint(reader, "add `title:` and a short line for reports");
    lg_error(reader, LG_CODE_MISSING_KEY, lg_at(map), "a section needs the key `title`");
  }
  if (build->section_count == LG_LIMIT_CRITERIA) {
    lg_error(reader, LG_CODE_TOO_MANY, lg_at(id), "more than %u sections",
             (unsigned)LG_LIMIT_CRITERIA);
    return LG_NONE;
  }
  if (!lg_reader_grow(reader, &build->sections, &build->section_capacity, build->section_count + 1,
                      sizeof *build->sections)) {
    return LG_NONE;
  }
  lg_section_rule *added = &build->sections[build->section_count];
  added->key = id;
  added->result.id = lg_build_keep(build, text);
  added->result.title = title != NULL ? lg_build_keep(build, title->text) : "";
  if (added->result.id == NULL) {
    return LG_NONE;
  }
  return (uint32_t)build->section_count++;
}

void lg_decode_sections(lg_build *build, const lg_yaml_node *list) {
  enum { ID, TITLE, CRITERIA, COUNT };
  static const lg_key KEYS[COUNT] = {
      [ID] = {"id", LG_YAML_SCALAR, true, "`id:` and a short name"},
      [TITLE] = {"title", LG_YAML_SCALAR, false, "a short line for reports"},
      [CRITERIA] = {"criteria", LG_YAML_LIST, true, "`criteria:` and a list of criteria"},
  };
  for (uint32_t i = 0; list != NULL && i < list->count; ++i) {
    const lg_yaml_node *values[COUNT];
    if (!lg_read_map(&build->reader, list->items[i], "a section", KEYS, COUNT, values)) {
      continue;
    }
    const uint32_t section = section_of(build, list->items[i], values[ID], values[TITLE]);
    const uint32_t count = values[CRITERIA] != NULL ? values[CRITERIA]->count : 0;
    for (uint32_t j = 0; j < count; ++j) {
      if (build->criterion_count == LG_LIMIT_CRITERIA) {
        lg_error(&build->reader, LG_CODE_TOO_MANY, lg_at(values[CRITERIA]->items[j]),
                 "more than %u criteria", (unsigned)LG_LIMIT_CRITERIA);
        return;
      }
      read_criterion(build, values[CRITERIA]->items[j], section != LG_NONE ? section : 0);
    }
  }
}

/* A later section may have added criteria to an earlier one: brings them into the
 * order of their sections. */
void lg_sort_criteria(lg_build *build) {
  lg_reader *reader = &build->reader;
  const size_t count = build->criterion_count;
  uint32_t *places = lg_reader_take(reader, build->section_count + 2, sizeof *places);
  uint32_t *moved = lg_reader_take(reader, count, sizeof *moved);
  lg_criterion_rule *sorted = lg_reader_take(reader, count, sizeof *sorted);
  if (places == NULL || moved == NULL || sorted == NULL) {
    return;
  }
  for (size_t i = 0; i < count; ++i) {
    ++places[build->criteria[i].result.section + 1];
  }
  for (size_t i = 1; i <= build->section_count; ++i) {
    places[i] += places[i - 1];
  }
  for (size_t i = 0; i < count; ++i) {
    moved[i] = places[build->criteria[i].result.section]++;
    sorted[moved[i]] = build->criteria[i];
  }
  if (count > 0) {
    memcpy(build->criteria, sorted, count * sizeof *sorted);
  }
  for (size_t i = 0; i < build->root_count; ++i) {
    if (build->roots[i].owner.kind == LG_REFERENCE_CRITERION) {
      build->roots[i].owner.number = moved[build->roots[i].owner.number];
    }
  }
}
