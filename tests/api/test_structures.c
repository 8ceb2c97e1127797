/* Structures of callers that were built with another header: shorter, longer,
 * and of sizes that nobody ever had. */
#include <check.h>
#include <libgrade/libgrade.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../support/grading.h"

/* A structure, followed by what a later header may add to it. */
#define LONGER(type)                                                                               \
  struct {                                                                                         \
    type known;                                                                                    \
    char later[16];                                                                                \
  }

#define check_refused(call) ck_assert_int_eq(call, LGR_INVALID_ARGUMENT)

static int swallow(void *context, const char *bytes, size_t length) {
  (void)bytes;
  *(size_t *)context += length;
  return 0;
}

static int see_effect(void *context, const lgr_effect *effect) {
  ck_assert_uint_eq(effect->size, sizeof *effect);
  *(size_t *)context += 1;
  return 0;
}

static int see_window(void *context, const lgr_window *window) {
  ck_assert_uint_eq(window->size, sizeof *window);
  *(size_t *)context += 1;
  return 0;
}

/* -- what the caller fills ------------------------------------------------------------- */

/* Longer by zeros: taken. By anything else, too short, or far too long: refused. */
#define check_taken(structure, call, expected)                                                     \
  do {                                                                                             \
    (structure).known.size = sizeof(structure);                                                    \
    memset((structure).later, 0, sizeof(structure).later);                                         \
    ck_assert_int_eq(call, expected);                                                              \
    (structure).later[sizeof(structure).later - 1] = 1;                                            \
    check_refused(call);                                                                           \
    (structure).known.size = sizeof(structure).known - sizeof(void *);                             \
    check_refused(call);                                                                           \
    (structure).known.size = (size_t)-1;                                                           \
    check_refused(call);                                                                           \
    (structure).known.size = 0;                                                                    \
    check_refused(call);                                                                           \
  } while (0)

static lgr_rubric *parse(const lgr_rubric_options *options) {
  lgr_rubric *rubric = NULL;
  const lgr_status status =
      lgr_rubric_parse(&rubric, complete_rubric, sizeof complete_rubric - 1, options, NULL);
  ck_assert_int_eq(rubric == NULL, status != LGR_OK);
  ck_assert(status == LGR_OK || status == LGR_INVALID_ARGUMENT);
  return rubric;
}

static lgr_status parse_and_free(const lgr_rubric_options *options) {
  lgr_rubric *rubric = parse(options);
  lgr_rubric_free(rubric);
  return rubric != NULL ? LGR_OK : LGR_INVALID_ARGUMENT;
}

static lgr_status make_and_free(const lgr_rubric *rubric, const lgr_grader_options *options) {
  lgr_grader *grader = NULL;
  const lgr_status status = lgr_grader_new(&grader, rubric, options);
  lgr_grader_free(grader);
  return status;
}

static lgr_status grade_and_free(lgr_grader *grader, const lgr_answer *answer) {
  lgr_result *result = NULL;
  const lgr_status status = lgr_grade(&result, grader, answer);
  lgr_result_free(result);
  return status;
}

START_TEST(longer_structures_are_taken_when_nothing_unknown_is_asked) {
  LONGER(lgr_rubric_options) parsing = {.known = complete_options};
  check_taken(parsing, parse_and_free(&parsing.known), LGR_OK);

  lgr_rubric *rubric = complete();
  LONGER(lgr_grader_options) making = {0};
  check_taken(making, make_and_free(rubric, &making.known), LGR_OK);

  lgr_grader *grader = NULL;
  ck_assert_int_eq(lgr_grader_new(&grader, rubric, NULL), LGR_OK);
  LONGER(lgr_answer)
  answer = {.known = {.text = complete_answer, .length = sizeof complete_answer - 1}};
  size_t seen = 0;
  check_taken(answer, grade_and_free(grader, &answer.known), LGR_OK);
  check_taken(answer, lgr_effects(grader, &answer.known, see_effect, &seen), LGR_OK);
  check_taken(answer, lgr_weighings(grader, &answer.known, see_window, &seen), LGR_OK);
  ck_assert_uint_gt(seen, 0);

  lgr_criterion criterion = {.size = sizeof criterion};
  ck_assert_int_eq(lgr_rubric_criterion(rubric, 0, &criterion), LGR_OK);
  LONGER(lgr_report_options) options = {0};
  const lgr_answer plain = {
      .size = sizeof plain, .text = complete_answer, .length = sizeof complete_answer - 1};
  check_taken(options, lgr_explain(grader, &plain, criterion.id, &options.known, swallow, &seen),
              LGR_OK);
  check_taken(options, lgr_explain_at(grader, &plain, 1, 0, &options.known, swallow, &seen),
              LGR_OK);
  check_taken(options, lgr_report_write("text", NULL, 0, NULL, &options.known, swallow, &seen),
              LGR_OK);

  lgr_diagnostics *list = NULL;
  ck_assert_int_eq(lgr_diagnostics_new(&list, NULL), LGR_OK);
  LONGER(lgr_diagnostic) diagnostic = {.known = {.code = "X001", .message = "a message"}};
  check_taken(diagnostic, lgr_diagnostics_add(list, &diagnostic.known), LGR_OK);
  ck_assert_uint_eq(lgr_diagnostics_count(list), 1);
  lgr_diagnostics_free(list);
  lgr_grader_free(grader);
  lgr_rubric_free(rubric);
}
END_TEST

/* The checks of a report are an array: its step is the caller's. */
START_TEST(checks_of_another_length_follow_each_other) {
  lgr_rubric *rubric = complete();
  lgr_grader *grader = NULL;
  lgr_result *result = NULL;
  ck_assert_int_eq(lgr_grader_new(&grader, rubric, NULL), LGR_OK);
  const lgr_answer answer = {
      .size = sizeof answer, .text = complete_answer, .length = sizeof complete_answer - 1};
  ck_assert_int_eq(lgr_grade(&result, grader, &answer), LGR_OK);

  LONGER(lgr_check) checks[3] = {0};
  lgr_check plain[3] = {0};
  for (size_t i = 0; i < 3; ++i) {
    plain[i] = (lgr_check){sizeof plain[i], 0, "score", LGR_CHECK_UNMET, i == 2 ? "last" : "one"};
    checks[i].known = plain[i];
    checks[i].known.size = sizeof checks[i];
  }
  const lgr_report_options expected = {.size = sizeof expected, .checks = plain, .check_count = 3};
  lgr_report_options options = expected;
  options.checks = &checks[0].known;
  const lgr_result *const results[] = {result};
  text first = {0};
  text second = {0};
  ck_assert_int_eq(lgr_report_write("json", results, 1, NULL, &expected, add_to_text, &first),
                   LGR_OK);
  ck_assert_int_eq(lgr_report_write("json", results, 1, NULL, &options, add_to_text, &second),
                   LGR_OK);
  ck_assert_ptr_nonnull(strstr(second.bytes, "last"));
  ck_assert_str_eq(first.bytes, second.bytes);
  free(first.bytes);
  free(second.bytes);

  size_t length = 0;
  checks[2].later[0] = 1;
  check_refused(lgr_report_write("json", results, 1, NULL, &options, swallow, &length));
  checks[2].later[0] = 0;
  checks[1].known.size = sizeof(lgr_check); /* not that of the first */
  check_refused(lgr_report_write("json", results, 1, NULL, &options, swallow, &length));
  checks[0].known.size = 0;
  check_refused(lgr_report_write("json", results, 1, NULL, &options, swallow, &length));
  ck_assert_uint_eq(length, 0);
  lgr_result_free(result);
  lgr_grader_free(grader);
  lgr_rubric_free(rubric);
}
END_TEST

/* -- what the caller reads ------------------------------------------------------------- */

/* The same members, zeros behind them, and the size as the caller set it. */
#define check_given(type, call)                                                                    \
  do {                                                                                             \
    type plain = {.size = sizeof plain};                                                           \
    LONGER(type) longer;                                                                           \
    memset(&longer, 'x', sizeof longer);                                                           \
    longer.known.size = sizeof longer;                                                             \
    type *out = &plain;                                                                            \
    ck_assert_int_eq(call, LGR_OK);                                                                \
    out = &longer.known;                                                                           \
    ck_assert_int_eq(call, LGR_OK);                                                                \
    ck_assert_uint_eq(longer.known.size, sizeof longer);                                           \
    for (size_t i = 0; i < sizeof longer.later; ++i) {                                             \
      ck_assert_int_eq(longer.later[i], 0);                                                        \
    }                                                                                              \
    longer.known.size = sizeof plain;                                                              \
    ck_assert_mem_eq((char *)&longer.known + sizeof(size_t), (char *)&plain + sizeof(size_t),      \
                     sizeof(void *));                                                              \
    longer.known.size = sizeof(void *);                                                            \
    check_refused(call);                                                                           \
    longer.known.size = (size_t)-1;                                                                \
    check_refused(call);                                                                           \
  } while (0)

START_TEST(longer_structures_are_filled_with_zeros) {
  lgr_rubric *rubric = NULL;
  lgr_grader *grader = NULL;
  lgr_result *result = NULL;
  ck_assert_int_eq(lgr_rubric_builtin(&rubric, "senior-data-engineer", NULL), LGR_OK);
  ck_assert_int_eq(lgr_grader_new(&grader, rubric, NULL), LGR_OK);
  char words[8192];
  FILE *file = fopen("examples/answers/medium.md", "rb"); /* tests run in the top folder */
  ck_assert_ptr_nonnull(file);
  const size_t length = fread(words, 1, sizeof words, file);
  fclose(file);
  const lgr_answer answer = {.size = sizeof answer, .text = words, .length = length};
  ck_assert_int_eq(lgr_grade(&result, grader, &answer), LGR_OK);
  size_t credited = 0;
  lgr_criterion_result criterion = {.size = sizeof criterion};
  while (lgr_result_criterion(result, credited, &criterion) == LGR_OK &&
         criterion.evidence_count == 0) {
    ++credited;
  }
  check_given(lgr_criterion, lgr_rubric_criterion(rubric, 0, out));
  check_given(lgr_penalty, lgr_rubric_penalty(rubric, 0, out));
  check_given(lgr_band, lgr_rubric_band(rubric, 0, out));
  check_given(lgr_weighing, lgr_rubric_weighing(rubric, 0, out));
  check_given(lgr_weighing_term, lgr_rubric_weighing_term(rubric, 0, 0, out));
  check_given(lgr_criterion_result, lgr_result_criterion(result, 0, out));
  check_given(lgr_evidence, lgr_result_criterion_evidence(result, credited, 0, out));
  check_given(lgr_penalty_result, lgr_result_penalty(result, 0, out));
  check_given(lgr_next_step, lgr_result_next(result, 0, out));
  lgr_diagnostics *list = NULL;
  const lgr_diagnostic item = {.size = sizeof item, .code = "X001", .message = "a message"};
  ck_assert_int_eq(lgr_diagnostics_new(&list, NULL), LGR_OK);
  ck_assert_int_eq(lgr_diagnostics_add(list, &item), LGR_OK);
  check_given(lgr_diagnostic, lgr_diagnostics_get(list, 0, out));
  lgr_diagnostics_free(list);
  lgr_result_free(result);
  lgr_grader_free(grader);
  lgr_rubric_free(rubric);
}
END_TEST

int main(void) {
  Suite *suite = suite_create("structures");
  TCase *tests = tcase_create("structures");
  tcase_add_test(tests, longer_structures_are_taken_when_nothing_unknown_is_asked);
  tcase_add_test(tests, checks_of_another_length_follow_each_other);
  tcase_add_test(tests, longer_structures_are_filled_with_zeros);
  suite_add_tcase(suite, tests);
  SRunner *runner = srunner_create(suite);
  srunner_run_all(runner, CK_ENV);
  const int failed = srunner_ntests_failed(runner);
  srunner_free(runner);
  return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
