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

/* What may still be kept of one answer. */
typedef struct lg_span_room {
  uint32_t left;
  bool met; /* LG_LIMIT_ALL_SPANS */
} lg_span_room;

/* What nodes are run on. */
typedef struct lg_run {
  const lg_document *document;
  const lg_program *program;
  const lg_concept_matches *concepts;
  lg_finding *findings; /* by node */
  lg_arena *arena;      /* of their spans */
  lg_arena *scratch;    /* forgotten after every node */
  lg_span_room *room;
} lg_run;

/* Fills findings[node] from the findings before it. False: no memory. */
bool lg_run_node(const lg_run *run, uint32_t node);

#endif
