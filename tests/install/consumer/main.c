/* Grades one sentence with a rubric of its own and prints the score. */
#include <libgrade/libgrade.h>
#include <stdio.h>
#include <string.h>

static const char rubric_text[] = "rubric: tiny\n"
                                  "format: 1\n"
                                  "version: 1.0.0\n"
                                  "title: Tiny\n"
                                  "concepts:\n"
                                  "  merge: [merge~]\n"
                                  "sections:\n"
                                  "  - id: all\n"
                                  "    title: All\n"
                                  "    criteria:\n"
                                  "      - id: all.merge\n"
                                  "        title: Merges\n"
                                  "        points: 4\n"
                                  "        levels: {1: merge}\n"
                                  "        advice: Merge.\n"
                                  "        probe: How?\n";
static const char text[] = "The load merges every event on its id.";

int main(void) {
  if (strcmp(lgr_version(), LGR_VERSION_TEXT) != 0) {
    fprintf(stderr, "header %s, library %s\n", LGR_VERSION_TEXT, lgr_version());
    return 1;
  }
  lgr_rubric *rubric = NULL;
  lgr_grader *grader = NULL;
  lgr_result *result = NULL;
  lgr_status status = lgr_rubric_parse(&rubric, rubric_text, strlen(rubric_text), NULL, NULL);
  if (status == LGR_OK) {
    status = lgr_grader_new(&grader, rubric, NULL);
  }
  if (status == LGR_OK) {
    const lgr_answer answer = {.size = sizeof answer, .text = text, .length = strlen(text)};
    status = lgr_grade(&result, grader, &answer);
  }
  if (status == LGR_OK) {
    printf("score %ld\n", (long)lgr_result_score(result));
  } else {
    fprintf(stderr, "%s\n", lgr_status_text(status));
  }
  lgr_result_free(result);
  lgr_grader_free(grader);
  lgr_rubric_free(rubric);
  return status == LGR_OK ? 0 : 1;
}
