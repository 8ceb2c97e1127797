/* Who says it, and how surely: assumptions, things that are only possible, what
 * others say or do, and what was tried in the past and given up. */
#include "document/build.h"

#include <string.h>

enum {
  CHAIN = 4,       /* steps from an item to the heading it may be under */
  REGRET_REACH = 2 /* sentences from what was tried to the regret */
};

static uint32_t start_of(const lg_build *build, uint32_t number) {
  return build->drafts[number].sentence.start;
}

static uint32_t end_of(const lg_build *build, uint32_t number) {
  return build->drafts[number].sentence.end;
}

/* -- assumptions ---------------------------------------------------------- */

static bool is_denied_at(const lg_build *build, uint32_t number, uint32_t at) {
  for (uint32_t i = build->denials[number]; i < build->denials[number + 1]; ++i) {
    const lg_scope *scope = &build->scopes[i];
    if (scope->start <= at && at < scope->end && (scope->attributes & LG_DENIED) != 0) {
      return true;
    }
  }
  return false;
}

static bool states_assumption(const lg_build *build, uint32_t number) {
  const lg_hit *hit = lg_next_cue(build, number, LG_CUE_ASSUMPTION, start_of(build, number));
  return hit != NULL && !is_denied_at(build, number, hit->start) && !lg_ends_asking(build, number);
}

/* Headings, labels and introductions that announce assumptions. */
static bool announces_assumptions(const lg_build *build, uint32_t number) {
  const bool leads = lg_is_marked(build, number, LG_HEADING) ||
                     build->text.bytes[end_of(build, number) - 1] == ':';
  return leads && (lg_has_cue(build, number, LG_CUE_ASSUMPTION_HEADING) ||
                   lg_has_cue(build, number, LG_CUE_ASSUMPTION));
}

static bool stands_under_assumptions(const lg_build *build, uint32_t number) {
  const lg_draft *draft = &build->drafts[number];
  const unsigned chain = draft->list != 0 ? CHAIN : 2;
  uint32_t context = draft->sentence.context;
  for (unsigned steps = 0; context != LG_NO_SENTENCE && steps < chain; ++steps) {
    if (announces_assumptions(build, context)) {
      return true;
    }
    context = build->drafts[context].sentence.context;
  }
  return false;
}

/* Marks the assumption and what goes on with it in the same line. Returns the
 * number of the last sentence seen to. */
static uint32_t mark_assumption(lg_build *build, uint32_t number) {
  const lg_hit *hit = lg_next_cue(build, number, LG_CUE_ASSUMPTION, start_of(build, number));
  const bool early =
      hit->start - start_of(build, number) <= (end_of(build, number) - start_of(build, number)) / 2;
  if (early || end_of(build, number) - hit->end < 3) {
    lg_mark(build, number, LG_ASSUMED);
  } else {
    lg_add_scope(build, hit->start, end_of(build, number), LG_ASSUMED);
  }
  while (lg_ends_with_stop(build, number) && lg_same_line(build, number, number + 1) &&
         !lg_ends_asking(build, number + 1) &&
         !lg_is_marked(build, number + 1, LG_HEADING | LG_ASKED)) {
    lg_mark(build, ++number, LG_ASSUMED);
  }
  return number;
}

static void mark_assumptions(lg_build *build) {
  for (uint32_t i = 0; i < build->draft_count; ++i) {
    if (lg_is_marked(build, i, LG_HEADING | LG_IN_CODE)) {
      continue;
    }
    if (states_assumption(build, i)) {
      i = mark_assumption(build, i);
    } else if (!lg_ends_asking(build, i) && !lg_is_marked(build, i, LG_ASKED) &&
               stands_under_assumptions(build, i)) {
      lg_mark(build, i, LG_ASSUMED);
    }
  }
}

/* -- possible, and others' ------------------------------------------------ */

static void mark_reach(lg_build *build, uint32_t number, lg_cue cue, uint32_t attributes) {
  uint32_t from = start_of(build, number);
  for (const lg_hit *hit = lg_next_cue(build, number, cue, from); hit != NULL;
       hit = lg_next_cue(build, number, cue, from)) {
    const uint32_t end = lg_reach(build, number, hit->end);
    lg_add_scope(build, hit->start, end, attributes);
    from = end > hit->end ? end : hit->end;
  }
}

/* "They" and "it" at the beginning of a sentence go on with whom the story before
 * is about, unless the author speaks of himself in it. */
static bool goes_on(const lg_build *build, uint32_t number, uint32_t story) {
  return number < build->draft_count &&
         build->drafts[number].sentence.paragraph == build->drafts[story].sentence.paragraph &&
         !lg_has_cue(build, number, LG_CUE_OWN_VOICE) &&
         lg_cue_at(build, number, LG_CUE_STORY_GOES_ON,
                   lg_skip_fillers(build, number, start_of(build, number))) != NULL;
}

/* What another company did: attributed to the end of the sentence, and on. */
static void mark_story(lg_build *build, uint32_t number) {
  const lg_hit *hit = lg_next_cue(build, number, LG_CUE_STORY, start_of(build, number));
  if (hit == NULL || lg_ends_asking(build, number)) {
    return;
  }
  const lg_hit *turn = lg_next_cue(build, number, LG_CUE_TURN, hit->end);
  lg_add_scope(build, hit->start, turn != NULL ? turn->start : end_of(build, number),
               LG_ATTRIBUTED);
  if (turn == NULL) {
    for (uint32_t i = number + 1; goes_on(build, i, number); ++i) {
      lg_mark(build, i, LG_ATTRIBUTED);
      if (lg_has_cue(build, i, LG_CUE_STORY)) {
        return; /* it carries on by itself: no sentence is gone through twice */
      }
    }
  }
}

/* -- tried and given up --------------------------------------------------- */

/* The regret that belongs to what was tried in `number` at `from`: in it, or in
 * one of the next sentences of its paragraph. */
static const lg_hit *find_regret(const lg_build *build, uint32_t number, uint32_t from,
                                 uint32_t *where) {
  for (uint32_t i = number;
       i < build->draft_count && i <= number + REGRET_REACH &&
       build->drafts[i].sentence.paragraph == build->drafts[number].sentence.paragraph;
       ++i) {
    const lg_hit *regret =
        lg_next_cue(build, i, LG_CUE_REGRET, i == number ? from : start_of(build, i));
    if (regret != NULL) {
      *where = i;
      return regret;
    }
  }
  return NULL;
}

static void mark_rejection(lg_build *build, uint32_t number, lg_cue cue) {
  const lg_hit *tried = lg_next_cue(build, number, cue, start_of(build, number));
  uint32_t where = number;
  const lg_hit *regret = tried != NULL ? find_regret(build, number, tried->end, &where) : NULL;
  if (regret == NULL) {
    return;
  }
  for (uint32_t i = number; i <= where; ++i) {
    lg_add_scope(build, i == number ? tried->start : start_of(build, i),
                 i == where ? regret->end : end_of(build, i), LG_PAST_REJECTED);
  }
}

void lg_mark_stances(lg_build *build) {
  mark_assumptions(build);
  for (uint32_t i = 0; i < build->draft_count; ++i) {
    if (lg_is_marked(build, i, LG_IN_CODE)) {
      continue;
    }
    mark_reach(build, i, LG_CUE_HYPOTHETICAL, LG_HYPOTHETICAL);
    mark_reach(build, i, LG_CUE_ATTRIBUTION, LG_ATTRIBUTED);
    mark_story(build, i);
    mark_rejection(build, i, LG_CUE_REJECTION);
    mark_rejection(build, i, LG_CUE_ATTRIBUTION);
    mark_rejection(build, i, LG_CUE_STORY);
  }
}
