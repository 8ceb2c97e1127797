/* For tests: files of the source tree, read whole. Header only; every helper
 * ends the program when a file that must be there is not. */
#ifndef LIBGRADE_TESTS_CORPUS_H
#define LIBGRADE_TESTS_CORPUS_H

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct corpus_answer {
  char name[256];
  char *text;
  size_t length;
} corpus_answer;

typedef struct corpus {
  corpus_answer *answers; /* by name */
  size_t count;
} corpus;

static inline char *corpus_read_file(const char *path, size_t *length) {
  FILE *file = fopen(path, "rb");
  if (file == NULL || fseek(file, 0, SEEK_END) != 0) {
    fprintf(stderr, "cannot read %s\n", path);
    exit(EXIT_FAILURE);
  }
  const long size = ftell(file);
  rewind(file);
  char *bytes = size >= 0 ? malloc((size_t)size + 1) : NULL;
  if (bytes == NULL || fread(bytes, 1, (size_t)size, file) != (size_t)size) {
    fprintf(stderr, "cannot read %s\n", path);
    exit(EXIT_FAILURE);
  }
  fclose(file);
  bytes[size] = '\0';
  *length = (size_t)size;
  return bytes;
}

static inline int corpus_by_name(const void *left, const void *right) {
  const corpus_answer *a = left;
  const corpus_answer *b = right;
  return strcmp(a->name, b->name);
}

/* Every *.md of a folder but README.md. */
static inline corpus corpus_read(const char *folder) {
  corpus made = {NULL, 0};
  DIR *directory = opendir(folder);
  const struct dirent *entry;
  while (directory != NULL && (entry = readdir(directory)) != NULL) {
    const size_t length = strlen(entry->d_name);
    if (length < 4 || strcmp(entry->d_name + length - 3, ".md") != 0 ||
        strcmp(entry->d_name, "README.md") == 0) {
      continue;
    }
    made.answers = realloc(made.answers, (made.count + 1) * sizeof *made.answers);
    corpus_answer *answer = &made.answers[made.count++];
    char path[4096];
    snprintf(answer->name, sizeof answer->name, "%.255s", entry->d_name);
    snprintf(path, sizeof path, "%s/%s", folder, entry->d_name);
    answer->text = corpus_read_file(path, &answer->length);
  }
  if (directory != NULL) {
    closedir(directory);
  }
  if (made.count == 0) {
    fprintf(stderr, "no answers in %s\n", folder);
    exit(EXIT_FAILURE);
  }
  qsort(made.answers, made.count, sizeof *made.answers, corpus_by_name);
  return made;
}

static inline void corpus_free(corpus *answers) {
  for (size_t i = 0; i < answers->count; ++i) {
    free(answers->answers[i].text);
  }
  free(answers->answers);
}

/* The folder given as the first argument, or the corpus of the source tree. */
static inline const char *corpus_folder(int argc, char **argv) {
#ifdef LIBGRADE_SOURCE_DIR
  return argc > 1 ? argv[1] : LIBGRADE_SOURCE_DIR "/corpus/checked";
#else
  return argc > 1 ? argv[1] : "corpus/checked";
#endif
}

#endif
