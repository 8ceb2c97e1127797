/* From the normalised text back to the given bytes, and the lines of these. */
#include "document/build.h"

#include <string.h>

#include "base/utf8.h"

static bool line_ends_at(const char *bytes, size_t length, size_t at) {
  return bytes[at] == '\n' || (bytes[at] == '\r' && (at + 1 >= length || bytes[at + 1] != '\n'));
}

bool lg_find_lines(lg_build *build) {
  lg_document *document = build->document;
  const char *bytes = document->source;
  const size_t length = document->source_length;
  uint32_t count = 1;
  for (size_t i = 0; i < length; ++i) {
    count += line_ends_at(bytes, length, i);
  }
  uint32_t *lines = lg_arena_take_array(&document->arena, count, sizeof *lines);
  build->line_lengths = lg_arena_take_array(&document->arena, count, sizeof *lines);
  if (lines == NULL || build->line_lengths == NULL) {
    return false;
  }
  memset(build->line_lengths, 0xFF, count * sizeof *lines);
  lines[0] = 0;
  uint32_t made = 1;
  for (size_t i = 0; i < length; ++i) {
    if (line_ends_at(bytes, length, i)) {
      lines[made++] = (uint32_t)(i + 1);
    }
  }
  document->lines = lines;
  document->line_count = count;
  return true;
}

uint32_t lg_line_of(const lg_document *document, size_t offset) {
  uint32_t low = 0;
  uint32_t high = document->line_count;
  while (high - low > 1) {
    const uint32_t middle = low + (high - low) / 2;
    if (document->lines[middle] <= offset) {
      low = middle;
    } else {
      high = middle;
    }
  }
  return low;
}

void lg_document_position(const lg_document *document, size_t offset, uint32_t *line,
                          uint32_t *column) {
  if (offset > document->source_length) {
    offset = document->source_length;
  }
  const uint32_t found = lg_line_of(document, offset);
  uint32_t characters = 1;
  for (size_t i = document->lines[found]; i < offset; ++i) {
    characters += !lg_utf8_is_continuation(document->source[i]);
  }
  *line = found + 1;
  *column = characters;
}

/* -- spans ---------------------------------------------------------------- */

/* The last mapping at or before `text`. */
static uint32_t mapping_of(const lg_document *document, uint32_t text) {
  uint32_t low = 0;
  uint32_t high = document->mapping_count;
  while (high - low > 1) {
    const uint32_t middle = low + (high - low) / 2;
    if (document->mappings[middle].text <= text) {
      low = middle;
    } else {
      high = middle;
    }
  }
  return low;
}

/* The given byte that became normalised byte `text`, or one of its character. */
static size_t origin_of(const lg_document *document, uint32_t text) {
  const uint32_t number = mapping_of(document, text);
  const lg_mapping entry = document->mappings[number];
  size_t origin = (size_t)entry.source + (text - entry.text);
  size_t limit = document->source_length;
  if (number + 1 < document->mapping_count &&
      document->mappings[number + 1].source > entry.source) {
    limit = document->mappings[number + 1].source;
  }
  if (origin >= limit) {
    origin = limit > entry.source ? limit - 1 : entry.source;
  }
  return origin;
}

/* Marks that stand on the character before them. */
static bool is_mark(uint32_t character) {
  return (character >= 0x300 && character <= 0x36F) ||
         (character >= 0x1AB0 && character <= 0x1AFF) ||
         (character >= 0x1DC0 && character <= 0x1DFF) ||
         (character >= 0x20D0 && character <= 0x20FF) ||
         (character >= 0xFE00 && character <= 0xFE0F) ||
         (character >= 0xFE20 && character <= 0xFE2F);
}

static size_t character_start(const lg_document *document, size_t at) {
  size_t steps = 0;
  size_t start = at;
  while (start > 0 && steps < 3 && lg_utf8_is_continuation(document->source[start])) {
    --start;
    ++steps;
  }
  /* A stray continuation byte is a character of its own. */
  uint32_t character;
  bool valid;
  const size_t taken =
      lg_utf8_decode(document->source + start, document->source_length - start, &character, &valid);
  return start + taken > at ? start : at;
}

static size_t character_end(const lg_document *document, size_t start) {
  const size_t length = document->source_length;
  size_t end = start;
  uint32_t character = 0;
  bool valid;
  if (start >= length) {
    return length;
  }
  end += lg_utf8_decode(document->source + start, length - start, &character, &valid);
  while (end < length && (unsigned char)document->source[end] >= 0xCC) {
    const size_t taken = lg_utf8_decode(document->source + end, length - end, &character, &valid);
    if (!is_mark(character)) {
      break;
    }
    end += taken;
  }
  return end;
}

void lg_document_source(const lg_document *document, uint32_t text_start, uint32_t text_end,
                        size_t *start, size_t *end) {
  const uint32_t length = (uint32_t)document->length;
  text_end = text_end > length ? length : text_end;
  text_start = text_start > text_end ? text_end : text_start;
  while (text_start < text_end && lg_is_space(document->text[text_start])) {
    ++text_start;
  }
  while (text_end > text_start && lg_is_space(document->text[text_end - 1])) {
    --text_end;
  }
  if (document->mapping_count == 0 || length == 0) {
    *start = *end = 0;
    return;
  }
  if (text_start == text_end) {
    *start = text_start < length ? character_start(document, origin_of(document, text_start))
                                 : document->source_length;
    *end = *start;
    return;
  }
  *start = character_start(document, origin_of(document, text_start));
  *end = character_end(document, character_start(document, origin_of(document, text_end - 1)));
}

/* -- searching ------------------------------------------------------------ */

uint32_t lg_document_sentence_at(const lg_document *document, uint32_t offset) {
  uint32_t low = 0;
  uint32_t high = document->sentence_count;
  while (high > low + 1) {
    const uint32_t middle = low + (high - low) / 2;
    if (document->sentences[middle].start <= offset) {
      low = middle;
    } else {
      high = middle;
    }
  }
  return low;
}

uint32_t lg_document_word_at(const lg_document *document, uint32_t offset) {
  uint32_t low = 0;
  uint32_t high = document->word_count;
  while (low < high) {
    const uint32_t middle = low + (high - low) / 2;
    if (document->words[middle].end > offset) {
      high = middle;
    } else {
      low = middle + 1;
    }
  }
  return low;
}

uint32_t lg_document_clause_at(const lg_document *document, uint32_t offset) {
  uint32_t low = 0;
  uint32_t high = document->clause_count;
  while (high > low + 1) {
    const uint32_t middle = low + (high - low) / 2;
    if (document->clauses[middle] <= offset) {
      low = middle;
    } else {
      high = middle;
    }
  }
  return low;
}

bool lg_is_in_one_case(const lg_build *build) {
  const lg_document *document = build->document;
  bool capitals = false;
  bool small = false;
  for (size_t i = 0; i < document->source_length && !(capitals && small); ++i) {
    capitals = capitals || lg_is_upper(document->source[i]);
    small = small || lg_is_lower(document->source[i]);
  }
  return !(capitals && small);
}
