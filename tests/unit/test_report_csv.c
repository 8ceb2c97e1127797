/* The table for spreadsheets over results made by hand. */
#include <check.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "report/report.h"
#include "support/report_fixture.h"
#include "support/scarce.h"

#define MARK "\xef\xbb\xbf"
#define HEADER                                                                                     \
  MARK "path,rubric,score,band,complete,design,process points,store points,process.idempotency,"   \
       "process.late_data,store.compaction,store.format,anti.tools_first,anti.unsafe_rerun,caps,"  \
       "checks,notes\r\n"
#define RUBRIC "senior-data-engineer 1.0.0"

START_TEST(one_answer) {
  fixture f;
  make(&f);
  char *report = write_one("csv", &f.result, plain);
  ck_assert_str_eq(report,
                   HEADER "answers/rides.md," RUBRIC ",69.9,mid,true,true,7.5,0,2,1,0,0,-1.5,0,"
                          "mid: senior candidates scope first,,\r\n");
  free(report);
  unmake(&f);
}
END_TEST

START_TEST(no_answer_is_a_header) {
  const lg_report_input input = input_of(NULL, 0);
  char *report = write_report("csv", &input);
  ck_assert_str_eq(report, MARK "path,rubric,score,band,complete,design,caps,checks,notes\r\n");
  free(report);
}
END_TEST

START_TEST(rubrics_share_the_table) {
  fixture f;
  fixture g;
  make(&f);
  make(&g);
  g.result.rubric_id = "other";
  g.result.rubric_digest = "ffff";
  g.result.cap_count = 0;
  g.result.path = "g.md";
  g.sections[1].id = "cost";
  g.criteria[0].id = "cost.budget";
  g.penalties[1].id = "anti.waste";
  const lg_result *results[] = {&f.result, &g.result, &f.result};
  const lg_report_input input = input_of(results, COUNT(results));
  char *report = write_report("csv", &input);
  HAS(report, "design,process points,store points,cost points,process.idempotency,"
              "process.late_data,store.compaction,store.format,cost.budget,anti.tools_first,"
              "anti.unsafe_rerun,anti.waste,caps");
  HAS(report, "\r\nanswers/rides.md," RUBRIC ",69.9,mid,true,true,7.5,0,,2,1,0,0,,-1.5,0,,mid:");
  HAS(report, "\r\ng.md,other 1.0.0,69.9,mid,true,true,7.5,,0,,1,0,0,2,-1.5,,0,,,\r\n");
  free(report);
  unmake(&f);
  unmake(&g);
}
END_TEST

START_TEST(what_is_open_or_lost) {
  const lg_allocator allocator = lg_allocator_standard();
  fixture f;
  make(&f);
  f.result.complete = false;
  f.result.design = false;
  f.result.design_because = "It proposes nothing.";
  f.result.band = NULL;
  f.result.path = "";
  f.criteria[1].undetermined = true;
  f.penalties[0].undetermined = true;
  const lg_diagnostic bytes = {.severity = LG_WARNING, .code = "A001", .message = "not all UTF-8"};
  ck_assert(lg_diagnostics_add(&f.result.diagnostics, &bytes));
  lg_diagnostics run;
  lg_diagnostics_init(&run, &allocator);
  const lg_diagnostic lost = {
      .severity = LG_ERROR, .code = "F001", .message = "no such file", .origin = "=a.md"};
  ck_assert(lg_diagnostics_add(&run, &lost));
  const lg_check checks[] = {
      {0, "score", LG_CHECK_UNMET, "expected \"75\", got 69.9"},
      {0, "band", LG_CHECK_MET, "expected mid"},
      {0, "store.format", LG_CHECK_ACCEPTED, "expected 1, got 0"},
  };
  const lg_result *result = &f.result;
  lg_report_input input = input_of(&result, 1);
  input.diagnostics = &run;
  input.options.checks = checks;
  input.options.check_count = COUNT(checks);
  char *report = write_report("csv", &input);
  ck_assert_str_eq(report, HEADER
                   "answer," RUBRIC ",69.9,,false,false,7.5,0,2,undecided,0,0,undecided,0,"
                   "mid: senior candidates scope first,"
                   "\"score: expected \"\"75\"\", got 69.9; store.format: expected 1, got 0 (known "
                   "before)\",\"It proposes nothing.; not all UTF-8\"\r\n"
                   "'=a.md,,,,,,,,,,,,,,,,not graded: no such file\r\n");
  free(report);
  lg_diagnostics_free(&run);
  unmake(&f);
}
END_TEST

START_TEST(no_cell_is_a_formula) {
  static const struct {
    const char *path;
    const char *cell;
  } cases[] = {
      {"a.md", "a.md"},
      {"=cmd()", "'=cmd()"},
      {"+1", "'+1"},
      {"-2", "'-2"},
      {"@SUM(1)", "'@SUM(1)"},
      {"  =1", "'  =1"},
      {" a", "\" a\""},
      {"\xc2\xa0\xe2\x80\x8b=1", "'\xc2\xa0\xe2\x80\x8b=1"},
      {"\xef\xbc\x9d"
       "1",
       "'\xef\xbc\x9d"
       "1"},
      {"\xef\xbc\xa0x", "'\xef\xbc\xa0x"},
      {"a=1", "a=1"},
      {"x; =1;y", "\"x;' =1;y\""},
      {"a,\"b\"", "\"a,\"\"b\"\"\""},
      {"\t=1\r\n", "^I=1^M^J"},
      {"\x1b[31m\xe2\x80\xae", "^[[31m\\u202e"},
  };
  fixture f;
  make(&f);
  for (size_t i = 0; i < COUNT(cases); ++i) {
    f.result.path = cases[i].path;
    char *report = write_one("csv", &f.result, plain);
    const char *row = strstr(report, "\r\n") + 2;
    ck_assert_msg(strncmp(row, cases[i].cell, strlen(cases[i].cell)) == 0 &&
                      row[strlen(cases[i].cell)] == ',',
                  "%s is not %s", row, cases[i].cell);
    free(report);
  }
  unmake(&f);
}
END_TEST

START_TEST(memory_may_run_out) {
  runs_out_of_memory("csv");
}
END_TEST

int main(void) {
  Suite *suite = suite_create("report: csv");
  TCase *tests = tcase_create("csv");
  tcase_add_test(tests, one_answer);
  tcase_add_test(tests, no_answer_is_a_header);
  tcase_add_test(tests, rubrics_share_the_table);
  tcase_add_test(tests, what_is_open_or_lost);
  tcase_add_test(tests, no_cell_is_a_formula);
  tcase_add_test(tests, memory_may_run_out);
  suite_add_tcase(suite, tests);
  SRunner *runner = srunner_create(suite);
  srunner_run_all(runner, CK_ENV);
  const int failed = srunner_ntests_failed(runner);
  srunner_free(runner);
  return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
