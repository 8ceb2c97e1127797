/* From hits to matches of concepts.
 *
 * Most wordings of a rubric are sequences of parts ("the same {key} ... twice"), and
 * most of their parts are common words: an answer of a page has tens of thousands of
 * hits of parts, and a few hundred sequences in it. So a sequence is looked at only
 * when all its parts were found, and then only in the sentences that hold the
 * rarest of them: what else is found of the common ones costs a glance. */
#include "match/concepts.h"

#include <string.h>

#include "base/limits.h"

typedef struct number_list {
  uint32_t *items;
  uint32_t count;
  uint32_t capacity;
} number_list;

typedef struct concept_matcher {
  const lg_concept_input *input;
  lg_concept_table *table;
  lg_span_list chains[2]; /* room for the heads of a sequence, and for what they become */
  number_list numbers;    /* room for the matches of a concept */
  uint32_t *marked;       /* by sentence: the last sequence that may stand in it */
  uint32_t sequence;      /* the one at hand; 0 is none */
  bool everywhere;        /* it may stand in any sentence */
  bool failed;            /* no memory */
} concept_matcher;

/* -- spans and their numbers ------------------------------------------------------ */

/* Room for one more item, from the arena. */
static bool make_room(concept_matcher *m, void **items, uint32_t count, uint32_t *capacity,
                      size_t size) {
  if (count < *capacity) {
    return true;
  }
  const uint32_t wanted = *capacity < 32 ? 64 : *capacity * 2;
  void *room = lg_arena_take(m->input->arena, wanted * size);
  if (room == NULL) {
    m->failed = true;
    return false;
  }
  if (count > 0) {
    memcpy(room, *items, count * size);
  }
  *items = room;
  *capacity = wanted;
  return true;
}

static void add_number(concept_matcher *m, uint32_t number) {
  void *items = m->numbers.items;
  if (make_room(m, &items, m->numbers.count, &m->numbers.capacity, sizeof number)) {
    m->numbers.items = items;
    m->numbers.items[m->numbers.count++] = number;
  }
}

/* A span of its own, and a match of the concept at hand. */
static void add_span(concept_matcher *m, const lg_span *span) {
  lg_concept_table *table = m->table;
  void *items = table->spans;
  if (make_room(m, &items, table->span_count, &table->span_capacity, sizeof *span)) {
    table->spans = items;
    table->spans[table->span_count] = *span;
    add_number(m, table->span_count++);
  }
}

static const lg_span *span_of(const concept_matcher *m, const lg_concept_spans *found, uint32_t i) {
  return &m->table->spans[found->at[i]];
}

/* The spans of the scan's places. */
static bool begin_table(concept_matcher *m) {
  const lg_scan_output *scan = m->input->scan;
  lg_concept_table *table = m->table;
  const uint32_t capacity = scan->place_count + scan->place_count / 2 + 64;
  table->spans = lg_arena_take(m->input->arena, capacity * sizeof *table->spans);
  table->of =
      lg_arena_take_array(m->input->arena, m->input->program->concept_count, sizeof *table->of);
  if (table->spans == NULL || table->of == NULL) {
    return false;
  }
  for (uint32_t i = 0; i < scan->place_count; ++i) {
    table->spans[i] = lg_span_make(m->input->document, scan->places[i].start, scan->places[i].end);
  }
  table->span_count = scan->place_count;
  table->span_capacity = capacity;
  return true;
}

/* -- order --------------------------------------------------------------------------- */

static bool in_order(const concept_matcher *m, uint32_t left, uint32_t right) {
  const lg_span *a = &m->table->spans[left];
  const lg_span *b = &m->table->spans[right];
  return a->start != b->start ? a->start < b->start : a->end <= b->end;
}

static void merge(const concept_matcher *m, const uint32_t *source, uint32_t *target, uint32_t from,
                  uint32_t middle, uint32_t to) {
  uint32_t left = from;
  uint32_t right = middle;
  for (uint32_t i = from; i < to; ++i) {
    const bool take_left =
        left < middle && (right >= to || in_order(m, source[left], source[right]));
    target[i] = source[take_left ? left++ : right++];
  }
}

/* A merge sort, since it keeps the order of equal stretches. */
static void merge_numbers(concept_matcher *m, uint32_t *items, uint32_t count) {
  uint32_t *spare = lg_arena_take(m->input->arena, count * sizeof *spare);
  if (spare == NULL) {
    m->failed = true;
    return;
  }
  uint32_t *source = items;
  uint32_t *target = spare;
  for (uint32_t width = 1; width < count; width *= 2) {
    for (uint32_t from = 0; from < count; from += 2 * width) {
      const uint32_t middle = from + width < count ? from + width : count;
      const uint32_t to = middle + width < count ? middle + width : count;
      merge(m, source, target, from, middle, to);
    }
    uint32_t *swapped = source;
    source = target;
    target = swapped;
  }
  if (source != items) {
    memcpy(items, source, count * sizeof *items);
  }
}

/* By place; of matches of one stretch the first that was added stays. */
static void sort_numbers(concept_matcher *m) {
  uint32_t *items = m->numbers.items;
  const uint32_t count = m->numbers.count;
  bool sorted = true;
  for (uint32_t i = 1; i < count && sorted; ++i) {
    sorted = in_order(m, items[i - 1], items[i]);
  }
  if (!sorted) {
    merge_numbers(m, items, count);
  }
  uint32_t kept = 0;
  for (uint32_t i = 0; i < count; ++i) {
    const lg_span *span = &m->table->spans[items[i]];
    const lg_span *last = kept > 0 ? &m->table->spans[items[kept - 1]] : NULL;
    if (last == NULL || last->start != span->start || last->end != span->end) {
      items[kept++] = items[i];
    }
  }
  m->numbers.count = kept;
}

/* -- sequences ------------------------------------------------------------------------ */

/* Marks the sentences that hold the rarest part. */
static void mark_sentences(concept_matcher *m, const lg_concept_spans *rarest, bool everywhere) {
  ++m->sequence;
  m->everywhere = everywhere;
  for (uint32_t i = 0; i < rarest->count && !everywhere; ++i) {
    m->marked[span_of(m, rarest, i)->first_sentence] = m->sequence;
  }
}

static bool is_marked(const concept_matcher *m, const lg_span *span) {
  return m->everywhere || m->marked[span->first_sentence] == m->sequence;
}

/* Sorted by start, heads are nearly always sorted by last word, too; if not, they
 * are brought into that order. */
static void sort_by_last_word(concept_matcher *m, lg_span_list *heads) {
  bool sorted = true;
  for (uint32_t i = 1; i < heads->count && sorted; ++i) {
    sorted = heads->items[i - 1].last_word <= heads->items[i].last_word;
  }
  if (sorted) {
    return;
  }
  lg_arena *arena = m->input->arena;
  lg_span_list keys = {0};
  lg_span *ordered = lg_arena_take(arena, heads->count * sizeof *ordered);
  for (uint32_t i = 0; i < heads->count; ++i) {
    lg_spans_add(&keys, arena, (lg_span){.start = heads->items[i].last_word, .end = i});
  }
  lg_spans_sort(&keys, arena);
  if (keys.failed || ordered == NULL) {
    m->failed = true;
    return;
  }
  for (uint32_t i = 0; i < keys.count; ++i) {
    ordered[i] = heads->items[keys.items[i].end];
  }
  memcpy(heads->items, ordered, keys.count * sizeof *ordered);
}

/* Without a gap, as in plain text: a space or nothing, no comma, stands between. */
static bool is_adjacent(const char *text, uint32_t end, uint32_t start) {
  return start == end || (start == end + 1 && text[end] == ' ');
}

static bool may_follow(const char *text, const lg_span *head, const lg_span *tail, uint32_t gap) {
  return head->last_sentence == tail->first_sentence &&
         tail->first_word - head->last_word - 1 <= gap &&
         (gap > 0 || is_adjacent(text, head->end, tail->start));
}

/* Joins every match of the next part to the nearest head that ends at most `gap`
 * words before it in its sentence. One head is enough: what follows depends on the
 * next part only. */
static void extend(concept_matcher *m, lg_span_list *heads, const lg_concept_spans *next,
                   uint32_t gap, lg_span_list *joined) {
  const char *text = m->input->document->text;
  uint32_t nearest = 0; /* how many heads end in a word before the next part */
  sort_by_last_word(m, heads);
  for (uint32_t i = 0; i < next->count && !m->failed; ++i) {
    const lg_span *tail = span_of(m, next, i);
    if (!is_marked(m, tail)) {
      continue;
    }
    while (nearest < heads->count && heads->items[nearest].last_word < tail->first_word) {
      ++nearest;
    }
    /* A few heads may end with the same word, at different signs behind it. */
    for (uint32_t at = nearest; at > 0 && at + 4 > nearest; --at) {
      if (may_follow(text, &heads->items[at - 1], tail, gap)) {
        lg_spans_add(joined, m->input->arena, lg_span_join(&heads->items[at - 1], tail));
        break;
      }
    }
  }
  m->failed |= joined->failed;
}

/* The matches of all parts of a sequence, joined one after another. */
static const lg_span_list *join_parts(concept_matcher *m, const lg_sequence *sequence,
                                      bool *overflow) {
  const lg_concept_spans *first = &m->table->of[sequence->elements[0].concept].found;
  lg_span_list *heads = &m->chains[0];
  lg_span_list *joined = &m->chains[1];
  heads->count = 0;
  for (uint32_t i = 0; i < first->count; ++i) {
    if (is_marked(m, span_of(m, first, i))) {
      lg_spans_add(heads, m->input->arena, *span_of(m, first, i));
    }
  }
  m->failed |= heads->failed;
  for (uint32_t i = 1; i < sequence->count && heads->count > 0 && !m->failed; ++i) {
    const lg_element *element = &sequence->elements[i];
    joined->count = 0;
    joined->overflow = false;
    extend(m, heads, &m->table->of[element->concept].found, element->gap, joined);
    *overflow |= joined->overflow;
    lg_span_list *swapped = heads;
    heads = joined;
    joined = swapped;
  }
  return heads;
}

static void add_all(concept_matcher *m, const lg_concept_spans *found) {
  for (uint32_t i = 0; i < found->count; ++i) {
    add_number(m, found->at[i]);
  }
}

static void add_sequence(concept_matcher *m, const lg_sequence *sequence,
                         lg_concept_matches *matches) {
  const lg_concept_spans *rarest = NULL;
  bool crosses = false;
  for (uint32_t i = 0; i < sequence->count; ++i) {
    const lg_concept_matches *part = &m->table->of[sequence->elements[i].concept];
    matches->undetermined |= part->undetermined;
    crosses |= part->crosses;
    rarest = rarest == NULL || part->found.count < rarest->count ? &part->found : rarest;
  }
  if (rarest == NULL || rarest->count == 0) {
    return;
  }
  matches->crosses |= crosses;
  if (sequence->count == 1) {
    add_all(m, rarest);
    return;
  }
  mark_sentences(m, rarest, crosses);
  const lg_span_list *found = join_parts(m, sequence, &matches->undetermined);
  for (uint32_t i = 0; i < found->count; ++i) {
    add_span(m, &found->items[i]);
  }
}

/* -- one concept ------------------------------------------------------------------------ */

/* What the scan found with this concept's number. */
static lg_concept_spans hits_of(const concept_matcher *m, uint32_t concept) {
  const lg_scan_output *scan = m->input->scan;
  lg_concept_spans found = {0};
  if (scan->found != NULL && scan->first != NULL && concept < scan->owner_end) {
    found.at = scan->found + scan->first[concept];
    found.count = scan->end[concept] - scan->first[concept];
  }
  return found;
}

static bool is_undetermined(const lg_scan_output *scan, uint32_t owner) {
  for (size_t i = 0; i < scan->undetermined_count; ++i) {
    if (scan->undetermined[i] == owner) {
      return true;
    }
  }
  return scan->all_undetermined;
}

static void add_primitive(concept_matcher *m, const lg_span_list *primitive,
                          lg_concept_matches *matches) {
  for (uint32_t i = 0; i < primitive->count; ++i) {
    const lg_span *span = &primitive->items[i];
    matches->crosses |= span->first_sentence != span->last_sentence;
    add_span(m, span);
  }
}

static lg_overlap overlap_with(concept_matcher *m, const lg_concept_spans *others) {
  lg_overlap overlap = {0};
  lg_span *spans = lg_arena_take(m->input->arena, others->count * sizeof *spans);
  for (uint32_t i = 0; spans != NULL && i < others->count; ++i) {
    spans[i] = *span_of(m, others, i);
  }
  if (spans == NULL || !lg_overlap_init(&overlap, spans, others->count, m->input->arena)) {
    m->failed = true;
  }
  return overlap;
}

/* Matches that overlap one of the exception go behind the others. */
static void drop_exceptions(concept_matcher *m, const lg_concept_spans *exceptions, uint32_t *items,
                            lg_concept_spans *found) {
  if (exceptions->count == 0 || found->count == 0) {
    return;
  }
  const lg_overlap overlap = overlap_with(m, exceptions);
  uint32_t kept = 0;
  for (uint32_t i = 0; i < found->count && !m->failed; ++i) {
    const uint32_t number = items[i];
    if (!lg_overlaps(&overlap, &m->table->spans[number])) {
      items[i] = items[kept];
      items[kept++] = number;
    }
  }
  found->dropped = found->count - kept;
  found->count = kept;
}

/* The gathered numbers become the matches of a concept. */
static void keep_numbers(concept_matcher *m, const lg_concept *concept,
                         lg_concept_matches *matches) {
  sort_numbers(m);
  const uint32_t count = m->numbers.count;
  uint32_t *items = lg_arena_take(m->input->arena, count * sizeof *items);
  if (items == NULL) {
    m->failed = true;
  }
  if (m->failed) {
    return;
  }
  if (count > 0) {
    memcpy(items, m->numbers.items, count * sizeof *items);
  }
  matches->found = (lg_concept_spans){.at = items, .count = count};
  if (concept->exception != LG_NONE) {
    const lg_concept_matches *exception = &m->table->of[concept->exception];
    matches->undetermined |= exception->undetermined;
    drop_exceptions(m, &exception->found, items, &matches->found);
  }
}

static void match_concept(concept_matcher *m, uint32_t number) {
  const lg_concept *concept = &m->input->program->concepts[number];
  lg_concept_matches *matches = &m->table->of[number];
  const lg_concept_spans hits = hits_of(m, number);
  matches->undetermined = is_undetermined(m->input->scan, number);
  if (number >= LG_PRIMITIVE_COUNT && concept->sequence_count == 0 &&
      concept->exception == LG_NONE) {
    matches->found = hits;
  } else {
    m->numbers.count = 0;
    if (number < LG_PRIMITIVE_COUNT) {
      add_primitive(m, &m->input->primitives[number], matches);
    }
    add_all(m, &hits);
    for (uint32_t i = 0; i < concept->sequence_count && !m->failed; ++i) {
      add_sequence(m, &concept->sequences[i], matches);
    }
    keep_numbers(m, concept, matches);
  }
  if (matches->found.count > LG_LIMIT_SPANS) {
    matches->found.count = LG_LIMIT_SPANS;
    matches->found.dropped = 0;
    matches->undetermined = true;
  }
}

bool lg_match_concepts(const lg_concept_input *input, lg_concept_table *table) {
  concept_matcher m = {.input = input, .table = table};
  m.marked = lg_arena_take_array(input->arena, input->document->sentence_count, sizeof *m.marked);
  if (m.marked == NULL || !begin_table(&m)) {
    return false;
  }
  for (uint32_t i = 0; i < input->program->concept_count && !m.failed; ++i) {
    match_concept(&m, input->program->concept_order[i]);
  }
  for (uint32_t i = 0; i < input->program->concept_count; ++i) {
    table->of[i].found.spans = table->spans; /* it may have moved */
  }
  return !m.failed;
}
