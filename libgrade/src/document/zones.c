/* Opening and closing: the first and the last fifth of the text, or all from an
 * explicit turn to a summary in the second half on. A sentence is where its
 * middle is; the first sentence always opens and the last always closes. */
#include "document/build.h"

enum { PARTS = 5, EARLY_WORDS = 3 /* before the turn, in its sentence */ };

static uint64_t middle_of(const lg_sentence *sentence) {
  return ((uint64_t)sentence->start + sentence->end) / 2;
}

static bool turns_to_summary(const lg_build *build, uint32_t number) {
  const lg_sentence *sentence = &build->drafts[number].sentence;
  if (lg_is_marked(build, number, LG_HEADING) &&
      lg_has_cue(build, number, LG_CUE_CLOSING_HEADING)) {
    return true;
  }
  const lg_hit *turn = lg_next_cue(build, number, LG_CUE_CLOSING_TURN, sentence->start);
  return turn != NULL &&
         lg_count_words(build->text.bytes, lg_skip_fillers(build, number, sentence->start),
                        turn->start, EARLY_WORDS + 1) <= EARLY_WORDS;
}

/* The sentence that the closing begins with. */
static uint32_t closing_start(const lg_build *build) {
  const uint64_t length = build->document->said_length;
  const uint32_t count = build->document->said_count;
  for (uint32_t i = 0; i < count; ++i) {
    const lg_sentence *sentence = &build->drafts[i].sentence;
    const bool last_fifth = middle_of(sentence) * PARTS >= length * (PARTS - 1);
    const bool turn = (uint64_t)sentence->start * 2 >= length && turns_to_summary(build, i);
    if (last_fifth || turn) {
      return i;
    }
  }
  return count > 0 ? count - 1 : 0;
}

void lg_mark_zones(lg_build *build) {
  const uint64_t length = build->document->said_length;
  const uint32_t closing = closing_start(build);
  for (uint32_t i = 0; i < build->draft_count; ++i) {
    const lg_sentence *sentence = &build->drafts[i].sentence;
    if (i == 0 || middle_of(sentence) * PARTS < length) {
      lg_mark(build, i, LG_OPENING);
    }
    if (i >= closing) {
      lg_mark(build, i, LG_CLOSING);
    }
  }
}
