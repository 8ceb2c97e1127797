/* An order in which everything stands behind what it uses, and the circles that
 * keep one from being found. */
#ifndef LG_RUBRIC_ORDER_H
#define LG_RUBRIC_ORDER_H

#include "rubric/reader.h"

/* Who uses whom: the users of edges[starts[i]..starts[i + 1]) is i. */
typedef struct lg_graph {
  uint32_t count;
  const uint32_t *starts; /* count + 1 */
  const uint32_t *edges;
} lg_graph;

typedef struct lg_edge {
  uint32_t user;
  uint32_t used;
} lg_edge;

/* The graph of `edges`; each node keeps the order of its edges. Memory of the
 * reader. Returns false when it runs out. */
bool lg_graph_make(lg_reader *reader, lg_graph *graph, uint32_t count, const lg_edge *edges,
                   size_t edge_count);

/* Told of the first 1,000 circles: chain[0] uses chain[1] ... uses chain[0]. */
typedef void (*lg_circle)(void *context, const uint32_t *chain, size_t count);

/* Fills order[0..count). Goes on behind a circle as if its last use were not
 * there. Iterative; linear in nodes, edges and circles. */
bool lg_order(lg_reader *reader, const lg_graph *graph, uint32_t *order, lg_circle circle,
              void *context);

/* Appends "`a` → `b` → `a`", long chains cut short. */
void lg_write_circle(lg_buffer *out, const char *const *names, const uint32_t *chain, size_t count);

#endif
