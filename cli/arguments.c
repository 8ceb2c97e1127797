#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "command.h"
#include "message.h"
#include "support.h"

enum { MOST_OPTIONS = 32 };

/* In the argument `word`; `nearest` is an option it may be a slip for, or NULL. */
static int unknown_option(const cli_command *command, const char *word, const char *written,
                          const char *nearest) {
  struct stat file;
  char *call = command_call(command);
  char *hint = stat(word, &file) == 0 ? format_text("-- ends the options: %s -- %s", call, word)
               : nearest != NULL      ? format_text("did you mean --%s?", nearest)
                                      : format_text("%s --help lists the options", call);
  const int status = usage_error(hint, "unknown option %s of %s", written, call);
  free(hint);
  free(call);
  return status;
}

static int unknown_long_option(const cli_command *command, const char *word, size_t length) {
  const char *names[MOST_OPTIONS];
  size_t count = 0;
  for (; count < MOST_OPTIONS && command->options[count].name != NULL; ++count) {
    names[count] = command->options[count].name;
  }
  char *written = format_text("--%.*s", (int)length, word + 2);
  const int status =
      unknown_option(command, word, written, nearest_name(written + 2, names, count));
  free(written);
  return status;
}

static void add_setting(cli_arguments *out, const cli_option *option, const char *value) {
  out->settings[out->setting_count].option = option;
  out->settings[out->setting_count++].value = value;
}

static int missing_value(const cli_option *option) {
  return usage_error(NULL, "--%s needs a value: --%s %s", option->name, option->name,
                     option->value);
}

/* --name, --name=value, --name value: the argument `whole`. `next` is the word behind, or NULL;
 * *used says whether it was the value. */
static int parse_long(const cli_command *command, const char *whole, const char *next, bool *used,
                      cli_arguments *out) {
  const char *word = whole + 2;
  const char *equals = strchr(word, '=');
  const size_t length = equals == NULL ? strlen(word) : (size_t)(equals - word);
  const cli_option *found = NULL;
  for (const cli_option *option = command->options; option->name != NULL; ++option) {
    if (strlen(option->name) == length && strncmp(option->name, word, length) == 0) {
      found = option;
    }
  }
  if (found == NULL) {
    return unknown_long_option(command, whole, length);
  }
  if (found->value == NULL) {
    if (equals != NULL) {
      return usage_error(NULL, "--%s takes no value", found->name);
    }
    add_setting(out, found, NULL);
    return STATUS_DONE;
  }
  const char *value = equals != NULL ? equals + 1 : next;
  if (value == NULL) {
    return missing_value(found);
  }
  *used = equals == NULL;
  add_setting(out, found, value);
  return STATUS_DONE;
}

/* -v, -qv, -o value, -ovalue: the argument `whole`. */
static int parse_letters(const cli_command *command, const char *whole, const char *next,
                         bool *used, cli_arguments *out) {
  for (const char *letters = whole + 1; *letters != '\0'; ++letters) {
    const cli_option *found = command->options;
    while (found->name != NULL && found->letter != *letters) {
      ++found;
    }
    if (found->name == NULL) {
      const char written[] = {'-', *letters, '\0'};
      return unknown_option(command, whole, written, NULL);
    }
    if (found->value == NULL) {
      add_setting(out, found, NULL);
      continue;
    }
    const char *value = letters[1] != '\0' ? letters + 1 : next;
    if (value == NULL) {
      return missing_value(found);
    }
    *used = letters[1] == '\0';
    add_setting(out, found, value);
    return STATUS_DONE;
  }
  return STATUS_DONE;
}

static size_t count_letters(int count, char *const *words) {
  size_t letters = 0;
  for (int i = 0; i < count; ++i) {
    letters += strlen(words[i]) + 1;
  }
  return letters;
}

int parse_arguments(const cli_command *command, int count, char *const *words, cli_arguments *out) {
  memset(out, 0, sizeof *out);
  out->settings = take_memory(count_letters(count, words), sizeof *out->settings);
  out->operands = take_memory((size_t)count, sizeof *out->operands);
  bool options_ended = false;
  for (int i = 0; i < count; ++i) {
    const char *word = words[i];
    const char *next = i + 1 < count ? words[i + 1] : NULL;
    bool used = false;
    int status = STATUS_DONE;
    if (options_ended || word[0] != '-' || word[1] == '\0') {
      out->operands[out->operand_count++] = word;
    } else if (strcmp(word, "--") == 0) {
      options_ended = true;
    } else if (word[1] == '-') {
      status = parse_long(command, word, next, &used, out);
    } else {
      status = parse_letters(command, word, next, &used, out);
    }
    if (status != STATUS_DONE) {
      return status;
    }
    i += used ? 1 : 0;
  }
  return STATUS_DONE;
}

void free_arguments(cli_arguments *arguments) {
  free(arguments->settings);
  free(arguments->operands);
  memset(arguments, 0, sizeof *arguments);
}

const char *next_option_value(const cli_arguments *arguments, const char *name, size_t *cursor) {
  while (*cursor < arguments->setting_count) {
    const cli_setting *setting = &arguments->settings[(*cursor)++];
    if (strcmp(setting->option->name, name) == 0) {
      return setting->value;
    }
  }
  return NULL;
}

const char *option_value(const cli_arguments *arguments, const char *name) {
  const char *last = NULL;
  size_t cursor = 0;
  for (const char *value; (value = next_option_value(arguments, name, &cursor)) != NULL;) {
    last = value;
  }
  return last;
}

bool has_option(const cli_arguments *arguments, const char *name) {
  for (size_t i = 0; i < arguments->setting_count; ++i) {
    if (strcmp(arguments->settings[i].option->name, name) == 0) {
      return true;
    }
  }
  return false;
}
