/* Build tool: reads a rubric and writes its image (base/image.h).
 *
 *   freeze_rubric FOLDER LANGUAGES OUT
 *
 * FOLDER holds rubric.yaml and what it includes, LANGUAGES the language files.
 * Prints the problems of a rubric that has errors and fails. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "rubric/image.h"

enum { LONGEST_PATH = 4096, MOST_FILES = 512 };

typedef struct files {
  const char *folder;
  const char *suffix;
  char *bytes[MOST_FILES]; /* freed at the end */
  size_t count;
} files;

static char *read_file(const char *path, size_t *length) {
  FILE *file = fopen(path, "rb");
  if (file == NULL) {
    return NULL;
  }
  char *bytes = NULL;
  if (fseek(file, 0, SEEK_END) == 0) {
    const long size = ftell(file);
    rewind(file);
    bytes = size >= 0 ? malloc((size_t)size + 1) : NULL;
    *length = bytes != NULL ? fread(bytes, 1, (size_t)size, file) : 0;
  }
  fclose(file);
  return bytes;
}

static int provide(void *context, const char *name, const char **bytes, size_t *length) {
  files *known = context;
  char path[LONGEST_PATH];
  const int written = snprintf(path, sizeof path, "%s/%s%s", known->folder, name, known->suffix);
  if (written < 0 || (size_t)written >= sizeof path || known->count == MOST_FILES) {
    return 1;
  }
  char *read = read_file(path, length);
  if (read == NULL) {
    return 1;
  }
  known->bytes[known->count++] = read;
  *bytes = read;
  return 0;
}

static void print(const lg_diagnostics *diagnostics) {
  for (size_t i = 0; i < diagnostics->count; ++i) {
    const lg_diagnostic *item = &diagnostics->items[i];
    if (item->severity == LG_ERROR) {
      fprintf(stderr, "%s:%u:%u: error: %s [%s]\n", item->origin, item->line, item->column,
              item->message, item->code);
    }
  }
}

static int write_image(const lg_rubric *rubric, const char *path, const lg_allocator *allocator) {
  lg_image_writer writer;
  lg_buffer out;
  lg_image_writer_init(&writer, allocator);
  lg_buffer_init(&out, allocator);
  const uint32_t root = lg_rubric_freeze(rubric, &writer);
  int failed = 1;
  FILE *file = fopen(path, "wb");
  if (lg_image_write(&writer, root, &out) && file != NULL) {
    failed = fwrite(out.bytes, 1, out.length, file) != out.length;
  }
  if (file != NULL) {
    failed |= fclose(file) != 0;
  }
  lg_buffer_free(&out);
  lg_image_writer_free(&writer);
  return failed;
}

int main(int count, char **arguments) {
  if (count != 4) {
    fprintf(stderr, "usage: freeze_rubric FOLDER LANGUAGES OUT\n");
    return 2;
  }
  const lg_allocator allocator = lg_allocator_standard();
  static files rubric_files;
  static files language_files;
  rubric_files = (files){.folder = arguments[1], .suffix = ""};
  language_files = (files){.folder = arguments[2], .suffix = ".yaml"};
  lg_diagnostics diagnostics;
  lg_diagnostics_init(&diagnostics, &allocator);
  lg_rubric_input input = {.origin = "rubric.yaml",
                           .read_include = provide,
                           .include_context = &rubric_files,
                           .read_language = provide,
                           .language_context = &language_files};
  lg_rubric *rubric = NULL;
  int failed = 1;
  if (provide(&rubric_files, "rubric.yaml", &input.bytes, &input.length) == 0 &&
      lg_rubric_parse(&rubric, &input, &allocator, &diagnostics) == LG_OK) {
    failed = write_image(rubric, arguments[3], &allocator);
  }
  print(&diagnostics);
  if (failed) {
    fprintf(stderr, "freeze_rubric: %s: no image was made\n", arguments[1]);
  }
  lg_rubric_free(rubric);
  lg_diagnostics_free(&diagnostics);
  for (size_t i = 0; i < rubric_files.count; ++i) {
    free(rubric_files.bytes[i]);
  }
  for (size_t i = 0; i < language_files.count; ++i) {
    free(language_files.bytes[i]);
  }
  return failed;
}
