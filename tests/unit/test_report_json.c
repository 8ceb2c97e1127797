/* What the caller asked of answers, in reports for programs. */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "report/report.h"
#include "support/report_fixture.h"

static const lg_check asked[] = {
    {.result = 0, .rule = "score", .status = LG_CHECK_UNMET, .message = "expected 70, got 69.9"},
    {.result = 2, .rule = "band", .status = LG_CHECK_MET, .message = "mid, as asked"},
    {.result = 2, .rule = "a\"b", .status = LG_CHECK_ACCEPTED, .message = "known\x1b[1m"}};

/* Three times the same answer; the caller asked something of the first and last. */
static char *report(const char *format, const fixture *f, size_t check_count) {
  const lg_result *results[] = {&f->result, &f->result, &f->result};
  lg_report_input input = input_of(results, COUNT(results));
  input.options.checks = asked;
  input.options.check_count = check_count;
  return write_report(format, &input);
}

START_TEST(checks_stand_with_their_answer) {
  fixture f;
  make(&f);
  char *lines = report("jsonl", &f, COUNT(asked));
  static const char *const expected[] = {
      "\"checks\":[{\"rule\":\"score\",\"status\":\"unmet\",\"message\":\"expected 70, got "
      "69.9\"}]",
      "\"checks\":[]",
      "\"checks\":[{\"rule\":\"band\",\"status\":\"met\",\"message\":\"mid, as asked\"},"
      "{\"rule\":\"a\\\"b\",\"status\":\"accepted\",\"message\":\"known\\u001b[1m\"}]"};
  char *line = lines;
  for (size_t i = 0; i < COUNT(expected); ++i) {
    char *end = strchr(line, '\n');
    ck_assert_ptr_nonnull(end);
    *end = '\0';
    HAS(line, expected[i]);
    line = end + 1;
  }
  ck_assert_str_eq(line, "");
  free(lines);
  char *json = report("json", &f, COUNT(asked));
  HAS(json, "\"rule\": \"score\",");
  HAS(json, "\"checks\": [],");
  HAS(json, "\"status\": \"accepted\",");
  free(json);
  unmake(&f);
}
END_TEST

START_TEST(nothing_asked_is_no_key) {
  fixture f;
  make(&f);
  char *json = report("json", &f, 0);
  ck_assert_ptr_null(strstr(json, "\"checks\""));
  free(json);
  unmake(&f);
}
END_TEST

int main(void) {
  Suite *suite = suite_create("report_json");
  TCase *tests = tcase_create("checks");
  tcase_add_test(tests, checks_stand_with_their_answer);
  tcase_add_test(tests, nothing_asked_is_no_key);
  suite_add_tcase(suite, tests);
  SRunner *runner = srunner_create(suite);
  srunner_run_all(runner, CK_ENV);
  const int failed = srunner_ntests_failed(runner);
  srunner_free(runner);
  return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
