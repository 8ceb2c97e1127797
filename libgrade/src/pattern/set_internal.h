/* What a pattern set is made of, between its builder and its scanner. */
#ifndef LG_PATTERN_SET_INTERNAL_H
#define LG_PATTERN_SET_INTERNAL_H

#include "pattern/automaton.h"
#include "pattern/hits.h"
#include "pattern/set.h"
#include "pattern/typo.h"

/* What a string of the automaton stands for. */
typedef struct lg_payload {
  uint32_t owner; /* of a form; of a required literal, the number of its pattern */
  uint32_t wording_id;
  uint32_t length : 29;
  uint32_t open : 2; /* lg_form_end */
  uint32_t is_required : 1;
} lg_payload;

/* A pattern for PCRE2. Only its source is kept: a scratch compiles it when a
 * sentence first asks for it, so that a set is plain data and an answer pays for
 * the few patterns that it touches. */
typedef struct lg_irregular {
  const char *source;
  uint32_t length;
  uint32_t owner;
  uint32_t wording_id;
  bool has_required;
} lg_irregular;

struct lg_pattern_set {
  lg_allocator allocator;
  lg_automaton automaton;
  lg_payload *payloads;
  size_t payload_count;
  size_t payload_capacity;
  lg_irregular *irregulars;
  size_t irregular_count;
  size_t irregular_capacity;
  lg_typo_list typos;
  uint32_t owner_end; /* one past the largest owner */
  bool is_frozen;     /* part of an image: nothing of it is freed by itself */
};

#endif
