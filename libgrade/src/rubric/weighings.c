/* Weighted sums as the program holds them, each number with its place in the
 * file: whoever fits weights writes them back there. */
#include <string.h>

#include "rubric/build.h"

/* The first byte of the number itself, behind an anchor or a quotation mark. */
static bool place_number(lg_build *build, const lg_yaml_node *node, lg_number_place *place) {
  size_t start;
  size_t length;
  lg_yaml_bytes(node, 0, node->length, &start, &length);
  return lg_source_place(node->source, &build->reader.arena, start, &place->line, &place->column) !=
         0;
}

static bool place_all(lg_build *build, const lg_weigh_rule *rule, lg_number_place *places) {
  bool placed = place_number(build, rule->at_node, places++);
  for (uint32_t i = 0; i < rule->term_count && placed; ++i) {
    placed = place_number(build, rule->weight_nodes[i], places++);
  }
  for (uint32_t i = 0; i < rule->group_count && placed; ++i) {
    placed = place_number(build, rule->group_nodes[i], places++);
  }
  build->reader.no_memory |= !placed;
  return placed;
}

bool lg_make_weigh(lg_build *build, const lg_weigh_rule *rule, lg_weigh_owner owner,
                   lg_weigh *out) {
  const size_t numbers = 1 + (size_t)rule->term_count + rule->group_count;
  lg_weight *terms = lg_build_take(build, rule->term_count, sizeof *terms);
  lg_milli *groups = lg_build_take(build, rule->group_count, sizeof *groups);
  lg_number_place *places = lg_build_take(build, numbers, sizeof *places);
  const char *window = lg_build_keep(build, rule->written_window);
  const char *origin = lg_build_keep(build, rule->node->source->origin);
  if (terms == NULL || groups == NULL || places == NULL || window == NULL || origin == NULL ||
      !place_all(build, rule, places)) {
    return false;
  }
  if (rule->term_count > 0) {
    memcpy(terms, rule->weights, rule->term_count * sizeof *terms);
  }
  if (rule->group_count > 0) {
    memcpy(groups, rule->groups, rule->group_count * sizeof *groups);
  }
  *out = (lg_weigh){.window = rule->window,
                    .threshold = rule->at,
                    .elsewhere = rule->elsewhere,
                    .terms = terms,
                    .term_count = rule->term_count,
                    .groups = groups,
                    .group_count = rule->group_count,
                    .has_needs = rule->needs != NULL,
                    .owner = owner,
                    .written_window = window,
                    .origin = origin,
                    .places = places};
  return true;
}

const char *lg_weigh_text(lg_build *build, const lg_weigh_rule *rule) {
  lg_buffer text;
  lg_buffer_init(&text, &build->reader.allocator);
  lg_buffer_add_text(&text, "signs that add up to at least ");
  lg_milli_write(&text, rule->at);
  const char *kept = text.failed ? NULL : lg_build_keep(build, text.bytes);
  build->reader.no_memory |= text.failed;
  lg_buffer_free(&text);
  return kept;
}

void lg_keep_weighings(lg_build *build) {
  lg_program *program = &build->rubric->program;
  uint32_t count = 0;
  for (uint32_t i = 0; i < program->node_count; ++i) {
    count += program->nodes[i].kind == LG_NODE_WEIGH;
  }
  uint32_t *weighings = lg_build_take(build, count, sizeof *weighings);
  if (weighings == NULL) {
    return;
  }
  for (uint32_t i = 0; i < program->node_count; ++i) {
    if (program->nodes[i].kind == LG_NODE_WEIGH) {
      weighings[program->weighing_count++] = i;
    }
  }
  program->weighings = weighings;
}
