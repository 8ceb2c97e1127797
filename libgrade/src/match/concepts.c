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
#include "base/sort.h"

typedef struct concept_matcher {
  const lg_concept_input *input;
  lg_span_table *table;
  lg_concept_matches *of; /* by concept */
  lg_span_list chains[2]; /* room for the heads of a sequence, and for what they become */
  lg_number_list numbers; /* room for the matches of a concept */
  uint32_t *marked;       /* by sentence: the last sequence that may stand in it */
  uint32_t sequence;      /* the one at hand; 0 is none */
  bool everywhere;        /* it may stand in any sentence */
  bool failed;            /* no memory */
} concept_matcher;

/* -- spans and their numbers ------------------------------------------------------ */

/* A span of its own, and a match of the concept at hand. */
static void add_span(concept_matcher *m, const lg_span *span) {
  m->failed |= !lg_span_table_add(m->table, span);
  if (!m->failed) {
    lg_numbers_add(&m->numbers, m->input->arena, m->table->count - 1);
  }
}

static const lg_span *span_of(const concept_matcher *m, const lg_concept_matches *found,
                              uint32_t i) {
  return &m->table->spans[found->at[i]];
}

/* The spans of the scan's places. What sequences and nodes make of them is twice as much
 * in most answers: a table that grows leaves its old room behind. */
static bool begin_table(concept_matcher *m) {
  const lg_scan_output *scan = m->input->scan;
  if (!lg_span_table_init(m->table, 3 * scan->place_count + 64, m->input->arena)) {
    return false;
  }
  for (uint32_t i = 0; i < scan->place_count; ++i) {
    m->table->spans[i] =
        lg_span_make(m->input->document, scan->places[i].start, scan->places[i].end);
  }
  m->table->count = scan->place_count;
  return true;
}

/* -- sequences ------------------------------------------------------------------------ */

/* Marks the sentences that hold the rarest part. */
static void mark_sentences(concept_matcher *m, const lg_concept_matches *rarest, bool everywhere) {
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
  lg_keyed *keyed = lg_arena_take(arena, 2 * (size_t)heads->count * sizeof *keyed);
  lg_span *ordered = lg_arena_take(arena, heads->count * sizeof *ordered);
  if (keyed == NULL || ordered == NULL) {
    m->failed = true;
    return;
  }
  for (uint32_t i = 0; i < heads->count; ++i) {
    keyed[i] = (lg_keyed){heads->items[i].last_word, i};
  }
  keyed = lg_sort(keyed, keyed + heads->count, heads->count);
  for (uint32_t i = 0; i < heads->count; ++i) {
    ordered[i] = heads->items[keyed[i].item];
  }
  memcpy(heads->items, ordered, heads->count * sizeof *ordered);
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
static void extend(concept_matcher *m, lg_span_list *heads, const lg_concept_matches *next,
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
  const lg_element *elements = m->input->program->elements + sequence->first;
  const lg_concept_matches *first = &m->of[elements[0].concept];
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
    joined->count = 0;
    joined->overflow = false;
    extend(m, heads, &m->of[elements[i].concept], elements[i].gap, joined);
    *overflow |= joined->overflow;
    lg_span_list *swapped = heads;
    heads = joined;
    joined = swapped;
  }
  return heads;
}

static void add_all(concept_matcher *m, const lg_concept_matches *found) {
  lg_numbers_add_all(&m->numbers, m->input->arena, found->at, found->count);
}

static void add_sequence(concept_matcher *m, const lg_sequence *sequence,
                         lg_concept_matches *matches) {
  const lg_element *elements = m->input->program->elements + sequence->first;
  const lg_concept_matches *rarest = NULL;
  bool crosses = false;
  for (uint32_t i = 0; i < sequence->count; ++i) {
    const lg_concept_matches *part = &m->of[elements[i].concept];
    matches->undetermined |= part->undetermined;
    crosses |= part->crosses;
    rarest = rarest == NULL || part->count < rarest->count ? part : rarest;
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
static lg_concept_matches hits_of(const concept_matcher *m, uint32_t concept) {
  const lg_scan_output *scan = m->input->scan;
  lg_concept_matches found = {0};
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

/* Matches that overlap one of the exception go behind the others. */
static void drop_exceptions(concept_matcher *m, const lg_concept_matches *exceptions,
                            uint32_t *items, lg_concept_matches *found) {
  const lg_finding others = {
      .spans = m->table->spans, .at = exceptions->at, .count = exceptions->count};
  lg_overlap overlap;
  if (exceptions->count == 0 || found->count == 0) {
    return;
  }
  m->failed |= !lg_overlap_init(&overlap, &others, m->input->arena);
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
  lg_arena_reset(m->input->scratch);
  lg_numbers_sort(&m->numbers, m->table, m->input->scratch);
  const uint32_t count = m->numbers.count;
  uint32_t *items = lg_arena_take(m->input->arena, count * sizeof *items);
  m->failed |= m->numbers.failed || items == NULL;
  if (m->failed) {
    return;
  }
  if (count > 0) {
    memcpy(items, m->numbers.items, count * sizeof *items);
  }
  matches->at = items;
  matches->count = count;
  if (concept->exception != LG_NONE) {
    const lg_concept_matches *exception = &m->of[concept->exception];
    matches->undetermined |= exception->undetermined;
    drop_exceptions(m, exception, items, matches);
  }
}

static void limit_spans(lg_concept_matches *matches) {
  if (matches->count > LG_LIMIT_SPANS) {
    matches->count = LG_LIMIT_SPANS;
    matches->dropped = 0;
    matches->undetermined = true;
  }
}

/* What the scan found is all there is to most concepts. */
static void take_hits(concept_matcher *m) {
  for (uint32_t number = 0; number < m->input->program->concept_count; ++number) {
    m->of[number] = hits_of(m, number);
    m->of[number].undetermined = is_undetermined(m->input->scan, number);
    limit_spans(&m->of[number]);
  }
}

static void match_composed(concept_matcher *m, uint32_t number) {
  const lg_concept *concept = &m->input->program->concepts[number];
  const lg_sequence *sequences = m->input->program->sequences + concept->first_sequence;
  const lg_concept_matches hits = hits_of(m, number);
  lg_concept_matches *matches = &m->of[number];
  *matches = (lg_concept_matches){.undetermined = is_undetermined(m->input->scan, number)};
  m->numbers.count = 0;
  if (number < LG_PRIMITIVE_COUNT) {
    add_primitive(m, &m->input->primitives[number], matches);
  }
  add_all(m, &hits);
  for (uint32_t i = 0; i < concept->sequence_count && !m->failed; ++i) {
    add_sequence(m, &sequences[i], matches);
  }
  keep_numbers(m, concept, matches);
  limit_spans(matches);
}

bool lg_match_concepts(const lg_concept_input *input, lg_span_table *table,
                       lg_concept_matches **matches) {
  concept_matcher m = {.input = input, .table = table};
  const uint32_t concepts = input->program->concept_count;
  m.marked = lg_arena_take_array(input->arena, input->document->sentence_count, sizeof *m.marked);
  m.of = lg_arena_take_array(input->arena, concepts, sizeof *m.of);
  if (m.marked == NULL || m.of == NULL || !begin_table(&m)) {
    return false;
  }
  take_hits(&m);
  for (uint32_t i = 0; i < input->program->composed_count && !m.failed; ++i) {
    match_composed(&m, input->program->composed[i]);
  }
  *matches = m.of;
  return !m.failed;
}
