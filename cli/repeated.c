#include "repeated.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "message.h"

typedef struct resolved_path {
  char *whole;
  size_t index; /* as given */
} resolved_path;

static int compare_resolved(const void *left_item, const void *right_item) {
  const resolved_path *left = left_item;
  const resolved_path *right = right_item;
  const int order = strcmp(left->whole, right->whole);
  return order != 0 ? order : left->index < right->index ? -1 : left->index > right->index;
}

/* Those that can be resolved, sorted; how many in *count. */
static resolved_path *resolve(const text_list *paths, size_t *count) {
  resolved_path *out = take_memory(paths->count, sizeof *out);
  *count = 0;
  for (size_t i = 0; i < paths->count; ++i) {
    const bool input = strcmp(paths->items[i], "-") == 0;
    char *whole = input ? NULL : realpath(paths->items[i], NULL);
    if (whole != NULL) {
      out[(*count)++] = (resolved_path){whole, i};
    }
  }
  qsort(out, *count, sizeof *out, compare_resolved);
  return out;
}

static void note_repeated(const char *again, const char *first, size_t dropped) {
  fputs("grade: note: ", stderr);
  print_safely(stderr, again);
  fputs(" is the same file as ", stderr);
  print_safely(stderr, first);
  if (dropped > 1) {
    fprintf(stderr, ", and %zu more were given before; each is graded once\n", dropped - 1);
  } else {
    fputs(" and is graded once\n", stderr);
  }
}

/* The list without the marked ones. */
static void drop_marked(text_list *paths, const bool *marked) {
  size_t kept = 0;
  for (size_t i = 0; i < paths->count; ++i) {
    if (marked[i]) {
      free(paths->items[i]);
    } else {
      paths->items[kept++] = paths->items[i];
    }
  }
  paths->count = kept;
}

void drop_repeated(text_list *paths) {
  size_t count = 0;
  size_t dropped = 0;
  size_t example = 0; /* the first repetition among `sorted` */
  resolved_path *sorted = resolve(paths, &count);
  bool *marked = take_memory(paths->count, sizeof *marked);
  size_t first = 0;
  size_t original = 0;
  for (size_t i = 1; i < count; ++i) {
    if (strcmp(sorted[first].whole, sorted[i].whole) != 0) {
      first = i;
      continue;
    }
    marked[sorted[i].index] = true;
    if (dropped++ == 0 || sorted[i].index < sorted[example].index) {
      example = i;
      original = first;
    }
  }
  if (dropped > 0) {
    note_repeated(paths->items[sorted[example].index], paths->items[sorted[original].index],
                  dropped);
    drop_marked(paths, marked);
  }
  for (size_t i = 0; i < count; ++i) {
    free(sorted[i].whole);
  }
  free(sorted);
  free(marked);
}
