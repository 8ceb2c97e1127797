#include "files.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "message.h"

enum { DEEPEST_FOLDER = 64, PIECE = 65536 };

const char *const answer_endings[] = {".md", ".txt", ".markdown", ".rst", NULL};

static const char too_large[] = "is larger than 64 MiB";

/* Reads to the end of the descriptor. Returns NULL or the reason of a failure. */
static const char *read_all(int descriptor, file_bytes *out) {
  size_t capacity = 0;
  for (;;) {
    out->data = grow_memory(out->data, &capacity, out->length + PIECE + 1, 1);
    const ssize_t got = read(descriptor, out->data + out->length, PIECE);
    if (got < 0 && errno == EINTR) {
      continue;
    }
    if (got < 0) {
      return strerror(errno);
    }
    if (got == 0) {
      out->data[out->length] = '\0';
      return NULL;
    }
    out->length += (size_t)got;
    if (out->length > FILE_LIMIT) {
      return too_large;
    }
  }
}

bool read_file_quietly(const char *path, file_bytes *out, const char **why) {
  memset(out, 0, sizeof *out);
  const bool standard = strcmp(path, "-") == 0;
  const int descriptor = standard ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) {
    *why = strerror(errno);
    return false;
  }
  *why = read_all(descriptor, out);
  if (!standard) {
    close(descriptor);
  }
  if (*why != NULL) {
    free(out->data);
    memset(out, 0, sizeof *out);
    return false;
  }
  return true;
}

void report_unread(const char *path, const char *why, int reason, lgr_diagnostics *run) {
  const char *origin = strcmp(path, "-") == 0 ? STANDARD_INPUT : path;
  if (why == too_large) {
    report_error(run, origin, CODE_TOO_LARGE, NULL, "the file %s", why);
    return;
  }
  char *nearest = reason == ENOENT ? nearest_file(path) : NULL;
  char *hint = nearest != NULL ? format_text("did you mean %s?", nearest) : NULL;
  report_error(run, origin, CODE_UNREADABLE, hint, "cannot be read: %s", why);
  free(hint);
  free(nearest);
}

bool read_file(const char *path, lgr_diagnostics *run, file_bytes *out) {
  const char *why = NULL;
  if (read_file_quietly(path, out, &why)) {
    return true;
  }
  report_unread(path, why, errno, run);
  return false;
}

bool file_exists(const char *path) {
  struct stat status;
  return stat(path, &status) == 0 || (errno != ENOENT && errno != ENOTDIR);
}

bool is_folder(const char *path) {
  struct stat status;
  return stat(path, &status) == 0 && S_ISDIR(status.st_mode);
}

void report_no_folder(lgr_diagnostics *run, const char *path) {
  if (!file_exists(path)) {
    report_error(run, path, CODE_UNREADABLE, NULL, "no such folder");
    return;
  }
  char *folder = folder_of(path);
  char *hint = format_text("name the folder it is in: %s", *folder == '\0' ? "." : folder);
  report_error(run, path, CODE_UNREADABLE, hint, "this is a file, not a folder");
  free(hint);
  free(folder);
}

/* The names in a folder but hidden ones, sorted. */
static bool list_folder(const char *folder, text_list *names) {
  DIR *stream = opendir(folder);
  if (stream == NULL) {
    return false;
  }
  errno = 0;
  for (const struct dirent *entry; (entry = readdir(stream)) != NULL; errno = 0) {
    if (entry->d_name[0] != '.') {
      text_list_add(names, copy_text(entry->d_name, strlen(entry->d_name)));
    }
  }
  const int reason = errno;
  closedir(stream);
  errno = reason;
  text_list_sort(names);
  return reason == 0;
}

static char *join_path(const char *folder, const char *name) {
  return format_text("%s%s%s", folder, text_ends_with(folder, "/") ? "" : "/", name);
}

static bool has_ending(const char *name, const char *const *endings) {
  for (; *endings != NULL; ++endings) {
    if (text_ends_with(name, *endings)) {
      return true;
    }
  }
  return false;
}

static bool walk(const char *folder, const char *const *endings, lgr_diagnostics *run,
                 unsigned depth, text_list *out);

static bool walk_entry(char *path, const char *const *endings, lgr_diagnostics *run, unsigned depth,
                       text_list *out) {
  struct stat entry;
  bool good = true;
  if (lstat(path, &entry) == 0 && S_ISDIR(entry.st_mode)) {
    good = walk(path, endings, run, depth + 1, out);
  } else if (has_ending(path, endings) && stat(path, &entry) == 0 && S_ISREG(entry.st_mode)) {
    text_list_add(out, path);
    return true;
  }
  free(path);
  return good;
}

/* Recursion ends at DEEPEST_FOLDER. */
static bool walk(const char *folder, const char *const *endings, lgr_diagnostics *run,
                 unsigned depth, text_list *out) {
  if (depth > DEEPEST_FOLDER) {
    report_error(run, folder, CODE_UNREADABLE, NULL, "lies too deep: %d folders are walked",
                 DEEPEST_FOLDER);
    return false;
  }
  text_list names = {NULL, 0, 0};
  bool good = list_folder(folder, &names);
  if (!good) {
    report_error(run, folder, CODE_UNREADABLE, NULL, "cannot be read: %s", strerror(errno));
  }
  for (size_t i = 0; i < names.count; ++i) {
    good = walk_entry(join_path(folder, names.items[i]), endings, run, depth, out) && good;
  }
  text_list_free(&names);
  return good;
}

bool walk_folder(const char *folder, const char *const *endings, lgr_diagnostics *run,
                 text_list *out) {
  return walk(folder, endings, run, 0, out);
}

char *nearest_file(const char *path) {
  char *folder = folder_of(path);
  text_list names = {NULL, 0, 0};
  char *nearest = NULL;
  if (list_folder(*folder == '\0' ? "." : folder, &names)) {
    const char *name =
        nearest_name(path + strlen(folder), (const char *const *)names.items, names.count);
    nearest = name == NULL ? NULL : format_text("%s%s", folder, name);
  }
  text_list_free(&names);
  free(folder);
  return nearest;
}
