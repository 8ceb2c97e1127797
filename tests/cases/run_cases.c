/* Runs the cases in a folder and compares what is reported with what is expected,
 * to the letter:
 *
 *   run_cases FOLDER            compare; exit status 1 on any difference
 *   run_cases FOLDER --update   write every expected.txt anew: read the
 *                               difference before you commit it
 *
 * A case is a folder with rubric.yaml and the files it includes, or with
 * language.yaml; and with expected.txt, the diagnostics. */
#define _POSIX_C_SOURCE 200809L

#include <dirent.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "api/builtin.h"
#include "rubric/rubric.h"

enum { LONGEST_PATH = 4096, MOST_FILES = 64 };

/* -- files -------------------------------------------------------------------- */

static char *read_file(const char *path, size_t *length) {
  FILE *file = fopen(path, "rb");
  if (file == NULL) {
    return NULL;
  }
  char *bytes = NULL;
  size_t capacity = 0;
  size_t got;
  *length = 0;
  do {
    if (capacity - *length < 4096) {
      capacity = capacity * 2 + 8192;
      char *grown = realloc(bytes, capacity);
      if (grown == NULL) {
        abort();
      }
      bytes = grown;
    }
    got = fread(bytes + *length, 1, capacity - *length - 1, file);
    *length += got;
  } while (got > 0);
  fclose(file);
  bytes[*length] = '\0';
  return bytes;
}

static bool is_folder(const char *path) {
  struct stat info;
  return stat(path, &info) == 0 && S_ISDIR(info.st_mode);
}

/* -- one case ----------------------------------------------------------------- */

typedef struct test_case {
  const char *folder;
  char *files[MOST_FILES]; /* read for it; freed behind it */
  size_t file_count;
} test_case;

static const char *read_in_case(test_case *self, const char *name, size_t *length) {
  char path[LONGEST_PATH];
  if (self->file_count == MOST_FILES ||
      snprintf(path, sizeof path, "%s/%s", self->folder, name) >= (int)sizeof path) {
    return NULL;
  }
  char *bytes = read_file(path, length);
  if (bytes != NULL) {
    self->files[self->file_count++] = bytes;
  }
  return bytes;
}

static int read_include(void *context, const char *name, const char **bytes, size_t *length) {
  *bytes = read_in_case(context, name, length);
  return *bytes == NULL;
}

static int read_language(void *context, const char *name, const char **bytes, size_t *length) {
  (void)context;
  for (const lg_builtin_file *file = lg_builtin_languages; file->name != NULL; ++file) {
    const size_t stem = strlen(name);
    if (strncmp(file->name, name, stem) == 0 && strcmp(file->name + stem, ".yaml") == 0) {
      *bytes = file->bytes;
      *length = file->length;
      return 0;
    }
  }
  return 1;
}

static lg_status parse_rubric(test_case *self, const char *bytes, size_t length,
                              lg_diagnostics *diagnostics) {
  const lg_allocator allocator = lg_allocator_standard();
  const lg_rubric_input input = {.origin = "rubric.yaml",
                                 .bytes = bytes,
                                 .length = length,
                                 .read_include = read_include,
                                 .include_context = self,
                                 .read_language = read_language};
  lg_rubric *rubric = NULL;
  const lg_status status = lg_rubric_parse(&rubric, &input, &allocator, diagnostics);
  lg_rubric_free(rubric);
  return status;
}

static lg_status parse_language(const char *bytes, size_t length, lg_diagnostics *diagnostics) {
  const lg_allocator allocator = lg_allocator_standard();
  lg_language *language = NULL;
  const lg_status status =
      lg_language_parse(&language, "language.yaml", bytes, length, &allocator, diagnostics);
  lg_language_free(language);
  return status;
}

static void describe(lg_buffer *out, const lg_diagnostics *list, lg_status status) {
  static const char *const SEVERITIES[] = {"note", "warning", "error"};
  for (size_t i = 0; i < list->count; ++i) {
    const lg_diagnostic *item = &list->items[i];
    lg_buffer_format(out, "%s:%u:%u: %s: %s [%s]\n", item->origin, (unsigned)item->line,
                     (unsigned)item->column, SEVERITIES[item->severity], item->message, item->code);
    if (item->excerpt[0] != '\0') {
      lg_buffer_format(out, "  excerpt: %s\n", item->excerpt);
    }
    if (item->path[0] != '\0') {
      lg_buffer_format(out, "  path: %s\n", item->path);
    }
    if (item->hint[0] != '\0') {
      lg_buffer_format(out, "  hint: %s\n", item->hint);
    }
  }
  if (list->suppressed > 0) {
    lg_buffer_format(out, "and %z more\n", list->suppressed);
  }
  lg_buffer_format(out, "status: %s\n", lg_status_text(status));
}

/* Prints the lines in which two texts differ, from the first such line on. */
static void print_difference(const char *expected, const char *got) {
  while (*expected != '\0' && *expected == *got) {
    const char *expected_end = strchr(expected, '\n');
    const char *got_end = strchr(got, '\n');
    if (expected_end == NULL || got_end == NULL || expected_end - expected != got_end - got ||
        memcmp(expected, got, (size_t)(got_end - got)) != 0) {
      break;
    }
    expected = expected_end + 1;
    got = got_end + 1;
  }
  for (const char *line = expected; *line != '\0';) {
    const size_t length = strcspn(line, "\n");
    printf("  - %.*s\n", (int)length, line);
    line += length + (line[length] == '\n' ? 1 : 0);
  }
  for (const char *line = got; *line != '\0';) {
    const size_t length = strcspn(line, "\n");
    printf("  + %.*s\n", (int)length, line);
    line += length + (line[length] == '\n' ? 1 : 0);
  }
}

static bool write_expected(const char *folder, const lg_buffer *text) {
  char path[LONGEST_PATH];
  if (snprintf(path, sizeof path, "%s/expected.txt", folder) >= (int)sizeof path) {
    return false;
  }
  FILE *file = fopen(path, "wb");
  return file != NULL && fwrite(text->bytes, 1, text->length, file) == text->length &&
         fclose(file) == 0;
}

static bool run_case(const char *folder, bool update) {
  const lg_allocator allocator = lg_allocator_standard();
  test_case self = {.folder = folder};
  size_t length = 0;
  const char *rubric = read_in_case(&self, "rubric.yaml", &length);
  const char *language = rubric == NULL ? read_in_case(&self, "language.yaml", &length) : NULL;
  if (rubric == NULL && language == NULL) {
    printf("FAIL %s: no rubric.yaml and no language.yaml\n", folder);
    return false;
  }
  lg_diagnostics diagnostics;
  lg_buffer text;
  lg_diagnostics_init(&diagnostics, &allocator);
  lg_buffer_init(&text, &allocator);
  const lg_status status = rubric != NULL ? parse_rubric(&self, rubric, length, &diagnostics)
                                          : parse_language(language, length, &diagnostics);
  describe(&text, &diagnostics, status);
  bool passed = true;
  if (update) {
    passed = write_expected(folder, &text);
  } else {
    const char *expected = read_in_case(&self, "expected.txt", &length);
    passed = expected != NULL && strcmp(expected, text.bytes) == 0;
    if (!passed) {
      printf("FAIL %s\n", folder);
      print_difference(expected != NULL ? expected : "", text.bytes);
    }
  }
  lg_buffer_free(&text);
  lg_diagnostics_free(&diagnostics);
  for (size_t i = 0; i < self.file_count; ++i) {
    free(self.files[i]);
  }
  return passed;
}

/* -- all of them -------------------------------------------------------------- */

static int is_shown(const struct dirent *entry) {
  return entry->d_name[0] != '.';
}

int main(int count, char **arguments) {
  if (count < 2) {
    fprintf(stderr, "usage: run_cases FOLDER [--update]\n");
    return 2;
  }
  const bool update = count > 2 && strcmp(arguments[2], "--update") == 0;
  struct dirent **entries = NULL;
  size_t cases = 0;
  size_t failed = 0;
  const int found = scandir(arguments[1], &entries, is_shown, alphasort);
  for (int i = 0; i < found; ++i) {
    char folder[LONGEST_PATH];
    const int written = snprintf(folder, sizeof folder, "%s/%s", arguments[1], entries[i]->d_name);
    if (written < (int)sizeof folder && is_folder(folder)) {
      ++cases;
      failed += run_case(folder, update) ? 0 : 1;
    }
    free(entries[i]);
  }
  free(entries);
  printf("%zu cases, %zu failed\n", cases, failed);
  return failed == 0 && cases > 0 ? 0 : 1;
}
