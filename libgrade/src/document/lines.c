/* Lines of notes.
 *
 * In prose a line end means nothing: the text was wrapped at some width. In notes
 * it ends a thought. Which of the two a paragraph is can be seen from its lines:
 * a program (or a patient person) that wraps text puts a word on the next line
 * only when it no longer fits. So if every line, with the first word of the next
 * one added, would be longer than the longest line of the paragraph, the
 * paragraph is wrapped and its lines are joined. If not, its line ends are meant.
 * Short paragraphs can look wrapped by chance; there the words at the line end
 * decide as well. A line that begins with a bullet always begins a note. */
#include "document/build.h"

#include <string.h>

#include "base/utf8.h"

enum {
  NARROWEST = 30,      /* nobody wraps prose more narrowly than this */
  LABELLED_LINES = 44, /* in narrower lines a plain label begins a note */
  LIKELY_WRAPPED = 40, /* with several lines that agree */
  SURELY_WRAPPED = 56, /* with one line end to judge by */
  FULL_SHARE = 85,     /* per cent of the longest line that make a line a full one */
  FULL_LINES = 6,      /* the fewest full lines of an answer that was wrapped */
  FULL_PART = 40,      /* and per cent of its lines that are */
  WIDEST = 140         /* a longer line was not wrapped at all */
};

static size_t end_of_line(const lg_document *document, uint32_t line) {
  return line + 1 < document->line_count ? document->lines[line + 1] : document->source_length;
}

/* Characters of a given line, without white space at its end. */
static uint32_t line_length(lg_build *build, uint32_t line) {
  if (build->line_lengths[line] != UINT32_MAX) {
    return build->line_lengths[line];
  }
  const lg_document *document = build->document;
  size_t end = end_of_line(document, line);
  uint32_t characters = 0;
  while (end > document->lines[line] && lg_is_space(document->source[end - 1])) {
    --end;
  }
  for (size_t i = document->lines[line]; i < end; ++i) {
    characters += !lg_utf8_is_continuation(document->source[i]);
  }
  build->line_lengths[line] = characters;
  return characters;
}

/* Notes may be wrapped, too: then many lines of the answer come near its longest
 * line, while the line ends that were meant leave lines of every length. */
void lg_find_width(lg_build *build) {
  uint32_t longest = 0;
  for (uint32_t i = 0; i < build->document->line_count; ++i) {
    const uint32_t length = line_length(build, i);
    longest = length > longest ? length : longest;
  }
  if (longest > WIDEST || longest < SURELY_WRAPPED) {
    return;
  }
  uint32_t lines = 0;
  uint32_t full = 0;
  for (uint32_t i = 0; i < build->document->line_count; ++i) {
    lines += line_length(build, i) > 0;
    full += line_length(build, i) * 100 > longest * FULL_SHARE;
  }
  if (full >= FULL_LINES && full * 100 >= lines * FULL_PART) {
    build->width = longest;
  }
}

/* Characters of the word that begins at given offset `at`. */
static uint32_t first_word_length(const lg_document *document, size_t at) {
  uint32_t characters = 0;
  while (at < document->source_length && !lg_is_space(document->source[at])) {
    characters += !lg_utf8_is_continuation(document->source[at]);
    ++at;
  }
  return characters;
}

/* The start of the given word that `at` stands in, with its marks. */
static size_t word_start(const lg_document *document, uint32_t line, size_t at) {
  while (at > document->lines[line] && !lg_is_space(document->source[at - 1])) {
    --at;
  }
  return at;
}

static bool is_line_break(const lg_block_text *block, size_t at) {
  return (block->flags[at] & (LG_BYTE_NEWLINE | LG_BYTE_HARD)) != 0;
}

/* The length the line before the break at `at` would have had with the first
 * word of the next. */
static uint32_t stretched(lg_build *build, size_t at) {
  const lg_document *document = build->document;
  const lg_block_text *block = &build->block;
  const uint32_t line = lg_line_of(document, block->origins[at - 1]);
  const uint32_t next = lg_line_of(document, block->origins[at + 1]);
  return line_length(build, line) + 1 +
         first_word_length(document, word_start(document, next, block->origins[at + 1]));
}

lg_wrapping lg_block_wrapping(lg_build *build) {
  const lg_block_text *block = &build->block;
  lg_wrapping wrapping = {0, 0, true};
  uint32_t shortest_stretched = UINT32_MAX;
  if (block->length == 0) {
    return wrapping;
  }
  for (size_t i = 1; i + 1 < block->length; ++i) {
    if (!is_line_break(block, i)) {
      continue;
    }
    ++wrapping.breaks;
    const uint32_t length = line_length(build, lg_line_of(build->document, block->origins[i - 1]));
    wrapping.longest = length > wrapping.longest ? length : wrapping.longest;
    const uint32_t with_next = stretched(build, i);
    shortest_stretched = with_next < shortest_stretched ? with_next : shortest_stretched;
  }
  const uint32_t last =
      line_length(build, lg_line_of(build->document, block->origins[block->length - 1]));
  wrapping.longest = last > wrapping.longest ? last : wrapping.longest;
  wrapping.consistent = shortest_stretched > wrapping.longest;
  return wrapping;
}

/* -- bullets -------------------------------------------------------------- */

static bool starts_with(const lg_block_text *block, size_t at, const char *text) {
  const size_t length = strlen(text);
  return block->length - at >= length && memcmp(block->bytes + at, text, length) == 0;
}

/* "a) ", "1) ", "1. ", "(1) ", "iv) ": the length of the mark, or 0. */
static size_t enumerator_length(const lg_block_text *block, size_t at) {
  size_t end = at;
  const bool bracketed = block->bytes[end] == '(';
  end += bracketed;
  const size_t body = end;
  while (end < block->length && end - body < 2 && lg_is_digit(block->bytes[end])) {
    ++end;
  }
  const bool number = end > body && block->bytes[body] != '0';
  if (!number) {
    while (end < block->length && end - body < 4 && strchr("ivx", block->bytes[end]) != NULL) {
      ++end;
    }
    if (end == body && end < block->length && lg_is_lower(block->bytes[end])) {
      ++end;
    }
  }
  if (end == body || end + 1 >= block->length) {
    return 0;
  }
  const bool closed =
      block->bytes[end] == ')' || (number && !bracketed && block->bytes[end] == '.');
  return closed && block->bytes[end + 1] == ' ' ? end + 2 - at : 0;
}

/* The length of a plain bullet at `at` with the space behind it, or 0. */
static size_t bullet_length(const lg_block_text *block, size_t at) {
  static const char *const bullets[] = {
      "\xE2\x80\xA2 ",
      /* • */ "\xE2\x97\xA6 ",
      /* ◦ */ "\xE2\x96\xAA ", /* ▪ */
      "\xE2\x96\xAB ",
      /* ▫ */ "\xE2\x80\xA3 ",
      /* ‣ */ "\xE2\x97\x8F ", /* ● */
      "\xE2\x97\x8B ",
      /* ○ */ "\xE2\x96\xA0 ",
      /* ■ */ "\xE2\x9C\x93 ", /* ✓ */
      "\xE2\x9C\x94 ",
      /* ✔ */ "\xE2\x81\x83 ",
      /* ⁃ */ "\xC2\xB7 ", /* · */
      "- ",                /* en dash, folded */
      "o ",
  };
  for (size_t i = 0; i < sizeof bullets / sizeof bullets[0]; ++i) {
    if (starts_with(block, at, bullets[i])) {
      return strlen(bullets[i]);
    }
  }
  return enumerator_length(block, at);
}

/* "o" is a bullet only where the next line has one as well, or the line before. */
static bool is_certain_bullet(const lg_block_text *block, size_t at) {
  return block->bytes[at] != 'o';
}

/* -- joining -------------------------------------------------------------- */

/* The last visible character before the break, past closing marks. */
static char last_mark(const lg_block_text *block, size_t from, size_t at) {
  while (at > from && strchr(")\"'", block->bytes[at - 1]) != NULL) {
    --at;
  }
  return at > from ? block->bytes[at - 1] : ' ';
}

/* Words that want another one: a line that ends in one goes on. */
static bool ends_open(const lg_block_text *block, size_t from, size_t at) {
  static const char *const words[] = {"a",    "an",   "the",     "and", "or",   "of",   "to",
                                      "for",  "with", "in",      "by",  "from", "as",   "than",
                                      "into", "per",  "because", "our", "its",  "their"};
  size_t start = at;
  while (start > from && block->bytes[start - 1] != ' ') {
    --start;
  }
  for (size_t i = 0; i < sizeof words / sizeof words[0]; ++i) {
    if (strlen(words[i]) == at - start && memcmp(words[i], block->bytes + start, at - start) == 0) {
      return true;
    }
  }
  return block->bytes[at - 1] == ',';
}

/* A label at the start of a line shows a new note: one in bold always, a plain
 * one where the lines are too short for prose. */
static bool begins_label(const lg_build *build, const lg_wrapping *wrapping, size_t at) {
  const lg_block_text *block = &build->block;
  const bool bold = (block->flags[at] & LG_BYTE_BOLD) != 0;
  bool revocable;
  return (bold || wrapping->longest < LABELLED_LINES) &&
         lg_label_end(build, at, block->length, &revocable) != at;
}

/* Is the line end at `at` of the line of notes that began at `from` only a wrap? */
static bool is_wrap(lg_build *build, const lg_wrapping *wrapping, size_t from, size_t at) {
  const lg_block_text *block = &build->block;
  if ((block->flags[at] & LG_BYTE_HARD) != 0 || wrapping->longest < NARROWEST ||
      wrapping->longest > WIDEST) {
    return false;
  }
  const uint32_t with_next = stretched(build, at);
  if (with_next <= wrapping->longest) {
    /* There was room: meant, unless the words say otherwise. */
    return ends_open(block, from, at) && with_next * 10 > wrapping->longest * 6;
  }
  if (begins_label(build, wrapping, at + 1)) {
    return false;
  }
  if (ends_open(block, from, at) || strchr(".?!", last_mark(block, from, at)) != NULL) {
    return true; /* the full stop decides, if it is one */
  }
  if (build->width != 0) {
    return with_next > build->width;
  }
  if (!wrapping->consistent) {
    return false;
  }
  const bool agreed = wrapping->breaks > 1 && wrapping->longest >= LIKELY_WRAPPED;
  if (agreed || with_next >= SURELY_WRAPPED) {
    return true;
  }
  return (block->flags[from] & LG_BYTE_UPPER) != 0 && (block->flags[at + 1] & LG_BYTE_UPPER) == 0;
}

/* May the bullet behind the line end at `at` be one? A number at a line start
 * may also be the rest of a sentence ("... version\n3. Then"). */
static bool may_begin_item(lg_build *build, const lg_wrapping *wrapping, size_t from, size_t at,
                           bool after_item) {
  const lg_block_text *block = &build->block;
  const char first = block->bytes[at + 1];
  if (!lg_is_digit(first) && !lg_is_lower(first)) {
    return true;
  }
  if (after_item || strchr(".:;?!", last_mark(block, from, at)) != NULL) {
    return true;
  }
  return !is_wrap(build, wrapping, from, at);
}

lg_note_line lg_next_line(lg_build *build, const lg_wrapping *wrapping, size_t from) {
  const lg_block_text *block = &build->block;
  lg_note_line line = {from, block->length, false};
  const size_t bullet = bullet_length(block, from);
  if (bullet != 0 && (is_certain_bullet(block, from) || wrapping->breaks > 0)) {
    line.bullet = true;
    line.start = from + bullet;
  }
  for (size_t i = line.start; i + 1 < block->length; ++i) {
    if (!is_line_break(block, i) || i == 0) {
      continue;
    }
    const bool item = bullet_length(block, i + 1) != 0 &&
                      may_begin_item(build, wrapping, line.start, i, line.bullet);
    if (item || !is_wrap(build, wrapping, line.start, i)) {
      line.end = i;
      break;
    }
  }
  return line;
}
