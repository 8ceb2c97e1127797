/* What was found in one answer: for every node of the program its spans. Plain
 * data between match, which makes it, and score, which reads it. */
#ifndef LG_MODEL_EVIDENCE_H
#define LG_MODEL_EVIDENCE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/fixed.h"

/* A stretch of the normalised text with its place. Words, clauses and sentences
 * are numbered through the whole answer. */
typedef struct lg_span {
  uint32_t start; /* byte offsets, end exclusive */
  uint32_t end;
  uint32_t first_word;
  uint32_t last_word; /* inclusive */
  uint32_t first_sentence;
  uint32_t last_sentence;
  uint32_t attributes; /* of where it begins */
  uint32_t wording;    /* what distinguishes wordings of a concept; for `distinct` */
} lg_span;

typedef enum lg_truth { LG_ABSENT = 0, LG_PRESENT = 1, LG_UNDETERMINED = 2 } lg_truth;

typedef struct lg_finding {
  const lg_span *spans; /* of the whole answer */
  const uint32_t *at;   /* which of them are found here, by start, then end */
  uint32_t count;
  bool undetermined; /* a limit was met on the way */
} lg_finding;

typedef struct lg_evidence {
  const lg_finding *findings; /* one for each node of the program */
  uint32_t finding_count;
} lg_evidence;

static inline const lg_span *lg_found(const lg_finding *finding, uint32_t i) {
  return &finding->spans[finding->at[i]];
}

static inline lg_truth lg_finding_truth(const lg_finding *finding) {
  if (finding->undetermined) {
    return LG_UNDETERMINED;
  }
  return finding->count > 0 ? LG_PRESENT : LG_ABSENT;
}

#endif
