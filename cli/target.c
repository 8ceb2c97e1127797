/* For O_PATH, which opens folders that may not be listed. */
#define _GNU_SOURCE 1

#include "target.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "support.h"

#if defined(O_PATH)
#define FOLDER_FLAGS (O_PATH | O_DIRECTORY | O_CLOEXEC)
#else
#define FOLDER_FLAGS (O_RDONLY | O_DIRECTORY | O_CLOEXEC)
#endif

enum { MOST_LINKS = 40 };

/* The descriptor that a path of the system stands for, or -1. Opening it would
 * do something else: replace what standard output was appended to. */
static int descriptor_named(const char *path) {
  static const char *const folders[] = {"/dev/fd/", "/proc/self/fd/"};
  if (strcmp(path, "/dev/stdout") == 0) {
    return STDOUT_FILENO;
  }
  if (strcmp(path, "/dev/stderr") == 0) {
    return STDERR_FILENO;
  }
  for (size_t i = 0; i < sizeof folders / sizeof *folders; ++i) {
    if (text_begins_with(path, folders[i])) {
      const char *digits = path + strlen(folders[i]);
      char *end = NULL;
      const unsigned long value = strtoul(digits, &end, 10);
      return *digits >= '0' && *digits <= '9' && *end == '\0' && value <= INT_MAX ? (int)value : -1;
    }
  }
  return -1;
}

/* Opens the folder of `path`, which starts from target->folder, and takes its
 * last part for the name. */
static bool enter(file_target *target, const char *path) {
  char *parent = folder_of(path);
  const char *name = path + strlen(parent);
  if (*name == '\0') {
    free(parent);
    errno = EISDIR;
    return false;
  }
  const int folder = openat(target->folder, *parent == '\0' ? "." : parent, FOLDER_FLAGS);
  free(parent);
  if (folder < 0) {
    return false;
  }
  if (target->folder != AT_FDCWD) {
    close(target->folder);
  }
  target->folder = folder;
  char *copy = copy_text(name, strlen(name));
  free(target->name);
  target->name = copy;
  return true;
}

/* What the link says, or NULL: it is none, or nothing is there. */
static char *read_link(const file_target *target) {
  char *text = take_memory(PATH_MAX + 1, 1);
  const ssize_t length = readlinkat(target->folder, target->name, text, PATH_MAX);
  if (length <= 0) {
    free(text);
    return NULL;
  }
  return text;
}

static bool same_folder(const struct stat *left, const struct stat *right) {
  return left->st_dev == right->st_dev && left->st_ino == right->st_ino;
}

/* Whether `folder` is `top` or below it, by going up from there: no path that
 * could change meanwhile is looked at. */
static bool is_within(int folder, int top) {
  struct stat wanted;
  struct stat here;
  if (fstat(top, &wanted) != 0 || fstat(folder, &here) != 0) {
    return false;
  }
  int place = dup(folder);
  bool found = same_folder(&here, &wanted);
  while (!found && place >= 0) {
    const int parent = openat(place, "..", FOLDER_FLAGS);
    close(place);
    place = parent;
    struct stat above;
    if (parent < 0 || fstat(parent, &above) != 0 || same_folder(&above, &here)) {
      break; /* the root is its own parent */
    }
    here = above;
    found = same_folder(&here, &wanted);
  }
  if (place >= 0) {
    close(place);
  }
  return found;
}

/* Goes on where the link leads, again and again. */
static target_state follow_links(char *link, bool follow, file_target *out) {
  const int top = dup(out->folder);
  target_state state = top < 0 ? TARGET_UNKNOWN : TARGET_FOUND;
  for (unsigned links = 1; link != NULL && state == TARGET_FOUND; ++links) {
    out->descriptor = descriptor_named(link);
    if (out->descriptor >= 0) {
      break;
    }
    if (links > MOST_LINKS) {
      errno = ELOOP;
      state = TARGET_UNKNOWN;
    } else if (!enter(out, link)) {
      state = TARGET_UNKNOWN;
    } else {
      free(link);
      link = read_link(out);
    }
  }
  free(link);
  if (state == TARGET_FOUND && !follow && (out->descriptor >= 0 || !is_within(out->folder, top))) {
    state = TARGET_LEADS_OUT;
  }
  if (top >= 0) {
    const int reason = errno;
    close(top);
    errno = reason;
  }
  return state;
}

target_state find_target(const char *path, bool follow, file_target *out) {
  *out = (file_target){AT_FDCWD, NULL, descriptor_named(path)};
  if (out->descriptor >= 0) {
    return TARGET_FOUND;
  }
  if (!enter(out, path)) {
    return TARGET_UNKNOWN;
  }
  char *link = read_link(out);
  return link == NULL ? TARGET_FOUND : follow_links(link, follow, out);
}

void free_target(file_target *target) {
  if (target->folder != AT_FDCWD) {
    close(target->folder);
  }
  free(target->name);
}
