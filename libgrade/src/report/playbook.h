/* How an answer went through the playbook: the sections of its rubric in the
 * order in which the answer came to them, told by the evidence it was credited
 * for. A design drawn before any question shows as a later section that stands
 * in front of the first one. */
#ifndef LG_REPORT_PLAYBOOK_H
#define LG_REPORT_PLAYBOOK_H

#include <stdbool.h>

#include "base/allocator.h"
#include "model/result.h"

typedef struct lg_playbook_stop {
  uint32_t section;                /* index into the result's sections */
  const lg_result_evidence *first; /* where the answer comes to it; NULL: never */
  uint32_t evidence_count;
  bool early; /* comes before the rubric's first section, which comes later */
} lg_playbook_stop;

typedef struct lg_playbook {
  lg_allocator allocator;
  lg_playbook_stop *stops; /* one a section: by `first`, then those never reached */
  uint32_t count;
  uint32_t reached;
} lg_playbook;

/* Returns 0 when memory runs out; free it in either case. */
int lg_playbook_read(lg_playbook *playbook, const lg_result *result, const lg_allocator *allocator);
void lg_playbook_free(lg_playbook *playbook);

/* The strip of one section: the answer in `cells` equal stretches of bytes, each
 * with the number of pieces of evidence that begin in it. */
void lg_playbook_strip(const lg_result *result, uint32_t section, uint32_t *cells, uint32_t count);

#endif
