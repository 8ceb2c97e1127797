#include "match/miss.h"

#include <string.h>

#include "match/nodes.h"

static lg_operands operands_of(const lg_matched *matched, uint32_t node) {
  return lg_operands_of(matched->document, NULL, matched->evidence->findings, matched->program,
                        node);
}

static bool same_words(const lg_span *a, const lg_span *b) {
  return a->start == b->start && a->end == b->end;
}

/* Sentences first: a long one counts as one. */
static bool is_narrower(const lg_closest *a, const lg_closest *b) {
  const uint32_t sentences_a = a->last.last_sentence - a->first.first_sentence;
  const uint32_t sentences_b = b->last.last_sentence - b->first.first_sentence;
  if (a->same != b->same) {
    return b->same;
  }
  return sentences_a != sentences_b ? sentences_a < sentences_b
                                    : a->last.end - a->first.start < b->last.end - b->first.start;
}

/* -- in any order ---------------------------------------------------------------- */

/* Every child has a span that is looked at; the stretch from the first to the last
 * of them is the narrowest that begins with the first. */
static lg_closest stretch(const lg_operands *o, const lg_span *const *spans) {
  lg_closest made = {.first = *spans[0], .last = *spans[0], .same = true};
  for (uint32_t child = 1; child < o->node->child_count; ++child) {
    made.same = made.same && same_words(spans[child], spans[0]);
    if (spans[child]->start < made.first.start) {
      made.first = *spans[child];
      made.first_child = child;
    }
    if (spans[child]->end >= made.last.end) {
      made.last = *spans[child];
      made.last_child = child;
    }
  }
  return made;
}

enum { MOST_CHILDREN = 64 };

static bool closest_in_any_order(const lg_operands *o, lg_closest *out) {
  const lg_span *spans[MOST_CHILDREN];
  uint32_t numbers[MOST_CHILDREN] = {0};
  const uint32_t count = o->node->child_count;
  if (count == 0 || count > MOST_CHILDREN) {
    return false;
  }
  for (uint32_t child = 0; child < count; ++child) {
    if (lg_operand(o, child)->count == 0) {
      return false;
    }
    spans[child] = lg_found(lg_operand(o, child), 0);
  }
  *out = stretch(o, spans);
  for (;;) {
    const lg_closest next = stretch(o, spans);
    const lg_finding *finding = lg_operand(o, next.first_child);
    if (is_narrower(&next, out)) {
      *out = next;
    }
    if (++numbers[next.first_child] == finding->count) {
      return true;
    }
    spans[next.first_child] = lg_found(finding, numbers[next.first_child]);
  }
}

/* -- in order ---------------------------------------------------------------------- */

static bool follow(const lg_operands *o, const lg_span *first, lg_closest *out) {
  *out = (lg_closest){.first = *first, .last = *first};
  for (uint32_t child = 1; child < o->node->child_count; ++child) {
    const lg_finding *finding = lg_operand(o, child);
    const uint32_t at = lg_found_from(finding, out->last.end);
    if (at == finding->count) {
      return false;
    }
    out->last = *lg_found(finding, at);
    out->last_child = child;
  }
  return true;
}

static bool closest_in_order(const lg_operands *o, lg_closest *out) {
  const lg_finding *firsts = lg_operand(o, 0);
  bool found = false;
  for (uint32_t i = 0; i < firsts->count; ++i) {
    lg_closest next;
    if (!follow(o, lg_found(firsts, i), &next)) {
      break; /* nor does anything follow those behind it */
    }
    if (!found || is_narrower(&next, out)) {
      *out = next;
    }
    found = true;
  }
  return found;
}

bool lg_find_closest(const lg_matched *matched, uint32_t node, lg_closest *out) {
  const lg_operands o = operands_of(matched, node);
  return o.node->kind == LG_NODE_THEN ? closest_in_order(&o, out) : closest_in_any_order(&o, out);
}

bool lg_is_parted(const lg_document *document, lg_distance distance, const lg_span *first,
                  const lg_span *last) {
  const lg_sentence *from = &document->sentences[first->first_sentence];
  const lg_sentence *to = &document->sentences[last->last_sentence];
  if (distance.unit == LG_UNIT_SENTENCES) {
    return last->last_sentence - first->first_sentence < distance.count && from->run != to->run;
  }
  return distance.unit == LG_UNIT_PARAGRAPHS && to->paragraph - from->paragraph < distance.count &&
         from->section != to->section;
}

/* -- N of a set --------------------------------------------------------------------- */

static uint32_t fullest_pick(const lg_operands *o, lg_span *window, bool *present) {
  uint32_t most = 0;
  for (uint32_t child = 0; child < o->node->child_count; ++child) {
    const lg_finding *finding = lg_operand(o, child);
    for (uint32_t i = 0; i < finding->count; ++i) {
      lg_span stretch;
      const uint32_t count = lg_pick_window(o, child, lg_found(finding, i), &stretch, NULL);
      if (count > most) {
        most = count;
        *window = stretch;
        memset(present, 0, o->node->child_count * sizeof *present);
        lg_pick_window(o, child, lg_found(finding, i), &stretch, present);
      }
    }
  }
  return most;
}

static uint32_t pick_in_answer(const lg_operands *o, bool *present) {
  uint32_t count = 0;
  for (uint32_t child = 0; child < o->node->child_count; ++child) {
    present[child] = lg_operand(o, child)->count > 0;
    count += present[child];
  }
  return count;
}

/* Explanations look at so many wordings, and so far. */
enum { MOST_WORDINGS = 64, FARTHEST = 2000 };

static uint32_t wordings_from(const lg_operands *o, const lg_finding *finding, uint32_t left,
                              lg_span *window) {
  uint32_t seen[MOST_WORDINGS];
  uint32_t count = 0;
  const lg_span *first = lg_found(finding, left);
  *window = *first;
  for (uint32_t i = left; i < finding->count && i - left < FARTHEST && count < MOST_WORDINGS; ++i) {
    const lg_span *span = lg_found(finding, i);
    if (!lg_within(o->document, o->node->distance, first, span)) {
      break;
    }
    uint32_t at = 0;
    while (at < count && seen[at] != span->wording) {
      ++at;
    }
    if (at == count) {
      seen[count++] = span->wording;
      *window = lg_span_join(window, span);
    }
  }
  return count;
}

static uint32_t fullest_distinct(const lg_operands *o, lg_span *window) {
  const lg_finding *finding = lg_operand(o, 0);
  uint32_t most = 0;
  for (uint32_t left = 0; left < finding->count && left < FARTHEST; ++left) {
    lg_span stretch;
    const uint32_t count = wordings_from(o, finding, left, &stretch);
    if (count > most) {
      most = count;
      *window = stretch;
    }
  }
  return most;
}

uint32_t lg_find_fullest(const lg_matched *matched, uint32_t node, lg_span *window, bool *present) {
  const lg_operands o = operands_of(matched, node);
  if (o.node->kind == LG_NODE_DISTINCT) {
    return fullest_distinct(&o, window);
  }
  return o.node->distance.unit == LG_UNIT_ANSWER ? pick_in_answer(&o, present)
                                                 : fullest_pick(&o, window, present);
}

/* -- exceptions ----------------------------------------------------------------------- */

static bool takes_out(const lg_operands *o, const lg_span *veto, const lg_span *span) {
  const lg_span *first = veto->start < span->start ? veto : span;
  const lg_span *last = veto->end > span->end ? veto : span;
  switch (o->node->relation) {
  case LG_RELATION_NEAR:
    return lg_within(o->document, o->node->distance, first, last);
  case LG_RELATION_INSIDE:
    return veto->start < span->end && veto->end > span->start;
  case LG_RELATION_FOLLOWED:
    return veto->start >= span->end && veto->first_sentence == span->last_sentence &&
           veto->first_word - span->last_word <= LG_NEXT_WORDS + 1;
  case LG_RELATION_PRECEDED:
    return veto->end <= span->start && veto->last_sentence == span->first_sentence &&
           span->first_word - veto->last_word <= LG_NEXT_WORDS + 1;
  }
  return false;
}

const lg_span *lg_find_veto(const lg_matched *matched, uint32_t node, const lg_span *span) {
  const lg_operands o = operands_of(matched, node);
  const lg_finding *vetoes = lg_operand(&o, 1);
  for (uint32_t i = 0; i < vetoes->count; ++i) {
    if (takes_out(&o, lg_found(vetoes, i), span)) {
      return lg_found(vetoes, i);
    }
  }
  return NULL;
}

/* -- weighted sums --------------------------------------------------------------------- */

const lg_span *lg_find_term(const lg_matched *matched, uint32_t node, uint32_t child,
                            uint32_t sentence) {
  const lg_operands o = operands_of(matched, node);
  return lg_weigh_term(&o, child, sentence);
}

uint32_t lg_find_window_end(const lg_matched *matched, uint32_t node, uint32_t sentence) {
  const lg_operands o = operands_of(matched, node);
  return lg_weigh_end(&o, sentence);
}
