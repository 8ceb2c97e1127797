#include "base/buffer.h"

#include <string.h>

void lg_buffer_init(lg_buffer *buffer, const lg_allocator *allocator) {
  memset(buffer, 0, sizeof *buffer);
  buffer->allocator = *allocator;
}

void lg_buffer_free(lg_buffer *buffer) {
  lg_release(&buffer->allocator, buffer->bytes, buffer->capacity);
  buffer->bytes = NULL;
  buffer->length = 0;
  buffer->capacity = 0;
  buffer->failed = false;
}

void lg_buffer_clear(lg_buffer *buffer) {
  buffer->length = 0;
  buffer->failed = false;
  if (buffer->bytes != NULL) {
    buffer->bytes[0] = '\0';
  }
}

void lg_buffer_add(lg_buffer *buffer, const char *bytes, size_t length) {
  if (buffer->failed || length == 0) {
    return;
  }
  if (length > SIZE_MAX / 2 - buffer->length ||
      !lg_grow(&buffer->allocator, &buffer->bytes, &buffer->capacity, buffer->length + length + 1,
               1)) {
    buffer->failed = true;
    return;
  }
  memcpy(buffer->bytes + buffer->length, bytes, length);
  buffer->length += length;
  buffer->bytes[buffer->length] = '\0';
}

void lg_buffer_add_text(lg_buffer *buffer, const char *text) {
  lg_buffer_add(buffer, text, strlen(text));
}

void lg_buffer_add_byte(lg_buffer *buffer, char byte) {
  lg_buffer_add(buffer, &byte, 1);
}

void lg_buffer_add_unsigned(lg_buffer *buffer, uint64_t value) {
  char digits[20];
  size_t start = sizeof digits;
  do {
    digits[--start] = (char)('0' + value % 10);
    value /= 10;
  } while (value != 0);
  lg_buffer_add(buffer, digits + start, sizeof digits - start);
}

void lg_buffer_add_signed(lg_buffer *buffer, int64_t value) {
  uint64_t magnitude = (uint64_t)value;
  if (value < 0) {
    lg_buffer_add_byte(buffer, '-');
    magnitude = ~magnitude + 1;
  }
  lg_buffer_add_unsigned(buffer, magnitude);
}

void lg_buffer_format(lg_buffer *buffer, const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  lg_buffer_format_list(buffer, format, arguments);
  va_end(arguments);
}

void lg_buffer_format_list(lg_buffer *buffer, const char *format, va_list arguments) {
  while (*format != '\0') {
    const char *percent = strchr(format, '%');
    if (percent == NULL) {
      lg_buffer_add_text(buffer, format);
      return;
    }
    lg_buffer_add(buffer, format, (size_t)(percent - format));
    format = percent + 1;
    if (strncmp(format, ".*s", 3) == 0) {
      const int length = va_arg(arguments, int);
      const char *text = va_arg(arguments, const char *);
      lg_buffer_add(buffer, text, length > 0 ? (size_t)length : 0);
      format += 3;
      continue;
    }
    switch (*format) {
    case 's':
      lg_buffer_add_text(buffer, va_arg(arguments, const char *));
      break;
    case 'd':
      lg_buffer_add_signed(buffer, va_arg(arguments, int));
      break;
    case 'u':
      lg_buffer_add_unsigned(buffer, va_arg(arguments, unsigned));
      break;
    case 'z':
      lg_buffer_add_unsigned(buffer, va_arg(arguments, size_t));
      break;
    case 'c':
      lg_buffer_add_byte(buffer, (char)va_arg(arguments, int));
      break;
    case '%':
      lg_buffer_add_byte(buffer, '%');
      break;
    default:
      buffer->failed = true; /* a format that is not understood */
      return;
    }
    ++format;
  }
}
