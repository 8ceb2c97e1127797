#include "report/text_layout.h"

#include <string.h>
#include <utf8proc.h>

#include "base/utf8.h"
#include "report/escape.h"

/* Below this no table is readable; long words break instead. */
enum { NARROWEST = 40, DEFAULT_WIDTH = 80, TAKES_NO_LESS = 8 };

static const char *const style_codes[] = {
    [LG_PLAIN] = "",         [LG_BOLD] = "\x1b[1m",    [LG_DIM] = "\x1b[2m",
    [LG_GREEN] = "\x1b[32m", [LG_YELLOW] = "\x1b[33m", [LG_RED] = "\x1b[1;31m",
    [LG_CYAN] = "\x1b[36m"};

void lg_layout_init(lg_layout *layout, lg_output *output, const lg_report_options *options) {
  layout->output = output;
  lg_buffer_init(&layout->line, &output->buffer.allocator);
  lg_buffer_init(&layout->piece, &output->buffer.allocator);
  layout->width = options->width == 0 ? DEFAULT_WIDTH : options->width;
  if (layout->width < NARROWEST) {
    layout->width = NARROWEST;
  }
  layout->color = options->color;
}

void lg_layout_free(lg_layout *layout) {
  lg_buffer_free(&layout->line);
  lg_buffer_free(&layout->piece);
}

static uint32_t character_width(uint32_t character) {
  const int width = utf8proc_charwidth((utf8proc_int32_t)character);
  return width > 0 ? (uint32_t)width : 0;
}

uint32_t lg_display_width(const char *text, size_t length) {
  uint32_t width = 0;
  for (size_t at = 0; at < length;) {
    uint32_t character = 0;
    bool valid = false;
    at += lg_utf8_decode(text + at, length - at, &character, &valid);
    width += character_width(character);
  }
  return width;
}

/* The longest prefix of at most `columns` columns; at least one character.
 * Combining marks, joined emoji and flags stay whole (grapheme clusters). */
static size_t prefix_of_width(const char *text, size_t length, uint32_t columns) {
  uint32_t width = 0;
  size_t cluster = 0; /* where the one that is being read begins */
  uint32_t before = 0;
  utf8proc_int32_t state = 0;
  for (size_t at = 0; at < length;) {
    uint32_t character = 0;
    bool valid = false;
    const size_t taken = lg_utf8_decode(text + at, length - at, &character, &valid);
    if (at > 0 && utf8proc_grapheme_break_stateful((utf8proc_int32_t)before,
                                                   (utf8proc_int32_t)character, &state)) {
      cluster = at;
    }
    width += character_width(character);
    if (width > columns && cluster > 0) {
      return cluster;
    }
    before = character;
    at += taken;
  }
  return length;
}

void lg_layout_format(lg_layout *layout, const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  lg_buffer_format_list(&layout->line, format, arguments);
  va_end(arguments);
}

void lg_layout_milli(lg_layout *layout, lg_milli value) {
  lg_milli_write(&layout->line, value);
}

void lg_layout_prose(lg_layout *layout, const char *text) {
  lg_escape_terminal(&layout->line, text, strlen(text), LG_ESCAPE_FLOW);
}

void lg_layout_name(lg_layout *layout, const char *text) {
  if (lg_begins_command(text, strlen(text))) { /* a name may begin a line; see escape.c */
    uint32_t first = 0;
    bool valid = false;
    text += lg_utf8_decode(text, strlen(text), &first, &valid);
    lg_escape_unicode(&layout->line, first);
  }
  lg_escape_terminal(&layout->line, text, strlen(text), LG_ESCAPE_NAME);
}

void lg_layout_excerpt(lg_layout *layout, const char *text, uint32_t columns) {
  lg_buffer *piece = &layout->piece;
  lg_buffer_clear(piece);
  lg_escape_terminal(piece, text, strlen(text), LG_ESCAPE_FLOW);
  if (piece->failed) {
    layout->line.failed = true;
    return;
  }
  size_t cut = prefix_of_width(piece->bytes, piece->length, columns);
  if (cut >= piece->length) {
    lg_buffer_add(&layout->line, piece->bytes, piece->length);
    return;
  }
  for (size_t at = cut; at > cut / 2; --at) {
    if (piece->bytes[at] == ' ') {
      cut = at;
      break;
    }
  }
  lg_buffer_add(&layout->line, piece->bytes, cut);
  lg_buffer_add_text(&layout->line, " ...");
}

void lg_layout_repeat(lg_layout *layout, char byte, uint32_t count) {
  for (uint32_t i = 0; i < count; ++i) {
    lg_buffer_add_byte(&layout->line, byte);
  }
}

/* Hands the failure of a scratch buffer on to the output. */
static bool gathered(lg_layout *layout) {
  if (layout->line.failed && layout->output->status == LG_OK) {
    layout->output->status = LG_NO_MEMORY;
  }
  return layout->output->status == LG_OK && layout->line.length > 0;
}

uint32_t lg_layout_measure(lg_layout *layout) {
  const uint32_t width =
      gathered(layout) ? lg_display_width(layout->line.bytes, layout->line.length) : 0;
  lg_buffer_clear(&layout->line);
  return width;
}

static void style_on(lg_layout *layout, lg_style style) {
  if (layout->color) {
    lg_output_text(layout->output, style_codes[style]);
  }
}

static void style_off(lg_layout *layout, lg_style style) {
  if (layout->color && style != LG_PLAIN) {
    lg_output_text(layout->output, "\x1b[0m");
  }
}

uint32_t lg_layout_put(lg_layout *layout, lg_style style, uint32_t column) {
  if (gathered(layout)) {
    style_on(layout, style);
    lg_output_add(layout->output, layout->line.bytes, layout->line.length);
    style_off(layout, style);
    column += lg_display_width(layout->line.bytes, layout->line.length);
  }
  lg_buffer_clear(&layout->line);
  return column;
}

static uint32_t wrap(lg_layout *layout, uint32_t indent) {
  lg_layout_newline(layout);
  return lg_layout_pad(layout, 0, indent);
}

/* No line begins with "::", which would be a command to a CI runner. */
static size_t without_command(const char *word, size_t length, size_t taken) {
  while (taken > 1 && lg_begins_command(word + taken, length - taken)) {
    do {
      --taken;
    } while (taken > 1 && lg_utf8_is_continuation(word[taken]));
  }
  return taken;
}

/* Writes a word that is wider than a line, broken where lines end. */
static uint32_t put_long_word(lg_layout *layout, const char *word, size_t length, uint32_t column,
                              uint32_t indent) {
  while (length > 0) {
    const uint32_t room = layout->width > column ? layout->width - column : 0;
    const size_t taken = without_command(word, length, prefix_of_width(word, length, room));
    const uint32_t width = lg_display_width(word, taken);
    if (width > room && column > indent) {
      column = wrap(layout, indent);
      continue;
    }
    lg_output_add(layout->output, word, taken);
    column += width;
    word += taken;
    length -= taken;
  }
  return column;
}

uint32_t lg_layout_flow(lg_layout *layout, lg_style style, uint32_t column, uint32_t indent) {
  if (!gathered(layout)) {
    lg_buffer_clear(&layout->line);
    return column;
  }
  if (indent + TAKES_NO_LESS > layout->width) {
    indent = 0;
  }
  const char *text = layout->line.bytes;
  const char *const end = text + layout->line.length;
  bool first = true;
  style_on(layout, style);
  while (text < end) {
    const char *stop = memchr(text, ' ', (size_t)(end - text));
    const size_t length = (size_t)((stop == NULL ? end : stop) - text);
    const uint32_t width = lg_display_width(text, length);
    const uint32_t space = first ? 0 : 1;
    if (column + space + width <= layout->width) {
      lg_output_repeat(layout->output, ' ', space);
      lg_output_add(layout->output, text, length);
      column += space + width;
    } else {
      if (column > indent) {
        column = wrap(layout, indent);
      }
      column = put_long_word(layout, text, length, column, indent);
    }
    first = false;
    text += length + 1;
  }
  style_off(layout, style);
  lg_buffer_clear(&layout->line);
  return column;
}

uint32_t lg_layout_pad(lg_layout *layout, uint32_t column, uint32_t target) {
  if (column >= target) {
    return column;
  }
  lg_output_repeat(layout->output, ' ', target - column);
  return target;
}

void lg_layout_newline(lg_layout *layout) {
  lg_output_byte(layout->output, '\n');
}
