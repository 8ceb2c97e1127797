#include "base/fold.h"

#include <stdbool.h>
#include <stdint.h>
#include <utf8proc.h>

#include "base/utf8.h"

enum {
  LONGEST_CLUSTER = 32,    /* characters; a longer run of marks is folded in parts */
  LONGEST_FOLDED = 32 * 18 /* NFKC_Casefold makes at most 18 of one character */
};

/* Characters whose folded form is decided here rather than by Unicode. */
static uint32_t plain_form(uint32_t character) {
  switch (character) {
  case 0x2018:
  case 0x2019:
  case 0x201A:
  case 0x201B:
  case 0x2032:
  case 0x00B4:
  case 0x02BC:
    return '\'';
  case 0x201C:
  case 0x201D:
  case 0x201E:
  case 0x201F:
  case 0x2033:
  case 0x00AB:
  case 0x00BB:
    return '"';
  case 0x2010:
  case 0x2011:
  case 0x2012:
  case 0x2013:
  case 0x2014:
  case 0x2015:
  case 0x2212:
    return '-';
  default:
    return character;
  }
}

static bool is_combining(uint32_t character) {
  if (character < 0x300) {
    return false;
  }
  const utf8proc_category_t category = utf8proc_category((utf8proc_int32_t)character);
  return category == UTF8PROC_CATEGORY_MN || category == UTF8PROC_CATEGORY_MC ||
         category == UTF8PROC_CATEGORY_ME;
}

static size_t read_cluster(const char *bytes, size_t length, int32_t *characters, size_t *count) {
  size_t at = 0;
  *count = 0;
  while (at < length && *count < LONGEST_CLUSTER) {
    uint32_t character;
    bool valid;
    const size_t taken = lg_utf8_decode(bytes + at, length - at, &character, &valid);
    if (*count > 0 && !is_combining(character)) {
      break;
    }
    characters[(*count)++] = (int32_t)plain_form(character);
    at += taken;
  }
  return at;
}

/* Decomposing leaves marks in the order given; composing needs them sorted by
 * combining class. */
static void sort_marks(int32_t *characters, size_t count) {
  for (size_t i = 1; i < count; ++i) {
    const int32_t moving = characters[i];
    const int class_of_moving = utf8proc_get_property(moving)->combining_class;
    if (class_of_moving == 0) {
      continue;
    }
    size_t j = i;
    while (j > 0 && utf8proc_get_property(characters[j - 1])->combining_class > class_of_moving) {
      characters[j] = characters[j - 1];
      --j;
    }
    characters[j] = moving;
  }
}

static void fold_characters(const int32_t *characters, size_t count, lg_buffer *out) {
  const utf8proc_option_t options =
      (utf8proc_option_t)(UTF8PROC_STABLE | UTF8PROC_COMPAT | UTF8PROC_COMPOSE | UTF8PROC_CASEFOLD |
                          UTF8PROC_IGNORE);
  utf8proc_int32_t folded[LONGEST_FOLDED];
  utf8proc_ssize_t used = 0;
  int last_boundclass = UTF8PROC_BOUNDCLASS_START;
  for (size_t i = 0; i < count; ++i) {
    const utf8proc_ssize_t made = utf8proc_decompose_char(
        characters[i], folded + used, LONGEST_FOLDED - used, options, &last_boundclass);
    if (made < 0 || made > LONGEST_FOLDED - used) {
      break;
    }
    used += made;
  }
  sort_marks(folded, (size_t)used);
  used = utf8proc_normalize_utf32(folded, used, options);
  for (utf8proc_ssize_t i = 0; i < used; ++i) {
    const uint32_t character = plain_form((uint32_t)folded[i]);
    char encoded[4];
    lg_buffer_add(out, encoded, lg_utf8_encode(character, encoded));
  }
}

size_t lg_fold_cluster(const char *bytes, size_t length, lg_buffer *out) {
  const unsigned char first = (unsigned char)bytes[0];
  /* ASCII followed by ASCII cannot combine with anything: the common case. */
  if (first < 0x80 && (length == 1 || (unsigned char)bytes[1] < 0x80)) {
    const char lower = first >= 'A' && first <= 'Z' ? (char)(first + 32) : (char)first;
    lg_buffer_add_byte(out, lower);
    return 1;
  }
  int32_t characters[LONGEST_CLUSTER];
  size_t count;
  const size_t taken = read_cluster(bytes, length, characters, &count);
  if (count == 1 && characters[0] < 0x80) {
    const char byte = (char)characters[0];
    lg_buffer_add_byte(out, byte >= 'A' && byte <= 'Z' ? (char)(byte + 32) : byte);
    return taken;
  }
  fold_characters(characters, count, out);
  return taken;
}

void lg_fold(const char *bytes, size_t length, lg_buffer *out) {
  size_t at = 0;
  while (at < length) {
    at += lg_fold_cluster(bytes + at, length - at, out);
  }
}
