/* Commands and their options are tables; parsing and --help read the same
 * ones, so that help cannot lag behind. */
#ifndef GRADE_COMMAND_H
#define GRADE_COMMAND_H

#include <stdbool.h>
#include <stddef.h>

/* What stands for a value in help tells a shell what to offer. Words in lower
 * case are to be typed as they stand, one of them: auto|always|never. Those in
 * capitals stand for something; completion.c lists what it knows, such as FILE
 * and ID, and offers nothing for others, such as numbers. */
typedef struct cli_option {
  const char *name;  /* long name without dashes; NULL ends a table */
  char letter;       /* short name, or '\0' */
  const char *value; /* what stands for its value, see below; NULL: takes none */
  const char *help;
} cli_option;

typedef struct cli_setting {
  const cli_option *option;
  const char *value; /* borrowed from the command line; NULL for a flag */
} cli_setting;

typedef struct cli_arguments {
  cli_setting *settings; /* in order */
  size_t setting_count;
  const char **operands;
  size_t operand_count;
} cli_arguments;

typedef struct cli_example {
  const char *words; /* NULL ends a table */
  const char *meaning;
} cli_example;

typedef struct cli_command {
  const char *name;
  const char *summary; /* one line, for the list of commands */
  const char *usage;   /* what follows "grade ", one line each */
  const char *description;
  const char *operands; /* values by place, divided by a space; the last is repeated */
  const cli_option *options;
  const cli_example *examples;
  int (*run)(const cli_arguments *arguments); /* returns the exit status */
  bool (*prepare)(void); /* loads code, before the sandbox is entered; or NULL. `run` calls
                            it again to hear how that went */
} cli_command;

extern const cli_command command_grade;
extern const cli_command command_calibrate;
extern const cli_command command_check;
extern const cli_command command_eval;
extern const cli_command command_lint;
extern const cli_command command_explain;
extern const cli_command command_rubrics;
extern const cli_command command_schema;
extern const cli_command command_stream;
extern const cli_command command_completion;

/* All of them, `grade` first, ended by NULL. */
extern const cli_command *const commands[];

const cli_command *find_command(const char *name);
/* "grade" or "grade check": how the user calls it. Freed with free(). */
char *command_call(const cli_command *command);
/* The command that `word` could be a slip for, or NULL. */
const char *nearest_command(const char *word);

/* Ends every table of options. */
#define COMMON_OPTIONS                                                                             \
  {"help", 'h', NULL, "Print this help."}, {                                                       \
    NULL, '\0', NULL, NULL                                                                         \
  }

#define RUBRIC_OPTION                                                                              \
  {                                                                                                \
    "rubric", 'r', "ID|FILE",                                                                      \
        "The rubric: the id of a built-in one (see grade rubrics) or a YAML file. Default: "       \
        "senior-data-engineer."                                                                    \
  }

/* Reads the words behind the command. Returns STATUS_DONE, or STATUS_FAILED
 * after a message. */
int parse_arguments(const cli_command *command, int count, char *const *words, cli_arguments *out);
void free_arguments(cli_arguments *arguments);

/* The last value given for an option, or NULL. */
const char *option_value(const cli_arguments *arguments, const char *name);
/* The values in turn: *cursor begins at 0. NULL after the last. */
const char *next_option_value(const cli_arguments *arguments, const char *name, size_t *cursor);
bool has_option(const cli_arguments *arguments, const char *name);

/* Help goes to standard output. */
void print_command_help(const cli_command *command);
int run_help(int count, char *const *words);
void print_version(void);

#endif
