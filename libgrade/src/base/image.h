/* An image: a web of structures laid out once, at build time, so that loading it
 * costs a copy instead of a parse.
 *
 * It has two parts. The *plain* part holds bytes without pointers (texts, tables
 * of numbers) and is used where it lies. The *linked* part holds structures with
 * pointers; in the file, a pointer is a number that says which part and how far,
 * and a list tells where the pointers are. Loading copies the linked part and
 * turns these numbers into addresses.
 *
 * Images are made by the build for the very program they become part of, with
 * the same compiler and structures. They are never read from foreign files. */
#ifndef LG_BASE_IMAGE_H
#define LG_BASE_IMAGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buffer.h"

/* -- writing ----------------------------------------------------------------- */

typedef struct lg_image_writer {
  lg_buffer plain;
  lg_buffer linked;
  uint32_t *pointers; /* offsets in `linked` */
  size_t pointer_count;
  size_t pointer_capacity;
  bool failed; /* no memory, or a part over 2 GiB; sticky */
} lg_image_writer;

void lg_image_writer_init(lg_image_writer *writer, const lg_allocator *allocator);
void lg_image_writer_free(lg_image_writer *writer);

/* Copies `size` bytes into the linked part, aligned for any type; returns their
 * offset. Pointers in them are to be linked or to be NULL. */
uint32_t lg_image_put(lg_image_writer *writer, const void *bytes, size_t size);

/* Sets linked bytes to 0: what the compiler left between members is of chance, and
 * the image is the same from run to run. */
void lg_image_clear(lg_image_writer *writer, size_t from, size_t to);

/* The same between two members, and behind the last, of a structure at `at`. */
#define LG_IMAGE_GAP(writer, at, type, before, after)                                              \
  lg_image_clear(writer, (at) + offsetof(type, before) + sizeof(((type *)NULL)->before),           \
                 (at) + offsetof(type, after))
#define LG_IMAGE_TAIL(writer, at, type, last)                                                      \
  lg_image_clear(writer, (at) + offsetof(type, last) + sizeof(((type *)NULL)->last),               \
                 (at) + sizeof(type))

/* Makes the pointer at linked offset `field` point to linked offset `target`. */
void lg_image_link(lg_image_writer *writer, size_t field, uint32_t target);

/* Copies bytes into the plain part and points `field` to them. */
void lg_image_link_plain(lg_image_writer *writer, size_t field, const void *bytes, size_t size);

/* The same for a NUL-terminated text; NULL stays NULL. */
void lg_image_link_text(lg_image_writer *writer, size_t field, const char *text);

/* Everything as one run of bytes, with `root` as the structure to begin with. */
bool lg_image_write(const lg_image_writer *writer, uint32_t root, lg_buffer *out);

/* -- loading ------------------------------------------------------------------ */

typedef struct lg_image {
  void *linked; /* from the allocator; the caller's */
  size_t linked_size;
  void *root;
} lg_image;

/* `bytes`, aligned for any type, must outlive what is loaded. False: no
 * memory, or not an image. Linear in the linked part. */
bool lg_image_load(lg_image *out, const void *bytes, size_t size, const lg_allocator *allocator);

#endif
