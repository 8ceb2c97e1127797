/* Names that differ from each other, where what they are made from may not:
 * the second "rides" becomes "rides (2)". The same names in the same order
 * always come out the same. */
#ifndef LG_REPORT_UNIQUE_NAMES_H
#define LG_REPORT_UNIQUE_NAMES_H

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buffer.h"

typedef struct lg_unique_name {
  const char *text; /* NULL: a free place */
  size_t taken;     /* how often the name was asked for */
} lg_unique_name;

typedef struct lg_unique_names {
  lg_arena arena; /* holds the texts */
  lg_unique_name *places;
  size_t capacity; /* a power of two, or 0 */
  size_t count;
} lg_unique_names;

void lg_unique_names_init(lg_unique_names *names, const lg_allocator *allocator);
void lg_unique_names_free(lg_unique_names *names);

/* Changes `name` so that it was never given out before, and remembers it.
 * Linear in its length. Returns 0 when memory runs out. */
int lg_unique_names_make(lg_unique_names *names, lg_buffer *name);

#endif
