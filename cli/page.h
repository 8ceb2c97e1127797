/* A page of headings, tables and lists, as plain text or as Markdown. */
#ifndef GRADE_PAGE_H
#define GRADE_PAGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "support.h"

typedef struct cli_page {
  FILE *out;
  bool markdown;
  bool begun; /* something stands above, */
  bool point; /* a point of a list */
} cli_page;

/* `level` from 1. */
void page_heading(cli_page *page, unsigned level, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
/* A paragraph, not wrapped. */
void page_text(cli_page *page, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* A point of a list, or with depth 2 one below it. */
void page_point(cli_page *page, unsigned depth, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* The first column is left-aligned, the others right. */
typedef struct page_table {
  size_t columns;
  text_list cells; /* row by row, the headings first */
} page_table;

void table_begin(page_table *table, size_t columns);
void table_add(page_table *table, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* Three decimals, "-" for what is not defined. */
void table_add_figure(page_table *table, double figure);
/* Prints and frees. */
void page_put_table(cli_page *page, page_table *table);

/* "0.123", "-". */
enum { FIGURE_TEXT = 32 };
const char *figure_text(double figure, char out[FIGURE_TEXT]);

#endif
