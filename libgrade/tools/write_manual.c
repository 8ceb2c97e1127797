/* Writes libgrade(3): man/libgrade.3.in with what the public header says in the
 * place of its directives, so that the page cannot lag behind the header:
 *
 *   .\" @contract     the items of the header's first comment
 *   .\" @reference    every declaration with the comment above it, by section
 *
 *   write_manual HEADER PAGE.in PAGE
 *
 * The header is read line by line; its form is held by clang-format. A section
 * begins with a comment that begins with dashes. A comment at the beginning of a
 * line belongs to the code behind it, up to an empty line or the next one. */
#include <ctype.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

enum { LINE = 512, TEXT = 8192 };

typedef struct reader {
  FILE *header;
  FILE *out;
  char line[LINE];
  char comment[TEXT]; /* of the code that follows */
  bool has_code;      /* a block of code is open */
} reader;

static bool begins(const char *text, const char *start) {
  return strncmp(text, start, strlen(start)) == 0;
}

/* The next line of the header, without its end. */
static bool next_line(reader *r) {
  if (fgets(r->line, sizeof r->line, r->header) == NULL) {
    return false;
  }
  r->line[strcspn(r->line, "\n")] = '\0';
  return true;
}

/* -- roff ------------------------------------------------------------------------ */

static void write_character(FILE *out, char character, bool literal) {
  switch (character) {
  case '\\':
    fputs("\\e", out);
    break;
  case '\'':
    fputs("\\(aq", out);
    break;
  case '-':
    fputs(literal ? "\\-" : "-", out);
    break;
  default:
    fputc(character, out);
  }
}

static void write_code(FILE *out, const char *line) {
  for (; *line != '\0'; ++line) {
    write_character(out, *line, true);
  }
  fputc('\n', out);
}

/* The length of *word* at the front, or 0. */
static size_t stressed(const char *text) {
  size_t length = 1;
  while (text[0] == '*' && isalpha((unsigned char)text[length])) {
    ++length;
  }
  return length > 1 && text[length] == '*' ? length + 1 : 0;
}

/* A line for each sentence. */
static void write_text(FILE *out, const char *text) {
  for (; *text != '\0'; ++text) {
    const size_t stress = stressed(text);
    if (stress > 0) {
      fprintf(out, "\\fI%.*s\\fP", (int)stress - 2, text + 1);
      text += stress - 1;
      continue;
    }
    write_character(out, *text, false);
    if (strchr(".!?", *text) != NULL && text[1] == ' ' && isupper((unsigned char)text[2])) {
      fputc('\n', out);
      ++text;
    }
  }
  fputc('\n', out);
}

/* -- comments -------------------------------------------------------------------- */

/* Adds a line of a comment, without its marks and spaces around it, behind a
 * space. Returns whether the comment ends with it. */
static bool add_comment_line(char *comment, const char *line) {
  line += strspn(line, " ");
  line += begins(line, "/*") ? 2 : begins(line, "*") && !begins(line, "*/") ? 1 : 0;
  line += strspn(line, " ");
  const char *end = strstr(line, "*/");
  size_t length = end != NULL ? (size_t)(end - line) : strlen(line);
  while (length > 0 && line[length - 1] == ' ') {
    --length;
  }
  const size_t used = strlen(comment);
  if (length > 0 && used + length + 2 < TEXT) {
    snprintf(comment + used, TEXT - used, "%s%.*s", used > 0 ? " " : "", (int)length, line);
  }
  return end != NULL;
}

static void read_comment(reader *r) {
  r->comment[0] = '\0';
  while (!add_comment_line(r->comment, r->line) && next_line(r)) {
  }
}

/* -- the contract ------------------------------------------------------------------ */

/* " * Objects.   An immutable" begins an item. */
static size_t item_name(const char *line) {
  if (!begins(line, " * ") || !isupper((unsigned char)line[3])) {
    return 0;
  }
  size_t length = 0;
  while (isalpha((unsigned char)line[3 + length])) {
    ++length;
  }
  return line[3 + length] == '.' && line[4 + length] == ' ' ? length : 0;
}

static void write_contract(reader *r) {
  fputs(".Bl -tag -width Ds\n", r->out);
  r->comment[0] = '\0';
  bool ends = false;
  while (!ends && next_line(r)) {
    const size_t name = item_name(r->line);
    if (name > 0) {
      if (r->comment[0] != '\0') {
        write_text(r->out, r->comment);
      }
      fprintf(r->out, ".It Sy %.*s\n", (int)name, r->line + 3);
      r->comment[0] = '\0';
      ends = add_comment_line(r->comment, r->line + 3 + name + 1);
    } else if (r->comment[0] != '\0') {
      ends = add_comment_line(r->comment, r->line);
    }
  }
  write_text(r->out, r->comment);
  fputs(".El\n", r->out);
}

/* -- the reference ----------------------------------------------------------------- */

static void end_code(reader *r) {
  if (r->has_code) {
    fputs(".Ed\n", r->out);
    if (r->comment[0] != '\0') {
      fputs(".Pp\n", r->out);
      write_text(r->out, r->comment);
    }
  }
  r->has_code = false;
}

/* LGR_API is left out, and as much before the lines that go on. */
static void add_code(reader *r) {
  static const char export[] = "LGR_API ";
  static const char shift[] = "                ";
  const bool exported = begins(r->line, export);
  if (!r->has_code) {
    fputs(".Bd -literal\n", r->out);
    r->has_code = true;
  }
  write_code(r->out, exported || begins(r->line, shift) ? r->line + strlen(export) : r->line);
}

/* The name stands behind the dashes; it gets a capital letter. */
static void write_section(reader *r) {
  const char *name = r->line + 2 + strspn(r->line + 2, " -");
  const char *end = strstr(name, " */");
  fprintf(r->out, ".Ss %c%.*s\n", toupper((unsigned char)*name), (int)(end - name - 1), name + 1);
}

/* From the first section to the end; what C++ needs is left out. */
static void write_reference(reader *r) {
  bool inside = false;
  while (next_line(r)) {
    if (begins(r->line, "/* ---") && strstr(r->line, " */") != NULL) {
      end_code(r);
      write_section(r);
      r->comment[0] = '\0';
      inside = true;
    } else if (inside && begins(r->line, "#")) {
      break;
    } else if (inside && begins(r->line, "/*")) {
      end_code(r);
      read_comment(r);
    } else if (inside && r->line[0] == '\0') {
      end_code(r);
      r->comment[0] = '\0';
    } else if (inside) {
      add_code(r);
    }
  }
  end_code(r);
}

/* -- the page ---------------------------------------------------------------------- */

static void write_page(reader *r, FILE *page) {
  char line[LINE];
  while (fgets(line, sizeof line, page) != NULL) {
    if (begins(line, ".\\\" @contract")) {
      write_contract(r);
    } else if (begins(line, ".\\\" @reference")) {
      write_reference(r);
    } else {
      fputs(line, r->out);
    }
  }
}

int main(int count, char **words) {
  if (count != 4) {
    fputs("usage: write_manual HEADER PAGE.in PAGE\n", stderr);
    return 2;
  }
  static reader r;
  r.header = fopen(words[1], "r");
  FILE *page = fopen(words[2], "r");
  r.out = fopen(words[3], "w");
  int status = 2;
  if (r.header != NULL && page != NULL && r.out != NULL) {
    write_page(&r, page);
    status = 0;
  }
  FILE *const files[] = {r.header, page, r.out};
  for (size_t i = 0; i < sizeof files / sizeof *files; ++i) {
    if (files[i] == NULL || fclose(files[i]) != 0) {
      status = 2;
    }
  }
  if (status != 0) {
    fputs("write_manual: something cannot be read or written\n", stderr);
  }
  return status;
}
