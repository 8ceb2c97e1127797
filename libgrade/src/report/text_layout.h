/* Text in columns: display width, wrapping, colour. What is laid out has been
 * made safe for terminals first; colour is added last, around whole stretches,
 * so that it never counts as width. */
#ifndef LG_REPORT_TEXT_LAYOUT_H
#define LG_REPORT_TEXT_LAYOUT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "report/output.h"

typedef enum lg_style { LG_PLAIN, LG_BOLD, LG_DIM, LG_GREEN, LG_YELLOW, LG_RED, LG_CYAN } lg_style;

typedef struct lg_layout {
  lg_output *output;
  lg_buffer line;  /* the stretch being gathered */
  lg_buffer piece; /* scratch */
  uint32_t width;
  bool color;
} lg_layout;

void lg_layout_init(lg_layout *layout, lg_output *output, const lg_report_options *options);
void lg_layout_free(lg_layout *layout);

/* Columns that well-formed text takes on a terminal. */
uint32_t lg_display_width(const char *text, size_t length);

/* Gathers a stretch: own words with _format (as lg_buffer_format), text from
 * outside with _prose (white space flows) and _name. _excerpt cuts at a word
 * behind `columns` and marks the cut with "...". */
void lg_layout_format(lg_layout *layout, const char *format, ...);
void lg_layout_milli(lg_layout *layout, lg_milli value);
void lg_layout_prose(lg_layout *layout, const char *text);
void lg_layout_name(lg_layout *layout, const char *text);
void lg_layout_excerpt(lg_layout *layout, const char *text, uint32_t columns);
void lg_layout_repeat(lg_layout *layout, char byte, uint32_t count);

/* How wide what was gathered is; forgets it without writing. */
uint32_t lg_layout_measure(lg_layout *layout);

/* Writes the gathered stretch in `style` and starts a new one. _flow wraps it:
 * the cursor stands at `column`, further lines begin at `indent`, a word that
 * fits no line is broken between what readers see as characters. Both return the column reached. */
uint32_t lg_layout_put(lg_layout *layout, lg_style style, uint32_t column);
uint32_t lg_layout_flow(lg_layout *layout, lg_style style, uint32_t column, uint32_t indent);

/* Spaces up to `target`; none when the cursor is past it. Returns the column. */
uint32_t lg_layout_pad(lg_layout *layout, uint32_t column, uint32_t target);
void lg_layout_newline(lg_layout *layout);

#endif
