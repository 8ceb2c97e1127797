/* Reading JSON token by token, with the place of whatever is wrong. The one module
 * that knows yajl. */
#ifndef GRADE_JSON_READER_H
#define GRADE_JSON_READER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <libgrade/libgrade.h>

typedef struct text_place {
  size_t offset;
  uint32_t line; /* from 1 */
  uint32_t column;
} text_place;

/* From a place known already to one further on; the first is {0, 1, 1}. */
text_place place_from(text_place place, const char *text, size_t offset);

/* JSON text while it is read, and where problems with it are told besides
 * standard error. */
typedef struct json_source {
  const char *path;
  const char *text;
  size_t length;
  lgr_diagnostics *run; /* or NULL */
  bool any_bytes;       /* strings need not be UTF-8, nor whole characters */
  bool beginning;       /* what is missing at the end is no fault */
  /* Gets problems in the place of standard error and `run`, or NULL. Texts are
   * borrowed until it returns; `hint` may be NULL. */
  void (*tell)(void *context, const char *code, const char *message, const char *hint,
               size_t offset);
  void *tell_context;
  bool wrong;   /* a problem was told */
  void *handle; /* of the parser, while read_json runs */
} json_source;

/* Called for every token, with read_json's context. Return 1 to go on; 0, after
 * report_json, to stop. Texts are not NUL-terminated. end_array may be NULL. */
typedef struct json_handlers {
  int (*null)(void *context);
  int (*boolean)(void *context, int value);
  int (*number)(void *context, const char *digits, size_t length);
  int (*string)(void *context, const unsigned char *text, size_t length);
  int (*start_map)(void *context);
  int (*map_key)(void *context, const unsigned char *key, size_t length);
  int (*end_map)(void *context);
  int (*start_array)(void *context);
  int (*end_array)(void *context);
} json_handlers;

/* Reads all of it. What is no JSON is told with code `syntax`. Returns whether
 * nothing was wrong. */
bool read_json(json_source *source, const json_handlers *handlers, void *context,
               const char *syntax);

/* Tells a problem at byte `offset`; `hint` may be NULL. */
void report_json(json_source *source, const char *code, const char *message, const char *hint,
                 size_t offset);

/* The first byte of the token that was just read and has `length` bytes. */
size_t json_token_offset(const json_source *source, size_t length);

#endif
