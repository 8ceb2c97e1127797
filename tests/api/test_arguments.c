/* The public interface, misused: every function with wrong arguments, and every
 * refusal with its status. Nothing crashes, nothing is handed out. */
#include <check.h>
#include <libgrade/libgrade.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "../support/grading.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

/* -- wrong arguments ------------------------------------------------------------------------ */

static void *never_allocate(void *context, size_t size) {
  (void)context;
  (void)size;
  return NULL;
}
static void *never_resize(void *context, void *block, size_t old_size, size_t new_size) {
  (void)context;
  (void)block;
  (void)old_size;
  (void)new_size;
  return NULL;
}
static void never_release(void *context, void *block, size_t size) {
  (void)context;
  (void)block;
  (void)size;
}

static const lgr_allocator incomplete[] = {{NULL, never_resize, never_release, NULL},
                                           {never_allocate, NULL, never_release, NULL},
                                           {never_allocate, never_resize, NULL, NULL}};

/* What an out-parameter holds before the call. */
static int something;

#define check_invalid(call) ck_assert_int_eq(call, LGR_INVALID_ARGUMENT)

/* The same, for calls that hand out an object. */
#define check_invalid_new(out, call)                                                               \
  do {                                                                                             \
    (out) = (void *)&something;                                                                    \
    ck_assert_int_eq(call, LGR_INVALID_ARGUMENT);                                                  \
    ck_assert_ptr_null(out);                                                                       \
  } while (0)

START_TEST(wrong_arguments_about_diagnostics) {
  lgr_diagnostics *list = NULL;
  check_invalid(lgr_diagnostics_new(NULL, NULL));
  for (size_t i = 0; i < COUNT(incomplete); ++i) {
    check_invalid_new(list, lgr_diagnostics_new(&list, &incomplete[i]));
  }
  lgr_diagnostics_free(NULL);
  lgr_diagnostics_clear(NULL);
  ck_assert_uint_eq(lgr_diagnostics_count(NULL), 0);
  ck_assert_uint_eq(lgr_diagnostics_errors(NULL), 0);
  ck_assert_uint_eq(lgr_diagnostics_suppressed(NULL), 0);

  ck_assert_int_eq(lgr_diagnostics_new(&list, NULL), LGR_OK);
  lgr_diagnostic item = {
      .size = sizeof item, .severity = LGR_WARNING, .code = "X001", .message = "text"};
  check_invalid(lgr_diagnostics_get(list, 0, &item));
  ck_assert_int_eq(lgr_diagnostics_add(list, &item), LGR_OK);
  check_invalid(lgr_diagnostics_get(NULL, 0, &item));
  check_invalid(lgr_diagnostics_get(list, 0, NULL));
  check_invalid(lgr_diagnostics_get(list, 1, &item));
  check_invalid(lgr_diagnostics_get(list, SIZE_MAX, &item));
  item.size = sizeof item - 1;
  check_invalid(lgr_diagnostics_get(list, 0, &item));
  check_invalid(lgr_diagnostics_add(list, &item));
  check_invalid(lgr_diagnostics_add(list, NULL));
  item = (lgr_diagnostic){.size = sizeof item, .message = "text"};
  check_invalid(lgr_diagnostics_add(list, &item)); /* no code */
  item = (lgr_diagnostic){.size = sizeof item, .code = "X001"};
  check_invalid(lgr_diagnostics_add(list, &item)); /* no message */
  item = (lgr_diagnostic){
      .size = sizeof item, .severity = (lgr_severity)3, .code = "X001", .message = "text"};
  check_invalid(lgr_diagnostics_add(list, &item));
  item.severity = LGR_ERROR;
  check_invalid(lgr_diagnostics_add(NULL, &item));
  ck_assert_uint_eq(lgr_diagnostics_count(list), 1);
  lgr_diagnostics_free(list);
}
END_TEST

START_TEST(wrong_arguments_about_rubrics) {
  lgr_rubric *rubric = NULL;
  check_invalid(lgr_rubric_parse(NULL, "", 0, NULL, NULL));
  check_invalid_new(rubric, lgr_rubric_parse(&rubric, NULL, 1, NULL, NULL));
  lgr_rubric_options options = {.size = sizeof options - 1};
  check_invalid_new(rubric, lgr_rubric_parse(&rubric, "x", 1, &options, NULL));
  options.size = 0;
  check_invalid_new(rubric, lgr_rubric_parse(&rubric, "x", 1, &options, NULL));
  check_invalid(lgr_rubric_builtin(NULL, "senior-data-engineer", NULL));
  check_invalid_new(rubric, lgr_rubric_builtin(&rubric, NULL, NULL));
  for (size_t i = 0; i < COUNT(incomplete); ++i) {
    options = (lgr_rubric_options){.size = sizeof options, .allocator = &incomplete[i]};
    check_invalid_new(rubric, lgr_rubric_parse(&rubric, "x", 1, &options, NULL));
    check_invalid_new(rubric, lgr_rubric_builtin(&rubric, "senior-data-engineer", &incomplete[i]));
  }
  lgr_rubric_free(NULL);
  ck_assert_str_eq(lgr_rubric_id(NULL), "");
  ck_assert_str_eq(lgr_rubric_title(NULL), "");
  ck_assert_str_eq(lgr_rubric_version(NULL), "");
  ck_assert_str_eq(lgr_rubric_digest(NULL), "");
  ck_assert_uint_eq(lgr_rubric_criterion_count(NULL), 0);
  ck_assert_uint_eq(lgr_rubric_penalty_count(NULL), 0);
  ck_assert_uint_eq(lgr_rubric_band_count(NULL), 0);
}
END_TEST

START_TEST(wrong_arguments_about_parts_of_a_rubric) {
  lgr_rubric *rubric = complete();
  lgr_criterion criterion = {.size = sizeof criterion};
  lgr_penalty penalty = {.size = sizeof penalty};
  lgr_band band = {.size = sizeof band};
  check_invalid(lgr_rubric_criterion(NULL, 0, &criterion));
  check_invalid(lgr_rubric_criterion(rubric, 0, NULL));
  check_invalid(lgr_rubric_criterion(rubric, lgr_rubric_criterion_count(rubric), &criterion));
  check_invalid(lgr_rubric_penalty(NULL, 0, &penalty));
  check_invalid(lgr_rubric_penalty(rubric, 0, NULL));
  check_invalid(lgr_rubric_penalty(rubric, lgr_rubric_penalty_count(rubric), &penalty));
  check_invalid(lgr_rubric_band(NULL, 0, &band));
  check_invalid(lgr_rubric_band(rubric, 0, NULL));
  check_invalid(lgr_rubric_band(rubric, lgr_rubric_band_count(rubric), &band));
  criterion.size = penalty.size = band.size = 4;
  check_invalid(lgr_rubric_criterion(rubric, 0, &criterion));
  check_invalid(lgr_rubric_penalty(rubric, 0, &penalty));
  check_invalid(lgr_rubric_band(rubric, 0, &band));

  check_invalid(lgr_rubric_test(NULL, NULL, NULL, NULL, NULL));
  check_invalid(lgr_rubric_test(rubric, &incomplete[0], NULL, NULL, NULL));
  const char *name;
  size_t length;
  ck_assert_ptr_null(lgr_rubric_builtin_source(NULL, 0, &name, &length));
  ck_assert_ptr_null(lgr_rubric_builtin_source("senior-data-engineer", 0, NULL, &length));
  ck_assert_ptr_null(lgr_rubric_builtin_source("senior-data-engineer", 0, &name, NULL));
  ck_assert_ptr_null(lgr_rubric_builtin_source("none", 0, &name, &length));
  ck_assert_ptr_null(lgr_rubric_builtin_source("senior-data-engineer", 9999, &name, &length));
  ck_assert_ptr_null(lgr_rubric_builtin_id(9999));
  lgr_rubric_free(rubric);
}
END_TEST

START_TEST(wrong_arguments_about_grading) {
  lgr_rubric *rubric = complete();
  lgr_grader *grader = NULL;
  lgr_result *result = NULL;
  check_invalid(lgr_grader_new(NULL, rubric, NULL));
  check_invalid_new(grader, lgr_grader_new(&grader, NULL, NULL));
  lgr_grader_options options = {.size = 1};
  check_invalid_new(grader, lgr_grader_new(&grader, rubric, &options));
  for (size_t i = 0; i < COUNT(incomplete); ++i) {
    options = (lgr_grader_options){.size = sizeof options, .allocator = &incomplete[i]};
    check_invalid_new(grader, lgr_grader_new(&grader, rubric, &options));
  }
  lgr_grader_free(NULL);

  ck_assert_int_eq(lgr_grader_new(&grader, rubric, NULL), LGR_OK);
  lgr_answer answer = answer_of("text");
  check_invalid(lgr_grade(NULL, grader, &answer));
  check_invalid_new(result, lgr_grade(&result, NULL, &answer));
  check_invalid_new(result, lgr_grade(&result, grader, NULL));
  answer.size = sizeof answer - 1;
  check_invalid_new(result, lgr_grade(&result, grader, &answer));
  answer = (lgr_answer){.size = sizeof answer, .length = 1};
  check_invalid_new(result, lgr_grade(&result, grader, &answer));
  answer.length = 0; /* no text of no length is an empty answer */
  ck_assert_int_eq(lgr_grade(&result, grader, &answer), LGR_OK);
  ck_assert_int_eq(lgr_result_score(result), 0);
  ck_assert_str_eq(lgr_result_path(result), "");
  lgr_result_free(result);
  lgr_grader_free(grader);
  lgr_rubric_free(rubric);
}
END_TEST

START_TEST(wrong_arguments_about_results) {
  lgr_result_free(NULL);
  ck_assert_int_eq(lgr_result_score(NULL), 0);
  ck_assert_ptr_null(lgr_result_band(NULL));
  ck_assert_int_eq(lgr_result_complete(NULL), 0);
  ck_assert_int_eq(lgr_result_is_design(NULL), 0);
  ck_assert_str_eq(lgr_result_path(NULL), "");
  ck_assert_ptr_null(lgr_result_diagnostics(NULL));
  ck_assert_uint_eq(lgr_result_criterion_count(NULL), 0);
  ck_assert_uint_eq(lgr_result_penalty_count(NULL), 0);
  ck_assert_uint_eq(lgr_result_next_count(NULL), 0);
  ck_assert_ptr_null(lgr_result_cap(NULL, 0));

  lgr_rubric *rubric = complete();
  lgr_result *result = grade(rubric, complete_answer);
  lgr_criterion_result criterion = {.size = sizeof criterion};
  lgr_penalty_result penalty = {.size = sizeof penalty};
  lgr_next_step next = {.size = sizeof next};
  lgr_evidence evidence = {.size = sizeof evidence};
  const size_t criteria = lgr_result_criterion_count(result);
  const size_t penalties = lgr_result_penalty_count(result);
  check_invalid(lgr_result_criterion(NULL, 0, &criterion));
  check_invalid(lgr_result_criterion(result, criteria, &criterion));
  check_invalid(lgr_result_criterion(result, 0, NULL));
  check_invalid(lgr_result_penalty(NULL, 0, &penalty));
  check_invalid(lgr_result_penalty(result, penalties, &penalty));
  check_invalid(lgr_result_penalty(result, 0, NULL));
  check_invalid(lgr_result_next(NULL, 0, &next));
  check_invalid(lgr_result_next(result, lgr_result_next_count(result), &next));
  check_invalid(lgr_result_next(result, 0, NULL));
  ck_assert_int_eq(lgr_result_criterion(result, 0, &criterion), LGR_OK);
  ck_assert_uint_gt(criterion.evidence_count, 0);
  check_invalid(lgr_result_criterion_evidence(NULL, 0, 0, &evidence));
  check_invalid(lgr_result_criterion_evidence(result, criteria, 0, &evidence));
  check_invalid(lgr_result_criterion_evidence(result, 0, criterion.evidence_count, &evidence));
  check_invalid(lgr_result_criterion_evidence(result, 0, 0, NULL));
  check_invalid(lgr_result_penalty_evidence(NULL, 0, 0, &evidence));
  check_invalid(lgr_result_penalty_evidence(result, penalties, 0, &evidence));
  check_invalid(lgr_result_penalty_evidence(result, 0, 99, &evidence));
  ck_assert_ptr_null(lgr_result_cap(result, 99));
  criterion.size = penalty.size = next.size = evidence.size = 3;
  check_invalid(lgr_result_criterion(result, 0, &criterion));
  check_invalid(lgr_result_penalty(result, 0, &penalty));
  check_invalid(lgr_result_next(result, 0, &next));
  check_invalid(lgr_result_criterion_evidence(result, 0, 0, &evidence));
  lgr_result_free(result);
  lgr_rubric_free(rubric);
}
END_TEST

START_TEST(wrong_arguments_about_reports) {
  lgr_rubric *rubric = complete();
  lgr_result *result = grade(rubric, complete_answer);
  const lgr_result *results[] = {result, NULL};
  text out = {NULL, 0};
  check_invalid(lgr_report_write(NULL, results, 1, NULL, NULL, add_to_text, &out));
  check_invalid(lgr_report_write("json", results, 1, NULL, NULL, NULL, &out));
  check_invalid(lgr_report_write("json", NULL, 1, NULL, NULL, add_to_text, &out));
  check_invalid(lgr_report_write("json", results, 2, NULL, NULL, add_to_text, &out));
  lgr_report_options options = {.size = 0};
  check_invalid(lgr_report_write("json", results, 1, NULL, &options, add_to_text, &out));
  for (size_t i = 0; i < COUNT(incomplete); ++i) {
    options = (lgr_report_options){.size = sizeof options, .allocator = &incomplete[i]};
    check_invalid(lgr_report_write("json", results, 1, NULL, &options, add_to_text, &out));
  }
  ck_assert_int_eq(lgr_report_write("xyz", results, 1, NULL, NULL, add_to_text, &out),
                   LGR_UNSUPPORTED);
  ck_assert_int_eq(lgr_report_write("", results, 1, NULL, NULL, add_to_text, &out),
                   LGR_UNSUPPORTED);
  ck_assert_uint_eq(out.length, 0);
  ck_assert_int_eq(lgr_report_write("json", results, 1, NULL, NULL, refuse, NULL),
                   LGR_SINK_REFUSED);
  ck_assert_int_eq(lgr_report_write("json", NULL, 0, NULL, NULL, add_to_text, &out), LGR_OK);
  ck_assert_uint_gt(out.length, 0);
  ck_assert_ptr_null(lgr_report_format(9999));

  lgr_grader *grader;
  ck_assert_int_eq(lgr_grader_new(&grader, rubric, NULL), LGR_OK);
  const lgr_answer answer = answer_of(complete_answer);
  const char *id = "process.rerun";
  check_invalid(lgr_explain(NULL, &answer, id, NULL, add_to_text, &out));
  check_invalid(lgr_explain(grader, NULL, id, NULL, add_to_text, &out));
  check_invalid(lgr_explain(grader, &answer, NULL, NULL, add_to_text, &out));
  check_invalid(lgr_explain(grader, &answer, id, NULL, NULL, &out));
  options = (lgr_report_options){.size = 5};
  check_invalid(lgr_explain(grader, &answer, id, &options, add_to_text, &out));
  ck_assert_int_eq(lgr_explain(grader, &answer, "no.such", NULL, add_to_text, &out),
                   LGR_UNSUPPORTED);
  ck_assert_int_eq(lgr_explain(grader, &answer, id, NULL, refuse, NULL), LGR_SINK_REFUSED);
  options = (lgr_report_options){.size = 5};
  check_invalid(lgr_explain_at(NULL, &answer, 1, 0, NULL, add_to_text, &out));
  check_invalid(lgr_explain_at(grader, NULL, 1, 0, NULL, add_to_text, &out));
  check_invalid(lgr_explain_at(grader, &answer, 0, 0, NULL, add_to_text, &out));
  check_invalid(lgr_explain_at(grader, &answer, 9999, 0, NULL, add_to_text, &out));
  check_invalid(lgr_explain_at(grader, &answer, UINT32_MAX, UINT32_MAX, NULL, add_to_text, &out));
  check_invalid(lgr_explain_at(grader, &answer, 1, 0, NULL, NULL, &out));
  check_invalid(lgr_explain_at(grader, &answer, 1, 0, &options, add_to_text, &out));
  ck_assert_int_eq(lgr_explain_at(grader, &answer, 1, 0, NULL, refuse, NULL), LGR_SINK_REFUSED);
  ck_assert_int_eq(lgr_explain_at(grader, &answer, 1, UINT32_MAX, NULL, add_to_text, &out), LGR_OK);
  free(out.bytes);
  lgr_grader_free(grader);
  lgr_result_free(result);
  lgr_rubric_free(rubric);
}
END_TEST

/* -- statuses with a meaning ------------------------------------------------------------------ */

START_TEST(rubrics_are_refused_for_their_reasons) {
  lgr_rubric *rubric = NULL;
  lgr_diagnostics *list;
  ck_assert_int_eq(lgr_diagnostics_new(&list, NULL), LGR_OK);
  ck_assert_int_eq(lgr_rubric_parse(&rubric, NULL, 0, NULL, list), LGR_REJECTED);
  ck_assert_ptr_null(rubric);
  ck_assert_uint_gt(lgr_diagnostics_errors(list), 0);
  lgr_diagnostics_clear(list);
  ck_assert_uint_eq(lgr_diagnostics_count(list) + lgr_diagnostics_errors(list), 0);

  /* Without its include, which no reader gives. */
  ck_assert_int_eq(
      lgr_rubric_parse(&rubric, complete_rubric, sizeof complete_rubric - 1, NULL, list),
      LGR_REJECTED);
  ck_assert_ptr_null(rubric);
  lgr_diagnostic item = {.size = sizeof item};
  ck_assert_int_eq(lgr_diagnostics_get(list, 0, &item), LGR_OK);
  ck_assert_str_eq(item.origin, "rubric");
  ck_assert_str_ne(item.message, "");

  static const char future[] = "rubric: x\nformat: 99\nversion: 1.0.0\ntitle: T\nlanguage: en\n";
  static const char foreign[] = "rubric: x\nformat: 1\nversion: 1.0.0\ntitle: T\nlanguage: tlh\n";
  ck_assert_int_eq(lgr_rubric_parse(&rubric, future, sizeof future - 1, NULL, NULL),
                   LGR_UNSUPPORTED);
  ck_assert_int_eq(lgr_rubric_parse(&rubric, foreign, sizeof foreign - 1, NULL, NULL),
                   LGR_UNSUPPORTED);
  ck_assert_int_eq(lgr_rubric_builtin(&rubric, "no-such-rubric", NULL), LGR_UNSUPPORTED);
  ck_assert_int_eq(lgr_rubric_builtin(&rubric, "", NULL), LGR_UNSUPPORTED);
  ck_assert_ptr_null(rubric);

  const size_t large = (4u << 20) + 1;
  char *bytes = malloc(large);
  memset(bytes, '#', large);
  ck_assert_int_eq(lgr_rubric_parse(&rubric, bytes, large, NULL, NULL), LGR_LIMIT);
  ck_assert_ptr_null(rubric);
  free(bytes);
  lgr_diagnostics_free(list);
}
END_TEST

START_TEST(a_huge_answer_is_refused_as_a_whole) {
  lgr_rubric *rubric = complete();
  lgr_grader *grader;
  lgr_result *result = NULL;
  ck_assert_int_eq(lgr_grader_new(&grader, rubric, NULL), LGR_OK);
  const lgr_answer huge = {.size = sizeof huge, .text = complete_answer, .length = (64u << 20) + 1};
  ck_assert_int_eq(lgr_grade(&result, grader, &huge), LGR_LIMIT); /* without reading it */
  ck_assert_ptr_null(result);
  const lgr_answer small = answer_of(complete_answer);
  ck_assert_int_eq(lgr_grade(&result, grader, &small), LGR_OK);
  lgr_result_free(result);
  lgr_grader_free(grader);
  lgr_rubric_free(rubric);
}
END_TEST

static Suite *arguments_suite(void) {
  Suite *suite = suite_create("arguments");
  TCase *tests = tcase_create("arguments");
  tcase_set_timeout(tests, 300);
  tcase_add_test(tests, wrong_arguments_about_diagnostics);
  tcase_add_test(tests, wrong_arguments_about_rubrics);
  tcase_add_test(tests, wrong_arguments_about_parts_of_a_rubric);
  tcase_add_test(tests, wrong_arguments_about_grading);
  tcase_add_test(tests, wrong_arguments_about_results);
  tcase_add_test(tests, wrong_arguments_about_reports);
  tcase_add_test(tests, rubrics_are_refused_for_their_reasons);
  tcase_add_test(tests, a_huge_answer_is_refused_as_a_whole);
  suite_add_tcase(suite, tests);
  return suite;
}

int main(void) {
  SRunner *runner = srunner_create(arguments_suite());
  srunner_run_all(runner, CK_ENV);
  const int failed = srunner_ntests_failed(runner);
  srunner_free(runner);
  return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
