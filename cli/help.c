/* Help is printed from the tables of commands and options. */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <libgrade/libgrade.h>

#include "command.h"
#include "message.h"
#include "support.h"

enum { WIDTH = 80, HELP_COLUMN = 29 };

/* Wraps `text` between `indent` and WIDTH; the cursor stands at `column`. Line
 * breaks in it are kept, and so are spaces at the beginning of a line. */
static void print_wrapped(const char *text, size_t column, size_t indent) {
  size_t spaces = 0;
  while (*text != '\0') {
    const size_t length = strcspn(text, " \n");
    if (length > 0) {
      if (column > indent && column + spaces + length > WIDTH) {
        printf("\n%*s", (int)indent, "");
        column = indent;
        spaces = 0;
      }
      printf("%*s%.*s", (int)spaces, "", (int)length, text);
      column += spaces + length;
      spaces = 0;
      text += length;
    } else if (*text == '\n') {
      const bool empty = text[1] == '\n' || text[1] == '\0';
      printf("\n%*s", empty ? 0 : (int)indent, "");
      column = indent;
      spaces = 0;
      ++text;
    } else {
      ++spaces;
      ++text;
    }
  }
  putchar('\n');
}

static void print_option(const cli_option *option) {
  char *names = option->letter != '\0' ? format_text("-%c, --%s", option->letter, option->name)
                                       : format_text("    --%s", option->name);
  char *left =
      option->value != NULL ? format_text("%s %s", names, option->value) : format_text("%s", names);
  size_t column = 2 + strlen(left);
  printf("  %s", left);
  if (column + 2 > HELP_COLUMN) {
    putchar('\n');
    column = 0;
  }
  printf("%*s", (int)(HELP_COLUMN - column), "");
  print_wrapped(option->help, HELP_COLUMN, HELP_COLUMN);
  free(left);
  free(names);
}

static void print_usage(const char *usage) {
  const char *lead = "Usage: ";
  while (*usage != '\0') {
    const size_t length = strcspn(usage, "\n");
    printf("%sgrade %.*s\n", lead, (int)length, usage);
    usage += length + (usage[length] == '\n' ? 1 : 0);
    lead = "       ";
  }
}

static void print_command_list(void) {
  puts("\nCommands:");
  for (size_t i = 0; commands[i] != NULL; ++i) {
    printf("  %-10s ", commands[i]->name);
    print_wrapped(commands[i]->summary, 13, 13);
  }
  printf("  %-10s Print the help of a command.\n", "help");
}

void print_command_help(const cli_command *command) {
  print_usage(command->usage);
  putchar('\n');
  print_wrapped(command->description, 0, 0);
  puts("\nOptions:");
  for (const cli_option *option = command->options; option->name != NULL; ++option) {
    print_option(option);
  }
  if (command == commands[0]) {
    print_command_list();
  }
  puts("\nExamples:");
  for (const cli_example *example = command->examples; example->words != NULL; ++example) {
    printf("  %s\n      ", example->words);
    print_wrapped(example->meaning, 6, 6);
  }
  puts("\nExit status: 0 done; 1 graded, and something asked for was not met; 2 something\n"
       "could not be done (the rest was done all the same).");
}

int run_help(int count, char *const *words) {
  if (count == 0) {
    print_command_help(commands[0]);
    return STATUS_DONE;
  }
  const cli_command *command = find_command(words[0]);
  if (count == 1 && command != NULL) {
    print_command_help(command);
    return STATUS_DONE;
  }
  if (command != NULL) {
    return usage_error(NULL, "grade help takes one command");
  }
  const char *nearest = nearest_command(words[0]);
  char *hint = nearest != NULL ? format_text("did you mean %s?", nearest)
                               : format_text("grade --help lists the commands");
  const int status = usage_error(hint, "no such command: %s", words[0]);
  free(hint);
  return status;
}

void print_version(void) {
  printf("grade %s (libgrade %s, scoring %u)\n", LGR_VERSION_TEXT, lgr_version(),
         (unsigned)lgr_scoring_version());
}
