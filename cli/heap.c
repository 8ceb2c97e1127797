/* For sbrk and madvise. */
#define _DEFAULT_SOURCE 1

#include "heap.h"

#include <malloc.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

/* Rubric and answer take about 4 MB, once. The kernel gives them page by page, 1,000
 * times 2 microseconds; asked for large pages, it gives two. That is 12 percent of the
 * time that grading one answer takes, from start to exit. */
#if defined __GLIBC__ && defined MADV_HUGEPAGE && !defined GRADE_WITHOUT_LARGE_PAGES

enum { LARGE_PAGE = 2 << 20, ROOM = 3 * LARGE_PAGE, MOST_FROM_HEAP = 32 << 20 };

void prepare_heap(void) {
  /* What the rubric takes in one piece comes from the heap, too. */
  if (mallopt(M_MMAP_THRESHOLD, MOST_FROM_HEAP) == 0 ||
      mallopt(M_TRIM_THRESHOLD, MOST_FROM_HEAP) == 0 || mallopt(M_TOP_PAD, ROOM) == 0) {
    return;
  }
  void *volatile first = malloc(LARGE_PAGE / 4); /* makes the heap grow by ROOM */
  free(first);
  (void)mallopt(M_TOP_PAD, LARGE_PAGE / 16);
  const uintptr_t end = (uintptr_t)sbrk(0);
  const uintptr_t from = (end - ROOM + LARGE_PAGE - 1) / LARGE_PAGE * LARGE_PAGE;
  const uintptr_t to = end / LARGE_PAGE * LARGE_PAGE;
  if (first != NULL && from < to) {
    (void)madvise((void *)from, to - from, MADV_HUGEPAGE);
  }
}

#else

void prepare_heap(void) {}

#endif
