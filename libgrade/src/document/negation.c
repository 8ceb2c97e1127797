/* Denials and warnings, after NegEx (Chapman et al. 2001) and ConText (Harkema et
 * al. 2009).
 *
 * A trigger ("not", "without", "can wait") denies what stands behind or before
 * it, as far as its scope reaches: to a terminator ("but", "because"), to a mark
 * that parts thoughts (';', an arrow), to a comma behind which a clause with a
 * verb of its own begins, or to the end of the sentence. A comma in a list of
 * nouns does not end it: "no watermarks, compaction or registry" denies all
 * three. What looks like a trigger and is none ("not only") is removed first; a
 * trigger next to a verb that is negative itself ("never fails to") is a double
 * negation and denies nothing.
 *
 * The scope begins behind the trigger, so that a wording which contains the
 * trigger ("no duplicates") is not denied by its own first word. A preposition that
 * ends the trigger belongs to what is denied: "for replays" in "no need for
 * replays". */
#include "document/build.h"

#include <string.h>

enum {
  DOUBLE_REACH = 3,       /* words between the two parts of a double negation */
  DOUBLE_BYTES = 40,      /* and bytes */
  LONGEST_BEGINNING = 48, /* bytes of fillers before an order */
  RELATIVE_WORDS = 3      /* between "that" or "if" and the denial in its clause */
};

static bool is_trigger(uint32_t owner) {
  return owner == LG_CUE_NEGATION || owner == LG_CUE_NEGATION_AFTER || owner == LG_CUE_DISMISSAL ||
         owner == LG_CUE_DISMISSAL_AFTER || owner == LG_CUE_WARNING;
}

static bool points_back(uint32_t owner) {
  return owner == LG_CUE_NEGATION_AFTER || owner == LG_CUE_DISMISSAL_AFTER;
}

typedef struct sentence_view {
  lg_build *build;
  uint32_t number;
  uint32_t start;
  uint32_t end;
  const char *text;
} sentence_view;

/* -- reach ---------------------------------------------------------------- */

static bool has_verb_between(const sentence_view *view, uint32_t from, uint32_t to) {
  const lg_hit *verb = lg_next_cue(view->build, view->number, LG_CUE_VERB, from);
  return verb != NULL && verb->start < to;
}

static bool is_at(const sentence_view *view, uint32_t at, const char *text) {
  const size_t length = strlen(text);
  return view->end - at >= length && memcmp(view->text + at, text, length) == 0;
}

/* The end of the list element or clause that begins at `at`. */
static uint32_t segment_end(const sentence_view *view, uint32_t at, uint32_t limit) {
  while (at < limit && view->text[at] != ',') {
    ++at;
  }
  return at;
}

/* "or of", "or any": what was denied goes on, whatever verbs follow. */
static bool goes_on(const sentence_view *view, uint32_t at) {
  const lg_hit *joiner = lg_cue_at(view->build, view->number, LG_CUE_JOINER, at);
  return joiner != NULL && memchr(view->text + at, ' ', joiner->end - at) != NULL;
}

static uint32_t verbs_between(const sentence_view *view, uint32_t from, uint32_t to) {
  uint32_t count = 0;
  const lg_hit *verb = lg_next_cue(view->build, view->number, LG_CUE_VERB, from);
  for (; verb != NULL && verb->start < to;
       verb = lg_next_cue(view->build, view->number, LG_CUE_VERB, verb->start + 1)) {
    ++count;
  }
  return count;
}

/* Where to begin to look for what stands close before a hit. */
static uint32_t before(const sentence_view *view, const lg_hit *hit) {
  return hit->start - view->start > DOUBLE_BYTES ? hit->start - DOUBLE_BYTES : view->start;
}

/* "so that": its clause is the last, and no main verb follows. */
static bool is_purpose(const sentence_view *view, const lg_hit *clause) {
  const lg_hit *hit =
      lg_next_cue(view->build, view->number, LG_CUE_CLAUSE_BREAK, before(view, clause));
  while (hit != NULL && hit->end < clause->end) {
    hit = lg_next_cue(view->build, view->number, LG_CUE_CLAUSE_BREAK, hit->start + 1);
  }
  return hit != NULL && hit->start < clause->start && hit->end == clause->end;
}

/* Does the trigger deny a verb ("don't", "are not") in a clause that goes before
 * the main verb ("rows that don't pass", "if the file isn't there")? "no" denies
 * a noun and reaches further: "so that no event is lost". */
static bool is_in_relative(const sentence_view *view, const lg_hit *trigger) {
  const lg_hit *clause =
      lg_next_cue(view->build, view->number, LG_CUE_RELATIVE, before(view, trigger));
  uint32_t from = view->end;
  while (clause != NULL && clause->end <= trigger->start) {
    from = is_purpose(view, clause) ? view->end : clause->end;
    clause = lg_next_cue(view->build, view->number, LG_CUE_RELATIVE, clause->start + 1);
  }
  if (from > trigger->start || trigger->start - from > DOUBLE_BYTES ||
      memchr(view->text + from, ',', trigger->start - from) != NULL ||
      lg_count_words(view->text, from, trigger->start, RELATIVE_WORDS + 1) > RELATIVE_WORDS) {
    return false;
  }
  const lg_hit *other = lg_next_cue(view->build, view->number, LG_CUE_NEGATION, from);
  const uint32_t verbs = verbs_between(view, from, trigger->start);
  return (other == NULL || other->start >= trigger->start) && verbs <= 1 &&
         verbs + verbs_between(view, trigger->start, trigger->end) > 0;
}

/* Where the main verb behind such a clause begins: "go" in "rows that don't pass
 * go to quarantine"; `limit` where there is none. */
static uint32_t main_verb(const sentence_view *view, const lg_hit *trigger, uint32_t limit) {
  const lg_hit *verb = lg_next_cue(view->build, view->number, LG_CUE_VERB, trigger->end);
  if (verb != NULL && verb->start <= trigger->end + 1) {
    verb = lg_next_cue(view->build, view->number, LG_CUE_VERB, verb->end);
  }
  return verb != NULL && verb->start < limit ? verb->start : limit;
}

/* Where a denial that begins at `from` ends, but for what its clause leaves open. */
static uint32_t clause_end(const sentence_view *view, uint32_t from) {
  const uint32_t limit = lg_reach(view->build, view->number, from);
  int depth = 0;
  for (uint32_t i = from; i < limit; ++i) {
    if (view->text[i] == '(') {
      ++depth;
    } else if (view->text[i] == ')' && --depth < 0) {
      return i;
    } else if (view->text[i] == ':' && i + 1 < limit && view->text[i + 1] == ' ') {
      return i;
    } else if (view->text[i] == ',' && i + 2 < limit && view->text[i + 1] == ' ' &&
               !goes_on(view, i + 2) &&
               has_verb_between(view, i + 1, segment_end(view, i + 1, limit))) {
      return i;
    }
  }
  return limit;
}

static uint32_t forward_end(const sentence_view *view, const lg_hit *trigger) {
  const uint32_t end = clause_end(view, trigger->end);
  return trigger->owner == LG_CUE_NEGATION && is_in_relative(view, trigger)
             ? main_verb(view, trigger, end)
             : end;
}

/* Does a clause end before `at`, so that a denial of what precedes stops here?
 * `to` is where the element behind it ends. */
static bool parts_backward(const sentence_view *view, uint32_t at) {
  switch (view->text[at]) {
  case ';':
  case '|':
  case '(':
    return true;
  case ':':
    return is_at(view, at, ": ");
  case '>':
    return at > view->start && (view->text[at - 1] == '-' || view->text[at - 1] == '=');
  case '-':
    return is_at(view, at, "- ") && at > view->start && view->text[at - 1] == ' ';
  default:
    return false;
  }
}

/* The last terminator that ends at or before `to`: its end, else the start. */
static uint32_t behind_terminator(const sentence_view *view, uint32_t to) {
  uint32_t found = view->start;
  const lg_hit *hit = lg_next_cue(view->build, view->number, LG_CUE_TERMINATOR, view->start);
  while (hit != NULL && hit->end <= to) {
    found = hit->end;
    hit = lg_next_cue(view->build, view->number, LG_CUE_TERMINATOR, hit->start + 1);
  }
  return found;
}

/* Where what is denied backward from `to` begins. */
static uint32_t backward_start(const sentence_view *view, uint32_t to, uint32_t lowest) {
  uint32_t limit = behind_terminator(view, to);
  limit = limit < lowest ? lowest : limit;
  for (uint32_t i = to; i > limit; --i) {
    const uint32_t at = i - 1;
    if (parts_backward(view, at)) {
      return i;
    }
    const lg_hit *joiner = lg_cue_at(view->build, view->number, LG_CUE_JOINER, at);
    if (view->text[at] != ',' && joiner == NULL) {
      continue;
    }
    /* Does a verb stand in the element before this joint? Then it is a clause. */
    uint32_t element = at;
    while (element > limit && view->text[element - 1] != ',') {
      --element;
    }
    if (has_verb_between(view, element, at)) {
      return joiner != NULL ? joiner->end : i;
    }
  }
  return limit;
}

/* -- which hits are triggers ---------------------------------------------- */

/* "don't" gives an order where a clause begins with it, and states a denial
 * behind a subject. */
static bool is_imperative(const sentence_view *view, const lg_hit *hit) {
  uint32_t start = hit->start;
  const uint32_t lowest =
      start - view->start > LONGEST_BEGINNING ? start - LONGEST_BEGINNING : view->start;
  while (start > lowest && strchr(";:(", view->text[start - 1]) == NULL &&
         !(is_at(view, start - 1, "- ") && start - 1 > view->start)) {
    --start;
  }
  return (start == view->start || start > lowest) &&
         lg_is_beginning(view->build, view->number, start, hit->start);
}

static bool has_mark(const sentence_view *view, uint32_t from, uint32_t to) {
  for (uint32_t i = from; i < to; ++i) {
    if (strchr(",;:()", view->text[i]) != NULL) {
      return true;
    }
  }
  return false;
}

/* A negative verb, or another negation, close behind the trigger. */
static const lg_hit *doubled(const sentence_view *view, const lg_hit *trigger) {
  const lg_hit *verb = lg_next_cue(view->build, view->number, LG_CUE_NEGATIVE_VERB, trigger->end);
  if (verb == NULL || verb->start - trigger->end > DOUBLE_BYTES ||
      has_mark(view, trigger->end, verb->start) ||
      lg_count_words(view->text, trigger->end, verb->start, DOUBLE_REACH + 1) > DOUBLE_REACH) {
    return NULL;
  }
  const lg_hit *terminator =
      lg_next_cue(view->build, view->number, LG_CUE_TERMINATOR, trigger->end);
  return terminator != NULL && terminator->start < verb->start ? NULL : verb;
}

/* "isn't overkill": a negation close before a dismissal that points back. */
static bool is_negated_itself(const lg_hit *negation, const sentence_view *view,
                              const lg_hit *trigger) {
  return negation != NULL && negation->end <= trigger->start &&
         trigger->start - negation->end <= DOUBLE_BYTES &&
         lg_count_words(view->text, negation->end, trigger->start, 2) <= 1 &&
         !has_mark(view, negation->end, trigger->start);
}

/* "Clustering: no.", "cache = none": the answer to what stands before. */
static bool is_bare_answer(const sentence_view *view, const lg_hit *hit) {
  return hit->start >= view->start + 2 && view->text[hit->start - 1] == ' ' &&
         strchr(":=", view->text[hit->start - 2]) != NULL &&
         (hit->end == view->end || strchr(".,;!", view->text[hit->end]) != NULL);
}

/* Goes through the hits of a sentence in order, leaving out those inside others. */
typedef struct trigger_state {
  uint32_t pseudo_end;   /* of the pseudo-negations met so far */
  uint32_t covered_end;  /* of the triggers met so far */
  uint32_t skip_until;   /* the second half of a double negation */
  uint32_t denied_until; /* a further trigger in here denies nothing new */
  uint32_t back_until;   /* what stands before has been seen to */
  const lg_hit *last_negation;
} trigger_state;

/* The verb of the trigger itself is denied, too: "need" in "we need no real-time
 * view" and in "we don't need a real-time view". */
static void deny_verb(const sentence_view *view, const lg_hit *hit) {
  if (hit->owner != LG_CUE_NEGATION && hit->owner != LG_CUE_DISMISSAL) {
    return;
  }
  const lg_hit *verb = lg_next_cue(view->build, view->number, LG_CUE_VERB, hit->start);
  const lg_hit *no = lg_next_cue(view->build, view->number, LG_CUE_NEGATION, hit->start);
  if (hit->owner == LG_CUE_DISMISSAL && verb != NULL && verb->start == hit->start && no != NULL &&
      no->start == verb->end + 1 && no->end == hit->end) {
    lg_add_scope(view->build, verb->start, verb->end, LG_DENIED);
  } else if (hit->owner == LG_CUE_NEGATION && no == hit) {
    while (verb != NULL && verb->end < hit->end) {
      verb = lg_next_cue(view->build, view->number, LG_CUE_VERB, verb->start + 1);
    }
    if (verb != NULL && verb->start > hit->start && verb->end == hit->end) {
      lg_add_scope(view->build, verb->start, verb->end, LG_DENIED);
    }
  }
}

/* Where what a trigger of one word or several denies begins. */
static uint32_t scope_start(const sentence_view *view, const lg_hit *trigger) {
  uint32_t word = trigger->end;
  while (word > trigger->start && view->text[word - 1] != ' ') {
    --word;
  }
  const lg_hit *preposition =
      word > trigger->start ? lg_cue_at(view->build, view->number, LG_CUE_PREPOSITION, word) : NULL;
  return preposition != NULL && preposition->end == trigger->end ? word : trigger->end;
}

static void apply(const sentence_view *view, const lg_hit *hit, trigger_state *state) {
  if (points_back(hit->owner)) {
    if (!is_negated_itself(state->last_negation, view, hit)) {
      lg_add_scope(view->build, backward_start(view, hit->start, state->back_until), hit->start,
                   LG_DENIED);
    }
    state->back_until = hit->end;
    return;
  }
  if (is_bare_answer(view, hit)) {
    lg_add_scope(view->build, view->start, hit->start, LG_DENIED);
    return;
  }
  const lg_hit *second = doubled(view, hit);
  if (second != NULL) {
    state->skip_until = second->end;
    return;
  }
  if (hit->end < view->end && view->text[hit->end] == ',') {
    return; /* "No, ...": an interjection */
  }
  state->denied_until = forward_end(view, hit);
  lg_add_scope(view->build, scope_start(view, hit), state->denied_until,
               hit->owner == LG_CUE_WARNING ? LG_WARNED : LG_DENIED);
  deny_verb(view, hit);
}

/* At one place the longest hit counts; of equals, a warning if it is an order. */
static bool takes(const sentence_view *view, const lg_hit *hit, const trigger_state *state) {
  if (!is_trigger(hit->owner) || hit->end <= state->pseudo_end || hit->end <= state->covered_end ||
      hit->start < state->skip_until) {
    return false;
  }
  if (!points_back(hit->owner) && hit->start < state->denied_until) {
    return false;
  }
  const bool imperative = is_imperative(view, hit);
  if (hit->owner == LG_CUE_WARNING) {
    return imperative;
  }
  const lg_hit *warning = lg_cue_at(view->build, view->number, LG_CUE_WARNING, hit->start);
  return warning == NULL || warning->end < hit->end || !imperative;
}

static void mark_sentence(lg_build *build, uint32_t number) {
  const lg_sentence *sentence = &build->drafts[number].sentence;
  const sentence_view view = {build, number, sentence->start, sentence->end, build->text.bytes};
  trigger_state state = {0};
  const lg_cue_hits *cues = &build->cues;
  uint32_t ahead = cues->first[number]; /* pseudo-negations up to the present start */
  for (uint32_t i = cues->first[number]; i < cues->first[number + 1]; ++i) {
    const lg_hit *hit = &cues->items[i];
    for (; ahead < cues->first[number + 1] && cues->items[ahead].start <= hit->start; ++ahead) {
      const lg_hit *other = &cues->items[ahead];
      if (other->owner == LG_CUE_PSEUDO_NEGATION && other->end > state.pseudo_end) {
        state.pseudo_end = other->end;
      }
    }
    if (!takes(&view, hit, &state)) {
      continue;
    }
    apply(&view, hit, &state);
    state.covered_end = hit->end;
    state.last_negation = hit->owner == LG_CUE_NEGATION ? hit : state.last_negation;
  }
}

void lg_mark_negation(lg_build *build) {
  const uint64_t triggers = UINT64_C(1) << LG_CUE_NEGATION | UINT64_C(1) << LG_CUE_NEGATION_AFTER |
                            UINT64_C(1) << LG_CUE_DISMISSAL |
                            UINT64_C(1) << LG_CUE_DISMISSAL_AFTER | UINT64_C(1) << LG_CUE_WARNING;
  build->denials =
      lg_arena_take_array(&build->document->arena, build->draft_count + 1, sizeof *build->denials);
  if (build->denials == NULL) {
    build->failed = true;
    return;
  }
  for (uint32_t i = 0; i < build->draft_count; ++i) {
    build->denials[i + 1] = build->denials[i] = (uint32_t)build->scope_count;
    if (lg_is_marked(build, i, LG_IN_CODE)) {
      continue;
    }
    if ((build->cues.kinds[i] & triggers) != 0 && !lg_ends_asking(build, i)) {
      mark_sentence(build, i);
    }
    build->denials[i + 1] = (uint32_t)build->scope_count;
  }
}
