/* Where a file is to be written: the end of the links that a path may be. */
#ifndef GRADE_TARGET_H
#define GRADE_TARGET_H

#include <stdbool.h>

typedef struct file_target {
  int folder;     /* open; what it names cannot be swapped any more */
  char *name;     /* of the file in it; no link when it was looked at */
  int descriptor; /* not -1: the path stands for an open descriptor, such as /dev/stdout */
} file_target;

typedef enum target_state {
  TARGET_FOUND,
  TARGET_LEADS_OUT, /* a link to somewhere not in or below the folder it stands in */
  TARGET_UNKNOWN    /* errno tells why */
} target_state;

/* Follows `path` where it is a link. One that leads out is TARGET_LEADS_OUT
 * unless `follow`. Folders on the way to `path` are followed whatever they are.
 * The file itself need not exist. Free it in every case. */
target_state find_target(const char *path, bool follow, file_target *out);
void free_target(file_target *target);

#endif
