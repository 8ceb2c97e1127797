/* Files that are part of the program: schemas and the frames of completions.
 * The table is made when the program is built. */
#ifndef GRADE_RESOURCES_H
#define GRADE_RESOURCES_H

#include <stddef.h>

typedef struct cli_resource {
  const char *name;
  const char *folder;
  const char *bytes; /* followed by a NUL */
  size_t length;
} cli_resource;

/* Ended by an entry without a name. */
extern const cli_resource resources[];

/* NULL when there is none of that name. */
const cli_resource *find_resource(const char *name);

#endif
