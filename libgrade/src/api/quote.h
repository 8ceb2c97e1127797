/* Quotations of an answer: the lg_locator of scores. */
#ifndef LG_API_QUOTE_H
#define LG_API_QUOTE_H

#include "match/passage.h"
#include "model/result.h"

typedef struct lg_quoter {
  lg_matched matched;
  lg_arena scratch;
} lg_quoter;

void lg_quoter_init(lg_quoter *quoter, const lg_matched *matched, const lg_allocator *allocator);
void lg_quoter_free(lg_quoter *quoter);

/* As lg_locator.locate; `context` is the quoter. */
int lg_quoter_locate(void *context, uint32_t finding, uint32_t span, lg_arena *arena,
                     lg_result_evidence *out);

#endif
