/* Files that were given more than once. */
#ifndef GRADE_REPEATED_H
#define GRADE_REPEATED_H

#include "support.h"

/* Keeps of every file the first of the paths that lead to it, links and folders
 * resolved, and says on standard error when it leaves one out. What cannot be
 * resolved, such as "-", stays. */
void drop_repeated(text_list *paths);

#endif
