#include "base/hash.h"

lg_hashed lg_hash(const char *bytes, uint32_t length, uint32_t number) {
  uint64_t hash = UINT64_C(14695981039346656037);
  for (uint32_t i = 0; i < length; ++i) {
    hash = (hash ^ (unsigned char)bytes[i]) * UINT64_C(1099511628211);
  }
  return (lg_hashed){hash, number, length};
}

int lg_by_hash(const void *left, const void *right) {
  const lg_hashed *a = left;
  const lg_hashed *b = right;
  if (a->hash != b->hash) {
    return a->hash < b->hash ? -1 : 1;
  }
  return a->number < b->number ? -1 : a->number > b->number;
}
