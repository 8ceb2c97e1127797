/* What is quoted: of a weighted sum the sentences that carry it, with the marks
 * around them, and where in a quotation that which counts most begins. */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "api/objects.h"
#include "base/buffer.h"
#include "report/excerpt.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

static const char CONCEPTS[] = "concepts:\n"
                               "  a: [alpha]\n"
                               "  b: [beta]\n"
                               "  c: [gamma]\n"
                               "  d: [delta]\n"
                               "  e: [epsilon]\n";

static lgr_rubric *rubric_of(const char *level) {
  const lg_allocator memory = lg_allocator_standard();
  lg_buffer text;
  lg_buffer_init(&text, &memory);
  lg_buffer_format(&text,
                   "rubric: test\nformat: 1\nversion: 1.0.0\ntitle: T\nlanguage: en\n%s"
                   "sections:\n- id: s\n  title: S\n  criteria:\n  - id: c.one\n    title: C\n"
                   "    points: 1\n    levels: {1: %s}\n    advice: A\n    probe: P\n",
                   CONCEPTS, level);
  lgr_rubric *rubric;
  ck_assert_int_eq(lgr_rubric_parse(&rubric, text.bytes, text.length, NULL, NULL), LGR_OK);
  lg_buffer_free(&text);
  return rubric;
}

static lgr_result *grade(const char *level, const char *answer) {
  lgr_rubric *rubric = rubric_of(level);
  lgr_grader *grader;
  lgr_result *result;
  ck_assert_int_eq(lgr_grader_new(&grader, rubric, NULL), LGR_OK);
  const lgr_answer given = {.size = sizeof given, .text = answer, .length = strlen(answer)};
  ck_assert_int_eq(lgr_grade(&result, grader, &given), LGR_OK);
  lgr_grader_free(grader);
  lgr_rubric_free(rubric);
  return result;
}

/* All quotations for the level, joined by '|'. */
static void check(const char *level, const char *answer, const char *expected) {
  const lg_allocator memory = lg_allocator_standard();
  lgr_result *result = grade(level, answer);
  const lg_result_criterion *criterion = &result->result.criteria[0];
  lg_buffer quoted;
  lg_buffer_init(&quoted, &memory);
  lg_buffer_add_text(&quoted, "");
  for (uint32_t i = 0; i < criterion->evidence_count; ++i) {
    const lg_result_evidence *item = &criterion->evidence[i];
    lg_buffer_add_text(&quoted, i > 0 ? "|" : "");
    lg_buffer_add(&quoted, answer + item->start, (size_t)(item->end - item->start));
  }
  const char *text = quoted.length > 0 ? quoted.bytes : "";
  ck_assert_msg(strcmp(text, expected) == 0, "%s\nin: %s\nquoted:   \"%s\"\nexpected: \"%s\"",
                level, answer, text, expected);
  lg_buffer_free(&quoted);
  lgr_result_free(result);
}

/* -- the sentences that carry a weighted sum ------------------------------------------- */

START_TEST(the_sentence_that_carries_it_is_quoted) {
  static const char level[] =
      "{weigh: {window: 2 sentences, at: 1.0, terms: {a: 1.0, b: 0.3, c: 0.8, e: -0.5}}}";
  static const char *const cases[][2] = {
      /* The other one adds little. */
      {"It has beta. We keep alpha.", "We keep alpha."},
      {"We keep alpha. It has beta.", "We keep alpha."},
      /* ... or as much, */
      {"We have gamma. We keep alpha.", "We have gamma. We keep alpha."},
      /* ... or all that is lacking, */
      {"We keep gamma. It has beta.", "We keep gamma. It has beta."},
      /* ... or nothing that it has not itself. */
      {"We keep alpha. It is alpha beside gamma.", "It is alpha beside gamma."},
      /* What speaks against the level makes a sentence no better. */
      {"It has epsilon and beta. We keep alpha and gamma.", "We keep alpha and gamma."},
  };
  for (size_t i = 0; i < COUNT(cases); ++i) {
    check(level, cases[i][0], cases[i][1]);
  }
}
END_TEST

START_TEST(sentences_are_dropped_from_both_ends) {
  static const char level[] = "{weigh: {window: 5 sentences, at: 2.0, "
                              "terms: {a: 1.0, b: 1.0, c: 0.2, d: 0.2}}}";
  check(level, "It has gamma. We keep alpha. It is so. We keep beta. It has delta.",
        "We keep alpha. It is so. We keep beta.");
  check(level, "It has gamma. It is so. We keep alpha and beta. It is so. It has delta.",
        "We keep alpha and beta.");
}
END_TEST

START_TEST(what_is_needed_is_quoted) {
  static const char level[] =
      "{weigh: {window: 2 sentences, at: 1.0, needs: d, terms: {a: 1.0, d: 0.4}}}";
  check(level, "It has delta. We keep alpha.", "It has delta. We keep alpha.");
  check(level, "It has delta. We keep alpha beside delta.", "We keep alpha beside delta.");
}
END_TEST

START_TEST(groups_weigh_no_more_than_they_may) {
  static const char level[] = "{weigh: {window: 2 sentences, at: 1.0, terms: {a: 1.0}, "
                              "groups: [{at_most: 0.2, terms: {b: 0.6, c: 0.6}}]}}";
  check(level, "It has beta and gamma. We keep alpha.", "We keep alpha.");
}
END_TEST

START_TEST(long_windows_are_narrowed_too) {
  static const char level[] = "{weigh: {window: 1 section, at: 1.0, terms: {a: 1.0, b: 0.1}}}";
  check(level, "It has beta.\n\nIt is so.\n\nWe keep alpha.\n\nIt has beta.", "We keep alpha.");
}
END_TEST

START_TEST(a_second_place_is_quoted_for_what_it_adds) {
  static const char level[] = "{weigh: {window: 2 sentences, at: 1.5, elsewhere: 0.5, "
                              "terms: {a: 1.0, b: 0.3, c: 1.0}}}";
  check(level, "We keep alpha. It has beta. It is so. It is so. It has beta. We keep gamma.",
        "We keep alpha.|We keep gamma.");
}
END_TEST

START_TEST(a_topic_leaves_the_quotation_alone) {
  const lg_allocator memory = lg_allocator_standard();
  lg_buffer text;
  lg_buffer_init(&text, &memory);
  lg_buffer_format(&text,
                   "rubric: test\nformat: 1\nversion: 1.0.0\ntitle: T\nlanguage: en\n%s"
                   "sections:\n- id: s\n  title: S\n  criteria:\n  - id: c.one\n    title: C\n"
                   "    points: 1\n    topic: e\n    levels: {1: {weigh: {window: 2 sentences, "
                   "at: 1.0, terms: {a: 1.0, b: 0.3}}}}\n    advice: A\n    probe: P\n",
                   CONCEPTS);
  lgr_rubric *rubric;
  lgr_grader *grader;
  lgr_result *result;
  ck_assert_int_eq(lgr_rubric_parse(&rubric, text.bytes, text.length, NULL, NULL), LGR_OK);
  ck_assert_int_eq(lgr_grader_new(&grader, rubric, NULL), LGR_OK);
  /* The topic stands before the window, not before what is quoted of it. */
  static const char answer[] = "It has epsilon. It has beta. We keep alpha.";
  const lgr_answer given = {.size = sizeof given, .text = answer, .length = sizeof answer - 1};
  ck_assert_int_eq(lgr_grade(&result, grader, &given), LGR_OK);
  ck_assert_uint_eq(result->result.criteria[0].level, 1);
  ck_assert_str_eq(result->result.criteria[0].evidence[0].text, "We keep alpha.");
  lgr_result_free(result);
  lgr_grader_free(grader);
  lgr_rubric_free(rubric);
  lg_buffer_free(&text);
}
END_TEST

/* -- where a quotation ends ------------------------------------------------------------- */

START_TEST(a_label_of_what_follows_is_not_quoted) {
  static const char level[] =
      "{weigh: {window: 2 sentences, at: 1.0, terms: {a: 0.9, any(headed(b)): 0.9}}}";
  check(level, "We keep alpha.\n\n**Beta:** it is so.", "We keep alpha.");
  /* A label before it is part of what it leads. */
  check(level, "**Beta:** we keep alpha.", "**Beta:** we keep alpha.");
}
END_TEST

START_TEST(marks_around_a_quotation_stay) {
  static const char *const cases[][2] = {
      {"`alpha` is kept.", "`alpha` is kept."},
      {"It is so: `alpha`", "`alpha`"},
      {"**We keep alpha** here.", "**We keep alpha** here."},
      {"**_alpha_** is kept.", "**_alpha_** is kept."},
      {"We keep ``alpha``.", "We keep ``alpha``."},
      {"* alpha is kept", "alpha is kept"},
      {"We see `x`. `y` is alpha.", "`y` is alpha."},
      {"alpha * 2 is kept.", "alpha * 2 is kept."},
      {"Here **it is so. We keep alpha.**", "We keep alpha."},
  };
  for (size_t i = 0; i < COUNT(cases); ++i) {
    check("a", cases[i][0], cases[i][1]);
  }
}
END_TEST

/* -- excerpts ---------------------------------------------------------------------------- */

START_TEST(the_focus_is_the_heaviest_hit) {
  static const char level[] = "{weigh: {window: 1 sentence, at: 1.0, "
                              "terms: {a: 0.5, b: 0.4, c: 0.4, sentence: 2.0}}}";
  static const char answer[] = "We keep alpha, and it has gamma beside beta.";
  lgr_result *result = grade(level, answer);
  const lg_result_evidence *item = &result->result.criteria[0].evidence[0];
  ck_assert_str_eq(item->text, answer);
  /* Of the clause that weighs most; that it is a sentence says nothing. */
  ck_assert_str_eq(item->text + item->focus, "gamma beside beta.");
  lgr_result_free(result);
}
END_TEST

START_TEST(an_excerpt_shows_the_focus) {
  static const struct {
    const char *text;
    const char *focus;
    size_t characters;
    const char *begins;
    uint32_t line;
  } cases[] = {
      {"One two three. Four five six.", "One", 16, "One", 1},
      {"One two three. Four five six.", "two", 16, "One", 1},
      {"One two three. Four five six. Seven eight nine.", "six", 20, "Four", 1},
      {"One two three. Four five six. Seven eight nine.", "five", 20, "Four", 1},
      {"One two three.\n\nFour five six. Seven eight.", "six", 28, "Four", 3},
      {"One two three.\r\rFour five six. Seven eight.", "six", 28, "Four", 3},
      {"One two three four, five six seven eight nine", "seven", 20, "six", 1},
      {"One two three, four five six, seven", "six", 20, "four", 1},
      {"one two\nthree four five six seven eight nine ten", "seven", 20, "five", 2},
      {"\xC3\xA9t\xC3\xA9 \xC3\xA9t\xC3\xA9. \xC3\xA9t\xC3\xA9 six \xC3\xA9t\xC3\xA9 "
       "\xC3\xA9t\xC3\xA9",
       "six", 15, "\xC3\xA9t\xC3\xA9 six", 1},
      {"onetwothreefourfivesixseven", "seven", 9, "seven", 1},
  };
  for (size_t i = 0; i < COUNT(cases); ++i) {
    const char *focus = strstr(cases[i].text, cases[i].focus);
    const lg_result_evidence item = {.text = cases[i].text,
                                     .text_length = strlen(cases[i].text),
                                     .focus = (size_t)(focus - cases[i].text),
                                     .line = 1};
    const lg_excerpt made = lg_excerpt_of(&item, cases[i].characters);
    ck_assert_msg(strncmp(item.text + made.start, cases[i].begins, strlen(cases[i].begins)) == 0,
                  "%zu: %s", i, item.text + made.start);
    ck_assert_msg(made.line == cases[i].line, "%zu: line %u", i, made.line);
  }
}
END_TEST

static Suite *quotations_suite(void) {
  Suite *suite = suite_create("quotations");
  TCase *tests = tcase_create("quotations");
  tcase_add_test(tests, the_sentence_that_carries_it_is_quoted);
  tcase_add_test(tests, sentences_are_dropped_from_both_ends);
  tcase_add_test(tests, what_is_needed_is_quoted);
  tcase_add_test(tests, groups_weigh_no_more_than_they_may);
  tcase_add_test(tests, long_windows_are_narrowed_too);
  tcase_add_test(tests, a_second_place_is_quoted_for_what_it_adds);
  tcase_add_test(tests, a_topic_leaves_the_quotation_alone);
  tcase_add_test(tests, a_label_of_what_follows_is_not_quoted);
  tcase_add_test(tests, marks_around_a_quotation_stay);
  tcase_add_test(tests, the_focus_is_the_heaviest_hit);
  tcase_add_test(tests, an_excerpt_shows_the_focus);
  suite_add_tcase(suite, tests);
  return suite;
}

int main(void) {
  SRunner *runner = srunner_create(quotations_suite());
  srunner_run_all(runner, CK_ENV);
  const int failed = srunner_ntests_failed(runner);
  srunner_free(runner);
  return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
