#include "base/sort.h"

#include <string.h>

static uint32_t end_of_run(const lg_keyed *items, uint32_t from, uint32_t count) {
  uint32_t end = from + 1;
  while (end < count && items[end - 1].key <= items[end].key) {
    ++end;
  }
  return end < count ? end : count;
}

static void merge(const lg_keyed *items, lg_keyed *target, uint32_t from, uint32_t middle,
                  uint32_t to) {
  uint32_t left = from;
  uint32_t right = middle;
  while (left < middle && right < to) {
    target[from++] = items[right].key < items[left].key ? items[right++] : items[left++];
  }
  memcpy(&target[from], &items[left], (middle - left) * sizeof *items);
  from += middle - left;
  memcpy(&target[from], &items[right], (to - right) * sizeof *items);
}

lg_keyed *lg_sort(lg_keyed *items, lg_keyed *spare, uint32_t count) {
  while (end_of_run(items, 0, count) < count) {
    for (uint32_t from = 0; from < count;) {
      const uint32_t middle = end_of_run(items, from, count);
      const uint32_t to = end_of_run(items, middle, count);
      merge(items, spare, from, middle, to);
      from = to;
    }
    lg_keyed *swapped = items;
    items = spare;
    spare = swapped;
  }
  return items;
}
