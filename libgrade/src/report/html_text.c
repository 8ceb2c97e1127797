#include <stdarg.h>
#include <string.h>

#include "base/utf8.h"
#include "report/escape.h"
#include "report/html.h"
#include "report/ranking.h"

/* -- markup ---------------------------------------------------------------------- */

void lg_html_markup(lg_html *page, const char *format, ...) {
  lg_output *output = page->output;
  if (output->status != LG_OK) {
    return;
  }
  va_list arguments;
  va_start(arguments, format);
  lg_buffer_format_list(&output->buffer, format, arguments);
  va_end(arguments);
  lg_output_add(output, "", 0);
}

void lg_html_points(lg_html *page, lg_milli points) {
  if (points < 0) {
    lg_output_text(page->output, "\xe2\x88\x92");
  }
  lg_output_milli(page->output, points < 0 ? -points : points);
}

void lg_html_heading(lg_html *page, unsigned below, const char *name, const char *text) {
  const unsigned level = page->level + below;
  lg_html_markup(page, "<h%u id=\"a%u-%s\">%s</h%u>\n", level, page->number, name, text, level);
}

/* -- text from outside ------------------------------------------------------------ */

typedef enum place { IN_TEXT, IN_NAME, IN_ATTRIBUTE } place;

static bool is_noncharacter(uint32_t character) {
  return (character & 0xFFFE) == 0xFFFE || (character >= 0xFDD0 && character <= 0xFDEF);
}

static bool must_be_shown(uint32_t character, place where) {
  if (character == '\n' || character == '\t') {
    return where != IN_TEXT;
  }
  return lg_character_is_unsafe(character) || is_noncharacter(character);
}

static const char *entity_of(uint32_t character) {
  switch (character) {
  case '&':
    return "&amp;";
  case '<':
    return "&lt;";
  case '>':
    return "&gt;";
  case '"':
    return "&quot;";
  default:
    return NULL;
  }
}

/* "U+202E": four digits at least. */
static void show_character(lg_output *output, uint32_t character, place where) {
  static const char digits[] = "0123456789ABCDEF";
  unsigned shift = 12;
  while (character >> shift > 15) {
    shift += 4;
  }
  lg_output_text(output, where == IN_ATTRIBUTE ? "U+" : "<span class=\"u\">U+");
  for (;; shift -= 4) {
    lg_output_byte(output, digits[character >> shift & 15u]);
    if (shift == 0) {
      break;
    }
  }
  lg_output_text(output, where == IN_ATTRIBUTE ? "" : "</span>");
}

static void write_special(lg_output *output, uint32_t character, bool valid, place where) {
  const char *entity = entity_of(character);
  if (!valid) {
    char replacement[4];
    lg_output_add(output, replacement, lg_utf8_encode(LG_UTF8_REPLACEMENT, replacement));
  } else if (entity != NULL) {
    lg_output_text(output, entity);
  } else {
    show_character(output, character, where);
  }
}

static void write_text(lg_output *output, const char *bytes, size_t length, place where) {
  size_t plain = 0; /* where the bytes that can be copied begin */
  for (size_t at = 0; at < length;) {
    uint32_t character = 0;
    bool valid = false;
    const size_t taken = lg_utf8_decode(bytes + at, length - at, &character, &valid);
    if (!valid || must_be_shown(character, where) || entity_of(character) != NULL) {
      lg_output_add(output, bytes + plain, at - plain);
      plain = at + taken;
      /* A browser reads CRLF as a line feed anyway. */
      const bool half = character == '\r' && plain < length && bytes[plain] == '\n';
      if (!half || where != IN_TEXT) {
        write_special(output, character, valid, where);
      }
    }
    at += taken;
  }
  lg_output_add(output, bytes + plain, length - plain);
}

void lg_html_text_of(lg_html *page, const char *bytes, size_t length) {
  write_text(page->output, bytes, length, IN_TEXT);
}

void lg_html_text(lg_html *page, const char *text) {
  if (text != NULL) {
    lg_html_text_of(page, text, strlen(text));
  }
}

void lg_html_sentence(lg_html *page, const char *text) {
  const size_t length = text != NULL ? strlen(text) : 0;
  lg_html_text(page, text);
  if (length > 0 && strchr(".!?:", text[length - 1]) == NULL) {
    lg_output_byte(page->output, '.');
  }
}

void lg_html_name(lg_html *page, const char *path) {
  const char *name = *path == '\0' ? "answer" : path;
  lg_output_text(page->output, "<bdi>");
  for (const char *slash = NULL; (slash = strchr(name, '/')) != NULL; name = slash + 1) {
    write_text(page->output, name, (size_t)(slash + 1 - name), IN_NAME);
    lg_output_text(page->output, "<wbr>"); /* a long path is broken between folders */
  }
  write_text(page->output, name, strlen(name), IN_NAME);
  lg_output_text(page->output, "</bdi>");
}

void lg_html_attribute(lg_html *page, const char *text) {
  write_text(page->output, text, strlen(text), IN_ATTRIBUTE);
}

/* -- verdicts ---------------------------------------------------------------------- */

lg_html_kind lg_html_criterion_kind(const lg_result_criterion *criterion) {
  static const lg_html_kind kinds[LG_STANDINGS] = {[LG_STANDING_UNDECIDED] = LG_HTML_OPEN,
                                                   [LG_STANDING_MISSING] = LG_HTML_NONE,
                                                   [LG_STANDING_PARTIAL] = LG_HTML_PART,
                                                   [LG_STANDING_FULL] = LG_HTML_FULL};
  return kinds[lg_standing_of(criterion)];
}

lg_html_kind lg_html_penalty_kind(const lg_result_penalty *penalty) {
  return penalty->undetermined ? LG_HTML_OPEN : penalty->present ? LG_HTML_COST : LG_HTML_NONE;
}

const char *lg_html_kind_class(lg_html_kind kind) {
  static const char *const classes[LG_HTML_KINDS] = {"full", "part", "open", "none", "cost"};
  return classes[kind];
}

const char *lg_html_kind_word(lg_html_kind kind) {
  static const char *const words[LG_HTML_KINDS] = {"credited", "credited in part", "undecided",
                                                   "missing", "penalty"};
  return words[kind];
}

void lg_html_icon(lg_html *page, lg_html_kind kind) {
  const char *name = lg_html_kind_class(kind);
  lg_html_markup(page, "<svg class=\"i %s\" aria-hidden=\"true\"><use href=\"#i-%s\"/></svg>", name,
                 name);
}
