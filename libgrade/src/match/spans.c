#include "match/spans.h"

#include <string.h>

#include "base/limits.h"
#include "base/sort.h"

static void make_room(lg_span_list *list, lg_arena *arena, uint32_t capacity) {
  lg_span *items = lg_arena_take(arena, capacity * sizeof *items);
  if (items == NULL) {
    list->failed = true;
    return;
  }
  if (list->count != 0) {
    memcpy(items, list->items, list->count * sizeof *items);
  }
  list->items = items;
  list->capacity = capacity;
}

void lg_spans_add(lg_span_list *list, lg_arena *arena, lg_span span) {
  if (list->failed || list->overflow) {
    return;
  }
  if (list->count >= LG_LIMIT_SPANS) {
    list->overflow = true;
    return;
  }
  if (list->count == list->capacity) {
    make_room(list, arena, list->capacity == 0 ? 4 : list->capacity * 2);
  }
  if (!list->failed) {
    list->items[list->count++] = span;
  }
}

static bool is_sorted(const lg_span_list *list) {
  bool sorted = true;
  for (uint32_t i = 1; i < list->count && sorted; ++i) {
    sorted = lg_place_of(&list->items[i - 1]) <= lg_place_of(&list->items[i]);
  }
  return sorted;
}

static void put_in_order(lg_span_list *list, lg_arena *arena) {
  lg_keyed *keyed = lg_arena_take(arena, 2 * (size_t)list->count * sizeof *keyed);
  lg_span *items = lg_arena_take(arena, list->count * sizeof *items);
  if (keyed == NULL || items == NULL) {
    list->failed = true;
    return;
  }
  for (uint32_t i = 0; i < list->count; ++i) {
    keyed[i] = (lg_keyed){lg_place_of(&list->items[i]), i};
  }
  const lg_keyed *sorted = lg_sort(keyed, keyed + list->count, list->count);
  for (uint32_t i = 0; i < list->count; ++i) {
    items[i] = list->items[sorted[i].item];
  }
  list->items = items;
  list->capacity = list->count;
}

void lg_spans_sort(lg_span_list *list, lg_arena *arena) {
  if (!is_sorted(list)) {
    put_in_order(list, arena);
  }
  uint32_t kept = 0;
  for (uint32_t i = 0; i < list->count; ++i) {
    const lg_span *span = &list->items[i];
    if (kept == 0 || lg_place_of(&list->items[kept - 1]) != lg_place_of(span)) {
      list->items[kept++] = *span;
    }
  }
  list->count = kept;
}

void lg_spans_keep_minimal(lg_span_list *list) {
  /* From the back, a span stays when it ends before everything behind it. */
  uint32_t kept = list->count;
  uint32_t nearest_end = UINT32_MAX;
  for (uint32_t i = list->count; i > 0; --i) {
    const lg_span span = list->items[i - 1];
    if (span.end < nearest_end) {
      nearest_end = span.end;
      list->items[--kept] = span;
    }
  }
  if (kept > 0) {
    memmove(list->items, list->items + kept, (list->count - kept) * sizeof *list->items);
  }
  list->count -= kept;
}

/* Identity of a wording, as it was written: FNV-1a of the matched text. */
static uint32_t wording_of(const char *text, uint32_t length) {
  uint32_t hash = 2166136261u;
  for (uint32_t i = 0; i < length; ++i) {
    hash = (hash ^ (uint8_t)text[i]) * 16777619u;
  }
  return hash;
}

/* The last word that begins before `end`. A span that ends in a sign ("5%") ends
 * with the word before the sign; one that is only a sign lies between words. */
static uint32_t last_word_before(const lg_document *document, uint32_t word, uint32_t end) {
  const bool behind = word >= document->word_count || document->words[word].start >= end;
  return behind && word > 0 ? word - 1 : word;
}

lg_span lg_span_make(const lg_document *document, uint32_t start, uint32_t end) {
  const uint32_t sentence = lg_document_sentence_at(document, start);
  const uint32_t last = end > start ? end - 1 : start;
  lg_span span = {
      .start = start, .end = end, .first_sentence = sentence, .last_sentence = sentence};
  span.first_word = lg_document_word_at(document, start);
  span.last_word = last_word_before(document, lg_document_word_at(document, last), end);
  span.attributes = lg_document_attributes(document, sentence, start);
  span.wording = wording_of(document->text + start, end - start);
  return span;
}

lg_span lg_span_join(const lg_span *a, const lg_span *b) {
  lg_span joined = a->start <= b->start ? *a : *b;
  const lg_span *last = a->end >= b->end ? a : b;
  joined.end = last->end;
  joined.last_word = last->last_word;
  joined.last_sentence = last->last_sentence;
  return joined;
}

/* Without a branch on what is found: it would be guessed wrong half of the time. */
uint32_t lg_found_from(const lg_finding *finding, uint32_t start) {
  uint32_t first = 0;
  uint32_t left = finding->count;
  while (left > 0) {
    const uint32_t half = (left + 1) / 2;
    const uint32_t before = lg_found(finding, first + half - 1)->start < start;
    first += half & (0 - before);
    left -= half;
  }
  return first;
}

bool lg_overlap_init(lg_overlap *overlap, const lg_finding *others, lg_arena *arena) {
  uint32_t *reach = lg_arena_take_array(arena, others->count, sizeof *reach);
  for (uint32_t i = 0; reach != NULL && i < others->count; ++i) {
    const uint32_t end = lg_found(others, i)->end;
    reach[i] = i > 0 && reach[i - 1] > end ? reach[i - 1] : end;
  }
  *overlap = (lg_overlap){*others, reach};
  return reach != NULL;
}

bool lg_overlaps(const lg_overlap *overlap, const lg_span *span) {
  const uint32_t before = lg_found_from(&overlap->others, span->end);
  return before > 0 && overlap->reach[before - 1] > span->start;
}

bool lg_within(const lg_document *document, lg_distance distance, const lg_span *first,
               const lg_span *last) {
  const lg_sentence *from = &document->sentences[first->first_sentence];
  const lg_sentence *to = &document->sentences[last->last_sentence];
  const bool one_sentence = first->first_sentence == last->last_sentence;
  switch (distance.unit) {
  case LG_UNIT_WORDS:
    return one_sentence && (last->first_word <= first->last_word ||
                            last->first_word - first->last_word - 1 <= distance.count);
  case LG_UNIT_CLAUSES:
    return one_sentence &&
           lg_document_clause_at(document, last->end > last->start ? last->end - 1 : last->start) -
                   lg_document_clause_at(document, first->start) <
               distance.count;
  case LG_UNIT_SENTENCES:
    return one_sentence ||
           (from->run == to->run && last->last_sentence - first->first_sentence < distance.count);
  case LG_UNIT_PARAGRAPHS:
    return to->paragraph - from->paragraph < distance.count && from->section == to->section;
  case LG_UNIT_SECTIONS:
    return to->section - from->section < distance.count;
  case LG_UNIT_ANSWER:
    return true;
  }
  return false;
}
