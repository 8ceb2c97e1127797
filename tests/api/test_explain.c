/* Explanations through the public interface: they say of every criterion of the
 * built-in rubric what grading said, whatever the answer is, and their words are
 * safe to show. What they say of every construct of the language is held by the
 * command's tests (tests/cli/explain). */
#include <check.h>
#include <libgrade/libgrade.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../support/corpus.h"
#include "../support/grading.h"

#define EXAMPLES LIBGRADE_SOURCE_DIR "/examples/answers"
#define DEVELOPMENT LIBGRADE_SOURCE_DIR "/corpus/development"
#define HOSTILE LIBGRADE_SOURCE_DIR "/tests/support/hostile.md"

/* One grading for each criterion of each: with a sanitizer few will do. */
#if defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define IS_SANITIZED
#endif
#endif
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__) || defined(IS_SANITIZED)
enum { SOME_ANSWERS = 2 };
#else
enum { SOME_ANSWERS = 30 };
#endif

static lgr_rubric *rubric;
static lgr_grader *grader;
static text out;

static void set_up(void) {
  ck_assert_int_eq(lgr_rubric_builtin(&rubric, "senior-data-engineer", NULL), LGR_OK);
  ck_assert_int_eq(lgr_grader_new(&grader, rubric, NULL), LGR_OK);
}

static void tear_down(void) {
  free(out.bytes);
  out = (text){NULL, 0};
  lgr_grader_free(grader);
  lgr_rubric_free(rubric);
}

static lgr_answer given(const char *bytes, size_t length) {
  return (lgr_answer){.size = sizeof(lgr_answer), .text = bytes, .length = length};
}

static const char *explained(const lgr_answer *answer, const char *id, int verbose) {
  const lgr_report_options options = {.size = sizeof options, .width = 200, .verbose = verbose};
  out.length = 0;
  ck_assert_int_eq(lgr_explain(grader, answer, id, &options, add_to_text, &out), LGR_OK);
  return out.bytes;
}

static lgr_status explained_at(const lgr_answer *answer, uint32_t line, uint32_t column) {
  out.length = 0;
  return lgr_explain_at(grader, answer, line, column, NULL, add_to_text, &out);
}

/* -- what is told agrees with what was graded ------------------------------------------ */

static bool begins(const char *at, const char *with) {
  return strncmp(at, with, strlen(with)) == 0;
}

/* The highest level whose part is headed "level N: holds". */
static unsigned highest_that_holds(const char *told) {
  unsigned highest = 0;
  for (const char *at = strstr(told, "\nlevel "); at != NULL; at = strstr(at + 1, "\nlevel ")) {
    char *behind;
    const unsigned long level = strtoul(at + strlen("\nlevel "), &behind, 10);
    if (begins(behind, ": holds") && level > highest) {
      highest = (unsigned)level;
    }
  }
  return highest;
}

static bool is_lowered(const char *told) {
  return strstr(told, ": applies\n") != NULL && strstr(told, "and is lowered below\n") != NULL;
}

static void check_criterion(const lgr_result *result, size_t index, const lgr_answer *answer,
                            int verbose) {
  lgr_criterion_result criterion = {.size = sizeof criterion};
  char line[64];
  ck_assert_int_eq(lgr_result_criterion(result, index, &criterion), LGR_OK);
  const char *told = explained(answer, criterion.id, verbose);
  snprintf(line, sizeof line, "\nlevel %u of %u, ", criterion.level, criterion.max_level);
  ck_assert_msg(strstr(told, line) != NULL, "%s: not%s in\n%s", criterion.id, line, told);
  const unsigned highest = highest_that_holds(told);
  const bool agrees = highest == criterion.level ||
                      (highest > criterion.level && is_lowered(told)) ||
                      !lgr_result_is_design(result);
  ck_assert_msg(agrees, "%s: level %u, and level %u holds in\n%s", criterion.id, criterion.level,
                highest, told);
}

static void check_penalty(const lgr_result *result, size_t index, const lgr_answer *answer,
                          int verbose) {
  lgr_penalty_result penalty = {.size = sizeof penalty};
  ck_assert_int_eq(lgr_result_penalty(result, index, &penalty), LGR_OK);
  const char *told = explained(answer, penalty.id, verbose);
  ck_assert_ptr_nonnull(strstr(told, penalty.present ? "\npresent, " : "\nnot present, "));
  if (lgr_result_is_design(result)) {
    ck_assert_ptr_nonnull(
        strstr(told, penalty.present ? "present when: holds\n" : "present when: does not hold\n"));
  }
}

/* The short answer says the same, and nothing of how it was found out. */
static void check_plain(const lgr_result *result, const lgr_answer *answer) {
  lgr_criterion_result criterion = {.size = sizeof criterion};
  lgr_penalty_result penalty = {.size = sizeof penalty};
  char line[64];
  for (size_t i = 0; lgr_result_criterion(result, i, &criterion) == LGR_OK; ++i) {
    const char *told = explained(answer, criterion.id, -1);
    snprintf(line, sizeof line, "\nLevel %u of %u, ", criterion.level, criterion.max_level);
    ck_assert_msg(strstr(told, line) != NULL, "%s: not%s in\n%s", criterion.id, line, told);
    ck_assert_msg(strstr(told, "[x]") == NULL && strstr(told, "signs that add up") == NULL, "%s",
                  told);
    const bool lacks = criterion.level < criterion.max_level;
    ck_assert_int_eq(strstr(told, "\nTo reach level ") != NULL, lacks);
    ck_assert_int_eq(strstr(told, "Nothing is missing.") != NULL, !lacks);
  }
  for (size_t i = 0; lgr_result_penalty(result, i, &penalty) == LGR_OK; ++i) {
    const char *told = explained(answer, penalty.id, -1);
    ck_assert_ptr_nonnull(strstr(told, penalty.present ? "\nPresent, costs " : "\nNot present, "));
  }
}

static void check_answer(const corpus_answer *from, int verbose) {
  const lgr_answer answer = given(from->text, from->length);
  lgr_result *result;
  ck_assert_int_eq(lgr_grade(&result, grader, &answer), LGR_OK);
  for (size_t i = 0; i < lgr_result_criterion_count(result); ++i) {
    check_criterion(result, i, &answer, verbose);
  }
  for (size_t i = 0; i < lgr_result_penalty_count(result); ++i) {
    check_penalty(result, i, &answer, verbose);
  }
  if (verbose > 0) {
    check_plain(result, &answer);
  }
  lgr_result_free(result);
}

START_TEST(examples_are_explained_as_they_are_graded) {
  corpus answers = corpus_read(EXAMPLES);
  for (size_t i = 0; i < answers.count; ++i) {
    check_answer(&answers.answers[i], 0);
    check_answer(&answers.answers[i], 1);
  }
  corpus_free(&answers);
}
END_TEST

START_TEST(answers_are_explained_as_they_are_graded) {
  corpus answers = corpus_read(DEVELOPMENT);
  const size_t step = answers.count > SOME_ANSWERS ? answers.count / SOME_ANSWERS : 1;
  for (size_t i = 0; i < answers.count; i += step) {
    check_answer(&answers.answers[i], 0);
  }
  corpus_free(&answers);
}
END_TEST

/* -- every place ------------------------------------------------------------------------- */

static uint32_t line_count(const char *bytes, size_t length) {
  uint32_t lines = 1;
  for (size_t i = 0; i < length; ++i) {
    lines += bytes[i] == '\n' || (bytes[i] == '\r' && (i + 1 == length || bytes[i + 1] != '\n'));
  }
  return lines;
}

START_TEST(every_place_of_an_answer_is_explained) {
  corpus answers = corpus_read(EXAMPLES);
  for (size_t i = 0; i < answers.count; ++i) {
    const corpus_answer *from = &answers.answers[i];
    const lgr_answer answer = given(from->text, from->length);
    const uint32_t lines = line_count(from->text, from->length);
    for (uint32_t line = 1; line <= lines; ++line) {
      for (uint32_t column = 0; column < 200; column += 50) {
        ck_assert_int_eq(explained_at(&answer, line, column), LGR_OK);
        ck_assert_msg(begins(out.bytes, "line ") || begins(out.bytes, "no sentence stands there"),
                      "%s:%u:%u: %s", from->name, line, column, out.bytes);
      }
    }
    ck_assert_int_eq(explained_at(&answer, lines + 1, 0), LGR_INVALID_ARGUMENT);
    ck_assert_uint_eq(out.length, 0);
  }
  corpus_free(&answers);
}
END_TEST

START_TEST(the_sentence_at_a_column_is_the_one_that_stands_there) {
  static const char bytes[] = "One is here. Two is h\xC3\xA9re.\n\n  \nThree is here.\n";
  const lgr_answer answer = given(bytes, sizeof bytes - 1);
  static const struct {
    uint32_t line;
    uint32_t column;
    const char *expected;
  } places[] = {{1, 1, "line 1, column 1: sentence 1 of 3\n"},
                {1, 12, "line 1, column 1: sentence 1 of 3\n"},
                {1, 13, "no sentence stands there; the next one is\nline 1, column 14"},
                {1, 14, "line 1, column 14: sentence 2 of 3\n"},
                {1, 25, "line 1, column 14: sentence 2 of 3\n"},
                {1, 26, "no sentence stands there; the next one is\nline 4"},
                {2, 0, "no sentence stands there; the next one is\nline 4"},
                {3, 2, "no sentence stands there; the next one is\nline 4"},
                {4, 0, "line 4, column 1: sentence 3 of 3\n"},
                {5, 0, "no sentence stands there, nor behind; the last one is\nline 4"}};
  for (size_t i = 0; i < sizeof places / sizeof *places; ++i) {
    ck_assert_int_eq(explained_at(&answer, places[i].line, places[i].column), LGR_OK);
    ck_assert_msg(begins(out.bytes, places[i].expected), "%u:%u: %s", places[i].line,
                  places[i].column, out.bytes);
  }
  const lgr_answer empty = given("", 0);
  ck_assert_int_eq(explained_at(&empty, 1, 0), LGR_OK);
  ck_assert_str_eq(out.bytes, "the answer holds no sentence\n");
}
END_TEST

/* -- safe to show ---------------------------------------------------------------------------- */

/* No control but the line end, nothing that reorders or hides text. */
static void check_safe(const char *told) {
  static const char *const unsafe[] = {"\xE2\x80\xAA", "\xE2\x80\xAE", "\xE2\x81\xA6",
                                       "\xE2\x80\xA8", "\xC2\x9B",     "\xF3\xA0\x81",
                                       "\xEF\xBF\xBE", "\xEF\xBB\xBF"};
  for (const char *at = told; *at != '\0'; ++at) {
    ck_assert_msg(*at == '\n' || (unsigned char)*at >= ' ', "byte %d in\n%s", *at, told);
    ck_assert_int_ne(*at, 0x7F);
  }
  for (size_t i = 0; i < sizeof unsafe / sizeof *unsafe; ++i) {
    ck_assert_ptr_null(strstr(told, unsafe[i]));
  }
}

START_TEST(nothing_of_a_hostile_answer_steers_a_terminal) {
  size_t length;
  char *bytes = corpus_read_file(HOSTILE, &length);
  const lgr_answer answer = given(bytes, length);
  lgr_criterion criterion = {.size = sizeof criterion};
  for (size_t i = 0; i < lgr_rubric_criterion_count(rubric); ++i) {
    ck_assert_int_eq(lgr_rubric_criterion(rubric, i, &criterion), LGR_OK);
    check_safe(explained(&answer, criterion.id, -1));
    check_safe(explained(&answer, criterion.id, 1));
    ck_assert_uint_eq(strlen(out.bytes), out.length);
  }
  for (uint32_t line = 1; line <= line_count(bytes, length); ++line) {
    ck_assert_int_eq(explained_at(&answer, line, 1), LGR_OK);
    check_safe(out.bytes);
  }
  free(bytes);
}
END_TEST

/* -- limits ------------------------------------------------------------------------------------ */

static const char UNDECIDED[] =
    "rubric: undecided\nformat: 1\nversion: 1.0.0\ntitle: T\nlanguage: en\n"
    "concepts:\n  steep: [\"x(a+)+(?=b)y\"]\n  plain: [plain]\n"
    "sections:\n- id: s\n  title: S\n  criteria:\n"
    "  - {id: c, title: T, points: 1, levels: {2: steep, 1: plain}, advice: A, probe: P}\n";

static void check_not_counted(const char *bytes, const char *expected) {
  const lgr_answer answer = given(bytes, strlen(bytes));
  const char *told = explained(&answer, "process.idempotency", -1);
  if (expected != NULL) {
    const char *part = strstr(told, "Not counted\n");
    ck_assert_ptr_nonnull(part);
    ck_assert_ptr_nonnull(strstr(part, expected));
  } else {
    ck_assert_ptr_null(strstr(told, "Not counted"));
  }
}

START_TEST(what_was_taken_back_is_told_to_who_wrote_it) {
  check_not_counted(
      "A nightly Airflow job loads a table in Postgres from S3. We will not do this: the load "
      "is a MERGE on event_id, so a replay changes nothing.\n",
      "so a replay changes nothing.\": taken back (\"We will not do this:\")");
  check_not_counted(
      "A nightly Airflow job reads S3. The load is a MERGE on event_id, so a replay changes "
      "nothing. Scratch that.\n",
      "so a replay changes nothing.\": taken back (\"Scratch that\")");
  /* It has nothing to do with the criterion. */
  check_not_counted(
      "A nightly Airflow job loads a table in Postgres. Out of scope: blue curtains.\n", NULL);
}
END_TEST

START_TEST(what_a_limit_left_open_is_told_as_such) {
  lgr_rubric *own;
  lgr_grader *limited;
  const lgr_answer answer =
      answer_of("Plain xaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaac y.\n");
  ck_assert_int_eq(lgr_rubric_parse(&own, UNDECIDED, sizeof UNDECIDED - 1, NULL, NULL), LGR_OK);
  ck_assert_int_eq(lgr_grader_new(&limited, own, NULL), LGR_OK);
  ck_assert_int_eq(lgr_explain(limited, &answer, "c", NULL, add_to_text, &out), LGR_OK);
  ck_assert_msg(strstr(out.bytes, "level 2: undetermined, a limit was met\n"
                                  "  [?] steep: undetermined, a limit was met\n") != NULL,
                "%s", out.bytes);
  ck_assert_ptr_nonnull(strstr(out.bytes, "level 1: holds\n"));
  lgr_grader_free(limited);
  lgr_rubric_free(own);
}
END_TEST

static Suite *explain_suite(void) {
  Suite *suite = suite_create("explain");
  TCase *tests = tcase_create("explain");
  tcase_set_timeout(tests, 60);
  tcase_add_checked_fixture(tests, set_up, tear_down);
  tcase_add_test(tests, examples_are_explained_as_they_are_graded);
  tcase_add_test(tests, answers_are_explained_as_they_are_graded);
  tcase_add_test(tests, every_place_of_an_answer_is_explained);
  tcase_add_test(tests, the_sentence_at_a_column_is_the_one_that_stands_there);
  tcase_add_test(tests, nothing_of_a_hostile_answer_steers_a_terminal);
  tcase_add_test(tests, what_was_taken_back_is_told_to_who_wrote_it);
  tcase_add_test(tests, what_a_limit_left_open_is_told_as_such);
  suite_add_tcase(suite, tests);
  return suite;
}

int main(void) {
  SRunner *runner = srunner_create(explain_suite());
  srunner_run_all(runner, CK_ENV);
  const int failed = srunner_ntests_failed(runner);
  srunner_free(runner);
  return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
