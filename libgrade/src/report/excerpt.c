#include "report/excerpt.h"

#include "base/utf8.h"

/* The character that begins `count` characters before `at`, or the first. */
static size_t back(const char *text, size_t at, size_t count) {
  while (at > 0 && count > 0) {
    --at;
    count -= !lg_utf8_is_continuation(text[at]);
  }
  return at;
}

static size_t count_characters(const char *text, size_t from, size_t to) {
  size_t count = 0;
  for (size_t at = from; at < to; ++at) {
    count += !lg_utf8_is_continuation(text[at]);
  }
  return count;
}

static bool is_space(char byte) {
  return byte == ' ' || byte == '\n' || byte == '\r' || byte == '\t';
}

enum { WORD = 1, CLAUSE, SENTENCE };

/* How good a beginning is: of a sentence or a paragraph, of a clause, of a word. */
static int rank_of(const char *text, size_t at) {
  size_t end = at; /* of what stands before the space */
  uint32_t lines = 0;
  while (end > 0 && is_space(text[end - 1])) {
    lines += text[--end] == '\n';
  }
  if (end == at || end == 0 || is_space(text[at])) {
    return 0;
  }
  switch (text[end - 1]) {
  case '.':
  case '?':
  case '!':
    return SENTENCE;
  case ',':
  case ';':
  case ':':
    return lines > 1 ? SENTENCE : CLAUSE;
  default:
    return lines > 1 ? SENTENCE : WORD;
  }
}

/* The best beginning in [from, to]: the last one of a sentence, else the first of
 * a clause, else of a word. */
static size_t best_beginning(const char *text, size_t from, size_t to) {
  size_t best = to;
  int most = 0;
  for (size_t at = from; at <= to; ++at) {
    const int rank = rank_of(text, at);
    if (rank > most || (rank == most && rank == SENTENCE)) {
      most = rank;
      best = at;
    }
  }
  return best;
}

lg_excerpt lg_excerpt_of(const lg_result_evidence *evidence, size_t characters) {
  const char *text = evidence->text;
  const size_t length = evidence->text_length;
  const size_t focus = evidence->focus < length ? evidence->focus : 0;
  lg_excerpt made = {0, evidence->line};
  if (count_characters(text, 0, focus) * 3 <= characters * 2) {
    return made;
  }
  const size_t rest = back(text, length, characters);
  const size_t earliest = rest < focus ? rest : back(text, focus, characters / 2);
  made.start = best_beginning(text, earliest, focus);
  for (size_t at = 0; at < made.start; ++at) {
    made.line += text[at] == '\n' || (text[at] == '\r' && text[at + 1] != '\n');
  }
  return made;
}
