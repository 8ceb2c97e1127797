/* An allocator that keeps what is given back to it: for work that is done again and
 * again, and takes the same memory each time.
 *
 * Blocks are rounded up to size classes, four for each doubling, so that at most a
 * fifth is lost and a block fits the next one of about its size (segregated free
 * lists; Wilson et al., "Dynamic storage allocation", 1995, 3.6). Blocks over
 * LG_POOL_LARGEST go straight to the parent: one huge answer is not paid for by all
 * that follow. Under the address sanitizer all blocks do, so that it sees every use
 * of freed memory. */
#ifndef LG_BASE_POOL_H
#define LG_BASE_POOL_H

#include "base/allocator.h"

#if defined(__SANITIZE_ADDRESS__)
#define LG_POOL_KEEPS 0
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define LG_POOL_KEEPS 0
#endif
#endif
#ifndef LG_POOL_KEEPS
#define LG_POOL_KEEPS 1
#endif

enum { LG_POOL_CLASSES = 4 + 4 * 14, LG_POOL_LARGEST = 1 << 20 };

typedef struct lg_pool_block {
  struct lg_pool_block *next;
} lg_pool_block;

/* Of one thread at a time; must not move while it is in use. */
typedef struct lg_pool {
  lg_allocator parent;
  lg_pool_block *free[LG_POOL_CLASSES];
} lg_pool;

void lg_pool_init(lg_pool *pool, const lg_allocator *parent);

/* What was taken must have been given back. */
void lg_pool_free(lg_pool *pool);

lg_allocator lg_pool_allocator(lg_pool *pool);

#endif
