/* Files that are part of the library: tables made by cmake/Embed.cmake. */
#ifndef LG_API_BUILTIN_H
#define LG_API_BUILTIN_H

#include <stddef.h>

typedef struct lg_builtin_file {
  const char *name; /* relative to rubrics/ or languages/ */
  const char *folder;
  const char *bytes;
  size_t length;
} lg_builtin_file;

/* Ended by an entry without a name. */
extern const lg_builtin_file lg_builtin_rubrics[];
extern const lg_builtin_file lg_builtin_languages[];

#endif
