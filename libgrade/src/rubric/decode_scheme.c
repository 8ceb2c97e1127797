/* Penalties, caps, bands and the design gate. */
#include <string.h>

#include "rubric/build.h"

static const lg_reference NO_OWNER = {LG_REFERENCE_NONE, 0};

static void read_penalty(lg_build *build, const lg_yaml_node *node) {
  enum { ID, TITLE, POINTS, WHEN, ADVICE, TESTS, COUNT };
  static const lg_key KEYS[COUNT] = {
      [ID] = {"id", LG_YAML_SCALAR, true, "`id: family.name`"},
      [TITLE] = {"title", LG_YAML_SCALAR, true, "`title:` and a short line for reports"},
      [POINTS] = {"points", LG_YAML_SCALAR, true, "`points: -8`"},
      [WHEN] = {"when", LG_YAML_SCALAR | LG_YAML_MAP, true, "`when:` and an expression"},
      [ADVICE] = {"advice", LG_YAML_SCALAR, false, "a text"},
      [TESTS] = {"tests", LG_YAML_MAP, false, "`1: [text, text]` below it"},
  };
  lg_reader *reader = &build->reader;
  const lg_yaml_node *values[COUNT];
  lg_penalty_rule penalty = {0};
  lg_penalty *out = &penalty.result;
  const char *id = NULL;
  if (!lg_read_map(reader, node, "a penalty", KEYS, COUNT, values)) {
    return;
  }
  if (lg_read_name(reader, values[ID], "`id`", LG_NAME_FAMILY, &id)) {
    out->id = lg_build_keep(build, id);
    penalty.key = values[ID];
  }
  out->title = values[TITLE] != NULL ? lg_build_keep(build, values[TITLE]->text) : NULL;
  out->advice = values[ADVICE] != NULL ? lg_build_keep(build, values[ADVICE]->text) : NULL;
  if (values[POINTS] != NULL && lg_read_milli(reader, values[POINTS], "`points`", &out->points) &&
      out->points >= 0) {
    lg_hint(reader, "write `points: -8`");
    lg_error(reader, LG_CODE_POINTS, lg_at(values[POINTS]),
             "the points of a penalty must be below 0");
  }
  if (values[WHEN] != NULL) {
    penalty.when = lg_decode_rule(build, values[WHEN], NO_OWNER, "`when`");
  }
  lg_decode_tests(build, values[TESTS], 1, &out->tests, &out->test_count);
  if (lg_reader_grow(reader, &build->penalties, &build->penalty_capacity, build->penalty_count + 1,
                     sizeof *build->penalties)) {
    build->penalties[build->penalty_count++] = penalty;
  }
}

void lg_decode_penalties(lg_build *build, const lg_yaml_node *list) {
  for (uint32_t i = 0; list != NULL && i < list->count; ++i) {
    if (build->penalty_count == LG_LIMIT_CRITERIA) {
      lg_error(&build->reader, LG_CODE_TOO_MANY, lg_at(list->items[i]), "more than %u penalties",
               (unsigned)LG_LIMIT_CRITERIA);
      return;
    }
    read_penalty(build, list->items[i]);
  }
}

void lg_decode_caps(lg_build *build, const lg_yaml_node *list) {
  enum { BAND, WHEN, BECAUSE, COUNT };
  static const lg_key KEYS[COUNT] = {
      [BAND] = {"band", LG_YAML_SCALAR, true, "`band:` and the name of a band"},
      [WHEN] = {"when", LG_YAML_SCALAR, true, "`when:` and an expression"},
      [BECAUSE] = {"because", LG_YAML_SCALAR, true, "`because:` and the reason shown in reports"},
  };
  lg_reader *reader = &build->reader;
  for (uint32_t i = 0; list != NULL && i < list->count; ++i) {
    const lg_yaml_node *values[COUNT];
    lg_cap_rule cap = {0};
    if (!lg_read_map(reader, list->items[i], "a cap", KEYS, COUNT, values)) {
      continue;
    }
    if (build->cap_count == LG_LIMIT_CRITERIA) {
      lg_error(reader, LG_CODE_TOO_MANY, lg_at(list->items[i]), "more than %u caps",
               (unsigned)LG_LIMIT_CRITERIA);
      return;
    }
    cap.band = values[BAND];
    cap.when = lg_decode_expression(build, values[WHEN], NO_OWNER, NULL);
    cap.because = values[BECAUSE] != NULL ? lg_build_keep(build, values[BECAUSE]->text) : NULL;
    if (lg_reader_grow(reader, &build->caps, &build->cap_capacity, build->cap_count + 1,
                       sizeof *build->caps)) {
      build->caps[build->cap_count++] = cap;
    }
  }
}

void lg_decode_bands(lg_build *build, const lg_yaml_node *list) {
  enum { NAME, AT, COUNT, HIGHEST_SCORE = 100 * LG_ONE };
  static const lg_key KEYS[COUNT] = {
      [NAME] = {"name", LG_YAML_SCALAR, true, "`name:` and a word for reports"},
      [AT] = {"at", LG_YAML_SCALAR, true, "`at: 70`"},
  };
  lg_reader *reader = &build->reader;
  for (uint32_t i = 0; list != NULL && i < list->count; ++i) {
    const lg_yaml_node *values[COUNT];
    lg_band_rule band = {.node = list->items[i]};
    if (!lg_read_map(reader, list->items[i], "a band", KEYS, COUNT, values)) {
      continue;
    }
    if (build->band_count == LG_LIMIT_CRITERIA) {
      lg_error(reader, LG_CODE_TOO_MANY, lg_at(list->items[i]), "more than %u bands",
               (unsigned)LG_LIMIT_CRITERIA);
      return;
    }
    band.result.name = values[NAME] != NULL ? lg_build_keep(build, values[NAME]->text) : NULL;
    band.result.at = -1;
    if (values[AT] != NULL && lg_read_milli(reader, values[AT], "`at`", &band.result.at) &&
        (band.result.at < 0 || band.result.at > HIGHEST_SCORE)) {
      lg_error(reader, LG_CODE_BANDS, lg_at(values[AT]), "a band begins at a score from 0 to 100");
    }
    if (lg_reader_grow(reader, &build->bands, &build->band_capacity, build->band_count + 1,
                       sizeof *build->bands)) {
      build->bands[build->band_count++] = band;
    }
  }
}

void lg_decode_subject(lg_build *build, const lg_yaml_node *node) {
  build->subject = lg_decode_expression(build, node, NO_OWNER, "`subject`");
}

void lg_decode_design(lg_build *build, const lg_yaml_node *map) {
  enum { WHEN, BECAUSE, COUNT };
  static const lg_key KEYS[COUNT] = {
      [WHEN] = {"when", LG_YAML_SCALAR, true, "`when:` and an expression"},
      [BECAUSE] = {"because", LG_YAML_SCALAR, true, "`because:` and the reason shown in reports"},
  };
  const lg_yaml_node *values[COUNT];
  if (map == NULL || !lg_read_map(&build->reader, map, "`design`", KEYS, COUNT, values)) {
    return;
  }
  build->design = lg_decode_expression(build, values[WHEN], NO_OWNER, NULL);
  build->design_because =
      values[BECAUSE] != NULL ? lg_build_keep(build, values[BECAUSE]->text) : NULL;
}
