/* Grades every file named on the command line with one grader and prints a
 * table. Making a grader costs more than grading one answer: make one per
 * thread and keep it. The rubric can be shared by all threads.
 *
 * May be copied and changed freely, without notice (CC0-1.0). */
#include <stdio.h>
#include <stdlib.h>

#include <libgrade/libgrade.h>

/* Reads a whole file; NULL when that fails. The caller frees it. */
static char *read_file(const char *path, size_t *length) {
  FILE *file = fopen(path, "rb");
  if (file == NULL) {
    return NULL;
  }
  char *bytes = NULL;
  size_t used = 0;
  size_t room = 0;
  do {
    if (used == room) {
      room = room == 0 ? 4096 : 2 * room;
      char *grown = realloc(bytes, room);
      if (grown == NULL) {
        break;
      }
      bytes = grown;
    }
    used += fread(bytes + used, 1, room - used, file);
  } while (!feof(file) && !ferror(file));
  if (!feof(file)) {
    free(bytes);
    bytes = NULL;
  }
  fclose(file);
  *length = used;
  return bytes;
}

/* Grades one file and prints its line. Returns 0 when that cannot be done. */
static int grade_file(lgr_grader *grader, const char *path) {
  lgr_answer answer = {.size = sizeof answer, .name = path};
  char *bytes = read_file(path, &answer.length);
  if (bytes == NULL) {
    fprintf(stderr, "reuse_grader: cannot read %s\n", path);
    return 0;
  }
  answer.text = bytes;

  /* The answer is not kept: it may be freed as soon as the call returns. */
  lgr_result *result = NULL;
  const lgr_status status = lgr_grade(&result, grader, &answer);
  free(bytes);
  if (status != LGR_OK) {
    fprintf(stderr, "reuse_grader: %s: %s\n", path, lgr_status_text(status));
    return 0;
  }
  const char *band = lgr_result_band(result);
  printf("%5.1f  %-8s %s%s\n", (double)lgr_result_score(result) / 1000, band != NULL ? band : "",
         path, lgr_result_complete(result) ? "" : " (a limit left something undecided)");
  lgr_result_free(result);
  return 1;
}

int main(int count, char **words) {
  lgr_rubric *rubric = NULL;
  lgr_grader *grader = NULL;
  lgr_status status = lgr_rubric_builtin(&rubric, "senior-data-engineer", NULL);
  if (status == LGR_OK) {
    status = lgr_grader_new(&grader, rubric, NULL);
  }
  int failed = 0;
  if (status != LGR_OK) {
    fprintf(stderr, "reuse_grader: %s\n", lgr_status_text(status));
    failed = 1;
  }
  for (int i = 1; i < count && status == LGR_OK; ++i) {
    if (!grade_file(grader, words[i])) {
      failed = 1;
    }
  }
  lgr_grader_free(grader);
  lgr_rubric_free(rubric);
  return failed;
}
