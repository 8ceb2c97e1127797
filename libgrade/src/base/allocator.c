#include "base/allocator.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static void *standard_allocate(void *context, size_t size) {
  (void)context;
  return malloc(size);
}

static void *standard_resize(void *context, void *block, size_t old_size, size_t new_size) {
  (void)context;
  (void)old_size;
  return realloc(block, new_size);
}

static void standard_release(void *context, void *block, size_t size) {
  (void)context;
  (void)size;
  free(block);
}

lg_allocator lg_allocator_standard(void) {
  lg_allocator allocator = {standard_allocate, standard_resize, standard_release, NULL};
  return allocator;
}

void *lg_allocate(const lg_allocator *allocator, size_t size) {
  return allocator->allocate(allocator->context, size != 0 ? size : 1);
}

void *lg_allocate_zeroed(const lg_allocator *allocator, size_t size) {
  void *block = lg_allocate(allocator, size);
  if (block != NULL) {
    memset(block, 0, size);
  }
  return block;
}

void *lg_allocate_array(const lg_allocator *allocator, size_t count, size_t size) {
  if (size != 0 && count > SIZE_MAX / size) {
    return NULL;
  }
  return lg_allocate(allocator, count * size);
}

void lg_release(const lg_allocator *allocator, void *block, size_t size) {
  if (block != NULL) {
    allocator->release(allocator->context, block, size != 0 ? size : 1);
  }
}

int lg_grow(const lg_allocator *allocator, void *items, size_t *capacity, size_t needed,
            size_t item_size) {
  if (needed <= *capacity) {
    return 1;
  }
  size_t target = *capacity < 8 ? 8 : *capacity;
  while (target < needed) {
    if (target > SIZE_MAX / 2) {
      return 0;
    }
    target *= 2;
  }
  if (target > SIZE_MAX / item_size) {
    return 0;
  }
  /* *items may be any object pointer; copying it through void * keeps the
   * strict-aliasing rule. */
  void *block = NULL;
  memcpy(&block, items, sizeof block);
  void *grown = block == NULL ? allocator->allocate(allocator->context, target * item_size)
                              : allocator->resize(allocator->context, block, *capacity * item_size,
                                                  target * item_size);
  if (grown == NULL) {
    return 0;
  }
  memcpy(items, &grown, sizeof grown);
  *capacity = target;
  return 1;
}
