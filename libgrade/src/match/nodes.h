/* Running the program: every node a list of spans. Private to the match layer. */
#ifndef LG_MATCH_NODES_H
#define LG_MATCH_NODES_H

#include "match/table.h"
#include "match/windows.h"

/* The matches of one concept, before readings: numbers in the table of spans. */
typedef struct lg_concept_matches {
  const uint32_t *at; /* by place */
  uint32_t count;
  uint32_t dropped; /* behind the others: what an exception of the concept took out */
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
  lg_span_table *table;
  lg_finding *findings;   /* by node */
  const uint8_t **depths; /* by node that is a heading's: see nodes.c; NULL: not asked yet */
  lg_arena *arena;        /* of their numbers */
  lg_arena *scratch;      /* forgotten after every node */
  lg_span_room *room;
} lg_run;

/* Fills findings[node] from the findings before it. False: no memory. */
bool lg_run_node(const lg_run *run, uint32_t node);

#endif
