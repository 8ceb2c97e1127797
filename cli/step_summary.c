#include "step_summary.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "message.h"
#include "support.h"

/* The runner shows nothing of a summary over 1 MiB, whoever wrote it. */
#define SUMMARY_LIMIT ((off_t)1024 * 1024)
#define REPORT_LIMIT ((off_t)64 * 1024)

const char *step_summary_path(void) {
  const char *path = getenv("GITHUB_STEP_SUMMARY");
  return path != NULL && *path != '\0' ? path : NULL;
}

static int not_written(const char *path, int reason) {
  report_error(NULL, path, CODE_NOT_WRITTEN, "GITHUB_STEP_SUMMARY names this file",
               "cannot be written: %s", strerror(reason));
  return STATUS_FAILED;
}

int add_to_step_summary(const char *path, file_writer write, void *context) {
  struct stat old;
  const off_t length = stat(path, &old) == 0 && S_ISREG(old.st_mode) ? old.st_size : 0;
  if (length > SUMMARY_LIMIT - REPORT_LIMIT) {
    fputs("grade: the step summary is full; this report is not added to it\n", stderr);
    return STATUS_DONE;
  }
  FILE *file = fopen(path, "a");
  if (file == NULL) {
    return not_written(path, errno);
  }
  errno = 0;
  int status = STATUS_DONE;
  if (length > 0 && fputs("\n\n", file) == EOF) {
    status = STATUS_FAILED;
  }
  status = worse_status(status, write(context, file));
  const int reason = errno;
  if (fclose(file) != 0 || status != STATUS_DONE) {
    status = not_written(path, reason != 0 ? reason : errno);
  }
  return status;
}
