#include "match/nodes.h"

#include <string.h>

#include "base/limits.h"

static void eval_concept(const lg_operands *o, const lg_concept_matches *matches,
                         lg_span_list *out) {
  const lg_concept_spans *found = &matches->found;
  uint32_t taken = 0;
  for (uint32_t i = 0; i < found->count; ++i) {
    taken += lg_reading_takes(o->node->reading, lg_concept_span(found, i)->attributes);
  }
  lg_spans_reserve(out, o->arena, taken);
  for (uint32_t i = 0; taken > 0 && i < found->count; ++i) {
    const lg_span *span = lg_concept_span(found, i);
    if (lg_reading_takes(o->node->reading, span->attributes)) {
      lg_spans_add(out, o->arena, *span);
    }
  }
}

static void eval_union(const lg_operands *o, lg_span_list *out) {
  size_t count = 0;
  for (uint32_t child = 0; child < o->node->child_count; ++child) {
    count += lg_operand(o, child)->count;
  }
  lg_spans_reserve(out, o->arena, count);
  for (uint32_t child = 0; child < o->node->child_count; ++child) {
    const lg_finding *finding = lg_operand(o, child);
    for (uint32_t i = 0; i < finding->count; ++i) {
      lg_spans_add(out, o->arena, finding->spans[i]);
    }
  }
  lg_spans_sort(out, o->arena);
}

/* -- places ------------------------------------------------------------------ */

/* The sentence at which the last `wanted` body sentences begin. */
static uint32_t start_of_last(const lg_document *document, uint32_t wanted) {
  uint32_t sentence = document->said_count;
  while (sentence > 0 && wanted > 0) {
    --sentence;
    wanted -= (document->sentences[sentence].attributes & LG_HEADING) == 0;
  }
  return sentence;
}

/* The sentence behind the first `wanted` body sentences. */
static uint32_t end_of_first(const lg_document *document, uint32_t wanted) {
  uint32_t sentence = 0;
  while (sentence < document->sentence_count && wanted > 0) {
    wanted -= (document->sentences[sentence].attributes & LG_HEADING) == 0;
    ++sentence;
  }
  return sentence;
}

static bool in_percent(const lg_document *document, const lg_span *span, uint32_t percent,
                       bool last) {
  const uint64_t at = (uint64_t)span->start * 100;
  const uint64_t length = document->said_length;
  return last ? at >= length * (100 - percent) : at < length * percent;
}

static void eval_place(const lg_operands *o, lg_span_list *out) {
  const lg_place place = o->node->place;
  const lg_finding *finding = lg_operand(o, 0);
  uint32_t border = 0;
  if (place.kind == LG_PLACE_FIRST_SENTENCES) {
    border = end_of_first(o->document, place.value);
  } else if (place.kind == LG_PLACE_LAST_SENTENCES) {
    border = start_of_last(o->document, place.value);
  }
  for (uint32_t i = 0; i < finding->count; ++i) {
    const lg_span *span = &finding->spans[i];
    bool inside = false;
    switch (place.kind) {
    case LG_PLACE_ATTRIBUTE:
      inside = (span->attributes & place.value) != 0;
      break;
    case LG_PLACE_BODY:
      inside = (span->attributes & (LG_OPENING | LG_CLOSING)) == 0;
      break;
    case LG_PLACE_FIRST_PERCENT:
    case LG_PLACE_LAST_PERCENT:
      inside = in_percent(o->document, span, place.value, place.kind == LG_PLACE_LAST_PERCENT);
      break;
    case LG_PLACE_FIRST_SENTENCES:
      inside = span->first_sentence < border;
      break;
    case LG_PLACE_LAST_SENTENCES:
      inside = span->first_sentence >= border;
      break;
    }
    if (inside != o->node->negated) {
      lg_spans_add(out, o->arena, *span);
    }
  }
}

/* -- order ------------------------------------------------------------------- */

static void eval_order(const lg_operands *o, bool before, lg_span_list *out) {
  const lg_finding *finding = lg_operand(o, 0);
  const lg_finding *border = lg_operand(o, 1);
  if (border->count == 0 && !before) {
    return;
  }
  const uint32_t at = border->count > 0 ? border->spans[0].start : UINT32_MAX;
  for (uint32_t i = 0; i < finding->count; ++i) {
    const lg_span *span = &finding->spans[i];
    if (before ? span->start < at : span->start > at) {
      lg_spans_add(out, o->arena, *span);
    }
  }
}

/* -- headings and introductions ------------------------------------------------ */

enum { DEEPEST_CONTEXT = 32 };

/* For every sentence, how many contexts lie between it and one in which a span of
 * the heading begins: 1 for the next one; 0: none does. What introduces a sentence
 * stands before it, so one walk tells all. */
static const uint8_t *depths_under(const lg_operands *o, const lg_finding *heading) {
  const uint32_t count = o->document->sentence_count;
  uint8_t *depths = lg_arena_take_array(o->arena, count, sizeof *depths);
  bool *begins = lg_arena_take_array(o->arena, count, sizeof *begins);
  if (depths == NULL || begins == NULL) {
    return NULL;
  }
  for (uint32_t i = 0; i < heading->count; ++i) {
    begins[heading->spans[i].first_sentence] = true;
  }
  for (uint32_t i = 0; i < count; ++i) {
    const uint32_t context = o->document->sentences[i].context;
    if (context == LG_NO_SENTENCE) {
      continue;
    }
    if (begins[context]) {
      depths[i] = 1;
    } else if (depths[context] > 0 && depths[context] < DEEPEST_CONTEXT) {
      depths[i] = (uint8_t)(depths[context] + 1);
    }
  }
  return depths;
}

static void eval_under(const lg_operands *o, lg_span_list *out) {
  const lg_finding *finding = lg_operand(o, 0);
  const uint8_t *depths = depths_under(o, lg_operand(o, 1));
  if (depths == NULL) {
    out->failed = true;
    return;
  }
  for (uint32_t i = 0; i < finding->count; ++i) {
    const lg_span *span = &finding->spans[i];
    if ((depths[span->first_sentence] > 0) != o->node->negated) {
      lg_spans_add(out, o->arena, *span);
    }
  }
}

/* -- exceptions ----------------------------------------------------------------- */

enum { LOOK_BACK = 16 };

static bool near_exception(const lg_operands *o, const lg_finding *vetoes, const lg_span *span) {
  const lg_distance distance = o->node->distance;
  const uint32_t next = lg_spans_from(vetoes->spans, vetoes->count, span->start);
  if (next < vetoes->count) {
    const lg_span *veto = &vetoes->spans[next];
    const lg_span *last = veto->end > span->end ? veto : span;
    if (lg_within(o->document, distance, span, last)) {
      return true;
    }
  }
  for (uint32_t back = 1; back <= LOOK_BACK && back <= next; ++back) {
    const lg_span *veto = &vetoes->spans[next - back];
    const lg_span *last = veto->end > span->end ? veto : span;
    if (lg_within(o->document, distance, veto, last)) {
      return true;
    }
    if (veto->end <= span->start) {
      break;
    }
  }
  return false;
}

static bool followed_by_exception(const lg_finding *vetoes, const lg_span *span) {
  const uint32_t i = lg_spans_from(vetoes->spans, vetoes->count, span->end);
  return i < vetoes->count && vetoes->spans[i].first_sentence == span->last_sentence &&
         vetoes->spans[i].first_word - span->last_word <= LG_NEXT_WORDS + 1;
}

static bool preceded_by_exception(const lg_finding *vetoes, const lg_span *span) {
  uint32_t i = lg_spans_from(vetoes->spans, vetoes->count, span->start);
  for (uint32_t back = 0; back < LOOK_BACK && i > 0; ++back) {
    const lg_span *veto = &vetoes->spans[--i];
    if (veto->last_sentence != span->first_sentence) {
      break;
    }
    if (veto->end <= span->start && span->first_word - veto->last_word <= LG_NEXT_WORDS + 1) {
      return true;
    }
  }
  return false;
}

static bool is_excepted(const lg_operands *o, const lg_overlap *overlap, const lg_span *span) {
  const lg_finding *vetoes = lg_operand(o, 1);
  switch (o->node->relation) {
  case LG_RELATION_NEAR:
    return near_exception(o, vetoes, span);
  case LG_RELATION_INSIDE:
    return lg_overlaps(overlap, span);
  case LG_RELATION_FOLLOWED:
    return followed_by_exception(vetoes, span);
  case LG_RELATION_PRECEDED:
    return preceded_by_exception(vetoes, span);
  }
  return false;
}

static void eval_unless(const lg_operands *o, lg_span_list *out) {
  const lg_finding *finding = lg_operand(o, 0);
  const lg_finding *vetoes = lg_operand(o, 1);
  lg_overlap overlap = {0};
  if (o->node->relation == LG_RELATION_INSIDE &&
      !lg_overlap_init(&overlap, vetoes->spans, vetoes->count, o->arena)) {
    out->failed = true;
    return;
  }
  for (uint32_t i = 0; i < finding->count; ++i) {
    if (!is_excepted(o, &overlap, &finding->spans[i])) {
      lg_spans_add(out, o->arena, finding->spans[i]);
    }
  }
}

/* A topic must stand in a sentence of the span or in the one before it. */
static void eval_with(const lg_operands *o, lg_span_list *out) {
  const lg_finding *finding = lg_operand(o, 0);
  const lg_finding *topic = lg_operand(o, 1);
  for (uint32_t i = 0; i < finding->count; ++i) {
    const lg_span *span = &finding->spans[i];
    uint32_t from = span->first_sentence;
    if (from > 0 && o->document->sentences[from - 1].run == o->document->sentences[from].run) {
      --from;
    }
    const uint32_t start = o->document->sentences[from].start;
    const uint32_t end = o->document->sentences[span->last_sentence].end;
    const uint32_t at = lg_spans_from(topic->spans, topic->count, start);
    if (at < topic->count && topic->spans[at].start < end) {
      lg_spans_add(out, o->arena, *span);
    }
  }
}

/* -- all of them ----------------------------------------------------------------- */

static void evaluate(const lg_operands *o, const lg_concept_matches *concepts, lg_span_list *out) {
  switch (o->node->kind) {
  case LG_NODE_CONCEPT:
    eval_concept(o, &concepts[o->node->concept], out);
    break;
  case LG_NODE_UNION:
    eval_union(o, out);
    break;
  case LG_NODE_NEAR:
    lg_eval_near(o, out);
    break;
  case LG_NODE_THEN:
    lg_eval_then(o, out);
    break;
  case LG_NODE_PICK:
    lg_eval_pick(o, out);
    break;
  case LG_NODE_DISTINCT:
    lg_eval_distinct(o, out);
    break;
  case LG_NODE_PLACE:
    eval_place(o, out);
    break;
  case LG_NODE_BEFORE:
    eval_order(o, true, out);
    break;
  case LG_NODE_AFTER:
    eval_order(o, false, out);
    break;
  case LG_NODE_UNDER:
    eval_under(o, out);
    break;
  case LG_NODE_UNLESS:
    eval_unless(o, out);
    break;
  case LG_NODE_WITH:
    eval_with(o, out);
    break;
  case LG_NODE_WEIGH:
    lg_eval_weigh(o, out);
    break;
  }
}

/* How many children have spans, and the first of them. */
static uint32_t count_found(const lg_operands *o, uint32_t *first) {
  uint32_t found = 0;
  for (uint32_t child = o->node->child_count; child > 0; --child) {
    if (lg_operand(o, child - 1)->count > 0) {
      *first = child - 1;
      ++found;
    }
  }
  return found;
}

/* Most nodes find nothing in an answer, and of most unions one part is found: both
 * can be told without running them. */
static bool run_shortly(const lg_operands *o, lg_finding *finding) {
  uint32_t first = 0;
  const uint32_t found = count_found(o, &first);
  const bool from_any = o->node->kind == LG_NODE_UNION || o->node->kind == LG_NODE_PICK ||
                        o->node->kind == LG_NODE_WEIGH;
  if (found == 0 || (!from_any && lg_operand(o, 0)->count == 0)) {
    return true;
  }
  if (o->node->kind == LG_NODE_UNION && found == 1) {
    finding->spans = lg_operand(o, first)->spans;
    finding->count = lg_operand(o, first)->count;
    return true;
  }
  return false;
}

/* A part of what child 0 found. */
static bool is_filter(lg_node_kind kind) {
  return kind == LG_NODE_PLACE || kind == LG_NODE_BEFORE || kind == LG_NODE_AFTER ||
         kind == LG_NODE_UNDER || kind == LG_NODE_UNLESS || kind == LG_NODE_WITH;
}

/* What was gathered in the scratch arena, in as little room as it takes. */
static bool keep(const lg_run *run, const lg_span_list *list, lg_finding *finding) {
  finding->undetermined = list->overflow;
  if (list->failed || list->count == 0) {
    return !list->failed;
  }
  if (list->count > run->room->left) {
    finding->undetermined = run->room->met = true;
    return true;
  }
  lg_span *spans = lg_arena_take(run->arena, list->count * sizeof *spans);
  if (spans == NULL) {
    return false;
  }
  memcpy(spans, list->items, list->count * sizeof *spans);
  finding->spans = spans;
  finding->count = list->count;
  run->room->left -= list->count;
  return true;
}

static bool run_fully(const lg_run *run, const lg_operands *o, lg_finding *finding) {
  lg_span_list out = {0};
  lg_arena_reset(run->scratch);
  evaluate(o, run->concepts, &out);
  if (is_filter(o->node->kind) && !out.failed && out.count == lg_operand(o, 0)->count) {
    finding->spans = lg_operand(o, 0)->spans; /* all of it */
    finding->count = out.count;
    return true;
  }
  return keep(run, &out, finding);
}

bool lg_run_node(const lg_run *run, uint32_t node) {
  const lg_operands o = {run->document, run->scratch, run->findings, &run->program->nodes[node]};
  lg_finding *finding = &run->findings[node];
  *finding = (lg_finding){0};
  const bool brief = o.node->kind != LG_NODE_CONCEPT && run_shortly(&o, finding);
  const bool kept = brief || run_fully(run, &o, finding);
  if (o.node->kind == LG_NODE_CONCEPT) {
    finding->undetermined |= run->concepts[o.node->concept].undetermined;
  }
  for (uint32_t child = 0; child < o.node->child_count; ++child) {
    finding->undetermined |= lg_operand(&o, child)->undetermined;
  }
  return kept;
}
