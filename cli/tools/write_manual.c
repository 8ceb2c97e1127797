/* Writes a manual page: a page in man/ with what the tables of commands say in
 * the place of its directives, which are comments of mdoc:
 *
 *   .\" @synopsis check     the calls, the first with every option
 *   .\" @options check      the list of options
 *   .\" @examples check     the examples
 *   .\" @commands           the list of commands
 *
 *   write_manual PAGE.in PAGE
 *
 * A page can thus not tell of other options than the program has. */
#include <ctype.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "command.h"
#include "support.h"

/* One character of roff. A line may not begin with one that makes it a request. */
static void write_character(FILE *out, char character, bool begins_line, bool literal) {
  switch (character) {
  case '\\':
    fputs("\\e", out);
    return;
  case '\'':
    fputs("\\(aq", out);
    return;
  case '`':
    fputs("\\(ga", out);
    return;
  case '~':
    fputs("\\(ti", out);
    return;
  case '^':
    fputs("\\(ha", out);
    return;
  case '-':
    fputs(literal ? "\\-" : "-", out);
    return;
  case '.':
    fputs(begins_line ? "\\&." : ".", out);
    return;
  default:
    fputc(character, out);
  }
}

/* A line of literal text. */
static void write_literal(FILE *out, const char *text) {
  for (size_t i = 0; text[i] != '\0'; ++i) {
    write_character(out, text[i], i == 0, true);
  }
  fputc('\n', out);
}

/* Running text, a line for each sentence. */
static void write_text(FILE *out, const char *text) {
  bool begins_line = true;
  bool option = false; /* inside --name, whose dashes are those of a keyboard */
  for (; *text != '\0'; ++text) {
    const bool ends = strchr(".!?", *text) != NULL && text[1] == ' ' && isupper(text[2]);
    option = *text != ' ' && (option || (text[0] == '-' && text[1] == '-'));
    write_character(out, *text, begins_line, option);
    begins_line = ends;
    if (ends) {
      fputc('\n', out);
      ++text;
    }
  }
  fputc('\n', out);
}

/* "Ar VALUE", or "Cm WORD | WORD" for words to be typed as they stand. */
static void write_value(FILE *out, const char *value) {
  if (!islower(*value)) {
    fprintf(out, "Ar %s", value);
    return;
  }
  fputs("Cm ", out);
  for (; *value != '\0'; ++value) {
    if (*value == '|') {
      fputs(" | ", out);
    } else {
      fputc(*value, out);
    }
  }
}

/* -- options ----------------------------------------------------------------- */

static void write_options(FILE *out, const cli_command *command) {
  fputs(".Bl -tag -width Ds\n", out);
  for (const cli_option *option = command->options; option->name != NULL; ++option) {
    fputs(".It", out);
    if (option->letter != '\0') {
      fprintf(out, " Fl %c ,", option->letter);
    }
    fprintf(out, " Fl -%s", option->name);
    if (option->value != NULL) {
      fputc(' ', out);
      write_value(out, option->value);
    }
    fputc('\n', out);
    write_text(out, option->help);
  }
  fputs(".El\n", out);
}

/* -- synopsis ---------------------------------------------------------------- */

/* Whether a call is told that needs the option: "rubrics ID --source". */
static bool is_in_usage(const cli_command *command, const cli_option *option) {
  char *written = format_text("--%s", option->name);
  const bool found = strstr(command->usage, written) != NULL;
  free(written);
  return found;
}

static void write_option_synopsis(FILE *out, const cli_command *command) {
  fputs(".Op Fl ", out);
  for (const cli_option *option = command->options; option->name != NULL; ++option) {
    if (option->value == NULL && option->letter != '\0' && !is_in_usage(command, option)) {
      fputc(option->letter, out);
    }
  }
  fputc('\n', out);
  for (const cli_option *option = command->options; option->name != NULL; ++option) {
    if ((option->value == NULL && option->letter != '\0') || is_in_usage(command, option)) {
      continue;
    }
    if (option->letter != '\0') {
      fprintf(out, ".Op Fl %c", option->letter);
    } else {
      fprintf(out, ".Op Fl -%s", option->name);
    }
    if (option->value != NULL) {
      fputc(' ', out);
      write_value(out, option->value);
    }
    fputc('\n', out);
  }
}

static void write_word(FILE *out, const cli_command *command, const char *word, bool own_options) {
  const size_t length = strlen(word);
  if (strcmp(word, "[OPTIONS]") == 0 && !own_options) {
    fputs(".Op Ar OPTIONS\n", out);
  } else if (strcmp(word, "[OPTIONS]") == 0) {
    write_option_synopsis(out, command);
  } else if (text_begins_with(word, "--")) {
    fprintf(out, ".Fl %s\n", word + 1);
  } else if (islower(*word)) {
    fputc('.', out);
    write_value(out, word);
    fputc('\n', out);
  } else if (length > 3 && strcmp(word + length - 3, "...") == 0) {
    fprintf(out, ".Ar %.*s ...\n", (int)length - 3, word);
  } else {
    fprintf(out, ".Ar %s\n", word);
  }
}

static void write_synopsis(FILE *out, const cli_command *command) {
  const char *usage = command->usage;
  while (*usage != '\0') {
    fputs(".Nm grade\n", out);
    const bool own_options = usage == command->usage;
    while (*usage != '\0' && *usage != '\n') {
      const size_t length = strcspn(usage, " \n");
      char *word = copy_text(usage, length);
      write_word(out, command, word, own_options);
      free(word);
      usage += length + (usage[length] == ' ' ? 1 : 0);
    }
    usage += *usage == '\n' ? 1 : 0;
  }
}

/* -- examples, commands -------------------------------------------------------- */

static void write_examples(FILE *out, const cli_command *command) {
  for (const cli_example *example = command->examples; example->words != NULL; ++example) {
    if (example != command->examples) {
      fputs(".Pp\n", out);
    }
    write_text(out, example->meaning);
    fputs(".Bd -literal -offset indent\n", out);
    write_literal(out, example->words);
    fputs(".Ed\n", out);
  }
}

static void write_commands(FILE *out, const cli_command *command) {
  (void)command;
  fputs(".Bl -tag -width Ds\n", out);
  for (size_t i = 1; commands[i] != NULL; ++i) {
    fprintf(out, ".It Ic %s\n", commands[i]->name);
    write_text(out, commands[i]->summary);
    fprintf(out, "See\n.Xr grade-%s 1 .\n", commands[i]->name);
  }
  fputs(".It Ic help Op Ar COMMAND\nPrint the help of a command.\n.El\n", out);
}

/* -- pages --------------------------------------------------------------------- */

static int follow(FILE *out, const char *directive) {
  static const struct {
    const char *name;
    void (*write)(FILE *out, const cli_command *command);
  } directives[] = {{"synopsis", write_synopsis},
                    {"options", write_options},
                    {"examples", write_examples},
                    {"commands", write_commands}};
  const size_t length = strcspn(directive, " \n");
  char *rest = copy_text(directive + length, strcspn(directive + length, "\n"));
  const cli_command *command = *rest == ' ' ? find_command(rest + 1) : commands[0];
  free(rest);
  for (size_t i = 0; command != NULL && i < sizeof directives / sizeof *directives; ++i) {
    if (strlen(directives[i].name) == length &&
        strncmp(directives[i].name, directive, length) == 0) {
      directives[i].write(out, command);
      return STATUS_DONE;
    }
  }
  fprintf(stderr, "write_manual: no such directive: %s", directive);
  return STATUS_FAILED;
}

static int write_page(FILE *in, FILE *out) {
  static const char mark[] = ".\\\" @";
  int status = STATUS_DONE;
  char line[1024];
  while (status == STATUS_DONE && fgets(line, sizeof line, in) != NULL) {
    if (text_begins_with(line, mark)) {
      status = follow(out, line + sizeof mark - 1);
    } else {
      fputs(line, out);
    }
  }
  return status;
}

int main(int count, char **words) {
  FILE *in = count == 3 ? fopen(words[1], "r") : NULL;
  FILE *out = in != NULL ? fopen(words[2], "w") : NULL;
  int status = STATUS_FAILED;
  if (out != NULL) {
    status = write_page(in, out);
    status = fclose(out) != 0 ? STATUS_FAILED : status;
  } else {
    fputs("usage: write_manual PAGE.in PAGE\n", stderr);
  }
  if (in != NULL) {
    fclose(in);
  }
  if (status != STATUS_DONE && out != NULL) {
    remove(words[2]);
  }
  return status;
}
