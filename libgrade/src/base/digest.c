#include "base/digest.h"

#include <string.h>

static const uint32_t ROUND[64] = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2};

static uint32_t rotate(uint32_t value, unsigned bits) {
  return (value >> bits) | (value << (32 - bits));
}

static void compress(lg_digest *digest) {
  uint32_t words[64];
  for (size_t i = 0; i < 16; ++i) {
    const uint8_t *bytes = digest->block + i * 4;
    words[i] = (uint32_t)bytes[0] << 24 | (uint32_t)bytes[1] << 16 | (uint32_t)bytes[2] << 8 |
               (uint32_t)bytes[3];
  }
  for (size_t i = 16; i < 64; ++i) {
    const uint32_t a = words[i - 15];
    const uint32_t b = words[i - 2];
    words[i] = words[i - 16] + (rotate(a, 7) ^ rotate(a, 18) ^ (a >> 3)) + words[i - 7] +
               (rotate(b, 17) ^ rotate(b, 19) ^ (b >> 10));
  }
  uint32_t s[8];
  memcpy(s, digest->state, sizeof s);
  for (size_t i = 0; i < 64; ++i) {
    const uint32_t choose = (s[4] & s[5]) ^ (~s[4] & s[6]);
    const uint32_t majority = (s[0] & s[1]) ^ (s[0] & s[2]) ^ (s[1] & s[2]);
    const uint32_t first = s[7] + (rotate(s[4], 6) ^ rotate(s[4], 11) ^ rotate(s[4], 25)) + choose +
                           ROUND[i] + words[i];
    const uint32_t second = (rotate(s[0], 2) ^ rotate(s[0], 13) ^ rotate(s[0], 22)) + majority;
    memmove(s + 1, s, 7 * sizeof s[0]);
    s[4] += first;
    s[0] = first + second;
  }
  for (size_t i = 0; i < 8; ++i) {
    digest->state[i] += s[i];
  }
}

void lg_digest_begin(lg_digest *digest) {
  static const uint32_t initial[8] = {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
                                      0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
  memset(digest, 0, sizeof *digest);
  memcpy(digest->state, initial, sizeof initial);
}

void lg_digest_add(lg_digest *digest, const void *bytes, size_t length) {
  const uint8_t *from = bytes;
  digest->length += length;
  while (length > 0) {
    size_t part = sizeof digest->block - digest->filled;
    part = part < length ? part : length;
    memcpy(digest->block + digest->filled, from, part);
    digest->filled += part;
    from += part;
    length -= part;
    if (digest->filled == sizeof digest->block) {
      compress(digest);
      digest->filled = 0;
    }
  }
}

void lg_digest_end(lg_digest *digest, char text[LG_DIGEST_TEXT]) {
  static const char hexadecimal[] = "0123456789abcdef";
  static const uint8_t padding[64] = {0x80};
  const uint64_t bits = digest->length * 8;
  lg_digest_add(digest, padding, 1 + (119 - digest->filled) % 64);
  uint8_t length[8];
  for (size_t i = 0; i < 8; ++i) {
    length[i] = (uint8_t)(bits >> (56 - 8 * i));
  }
  lg_digest_add(digest, length, sizeof length);
  for (size_t i = 0; i < LG_DIGEST_BYTES; ++i) {
    const uint8_t byte = (uint8_t)(digest->state[i / 4] >> (24 - 8 * (i % 4)));
    text[i * 2] = hexadecimal[byte >> 4];
    text[i * 2 + 1] = hexadecimal[byte & 15];
  }
  text[LG_DIGEST_TEXT - 1] = '\0';
}
