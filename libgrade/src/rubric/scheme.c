/* Conditions, criteria, penalties, caps and bands: from rules to the scheme.
 * Runs only when nothing is wrong with the rubric. */
#include <string.h>

#include "rubric/nodes.h"

typedef struct scheme_builder {
  lg_build *build;
  lg_node_builder nodes;
  lg_weigh *sums; /* of the WEIGH nodes so far */
  size_t sum_count;
  size_t sum_capacity;
} scheme_builder;

/* What holds for a part of a condition. */
typedef struct context {
  lg_read_state state;
  uint32_t topic; /* node that must stand beside a finding, or LG_NONE */
} context;

static const context PLAIN = {LG_READ_ASSERTED, LG_NONE};

static lg_condition *new_condition(scheme_builder *self, lg_condition_kind kind,
                                   const lg_expression *expression) {
  lg_condition *made = NULL;
  if (lg_node_count(&self->nodes, 1, expression->node)) {
    made = lg_build_take(self->build, 1, sizeof *made);
  }
  if (made == NULL) {
    self->nodes.failed = true;
    return NULL;
  }
  made->kind = kind;
  made->text = lg_node_text(&self->nodes, expression);
  return made;
}

/* -- findings ----------------------------------------------------------------- */

/* A node that counts only beside the topic. */
static uint32_t with_topic(scheme_builder *self, uint32_t node, uint32_t topic,
                           const lg_yaml_node *place) {
  if (topic == LG_NONE || self->nodes.failed) {
    return node;
  }
  const lg_node *found = &self->nodes.nodes[node];
  const lg_node made = {.kind = LG_NODE_WITH, .name = found->name, .text = found->text};
  const uint32_t children[2] = {node, topic};
  return lg_node_add(&self->nodes, made, children, 2, place);
}

static lg_condition *finding(scheme_builder *self, const lg_expression *expression,
                             context around) {
  const uint32_t node = lg_node_of(&self->nodes, expression, around.state);
  lg_condition *made = new_condition(self, LG_CONDITION_FINDING, expression);
  if (made != NULL) {
    made->finding = with_topic(self, node, around.topic, expression->node);
  }
  return made;
}

/* -- conditions --------------------------------------------------------------- */

static const lg_condition *compile(scheme_builder *self, const lg_expression *expression,
                                   context around);

/* What must not hold earns nothing: bare lists count in it, and no topic is
 * needed. */
static context negated(context around) {
  around.state &= (lg_read_state)~LG_READ_NO_LISTS;
  around.topic = LG_NONE;
  return around;
}

static const lg_condition *compile_reference(scheme_builder *self, lg_reference reference,
                                             const lg_expression *name, context around) {
  if (reference.kind == LG_REFERENCE_CRITERION) {
    lg_condition *made = new_condition(self, LG_CONDITION_LEVEL, name);
    if (made != NULL) {
      made->criterion = reference.number;
      made->comparison = name->kind == LG_EXPRESSION_LEVEL ? name->comparison : LG_AT_LEAST;
      made->level = name->kind == LG_EXPRESSION_LEVEL ? name->level : 1;
    }
    return made;
  }
  if (reference.kind == LG_REFERENCE_SIGNAL && !self->build->signals[reference.number].located) {
    return compile(self, self->build->signals[reference.number].expression, around);
  }
  return finding(self, name, around);
}

/* Member `member` of a set written with a star, as if its name stood there. */
static const lg_condition *compile_member(scheme_builder *self, const lg_expression *prefix,
                                          lg_reference member, context around) {
  const lg_expression name = {.kind = LG_EXPRESSION_NAME,
                              .node = prefix->node,
                              .begin = prefix->begin,
                              .end = prefix->end,
                              .name = lg_reference_name(self->build, member),
                              .reference = member};
  return compile_reference(self, member, &name, around);
}

static size_t size_of(const lg_expression *expression) {
  size_t size = 0;
  for (uint32_t i = 0; i < expression->count; ++i) {
    const lg_expression *child = expression->children[i];
    size += child->kind == LG_EXPRESSION_PREFIX ? child->member_count : 1;
  }
  return size;
}

static const lg_condition *compile_parent(scheme_builder *self, lg_condition_kind kind,
                                          const lg_expression *expression, context around) {
  lg_condition *made = new_condition(self, kind, expression);
  const lg_condition **children =
      made != NULL ? lg_build_take(self->build, size_of(expression), sizeof *children) : NULL;
  if (children == NULL) {
    self->nodes.failed = true;
    return NULL;
  }
  for (uint32_t i = 0; i < expression->count && !self->nodes.failed; ++i) {
    const lg_expression *child = expression->children[i];
    if (child->kind != LG_EXPRESSION_PREFIX) {
      children[made->child_count++] = compile(self, child, around);
      continue;
    }
    for (uint32_t j = 0; j < child->member_count && !self->nodes.failed; ++j) {
      children[made->child_count++] = compile_member(self, child, child->members[j], around);
    }
  }
  made->children = children;
  made->at_least = expression->at_least;
  made->at_most = expression->at_most == LG_NONE ? made->child_count : expression->at_most;
  return made;
}

static const lg_condition *compile_set(scheme_builder *self, const lg_expression *set,
                                       context around) {
  if (set->has_window) {
    return finding(self, set, around);
  }
  const bool none = set->quantity == LG_QUANTITY_NONE;
  return compile_parent(self, LG_CONDITION_COUNT, set, none ? negated(around) : around);
}

/* A reading around alternatives stands around each of them, so that evidence
 * says which one it was. */
static const lg_condition *compile_reading(scheme_builder *self, const lg_expression *reading,
                                           context around) {
  const lg_expression *child = reading->children[0];
  if (child->kind != LG_EXPRESSION_OR) {
    return finding(self, reading, around);
  }
  lg_condition *made = new_condition(self, LG_CONDITION_OR, reading);
  const lg_condition **children =
      made != NULL ? lg_build_take(self->build, child->count, sizeof *children) : NULL;
  if (children == NULL) {
    self->nodes.failed = true;
    return NULL;
  }
  for (uint32_t i = 0; i < child->count && !self->nodes.failed; ++i) {
    lg_expression each = *reading;
    lg_expression *only[1] = {child->children[i]};
    each.children = only;
    children[made->child_count++] = compile_reading(self, &each, around);
  }
  made->children = children;
  return made;
}

static const lg_condition *compile(scheme_builder *self, const lg_expression *expression,
                                   context around) {
  if (self->nodes.failed) {
    return NULL;
  }
  switch (expression->kind) {
  case LG_EXPRESSION_NAME:
  case LG_EXPRESSION_LEVEL:
    return compile_reference(self, expression->reference, expression, around);
  case LG_EXPRESSION_NOT:
    return compile_parent(self, LG_CONDITION_NOT, expression, negated(around));
  case LG_EXPRESSION_AND:
    return compile_parent(self, LG_CONDITION_AND, expression, around);
  case LG_EXPRESSION_OR:
    return compile_parent(self, LG_CONDITION_OR, expression, around);
  case LG_EXPRESSION_SET:
    return compile_set(self, expression, around);
  case LG_EXPRESSION_READING:
    return compile_reading(self, expression, around);
  default:
    return finding(self, expression, around);
  }
}

/* -- weighted sums ------------------------------------------------------------ */

static bool add_sum(scheme_builder *self, const lg_weigh_rule *rule, lg_weigh_owner owner) {
  return lg_reader_grow(&self->build->reader, &self->sums, &self->sum_capacity, self->sum_count + 1,
                        sizeof *self->sums) &&
         lg_make_weigh(self->build, rule, owner, &self->sums[self->sum_count++]);
}

static const lg_condition *compile_weigh(scheme_builder *self, const lg_weigh_rule *rule,
                                         lg_weigh_owner owner, context around) {
  lg_build *build = self->build;
  const uint32_t count = rule->term_count + (rule->needs != NULL ? 1 : 0);
  uint32_t *children = lg_reader_take(&build->reader, count, sizeof *children);
  lg_condition *made = lg_build_take(build, 1, sizeof *made);
  const char *text = lg_weigh_text(build, rule);
  if (children == NULL || made == NULL || text == NULL || !add_sum(self, rule, owner)) {
    self->nodes.failed = true;
    return NULL;
  }
  const lg_node node = {.kind = LG_NODE_WEIGH,
                        .distance = rule->window,
                        .weigh = (uint32_t)self->sum_count - 1,
                        .text = lg_build_text(build, text)};
  for (uint32_t i = 0; i < rule->term_count; ++i) {
    const context read = rule->weights[i].weight < 0 ? negated(around) : around;
    children[i] = lg_node_of(&self->nodes, rule->terms[i], read.state);
  }
  if (rule->needs != NULL) {
    children[rule->term_count] = lg_node_of(&self->nodes, rule->needs, around.state);
  }
  made->kind = LG_CONDITION_FINDING;
  made->text = text;
  made->finding = with_topic(self, lg_node_add(&self->nodes, node, children, count, rule->node),
                             around.topic, rule->node);
  return made;
}

/* A rule that was read without a problem: an expression or a weighted sum. */
static const lg_condition *compile_rule(scheme_builder *self, const lg_rule *rule,
                                        lg_weigh_owner owner, context around) {
  return rule->weigh != NULL ? compile_weigh(self, rule->weigh, owner, around)
                             : compile(self, rule->expression, around);
}

/* -- criteria ----------------------------------------------------------------- */

static void compile_levels(scheme_builder *self, uint32_t number, lg_criterion *out) {
  const lg_criterion_rule *rule = &self->build->criteria[number];
  lg_level_rule *levels = lg_build_take(self->build, out->level_count, sizeof *levels);
  uint32_t topic = LG_NONE;
  uint32_t count = 0;
  if (levels == NULL) {
    return;
  }
  if (rule->topic != NULL) {
    topic = lg_node_of(&self->nodes, rule->topic, LG_READ_ASSERTED);
  }
  for (uint32_t level = LG_LIMIT_LEVELS; level > 0; --level) {
    const lg_rule *from = &rule->levels[level];
    const bool no_lists = level >= 2 && !rule->listed;
    const context around = {no_lists ? LG_READ_NO_LISTS : LG_READ_ASSERTED, topic};
    if (from->expression != NULL || from->weigh != NULL) {
      const lg_weigh_owner owner = {false, number, level};
      levels[count++] = (lg_level_rule){level, compile_rule(self, from, owner, around)};
    }
  }
  out->levels = levels;
  out->level_count = count;
}

static void compile_level_caps(scheme_builder *self, const lg_criterion_rule *rule,
                               lg_criterion *out) {
  lg_level_cap *caps = lg_build_take(self->build, out->cap_count, sizeof *caps);
  for (uint32_t i = 0; caps != NULL && i < out->cap_count; ++i) {
    caps[i] = (lg_level_cap){rule->caps[i].level, compile(self, rule->caps[i].when, PLAIN),
                             rule->caps[i].because};
  }
  out->caps = caps;
}

/* The claim where the need does not stand within reach. */
static const lg_condition *near_gap(scheme_builder *self, const lg_gap_rule *gap) {
  lg_expression *parts[2] = {gap->when, gap->needs};
  const lg_expression unless = {.kind = LG_EXPRESSION_UNLESS,
                                .children = parts,
                                .count = 2,
                                .node = gap->when->node,
                                .distance = gap->within,
                                .relation = LG_RELATION_NEAR};
  const uint32_t children[2] = {lg_node_of(&self->nodes, gap->when, LG_READ_ASSERTED),
                                lg_node_of(&self->nodes, gap->needs, LG_READ_ASSERTED)};
  lg_condition *made = new_condition(self, LG_CONDITION_FINDING, &unless);
  if (made == NULL || self->nodes.failed) {
    return NULL;
  }
  const lg_node node = {.kind = LG_NODE_UNLESS,
                        .distance = gap->within,
                        .relation = LG_RELATION_NEAR,
                        .name = self->nodes.nodes[children[0]].name,
                        .text = lg_build_text(self->build, made->text)};
  made->finding = lg_node_add(&self->nodes, node, children, 2, gap->when->node);
  return made;
}

/* Without a window the need may stand anywhere. */
static const lg_condition *far_gap(scheme_builder *self, const lg_gap_rule *gap) {
  lg_expression *need[1] = {gap->needs};
  lg_expression not_needs = {
      .kind = LG_EXPRESSION_NOT, .children = need, .count = 1, .node = gap->needs->node};
  lg_expression *parts[2] = {gap->when, &not_needs};
  const lg_expression both = {
      .kind = LG_EXPRESSION_AND, .children = parts, .count = 2, .node = gap->when->node};
  return compile(self, &both, PLAIN);
}

static void compile_gaps(scheme_builder *self, const lg_criterion_rule *rule, lg_criterion *out) {
  lg_gap *gaps = lg_build_take(self->build, out->gap_count, sizeof *gaps);
  for (uint32_t i = 0; gaps != NULL && i < out->gap_count && !self->nodes.failed; ++i) {
    const lg_gap_rule *gap = &rule->gaps[i];
    gaps[i] = (lg_gap){gap->has_within ? near_gap(self, gap) : far_gap(self, gap), gap->at_most,
                       gap->says};
  }
  out->gaps = gaps;
}

static void compile_criteria(scheme_builder *self, lg_scheme *scheme) {
  lg_build *build = self->build;
  const size_t count = build->criterion_count;
  lg_criterion *criteria = lg_build_take(build, count, sizeof *criteria);
  uint32_t *order = lg_build_take(build, count, sizeof *order);
  if (criteria == NULL || order == NULL) {
    return;
  }
  for (size_t i = 0; i < count && !self->nodes.failed; ++i) {
    criteria[i] = build->criteria[i].result;
    compile_levels(self, (uint32_t)i, &criteria[i]);
    compile_level_caps(self, &build->criteria[i], &criteria[i]);
    compile_gaps(self, &build->criteria[i], &criteria[i]);
    scheme->max_points += criteria[i].points[criteria[i].max_level];
  }
  uint32_t ordered = 0;
  for (size_t i = 0; i < build->signal_count + count; ++i) {
    if (build->order[i] >= build->signal_count) {
      order[ordered++] = build->order[i] - (uint32_t)build->signal_count;
    }
  }
  scheme->criteria = criteria;
  scheme->criterion_count = (uint32_t)count;
  scheme->criterion_order = order;
}

/* -- the rest ----------------------------------------------------------------- */

static void compile_sections(scheme_builder *self, lg_scheme *scheme) {
  lg_build *build = self->build;
  lg_section *sections = lg_build_take(build, build->section_count, sizeof *sections);
  for (size_t i = 0; sections != NULL && i < build->section_count; ++i) {
    sections[i] = build->sections[i].result;
  }
  scheme->sections = sections;
  scheme->section_count = (uint32_t)build->section_count;
}

static void compile_penalties(scheme_builder *self, lg_scheme *scheme) {
  lg_build *build = self->build;
  lg_penalty *penalties = lg_build_take(build, build->penalty_count, sizeof *penalties);
  for (uint32_t i = 0; penalties != NULL && i < build->penalty_count; ++i) {
    penalties[i] = build->penalties[i].result;
    penalties[i].condition =
        compile_rule(self, &build->penalties[i].when, (lg_weigh_owner){true, i, 1}, PLAIN);
  }
  scheme->penalties = penalties;
  scheme->penalty_count = (uint32_t)build->penalty_count;
}

static void compile_bands(scheme_builder *self, lg_scheme *scheme) {
  lg_build *build = self->build;
  lg_band *bands = lg_build_take(build, build->band_count, sizeof *bands);
  lg_cap *caps = lg_build_take(build, build->cap_count, sizeof *caps);
  if (bands == NULL || caps == NULL) {
    return;
  }
  for (size_t i = 0; i < build->band_count; ++i) {
    bands[i] = build->bands[i].result;
  }
  for (size_t i = 0; i < build->cap_count; ++i) {
    caps[i] = (lg_cap){build->caps[i].level, compile(self, build->caps[i].when, PLAIN),
                       build->caps[i].because};
  }
  scheme->bands = bands;
  scheme->band_count = (uint32_t)build->band_count;
  scheme->caps = caps;
  scheme->cap_count = (uint32_t)build->cap_count;
}

/* The primitives that the program asks for. */
static uint32_t used_primitives(const lg_program *program) {
  uint32_t used = 0;
  for (uint32_t i = 0; i < program->node_count; ++i) {
    const lg_node *node = &program->nodes[i];
    if (node->kind == LG_NODE_CONCEPT && node->concept < LG_PRIMITIVE_COUNT) {
      used |= 1u << node->concept;
    }
  }
  for (uint32_t i = 0; i < program->element_count; ++i) {
    const uint32_t element = program->elements[i].concept;
    used |= element < LG_PRIMITIVE_COUNT ? 1u << element : 0;
  }
  return used;
}

static void keep_program(scheme_builder *self) {
  lg_build *build = self->build;
  const lg_node_builder *from = &self->nodes;
  lg_program *program = &build->rubric->program;
  program->nodes = lg_build_copy(build, from->nodes, from->node_count, sizeof *from->nodes);
  program->children =
      lg_build_copy(build, from->children, from->child_count, sizeof *from->children);
  program->sums = lg_build_copy(build, self->sums, self->sum_count, sizeof *self->sums);
  program->texts = lg_build_copy(build, build->texts.bytes, build->texts.length, 1);
  if (build->reader.no_memory) {
    return;
  }
  program->node_count = (uint32_t)from->node_count;
  program->child_count = from->child_count;
  program->text_length = build->texts.length;
  program->primitives = used_primitives(program);
  lg_keep_weighings(build);
}

/* Before all others, so that it can be run alone. */
static void compile_subject(scheme_builder *self) {
  if (self->build->subject != NULL) {
    const uint32_t node = lg_node_of(&self->nodes, self->build->subject, LG_READ_ASSERTED);
    self->build->rubric->program.subject_end = node + 1;
  }
}

void lg_compile_scheme(lg_build *build) {
  scheme_builder self = {.build = build};
  lg_scheme *scheme = &build->rubric->scheme;
  if (lg_node_builder_init(&self.nodes, build)) {
    compile_subject(&self);
    compile_sections(&self, scheme);
    compile_criteria(&self, scheme);
    compile_penalties(&self, scheme);
    compile_bands(&self, scheme);
    if (build->design != NULL) {
      scheme->design = compile(&self, build->design, PLAIN);
      scheme->design_because = build->design_because;
    }
    keep_program(&self);
  }
  lg_node_builder_free(&self.nodes);
  lg_release(&build->reader.allocator, self.sums, self.sum_capacity * sizeof *self.sums);
}
