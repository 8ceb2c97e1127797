#include "replace.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "message.h"
#include "support.h"
#include "target.h"
#include "temporary.h"

static int not_written(const char *path, int reason) {
  report_error(NULL, path, CODE_NOT_WRITTEN, NULL, "cannot be written: %s", strerror(reason));
  return STATUS_FAILED;
}

static int leads_out(const char *path) {
  report_error(NULL, path, CODE_NOT_WRITTEN, "--follow-links writes where it leads",
               "cannot be written: it is a link that leads out of its folder");
  return STATUS_FAILED;
}

/* Writes and closes; 0, or the reason of a failure. */
static int write_to(int descriptor, file_writer write, void *context) {
  FILE *file = fdopen(descriptor, "w");
  if (file == NULL) {
    const int reason = errno;
    close(descriptor);
    return reason;
  }
  errno = 0;
  const int status = write(context, file);
  int reason = status == STATUS_DONE ? 0 : errno != 0 ? errno : EIO;
  if (fclose(file) != 0 && reason == 0) {
    reason = errno;
  }
  return reason;
}

/* The permissions a new file gets, or those of the file that is replaced. */
static mode_t permissions_for(const struct stat *old) {
  if (old != NULL) {
    return old->st_mode & 07777;
  }
  const mode_t mask = umask(0);
  umask(mask);
  return 0666 & ~mask;
}

static int write_and_rename(const file_target *target, const struct stat *old, file_writer write,
                            void *context) {
  int descriptor = -1;
  temporary_file *temporary = make_temporary(target->folder, target->name, &descriptor);
  if (temporary == NULL) {
    return errno;
  }
  (void)fchmod(descriptor, permissions_for(old));
  const int reason = write_to(descriptor, write, context);
  if (reason != 0) {
    drop_temporary(temporary);
    return reason;
  }
  return place_temporary(temporary) ? 0 : errno;
}

/* A descriptor that is open already. What the program itself says there stays
 * in order. */
static int write_to_open(int descriptor, file_writer write, void *context) {
  fflush(stdout);
  const int copy = dup(descriptor);
  return copy < 0 ? errno : write_to(copy, write, context);
}

/* 0, or the reason of a failure. */
static int write_target(const file_target *target, file_writer write, void *context) {
  if (target->descriptor >= 0) {
    return write_to_open(target->descriptor, write, context);
  }
  struct stat old;
  if (fstatat(target->folder, target->name, &old, AT_SYMLINK_NOFOLLOW) != 0) {
    return errno == ENOENT ? write_and_rename(target, NULL, write, context) : errno;
  }
  if (S_ISDIR(old.st_mode)) {
    return EISDIR;
  }
  if (S_ISREG(old.st_mode)) {
    return write_and_rename(target, &old, write, context);
  }
  /* A device or FIFO, to which nothing can be renamed. */
  const int descriptor =
      openat(target->folder, target->name, O_WRONLY | O_NOFOLLOW | O_NOCTTY | O_CLOEXEC);
  return descriptor < 0 ? errno : write_to(descriptor, write, context);
}

int replace_file(const char *path, bool follow, file_writer write, void *context) {
  file_target target;
  int status = STATUS_DONE;
  const target_state state = find_target(path, follow, &target);
  if (state == TARGET_LEADS_OUT) {
    status = leads_out(path);
  } else {
    const int reason = state == TARGET_FOUND ? write_target(&target, write, context) : errno;
    status = reason == 0 ? STATUS_DONE : not_written(path, reason);
  }
  free_target(&target);
  return status;
}
