/* Files that appear only when they are complete. */
#ifndef GRADE_REPLACE_H
#define GRADE_REPLACE_H

#include <stdbool.h>
#include <stdio.h>

/* Writes the whole content and returns STATUS_DONE, or STATUS_FAILED with errno
 * set where a write failed. */
typedef int (*file_writer)(void *context, FILE *file);

/* Help of the option that sets `follow` below. */
#define FOLLOW_LINKS_HELP "Write through a symbolic link that leads out of the folder it stands in."

/* Writes beside `path` and renames, so that nobody sees half a file and a
 * failure or a signal leaves the old one alone. Its permissions stay; devices,
 * FIFOs and open descriptors (/dev/stdout) are written in place. A link stays a
 * link and what it leads to is written, but not where that is neither in the
 * folder of the link nor below it, unless `follow`. Returns STATUS_DONE, or
 * STATUS_FAILED after a message. */
int replace_file(const char *path, bool follow, file_writer write, void *context);

#endif
