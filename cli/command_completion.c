/* grade completion SHELL: what makes a shell complete calls of grade. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "command.h"
#include "completion.h"
#include "message.h"
#include "resources.h"
#include "support.h"

#define SHELLS "bash|zsh|fish"

/* The line of a frame that the tables take the place of. */
static const char tables_line[] = "# @tables@\n";

static const cli_option options[] = {COMMON_OPTIONS};

static const cli_example examples[] = {
    {"source <(grade completion bash)", "In ~/.bashrc, where it was not installed with grade."},
    {"grade completion zsh > ~/.zfunc/_grade", "Into a folder of $fpath."},
    {"grade completion fish > ~/.config/fish/completions/grade.fish", "For fish."},
    {NULL, NULL}};

static int run(const cli_arguments *arguments) {
  if (arguments->operand_count != 1) {
    return usage_error("grade completion " SHELLS, "grade completion needs the name of one shell");
  }
  const char *shell = arguments->operands[0];
  const completion_tables write_tables = find_completion(shell);
  char *file = format_text("grade.%s", shell);
  const cli_resource *frame = write_tables != NULL ? find_resource(file) : NULL;
  free(file);
  const char *tables = frame != NULL ? strstr(frame->bytes, tables_line) : NULL;
  if (tables == NULL) {
    return usage_error("grade completion " SHELLS, "no completions for %s", shell);
  }
  fwrite(frame->bytes, 1, (size_t)(tables - frame->bytes), stdout);
  write_tables(stdout);
  fputs(tables + sizeof tables_line - 1, stdout);
  return STATUS_DONE;
}

const cli_command command_completion = {
    .name = "completion",
    .summary = "Print what completes calls of grade in a shell.",
    .usage = "completion " SHELLS,
    .description =
        "Prints a script that makes bash, zsh or fish complete commands, options and their values, "
        "with the ids of rubrics, criteria and penalties. An installed grade has it installed, "
        "too.",
    .operands = SHELLS,
    .options = options,
    .examples = examples,
    .run = run,
};
