/* What the programs of this folder have in common. Each searches a text for all
 * patterns of a file, one regular expression a line, over bytes:
 *
 *   peer_NAME check PATTERNS   prints the numbers (from 0) of those it refuses
 *   peer_NAME scan PATTERNS SECONDS TEXT...
 *
 * `scan` prints "build MILLISECONDS BYTES" (0: not known) and for each text "text
 * MICROSECONDS PATTERNS MATCHES": one search, the median; the patterns that match. */
#ifndef LIBGRADE_BENCH_PEER_H
#define LIBGRADE_BENCH_PEER_H

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../../support/corpus.h"
#include "../clock.h"

typedef struct peer_patterns {
  char *text;
  char **of; /* NUL-terminated */
  size_t count;
} peer_patterns;

typedef struct peer_found {
  size_t matches;
  size_t patterns;
  bool *seen; /* by pattern */
} peer_found;

static inline void peer_must(bool done, const char *what) {
  if (!done) {
    fprintf(stderr, "%s fails\n", what);
    exit(EXIT_FAILURE);
  }
}

static inline peer_patterns peer_read(const char *path) {
  size_t length;
  peer_patterns patterns = {.text = corpus_read_file(path, &length)};
  for (size_t i = 0; i < length; ++i) {
    patterns.count += patterns.text[i] == '\n';
  }
  patterns.of = calloc(patterns.count + 1, sizeof *patterns.of);
  peer_must(patterns.of != NULL, "memory");
  char *line = patterns.text;
  for (size_t i = 0; i < patterns.count; ++i) {
    char *end = strchr(line, '\n');
    *end = '\0';
    patterns.of[i] = line;
    line = end + 1;
  }
  return patterns;
}

static inline void peer_free(peer_patterns *patterns) {
  free(patterns->of);
  free(patterns->text);
}

static inline void peer_clear(peer_found *found, size_t patterns) {
  if (found->seen == NULL) {
    found->seen = malloc(patterns);
    peer_must(found->seen != NULL, "memory");
  }
  memset(found->seen, 0, patterns);
  found->matches = 0;
  found->patterns = 0;
}

static inline void peer_count(peer_found *found, size_t pattern) {
  ++found->matches;
  found->patterns += !found->seen[pattern];
  found->seen[pattern] = true;
}

/* Searches once more. */
typedef void (*peer_search)(void *self, const char *text, size_t length, peer_found *found);

static inline void peer_scan(peer_search search, void *self, size_t patterns, char **arguments) {
  const double seconds = strtod(arguments[0], NULL);
  peer_found found = {0};
  for (char **path = arguments + 1; *path != NULL; ++path) {
    size_t length;
    char *text = corpus_read_file(*path, &length);
    clock_runs runs = clock_begin(seconds);
    while (clock_next(&runs)) {
      peer_clear(&found, patterns);
      search(self, text, length, &found);
    }
    printf("text %.1f %zu %zu\n", clock_median(&runs) * 1e6, found.patterns, found.matches);
    fflush(stdout);
    free(text);
  }
  free(found.seen);
}

static inline void peer_print_build(double seconds, size_t bytes) {
  printf("build %.1f %zu\n", seconds * 1e3, bytes);
  fflush(stdout);
}

#endif
