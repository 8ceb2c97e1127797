/* One file of a rubric, and where in it a byte stands. */
#ifndef LG_RUBRIC_SOURCE_H
#define LG_RUBRIC_SOURCE_H

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"

typedef struct lg_source {
  const char *origin; /* name, for diagnostics */
  const char *bytes;
  size_t length;
  uint32_t number; /* of the file; the main one is 0 */
  /* Start of every line. Made when the first place is asked for. */
  uint32_t *lines;
  size_t line_count;
  /* The last place found: the next one on the same line is counted from there,
   * so that many problems on one long line stay cheap. */
  size_t last_offset;
  size_t last_line; /* index into lines */
  uint32_t last_column;
  /* The last place in a quoted scalar, kept for the same reason. */
  const struct lg_yaml_node *last_scalar;
  size_t last_text_offset;
  size_t last_text_at; /* the byte of the file */
} lg_source;

/* `length` is below 4 GiB. */
void lg_source_init(lg_source *source, const char *origin, const char *bytes, size_t length);

/* Line and column of a byte, both from 1, columns in characters; a byte order
 * mark has no column. Returns 0 when memory runs out. */
int lg_source_place(lg_source *source, lg_arena *arena, size_t offset, uint32_t *line,
                    uint32_t *column);

#endif
