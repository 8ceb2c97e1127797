/* The report for people on one answer: what it tells, in which order, and the
 * picture of its sections. */
#include <check.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "report/report.h"
#include "support/report_fixture.h"

/* The first text stands before the second. */
#define BEFORE(text, first, second)                                                                \
  do {                                                                                             \
    HAS(text, first);                                                                              \
    HAS(text, second);                                                                             \
    ck_assert_msg(strstr(text, first) < strstr(text, second), "\"%s\" not before \"%s\" in:\n%s",  \
                  first, second, text);                                                            \
  } while (0)

static const lg_report_options verbose = {.verbose = 1};

/* -- one answer --------------------------------------------------------------- */

START_TEST(what_matters_comes_first) {
  fixture f;
  make(&f);
  char *report = write_one("text", &f.result, plain);
  HAS(report, "answers/rides.md\nSenior data engineer 1.0.0\n\n  69.9 of 100, mid\n");
  HAS(report, "  Would be 71.5; capped at mid because senior candidates scope first.\n");
  HAS(report, "  Processing  #######...   7.5 of 10  ");
  HAS(report, "  Storage     ..........     0 of 5   ");
  HAS(report, "  Penalties               -1.5        ");
  HAS(report, "  1. +20    Small files are merged");
  HAS(report, "            Be ready for: How many files has a day?\n");
  HAS(report, "  3. +10    Avoid: Tools before questions");
  HAS_NOT(report, "  4. ");
  HAS(report, "\nPenalties\n  -1.5  Tools before questions");
  HAS(report, "\nMissing\n    0 of 3  Small files are merged");
  HAS(report, "            Name the format and why.\n");
  HAS(report, "\nCredited in part\n  2.5 of 5  Late events have a policy");
  HAS(report, "            Level 1 of 2. See step 2.\n");
  HAS(report, "\nCredited\n    5 of 5  Reruns are harmless by construction");
  HAS(report, "line 9: \"The load is a MERGE on event_id, so replaying changes nothing.\"\n");
  BEFORE(report, "of 100", "\n  Processing  ");
  BEFORE(report, "\n  Processing  ", "\n  Order: ");
  BEFORE(report, "\n  Order: ", "\nNext");
  BEFORE(report, "\nNext", "\nPenalties");
  BEFORE(report, "\nPenalties", "\nMissing");
  BEFORE(report, "\nMissing", "\nCredited in part\n");
  BEFORE(report, "\nCredited in part\n", "\nCredited\n");
  HAS_NOT(report, "Reruns append again");
  HAS_NOT(report, "Undecided");
  HAS_NOT(report, "Asked for");
  HAS_NOT(report, "\x1b");
  free(report);
  unmake(&f);
}
END_TEST

START_TEST(what_is_missing_has_its_probe) {
  fixture f;
  make(&f);
  f.criteria[3].probe = "Why not plain text?";
  char *report = write_one("text", &f.result, plain);
  HAS(report, "            Name the format and why.\n"
              "            Be ready for: Why not plain text?\n");
  /* This one stands in step 1 already. */
  const char *probe = strstr(report, "How many files has a day?");
  ck_assert_ptr_nonnull(probe);
  ck_assert_ptr_null(strstr(probe + 1, "How many files has a day?"));
  HAS(report, "            See step 1.\n");
  free(report);
  unmake(&f);
}
END_TEST

START_TEST(verbose_tells_everything) {
  fixture f;
  make(&f);
  char *report = write_one("text", &f.result, verbose);
  HAS(report, "Level 2 of 2 for rerun_harmless.");
  HAS(report, "line 9, column 3, rerun_harmless: \"");
  HAS(report, "line 12, column 10, rerun_harmless: \"late events go to a side table\"");
  HAS(report, "Be ready for: How late is late?");
  HAS(report, "Reruns append again");
  HAS(report, "senior-data-engineer, 0123456789ab");
  HAS_NOT(report, "See step");
  free(report);
  unmake(&f);
}
END_TEST

START_TEST(undecided_is_visible) {
  fixture f;
  make(&f);
  f.criteria[2].undetermined = true;
  f.criteria[2].plain_reason = "Not decided: a limit was met before it could be.";
  f.penalties[1].undetermined = true;
  f.result.complete = false;
  lg_diagnostic limit = {.severity = LG_WARNING,
                         .code = "A004",
                         .message = "a pattern reached its limit",
                         .hint = "simplify it",
                         .line = 4,
                         .column = 2};
  limit.origin = "";
  ck_assert(lg_diagnostics_add(&f.result.diagnostics, &limit));
  char *report = write_one("text", &f.result, plain);
  HAS(report, "INCOMPLETE: 2 verdicts could not be decided");
  HAS(report, "\n  Undecided: 69.9 of 100 for what could be decided\n");
  HAS_NOT(report, "100, mid"); /* no band while anything is open */
  HAS(report, "\nUndecided\n    ? of 3  Small files are merged");
  HAS(report, "            Not decided: a limit was met before it could be.\n\n");
  HAS(report, "  undecided  Reruns append again");
  HAS(report, "\nNotes\n  answers/rides.md:4:2: warning: a pattern reached its limit [A004]\n     "
              "hint: simplify it\n");
  free(report);
  unmake(&f);
}
END_TEST

/* What holds a level down, and what a gain is made of, in all formats for people. */
START_TEST(what_holds_a_level_down_is_told) {
  static const char *const formats[] = {"text", "markdown", "html"};
  static const char *const labels[] = {"No higher so far: ", "*No higher so far:* ",
                                       "<b>No higher so far:</b> "};
  for (size_t i = 0; i < COUNT(formats); ++i) {
    fixture f;
    make(&f);
    f.next[1].held = f.criteria[1].held = "Late events are dropped elsewhere.";
    f.next[1].held_alone = f.criteria[1].held_alone = true;
    f.next[0].why = "3 of its own, 17 as a cap is lifted";
    char *report = write_one(formats[i], &f.result, (lg_report_options){.width = 160});
    const char *label = strstr(report, labels[i]);
    ck_assert_msg(label != NULL, "%s", formats[i]);
    HAS(label, "Late events are dropped elsewhere.");
    HAS(label, "Nothing else is missing.");
    HAS(report, "3 of its own, 17 as a cap is lifted");
    const char *advice = strstr(label, "Give the bound");
    const char *data = strstr(label, "report-json"); /* has it for programs */
    ck_assert_msg(advice == NULL || (data != NULL && data < advice), "%s", formats[i]);
    free(report);
    f.result.next_count = 1; /* told where the criterion is, then */
    f.criteria[1].held_alone = false;
    report = write_one(formats[i], &f.result, (lg_report_options){.width = 160});
    HAS(report, "No higher");
    HAS(report, "Late events are dropped elsewhere.");
    HAS(report, "Give the bound");
    free(report);
    unmake(&f);
  }
}
END_TEST

START_TEST(no_design_is_told) {
  fixture f;
  make(&f);
  f.result.design = false;
  f.result.design_because = "The text proposes no design of its own.";
  char *report = write_one("text", &f.result, plain);
  HAS(report, "NOT A DESIGN: The text proposes no design of its own. So nothing in it");
  HAS_NOT(report, "Missing");
  HAS_NOT(report, "Order: ");
  free(report);
  unmake(&f);
}
END_TEST

START_TEST(what_was_asked_for_is_told) {
  static const lg_check checks[] = {
      {0, "score", LG_CHECK_MET, "expected at least 10, got 69.9"},
      {0, "band", LG_CHECK_UNMET, "expected senior, got mid"},
      {0, "store.format", LG_CHECK_ACCEPTED, "expected level 1, got 0"},
      {1, "score", LG_CHECK_MET, "expected at least 10, got 69.9"},
  };
  fixture f;
  make(&f);
  char *report =
      write_one("text", &f.result, (lg_report_options){.checks = checks, .check_count = 3});
  HAS(report, "\nAsked for\n  not met  band: expected senior, got mid\n"
              "  known    store.format: expected level 1, got 0\n\nNext");
  HAS_NOT(report, "at least 10");
  free(report);
  const lg_result *results[] = {&f.result, &f.result};
  lg_report_input input = input_of(results, COUNT(results));
  input.options = (lg_report_options){.checks = checks, .check_count = COUNT(checks)};
  report = write_report("text", &input);
  HAS(report, "answers/rides.md (not as asked)\n");
  HAS(report, "  Marked  1 not as asked\n");
  HAS(report, "\nAsked for\n  not met  answers/rides.md: band: expected senior, got mid\n");
  free(report);
  unmake(&f);
}
END_TEST

/* -- the picture of the sections ---------------------------------------------- */

START_TEST(bars_are_full_only_when_all_is_earned) {
  fixture f;
  make(&f);
  f.sections[0] = (lg_result_section){"a", "Almost", 99900, 100000};
  f.sections[1] = (lg_result_section){"b", "Barely", 1, 100000};
  char *report = write_one("text", &f.result, plain);
  HAS(report, "  Almost     #########.");
  HAS(report, "  Barely     #.........");
  free(report);
  unmake(&f);
}
END_TEST

/* What stands behind the last space of the first line that has `title`. */
static const char *strip_of(const char *report, const char *title, char out[128]) {
  const char *line = strstr(report, title);
  ck_assert_ptr_nonnull(line);
  size_t end = strcspn(line, "\n");
  size_t start = end;
  while (start > 0 && line[start - 1] != ' ') {
    --start;
  }
  ck_assert_uint_lt(end - start, 128);
  memcpy(out, line + start, end - start);
  out[end - start] = '\0';
  return out;
}

/* Where evidence at `offset` must stand in a strip of `length`. */
static size_t cell_of(size_t offset, size_t length) {
  return offset * length / (sizeof fixture_answer - 1);
}

START_TEST(strips_show_where_evidence_stands) {
  fixture f;
  make(&f);
  char *report = write_one("text", &f.result, plain);
  char strip[128];
  strip_of(report, "  Processing ", strip);
  const size_t length = strlen(strip);
  ck_assert_uint_ge(length, 20);
  ck_assert_uint_eq(strspn(strip, "-*"), length);
  for (size_t i = 0; i < length; ++i) {
    const bool marked = i == cell_of((size_t)f.evidence[0].start, length) ||
                        i == cell_of((size_t)f.evidence[1].start, length);
    ck_assert_msg((strip[i] == '*') == marked, "cell %zu of %s", i, strip);
  }
  strip_of(report, "  Storage ", strip);
  ck_assert_uint_eq(strspn(strip, "-"), length);
  strip_of(report, "  Penalties ", strip);
  ck_assert_uint_eq(strcspn(strip, "!"), cell_of((size_t)f.evidence[0].start, length));
  HAS(report, "\n  * credited  o in part  ! penalty ");
  HAS(report, " line 1 ");
  HAS(report, " line 12\n");
  free(report);
  unmake(&f);
}
END_TEST

START_TEST(strips_tell_part_from_whole) {
  fixture f;
  make(&f);
  f.criteria[0].evidence_count = 1; /* leaves the second one to what is credited in part */
  char *report = write_one("text", &f.result, plain);
  char strip[128];
  strip_of(report, "  Processing ", strip);
  const size_t length = strlen(strip);
  ck_assert_int_eq(strip[cell_of((size_t)f.evidence[0].start, length)], '*');
  ck_assert_int_eq(strip[cell_of((size_t)f.evidence[1].start, length)], 'o');
  ck_assert_uint_eq(strspn(strip, "-*o"), length);
  free(report);
  unmake(&f);
}
END_TEST

START_TEST(strips_stand_below_where_there_is_no_room) {
  fixture f;
  make(&f);
  char *report = write_one("text", &f.result, (lg_report_options){.width = 40});
  HAS(report, "  Processing  #######...   7.5 of 10\n");
  HAS(report, "\n  * credited  o in part  ! penalty\n              line 1             line 12\n  "
              "Processing  -");
  HAS(report, "\n  Penalties               -1.5\n");
  free(report);
  unmake(&f);
}
END_TEST

START_TEST(order_is_told_with_lines) {
  fixture f;
  make(&f);
  char *report = write_one("text", &f.result, plain);
  HAS(report, "\n  Order: Processing (line 9); never: Storage.\n\n");
  HAS_NOT(report, "which the rubric puts first");
  free(report);
  unmake(&f);
}
END_TEST

static lg_result_evidence asked;

/* Storage is credited for the question in line 3, Processing from line 9 on. */
static void credit_storage_early(fixture *f) {
  asked = evidence_of("How many rides a day?");
  f->criteria[2].level = 1;
  f->criteria[2].evidence = &asked;
  f->criteria[2].evidence_count = 1;
}

START_TEST(what_comes_early_is_told_as_a_fact) {
  fixture f;
  make(&f);
  credit_storage_early(&f);
  char *report = write_one("text", &f.result, plain);
  HAS(report, "\n  Order: Storage (line 3), Processing (9).\n"
              "  Storage comes before Processing, which the rubric puts first.\n\n");
  free(report);
  f.criteria[0].evidence_count = 0;
  f.criteria[1].evidence_count = 0;
  report = write_one("text", &f.result, plain);
  HAS(report, "\n  Order: Storage (line 3); never: Processing.\n"
              "  Nothing was found for Processing, which the rubric puts first.\n\n");
  free(report);
  unmake(&f);
}
END_TEST

START_TEST(without_evidence_there_is_no_strip) {
  fixture f;
  make(&f);
  f.criteria[0].evidence_count = 0;
  f.criteria[1].evidence_count = 0;
  f.penalties[0].evidence_count = 0;
  char *report = write_one("text", &f.result, plain);
  HAS(report, "  Processing  #######...   7.5 of 10\n");
  HAS_NOT(report, "Order: ");
  HAS_NOT(report, "line 1 ");
  free(report);
  f.result.answer = "";
  f.result.answer_length = 0;
  f.criteria[0].evidence_count = 2;
  report = write_one("text", &f.result, plain);
  HAS_NOT(report, "Order: ");
  free(report);
  unmake(&f);
}
END_TEST

START_TEST(penalties_alone_are_marked) {
  fixture f;
  make(&f);
  f.criteria[0].evidence_count = 0;
  f.criteria[1].evidence_count = 0;
  char *report = write_one("text", &f.result, plain);
  char strip[128];
  ck_assert_ptr_nonnull(strchr(strip_of(report, "  Penalties ", strip), '!'));
  HAS_NOT(report, "Order: ");
  free(report);
  unmake(&f);
}
END_TEST

START_TEST(one_line_has_a_start_and_an_end) {
  fixture f;
  make(&f);
  f.evidence[0].start = 0;
  f.criteria[1].evidence_count = 0;
  f.result.answer = "one line\n\n \t";
  f.result.answer_length = strlen(f.result.answer);
  char *report = write_one("text", &f.result, plain);
  HAS(report, " start ");
  HAS(report, " end\n");
  free(report);
  unmake(&f);
}
END_TEST

static Suite *text_suite(void) {
  Suite *suite = suite_create("report_text");
  TCase *tests = tcase_create("report_text");
  tcase_add_test(tests, what_matters_comes_first);
  tcase_add_test(tests, what_is_missing_has_its_probe);
  tcase_add_test(tests, verbose_tells_everything);
  tcase_add_test(tests, undecided_is_visible);
  tcase_add_test(tests, what_holds_a_level_down_is_told);
  tcase_add_test(tests, no_design_is_told);
  tcase_add_test(tests, what_was_asked_for_is_told);
  tcase_add_test(tests, bars_are_full_only_when_all_is_earned);
  tcase_add_test(tests, strips_show_where_evidence_stands);
  tcase_add_test(tests, strips_tell_part_from_whole);
  tcase_add_test(tests, strips_stand_below_where_there_is_no_room);
  tcase_add_test(tests, order_is_told_with_lines);
  tcase_add_test(tests, what_comes_early_is_told_as_a_fact);
  tcase_add_test(tests, without_evidence_there_is_no_strip);
  tcase_add_test(tests, penalties_alone_are_marked);
  tcase_add_test(tests, one_line_has_a_start_and_an_end);
  suite_add_tcase(suite, tests);
  return suite;
}

int main(void) {
  SRunner *runner = srunner_create(text_suite());
  srunner_run_all(runner, CK_ENV);
  const int failed = srunner_ntests_failed(runner);
  srunner_free(runner);
  return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
