/* Marks around a quotation. Normalised text has none, so what is taken from it loses
 * the mark before its first word and the one behind its last. */
#include "document/build.h"

enum { MOST_MARKS = 4 /* in one another: **_`x`_** */ };

/* Equal bytes in a row. */
typedef struct mark_row {
  size_t start;
  size_t end;
} mark_row;

static bool is_mark(char byte) {
  return byte == '`' || byte == '*' || byte == '_' || byte == '~';
}

/* Of given text: what no mark stands between. */
static bool is_plain(const lg_document *document, size_t at) {
  const char byte = document->source[at];
  return lg_is_wordlike(byte) || lg_is_upper(byte);
}

static bool is_blank_at(const lg_document *document, size_t at) {
  return at >= document->source_length || lg_is_space(document->source[at]);
}

static size_t row_end(const lg_document *document, size_t start, size_t limit) {
  size_t end = start;
  while (end < limit && document->source[end] == document->source[start]) {
    ++end;
  }
  return end;
}

/* The row that ends at `end`. */
static mark_row row_before(const lg_document *document, size_t end) {
  size_t start = end;
  while (start > 0 && is_mark(document->source[end - 1]) &&
         document->source[start - 1] == document->source[end - 1]) {
    --start;
  }
  return (mark_row){start, end};
}

/* The row that begins at `start`. */
static mark_row row_behind(const lg_document *document, size_t start) {
  const size_t length = document->source_length;
  const bool begins = start < length && is_mark(document->source[start]);
  return (mark_row){start, begins ? row_end(document, start, length) : start};
}

static bool stands_in_word(const lg_document *document, mark_row row) {
  return row.start > 0 && row.end < document->source_length && is_plain(document, row.start - 1) &&
         is_plain(document, row.end);
}

static bool stands_alone(const lg_document *document, mark_row row) {
  return (row.start == 0 || is_blank_at(document, row.start - 1)) && is_blank_at(document, row.end);
}

static bool same_rows(const lg_document *document, mark_row left, mark_row right) {
  return left.end > left.start && left.end - left.start == right.end - right.start &&
         document->source[left.start] == document->source[right.start];
}

/* How many rows like `like` stand in [start, end): of two, one opens what the other
 * closes. */
static size_t count_rows(const lg_document *document, mark_row like, size_t start, size_t end) {
  size_t count = 0;
  for (size_t at = start; at < end;) {
    if (document->source[at] != document->source[like.start]) {
      ++at;
      continue;
    }
    const mark_row row = {at, row_end(document, at, end)};
    const bool word = document->source[at] != '`' && stands_in_word(document, row);
    count += !word && !stands_alone(document, row) && same_rows(document, row, like);
    at = row.end;
  }
  return count;
}

/* A row before the start that opens: nothing it could close ends there. */
static bool opens(const lg_document *document, mark_row row) {
  return row.end > row.start && (row.start == 0 || !is_plain(document, row.start - 1)) &&
         !is_blank_at(document, row.end);
}

void lg_document_quotation(const lg_document *document, uint32_t text_start, uint32_t text_end,
                           size_t *start, size_t *end) {
  lg_document_source(document, text_start, text_end, start, end);
  for (uint32_t i = 0; i < MOST_MARKS && *start < *end; ++i) {
    const mark_row before = row_before(document, *start);
    const mark_row behind = row_behind(document, *end);
    const bool open = opens(document, before);
    if (open && count_rows(document, before, *start, *end) % 2 == 1) {
      *start = before.start;
    } else if (behind.end > behind.start && count_rows(document, behind, *start, *end) % 2 == 1) {
      *end = behind.end;
    } else if (open && same_rows(document, before, behind)) {
      *start = before.start;
      *end = behind.end;
    } else {
      break;
    }
  }
}
