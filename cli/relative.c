#include "relative.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "support.h"

char *whole_folder_of(const char *path) {
  char *folder = folder_of(path);
  char *whole = whole_path(*folder == '\0' ? "." : folder);
  free(folder);
  if (whole == NULL) {
    return NULL;
  }
  char *ended = format_text("%s%s", whole, text_ends_with(whole, "/") ? "" : "/");
  free(whole);
  return ended;
}

/* The length of what both begin with, up to a slash. */
static size_t common_folders(const char *left, const char *right) {
  size_t common = 0;
  for (size_t i = 0; left[i] != '\0' && left[i] == right[i]; ++i) {
    if (left[i] == '/') {
      common = i + 1;
    }
  }
  return common;
}

char *relative_path(const char *folder, const char *path) {
  char *own = whole_folder_of(path);
  if (own == NULL) {
    return copy_text(path, strlen(path));
  }
  const char *slash = strrchr(path, '/');
  const size_t common = common_folders(folder, own);
  char *relative = format_text("%s%s", own + common, slash == NULL ? path : slash + 1);
  free(own);
  for (const char *rest = folder + common; (rest = strchr(rest, '/')) != NULL; ++rest) {
    char *longer = format_text("../%s", relative);
    free(relative);
    relative = longer;
  }
  return relative;
}
