/* Files that are part of the library: tables made by cmake/Embed.cmake. */
#ifndef LG_API_BUILTIN_H
#define LG_API_BUILTIN_H

#include "base/embedded.h"

/* Relative to rubrics/ and languages/; ended by an entry without a name. */
extern const lg_builtin_file lg_builtin_rubrics[];
extern const lg_builtin_file lg_builtin_languages[];

/* A built-in rubric, compiled by the build: an image as rubric/image.h loads. */
typedef struct lg_builtin_image {
  const char *id;
  const unsigned char *bytes;
  const unsigned char *end;
} lg_builtin_image;

/* Ended by an entry without an id. */
extern const lg_builtin_image lg_builtin_images[];

#endif
