/* Running the program: every node a list of spans. Private to the match layer. */
#ifndef LG_MATCH_NODES_H
#define LG_MATCH_NODES_H

#include "match/windows.h"

/* The matches of one concept, before readings. */
typedef struct lg_concept_matches {
  const lg_span *spans;
  uint32_t count;
  bool undetermined;
  uint32_t dropped; /* behind the others: what an exception of the concept took out */
} lg_concept_matches;

enum { LG_NEXT_WORDS = 3 /* between a match and what it is followed or preceded by */ };

/* Fills findings[node] from the findings before it. False: no memory. */
bool lg_run_node(const lg_document *document, const lg_concept_matches *concepts,
                 const lg_program *program, uint32_t node, lg_finding *findings, lg_arena *arena);

#endif
