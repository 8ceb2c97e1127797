/* Everything that is wrong is collected, each with its place, and shown at
 * once. A list takes diagnostics until LG_LIMIT_DIAGNOSTICS, then counts. */
#ifndef LG_BASE_DIAGNOSTIC_H
#define LG_BASE_DIAGNOSTIC_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"

typedef enum lg_severity { LG_NOTE = 0, LG_WARNING = 1, LG_ERROR = 2 } lg_severity;

typedef struct lg_diagnostic {
  lg_severity severity;
  const char *code;    /* stable, such as "R203"; see base/codes.h. Static text. */
  const char *message; /* one sentence without a final full stop */
  const char *hint;    /* what to do, or "" */
  const char *origin;  /* the name of the file, or "" */
  const char *path;    /* inside the rubric, such as "sections/0/criteria/2/levels/1", or "" */
  const char *excerpt; /* the offending text, cut short, or "" */
  uint64_t offset;     /* byte in the file */
  uint64_t length;     /* bytes concerned; 0 where only a point is known */
  uint32_t line;       /* from 1; 0 where there is no place */
  uint32_t column;     /* from 1, in characters */
} lg_diagnostic;

typedef struct lg_diagnostics {
  lg_arena arena;
  lg_diagnostic *items;
  size_t count;
  size_t capacity;
  size_t suppressed; /* beyond the limit */
  size_t errors;     /* of all, suppressed ones too */
  bool lost;         /* memory ran out while one was added */
} lg_diagnostics;

void lg_diagnostics_init(lg_diagnostics *list, const lg_allocator *allocator);
void lg_diagnostics_free(lg_diagnostics *list);
void lg_diagnostics_clear(lg_diagnostics *list);

/* Copies every text. `list` may be NULL: then nothing is kept. Returns 0 when
 * memory runs out (and sets `lost`); errors are counted all the same. */
int lg_diagnostics_add(lg_diagnostics *list, const lg_diagnostic *diagnostic);

/* The position of byte `offset` in `text`: line and column from 1, the column
 * in characters. Lines end at LF, CRLF or a lone CR. Linear in offset. */
void lg_locate(const char *text, size_t length, size_t offset, uint32_t *line, uint32_t *column);

/* The name among `names` that is nearest to `name` by edit distance, or NULL
 * when none is near enough to be a likely slip (a third of its letters). */
const char *lg_nearest_name(const char *name, const char *const *names, size_t count);

#endif
