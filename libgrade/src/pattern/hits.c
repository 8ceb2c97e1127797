#include "pattern/hits.h"

#include <stdlib.h>
#include <string.h>

bool lg_hit_index_init(lg_hit_index *index, uint32_t owner_end, const lg_allocator *allocator) {
  memset(index, 0, sizeof *index);
  index->allocator = *allocator;
  index->owner_end = owner_end;
  index->first = lg_allocate_array(allocator, owner_end, sizeof *index->first);
  index->end = lg_allocate_array(allocator, owner_end, sizeof *index->end);
  return owner_end == 0 || (index->first != NULL && index->end != NULL);
}

void lg_hit_index_free(lg_hit_index *index) {
  const lg_allocator *allocator = &index->allocator;
  lg_release(allocator, index->occurrences, index->capacity * sizeof *index->occurrences);
  lg_release(allocator, index->keyed, index->keyed_capacity * sizeof *index->keyed);
  lg_release(allocator, index->places, index->place_capacity * sizeof *index->places);
  lg_release(allocator, index->found, index->found_capacity * sizeof *index->found);
  lg_release(allocator, index->first, index->owner_end * sizeof *index->first);
  lg_release(allocator, index->end, index->owner_end * sizeof *index->end);
}

void lg_hit_index_reset(lg_hit_index *index) {
  index->count = 0;
  index->hit_count = 0;
}

bool lg_hit_index_add(lg_hit_index *index, lg_occurrence occurrence) {
  if (!lg_grow(&index->allocator, &index->occurrences, &index->capacity, index->count + 1,
               sizeof *index->occurrences)) {
    return false;
  }
  index->occurrences[index->count++] = occurrence;
  index->hit_count += occurrence.owner_count;
  return true;
}

/* -- order ------------------------------------------------------------------------ */

/* The occurrences, of which there are some, by start, then end; NULL: no memory. */
static const lg_keyed *sort(lg_hit_index *index) {
  if (!lg_grow(&index->allocator, &index->keyed, &index->keyed_capacity, 2 * index->count,
               sizeof *index->keyed)) {
    return NULL;
  }
  for (size_t i = 0; i < index->count; ++i) {
    const lg_occurrence *at = &index->occurrences[i];
    index->keyed[i] = (lg_keyed){(uint64_t)at->start << 32 | at->end, (uint32_t)i};
  }
  return lg_sort(index->keyed, index->keyed + index->count, (uint32_t)index->count);
}

/* -- dealing out -------------------------------------------------------------------- */

/* Equal stretches become one place. Returns how many places there are. */
static uint32_t number_places(lg_hit_index *index, const lg_keyed *sorted) {
  uint32_t count = 0;
  for (size_t i = 0; i < index->count; ++i) {
    if (i == 0 || sorted[i].key != sorted[i - 1].key) {
      const lg_occurrence *at = &index->occurrences[sorted[i].item];
      index->places[count++] = (lg_found_at){at->start, at->end};
    }
  }
  return count;
}

/* Leaves in end[owner] how many hits an owner has at most, then where they begin. */
static void count_hits(lg_hit_index *index) {
  memset(index->end, 0, index->owner_end * sizeof *index->end);
  for (size_t i = 0; i < index->count; ++i) {
    const lg_occurrence *at = &index->occurrences[i];
    for (uint32_t k = 0; k < at->owner_count; ++k) {
      ++index->end[at->owners[k]];
    }
  }
  uint32_t next = 0;
  for (uint32_t owner = 0; owner < index->owner_end; ++owner) {
    const uint32_t count = index->end[owner];
    index->first[owner] = index->end[owner] = next;
    next += count;
  }
}

/* Returns how many hits there are without repeats. */
static size_t deal_out(lg_hit_index *index, const lg_keyed *sorted) {
  size_t hits = 0;
  uint32_t place = 0;
  for (size_t i = 0; i < index->count; ++i) {
    const lg_occurrence *at = &index->occurrences[sorted[i].item];
    place += i > 0 && sorted[i].key != sorted[i - 1].key;
    for (uint32_t k = 0; k < at->owner_count; ++k) {
      const uint32_t owner = at->owners[k];
      const uint32_t end = index->end[owner];
      if (end == index->first[owner] || index->found[end - 1] != place) {
        index->found[end] = place;
        index->end[owner] = end + 1;
        ++hits;
      }
    }
  }
  return hits;
}

bool lg_hit_index_finish(lg_hit_index *index, lg_scan_output *output) {
  output->owner_end = index->owner_end;
  if (index->count == 0) {
    return true; /* no owner has a place */
  }
  const lg_keyed *sorted = sort(index);
  if (sorted == NULL ||
      !lg_grow(&index->allocator, &index->places, &index->place_capacity, index->count,
               sizeof *index->places) ||
      !lg_grow(&index->allocator, &index->found, &index->found_capacity, index->hit_count,
               sizeof *index->found)) {
    return false;
  }
  output->place_count = number_places(index, sorted);
  count_hits(index);
  output->hit_count = deal_out(index, sorted);
  output->places = index->places;
  output->found = index->found;
  output->first = index->first;
  output->end = index->end;
  return true;
}

/* -- one by one ----------------------------------------------------------------------- */

void lg_scan_hits(const lg_scan_output *output, lg_hit *out) {
  size_t count = 0;
  for (uint32_t owner = 0; output->first != NULL && owner < output->owner_end; ++owner) {
    for (uint32_t i = output->first[owner]; i < output->end[owner]; ++i) {
      const lg_found_at *place = &output->places[output->found[i]];
      out[count++] = (lg_hit){owner, place->start, place->end};
    }
  }
}

static int by_place(const void *left, const void *right) {
  const lg_hit *a = left;
  const lg_hit *b = right;
  if (a->start != b->start) {
    return a->start < b->start ? -1 : 1;
  }
  if (a->end != b->end) {
    return a->end > b->end ? -1 : 1;
  }
  return a->owner < b->owner ? -1 : a->owner > b->owner;
}

void lg_scan_hits_by_place(const lg_scan_output *output, lg_hit *out) {
  lg_scan_hits(output, out);
  if (output->hit_count > 0) {
    qsort(out, output->hit_count, sizeof *out, by_place);
  }
}
