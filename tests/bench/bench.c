/* How fast, and in how much memory: loads the built-in rubric and grades answers
 * of 2 kB to 1 MB, made by joining those of the corpus. Prints a table; tests
 * nothing. Run it on an optimised build:
 *
 *   bench [FOLDER]
 */
#define _POSIX_C_SOURCE 200809L
#include <libgrade/libgrade.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

#include "../support/corpus.h"

static double now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static double peak_megabytes(void) {
  struct rusage usage;
  getrusage(RUSAGE_SELF, &usage);
  return (double)usage.ru_maxrss / 1024;
}

static void must(lgr_status status, const char *what) {
  if (status != LGR_OK) {
    fprintf(stderr, "%s: %s\n", what, lgr_status_text(status));
    exit(EXIT_FAILURE);
  }
}

static int by_value(const void *left, const void *right) {
  const double a = *(const double *)left;
  const double b = *(const double *)right;
  return a < b ? -1 : a > b;
}

static double median(double *values, size_t count) {
  qsort(values, count, sizeof *values, by_value);
  return values[count / 2];
}

/* -- loading ---------------------------------------------------------------- */

enum { LOADS = 21 };

static lgr_rubric *load_builtin(void) {
  double times[LOADS];
  lgr_rubric *rubric = NULL;
  for (int i = 0; i < LOADS; ++i) {
    lgr_rubric_free(rubric);
    const double start = now();
    must(lgr_rubric_builtin(&rubric, "senior-data-engineer", NULL), "loading");
    times[i] = now() - start;
  }
  printf("built-in rubric loaded   %8.3f ms\n", median(times, LOADS) * 1e3);
  return rubric;
}

/* An lgr_source_reader over the built-in files. */
static int read_builtin(void *context, const char *name, const char **bytes, size_t *length) {
  const char *file;
  for (size_t i = 1; (*bytes = lgr_rubric_builtin_source(context, i, &file, length)) != NULL; ++i) {
    if (strcmp(file, name) == 0) {
      return 0;
    }
  }
  return 1;
}

static void parse_builtin(void) {
  char id[] = "senior-data-engineer";
  double times[LOADS];
  for (int i = 0; i < LOADS; ++i) {
    const char *name;
    size_t length;
    const char *bytes = lgr_rubric_builtin_source(id, 0, &name, &length);
    const lgr_rubric_options options = {
        .size = sizeof options, .read_include = read_builtin, .read_context = id};
    lgr_rubric *rubric;
    const double start = now();
    must(lgr_rubric_parse(&rubric, bytes, length, &options, NULL), "parsing");
    times[i] = now() - start;
    lgr_rubric_free(rubric);
  }
  printf("the same, from its YAML  %8.3f ms\n", median(times, LOADS) * 1e3);
}

/* -- grading ---------------------------------------------------------------- */

/* `length` bytes of the corpus, answers one after another, cut at a line. */
static char *join_answers(const corpus *answers, size_t length) {
  char *joined = malloc(length + 1);
  size_t used = 0;
  for (size_t i = 0; joined != NULL && used < length; i = (i + 1) % answers->count) {
    const corpus_answer *answer = &answers->answers[i];
    if (strncmp(answer->name, "trap-", 5) == 0) {
      continue;
    }
    const size_t part = answer->length < length - used ? answer->length : length - used;
    memcpy(joined + used, answer->text, part);
    used += part;
    if (used < length) {
      joined[used++] = '\n';
    }
  }
  if (joined == NULL) {
    exit(EXIT_FAILURE);
  }
  joined[length] = '\0';
  return joined;
}

enum { MOST_RUNS = 2000 };

static void grade_size(lgr_grader *grader, const corpus *answers, size_t length) {
  static double times[MOST_RUNS];
  char *bytes = join_answers(answers, length);
  const lgr_answer answer = {.size = sizeof answer, .text = bytes, .length = length};
  const double begin = now();
  size_t runs = 0;
  while (runs < MOST_RUNS && (runs < 5 || now() - begin < 2)) {
    lgr_result *result;
    const double start = now();
    must(lgr_grade(&result, grader, &answer), "grading");
    times[runs++] = now() - start;
    lgr_result_free(result);
  }
  const double typical = median(times, runs);
  printf("%8zu bytes  %10.0f us per answer  %8.2f MB/s  (%zu runs, peak %.1f MB)\n", length,
         typical * 1e6, (double)length / typical / 1e6, runs, peak_megabytes());
  free(bytes);
}

int main(int argc, char **argv) {
  static const size_t sizes[] = {2000, 6000, 60000, 1000000};
  corpus answers = corpus_read(corpus_folder(argc, argv));
  printf("libgrade %s, scoring %u\n", lgr_version(), lgr_scoring_version());
  lgr_rubric *rubric = load_builtin();
  printf("peak memory by now       %8.1f MB\n", peak_megabytes());
  lgr_grader *grader;
  must(lgr_grader_new(&grader, rubric, NULL), "making a grader");
  for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; ++i) {
    grade_size(grader, &answers, sizes[i]);
  }
  lgr_grader_free(grader);
  lgr_rubric_free(rubric);
  parse_builtin();
  printf("peak memory              %8.1f MB\n", peak_megabytes());
  corpus_free(&answers);
  return EXIT_SUCCESS;
}
