/* Where a sentence ends, and the growing list of them. */
#include "document/build.h"

#include <string.h>

#include "base/limits.h"
#include "base/utf8.h"

/* -- the end of a sentence ------------------------------------------------ */

static bool is_in(char byte, const char *set) {
  return byte != '\0' && strchr(set, byte) != NULL;
}

/* Full stops, question and exclamation marks, and what closes behind them. */
static size_t skip_stops(const lg_block_text *block, size_t at, size_t to) {
  while (at < to && is_in(block->bytes[at], ".?!")) {
    ++at;
  }
  return at;
}

static size_t skip_closers(const lg_block_text *block, size_t at, size_t to) {
  while (at < to && is_in(block->bytes[at], "\"')]*")) {
    ++at;
  }
  return at;
}

/* Does what follows the space at `at` look like the start of a sentence? */
static bool continues_lower(const lg_build *build, size_t at, size_t to) {
  const lg_block_text *block = &build->block;
  ++at;
  while (at < to && is_in(block->bytes[at], "\"'([")) {
    ++at;
  }
  return at < to && lg_is_lower(block->bytes[at]) &&
         (build->one_case || (block->flags[at] & LG_BYTE_UPPER) == 0);
}

/* "e.g." never ends a sentence; one that is listed with its full stop, such as
 * "etc.", does where a capital follows. */
static bool is_abbreviation(const lg_build *build, size_t from, size_t stop, bool lower_follows) {
  const lg_language *language = build->language;
  const lg_block_text *block = &build->block;
  size_t start = stop;
  while (start > from && !is_in(block->bytes[start - 1], " (\"'[,;/")) {
    --start;
  }
  const char *word = block->bytes + start;
  if (language == NULL || stop == start || stop - start > 16) {
    return false;
  }
  if (lg_word_in(language->abbreviations, language->abbreviation_count, word, stop - start + 1)) {
    /* In notes all in small letters "wait 15 min. then" is two sentences. */
    const bool casual = lg_is_lower(block->bytes[from]) &&
                        (block->flags[from] & LG_BYTE_UPPER) == 0 &&
                        lg_language_unit(language, word, stop - start) != NULL;
    return lower_follows && !casual;
  }
  return lg_word_in(language->abbreviations, language->abbreviation_count, word, stop - start) != 0;
}

/* `at` holds the first of some full stops. Returns the end of the sentence
 * behind them, or 0 where none ends. */
static size_t end_at(const lg_build *build, size_t from, size_t at, size_t to) {
  const lg_block_text *block = &build->block;
  const size_t stops_end = skip_stops(block, at, to);
  const size_t end = skip_closers(block, stops_end, to);
  if (end == to) {
    return to;
  }
  if (block->bytes[end] != ' ' || (block->flags[at] & LG_BYTE_CODE) != 0) {
    return 0;
  }
  const bool lower_follows = continues_lower(build, end, to);
  const bool asks = memchr(block->bytes + at, '?', stops_end - at) != NULL ||
                    memchr(block->bytes + at, '!', stops_end - at) != NULL;
  if (end > stops_end && (lower_follows || is_in(block->bytes[end + 1], ",;:-=&|"))) {
    return 0; /* a quotation or bracket inside the sentence */
  }
  if (asks) {
    return end;
  }
  if (stops_end - at > 1) {
    return lower_follows ? 0 : end; /* an ellipsis */
  }
  return is_abbreviation(build, from, at, lower_follows) ? 0 : end;
}

size_t lg_sentence_end(const lg_build *build, size_t from, size_t to) {
  const lg_block_text *block = &build->block;
  for (size_t i = from; i < to; ++i) {
    const char byte = block->bytes[i];
    if (byte != '.' && byte != '?' && byte != '!') {
      continue;
    }
    const size_t end = end_at(build, from, i, to);
    if (end != 0) {
      return end;
    }
    i = skip_stops(block, i, to) - 1;
  }
  return to;
}

/* -- drafts --------------------------------------------------------------- */

static void add_mapping(lg_build *build, uint32_t text, uint32_t source) {
  if (build->mapping_count > 0) {
    const lg_mapping last = build->mappings[build->mapping_count - 1];
    if (last.source + (text - last.text) == source && last.source <= source) {
      return;
    }
  }
  if (!lg_grow(&build->allocator, &build->mappings, &build->mapping_capacity,
               build->mapping_count + 1, sizeof *build->mappings)) {
    build->failed = true;
    return;
  }
  build->mappings[build->mapping_count++] = (lg_mapping){text, source};
}

/* Appends [from, to) of the block text to the normalised text. */
static void add_bytes(lg_build *build, size_t from, size_t to) {
  const lg_block_text *block = &build->block;
  const uint32_t text = (uint32_t)build->text.length;
  uint32_t expected = UINT32_MAX;
  for (size_t i = from; i < to && !build->failed; ++i, ++expected) {
    if (block->origins[i] != expected) {
      add_mapping(build, text + (uint32_t)(i - from), block->origins[i]);
      expected = block->origins[i];
    }
  }
  lg_buffer_add(&build->text, block->bytes + from, to - from);
  build->failed = build->failed || build->text.failed;
}

static uint32_t add_one(lg_build *build, size_t from, size_t to, const lg_draft *like,
                        uint8_t marks) {
  if (!lg_grow(&build->allocator, &build->drafts, &build->draft_capacity, build->draft_count + 1,
               sizeof *build->drafts)) {
    build->failed = true;
    return LG_NO_SENTENCE;
  }
  if (build->text.length > 0) {
    lg_buffer_add_byte(&build->text, '\n');
  }
  lg_draft *draft = &build->drafts[build->draft_count];
  *draft = *like;
  draft->marks |= marks;
  draft->sentence.start = (uint32_t)build->text.length;
  add_bytes(build, from, to);
  draft->sentence.end = (uint32_t)build->text.length;
  return (uint32_t)build->draft_count++;
}

/* Where to cut a sentence over the limit: behind the last word that fits, else
 * between two characters. */
static size_t cut_within_limit(const lg_block_text *block, size_t from) {
  size_t at = from + LG_LIMIT_SENTENCE_BYTES;
  while (at > from && block->bytes[at] != ' ') {
    --at;
  }
  return at > from ? at
                   : from + lg_utf8_prefix(block->bytes + from, LG_LIMIT_SENTENCE_BYTES + 1,
                                           LG_LIMIT_SENTENCE_BYTES);
}

uint32_t lg_add_draft(lg_build *build, size_t from, size_t to, const lg_draft *like) {
  const lg_block_text *block = &build->block;
  uint32_t first = LG_NO_SENTENCE;
  lg_draft draft = *like;
  while (from < to && !build->failed) {
    while (from < to && block->bytes[from] == ' ') {
      ++from;
    }
    while (to > from && block->bytes[to - 1] == ' ') {
      --to;
    }
    if (from == to) {
      break;
    }
    size_t end = to;
    uint8_t marks = 0;
    if (to - from > LG_LIMIT_SENTENCE_BYTES) {
      end = cut_within_limit(block, from);
      marks = block->bytes[end] == ' ' ? LG_MARK_CUT : 0;
    }
    const uint32_t added = add_one(build, from, end, &draft, marks);
    first = first == LG_NO_SENTENCE ? added : first;
    draft.marks &= (uint8_t) ~(LG_MARK_LINE_START | LG_MARK_BLOCK_START | LG_MARK_FIRST_ITEM);
    from = end;
  }
  return first;
}
