#include "base/arena.h"

#include <stdalign.h>
#include <stdint.h>
#include <string.h>

struct lg_arena_block {
  lg_arena_block *next;
  size_t size; /* of the whole block */
  size_t used; /* header included */
};

/* Blocks double up to LARGEST_STEP, which is the most that is left of the last one. */
enum { FIRST_BLOCK = 4096, LARGEST_STEP = 1 << 18 };

static size_t align_up(size_t value) {
  const size_t alignment = alignof(max_align_t);
  return (value + alignment - 1) / alignment * alignment;
}

void lg_arena_init(lg_arena *arena, const lg_allocator *allocator) {
  memset(arena, 0, sizeof *arena);
  arena->allocator = *allocator;
}

static void release_chain(lg_arena *arena, lg_arena_block *block) {
  while (block != NULL) {
    lg_arena_block *next = block->next;
    lg_release(&arena->allocator, block, block->size);
    block = next;
  }
}

void lg_arena_free(lg_arena *arena) {
  release_chain(arena, arena->current);
  arena->current = NULL;
  arena->total = 0;
}

static lg_arena_block *new_block(lg_arena *arena, size_t size) {
  lg_arena_block *block = lg_allocate(&arena->allocator, size);
  if (block == NULL) {
    return NULL;
  }
  block->next = NULL;
  block->size = size;
  block->used = align_up(sizeof *block);
  arena->total += size;
  return block;
}

void lg_arena_reset(lg_arena *arena) {
  if (arena->current == NULL) {
    return;
  }
  if (arena->current->next == NULL) {
    arena->current->used = align_up(sizeof(lg_arena_block));
    return;
  }
  /* Several blocks were needed: replace them by one that holds as much, so that
   * the next answer of this size allocates nothing. */
  const size_t wanted = arena->total;
  lg_allocator allocator = arena->allocator;
  lg_arena_free(arena);
  lg_arena_init(arena, &allocator);
  arena->current = new_block(arena, wanted);
}

void *lg_arena_take(lg_arena *arena, size_t size) {
  if (size > SIZE_MAX / 4) {
    return NULL;
  }
  size = align_up(size != 0 ? size : 1);
  lg_arena_block *block = arena->current;
  if (block == NULL || block->size - block->used < size) {
    size_t wanted = block == NULL ? FIRST_BLOCK : block->size * 2;
    if (wanted > LARGEST_STEP) {
      wanted = LARGEST_STEP;
    }
    const size_t needed = align_up(sizeof *block) + size;
    block = new_block(arena, wanted < needed ? needed : wanted);
    if (block == NULL) {
      return NULL;
    }
    block->next = arena->current;
    arena->current = block;
  }
  void *taken = (char *)block + block->used;
  block->used += size;
  return taken;
}

void *lg_arena_take_zeroed(lg_arena *arena, size_t size) {
  void *taken = lg_arena_take(arena, size);
  if (taken != NULL) {
    memset(taken, 0, size);
  }
  return taken;
}

void *lg_arena_take_array(lg_arena *arena, size_t count, size_t size) {
  if (size != 0 && count > SIZE_MAX / size) {
    return NULL;
  }
  return lg_arena_take_zeroed(arena, count * size);
}

char *lg_arena_copy(lg_arena *arena, const char *bytes, size_t length) {
  char *copy = lg_arena_take(arena, length + 1);
  if (copy == NULL) {
    return NULL;
  }
  if (length != 0) {
    memcpy(copy, bytes, length);
  }
  copy[length] = '\0';
  return copy;
}
