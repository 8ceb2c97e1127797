#include "replace.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "message.h"
#include "support.h"

static int not_written(const char *path, int reason) {
  report_error(NULL, path, CODE_NOT_WRITTEN, NULL, "cannot be written: %s", strerror(reason));
  return STATUS_FAILED;
}

/* A device or FIFO, to which nothing can be renamed. */
static int write_in_place(const char *path, file_writer write, void *context) {
  FILE *file = fopen(path, "w");
  if (file == NULL) {
    return not_written(path, errno);
  }
  errno = 0;
  int status = write(context, file);
  const int reason = errno;
  if (fclose(file) != 0 || status != STATUS_DONE) {
    status = not_written(path, reason != 0 ? reason : errno);
  }
  return status;
}

/* The permissions a new file gets, or those of the file that is replaced. */
static mode_t permissions_for(const char *path) {
  struct stat old;
  if (stat(path, &old) == 0) {
    return old.st_mode & 07777;
  }
  const mode_t mask = umask(0);
  umask(mask);
  return 0666 & ~mask;
}

/* `path` is what links lead to, `name` what the user calls it. */
static int write_and_rename(const char *path, const char *name, file_writer write, void *context) {
  char *temporary = format_text("%s.XXXXXX", path);
  const int descriptor = mkstemp(temporary);
  if (descriptor < 0) {
    const int reason = errno;
    free(temporary);
    return not_written(name, reason);
  }
  (void)fchmod(descriptor, permissions_for(path));
  FILE *file = fdopen(descriptor, "w");
  int status = STATUS_FAILED;
  errno = 0;
  if (file == NULL) {
    close(descriptor);
  } else {
    status = write(context, file);
    if (fclose(file) != 0) {
      status = STATUS_FAILED;
    }
  }
  if (status == STATUS_DONE && rename(temporary, path) != 0) {
    status = STATUS_FAILED;
  }
  if (status != STATUS_DONE) {
    not_written(name, errno);
    (void)unlink(temporary);
  }
  free(temporary);
  return status;
}

int replace_file(const char *path, file_writer write, void *context) {
  struct stat old;
  if (stat(path, &old) != 0) {
    return write_and_rename(path, path, write, context);
  }
  if (S_ISDIR(old.st_mode)) {
    return not_written(path, EISDIR);
  }
  if (!S_ISREG(old.st_mode)) {
    return write_in_place(path, write, context);
  }
  char *real = realpath(path, NULL);
  const int status = write_and_rename(real != NULL ? real : path, path, write, context);
  free(real);
  return status;
}
