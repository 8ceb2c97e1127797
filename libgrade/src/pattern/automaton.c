#include "pattern/automaton.h"

#include <string.h>

void lg_trie_init(lg_trie *trie, const lg_allocator *allocator) {
  memset(trie, 0, sizeof *trie);
  trie->allocator = *allocator;
}

void lg_trie_free(lg_trie *trie) {
  lg_release(&trie->allocator, trie->nodes, trie->capacity * sizeof *trie->nodes);
  lg_release(&trie->allocator, trie->outputs, trie->output_capacity * sizeof *trie->outputs);
  const lg_allocator allocator = trie->allocator;
  lg_trie_init(trie, &allocator);
}

static bool new_node(lg_trie *trie, uint8_t label, uint32_t *number) {
  if (trie->count >= UINT32_MAX - 1 || !lg_grow(&trie->allocator, &trie->nodes, &trie->capacity,
                                                trie->count + 1, sizeof *trie->nodes)) {
    return false;
  }
  *number = (uint32_t)trie->count;
  trie->nodes[trie->count++] = (lg_trie_node){.output = LG_NO_OUTPUT, .label = label};
  return true;
}

static uint32_t find_child(const lg_trie *trie, uint32_t node, uint8_t label) {
  uint32_t child = trie->nodes[node].first_child;
  while (child != 0 && trie->nodes[child].label != label) {
    child = trie->nodes[child].sibling;
  }
  return child;
}

bool lg_trie_add(lg_trie *trie, const char *text, size_t length, bool anywhere, uint32_t payload) {
  uint32_t node = 0;
  if (trie->count == 0 && !new_node(trie, 0, &node)) {
    return false;
  }
  for (size_t i = 0; i < length; ++i) {
    const uint8_t label = (uint8_t)text[i];
    uint32_t child = find_child(trie, node, label);
    if (child == 0) {
      if (!new_node(trie, label, &child)) {
        return false;
      }
      trie->nodes[child].sibling = trie->nodes[node].first_child;
      trie->nodes[node].first_child = child;
    }
    node = child;
    trie->nodes[node].anywhere |= anywhere;
  }
  if (!lg_grow(&trie->allocator, &trie->outputs, &trie->output_capacity, trie->output_count + 1,
               sizeof *trie->outputs)) {
    return false;
  }
  trie->outputs[trie->output_count] = (lg_output){payload, trie->nodes[node].output};
  trie->nodes[node].output = (uint32_t)trie->output_count++;
  return true;
}

void lg_automaton_free(lg_automaton *automaton) {
  const lg_allocator allocator = automaton->allocator;
  if (allocator.release != NULL) {
    const size_t count = automaton->state_count;
    lg_release(&allocator, automaton->states, count * sizeof *automaton->states);
    lg_release(&allocator, automaton->labels, count);
    lg_release(&allocator, automaton->endings,
               automaton->ending_count * sizeof *automaton->endings);
    lg_release(&allocator, automaton->tails, automaton->tail_bytes);
  }
  memset(automaton, 0, sizeof *automaton);
}

size_t lg_automaton_bytes(const lg_automaton *automaton) {
  return automaton->state_count * (sizeof *automaton->states + 1) +
         automaton->ending_count * sizeof *automaton->endings + automaton->tail_bytes +
         sizeof automaton->root + sizeof automaton->inside;
}

/* -- from the trie --------------------------------------------------------------- */

/* What lies at and below a node of the trie. */
typedef struct subtree {
  uint32_t end;     /* where its only string ends; 0 when it has several */
  uint32_t to_end;  /* how many bytes on that is */
  uint32_t strings; /* how many texts */
} subtree;

typedef struct maker {
  lg_automaton *out;
  const lg_trie *trie;
  subtree *below;    /* by node */
  uint32_t *order;   /* by state: its node */
  uint32_t *first;   /* by state: its first child */
  uint32_t *waiting; /* states of which something is still to be done */
  bool *inside;      /* by state: its failure begins inside a word of it */
} maker;

/* From the last node to the first, since children are younger than parents. */
static void measure_subtrees(const maker *m) {
  for (size_t i = m->trie->count; i > 0; --i) {
    const uint32_t node = (uint32_t)i - 1;
    const uint32_t child = m->trie->nodes[node].first_child;
    const bool ends = m->trie->nodes[node].output != LG_NO_OUTPUT;
    const bool only_child = child != 0 && m->trie->nodes[child].sibling == 0;
    if (ends) {
      m->below[node] = (subtree){.end = child == 0 ? node : 0};
    } else if (only_child) {
      m->below[node] = (subtree){.end = m->below[child].end, .to_end = m->below[child].to_end + 1};
    }
    m->below[node].strings = ends;
    for (uint32_t of = child; of != 0; of = m->trie->nodes[of].sibling) {
      m->below[node].strings += m->below[of].strings;
    }
  }
}

/* Whether the string of a node goes on in a tail. */
static bool has_tail(const maker *m, uint32_t node) {
  const subtree *below = &m->below[node];
  return node != 0 && below->end != 0 && below->to_end > 0 && below->to_end <= LG_LONGEST_TAIL;
}

static uint32_t first_child(const maker *m, uint32_t node) {
  return has_tail(m, node) ? 0 : m->trie->nodes[node].first_child;
}

/* Which child has the most strings below it; 0: there is none. */
static uint32_t largest_child(const maker *m, uint32_t node) {
  uint32_t largest = first_child(m, node);
  for (uint32_t child = largest; child != 0; child = m->trie->nodes[child].sibling) {
    largest = m->below[child].strings > m->below[largest].strings ? child : largest;
  }
  return largest;
}

/* Numbers the children of a state, the largest first, and returns how many states there
 * are now. Those that wait are taken from the end: the largest child's children follow. */
static uint32_t number_children(const maker *m, uint32_t state, uint32_t used, uint32_t *waiting) {
  const uint32_t node = m->order[state];
  const uint32_t largest = largest_child(m, node);
  m->first[state] = used;
  if (largest == 0) {
    return used;
  }
  m->order[used++] = largest;
  uint32_t child = first_child(m, node);
  for (; child != 0; child = m->trie->nodes[child].sibling) {
    if (child != largest) {
      m->waiting[(*waiting)++] = used;
      m->order[used++] = child;
    }
  }
  m->waiting[(*waiting)++] = m->first[state];
  return used;
}

/* Also counts states, endings and bytes of tails. */
static void number_states(const maker *m) {
  lg_automaton *out = m->out;
  uint32_t used = 1;
  uint32_t waiting = 1;
  m->order[0] = m->waiting[0] = 0;
  out->ending_count = 1;
  out->tail_bytes = 1;
  while (waiting > 0) {
    const uint32_t state = m->waiting[--waiting];
    const uint32_t node = m->order[state];
    const bool tail = has_tail(m, node);
    out->tail_bytes += tail ? 1 + m->below[node].to_end : 0;
    out->ending_count += tail || m->trie->nodes[node].output != LG_NO_OUTPUT;
    used = number_children(m, state, used, &waiting);
  }
  out->state_count = used;
}

static bool take_arrays(lg_automaton *out) {
  const size_t count = out->state_count;
  out->states = lg_allocate_zeroed(&out->allocator, count * sizeof *out->states);
  out->labels = lg_allocate_zeroed(&out->allocator, count);
  out->endings = lg_allocate_zeroed(&out->allocator, out->ending_count * sizeof *out->endings);
  out->tails = lg_allocate_zeroed(&out->allocator, out->tail_bytes);
  return out->states != NULL && out->labels != NULL && out->endings != NULL && out->tails != NULL;
}

static void write_tail(const maker *m, uint32_t node, uint8_t *tail) {
  *tail = (uint8_t)m->below[node].to_end;
  for (uint32_t i = 1; i <= *tail; ++i) {
    node = m->trie->nodes[node].first_child;
    tail[i] = m->trie->nodes[node].label;
  }
}

static void fill_children(const maker *m, uint32_t state) {
  lg_state *to = &m->out->states[state];
  uint32_t child = first_child(m, m->order[state]);
  to->first_child = m->first[state];
  for (; child != 0; child = m->trie->nodes[child].sibling) {
    ++to->child_count; /* at most 255: text holds no NUL */
  }
  for (uint32_t i = 0; i < to->child_count; ++i) {
    const uint32_t number = to->first_child + i;
    m->out->labels[number] = m->trie->nodes[m->order[number]].label;
  }
  to->first_label = to->child_count > 0 ? m->out->labels[to->first_child] : 0;
}

static void fill_states(const maker *m) {
  lg_automaton *out = m->out;
  uint32_t endings = 1;
  uint32_t tails = 1;
  for (uint32_t state = 0; state < out->state_count; ++state) {
    const uint32_t node = m->order[state];
    const bool tail = has_tail(m, node);
    const uint32_t output = m->trie->nodes[tail ? m->below[node].end : node].output;
    lg_state *to = &out->states[state];
    if (output != LG_NO_OUTPUT) {
      out->endings[endings] = (lg_ending){.output = output};
      to->ending = endings++;
    }
    if (tail) {
      lg_ending *ending = &out->endings[to->ending];
      write_tail(m, node, &out->tails[tails]);
      ending->tail = tails;
      ending->first = out->tails[tails + 1];
      tails += 1 + m->below[node].to_end;
    }
    fill_children(m, state);
  }
}

/* A shorter string that the one of a state ends with. */
typedef struct suffix {
  uint32_t state;
  bool inside; /* it begins between two word characters of ASCII */
} suffix;

static suffix failure_of(const maker *m, uint32_t state) {
  return (suffix){m->out->states[state].failure, m->inside[state]};
}

static bool may_begin_anywhere(const maker *m, uint32_t state) {
  return m->trie->nodes[m->order[state]].anywhere;
}

static void link_root(const maker *m) {
  lg_automaton *out = m->out;
  for (uint32_t i = 0; i < out->states[0].child_count; ++i) {
    const uint32_t child = out->states[0].first_child + i;
    const uint8_t byte = out->labels[child];
    out->root[byte] = child;
    out->inside[byte] = !lg_word_is_ascii((char)byte) || may_begin_anywhere(m, child) ? child : 0;
  }
}

/* The longest string that ends with `byte` behind one that `from` ends with, or is. */
static suffix extend(const maker *m, suffix from, char before, uint8_t byte) {
  while (from.state != 0) {
    const uint32_t child = lg_automaton_child(m->out, from.state, byte);
    if (child != 0) {
      return (suffix){child, from.inside};
    }
    from = failure_of(m, from.state);
  }
  return (suffix){lg_automaton_begin(m->out, before, byte),
                  lg_word_is_ascii(before) && lg_word_is_ascii((char)byte)};
}

/* The failure of a child is where its parent's failure goes by the same byte, or the
 * next shorter one that may begin where it does. */
static void link_failure(const maker *m, uint32_t state, uint32_t child) {
  lg_automaton *out = m->out;
  suffix failure = {0, false};
  if (state != 0) {
    failure = extend(m, failure_of(m, state), (char)out->labels[state], out->labels[child]);
  }
  while (failure.state != 0 && failure.inside && !may_begin_anywhere(m, failure.state)) {
    failure = failure_of(m, failure.state);
  }
  m->inside[child] = failure.inside;
  out->states[child].failure = failure.state;
  const uint32_t shorter = out->states[failure.state].ending;
  if (out->states[child].ending != 0) {
    out->endings[out->states[child].ending].next = shorter & 0xFFFFFFu;
  } else {
    out->states[child].ending = shorter;
  }
}

/* Shorter strings first. */
static void link_failures(const maker *m) {
  const lg_automaton *out = m->out;
  uint32_t *queue = m->waiting;
  uint32_t queued = 1;
  queue[0] = 0;
  link_root(m);
  for (uint32_t i = 0; i < queued; ++i) {
    const lg_state *state = &out->states[queue[i]];
    for (uint32_t child = 0; child < state->child_count; ++child) {
      link_failure(m, queue[i], state->first_child + child);
      queue[queued++] = state->first_child + child;
    }
  }
}

static bool make_states(const maker *m) {
  if (m->below == NULL || m->order == NULL || m->first == NULL || m->waiting == NULL ||
      m->inside == NULL) {
    return false;
  }
  if (m->trie->count > 0) {
    measure_subtrees(m);
    number_states(m);
  }
  if (!take_arrays(m->out)) {
    return false;
  }
  if (m->trie->count > 0) {
    fill_states(m);
    link_failures(m);
  }
  return true;
}

bool lg_automaton_build(lg_automaton *out, const lg_trie *trie) {
  const size_t nodes = trie->count + 1;
  *out = (lg_automaton){.allocator = trie->allocator};
  out->state_count = out->ending_count = out->tail_bytes = 1;
  const maker m = {.out = out,
                   .trie = trie,
                   .below = lg_allocate_zeroed(&trie->allocator, nodes * sizeof *m.below),
                   .order = lg_allocate_array(&trie->allocator, nodes, sizeof *m.order),
                   .first = lg_allocate_array(&trie->allocator, nodes, sizeof *m.first),
                   .waiting = lg_allocate_array(&trie->allocator, nodes, sizeof *m.waiting),
                   .inside = lg_allocate_zeroed(&trie->allocator, nodes * sizeof *m.inside)};
  const bool made = make_states(&m);
  if (!made) {
    lg_automaton_free(out);
  }
  lg_release(&trie->allocator, m.below, nodes * sizeof *m.below);
  lg_release(&trie->allocator, m.order, nodes * sizeof *m.order);
  lg_release(&trie->allocator, m.first, nodes * sizeof *m.first);
  lg_release(&trie->allocator, m.waiting, nodes * sizeof *m.waiting);
  lg_release(&trie->allocator, m.inside, nodes * sizeof *m.inside);
  return made;
}
