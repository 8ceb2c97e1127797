/* Grades files in a locale and writes every kind of report:
 *   in_locale LOCALE FILE…
 * Fails when the locale is not there, so that the comparison is one. */
#include <libgrade/libgrade.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>

enum { MOST = 1 << 16 };

static int write_out(void *context, const char *bytes, size_t length) {
  (void)context;
  return fwrite(bytes, 1, length, stdout) != length;
}

static lgr_result *grade_file(lgr_grader *grader, const char *name) {
  static char text[MOST];
  FILE *file = fopen(name, "rb");
  if (file == NULL) {
    return NULL;
  }
  const size_t length = fread(text, 1, sizeof text, file);
  fclose(file);
  const lgr_answer answer = {.size = sizeof answer, .text = text, .length = length, .name = name};
  lgr_result *result = NULL;
  return lgr_grade(&result, grader, &answer) == LGR_OK ? result : NULL;
}

int main(int count, char **arguments) {
  if (count < 3 || setlocale(LC_ALL, arguments[1]) == NULL) {
    fprintf(stderr, "in_locale: no locale %s\n", count > 1 ? arguments[1] : "");
    return 2;
  }
  fprintf(stderr, "%.1f\n", 0.5);
  lgr_rubric *rubric = NULL;
  lgr_grader *grader = NULL;
  int failed = lgr_rubric_builtin(&rubric, "senior-data-engineer", NULL) != LGR_OK ||
               lgr_grader_new(&grader, rubric, NULL) != LGR_OK;
  for (int i = 2; i < count && !failed; ++i) {
    const lgr_result *results[] = {grade_file(grader, arguments[i])};
    failed = results[0] == NULL;
    for (size_t f = 0; lgr_report_format(f) != NULL && !failed; ++f) {
      failed =
          lgr_report_write(lgr_report_format(f), results, 1, NULL, NULL, write_out, NULL) != LGR_OK;
    }
    lgr_result_free((lgr_result *)results[0]);
  }
  lgr_grader_free(grader);
  lgr_rubric_free(rubric);
  return failed;
}
