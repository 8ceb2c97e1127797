/* Expressions with a position become nodes of the program.
 *
 * A reading is not a node: it is pushed down to the concepts, where it decides
 * which matches are taken. So a signal becomes one node for every reading that
 * it is used in, and no more: nodes are remembered by signal and reading, and
 * the work is linear in what is written. */
#ifndef LG_RUBRIC_NODES_H
#define LG_RUBRIC_NODES_H

#include "rubric/build.h"

/* How what stands at some place of an expression is read. The low four bits are
 * an index into lg_reading_names; see nodes.c for the rest. */
typedef uint16_t lg_read_state;

enum {
  LG_READ_ASSERTED = 0,
  LG_READ_NO_LISTS = 1 << 5 /* what stands in a bare list does not count */
};

typedef struct lg_demand {
  uint32_t signal;
  lg_read_state state;
} lg_demand;

typedef struct lg_node_builder {
  lg_build *build;
  lg_node *nodes;
  size_t node_count;
  size_t node_capacity;
  uint32_t *children; /* of all nodes, one after the other */
  size_t child_count;
  size_t child_capacity;
  size_t size;             /* nodes and uses of nodes; bounded */
  uint32_t **concept_rows; /* by concept, then state: node + 1 */
  uint32_t **signal_rows;
  lg_demand *demands; /* a stack */
  size_t demand_count;
  size_t demand_capacity;
  lg_buffer text;
  bool failed;
} lg_node_builder;

bool lg_node_builder_init(lg_node_builder *builder, lg_build *build);
/* Releases what is not part of the rubric. */
void lg_node_builder_free(lg_node_builder *builder);

/* The node of an expression with a position; any number after a failure. */
uint32_t lg_node_of(lg_node_builder *builder, const lg_expression *expression, lg_read_state state);
/* A node of what is not written as an expression: its children are given. */
uint32_t lg_node_add(lg_node_builder *builder, lg_node node, const uint32_t *children,
                     uint32_t count, const lg_yaml_node *place);
/* The expression in normal form, in memory of the rubric; NULL when memory runs out. */
const char *lg_node_text(lg_node_builder *builder, const lg_expression *expression);

/* Counts `size` more towards LG_LIMIT_PROGRAM_NODES; false when it is too much. */
bool lg_node_count(lg_node_builder *builder, size_t size, const lg_yaml_node *place);

#endif
