#include "progress.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <time.h>

#include "terminal.h"

enum {
  FEWEST = 20,       /* a batch of fewer is not worth a bar */
  PATIENCE = 500,    /* milliseconds before the first one */
  REDRAW = 100,      /* milliseconds between two of them */
  SHORTEST_BAR = 10, /* columns; a terminal without room for it gets figures only */
  LONGEST_BAR = 40
};

/* The one batch that a command works on. */
static struct {
  size_t total;
  size_t done;
  int64_t next;     /* when to draw */
  uint32_t columns; /* 0: never */
  bool drawn;
} progress;

static int64_t milliseconds(void) {
  struct timespec now;
  if (clock_gettime(CLOCK_MONOTONIC, &now) != 0) {
    return 0;
  }
  return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

void begin_progress(size_t total) {
  progress.total = total;
  progress.done = 0;
  progress.drawn = false;
  progress.columns = total < FEWEST ? 0 : columns_to_draw_on();
  progress.next = progress.columns == 0 ? 0 : milliseconds() + PATIENCE;
}

/* "Grading 123 of 701 [#####...............]", over what stood there. */
static void draw(void) {
  const int figures = fprintf(stderr, "\r\x1b[KGrading %zu of %zu", progress.done, progress.total);
  const uint32_t taken = (uint32_t)(figures - 4) + 3; /* without "\r\x1b[K", with " []" */
  const uint32_t rest = progress.columns > taken ? progress.columns - taken - 1 : 0;
  const uint32_t bar = rest < LONGEST_BAR ? rest : LONGEST_BAR;
  if (bar >= SHORTEST_BAR) {
    const size_t filled = progress.done * bar / progress.total;
    fputs(" [", stderr);
    for (size_t i = 0; i < bar; ++i) {
      fputc(i < filled ? '#' : '.', stderr);
    }
    fputc(']', stderr);
  }
  fflush(stderr);
  progress.drawn = true;
}

void step_progress(void) {
  ++progress.done;
  if (progress.columns == 0) {
    return;
  }
  const int64_t now = milliseconds();
  if (now >= progress.next && progress.done < progress.total) {
    draw();
    progress.next = now + REDRAW;
  }
}

void hide_progress(void) {
  if (progress.drawn) {
    fputs("\r\x1b[K", stderr);
    fflush(stderr);
    progress.drawn = false;
  }
}

void end_progress(void) {
  hide_progress();
  progress.columns = 0;
}
