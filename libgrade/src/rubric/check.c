/* What can be said of bands, caps and levels once all files are decoded. */
#include <stdlib.h>
#include <string.h>

#include "rubric/build.h"

/* -- bands -------------------------------------------------------------------- */

static int highest_first(const void *left, const void *right) {
  const lg_band_rule *a = left;
  const lg_band_rule *b = right;
  if (a->result.at != b->result.at) {
    return a->result.at > b->result.at ? -1 : 1;
  }
  return a->node->start < b->node->start ? -1 : a->node->start > b->node->start;
}

static void check_band_names(lg_build *build) {
  lg_reader *reader = &build->reader;
  const char **names = lg_reader_take(reader, build->band_count, sizeof *names);
  lg_index index;
  if (names == NULL) {
    return;
  }
  for (size_t i = 0; i < build->band_count; ++i) {
    names[i] = build->bands[i].result.name;
  }
  if (!lg_index_build(&index, &reader->arena, names, build->band_count)) {
    reader->no_memory = true;
    return;
  }
  for (size_t i = 1; i < index.count; ++i) {
    if (strcmp(index.entries[i - 1].name, index.entries[i].name) == 0) {
      lg_error(reader, LG_CODE_BANDS, lg_at(build->bands[index.entries[i].value].node),
               "two bands have the name `%s`", index.entries[i].name);
    }
  }
}

static void check_bands(lg_build *build) {
  lg_reader *reader = &build->reader;
  if (build->band_count == 0) {
    return;
  }
  const lg_yaml_node *first = build->bands[0].node;
  qsort(build->bands, build->band_count, sizeof *build->bands, highest_first);
  check_band_names(build);
  bool at_zero = false;
  bool broken = false;
  for (size_t i = 0; i < build->band_count; ++i) {
    const lg_band_rule *band = &build->bands[i];
    at_zero |= band->result.at == 0;
    broken |= band->result.at < 0;
    if (i > 0 && band->result.at >= 0 && band->result.at == build->bands[i - 1].result.at) {
      lg_hint(reader, "each band begins where the one below it ends; give them different scores");
      lg_error(reader, LG_CODE_BANDS, lg_at(band->node), "two bands begin at the same score");
    }
  }
  if (!at_zero && !broken) {
    lg_hint(reader, "add a lowest band: `{name: …, at: 0}`");
    lg_error(reader, LG_CODE_BANDS, lg_at(first->parent), "no band begins at 0");
  }
}

static void check_caps(lg_build *build) {
  lg_reader *reader = &build->reader;
  const char **names = lg_reader_take(reader, build->band_count, sizeof *names);
  if (names == NULL) {
    return;
  }
  for (size_t i = 0; i < build->band_count; ++i) {
    names[i] = build->bands[i].result.name != NULL ? build->bands[i].result.name : "";
  }
  for (size_t i = 0; i < build->cap_count; ++i) {
    lg_cap_rule *cap = &build->caps[i];
    if (cap->band == NULL) {
      continue;
    }
    cap->level = 0;
    while (cap->level < build->band_count && strcmp(names[cap->level], cap->band->text) != 0) {
      ++cap->level;
    }
    if (cap->level == build->band_count) {
      if (!lg_hint_nearest(reader, cap->band->text, names, build->band_count)) {
        lg_hint(reader, "name one of `bands`");
      }
      lg_error(reader, LG_CODE_UNKNOWN_BAND, lg_at(cap->band), "there is no band `%s`",
               cap->band->text);
    } else if (cap->level == 0) {
      lg_hint(reader, "a cap keeps the score below the band above the one it names");
      lg_warning(reader, LG_CODE_BANDS, lg_at(cap->band),
                 "`%s` is the highest band, so the cap changes nothing", cap->band->text);
    }
  }
}

void lg_check_scheme(lg_build *build) {
  check_bands(build);
  check_caps(build);
}

/* -- levels ------------------------------------------------------------------- */

enum { MOST_BRANCHES = 64 };

/* The alternatives of an expression: those of an `or`, or itself. */
static uint32_t branch_count(const lg_expression *expression) {
  return expression->kind == LG_EXPRESSION_OR ? expression->count : 1;
}

static const lg_expression *branch(const lg_expression *expression, uint32_t index) {
  return expression->kind == LG_EXPRESSION_OR ? expression->children[index] : expression;
}

/* Whether the lower condition holds only where the higher one does, as far as
 * can be seen by how they are written. */
static bool is_covered(const lg_expression *lower, const lg_expression *higher) {
  if (branch_count(lower) > MOST_BRANCHES || branch_count(higher) > MOST_BRANCHES) {
    return false;
  }
  for (uint32_t i = 0; i < branch_count(lower); ++i) {
    bool found = false;
    for (uint32_t j = 0; !found && j < branch_count(higher); ++j) {
      found = lg_expression_same(branch(lower, i), branch(higher, j));
    }
    if (!found) {
      return false;
    }
  }
  return true;
}

static void check_level(lg_build *build, const lg_criterion_rule *criterion, uint32_t level) {
  lg_reader *reader = &build->reader;
  const lg_expression *lower = criterion->levels[level].expression;
  for (uint32_t higher = level + 1; lower != NULL && higher <= LG_LIMIT_LEVELS; ++higher) {
    const lg_expression *above = criterion->levels[higher].expression;
    if (above == NULL || !is_covered(lower, above)) {
      continue;
    }
    const lg_place_in_file place = lg_at(criterion->level_keys[level]);
    /* What stands in a bare list earns level 1 and not level 2. */
    if (level == 1 && !criterion->listed) {
      lg_hint(reader, "ask for less at level 1, or for more at level %u", (unsigned)higher);
      lg_warning(reader, LG_CODE_UNREACHABLE_LEVEL, place,
                 "only a bare list can reach level 1: all else that does reaches level %u",
                 (unsigned)higher);
    } else {
      lg_hint(reader, "ask for less at level %u, or for more at level %u", (unsigned)level,
              (unsigned)higher);
      lg_error(reader, LG_CODE_UNREACHABLE_LEVEL, place,
               "level %u is unreachable: whatever reaches it reaches level %u", (unsigned)level,
               (unsigned)higher);
    }
    return;
  }
}

void lg_check_levels(lg_build *build) {
  for (size_t i = 0; i < build->criterion_count; ++i) {
    for (uint32_t level = 1; level < LG_LIMIT_LEVELS; ++level) {
      check_level(build, &build->criteria[i], level);
    }
  }
}
