/* Names for faults that outlast an edit of the answer, so that a service which
 * keeps a list of them can tell those it knows from new ones. No line numbers go
 * into them: a paragraph put in front changes nothing.
 *
 * There are two, because there are two ways to edit. One is of the wording a
 * fault stands on: it changes when the sentence does, and stays when the file is
 * renamed. The other is of the file and the rule: it changes when the file is
 * renamed, and stays when the sentence is reworded. A fault without a place, such
 * as a missing criterion, is named by file and rule in both.
 *
 * Faults that would have the same name are numbered in their order; an answer
 * that is reported twice is such a case. */
#ifndef LG_REPORT_FINGERPRINT_H
#define LG_REPORT_FINGERPRINT_H

#include <stdint.h>

#include "base/arena.h"
#include "report/faults.h"

typedef enum lg_fingerprint_kind {
  LG_FINGERPRINT_WORDING, /* unique among the faults of one file */
  LG_FINGERPRINT_RULE     /* unique in the report */
} lg_fingerprint_kind;

enum { LG_FINGERPRINT_DIGITS = 32 };

typedef struct lg_fingerprint {
  char digits[LG_FINGERPRINT_DIGITS + 1]; /* hexadecimal, NUL-terminated */
  uint32_t ordinal;                       /* from 1, among those with the same digits */
} lg_fingerprint;

/* One for each fault, in their order, from `arena`; paths are told from `root`.
 * O(n log n). Returns 0 when memory runs out. */
int lg_fingerprints_make(const lg_faults *faults, lg_fingerprint_kind kind, const char *root,
                         lg_arena *arena, lg_fingerprint **out);

/* Appends `digits:ordinal`. */
void lg_fingerprint_write(const lg_fingerprint *fingerprint, lg_buffer *out);

#endif
