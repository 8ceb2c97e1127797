#include "step_summary.h"

#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "message.h"
#include "support.h"
#include "temporary.h"

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

/* Takes back what arrived of a report that did not arrive whole. */
static void drop_rest(int descriptor, off_t length) {
  if (descriptor >= 0 && ftruncate(descriptor, length) != 0) {
    fputs("grade: half a report stays in the step summary\n", stderr);
  }
}

/* Closes the file. 0, or the reason of a failure. */
static int append(FILE *file, off_t length, file_writer write, void *context) {
  errno = 0;
  const bool good =
      (length == 0 || fputs("\n\n", file) != EOF) && write(context, file) == STATUS_DONE;
  const int reason = good ? 0 : errno != 0 ? errno : EIO;
  return fclose(file) == 0 || !good ? reason : errno;
}

/* To a file, in a moment in which no signal comes: half a report stays neither
 * then nor when the disk is full. */
static int append_whole(FILE *file, off_t length, file_writer write, void *context) {
  const int descriptor = dup(fileno(file)); /* closing may still write */
  hold_signals();
  const int reason = append(file, length, write, context);
  if (reason != 0) {
    drop_rest(descriptor, length);
  }
  release_signals();
  if (descriptor >= 0) {
    close(descriptor);
  }
  return reason;
}

int add_to_step_summary(const char *path, file_writer write, void *context) {
  FILE *file = fopen(path, "a");
  struct stat old;
  if (file == NULL) {
    return not_written(path, errno);
  }
  const bool is_file = fstat(fileno(file), &old) == 0 && S_ISREG(old.st_mode);
  if (!is_file) { /* a FIFO may take its time */
    const int reason = append(file, 0, write, context);
    return reason == 0 ? STATUS_DONE : not_written(path, reason);
  }
  if (old.st_size > SUMMARY_LIMIT - REPORT_LIMIT) {
    fclose(file);
    fputs("grade: the step summary is full; this report is not added to it\n", stderr);
    return STATUS_DONE;
  }
  const int reason = append_whole(file, old.st_size, write, context);
  return reason == 0 ? STATUS_DONE : not_written(path, reason);
}
