/* Speech without full stops.
 *
 * A transcript may hold no stop for a page. It is cut where speakers begin anew
 * ("and then", "okay so", "so yeah"), which is a list of cues, and only in
 * stretches that have next to no punctuation. The cut turns one ' ' into the '\n'
 * between sentences, so no offset moves. What the length limit cut before without
 * regard to meaning is put together again where that fits; so is a plain label
 * with the question behind it ("Down for an hour: painful?"). */
#include "document/build.h"

#include <string.h>

#include "base/limits.h"

enum {
  SPEECH_LENGTH = 160,  /* shorter sentences are left alone */
  BYTES_PER_MARK = 110, /* more than this between two marks is speech */
  SHORTEST_PIECE = 32,
  SHORTEST_LEAD = 4 /* with its colon: "Q:" is none */
};

static bool is_speech(const lg_build *build, const lg_sentence *sentence) {
  const size_t length = sentence->end - sentence->start;
  if (length < SPEECH_LENGTH || sentence->block == LG_BLOCK_CODE ||
      sentence->block == LG_BLOCK_TABLE_ROW) {
    return false;
  }
  size_t marks = 0;
  for (uint32_t i = sentence->start; i < sentence->end; ++i) {
    const char before = i > sentence->start ? build->text.bytes[i - 1] : ' ';
    marks += build->text.bytes[i] == ' ' && !lg_is_wordlike(before);
  }
  return marks * BYTES_PER_MARK < length;
}

typedef struct pieces {
  lg_draft *items;
  size_t count;
  size_t capacity;
} pieces;

static bool add_piece(lg_build *build, pieces *out, const lg_draft *draft, uint32_t start,
                      uint32_t end) {
  if (!lg_grow(&build->allocator, &out->items, &out->capacity, out->count + 1,
               sizeof *out->items)) {
    return false;
  }
  lg_draft piece = *draft;
  if (start != draft->sentence.start) {
    build->text.bytes[start - 1] = '\n';
    piece.marks &= (uint8_t) ~(LG_MARK_LINE_START | LG_MARK_BLOCK_START | LG_MARK_FIRST_ITEM);
  }
  if (end != draft->sentence.end) {
    piece.marks &= (uint8_t)~LG_MARK_CUT;
  }
  piece.sentence.start = start;
  piece.sentence.end = end;
  out->items[out->count++] = piece;
  return true;
}

/* Is `number` a plain label before a question in its line? One that announces
 * something keeps the sentences behind it apart. */
static bool is_question_lead(const lg_build *build, uint32_t number) {
  static const lg_cue ANNOUNCING[] = {LG_CUE_QUESTION_HEADING,   LG_CUE_INDIRECT_QUESTION,
                                      LG_CUE_ASSUMPTION_HEADING, LG_CUE_CLOSING_HEADING,
                                      LG_CUE_DENIAL_HEADING,     LG_CUE_PROMPT_HEADING,
                                      LG_CUE_RHETORICAL};
  const uint8_t plain = LG_MARK_LABEL | LG_MARK_REVOCABLE;
  if (number + 1 >= build->draft_count || (build->drafts[number].marks & plain) != plain ||
      build->drafts[number].sentence.end - build->drafts[number].sentence.start < SHORTEST_LEAD ||
      !lg_same_line(build, number, number + 1) || !lg_ends_asking(build, number + 1) ||
      build->text.bytes[build->drafts[number].sentence.end - 1] != ':') {
    return false;
  }
  for (size_t i = 0; i < sizeof ANNOUNCING / sizeof *ANNOUNCING; ++i) {
    if (lg_has_cue(build, number, ANNOUNCING[i])) {
      return false;
    }
  }
  return true;
}

/* Joins the first piece of a draft to the piece before it when only the length
 * limit or a label's colon had parted them. `count_before`: pieces before this
 * draft's. */
static void join_cut(lg_build *build, pieces *out, size_t count_before, bool leads_question) {
  if (count_before == 0 || out->count == count_before) {
    return;
  }
  lg_draft *before = &out->items[count_before - 1];
  const lg_draft *after = &out->items[count_before];
  if (((before->marks & LG_MARK_CUT) == 0 && !leads_question) ||
      after->sentence.end - before->sentence.start > LG_LIMIT_SENTENCE_BYTES) {
    return;
  }
  build->text.bytes[before->sentence.end] = ' ';
  before->sentence.end = after->sentence.end;
  before->marks = (uint8_t)((before->marks & ~LG_MARK_CUT) | (after->marks & LG_MARK_CUT));
  if (leads_question) {
    before->marks &= (uint8_t) ~(LG_MARK_LABEL | LG_MARK_REVOCABLE);
    before->sentence.attributes &= ~(uint32_t)LG_HEADING;
  }
  memmove(&out->items[count_before], &out->items[count_before + 1],
          (out->count - count_before - 1) * sizeof *out->items);
  --out->count;
}

/* The pieces of draft `number`; `cue` is the first hit that may lie in it. */
static bool split(lg_build *build, pieces *out, uint32_t number) {
  const lg_draft draft = build->drafts[number];
  const lg_sentence *sentence = &draft.sentence;
  uint32_t start = sentence->start;
  if (is_speech(build, sentence)) {
    const lg_cue_hits *cues = &build->cues;
    for (uint32_t i = cues->first[number]; i < cues->first[number + 1]; ++i) {
      const lg_hit *hit = &cues->items[i];
      if (hit->owner != LG_CUE_SPEECH_BREAK || hit->start < start + SHORTEST_PIECE ||
          hit->start + SHORTEST_PIECE / 2 > sentence->end ||
          build->text.bytes[hit->start - 1] != ' ') {
        continue;
      }
      if (!add_piece(build, out, &draft, start, hit->start - 1)) {
        return false;
      }
      start = hit->start;
    }
  }
  return add_piece(build, out, &draft, start, sentence->end);
}

void lg_split_speech(lg_build *build) {
  pieces out = {NULL, 0, 0};
  const size_t count = build->draft_count;
  uint32_t *renumbered = lg_allocate_array(&build->allocator, count + 1, sizeof *renumbered);
  bool room = renumbered != NULL;
  for (uint32_t i = 0; i < count && room; ++i) {
    const size_t before = out.count;
    room = split(build, &out, i);
    join_cut(build, &out, before, i > 0 && is_question_lead(build, i - 1));
    renumbered[i] = (uint32_t)(before < out.count ? before : out.count - 1);
  }
  for (size_t i = 0; i < out.count && room; ++i) {
    uint32_t *context = &out.items[i].sentence.context;
    *context = *context == LG_NO_SENTENCE ? LG_NO_SENTENCE : renumbered[*context];
  }
  lg_release(&build->allocator, renumbered,
             renumbered != NULL ? (count + 1) * sizeof *renumbered : 0);
  lg_release(&build->allocator, build->drafts, build->draft_capacity * sizeof *build->drafts);
  build->drafts = out.items;
  build->draft_count = out.count;
  build->draft_capacity = out.capacity;
  build->failed = build->failed || !room;
}
