/* What the command gives up before it reads anything. */
#ifndef GRADE_SANDBOX_H
#define GRADE_SANDBOX_H

#include <stdbool.h>

/* From here on this process opens no connection, starts no program and no other
 * process, makes no memory executable, signals and traces nobody but itself, and
 * gains no right; such calls fail with EPERM. It cannot be undone. Returns whether
 * it holds: the kernel may lack it, and sanitizers need what it takes away. */
bool enter_sandbox(void);

/* Whether this program was built with a filter for its system and processor. */
bool sandbox_is_built(void);

#endif
