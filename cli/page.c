#include "page.h"

#include <math.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "message.h"

const char *figure_text(double figure, char out[FIGURE_TEXT]) {
  if (isnan(figure)) {
    snprintf(out, FIGURE_TEXT, "-");
  } else {
    /* No "-0.000". */
    snprintf(out, FIGURE_TEXT, "%.3f", fabs(figure) < 0.0005 ? 0.0 : figure);
  }
  return out;
}

/* -- words ------------------------------------------------------------------- */

/* What Markdown would take for a sign of its own: some only at the beginning of a
 * line, and an underscore not inside a word. */
static bool is_sign(const char *text, size_t at) {
  if (text[at] == '_') {
    return at == 0 || text[at - 1] == ' ' || text[at + 1] == ' ' || text[at + 1] == '\0';
  }
  if (at == 0 && (text[0] == '>' || (strchr("#+-", text[0]) != NULL && text[1] == ' '))) {
    return true;
  }
  return strchr("\\`*|<[]~", text[at]) != NULL;
}

static void put_words(const cli_page *page, const char *text) {
  if (!page->markdown) {
    print_safely(page->out, text);
    return;
  }
  char *marked = take_memory(2 * strlen(text) + 1, 1);
  size_t length = 0;
  for (size_t i = 0; text[i] != '\0'; ++i) {
    if (is_sign(text, i)) {
      marked[length++] = '\\';
    }
    marked[length++] = text[i];
  }
  print_safely(page->out, marked);
  free(marked);
}

static void begin_part(cli_page *page) {
  if (page->begun) {
    fputc('\n', page->out);
  }
  page->begun = true;
  page->point = false;
}

void page_heading(cli_page *page, unsigned level, const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  char *text = format_text_list(format, arguments);
  va_end(arguments);
  begin_part(page);
  for (unsigned i = 0; page->markdown && i <= level; ++i) {
    fputc(i < level ? '#' : ' ', page->out);
  }
  put_words(page, text);
  fputc('\n', page->out);
  /* In plain text a heading stands right above what it is of. */
  page->begun = page->markdown;
  free(text);
}

void page_text(cli_page *page, const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  char *text = format_text_list(format, arguments);
  va_end(arguments);
  begin_part(page);
  put_words(page, text);
  fputc('\n', page->out);
  free(text);
}

void page_point(cli_page *page, unsigned depth, const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  char *text = format_text_list(format, arguments);
  va_end(arguments);
  if (page->markdown && !page->point) {
    begin_part(page);
  }
  fprintf(page->out, "%*s%s", (int)(2 * (depth - (page->markdown ? 1 : 0))), "",
          page->markdown ? "- " : "");
  put_words(page, text);
  fputc('\n', page->out);
  page->begun = true;
  page->point = true;
  free(text);
}

/* -- tables ------------------------------------------------------------------ */

void table_begin(page_table *table, size_t columns) {
  memset(table, 0, sizeof *table);
  table->columns = columns;
}

void table_add(page_table *table, const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  text_list_add(&table->cells, format_text_list(format, arguments));
  va_end(arguments);
}

void table_add_figure(page_table *table, double figure) {
  char text[FIGURE_TEXT];
  table_add(table, "%s", figure_text(figure, text));
}

/* In characters. */
static size_t width_of(const char *text) {
  size_t width = 0;
  for (; *text != '\0'; ++text) {
    width += ((unsigned char)*text & 0xC0u) != 0x80u;
  }
  return width;
}

/* Spaces are owed until something follows them in the line. */
static void put_plain_table(const cli_page *page, const page_table *table) {
  size_t *widths = take_memory(table->columns, sizeof *widths);
  for (size_t i = 0; i < table->cells.count; ++i) {
    const size_t width = width_of(table->cells.items[i]);
    size_t *widest = &widths[i % table->columns];
    *widest = width > *widest ? width : *widest;
  }
  size_t owed = 0;
  for (size_t i = 0; i < table->cells.count; ++i) {
    const size_t column = i % table->columns;
    const char *cell = table->cells.items[i];
    const size_t rest = widths[column] - width_of(cell);
    owed += column > 0 ? rest + 2 : 0;
    if (*cell != '\0') {
      fprintf(page->out, "%*s", (int)owed, "");
      put_words(page, cell);
      owed = 0;
    }
    owed += column > 0 ? 0 : rest;
    if (column + 1 == table->columns) {
      fputc('\n', page->out);
      owed = 0;
    }
  }
  free(widths);
}

static void put_markdown_table(const cli_page *page, const page_table *table) {
  for (size_t i = 0; i < table->cells.count; ++i) {
    fputs("| ", page->out);
    put_words(page, table->cells.items[i]);
    fputs((i + 1) % table->columns == 0 ? " |\n" : " ", page->out);
    for (size_t column = 0; i + 1 == table->columns && column < table->columns; ++column) {
      fputs(column == 0 ? "|---" : "|---:", page->out);
      fputs(column + 1 == table->columns ? "|\n" : "", page->out);
    }
  }
}

void page_put_table(cli_page *page, page_table *table) {
  begin_part(page);
  if (page->markdown) {
    put_markdown_table(page, table);
  } else {
    put_plain_table(page, table);
  }
  text_list_free(&table->cells);
}
