/* Attributes of sentences, and scopes: what the other files of this kind share. */
#include "document/build.h"

#include <stdlib.h>
#include <string.h>

void lg_add_scope(lg_build *build, uint32_t start, uint32_t end, uint32_t attributes) {
  if (start >= end || lg_count_words(build->text.bytes, start, end, 1) == 0) {
    return;
  }
  if (!lg_grow(&build->allocator, &build->scopes, &build->scope_capacity, build->scope_count + 1,
               sizeof *build->scopes)) {
    build->failed = true;
    return;
  }
  build->scopes[build->scope_count++] = (lg_scope){start, end, attributes};
}

/* -- shared readings of a sentence ---------------------------------------- */

bool lg_ends_asking(const lg_build *build, uint32_t sentence) {
  const lg_sentence *range = &build->drafts[sentence].sentence;
  uint32_t at = range->end;
  while (at > range->start && strchr("\"')]* .!", build->text.bytes[at - 1]) != NULL) {
    --at;
  }
  return at > range->start && build->text.bytes[at - 1] == '?';
}

/* A mark that ends what was said: ';', an arrow, a dash between spaces. */
static bool is_stop(const char *text, uint32_t at, uint32_t end) {
  switch (text[at]) {
  case ';':
  case '|':
    return true;
  case '-':
    return at + 1 < end && at > 0 && text[at - 1] == ' ' &&
           (text[at + 1] == ' ' || text[at + 1] == '>');
  case '=':
    return at + 1 < end && text[at + 1] == '>';
  case '\xE2':
    return at + 2 < end &&
           (memcmp(text + at, "\xE2\x86\x92", 3) == 0 || memcmp(text + at, "\xE2\x87\x92", 3) == 0);
  default:
    return false;
  }
}

uint32_t lg_reach(const lg_build *build, uint32_t sentence, uint32_t from) {
  const char *text = build->text.bytes;
  uint32_t end = build->drafts[sentence].sentence.end;
  const lg_hit *terminator = lg_next_cue(build, sentence, LG_CUE_TERMINATOR, from);
  if (terminator != NULL) {
    end = terminator->start;
  }
  for (uint32_t i = from; i < end; ++i) {
    if (is_stop(text, i, end)) {
      return i;
    }
  }
  return end;
}

/* -- handing over --------------------------------------------------------- */

/* A scope begins or ends. */
typedef struct edge {
  uint32_t at;
  int step; /* 1 or -1 */
  uint32_t attributes;
} edge;

static int by_place(const void *left, const void *right) {
  const edge *a = left;
  const edge *b = right;
  return a->at < b->at ? -1 : a->at > b->at;
}

enum { BITS = 32 };

static uint32_t open_attributes(const uint32_t counts[BITS]) {
  uint32_t attributes = 0;
  for (unsigned bit = 0; bit < BITS; ++bit) {
    attributes |= counts[bit] != 0 ? 1u << bit : 0;
  }
  return attributes;
}

/* Overlapping scopes become disjoint ones with the attributes of all, so that
 * one binary search finds everything at a place. */
static size_t flatten(const char *text, const edge *edges, size_t count, lg_scope *out) {
  uint32_t counts[BITS] = {0};
  size_t made = 0;
  for (size_t i = 0; i < count; ++i) {
    for (unsigned bit = 0; bit < BITS; ++bit) {
      if ((edges[i].attributes >> bit & 1u) != 0) {
        counts[bit] = edges[i].step > 0 ? counts[bit] + 1 : counts[bit] - 1;
      }
    }
    const uint32_t attributes = open_attributes(counts);
    if (i + 1 == count || edges[i + 1].at == edges[i].at || attributes == 0 ||
        lg_count_words(text, edges[i].at, edges[i + 1].at, 1) == 0) {
      continue;
    }
    if (made > 0 && out[made - 1].end == edges[i].at && out[made - 1].attributes == attributes) {
      out[made - 1].end = edges[i + 1].at;
    } else {
      out[made++] = (lg_scope){edges[i].at, edges[i + 1].at, attributes};
    }
  }
  return made;
}

bool lg_keep_scopes(lg_build *build) {
  lg_document *document = build->document;
  const size_t count = build->scope_count * 2;
  edge *edges = lg_allocate_array(&build->allocator, count + 1, sizeof *edges);
  lg_scope *scopes = lg_arena_take_array(&document->arena, count + 1, sizeof *scopes);
  const bool room = edges != NULL && scopes != NULL;
  if (room) {
    for (size_t i = 0; i < build->scope_count; ++i) {
      const lg_scope scope = build->scopes[i];
      edges[2 * i] = (edge){scope.start, 1, scope.attributes};
      edges[2 * i + 1] = (edge){scope.end, -1, scope.attributes};
    }
    qsort(edges, count, sizeof *edges, by_place);
    document->scopes = scopes;
    document->scope_count = (uint32_t)flatten(build->text.bytes, edges, count, scopes);
  }
  lg_release(&build->allocator, edges, edges != NULL ? (count + 1) * sizeof *edges : 0);
  return room;
}

uint32_t lg_document_attributes(const lg_document *document, uint32_t sentence, uint32_t offset) {
  uint32_t attributes =
      sentence < document->sentence_count ? document->sentences[sentence].attributes : 0;
  uint32_t low = 0;
  uint32_t high = document->scope_count;
  while (low < high) {
    const uint32_t middle = low + (high - low) / 2;
    if (document->scopes[middle].end <= offset) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  if (low < document->scope_count && document->scopes[low].start <= offset) {
    attributes |= document->scopes[low].attributes;
  }
  return attributes;
}

/* -- all of them ---------------------------------------------------------- */

/* A plain label or title with a verb in it was a sentence after all, unless it
 * is one of the known ones ("ask first"). So was a label that begins as none does
 * ("one row per playback: ..."). */
static bool is_known_heading(const lg_build *build, uint32_t number) {
  return lg_has_cue(build, number, LG_CUE_QUESTION_HEADING) ||
         lg_has_cue(build, number, LG_CUE_ASSUMPTION_HEADING) ||
         lg_has_cue(build, number, LG_CUE_CLOSING_HEADING) ||
         lg_has_cue(build, number, LG_CUE_DENIAL_HEADING) ||
         lg_has_cue(build, number, LG_CUE_RETRACTION);
}

enum { SURE_LABEL = 1, SURE_TITLE = 2 /* words: "Changes:" and "Open questions" are none */ };

static bool says_something(const lg_build *build, uint32_t number) {
  const lg_draft *draft = &build->drafts[number];
  const bool label = (draft->marks & LG_MARK_LABEL) != 0;
  const bool known = is_known_heading(build, number);
  if (label && !known && draft->sentence.word_count > 1 && /* not the "A:" behind "Q:" */
      lg_cue_at(build, number, LG_CUE_STATEMENT_OPENING, draft->sentence.start) != NULL) {
    return true;
  }
  return draft->sentence.word_count > (label ? SURE_LABEL : SURE_TITLE) && (label || !known) &&
         lg_has_cue(build, number, LG_CUE_VERB);
}

static void revoke_labels(lg_build *build) {
  for (uint32_t i = 0; i < build->draft_count; ++i) {
    lg_draft *draft = &build->drafts[i];
    if ((draft->marks & LG_MARK_REVOCABLE) == 0 || !says_something(build, i)) {
      continue;
    }
    draft->marks &= (uint8_t)~LG_MARK_REVOCABLE;
    draft->sentence.attributes &= ~(uint32_t)LG_HEADING;
    if (draft->sentence.block == LG_BLOCK_HEADING) {
      draft->sentence.block = LG_BLOCK_PARAGRAPH;
    }
  }
}

void lg_mark_attributes(lg_build *build) {
  /* Each builds on those before it. */
  static void (*const STEPS[])(lg_build *) = {
      revoke_labels,        lg_mark_negation, lg_mark_retractions,
      lg_mark_questions,    lg_mark_stances,  lg_mark_quotations,
      lg_mark_enumerations, lg_mark_repeats,  lg_find_turns,
  };
  for (size_t i = 0; i < sizeof STEPS / sizeof STEPS[0] && !lg_should_stop(build); ++i) {
    STEPS[i](build);
  }
}
