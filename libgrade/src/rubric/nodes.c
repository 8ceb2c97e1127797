#include "rubric/nodes.h"

#include <string.h>

enum {
  READING_BITS = 15,
  FIXED = 1 << 4, /* a reading was written around it */
  NO_LISTS = LG_READ_NO_LISTS,
  HEADINGS = 1 << 6, /* inside `in heading`: what stands there must be seen */
  QUOTES = 1 << 7,   /* inside `in quotation` */
  STATES = 1 << 8,
  /* Inside a signal that a reading was written around: readings in it are
   * replaced by that one. */
  LOCKED = 1 << 8
};

bool lg_node_builder_init(lg_node_builder *builder, lg_build *build) {
  memset(builder, 0, sizeof *builder);
  builder->build = build;
  lg_buffer_init(&builder->text, &build->reader.allocator);
  builder->concept_rows = lg_reader_take(&build->reader, LG_PRIMITIVE_COUNT + build->concept_count,
                                         sizeof *builder->concept_rows);
  builder->signal_rows =
      lg_reader_take(&build->reader, build->signal_count, sizeof *builder->signal_rows);
  return builder->concept_rows != NULL && builder->signal_rows != NULL;
}

void lg_node_builder_free(lg_node_builder *builder) {
  const lg_allocator *allocator = &builder->build->reader.allocator;
  lg_release(allocator, builder->nodes, builder->node_capacity * sizeof *builder->nodes);
  lg_release(allocator, builder->children, builder->child_capacity * sizeof *builder->children);
  lg_release(allocator, builder->demands, builder->demand_capacity * sizeof *builder->demands);
  lg_buffer_free(&builder->text);
}

/* -- readings ----------------------------------------------------------------- */

static lg_read_state any_reading(void) {
  return (lg_read_state)lg_find_reading("any", 3);
}

/* How child `child` of an expression is read. */
static lg_read_state child_state(const lg_expression *expression, uint32_t child,
                                 lg_read_state state) {
  switch (expression->kind) {
  case LG_EXPRESSION_READING:
    if ((state & LOCKED) != 0) {
      return state;
    }
    return (lg_read_state)((state & (lg_read_state)~READING_BITS) | expression->reading | FIXED);
  case LG_EXPRESSION_PLACE:
    if (expression->negated || expression->place.kind != LG_PLACE_ATTRIBUTE) {
      return state;
    }
    return (lg_read_state)(state | (expression->place.value == LG_HEADING ? HEADINGS : 0) |
                           (expression->place.value == LG_IN_QUOTATION ? QUOTES : 0));
  case LG_EXPRESSION_BEFORE:
  case LG_EXPRESSION_AFTER:
    /* What only marks a place need not earn anything. */
    return child == 1 ? (lg_read_state)(state & ~NO_LISTS) : state;
  case LG_EXPRESSION_UNDER:
  case LG_EXPRESSION_UNLESS:
    return child == 1 ? any_reading() : state;
  default:
    return state;
  }
}

/* The state under which the node of a signal is remembered. */
static lg_read_state entry_state(lg_read_state state) {
  const lg_read_state fixed = (state & LOCKED) != 0 ? FIXED : 0;
  return (lg_read_state)((state & (STATES - 1)) | fixed);
}

/* How the expression of a signal so entered is read. */
static lg_read_state inner_state(lg_read_state entry) {
  return (lg_read_state)(entry | ((entry & FIXED) != 0 ? LOCKED : 0));
}

static lg_reading reading_of(lg_read_state state) {
  lg_reading reading = lg_reading_names[state & READING_BITS].reading;
  reading.forbid &= (state & HEADINGS) != 0 ? ~(uint32_t)LG_HEADING : UINT32_MAX;
  reading.forbid &= (state & QUOTES) != 0 ? ~(uint32_t)LG_QUOTED : UINT32_MAX;
  reading.forbid |= (state & NO_LISTS) != 0 ? (uint32_t)LG_LISTED : 0;
  return reading;
}

/* -- adding ------------------------------------------------------------------- */

bool lg_node_count(lg_node_builder *builder, size_t size, const lg_yaml_node *place) {
  builder->size += size;
  if (!builder->failed && builder->size > LG_LIMIT_PROGRAM_NODES) {
    lg_hint(&builder->build->reader, "use fewer readings of large signals, and smaller sets");
    lg_error(&builder->build->reader, LG_CODE_TOO_MANY, lg_at(place),
             "the expressions have more than %u parts, signals counted where they are read",
             (unsigned)LG_LIMIT_PROGRAM_NODES);
    builder->failed = true;
  }
  return !builder->failed;
}

uint32_t lg_node_add(lg_node_builder *builder, lg_node node, const uint32_t *children,
                     uint32_t count, const lg_yaml_node *place) {
  lg_reader *reader = &builder->build->reader;
  if (!lg_node_count(builder, (size_t)count + 1, place)) {
    return 0;
  }
  if (!lg_reader_grow(reader, &builder->nodes, &builder->node_capacity, builder->node_count + 1,
                      sizeof *builder->nodes) ||
      !lg_reader_grow(reader, &builder->children, &builder->child_capacity,
                      builder->child_count + count, sizeof *builder->children)) {
    builder->failed = true;
    return 0;
  }
  if (count > 0) {
    memcpy(builder->children + builder->child_count, children, count * sizeof *children);
  }
  node.first_child = (uint32_t)builder->child_count;
  node.child_count = count;
  builder->child_count += count;
  builder->nodes[builder->node_count] = node;
  return (uint32_t)builder->node_count++;
}

/* What was written becomes a text of the program. */
static uint32_t keep_text(lg_node_builder *builder) {
  const uint32_t kept =
      builder->text.failed ? 0 : lg_build_text(builder->build, builder->text.bytes);
  if (kept == 0) {
    builder->build->reader.no_memory = builder->failed = true;
  }
  lg_buffer_clear(&builder->text);
  return kept;
}

static uint32_t text_of(lg_node_builder *builder, const lg_expression *expression) {
  lg_expression_write(&builder->text, expression);
  return keep_text(builder);
}

const char *lg_node_text(lg_node_builder *builder, const lg_expression *expression) {
  lg_expression_write(&builder->text, expression);
  const char *kept =
      builder->text.failed ? NULL : lg_build_keep(builder->build, builder->text.bytes);
  if (kept == NULL) {
    builder->build->reader.no_memory = builder->failed = true;
  }
  lg_buffer_clear(&builder->text);
  return kept;
}

/* -- names -------------------------------------------------------------------- */

static uint32_t *row_entry(lg_node_builder *builder, uint32_t **rows, uint32_t number,
                           lg_read_state state) {
  if (rows[number] == NULL) {
    rows[number] = lg_reader_take(&builder->build->reader, STATES, sizeof **rows);
  }
  if (rows[number] == NULL) {
    builder->failed = true;
    return NULL;
  }
  return &rows[number][state & (STATES - 1)];
}

static uint32_t new_concept_node(lg_node_builder *builder, lg_reference reference,
                                 lg_read_state state, uint32_t name, const lg_yaml_node *place) {
  const lg_build *build = builder->build;
  const uint32_t concept = build->rubric->program.concepts[reference.number].name;
  const uint32_t reading = state & READING_BITS;
  uint32_t text = concept;
  if (reading != LG_READ_ASSERTED) {
    lg_buffer_format(&builder->text, "%s(%s)", lg_reading_names[reading].name,
                     build->texts.bytes + concept);
    text = keep_text(builder);
  }
  const lg_node node = {.kind = LG_NODE_CONCEPT,
                        .concept = reference.number,
                        .reading = reading_of(state),
                        .name = name != 0 ? name : concept,
                        .text = text};
  return lg_node_add(builder, node, NULL, 0, place);
}

/* The node of a concept or of a signal that has one already. */
static uint32_t reference_node(lg_node_builder *builder, lg_reference reference,
                               lg_read_state state, const lg_yaml_node *place) {
  if (reference.kind == LG_REFERENCE_SIGNAL) {
    const uint32_t *row = builder->signal_rows[reference.number];
    const uint32_t known = row != NULL ? row[entry_state(state)] : 0;
    return known != 0 ? known - 1 : 0;
  }
  state &= (lg_read_state) ~(FIXED | LOCKED);
  uint32_t *entry = row_entry(builder, builder->concept_rows, reference.number, state);
  if (entry != NULL && *entry == 0) {
    *entry = new_concept_node(builder, reference, state, 0, place) + 1;
  }
  return entry != NULL ? *entry - 1 : 0;
}

/* -- expressions -------------------------------------------------------------- */

static uint32_t compile(lg_node_builder *builder, const lg_expression *expression,
                        lg_read_state state, uint32_t name, const lg_expression *written);

/* The kind of node, with what it has of its own. */
static lg_node node_of_kind(const lg_expression *expression) {
  lg_node node = {.distance = expression->distance};
  switch (expression->kind) {
  case LG_EXPRESSION_NEAR:
    node.kind = LG_NODE_NEAR;
    break;
  case LG_EXPRESSION_THEN:
    node.kind = LG_NODE_THEN;
    break;
  case LG_EXPRESSION_SET:
    node.kind = expression->quantity == LG_QUANTITY_ANY ? LG_NODE_UNION : LG_NODE_PICK;
    node.at_least = expression->at_least;
    node.at_most = expression->at_most == LG_NONE ? expression->set_size : expression->at_most;
    break;
  case LG_EXPRESSION_DISTINCT:
    node.kind = LG_NODE_DISTINCT;
    node.at_least = expression->at_least;
    break;
  case LG_EXPRESSION_PLACE:
    node.kind = LG_NODE_PLACE;
    node.place = expression->place;
    node.negated = expression->negated;
    break;
  case LG_EXPRESSION_BEFORE:
    node.kind = LG_NODE_BEFORE;
    break;
  case LG_EXPRESSION_AFTER:
    node.kind = LG_NODE_AFTER;
    break;
  case LG_EXPRESSION_UNDER:
    node.kind = LG_NODE_UNDER;
    node.negated = expression->negated;
    break;
  case LG_EXPRESSION_UNLESS:
    node.kind = LG_NODE_UNLESS;
    node.relation = expression->relation;
    break;
  default:
    node.kind = LG_NODE_UNION;
    break;
  }
  const bool counted =
      expression->kind == LG_EXPRESSION_SET || expression->kind == LG_EXPRESSION_DISTINCT;
  if (counted && !expression->has_window) {
    node.distance = (lg_distance){LG_UNIT_ANSWER, 1};
  }
  return node;
}

static uint32_t compile_parent(lg_node_builder *builder, const lg_expression *expression,
                               lg_read_state state, uint32_t name, const lg_expression *written) {
  size_t most = 0;
  for (uint32_t i = 0; i < expression->count; ++i) {
    const lg_expression *child = expression->children[i];
    most += child->kind == LG_EXPRESSION_PREFIX ? child->member_count : 1;
  }
  uint32_t *children = lg_reader_take(&builder->build->reader, most, sizeof *children);
  uint32_t count = 0;
  if (children == NULL) {
    builder->failed = true;
    return 0;
  }
  for (uint32_t i = 0; i < expression->count && !builder->failed; ++i) {
    const lg_expression *child = expression->children[i];
    const lg_read_state read = child_state(expression, i, state);
    if (child->kind != LG_EXPRESSION_PREFIX) {
      children[count++] = compile(builder, child, read, 0, child);
      continue;
    }
    for (uint32_t j = 0; j < child->member_count; ++j) {
      children[count++] = reference_node(builder, child->members[j], read, child->node);
    }
  }
  lg_node node = node_of_kind(expression);
  node.name = name;
  node.text = text_of(builder, written);
  return lg_node_add(builder, node, children, count, expression->node);
}

static uint32_t compile_name(lg_node_builder *builder, const lg_expression *expression,
                             lg_read_state state, uint32_t name, const lg_expression *written) {
  if (name == 0) {
    return reference_node(builder, expression->reference, state, expression->node);
  }
  if (expression->reference.kind == LG_REFERENCE_CONCEPT) {
    return new_concept_node(builder, expression->reference, state, name, expression->node);
  }
  const uint32_t other = reference_node(builder, expression->reference, state, expression->node);
  const lg_node node = {.kind = LG_NODE_UNION, .name = name, .text = text_of(builder, written)};
  return lg_node_add(builder, node, &other, 1, expression->node);
}

/* `name`: of the signal that the expression is the whole of, or 0. `written`:
 * the expression with the readings around it. */
static uint32_t compile(lg_node_builder *builder, const lg_expression *expression,
                        lg_read_state state, uint32_t name, const lg_expression *written) {
  if (builder->failed) {
    return 0;
  }
  if (expression->kind == LG_EXPRESSION_NAME) {
    return compile_name(builder, expression, state, name, written);
  }
  if (expression->kind == LG_EXPRESSION_READING) {
    return compile(builder, expression->children[0], child_state(expression, 0, state), name,
                   written);
  }
  return compile_parent(builder, expression, state, name, written);
}

/* -- signals ------------------------------------------------------------------ */

static void demand(lg_node_builder *builder, lg_reference reference, lg_read_state state) {
  if (reference.kind != LG_REFERENCE_SIGNAL) {
    return;
  }
  const lg_read_state entry = entry_state(state);
  const uint32_t *row = builder->signal_rows[reference.number];
  if ((row == NULL || row[entry] == 0) &&
      lg_reader_grow(&builder->build->reader, &builder->demands, &builder->demand_capacity,
                     builder->demand_count + 1, sizeof *builder->demands)) {
    builder->demands[builder->demand_count++] = (lg_demand){reference.number, entry};
  }
}

/* Demands every signal that an expression needs and that has no node yet. */
static void demand_all(lg_node_builder *builder, const lg_expression *expression,
                       lg_read_state state) {
  if (expression->kind == LG_EXPRESSION_NAME) {
    demand(builder, expression->reference, state);
  }
  for (uint32_t i = 0; i < expression->member_count; ++i) {
    demand(builder, expression->members[i], state);
  }
  for (uint32_t i = 0; i < expression->count; ++i) {
    demand_all(builder, expression->children[i], child_state(expression, i, state));
  }
}

/* Signals use signals in chains of any length, so this works with a stack of its
 * own: a signal is compiled when all that it needs is. */
static void fulfil_demands(lg_node_builder *builder) {
  while (builder->demand_count > 0 && !builder->failed && !builder->build->reader.no_memory) {
    const lg_demand wanted = builder->demands[builder->demand_count - 1];
    const size_t before = builder->demand_count;
    const lg_signal_rule *signal = &builder->build->signals[wanted.signal];
    uint32_t *entry = row_entry(builder, builder->signal_rows, wanted.signal, wanted.state);
    if (entry == NULL) {
      return;
    }
    if (*entry == 0) {
      demand_all(builder, signal->expression, inner_state(wanted.state));
      if (builder->demand_count > before) {
        continue;
      }
      const uint32_t name = lg_build_text(builder->build, signal->name);
      *entry = compile(builder, signal->expression, inner_state(wanted.state), name,
                       signal->expression) +
               1;
    }
    --builder->demand_count;
  }
  builder->failed |= builder->build->reader.no_memory;
}

uint32_t lg_node_of(lg_node_builder *builder, const lg_expression *expression,
                    lg_read_state state) {
  demand_all(builder, expression, state);
  fulfil_demands(builder);
  return builder->failed ? 0 : compile(builder, expression, state, 0, expression);
}
