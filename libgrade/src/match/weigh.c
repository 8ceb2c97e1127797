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

lg_milli lg_weigh_window(const lg_operands *o, uint32_t sentence, lg_span *window, bool *holds) {
  const lg_weigh *weigh = o->node->weigh;
  const lg_span first = window_start(o->document, sentence);
  lg_milli groups[MOST_GROUPS] = {0};
  lg_milli sum = 0;
  bool any = false;
  for (uint32_t i = 0; i < weigh->term_count; ++i) {
    const lg_span *span = term_in_window(o, i, &first);
    if (span == NULL) {
      continue;
    }
    const lg_weight *term = &weigh->terms[i];
    if (term->group < MOST_GROUPS) {
      groups[term->group] += term->weight;
    } else {
      sum += term->weight;
    }
    if (term->weight > 0) {
      *window = any ? lg_span_join(window, span) : *span;
      any = true;
    }
  }
  for (uint32_t i = 0; i < weigh->group_count && i < MOST_GROUPS; ++i) {
    sum += capped(groups[i], weigh->groups[i]);
  }
  *holds = any && sum >= weigh->threshold &&
           (!weigh->has_needs || term_in_window(o, weigh->term_count, &first) != NULL);
  return sum;
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
      lg_weighing one = {.sentence = sentence};
      one.sum = lg_weigh_window(o, sentence, &one.window, &one.holds);
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

bool lg_weigh_has_term(const lg_operands *o, uint32_t term, uint32_t sentence) {
  const lg_span first = window_start(o->document, sentence);
  return term_in_window(o, term, &first) != NULL;
}
