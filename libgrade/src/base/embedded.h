/* Files that are part of the library: tables made by cmake/Embed.cmake. */
#ifndef LG_BASE_EMBEDDED_H
#define LG_BASE_EMBEDDED_H

#include <stddef.h>

typedef struct lg_builtin_file {
  const char *name; /* relative to the folder they were taken from */
  const char *folder;
  const char *bytes; /* followed by a NUL */
  size_t length;
} lg_builtin_file;

#endif
