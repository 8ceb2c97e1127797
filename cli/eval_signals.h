/* What every signal does for right and for false awards. */
#ifndef GRADE_EVAL_SIGNALS_H
#define GRADE_EVAL_SIGNALS_H

#include "eval_data.h"

typedef struct signal_count {
  size_t rule;
  char *signal;
  size_t right;      /* awards not above the label, in which it took part */
  size_t wrong;      /* awards above the label */
  size_t only_right; /* of these: the level falls without it */
  size_t only_wrong;
} signal_count;

typedef struct eval_signals {
  signal_count *items;
  size_t count;
  size_t capacity;
} eval_signals;

/* Adds the answer that was just added to the data. */
lgr_status signals_add(eval_signals *signals, const eval_data *data, lgr_grader *grader,
                       const lgr_answer *answer);
/* One count per rule and signal, rule by rule; the most false awards first, then
 * the most right ones, then by name. */
void signals_sum_up(eval_signals *signals);
void signals_free(eval_signals *signals);

#endif
