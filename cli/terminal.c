/* For struct winsize. */
#define _DEFAULT_SOURCE 1

#include "terminal.h"

#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

enum { DEFAULT_WIDTH = 80, WIDEST = 100, NARROWEST = 40 };

bool parse_color(const char *text, color_choice *out) {
  static const char *const names[] = {
      [COLOR_AUTO] = "auto", [COLOR_ALWAYS] = "always", [COLOR_NEVER] = "never"};
  for (color_choice choice = COLOR_AUTO; choice <= COLOR_NEVER; ++choice) {
    if (strcmp(text, names[choice]) == 0) {
      *out = choice;
      return true;
    }
  }
  return false;
}

static const char *variable(const char *name) {
  const char *value = getenv(name);
  return value == NULL ? "" : value;
}

/* Can do more than print lines. */
static bool terminal_is_able(int descriptor) {
  const char *name = variable("TERM");
  return isatty(descriptor) && *name != '\0' && strcmp(name, "dumb") != 0;
}

bool color_on_output(color_choice choice) {
  if (choice != COLOR_AUTO) {
    return choice == COLOR_ALWAYS;
  }
  if (*variable("NO_COLOR") != '\0') {
    return false;
  }
  const char *force = variable("CLICOLOR_FORCE");
  if (*force != '\0' && strcmp(force, "0") != 0) {
    return true;
  }
  return terminal_is_able(STDOUT_FILENO);
}

static unsigned long columns_of(int descriptor) {
  char *end = NULL;
  const unsigned long columns = strtoul(variable("COLUMNS"), &end, 10);
  if (columns > 0 && *end == '\0') {
    return columns;
  }
  struct winsize size;
  return ioctl(descriptor, TIOCGWINSZ, &size) == 0 ? size.ws_col : 0;
}

uint32_t output_width(void) {
  if (!isatty(STDOUT_FILENO)) {
    return DEFAULT_WIDTH;
  }
  const unsigned long columns = columns_of(STDOUT_FILENO);
  if (columns == 0) {
    return DEFAULT_WIDTH;
  }
  return columns < NARROWEST ? NARROWEST : columns > WIDEST ? WIDEST : (uint32_t)columns;
}

uint32_t columns_to_draw_on(void) {
  if (!terminal_is_able(STDERR_FILENO)) {
    return 0;
  }
  const unsigned long columns = columns_of(STDERR_FILENO);
  return columns == 0 ? DEFAULT_WIDTH : columns > WIDEST ? WIDEST : (uint32_t)columns;
}
