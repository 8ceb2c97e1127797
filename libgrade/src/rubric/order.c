#include "rubric/order.h"

bool lg_graph_make(lg_reader *reader, lg_graph *graph, uint32_t count, const lg_edge *edges,
                   size_t edge_count) {
  uint32_t *starts = lg_reader_take(reader, (size_t)count + 2, sizeof *starts);
  uint32_t *used = lg_reader_take(reader, edge_count, sizeof *used);
  if (starts == NULL || used == NULL) {
    return false;
  }
  /* Counting sort by user; starts[i + 1] is where the next edge of i goes. */
  for (size_t i = 0; i < edge_count; ++i) {
    ++starts[edges[i].user + 2];
  }
  for (uint32_t i = 2; i <= count; ++i) {
    starts[i] += starts[i - 1];
  }
  for (size_t i = 0; i < edge_count; ++i) {
    used[starts[edges[i].user + 1]++] = edges[i].used;
  }
  *graph = (lg_graph){count, starts, used};
  return true;
}

enum state { UNSEEN, OPEN, DONE };

typedef struct walk {
  const lg_graph *graph;
  uint8_t *states;
  uint32_t *path;  /* open nodes, outermost first */
  uint32_t *nexts; /* the next edge of each */
  size_t depth;
  uint32_t *order;
  uint32_t ordered;
  lg_circle circle;
  void *context;
  size_t circles;
} walk;

/* Finding where a circle begins costs its length; more of them help nobody. */
enum { MOST_CIRCLES = 1000 };

static void open_node(walk *self, uint32_t node) {
  self->states[node] = OPEN;
  self->path[self->depth] = node;
  self->nexts[self->depth++] = self->graph->starts[node];
}

static void report_circle(walk *self, uint32_t node) {
  size_t first = self->depth;
  if (++self->circles > MOST_CIRCLES) {
    return;
  }
  while (self->path[first - 1] != node) {
    --first;
  }
  self->circle(self->context, self->path + first - 1, self->depth - first + 1);
}

static void visit(walk *self, uint32_t root) {
  open_node(self, root);
  while (self->depth > 0) {
    const uint32_t node = self->path[self->depth - 1];
    uint32_t *next = &self->nexts[self->depth - 1];
    if (*next == self->graph->starts[node + 1]) {
      self->states[node] = DONE;
      self->order[self->ordered++] = node;
      --self->depth;
      continue;
    }
    const uint32_t used = self->graph->edges[(*next)++];
    if (self->states[used] == UNSEEN) {
      open_node(self, used);
    } else if (self->states[used] == OPEN) {
      report_circle(self, used);
    }
  }
}

bool lg_order(lg_reader *reader, const lg_graph *graph, uint32_t *order, lg_circle circle,
              void *context) {
  walk self = {.graph = graph, .order = order, .circle = circle, .context = context};
  self.states = lg_reader_take(reader, graph->count, sizeof *self.states);
  self.path = lg_reader_take(reader, graph->count, sizeof *self.path);
  self.nexts = lg_reader_take(reader, graph->count, sizeof *self.nexts);
  if (self.states == NULL || self.path == NULL || self.nexts == NULL) {
    return false;
  }
  for (uint32_t i = 0; i < graph->count; ++i) {
    if (self.states[i] == UNSEEN) {
      visit(&self, i);
    }
  }
  return true;
}

void lg_write_circle(lg_buffer *out, const char *const *names, const uint32_t *chain,
                     size_t count) {
  enum { SHOWN = 8 };
  for (size_t i = 0; i < count && i < SHOWN; ++i) {
    lg_buffer_format(out, "`%s` → ", names[chain[i]]);
  }
  if (count > SHOWN) {
    lg_buffer_add_text(out, "… → ");
  }
  lg_buffer_format(out, "`%s`", names[chain[0]]);
}
