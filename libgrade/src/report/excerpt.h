/* Excerpts of quotations: what a report without room for all of one shows. */
#ifndef LG_REPORT_EXCERPT_H
#define LG_REPORT_EXCERPT_H

#include "model/result.h"

typedef struct lg_excerpt {
  size_t start;  /* in the quotation; 0 unless its focus would not be seen */
  uint32_t line; /* of the answer, that it begins in */
} lg_excerpt;

/* Where an excerpt of `characters` begins: at the front if the focus stands in
 * the first two thirds, else at the sentence, the clause or the word before it
 * from which as much as fits is seen. */
lg_excerpt lg_excerpt_of(const lg_result_evidence *evidence, size_t characters);

#endif
