#include "report/escape.h"

#include "base/utf8.h"

typedef struct range {
  uint32_t first;
  uint32_t last;
} range;

static const range unsafe_ranges[] = {
    {0x0000, 0x001F},   /* C0 */
    {0x007F, 0x009F},   /* DEL, C1 */
    {0x061C, 0x061C},   /* Arabic letter mark */
    {0x200E, 0x200F},   /* left-to-right and right-to-left mark */
    {0x2028, 0x202E},   /* separators, embeddings, overrides */
    {0x2066, 0x206F},   /* isolates, deprecated format controls */
    {0xFEFF, 0xFEFF},   /* byte-order mark */
    {0xFFF9, 0xFFFB},   /* interlinear annotation */
    {0xFFFE, 0xFFFF},   /* no characters; XML and YAML forbid them */
    {0xE0000, 0xE007F}, /* tags */
};

bool lg_character_is_unsafe(uint32_t character) {
  for (size_t i = 0; i < sizeof unsafe_ranges / sizeof *unsafe_ranges; ++i) {
    if (character <= unsafe_ranges[i].last) {
      return character >= unsafe_ranges[i].first;
    }
  }
  return false;
}

static void add_unit(lg_buffer *out, uint32_t unit) {
  static const char digits[] = "0123456789abcdef";
  const char text[6] = {'\\',
                        'u',
                        digits[unit >> 12 & 15],
                        digits[unit >> 8 & 15],
                        digits[unit >> 4 & 15],
                        digits[unit & 15]};
  lg_buffer_add(out, text, sizeof text);
}

void lg_escape_unicode(lg_buffer *out, uint32_t character) {
  if (character > 0xFFFF) {
    const uint32_t rest = character - 0x10000;
    add_unit(out, 0xD800 + (rest >> 10));
    add_unit(out, 0xDC00 + (rest & 0x3FF));
    return;
  }
  add_unit(out, character);
}

static bool is_space(char byte) {
  return byte == ' ' || byte == '\t' || byte == '\n' || byte == '\r' || byte == '\f' ||
         byte == '\v';
}

static void add_character(lg_buffer *out, const char *bytes, size_t taken, uint32_t character,
                          bool valid) {
  if (!valid) {
    char replacement[4];
    lg_buffer_add(out, replacement, lg_utf8_encode(LG_UTF8_REPLACEMENT, replacement));
  } else if (character < 0x20 || character == 0x7F) {
    lg_buffer_add_byte(out, '^');
    lg_buffer_add_byte(out, (char)(character ^ 0x40));
  } else if (lg_character_is_unsafe(character)) {
    lg_escape_unicode(out, character);
  } else {
    lg_buffer_add(out, bytes, taken);
  }
}

/* What GitHub's runner passes over in front of a command. */
static bool is_blank(uint32_t c) {
  return (c >= 0x09 && c <= 0x0D) || c == ' ' || c == 0x85 || c == 0xA0 || c == 0x1680 ||
         (c >= 0x2000 && c <= 0x200A) || c == 0x2028 || c == 0x2029 || c == 0x202F || c == 0x205F ||
         c == 0x3000;
}

bool lg_begins_command(const char *text, size_t length) {
  uint32_t character = 0;
  bool valid = false;
  size_t at = 0;
  while (at < length) {
    const size_t taken = lg_utf8_decode(text + at, length - at, &character, &valid);
    if (!is_blank(character)) {
      break;
    }
    at += taken;
  }
  return length - at > 1 && text[at] == ':' && text[at + 1] == ':';
}

/* Continuous integration obeys what a program prints: GitHub's runner takes a line
 * that begins with "::", spaces in front or not, and "##[" anywhere, for commands.
 * Where a line breaks is not known here, so every word that begins so is shown
 * otherwise; "amount::numeric" is left alone. */
static bool add_command_mark(lg_buffer *out, const char *text, size_t length, size_t at,
                             bool word_begins) {
  if (word_begins && length - at > 1 && text[at] == ':' && text[at + 1] == ':') {
    lg_escape_unicode(out, ':');
    return true;
  }
  if (text[at] == '[' && at > 1 && text[at - 1] == '#' && text[at - 2] == '#') {
    lg_escape_unicode(out, '[');
    return true;
  }
  return false;
}

void lg_escape_terminal(lg_buffer *out, const char *text, size_t length, lg_escape_mode mode) {
  bool space = false;   /* white space is owed */
  bool written = false; /* something stands before it */
  bool begins = true;   /* a word does: blanks stood there since the last space */
  for (size_t at = 0; at < length;) {
    if (mode == LG_ESCAPE_FLOW && is_space(text[at])) {
      space = true;
      begins = true;
      ++at;
      continue;
    }
    if (space && written) {
      lg_buffer_add_byte(out, ' ');
    }
    uint32_t character = 0;
    bool valid = false;
    const size_t taken = lg_utf8_decode(text + at, length - at, &character, &valid);
    if (!add_command_mark(out, text, length, at, mode == LG_ESCAPE_FLOW && begins)) {
      add_character(out, text + at, taken, character, valid);
    }
    begins = begins && is_blank(character);
    at += taken;
    space = false;
    written = true;
  }
}
