/* Growable bytes with a sticky failure: append freely, look once at the end. */
#ifndef LG_BASE_BUFFER_H
#define LG_BASE_BUFFER_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/allocator.h"

typedef struct lg_buffer {
  lg_allocator allocator;
  char *bytes; /* NULL while empty; else NUL-terminated behind length */
  size_t length;
  size_t capacity;
  bool failed; /* an append found no memory; content is what came before */
} lg_buffer;

void lg_buffer_init(lg_buffer *buffer, const lg_allocator *allocator);
void lg_buffer_free(lg_buffer *buffer);
void lg_buffer_clear(lg_buffer *buffer); /* keeps the memory, clears `failed` */

void lg_buffer_add(lg_buffer *buffer, const char *bytes, size_t length);
void lg_buffer_add_text(lg_buffer *buffer, const char *text); /* NUL-terminated */
void lg_buffer_add_byte(lg_buffer *buffer, char byte);
void lg_buffer_add_unsigned(lg_buffer *buffer, uint64_t value);
void lg_buffer_add_signed(lg_buffer *buffer, int64_t value);

/* Formatting without the C library's (which follows the locale). Understands
 * %s (NUL-terminated), %.*s (int length), %d (int), %u (unsigned), %z
 * (size_t), %c and %%; nothing else. */
void lg_buffer_format(lg_buffer *buffer, const char *format, ...);
void lg_buffer_format_list(lg_buffer *buffer, const char *format, va_list arguments);

#endif
