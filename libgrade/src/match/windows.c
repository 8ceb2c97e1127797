/* Windows. All spans of a node are sorted by start, so a window is described by
 * the span that begins it, and what else it holds is found by binary search:
 * every operator here is O(n log n) in the spans, times its children. */
#include "match/windows.h"

#include "base/sort.h"

static bool same_stretch(const lg_span *a, const lg_span *b) {
  return a->start == b->start && a->end == b->end;
}

/* The last of `count` sentences from `first` on that are of its run; which are
 * neighbours, so it is found by halving. */
static uint32_t last_of_run(const lg_document *document, uint32_t first, uint32_t count) {
  const lg_sentence *sentences = document->sentences;
  uint32_t held = first;
  uint32_t outside = document->sentence_count;
  if (count < outside - first) {
    outside = first + count;
  }
  while (outside - held > 1) {
    const uint32_t middle = held + (outside - held) / 2;
    if (sentences[middle].run == sentences[first].run) {
      held = middle;
    } else {
      outside = middle;
    }
  }
  return held;
}

lg_reach lg_reach_of(const lg_document *document, lg_distance distance, const lg_span *first) {
  lg_reach reach = {.document = document,
                    .distance = distance,
                    .first = first,
                    .last_sentence = first->first_sentence,
                    .last_word = UINT32_MAX};
  if (distance.unit == LG_UNIT_WORDS) {
    reach.has_end = true;
    reach.last_word = first->last_word + 1 + distance.count;
  } else if (distance.unit == LG_UNIT_SENTENCES) {
    reach.has_end = true;
    reach.last_sentence = last_of_run(document, first->first_sentence, distance.count);
  }
  return reach;
}

static bool holds(const lg_reach *reach, const lg_span *span) {
  return reach->has_end
             ? span->last_sentence <= reach->last_sentence && span->first_word <= reach->last_word
             : lg_within(reach->document, reach->distance, reach->first, span);
}

/* Whether a span begins in a window. */
static bool holds_beginning(const lg_reach *reach, const lg_span *span) {
  const lg_span beginning = {.start = span->start,
                             .end = span->start,
                             .first_word = span->first_word,
                             .last_word = span->first_word,
                             .first_sentence = span->first_sentence,
                             .last_sentence = span->first_sentence};
  return holds(reach, &beginning);
}

static uint32_t first_held(const lg_reach *reach, const lg_finding *finding, uint32_t from) {
  for (uint32_t i = from; i < finding->count; ++i) {
    const lg_span *span = lg_found(finding, i);
    if (same_stretch(span, reach->first)) {
      continue;
    }
    if (holds(reach, span)) {
      return i;
    }
    if (!holds_beginning(reach, span)) {
      break; /* nor do those behind it */
    }
  }
  return LG_NONE;
}

uint32_t lg_in_window(const lg_reach *reach, const lg_finding *finding, uint32_t from) {
  return first_held(reach, finding, lg_found_from(finding, from));
}

uint32_t lg_next_in_window(const lg_reach *reach, const lg_finding *finding, uint32_t at) {
  return first_held(reach, finding, at + 1);
}

bool lg_is_said_again(const lg_finding *finding, uint32_t from, uint32_t at) {
  const uint32_t wording = lg_found(finding, at)->wording;
  while (from < at && lg_found(finding, from)->wording != wording) {
    ++from;
  }
  return from < at;
}

static bool any_child_empty(const lg_operands *o) {
  for (uint32_t i = 0; i < o->node->child_count; ++i) {
    if (lg_operand(o, i)->count == 0) {
      return true;
    }
  }
  return false;
}

/* One window for each span that can begin it. */
static void near_from(const lg_operands *o, uint32_t beginner, lg_span_list *out) {
  const lg_finding *firsts = lg_operand(o, beginner);
  for (uint32_t i = 0; i < firsts->count; ++i) {
    const lg_reach reach = lg_reach_of(o->document, o->node->distance, lg_found(firsts, i));
    lg_span found = *reach.first;
    bool complete = true;
    for (uint32_t child = 0; child < o->node->child_count && complete; ++child) {
      if (child == beginner) {
        continue;
      }
      const lg_finding *others = lg_operand(o, child);
      const uint32_t other = lg_in_window(&reach, others, reach.first->start);
      complete = other != LG_NONE;
      if (complete) {
        found = lg_span_join(&found, lg_found(others, other));
      }
    }
    if (complete) {
      lg_spans_add(out, o->arena, found);
    }
  }
}

void lg_eval_near(const lg_operands *o, lg_span_list *out) {
  if (any_child_empty(o)) {
    return;
  }
  for (uint32_t child = 0; child < o->node->child_count; ++child) {
    near_from(o, child, out);
  }
  lg_spans_sort(out, o->arena);
  lg_spans_keep_minimal(out);
}

void lg_eval_then(const lg_operands *o, lg_span_list *out) {
  if (any_child_empty(o)) {
    return;
  }
  const lg_finding *firsts = lg_operand(o, 0);
  for (uint32_t i = 0; i < firsts->count; ++i) {
    const lg_reach reach = lg_reach_of(o->document, o->node->distance, lg_found(firsts, i));
    lg_span found = *reach.first;
    bool complete = true;
    for (uint32_t child = 1; child < o->node->child_count && complete; ++child) {
      const lg_finding *followers = lg_operand(o, child);
      const uint32_t next = lg_in_window(&reach, followers, found.end);
      complete = next != LG_NONE;
      if (complete) {
        found = lg_span_join(&found, lg_found(followers, next));
      }
    }
    if (complete) {
      lg_spans_add(out, o->arena, found);
    }
  }
  lg_spans_sort(out, o->arena);
  lg_spans_keep_minimal(out);
}

/* -- N of a set -------------------------------------------------------------- */

uint32_t lg_pick_window(const lg_operands *o, uint32_t beginner, const lg_span *first,
                        lg_span *found, bool *present) {
  const lg_reach reach = lg_reach_of(o->document, o->node->distance, first);
  const lg_span *taken[64];
  uint32_t count = 1;
  taken[0] = first;
  *found = *first;
  if (present != NULL) {
    present[beginner] = true;
  }
  for (uint32_t child = 0; child < o->node->child_count; ++child) {
    if (child == beginner) {
      continue;
    }
    const lg_finding *finding = lg_operand(o, child);
    const uint32_t at = lg_in_window(&reach, finding, first->start);
    const lg_span *span = at != LG_NONE ? lg_found(finding, at) : NULL;
    bool fresh = span != NULL;
    for (uint32_t i = 0; i < count && i < 64 && fresh; ++i) {
      fresh = !same_stretch(taken[i], span);
    }
    if (present != NULL) {
      present[child] = fresh;
    }
    if (!fresh) {
      continue;
    }
    if (count < 64) {
      taken[count] = span;
    }
    ++count;
    *found = lg_span_join(found, span);
  }
  return count;
}

static void pick_in_answer(const lg_operands *o, lg_span_list *out) {
  uint32_t found = 0;
  for (uint32_t child = 0; child < o->node->child_count; ++child) {
    found += lg_operand(o, child)->count > 0;
  }
  if (found < o->node->at_least || found > o->node->at_most) {
    return;
  }
  for (uint32_t child = 0; child < o->node->child_count; ++child) {
    if (lg_operand(o, child)->count > 0) {
      lg_spans_add(out, o->arena, *lg_found(lg_operand(o, child), 0));
    }
  }
  lg_spans_sort(out, o->arena);
}

void lg_eval_pick(const lg_operands *o, lg_span_list *out) {
  if (o->node->distance.unit == LG_UNIT_ANSWER) {
    pick_in_answer(o, out);
    return;
  }
  for (uint32_t child = 0; child < o->node->child_count; ++child) {
    const lg_finding *firsts = lg_operand(o, child);
    for (uint32_t i = 0; i < firsts->count; ++i) {
      lg_span found;
      const uint32_t count = lg_pick_window(o, child, lg_found(firsts, i), &found, NULL);
      if (count >= o->node->at_least && count <= o->node->at_most) {
        lg_spans_add(out, o->arena, found);
      }
    }
  }
  lg_spans_sort(out, o->arena);
  lg_spans_keep_minimal(out);
}

/* -- different wordings ------------------------------------------------------- */

/* Gives equal wordings equal small numbers. By sorting, not hashing: no choice
 * of words in an answer can make it slow. */
static bool number_wordings(const lg_finding *finding, lg_arena *arena, uint32_t *numbers) {
  lg_keyed *keyed = lg_arena_take(arena, 2 * (size_t)finding->count * sizeof *keyed);
  if (keyed == NULL) {
    return false;
  }
  for (uint32_t i = 0; i < finding->count; ++i) {
    keyed[i] = (lg_keyed){lg_found(finding, i)->wording, i};
  }
  const lg_keyed *sorted = lg_sort(keyed, keyed + finding->count, finding->count);
  uint32_t number = 0;
  for (uint32_t i = 0; i < finding->count; ++i) {
    number += i > 0 && sorted[i].key != sorted[i - 1].key;
    numbers[sorted[i].item] = number;
  }
  return true;
}

/* A sliding window: its right end only moves forward. */
void lg_eval_distinct(const lg_operands *o, lg_span_list *out) {
  const lg_finding *finding = lg_operand(o, 0);
  uint32_t *numbers = lg_arena_take_array(o->arena, finding->count, sizeof *numbers);
  uint32_t *inside = lg_arena_take_array(o->arena, finding->count, sizeof *inside);
  if (numbers == NULL || inside == NULL || !number_wordings(finding, o->arena, numbers)) {
    out->failed = true;
    return;
  }
  uint32_t right = 0;
  uint32_t different = 0;
  for (uint32_t left = 0; left < finding->count; ++left) {
    const lg_span *first = lg_found(finding, left);
    while (right < finding->count && different < o->node->at_least &&
           lg_within(o->document, o->node->distance, first, lg_found(finding, right))) {
      different += inside[numbers[right++]]++ == 0;
    }
    if (different >= o->node->at_least) {
      lg_spans_add(out, o->arena, lg_span_join(first, lg_found(finding, right - 1)));
    }
    if (right > left) {
      different -= --inside[numbers[left]] == 0;
    } else {
      right = left + 1;
    }
  }
  lg_spans_keep_minimal(out);
}
