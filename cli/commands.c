/* The table of commands, for everything that is made from it: parsing, help,
 * completions and the manual pages. */
#include <string.h>

#include "command.h"
#include "support.h"

const cli_command *const commands[] = {&command_grade,
                                       &command_stream,
                                       &command_check,
                                       &command_eval,
                                       &command_calibrate,
                                       &command_lint,
                                       &command_explain,
                                       &command_rubrics,
                                       &command_schema,
                                       &command_completion,
                                       NULL};

const cli_command *find_command(const char *name) {
  for (size_t i = 0; commands[i] != NULL; ++i) {
    if (strcmp(commands[i]->name, name) == 0) {
      return commands[i];
    }
  }
  return NULL;
}

char *command_call(const cli_command *command) {
  const bool is_default = command == commands[0];
  return format_text("grade%s%s", is_default ? "" : " ", is_default ? "" : command->name);
}

const char *nearest_command(const char *word) {
  const char *names[sizeof commands / sizeof *commands]; /* its end gives room for help */
  size_t count = 0;
  for (; commands[count] != NULL; ++count) {
    names[count] = commands[count]->name;
  }
  names[count++] = "help";
  return nearest_name(word, names, count);
}
