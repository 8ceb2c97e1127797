/* Files that appear only when they are complete. */
#ifndef GRADE_REPLACE_H
#define GRADE_REPLACE_H

#include <stdio.h>

/* Writes the whole content and returns STATUS_DONE, or STATUS_FAILED with errno
 * set where a write failed. */
typedef int (*file_writer)(void *context, FILE *file);

/* Writes beside `path` and renames, so that nobody sees half a file and a
 * failure leaves the old one alone. Its permissions stay, a link stays a link;
 * devices and FIFOs are written in place. Returns STATUS_DONE, or STATUS_FAILED
 * after a message. */
int replace_file(const char *path, file_writer write, void *context);

#endif
