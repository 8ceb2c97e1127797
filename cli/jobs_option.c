#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "jobs.h"
#include "message.h"
#include "support.h"

enum { MOST_JOBS = 256 };

static size_t processors(void) {
  const long count = sysconf(_SC_NPROCESSORS_ONLN);
  return count < 1 ? 1 : count > MOST_JOBS ? MOST_JOBS : (size_t)count;
}

int read_jobs(const cli_arguments *arguments, size_t *jobs) {
  const char *value = option_value(arguments, "jobs");
  *jobs = 1;
  if (value == NULL) {
    return STATUS_DONE;
  }
  if (strcmp(value, "auto") == 0 || strcmp(value, "0") == 0) {
    *jobs = processors();
    return STATUS_DONE;
  }
  char *end = NULL;
  const unsigned long number = strtoul(value, &end, 10);
  if (*value < '0' || *value > '9' || *end != '\0' || number < 1 || number > MOST_JOBS) {
    return usage_error("--jobs auto takes as many as there are processors",
                       "--jobs takes a number from 1 to %d or auto, not %s", MOST_JOBS, value);
  }
  *jobs = number;
  return STATUS_DONE;
}
