/* Names of files for programs that look for them from another place. */
#ifndef LG_REPORT_PATHS_H
#define LG_REPORT_PATHS_H

#include "base/buffer.h"

/* The end of `path` that names it from the folder `root` (absolute, or NULL):
 * without "./" in front, and without `root` where it lies below it. Other paths
 * stay as they are. */
const char *lg_path_relative(const char *path, const char *root);

/* Appends the same. */
void lg_path_from_root(lg_buffer *out, const char *path, const char *root);

/* The same as a URI reference (RFC 3986): bytes that may not stand in a path
 * are percent-encoded; an absolute path becomes file:///... */
void lg_path_as_uri(lg_buffer *out, const char *path, const char *root);

#endif
