/* Small things that every command needs. The command, unlike the library, may
 * give up: without memory it says so and ends with status 2. */
#ifndef GRADE_SUPPORT_H
#define GRADE_SUPPORT_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Exit statuses, the worse the higher. */
enum {
  STATUS_DONE = 0,
  STATUS_UNMET = 1, /* graded, and a gate or an expectation was not met */
  STATUS_FAILED = 2 /* something could not be done */
};

int worse_status(int left, int right);

/* Zeroed memory for `count` items. */
void *take_memory(size_t count, size_t size);
/* Makes room for `needed` items of `size` bytes; doubles. */
void *grow_memory(void *items, size_t *capacity, size_t needed, size_t size);

/* Copies and formatted texts, to be freed with free(). */
char *copy_text(const char *text, size_t length);
char *format_text(const char *format, ...) __attribute__((format(printf, 1, 2)));
char *format_text_list(const char *format, va_list arguments) __attribute__((format(printf, 1, 0)));

bool text_begins_with(const char *text, const char *start);
bool text_ends_with(const char *text, const char *end);

/* The folder of a path, with its slash, or "". Freed with free(). */
char *folder_of(const char *path);
/* realpath: NULL where there is no way to it, never for want of memory. */
char *whole_path(const char *path);

typedef struct text_list {
  char **items; /* owned */
  size_t count;
  size_t capacity;
} text_list;

/* Takes `text` over. */
void text_list_add(text_list *list, char *text);
/* By bytes. */
void text_list_sort(text_list *list);
void text_list_free(text_list *list);

/* The name nearest to `name`, or NULL when none could be a slip for it. */
const char *nearest_name(const char *name, const char *const *names, size_t count);

/* Thousandths: "71.5" is 71500. At most three decimals; false when it is no
 * such number or above 1,000,000. */
bool parse_milli(const char *text, size_t length, int64_t *value);

enum { MILLI_TEXT = 32 };
/* Without trailing zeros. Returns `out`. */
const char *milli_text(int64_t value, char out[MILLI_TEXT]);

#endif
