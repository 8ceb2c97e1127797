#include "base/utf8.h"

typedef struct form {
  uint8_t trailing; /* continuation bytes */
  uint8_t lowest;   /* range of the first continuation byte */
  uint8_t highest;
  uint8_t payload; /* mask of the lead byte's bits */
} form;

/* Table 3-7 of the Unicode Standard: well-formed byte sequences. */
static bool form_of(unsigned char lead, form *out) {
  if (lead >= 0xC2 && lead <= 0xDF) {
    *out = (form){1, 0x80, 0xBF, 0x1F};
  } else if (lead >= 0xE0 && lead <= 0xEF) {
    *out = (form){2, lead == 0xE0 ? 0xA0 : 0x80, lead == 0xED ? 0x9F : 0xBF, 0x0F};
  } else if (lead >= 0xF0 && lead <= 0xF4) {
    *out = (form){3, lead == 0xF0 ? 0x90 : 0x80, lead == 0xF4 ? 0x8F : 0xBF, 0x07};
  } else {
    return false;
  }
  return true;
}

size_t lg_utf8_decode(const char *bytes, size_t length, uint32_t *character, bool *valid) {
  const unsigned char lead = (unsigned char)bytes[0];
  *valid = true;
  if (lead < 0x80) {
    *character = lead;
    return 1;
  }
  *character = LG_UTF8_REPLACEMENT;
  form shape;
  if (!form_of(lead, &shape)) {
    *valid = false;
    return 1;
  }
  uint32_t value = lead & shape.payload;
  for (size_t i = 1; i <= shape.trailing; ++i) {
    const unsigned char byte = i < length ? (unsigned char)bytes[i] : 0;
    const unsigned char lowest = i == 1 ? shape.lowest : 0x80;
    const unsigned char highest = i == 1 ? shape.highest : 0xBF;
    if (byte < lowest || byte > highest) {
      *valid = false;
      return i;
    }
    value = (value << 6) | (byte & 0x3Fu);
  }
  *character = value;
  return (size_t)shape.trailing + 1;
}

size_t lg_utf8_encode(uint32_t character, char bytes[4]) {
  if (character > 0x10FFFF || (character >= 0xD800 && character <= 0xDFFF)) {
    character = LG_UTF8_REPLACEMENT;
  }
  if (character < 0x80) {
    bytes[0] = (char)character;
    return 1;
  }
  if (character < 0x800) {
    bytes[0] = (char)(0xC0 | (character >> 6));
    bytes[1] = (char)(0x80 | (character & 0x3F));
    return 2;
  }
  if (character < 0x10000) {
    bytes[0] = (char)(0xE0 | (character >> 12));
    bytes[1] = (char)(0x80 | ((character >> 6) & 0x3F));
    bytes[2] = (char)(0x80 | (character & 0x3F));
    return 3;
  }
  bytes[0] = (char)(0xF0 | (character >> 18));
  bytes[1] = (char)(0x80 | ((character >> 12) & 0x3F));
  bytes[2] = (char)(0x80 | ((character >> 6) & 0x3F));
  bytes[3] = (char)(0x80 | (character & 0x3F));
  return 4;
}

size_t lg_utf8_prefix(const char *bytes, size_t length, size_t limit) {
  if (length <= limit) {
    return length;
  }
  while (limit > 0 && lg_utf8_is_continuation(bytes[limit])) {
    --limit;
  }
  return limit;
}

size_t lg_utf8_valid_length(const char *bytes, size_t length) {
  size_t at = 0;
  while (at < length) {
    uint32_t character;
    bool valid;
    const size_t taken = lg_utf8_decode(bytes + at, length - at, &character, &valid);
    if (!valid) {
      return at;
    }
    at += taken;
  }
  return length;
}
