/* An Aho-Corasick automaton over folded bytes (Aho and Corasick, "Efficient
 * string matching", CACM 18(6), 1975). */
#ifndef LG_PATTERN_AUTOMATON_H
#define LG_PATTERN_AUTOMATON_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/allocator.h"

/* What the string of a trie node stands for: a number of the caller's. Several
 * strings may be equal; their numbers are linked by `next`. */
typedef struct lg_output {
  uint32_t payload;
  uint32_t next; /* output index, or LG_NO_OUTPUT */
} lg_output;

#define LG_NO_OUTPUT UINT32_MAX

/* While strings are added: a trie of linked children. */
typedef struct lg_trie_node {
  uint32_t first_child;
  uint32_t sibling;
  uint32_t output; /* newest */
  uint8_t label;
} lg_trie_node;

typedef struct lg_trie {
  lg_allocator allocator;
  lg_trie_node *nodes; /* the root is number 0 */
  size_t count;
  size_t capacity;
  lg_output *outputs;
  size_t output_count;
  size_t output_capacity;
} lg_trie;

/* Takes no memory until the first add. */
void lg_trie_init(lg_trie *trie, const lg_allocator *allocator);
void lg_trie_free(lg_trie *trie);
/* False when memory runs out. length > 0. O(length). */
bool lg_trie_add(lg_trie *trie, const char *text, size_t length, uint32_t payload);

/* States are numbered in breadth-first order, so that the children of a state
 * are neighbours: a state needs its first child, their count, and that is all. */
typedef struct lg_state {
  uint32_t first_child;
  uint32_t failure;
  uint32_t output;      /* a number of the caller's, or LG_NO_OUTPUT */
  uint32_t output_link; /* nearest state on the failure chain that has an output, or 0 */
} lg_state;

typedef struct lg_automaton {
  lg_allocator allocator;
  lg_state *states;
  uint8_t *labels; /* the byte that leads into a state */
  uint8_t *child_counts;
  uint32_t state_count;
  uint32_t root[256]; /* the root's transitions, dense */
} lg_automaton;

/* Makes the automaton of a trie. The output of a state is that of its trie node,
 * a list in trie->outputs, for the caller to replace by a number of its own.
 * False when memory runs out (then *out is empty). O(states). */
bool lg_automaton_build(lg_automaton *out, const lg_trie *trie);
void lg_automaton_free(lg_automaton *automaton);
size_t lg_automaton_bytes(const lg_automaton *automaton);

/* The child of `state` by `byte`, or 0. */
static inline uint32_t lg_automaton_child(const lg_automaton *automaton, uint32_t state,
                                          uint8_t byte) {
  const uint32_t first = automaton->states[state].first_child;
  const uint32_t end = first + automaton->child_counts[state];
  for (uint32_t child = first; child < end; ++child) {
    if (automaton->labels[child] == byte) {
      return child;
    }
  }
  return 0;
}

/* The next state. Amortised O(1) times the number of children. */
static inline uint32_t lg_automaton_step(const lg_automaton *automaton, uint32_t state,
                                         uint8_t byte) {
  while (state != 0) {
    const uint32_t child = lg_automaton_child(automaton, state, byte);
    if (child != 0) {
      return child;
    }
    state = automaton->states[state].failure;
  }
  return automaton->root[byte];
}

#endif
