/* How fast, and in how much memory; tests nothing. Prints "name value" lines, for
 * tests/bench/run.py to make a table of.
 *
 *   bench load              the built-in rubric
 *   bench grade SECONDS ANSWER
 *   bench once COUNT ANSWER for callgrind: COUNT times, in bench_grade and
 *                           bench_report, with a grader that has seen the answer
 */
#define _POSIX_C_SOURCE 200809L
#include <libgrade/libgrade.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../support/builtin.h"
#include "../support/corpus.h"
#include "clock.h"

static const char BUILTIN[] = "senior-data-engineer";

static void must(lgr_status status, const char *what) {
  if (status != LGR_OK) {
    fprintf(stderr, "%s: %s\n", what, lgr_status_text(status));
    exit(EXIT_FAILURE);
  }
}

/* Not what getrusage() says: that may be the peak of the program that started this one. */
static void print_peak(void) {
  FILE *file = fopen("/proc/self/status", "r");
  char line[256];
  long kilobytes = 0;
  while (file != NULL && fgets(line, sizeof line, file) != NULL) {
    if (strncmp(line, "VmHWM:", 6) == 0) {
      kilobytes = strtol(line + 6, NULL, 10);
    }
  }
  if (file != NULL) {
    fclose(file);
  }
  printf("peak_kb %ld\n", kilobytes);
}

/* -- memory that is counted -------------------------------------------------------------- */

typedef struct counted {
  size_t calls; /* that give memory */
  size_t bytes;
} counted;

static void *allocate(void *context, size_t size) {
  counted *count = context;
  ++count->calls;
  count->bytes += size;
  return malloc(size);
}

static void *resize(void *context, void *block, size_t old_size, size_t new_size) {
  counted *count = context;
  ++count->calls;
  count->bytes += new_size > old_size ? new_size - old_size : 0;
  return realloc(block, new_size);
}

static void release(void *context, void *block, size_t size) {
  (void)context;
  (void)size;
  free(block);
}

/* -- loading ------------------------------------------------------------------------------ */

static lgr_rubric *load(void) {
  lgr_rubric *rubric;
  must(lgr_rubric_builtin(&rubric, BUILTIN, NULL), "loading");
  return rubric;
}

static void parse(void) {
  lgr_rubric *rubric;
  must(builtin_parse(&rubric, BUILTIN), "parsing");
  lgr_rubric_free(rubric);
}

static void measure_load(void) {
  clock_runs runs = clock_begin(1);
  while (clock_next(&runs)) {
    lgr_rubric_free(load());
  }
  printf("builtin_us %.1f\n", clock_median(&runs) * 1e6);
  lgr_rubric *rubric = load();
  runs = clock_begin(1);
  while (clock_next(&runs)) {
    lgr_grader *grader;
    must(lgr_grader_new(&grader, rubric, NULL), "making a grader");
    lgr_grader_free(grader);
  }
  printf("grader_us %.1f\n", clock_median(&runs) * 1e6);
  lgr_rubric_free(rubric);
  print_peak();
  runs = clock_begin(1);
  while (clock_next(&runs)) {
    parse();
  }
  printf("yaml_us %.1f\n", clock_median(&runs) * 1e6);
}

/* -- grading ------------------------------------------------------------------------------ */

lgr_result *bench_grade(lgr_grader *grader, const lgr_answer *answer);
size_t bench_report(lgr_result *result);

lgr_result *bench_grade(lgr_grader *grader, const lgr_answer *answer) {
  lgr_result *result;
  must(lgr_grade(&result, grader, answer), "grading");
  return result;
}

static int add_length(void *context, const char *bytes, size_t length) {
  (void)bytes;
  *(size_t *)context += length;
  return 0;
}

size_t bench_report(lgr_result *result) {
  size_t length = 0;
  const lgr_result *const results[] = {result};
  must(lgr_report_write("json", results, 1, NULL, NULL, add_length, &length), "the report");
  return length;
}

static void measure_grade(double seconds, const char *path) {
  lgr_answer answer = {.size = sizeof answer};
  char *text = corpus_read_file(path, &answer.length);
  answer.text = text;
  lgr_rubric *rubric = load();
  counted count = {0};
  const lgr_allocator memory = {
      .allocate = allocate, .resize = resize, .release = release, .context = &count};
  const lgr_grader_options options = {.size = sizeof options, .allocator = &memory};
  lgr_grader *grader;
  must(lgr_grader_new(&grader, rubric, &options), "making a grader");
  const double begin = clock_now();
  lgr_result_free(bench_grade(grader, &answer));
  printf("first_us %.1f\n", (clock_now() - begin) * 1e6);
  clock_runs runs = clock_begin(seconds);
  while (clock_next(&runs)) {
    count = (counted){0};
    lgr_result_free(bench_grade(grader, &answer));
  }
  printf("us %.1f\nallocations %zu\nallocated %zu\n", clock_median(&runs) * 1e6, count.calls,
         count.bytes);
  print_peak();
  lgr_result *result = bench_grade(grader, &answer);
  must(lgr_grade_into(result, grader, &answer), "grading again");
  count = (counted){0};
  must(lgr_grade_into(result, grader, &answer), "grading again");
  printf("allocations_into %zu\n", count.calls);
  size_t length = 0;
  runs = clock_begin(seconds / 4);
  while (clock_next(&runs)) {
    length = bench_report(result);
  }
  printf("report_us %.1f\nreport_bytes %zu\nscore %.1f\n", clock_median(&runs) * 1e6, length,
         (double)lgr_result_score(result) / 1e3);
  lgr_result_free(result);
  lgr_grader_free(grader);
  lgr_rubric_free(rubric);
  free(text);
}

static void grade_once(int times, const char *path) {
  lgr_answer answer = {.size = sizeof answer};
  char *text = corpus_read_file(path, &answer.length);
  answer.text = text;
  lgr_rubric *rubric = load();
  lgr_grader *grader;
  must(lgr_grader_new(&grader, rubric, NULL), "making a grader");
  lgr_result *result;
  must(lgr_grade(&result, grader, &answer), "grading");
  for (int i = 0; i < times; ++i) {
    lgr_result_free(result);
    result = bench_grade(grader, &answer);
    bench_report(result);
  }
  lgr_result_free(result);
  lgr_grader_free(grader);
  lgr_rubric_free(rubric);
  free(text);
}

int main(int argc, char **argv) {
  const char *what = argc > 1 ? argv[1] : "";
  if (strcmp(what, "load") == 0) {
    measure_load();
  } else if (strcmp(what, "grade") == 0 && argc == 4) {
    measure_grade(strtod(argv[2], NULL), argv[3]);
  } else if (strcmp(what, "once") == 0 && argc == 4) {
    grade_once(atoi(argv[2]), argv[3]);
  } else {
    fprintf(stderr, "usage: bench load | grade SECONDS ANSWER | once COUNT ANSWER\n");
    return EXIT_FAILURE;
  }
  return EXIT_SUCCESS;
}
