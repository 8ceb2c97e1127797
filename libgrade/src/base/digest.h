/* SHA-256 (FIPS 180-4), for the digest of a rubric in reports. */
#ifndef LG_BASE_DIGEST_H
#define LG_BASE_DIGEST_H

#include <stddef.h>
#include <stdint.h>

enum { LG_DIGEST_BYTES = 32, LG_DIGEST_TEXT = 65 };

typedef struct lg_digest {
  uint32_t state[8];
  uint64_t length;
  uint8_t block[64];
  size_t filled;
} lg_digest;

void lg_digest_begin(lg_digest *digest);
void lg_digest_add(lg_digest *digest, const void *bytes, size_t length);
/* Writes 64 lower-case hexadecimal digits and a NUL. */
void lg_digest_end(lg_digest *digest, char text[LG_DIGEST_TEXT]);

#endif
