/* For tests: ways to write an answer differently. Header only; every text that
 * comes back is the caller's. */
#ifndef LIBGRADE_TESTS_TRANSFORMATIONS_H
#define LIBGRADE_TESTS_TRANSFORMATIONS_H

#include <ctype.h>
#include <stdbool.h>
#include <utf8proc.h>

#include "../support/grading.h"

/* A piece of a text that somebody else owns. */
typedef struct piece {
  const char *bytes;
  size_t length;
} piece;

static inline void add_bytes(text *made, const char *bytes, size_t length) {
  add_to_text(made, bytes, length);
}

static inline void add_string(text *made, const char *bytes) {
  add_to_text(made, bytes, strlen(bytes));
}

static inline text empty_text(void) {
  text made = {NULL, 0};
  add_string(&made, "");
  return made;
}

static inline bool begins(piece given, size_t at, const char *bytes) {
  const size_t length = strlen(bytes);
  return given.length - at >= length && memcmp(given.bytes + at, bytes, length) == 0;
}

static inline bool is_letter(piece given, size_t at) {
  return at < given.length && isalpha((unsigned char)given.bytes[at]);
}

/* -- bytes for bytes --------------------------------------------------------------- */

static inline text replaced(piece given, const char *from, const char *to) {
  text made = empty_text();
  for (size_t i = 0; i < given.length;) {
    if (begins(given, i, from)) {
      add_string(&made, to);
      i += strlen(from);
    } else {
      add_bytes(&made, given.bytes + i++, 1);
    }
  }
  return made;
}

static inline text with_windows_line_ends(piece given) {
  return replaced(given, "\n", "\r\n");
}

static inline text with_old_line_ends(piece given) {
  return replaced(given, "\n", "\r");
}

static inline text with_trailing_spaces(piece given) {
  text made = empty_text();
  for (size_t i = 0; i < given.length; ++i) {
    if (given.bytes[i] == '\n' && i > 0 && strchr(" \\", given.bytes[i - 1]) == NULL) {
      add_string(&made, " ");
    }
    add_bytes(&made, given.bytes + i, 1);
  }
  return made;
}

static inline text with_blank_lines_at_the_end(piece given) {
  text made = empty_text();
  add_bytes(&made, given.bytes, given.length);
  add_string(&made, "\n \n\n\t\n");
  return made;
}

static inline text without_last_line_end(piece given) {
  text made = empty_text();
  while (given.length > 0 && strchr(" \r\n", given.bytes[given.length - 1]) != NULL) {
    --given.length;
  }
  add_bytes(&made, given.bytes, given.length);
  return made;
}

static inline text upper_case(piece given) {
  text made = empty_text();
  add_bytes(&made, given.bytes, given.length);
  for (size_t i = 0; i < made.length; ++i) {
    const bool small = made.bytes[i] >= 'a' && made.bytes[i] <= 'z';
    made.bytes[i] = (char)(small ? made.bytes[i] - 'a' + 'A' : made.bytes[i]);
  }
  return made;
}

static inline text lower_case(piece given) {
  text made = empty_text();
  add_bytes(&made, given.bytes, given.length);
  for (size_t i = 0; i < made.length; ++i) {
    const bool capital = made.bytes[i] >= 'A' && made.bytes[i] <= 'Z';
    made.bytes[i] = (char)(capital ? made.bytes[i] - 'A' + 'a' : made.bytes[i]);
  }
  return made;
}

/* -- characters ---------------------------------------------------------------------- */

static inline text unicode_form(piece given, utf8proc_option_t options) {
  utf8proc_uint8_t *bytes;
  const utf8proc_ssize_t length =
      utf8proc_map((const utf8proc_uint8_t *)given.bytes, (utf8proc_ssize_t)given.length, &bytes,
                   options | UTF8PROC_STABLE);
  ck_assert_int_ge(length, 0);
  text made = empty_text();
  add_bytes(&made, (const char *)bytes, (size_t)length);
  free(bytes);
  return made;
}

static inline text decomposed(piece given) {
  return unicode_form(given, UTF8PROC_DECOMPOSE);
}

static inline text with_curly_quotes(piece given) {
  text made = empty_text();
  for (size_t i = 0; i < given.length; ++i) {
    const bool opens = i == 0 || strchr(" \n([*_", given.bytes[i - 1]) != NULL;
    if (given.bytes[i] == '"') {
      add_string(&made, opens ? "\xE2\x80\x9C" : "\xE2\x80\x9D");
    } else if (given.bytes[i] == '\'') {
      add_string(&made, opens && !is_letter(given, i + 1) ? "\xE2\x80\x98" : "\xE2\x80\x99");
    } else {
      add_bytes(&made, given.bytes + i, 1);
    }
  }
  return made;
}

/* Between two letters only: elsewhere a space can be part of a mark ("- "). */
static inline text with_unbreakable_spaces(piece given) {
  text made = empty_text();
  for (size_t i = 0; i < given.length; ++i) {
    const bool inside = i > 0 && is_letter(given, i - 1) && is_letter(given, i + 1);
    if (given.bytes[i] == ' ' && inside) {
      add_string(&made, "\xC2\xA0");
    } else {
      add_bytes(&made, given.bytes + i, 1);
    }
  }
  return made;
}

/* -- paragraphs ------------------------------------------------------------------------ */

typedef struct paragraph {
  piece body;   /* without the line end behind its last line */
  bool is_text; /* no heading, list, table, code, quotation; no marked line end */
} paragraph;

enum { MOST_PARAGRAPHS = 1000 };

typedef struct paragraphs {
  paragraph items[MOST_PARAGRAPHS];
  size_t count;
} paragraphs;

static inline bool is_blank(const char *bytes, size_t length) {
  for (size_t i = 0; i < length; ++i) {
    if (!isspace((unsigned char)bytes[i])) {
      return false;
    }
  }
  return true;
}

/* Does a line begin as text does: with a letter, not with "a)", "b." or "iv)"? */
static inline bool begins_with_text(const char *line, size_t length) {
  size_t letters = 0;
  while (letters < length && isalpha((unsigned char)line[letters])) {
    ++letters;
  }
  return letters > 4 || (letters > 0 && letters < length && strchr(").:", line[letters]) == NULL);
}

static inline bool is_text_line(const char *line, size_t length) {
  return begins_with_text(line, length) && memchr(line, '|', length) == NULL &&
         memchr(line, '`', length) == NULL && line[length - 1] != ' ' && line[length - 1] != '\\';
}

static inline bool fences(const char *line, size_t length) {
  return length >= 3 && (memcmp(line, "```", 3) == 0 || memcmp(line, "~~~", 3) == 0);
}

/* The paragraphs of an answer: stretches between blank lines. */
static inline void split(piece given, paragraphs *made) {
  bool in_code = false;
  bool open = false;
  made->count = 0;
  for (size_t at = 0; at < given.length;) {
    const char *line = given.bytes + at;
    const char *newline = memchr(line, '\n', given.length - at);
    const size_t length = newline != NULL ? (size_t)(newline - line) : given.length - at;
    at += length + (newline != NULL);
    if (is_blank(line, length)) {
      open = false;
      continue;
    }
    if (!open && made->count < MOST_PARAGRAPHS) {
      made->items[made->count++] = (paragraph){{line, length}, true};
    }
    open = true;
    paragraph *last = &made->items[made->count - 1];
    last->body.length = (size_t)(line + length - last->body.bytes);
    in_code = in_code != fences(line, length);
    last->is_text = last->is_text && !in_code && is_text_line(line, length);
  }
}

/* The answer with every paragraph of text written by `write`. */
static inline text rewritten(piece given, void (*write)(text *made, piece body)) {
  static paragraphs found;
  text made = empty_text();
  const char *done = given.bytes;
  split(given, &found);
  for (size_t i = 0; i < found.count; ++i) {
    if (found.items[i].is_text) {
      const piece body = found.items[i].body;
      add_bytes(&made, done, (size_t)(body.bytes - done));
      write(&made, body);
      done = body.bytes + body.length;
    }
  }
  add_bytes(&made, done, (size_t)(given.bytes + given.length - done));
  return made;
}

/* -- lines of paragraphs ----------------------------------------------------------------- */

enum { COLUMNS = 60 };

/* Bytes of the word that begins at `at`. */
static inline size_t word_at(piece body, size_t at) {
  size_t end = at;
  while (end < body.length && body.bytes[end] != ' ' && body.bytes[end] != '\n') {
    ++end;
  }
  return end - at;
}

/* Would it be a mark at the beginning of a line: "-", "3.", "a)"? */
static inline bool is_mark(piece word) {
  return word.length == 0 || strchr("#>=~<", word.bytes[0]) != NULL ||
         (word.length <= 3 && !isalnum((unsigned char)word.bytes[word.length - 1]));
}

static inline bool holds_marks(piece body) {
  for (size_t at = 0; at < body.length;) {
    const piece word = {body.bytes + at, word_at(body, at)};
    if (is_mark(word)) {
      return true;
    }
    at += word.length + 1;
  }
  return false;
}

static inline void write_wrapped(text *made, piece body) {
  size_t column = 0;
  for (size_t at = 0; at < body.length;) {
    const size_t length = word_at(body, at);
    if (at > 0) {
      const bool fits = column + 1 + length <= COLUMNS;
      add_string(made, fits ? " " : "\n");
      column = fits ? column + 1 : 0;
    }
    add_bytes(made, body.bytes + at, length);
    column += length;
    at += length + 1;
  }
}

/* Were its lines wrapped? Then each, with the word that follows, is too long. */
static inline bool is_wrapped(piece body) {
  size_t longest = 0;
  size_t shortest_stretched = SIZE_MAX;
  size_t lines = 0;
  for (size_t at = 0; at < body.length; ++lines) {
    const char *newline = memchr(body.bytes + at, '\n', body.length - at);
    const size_t end = newline != NULL ? (size_t)(newline - body.bytes) : body.length;
    longest = end - at > longest ? end - at : longest;
    if (newline != NULL) {
      const size_t stretched = end - at + 1 + word_at(body, end + 1);
      shortest_stretched = stretched < shortest_stretched ? stretched : shortest_stretched;
    }
    at = end + 1;
  }
  return lines == 1 || (longest >= COLUMNS && shortest_stretched > longest);
}

static inline void write_in_narrow_lines(text *made, piece body) {
  if (is_wrapped(body) && !holds_marks(body)) {
    write_wrapped(made, body);
  } else {
    add_bytes(made, body.bytes, body.length);
  }
}

static inline void write_in_one_line(text *made, piece body) {
  const bool wrapped = is_wrapped(body);
  for (size_t i = 0; i < body.length; ++i) {
    add_bytes(made, wrapped && body.bytes[i] == '\n' ? " " : body.bytes + i, 1);
  }
}

static inline text in_narrow_lines(piece given) {
  return rewritten(given, write_in_narrow_lines);
}

static inline text in_one_line(piece given) {
  return rewritten(given, write_in_one_line);
}

#endif
