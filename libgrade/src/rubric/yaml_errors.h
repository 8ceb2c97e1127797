/* What libyaml or the bytes of a file have to complain of, in words that help
 * the author of a rubric. */
#ifndef LG_RUBRIC_YAML_ERRORS_H
#define LG_RUBRIC_YAML_ERRORS_H

#include <yaml.h>

#include "rubric/reader.h"

/* Reports what makes the bytes no UTF-8 text; returns whether they are one. */
bool lg_yaml_check_encoding(lg_reader *reader, lg_source *source);

typedef struct lg_yaml_stop {
  const yaml_parser_t *parser;
  size_t byte;    /* where it stopped */
  size_t context; /* where what it was reading began */
  size_t skipped; /* bytes that were not given to it */
} lg_yaml_stop;

/* Reports why a parser stopped. */
void lg_yaml_report(lg_reader *reader, lg_source *source, const lg_yaml_stop *stop);

#endif
