#include "support.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int worse_status(int left, int right) {
  return left > right ? left : right;
}

static _Noreturn void out_of_memory(void) {
  fputs("grade: error: out of memory\n", stderr);
  exit(STATUS_FAILED);
}

void *take_memory(size_t count, size_t size) {
  void *memory = calloc(count == 0 ? 1 : count, size);
  if (memory == NULL) {
    out_of_memory();
  }
  return memory;
}

void *grow_memory(void *items, size_t *capacity, size_t needed, size_t size) {
  if (needed <= *capacity) {
    return items;
  }
  size_t larger = *capacity == 0 ? 16 : *capacity;
  while (larger < needed) {
    larger *= 2;
  }
  if (larger > SIZE_MAX / size) {
    out_of_memory();
  }
  void *memory = realloc(items, larger * size);
  if (memory == NULL) {
    out_of_memory();
  }
  *capacity = larger;
  return memory;
}

char *copy_text(const char *text, size_t length) {
  char *copy = take_memory(length + 1, 1);
  memcpy(copy, text, length);
  return copy;
}

char *format_text_list(const char *format, va_list arguments) {
  char *text = NULL;
  size_t capacity = 0;
  size_t length = 256;
  for (;;) {
    text = grow_memory(text, &capacity, length + 1, 1);
    va_list copy;
    va_copy(copy, arguments);
    const int written = vsnprintf(text, capacity, format, copy);
    va_end(copy);
    if (written >= 0 && (size_t)written < capacity) {
      return text;
    }
    if (written < 0) {
      out_of_memory();
    }
    length = (size_t)written;
  }
}

char *format_text(const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  char *text = format_text_list(format, arguments);
  va_end(arguments);
  return text;
}

bool text_begins_with(const char *text, const char *start) {
  return strncmp(text, start, strlen(start)) == 0;
}

bool text_ends_with(const char *text, const char *end) {
  const size_t length = strlen(text);
  const size_t tail = strlen(end);
  return length >= tail && strcmp(text + length - tail, end) == 0;
}

char *folder_of(const char *path) {
  const char *slash = strrchr(path, '/');
  return copy_text(path, slash == NULL ? 0 : (size_t)(slash - path) + 1);
}

char *whole_path(const char *path) {
  char *whole = realpath(path, NULL);
  if (whole == NULL && errno == ENOMEM) {
    out_of_memory();
  }
  return whole;
}

void text_list_add(text_list *list, char *text) {
  list->items = grow_memory(list->items, &list->capacity, list->count + 1, sizeof *list->items);
  list->items[list->count++] = text;
}

static int compare_texts(const void *left, const void *right) {
  return strcmp(*(char *const *)left, *(char *const *)right);
}

void text_list_sort(text_list *list) {
  if (list->count > 1) {
    qsort(list->items, list->count, sizeof *list->items, compare_texts);
  }
}

void text_list_free(text_list *list) {
  for (size_t i = 0; i < list->count; ++i) {
    free(list->items[i]);
  }
  free(list->items);
  memset(list, 0, sizeof *list);
}

enum { LONGEST_NAME = 64 };

static size_t smallest(size_t a, size_t b, size_t c) {
  const size_t least = a < b ? a : b;
  return least < c ? least : c;
}

/* Edit distance in which two swapped letters are one slip; names up to
 * LONGEST_NAME bytes. */
static size_t distance(const char *left, const char *right) {
  size_t table[LONGEST_NAME + 1][LONGEST_NAME + 1];
  const size_t rows = strlen(left);
  const size_t columns = strlen(right);
  for (size_t i = 0; i <= rows; ++i) {
    table[i][0] = i;
  }
  for (size_t j = 0; j <= columns; ++j) {
    table[0][j] = j;
  }
  for (size_t i = 1; i <= rows; ++i) {
    for (size_t j = 1; j <= columns; ++j) {
      const size_t cost = left[i - 1] == right[j - 1] ? 0 : 1;
      table[i][j] = smallest(table[i - 1][j] + 1, table[i][j - 1] + 1, table[i - 1][j - 1] + cost);
      if (i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1] &&
          table[i - 2][j - 2] + 1 < table[i][j]) {
        table[i][j] = table[i - 2][j - 2] + 1;
      }
    }
  }
  return table[rows][columns];
}

const char *nearest_name(const char *name, const char *const *names, size_t count) {
  const size_t length = strlen(name);
  const char *nearest = NULL;
  size_t best = length / 3 + 1;
  if (length == 0 || length > LONGEST_NAME) {
    return NULL;
  }
  for (size_t i = 0; i < count; ++i) {
    if (strlen(names[i]) > LONGEST_NAME) {
      continue;
    }
    const size_t away = distance(name, names[i]);
    if (away < best) {
      best = away;
      nearest = names[i];
    }
  }
  return nearest;
}

bool parse_milli(const char *text, size_t length, int64_t *value) {
  const bool negative = length > 0 && text[0] == '-';
  size_t at = negative ? 1 : 0;
  int64_t number = 0;
  size_t digits = 0;
  for (; at < length && text[at] >= '0' && text[at] <= '9'; ++at, ++digits) {
    number = number * 10 + (text[at] - '0');
    if (number > 1000000) {
      return false;
    }
  }
  int64_t place = 1000;
  number *= place;
  if (digits > 0 && at + 1 < length && text[at] == '.') {
    for (++at; at < length && text[at] >= '0' && text[at] <= '9' && place > 1; ++at) {
      place /= 10;
      number += (text[at] - '0') * place;
    }
  }
  *value = negative ? -number : number;
  return digits > 0 && at == length;
}

const char *milli_text(int64_t value, char out[MILLI_TEXT]) {
  const uint64_t size = value < 0 ? 0 - (uint64_t)value : (uint64_t)value;
  const unsigned rest = (unsigned)(size % 1000);
  int length = snprintf(out, MILLI_TEXT, "%s%llu.%03u", value < 0 ? "-" : "",
                        (unsigned long long)(size / 1000), rest);
  while (length > 0 && out[length - 1] == '0') {
    out[--length] = '\0';
  }
  if (length > 0 && out[length - 1] == '.') {
    out[length - 1] = '\0';
  }
  return out;
}
