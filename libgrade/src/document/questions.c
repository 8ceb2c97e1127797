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
  WHY_WORDS = 7,        /* "Why not a stream? Because ..." */
  BARE_WORDS = 2,       /* "Why?" "And latency?" */
  INVERSION_BYTES = 70, /* from a question word to its auxiliary */
  EARLY_WORDS = 1,      /* before the announcement of questions, in its heading */
  CHAIN = 4,            /* steps from an item to the heading it may be under */
  LEAD_BYTES = 60,      /* "Questions I would ask before I begin:" */
  SPEECH_WORDS = 12     /* in a sentence of speech that holds commas */
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

static bool ends_stated(const lg_build *build, uint32_t number) {
  return strchr(".!:", build->text.bytes[end_of(build, number) - 1]) != NULL;
}

/* -- statements among questions -------------------------------------------- */

static const lg_hit *question_word_at_beginning(const lg_build *build, uint32_t number) {
  return lg_cue_at(build, number, LG_CUE_QUESTION_WORD,
                   lg_skip_fillers(build, number, start_of(build, number)));
}

/* The verb or pronoun in front of `at`, with one space between; or NULL. */
static const lg_hit *verb_before(const lg_build *build, uint32_t number, uint32_t from,
                                 uint32_t at) {
  const uint32_t near = at - from > INVERSION_BYTES ? at - INVERSION_BYTES : from;
  const lg_hit *verb = lg_next_cue(build, number, LG_CUE_VERB, near);
  while (verb != NULL && verb->end + 1 < at) {
    verb = lg_next_cue(build, number, LG_CUE_VERB, verb->start + 1);
  }
  return verb != NULL && verb->end + 1 == at ? verb : NULL;
}

/* "What would burn us is the fence file": a question word with its verb, then
 * "is the" without a mark or a clause between. */
static bool is_cleft(const lg_build *build, uint32_t number, const lg_hit *word) {
  const lg_hit *verb = lg_next_cue(build, number, LG_CUE_VERB, word->end);
  if (verb == NULL || verb->start != word->end + 1) {
    return false;
  }
  const lg_hit *second = lg_next_cue(build, number, LG_CUE_QUESTION_AUXILIARY, verb->end + 1);
  const lg_hit *clause = lg_next_cue(build, number, LG_CUE_CLAUSE_BREAK, verb->end);
  if (second == NULL || (clause != NULL && clause->start < second->start)) {
    return false;
  }
  for (uint32_t i = verb->end; i < second->start; ++i) {
    if (strchr(",;:(", build->text.bytes[i]) != NULL) {
      return false;
    }
  }
  const char *text = build->text.bytes;
  const char *space = memchr(text + second->start, ' ', second->end - second->start);
  return space == NULL ||
         lg_cue_at(build, number, LG_CUE_VERB, (uint32_t)(space - text) + 1) == NULL;
}

/* "When a customer leaves, the tie is deleted": a comma, and a main clause. */
static bool is_subordinate(const lg_build *build, uint32_t number, const lg_hit *word) {
  if (lg_cue_at(build, number, LG_CUE_RELATIVE, word->start) == NULL) {
    return false;
  }
  const char *text = build->text.bytes;
  const char *comma = memchr(text + word->end, ',', end_of(build, number) - word->end);
  if (comma == NULL || (uint32_t)(comma - text) + 2 >= end_of(build, number)) {
    return false;
  }
  const uint32_t behind = (uint32_t)(comma - text) + 2;
  return !asks_at(build, number, lg_skip_fillers(build, number, behind)) &&
         lg_next_cue(build, number, LG_CUE_VERB, behind) != NULL;
}

static bool is_pronoun(const lg_build *build, uint32_t number, const lg_hit *verb) {
  return lg_cue_at(build, number, LG_CUE_OWN_VOICE, verb->start) != NULL ||
         lg_cue_at(build, number, LG_CUE_STORY_GOES_ON, verb->start) != NULL;
}

/* Does what begins at `from` say something? It holds a verb, and not only one of
 * a clause that goes with a noun ("the volume we expect", "delay that is allowed")
 * or a form that begins a noun ("changed rows per day"). */
static bool states(const lg_build *build, uint32_t number, uint32_t from) {
  const lg_hit *verb = lg_next_cue(build, number, LG_CUE_VERB, from);
  if (verb == NULL || is_pronoun(build, number, verb)) {
    return verb != NULL && verb->start == from;
  }
  if (verb->start == from) {
    return lg_cue_at(build, number, LG_CUE_VERB, verb->end + 1) != NULL;
  }
  const lg_hit *clause = lg_next_cue(build, number, LG_CUE_RELATIVE, from);
  return clause == NULL || clause->end + 1 != verb->start;
}

/* A statement, although questions are announced. */
static bool is_statement(const lg_build *build, uint32_t number) {
  const lg_hit *word = question_word_at_beginning(build, number);
  if (word != NULL) {
    return is_cleft(build, number, word) || is_subordinate(build, number, word);
  }
  return build->text.bytes[end_of(build, number) - 1] == '.' && !begins_asking(build, number) &&
         states(build, number, lg_skip_fillers(build, number, start_of(build, number)));
}

/* -- introductions --------------------------------------------------------- */

static bool announces_questions(const lg_build *build, uint32_t number) {
  if (lg_has_cue(build, number, LG_CUE_ASSUMPTION_HEADING) &&
      !lg_has_cue(build, number, LG_CUE_QUESTION_HEADING)) {
    return false;
  }
  const bool leads = lg_is_marked(build, number, LG_HEADING) ||
                     build->text.bytes[end_of(build, number) - 1] == ':';
  if (lg_has_cue(build, number, LG_CUE_INDIRECT_QUESTION)) {
    return leads || build->drafts[number].sentence.block != LG_BLOCK_ITEM;
  }
  /* "Tables follow the questions" announces none. */
  const lg_hit *hit = lg_next_cue(build, number, LG_CUE_QUESTION_HEADING, start_of(build, number));
  return leads && hit != NULL &&
         lg_count_words(build->text.bytes, start_of(build, number), hit->start, EARLY_WORDS + 1) <=
             EARLY_WORDS;
}

/* Does an introduction that announces questions stand over this sentence? An
 * item looks up to its heading; other text only to its label, or to a heading
 * when it begins like a question. */
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
  const bool introduced = (build->drafts[context].marks & LG_MARK_LABEL) != 0 ||
                          build->text.bytes[end_of(build, context) - 1] == ':';
  return introduced || (begins_asking(build, number) && !ends_stated(build, number));
}

/* -- direct questions ----------------------------------------------------- */

static bool follows_in_line(const lg_build *build, uint32_t number) {
  return lg_same_line(build, number, number + 1);
}

/* Is the hit an answer: of several words, or with a mark behind it? A lone "no"
 * may belong to what follows ("no answers, so I assume"). */
static bool is_answer(const lg_build *build, uint32_t number, const lg_hit *hit,
                      size_t question_words) {
  const char *text = build->text.bytes;
  if (hit == NULL) {
    return false;
  }
  if (lg_cue_at(build, number, LG_CUE_TERMINATOR, hit->start) != NULL) {
    return question_words <= WHY_WORDS; /* "because": of a longer one it tells why it is asked */
  }
  return hit->end == end_of(build, number) || text[hit->end] != ' ' ||
         memchr(text + hit->start, ' ', hit->end - hit->start) != NULL || hit->end - hit->start > 6;
}

static bool begins_answering(const lg_build *build, uint32_t number, size_t question_words) {
  const uint32_t start = start_of(build, number);
  const uint32_t begin = lg_skip_fillers(build, number, start);
  return is_answer(build, number, lg_cue_at(build, number, LG_CUE_ANSWER, start), question_words) ||
         is_answer(build, number, lg_cue_at(build, number, LG_CUE_ANSWER, begin), question_words);
}

static bool is_answered_at_once(const lg_build *build, uint32_t number) {
  if (!follows_in_line(build, number) || lg_ends_asking(build, number + 1)) {
    return false;
  }
  const size_t words = build->drafts[number].sentence.word_count;
  if (begins_answering(build, number + 1, words)) {
    return true;
  }
  return words <= BARE_WORDS && !lg_has_cue(build, number + 1, LG_CUE_ASSUMPTION) &&
         !stands_under_questions(build, number);
}

static bool is_tag(const lg_build *build, uint32_t number) {
  const lg_hit *tag = lg_next_cue(build, number, LG_CUE_QUESTION_TAG, start_of(build, number));
  while (tag != NULL && tag->end + 2 < end_of(build, number)) {
    tag = lg_next_cue(build, number, LG_CUE_QUESTION_TAG, tag->start + 1);
  }
  return tag != NULL && tag->start >= start_of(build, number) + 2 &&
         strchr(",;-", build->text.bytes[tag->start - 2]) != NULL && !begins_asking(build, number);
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

/* Is the clause that begins at `at` parted from what precedes, by a ';' or a turn
 * such as "but"? What leads up to a question ("if it fails, ...", "one more
 * thing: ...") belongs to it. */
static bool is_parted(const lg_build *build, uint32_t number, uint32_t at) {
  return (at >= 2 && build->text.bytes[at - 2] == ';') ||
         lg_cue_at(build, number, LG_CUE_TURN, at) != NULL;
}

/* The clause that asks, when a statement goes before it; else the start. */
static uint32_t question_start(const lg_build *build, uint32_t number) {
  const lg_sentence *sentence = &build->drafts[number].sentence;
  if (begins_asking(build, number)) {
    return sentence->start;
  }
  for (uint32_t i = 1; i < sentence->clause_count; ++i) {
    const uint32_t clause = build->document->clauses[sentence->first_clause + i];
    if (is_parted(build, number, clause) &&
        asks_at(build, number, lg_skip_fillers(build, number, clause))) {
      return clause;
    }
  }
  return sentence->start;
}

static void mark_from(lg_build *build, uint32_t number, uint32_t start, uint32_t end) {
  if (lg_is_marked(build, number, LG_ASKED)) {
    return;
  }
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

/* Between the question word and its auxiliary stand nouns only: "how many trips
 * are we", but not "what I'd do is the". */
static bool is_inversion(const lg_build *build, uint32_t number, const lg_hit *word,
                         const lg_hit *auxiliary) {
  if (auxiliary->start <= word->end + 1) {
    return true;
  }
  const lg_hit *verb = lg_next_cue(build, number, LG_CUE_VERB, word->end);
  return auxiliary->start - word->end <= INVERSION_BYTES &&
         (verb == NULL || verb->start >= auxiliary->start) &&
         memchr(build->text.bytes + word->end, ',', auxiliary->start - word->end) == NULL;
}

/* Is there no mark in the sentence, as in speech? A long one may hold commas. */
static bool is_unmarked(const lg_build *build, uint32_t number) {
  const bool speech = build->drafts[number].sentence.word_count >= SPEECH_WORDS &&
                      !lg_ends_with_stop(build, number);
  for (uint32_t i = start_of(build, number); i < end_of(build, number); ++i) {
    const char byte = build->text.bytes[i];
    if (!lg_is_lower(byte) && byte != ' ' && strchr(",;:()>\"", byte) != NULL &&
        (byte != ',' || !speech)) {
      return false;
    }
  }
  return true;
}

/* "shows how far behind are we", ", which is the ...": what a verb shows, or what
 * goes with a noun, is no question. */
static bool is_embedded(const lg_build *build, uint32_t number, const lg_hit *word) {
  if (word->start >= start_of(build, number) + 2 && build->text.bytes[word->start - 2] == ',' &&
      lg_cue_at(build, number, LG_CUE_RELATIVE, word->start) != NULL) {
    return true;
  }
  const lg_hit *verb = verb_before(build, number, start_of(build, number), word->start);
  return verb != NULL && lg_cue_at(build, number, LG_CUE_QUESTION_OPENING, verb->start) == NULL;
}

/* "how many trips are we ...": a question word with an inversion behind it; in
 * notes only at the beginning. */
static const lg_hit *find_inversion(const lg_build *build, uint32_t number) {
  const uint32_t begin = lg_skip_fillers(build, number, start_of(build, number));
  const bool anywhere = is_unmarked(build, number);
  const lg_hit *word = lg_next_cue(build, number, LG_CUE_QUESTION_WORD, begin);
  while (word != NULL && (anywhere || word->start == begin)) {
    const lg_hit *auxiliary = lg_next_cue(build, number, LG_CUE_QUESTION_AUXILIARY, word->start);
    if (auxiliary == NULL) {
      return NULL;
    }
    if (is_inversion(build, number, word, auxiliary) && !is_cleft(build, number, word) &&
        !is_subordinate(build, number, word) &&
        (word->start == begin || !is_embedded(build, number, word))) {
      return word;
    }
    word = lg_next_cue(build, number, LG_CUE_QUESTION_WORD, word->start + 1);
  }
  return NULL;
}

/* "is it", "do they", but not "is the": pronouns are among the cues for verbs. */
static bool has_pronoun(const lg_build *build, uint32_t number, const lg_hit *auxiliary) {
  const char *text = build->text.bytes;
  const char *space = memchr(text + auxiliary->start, ' ', auxiliary->end - auxiliary->start);
  return space != NULL &&
         lg_cue_at(build, number, LG_CUE_VERB, (uint32_t)(space - text) + 1) != NULL;
}

/* "is it exact do they call you": an auxiliary at the beginning, or two of them
 * before pronouns. */
static const lg_hit *find_bare_inversion(const lg_build *build, uint32_t number) {
  const uint32_t begin = lg_skip_fillers(build, number, start_of(build, number));
  const lg_hit *first = lg_next_cue(build, number, LG_CUE_QUESTION_AUXILIARY, begin);
  if (first == NULL || first->start == begin) {
    return first;
  }
  unsigned found = 0;
  const lg_hit *hit = first;
  for (first = NULL; hit != NULL && found < 2;
       hit = lg_next_cue(build, number, LG_CUE_QUESTION_AUXILIARY, hit->end)) {
    if (has_pronoun(build, number, hit)) {
      first = first == NULL ? hit : first;
      ++found;
    }
  }
  return found == 2 ? first : NULL;
}

static void mark_unpunctuated(lg_build *build, uint32_t number) {
  if (lg_is_marked(build, number, LG_HEADING | LG_IN_CODE | LG_IN_TABLE) ||
      ends_stated(build, number)) {
    return;
  }
  const lg_hit *word = find_inversion(build, number);
  if (word != NULL) {
    mark_from(build, number, word->start, end_of(build, number));
    return;
  }
  const lg_hit *opening = question_word_at_beginning(build, number);
  const lg_hit *auxiliary = find_bare_inversion(build, number);
  if (auxiliary != NULL && (opening == NULL || !is_cleft(build, number, opening))) {
    mark_from(build, number, auxiliary->start, end_of(build, number));
  }
}

/* -- indirect questions --------------------------------------------------- */

static bool is_denied(const lg_build *build, uint32_t number, const lg_hit *hit) {
  for (uint32_t i = build->denials[number]; i < build->denials[number + 1]; ++i) {
    const lg_scope *scope = &build->scopes[i];
    if (scope->start <= hit->end && hit->start < scope->end &&
        (scope->attributes & LG_DENIED) != 0) {
      return true;
    }
  }
  return false;
}

static void mark_indirect(lg_build *build, uint32_t number) {
  const lg_hit *hit = lg_next_cue(build, number, LG_CUE_INDIRECT_QUESTION, start_of(build, number));
  for (; hit != NULL; hit = lg_next_cue(build, number, LG_CUE_INDIRECT_QUESTION, hit->start + 1)) {
    if (is_denied(build, number, hit)) {
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
    uint32_t start = nothing_follows ? start_of(build, number) : hit->start;
    while (start > start_of(build, number) && build->text.bytes[start - 1] != ' ') {
      --start; /* "I'd": the cue begins inside the word */
    }
    mark_from(build, number, start, end);
  }
}

/* "To settle before I start: how long we keep it, the error rate." */
static void mark_introduced(lg_build *build, uint32_t number) {
  const uint32_t start = start_of(build, number);
  const uint32_t end = end_of(build, number);
  const char *text = build->text.bytes;
  const lg_hit *hit = lg_next_cue(build, number, LG_CUE_QUESTION_HEADING, start);
  if (hit == NULL || lg_count_words(text, start, hit->start, EARLY_WORDS + 1) > EARLY_WORDS) {
    return;
  }
  uint32_t colon = hit->end;
  while (colon < end && colon - start < LEAD_BYTES && strchr(":,;.?!", text[colon]) == NULL) {
    ++colon;
  }
  if (colon + 2 >= end || text[colon] != ':' || text[colon + 1] != ' ') {
    return;
  }
  const uint32_t behind = lg_skip_fillers(build, number, colon + 2);
  if (asks_at(build, number, behind) || !states(build, number, behind)) {
    mark_from(build, number, start, end);
  }
}

/* -- carried over --------------------------------------------------------- */

static bool has_digit(const lg_build *build, uint32_t number) {
  for (uint32_t i = start_of(build, number); i < end_of(build, number); ++i) {
    if (lg_is_digit(build->text.bytes[i])) {
      return true;
    }
  }
  return false;
}

/* A line or item that asks, in one list or paragraph with `number`. */
static bool is_asking_neighbour(const lg_build *build, uint32_t number, uint32_t other) {
  if (other >= build->draft_count) {
    return false;
  }
  const lg_draft *draft = &build->drafts[number];
  const lg_draft *beside = &build->drafts[other];
  const bool together = draft->list != 0 ? draft->list == beside->list
                                         : draft->sentence.paragraph == beside->sentence.paragraph;
  return together && !lg_is_marked(build, other, LG_HEADING) &&
         (lg_is_marked(build, other, LG_ASKED) ||
          (other > number && lg_ends_asking(build, other) && begins_asking(build, other)));
}

/* A line or item like those beside it, which ask: "how often\nis downtime ok". */
static bool stands_among_questions(const lg_build *build, uint32_t number) {
  const uint32_t begin = lg_skip_fillers(build, number, start_of(build, number));
  const bool line = (build->drafts[number].marks & LG_MARK_LINE_START) != 0;
  const bool opens = line && lg_cue_at(build, number, LG_CUE_QUESTION_OPENING, begin) != NULL &&
                     lg_cue_at(build, number, LG_CUE_NEGATION, begin) == NULL &&
                     lg_cue_at(build, number, LG_CUE_WARNING, begin) == NULL;
  if ((!opens && (!begins_asking(build, number) || is_statement(build, number))) ||
      ends_stated(build, number) || lg_is_marked(build, number, LG_IN_TABLE)) {
    return false;
  }
  return (number > 0 && is_asking_neighbour(build, number, number - 1)) ||
         is_asking_neighbour(build, number, number + 1);
}

static void mark_carried(lg_build *build, uint32_t number) {
  if (lg_is_marked(build, number, LG_HEADING | LG_IN_CODE | LG_ASKED)) {
    return;
  }
  if (stands_among_questions(build, number)) {
    lg_mark(build, number, LG_ASKED);
    return;
  }
  if (!stands_under_questions(build, number) || lg_has_cue(build, number, LG_CUE_ASSUMPTION) ||
      begins_answering(build, number, 0)) {
    return;
  }
  /* A figure among the questions is the answer its author goes on with. */
  const bool figure = has_digit(build, number) && !begins_asking(build, number);
  if (figure || !is_statement(build, number)) {
    lg_mark(build, number, figure ? LG_ASSUMED : LG_ASKED);
  }
}

void lg_mark_questions(lg_build *build) {
  for (uint32_t i = 0; i < build->draft_count; ++i) {
    if (lg_is_marked(build, i, LG_IN_CODE) ||
        (lg_is_marked(build, i, LG_HEADING) && (build->drafts[i].marks & LG_MARK_LABEL) == 0)) {
      continue;
    }
    if (!mark_direct(build, i) && !lg_is_marked(build, i, LG_HEADING)) {
      mark_introduced(build, i);
      mark_indirect(build, i);
      mark_unpunctuated(build, i);
      mark_carried(build, i);
    }
    if (i > 0 && lg_is_marked(build, i, LG_ASKED) && lg_ends_asking(build, i) &&
        lg_same_line(build, i - 1, i) && (build->drafts[i - 1].marks & LG_MARK_LABEL) != 0) {
      lg_mark(build, i - 1, LG_ASKED); /* "**Delay:** minutes or hours?" */
    }
  }
}
