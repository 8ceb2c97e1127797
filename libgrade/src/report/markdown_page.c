/* Text from outside in a page of Markdown. GitHub looks at it twice: Markdown
 * becomes HTML, and then words in that HTML become links, mentions that notify
 * people, emoji and formulas. Escapes help against the first only: &#64;all is a
 * mention like @all. The second leaves code alone. So what an answer says, and
 * every name of a file, is code; prose of rubrics is escaped, and is code where
 * a word looks like something that GitHub would make more of.
 *
 * A code span ends at a run of as many backticks as it began with: it begins
 * with one more than the text has in a row. Pipes end a cell of a table even in
 * code: there they stand between two spans. Line breaks are gone by then. */
#include "report/markdown_page.h"

#include <string.h>

#include "base/utf8.h"
#include "report/escape.h"
#include "report/excerpt.h"

/* Room for "- and 18446744073709551615 more\n" and the tags that end a list. */
enum { LIST_END = 64, LONGEST_NAME = 160, LONGEST_QUOTE = 240, SAYINGS = 300 };

void lg_markdown_init(lg_markdown *page, const lg_allocator *allocator) {
  memset(page, 0, sizeof *page);
  lg_buffer_init(&page->page, allocator);
  lg_buffer_init(&page->part, allocator);
  lg_buffer_init(&page->piece, allocator);
  page->limit = LG_MARKDOWN_LIMIT;
  page->owed = SAYINGS;
}

void lg_markdown_finish(lg_markdown *page, lg_output *output) {
  if (page->no_memory || page->page.failed) {
    lg_output_fail(output, LG_NO_MEMORY);
  } else {
    lg_output_add(output, page->page.bytes, page->page.length);
  }
  lg_buffer_free(&page->page);
  lg_buffer_free(&page->part);
  lg_buffer_free(&page->piece);
}

/* -- own words ----------------------------------------------------------------- */

void lg_markdown_format(lg_markdown *page, const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  lg_buffer_format_list(&page->part, format, arguments);
  va_end(arguments);
}

void lg_markdown_milli(lg_markdown *page, lg_milli value) {
  lg_milli_write(&page->part, value);
}

/* -- code ---------------------------------------------------------------------- */

static void add_html(lg_buffer *out, const char *bytes, size_t length) {
  for (size_t i = 0; i < length; ++i) {
    switch (bytes[i]) {
    case '&':
      lg_buffer_add_text(out, "&amp;");
      break;
    case '<':
      lg_buffer_add_text(out, "&lt;");
      break;
    case '>':
      lg_buffer_add_text(out, "&gt;");
      break;
    default:
      lg_buffer_add_byte(out, bytes[i]);
    }
  }
}

static size_t longest_run(const char *bytes, size_t length, char byte) {
  size_t longest = 0;
  size_t run = 0;
  for (size_t i = 0; i < length; ++i) {
    run = bytes[i] == byte ? run + 1 : 0;
    longest = run > longest ? run : longest;
  }
  return longest;
}

static bool is_edge(char byte) {
  return byte == '`' || byte == ' ';
}

/* A space at each end is no part of the span, unless there is nothing else. */
static void add_span(lg_buffer *out, const char *bytes, size_t length) {
  const size_t fence = longest_run(bytes, length, '`') + 1;
  const bool padded =
      (is_edge(bytes[0]) || is_edge(bytes[length - 1])) && longest_run(bytes, length, ' ') < length;
  for (size_t i = 0; i < fence; ++i) {
    lg_buffer_add_byte(out, '`');
  }
  lg_buffer_add_text(out, padded ? " " : "");
  lg_buffer_add(out, bytes, length);
  lg_buffer_add_text(out, padded ? " " : "");
  for (size_t i = 0; i < fence; ++i) {
    lg_buffer_add_byte(out, '`');
  }
}

static void add_spans_between_pipes(lg_buffer *out, const char *bytes, size_t length) {
  for (size_t at = 0; at < length;) {
    const char *pipe = memchr(bytes + at, '|', length - at);
    const size_t end = pipe != NULL ? (size_t)(pipe - bytes) : length;
    if (end > at) {
      add_span(out, bytes + at, end - at);
    }
    if (pipe != NULL) {
      lg_buffer_add_text(out, "&#124;");
    }
    at = end + 1;
  }
}

static void add_code(lg_buffer *out, lg_markdown_place place, const char *bytes, size_t length) {
  if (length == 0) {
    lg_buffer_add_text(out, "(nothing)");
  } else if (place == LG_IN_HTML) {
    lg_buffer_add_text(out, "<code>");
    add_html(out, bytes, length);
    lg_buffer_add_text(out, "</code>");
  } else if (place == LG_IN_CELL) {
    add_spans_between_pipes(out, bytes, length);
  } else {
    add_span(out, bytes, length);
  }
}

/* -- prose --------------------------------------------------------------------- */

static char lower(char byte) {
  return byte >= 'A' && byte <= 'Z' ? (char)(byte + 'a' - 'A') : byte;
}

static bool begins_with(const char *bytes, size_t length, const char *prefix) {
  size_t at = 0;
  for (; prefix[at] != '\0'; ++at) {
    if (at == length || lower(bytes[at]) != prefix[at]) {
      return false;
    }
  }
  return true;
}

static bool is_reference(const char *bytes, size_t length) {
  return begins_with(bytes, length, "gh-") && length > 3 && bytes[3] >= '0' && bytes[3] <= '9';
}

/* Whether GitHub could make more of a word: @name, #12, $formula$, :emoji:,
 * GH-12, an address. */
static bool means_something(const char *word, size_t length) {
  size_t colons = 0;
  for (size_t i = 0; i < length; ++i) {
    const size_t rest = length - i;
    colons += word[i] == ':';
    if (strchr("@#$", word[i]) != NULL || colons > 1 || begins_with(word + i, rest, "://") ||
        begins_with(word + i, rest, "www.") || is_reference(word + i, rest)) {
      return true;
    }
  }
  return false;
}

static void add_plain(lg_buffer *out, lg_markdown_place place, const char *bytes, size_t length) {
  for (size_t i = 0; i < length; ++i) {
    if (place == LG_IN_HTML || strchr("<>&", bytes[i]) != NULL) {
      add_html(out, bytes + i, 1);
    } else if (bytes[i] == '|') {
      lg_buffer_add_text(out, "&#124;");
    } else {
      if (strchr("\\`*_[]~!", bytes[i]) != NULL) {
        lg_buffer_add_byte(out, '\\');
      }
      lg_buffer_add_byte(out, bytes[i]);
    }
  }
}

/* The piece: unsafe characters visible, white space flowing. */
static void take_piece(lg_markdown *page, const char *text, size_t length, lg_escape_mode mode) {
  page->no_memory = page->no_memory || page->piece.failed;
  lg_buffer_clear(&page->piece);
  lg_escape_terminal(&page->piece, text, length, mode);
}

void lg_markdown_prose(lg_markdown *page, lg_markdown_place place, const char *text) {
  take_piece(page, text, strlen(text), LG_ESCAPE_FLOW);
  const lg_buffer *piece = &page->piece;
  for (size_t at = 0; at < piece->length;) {
    const char *word = piece->bytes + at;
    const size_t length = strcspn(word, " ");
    if (means_something(word, length)) {
      add_code(&page->part, place, word, length);
    } else {
      add_plain(&page->part, place, word, length);
    }
    at += length;
    for (; at < piece->length && piece->bytes[at] == ' '; ++at) {
      lg_buffer_add_byte(&page->part, ' ');
    }
  }
}

void lg_markdown_sentence(lg_markdown *page, const char *text) {
  lg_markdown_prose(page, LG_IN_LINE, text);
  const lg_buffer *piece = &page->piece;
  if (piece->length > 0 && strchr(".!?:", piece->bytes[piece->length - 1]) == NULL) {
    lg_buffer_add_byte(&page->part, '.');
  }
}

/* -- names and quotations ------------------------------------------------------ */

void lg_markdown_name(lg_markdown *page, lg_markdown_place place, const char *name) {
  static const char left_out[] = "\xE2\x80\xA6";
  if (*name == '\0') {
    name = "answer";
  }
  take_piece(page, name, strlen(name), LG_ESCAPE_NAME);
  lg_buffer *piece = &page->piece;
  if (piece->failed || piece->length <= LONGEST_NAME) {
    add_code(&page->part, place, piece->bytes, piece->length);
    return;
  }
  char shown[sizeof left_out - 1 + LONGEST_NAME];
  size_t from = piece->length - LONGEST_NAME;
  while (lg_utf8_is_continuation(piece->bytes[from])) {
    ++from;
  }
  memcpy(shown, left_out, sizeof left_out - 1);
  memcpy(shown + sizeof left_out - 1, piece->bytes + from, piece->length - from);
  add_code(&page->part, place, shown, sizeof left_out - 1 + piece->length - from);
}

/* Where a quotation is cut: behind a word, or within one that is too long. */
static size_t excerpt_length(const char *bytes, size_t length) {
  const size_t prefix = lg_utf8_prefix(bytes, length, LONGEST_QUOTE);
  size_t cut = prefix;
  while (cut > LONGEST_QUOTE / 2 && bytes[cut] != ' ') {
    --cut;
  }
  return cut > LONGEST_QUOTE / 2 ? cut : prefix;
}

void lg_markdown_quote(lg_markdown *page, const lg_result_evidence *evidence, bool whole) {
  const bool fits = whole || evidence->text_length <= LONGEST_QUOTE;
  const lg_excerpt excerpt =
      fits ? (lg_excerpt){0, evidence->line} : lg_excerpt_of(evidence, LONGEST_QUOTE);
  lg_buffer_format(&page->part, "line %u: %s", excerpt.line,
                   excerpt.start > 0 ? "\xE2\x80\xA6 " : "");
  take_piece(page, evidence->text + excerpt.start, evidence->text_length - excerpt.start,
             LG_ESCAPE_FLOW);
  lg_buffer *piece = &page->piece;
  if (piece->failed || whole || piece->length <= LONGEST_QUOTE) {
    add_code(&page->part, LG_IN_LINE, piece->bytes, piece->length);
    return;
  }
  add_code(&page->part, LG_IN_LINE, piece->bytes, excerpt_length(piece->bytes, piece->length));
  lg_buffer_add_text(&page->part, " \xE2\x80\xA6");
}

/* -- parts --------------------------------------------------------------------- */

bool lg_markdown_keep(lg_markdown *page) {
  page->no_memory = page->no_memory || page->part.failed || page->piece.failed;
  const bool fits =
      !page->no_memory && page->page.length + page->part.length + page->owed <= page->limit;
  if (fits) {
    lg_buffer_add(&page->page, page->part.bytes, page->part.length);
  }
  page->full = page->full || !fits;
  lg_buffer_clear(&page->part);
  return fits;
}

void lg_markdown_say(lg_markdown *page) {
  page->owed -= page->part.length;
  lg_markdown_keep(page);
}

lg_markdown_list lg_markdown_begin_list(lg_markdown *page, size_t count, bool folded) {
  lg_markdown_list list = {.left = count, .folded = folded};
  lg_markdown_format(page, folded ? "</summary>\n\n" : "\n\n");
  page->owed += LIST_END;
  list.open = lg_markdown_keep(page);
  page->owed -= list.open ? 0 : LIST_END;
  return list;
}

void lg_markdown_item(lg_markdown *page, lg_markdown_list *list) {
  if (list->open && lg_markdown_keep(page)) {
    --list->left;
    return;
  }
  if (list->open) {
    lg_markdown_end_list(page, list);
    list->open = false;
  }
  lg_buffer_clear(&page->part);
}

void lg_markdown_end_list(lg_markdown *page, const lg_markdown_list *list) {
  if (!list->open) {
    return;
  }
  if (list->left > 0) {
    lg_markdown_format(page, "- and %z more\n", list->left);
  }
  lg_markdown_format(page, list->folded ? "\n</details>\n\n" : "\n");
  page->owed -= LIST_END;
  lg_markdown_keep(page);
}

void lg_markdown_back(lg_markdown *page, size_t length) {
  if (page->page.length > length) {
    page->page.length = length;
    page->page.bytes[length] = '\0';
  }
}
