#include "readers.h"

#include <stdbool.h>
#include <yajl/yajl_parse.h>

#ifdef FUZZ_HAS_EXPAT
#include <expat.h>
#endif

#include "base/utf8.h"
#include "report/escape.h"

/* -- JSON and XML ------------------------------------------------------------- */

static void read_json_value(const char *bytes, size_t length) {
  yajl_handle reader = yajl_alloc(NULL, NULL, NULL);
  PROMISE(reader != NULL);
  PROMISE(yajl_parse(reader, (const unsigned char *)bytes, length) == yajl_status_ok);
  PROMISE(yajl_complete_parse(reader) == yajl_status_ok);
  yajl_free(reader);
}

void read_json_report(const fuzz_text *report) {
  read_json_value(report->bytes, report->length);
}

void read_json_lines(const fuzz_text *report) {
  PROMISE(report->length == 0 || report->bytes[report->length - 1] == '\n');
  for (size_t at = 0; at < report->length;) {
    const char *line = report->bytes + at;
    const char *end = memchr(line, '\n', report->length - at);
    PROMISE(end > line);
    read_json_value(line, (size_t)(end - line));
    at += (size_t)(end - line) + 1;
  }
}

void read_xml_report(const fuzz_text *report) {
#ifdef FUZZ_HAS_EXPAT
  XML_Parser reader = XML_ParserCreate(NULL);
  PROMISE(reader != NULL);
  PROMISE(XML_Parse(reader, report->bytes, (int)report->length, 1) == XML_STATUS_OK);
  XML_ParserFree(reader);
#else
  (void)report;
#endif
}

/* -- lines -------------------------------------------------------------------- */

typedef struct line {
  const char *bytes;
  size_t length;
} line;

/* The next line without its end; false behind the last. */
static bool next_line(const fuzz_text *report, size_t *at, line *out) {
  if (*at >= report->length) {
    return false;
  }
  out->bytes = report->bytes + *at;
  const char *end = memchr(out->bytes, '\n', report->length - *at);
  PROMISE(end != NULL);
  out->length = (size_t)(end - out->bytes);
  *at += out->length + 1;
  return true;
}

static bool begins(line l, const char *with) {
  const size_t length = strlen(with);
  return l.length >= length && memcmp(l.bytes, with, length) == 0;
}

static bool ends(line l, const char *with) {
  const size_t length = strlen(with);
  return l.length >= length && memcmp(l.bytes + l.length - length, with, length) == 0;
}

static bool contains(line l, const char *text) {
  const size_t length = strlen(text);
  for (size_t at = 0; at + length <= l.length; ++at) {
    if (memcmp(l.bytes + at, text, length) == 0) {
      return true;
    }
  }
  return false;
}

/* What .NET, in which GitHub's runner is written, takes away from both ends. */
static bool is_trimmed(uint32_t c) {
  return (c >= 0x09 && c <= 0x0D) || c == ' ' || c == 0x85 || c == 0xA0 || c == 0x1680 ||
         (c >= 0x2000 && c <= 0x200A) || c == 0x2028 || c == 0x2029 || c == 0x202F || c == 0x205F ||
         c == 0x3000;
}

static bool is_command(line l) {
  uint32_t character = 0;
  bool valid = true;
  while (l.length > 0) {
    const size_t taken = lg_utf8_decode(l.bytes, l.length, &character, &valid);
    if (!is_trimmed(character)) {
      break;
    }
    l.bytes += taken;
    l.length -= taken;
  }
  return begins(l, "::");
}

static void check_characters(line l) {
  for (size_t at = 0; at < l.length;) {
    uint32_t character = 0;
    bool valid = false;
    at += lg_utf8_decode(l.bytes + at, l.length - at, &character, &valid);
    PROMISE(valid && !lg_character_is_unsafe(character));
  }
}

static void check_line(line l, bool commands) {
  const bool known =
      commands && (begins(l, "::error ") || begins(l, "::warning ") || begins(l, "::notice "));
  check_characters(l);
  PROMISE(!contains(l, "##["));
  PROMISE(known || !is_command(l));
}

void read_lines(const fuzz_text *report, int commands) {
  line l;
  for (size_t at = 0; next_line(report, &at, &l);) {
    check_line(l, commands != 0);
  }
}

/* file:line:column: severity: message [rule] */
void read_gcc_report(const fuzz_text *report) {
  read_lines(report, 0);
  line l;
  for (size_t at = 0; next_line(report, &at, &l);) {
    PROMISE(contains(l, ": error: ") || contains(l, ": warning: ") || contains(l, ": note: "));
    PROMISE(ends(l, "]") && l.bytes[0] != ':');
  }
}

/* -- TAP ---------------------------------------------------------------------- */

/* The number behind `words`, with what stands behind it. */
static bool numbered(line l, const char *words, unsigned long *number, line *rest) {
  if (!begins(l, words) || l.length == strlen(words)) {
    return false;
  }
  char *end = NULL;
  *number = strtoul(l.bytes + strlen(words), &end, 10);
  rest->bytes = end;
  rest->length = l.length - (size_t)(end - l.bytes);
  return true;
}

/* A bare # begins a directive: only ours may. */
static void check_description(line l) {
  static const char *const directives[] = {" # TODO accepted in the baseline",
                                           " # SKIP not a design"};
  PROMISE(begins(l, " - "));
  for (size_t i = 0; i < sizeof directives / sizeof *directives; ++i) {
    if (ends(l, directives[i])) {
      l.length -= strlen(directives[i]);
      break;
    }
  }
  for (size_t at = 0; at < l.length; ++at) {
    PROMISE(l.bytes[at] != '#');
    at += l.bytes[at] == '\\' ? 1 : 0;
  }
}

void read_tap_report(const fuzz_text *report) {
  unsigned long planned = 0;
  unsigned long told = 0;
  unsigned long number = 0;
  bool block = false;
  line l;
  line rest;
  size_t at = 0;
  read_lines(report, 0);
  PROMISE(next_line(report, &at, &l) && l.length == 14 && begins(l, "TAP version 13"));
  PROMISE(next_line(report, &at, &l) && numbered(l, "1..", &planned, &rest));
  while (next_line(report, &at, &l)) {
    if (numbered(l, "ok ", &number, &rest) || numbered(l, "not ok ", &number, &rest)) {
      PROMISE(!block && number == ++told);
      check_description(rest);
    } else if (block || begins(l, "  ---")) {
      PROMISE(begins(l, "  "));
      PROMISE(block || l.length == 5);
      block = !(l.length == 5 && begins(l, "  ..."));
    } else {
      PROMISE(begins(l, "# "));
    }
  }
  PROMISE(!block && told == planned);
}

/* -- CSV (RFC 4180) ------------------------------------------------------------ */

static bool is_number(line cell) {
  size_t digits = 0;
  for (size_t i = cell.length > 0 && cell.bytes[0] == '-' ? 1 : 0; i < cell.length; ++i) {
    if (cell.bytes[i] != '.' && (cell.bytes[i] < '0' || cell.bytes[i] > '9')) {
      return false;
    }
    digits += cell.bytes[i] != '.';
  }
  return digits > 0;
}

/* Returns how many bytes it has, with its quotes. */
static size_t read_cell(line row) {
  const bool quoted = row.length > 0 && row.bytes[0] == '"';
  size_t at = quoted ? 1 : 0;
  for (; at < row.length; ++at) {
    if (quoted && row.bytes[at] == '"') {
      if (at + 1 == row.length || row.bytes[at + 1] != '"') {
        break;
      }
      ++at;
    } else if (!quoted) {
      if (row.bytes[at] == ',') {
        break;
      }
      PROMISE(row.bytes[at] != '"');
    }
  }
  PROMISE(!quoted || (at < row.length && row.bytes[at] == '"'));
  const line inside = {row.bytes + (quoted ? 1 : 0), at - (quoted ? 1 : 0)};
  PROMISE(inside.length == 0 || strchr("=+-@", inside.bytes[0]) == NULL || is_number(inside));
  return at + (quoted ? 1 : 0);
}

static size_t read_row(line row) {
  for (size_t cells = 1;; ++cells) {
    const size_t taken = read_cell(row);
    if (taken == row.length) {
      return cells;
    }
    PROMISE(row.bytes[taken] == ',');
    row.bytes += taken + 1;
    row.length -= taken + 1;
  }
}

void read_csv_report(const fuzz_text *report) {
  static const char mark[] = "\xEF\xBB\xBF";
  const size_t width = sizeof mark - 1;
  size_t columns = 0;
  line row;
  PROMISE(report->length > width && memcmp(report->bytes, mark, width) == 0);
  for (size_t at = width; next_line(report, &at, &row);) {
    PROMISE(ends(row, "\r"));
    --row.length;
    check_line(row, false);
    const size_t cells = read_row(row);
    PROMISE(columns == 0 || cells == columns);
    columns = cells;
  }
}
