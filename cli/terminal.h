/* What the terminal can show. */
#ifndef GRADE_TERMINAL_H
#define GRADE_TERMINAL_H

#include <stdbool.h>
#include <stdint.h>

typedef enum color_choice { COLOR_AUTO, COLOR_ALWAYS, COLOR_NEVER } color_choice;

/* false when `text` is none of auto, always, never. */
bool parse_color(const char *text, color_choice *out);

/* Whether results on standard output are coloured: what the user chose, else
 * NO_COLOR (no), CLICOLOR_FORCE (yes), else a terminal that is not dumb. A
 * variable that is empty counts as not set. */
bool color_on_output(color_choice choice);

/* Columns of the terminal on standard output (COLUMNS, then the terminal's own
 * word), at most 100 so that lines stay readable; 80 where it is none. */
uint32_t output_width(void);

/* Columns of the terminal on standard error; 0 where it is none, or one that
 * cannot take back what was drawn (TERM is "dumb" or not set). */
uint32_t columns_to_draw_on(void);

#endif
