/* Workflow commands over results made by hand. */
#include <check.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "report/report.h"
#include "support/report_fixture.h"
#include "support/scarce.h"

static size_t lines_with(const char *report, const char *beginning) {
  size_t count = 0;
  const size_t length = strlen(beginning);
  while (report != NULL && *report != '\0') {
    count += strncmp(report, beginning, length) == 0;
    report = strchr(report, '\n');
    report += report != NULL;
  }
  return count;
}

START_TEST(one_answer) {
  fixture f;
  make(&f);
  char *report = write_one("github", &f.result, plain);
  ck_assert_str_eq(
      report,
      "::error file=answers/rides.md,line=9,endLine=10,title=anti.tools_first::"
      "Tools before questions: costs 1.5 points. Ask first.\n"
      "::warning file=answers/rides.md,line=1,title=store.compaction::"
      "Small files are merged: missing. Say what merges small files.\n"
      "::warning file=answers/rides.md,line=1,title=store.format::"
      "A file format with its reason: missing. Name the format and why.\n"
      "::notice file=answers/rides.md,line=12,endLine=12,col=10,endColumn=39,"
      "title=process.late_data::Late events have a policy: level 1 of 2. Give the bound and say "
      "what happens beyond it.\n"
      "69.9 of 100, mid: answers/rides.md\n");
  free(report);
  unmake(&f);
}
END_TEST

START_TEST(what_steers_a_runner_is_encoded) {
  fixture f;
  make(&f);
  f.result.path = "./::error a,b:c%0A\n##[group]\x1b.md";
  f.result.band = "##[error]";
  f.criteria[2].advice = "100%0A\n::warning::x ##[add-mask]y, \xe2\x80\xae";
  char *report = write_one("github", &f.result, plain);
  HAS(report,
      "::warning file=%3A%3Aerror a%2Cb%3Ac%250A^J##\\u005bgroup]^[.md,line=1,"
      "title=store.compaction::Small files are merged: missing. 100%250A \\u003a:warning::x "
      "##\\u005badd-mask]y, \\u202e.\n");
  HAS(report, "\n69.9 of 100, ##\\u005berror]: ::error a,b:c%0A^J##\\u005bgroup]^[.md\n");
  HAS_NOT(report, "##[");
  free(report);
  unmake(&f);
}
END_TEST

START_TEST(ten_of_each_kind) {
  enum { ANSWERS = 30 };
  fixture f;
  make(&f);
  f.criteria[3].max_points = 4000; /* heavier than its neighbour now */
  const lg_result *results[ANSWERS];
  for (size_t i = 0; i < ANSWERS; ++i) {
    results[i] = &f.result;
  }
  const lg_report_input input = input_of(results, ANSWERS);
  char *report = write_report("github", &input);
  ck_assert_uint_eq(lines_with(report, "::error "), 10);
  ck_assert_uint_eq(lines_with(report, "::warning "), 10);
  ck_assert_uint_eq(lines_with(report, "::notice "), 10);
  HAS(report, "title=store.format");
  HAS_NOT(report, "title=store.compaction");
  ck_assert_uint_eq(lines_with(report, "69.9 of 100"), 20);
  HAS(report, "\n10 more answers\nand 90 more that are not shown beside the text\n");
  free(report);
  unmake(&f);
}
END_TEST

START_TEST(of_the_run_and_of_checks) {
  const lg_allocator allocator = lg_allocator_standard();
  fixture f;
  make(&f);
  lg_diagnostics run;
  lg_diagnostics_init(&run, &allocator);
  const lg_diagnostic lost = {.severity = LG_ERROR,
                              .code = "F001",
                              .message = "no such file",
                              .hint = "did you mean b.md?",
                              .origin = "/root/x/a.md"};
  ck_assert(lg_diagnostics_add(&run, &lost));
  const lg_check checks[] = {
      {0, "score", LG_CHECK_UNMET, "expected 75 to 80, got 69.9"},
      {0, "store.format", LG_CHECK_ACCEPTED, "expected level 1, got 0"},
  };
  f.result.path = "";
  f.result.complete = false;
  f.result.band = NULL;
  const lg_result *result = &f.result;
  lg_report_input input = input_of(&result, 1);
  input.diagnostics = &run;
  input.options = (lg_report_options){
      .checks = checks, .check_count = COUNT(checks), .checks_only = true, .root = "/root"};
  char *report = write_report("github", &input);
  ck_assert_str_eq(report, "::error file=x/a.md,line=1,title=F001::Not graded: no such file. did "
                           "you mean b.md?\n"
                           "::error title=score::Score: expected 75 to 80, got "
                           "69.9.\n"
                           "::notice title=store.format::A file format with its reason: expected "
                           "level 1, got 0. Name the format and why.\n"
                           "69.9 of 100: answer (incomplete)\n");
  free(report);
  lg_diagnostics_free(&run);
  unmake(&f);
}
END_TEST

START_TEST(no_answer_is_no_line) {
  const lg_report_input input = input_of(NULL, 0);
  char *report = write_report("github", &input);
  ck_assert_str_eq(report, "");
  free(report);
}
END_TEST

START_TEST(no_design_is_told) {
  fixture f;
  make(&f);
  f.result.design = false;
  f.result.design_because = "The text proposes no design.";
  char *report = write_one("github", &f.result, plain);
  ck_assert_str_eq(report, "::error file=answers/rides.md,line=1,title=design::Not a design, so "
                           "nothing in it counts. The text proposes no design.\n"
                           "69.9 of 100, mid: answers/rides.md (not a design)\n");
  free(report);
  unmake(&f);
}
END_TEST

START_TEST(memory_may_run_out) {
  runs_out_of_memory("github");
}
END_TEST

int main(void) {
  Suite *suite = suite_create("report: github");
  TCase *tests = tcase_create("github");
  tcase_add_test(tests, one_answer);
  tcase_add_test(tests, what_steers_a_runner_is_encoded);
  tcase_add_test(tests, ten_of_each_kind);
  tcase_add_test(tests, of_the_run_and_of_checks);
  tcase_add_test(tests, no_answer_is_no_line);
  tcase_add_test(tests, no_design_is_told);
  tcase_add_test(tests, memory_may_run_out);
  suite_add_tcase(suite, tests);
  SRunner *runner = srunner_create(suite);
  srunner_run_all(runner, CK_ENV);
  const int failed = srunner_ntests_failed(runner);
  srunner_free(runner);
  return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
