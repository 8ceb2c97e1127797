/* From what was added, wording by wording, to what a scan wants: by string. */
#include <stdlib.h>
#include <string.h>

#include "pattern/builder.h"

static bool add_owner(lg_pattern_set *set, lg_owners *owners, uint32_t owner) {
  if (owners->count > 0 && set->owners[set->owner_count - 1] == owner) {
    return true;
  }
  if (!lg_grow(&set->allocator, &set->owners, &set->owner_capacity, set->owner_count + 1,
               sizeof *set->owners)) {
    return false;
  }
  set->owners[set->owner_count++] = owner;
  ++owners->count;
  return true;
}

/* -- patterns ------------------------------------------------------------------ */

static int same_source(const lg_added_pattern *a, const lg_added_pattern *b) {
  return a->length == b->length && memcmp(a->source, b->source, a->length) == 0;
}

/* By source, then by owner. */
static int by_source(const void *left, const void *right) {
  const lg_added_pattern *a = *(const lg_added_pattern *const *)left;
  const lg_added_pattern *b = *(const lg_added_pattern *const *)right;
  if (a->length != b->length) {
    return a->length < b->length ? -1 : 1;
  }
  const int order = memcmp(a->source, b->source, a->length);
  if (order != 0) {
    return order;
  }
  return a->owner < b->owner ? -1 : a->owner > b->owner;
}

/* The set takes the source over. */
static bool new_irregular(lg_pattern_set *set, lg_added_pattern *from) {
  if (!lg_grow(&set->allocator, &set->irregulars, &set->irregular_capacity,
               set->irregular_count + 1, sizeof *set->irregulars)) {
    return false;
  }
  set->irregulars[set->irregular_count++] =
      (lg_irregular){.source = from->source,
                     .length = from->length,
                     .owners = {.first = (uint32_t)set->owner_count},
                     .has_required = from->has_required,
                     .beginning = from->beginning};
  from->source = NULL;
  return true;
}

/* numbers[i]: which of the set's irregulars pattern i became. */
static bool unite_patterns(lg_pattern_builder *builder, lg_added_pattern **order,
                           uint32_t *numbers) {
  lg_pattern_set *set = builder->set;
  for (size_t i = 0; i < builder->pattern_count; ++i) {
    order[i] = &builder->patterns[i];
  }
  qsort(order, builder->pattern_count, sizeof *order, by_source);
  for (size_t i = 0; i < builder->pattern_count;) {
    size_t end = i + 1;
    while (end < builder->pattern_count && same_source(order[i], order[end])) {
      ++end;
    }
    if (!new_irregular(set, order[i])) {
      return false;
    }
    lg_irregular *irregular = &set->irregulars[set->irregular_count - 1];
    for (; i < end; ++i) {
      numbers[order[i] - builder->patterns] = (uint32_t)set->irregular_count - 1;
      if (!add_owner(set, &irregular->owners, order[i]->owner)) {
        return false;
      }
    }
  }
  return true;
}

/* -- strings --------------------------------------------------------------------- */

/* What tells strings of one text apart. */
static unsigned kind_of(const lg_payload *payload) {
  return payload->is_required * 4u + payload->open;
}

static int by_kind(const void *left, const void *right) {
  const lg_payload *a = left;
  const lg_payload *b = right;
  if (kind_of(a) != kind_of(b)) {
    return kind_of(a) < kind_of(b) ? -1 : 1;
  }
  return a->number < b->number ? -1 : a->number > b->number;
}

static bool add_string(lg_pattern_set *set, const lg_payload *payload) {
  if (!lg_grow(&set->allocator, &set->strings, &set->string_capacity, set->string_count + 1,
               sizeof *set->strings)) {
    return false;
  }
  set->strings[set->string_count++] = (lg_string){.owners = {.first = (uint32_t)set->owner_count},
                                                  .length = payload->length & 0xFFFFFFFu,
                                                  .open = payload->open,
                                                  .is_required = payload->is_required};
  return true;
}

/* The strings of one text. */
static bool add_strings(lg_pattern_set *set, lg_payload *payloads, size_t count) {
  qsort(payloads, count, sizeof *payloads, by_kind);
  for (size_t i = 0; i < count; ++i) {
    if ((i == 0 || kind_of(&payloads[i]) != kind_of(&payloads[i - 1])) &&
        !add_string(set, &payloads[i])) {
      return false;
    }
    if (!add_owner(set, &set->strings[set->string_count - 1].owners, payloads[i].number)) {
      return false;
    }
  }
  set->strings[set->string_count - 1].is_last = 1;
  return true;
}

/* Room for as many payloads as one text has at most: all of them. */
static bool number_strings(const lg_pattern_builder *builder, lg_payload *room,
                           const uint32_t *numbers) {
  lg_pattern_set *set = builder->set;
  for (uint32_t ending = 1; ending < set->automaton.ending_count; ++ending) {
    uint32_t output = set->automaton.endings[ending].output;
    size_t count = 0;
    for (; output != LG_NO_OUTPUT; output = builder->trie.outputs[output].next) {
      room[count] = builder->payloads[builder->trie.outputs[output].payload];
      if (room[count].is_required != 0) {
        room[count].number = numbers[room[count].number];
      }
      ++count;
    }
    set->automaton.endings[ending].output = (uint32_t)set->string_count;
    if (!add_strings(set, room, count)) {
      return false;
    }
  }
  return true;
}

bool lg_assemble(lg_pattern_builder *builder) {
  const lg_allocator *allocator = &builder->allocator;
  const size_t patterns = builder->pattern_count + 1;
  const size_t payloads = builder->payload_count + 1;
  lg_added_pattern **order = lg_allocate_array(allocator, patterns, sizeof(lg_added_pattern *));
  uint32_t *numbers = lg_allocate_array(allocator, patterns, sizeof *numbers);
  lg_payload *room = lg_allocate_array(allocator, payloads, sizeof *room);
  const bool done = order != NULL && numbers != NULL && room != NULL &&
                    lg_automaton_build(&builder->set->automaton, &builder->trie) &&
                    unite_patterns(builder, order, numbers) &&
                    number_strings(builder, room, numbers);
  lg_release(allocator, room, payloads * sizeof *room);
  lg_release(allocator, numbers, patterns * sizeof *numbers);
  lg_release(allocator, order, patterns * sizeof(lg_added_pattern *));
  return done;
}
