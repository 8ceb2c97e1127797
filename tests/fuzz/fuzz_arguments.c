/* The parser of command lines: one word a line, for a command with options of
 * every kind. Every word ends up as an option, a value or an operand, and can be shown. */
#include "command.h"
#include "fuzz.h"
#include "message.h"
#include "report/escape.h"
#include "support.h"

enum { MOST_WORDS = 64 };

static const cli_option options[] = {{"format", 'f', "json|text", "The format."},
                                     {"output", 'o', "FILE", "The file."},
                                     {"quiet", 'q', NULL, "Say less."},
                                     {"verbose", 'v', NULL, "Say more."},
                                     {"least-score", '\0', "N", "The least score."},
                                     {"update-baseline", '\0', NULL, "Accept what is unmet."},
                                     COMMON_OPTIONS};
static const cli_command fuzz_command = {.name = "fuzz", .options = options};

/* That of commands.c needs every command. */
char *command_call(const cli_command *command) {
  return format_text("grade %s", command->name);
}

static int split(char *text, char *words[MOST_WORDS]) {
  int count = 0;
  for (char *end; count < MOST_WORDS; text = end + 1) {
    words[count++] = text;
    end = strchr(text, '\n');
    if (end == NULL) {
      break;
    }
    *end = '\0';
  }
  return count;
}

static int is_word(const char *text, int count, char *const *words) {
  for (int i = 0; i < count; ++i) {
    if (text >= words[i] && text <= words[i] + strlen(words[i])) {
      return 1;
    }
  }
  return 0;
}

static void check(const cli_arguments *arguments, int count, char *const *words) {
  PROMISE(arguments->operand_count <= (size_t)count);
  for (size_t i = 0; i < arguments->operand_count; ++i) {
    PROMISE(is_word(arguments->operands[i], count, words));
  }
  for (size_t i = 0; i < arguments->setting_count; ++i) {
    const cli_setting *setting = &arguments->settings[i];
    PROMISE((setting->value != NULL) == (setting->option->value != NULL));
    PROMISE(setting->value == NULL || is_word(setting->value, count, words));
    PROMISE(has_option(arguments, setting->option->name));
  }
}

/* What a message says of a word is one line that no CI runner obeys. */
static void check_message(const char *text) {
  char *line = NULL;
  size_t length = 0;
  FILE *file = open_memstream(&line, &length);
  PROMISE(file != NULL);
  print_safely(file, text);
  fclose(file);
  PROMISE(!lg_begins_command(line, length) && strstr(line, "##[") == NULL);
  for (size_t i = 0; i < length; ++i) {
    PROMISE((unsigned char)line[i] >= 0x20 && line[i] != 0x7F);
  }
  free(line);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length) {
  const fuzz_input whole = {(const char *)bytes, length};
  char *text = text_copy(whole);
  check_message(text);
  char *words[MOST_WORDS];
  const int count = split(text, words);
  cli_arguments arguments;
  if (parse_arguments(&fuzz_command, count, words, &arguments) == STATUS_DONE) {
    check(&arguments, count, words);
  }
  free_arguments(&arguments);
  free(text);
  return 0;
}
