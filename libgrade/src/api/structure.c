#include "api/structure.h"

#include <string.h>

/* No structure comes near it: such a size was never set. */
enum { MOST = 4096 };

static size_t size_of(const void *structure) {
  size_t size;
  memcpy(&size, structure, sizeof size);
  return size;
}

static size_t smaller(size_t a, size_t b) {
  return a < b ? a : b;
}

bool lg_api_can_give(const void *out, size_t least) {
  return out != NULL && size_of(out) >= least && size_of(out) <= MOST;
}

bool lg_api_take(void *known, size_t known_size, size_t least, const void *given) {
  if (!lg_api_can_give(given, least)) {
    return false;
  }
  const size_t size = size_of(given);
  for (size_t i = known_size; i < size; ++i) {
    if (((const char *)given)[i] != 0) {
      return false;
    }
  }
  memset(known, 0, known_size);
  memcpy(known, given, smaller(size, known_size));
  memcpy(known, &known_size, sizeof known_size);
  return true;
}

bool lg_api_take_options(void *known, size_t known_size, size_t least, const void *given) {
  if (given != NULL) {
    return lg_api_take(known, known_size, least, given);
  }
  memset(known, 0, known_size);
  return true;
}

void lg_api_give(void *out, const void *known, size_t known_size) {
  const size_t size = size_of(out);
  const size_t filled = smaller(size, known_size);
  memcpy(out, known, filled);
  memset((char *)out + filled, 0, size - filled);
  memcpy(out, &size, sizeof size);
}
