/* What the names in expressions stand for, who uses whom, and an order in which
 * signals and criteria stand behind those they use. */
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
    } else if (!lg_hint_nearest(self->reader, level->name, self->all_names + build->signal_count,
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
    lg_check_positions(build);
  }
  lg_release(&build->reader.allocator, self.edges, self.edge_capacity * sizeof *self.edges);
}
