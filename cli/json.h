/* Writes JSON: indented, keys in the order given, the same bytes for the same
 * values. Stray bytes in texts become U+FFFD. */
#ifndef GRADE_JSON_H
#define GRADE_JSON_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <libgrade/libgrade.h>

typedef struct json_out {
  FILE *file;
  unsigned depth;
  bool first; /* in the innermost object or array */
  bool keyed; /* a key was written, its value is next */
} json_out;

void json_begin(json_out *json, FILE *file);
/* Ends the line behind the whole. */
void json_end(json_out *json);

/* '{' or '[', then '}' or ']'. */
void json_open(json_out *json, char bracket);
void json_close(json_out *json, char bracket);
void json_key(json_out *json, const char *key);

void json_text(json_out *json, const char *text); /* NULL: null */
void json_boolean(json_out *json, bool value);
void json_integer(json_out *json, int64_t value);
void json_milli(json_out *json, int64_t value); /* thousandths: 65.5 */
void json_number(json_out *json, double value); /* three decimals; NAN: null */

/* A key and its value. */
void json_put_text(json_out *json, const char *key, const char *text);
void json_put_integer(json_out *json, const char *key, int64_t value);
void json_put_number(json_out *json, const char *key, double value);

/* The members "tool" and "rubric": what made the figures. */
void json_put_origin(json_out *json, const lgr_rubric *rubric);

#endif
