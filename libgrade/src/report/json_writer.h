/* JSON, written piece by piece: deterministic, without locale or tree. Strings
 * are repaired UTF-8; everything that could steer a terminal or end a line of
 * JavaScript is escaped. */
#ifndef LG_REPORT_JSON_WRITER_H
#define LG_REPORT_JSON_WRITER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/fixed.h"
#include "report/output.h"

enum { LG_JSON_DEPTH = 16 };

typedef struct lg_json {
  lg_output *output;
  bool compact;               /* no white space; else indented by two */
  bool keyed;                 /* a key waits for its value */
  uint32_t depth;             /* open objects and arrays, up to LG_JSON_DEPTH */
  bool filled[LG_JSON_DEPTH]; /* whether each has an entry already */
} lg_json;

void lg_json_init(lg_json *json, lg_output *output, bool compact);

void lg_json_begin_object(lg_json *json);
void lg_json_end_object(lg_json *json);
void lg_json_begin_array(lg_json *json);
void lg_json_end_array(lg_json *json);
void lg_json_key(lg_json *json, const char *key);

void lg_json_string(lg_json *json, const char *text); /* NULL is written as null */
void lg_json_string_of(lg_json *json, const char *bytes, size_t length);
void lg_json_milli(lg_json *json, lg_milli value); /* 2500 as 2.5 */
void lg_json_unsigned(lg_json *json, uint64_t value);
void lg_json_boolean(lg_json *json, bool value);
void lg_json_null(lg_json *json);

/* A key and its value. */
void lg_json_member_string(lg_json *json, const char *key, const char *text);
void lg_json_member_milli(lg_json *json, const char *key, lg_milli value);
void lg_json_member_unsigned(lg_json *json, const char *key, uint64_t value);
void lg_json_member_boolean(lg_json *json, const char *key, bool value);

#endif
