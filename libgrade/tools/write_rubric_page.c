/* Writes grade-rubric(5): man/grade-rubric.5.in with the author's manual,
 * rubrics/README.md, in the place of the line
 *
 *   .\" @manual
 *
 *   write_rubric_page README.md PAGE.in PAGE
 *
 * Markdown becomes mdoc: a heading a section, a row of a table an item that its
 * first cell names, and a fenced block a literal one. What of Markdown the manual
 * does not use is not known here, and ends the build. */
#include <ctype.h>
#include <md4c.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { TEXT = 16384, CELLS = 8, LINE = 512, MOST_BYTES = 1 << 20 };

typedef struct page {
  FILE *out;
  char text[TEXT]; /* of the block that is open, as roff */
  size_t length;
  char heads[CELLS][64]; /* of the table that is open */
  unsigned cell;
  bool row_has_text; /* behind its first cell */
  bool in_table;
  bool in_head;
  bool literal;
  bool first_paragraph; /* behind a heading none needs a space */
  unsigned level;       /* of the heading that is open */
  const char *address;  /* of the link that is open, or NULL */
  size_t address_length;
} page;

/* -- text ------------------------------------------------------------------------- */

static void add(page *p, const char *text, size_t length) {
  if (p->length + length + 1 < TEXT) {
    memcpy(p->text + p->length, text, length);
    p->length += length;
  }
  p->text[p->length] = '\0';
}

static void add_string(page *p, const char *text) {
  add(p, text, strlen(text));
}

/* A character of two to four bytes as \[uXXXX]. Returns how many bytes it has. */
static size_t add_character(page *p, const unsigned char *bytes) {
  const size_t length = bytes[0] >= 0xF0 ? 4 : bytes[0] >= 0xE0 ? 3 : 2;
  unsigned long character = bytes[0] & (0xFFU >> (length + 1));
  for (size_t i = 1; i < length; ++i) {
    character = character << 6 | (bytes[i] & 0x3FU);
  }
  char escape[24];
  snprintf(escape, sizeof escape, "\\[u%04lX]", character);
  add_string(p, escape);
  return length;
}

static void add_text(page *p, const char *text, size_t length, bool keyboard) {
  for (size_t i = 0; i < length;) {
    const unsigned char byte = (unsigned char)text[i];
    if (p->in_table && byte == '\\' && i + 1 < length && text[i + 1] == '|') {
      ++i; /* only a table needs it */
      continue;
    }
    if (byte >= 0x80) {
      i += add_character(p, (const unsigned char *)text + i);
      continue;
    }
    const char *special = byte == '\\'              ? "\\e"
                          : byte == '\''            ? "\\(aq"
                          : byte == '"'             ? "\\(dq"
                          : byte == '~'             ? "\\(ti"
                          : byte == '^'             ? "\\(ha"
                          : byte == '`'             ? "\\(ga"
                          : byte == '-' && keyboard ? "\\-"
                          : byte == '.' && (p->length == 0 || p->text[p->length - 1] == '\n')
                              ? "\\&."
                              : NULL;
    if (special != NULL) {
      add_string(p, special);
    } else {
      add(p, text + i, 1);
    }
    ++i;
  }
}

/* What the block holds, a line for each sentence. */
static void write_sentences(page *p) {
  const char *text = p->text;
  while (*text == ' ' || *text == '\n') {
    ++text;
  }
  for (; *text != '\0'; ++text) {
    fputc(*text, p->out);
    if (strchr(".:;!?", *text) != NULL && *text != ':' && *text != ';' && text[1] == ' ' &&
        (isupper((unsigned char)text[2]) || text[2] == '\\')) {
      fputc('\n', p->out);
      ++text;
    }
  }
  fputc('\n', p->out);
}

static void clear(page *p) {
  p->length = 0;
  p->text[0] = '\0';
}

/* -- tables ----------------------------------------------------------------------- */

static void end_cell(page *p) {
  if (p->in_head) {
    snprintf(p->heads[p->cell < CELLS ? p->cell : 0], sizeof p->heads[0], "%.60s", p->text);
  } else if (p->cell == 0) {
    fprintf(p->out, ".It \"%s\"\n", p->text);
  } else if (p->length > 0 && p->cell == 1) {
    write_sentences(p);
  } else if (p->length > 0) {
    const char *head = p->heads[p->cell < CELLS ? p->cell : 0];
    const bool plain = strcmp(head, "means") == 0;
    fprintf(p->out, "%s%s%s", p->row_has_text ? ".br\n" : "", plain ? "" : head, plain ? "" : ": ");
    write_sentences(p);
  }
  p->row_has_text = p->cell > 0 && (p->row_has_text || p->length > 0);
  ++p->cell;
  clear(p);
}

/* -- blocks ----------------------------------------------------------------------- */

static int enter_block(MD_BLOCKTYPE type, void *detail, void *context) {
  page *p = context;
  switch (type) {
  case MD_BLOCK_H:
    p->level = ((const MD_BLOCK_H_DETAIL *)detail)->level;
    break;
  case MD_BLOCK_CODE: {
    const MD_BLOCK_CODE_DETAIL *code = detail;
    p->literal = true;
    if (code->info.size > 7 && strncmp(code->info.text, "answer ", 7) == 0) {
      fprintf(p->out, ".Pp\nAn answer that gets level %c:\n", code->info.text[7]);
    }
    fputs(".Bd -literal -offset indent\n", p->out);
    break;
  }
  case MD_BLOCK_TABLE:
    fputs(".Bl -tag -width Ds\n", p->out);
    p->in_table = true;
    memset(p->heads, 0, sizeof p->heads);
    break;
  case MD_BLOCK_THEAD:
    p->in_head = true;
    break;
  case MD_BLOCK_TR:
    p->cell = 0;
    break;
  case MD_BLOCK_DOC:
  case MD_BLOCK_P:
  case MD_BLOCK_TBODY:
  case MD_BLOCK_TH:
  case MD_BLOCK_TD:
    break;
  default:
    fprintf(stderr, "write_rubric_page: a block of type %d\n", (int)type);
    return 1;
  }
  clear(p);
  return 0;
}

static void end_heading(page *p) {
  if (p->level == 2) {
    for (char *letter = p->text; *letter != '\0'; ++letter) {
      *letter = (char)toupper((unsigned char)*letter);
    }
    fprintf(p->out, ".Sh %s\n", p->text);
  }
  p->first_paragraph = true;
}

static int leave_block(MD_BLOCKTYPE type, void *detail, void *context) {
  (void)detail;
  page *p = context;
  switch (type) {
  case MD_BLOCK_H:
    end_heading(p);
    break;
  case MD_BLOCK_P:
    if (strncmp(p->text, "Contents:", 9) != 0) {
      fputs(p->first_paragraph ? "" : ".Pp\n", p->out);
      write_sentences(p);
      p->first_paragraph = false;
    }
    break;
  case MD_BLOCK_CODE:
    fprintf(p->out, "%s.Ed\n", p->text);
    p->literal = false;
    p->first_paragraph = false;
    break;
  case MD_BLOCK_TABLE:
    fputs(".El\n", p->out);
    p->in_table = false;
    p->first_paragraph = false;
    break;
  case MD_BLOCK_THEAD:
    p->in_head = false;
    break;
  case MD_BLOCK_TH:
  case MD_BLOCK_TD:
    end_cell(p);
    return 0;
  default:
    return 0;
  }
  clear(p);
  return 0;
}

/* -- spans ------------------------------------------------------------------------ */

static int enter_span(MD_SPANTYPE type, void *detail, void *context) {
  page *p = context;
  if (type == MD_SPAN_A) {
    const MD_SPAN_A_DETAIL *link = detail;
    const bool outside = link->href.size > 4 && strncmp(link->href.text, "http", 4) == 0;
    p->address = outside ? link->href.text : NULL;
    p->address_length = link->href.size;
  } else if (!p->in_head) {
    add_string(p, type == MD_SPAN_EM ? "\\fI" : "\\fB");
  }
  return 0;
}

static int leave_span(MD_SPANTYPE type, void *detail, void *context) {
  (void)detail;
  page *p = context;
  if (type != MD_SPAN_A) {
    add_string(p, p->in_head ? "" : "\\fP");
  } else if (p->address != NULL) {
    add_string(p, " <");
    add_text(p, p->address, p->address_length, true);
    add_string(p, ">");
    p->address = NULL;
  }
  return 0;
}

static int take_text(MD_TEXTTYPE type, const MD_CHAR *text, MD_SIZE size, void *context) {
  page *p = context;
  if (type == MD_TEXT_SOFTBR || type == MD_TEXT_BR) {
    add_string(p, " ");
  } else {
    add_text(p, text, size, p->literal || type == MD_TEXT_CODE);
  }
  return 0;
}

/* -- the page ----------------------------------------------------------------------- */

static int write_manual(page *p, const char *path) {
  static char text[MOST_BYTES];
  FILE *manual = fopen(path, "r");
  if (manual == NULL) {
    return -1;
  }
  const size_t length = fread(text, 1, sizeof text, manual);
  fclose(manual);
  const MD_PARSER parser = {.flags = MD_FLAG_TABLES,
                            .enter_block = enter_block,
                            .leave_block = leave_block,
                            .enter_span = enter_span,
                            .leave_span = leave_span,
                            .text = take_text};
  return length == sizeof text ? -1 : md_parse(text, (MD_SIZE)length, &parser, p);
}

int main(int count, char **words) {
  if (count != 4) {
    fputs("usage: write_rubric_page README.md PAGE.in PAGE\n", stderr);
    return 2;
  }
  static page p;
  FILE *in = fopen(words[2], "r");
  p.out = fopen(words[3], "w");
  int status = in == NULL || p.out == NULL ? 2 : 0;
  char line[LINE];
  while (status == 0 && fgets(line, sizeof line, in) != NULL) {
    if (strcmp(line, ".\\\" @manual\n") == 0) {
      status = write_manual(&p, words[1]) == 0 ? 0 : 2;
    } else {
      fputs(line, p.out);
    }
  }
  if (in != NULL) {
    fclose(in);
  }
  if (p.out != NULL && fclose(p.out) != 0) {
    status = 2;
  }
  if (status != 0) {
    fputs("write_rubric_page: something cannot be read or written\n", stderr);
    remove(words[3]);
  }
  return status;
}
