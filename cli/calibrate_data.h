/* What `grade calibrate` fits on: for every weigh block of the rubric the windows
 * of every labelled answer, with the terms that count in each. */
#ifndef GRADE_CALIBRATE_DATA_H
#define GRADE_CALIBRATE_DATA_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <libgrade/libgrade.h>

#include "labelled.h"
#include "session.h"

/* Weights are counted in tenths, as the rubric writes them. */
enum { TENTH = 100 };

/* A window in which what the block needs holds. */
typedef struct block_window {
  size_t first; /* of its terms, in the block's `present`, ascending, each as often as it counts */
  size_t count;
  size_t start; /* bytes of the answer */
  size_t end;
  bool quoted; /* overlaps the words that the label rests on */
} block_window;

/* An answer whose label for the block's criterion is known. */
typedef struct block_answer {
  size_t fold;
  bool positive; /* labelled at the block's level or above */
  bool quoted;   /* some window is */
  size_t first;  /* of its windows, from the front of the answer */
  size_t count;
} block_answer;

typedef struct weigh_block {
  size_t index; /* as of lgr_rubric_weighing */
  lgr_weighing about;
  lgr_weighing_term *terms;   /* about.term_count */
  lgr_weighing_group *groups; /* about.group_count */
  block_answer *answers;
  size_t answer_count;
  size_t answer_capacity;
  block_window *windows;
  size_t window_count;
  size_t window_capacity;
  uint32_t *present;
  size_t present_count;
  size_t present_capacity;
} weigh_block;

typedef struct weigh_blocks {
  weigh_block *items; /* as of lgr_rubric_weighing; texts are the rubric's */
  size_t count;
} weigh_blocks;

/* The blocks of a rubric, without answers. */
void take_blocks(const lgr_rubric *rubric, weigh_blocks *out);
void free_blocks(weigh_blocks *blocks);

/* Adds an answer of the set to every block whose criterion is labelled. Returns
 * STATUS_DONE, or STATUS_FAILED after a report. */
int add_answer(weigh_blocks *blocks, cli_session *session, const labelled_answer *answer,
               size_t fold);

#endif
