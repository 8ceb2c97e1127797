/* What is asked.
 *
 * A direct question ends in '?'. It is none where it is rhetorical (it is
 * answered in the next breath, or is one of the usual phrases) or a tag
 * ("..., no?"). Where a statement goes before it in one sentence, only the
 * question is asked. Speech and notes leave the '?' out; there the order of the
 * words tells: a question word, then an auxiliary before its subject.
 *
 * An indirect question ("I'd want to know how late events arrive", "it depends on
 * who reads it") is asked from its cue on. A heading, a label or an introduction
 * that announces questions makes questions of the items below it. */
#include "document/build.h"

#include <string.h>

enum {
  BARE_WORDS = 2,       /* "Why?" "And latency?" */
  INVERSION_BYTES = 70, /* from a question word to its auxiliary */
  CHAIN = 4             /* steps from an item to the heading it may be under */
};

static uint32_t start_of(const lg_build *build, uint32_t number) {
  return build->drafts[number].sentence.start;
}

static uint32_t end_of(const lg_build *build, uint32_t number) {
  return build->drafts[number].sentence.end;
}

static bool asks_at(const lg_build *build, uint32_t number, uint32_t at) {
  return lg_cue_at(build, number, LG_CUE_QUESTION_WORD, at) != NULL ||
         lg_cue_at(build, number, LG_CUE_QUESTION_AUXILIARY, at) != NULL;
}

/* Does the sentence begin like a question, fillers aside? */
static bool begins_asking(const lg_build *build, uint32_t number) {
  return asks_at(build, number, lg_skip_fillers(build, number, start_of(build, number)));
}

/* -- direct questions ----------------------------------------------------- */

static bool follows_in_line(const lg_build *build, uint32_t number) {
  return lg_same_line(build, number, number + 1);
}

/* Is the hit an answer: of several words, or with a mark behind it? A lone "no"
 * may belong to what follows ("no answers, so I assume"). */
static bool is_answer(const lg_build *build, uint32_t number, const lg_hit *hit) {
  const char *text = build->text.bytes;
  if (hit == NULL) {
    return false;
  }
  return hit->end == end_of(build, number) || text[hit->end] != ' ' ||
         memchr(text + hit->start, ' ', hit->end - hit->start) != NULL || hit->end - hit->start > 6;
}

static bool begins_answering(const lg_build *build, uint32_t number) {
  const uint32_t start = start_of(build, number);
  const uint32_t begin = lg_skip_fillers(build, number, start);
  return is_answer(build, number, lg_cue_at(build, number, LG_CUE_ANSWER, start)) ||
         is_answer(build, number, lg_cue_at(build, number, LG_CUE_ANSWER, begin));
}

static bool is_answered_at_once(const lg_build *build, uint32_t number) {
  if (!follows_in_line(build, number) || lg_ends_asking(build, number + 1)) {
    return false;
  }
  if (begins_answering(build, number + 1)) {
    return true;
  }
  return lg_count_words(build->text.bytes, start_of(build, number), end_of(build, number),
                        BARE_WORDS + 1) <= BARE_WORDS &&
         !lg_has_cue(build, number + 1, LG_CUE_ASSUMPTION);
}

static bool is_tag(const lg_build *build, uint32_t number) {
  const lg_hit *tag = lg_next_cue(build, number, LG_CUE_QUESTION_TAG, start_of(build, number));
  while (tag != NULL && tag->end + 2 < end_of(build, number)) {
    tag = lg_next_cue(build, number, LG_CUE_QUESTION_TAG, tag->start + 1);
  }
  return tag != NULL && !begins_asking(build, number);
}

/* Is the '?' that ends the sentence the quotation's, with words before it? */
static bool asks_in_quotation(const lg_build *build, uint32_t number) {
  const char *text = build->text.bytes;
  uint32_t at = end_of(build, number);
  while (at > start_of(build, number) && text[at - 1] != '?') {
    --at;
  }
  if (at == end_of(build, number) || memchr(text + at, '"', end_of(build, number) - at) == NULL) {
    return false;
  }
  return text[start_of(build, number)] != '"' &&
         !lg_has_cue(build, number, LG_CUE_INDIRECT_QUESTION);
}

/* The clause that asks, when a statement goes before it; else the start. */
static uint32_t question_start(const lg_build *build, uint32_t number) {
  const lg_sentence *sentence = &build->drafts[number].sentence;
  if (begins_asking(build, number)) {
    return sentence->start;
  }
  for (uint32_t i = 1; i < sentence->clause_count; ++i) {
    const uint32_t clause = build->document->clauses[sentence->first_clause + i];
    if (asks_at(build, number, lg_skip_fillers(build, number, clause))) {
      const lg_hit *verb = lg_next_cue(build, number, LG_CUE_VERB, sentence->start);
      return verb != NULL && verb->start < clause ? clause : sentence->start;
    }
  }
  return sentence->start;
}

static void mark_from(lg_build *build, uint32_t number, uint32_t start, uint32_t end) {
  if (start == start_of(build, number) && end == end_of(build, number)) {
    lg_mark(build, number, LG_ASKED);
  } else {
    lg_add_scope(build, start, end, LG_ASKED);
  }
}

static bool mark_direct(lg_build *build, uint32_t number) {
  if (!lg_ends_asking(build, number)) {
    return false;
  }
  if (lg_has_cue(build, number, LG_CUE_RHETORICAL) || is_tag(build, number) ||
      asks_in_quotation(build, number) || is_answered_at_once(build, number)) {
    return true;
  }
  mark_from(build, number, question_start(build, number), end_of(build, number));
  return true;
}

/* -- without a question mark ---------------------------------------------- */

static bool ends_stated(const lg_build *build, uint32_t number) {
  return strchr(".!:", build->text.bytes[end_of(build, number) - 1]) != NULL;
}

/* "how many trips are we ...": a question word with an inversion behind it. */
static const lg_hit *find_inversion(const lg_build *build, uint32_t number, bool anywhere) {
  const uint32_t begin = lg_skip_fillers(build, number, start_of(build, number));
  const lg_hit *word = lg_next_cue(build, number, LG_CUE_QUESTION_WORD, begin);
  while (word != NULL && (anywhere || word->start == begin)) {
    const lg_hit *auxiliary =
        lg_next_cue(build, number, LG_CUE_QUESTION_AUXILIARY, word->end);
    if (auxiliary == NULL) {
      return NULL;
    }
    if (auxiliary->start - word->end <= INVERSION_BYTES &&
        memchr(build->text.bytes + word->end, ',', auxiliary->start - word->end) == NULL) {
      return word;
    }
    word = lg_next_cue(build, number, LG_CUE_QUESTION_WORD, word->start + 1);
  }
  return NULL;
}

static void mark_unpunctuated(lg_build *build, uint32_t number) {
  if (lg_is_marked(build, number, LG_HEADING | LG_IN_CODE | LG_IN_TABLE)) {
    return;
  }
  const bool stated = ends_stated(build, number);
  const lg_hit *word = find_inversion(build, number, !stated);
  if (word != NULL) {
    mark_from(build, number, word->start, end_of(build, number));
    return;
  }
  const uint32_t begin = lg_skip_fillers(build, number, start_of(build, number));
  const lg_hit *auxiliary = lg_cue_at(build, number, LG_CUE_QUESTION_AUXILIARY, begin);
  if (!stated && auxiliary != NULL) {
    mark_from(build, number, begin, end_of(build, number));
  }
}

/* -- indirect questions --------------------------------------------------- */

static bool is_denied_at(const lg_build *build, uint32_t number, uint32_t at) {
  for (uint32_t i = build->denials[number]; i < build->denials[number + 1]; ++i) {
    const lg_scope *scope = &build->scopes[i];
    if (scope->start <= at && at < scope->end && (scope->attributes & LG_DENIED) != 0) {
      return true;
    }
  }
  return false;
}

static void mark_indirect(lg_build *build, uint32_t number) {
  const lg_hit *hit =
      lg_next_cue(build, number, LG_CUE_INDIRECT_QUESTION, start_of(build, number));
  for (; hit != NULL;
       hit = lg_next_cue(build, number, LG_CUE_INDIRECT_QUESTION, hit->start + 1)) {
    if (is_denied_at(build, number, hit->start)) {
      continue;
    }
    uint32_t end = lg_reach(build, number, hit->end);
    /* "...; who reads it; for how long": the list of questions goes on */
    while (end + 1 < end_of(build, number) && build->text.bytes[end] == ';' &&
           asks_at(build, number, lg_skip_fillers(build, number, end + 1))) {
      end = lg_reach(build, number, end + 1);
    }
    const bool nothing_follows =
        lg_count_words(build->text.bytes, hit->end, end_of(build, number), 2) < 2;
    mark_from(build, number, nothing_follows ? start_of(build, number) : hit->start, end);
  }
}

/* -- carried over --------------------------------------------------------- */

static bool announces_questions(const lg_build *build, uint32_t number) {
  if (lg_has_cue(build, number, LG_CUE_ASSUMPTION_HEADING) &&
      !lg_has_cue(build, number, LG_CUE_QUESTION_HEADING)) {
    return false;
  }
  const bool leads = lg_is_marked(build, number, LG_HEADING) ||
                     build->text.bytes[end_of(build, number) - 1] == ':' ||
                     build->drafts[number].sentence.block != LG_BLOCK_ITEM;
  return leads && (lg_has_cue(build, number, LG_CUE_QUESTION_HEADING) ||
                   lg_has_cue(build, number, LG_CUE_INDIRECT_QUESTION));
}

static bool has_digit(const lg_build *build, uint32_t number) {
  for (uint32_t i = start_of(build, number); i < end_of(build, number); ++i) {
    if (lg_is_digit(build->text.bytes[i])) {
      return true;
    }
  }
  return false;
}

/* Does an introduction that announces questions stand over this sentence? An
 * item looks up to its heading; other text only to its label, or to a heading
 * when it is a note without a verb. */
static bool stands_under_questions(const lg_build *build, uint32_t number) {
  const lg_draft *draft = &build->drafts[number];
  uint32_t context = draft->sentence.context;
  if (draft->sentence.block == LG_BLOCK_ITEM) {
    for (unsigned steps = 0; context != LG_NO_SENTENCE && steps < CHAIN; ++steps) {
      if (announces_questions(build, context)) {
        return true;
      }
      context = build->drafts[context].sentence.context;
    }
    return false;
  }
  if (context == LG_NO_SENTENCE || !announces_questions(build, context)) {
    return false;
  }
  return build->drafts[context].sentence.block != LG_BLOCK_HEADING ||
         !lg_has_cue(build, number, LG_CUE_VERB) || begins_asking(build, number);
}

/* An item like the one before it, which asks: "- how often\n- who reads it". */
static bool follows_asking_item(const lg_build *build, uint32_t number) {
  if (number == 0 || !begins_asking(build, number) || ends_stated(build, number)) {
    return false;
  }
  const lg_draft *draft = &build->drafts[number];
  const lg_draft *before = &build->drafts[number - 1];
  return draft->list != 0 && draft->list == before->list &&
         lg_is_marked(build, number - 1, LG_ASKED);
}

static void mark_carried(lg_build *build, uint32_t number) {
  if (lg_is_marked(build, number, LG_HEADING | LG_IN_CODE | LG_ASKED)) {
    return;
  }
  if (follows_asking_item(build, number)) {
    lg_mark(build, number, LG_ASKED);
    return;
  }
  if (!stands_under_questions(build, number) || lg_has_cue(build, number, LG_CUE_ASSUMPTION) ||
      begins_answering(build, number)) {
    return;
  }
  /* A figure among the questions is the answer its author goes on with. */
  const bool figure = has_digit(build, number) && !begins_asking(build, number);
  lg_mark(build, number, figure ? LG_ASSUMED : LG_ASKED);
}

void lg_mark_questions(lg_build *build) {
  for (uint32_t i = 0; i < build->draft_count; ++i) {
    if (lg_is_marked(build, i, LG_HEADING | LG_IN_CODE)) {
      continue;
    }
    if (!mark_direct(build, i)) {
      mark_indirect(build, i);
      mark_unpunctuated(build, i);
      mark_carried(build, i);
    }
  }
}
