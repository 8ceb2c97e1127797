#include "base/pool.h"

#include <string.h>

enum { STEP = 16, STEPS = 4 };

/* 16, 32, 48, 64; then 80, 96, 112, 128; then 160, 192, 224, 256; and so on.
 * LG_POOL_CLASSES for a block that is not kept. */
static size_t class_of(size_t size, size_t *rounded) {
  size_t step = STEP;
  size_t class = 0;
  *rounded = size;
  if (!LG_POOL_KEEPS || size > LG_POOL_LARGEST) {
    return LG_POOL_CLASSES;
  }
  if (size > STEPS * step) {
    for (class = STEPS; size > 2 * STEPS * step; class += STEPS) {
      step *= 2;
    }
    class += (size - STEPS * step - 1) / step;
  } else {
    class = (size - 1) / step;
  }
  *rounded = (size + step - 1) / step * step;
  return class;
}

static void *take(void *context, size_t size) {
  lg_pool *pool = context;
  size_t rounded;
  const size_t class = class_of(size, &rounded);
  if (class < LG_POOL_CLASSES && pool->free[class] != NULL) {
    lg_pool_block *block = pool->free[class];
    pool->free[class] = block->next;
    return block;
  }
  return pool->parent.allocate(pool->parent.context, rounded);
}

static void give_back(void *context, void *block, size_t size) {
  lg_pool *pool = context;
  size_t rounded;
  const size_t class = class_of(size, &rounded);
  if (class < LG_POOL_CLASSES) {
    lg_pool_block *kept = block;
    kept->next = pool->free[class];
    pool->free[class] = kept;
  } else {
    pool->parent.release(pool->parent.context, block, rounded);
  }
}

static void *resize(void *context, void *block, size_t old_size, size_t new_size) {
  lg_pool *pool = context;
  size_t old_rounded;
  size_t new_rounded;
  const size_t old_class = class_of(old_size, &old_rounded);
  const size_t new_class = class_of(new_size, &new_rounded);
  if (old_class == LG_POOL_CLASSES && new_class == LG_POOL_CLASSES) {
    return pool->parent.resize(pool->parent.context, block, old_size, new_size);
  }
  if (old_class == new_class) {
    return block;
  }
  void *moved = take(context, new_size);
  if (moved != NULL) {
    memcpy(moved, block, old_size < new_size ? old_size : new_size);
    give_back(context, block, old_size);
  }
  return moved;
}

void lg_pool_init(lg_pool *pool, const lg_allocator *parent) {
  *pool = (lg_pool){.parent = *parent};
}

static size_t size_of(size_t class) {
  const size_t step = (size_t)STEP << (class < STEPS ? 0 : class / STEPS - 1);
  return step * ((class < STEPS ? 1 : STEPS + 1) + class % STEPS);
}

void lg_pool_free(lg_pool *pool) {
  for (size_t class = 0; class < LG_POOL_CLASSES; ++class) {
    while (pool->free[class] != NULL) {
      lg_pool_block *block = pool->free[class];
      pool->free[class] = block->next;
      lg_release(&pool->parent, block, size_of(class));
    }
  }
}

lg_allocator lg_pool_allocator(lg_pool *pool) {
  return (lg_allocator){take, resize, give_back, pool};
}
