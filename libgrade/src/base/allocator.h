/* Memory comes from the caller's allocator, or from the C library's. Every
 * object remembers the one it was made with; there is no global one. */
#ifndef LG_BASE_ALLOCATOR_H
#define LG_BASE_ALLOCATOR_H

#include <stddef.h>

/* The same three calls as the public lgr_allocator. All return NULL on
 * failure; sizes are never 0. */
typedef struct lg_allocator {
  void *(*allocate)(void *context, size_t size);
  void *(*resize)(void *context, void *block, size_t old_size, size_t new_size);
  void (*release)(void *context, void *block, size_t size);
  void *context;
} lg_allocator;

/* malloc, realloc, free. */
lg_allocator lg_allocator_standard(void);

void *lg_allocate(const lg_allocator *allocator, size_t size);
/* `size` zeroed bytes. */
void *lg_allocate_zeroed(const lg_allocator *allocator, size_t size);
/* count * size bytes, or NULL when the product overflows. */
void *lg_allocate_array(const lg_allocator *allocator, size_t count, size_t size);
/* Accepts block NULL with size 0. */
void lg_release(const lg_allocator *allocator, void *block, size_t size);

/* Makes room for `needed` items of `item_size` bytes in *items, which has
 * *capacity of them: doubles, keeps the content. Returns 0 when memory or
 * size_t run out, and then leaves both as they were. */
int lg_grow(const lg_allocator *allocator, void *items, size_t *capacity, size_t needed,
            size_t item_size);

#endif
