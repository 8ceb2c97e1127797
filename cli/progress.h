/* How far a long batch is: a bar on standard error, for who waits in front of a
 * terminal. Logs never see it: it is drawn on terminals only, and taken away
 * before anything else is written to standard error and at the end. */
#ifndef GRADE_PROGRESS_H
#define GRADE_PROGRESS_H

#include <stddef.h>

/* A batch of `total` answers begins. Nothing is drawn for few of them, in the
 * first half second, where standard error is no terminal, or with TERM=dumb. */
void begin_progress(size_t total);

/* One more is done. */
void step_progress(void);

/* Takes the bar away, until the next step. Does nothing where there is none. */
void hide_progress(void);

/* The batch is over. */
void end_progress(void);

#endif
