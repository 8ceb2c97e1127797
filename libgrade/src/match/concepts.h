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
  lg_arena *arena;                /* of what is found */
  lg_arena *scratch;              /* forgotten after every concept */
} lg_concept_input;

/* Fills *table with the spans of the places of the scan and those that sequences make
 * of them, and *matches with the matches of every concept. False: no memory.
 * O(n log n) in the places, linear in the hits. */
bool lg_match_concepts(const lg_concept_input *input, lg_span_table *table,
                       lg_concept_matches **matches);

#endif
