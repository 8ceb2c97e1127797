/* A built-in rubric, read again from the source it shows. Header only. */
#ifndef LIBGRADE_TESTS_BUILTIN_H
#define LIBGRADE_TESTS_BUILTIN_H

#include <libgrade/libgrade.h>
#include <string.h>

typedef struct builtin_files {
  const char *id;
} builtin_files;

/* An lgr_source_reader over them. */
static inline int builtin_read(void *context, const char *name, const char **bytes,
                               size_t *length) {
  const builtin_files *files = context;
  const char *file;
  for (size_t i = 1; (*bytes = lgr_rubric_builtin_source(files->id, i, &file, length)) != NULL;
       ++i) {
    if (strcmp(file, name) == 0) {
      return 0;
    }
  }
  return 1;
}

static inline lgr_status builtin_parse(lgr_rubric **out, const char *id) {
  const char *name;
  size_t length;
  builtin_files files = {id};
  const char *bytes = lgr_rubric_builtin_source(id, 0, &name, &length);
  const lgr_rubric_options options = {
      .size = sizeof options, .origin = name, .read_include = builtin_read, .read_context = &files};
  return lgr_rubric_parse(out, bytes, length, &options, NULL);
}

#endif
