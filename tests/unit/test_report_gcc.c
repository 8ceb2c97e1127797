/* GCC-style lines over results made by hand. */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "support/report_fixture.h"

START_TEST(nothing_is_no_line) {
  const lg_report_input input = input_of(NULL, 0);
  char *report = write_report("gcc", &input);
  ck_assert_str_eq(report, "");
  free(report);
}
END_TEST

START_TEST(every_fault_is_a_line) {
  fixture f;
  make(&f);
  char *report = write_one("gcc", &f.result, plain);
  ck_assert_str_eq(
      report,
      "answers/rides.md:9:3: error: Tools before questions: costs 1.5 points. Ask first. "
      "[anti.tools_first]\n"
      "answers/rides.md:1:1: warning: Small files are merged: missing. Say what merges small "
      "files. [store.compaction]\n"
      "answers/rides.md:1:1: warning: A file format with its reason: missing. Name the format and "
      "why. [store.format]\n"
      "answers/rides.md:12:10: note: Late events have a policy: level 1 of 2. Give the bound and "
      "say what happens beyond it. [process.late_data]\n");
  free(report);
  unmake(&f);
}
END_TEST

START_TEST(a_fault_is_one_line) {
  static const struct {
    const char *path;
    const char *shown;
  } cases[] = {
      {"a\n::error::b.md", "a^J::error::b.md:1:1: warning: "},
      {"::error::b.md", "./::error::b.md:1:1: warning: "},
      {":1:b.md", "./:1:b.md:1:1: warning: "},
      {" ::error::b.md", "./ ::error::b.md:1:1: warning: "},
      {"\x1b[2J\xe2\x80\xae\xff.md", "^[[2J\\u202e\xef\xbf\xbd.md:1:1: warning: "},
      {"", "answer:1:1: warning: "},
      {"./a.md", "./a.md:1:1: warning: "},
  };
  fixture f;
  make(&f);
  f.result.penalty_count = 0;
  f.criteria[2].title = "Small\r\nfiles\xe2\x80\xa8 are\x1b merged";
  for (size_t i = 0; i < COUNT(cases); ++i) {
    f.result.path = cases[i].path;
    char *report = write_one("gcc", &f.result, plain);
    ck_assert_msg(strncmp(report, cases[i].shown, strlen(cases[i].shown)) == 0, "%s", report);
    HAS(report, "Small files\\u2028 are^[ merged: missing.");
    size_t lines = 0;
    for (const char *at = strchr(report, '\n'); at != NULL; at = strchr(at + 1, '\n')) {
      ++lines;
    }
    ck_assert_uint_eq(lines, 3);
    free(report);
  }
  unmake(&f);
}
END_TEST

START_TEST(what_is_accepted_is_left_out) {
  fixture f;
  make(&f);
  const lg_check checks[] = {{0, "score", LG_CHECK_ACCEPTED, "expected 75, got 69.9"},
                             {0, "band", LG_CHECK_UNMET, "expected senior, got mid"}};
  const lg_report_options options = {.checks = checks, .check_count = 2, .checks_only = true};
  char *report = write_one("gcc", &f.result, options);
  ck_assert_str_eq(report, "answers/rides.md:1:1: error: Band: expected senior, got "
                           "mid. [band]\n");
  free(report);
  unmake(&f);
}
END_TEST

START_TEST(what_is_not_graded_is_a_line) {
  const lg_allocator allocator = lg_allocator_standard();
  lg_diagnostics run;
  lg_diagnostics_init(&run, &allocator);
  lg_diagnostic lost = {.severity = LG_ERROR, .code = "F001", .message = "cannot be read"};
  lost.origin = "a.md";
  ck_assert(lg_diagnostics_add(&run, &lost));
  lg_report_input input = input_of(NULL, 0);
  input.diagnostics = &run;
  char *report = write_report("gcc", &input);
  ck_assert_str_eq(report, "a.md:1:1: error: Not graded: cannot be read. [F001]\n");
  free(report);
  lg_diagnostics_free(&run);
}
END_TEST

static Suite *gcc_suite(void) {
  Suite *suite = suite_create("report_gcc");
  TCase *tests = tcase_create("report_gcc");
  tcase_add_test(tests, nothing_is_no_line);
  tcase_add_test(tests, every_fault_is_a_line);
  tcase_add_test(tests, a_fault_is_one_line);
  tcase_add_test(tests, what_is_accepted_is_left_out);
  tcase_add_test(tests, what_is_not_graded_is_a_line);
  suite_add_tcase(suite, tests);
  return suite;
}

int main(void) {
  SRunner *runner = srunner_create(gcc_suite());
  srunner_run_all(runner, CK_ENV);
  const int failed = srunner_ntests_failed(runner);
  srunner_free(runner);
  return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
