/* Running the program: every node a list of spans. Private to the match layer. */
#ifndef LG_MATCH_NODES_H
#define LG_MATCH_NODES_H

#include "match/windows.h"

/* The matches of one concept, before readings. */
typedef struct lg_concept_matches {
  lg_concept_spans found;
  bool undetermined;
  bool crosses; /* a match may reach from one sentence into another */
} lg_concept_matches;

enum { LG_NEXT_WORDS = 3 /* between a match and what it is followed or preceded by */ };

/* Fills findings[node] from the findings before it. False: no memory. */
bool lg_run_node(const lg_document *document, const lg_concept_matches *concepts,
                 const lg_program *program, uint32_t node, lg_finding *findings, lg_arena *arena);

#endif
