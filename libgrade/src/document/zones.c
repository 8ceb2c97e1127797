/* Opening and closing: the first and the last fifth of the text, or all from an
 * explicit turn to a summary in the second half on. A sentence is where its
 * middle is; the first sentence always opens and the last always closes, and so
 * does what is aside. */
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

void lg_find_turns(lg_build *build) {
  lg_document *document = build->document;
  uint32_t *turns = lg_arena_take_array(&document->arena, build->draft_count + 1, sizeof *turns);
  if (turns == NULL) {
    build->failed = true;
    return;
  }
  for (uint32_t i = 0; i < build->draft_count; ++i) {
    if (turns_to_summary(build, i)) {
      turns[document->turn_count++] = i;
    }
  }
  document->turns = turns;
}

static bool is_last_fifth(const lg_document *document, uint32_t number) {
  return middle_of(&document->sentences[number]) * PARTS >=
         (uint64_t)document->said_length * (PARTS - 1);
}

/* The sentence that the closing begins with. */
static uint32_t closing_start(const lg_document *document) {
  uint32_t start = document->said_count > 0 ? document->said_count - 1 : 0;
  while (start > 0 && is_last_fifth(document, start - 1)) {
    --start;
  }
  for (uint32_t i = 0; i < document->turn_count && document->turns[i] < start; ++i) {
    const lg_sentence *sentence = &document->sentences[document->turns[i]];
    if ((uint64_t)sentence->start * 2 >= document->said_length) {
      return document->turns[i];
    }
  }
  return start;
}

void lg_mark_zones(lg_document *document) {
  const uint64_t length = document->said_length;
  const uint32_t closing = closing_start(document);
  for (uint32_t i = 0; i < document->sentence_count; ++i) {
    lg_sentence *sentence = &document->sentences[i];
    sentence->attributes &= ~((uint32_t)LG_OPENING | (uint32_t)LG_CLOSING);
    if (i == 0 || middle_of(sentence) * PARTS < length) {
      sentence->attributes |= LG_OPENING;
    }
    if (i >= closing) {
      sentence->attributes |= LG_CLOSING;
    }
  }
}

void lg_document_set_aside(lg_document *document, uint32_t first) {
  if (first == 0 || first >= document->said_count) {
    return;
  }
  for (uint32_t i = first; i < document->sentence_count; ++i) {
    document->sentences[i].attributes |= LG_ASIDE;
  }
  document->said_count = first;
  document->said_length = document->sentences[first - 1].end;
  lg_mark_zones(document);
}
