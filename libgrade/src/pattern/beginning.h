/* Where matches of an irregular wording can begin. Private to the pattern layer.
 *
 * PCRE2 looks for a match from every position of a sentence, and most wordings
 * that need it begin with something as common as a word. Facts that can be read off the
 * tree of a wording leave few of these positions: which bytes can stand at the first
 * places of a match, how much white space a match can hold in front of its required
 * literal, and whether that can stand inside a word. As with required literals, too much
 * is allowed, never too little. */
#ifndef LG_PATTERN_BEGINNING_H
#define LG_PATTERN_BEGINNING_H

#include "pattern/syntax.h"

/* How many bytes of white space a match of the node holds at most;
 * LG_ANY_SPACES: that many or more. */
uint32_t lg_syntax_spaces(const lg_syntax *node);

/* The sum, never past LG_ANY_SPACES. */
uint32_t lg_add_spaces(uint32_t a, uint32_t b);

/* Whether what a match of the node leaves behind it is surely no character of a word, so
 * that what follows begins outside of one; `outside`: the same of what it stands behind. */
bool lg_syntax_ends_outside(const lg_syntax *node, bool outside);

/* Fills set i with the bytes that can stand i bytes behind the start of a match of the
 * tree, in it or behind it. False: no memory. */
bool lg_syntax_leading_bytes(const lg_syntax *tree, const lg_inflections *irregular,
                             lg_arena *arena, uint8_t sets[LG_LEADING][LG_BYTE_SET]);

/* White space as counted here. */
static inline bool lg_is_space_byte(char c) {
  return c == ' ' || (c >= '\t' && c <= '\r');
}

#endif
