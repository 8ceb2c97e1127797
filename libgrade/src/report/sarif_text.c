#include "report/sarif_text.h"

#include <stdbool.h>
#include <string.h>

#include "base/utf8.h"
#include "report/escape.h"

void lg_sarif_plain(lg_buffer *out, const char *text) {
  lg_escape_terminal(out, text, strlen(text), LG_ESCAPE_FLOW);
}

/* Appends what stands from `start` once more, byte by byte as `add` has it, and
 * takes the first version away. */
static void rewrite(lg_buffer *out, size_t start,
                    void (*add)(lg_buffer *out, char byte, char next)) {
  const size_t end = out->length;
  for (size_t at = start; at < end && !out->failed; ++at) {
    add(out, out->bytes[at], at + 1 < end ? out->bytes[at + 1] : '\0');
  }
  if (!out->failed && end > start) {
    memmove(out->bytes + start, out->bytes + end, out->length - end + 1);
    out->length -= end - start;
  }
}

static void add_message_byte(lg_buffer *out, char byte, char next) {
  if (byte == '{' || byte == '}' || (byte == ']' && next == '(')) {
    lg_buffer_add_byte(out, byte == ']' ? '\\' : byte);
  }
  lg_buffer_add_byte(out, byte);
}

void lg_sarif_message(lg_buffer *out, const char *text) {
  const size_t start = out->length;
  lg_sarif_plain(out, text);
  rewrite(out, start, add_message_byte);
}

/* Every punctuation mark of ASCII may be escaped so; these are the ones that mean
 * something within a line. */
static void add_markdown_byte(lg_buffer *out, char byte, char next) {
  (void)next;
  if (byte != '\0' && strchr("\\`*_~[]<>&|!", byte) != NULL) {
    lg_buffer_add_byte(out, '\\');
  }
  lg_buffer_add_byte(out, byte);
}

void lg_sarif_markdown(lg_buffer *out, const char *text) {
  const size_t start = out->length;
  lg_sarif_plain(out, text);
  rewrite(out, start, add_markdown_byte);
}

void lg_sarif_name(lg_buffer *out, const char *id) {
  const size_t start = out->length;
  bool first = true; /* of its word */
  for (; *id != '\0'; ++id) {
    const bool small = *id >= 'a' && *id <= 'z';
    const bool letter = small || (*id >= 'A' && *id <= 'Z') || (unsigned char)*id >= 0x80;
    if (!letter && (*id < '0' || *id > '9')) {
      first = true;
      continue;
    }
    lg_buffer_add_byte(out, small && first ? (char)(*id - 'a' + 'A') : *id);
    first = false;
  }
  if (!out->failed && out->length > start + LG_SARIF_NAME_BYTES) {
    out->length =
        start + lg_utf8_prefix(out->bytes + start, out->length - start, LG_SARIF_NAME_BYTES);
    out->bytes[out->length] = '\0';
  }
}

void lg_sarif_cut(lg_buffer *out, size_t limit) {
  static const char mark[] = "\xE2\x80\xA6";
  if (out->failed || out->length <= limit) {
    return;
  }
  out->length = lg_utf8_prefix(out->bytes, out->length, limit - (sizeof mark - 1));
  lg_buffer_add_text(out, mark);
}
