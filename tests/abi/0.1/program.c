/* A program of the first release: compiled with its header, which stands beside
 * this file, and never changed. Says what it met, one line each. */
#include <libgrade/libgrade.h>
#include <stdio.h>
#include <string.h>

static const char rubric_text[] =
    "format: 1\nrubric: first\ntitle: First\nversion: 1.0.0\nlanguage: en\n"
    "concepts:\n  rerun: [rerun~, replay~]\n"
    "sections:\n  - id: main\n    title: Main\n    criteria:\n"
    "      - id: main.rerun\n        title: Reruns\n        points: 10\n"
    "        advice: {0: Say how it is rerun.}\n        probe: And then?\n        levels: {1: "
    "rerun}\n"
    "bands: [{name: good, at: 50}, {name: poor, at: 0}]\n";
static const char answer_text[] = "We replay the late day.\n";

static int failed;

static void expect(const char *what, int holds) {
  printf("%s %s\n", holds ? "ok  " : "FAIL", what);
  failed |= !holds;
}

static int count_bytes(void *context, const char *bytes, size_t length) {
  (void)bytes;
  *(size_t *)context += length;
  return 0;
}

static int count_effect(void *context, const lgr_effect *effect) {
  *(size_t *)context += effect->size >= sizeof *effect && effect->level == 1;
  return 0;
}

static int count_window(void *context, const lgr_window *window) {
  *(size_t *)context += window->size >= sizeof *window;
  return 0;
}

static void read_rubric(const lgr_rubric *rubric) {
  lgr_criterion criterion = {.size = sizeof criterion};
  lgr_penalty penalty = {.size = sizeof penalty};
  lgr_band band = {.size = sizeof band};
  expect("criterion", lgr_rubric_criterion_count(rubric) == 1 &&
                          lgr_rubric_criterion(rubric, 0, &criterion) == LGR_OK &&
                          strcmp(criterion.id, "main.rerun") == 0 && criterion.max_level == 1 &&
                          criterion.max_points == 10000 && criterion.size == sizeof criterion);
  expect("no penalty", lgr_rubric_penalty(rubric, 0, &penalty) == LGR_INVALID_ARGUMENT);
  expect("band", lgr_rubric_band(rubric, 0, &band) == LGR_OK && strcmp(band.name, "good") == 0);
  expect("names", strcmp(lgr_rubric_id(rubric), "first") == 0 &&
                      strcmp(lgr_rubric_title(rubric), "First") == 0 &&
                      strlen(lgr_rubric_digest(rubric)) == 64);
}

static void read_result(const lgr_result *result) {
  lgr_criterion_result criterion = {.size = sizeof criterion};
  lgr_evidence evidence = {.size = sizeof evidence};
  lgr_next_step next = {.size = sizeof next};
  expect("score", lgr_result_score(result) == 100000 && lgr_result_complete(result) == 1 &&
                      strcmp(lgr_result_band(result), "good") == 0 &&
                      strcmp(lgr_result_path(result), "a.md") == 0);
  expect("level", lgr_result_criterion(result, 0, &criterion) == LGR_OK && criterion.level == 1 &&
                      criterion.evidence_count == 1 && criterion.points == 10000);
  expect("evidence", lgr_result_criterion_evidence(result, 0, 0, &evidence) == LGR_OK &&
                         evidence.line == 1 && strstr(evidence.text, "replay") != NULL);
  expect("no next step", lgr_result_next(result, 0, &next) == LGR_INVALID_ARGUMENT);
  size_t length = 0;
  lgr_check check = {.size = sizeof check, .rule = "score", .message = "as asked"};
  lgr_report_options options = {
      .size = sizeof options, .checks = &check, .check_count = 1, .root = "/nowhere"};
  for (size_t i = 0; lgr_report_format(i) != NULL; ++i) {
    length = 0;
    expect(lgr_report_format(i), lgr_report_write(lgr_report_format(i), &result, 1, NULL, &options,
                                                  count_bytes, &length) == LGR_OK);
  }
}

static void grade(const lgr_rubric *rubric) {
  lgr_grader *grader = NULL;
  lgr_result *result = NULL;
  lgr_grader_options options = {.size = sizeof options};
  lgr_answer answer = {
      .size = sizeof answer, .text = answer_text, .length = sizeof answer_text - 1, .name = "a.md"};
  lgr_report_options report = {.size = sizeof report, .width = 60};
  size_t count = 0;
  expect("grader", lgr_grader_new(&grader, rubric, &options) == LGR_OK);
  expect("grade", lgr_grade(&result, grader, &answer) == LGR_OK);
  read_result(result);
  expect("explain",
         lgr_explain(grader, &answer, "main.rerun", &report, count_bytes, &count) == LGR_OK &&
             count > 0);
  expect("explain a line",
         lgr_explain_at(grader, &answer, 1, 0, &report, count_bytes, &count) == LGR_OK);
  count = 0;
  expect("effects", lgr_effects(grader, &answer, count_effect, &count) == LGR_OK && count == 1);
  expect("weighings", lgr_weighings(grader, &answer, count_window, &count) == LGR_OK);
  lgr_result_free(result);
  lgr_grader_free(grader);
}

int main(void) {
  lgr_rubric *rubric = NULL;
  lgr_diagnostics *list = NULL;
  lgr_diagnostic item = {.size = sizeof item};
  lgr_rubric_options options = {.size = sizeof options, .origin = "first.yaml"};
  expect("diagnostics", lgr_diagnostics_new(&list, NULL) == LGR_OK);
  expect("refused", lgr_rubric_parse(&rubric, "format: 1\n", 10, &options, list) == LGR_REJECTED &&
                        lgr_diagnostics_get(list, 0, &item) == LGR_OK &&
                        item.severity == LGR_ERROR && strcmp(item.origin, "first.yaml") == 0 &&
                        item.size == sizeof item);
  lgr_diagnostics_clear(list);
  expect("parse",
         lgr_rubric_parse(&rubric, rubric_text, sizeof rubric_text - 1, &options, list) == LGR_OK);
  for (size_t i = 0; lgr_diagnostics_get(list, i, &item) == LGR_OK; ++i) {
    printf("     %s %s\n", item.code, item.message);
  }
  if (rubric != NULL) {
    read_rubric(rubric);
    grade(rubric);
  }
  lgr_rubric_free(rubric);
  expect("built-in", lgr_rubric_builtin(&rubric, "senior-data-engineer", NULL) == LGR_OK);
  lgr_rubric_free(rubric);
  lgr_diagnostics_free(list);
  return failed;
}
