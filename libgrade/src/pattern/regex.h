/* The one door to PCRE2. Interpreter only: the JIT decides differently at
 * limits, and compiling 300 patterns with it costs more than it saves. */
#ifndef LG_PATTERN_REGEX_H
#define LG_PATTERN_REGEX_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/allocator.h"
#include "base/buffer.h"
#include "base/status.h"

/* Shared by all expressions of a set: where PCRE2's memory comes from, and its
 * limits. Must outlive them; immutable. */
typedef struct lg_regex_context lg_regex_context;
typedef struct lg_regex lg_regex;                 /* compiled, immutable */
typedef struct lg_regex_scratch lg_regex_scratch; /* one per thread */

lg_regex_context *lg_regex_context_new(const lg_allocator *allocator); /* NULL: no memory */
void lg_regex_context_free(lg_regex_context *context);

typedef struct lg_regex_error {
  size_t offset;     /* in the source */
  char message[128]; /* PCRE2's */
} lg_regex_error;

/* Compiles `source`, bound to whole words at both ends. LG_REJECTED with *error
 * when PCRE2 refuses it or it can match empty text; LG_NO_MEMORY. */
lg_status lg_regex_compile(lg_regex **out, const lg_regex_context *context, const char *source,
                           size_t length, lg_regex_error *error);
void lg_regex_free(lg_regex *regex);

/* Appends what was compiled, as bytes to be read again (pcre2serialize(3)), for the
 * very PCRE2 in use. LG_NO_MEMORY. */
lg_status lg_regexes_write(lg_regex *const *regexes, size_t count, const lg_regex_context *context,
                           lg_buffer *out);

/* Reads `count` expressions from such bytes, which are trusted and aligned as for a
 * uint64_t; out[] is filled or left alone. LG_REJECTED when another release of PCRE2
 * wrote them, or one for another kind of machine; LG_NO_MEMORY. */
lg_status lg_regexes_read(lg_regex **out, size_t count, const lg_regex_context *context,
                          const void *bytes);

lg_regex_scratch *lg_regex_scratch_new(const lg_regex_context *context);
void lg_regex_scratch_free(lg_regex_scratch *scratch);

typedef enum lg_regex_outcome {
  LG_REGEX_MATCH,
  LG_REGEX_NO_MATCH,
  LG_REGEX_LIMIT, /* not decided */
  LG_REGEX_NO_MEMORY
} lg_regex_outcome;

/* The first match in text[0..length) at or behind `from`. What lies outside
 * does not exist for look-behind. */
lg_regex_outcome lg_regex_find(const lg_regex *regex, lg_regex_scratch *scratch, const char *text,
                               size_t length, size_t from, size_t *start, size_t *end);

/* The match that begins at text[at], where a character begins. */
lg_regex_outcome lg_regex_find_at(const lg_regex *regex, lg_regex_scratch *scratch,
                                  const char *text, size_t length, size_t at, size_t *end);

#endif
