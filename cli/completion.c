/* The tables of completions, written from the tables of options.
 *
 * Each shell has a frame, a script in completions/ that knows how that shell
 * completes and what stands on the command line so far. What it does not know
 * are options; those are written here, in the shell's own words. All three agree
 * on what a value can be (value_kinds); a frame has a function of that name for
 * each. A new option thus needs nothing but its line in the table of its
 * command, and a new kind of value a line here and a function in each frame. */
#include "completion.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include <libgrade/libgrade.h>

#include "command.h"
#include "load.h"
#include "support.h"

typedef struct value_kind {
  const char *value;
  const char *name;
} value_kind;

static const value_kind value_kinds[] = {
    {"FILE", "files"},       {"FOLDER", "folders"},
    {"FORMAT", "formats"},   {"FORMAT[:PATH]", "outputs"},
    {"ID", "rules"},         {"CRITERION", "criteria"},
    {"ID|FILE", "rubrics"},  {"RUBRIC", "rubrics"},
    {"SCORE|BAND", "bands"},
};

static const char help_name[] = "help";
static const char help_summary[] = "Print the help of a command.";

/* NULL for a number and the like. */
static const char *kind_of(const char *value, size_t length) {
  for (size_t i = 0; i < sizeof value_kinds / sizeof *value_kinds; ++i) {
    if (strlen(value_kinds[i].value) == length &&
        strncmp(value_kinds[i].value, value, length) == 0) {
      return value_kinds[i].name;
    }
  }
  return NULL;
}

static bool is_choice(const char *value) {
  return *value >= 'a' && *value <= 'z';
}

/* auto|always as "auto always". */
static void write_choices(FILE *out, const char *value, size_t length) {
  for (size_t i = 0; i < length; ++i) {
    fputc(value[i] == '|' ? ' ' : value[i], out);
  }
}

/* The first sentence, without its full stop: shells show a line. */
static char *first_sentence(const char *text) {
  size_t length = 0;
  while (text[length] != '\0' &&
         !(text[length] == '.' && (text[length + 1] == ' ' || text[length + 1] == '\0'))) {
    ++length;
  }
  return copy_text(text, length);
}

/* Inside single quotes; characters of `special` get a backslash. */
static void write_quoted(FILE *out, const char *text, const char *special, const char *quote) {
  for (; *text != '\0'; ++text) {
    if (*text == '\'') {
      fputs(quote, out);
      continue;
    }
    if (strchr(special, *text) != NULL) {
      fputc('\\', out);
    }
    fputc(*text, out);
  }
}

static void write_formats(FILE *out) {
  const char *name = NULL;
  for (size_t i = 0; (name = lgr_report_format(i)) != NULL; ++i) {
    fprintf(out, "%s%s", i == 0 ? "" : " ", name);
  }
}

static void write_command_names(FILE *out) {
  for (size_t i = 0; commands[i] != NULL; ++i) {
    fprintf(out, "%s ", commands[i]->name);
  }
  fputs(help_name, out);
}

/* The next of the operands of a command, and whether it is the last one. */
static size_t next_operand(const char **operands, bool *last) {
  *operands += strspn(*operands, " ");
  const size_t length = strcspn(*operands, " ");
  *last = (*operands)[length] == '\0';
  return length;
}

/* -- bash ------------------------------------------------------------------------- */

static void write_bash_kind(FILE *out, const char *value, size_t length) {
  const char *kind = kind_of(value, length);
  fputs("printf -- '", out);
  if (is_choice(value)) {
    fputs("words ", out);
    write_choices(out, value, length);
  } else {
    fputs(kind != NULL ? kind : "nothing", out);
  }
  fputs("' ;;\n", out);
}

static void write_bash_options(FILE *out) {
  fputs("_grade_options() {\n  case $1 in\n", out);
  for (size_t i = 0; commands[i] != NULL; ++i) {
    fprintf(out, "  %s) printf -- '", commands[i]->name);
    for (const cli_option *option = commands[i]->options; option->name != NULL; ++option) {
      fprintf(out, "--%s ", option->name);
      if (option->letter != '\0') {
        fprintf(out, "-%c ", option->letter);
      }
    }
    fputs("' ;;\n", out);
  }
  fputs("  esac\n}\n", out);
}

static void write_bash_values(FILE *out) {
  fputs("_grade_value() {\n  case $1:$2 in\n", out);
  for (size_t i = 0; commands[i] != NULL; ++i) {
    const char *name = commands[i]->name;
    for (const cli_option *option = commands[i]->options; option->name != NULL; ++option) {
      if (option->value == NULL) {
        continue;
      }
      fprintf(out, "  %s:--%s", name, option->name);
      if (option->letter != '\0') {
        fprintf(out, " | %s:-%c", name, option->letter);
      }
      fputs(") ", out);
      write_bash_kind(out, option->value, strlen(option->value));
    }
  }
  fputs("  *) return 1 ;;\n  esac\n}\n", out);
}

static void write_bash_operands(FILE *out) {
  fputs("_grade_operand() {\n  case $1:$2 in\n", out);
  for (size_t i = 0; commands[i] != NULL; ++i) {
    const char *rest = commands[i]->operands;
    bool last = false;
    for (int place = 1; rest != NULL && !last; ++place) {
      const size_t length = next_operand(&rest, &last);
      if (last) {
        fprintf(out, "  %s:*) ", commands[i]->name);
      } else {
        fprintf(out, "  %s:%d) ", commands[i]->name, place);
      }
      write_bash_kind(out, rest, length);
      rest += length;
    }
  }
  fprintf(out, "  %s:*) printf 'commands' ;;\n  *) printf 'nothing' ;;\n  esac\n}\n", help_name);
}

static void write_bash(FILE *out) {
  fputs("_grade_command_names='", out);
  write_command_names(out);
  fputs("'\n_grade_format_names='", out);
  write_formats(out);
  fprintf(out, "'\n_grade_default_rubric='%s'\n", DEFAULT_RUBRIC);
  write_bash_options(out);
  write_bash_values(out);
  write_bash_operands(out);
}

/* -- zsh -------------------------------------------------------------------------- */

#define ZSH_QUOTE "'\\''"
#define ZSH_SPECIAL "[]:\\"

/* ":message:action" of a value or an operand. */
static void write_zsh_kind(FILE *out, const char *value, size_t length) {
  const char *kind = kind_of(value, length);
  char *text = copy_text(value, length);
  fputc(':', out);
  write_quoted(out, text, ZSH_SPECIAL, ZSH_QUOTE);
  fputc(':', out);
  if (is_choice(value)) {
    fputc('(', out);
    write_choices(out, value, length);
    fputc(')', out);
  } else {
    fprintf(out, kind != NULL ? "_grade_%s" : " ", kind);
  }
  free(text);
}

static void write_zsh_option(FILE *out, const cli_option *option) {
  const bool valued = option->value != NULL;
  fputs("    '*'", out);
  if (option->letter != '\0') {
    fprintf(out, "{-%c%s,--%s%s}", option->letter, valued ? "+" : "", option->name,
            valued ? "=" : "");
  } else {
    fprintf(out, "--%s%s", option->name, valued ? "=" : "");
  }
  char *sentence = first_sentence(option->help);
  fputs("'[", out);
  write_quoted(out, sentence, ZSH_SPECIAL, ZSH_QUOTE);
  fputc(']', out);
  free(sentence);
  if (valued) {
    write_zsh_kind(out, option->value, strlen(option->value));
  }
  fputs("' \\\n", out);
}

static void write_zsh_operands(FILE *out, const char *operands) {
  bool last = operands == NULL;
  while (!last) {
    const size_t length = next_operand(&operands, &last);
    fputs(last ? "    '*" : "    '", out);
    write_zsh_kind(out, operands, length);
    fputs("' \\\n", out);
    operands += length;
  }
}

static void write_zsh_description(FILE *out, const char *name, const char *summary) {
  char *sentence = first_sentence(summary);
  fprintf(out, "  '%s:", name);
  write_quoted(out, sentence, ZSH_SPECIAL, ZSH_QUOTE);
  fputs("'\n", out);
  free(sentence);
}

static void write_zsh(FILE *out) {
  fputs("typeset -ga _grade_descriptions _grade_format_names\n_grade_descriptions=(\n", out);
  for (size_t i = 0; commands[i] != NULL; ++i) {
    write_zsh_description(out, commands[i]->name, commands[i]->summary);
  }
  write_zsh_description(out, help_name, help_summary);
  fputs(")\n_grade_format_names=(", out);
  write_formats(out);
  fprintf(out, ")\ntypeset -g _grade_default_rubric=%s\n_grade_arguments() {\n  case $1 in\n",
          DEFAULT_RUBRIC);
  for (size_t i = 0; commands[i] != NULL; ++i) {
    fprintf(out, "  %s) _arguments -s -S \\\n", commands[i]->name);
    for (const cli_option *option = commands[i]->options; option->name != NULL; ++option) {
      write_zsh_option(out, option);
    }
    write_zsh_operands(out, commands[i]->operands);
    fputs("    && return ;;\n", out);
  }
  fprintf(out, "  %s) _arguments ':command:_grade_commands' ;;\n  esac\n}\n", help_name);
}

/* -- fish ------------------------------------------------------------------------- */

#define FISH_QUOTE "\\'"

static void write_fish_kind(FILE *out, const char *value, size_t length) {
  const char *kind = kind_of(value, length);
  const bool files = kind != NULL && strcmp(kind, "files") == 0;
  if (files) {
    fputs(" -F", out);
  } else if (is_choice(value)) {
    fputs(" -f -a '", out);
    write_choices(out, value, length);
    fputc('\'', out);
  } else if (kind != NULL) {
    fprintf(out, " -f -a '(__grade_%s)'", kind);
  } else {
    fputs(" -f", out);
  }
}

static void write_fish_description(FILE *out, const char *text) {
  char *sentence = first_sentence(text);
  fputs(" -d '", out);
  write_quoted(out, sentence, "\\", FISH_QUOTE);
  fputs("'\n", out);
  free(sentence);
}

static void write_fish_option(FILE *out, const char *command, const cli_option *option) {
  fprintf(out, "complete -c grade -n '__grade_is %s' -l %s", command, option->name);
  if (option->letter != '\0') {
    fprintf(out, " -s %c", option->letter);
  }
  if (option->value != NULL) {
    fputs(" -r", out);
    write_fish_kind(out, option->value, strlen(option->value));
  }
  write_fish_description(out, option->help);
}

static void write_fish_operands(FILE *out, const cli_command *command) {
  const char *rest = command->operands;
  bool last = rest == NULL;
  for (int place = 1; !last; ++place) {
    const size_t length = next_operand(&rest, &last);
    fprintf(out, "complete -c grade -n '__grade_at %s %d%s'", command->name, place,
            last ? " on" : "");
    write_fish_kind(out, rest, length);
    fputc('\n', out);
    rest += length;
  }
}

/* The options that take the word behind them, to tell operands from values. */
static void write_fish_valued(FILE *out, const cli_command *command) {
  fprintf(out, "set -g __grade_valued_%s", command->name);
  for (const cli_option *option = command->options; option->name != NULL; ++option) {
    if (option->value != NULL) {
      fprintf(out, " --%s", option->name);
      if (option->letter != '\0') {
        fprintf(out, " -%c", option->letter);
      }
    }
  }
  fputc('\n', out);
}

static void write_fish(FILE *out) {
  fputs("set -g __grade_command_names ", out);
  write_command_names(out);
  fputs("\nset -g __grade_format_names ", out);
  write_formats(out);
  fprintf(out, "\nset -g __grade_default_rubric %s\n", DEFAULT_RUBRIC);
  for (size_t i = 0; commands[i] != NULL; ++i) {
    const cli_command *command = commands[i];
    write_fish_valued(out, command);
    fprintf(out, "complete -c grade -n __grade_first -a %s", command->name);
    write_fish_description(out, command->summary);
    for (const cli_option *option = command->options; option->name != NULL; ++option) {
      write_fish_option(out, command->name, option);
    }
    write_fish_operands(out, command);
  }
  fprintf(out, "complete -c grade -n __grade_first -a %s", help_name);
  write_fish_description(out, help_summary);
  fprintf(out, "complete -c grade -n '__grade_is %s' -f -a '(__grade_commands)'\n", help_name);
}

/* -- all -------------------------------------------------------------------------- */

completion_tables find_completion(const char *shell) {
  static const struct {
    const char *name;
    completion_tables write;
  } shells[] = {{"bash", write_bash}, {"zsh", write_zsh}, {"fish", write_fish}};
  for (size_t i = 0; i < sizeof shells / sizeof *shells; ++i) {
    if (strcmp(shells[i].name, shell) == 0) {
      return shells[i].write;
    }
  }
  return NULL;
}
