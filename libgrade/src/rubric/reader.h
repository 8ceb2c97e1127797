/* What every step of reading one rubric or language file shares: memory that
 * lives as long as the reading, and the reporting of problems. */
#ifndef LG_RUBRIC_READER_H
#define LG_RUBRIC_READER_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/codes.h"
#include "base/diagnostic.h"
#include "base/status.h"
#include "rubric/source.h"

struct lg_yaml_node;

typedef struct lg_reader {
  lg_allocator allocator;
  lg_arena arena;              /* scratch: gone when the reading ends */
  lg_diagnostics *diagnostics; /* may be NULL */
  lg_buffer message;
  lg_buffer hint; /* for the next problem */
  lg_buffer excerpt;
  lg_buffer path;
  size_t errors;
  size_t problems;   /* of any severity */
  size_t comparable; /* names that may still be compared in search of a likely slip */
  bool no_memory;
  bool too_large;
  bool unsupported;
} lg_reader;

void lg_reader_init(lg_reader *reader, const lg_allocator *allocator, lg_diagnostics *diagnostics);
void lg_reader_free(lg_reader *reader);
/* LG_OK, or why nothing can be made of what was read. */
lg_status lg_reader_status(const lg_reader *reader);

/* -- memory: NULL sets no_memory ---------------------------------------------- */

void *lg_reader_take(lg_reader *reader, size_t count, size_t size); /* zeroed */
/* lg_grow for a list that the caller releases. */
bool lg_reader_grow(lg_reader *reader, void *items, size_t *capacity, size_t needed,
                    size_t item_size);

/* -- problems ----------------------------------------------------------------- */

/* Where a problem is: a node, or a part of the text of a scalar. */
typedef struct lg_place_in_file {
  const struct lg_yaml_node *node; /* NULL: `source` and bytes of it */
  lg_source *source;
  size_t begin;  /* in the text of the node, or in the source */
  size_t length; /* 0: up to its end where there is a node */
} lg_place_in_file;

lg_place_in_file lg_at(const struct lg_yaml_node *node);
lg_place_in_file lg_at_part(const struct lg_yaml_node *node, size_t begin, size_t length);
lg_place_in_file lg_at_bytes(lg_source *source, size_t begin, size_t length);

/* What to do about the next problem; in the syntax of lg_buffer_format. */
void lg_hint(lg_reader *reader, const char *format, ...);
/* "did you mean `x`?" when one of the names is near; returns whether it is. */
bool lg_hint_nearest(lg_reader *reader, const char *name, const char *const *names, size_t count);

void lg_error(lg_reader *reader, const char *code, lg_place_in_file place, const char *format, ...);
void lg_warning(lg_reader *reader, const char *code, lg_place_in_file place, const char *format,
                ...);

/* Brings the diagnostics from number `first` on into the order of the files and
 * of the places in them. There are at most LG_LIMIT_DIAGNOSTICS. */
void lg_reader_sort(lg_reader *reader, size_t first, const lg_source *sources, size_t count);

/* Whether further problems would only be counted. */
bool lg_reader_is_full(const lg_reader *reader);

#endif
