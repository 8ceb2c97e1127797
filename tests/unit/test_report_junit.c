/* JUnit reports and the verdicts in them, over results made by hand. */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "report/report.h"
#include "support/scarce.h"

/* -- helpers ------------------------------------------------------------------ */

static size_t occurrences(const char *report, const char *part) {
  size_t count = 0;
  for (const char *at = strstr(report, part); at != NULL; at = strstr(at + strlen(part), part)) {
    ++count;
  }
  return count;
}

/* What stands between the start tag of the case `name` and the next case, to be
 * freed. */
static char *case_of(const char *report, const char *name) {
  char key[128];
  snprintf(key, sizeof key, "\" name=\"%s", name); /* behind the class */
  const char *start = strstr(report, key);
  ck_assert_msg(start != NULL, "no case %s in:\n%s", name, report);
  const char *end = strstr(start, "<testcase");
  const size_t length = end != NULL ? (size_t)(end - start) : strlen(start);
  char *copy = calloc(length + 1, 1);
  ck_assert_ptr_nonnull(copy);
  memcpy(copy, start, length);
  return copy;
}

#define CASE_HAS(report, name, part)                                                               \
  do {                                                                                             \
    char *case_text = case_of(report, name);                                                       \
    HAS(case_text, part);                                                                          \
    free(case_text);                                                                               \
  } while (0)
#define CASE_HAS_NOT(report, name, part)                                                           \
  do {                                                                                             \
    char *case_text = case_of(report, name);                                                       \
    HAS_NOT(case_text, part);                                                                      \
    free(case_text);                                                                               \
  } while (0)

static char *with_checks(fixture *f, const lg_check *checks, size_t count, bool only) {
  return write_one(
      "junit", &f->result,
      (lg_report_options){.checks = checks, .check_count = count, .checks_only = only});
}

/* -- verdicts ----------------------------------------------------------------- */

START_TEST(every_criterion_is_a_case) {
  fixture f;
  make(&f);
  char *report = write_one("junit", &f.result, plain);
  HAS(report, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
              "<testsuites name=\"grade\" tests=\"8\" failures=\"3\" errors=\"0\" "
              "time=\"0.000\">\n"
              "  <testsuite name=\"answers/rides.md\" file=\"answers/rides.md\" tests=\"8\" "
              "failures=\"3\" errors=\"0\" skipped=\"0\" time=\"0.000\">\n"
              "    <properties>\n"
              "      <property name=\"rubric\" value=\"senior-data-engineer\"/>\n");
  HAS(report, "<property name=\"score\" value=\"69.9\"/>");
  HAS(report, "<property name=\"band\" value=\"mid\"/>");
  HAS(report, "<testcase classname=\"senior-data-engineer.answers/rides\" "
              "name=\"process.late_data: Late events have a policy\" file=\"answers/rides.md\" "
              "line=\"12\" time=\"0.000\">\n");
  ck_assert_uint_eq(occurrences(report, "<testcase "), 8);
  ck_assert_uint_eq(occurrences(report, "<failure "), 3);
  CASE_HAS(report, "store.compaction",
           "<failure message=\"Small files are merged: missing. Say what merges small files.\" "
           "type=\"missing\">Small files are merged: missing. Say what merges small files.\n"
           "Nothing found.</failure>\n");
  CASE_HAS(report, "anti.tools_first", "costs 1.5 points. Ask first.\" type=\"penalty\">");
  CASE_HAS(report, "anti.tools_first", "Line 9: \"The load is a MERGE on event_id, so replaying");
  CASE_HAS_NOT(report, "anti.unsafe_rerun", "<system-out>");
  CASE_HAS_NOT(report, "process.late_data", "<failure");
  CASE_HAS(report, "process.late_data",
           "<system-out>Late events have a policy: level 1 of 2. Give the bound and say what "
           "happens beyond it.\nLevel 1 of 2.\nLine 12: \"late events go to a side table\"");
  CASE_HAS(report, "score", "<system-out>69.9 of 100 points, band mid. Capped at band mid: senior");
  CASE_HAS_NOT(report, "design", "<");
  free(report);
  unmake(&f);
}
END_TEST

START_TEST(what_is_no_design_fails_once) {
  fixture f;
  make(&f);
  f.result.design = false;
  f.result.design_because = "Nothing is proposed.";
  char *report = write_one("junit", &f.result, plain);
  HAS(report, "tests=\"8\" failures=\"1\" errors=\"0\" skipped=\"7\"");
  CASE_HAS(report, "design",
           "<failure message=\"Not a design, so nothing in it counts. Nothing is proposed.\" "
           "type=\"no design\">");
  CASE_HAS(report, "score", "<skipped message=\"Not a design, so nothing in it counts.\">");
  CASE_HAS(report, "anti.tools_first", "<skipped ");
  free(report);
  report = write_one("junit", &f.result, (lg_report_options){.checks_only = true});
  HAS(report, "tests=\"8\" failures=\"0\" errors=\"0\" skipped=\"7\"");
  free(report);
  unmake(&f);
}
END_TEST

START_TEST(what_a_limit_left_open_is_an_error) {
  fixture f;
  make(&f);
  f.criteria[0].undetermined = true;
  f.penalties[1].undetermined = true;
  f.result.complete = false;
  const lg_check check = {0, "process.idempotency", LG_CHECK_MET, "fine"};
  for (size_t checks = 0; checks < 2; ++checks) {
    char *report = with_checks(&f, &check, checks, checks > 0);
    HAS(report, "errors=\"2\"");
    CASE_HAS(report, "process.idempotency",
             "<error message=\"Reruns are harmless by construction: undecided, because a limit "
             "was reached.\" type=\"undecided\">");
    CASE_HAS(report, "anti.unsafe_rerun", "<error ");
    CASE_HAS(report, "score", "Incomplete: a limit left a verdict open.");
    free(report);
  }
  unmake(&f);
}
END_TEST

START_TEST(checks_decide) {
  fixture f;
  make(&f);
  const lg_check checks[] = {
      {0, "score", LG_CHECK_UNMET, "expected 75, got 69.9"},
      {0, "band", LG_CHECK_MET, "expected mid, got mid"},
      {0, "process.idempotency", LG_CHECK_UNMET, "expected level 0, got 2"},
      {0, "store.compaction", LG_CHECK_MET, "expected level 0, got 0"},
      {0, "store.format", LG_CHECK_ACCEPTED, "expected level 1, got 0"},
  };
  char *report = with_checks(&f, checks, COUNT(checks), false);
  HAS(report, "tests=\"9\" failures=\"2\" errors=\"0\" skipped=\"1\"");
  CASE_HAS(report, "score",
           "<failure message=\"Score: expected 75, got 69.9. Capped "
           "at band mid: senior candidates scope first.\" type=\"check\">");
  CASE_HAS(report, "band", "<system-out>As asked: expected mid, got mid.</system-out>");
  CASE_HAS(report, "process.idempotency", "expected level 0, got 2.\" type=\"check\">");
  CASE_HAS(report, "store.compaction", "<system-out>As asked: expected level 0, got 0.");
  CASE_HAS(report, "store.format",
           "<skipped message=\"Known and accepted: A file format with its reason: expected level "
           "1, got 0. Name the format and why.\">");
  CASE_HAS(report, "anti.tools_first", "<system-out>Tools before questions: costs ");
  CASE_HAS(report, "process.late_data", "<system-out>Late events have a policy: level 1 of 2.");
  free(report);

  report = with_checks(&f, checks, COUNT(checks), true);
  HAS(report, "tests=\"9\" failures=\"2\" errors=\"0\" skipped=\"1\"");
  CASE_HAS(report, "anti.tools_first", "<system-out>Present, and not asked for.");
  CASE_HAS(report, "process.late_data", "<system-out>Level 1 of 2.\nLine 12:");
  free(report);
  unmake(&f);
}
END_TEST

START_TEST(checks_of_other_answers_do_not) {
  fixture f;
  make(&f);
  const lg_result *results[] = {&f.result, &f.result};
  const lg_check checks[] = {{1, "design", LG_CHECK_UNMET, "expected no design, got a design"}};
  lg_report_input input = input_of(results, COUNT(results));
  input.options = (lg_report_options){.checks = checks, .check_count = 1, .checks_only = true};
  char *report = write_report("junit", &input);
  HAS(report, "<testsuite name=\"answers/rides.md\" file=\"answers/rides.md\" tests=\"8\" "
              "failures=\"0\"");
  HAS(report, "<testsuite name=\"answers/rides.md (2)\" file=\"answers/rides.md\" tests=\"8\" "
              "failures=\"1\"");
  free(report);
  unmake(&f);
}
END_TEST

/* Two on one rule, and one on a rule nobody has heard of. */
START_TEST(no_check_is_passed_over) {
  fixture f;
  make(&f);
  const lg_check checks[] = {
      {0, "score", LG_CHECK_MET, "at least 60"},      {0, "score", LG_CHECK_UNMET, "at most 65"},
      {0, "score", LG_CHECK_ACCEPTED, "exactly 70"},  {0, "cost", LG_CHECK_ACCEPTED, "known"},
      {0, "cost", LG_CHECK_UNMET, "too <expensive>"}, {0, "cost", LG_CHECK_MET, "fine"},
  };
  char *report = with_checks(&f, checks, COUNT(checks), true);
  HAS(report, "tests=\"9\" failures=\"2\" errors=\"0\" skipped=\"0\"");
  CASE_HAS(report, "score", "<failure message=\"Score: at most 65. Capped");
  CASE_HAS(report, "cost", "<failure message=\"cost: too &lt;expensive&gt;.\"");
  free(report);
  unmake(&f);
}
END_TEST

static void add_error(lg_diagnostics *run, const char *origin, const char *message) {
  const lg_diagnostic error = {.severity = LG_ERROR,
                               .code = "F001",
                               .message = message,
                               .hint = "",
                               .origin = origin,
                               .path = "",
                               .excerpt = ""};
  ck_assert_int_eq(lg_diagnostics_add(run, &error), 1);
}

START_TEST(what_is_not_graded_is_an_error) {
  const lg_allocator allocator = lg_allocator_standard();
  lg_diagnostics run;
  lg_diagnostics_init(&run, &allocator);
  add_error(&run, "gone.md", "no such file");
  const lg_diagnostic warning = {.severity = LG_WARNING,
                                 .code = "F009",
                                 .message = "never mind",
                                 .hint = "",
                                 .origin = "gone.md",
                                 .path = "",
                                 .excerpt = ""};
  ck_assert_int_eq(lg_diagnostics_add(&run, &warning), 1);
  lg_report_input input = input_of(NULL, 0);
  input.diagnostics = &run;
  char *report = write_report("junit", &input);
  HAS(report, "<testsuites name=\"grade\" tests=\"1\" failures=\"0\" errors=\"1\"");
  HAS(report, "<testsuite name=\"gone.md\" file=\"gone.md\" tests=\"1\" failures=\"0\" "
              "errors=\"1\" skipped=\"0\" time=\"0.000\">\n"
              "    <testcase classname=\"grade.gone\" name=\"graded\" file=\"gone.md\" line=\"1\"");
  HAS(report, "<error message=\"Not graded: no such file.\" type=\"not graded\">");
  HAS_NOT(report, "never mind");
  free(report);
  lg_diagnostics_free(&run);
}
END_TEST

START_TEST(errors_beyond_the_limit_are_counted) {
  const lg_allocator allocator = lg_allocator_standard();
  lg_diagnostics run;
  lg_diagnostics_init(&run, &allocator);
  while (run.suppressed < 7) {
    add_error(&run, "", "no such file");
  }
  lg_report_input input = input_of(NULL, 0);
  input.diagnostics = &run;
  char *report = write_report("junit", &input);
  HAS(report, "<error message=\"Not graded: 7 more errors, too many to list.\"");
  ck_assert_uint_eq(occurrences(report, "<testcase classname=\"grade.run"), run.count + 1);
  HAS(report, "<testcase classname=\"grade.run (1001)\" name=\"graded\" time");
  free(report);
  lg_diagnostics_free(&run);
}
END_TEST

/* -- names -------------------------------------------------------------------- */

START_TEST(classes_differ) {
  static const char *const paths[] = {"a/x.md",   "a/x.md",     "./a/x.md", "a/x.txt",
                                      "a\x01.md", "a^A.md",     "x (2).md", "x.md",
                                      "x.txt",    "a.b/c.d.md", ".hidden",  ""};
  static const char *const classes[] = {"a/x\"",   "a/x (2)\"", "a/x (3)\"", "a/x (4)\"",
                                        "a^A\"",   "a^A (2)\"", "x (2)\"",   "x\"",
                                        "x (3)\"", "a_b/c_d\"", "_hidden\"", "answer\""};
  fixture f[COUNT(paths)];
  const lg_result *results[COUNT(paths)];
  for (size_t i = 0; i < COUNT(paths); ++i) {
    make(&f[i]);
    f[i].result.path = paths[i];
    results[i] = &f[i].result;
  }
  const lg_report_input input = input_of(results, COUNT(results));
  char *report = write_report("junit", &input);
  for (size_t i = 0; i < COUNT(paths); ++i) {
    char key[128];
    snprintf(key, sizeof key, "classname=\"senior-data-engineer.%s", classes[i]);
    ck_assert_msg(occurrences(report, key) == 8, "%s: %zu", key, occurrences(report, key));
    unmake(&f[i]);
  }
  HAS(report, "<testsuite name=\"a/x.md (2)\" file=\"a/x.md\"");
  HAS(report, "<testsuite name=\"a/x.txt\"");
  HAS(report, "<testsuite name=\"answer\" tests=");
  free(report);
}
END_TEST

START_TEST(paths_are_told_from_the_root) {
  fixture f;
  make(&f);
  f.result.path = "/home/me/repository/answers/rides.md";
  char *report = write_one("junit", &f.result, (lg_report_options){.root = "/home/me/repository"});
  HAS(report, "<testsuite name=\"answers/rides.md\" file=\"answers/rides.md\"");
  HAS(report, "classname=\"senior-data-engineer.answers/rides\"");
  HAS_NOT(report, "/home/me");
  free(report);
  unmake(&f);
}
END_TEST

/* -- hostile texts ------------------------------------------------------------ */

START_TEST(texts_are_escaped) {
  fixture f;
  make(&f);
  f.evidence[1].text = "a\x1b[31m ]]> <b>&\"'\r\n\tb \xff \xed\xa0\x80 \xef\xbf\xbf \xe2\x80\xae";
  f.evidence[1].text_length = strlen(f.evidence[1].text);
  f.evidence[1].text_length = strlen(f.evidence[1].text);
  f.result.path = "<b>&\"'\n\x1b\xff\xef\xbf\xbe.md";
  f.criteria[2].advice = "One.\n\tTwo & three.";
  char *report = write_one("junit", &f.result, plain);
  HAS(report, "Line 12: \"a^[[31m ]]&gt; &lt;b&gt;&amp;\"' b \xef\xbf\xbd "
              "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd \\uffff \\u202e\"</system-out>");
  HAS(report, " file=\"&lt;b&gt;&amp;&quot;'&#10;^[\xef\xbf\xbd\\ufffe.md\"");
  HAS(report, "<testsuite name=\"&lt;b&gt;&amp;&quot;'^J^[\xef\xbf\xbd\\ufffe.md\"");
  HAS(report, "missing. One.&#10;&#9;Two &amp; three.\"");
  HAS(report, "missing. One.\n\tTwo &amp; three.\n");
  for (const char *at = report; *at != '\0'; ++at) {
    ck_assert((unsigned char)*at >= 0x20 || *at == '\n' || *at == '\t');
  }
  free(report);
  unmake(&f);
}
END_TEST

START_TEST(no_answer_attaches_a_file) {
  fixture f;
  make(&f);
  f.evidence[1].text = "see [[ATTACHMENT|/etc/passwd]] and [[[ATTACHMENT|x]] and [[1]]";
  f.evidence[1].text_length = strlen(f.evidence[1].text);
  f.evidence[1].text_length = strlen(f.evidence[1].text);
  char *report = write_one("junit", &f.result, plain);
  HAS(report, "see [\\u005bATTACHMENT|/etc/passwd]] and [[\\u005bATTACHMENT|x]] and [[1]]\"");
  HAS_NOT(report, "[[ATTACHMENT|");
  free(report);
  unmake(&f);
}
END_TEST

START_TEST(diagnostics_of_the_answer_are_kept) {
  fixture f;
  make(&f);
  add_error(&f.result.diagnostics, "answers/rides.md", "bytes that are no <text>");
  char *report = write_one("junit", &f.result, plain);
  HAS(report, "time=\"0.000\"/>\n    <system-err>error[F001]: bytes that are no &lt;text&gt;\n"
              "</system-err>\n  </testsuite>\n</testsuites>\n");
  free(report);
  unmake(&f);
}
END_TEST

START_TEST(strict_leaves_out_what_schemas_refuse) {
  fixture f;
  make(&f);
  const lg_check check = {0, "store.format", LG_CHECK_ACCEPTED, "expected level 1, got 0"};
  char *report = write_one("junit", &f.result,
                           (lg_report_options){.checks = &check, .check_count = 1, .strict = true});
  HAS_NOT(report, " file=");
  HAS_NOT(report, " line=");
  HAS(report, "<skipped>Known and accepted: ");
  HAS(report, "<testsuite name=\"answers/rides.md\" tests=");
  free(report);
  unmake(&f);
}
END_TEST

START_TEST(no_answers_are_no_suites) {
  const lg_report_input input = input_of(NULL, 0);
  char *report = write_report("junit", &input);
  ck_assert_str_eq(report, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                           "<testsuites name=\"grade\" tests=\"0\" failures=\"0\" errors=\"0\" "
                           "time=\"0.000\"/>\n");
  free(report);
}
END_TEST

/* -- what gives out ----------------------------------------------------------- */

/* So many of one name that its table has to grow. */
START_TEST(memory_may_run_out_over_names) {
  fixture f;
  make(&f);
  const lg_result *results[40];
  for (size_t i = 0; i < COUNT(results); ++i) {
    results[i] = &f.result;
  }
  const lg_report_input input = input_of(results, COUNT(results));
  ck_assert_uint_gt(report_without_memory("junit", &input), 10);
  unmake(&f);
}
END_TEST

static Suite *junit_suite(void) {
  Suite *suite = suite_create("report_junit");
  TCase *tests = tcase_create("report_junit");
  tcase_add_test(tests, every_criterion_is_a_case);
  tcase_add_test(tests, what_is_no_design_fails_once);
  tcase_add_test(tests, what_a_limit_left_open_is_an_error);
  tcase_add_test(tests, checks_decide);
  tcase_add_test(tests, checks_of_other_answers_do_not);
  tcase_add_test(tests, no_check_is_passed_over);
  tcase_add_test(tests, what_is_not_graded_is_an_error);
  tcase_add_test(tests, errors_beyond_the_limit_are_counted);
  tcase_add_test(tests, classes_differ);
  tcase_add_test(tests, paths_are_told_from_the_root);
  tcase_add_test(tests, texts_are_escaped);
  tcase_add_test(tests, no_answer_attaches_a_file);
  tcase_add_test(tests, diagnostics_of_the_answer_are_kept);
  tcase_add_test(tests, strict_leaves_out_what_schemas_refuse);
  tcase_add_test(tests, no_answers_are_no_suites);
  tcase_add_test(tests, memory_may_run_out_over_names);
  suite_add_tcase(suite, tests);
  return suite;
}

int main(void) {
  SRunner *runner = srunner_create(junit_suite());
  srunner_run_all(runner, CK_ENV);
  const int failed = srunner_ntests_failed(runner);
  srunner_free(runner);
  return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
