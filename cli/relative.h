/* Paths that mean the same from any working folder. */
#ifndef GRADE_RELATIVE_H
#define GRADE_RELATIVE_H

/* The folder that `path` is in: absolute, without links, ending in a slash. NULL
 * when there is none. Freed with free(). */
char *whole_folder_of(const char *path);

/* `path` told from `folder`, which is as whole_folder_of() tells it: "a.md",
 * "../b/a.md". A path whose folder is gone stays as it is. Freed with free(). */
char *relative_path(const char *folder, const char *path);

#endif
