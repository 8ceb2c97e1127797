/* grade: the command line of libgrade. */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

#include "command.h"
#include "heap.h"
#include "message.h"
#include "outputs.h"
#include "sandbox.h"
#include "support.h"
#include "temporary.h"

/* A closed standard stream would give its number to the first file opened, and
 * results would end up in it. The holes are filled so that reading and
 * writing them fails. */
static void fill_standard_streams(void) {
  for (int stream = STDIN_FILENO; stream <= STDERR_FILENO; ++stream) {
    if (fcntl(stream, F_GETFD) == -1 && errno == EBADF) {
      (void)open("/dev/null", stream == STDIN_FILENO ? O_WRONLY : O_RDONLY);
    }
  }
}

static int run_command(const cli_command *command, int count, char *const *words) {
  cli_arguments arguments;
  int status = parse_arguments(command, count, words, &arguments);
  if (status == STATUS_DONE) {
    if (has_option(&arguments, "help")) {
      print_command_help(command);
    } else {
      status = command->run(&arguments);
    }
  }
  free_arguments(&arguments);
  return status;
}

static int dispatch(int count, char *const *words) {
  if (count == 0) {
    return usage_error("grade answer.md grades an answer, grade --help tells the rest",
                       "nothing to grade");
  }
  if (strcmp(words[0], "help") == 0) {
    return run_help(count - 1, words + 1);
  }
  const cli_command *command = find_command(words[0]);
  if (command != NULL) {
    return run_command(command, count - 1, words + 1);
  }
  return run_command(commands[0], count, words);
}

/* What a command loads must be loaded before the sandbox is entered. */
static void prepare_command(int count, char *const *words) {
  const cli_command *command = count > 0 ? find_command(words[0]) : NULL;
  if (command != NULL && command->prepare != NULL) {
    (void)command->prepare();
  }
}

int main(int count, char **words) {
  prepare_heap();
  fill_standard_streams();
  /* Writing then fails instead, and the failure is told. */
  signal(SIGPIPE, SIG_IGN);
  signal(SIGXFSZ, SIG_IGN);
  watch_signals();
  prepare_command(count - 1, words + 1);
  (void)enter_sandbox();
  return close_results(dispatch(count - 1, words + 1));
}
