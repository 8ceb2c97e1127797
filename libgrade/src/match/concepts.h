/* From hits of the pattern set to matches of concepts. Private to the match
 * layer. */
#ifndef LG_MATCH_CONCEPTS_H
#define LG_MATCH_CONCEPTS_H

#include "match/nodes.h"
#include "pattern/set.h"

typedef struct lg_concept_input {
  const lg_document *document;
  const lg_program *program;
  const lg_scan_output *scan;
  const lg_span_list *primitives; /* by lg_primitive */
  lg_arena *arena;
} lg_concept_input;

/* The matches of all concepts. A stretch of text is found for many of them, so
 * spans are kept once, and a concept has their numbers. */
typedef struct lg_concept_table {
  lg_concept_matches *of; /* by concept */
  lg_span *spans;         /* first those of the places of the scan, in their order */
  uint32_t span_count;
  uint32_t span_capacity;
} lg_concept_table;

/* Fills *table for every concept of the program. False: no memory.
 * O(n log n) in the places, linear in the hits. */
bool lg_match_concepts(const lg_concept_input *input, lg_concept_table *table);

#endif
