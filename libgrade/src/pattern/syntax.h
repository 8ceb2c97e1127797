/* The tree of a wording, between its parser (syntax.c) and its readers
 * (wording.c, regex_source.c). Private to the pattern layer. */
#ifndef LG_PATTERN_SYNTAX_H
#define LG_PATTERN_SYNTAX_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "pattern/wording.h"

typedef enum lg_syntax_kind {
  LG_SYNTAX_TEXT,      /* fixed folded text */
  LG_SYNTAX_JOIN,      /* children one after another */
  LG_SYNTAX_CHOICE,    /* one of the children */
  LG_SYNTAX_OPTIONAL,  /* the child or nothing */
  LG_SYNTAX_INFLECTED, /* the child, its last word in any inflection */
  LG_SYNTAX_REST,      /* \w* or \w+: the rest of a word; `number` 0 or 1 letters at least */
  LG_SYNTAX_REFERENCE, /* {name} */
  LG_SYNTAX_GAP,       /* <n> */
  LG_SYNTAX_REPEAT,    /* the child, then the quantifier `raw` */
  LG_SYNTAX_OPAQUE     /* `raw`, the children if any, then `raw_end`: regular
                          expression syntax that is only passed on */
} lg_syntax_kind;

typedef struct lg_syntax {
  lg_syntax_kind kind;
  struct lg_syntax *first; /* children */
  struct lg_syntax *last;
  struct lg_syntax *next; /* siblings */
  struct lg_syntax *previous;
  size_t start; /* bytes of the wording it was read from */
  size_t end;
  const char *text; /* TEXT, folded; REFERENCE, the name */
  size_t length;
  const char *raw;
  size_t raw_length;
  const char *raw_end;
  uint32_t number; /* GAP, REST */
  bool needed;     /* REPEAT, OPAQUE: every match holds the children */
  /* Of this node and all below: */
  bool is_composite; /* matched element by element: holds a reference, a gap, or a
                       word with an open end before another word */
  bool is_irregular; /* something that has no plain forms */
} lg_syntax;

/* Parses a wording. LG_REJECTED with *error; LG_NO_MEMORY. */
lg_status lg_syntax_parse(lg_syntax **out, const char *text, size_t length, lg_arena *arena,
                          lg_wording_error *error);

/* Writes the tree as a regular expression into out->regex and out->places, and
 * reads out->required from it. What stays is taken from `arena`. LG_REJECTED
 * with *error when a `~` has more inflections than can be written out. */
lg_status lg_syntax_to_regex(lg_wording *out, const lg_syntax *tree,
                             const lg_inflections *irregular, lg_arena *scratch, lg_arena *arena,
                             lg_wording_error *error);

/* A list of plain forms under construction. */
typedef struct lg_forms {
  lg_form *items;
  uint32_t count;
  uint32_t capacity;
  bool overflow; /* more than LG_LIMIT_WORDING_FORMS */
  bool failed;   /* no memory */
} lg_forms;

/* All texts the tree can stand for; not for irregular trees or references. */
lg_forms lg_syntax_expand(const lg_syntax *tree, const lg_inflections *irregular, lg_arena *arena);

/* About how many forms lg_syntax_expand would make; at most LG_MANY_FORMS. */
enum { LG_MANY_FORMS = 1 << 20 };
uint32_t lg_syntax_form_count(const lg_syntax *tree);

/* Adds every inflection of `word` (and `word` itself) behind `prefix`. */
void lg_inflect(lg_forms *forms, const char *prefix, size_t prefix_length, const char *word,
                size_t word_length, const lg_inflections *irregular, lg_arena *arena);

/* Appends one form; sets overflow or failed. */
void lg_forms_add(lg_forms *forms, const char *head, size_t head_length, const char *tail,
                  size_t tail_length, unsigned open, lg_arena *arena);

#endif
