/* The reader of wordings: rubric text -> a small tree.
 *
 * It knows a conservative part of PCRE2 syntax (letters, groups, alternatives,
 * `?`, simple classes, a final `\w*`) and the additions of the rubric language
 * (`word~`, `{concept}`, `<2>`). What it does not fully know it does not guess:
 * the wording is then *irregular* and goes to PCRE2, and the only thing read
 * from it is which fixed words every match must contain. */
#ifndef LG_PATTERN_WORDING_H
#define LG_PATTERN_WORDING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/status.h"

/* How the last word of a form ends. */
typedef enum lg_form_end {
  LG_END_CLOSED,
  LG_END_OPEN,  /* `\w*`: it may go on */
  LG_END_LONGER /* `\w+`: it must */
} lg_form_end;

/* A plain form: folded text, whole words at both ends unless open. */
typedef struct lg_form {
  const char *text;
  uint32_t length;
  uint8_t open; /* lg_form_end */
  bool inside;  /* a required literal: it may begin inside a word */
} lg_form;

typedef enum lg_wording_kind {
  LG_WORDING_PLAIN,    /* `forms` say all */
  LG_WORDING_SEQUENCE, /* holds {concepts} or <gaps>: see `sequences` */
  LG_WORDING_IRREGULAR /* `regex` is to be compiled by PCRE2 */
} lg_wording_kind;

typedef enum lg_wording_element_kind {
  LG_ELEMENT_WORDS,    /* words between the references: a wording of its own */
  LG_ELEMENT_REFERENCE /* {name} */
} lg_wording_element_kind;

typedef struct lg_wording_element {
  lg_wording_element_kind kind;
  const char *text; /* the words as written, or the name */
  size_t length;
  uint32_t gap;  /* other words allowed before it */
  size_t offset; /* in the wording, for diagnostics */
} lg_wording_element;

typedef struct lg_wording_sequence {
  lg_wording_element *elements;
  uint32_t count;
} lg_wording_sequence;

/* From `regex` on in the regular expression: `wording` in the text as written. */
typedef struct lg_regex_place {
  uint32_t regex;
  uint32_t wording;
} lg_regex_place;

enum {
  LG_BYTE_SET = 32, /* bytes of a set of bytes */
  LG_LEADING = 4,   /* places at the start of a match of which the bytes are known */
  LG_ANY_SPACES = 255
};

/* Where a match of an irregular wording can begin. */
typedef struct lg_beginning {
  uint8_t leading[LG_LEADING][LG_BYTE_SET]; /* bit by bit, which bytes can stand there */
  uint8_t spaces; /* bytes of white space it can hold before the required literal
                     that stands first in it; LG_ANY_SPACES: no bound is known */
} lg_beginning;

typedef struct lg_wording {
  lg_wording_kind kind;
  lg_form *forms; /* PLAIN */
  uint32_t form_count;
  lg_wording_sequence *sequences; /* SEQUENCE */
  uint32_t sequence_count;
  const char *regex; /* IRREGULAR: PCRE2 source, folded, hyphens as spaces */
  size_t regex_length;
  struct lg_regex_place *places; /* IRREGULAR: where pieces of regex come from */
  uint32_t place_count;
  /* IRREGULAR: every match contains one of these (lower bound read from the
   * pattern); none when nothing is sure. */
  lg_form *required;
  uint32_t required_count;
  lg_beginning beginning; /* IRREGULAR */
} lg_wording;

typedef struct lg_wording_error {
  size_t offset;       /* byte in the wording as given */
  const char *message; /* static, or `text` below */
  const char *hint;    /* or "" */
  char text[128];      /* where a message comes from PCRE2 */
} lg_wording_error;

/* Irregular inflections: flat groups, each a base form, its other forms and a
 * NULL: "write", "writes", "wrote", "written", "writing", NULL, "keep", ... Base
 * forms ascending by strcmp is not needed. */
typedef struct lg_inflections {
  const char *const *entries;
  size_t count; /* NULLs included */
} lg_inflections;

/* Reads one wording. Memory from `arena`. LG_REJECTED with *error filled when
 * it is malformed; LG_NO_MEMORY. `irregular` may be NULL. Cost: linear in the
 * wording and in the forms it expands to. */
lg_status lg_wording_read(lg_wording *out, const char *text, size_t length,
                          const lg_inflections *irregular, lg_arena *arena,
                          lg_wording_error *error);

/* The same, but a wording of many forms, such as "(a|b|c) (d|e|f) (g|h|i)", may
 * come back as a SEQUENCE of its words: their forms add up instead of
 * multiplying, and the wording needs no regular expression. */
lg_status lg_wording_read_split(lg_wording *out, const char *text, size_t length,
                                const lg_inflections *irregular, lg_arena *arena,
                                lg_wording_error *error);

#endif
