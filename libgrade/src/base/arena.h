/* Many small allocations, released as one. Rubrics and results live in an
 * arena each; a grader resets its arena between answers and keeps the memory. */
#ifndef LG_BASE_ARENA_H
#define LG_BASE_ARENA_H

#include <stddef.h>

#include "base/allocator.h"

typedef struct lg_arena_block lg_arena_block;

typedef struct lg_arena {
  lg_allocator allocator;
  lg_arena_block *current; /* newest first */
  size_t total;            /* bytes taken from the allocator */
} lg_arena;

/* Takes no memory yet. */
void lg_arena_init(lg_arena *arena, const lg_allocator *allocator);
/* Gives everything back; the arena can be used again. */
void lg_arena_free(lg_arena *arena);
/* Forgets everything allocated, keeps one block of the size that was used. */
void lg_arena_reset(lg_arena *arena);

/* Aligned for any type. NULL when memory runs out. */
void *lg_arena_take(lg_arena *arena, size_t size);
void *lg_arena_take_zeroed(lg_arena *arena, size_t size);
/* count * size zeroed bytes; NULL also when the product overflows. */
void *lg_arena_take_array(lg_arena *arena, size_t count, size_t size);
/* A NUL-terminated copy of length bytes (which may hold NULs). */
char *lg_arena_copy(lg_arena *arena, const char *bytes, size_t length);

#endif
