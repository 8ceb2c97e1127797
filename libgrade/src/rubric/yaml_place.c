/* From a place in the text of a scalar back to the bytes of the file, so that a
 * diagnostic can point at one letter of a quoted wording. */
#include <string.h>

#include "base/utf8.h"
#include "rubric/yaml_tree.h"

static bool is_space(char byte) {
  return byte == ' ' || byte == '\t';
}

/* Where the text itself begins: behind `&anchor` and `!tag`. */
static size_t content_start(const lg_yaml_node *node) {
  const char *bytes = node->source->bytes;
  size_t at = node->start;
  while (at < node->end && (bytes[at] == '&' || bytes[at] == '!')) {
    while (at < node->end && !is_space(bytes[at])) {
      ++at;
    }
    while (at < node->end && is_space(bytes[at])) {
      ++at;
    }
  }
  return at;
}

static uint32_t hexadecimal(const char *digits, size_t count) {
  uint32_t value = 0;
  for (size_t i = 0; i < count; ++i) {
    const char digit = digits[i];
    value = value * 16 + (uint32_t)(digit <= '9' ? digit - '0' : (digit | 32) - 'a' + 10);
  }
  return value;
}

/* The length of the escape at bytes[at] and the bytes it stands for. */
static size_t escape_length(const char *bytes, size_t at, size_t end, size_t *stands_for) {
  const char kind = at + 1 < end ? bytes[at + 1] : ' ';
  const size_t digits = kind == 'x' ? 2 : kind == 'u' ? 4 : kind == 'U' ? 8 : 0;
  *stands_for = kind == 'N' || kind == '_' ? 2 : kind == 'L' || kind == 'P' ? 3 : 1;
  if (digits > 0 && at + 2 + digits <= end) {
    char encoded[4];
    *stands_for = lg_utf8_encode(hexadecimal(bytes + at + 2, digits), encoded);
  }
  return 2 + digits;
}

/* A place in the text of a quoted scalar, and the byte of the file it came from. */
typedef struct quoted_place {
  size_t offset;
  size_t at;
} quoted_place;

static quoted_place walk(const lg_yaml_node *node, quoted_place from, size_t offset) {
  const char *bytes = node->source->bytes;
  while (from.offset < offset && from.at < node->end) {
    size_t stands_for = 1;
    size_t length = 1;
    if (node->style == LG_YAML_DOUBLE && bytes[from.at] == '\\') {
      length = escape_length(bytes, from.at, node->end, &stands_for);
    } else if (node->style == LG_YAML_SINGLE && bytes[from.at] == '\'') {
      length = 2;
    }
    from.at += length;
    from.offset += stands_for;
  }
  return from;
}

static void find_in_quotes(const lg_yaml_node *node, size_t begin, size_t stop, size_t *start,
                           size_t *end) {
  lg_source *source = node->source;
  quoted_place first = {source->last_text_offset, source->last_text_at};
  if (source->last_scalar != node || first.offset > begin) {
    first = (quoted_place){0, content_start(node) + 1}; /* behind the quotation mark */
  }
  first = walk(node, first, begin);
  source->last_scalar = node;
  source->last_text_offset = first.offset;
  source->last_text_at = first.at;
  *start = first.at;
  *end = stop == node->length ? node->end - 1 : walk(node, first, stop).at;
}

/* With memchr: each diagnostic in an expression of megabytes comes through here. */
static size_t line_end(const lg_yaml_node *node, size_t from) {
  const char *start = node->source->bytes + from;
  size_t length = node->end > from ? node->end - from : 0;
  const char *feed = length > 0 ? memchr(start, '\n', length) : NULL;
  length = feed != NULL ? (size_t)(feed - start) : length;
  const char *carriage = length > 0 ? memchr(start, '\r', length) : NULL;
  return from + (carriage != NULL ? (size_t)(carriage - start) : length);
}

void lg_yaml_bytes(const lg_yaml_node *node, size_t begin, size_t length, size_t *start,
                   size_t *bytes) {
  const size_t end = line_end(node, node->start);
  *start = node->start;
  *bytes = end - node->start;
  if (node->kind != LG_YAML_SCALAR || node->style == LG_YAML_BLOCK || end != node->end ||
      (begin == 0 && length == 0)) {
    return;
  }
  const size_t stop = length != 0 && begin + length <= node->length ? begin + length : node->length;
  size_t behind = 0;
  if (node->style == LG_YAML_PLAIN) {
    const size_t content = content_start(node);
    *start = content + begin;
    behind = content + stop;
  } else {
    find_in_quotes(node, begin, stop, start, &behind);
  }
  *bytes = behind > *start ? behind - *start : 0;
}
