/* Quotation marks.
 *
 * People put three kinds of things between them: names and values ("preliminary"),
 * the questions that users will put to the data ("my spend by hour, last month"),
 * and words of somebody else. Only the last is a quotation here, told by a cue
 * before it (said, as the vendor puts it), or by its length: more than
 * LONG_QUOTATION words are somebody's sentence, not a name. A user's question
 * stays what the author of the answer says, for it says what the tables are for. */
#include "document/build.h"

#include <string.h>

enum {
  LONG_QUOTATION = 12, /* words */
  SHORTEST_SAYING = 3,
  SAYING_BYTES = 24 /* from the cue to the opening mark */
};

static bool is_opening(const char *text, uint32_t at, uint32_t start) {
  return at == start || strchr(" (:-/", text[at - 1]) != NULL;
}

/* Was somebody named as the speaker, close before the mark at `at`? */
static bool is_said(const lg_build *build, uint32_t number, uint32_t start, uint32_t at) {
  const lg_hit *said = lg_next_cue(build, number, LG_CUE_SAYING, start);
  while (said != NULL && said->end <= at) {
    if (at - said->end <= SAYING_BYTES) {
      return true;
    }
    said = lg_next_cue(build, number, LG_CUE_SAYING, said->start + 1);
  }
  return false;
}

static void mark_sentence(lg_build *build, uint32_t number) {
  const lg_sentence *sentence = &build->drafts[number].sentence;
  const char *text = build->text.bytes;
  uint32_t at = sentence->start;
  uint32_t searched_from = at;
  while (at < sentence->end) {
    if (text[at] != '"' || !is_opening(text, at, sentence->start)) {
      ++at;
      continue;
    }
    const char *closing = memchr(text + at + 1, '"', sentence->end - at - 1);
    if (closing == NULL) {
      return;
    }
    const uint32_t end = (uint32_t)(closing - text);
    const bool longer = lg_count_words(text, at, end, LONG_QUOTATION + 1) > LONG_QUOTATION;
    const bool words = lg_count_words(text, at, end, SHORTEST_SAYING) >= SHORTEST_SAYING;
    if (longer || (words && is_said(build, number, searched_from, at))) {
      lg_add_scope(build, at + 1, end, LG_QUOTED);
    }
    at = searched_from = end + 1;
  }
}

void lg_mark_quotations(lg_build *build) {
  for (uint32_t i = 0; i < build->draft_count; ++i) {
    if (!lg_is_marked(build, i, LG_IN_CODE)) {
      mark_sentence(build, i);
    }
  }
}
