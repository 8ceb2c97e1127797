/* Runs a command many times and prints what it took:
 *
 *   run_many TIMES COMMAND ARGUMENT...
 *
 * prints "MEDIAN_MS PEAK_KB": the median of the wall-clock times, and the largest
 * memory of any run. The command's output goes nowhere. */
#define _DEFAULT_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static double now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (double)time.tv_sec * 1e3 + (double)time.tv_nsec / 1e6;
}

static int by_value(const void *left, const void *right) {
  const double a = *(const double *)left;
  const double b = *(const double *)right;
  return a < b ? -1 : a > b;
}

/* Returns the peak memory in kB. */
static long run_once(char **command) {
  const pid_t child = vfork();
  if (child == 0) {
    const int nowhere = open("/dev/null", O_WRONLY);
    if (nowhere >= 0) {
      dup2(nowhere, STDOUT_FILENO);
    }
    execvp(command[0], command);
    _exit(127);
  }
  int status = 0;
  struct rusage usage;
  if (child < 0 || wait4(child, &status, 0, &usage) < 0 || !WIFEXITED(status) ||
      WEXITSTATUS(status) > 1) {
    fprintf(stderr, "run_many: %s fails\n", command[0]);
    exit(EXIT_FAILURE);
  }
  return usage.ru_maxrss;
}

int main(int argc, char **argv) {
  const int times = argc > 2 ? atoi(argv[1]) : 0;
  if (times < 1) {
    fprintf(stderr, "usage: run_many TIMES COMMAND ARGUMENT...\n");
    return EXIT_FAILURE;
  }
  double *taken = calloc((size_t)times, sizeof *taken);
  long peak = 0;
  for (int i = 0; taken != NULL && i < times; ++i) {
    const double start = now();
    const long memory = run_once(argv + 2);
    taken[i] = now() - start;
    peak = memory > peak ? memory : peak;
  }
  if (taken == NULL) {
    return EXIT_FAILURE;
  }
  qsort(taken, (size_t)times, sizeof *taken, by_value);
  printf("%.2f %ld\n", taken[times / 2], peak);
  free(taken);
  return EXIT_SUCCESS;
}
