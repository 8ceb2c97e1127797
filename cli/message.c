#include "message.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "progress.h"
#include "support.h"

size_t decode_utf8(const char *bytes, uint32_t *character) {
  const unsigned char *text = (const unsigned char *)bytes;
  static const uint32_t smallest[] = {0, 0, 0x80, 0x800, 0x10000};
  const unsigned char lead = text[0];
  const size_t length = lead < 0x80 ? 1 : lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
  if (length == 1) {
    *character = lead;
    return 1;
  }
  if (lead < 0xC2 || lead > 0xF4) {
    return 0;
  }
  uint32_t value = lead & (0xFFu >> (length + 1));
  for (size_t i = 1; i < length; ++i) {
    if ((text[i] & 0xC0u) != 0x80u) {
      return 0;
    }
    value = value << 6 | (text[i] & 0x3Fu);
  }
  const bool surrogate = value >= 0xD800 && value <= 0xDFFF;
  if (value < smallest[length] || value > 0x10FFFF || surrogate) {
    return 0;
  }
  *character = value;
  return length;
}

static bool is_unsafe(uint32_t c) {
  return c < 0x20 || (c >= 0x7F && c <= 0x9F) || c == 0x61C || c == 0x200E || c == 0x200F ||
         (c >= 0x2028 && c <= 0x202E) || (c >= 0x2066 && c <= 0x206F) || c == 0xFEFF ||
         (c >= 0xFFF9 && c <= 0xFFFB) || c == 0xFFFE || c == 0xFFFF ||
         (c >= 0xE0000 && c <= 0xE007F);
}

/* What GitHub's runner passes over in front of a command. */
static bool is_blank(uint32_t c) {
  return c == ' ' || c == 0xA0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200A) || c == 0x202F ||
         c == 0x205F || c == 0x3000;
}

/* What it takes for a command: "::" where a text begins, "##[" anywhere. */
static bool is_command_mark(const char *start, const char *text, bool begins) {
  return (begins && text[0] == ':' && text[1] == ':') ||
         (*text == '[' && text - start > 1 && text[-1] == '#' && text[-2] == '#');
}

void print_safely(FILE *out, const char *text) {
  const char *const start = text;
  bool begins = true; /* but for blanks */
  while (*text != '\0') {
    uint32_t character = 0;
    const size_t length = decode_utf8(text, &character);
    if (length == 0) {
      fprintf(out, "\\x%02x", (unsigned)(unsigned char)*text++);
      continue;
    }
    if (is_command_mark(start, text, begins)) {
      fprintf(out, "\\u%04x", (unsigned)character);
    } else if (!is_unsafe(character)) {
      fwrite(text, 1, length, out);
    } else if (character < 0x20 || character == 0x7F) {
      fprintf(out, "^%c", (int)(character ^ 0x40));
    } else {
      fprintf(out, "\\u%04x", (unsigned)character);
    }
    begins = begins && is_blank(character);
    text += length;
  }
}

static const char *severity_name(lgr_severity severity) {
  return severity == LGR_ERROR ? "error" : severity == LGR_WARNING ? "warning" : "note";
}

static bool is_given(const char *text) {
  return text != NULL && *text != '\0';
}

static void print_place(FILE *out, const lgr_diagnostic *diagnostic, const char *main_origin,
                        const char *folder) {
  if (!is_given(diagnostic->origin)) {
    fputs("grade: ", out);
    return;
  }
  if (main_origin != NULL && folder != NULL && strcmp(diagnostic->origin, main_origin) != 0) {
    print_safely(out, folder);
  }
  print_safely(out, diagnostic->origin);
  if (diagnostic->line > 0) {
    fprintf(out, ":%u:%u", (unsigned)diagnostic->line, (unsigned)diagnostic->column);
  }
  fputs(": ", out);
}

void print_diagnostic(FILE *out, const lgr_diagnostic *diagnostic, const char *main_origin,
                      const char *folder) {
  hide_progress();
  print_place(out, diagnostic, main_origin, folder);
  fprintf(out, "%s: ", severity_name(diagnostic->severity));
  print_safely(out, diagnostic->message);
  fprintf(out, " [%s]\n", diagnostic->code);
  if (is_given(diagnostic->excerpt)) {
    fputs("    ", out);
    print_safely(out, diagnostic->excerpt);
    fputc('\n', out);
  }
  if (is_given(diagnostic->hint)) {
    fputs("  hint: ", out);
    print_safely(out, diagnostic->hint);
    fputc('\n', out);
  }
}

void report_error(lgr_diagnostics *run, const char *origin, const char *code, const char *hint,
                  const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  char *message = format_text_list(format, arguments);
  va_end(arguments);
  lgr_diagnostic diagnostic;
  memset(&diagnostic, 0, sizeof diagnostic);
  diagnostic.size = sizeof diagnostic;
  diagnostic.severity = LGR_ERROR;
  diagnostic.code = code;
  diagnostic.message = message;
  diagnostic.hint = hint == NULL ? "" : hint;
  diagnostic.origin = origin;
  diagnostic.path = "";
  diagnostic.excerpt = "";
  print_diagnostic(stderr, &diagnostic, NULL, NULL);
  if (run != NULL) {
    (void)lgr_diagnostics_add(run, &diagnostic);
  }
  free(message);
}

int usage_error(const char *hint, const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  char *message = format_text_list(format, arguments);
  va_end(arguments);
  hide_progress();
  fputs("grade: error: ", stderr);
  print_safely(stderr, message);
  fputc('\n', stderr);
  if (hint != NULL) {
    fputs("  hint: ", stderr);
    print_safely(stderr, hint);
    fputc('\n', stderr);
  }
  free(message);
  return STATUS_FAILED;
}
