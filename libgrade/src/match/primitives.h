/* The built-in concepts: numbers, quantities with units, clock times,
 * identifiers, quotations. Private to the match layer. */
#ifndef LG_MATCH_PRIMITIVES_H
#define LG_MATCH_PRIMITIVES_H

#include "match/spans.h"

/* Fills lists[LG_PRIMITIVE_COUNT], each sorted. `wanted` has bit 1 << primitive
 * for those that are used. False: no memory. Linear in the text, but for
 * {recurring}, which sorts its words. */
bool lg_find_primitives(const lg_document *document, const lg_language *language, uint32_t wanted,
                        lg_arena *arena, lg_span_list *lists);

#endif
