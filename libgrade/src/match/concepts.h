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

/* Fills matches[concept] for every concept of the program. False: no memory. */
bool lg_match_concepts(const lg_concept_input *input, lg_concept_matches *matches);

#endif
