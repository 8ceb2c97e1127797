#include "match/concepts.h"

/* -- sequences ------------------------------------------------------------------ */

/* Heads of a sequence, to be searched by their last word. They are sorted by
 * start, which nearly always sorts them by last word, too; if not, a sorted copy
 * is made. */
static lg_concept_matches by_last_word(const lg_span *spans, uint32_t count, lg_arena *arena,
                                       bool *failed) {
  bool sorted = true;
  for (uint32_t i = 1; i < count && sorted; ++i) {
    sorted = spans[i - 1].last_word <= spans[i].last_word;
  }
  if (sorted) {
    return (lg_concept_matches){.spans = spans, .count = count};
  }
  lg_span_list keys = {0};
  lg_span *ordered = lg_arena_take(arena, count * sizeof *ordered);
  for (uint32_t i = 0; i < count; ++i) {
    lg_spans_add(&keys, arena, (lg_span){.start = spans[i].last_word, .end = i});
  }
  lg_spans_sort(&keys, arena);
  *failed |= keys.failed || ordered == NULL;
  for (uint32_t i = 0; !*failed && i < keys.count; ++i) {
    ordered[i] = spans[keys.items[i].end];
  }
  return (lg_concept_matches){
      .spans = ordered, .count = *failed ? 0 : keys.count, .undetermined = keys.overflow};
}

/* How many of the heads end in a word before `word`. */
static uint32_t ending_before(const lg_concept_matches *heads, uint32_t word) {
  uint32_t low = 0;
  uint32_t high = heads->count;
  while (low < high) {
    const uint32_t middle = low + (high - low) / 2;
    if (heads->spans[middle].last_word < word) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
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

/* Joins every `next` to the nearest head that ends at most `gap` words before
 * it in its sentence. One head is enough: what follows depends on `next` only. */
static lg_span_list extend(const char *text, const lg_span *spans, uint32_t count,
                           const lg_concept_matches *next, uint32_t gap, lg_arena *arena) {
  lg_span_list joined = {0};
  const lg_concept_matches heads = by_last_word(spans, count, arena, &joined.failed);
  for (uint32_t i = 0; i < next->count && !joined.failed; ++i) {
    const lg_span *tail = &next->spans[i];
    const uint32_t nearest = ending_before(&heads, tail->first_word);
    /* A few heads may end with the same word, at different signs behind it. */
    for (uint32_t at = nearest; at > 0 && at + 4 > nearest; --at) {
      if (may_follow(text, &heads.spans[at - 1], tail, gap)) {
        lg_spans_add(&joined, arena, lg_span_join(&heads.spans[at - 1], tail));
        break;
      }
    }
  }
  joined.overflow |= heads.undetermined;
  return joined;
}

static lg_span_list match_sequence(const lg_concept_input *input, const lg_sequence *sequence,
                                   const lg_concept_matches *matches) {
  const lg_concept_matches *first = &matches[sequence->elements[0].concept];
  const lg_span *heads = first->spans;
  uint32_t count = first->count;
  lg_span_list joined = {0};
  for (uint32_t i = 1; i < sequence->count && count > 0 && !joined.failed; ++i) {
    const lg_element *element = &sequence->elements[i];
    joined = extend(input->document->text, heads, count, &matches[element->concept], element->gap,
                    input->arena);
    heads = joined.items;
    count = joined.count;
  }
  if (sequence->count == 1) {
    for (uint32_t i = 0; i < count; ++i) {
      lg_spans_add(&joined, input->arena, heads[i]);
    }
  }
  return joined;
}

/* -- one concept ------------------------------------------------------------------ */

static size_t first_hit_of(const lg_scan_output *scan, uint32_t owner) {
  size_t low = 0;
  size_t high = scan->hit_count;
  while (low < high) {
    const size_t middle = low + (high - low) / 2;
    if (scan->hits[middle].owner < owner) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}

static void add_hits(const lg_concept_input *input, uint32_t concept, lg_span_list *spans) {
  const lg_scan_output *scan = input->scan;
  const size_t first = first_hit_of(scan, concept);
  size_t end = first;
  while (end < scan->hit_count && scan->hits[end].owner == concept) {
    ++end;
  }
  lg_spans_reserve(spans, input->arena, end - first);
  for (size_t i = first; i < end; ++i) {
    lg_spans_add(spans, input->arena,
                 lg_span_make(input->document, scan->hits[i].start, scan->hits[i].end));
  }
}

static void add_sequences(const lg_concept_input *input, const lg_concept *concept,
                          const lg_concept_matches *matches, lg_span_list *spans,
                          bool *undetermined) {
  for (uint32_t i = 0; i < concept->sequence_count; ++i) {
    const lg_sequence *sequence = &concept->sequences[i];
    for (uint32_t k = 0; k < sequence->count; ++k) {
      *undetermined |= matches[sequence->elements[k].concept].undetermined;
    }
    const lg_span_list found = match_sequence(input, sequence, matches);
    spans->failed |= found.failed;
    *undetermined |= found.overflow;
    for (uint32_t k = 0; k < found.count; ++k) {
      lg_spans_add(spans, input->arena, found.items[k]);
    }
  }
}

/* Drops spans that overlap a match of the exception; they go behind the others.
 * Returns how many. */
static uint32_t drop_exceptions(lg_span_list *spans, const lg_concept_matches *exceptions,
                                lg_arena *arena) {
  lg_overlap overlap;
  uint32_t kept = 0;
  if (!lg_overlap_init(&overlap, exceptions->spans, exceptions->count, arena)) {
    spans->failed = true;
    return 0;
  }
  for (uint32_t i = 0; i < spans->count; ++i) {
    const lg_span span = spans->items[i];
    if (!lg_overlaps(&overlap, &span)) {
      spans->items[i] = spans->items[kept];
      spans->items[kept++] = span;
    }
  }
  const uint32_t dropped = spans->count - kept;
  spans->count = kept;
  return dropped;
}

static bool is_undetermined(const lg_scan_output *scan, uint32_t owner) {
  for (size_t i = 0; i < scan->undetermined_count; ++i) {
    if (scan->undetermined[i] == owner) {
      return true;
    }
  }
  return scan->all_undetermined;
}

static bool match_concept(const lg_concept_input *input, uint32_t number,
                          lg_concept_matches *matches) {
  const lg_concept *concept = &input->program->concepts[number];
  lg_span_list spans = {0};
  bool undetermined = is_undetermined(input->scan, number);
  uint32_t dropped = 0;
  if (number < LG_PRIMITIVE_COUNT) {
    const lg_span_list *primitive = &input->primitives[number];
    for (uint32_t i = 0; i < primitive->count; ++i) {
      lg_spans_add(&spans, input->arena, primitive->items[i]);
    }
  }
  add_hits(input, number, &spans);
  add_sequences(input, concept, matches, &spans, &undetermined);
  lg_spans_sort(&spans, input->arena);
  if (concept->exception != LG_NONE) {
    undetermined |= matches[concept->exception].undetermined;
    dropped = drop_exceptions(&spans, &matches[concept->exception], input->arena);
  }
  matches[number] =
      (lg_concept_matches){spans.items, spans.count, undetermined || spans.overflow, dropped};
  return !spans.failed;
}

bool lg_match_concepts(const lg_concept_input *input, lg_concept_matches *matches) {
  for (uint32_t i = 0; i < input->program->concept_count; ++i) {
    if (!match_concept(input, input->program->concept_order[i], matches)) {
      return false;
    }
  }
  return true;
}
