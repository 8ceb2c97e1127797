/* TAP reports over results made by hand. */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "report/report.h"
#include "support/report_fixture.h"

START_TEST(every_criterion_is_a_point) {
  fixture f;
  make(&f);
  char *report = write_one("tap", &f.result, plain);
  ck_assert_str_eq(report,
                   "TAP version 13\n"
                   "1..8\n"
                   "# answers/rides.md: 69.9 of 100, mid\n"
                   "ok 1 - answers/rides.md: design\n"
                   "ok 2 - answers/rides.md: score\n"
                   "ok 3 - answers/rides.md: process.idempotency: Reruns are harmless by "
                   "construction\n"
                   "ok 4 - answers/rides.md: process.late_data: Late events have a policy\n"
                   "  ---\n"
                   "  message: \"Late events have a policy: level 1 of 2. Give the bound and say "
                   "what happens beyond it.\"\n"
                   "  severity: \"comment\"\n"
                   "  reason: \"Level 1 of 2.\"\n"
                   "  quote: \"late events go to a side table\"\n"
                   "  at:\n"
                   "    file: \"answers/rides.md\"\n"
                   "    line: 12\n"
                   "  ...\n"
                   "not ok 5 - answers/rides.md: store.compaction: Small files are merged\n"
                   "  ---\n"
                   "  message: \"Small files are merged: missing. Say what merges small files.\"\n"
                   "  severity: \"fail\"\n"
                   "  reason: \"Nothing found.\"\n"
                   "  at:\n"
                   "    file: \"answers/rides.md\"\n"
                   "    line: 1\n"
                   "  ...\n"
                   "not ok 6 - answers/rides.md: store.format: A file format with its reason\n"
                   "  ---\n"
                   "  message: \"A file format with its reason: missing. Name the format and "
                   "why.\"\n"
                   "  severity: \"fail\"\n"
                   "  reason: \"Nothing found.\"\n"
                   "  at:\n"
                   "    file: \"answers/rides.md\"\n"
                   "    line: 1\n"
                   "  ...\n"
                   "not ok 7 - answers/rides.md: anti.tools_first: Tools before questions\n"
                   "  ---\n"
                   "  message: \"Tools before questions: costs 1.5 points. Ask first.\"\n"
                   "  severity: \"fail\"\n"
                   "  quote: \"The load is a MERGE on event_id, so replaying changes nothing.\"\n"
                   "  at:\n"
                   "    file: \"answers/rides.md\"\n"
                   "    line: 9\n"
                   "  ...\n"
                   "ok 8 - answers/rides.md: anti.unsafe_rerun: Reruns append again\n");
  free(report);
  unmake(&f);
}
END_TEST

START_TEST(directives_are_only_ours) {
  fixture f;
  make(&f);
  f.result.path = "a\nBail out! # TODO \\ b";
  f.criteria[2].title = "Small files # SKIP all\n1..0";
  f.evidence[1].text = "x\nBail out!\n# SKIP \"y\" \\ \x1b[31m \xff \xef\xbf\xbe";
  f.evidence[1].text_length = strlen(f.evidence[1].text);
  f.evidence[1].text_length = strlen(f.evidence[1].text);
  char *report = write_one("tap", &f.result, plain);
  HAS(report, "\nnot ok 5 - a^JBail out! \\# TODO \\\\ b: store.compaction: Small files \\# SKIP "
              "all 1..0\n");
  HAS(report, "\n  quote: \"x Bail out! # SKIP \\\"y\\\" \\\\ ^[[31m \xef\xbf\xbd \\\\ufffe\"\n");
  HAS(report, "\n    file: \"a^JBail out! # TODO \\\\ b\"\n");
  HAS_NOT(report, "\nBail out!");
  HAS_NOT(report, "\n1..0");
  HAS_NOT(report, "files # SKIP all 1..0\n");
  HAS_NOT(report, "\x1b");
  free(report);
  unmake(&f);
}
END_TEST

START_TEST(checks_decide) {
  fixture f;
  make(&f);
  const lg_check checks[] = {
      {0, "score", LG_CHECK_UNMET, "expected 75, got 69.9"},
      {0, "band", LG_CHECK_MET, "expected mid, got mid"},
      {0, "store.format", LG_CHECK_ACCEPTED, "expected level 1, got 0"},
  };
  char *report = write_one(
      "tap", &f.result,
      (lg_report_options){.checks = checks, .check_count = COUNT(checks), .checks_only = true});
  HAS(report, "\n1..9\n");
  HAS(report, "\nnot ok 2 - answers/rides.md: score\n  ---\n"
              "  message: \"Score: expected 75, got 69.9. Capped at band mid: "
              "senior candidates scope first.\"\n");
  HAS(report, "\nok 3 - answers/rides.md: band\n");
  HAS(report, "\nok 6 - answers/rides.md: store.compaction: Small files are merged\n"
              "not ok 7 - answers/rides.md: store.format: A file format with its reason "
              "# TODO accepted in the baseline\n  ---\n"
              "  message: \"Known and accepted: A file format");
  HAS(report, "  severity: \"todo\"\n");
  HAS(report, "\nok 8 - answers/rides.md: anti.tools_first: Tools before questions\n");
  free(report);
  unmake(&f);
}
END_TEST

START_TEST(what_is_no_design_is_skipped) {
  fixture f;
  make(&f);
  f.result.design = false;
  f.result.design_because = "Nothing is proposed.";
  char *report = write_one("tap", &f.result, plain);
  HAS(report, "\nnot ok 1 - answers/rides.md: design\n  ---\n"
              "  message: \"Not a design, so nothing in it counts. Nothing is proposed.\"\n");
  HAS(report, "\nok 2 - answers/rides.md: score # SKIP not a design\n"
              "ok 3 - answers/rides.md: process.idempotency: Reruns are harmless by construction "
              "# SKIP not a design\nok 4 - ");
  free(report);
  unmake(&f);
}
END_TEST

START_TEST(what_is_open_is_not_ok) {
  fixture f;
  make(&f);
  f.criteria[0].undetermined = true;
  f.result.complete = false;
  f.result.band = NULL;
  char *report = write_one("tap", &f.result, (lg_report_options){.checks_only = true});
  HAS(report, "\n# answers/rides.md: 69.9 of 100, incomplete\n");
  HAS(report, "\nnot ok 3 - answers/rides.md: process.idempotency: Reruns are harmless by "
              "construction\n  ---\n  message: \"Reruns are harmless by construction: undecided, "
              "because a limit was reached.\"\n  severity: \"error\"\n");
  free(report);
  unmake(&f);
}
END_TEST

START_TEST(what_is_not_graded_is_not_ok) {
  fixture f;
  make(&f);
  const lg_allocator allocator = lg_allocator_standard();
  const lg_diagnostic errors[] = {{.severity = LG_ERROR,
                                   .code = "F001",
                                   .message = "no such file",
                                   .hint = "",
                                   .origin = "gone #1.md",
                                   .path = "",
                                   .excerpt = ""},
                                  {.severity = LG_ERROR,
                                   .code = "F002",
                                   .message = "nothing came",
                                   .hint = "Give something.",
                                   .origin = "",
                                   .path = "",
                                   .excerpt = ""}};
  lg_diagnostics run;
  lg_diagnostics_init(&run, &allocator);
  for (size_t i = 0; i < COUNT(errors); ++i) {
    ck_assert_int_eq(lg_diagnostics_add(&run, &errors[i]), 1);
  }
  const lg_result *results[] = {&f.result};
  lg_report_input input = input_of(results, 1);
  input.diagnostics = &run;
  char *report = write_report("tap", &input);
  HAS(report, "TAP version 13\n1..10\nnot ok 1 - gone \\#1.md: graded\n  ---\n"
              "  message: \"Not graded: no such file.\"\n  severity: \"error\"\n"
              "  at:\n    file: \"gone #1.md\"\n    line: 1\n  ...\n"
              "not ok 2 - graded\n  ---\n"
              "  message: \"Not graded: nothing came. Give something.\"\n"
              "  severity: \"error\"\n  ...\n"
              "# answers/rides.md: ");
  HAS(report, "\nok 10 - ");
  free(report);
  lg_diagnostics_free(&run);
  unmake(&f);
}
END_TEST

START_TEST(no_answers_are_a_plan_of_none) {
  const lg_report_input input = input_of(NULL, 0);
  char *report = write_report("tap", &input);
  ck_assert_str_eq(report, "TAP version 13\n1..0 # SKIP no answers\n");
  free(report);
}
END_TEST

static Suite *tap_suite(void) {
  Suite *suite = suite_create("report_tap");
  TCase *tests = tcase_create("report_tap");
  tcase_add_test(tests, every_criterion_is_a_point);
  tcase_add_test(tests, directives_are_only_ours);
  tcase_add_test(tests, checks_decide);
  tcase_add_test(tests, what_is_no_design_is_skipped);
  tcase_add_test(tests, what_is_open_is_not_ok);
  tcase_add_test(tests, what_is_not_graded_is_not_ok);
  tcase_add_test(tests, no_answers_are_a_plan_of_none);
  suite_add_tcase(suite, tests);
  return suite;
}

int main(void) {
  SRunner *runner = srunner_create(tap_suite());
  srunner_run_all(runner, CK_ENV);
  const int failed = srunner_ntests_failed(runner);
  srunner_free(runner);
  return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
