/* Weighted evidence: the best window, and what adds up in it. */
#include "match/windows.h"

#include "base/limits.h"

enum { MOST_GROUPS = 64 };

/* The first span of a child that lies whole in the window of `first`. */
static const lg_span *term_in_window(const lg_operands *o, uint32_t child, const lg_span *first) {
  const lg_finding *finding = lg_operand(o, child);
  for (uint32_t i = lg_spans_from(finding->spans, finding->count, first->start); i < finding->count;
       ++i) {
    const lg_span *span = &finding->spans[i];
    if (lg_within(o->document, o->node->weigh->window, first, span)) {
      return span;
    }
    if (!lg_within(o->document, o->node->weigh->window, first,
                   &(lg_span){.start = span->start,
                              .end = span->start,
                              .first_word = span->first_word,
                              .last_word = span->first_word,
                              .first_sentence = span->first_sentence,
                              .last_sentence = span->first_sentence})) {
      break;
    }
  }
  return NULL;
}

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

static lg_milli capped(lg_milli sum, lg_milli most) {
  if (most >= 0) {
    return sum < most ? sum : most;
  }
  return sum > most ? sum : most;
}

uint32_t lg_weigh_window(const lg_operands *o, uint32_t sentence, lg_weighing *out, bool *present) {
  const lg_weigh *weigh = o->node->weigh;
  const lg_span first = window_start(o->document, sentence);
  lg_milli groups[MOST_GROUPS] = {0};
  uint32_t count = 0;
  bool any = false; /* positive ones */
  *out = (lg_weighing){.sentence = sentence};
  for (uint32_t i = 0; i < weigh->term_count; ++i) {
    const lg_span *span = term_in_window(o, i, &first);
    if (present != NULL) {
      present[i] = span != NULL;
    }
    if (span == NULL) {
      continue;
    }
    const lg_weight *term = &weigh->terms[i];
    ++count;
    *(term->group < MOST_GROUPS ? &groups[term->group] : &out->sum) += term->weight;
    if (term->weight > 0) {
      out->window = any ? lg_span_join(&out->window, span) : *span;
      any = true;
    }
  }
  for (uint32_t i = 0; i < weigh->group_count && i < MOST_GROUPS; ++i) {
    out->sum += capped(groups[i], weigh->groups[i]);
  }
  out->needs = !weigh->has_needs || term_in_window(o, weigh->term_count, &first) != NULL;
  out->holds = any && out->sum >= weigh->threshold && out->needs;
  return count;
}

/* Only windows that begin with a sentence in which a positive term or `needs`
 * begins can be best: any other one begins earlier than it has to. A window that
 * holds goes before one that does not. */
bool lg_weigh_best(const lg_operands *o, lg_weighing *best) {
  const lg_weigh *weigh = o->node->weigh;
  bool found = false;
  for (uint32_t term = 0; term < o->node->child_count; ++term) {
    if (term < weigh->term_count && weigh->terms[term].weight <= 0) {
      continue;
    }
    const lg_finding *finding = lg_operand(o, term);
    uint32_t last_sentence = LG_NO_SENTENCE;
    for (uint32_t i = 0; i < finding->count; ++i) {
      const uint32_t sentence = finding->spans[i].first_sentence;
      if (sentence == last_sentence) {
        continue;
      }
      last_sentence = sentence;
      lg_weighing one;
      lg_weigh_window(o, sentence, &one, NULL);
      const bool better = one.holds != best->holds ? one.holds
                          : one.sum != best->sum   ? one.sum > best->sum
                                                   : one.sentence < best->sentence;
      if (!found || better) {
        *best = one;
        found = true;
      }
    }
  }
  return found;
}

void lg_eval_weigh(const lg_operands *o, lg_span_list *out) {
  lg_weighing best = {0};
  if (lg_weigh_best(o, &best) && best.holds) {
    lg_spans_add(out, o->arena, best.window);
  }
}

/* -- every window -------------------------------------------------------------- */

/* The last sentence that the window from `first` holds: windows only end, so it
 * is found by halving. */
static uint32_t last_sentence(const lg_operands *o, uint32_t first) {
  const lg_span start = window_start(o->document, first);
  uint32_t held = first;
  uint32_t outside = o->document->sentence_count;
  while (outside - held > 1) {
    const uint32_t middle = held + (outside - held) / 2;
    const lg_span there = window_start(o->document, middle);
    if (lg_within(o->document, o->node->weigh->window, &start, &there)) {
      held = middle;
    } else {
      outside = middle;
    }
  }
  return held;
}

lg_status lg_weigh_each(const lg_operands *o, lg_window_visitor visit, void *context) {
  const lg_sentence *sentences = o->document->sentences;
  bool *present = lg_arena_take_array(o->arena, o->node->weigh->term_count, sizeof *present);
  bool *begins = lg_arena_take_array(o->arena, o->document->sentence_count, sizeof *begins);
  if (present == NULL || begins == NULL) {
    return LG_NO_MEMORY;
  }
  for (uint32_t child = 0; child < o->node->child_count; ++child) {
    const lg_finding *finding = lg_operand(o, child);
    for (uint32_t i = 0; i < finding->count; ++i) {
      begins[finding->spans[i].first_sentence] = true;
    }
  }
  for (uint32_t i = 0; i < o->document->sentence_count; ++i) {
    lg_weighing one;
    if (!begins[i] || lg_weigh_window(o, i, &one, present) == 0) {
      continue;
    }
    const lg_window window = {.start = sentences[i].start,
                              .end = sentences[last_sentence(o, i)].end,
                              .sum = one.sum,
                              .present = present,
                              .needs = one.needs};
    if (visit(context, &window) != 0) {
      return LG_CANCELLED;
    }
  }
  return LG_OK;
}
