/* How near a condition came to holding, for explanations. Nothing here takes part
 * in grading. */
#ifndef LG_MATCH_MISS_H
#define LG_MATCH_MISS_H

#include <stdbool.h>
#include <stdint.h>

#include "document/document.h"
#include "model/evidence.h"
#include "model/signal.h"

/* What lg_match left. */
typedef struct lg_matched {
  const lg_program *program;
  const lg_document *document;
  const lg_evidence *evidence;
} lg_matched;

/* The narrowest stretch that holds one span of every child. */
typedef struct lg_closest {
  lg_span first; /* begins it */
  lg_span last;  /* ends it */
  uint32_t first_child;
  uint32_t last_child;
  bool same; /* all are the same words, which do not count twice */
} lg_closest;

/* Of a NEAR node, or of a THEN node in its order. False: there is none. Linear in
 * the spans, times the children. */
bool lg_find_closest(const lg_matched *matched, uint32_t node, lg_closest *out);

/* The window of a PICK or DISTINCT node that holds most: how many different
 * children (wordings). present[child], of a PICK node: which ones. Costs what
 * running the node does. */
uint32_t lg_find_fullest(const lg_matched *matched, uint32_t node, lg_span *window, bool *present);

/* The span of child 1 of an UNLESS node that takes `span` out, or NULL. */
const lg_span *lg_find_veto(const lg_matched *matched, uint32_t node, const lg_span *span);

/* The span with which child `child` of a WEIGH node counts in the window that
 * begins with `sentence`, or NULL; and the last sentence of that window. */
const lg_span *lg_find_term(const lg_matched *matched, uint32_t node, uint32_t child,
                            uint32_t sentence);
uint32_t lg_find_window_end(const lg_matched *matched, uint32_t node, uint32_t sentence);

/* Whether a window of a node's distance would hold both, were there no borders
 * (headings, list items) between: it is they that part the two. */
bool lg_is_parted(const lg_document *document, lg_distance distance, const lg_span *first,
                  const lg_span *last);

#endif
