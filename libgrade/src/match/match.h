/* Document and signals in, evidence out.
 *
 * One pass of the pattern set over the text gives the matches of all wordings;
 * sequences, primitives and exceptions make them matches of concepts; then the
 * program runs once from front to back, every node a list of spans. */
#ifndef LG_MATCH_MATCH_H
#define LG_MATCH_MATCH_H

#include <stdbool.h>

#include "base/diagnostic.h"
#include "base/status.h"
#include "document/document.h"
#include "model/evidence.h"
#include "model/signal.h"

typedef struct lg_matcher lg_matcher; /* scratch of one thread for one program */

/* NULL when memory runs out. Program and language must outlive it. */
lg_matcher *lg_matcher_new(const lg_program *program, const lg_language *language,
                           const lg_allocator *allocator);
void lg_matcher_free(lg_matcher *matcher);

typedef struct lg_match_options {
  bool without_prefilter;
  int (*poll)(void *context); /* non-zero cancels; may be NULL */
  void *poll_context;
} lg_match_options;

/* *out is borrowed from the matcher until the next call. A limit met marks
 * findings undetermined and adds a diagnostic. LG_NO_MEMORY, LG_CANCELLED.
 * Linear in the answer and in the matches for a given program.
 * What the document ends with and is not about the program's subject is set aside
 * in it; done again, nothing changes. */
lg_status lg_match(lg_matcher *matcher, lg_document *document, const lg_match_options *options,
                   lg_evidence *out, lg_diagnostics *diagnostics);

/* All matches of a concept before any reading was applied. */
typedef struct lg_concept_spans {
  const lg_span *spans; /* of the whole answer */
  const uint32_t *at;   /* which of them are matches of this one, by place */
  uint32_t count;
  uint32_t dropped; /* behind the others: what an exception of the concept took out */
} lg_concept_spans;

static inline const lg_span *lg_concept_span(const lg_concept_spans *matches, uint32_t i) {
  return &matches->spans[matches->at[i]];
}

/* After lg_match, for explanations. Borrowed until the next call. */
lg_concept_spans lg_matcher_concept_spans(const lg_matcher *matcher, uint32_t concept);

/* What a weighted sum comes to. */
typedef struct lg_weighing {
  uint32_t sentence; /* the best window begins with it */
  lg_milli sum;      /* of the best window, with the share of what stands elsewhere */
  lg_span window;    /* the stretch of its positive terms */
  lg_span elsewhere; /* the stretch of the second window's positive terms, */
  bool is_elsewhere; /* where there is one that counts */
  uint32_t second;   /* the second window begins with this sentence */
  bool needs;        /* what the sum needs stands in the window, or nothing is needed */
  bool holds;
} lg_weighing;

/* How often terms count (each room for term_count, or NULL). */
typedef struct lg_counted {
  uint8_t *best;      /* in the best window */
  uint8_t *elsewhere; /* in the second one */
} lg_counted;

/* After lg_match: the best window of a WEIGH node; *found is false when no
 * positive term was found. LG_NO_MEMORY. */
lg_status lg_matcher_weighing(lg_matcher *matcher, const lg_document *document, uint32_t node,
                              lg_weighing *out, const lg_counted *counted, bool *found);

/* A window of a WEIGH node in which a term counts. */
typedef struct lg_window {
  uint32_t start; /* of its first sentence, in the normalised text */
  uint32_t end;   /* of its last sentence */
  lg_milli sum;
  const uint8_t *present; /* by term, how often it counts; until the visitor returns */
  bool needs;             /* what the sum needs stands in it, or nothing is needed */
} lg_window;

/* Non-zero ends the visit. */
typedef int (*lg_window_visitor)(void *context, const lg_window *window);

/* After lg_match: calls back for every window of a WEIGH node that begins with a
 * sentence in which a term or `needs` begins, and in which a term counts; from
 * the front of the answer. The best window is among them. LG_NO_MEMORY;
 * LG_CANCELLED: the visitor ended it. Costs a search per window and term. */
lg_status lg_matcher_windows(lg_matcher *matcher, const lg_document *document, uint32_t node,
                             lg_window_visitor visit, void *context);

/* After lg_match: the evidence as it would be if the nodes with emptied[node]
 * had found nothing. Only nodes that depend on them run again. *out lives in
 * `arena`. False: no memory. */
bool lg_matcher_without(lg_matcher *matcher, const lg_document *document, const uint8_t *emptied,
                        lg_arena *arena, lg_evidence *out);

/* From the nodes with marks[node] down: marks those whose spans brought about
 * theirs. Vetoes and negative terms bring about nothing. False: no memory. Linear
 * in the program, with a search of the windows of marked WEIGH nodes. */
bool lg_mark_support(const lg_program *program, const lg_document *document,
                     const lg_evidence *evidence, lg_arena *scratch, uint8_t *marks);

#endif
