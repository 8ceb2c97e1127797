/* Files under way: they get their name when they are complete, and are gone when
 * the program ends before, by a signal too. */
#ifndef GRADE_TEMPORARY_H
#define GRADE_TEMPORARY_H

#include <stdbool.h>

typedef struct temporary_file temporary_file;

/* To be called once, at the start: removes what is under way when the program
 * ends or a signal ends it; it then still ends by that signal. Signals that
 * were ignored stay so. */
void watch_signals(void);

/* Puts off the signals that end the program, and lets them come again. Not
 * nested; for moments. */
void hold_signals(void);
void release_signals(void);

/* Opens a new file beside `target`, which is a path from `folder` (or AT_FDCWD).
 * Links are not followed. `folder` must stay open. Returns NULL with errno. */
temporary_file *make_temporary(int folder, const char *target, int *descriptor);

/* Gives it its name, which is the `target` it was made for. Frees it; without
 * success it is removed, and errno tells why. */
bool place_temporary(temporary_file *file);
/* Removes and frees it; errno stays. */
void drop_temporary(temporary_file *file);

#endif
