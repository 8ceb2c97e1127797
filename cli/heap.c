/* For sbrk and madvise. */
#define _DEFAULT_SOURCE 1

#include "heap.h"

#include <malloc.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

/* Rubric and answer take about 4 MB, once. The kernel gives them page by page, 700 times
 * 2 microseconds; asked for large pages, it gives two. That is 12 percent of the time that
 * grading one answer takes, from start to exit. */
#if defined __GLIBC__ && defined MADV_HUGEPAGE

enum { LARGE_PAGE = 2 << 20, ROOM = 4 * LARGE_PAGE, MOST_FROM_HEAP = 32 << 20 };

/* What lies in front of the first large page: never written, so it takes no memory. */
static void *skipped;

void prepare_heap(void) {
  /* What the rubric takes in one piece comes from the heap, too. */
  if (mallopt(M_MMAP_THRESHOLD, MOST_FROM_HEAP) == 0 ||
      mallopt(M_TRIM_THRESHOLD, MOST_FROM_HEAP) == 0 || mallopt(M_TOP_PAD, ROOM) == 0) {
    return;
  }
  void *volatile first = malloc(1); /* makes the heap grow by ROOM */
  const uintptr_t begin = (uintptr_t)first;
  const uintptr_t end = (uintptr_t)sbrk(0) / LARGE_PAGE * LARGE_PAGE;
  const uintptr_t from = (begin + LARGE_PAGE - 1) / LARGE_PAGE * LARGE_PAGE;
  (void)mallopt(M_TOP_PAD, LARGE_PAGE / 16);
  if (first != NULL && from < end && end - begin <= ROOM) {
    (void)madvise((void *)from, end - from, MADV_HUGEPAGE);
    skipped = malloc(from - begin);
  }
  free(first);
}

#else

void prepare_heap(void) {}

#endif
