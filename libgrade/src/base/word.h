/* What a word is made of: letters and digits of any script, and '_', as in
 * PCRE2's \w. Arrows, currency signs and dashes are no part of a word. */
#ifndef LG_BASE_WORD_H
#define LG_BASE_WORD_H

#include <stdbool.h>
#include <stddef.h>

/* How many bytes the word character at text[at] takes; 0 when none stands
 * there, or at the end. */
size_t lg_word_at(const char *text, size_t at, size_t end);

/* Whether a word character ends right before text[at]. */
bool lg_word_before(const char *text, size_t at);

#endif
