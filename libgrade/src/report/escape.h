/* Answers and file names are hostile text: nothing in them may steer the
 * terminal a report is shown on, or hide or reorder what stands there. */
#ifndef LG_REPORT_ESCAPE_H
#define LG_REPORT_ESCAPE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buffer.h"

typedef enum lg_escape_mode {
  LG_ESCAPE_FLOW, /* prose: every run of white space becomes one space, none at the ends */
  LG_ESCAPE_NAME  /* names: nothing is lost, line breaks are made visible too */
} lg_escape_mode;

/* Controls (C0, DEL, C1), bidirectional marks and overrides, line and paragraph
 * separators, byte-order marks, tags, U+FFFE and U+FFFF. */
bool lg_character_is_unsafe(uint32_t character);

/* Appends `text` with unsafe characters as visible text: `^[` for ESC and so on
 * for C0, `\u202e` for the others, and what a CI runner would obey: "##[" as
 * `##\u005b` and, in prose, "::" in front of a word as `\u003a:`. A name that begins
 * a line is the caller's to guard. Ill-formed bytes become U+FFFD. Linear. */
void lg_escape_terminal(lg_buffer *out, const char *text, size_t length, lg_escape_mode mode);

/* Whether a CI runner would take a line that begins so for a command: "::", white
 * space of any kind in front or not. */
bool lg_begins_command(const char *text, size_t length);

/* Appends `\u202e`; characters past U+FFFF as two surrogates. */
void lg_escape_unicode(lg_buffer *out, uint32_t character);

#endif
