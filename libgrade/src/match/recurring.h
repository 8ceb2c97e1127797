/* Words that an answer comes back to. Private to the match layer. */
#ifndef LG_MATCH_RECURRING_H
#define LG_MATCH_RECURRING_H

#include "match/spans.h"

/* Adds every word that stands in three sentences or more, in the singular or the
 * plural, and is none of the language's common ones; sentences that repeat the
 * answer or the prompt are not looked at. False: no memory. O(n log n). */
bool lg_find_recurring(const lg_document *document, const lg_language *language, lg_arena *arena,
                       lg_span_list *list);

#endif
