/* What a pattern set is made of, between its builder and its scanner.
 *
 * Wordings share most of their words: of a rubric's 200,000 strings a few thousand
 * are "the" and its like, each in hundreds of wordings. So the automaton ends in
 * *strings*, each there once, and a string has a list of owners. What is looked at
 * in the text (where a string stands, whether its ends are ends of words) is then
 * looked at once, whoever owns it. */
#ifndef LG_PATTERN_SET_INTERNAL_H
#define LG_PATTERN_SET_INTERNAL_H

#include "pattern/automaton.h"
#include "pattern/set.h"
#include "pattern/typo.h"

/* A run of set->owners, ascending, each once. */
typedef struct lg_owners {
  uint32_t first;
  uint32_t count;
} lg_owners;

/* A string of the automaton. One text is several strings when its wordings end
 * differently; they are neighbours. */
typedef struct lg_string {
  lg_owners owners; /* of a required literal, the numbers of its patterns */
  uint32_t length : 28;
  uint32_t open : 2; /* lg_form_end */
  uint32_t is_required : 1;
  uint32_t is_last : 1; /* of the strings with this text */
} lg_string;

/* A pattern for PCRE2, once for all wordings that are written alike. Only its
 * source is kept: a scratch compiles it when a sentence first asks for it, so that
 * a set is plain data and an answer pays for the few patterns that it touches. */
typedef struct lg_irregular {
  const char *source;
  uint32_t length;
  lg_owners owners;
  bool has_required;
  lg_beginning beginning;
} lg_irregular;

struct lg_pattern_set {
  lg_allocator allocator;
  lg_automaton automaton; /* outputs are numbers of strings */
  lg_string *strings;
  size_t string_count;
  size_t string_capacity;
  uint32_t *owners;
  size_t owner_count;
  size_t owner_capacity;
  lg_irregular *irregulars;
  size_t irregular_count;
  size_t irregular_capacity;
  const char *compiled; /* all irregulars (lg_regexes_write), in an image only; or NULL */
  lg_typo_list typos;
  uint32_t owner_end; /* one past the largest owner */
  bool is_frozen;     /* part of an image: nothing of it is freed by itself */
};

#endif
