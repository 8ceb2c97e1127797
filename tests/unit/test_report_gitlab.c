/* GitLab's code quality report over results made by hand. */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "support/report_fixture.h"

START_TEST(nothing_is_an_empty_array) {
  const lg_report_input input = input_of(NULL, 0);
  char *report = write_report("gitlab", &input);
  ck_assert_str_eq(report, "[]\n");
  free(report);
}
END_TEST

START_TEST(every_fault_is_an_entry) {
  fixture f;
  make(&f);
  f.result.path = "./answers/rides.md";
  char *report = write_one("gitlab", &f.result, plain);
  HAS(report, "[\n  {\n    \"description\": \"Tools before questions: costs 1.5 points. Ask "
              "first.\",\n    \"check_name\": \"anti.tools_first\",\n    \"fingerprint\": \"");
  HAS(report, ":1\",\n    \"severity\": \"major\",\n    \"location\": {\n      \"path\": "
              "\"answers/rides.md\",\n      \"lines\": {\n        \"begin\": 9,\n        \"end\": "
              "10\n      }\n    }\n  },\n");
  HAS(report, "\"check_name\": \"store.compaction\"");
  HAS(report, "\"severity\": \"minor\"");
  HAS(report, "\"lines\": {\n        \"begin\": 1\n      }");
  HAS(report, "\"severity\": \"info\"");
  free(report);
  unmake(&f);
}
END_TEST

START_TEST(paths_are_told_from_the_root) {
  fixture f;
  make(&f);
  f.result.path = "/home/me/a \"b\".md";
  char *report = write_one("gitlab", &f.result, (lg_report_options){.root = "/home/me"});
  HAS(report, "\"path\": \"a \\\"b\\\".md\"");
  free(report);
  report = write_one("gitlab", &f.result, (lg_report_options){.root = "/srv"});
  HAS(report, "\"path\": \"/home/me/a \\\"b\\\".md\"");
  free(report);
  f.result.path = "";
  report = write_one("gitlab", &f.result, plain);
  HAS(report, "\"path\": \"answer\"");
  free(report);
  unmake(&f);
}
END_TEST

START_TEST(what_is_accepted_is_left_out) {
  fixture f;
  make(&f);
  const lg_check checks[] = {{0, "score", LG_CHECK_ACCEPTED, "expected 75, got 69.9"},
                             {0, "band", LG_CHECK_UNMET, "expected senior, got mid"}};
  lg_report_options options = {.checks = checks, .check_count = 2, .checks_only = true};
  char *report = write_one("gitlab", &f.result, options);
  HAS(report, "\"description\": \"Band: expected senior, got mid.\"");
  HAS(report, "\"severity\": \"critical\"");
  HAS_NOT(report, "\"check_name\": \"score\"");
  HAS_NOT(report, "anti.tools_first");
  free(report);
  options.check_count = 1;
  report = write_one("gitlab", &f.result, options);
  ck_assert_str_eq(report, "[]\n");
  free(report);
  unmake(&f);
}
END_TEST

START_TEST(what_is_not_graded_is_an_entry) {
  const lg_allocator allocator = lg_allocator_standard();
  lg_diagnostics run;
  lg_diagnostics_init(&run, &allocator);
  lg_diagnostic lost = {.severity = LG_ERROR, .code = "F001", .message = "can\x1bnot\nbe read"};
  lost.origin = "./a.md";
  ck_assert(lg_diagnostics_add(&run, &lost));
  lg_report_input input = input_of(NULL, 0);
  input.diagnostics = &run;
  char *report = write_report("gitlab", &input);
  HAS(report, "\"description\": \"Not graded: can^[not be read.\"");
  HAS(report, "\"check_name\": \"F001\"");
  HAS(report, "\"severity\": \"blocker\"");
  HAS(report, "\"path\": \"a.md\"");
  free(report);
  lg_diagnostics_free(&run);
}
END_TEST

/* GitLab keeps one of two entries with the same fingerprint. */
START_TEST(fingerprints_are_unique) {
  enum { DIGITS = 32, MOST = 64 };
  fixture f;
  fixture g;
  make(&f);
  make(&g);
  g.result.path = "b.md";
  g.result.rubric_id = "other";
  const lg_check checks[] = {{0, "store.compaction", LG_CHECK_UNMET, "expected 2, got 0"},
                             {1, "store.compaction", LG_CHECK_UNMET, "expected 2, got 0"},
                             {3, "store.compaction", LG_CHECK_UNMET, "expected 2, got 0"}};
  const lg_result *results[] = {&f.result, &f.result, &g.result, &g.result};
  lg_report_input input = input_of(results, COUNT(results));
  input.options.checks = checks;
  input.options.check_count = COUNT(checks);
  char *report = write_report("gitlab", &input);
  const char *seen[MOST];
  size_t count = 0;
  static const char key[] = "\"fingerprint\": \"";
  for (const char *at = strstr(report, key); at != NULL; at = strstr(at + 1, key)) {
    const char *print = at + sizeof key - 1;
    ck_assert_uint_eq(strspn(print, "0123456789abcdef"), DIGITS);
    for (size_t i = 0; i < count; ++i) {
      ck_assert_int_ne(strncmp(seen[i], print, DIGITS + 2), 0);
    }
    ck_assert_uint_lt(count, MOST);
    seen[count++] = print;
  }
  ck_assert_uint_eq(count, 4 * 4 + 3);
  free(report);
  unmake(&g);
  unmake(&f);
}
END_TEST

static Suite *gitlab_suite(void) {
  Suite *suite = suite_create("report_gitlab");
  TCase *tests = tcase_create("report_gitlab");
  tcase_add_test(tests, nothing_is_an_empty_array);
  tcase_add_test(tests, every_fault_is_an_entry);
  tcase_add_test(tests, paths_are_told_from_the_root);
  tcase_add_test(tests, what_is_accepted_is_left_out);
  tcase_add_test(tests, what_is_not_graded_is_an_entry);
  tcase_add_test(tests, fingerprints_are_unique);
  suite_add_tcase(suite, tests);
  return suite;
}

int main(void) {
  SRunner *runner = srunner_create(gitlab_suite());
  srunner_run_all(runner, CK_ENV);
  const int failed = srunner_ntests_failed(runner);
  srunner_free(runner);
  return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
