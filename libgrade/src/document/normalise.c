/* Given bytes -> the block text: folded, white space collapsed, hyphens inside
 * words as spaces, every byte with its flags and the place it came from. */
#include "document/build.h"

#include <string.h>

#include "base/fold.h"
#include "base/utf8.h"

static bool reserve(lg_build *build, size_t more) {
  lg_block_text *block = &build->block;
  const lg_allocator *allocator = &build->allocator;
  const size_t needed = block->length + more;
  if (!lg_grow(allocator, &block->bytes, &block->bytes_capacity, needed, 1) ||
      !lg_grow(allocator, &block->flags, &block->flags_capacity, needed, 1) ||
      !lg_grow(allocator, &block->origins, &block->origins_capacity, needed, sizeof(uint32_t))) {
    build->failed = true;
    return false;
  }
  return true;
}

/* There is room. */
static void put(lg_block_text *block, char byte, uint8_t flags, uint32_t origin) {
  block->bytes[block->length] = byte;
  block->flags[block->length] = flags;
  block->origins[block->length] = origin;
  ++block->length;
}

void lg_block_clear(lg_build *build) {
  build->block.length = 0;
  build->block.space_pending = false;
  build->block.pending = 0;
}

void lg_block_add_break(lg_build *build, size_t offset, uint8_t flags) {
  lg_block_text *block = &build->block;
  if (!block->space_pending) {
    block->space_pending = true;
    block->space_origin = (uint32_t)offset;
  }
  block->pending |= flags;
}

/* A hyphen between letters, or between a letter and a digit, joins two words;
 * between two digits it means something else. `end` is behind the hyphen. */
static bool joins_words(const lg_block_text *block, size_t end, char next) {
  if (end < 2 || block->bytes[end - 1] != '-' || !lg_is_wordlike(next)) {
    return false;
  }
  const char before = block->bytes[end - 2];
  return lg_is_wordlike(before) && !(lg_is_digit(before) && lg_is_digit(next));
}

/* A word broken at its hyphen: the line end is no space of its own. */
static bool is_broken_word(const lg_block_text *block, char next) {
  return (block->pending & LG_BYTE_NEWLINE) != 0 && (block->pending & LG_BYTE_HARD) == 0 &&
         joins_words(block, block->length, next);
}

static void put_cell_border(lg_block_text *block, uint32_t next_origin) {
  uint32_t origin = block->origins[block->length - 1] + 1;
  static const char border[] = {' ', '|', ' '};
  for (size_t i = 0; i < sizeof border; ++i, ++origin) {
    put(block, border[i], LG_BYTE_CELL, origin < next_origin ? origin : next_origin - 1);
  }
}

/* The white space that was met before `next`. */
static void put_pending(lg_block_text *block, char next, uint32_t next_origin) {
  if (block->length == 0) {
    /* a block does not begin with white space */
  } else if ((block->pending & LG_BYTE_CELL) != 0) {
    put_cell_border(block, next_origin);
  } else if (is_broken_word(block, next)) {
    block->bytes[block->length - 1] = ' ';
    block->flags[block->length - 1] |= block->pending;
  } else {
    put(block, ' ', block->pending, block->space_origin);
  }
  block->space_pending = false;
  block->pending = 0;
}

static void put_visible(lg_block_text *block, char byte, uint8_t flags, uint32_t origin) {
  if (block->space_pending) {
    put_pending(block, byte, origin);
  } else if (joins_words(block, block->length, byte)) {
    block->bytes[block->length - 1] = ' ';
  }
  put(block, byte, flags, origin);
}

/* A given byte becomes at most one byte and the space before it, of which one is
 * a given byte itself; the first may have a cell border before it. */
enum { ROOM = 4 };

static void add_folded(lg_build *build, const char *given, size_t taken, uint32_t origin,
                       uint8_t flags) {
  const lg_buffer *folding = &build->folding;
  if (folding->length == taken && memcmp(folding->bytes, given, taken) != 0) {
    flags |= LG_BYTE_UPPER;
  }
  for (size_t i = 0; i < folding->length; ++i) {
    const uint32_t from = origin + (uint32_t)i;
    if (lg_is_space(folding->bytes[i])) {
      lg_block_add_break(build, from, 0);
    } else {
      put_visible(&build->block, folding->bytes[i], flags, from);
    }
  }
}

/* A long dash sets off a clause, with or without spaces around it: its three
 * bytes become " - ". */
static bool add_long_dash(lg_build *build, const char *given, size_t left, uint32_t origin,
                          uint8_t flags) {
  if (left < 3 ||
      (memcmp(given, "\xE2\x80\x94", 3) != 0 && memcmp(given, "\xE2\x80\x95", 3) != 0)) {
    return false;
  }
  lg_block_add_break(build, origin, 0);
  put_visible(&build->block, '-', flags, origin + 1);
  lg_block_add_break(build, origin + 2, 0);
  return true;
}

void lg_block_add(lg_build *build, size_t offset, size_t length, uint8_t flags) {
  const char *given = build->document->source + offset;
  size_t at = 0;
  if (!reserve(build, length + ROOM)) {
    return;
  }
  while (at < length && !build->failed) {
    const char byte = given[at];
    const uint32_t origin = (uint32_t)(offset + at);
    if (lg_is_space(byte)) {
      lg_block_add_break(build, origin, 0);
      ++at;
    } else if ((unsigned char)byte < 0x80 &&
               (at + 1 == length || (unsigned char)given[at + 1] < 0x80)) {
      const bool upper = lg_is_upper(byte);
      put_visible(&build->block, upper ? (char)(byte + 32) : byte,
                  (uint8_t)(upper ? flags | LG_BYTE_UPPER : flags), origin);
      ++at;
    } else if (add_long_dash(build, given + at, length - at, origin, flags)) {
      at += 3;
    } else {
      lg_buffer_clear(&build->folding);
      const size_t taken = lg_fold_cluster(given + at, length - at, &build->folding);
      build->failed = build->failed || build->folding.failed;
      /* folding may make more bytes than it read */
      if (reserve(build, build->folding.length + (length - at) + ROOM)) {
        add_folded(build, given + at, taken, origin, flags);
      }
      at += taken;
    }
  }
}
