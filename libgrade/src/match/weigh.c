/* Weighted evidence: the best window, and what adds up in it. */
#include "match/windows.h"

#include <string.h>

#include "base/limits.h"

enum { MOST_GROUPS = 64 };

/* The empty span a window begins with. */
static lg_span window_start(const lg_document *document, uint32_t sentence) {
  const lg_sentence *at = &document->sentences[sentence];
  return (lg_span){.start = at->start,
                   .end = at->start,
                   .first_word = at->first_word,
                   .last_word = at->first_word,
                   .first_sentence = sentence,
                   .last_sentence = sentence};
}

static uint32_t term_in_window(const lg_operands *o, uint32_t child, const lg_reach *reach) {
  return lg_in_window(reach, lg_operand(o, child), reach->first->start);
}

lg_milli lg_each_adds(lg_milli sum) {
  const lg_milli most = (lg_milli)LG_LIMIT_EACH_SUM * LG_ONE;
  return sum < most ? sum : most;
}

/* How often a term counts in a window: once, or with every different match. *first is
 * the first match, or NULL. */
static uint32_t count_in_window(const lg_operands *o, uint32_t child, const lg_reach *reach,
                                const lg_span **first) {
  const lg_finding *finding = lg_operand(o, child);
  const uint32_t from = term_in_window(o, child, reach);
  *first = from != LG_NONE ? lg_found(finding, from) : NULL;
  if (from == LG_NONE || o->weigh->terms[child].each == 0) {
    return from != LG_NONE;
  }
  uint32_t count = 1;
  uint32_t at = from;
  while (count < LG_LIMIT_EACH && (at = lg_next_in_window(reach, finding, at)) != LG_NONE) {
    count += !lg_is_said_again(finding, from, at);
  }
  return count;
}

const lg_span *lg_weigh_term(const lg_operands *o, uint32_t child, uint32_t sentence) {
  const lg_span first = window_start(o->document, sentence);
  const lg_reach reach = lg_reach_of(o->document, o->weigh->window, &first);
  const uint32_t at = term_in_window(o, child, &reach);
  return at != LG_NONE ? lg_found(lg_operand(o, child), at) : NULL;
}

static lg_milli capped(lg_milli sum, lg_milli most) {
  if (most >= 0) {
    return sum < most ? sum : most;
  }
  return sum > most ? sum : most;
}

/* Whether term `child` is left out of a window because it counts already. What
 * speaks against the level counts in every window. */
static bool is_spent(const lg_weigh *weigh, uint32_t child, const uint8_t *already) {
  return already != NULL && child < weigh->term_count && already[child] != 0 &&
         weigh->terms[child].weight > 0;
}

/* The stretch to quote: of the terms that count once, and only where there are none,
 * of the others, since a word here and there is no evidence. */
typedef struct stretch {
  lg_span span;
  bool any;
  bool is_of_each;
} stretch;

static void extend(stretch *to, const lg_span *span, bool is_each) {
  if (to->any && is_each && !to->is_of_each) {
    return;
  }
  const bool anew = !to->any || to->is_of_each != is_each;
  to->span = anew ? *span : lg_span_join(&to->span, span);
  to->any = true;
  to->is_of_each = is_each;
}

uint32_t lg_weigh_window(const lg_operands *o, uint32_t sentence, const uint8_t *already,
                         lg_weighing *out, uint8_t *present) {
  const lg_weigh *weigh = o->weigh;
  const lg_span first = window_start(o->document, sentence);
  const lg_reach reach = lg_reach_of(o->document, weigh->window, &first);
  lg_milli groups[MOST_GROUPS] = {0};
  lg_milli each = 0;
  uint32_t count = 0;
  stretch positive = {.any = false};
  *out = (lg_weighing){.sentence = sentence};
  for (uint32_t i = 0; i < weigh->term_count; ++i) {
    const lg_span *span = NULL;
    const uint32_t times = is_spent(weigh, i, already) ? 0 : count_in_window(o, i, &reach, &span);
    if (present != NULL) {
      present[i] = (uint8_t)times;
    }
    if (times == 0) {
      continue;
    }
    const lg_weight *term = &weigh->terms[i];
    ++count;
    lg_milli *sum = term->group < MOST_GROUPS ? &groups[term->group] : &out->sum;
    *(term->each != 0 ? &each : sum) += term->weight * times;
    if (term->weight > 0) {
      extend(&positive, span, term->each != 0);
    }
  }
  out->window = positive.span;
  out->sum += lg_each_adds(each);
  for (uint32_t i = 0; i < weigh->group_count && i < MOST_GROUPS; ++i) {
    out->sum += capped(groups[i], weigh->groups[i]);
  }
  out->needs = !weigh->has_needs || term_in_window(o, weigh->term_count, &reach) != LG_NONE;
  out->holds = positive.any && out->sum >= weigh->threshold && out->needs;
  return count;
}

/* -- the best window -----------------------------------------------------------
 *
 * Asking every window for every term costs windows times terms, and a rubric has
 * thousands of terms. So it is done the other way round: every match of a term
 * adds its weight to the few windows that hold it, once each; most terms have no
 * match and cost nothing. Only the best window is then looked at in full. */

typedef struct window_sum { /* of the window that begins with a sentence */
  lg_milli sum;
  lg_milli each;    /* of the terms under `each`, until all are added */
  uint32_t counted; /* the last term that was added, + 1, */
  uint32_t times;   /* and how often */
  uint32_t from;    /* the first window that holds this sentence, too */
  bool needs;
  bool begins; /* a positive term or `needs` begins here. Any other window begins
                  earlier than it has to, and cannot be best. */
} window_sum;

static window_sum *new_windows(const lg_operands *o) {
  const lg_document *document = o->document;
  const uint32_t reach = o->weigh->window.count - 1;
  window_sum *windows = lg_arena_take_array(o->arena, document->sentence_count, sizeof *windows);
  uint32_t start = 0; /* of the run */
  for (uint32_t i = 0; windows != NULL && i < document->sentence_count; ++i) {
    start = document->sentences[i].run == document->sentences[start].run ? start : i;
    windows[i].from = i - start > reach ? i - reach : start;
  }
  return windows;
}

/* A term or what is needed, which every window that holds it counts once. Further
 * matches in the same sentences change nothing. */
static void add_once(const lg_operands *o, uint32_t child, window_sum *windows) {
  const lg_weigh *weigh = o->weigh;
  const lg_finding *finding = lg_operand(o, child);
  const bool is_term = child < weigh->term_count;
  const lg_milli weight = is_term ? weigh->terms[child].weight : 0;
  const bool may_begin = !is_term || weight > 0;
  uint32_t first = LG_NONE;
  uint32_t last = LG_NONE;
  for (uint32_t i = 0; i < finding->count; ++i) {
    const lg_span *span = lg_found(finding, i);
    if (span->first_sentence == first && span->last_sentence == last) {
      continue;
    }
    first = span->first_sentence;
    last = span->last_sentence;
    windows[first].begins |= may_begin;
    for (window_sum *window = &windows[windows[last].from]; window <= &windows[first]; ++window) {
      if (window->counted != child + 1) {
        window->counted = child + 1;
        window->sum += weight;
        window->needs |= !is_term;
      }
    }
  }
}

/* The last match before number `at` with the same words that a window can hold with
 * it, or NULL. */
static const lg_span *said_before(const lg_operands *o, const lg_finding *finding, uint32_t at) {
  const uint32_t reach = o->weigh->window.count - 1;
  const lg_span *span = lg_found(finding, at);
  while (at > 0) {
    const lg_span *before = lg_found(finding, --at);
    if (before->first_sentence + reach < span->last_sentence) {
      break;
    }
    if (before->wording == span->wording) {
      return before;
    }
  }
  return NULL;
}

/* Of a term whose different matches all count: to those windows that hold the span,
 * but no earlier one with the same words. */
static void add_each(const lg_operands *o, uint32_t child, window_sum *windows) {
  const lg_milli weight = o->weigh->terms[child].weight;
  const lg_finding *finding = lg_operand(o, child);
  for (uint32_t i = 0; i < finding->count; ++i) {
    const lg_span *span = lg_found(finding, i);
    const lg_span *before = said_before(o, finding, i);
    uint32_t from = windows[span->last_sentence].from;
    if (before != NULL && before->first_sentence >= from) {
      from = before->first_sentence + 1;
    }
    windows[span->first_sentence].begins |= weight > 0;
    for (; from <= span->first_sentence; ++from) {
      window_sum *window = &windows[from];
      window->times = window->counted == child + 1 ? window->times + 1 : 1;
      window->counted = child + 1;
      window->each += window->times <= LG_LIMIT_EACH ? weight : 0;
    }
  }
}

/* Window by window, where matches do not simply add up. */
static void weigh_windows(const lg_operands *o, const uint8_t *already, window_sum *windows) {
  for (uint32_t first = 0; first < o->document->sentence_count; ++first) {
    if (windows[first].begins) {
      lg_weighing one;
      lg_weigh_window(o, first, already, &one, NULL);
      windows[first].sum = one.sum;
      windows[first].needs = one.needs;
    }
  }
}

static void mark_beginnings(const lg_finding *finding, window_sum *windows) {
  for (uint32_t i = 0; i < finding->count; ++i) {
    windows[lg_found(finding, i)->first_sentence].begins = true;
  }
}

/* What all windows add up to. */
static void sum_windows(const lg_operands *o, const uint8_t *already, window_sum *windows) {
  const lg_weigh *weigh = o->weigh;
  const bool adds_up = weigh->window.unit == LG_UNIT_SENTENCES && weigh->group_count == 0;
  for (uint32_t child = 0; child < o->node->child_count; ++child) {
    const bool is_term = child < weigh->term_count;
    if (lg_operand(o, child)->count == 0 || is_spent(weigh, child, already)) {
      continue;
    }
    if (adds_up) {
      (is_term && weigh->terms[child].each != 0 ? add_each : add_once)(o, child, windows);
    } else if (!is_term || weigh->terms[child].weight > 0) {
      mark_beginnings(lg_operand(o, child), windows);
    }
  }
  if (!adds_up) {
    weigh_windows(o, already, windows);
    return;
  }
  for (uint32_t first = 0; first < o->document->sentence_count; ++first) {
    windows[first].sum += lg_each_adds(windows[first].each);
  }
}

/* The last sentence that the window from `first` holds: windows only end, so it
 * is found by halving. */
uint32_t lg_weigh_end(const lg_operands *o, uint32_t first) {
  const lg_span start = window_start(o->document, first);
  uint32_t held = first;
  uint32_t outside = o->document->sentence_count;
  while (outside - held > 1) {
    const uint32_t middle = held + (outside - held) / 2;
    const lg_span there = window_start(o->document, middle);
    if (lg_within(o->document, o->weigh->window, &start, &there)) {
      held = middle;
    } else {
      outside = middle;
    }
  }
  return held;
}

/* Windows that share no sentence with the one from `first` to `last`. */
typedef struct apart {
  uint32_t first;
  uint32_t last;
} apart;

/* The window to look at: one that has what is needed goes before one that has
 * not, then the larger sum, then the earlier one. LG_NONE when there is none. */
static uint32_t pick_window(const lg_operands *o, const window_sum *windows, const apart *from) {
  const bool has_needs = o->weigh->has_needs;
  uint32_t at = LG_NONE;
  for (uint32_t first = 0; first < o->document->sentence_count; ++first) {
    const bool needs = !has_needs || windows[first].needs;
    if (!windows[first].begins ||
        (from != NULL && first <= from->last && lg_weigh_end(o, first) >= from->first)) {
      continue;
    }
    const bool at_needs = at == LG_NONE || !has_needs || windows[at].needs;
    if (at == LG_NONE || (needs != at_needs ? needs : windows[first].sum > windows[at].sum)) {
      at = first;
    }
  }
  return at;
}

static lg_status look(const lg_operands *o, const uint8_t *already, const apart *from,
                      uint32_t *at) {
  window_sum *windows = new_windows(o);
  if (windows == NULL) {
    return LG_NO_MEMORY;
  }
  sum_windows(o, already, windows);
  *at = pick_window(o, windows, from);
  return LG_OK;
}

/* The share of a second window, for a best one that falls short by itself. Terms
 * that count already do not count again, so saying a thing twice gains nothing. */
static lg_status add_elsewhere(const lg_operands *o, const uint8_t *already, lg_weighing *best,
                               uint8_t *present) {
  const lg_weigh *weigh = o->weigh;
  const apart from = {best->sentence, lg_weigh_end(o, best->sentence)};
  uint32_t at;
  lg_weighing second;
  if (look(o, already, &from, &at) != LG_OK) {
    return LG_NO_MEMORY;
  }
  if (at == LG_NONE) {
    return LG_OK;
  }
  uint8_t *terms = lg_arena_take_array(o->arena, weigh->term_count, sizeof *terms);
  if (terms == NULL) {
    return LG_NO_MEMORY;
  }
  lg_weigh_window(o, at, already, &second, terms);
  if (second.sum <= 0 || !second.needs) {
    return LG_OK;
  }
  best->sum += second.sum * weigh->elsewhere / LG_ONE;
  best->elsewhere = second.window;
  best->second = second.sentence;
  best->is_elsewhere = true;
  best->holds = best->sum >= weigh->threshold;
  if (present != NULL) {
    memcpy(present, terms, weigh->term_count * sizeof *terms);
  }
  return LG_OK;
}

lg_status lg_weigh_best(const lg_operands *o, lg_weighing *best, const lg_counted *counted,
                        bool *found) {
  const lg_weigh *weigh = o->weigh;
  uint32_t at;
  uint8_t *present = lg_arena_take_array(o->arena, weigh->term_count, sizeof *present);
  *found = false;
  if (present == NULL || look(o, NULL, NULL, &at) != LG_OK) {
    return LG_NO_MEMORY;
  }
  if (at == LG_NONE) {
    return LG_OK;
  }
  *found = true;
  lg_weigh_window(o, at, NULL, best, present);
  if (counted != NULL && counted->best != NULL) {
    memcpy(counted->best, present, weigh->term_count * sizeof *present);
  }
  if (weigh->elsewhere == 0 || best->holds || !best->needs) {
    return LG_OK;
  }
  return add_elsewhere(o, present, best, counted != NULL ? counted->elsewhere : NULL);
}

void lg_eval_weigh(const lg_operands *o, lg_span_list *out) {
  lg_weighing best;
  bool found;
  if (lg_weigh_best(o, &best, NULL, &found) != LG_OK) {
    out->failed = true;
  } else if (found && best.holds) {
    lg_spans_add(out, o->arena, best.window);
    if (best.is_elsewhere) {
      lg_spans_add(out, o->arena, best.elsewhere);
    }
  }
}

/* -- every window -------------------------------------------------------------- */

lg_status lg_weigh_each(const lg_operands *o, lg_window_visitor visit, void *context) {
  const lg_sentence *sentences = o->document->sentences;
  uint8_t *present = lg_arena_take_array(o->arena, o->weigh->term_count, sizeof *present);
  bool *begins = lg_arena_take_array(o->arena, o->document->sentence_count, sizeof *begins);
  if (present == NULL || begins == NULL) {
    return LG_NO_MEMORY;
  }
  for (uint32_t child = 0; child < o->node->child_count; ++child) {
    const lg_finding *finding = lg_operand(o, child);
    for (uint32_t i = 0; i < finding->count; ++i) {
      begins[lg_found(finding, i)->first_sentence] = true;
    }
  }
  for (uint32_t i = 0; i < o->document->sentence_count; ++i) {
    lg_weighing one;
    if (!begins[i] || lg_weigh_window(o, i, NULL, &one, present) == 0) {
      continue;
    }
    const lg_window window = {.start = sentences[i].start,
                              .end = sentences[lg_weigh_end(o, i)].end,
                              .sum = one.sum,
                              .present = present,
                              .needs = one.needs};
    if (visit(context, &window) != 0) {
      return LG_CANCELLED;
    }
  }
  return LG_OK;
}
