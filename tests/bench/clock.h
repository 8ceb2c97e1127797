/* Runs something until enough time has passed, and says how long it takes:
 *
 *   clock_runs runs = clock_begin(seconds);
 *   while (clock_next(&runs)) { ... }
 *   clock_median(&runs)
 */
#ifndef LIBGRADE_BENCH_CLOCK_H
#define LIBGRADE_BENCH_CLOCK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdlib.h>
#include <time.h>

enum { CLOCK_MOST_RUNS = 2000, CLOCK_LEAST_RUNS = 3 };

typedef struct clock_runs {
  double times[CLOCK_MOST_RUNS];
  size_t count;
  bool warm; /* the first run is not counted */
  double seconds;
  double begin;
  double last;
} clock_runs;

/* Processor time: what others do meanwhile is not counted. */
static inline double clock_now(void) {
  struct timespec time;
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static inline clock_runs clock_begin(double seconds) {
  return (clock_runs){.seconds = seconds, .begin = clock_now()};
}

static inline bool clock_next(clock_runs *runs) {
  const double now = clock_now();
  if (runs->last > 0 && runs->warm) {
    runs->times[runs->count++] = now - runs->last;
  } else if (runs->last > 0) {
    runs->warm = true;
  }
  runs->last = clock_now();
  const double spent = now - runs->begin;
  if (runs->count == 0) {
    return true;
  }
  return runs->count < CLOCK_LEAST_RUNS ? spent < 3 * runs->seconds
                                        : runs->count < CLOCK_MOST_RUNS && spent < runs->seconds;
}

static inline int clock_compare(const void *left, const void *right) {
  const double a = *(const double *)left;
  const double b = *(const double *)right;
  return a < b ? -1 : a > b;
}

static inline double clock_median(clock_runs *runs) {
  qsort(runs->times, runs->count, sizeof *runs->times, clock_compare);
  return runs->times[runs->count / 2];
}

#endif
