/* The report for people on several answers; that it keeps to its width whatever
 * the text is written in; and that nothing in it steers a terminal. */
#include <check.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "report/report.h"
#include "report/text_layout.h"
#include "support/scarce.h"

/* The first text stands before the second. */
#define BEFORE(text, first, second)                                                                \
  do {                                                                                             \
    HAS(text, first);                                                                              \
    HAS(text, second);                                                                             \
    ck_assert_msg(strstr(text, first) < strstr(text, second), "\"%s\" not before \"%s\" in:\n%s",  \
                  first, second, text);                                                            \
  } while (0)

static const lg_report_options verbose = {.verbose = 1};

static uint32_t widest_line(const char *report) {
  uint32_t widest = 0;
  while (*report != '\0') {
    const size_t length = strcspn(report, "\n");
    const uint32_t width = lg_display_width(report, length);
    widest = width > widest ? width : widest;
    report += length + (report[length] == '\n' ? 1 : 0);
  }
  return widest;
}

static bool has_space_at_line_end(const char *report) {
  return strstr(report, " \n") != NULL;
}

/* -- several answers ---------------------------------------------------------- */

/* Three of them, not in the order of the table. */
typedef struct three {
  fixture answers[3];
  const lg_result *results[3];
} three;

static void make_three(three *t) {
  static const char *const paths[] = {"c.md", "b.md", "a.md"};
  static const lg_milli scores[] = {12500, 88000, 12500};
  static const char *const bands[] = {"junior", "staff", "junior"};
  for (size_t i = 0; i < COUNT(t->answers); ++i) {
    make(&t->answers[i]);
    t->answers[i].result.path = paths[i];
    t->answers[i].result.score = scores[i];
    t->answers[i].result.band = bands[i];
    t->results[i] = &t->answers[i].result;
  }
}

static void unmake_three(three *t) {
  for (size_t i = 0; i < COUNT(t->answers); ++i) {
    unmake(&t->answers[i]);
  }
}

START_TEST(several_answers_are_a_table) {
  three t;
  make_three(&t);
  lg_report_input input = input_of(t.results, COUNT(t.results));
  char *report = write_report("text", &input);
  ck_assert_str_eq(report, "3 answers, best first\n\n"
                           "  score  band    gains most            answer\n"
                           "   88    staff   +20 store.compaction  b.md\n"
                           "   12.5  junior  +20 store.compaction  a.md\n"
                           "   12.5  junior  +20 store.compaction  c.md\n\n"
                           "  Scores  mean 37.7, median 12.5, lowest 12.5, highest 88\n"
                           "  Bands   1 staff, 2 junior\n\n"
                           "Most often missing, and in how many of the designs\n"
                           "  3  Small files are merged                                     "
                           "store.compaction\n"
                           "  3  A file format with its reason                                  "
                           "store.format\n\n"
                           "One answer in full: name only its file. All of them: --verbose.\n");
  const lg_result *turned[] = {t.results[2], t.results[0], t.results[1]};
  input.results = turned;
  char *again = write_report("text", &input);
  ck_assert_str_eq(again, report);
  free(again);
  free(report);
  unmake_three(&t);
}
END_TEST

START_TEST(a_table_marks_what_is_no_design_or_incomplete) {
  three t;
  make_three(&t);
  t.answers[0].result.design = false;
  t.answers[2].result.complete = false;
  t.answers[2].criteria[2].undetermined = true;
  const lg_report_input input = input_of(t.results, COUNT(t.results));
  char *report = write_report("text", &input);
  HAS(report, "  c.md (not a design)\n");
  HAS(report, "  a.md (incomplete)\n");
  HAS(report, "  Marked  1 not a design, 1 incomplete\n");
  /* What is no design misses nothing, and what is undecided may not be. */
  HAS(report, "\n  2  A file format with its reason");
  HAS(report, "\n  1  Small files are merged");
  free(report);
  unmake_three(&t);
}
END_TEST

START_TEST(a_median_may_lie_between_two) {
  three t;
  make_three(&t);
  const lg_report_input input = input_of(t.results, 2);
  char *report = write_report("text", &input);
  HAS(report, "  Scores  mean 50.3, median 50.25, lowest 12.5, highest 88\n");
  free(report);
  unmake_three(&t);
}
END_TEST

START_TEST(verbose_gives_every_report_and_the_table) {
  three t;
  make_three(&t);
  lg_report_input input = input_of(t.results, COUNT(t.results));
  input.options = verbose;
  char *report = write_report("text", &input);
  BEFORE(report, "b.md\nSenior", "a.md\nSenior");
  BEFORE(report, "a.md\nSenior", "c.md\nSenior");
  BEFORE(report, "c.md\nSenior", "\n3 answers, best first\n");
  HAS(report, "Level 2 of 2 for rerun_harmless.");
  free(report);
  input.options = plain;
  report = write_report("text", &input);
  HAS_NOT(report, "Level 2 of 2");
  free(report);
  unmake_three(&t);
}
END_TEST

START_TEST(quiet_is_one_line_each) {
  fixture f;
  fixture g;
  make(&f);
  make(&g);
  g.result.path = "b.md";
  g.result.score = 100000;
  g.result.band = NULL;
  g.result.design = false;
  g.result.complete = false;
  const lg_result *results[] = {&f.result, &g.result};
  lg_report_input input = input_of(results, 1);
  input.options.verbose = -1;
  char *one = write_report("text", &input);
  ck_assert_str_eq(one, "69.9 mid answers/rides.md\n");
  free(one);
  input.count = 2;
  char *two = write_report("text", &input);
  ck_assert_str_eq(two, " 69.9 mid       answers/rides.md\n"
                        "100   undecided b.md (incomplete) (not a design)\n");
  free(two);
  unmake(&f);
  unmake(&g);
}
END_TEST

/* -- layout ------------------------------------------------------------------- */

static const char wide_title[] = /* "long Japanese text, without a space in it" */
    "\xe6\x97\xa5\xe6\x9c\xac\xe8\xaa\x9e\xe3\x81\xae\xe9\x95\xb7\xe3\x81\x84\xe6\x96\x87\xe7\xab"
    "\xa0\xe3\x81\xa7\xe3\x81\x99\xe3\x80\x82\xe7\xa9\xba\xe7\x99\xbd\xe3\x81\x8c\xe3\x81\xaa\xe3"
    "\x81\x84\xe3\x81\xae\xe3\x81\xa7\xe6\x8a\x98\xe3\x82\x8a\xe8\xbf\x94\xe3\x81\x99\xe5\xbf\x85"
    "\xe8\xa6\x81\xe3\x81\x8c\xe3\x81\x82\xe3\x82\x8b";

static const char long_word[] =
    "averylongwordwithoutanyspaceinitthatcannotbewrappedatawordandthereforemustbebrokensomewhere"
    "orelseitwouldstickoutoftheterminalontherightside and more words behind it";

START_TEST(lines_keep_to_the_width) {
  static const uint32_t widths[] = {40, 41, 60, 79, 80, 100, 132, 1000};
  three t;
  make_three(&t);
  for (size_t i = 0; i < COUNT(t.answers); ++i) {
    fixture *f = &t.answers[i];
    f->sections[0].title = "A section with quite a long title that must be cut somewhere";
    f->sections[1].title = wide_title;
    f->criteria[0].title = wide_title;
    f->criteria[2].advice = long_word;
    f->criteria[3].id = "an.id_that_is_as_long_as_ids_may_become_in_a_rubric_of_somebody_else";
    f->result.band = wide_title;
  }
  t.answers[0].result.path = long_word;
  for (size_t i = 0; i < COUNT(widths); ++i) {
    for (size_t count = 1; count <= COUNT(t.results); count += 2) {
      for (int verbosity = 0; verbosity <= 1; ++verbosity) {
        lg_report_input input = input_of(t.results, count);
        input.options = (lg_report_options){.width = widths[i], .verbose = verbosity};
        char *report = write_report("text", &input);
        ck_assert_msg(widest_line(report) <= widths[i], "wider than %u:\n%s", widths[i], report);
        ck_assert_msg(!has_space_at_line_end(report), "space at a line's end:\n%s", report);
        free(report);
      }
    }
  }
  unmake_three(&t);
}
END_TEST

START_TEST(a_path_is_never_cut) {
  three t;
  make_three(&t);
  t.answers[0].result.path = "folder/with/a/rather/long/name.md";
  lg_report_input input = input_of(t.results, COUNT(t.results));
  input.options.width = 40;
  char *report = write_report("text", &input);
  HAS(report, "\n   12.5  junior\n    folder/with/a/rather/long/name.md\n");
  HAS_NOT(report, "gains most");
  free(report);
  unmake_three(&t);
}
END_TEST

START_TEST(widths_are_those_of_terminals) {
  ck_assert_uint_eq(lg_display_width("abc", 3), 3);
  ck_assert_uint_eq(lg_display_width("\xe6\x97\xa5", 3), 2);
  ck_assert_uint_eq(lg_display_width("e\xcc\x81", 3), 1);
  ck_assert_uint_eq(lg_display_width("\xf0\x9f\x9a\x80", 4), 2);
}
END_TEST

/* What readers see as one character: a family of emoji, a flag, a letter under
 * marks. None is torn apart, wherever lines end. */
START_TEST(lines_break_between_whole_characters) {
  static const char *const clusters[] = {
      "\xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x91\xa7",
      "\xf0\x9f\x87\xa9\xf0\x9f\x87\xaa", "o\xcc\x88\xcc\xa3"};
  fixture f;
  make(&f);
  for (size_t i = 0; i < COUNT(clusters); ++i) {
    const size_t length = strlen(clusters[i]);
    char advice[2048] = "";
    for (size_t j = 0; j < 60; ++j) {
      memcpy(advice + j * length, clusters[i], length + 1);
    }
    f.criteria[3].advice = advice;
    char *report = write_one("text", &f.result, (lg_report_options){.width = 41});
    size_t whole = 0;
    for (const char *at = report; (at = strstr(at, clusters[i])) != NULL; at += length) {
      ++whole;
    }
    ck_assert_uint_eq(whole, 60);
    ck_assert_uint_le(widest_line(report), 41);
    free(report);
  }
  unmake(&f);
}
END_TEST

START_TEST(long_quotations_are_cut_at_a_word) {
  fixture f;
  make(&f);
  char quote[400];
  for (size_t i = 0; i < sizeof quote - 1; ++i) {
    quote[i] = i % 10 == 9 ? ' ' : 'w';
  }
  quote[sizeof quote - 1] = '\0';
  f.evidence[0] = evidence_of(quote);
  char *report = write_one("text", &f.result, plain);
  HAS(report, "wwwwwwwww ...\"\n");
  HAS_NOT(report, quote + 200);
  free(report);
  report = write_one("text", &f.result, (lg_report_options){.verbose = 1, .width = 1000});
  HAS(report, quote);
  free(report);
  unmake(&f);
}
END_TEST

/* -- terminals ---------------------------------------------------------------- */

static void expect_no_control(const char *report) {
  for (const char *at = report; *at != '\0'; ++at) {
    ck_assert_msg((unsigned char)*at >= 0x20 || *at == '\n', "control %02x in:\n%s", (unsigned)*at,
                  report);
  }
  HAS_NOT(report, "\xe2\x80\xae");
  HAS_NOT(report, "\xc2\x9b");
}

START_TEST(no_control_is_sent) {
  three t;
  make_three(&t);
  static const lg_check checks[] = {{0, "id\x1b[1m", LG_CHECK_UNMET, "asked \x1b[5m\xe2\x80\xae"}};
  for (size_t i = 0; i < COUNT(t.answers); ++i) {
    fixture *f = &t.answers[i];
    f->evidence[0].text = "\x1b]0;title\x07 red \x1b[31m \xe2\x80\xae \xc2\x9b \xff";
    f->evidence[0].text_length = strlen(f->evidence[0].text);
    f->result.path = "evil\x1b[2J\n\xe2\x80\xae.md";
    f->criteria[0].title = "title\x1b[1m";
    f->criteria[2].id = "id\x1b[1m";
    f->sections[0].title = "section\x1b[1m\xc2\x9b";
    f->result.band = "mid\x1b\xe2\x80\xae";
    f->next[0].id = "next\x1b[1m";
  }
  for (size_t count = 1; count <= COUNT(t.results); count += 2) {
    for (int verbosity = -1; verbosity <= 1; ++verbosity) {
      lg_report_input input = input_of(t.results, count);
      input.options =
          (lg_report_options){.verbose = verbosity, .checks = checks, .check_count = COUNT(checks)};
      char *report = write_report("text", &input);
      HAS(report, "evil^[[2J^J\\u202e.md");
      expect_no_control(report);
      free(report);
    }
  }
  unmake_three(&t);
}
END_TEST

static void drop_colour(char *report) {
  char *to = report;
  for (const char *from = report; *from != '\0';) {
    if (*from == '\x1b') {
      from += strcspn(from, "m") + 1;
    } else {
      *to++ = *from++;
    }
  }
  *to = '\0';
}

static lg_result_evidence asked;

/* Storage is credited for the question in line 3, Processing from line 9 on. */
static void credit_storage_early(fixture *f) {
  asked = evidence_of("How many rides a day?");
  f->criteria[2].level = 1;
  f->criteria[2].evidence = &asked;
  f->criteria[2].evidence_count = 1;
}

START_TEST(colour_only_repeats_words) {
  three t;
  make_three(&t);
  credit_storage_early(&t.answers[0]);
  for (size_t count = 1; count <= COUNT(t.results); count += 2) {
    for (int verbosity = -1; verbosity <= 1; ++verbosity) {
      lg_report_input input = input_of(t.results, count);
      input.options = (lg_report_options){.verbose = verbosity, .color = true};
      char *coloured = write_report("text", &input);
      HAS(coloured, "\x1b[1m12.5\x1b[0m");
      drop_colour(coloured);
      input.options.color = false;
      char *uncoloured = write_report("text", &input);
      ck_assert_str_eq(coloured, uncoloured);
      free(coloured);
      free(uncoloured);
    }
  }
  unmake_three(&t);
}
END_TEST

/* -- memory ------------------------------------------------------------------- */

START_TEST(memory_may_run_out_in_a_batch) {
  three t;
  make_three(&t);
  for (int verbosity = -1; verbosity <= 1; ++verbosity) {
    lg_report_input input = input_of(t.results, COUNT(t.results));
    input.options.verbose = verbosity;
    ck_assert_uint_gt(report_without_memory("text", &input), 1);
  }
  unmake_three(&t);
}
END_TEST

static Suite *text_many_suite(void) {
  Suite *suite = suite_create("report_text_many");
  TCase *tests = tcase_create("report_text_many");
  tcase_add_test(tests, several_answers_are_a_table);
  tcase_add_test(tests, a_table_marks_what_is_no_design_or_incomplete);
  tcase_add_test(tests, a_median_may_lie_between_two);
  tcase_add_test(tests, verbose_gives_every_report_and_the_table);
  tcase_add_test(tests, quiet_is_one_line_each);
  tcase_add_test(tests, lines_keep_to_the_width);
  tcase_add_test(tests, a_path_is_never_cut);
  tcase_add_test(tests, widths_are_those_of_terminals);
  tcase_add_test(tests, lines_break_between_whole_characters);
  tcase_add_test(tests, long_quotations_are_cut_at_a_word);
  tcase_add_test(tests, no_control_is_sent);
  tcase_add_test(tests, colour_only_repeats_words);
  tcase_add_test(tests, memory_may_run_out_in_a_batch);
  suite_add_tcase(suite, tests);
  return suite;
}

int main(void) {
  SRunner *runner = srunner_create(text_many_suite());
  srunner_run_all(runner, CK_ENV);
  const int failed = srunner_ntests_failed(runner);
  srunner_free(runner);
  return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
