/* The levels of a criterion: conditions, weighted sums, caps and gaps. */
#include <string.h>

#include "rubric/build.h"

/* -- weighted sums ------------------------------------------------------------ */

enum {
  LARGEST_WEIGHT = 5 * LG_ONE,
  LARGEST_THRESHOLD = 20 * LG_ONE,
  TENTH = LG_ONE / 10,
  LARGEST_SENTENCES = 10
};

/* `most`: what it may be at the largest, above 0 or below. */
static bool read_tenths(lg_build *build, const lg_yaml_node *node, const char *what, lg_milli most,
                        lg_milli *value) {
  lg_reader *reader = &build->reader;
  if (!lg_read_milli(reader, node, what, value)) {
    return false;
  }
  if (*value % TENTH != 0 || *value > most || *value < -most) {
    lg_hint(reader, "write 0.5, 1.2 or -0.6; at most %u.0", (unsigned)(most / LG_ONE));
    lg_error(reader, LG_CODE_WEIGHTS, lg_at(node), "%s must be in tenths, between -%u.0 and %u.0",
             what, (unsigned)(most / LG_ONE), (unsigned)(most / LG_ONE));
    return false;
  }
  return true;
}

/* What the terms of a map have in common. */
typedef struct term_kind {
  uint32_t group; /* or LG_NONE */
  uint32_t each;
} term_kind;

static void read_terms(lg_build *build, lg_weigh_rule *weigh, lg_reference owner,
                       const lg_yaml_node *map, term_kind kind) {
  lg_reader *reader = &build->reader;
  for (uint32_t i = 0; map != NULL && i < map->count; ++i) {
    const lg_yaml_node *key;
    const lg_yaml_node *value;
    lg_milli weight = 0;
    if (!lg_pair(map, i, &key, &value)) {
      continue;
    }
    lg_expression *term = lg_decode_expression(build, key, owner, "a term of `weigh`");
    weigh->incomplete |= term == NULL;
    if (!read_tenths(build, value, "a weight", LARGEST_WEIGHT, &weight)) {
      weigh->incomplete = true;
      continue;
    }
    if (weight == 0) {
      lg_hint(reader, "remove the term, or give it a weight");
      lg_error(reader, LG_CODE_WEIGHTS, lg_at(value), "a weight of 0 changes nothing");
    } else if (weight < 0 && kind.group != LG_NONE) {
      lg_hint(reader, "move the term out of the group");
      lg_error(reader, LG_CODE_WEIGHTS, lg_at(value), "a group holds positive weights only");
    } else if (term != NULL) {
      weigh->terms[weigh->term_count] = term;
      weigh->weight_nodes[weigh->term_count] = value;
      weigh->weights[weigh->term_count++] = (lg_weight){weight, kind.group, kind.each};
    }
  }
}

static void read_groups(lg_build *build, lg_weigh_rule *weigh, lg_reference owner,
                        const lg_yaml_node *list) {
  enum { AT_MOST, TERMS, COUNT };
  static const lg_key KEYS[COUNT] = {
      [AT_MOST] = {"at_most", LG_YAML_SCALAR, true, "`at_most: 0.6`"},
      [TERMS] = {"terms", LG_YAML_MAP, true, "`terms: {name: 0.5}`"},
  };
  for (uint32_t i = 0; list != NULL && i < list->count; ++i) {
    const lg_yaml_node *values[COUNT];
    lg_milli most = 0;
    if (!lg_read_map(&build->reader, list->items[i], "a group", KEYS, COUNT, values)) {
      continue;
    }
    if (values[AT_MOST] != NULL &&
        read_tenths(build, values[AT_MOST], "`at_most`", LARGEST_THRESHOLD, &most) && most <= 0) {
      lg_error(&build->reader, LG_CODE_WEIGHTS, lg_at(values[AT_MOST]),
               "`at_most` of a group must be above 0");
    }
    weigh->groups[weigh->group_count] = most;
    weigh->group_nodes[weigh->group_count] = values[AT_MOST];
    read_terms(build, weigh, owner, values[TERMS], (term_kind){weigh->group_count++, 0});
  }
}

static void read_weigh_window(lg_build *build, const lg_yaml_node *node, lg_distance *window) {
  if (node == NULL || !lg_parse_window(&build->reader, node, window)) {
    return;
  }
  if (window->unit == LG_UNIT_WORDS || window->unit == LG_UNIT_CLAUSES ||
      (window->unit == LG_UNIT_SENTENCES && window->count > LARGEST_SENTENCES)) {
    lg_hint(&build->reader, "write `2 sentences`, `1 paragraph` or `1 section`");
    lg_error(&build->reader, LG_CODE_BAD_WINDOW, lg_at(node),
             "the window of a sum is 1 to 10 sentences, a paragraph or a section");
  }
}

static void read_elsewhere(lg_build *build, const lg_yaml_node *node, lg_milli *share) {
  lg_milli value;
  if (node == NULL || !lg_read_milli(&build->reader, node, "`elsewhere`", &value)) {
    return;
  }
  if (value % TENTH != 0 || value <= 0 || value > LG_ONE) {
    lg_hint(&build->reader, "write 0.4, or leave `elsewhere` out");
    lg_error(&build->reader, LG_CODE_WEIGHTS, lg_at(node),
             "`elsewhere` must be in tenths, from 0.1 to 1.0");
    return;
  }
  *share = value;
}

/* The most that all terms together can add up to. */
static lg_milli largest_sum(lg_build *build, const lg_weigh_rule *weigh) {
  lg_milli sum = 0;
  lg_milli each = 0;
  lg_milli *in_groups = lg_reader_take(&build->reader, weigh->group_count, sizeof *in_groups);
  for (uint32_t i = 0; in_groups != NULL && i < weigh->term_count; ++i) {
    const lg_weight weight = weigh->weights[i];
    if (weight.weight > 0 && weight.each != 0) {
      each += weight.weight * LG_LIMIT_EACH;
    } else if (weight.weight > 0) {
      *(weight.group == LG_NONE ? &sum : &in_groups[weight.group]) += weight.weight;
    }
  }
  for (uint32_t i = 0; in_groups != NULL && i < weigh->group_count; ++i) {
    sum += in_groups[i] < weigh->groups[i] ? in_groups[i] : weigh->groups[i];
  }
  const lg_milli most = (lg_milli)LG_LIMIT_EACH_SUM * LG_ONE;
  return sum + (each < most ? each : most);
}

static void check_threshold(lg_build *build, const lg_weigh_rule *weigh, const lg_yaml_node *at) {
  lg_reader *reader = &build->reader;
  const lg_milli largest = largest_sum(build, weigh);
  if (weigh->at <= 0) {
    lg_error(reader, LG_CODE_WEIGHTS, lg_at(at), "`at` must be above 0");
  } else if (weigh->at > largest && !weigh->incomplete) {
    lg_buffer sum;
    lg_buffer_init(&sum, &reader->allocator);
    lg_milli_write(&sum, largest);
    reader->no_memory |= sum.failed;
    lg_hint(reader, "lower `at`, or raise the weights");
    lg_error(reader, LG_CODE_UNREACHABLE_LEVEL, lg_at(at),
             "the sum is out of reach: all terms together make %s", sum.failed ? "" : sum.bytes);
    lg_buffer_free(&sum);
  }
}

static size_t most_terms(const lg_yaml_node *terms, const lg_yaml_node *each,
                         const lg_yaml_node *groups) {
  size_t most = (terms != NULL ? terms->count : 0) + (each != NULL ? each->count : 0);
  for (uint32_t i = 0; groups != NULL && i < groups->count; ++i) {
    most += (size_t)groups->items[i]->expanded; /* the tree is limited */
  }
  return most;
}

/* With room for so many terms and groups; NULL when memory runs out. */
static lg_weigh_rule *new_weigh(lg_reader *reader, size_t terms, size_t groups) {
  lg_weigh_rule *weigh = lg_reader_take(reader, 1, sizeof *weigh);
  if (weigh == NULL) {
    return NULL;
  }
  weigh->terms = lg_reader_take(reader, terms, sizeof *weigh->terms);
  weigh->weights = lg_reader_take(reader, terms, sizeof *weigh->weights);
  weigh->weight_nodes = lg_reader_take(reader, terms, sizeof *weigh->weight_nodes);
  weigh->groups = lg_reader_take(reader, groups, sizeof *weigh->groups);
  weigh->group_nodes = lg_reader_take(reader, groups, sizeof *weigh->group_nodes);
  const bool complete = weigh->terms != NULL && weigh->weights != NULL &&
                        weigh->weight_nodes != NULL && weigh->groups != NULL &&
                        weigh->group_nodes != NULL;
  return complete ? weigh : NULL;
}

static lg_weigh_rule *read_weigh(lg_build *build, const lg_yaml_node *node, lg_reference owner) {
  enum { WINDOW, AT, ELSEWHERE, NEEDS, TERMS, EACH, GROUPS, COUNT };
  static const lg_key KEYS[COUNT] = {
      [WINDOW] = {"window", LG_YAML_SCALAR, true, "`window: 2 sentences`"},
      [AT] = {"at", LG_YAML_SCALAR, true, "`at: 1.0`"},
      [ELSEWHERE] = {"elsewhere", LG_YAML_SCALAR, false, "`elsewhere: 0.4`"},
      [NEEDS] = {"needs", LG_YAML_SCALAR, false, "`needs:` and an expression"},
      [TERMS] = {"terms", LG_YAML_MAP, false, "`terms: {name: 0.5}`"},
      [EACH] = {"each", LG_YAML_MAP, false, "`each: {name: 0.2}`"},
      [GROUPS] = {"groups", LG_YAML_LIST, false, "`groups: [{at_most: 0.6, terms: {name: 0.5}}]`"},
  };
  lg_reader *reader = &build->reader;
  const lg_yaml_node *values[COUNT];
  const size_t errors = reader->errors;
  if (!lg_read_map(reader, node, "`weigh`", KEYS, COUNT, values)) {
    return NULL;
  }
  lg_weigh_rule *weigh = new_weigh(reader, most_terms(values[TERMS], values[EACH], values[GROUPS]),
                                   values[GROUPS] != NULL ? values[GROUPS]->count : 0);
  if (weigh == NULL) {
    return NULL;
  }
  weigh->node = node;
  weigh->incomplete = reader->errors != errors;
  weigh->written_window = values[WINDOW] != NULL ? values[WINDOW]->text : NULL;
  weigh->at_node = values[AT];
  read_weigh_window(build, values[WINDOW], &weigh->window);
  read_elsewhere(build, values[ELSEWHERE], &weigh->elsewhere);
  weigh->needs = lg_decode_expression(build, values[NEEDS], owner, "`needs`");
  read_terms(build, weigh, owner, values[TERMS], (term_kind){LG_NONE, 0});
  read_terms(build, weigh, owner, values[EACH], (term_kind){LG_NONE, 1});
  read_groups(build, weigh, owner, values[GROUPS]);
  if (values[TERMS] == NULL && values[GROUPS] == NULL) {
    lg_hint(reader, "add `terms: {name: 0.5}`");
    lg_error(reader, LG_CODE_MISSING_KEY, lg_at(node), "`weigh` needs `terms` or `groups`");
  }
  if (values[ELSEWHERE] != NULL && values[GROUPS] != NULL) {
    lg_hint(reader, "give the terms of the groups weights of their own under `terms`");
    lg_error(reader, LG_CODE_WEIGHTS, lg_at(values[ELSEWHERE]),
             "`elsewhere` and `groups` do not go together");
  }
  if (values[AT] != NULL && read_tenths(build, values[AT], "`at`", LARGEST_THRESHOLD, &weigh->at)) {
    check_threshold(build, weigh, values[AT]);
  }
  return weigh;
}

/* -- levels ------------------------------------------------------------------- */

lg_rule lg_decode_rule(lg_build *build, const lg_yaml_node *node, lg_reference owner,
                       const char *what) {
  static const lg_key KEYS[] = {{"weigh", LG_YAML_MAP, true, "`weigh: {window, at, terms}`"}};
  lg_rule rule = {NULL, NULL};
  const lg_yaml_node *values[1];
  if (!lg_expect(&build->reader, node, LG_YAML_SCALAR | LG_YAML_MAP, what,
                 "an expression, or `weigh: {…}`")) {
    return rule;
  }
  if (node->kind == LG_YAML_SCALAR) {
    rule.expression = lg_decode_expression(build, node, owner, NULL);
  } else if (lg_read_map(&build->reader, node, what, KEYS, 1, values) && values[0] != NULL) {
    rule.weigh = read_weigh(build, values[0], owner);
  }
  return rule;
}

void lg_decode_levels(lg_build *build, lg_criterion_rule *criterion, uint32_t number,
                      const lg_yaml_node *map) {
  const lg_reference owner = {LG_REFERENCE_CRITERION, number};
  if (map == NULL) {
    return;
  }
  if (map->count == 0) {
    lg_hint(&build->reader, "write `1: expression`");
    lg_error(&build->reader, LG_CODE_EMPTY_VALUE, lg_at(map), "`levels` is empty");
  }
  for (uint32_t i = 0; i < map->count; ++i) {
    const lg_yaml_node *key;
    const lg_yaml_node *value;
    uint32_t level;
    if (!lg_pair(map, i, &key, &value) ||
        !lg_decode_level_key(&build->reader, key, 1, LG_LIMIT_LEVELS, &level)) {
      continue;
    }
    criterion->level_keys[level] = key;
    criterion->levels[level] = lg_decode_rule(build, value, owner, "the condition of a level");
    if (level > criterion->result.max_level) {
      criterion->result.max_level = level;
    }
    ++criterion->result.level_count;
  }
}

/* -- caps and gaps ------------------------------------------------------------ */

/* A level that a cap leaves: below the highest. */
static bool read_capped_level(lg_build *build, const lg_yaml_node *node, const char *what,
                              const lg_criterion *criterion, uint32_t *level) {
  if (node == NULL || criterion->max_level == 0 ||
      !lg_read_whole(&build->reader, node, what, 0, LG_LIMIT_LEVELS, level)) {
    return false;
  }
  if (*level >= criterion->max_level) {
    lg_hint(&build->reader, "the highest level is %u; a cap is below it",
            (unsigned)criterion->max_level);
    lg_error(&build->reader, LG_CODE_BAD_LEVEL, lg_at(node), "a cap to level %u changes nothing",
             (unsigned)*level);
    return false;
  }
  return true;
}

void lg_decode_level_caps(lg_build *build, lg_criterion_rule *criterion, uint32_t number,
                          const lg_yaml_node *list) {
  enum { LEVEL, WHEN, BECAUSE, COUNT };
  static const lg_key KEYS[COUNT] = {
      [LEVEL] = {"level", LG_YAML_SCALAR, true, "`level: 1`"},
      [WHEN] = {"when", LG_YAML_SCALAR, true, "`when:` and an expression"},
      [BECAUSE] = {"because", LG_YAML_SCALAR, true, "`because:` and the reason shown in reports"},
  };
  const lg_reference owner = {LG_REFERENCE_CRITERION, number};
  if (list == NULL) {
    return;
  }
  criterion->caps = lg_reader_take(&build->reader, list->count, sizeof *criterion->caps);
  for (uint32_t i = 0; criterion->caps != NULL && i < list->count; ++i) {
    const lg_yaml_node *values[COUNT];
    lg_cap_rule *cap = &criterion->caps[criterion->result.cap_count];
    if (!lg_read_map(&build->reader, list->items[i], "a cap", KEYS, COUNT, values)) {
      continue;
    }
    read_capped_level(build, values[LEVEL], "`level`", &criterion->result, &cap->level);
    cap->when = lg_decode_expression(build, values[WHEN], owner, NULL);
    cap->because = values[BECAUSE] != NULL ? lg_build_keep(build, values[BECAUSE]->text) : NULL;
    ++criterion->result.cap_count;
  }
}

void lg_decode_gaps(lg_build *build, lg_criterion_rule *criterion, uint32_t number,
                    const lg_yaml_node *list) {
  enum { WHEN, NEEDS, WITHIN, AT_MOST, SAYS, COUNT };
  static const lg_key KEYS[COUNT] = {
      [WHEN] = {"when", LG_YAML_SCALAR, true, "`when:` and an expression"},
      [NEEDS] = {"needs", LG_YAML_SCALAR, true, "`needs:` and an expression"},
      [WITHIN] = {"within", LG_YAML_SCALAR, false, "`within: 2 sentences`"},
      [AT_MOST] = {"at_most", LG_YAML_SCALAR, false, "`at_most: 1`"},
      [SAYS] = {"says", LG_YAML_SCALAR, true, "`says:` and what the reader is told"},
  };
  const lg_reference owner = {LG_REFERENCE_CRITERION, number};
  if (list == NULL) {
    return;
  }
  criterion->gaps = lg_reader_take(&build->reader, list->count, sizeof *criterion->gaps);
  for (uint32_t i = 0; criterion->gaps != NULL && i < list->count; ++i) {
    const lg_yaml_node *values[COUNT];
    lg_gap_rule *gap = &criterion->gaps[criterion->result.gap_count];
    if (!lg_read_map(&build->reader, list->items[i], "a gap", KEYS, COUNT, values)) {
      continue;
    }
    gap->has_within = values[WITHIN] != NULL;
    const char *where = gap->has_within ? "a gap with `within`" : NULL;
    gap->at_most = LG_NONE;
    if (gap->has_within) {
      lg_parse_window(&build->reader, values[WITHIN], &gap->within);
    }
    read_capped_level(build, values[AT_MOST], "`at_most`", &criterion->result, &gap->at_most);
    gap->when = lg_decode_expression(build, values[WHEN], owner, where);
    gap->needs = lg_decode_expression(build, values[NEEDS], owner, where);
    gap->says = values[SAYS] != NULL ? lg_build_keep(build, values[SAYS]->text) : NULL;
    ++criterion->result.gap_count;
  }
}
