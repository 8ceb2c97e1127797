#include "report/paths.h"

#include <stdbool.h>
#include <string.h>

static const char *without_root(const char *path, const char *root) {
  const size_t length = root != NULL ? strlen(root) : 0;
  if (length > 0 && strncmp(path, root, length) == 0) {
    if (root[length - 1] == '/') {
      return path[length] != '\0' ? path + length : path;
    }
    if (path[length] == '/' && path[length + 1] != '\0') {
      return path + length + 1;
    }
  }
  return path;
}

const char *lg_path_relative(const char *path, const char *root) {
  path = without_root(path, root);
  while (path[0] == '.' && path[1] == '/' && path[2] != '\0') {
    path += 2;
    path += strspn(path, "/");
  }
  return path;
}

void lg_path_from_root(lg_buffer *out, const char *path, const char *root) {
  lg_buffer_add_text(out, lg_path_relative(path, root));
}

/* RFC 3986, unreserved, and what else a path segment may hold but ':', with
 * which a relative reference would begin like a scheme. */
static bool stands_in_path(char byte) {
  return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
         (byte >= '0' && byte <= '9') ||
         (byte != '\0' && strchr("-._~/!$&'()*+,;=@", byte) != NULL);
}

void lg_path_as_uri(lg_buffer *out, const char *path, const char *root) {
  static const char digits[] = "0123456789ABCDEF";
  path = lg_path_relative(path, root);
  if (*path == '/') {
    path += strspn(path, "/");
    lg_buffer_add_text(out, "file:///");
  }
  for (; *path != '\0'; ++path) {
    const unsigned char byte = (unsigned char)*path;
    if (stands_in_path(*path)) {
      lg_buffer_add_byte(out, *path);
    } else {
      lg_buffer_format(out, "%%%c%c", digits[byte >> 4], digits[byte & 15u]);
    }
  }
}
