/* What md4c is not to see.
 *
 * md4c reads a copy of the answer in which single bytes are replaced by others
 * of the same length; the text itself is always taken from the answer, at the
 * offsets that md4c reports. So a byte can be hidden from the Markdown parser
 * without being lost. Hidden is what people write in plain notes and do not mean
 * as Markdown, and what costs more than linear time: the cells of very wide
 * tables, which md4c fills up in every row. */
#include "document/build.h"

#include <string.h>

enum {
  MOST_COLUMNS = 64,
  MOST_NESTING = 64,       /* '>' and list marks at the start of one line */
  LONGEST_UNDERLINED = 80, /* a longer line over "---" is a paragraph, not a heading */
  HIDDEN = 'x'             /* an ordinary letter to md4c */
};

typedef struct given_line {
  char *bytes;
  size_t length; /* without its line end */
} given_line;

static given_line line_at(const lg_build *build, uint32_t number) {
  const lg_document *document = build->document;
  const size_t start = document->lines[number];
  size_t end =
      number + 1 < document->line_count ? document->lines[number + 1] : document->source_length;
  while (end > start && (document->source[end - 1] == '\n' || document->source[end - 1] == '\r')) {
    --end;
  }
  return (given_line){build->masked + start, end - start};
}

static bool is_blank(given_line line) {
  for (size_t i = 0; i < line.length; ++i) {
    if (!lg_is_space(line.bytes[i])) {
      return false;
    }
  }
  return true;
}

/* Control characters are white space; a byte order mark at the start, too. */
static void mask_controls(char *bytes, size_t length) {
  for (size_t i = 0; i < length; ++i) {
    const unsigned char byte = (unsigned char)bytes[i];
    if (byte < ' ' && byte != '\n' && byte != '\r' && byte != '\t') {
      bytes[i] = ' ';
    }
  }
  if (length >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0) {
    memset(bytes, ' ', 3);
  }
}

static void mask_pipes(given_line line) {
  size_t pipes = 0;
  for (size_t i = 0; i < line.length; ++i) {
    pipes += line.bytes[i] == '|';
  }
  if (pipes <= MOST_COLUMNS) {
    return;
  }
  for (size_t i = 0; i < line.length; ++i) {
    if (line.bytes[i] == '|') {
      line.bytes[i] = HIDDEN;
    }
  }
}

static size_t skip_spaces(given_line line, size_t at) {
  while (at < line.length && lg_is_space(line.bytes[at])) {
    ++at;
  }
  return at;
}

/* Behind "- ", "* ", "+ ", "1. " or "1) ", or `at` where none stands. */
static size_t skip_list_mark(given_line line, size_t at) {
  size_t end = at;
  if (end < line.length && strchr("-*+", line.bytes[end]) != NULL && line.bytes[end] != '\0') {
    ++end;
  } else {
    while (end < line.length && end - at < 9 && lg_is_digit(line.bytes[end])) {
      ++end;
    }
    if (end == at || end >= line.length || (line.bytes[end] != '.' && line.bytes[end] != ')')) {
      return at;
    }
    ++end;
  }
  return end < line.length && !lg_is_space(line.bytes[end]) ? at : end;
}

/* "> 30 min", ">= 5", "> ~2 s": a comparison, not a quotation. */
static bool is_comparison(given_line line, size_t at) {
  const size_t next = skip_spaces(line, at + 1);
  return next < line.length &&
         (lg_is_digit(line.bytes[next]) || strchr("=~$<", line.bytes[next]) != NULL);
}

/* "# of events": a number sign, not a heading. */
static bool is_number_sign(given_line line, size_t at) {
  return line.length - at >= 5 && memcmp(line.bytes + at, "# of ", 5) == 0;
}

/* A plain note may begin with signs that open blocks in Markdown. */
static void mask_line_start(given_line line) {
  size_t at = skip_spaces(line, 0);
  for (unsigned nesting = 0; at < line.length; ++nesting) {
    const bool quote = line.bytes[at] == '>';
    const size_t behind = quote ? at + 1 : skip_list_mark(line, at);
    if (behind == at) {
      if (is_number_sign(line, at)) {
        line.bytes[at] = HIDDEN;
      }
      return;
    }
    if ((quote && is_comparison(line, at)) || nesting >= MOST_NESTING) {
      line.bytes[at] = HIDDEN;
      return;
    }
    at = skip_spaces(line, behind);
  }
}

static bool is_alphanumeric(char byte) {
  return lg_is_upper(byte) || lg_is_lower(byte) || lg_is_digit(byte);
}

static void mask_inside(given_line line) {
  for (size_t i = 1; i + 1 < line.length; ++i) {
    const char byte = line.bytes[i];
    if (byte == '*' && is_alphanumeric(line.bytes[i - 1]) && is_alphanumeric(line.bytes[i + 1])) {
      line.bytes[i] = HIDDEN; /* 5*3*2 is a product */
    } else if (byte == ']' && line.bytes[i + 1] == ':') {
      line.bytes[i] = HIDDEN; /* "[1]: note" is text, not a link definition */
    }
  }
}

/* Nothing but '-' or nothing but '=', at most three spaces in. */
static bool is_underline(given_line line) {
  size_t at = skip_spaces(line, 0);
  if (at > 3 || at >= line.length || (line.bytes[at] != '-' && line.bytes[at] != '=')) {
    return false;
  }
  const char mark = line.bytes[at];
  while (at < line.length && line.bytes[at] == mark) {
    ++at;
  }
  return skip_spaces(line, at) == line.length;
}

/* In Markdown a line of dashes makes the whole paragraph above it a heading. In
 * notes it is a rule, unless what stands above is one short line like a title. */
static void mask_underline(given_line line, given_line above, bool above_stands_alone) {
  if (!is_underline(line) || is_blank(above)) {
    return;
  }
  size_t end = above.length;
  while (end > 0 && lg_is_space(above.bytes[end - 1])) {
    --end;
  }
  const bool title = above_stands_alone && above.length <= LONGEST_UNDERLINED &&
                     strchr(".?!:;,", above.bytes[end - 1]) == NULL;
  if (!title) {
    memset(line.bytes, ' ', line.length);
  }
}

bool lg_mask_markup(lg_build *build) {
  lg_document *document = build->document;
  build->masked = lg_arena_copy(&document->arena, document->source, document->source_length);
  if (build->masked == NULL) {
    return false;
  }
  mask_controls(build->masked, document->source_length);
  given_line above = {NULL, 0};
  bool blank_before_above = true;
  for (uint32_t i = 0; i < document->line_count; ++i) {
    const given_line line = line_at(build, i);
    mask_underline(line, above, blank_before_above);
    mask_pipes(line);
    mask_line_start(line);
    mask_inside(line);
    blank_before_above = is_blank(above);
    above = line;
  }
  return true;
}
