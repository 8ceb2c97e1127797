#include "match/nodes.h"

#include <string.h>

#include "base/limits.h"

/* What a node that only takes from its children takes; LG_LIMIT_SPANS at most. */
typedef struct taken {
  lg_number_list numbers; /* a filter has room for all of child 0 */
  bool overflow;          /* later spans are lost */
} taken;

static void take(taken *out, uint32_t number) {
  out->numbers.items[out->numbers.count++] = number;
}

static void eval_union(const lg_operands *o, const lg_span_table *table, taken *out) {
  for (uint32_t child = 0; child < o->node->child_count; ++child) {
    const lg_finding *finding = lg_operand(o, child);
    const uint32_t room = LG_LIMIT_SPANS - out->numbers.count;
    const uint32_t count = finding->count < room ? finding->count : room;
    lg_numbers_add_all(&out->numbers, o->arena, finding->at, count);
    out->overflow |= count < finding->count;
  }
  lg_numbers_sort(&out->numbers, table, o->arena);
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

static void eval_place(const lg_operands *o, taken *out) {
  const lg_place place = o->node->place;
  const lg_finding *finding = lg_operand(o, 0);
  uint32_t border = 0;
  if (place.kind == LG_PLACE_FIRST_SENTENCES) {
    border = end_of_first(o->document, place.value);
  } else if (place.kind == LG_PLACE_LAST_SENTENCES) {
    border = start_of_last(o->document, place.value);
  }
  for (uint32_t i = 0; i < finding->count; ++i) {
    const lg_span *span = lg_found(finding, i);
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
    if (inside != (o->node->negated != 0)) {
      take(out, finding->at[i]);
    }
  }
}

/* -- order ------------------------------------------------------------------- */

static void eval_order(const lg_operands *o, bool before, taken *out) {
  const lg_finding *finding = lg_operand(o, 0);
  const lg_finding *border = lg_operand(o, 1);
  if (border->count == 0 && !before) {
    return;
  }
  const uint32_t at = border->count > 0 ? lg_found(border, 0)->start : UINT32_MAX;
  for (uint32_t i = 0; i < finding->count; ++i) {
    const lg_span *span = lg_found(finding, i);
    if (before ? span->start < at : span->start > at) {
      take(out, finding->at[i]);
    }
  }
}

/* -- headings and introductions ------------------------------------------------ */

enum { DEEPEST_CONTEXT = 32 };

/* For every sentence, how many contexts lie between it and one in which a span of
 * the heading begins: 1 for the next one; 0: none does. What introduces a sentence
 * stands before it, so one walk tells all. */
static uint8_t *measure_depths(const lg_document *document, const lg_finding *heading,
                               lg_arena *arena) {
  const uint32_t count = document->sentence_count;
  uint8_t *depths = lg_arena_take_array(arena, count, sizeof *depths);
  bool *begins = lg_arena_take_array(arena, count, sizeof *begins);
  if (depths == NULL || begins == NULL) {
    return NULL;
  }
  for (uint32_t i = 0; i < heading->count; ++i) {
    begins[lg_found(heading, i)->first_sentence] = true;
  }
  for (uint32_t i = 0; i < count; ++i) {
    const uint32_t context = document->sentences[i].context;
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

/* Signals share their headings: each is measured once. */
static const uint8_t *depths_under(const lg_run *run, uint32_t heading) {
  if (run->depths[heading] == NULL) {
    run->depths[heading] = measure_depths(run->document, &run->findings[heading], run->arena);
  }
  return run->depths[heading];
}

static void eval_under(const lg_run *run, const lg_operands *o, taken *out) {
  const lg_finding *finding = lg_operand(o, 0);
  const uint8_t *depths = depths_under(run, o->children[1]);
  if (depths == NULL) {
    out->numbers.failed = true;
    return;
  }
  for (uint32_t i = 0; i < finding->count; ++i) {
    const lg_span *span = lg_found(finding, i);
    if ((depths[span->first_sentence] > 0) != (o->node->negated != 0)) {
      take(out, finding->at[i]);
    }
  }
}

/* -- exceptions ----------------------------------------------------------------- */

enum { LOOK_BACK = 16 };

static bool near_exception(const lg_operands *o, const lg_finding *vetoes, const lg_span *span) {
  const lg_distance distance = o->node->distance;
  const uint32_t next = lg_found_from(vetoes, span->start);
  if (next < vetoes->count) {
    const lg_span *veto = lg_found(vetoes, next);
    const lg_span *last = veto->end > span->end ? veto : span;
    if (lg_within(o->document, distance, span, last)) {
      return true;
    }
  }
  for (uint32_t back = 1; back <= LOOK_BACK && back <= next; ++back) {
    const lg_span *veto = lg_found(vetoes, next - back);
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
  const uint32_t i = lg_found_from(vetoes, span->end);
  if (i == vetoes->count) {
    return false;
  }
  const lg_span *veto = lg_found(vetoes, i);
  return veto->first_sentence == span->last_sentence &&
         veto->first_word - span->last_word <= LG_NEXT_WORDS + 1;
}

static bool preceded_by_exception(const lg_finding *vetoes, const lg_span *span) {
  uint32_t i = lg_found_from(vetoes, span->start);
  for (uint32_t back = 0; back < LOOK_BACK && i > 0; ++back) {
    const lg_span *veto = lg_found(vetoes, --i);
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

static void eval_unless(const lg_operands *o, taken *out) {
  const lg_finding *finding = lg_operand(o, 0);
  const lg_finding *vetoes = lg_operand(o, 1);
  lg_overlap overlap = {0};
  if (o->node->relation == LG_RELATION_INSIDE && !lg_overlap_init(&overlap, vetoes, o->arena)) {
    out->numbers.failed = true;
    return;
  }
  for (uint32_t i = 0; i < finding->count; ++i) {
    if (!is_excepted(o, &overlap, lg_found(finding, i))) {
      take(out, finding->at[i]);
    }
  }
}

/* A topic must stand in a sentence of the span or in the one before it. */
static void eval_with(const lg_operands *o, taken *out) {
  const lg_finding *finding = lg_operand(o, 0);
  const lg_finding *topic = lg_operand(o, 1);
  for (uint32_t i = 0; i < finding->count; ++i) {
    const lg_span *span = lg_found(finding, i);
    uint32_t from = span->first_sentence;
    if (from > 0 && o->document->sentences[from - 1].run == o->document->sentences[from].run) {
      --from;
    }
    const uint32_t start = o->document->sentences[from].start;
    const uint32_t end = o->document->sentences[span->last_sentence].end;
    const uint32_t at = lg_found_from(topic, start);
    if (at < topic->count && lg_found(topic, at)->start < end) {
      take(out, finding->at[i]);
    }
  }
}

/* -- all of them ----------------------------------------------------------------- */

/* Nodes whose spans are new ones. */
static bool makes_spans(lg_node_kind kind) {
  return kind == LG_NODE_NEAR || kind == LG_NODE_THEN || kind == LG_NODE_PICK ||
         kind == LG_NODE_DISTINCT || kind == LG_NODE_WEIGH;
}

static void make(const lg_operands *o, lg_span_list *out) {
  switch (o->node->kind) {
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
  default:
    lg_eval_weigh(o, out);
    break;
  }
}

static void filter(const lg_run *run, const lg_operands *o, taken *out) {
  switch (o->node->kind) {
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
    eval_under(run, o, out);
    break;
  case LG_NODE_UNLESS:
    eval_unless(o, out);
    break;
  default:
    eval_with(o, out);
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
    finding->at = lg_operand(o, first)->at;
    finding->count = lg_operand(o, first)->count;
    return true;
  }
  return false;
}

/* Whether so many matches more may be kept. */
static bool count_matches(const lg_run *run, uint32_t count, lg_finding *finding) {
  if (count > run->room->left) {
    finding->undetermined = run->room->met = true;
    return false;
  }
  run->room->left -= count;
  return true;
}

/* Room for the numbers of a node, or NULL: there is none. */
static uint32_t *make_room(const lg_run *run, uint32_t count, lg_finding *finding, bool *failed) {
  if (!count_matches(run, count, finding)) {
    return NULL;
  }
  uint32_t *numbers = lg_arena_take(run->arena, count * sizeof *numbers);
  *failed = numbers == NULL;
  if (numbers != NULL) {
    finding->at = numbers;
    finding->count = count;
  }
  return numbers;
}

/* What was gathered in the scratch arena, in as little room as it takes. */
static bool keep(const lg_run *run, const taken *found, lg_finding *finding) {
  const lg_number_list *list = &found->numbers;
  bool failed = list->failed;
  finding->undetermined = found->overflow;
  if (failed || list->count == 0) {
    return !failed;
  }
  uint32_t *numbers = make_room(run, list->count, finding, &failed);
  if (numbers != NULL) {
    memcpy(numbers, list->items, list->count * sizeof *numbers);
  }
  return !failed;
}

/* New spans go into the table. */
static bool keep_made(const lg_run *run, const lg_span_list *list, lg_finding *finding) {
  bool failed = list->failed;
  finding->undetermined = list->overflow;
  if (failed || list->count == 0) {
    return !failed;
  }
  uint32_t *numbers = make_room(run, list->count, finding, &failed);
  for (uint32_t i = 0; numbers != NULL && i < list->count && !failed; ++i) {
    numbers[i] = run->table->count;
    failed = !lg_span_table_add(run->table, &list->items[i]);
  }
  return !failed;
}

/* Of a concept, those matches that its reading takes. */
static bool run_concept(const lg_run *run, const lg_node *node, lg_finding *finding) {
  const lg_concept_matches *found = &run->concepts[node->concept];
  const lg_span *spans = run->table->spans;
  uint32_t count = 0;
  for (uint32_t i = 0; i < found->count; ++i) {
    count += lg_reading_takes(node->reading, spans[found->at[i]].attributes);
  }
  if (count == found->count) {
    finding->at = found->at;
    finding->count = count_matches(run, count, finding) ? count : 0;
    return true;
  }
  bool failed = false;
  uint32_t *numbers = count > 0 ? make_room(run, count, finding, &failed) : NULL;
  for (uint32_t i = 0; numbers != NULL && i < found->count; ++i) {
    if (lg_reading_takes(node->reading, spans[found->at[i]].attributes)) {
      *numbers++ = found->at[i];
    }
  }
  return !failed;
}

static bool run_fully(const lg_run *run, const lg_operands *o, lg_finding *finding) {
  lg_arena_reset(run->scratch);
  if (makes_spans(o->node->kind)) {
    lg_span_list made = {0};
    make(o, &made);
    return keep_made(run, &made, finding);
  }
  taken found = {0};
  if (o->node->kind == LG_NODE_UNION) {
    eval_union(o, run->table, &found);
    return keep(run, &found, finding);
  }
  const lg_finding *all = lg_operand(o, 0);
  found.numbers.items = lg_arena_take(run->scratch, all->count * sizeof *found.numbers.items);
  if (found.numbers.items == NULL) {
    return false;
  }
  filter(run, o, &found);
  if (!found.numbers.failed && found.numbers.count == all->count) {
    finding->at = all->at;
    finding->count = all->count;
    return true;
  }
  return keep(run, &found, finding);
}

bool lg_run_node(const lg_run *run, uint32_t node) {
  const lg_operands o =
      lg_operands_of(run->document, run->scratch, run->findings, run->program, node);
  lg_finding *finding = &run->findings[node];
  *finding = (lg_finding){0};
  bool kept = true;
  if (o.node->kind == LG_NODE_CONCEPT) {
    kept = run_concept(run, o.node, finding);
    finding->undetermined |= run->concepts[o.node->concept].undetermined;
  } else if (!run_shortly(&o, finding)) {
    kept = run_fully(run, &o, finding);
  }
  finding->spans = run->table->spans;
  for (uint32_t child = 0; child < o.node->child_count; ++child) {
    finding->undetermined |= lg_operand(&o, child)->undetermined;
  }
  return kept;
}
