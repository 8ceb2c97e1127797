/* What an answer takes back as a whole: a denial of the clause, not in it.
 *
 * A negation inside a sentence says something of the design ("duplicates are not
 * acceptable"), and rules may ask for it. These take a sentence out of the design,
 * whatever it says and wherever its own scopes end:
 *
 *   It is not true that the load is a merge, because ...     a clause
 *   We will not do this: the load is a merge                 a lead-in
 *   Not doing: the load is a merge                           a label
 *   ## Out of scope                                          a heading, a line above a list
 *   The load is a merge. Scratch that.                       what was just said
 *
 * The retraction reaches over terminators and clauses, to a turn ("but we ...") or
 * the end of the sentence. What is announced with a colon is taken back with what is
 * concluded from it ("so we ..."). Under a label or a heading it takes the first sentence of
 * each line: what comes behind it explains, and is denied. */
#include "document/build.h"

#include <string.h>

enum { CHAIN = 3 /* steps from an item to the heading it may be under */ };

static bool ends_with_colon(const lg_build *build, uint32_t at) {
  return at > 0 && build->text.bytes[at - 1] == ':';
}

/* Does a clause begin at `at`: the sentence, or what stands behind a mark? */
static bool begins_clause(const lg_build *build, uint32_t number, uint32_t at) {
  const uint32_t start = build->drafts[number].sentence.start;
  if (lg_is_beginning(build, number, start, at)) {
    return true;
  }
  return at >= start + 2 && build->text.bytes[at - 1] == ' ' &&
         strchr(",;:", build->text.bytes[at - 2]) != NULL;
}

/* Does the author speak for himself again with this turn? Not inside a clause, and not
 * where he draws on what a lead-in has taken back. */
static bool ends_retraction(const lg_build *build, uint32_t number, const lg_hit *turn,
                            bool announced) {
  return begins_clause(build, number, turn->start) &&
         !(announced && lg_cue_at(build, number, LG_CUE_CONCLUSION, turn->start) != NULL);
}

/* Where the author speaks for himself again: not with the first word taken back
 * ("out of scope: so we ..."). */
static uint32_t retraction_end(const lg_build *build, uint32_t number, uint32_t from) {
  const bool announced = ends_with_colon(build, from);
  const uint32_t first = lg_skip_fillers(build, number, from);
  const lg_hit *turn = lg_next_cue(build, number, LG_CUE_TURN, first + 1);
  while (turn != NULL && !ends_retraction(build, number, turn, announced)) {
    turn = lg_next_cue(build, number, LG_CUE_TURN, turn->start + 1);
  }
  return turn != NULL ? turn->start : build->drafts[number].sentence.end;
}

/* The last byte of a lead-in in the sentence, or 0: "out of scope:" where the
 * sentence begins with it. */
static uint32_t lead_in_end(const lg_build *build, uint32_t number) {
  const lg_sentence *sentence = &build->drafts[number].sentence;
  const lg_hit *hit = lg_cue_at(build, number, LG_CUE_DENIAL_HEADING,
                                lg_skip_fillers(build, number, sentence->start));
  return hit != NULL && hit->end < sentence->end && ends_with_colon(build, hit->end + 1)
             ? hit->end + 1
             : 0;
}

/* Behind the words that take back the rest of the sentence; 0: there are none. */
static uint32_t retraction_in(const lg_build *build, uint32_t number) {
  const uint32_t start = build->drafts[number].sentence.start;
  const lg_hit *hit = lg_next_cue(build, number, LG_CUE_RETRACTION, start);
  while (hit != NULL && !begins_clause(build, number, hit->start)) {
    hit = lg_next_cue(build, number, LG_CUE_RETRACTION, hit->start + 1);
  }
  return hit != NULL ? hit->end : lead_in_end(build, number);
}

/* Does a heading, a label or an introduction take back what stands below it? */
static bool leads_retraction(const lg_build *build, uint32_t number) {
  const uint32_t end = build->drafts[number].sentence.end;
  const bool leads = lg_is_marked(build, number, LG_HEADING) || ends_with_colon(build, end);
  return leads && (lg_has_cue(build, number, LG_CUE_DENIAL_HEADING) ||
                   lg_has_cue(build, number, LG_CUE_RETRACTION));
}

static bool stands_under_retraction(const lg_build *build, uint32_t number) {
  uint32_t context = build->drafts[number].sentence.context;
  for (unsigned steps = 0; context != LG_NO_SENTENCE && steps < CHAIN; ++steps) {
    if (leads_retraction(build, context)) {
      return true;
    }
    context = build->drafts[context].sentence.context;
  }
  return false;
}

/* Is it the first sentence of its line, but for a label? */
static bool leads_line(const lg_build *build, uint32_t number) {
  return number == 0 || !lg_same_line(build, number, number - 1) ||
         lg_is_marked(build, number - 1, LG_HEADING);
}

/* Is nothing said with these words but that something is taken back: "scratch that, we"
 * and not "scratch that disk"? */
static bool stands_alone(const lg_build *build, uint32_t number, const lg_hit *hit) {
  const uint32_t end = build->drafts[number].sentence.end;
  return hit->end >= end || strchr(",.;:!-)", build->text.bytes[hit->end]) != NULL ||
         (hit->end + 1 < end && strchr("-(", build->text.bytes[hit->end + 1]) != NULL);
}

/* The first words in the sentence that take back what was just said, or NULL. */
static const lg_hit *taking_back(const lg_build *build, uint32_t number) {
  const uint32_t start = build->drafts[number].sentence.start;
  const lg_hit *hit = lg_next_cue(build, number, LG_CUE_RETRACTION_AFTER, start);
  while (hit != NULL &&
         !(begins_clause(build, number, hit->start) && stands_alone(build, number, hit))) {
    hit = lg_next_cue(build, number, LG_CUE_RETRACTION_AFTER, hit->start + 1);
  }
  return hit;
}

/* "The load is a merge. Scratch that.", "the load is a merge, scratch that, an append".
 * The words that do it say nothing of the design themselves. */
static void mark_what_was_said(lg_build *build, uint32_t number) {
  const lg_hit *hit = taking_back(build, number);
  if (hit == NULL) {
    return;
  }
  const lg_sentence *sentence = &build->drafts[number].sentence;
  const bool begins = lg_is_beginning(build, number, sentence->start, hit->start);
  lg_add_scope(build, sentence->start, hit->end, LG_RETRACTED);
  if (begins && number > 0 && build->drafts[number - 1].sentence.run == sentence->run &&
      !lg_is_marked(build, number - 1, LG_HEADING | LG_IN_CODE)) {
    lg_mark(build, number - 1, LG_RETRACTED);
  }
}

void lg_mark_retractions(lg_build *build) {
  for (uint32_t i = 0; i < build->draft_count; ++i) {
    if (lg_is_marked(build, i, LG_IN_CODE | LG_HEADING)) {
      continue;
    }
    if (stands_under_retraction(build, i)) {
      lg_mark(build, i, leads_line(build, i) ? LG_RETRACTED : LG_DENIED);
    }
    const uint32_t from = lg_ends_asking(build, i) ? 0 : retraction_in(build, i);
    if (from != 0) {
      lg_add_scope(build, from, retraction_end(build, i, from), LG_RETRACTED);
    }
    mark_what_was_said(build, i);
  }
}
