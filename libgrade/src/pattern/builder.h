/* A pattern set half made. Private to the pattern layer. */
#ifndef LG_PATTERN_BUILDER_H
#define LG_PATTERN_BUILDER_H

#include "pattern/regex.h"
#include "pattern/set_internal.h"

/* What one wording says of one string of the trie. */
typedef struct lg_payload {
  uint32_t number; /* an owner; of a required literal, the number of its pattern */
  uint32_t length : 29;
  uint32_t open : 2; /* lg_form_end */
  uint32_t is_required : 1;
} lg_payload;

/* A pattern as it was added; several may be written alike. */
typedef struct lg_added_pattern {
  const char *source; /* owned by the builder */
  uint32_t length;
  uint32_t owner;
  bool has_required;
  lg_beginning beginning;
} lg_added_pattern;

struct lg_pattern_builder {
  lg_allocator allocator;
  lg_trie trie;
  lg_payload *payloads;
  size_t payload_count;
  size_t payload_capacity;
  lg_added_pattern *patterns;
  size_t pattern_count;
  size_t pattern_capacity;
  lg_pattern_set *set; /* half made */
  lg_regex_context *regex_context;
};

/* Puts what was added in the order a scan wants: equal patterns once, the strings
 * of the automaton with their owners. False when memory runs out.
 * O(n log n) in what was added. */
bool lg_assemble(lg_pattern_builder *builder);

#endif
