/* Stretches of text by hash: to find equal ones by sorting. A hash only brings them
 * together; whoever needs to know compares the bytes. */
#ifndef LG_BASE_HASH_H
#define LG_BASE_HASH_H

#include <stdint.h>

typedef struct lg_hashed {
  uint64_t hash;
  uint32_t number; /* the caller's */
  uint32_t length; /* bytes */
} lg_hashed;

/* FNV-1a, 64 bits (Fowler, Noll and Vo). O(length). */
lg_hashed lg_hash(const char *bytes, uint32_t length, uint32_t number);

/* For qsort: by hash, then by number. */
int lg_by_hash(const void *left, const void *right);

#endif
