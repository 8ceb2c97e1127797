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
  trie->nodes[trie->count++] = (lg_trie_node){0, 0, LG_NO_OUTPUT, label};
  return true;
}

static uint32_t find_child(const lg_trie *trie, uint32_t node, uint8_t label) {
  uint32_t child = trie->nodes[node].first_child;
  while (child != 0 && trie->nodes[child].label != label) {
    child = trie->nodes[child].sibling;
  }
  return child;
}

bool lg_trie_add(lg_trie *trie, const char *text, size_t length, uint32_t payload) {
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
  }
  memset(automaton, 0, sizeof *automaton);
}

size_t lg_automaton_bytes(const lg_automaton *automaton) {
  return automaton->state_count * (sizeof *automaton->states + 1) +
         automaton->ending_count * sizeof *automaton->endings + sizeof automaton->root;
}

static bool take_arrays(lg_automaton *out, const lg_trie *trie) {
  out->allocator = trie->allocator;
  out->state_count = trie->count > 0 ? (uint32_t)trie->count : 1;
  const size_t count = out->state_count;
  out->states = lg_allocate_zeroed(&out->allocator, count * sizeof *out->states);
  out->labels = lg_allocate_zeroed(&out->allocator, count);
  out->ending_count = 1;
  for (size_t i = 0; i < trie->count; ++i) {
    out->ending_count += trie->nodes[i].output != LG_NO_OUTPUT;
  }
  out->endings = lg_allocate_zeroed(&out->allocator, out->ending_count * sizeof *out->endings);
  return out->states != NULL && out->labels != NULL && out->endings != NULL;
}

/* Breadth first: order[s] is the trie node that became state s. */
static void number_states(lg_automaton *out, const lg_trie *trie, uint32_t *order) {
  uint32_t used = 1;
  uint32_t endings = 1;
  order[0] = 0;
  for (uint32_t state = 0; state < out->state_count; ++state) {
    const lg_trie_node *node = &trie->nodes[order[state]];
    out->states[state].first_child = used;
    if (node->output != LG_NO_OUTPUT) {
      out->endings[endings].output = node->output;
      out->states[state].ending = endings++;
    }
    uint8_t children = 0;
    for (uint32_t child = node->first_child; child != 0; child = trie->nodes[child].sibling) {
      out->labels[used] = trie->nodes[child].label;
      order[used++] = child;
      ++children; /* at most 255: text holds no NUL */
    }
    out->states[state].child_count = children;
    out->states[state].first_label = children > 0 ? out->labels[out->states[state].first_child] : 0;
  }
}

/* The failure of a child is where its parent's failure goes by the same byte. */
static void link_failures(lg_automaton *out) {
  for (uint32_t i = 0; i < out->states[0].child_count; ++i) {
    const uint32_t child = out->states[0].first_child + i;
    out->root[out->labels[child]] = child;
  }
  for (uint32_t state = 0; state < out->state_count; ++state) {
    const uint32_t first = out->states[state].first_child;
    for (uint32_t child = first; child < first + out->states[state].child_count; ++child) {
      const uint32_t failure =
          state == 0 ? 0 : lg_automaton_step(out, out->states[state].failure, out->labels[child]);
      out->states[child].failure = failure;
      if (out->states[child].ending != 0) {
        out->endings[out->states[child].ending].next = out->states[failure].ending;
      } else {
        out->states[child].ending = out->states[failure].ending;
      }
    }
  }
}

bool lg_automaton_build(lg_automaton *out, const lg_trie *trie) {
  memset(out, 0, sizeof *out);
  if (!take_arrays(out, trie)) {
    lg_automaton_free(out);
    return false;
  }
  if (trie->count > 0) {
    uint32_t *order = lg_allocate_array(&out->allocator, trie->count, sizeof *order);
    if (order == NULL) {
      lg_automaton_free(out);
      return false;
    }
    number_states(out, trie, order);
    link_failures(out);
    lg_release(&out->allocator, order, trie->count * sizeof *order);
  }
  return true;
}
