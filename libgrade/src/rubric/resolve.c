/* What the names in expressions stand for, and whether every expression makes
 * sense where it stands. All expressions are walked twice: names first, then,
 * with signals in an order in which each stands behind those it uses, positions. */
#include <stdlib.h>
#include <string.h>

#include "rubric/build.h"
#include "rubric/order.h"

typedef struct resolver {
  lg_build *build;
  lg_reader *reader;
  const lg_root *root; /* the expression at hand belongs to */
  lg_edge *edges;
  size_t edge_count;
  size_t edge_capacity;
  const char **all_names; /* of everything; for suggestions */
  size_t all_count;
} resolver;

/* -- names -------------------------------------------------------------------- */

/* The node of a signal or criterion in the graph. */
static uint32_t graph_node(const lg_build *build, lg_reference reference) {
  return reference.kind == LG_REFERENCE_SIGNAL ? reference.number
                                               : (uint32_t)build->signal_count + reference.number;
}

/* Marks what is used, and by whom. */
static void use(resolver *self, lg_reference used) {
  lg_build *build = self->build;
  if (used.kind == LG_REFERENCE_CONCEPT) {
    if (used.number >= LG_PRIMITIVE_COUNT) {
      build->concepts[used.number - LG_PRIMITIVE_COUNT].used = true;
    }
    return;
  }
  if (used.kind == LG_REFERENCE_SIGNAL) {
    build->signals[used.number].used = true;
  }
  if (self->root->owner.kind != LG_REFERENCE_NONE &&
      lg_reader_grow(self->reader, &self->edges, &self->edge_capacity, self->edge_count + 1,
                     sizeof *self->edges)) {
    self->edges[self->edge_count++] =
        (lg_edge){graph_node(build, self->root->owner), graph_node(build, used)};
  }
}

static void resolve_name(resolver *self, lg_expression *name) {
  lg_build *build = self->build;
  name->reference = lg_find_name(build, name->name);
  if (name->reference.kind == LG_REFERENCE_NONE) {
    const uint32_t criterion = lg_find_criterion(build, name->name);
    if (criterion != LG_NONE) {
      name->reference = (lg_reference){LG_REFERENCE_CRITERION, criterion};
    }
  }
  if (name->reference.kind != LG_REFERENCE_NONE) {
    use(self, name->reference);
    return;
  }
  if (!lg_hint_nearest(self->reader, name->name, self->all_names, self->all_count)) {
    lg_hint(self->reader, "define it under `concepts` or `signals`");
  }
  lg_error(self->reader, LG_CODE_UNKNOWN_NAME, lg_expression_place(name), "`%s` is not defined",
           name->name);
}

/* How many of the levels 0..highest fulfil a comparison. */
static uint32_t levels_that_hold(const lg_expression *level, uint32_t highest) {
  uint32_t count = 0;
  for (uint32_t i = 0; i <= highest; ++i) {
    const bool holds = (level->comparison == LG_AT_LEAST && i >= level->level) ||
                       (level->comparison == LG_ABOVE && i > level->level) ||
                       (level->comparison == LG_EQUAL && i == level->level) ||
                       (level->comparison == LG_BELOW && i < level->level) ||
                       (level->comparison == LG_AT_MOST && i <= level->level);
    count += holds ? 1 : 0;
  }
  return count;
}

static void resolve_level(resolver *self, lg_expression *level) {
  lg_build *build = self->build;
  const uint32_t criterion = lg_find_criterion(build, level->name);
  if (criterion == LG_NONE) {
    const lg_reference other = lg_find_name(build, level->name);
    if (other.kind != LG_REFERENCE_NONE) {
      lg_hint(self->reader, "only criteria have levels; `%s` alone asks whether it is found",
              level->name);
    } else if (!lg_hint_nearest(self->reader, level->name, build->criterion_names,
                                build->criterion_count)) {
      lg_hint(self->reader, "write the id of a criterion");
    }
    lg_error(self->reader, LG_CODE_UNKNOWN_NAME, lg_expression_place(level),
             "there is no criterion `%s`", level->name);
    return;
  }
  level->reference = (lg_reference){LG_REFERENCE_CRITERION, criterion};
  use(self, level->reference);
  const uint32_t highest = build->criteria[criterion].result.max_level;
  const uint32_t count = levels_that_hold(level, highest);
  if (highest > 0 && count == 0) {
    lg_hint(self->reader, "the highest level of `%s` is %u", level->name, (unsigned)highest);
    lg_error(self->reader, LG_CODE_CANNOT_HOLD, lg_expression_place(level),
             "this comparison can never hold");
  } else if (highest > 0 && count == highest + 1) {
    lg_hint(self->reader, "the levels of `%s` go from 0 to %u", level->name, (unsigned)highest);
    lg_error(self->reader, LG_CODE_CANNOT_HOLD, lg_expression_place(level),
             "this comparison always holds");
  }
}

static void resolve_prefix(resolver *self, lg_expression *prefix) {
  lg_build *build = self->build;
  prefix->members = lg_find_prefix(build, prefix->name, self->root->owner, &prefix->member_count);
  if (build->member_count > LG_LIMIT_PROGRAM_NODES) {
    lg_error(self->reader, LG_CODE_TOO_MANY, lg_expression_place(prefix),
             "all sets together have more than %u members", (unsigned)LG_LIMIT_PROGRAM_NODES);
    return;
  }
  for (uint32_t i = 0; i < prefix->member_count; ++i) {
    use(self, prefix->members[i]);
  }
  if (prefix->member_count == 0 && !self->reader->no_memory) {
    const size_t length = strlen(prefix->name);
    if (length > 0 && prefix->name[length - 1] == '.') {
      lg_hint(self->reader,
              "a star stands for concepts and signals; criteria are named one by one");
    } else {
      lg_hint(self->reader, "a star stands at the end of a name: `quality_*`");
    }
    lg_error(self->reader, LG_CODE_EMPTY_SET, lg_expression_place(prefix),
             "no concept and no signal has a name that begins with `%s`", prefix->name);
  }
}

/* -- sets --------------------------------------------------------------------- */

static int by_reference(const void *left, const void *right) {
  const lg_reference *a = left;
  const lg_reference *b = right;
  if (a->kind != b->kind) {
    return a->kind < b->kind ? -1 : 1;
  }
  return a->number < b->number ? -1 : a->number > b->number;
}

/* Names that stand in a set twice count once at best. */
static void refuse_repeated(resolver *self, const lg_expression *set) {
  lg_reference *all = lg_reader_take(self->reader, set->set_size, sizeof *all);
  size_t count = 0;
  for (uint32_t i = 0; all != NULL && i < set->count; ++i) {
    const lg_expression *child = set->children[i];
    if (child->kind == LG_EXPRESSION_NAME) {
      all[count++] = child->reference;
    }
    for (uint32_t j = 0; j < child->member_count; ++j) {
      all[count++] = child->members[j];
    }
  }
  if (count > 1) {
    qsort(all, count, sizeof *all, by_reference);
  }
  for (size_t i = 1; i < count; ++i) {
    if (all[i].kind != LG_REFERENCE_NONE && by_reference(&all[i - 1], &all[i]) == 0) {
      lg_hint(self->reader, "remove one of them");
      lg_error(self->reader, LG_CODE_DUPLICATE_NAME, lg_expression_place(set),
               "`%s` stands twice in the set", lg_reference_name(self->build, all[i]));
      return;
    }
  }
}

static void resolve_set(resolver *self, lg_expression *set) {
  for (uint32_t i = 0; i < set->count; ++i) {
    const lg_expression *child = set->children[i];
    set->set_size += child->kind == LG_EXPRESSION_PREFIX ? child->member_count : 1;
  }
  const uint32_t size = set->set_size;
  switch (set->quantity) {
  case LG_QUANTITY_COUNT:
  case LG_QUANTITY_RANGE:
    break;
  case LG_QUANTITY_PERCENT:
    set->at_least = (uint32_t)(((uint64_t)size * set->at_least + 99) / 100);
    break;
  case LG_QUANTITY_ALL:
    set->at_least = size;
    break;
  case LG_QUANTITY_ANY:
    set->at_least = 1;
    break;
  case LG_QUANTITY_NONE:
    set->at_least = 0;
    set->at_most = 0;
    break;
  }
  if (set->at_most > size) {
    set->at_most = size;
  }
  if (set->at_least > size && size > 0) {
    lg_hint(self->reader, "lower the number, or add to the set");
    lg_error(self->reader, LG_CODE_CANNOT_HOLD, lg_expression_place(set),
             "this can never hold: the set has %u member%s", (unsigned)size, size == 1 ? "" : "s");
  }
  refuse_repeated(self, set);
}

static void resolve_expression(resolver *self, lg_expression *expression) {
  for (uint32_t i = 0; i < expression->count; ++i) {
    resolve_expression(self, expression->children[i]);
  }
  switch (expression->kind) {
  case LG_EXPRESSION_NAME:
    resolve_name(self, expression);
    break;
  case LG_EXPRESSION_LEVEL:
    resolve_level(self, expression);
    break;
  case LG_EXPRESSION_PREFIX:
    resolve_prefix(self, expression);
    break;
  case LG_EXPRESSION_SET:
    resolve_set(self, expression);
    break;
  default:
    break;
  }
}

/* -- order -------------------------------------------------------------------- */

static void report_circle(void *context, const uint32_t *chain, size_t count) {
  resolver *self = context;
  const lg_build *build = self->build;
  bool criteria = false;
  uint32_t first = chain[0];
  for (size_t i = 0; i < count; ++i) {
    if (chain[i] >= build->signal_count) {
      first = criteria ? first : chain[i];
      criteria = true;
    }
  }
  lg_hint(self->reader, "");
  lg_write_circle(&self->reader->hint, self->all_names, chain, count);
  if (criteria) {
    const lg_criterion_rule *rule = &build->criteria[first - build->signal_count];
    lg_error(self->reader, LG_CODE_CYCLIC_CRITERIA,
             lg_at(rule->key != NULL ? rule->key : rule->node),
             "the level of `%s` depends on itself", rule->result.id != NULL ? rule->result.id : "");
  } else {
    const lg_signal_rule *rule = &build->signals[first];
    lg_error(self->reader, LG_CODE_CYCLIC_SIGNALS, lg_at(rule->key),
             "the signal `%s` is made of itself", rule->name);
  }
}

static bool find_order(resolver *self) {
  lg_build *build = self->build;
  const uint32_t count = (uint32_t)(build->signal_count + build->criterion_count);
  lg_graph graph;
  build->order = lg_reader_take(self->reader, count, sizeof *build->order);
  return build->order != NULL &&
         lg_graph_make(self->reader, &graph, count, self->edges, self->edge_count) &&
         lg_order(self->reader, &graph, build->order, report_circle, self);
}

/* -- positions ---------------------------------------------------------------- */

/* Reports that an expression without a position stands where `where` needs one. */
static bool no_position(resolver *self, const lg_expression *expression, const char *where) {
  if (where == NULL) {
    return false;
  }
  lg_place_in_file place = lg_expression_place(expression);
  switch (expression->kind) {
  case LG_EXPRESSION_NOT:
    lg_hint(self->reader, "write `a unless b`, or put the `not` outside: `a near b and not c`");
    lg_error(self->reader, LG_CODE_NO_POSITION, place, "`not` has no position, and %s needs one",
             where);
    break;
  case LG_EXPRESSION_AND:
    lg_hint(self->reader, "write `near`, or put the `and` outside: `a near b and c`");
    lg_error(self->reader, LG_CODE_NO_POSITION, place, "`and` has no position, and %s needs one",
             where);
    break;
  case LG_EXPRESSION_SET:
    lg_hint(self->reader, "write `unless any of (…)`");
    lg_error(self->reader, LG_CODE_NO_POSITION, place,
             "`none of` has no position, and %s needs one", where);
    break;
  default:
    lg_hint(self->reader, "put it outside: `a near b and %s`", expression->name);
    lg_error(self->reader, LG_CODE_NO_POSITION, place, "%s `%s` has no position, and %s needs one",
             expression->reference.kind == LG_REFERENCE_SIGNAL ? "the signal" : "the criterion",
             expression->name, where);
    break;
  }
  return false;
}

static bool check_position(resolver *self, const lg_expression *expression, const char *where);

static bool check_children(resolver *self, const lg_expression *expression, const char *where) {
  bool located = true;
  for (uint32_t i = 0; i < expression->count; ++i) {
    located &= check_position(self, expression->children[i], where);
  }
  return located;
}

static bool check_set(resolver *self, const lg_expression *set, const char *where) {
  const bool none = set->quantity == LG_QUANTITY_NONE || set->at_least == 0;
  if (none && set->has_window) {
    lg_hint(self->reader, set->quantity == LG_QUANTITY_NONE ? "write `not (any of (…) within …)`"
                                                            : "begin the range at 1");
    lg_error(self->reader, LG_CODE_NO_POSITION, lg_expression_place(set),
             "nothing can be found where none is, so a window makes no sense here");
    return false;
  }
  const bool located = check_children(self, set,
                                      set->has_window ? "`within`"
                                      : none          ? NULL
                                                      : where);
  return none ? no_position(self, set, where) : located;
}

static bool check_distinct(resolver *self, const lg_expression *distinct) {
  const lg_expression *name = distinct->children[0];
  if (name->reference.kind != LG_REFERENCE_CONCEPT && name->reference.kind != LG_REFERENCE_NONE) {
    lg_hint(self->reader, "for different signals write `3 of (a, b, c)`");
    lg_error(self->reader, LG_CODE_NO_POSITION, lg_expression_place(name),
             "`distinct` counts the wordings of a concept, and `%s` is %s", name->name,
             name->reference.kind == LG_REFERENCE_SIGNAL ? "a signal" : "a criterion");
  }
  return true;
}

static bool check_members(resolver *self, const lg_expression *prefix, const char *where) {
  for (uint32_t i = 0; i < prefix->member_count; ++i) {
    const lg_reference member = prefix->members[i];
    if (member.kind == LG_REFERENCE_SIGNAL && !self->build->signals[member.number].located) {
      if (where != NULL) {
        lg_hint(self->reader, "name the members of the set one by one");
        lg_error(self->reader, LG_CODE_NO_POSITION, lg_expression_place(prefix),
                 "the signal `%s` has no position, and %s needs one",
                 self->build->signals[member.number].name, where);
      }
      return false;
    }
  }
  return true;
}

/* Whether an expression has a position; `where`, unless NULL, needs it to. */
static bool check_position(resolver *self, const lg_expression *expression, const char *where) {
  switch (expression->kind) {
  case LG_EXPRESSION_NAME:
    if (expression->reference.kind == LG_REFERENCE_CRITERION ||
        (expression->reference.kind == LG_REFERENCE_SIGNAL &&
         !self->build->signals[expression->reference.number].located)) {
      return no_position(self, expression, where);
    }
    return true;
  case LG_EXPRESSION_LEVEL:
    return no_position(self, expression, where);
  case LG_EXPRESSION_NOT:
  case LG_EXPRESSION_AND:
    check_children(self, expression, NULL);
    return no_position(self, expression, where);
  case LG_EXPRESSION_OR:
    return check_children(self, expression, where);
  case LG_EXPRESSION_SET:
    return check_set(self, expression, where);
  case LG_EXPRESSION_PREFIX:
    return check_members(self, expression, where);
  case LG_EXPRESSION_DISTINCT:
    return check_distinct(self, expression);
  default:
    break;
  }
  static const char *const OPERATORS[] = {
      [LG_EXPRESSION_READING] = "a reading", [LG_EXPRESSION_NEAR] = "`near`",
      [LG_EXPRESSION_THEN] = "`then`",       [LG_EXPRESSION_PLACE] = "`in`",
      [LG_EXPRESSION_BEFORE] = "`before`",   [LG_EXPRESSION_AFTER] = "`after`",
      [LG_EXPRESSION_UNDER] = "`under`",     [LG_EXPRESSION_UNLESS] = "`unless`",
  };
  check_children(self, expression, OPERATORS[expression->kind]);
  return true;
}

/* -- conditions --------------------------------------------------------------- */

/* The height of the condition that an expression becomes, signals without a
 * position put in. */
static uint32_t condition_height(resolver *self, const lg_expression *expression) {
  if (expression->kind == LG_EXPRESSION_NAME) {
    return expression->reference.kind == LG_REFERENCE_SIGNAL
               ? self->build->signals[expression->reference.number].height
               : 1;
  }
  if (expression->kind != LG_EXPRESSION_NOT && expression->kind != LG_EXPRESSION_AND &&
      expression->kind != LG_EXPRESSION_OR && expression->kind != LG_EXPRESSION_SET) {
    return 1;
  }
  uint32_t highest = 0;
  for (uint32_t i = 0; i < expression->count; ++i) {
    const lg_expression *child = expression->children[i];
    uint32_t height = condition_height(self, child);
    for (uint32_t j = 0; j < child->member_count; ++j) {
      const lg_reference member = child->members[j];
      if (member.kind == LG_REFERENCE_SIGNAL &&
          self->build->signals[member.number].height > height) {
        height = self->build->signals[member.number].height;
      }
    }
    highest = height > highest ? height : highest;
  }
  return highest + 1;
}

/* `a and not a` */
static void check_contradiction(resolver *self, const lg_expression *expression) {
  enum { MOST_COMPARED = 64 };
  for (uint32_t i = 0; i < expression->count; ++i) {
    check_contradiction(self, expression->children[i]);
  }
  if (expression->kind != LG_EXPRESSION_AND || expression->count > MOST_COMPARED) {
    return;
  }
  for (uint32_t i = 0; i < expression->count; ++i) {
    const lg_expression *negated = expression->children[i];
    for (uint32_t j = 0; negated->kind == LG_EXPRESSION_NOT && j < expression->count; ++j) {
      if (lg_expression_same(negated->children[0], expression->children[j])) {
        lg_error(self->reader, LG_CODE_CANNOT_HOLD, lg_expression_place(expression),
                 "this can never hold: the same is asked for and ruled out");
        return;
      }
    }
  }
}

static void check_root(resolver *self, const lg_root *root) {
  const bool located = check_position(self, root->expression, root->where);
  uint32_t height = located ? 1 : condition_height(self, root->expression);
  check_contradiction(self, root->expression);
  if (height > LG_LIMIT_EXPRESSION_DEPTH) {
    lg_error(self->reader, LG_CODE_EXPRESSION_TOO_DEEP, lg_expression_place(root->expression),
             "with the signals it uses, the expression is nested too deep");
    height = 1; /* one report is enough */
  }
  if (root->owner.kind == LG_REFERENCE_SIGNAL) {
    lg_signal_rule *signal = &self->build->signals[root->owner.number];
    signal->located = located;
    signal->height = height;
  }
}

static void check_roots(resolver *self) {
  lg_build *build = self->build;
  const lg_root **of_signal = lg_reader_take(self->reader, build->signal_count, sizeof *of_signal);
  if (of_signal == NULL) {
    return;
  }
  for (size_t i = 0; i < build->root_count; ++i) {
    if (build->roots[i].owner.kind == LG_REFERENCE_SIGNAL) {
      of_signal[build->roots[i].owner.number] = &build->roots[i];
    }
  }
  for (size_t i = 0; i < build->signal_count; ++i) {
    build->signals[i].located = true; /* of a broken or circular one say no more */
  }
  for (size_t i = 0; i < build->signal_count + build->criterion_count; ++i) {
    const uint32_t node = build->order[i];
    if (node < build->signal_count && of_signal[node] != NULL) {
      check_root(self, of_signal[node]);
    }
  }
  for (size_t i = 0; i < build->root_count; ++i) {
    if (build->roots[i].owner.kind != LG_REFERENCE_SIGNAL) {
      check_root(self, &build->roots[i]);
    }
  }
}

/* -- the whole ---------------------------------------------------------------- */

/* Signals and criteria as in the graph, then primitives and concepts. */
static bool collect_names(resolver *self) {
  lg_build *build = self->build;
  const size_t most = build->name_count + build->criterion_count;
  self->all_names = lg_reader_take(self->reader, most, sizeof *self->all_names);
  if (self->all_names == NULL) {
    return false;
  }
  for (size_t i = 0; i < build->signal_count; ++i) {
    self->all_names[self->all_count++] = build->signals[i].name;
  }
  for (size_t i = 0; i < build->criterion_count; ++i) {
    const char *id = build->criterion_names[i];
    self->all_names[self->all_count++] = id != NULL ? id : "";
  }
  for (size_t i = 0; i < LG_PRIMITIVE_COUNT + build->concept_count; ++i) {
    self->all_names[self->all_count++] = build->names[i];
  }
  return true;
}

void lg_resolve(lg_build *build) {
  resolver self = {.build = build, .reader = &build->reader};
  if (!collect_names(&self)) {
    return;
  }
  for (size_t i = 0; i < build->root_count; ++i) {
    self.root = &build->roots[i];
    resolve_expression(&self, build->roots[i].expression);
  }
  if (!self.reader->no_memory && find_order(&self)) {
    check_roots(&self);
  }
  lg_release(&build->reader.allocator, self.edges, self.edge_capacity * sizeof *self.edges);
}
