/* A YAML file as a small tree: what libyaml tells in events, held to the safe
 * subset that rubrics may use. */
#ifndef LG_RUBRIC_YAML_TREE_H
#define LG_RUBRIC_YAML_TREE_H

#include <stdint.h>

#include "rubric/reader.h"

typedef enum lg_yaml_kind {
  LG_YAML_SCALAR = 1,
  LG_YAML_LIST = 2,
  LG_YAML_MAP = 4,
  LG_YAML_BROKEN = 8 /* something that was reported already: say no more about it */
} lg_yaml_kind;

typedef enum lg_yaml_style {
  LG_YAML_PLAIN,
  LG_YAML_SINGLE, /* quoted */
  LG_YAML_DOUBLE,
  LG_YAML_BLOCK /* literal or folded */
} lg_yaml_style;

typedef struct lg_yaml_node {
  lg_yaml_kind kind;
  lg_yaml_style style;
  lg_source *source;
  uint32_t start; /* bytes of the source; an anchor belongs to its node */
  uint32_t end;
  /* An aliased node stands in several places and belongs to its anchor's. */
  const struct lg_yaml_node *parent;
  uint32_t position; /* among the parent's items */
  uint32_t height;   /* levels below this one */
  uint64_t expanded; /* nodes, this one and aliases included */
  const char *text;  /* of a scalar, NUL behind it, none inside */
  size_t length;
  /* Of a list its entries; of a map key, value, key, value. */
  const struct lg_yaml_node **items;
  uint32_t count;
  struct lg_yaml_node *next_map; /* while the tree is made */
} lg_yaml_node;

/* Reads the one document of `source`. NULL when nothing can be made of it; then,
 * and for each smaller problem, an error was reported. */
const lg_yaml_node *lg_yaml_read(lg_reader *reader, lg_source *source);

/* The bytes of the source that became text[begin..begin+length) of a scalar;
 * where they cannot be told (folded lines), those of the whole scalar. length 0
 * means up to the end. For maps and lists the bytes of the first line. */
void lg_yaml_bytes(const lg_yaml_node *node, size_t begin, size_t length, size_t *start,
                   size_t *bytes);

/* "a map", "a list", "a text" */
const char *lg_yaml_kind_name(lg_yaml_kind kind);

#endif
