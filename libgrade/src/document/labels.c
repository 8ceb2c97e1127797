/* Labels and titles that nobody marked up as headings.
 *
 *   **Lag.** Measured per partition.     emphasis, ended by a stop or a colon
 *   Checks: row counts, null rates       up to four words and a colon
 *   Late data                            a short line over a paragraph or a list
 *
 * Only the first form is certain, and only up to three words; the others are
 * labels unless a cue for a verb is found in them later on. */
#include "document/build.h"

#include <string.h>

enum {
  LONGEST_LABEL = 80, /* bytes */
  LABEL_WORDS = 4,
  BOLD_LABEL_WORDS = 9,
  ITALIC_LABEL_WORDS = 8,
  SURE_WORDS = 3,       /* a longer one may be an emphasised sentence */
  LONE_LABEL_WORDS = 6, /* of a label with nothing behind it in its line */
  TITLE_WORDS = 4,
  CAPITALS_WORDS = 8,
  HEADING_WORDS = 14
};

static bool is_in(char byte, const char *set) {
  return byte != '\0' && strchr(set, byte) != NULL;
}

/* Where the emphasis that begins at `from` ends. */
static size_t emphasis_end(const lg_block_text *block, size_t from, size_t to, uint8_t flag) {
  size_t at = from;
  while (at < to && (block->flags[at] & flag) != 0) {
    ++at;
  }
  /* A space between emphasis and text carries no flag: nor does one inside. */
  while (at < to && block->bytes[at] == ' ' && at + 1 < to && (block->flags[at + 1] & flag) != 0) {
    ++at;
    while (at < to && (block->flags[at] & flag) != 0) {
      ++at;
    }
  }
  return at;
}

static size_t emphasised_label_end(const lg_build *build, size_t from, size_t to, uint8_t flag,
                                   size_t most_words) {
  const lg_block_text *block = &build->block;
  const size_t limit = to - from > LONGEST_LABEL + 1 ? from + LONGEST_LABEL + 1 : to;
  size_t end = emphasis_end(block, from, limit, flag);
  if (end == from || end - from > LONGEST_LABEL || end == to ||
      lg_count_words(block->bytes, from, end, most_words + 1) > most_words) {
    return from;
  }
  if (is_in(block->bytes[end - 1], ".:?!")) {
    return block->bytes[end] == ' ' ? end : from;
  }
  if (block->bytes[end] == ':' && (end + 1 == to || block->bytes[end + 1] == ' ')) {
    return end + 1;
  }
  const bool dash = end + 2 < to && memcmp(block->bytes + end, " - ", 3) == 0;
  return dash ? end + 2 : from;
}

/* Behind the colon of "Checks: ..."; `from` where the line does not begin so. */
static size_t plain_label_end(const lg_build *build, size_t from, size_t to) {
  const lg_block_text *block = &build->block;
  const size_t limit = to - from > LONGEST_LABEL ? from + LONGEST_LABEL : to;
  size_t at = from;
  while (at < limit && block->bytes[at] != ':') {
    if (is_in(block->bytes[at], ".?!,;\"<>=|/") || lg_is_digit(block->bytes[at]) ||
        (block->flags[at] & LG_BYTE_CODE) != 0) {
      return from;
    }
    ++at;
  }
  if (at == from || at == limit || (at + 1 < to && block->bytes[at + 1] != ' ')) {
    return from;
  }
  const size_t most = at + 1 == to ? LONE_LABEL_WORDS : LABEL_WORDS;
  const size_t words = lg_count_words(block->bytes, from, at, most + 1);
  return words >= 1 && words <= most ? at + 1 : from;
}

size_t lg_label_end(const lg_build *build, size_t from, size_t to, bool *revocable) {
  size_t end = emphasised_label_end(build, from, to, LG_BYTE_BOLD, BOLD_LABEL_WORDS);
  if (end == from) {
    end = emphasised_label_end(build, from, to, LG_BYTE_ITALIC, ITALIC_LABEL_WORDS);
  }
  *revocable = lg_count_words(build->block.bytes, from, end, SURE_WORDS + 1) > SURE_WORDS;
  if (end == from) {
    end = plain_label_end(build, from, to);
    *revocable = end != from;
  }
  return end;
}

bool lg_is_bold_line(const lg_build *build, size_t from, size_t to) {
  return emphasis_end(&build->block, from, to, LG_BYTE_BOLD) == to &&
         lg_count_words(build->block.bytes, from, to, HEADING_WORDS + 1) <= HEADING_WORDS;
}

static bool is_all_capitals(const lg_block_text *block, size_t from, size_t to) {
  size_t capitals = 0;
  for (size_t i = from; i < to; ++i) {
    if (lg_is_lower(block->bytes[i])) {
      if ((block->flags[i] & LG_BYTE_UPPER) == 0) {
        return false;
      }
      ++capitals;
    }
  }
  return capitals > 3;
}

bool lg_is_title(const lg_build *build, size_t from, size_t to) {
  const lg_block_text *block = &build->block;
  if (to - from > LONGEST_LABEL || to == from) {
    return false;
  }
  for (size_t i = from; i < to; ++i) {
    if (is_in(block->bytes[i], ".?!,;:=<>|\"()+") || lg_is_digit(block->bytes[i]) ||
        (block->flags[i] & LG_BYTE_CODE) != 0) {
      return false;
    }
  }
  const bool capitals = !build->one_case && is_all_capitals(block, from, to);
  const size_t most = capitals ? CAPITALS_WORDS : TITLE_WORDS;
  const size_t words = lg_count_words(block->bytes, from, to, most + 1);
  return words >= 1 && words <= most;
}
