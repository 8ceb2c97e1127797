/* A page of Markdown as GitHub reads it, of bounded length, made of parts that
 * are kept whole or not at all, so that no markup is ever cut. */
#ifndef LG_REPORT_MARKDOWN_PAGE_H
#define LG_REPORT_MARKDOWN_PAGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "model/result.h"
#include "report/output.h"

/* A comment takes 65,536 characters. Bytes are at least as many as characters
 * however one counts these, and a little is left for the line by which tools
 * find their own comment again. */
enum { LG_MARKDOWN_LIMIT = 65000 };

/* Where text from outside stands: that decides how it is kept from being markup. */
typedef enum lg_markdown_place {
  LG_IN_LINE, /* behind words of ours on the same line */
  LG_IN_CELL, /* of a table */
  LG_IN_HTML  /* between two tags on the line of the first */
} lg_markdown_place;

typedef struct lg_markdown {
  lg_buffer page;  /* what is kept */
  lg_buffer part;  /* what is being written */
  lg_buffer piece; /* scratch */
  size_t limit;    /* bytes the page may take by now */
  size_t owed;     /* bytes of it that lists which are open need for their end, and
                      what must be said in any case */
  bool full;       /* something was left out */
  bool no_memory;
} lg_markdown;

void lg_markdown_init(lg_markdown *page, const lg_allocator *allocator);
/* Hands the page over and frees. */
void lg_markdown_finish(lg_markdown *page, lg_output *output);

/* -- writing a part -- */

/* Own markup, as lg_buffer_format. */
void lg_markdown_format(lg_markdown *page, const char *format, ...);
void lg_markdown_milli(lg_markdown *page, lg_milli value);
/* Prose: shown as it is, in plain type; words that GitHub would turn into a
 * link, a mention, an emoji or mathematics are shown as code. */
void lg_markdown_prose(lg_markdown *page, lg_markdown_place place, const char *text);
/* Prose that ends with a full stop where it has no end of its own. */
void lg_markdown_sentence(lg_markdown *page, const char *text);
/* The name of a file, as code; of a long one the end. */
void lg_markdown_name(lg_markdown *page, lg_markdown_place place, const char *name);
/* "line 3: `the words`"; cut at words around its focus unless `whole`. */
void lg_markdown_quote(lg_markdown *page, const lg_result_evidence *evidence, bool whole);

/* -- keeping it -- */

/* Keeps the part; or forgets it, when it does not fit, and returns false. */
bool lg_markdown_keep(lg_markdown *page);

/* Keeps the part, for which there is room on every page: a line about what was
 * left out. There may be three of them. */
void lg_markdown_say(lg_markdown *page);

/* A list of parts. What was written so far is its heading; `folded` away, the
 * line that unfolds it. Items behind the first that does not fit are left out,
 * and the end tells how many. */
typedef struct lg_markdown_list {
  size_t left; /* items not kept yet */
  bool open;
  bool folded;
} lg_markdown_list;

lg_markdown_list lg_markdown_begin_list(lg_markdown *page, size_t count, bool folded);
void lg_markdown_item(lg_markdown *page, lg_markdown_list *list);
void lg_markdown_end_list(lg_markdown *page, const lg_markdown_list *list);

/* Forgets what was kept since the page was `length` long. */
void lg_markdown_back(lg_markdown *page, size_t length);

#endif
