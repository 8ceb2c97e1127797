/* Expressions of the rubric language as syntax trees: what is written, before
 * names mean anything. */
#ifndef LG_RUBRIC_EXPRESSION_H
#define LG_RUBRIC_EXPRESSION_H

#include "model/scheme.h"
#include "model/signal.h"
#include "rubric/reader.h"
#include "rubric/yaml_tree.h"

typedef enum lg_expression_kind {
  LG_EXPRESSION_NAME,
  LG_EXPRESSION_PREFIX,  /* `name*`, in a set only */
  LG_EXPRESSION_LEVEL,   /* name comparison level */
  LG_EXPRESSION_READING, /* reading(child) */
  LG_EXPRESSION_OR,
  LG_EXPRESSION_AND,
  LG_EXPRESSION_NOT,
  LG_EXPRESSION_NEAR,
  LG_EXPRESSION_THEN,
  LG_EXPRESSION_SET,
  LG_EXPRESSION_DISTINCT, /* at_least distinct name */
  LG_EXPRESSION_PLACE,
  LG_EXPRESSION_BEFORE,
  LG_EXPRESSION_AFTER,
  LG_EXPRESSION_UNDER,
  LG_EXPRESSION_UNLESS
} lg_expression_kind;

typedef enum lg_quantity {
  LG_QUANTITY_COUNT,   /* at_least */
  LG_QUANTITY_RANGE,   /* at_least..at_most */
  LG_QUANTITY_PERCENT, /* at_least % */
  LG_QUANTITY_ALL,
  LG_QUANTITY_ANY,
  LG_QUANTITY_NONE
} lg_quantity;

typedef enum lg_reference_kind {
  LG_REFERENCE_NONE, /* not resolved, or unknown */
  LG_REFERENCE_CONCEPT,
  LG_REFERENCE_SIGNAL,
  LG_REFERENCE_CRITERION
} lg_reference_kind;

/* What a name stands for. */
typedef struct lg_reference {
  lg_reference_kind kind;
  uint32_t number;
} lg_reference;

typedef struct lg_expression {
  lg_expression_kind kind;
  struct lg_expression **children;
  uint32_t count;
  uint32_t height;          /* levels below this one */
  const lg_yaml_node *node; /* the scalar it is written in, and where */
  size_t begin;
  size_t end;
  const char *name;     /* NAME, PREFIX (without the star), LEVEL */
  uint32_t reading;     /* READING: index into lg_reading_names */
  lg_distance distance; /* NEAR, THEN, UNLESS; SET and DISTINCT with a window */
  bool has_window;      /* SET, DISTINCT */
  lg_quantity quantity; /* SET */
  uint32_t at_least;
  uint32_t at_most;
  lg_place place;
  bool negated; /* PLACE, UNDER */
  lg_relation relation;
  lg_comparison comparison; /* LEVEL */
  uint32_t level;
  /* Filled when names are resolved: */
  lg_reference reference;      /* NAME, LEVEL */
  const lg_reference *members; /* PREFIX: all names that begin so */
  uint32_t member_count;
  uint32_t set_size; /* SET: members of all its children */
} lg_expression;

/* Parses the text of a scalar. Reports the first thing wrong and returns NULL. */
lg_expression *lg_parse_expression(lg_reader *reader, const lg_yaml_node *node);
/* Parses an exception: what may stand behind `unless`. The result is an UNLESS
 * node over `found`. */
lg_expression *lg_parse_exception(lg_reader *reader, const lg_yaml_node *node,
                                  lg_expression *found);
/* Parses "2 sentences". */
bool lg_parse_window(lg_reader *reader, const lg_yaml_node *node, lg_distance *distance);
/* expression, read with reading `reading`. */
lg_expression *lg_expression_with_reading(lg_reader *reader, lg_expression *expression,
                                          uint32_t reading);

lg_place_in_file lg_expression_place(const lg_expression *expression);

/* Appends the expression in its normal form, to some LG_LIMIT_EXCERPT_BYTES. */
void lg_expression_write(lg_buffer *out, const lg_expression *expression);

/* Whether two expressions are written alike, but for spaces and parentheses. */
bool lg_expression_same(const lg_expression *left, const lg_expression *right);

/* Whether the language uses the word itself, so that it can name nothing. */
bool lg_is_reserved(const char *word);

/* Index into lg_reading_names, or LG_NONE. */
uint32_t lg_find_reading(const char *name, size_t length);

#endif
