#include "pattern/hits.h"

#include <string.h>

void lg_hit_list_init(lg_hit_list *list, const lg_allocator *allocator) {
  memset(list, 0, sizeof *list);
  list->allocator = *allocator;
}

void lg_hit_list_free(lg_hit_list *list) {
  lg_release(&list->allocator, list->items, list->capacity * sizeof *list->items);
  lg_release(&list->allocator, list->spare, list->spare_capacity * sizeof *list->spare);
  const lg_allocator allocator = list->allocator;
  lg_hit_list_init(list, &allocator);
}

bool lg_hit_list_add(lg_hit_list *list, lg_hit hit) {
  if (!lg_grow(&list->allocator, &list->items, &list->capacity, list->count + 1,
               sizeof *list->items)) {
    return false;
  }
  list->items[list->count++] = hit;
  return true;
}

static bool in_order(const lg_hit *a, const lg_hit *b) {
  if (a->owner != b->owner) {
    return a->owner < b->owner;
  }
  if (a->start != b->start) {
    return a->start < b->start;
  }
  if (a->end != b->end) {
    return a->end < b->end;
  }
  return a->wording_id <= b->wording_id;
}

/* Merges [from, middle) and [middle, to) of `source` into `target`. */
static void merge(const lg_hit *source, lg_hit *target, size_t from, size_t middle, size_t to) {
  size_t left = from;
  size_t right = middle;
  for (size_t i = from; i < to; ++i) {
    const bool take_left =
        left < middle && (right >= to || in_order(&source[left], &source[right]));
    target[i] = source[take_left ? left++ : right++];
  }
}

static void drop_repeats(lg_hit_list *list) {
  size_t kept = 0;
  for (size_t i = 0; i < list->count; ++i) {
    const lg_hit *hit = &list->items[i];
    const lg_hit *last = kept > 0 ? &list->items[kept - 1] : NULL;
    if (last == NULL || last->owner != hit->owner || last->start != hit->start ||
        last->end != hit->end) {
      list->items[kept++] = *hit;
    }
  }
  list->count = kept;
}

bool lg_hit_list_sort(lg_hit_list *list) {
  bool sorted = true;
  for (size_t i = 1; i < list->count && sorted; ++i) {
    sorted = in_order(&list->items[i - 1], &list->items[i]);
  }
  if (!sorted) {
    if (!lg_grow(&list->allocator, &list->spare, &list->spare_capacity, list->count,
                 sizeof *list->spare)) {
      return false;
    }
    lg_hit *source = list->items;
    lg_hit *target = list->spare;
    for (size_t width = 1; width < list->count; width *= 2) {
      for (size_t from = 0; from < list->count; from += 2 * width) {
        const size_t middle = from + width < list->count ? from + width : list->count;
        const size_t to = middle + width < list->count ? middle + width : list->count;
        merge(source, target, from, middle, to);
      }
      lg_hit *swapped = source;
      source = target;
      target = swapped;
    }
    if (source != list->items) {
      memcpy(list->items, source, list->count * sizeof *source);
    }
  }
  drop_repeats(list);
  return true;
}

int lg_hit_by_place(const void *left, const void *right) {
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
