/* What the formats that show faults stand on: the list of faults, their names
 * over time, paths, and the order of the playbook. */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "report/faults.h"
#include "report/fingerprint.h"
#include "report/paths.h"
#include "report/playbook.h"
#include "support/report_fixture.h"

static lg_faults collected(const lg_report_input *input) {
  const lg_allocator allocator = lg_allocator_standard();
  lg_faults faults;
  ck_assert(lg_faults_collect(&faults, input, &allocator));
  return faults;
}

static void check_message(const lg_fault *fault, const char *expected) {
  const lg_allocator allocator = lg_allocator_standard();
  lg_buffer out;
  lg_buffer_init(&out, &allocator);
  lg_fault_message(fault, &out);
  ck_assert_str_eq(out.bytes, expected);
  lg_buffer_free(&out);
}

/* -- faults ------------------------------------------------------------------- */

START_TEST(faults_come_by_importance) {
  fixture f;
  make(&f);
  const lg_result *result = &f.result;
  const lg_report_input input = input_of(&result, 1);
  lg_faults faults = collected(&input);
  static const char *const rules[] = {"anti.tools_first", "store.compaction", "store.format",
                                      "process.late_data"};
  static const char *const names[] = {"error", "warning", "warning", "note"};
  ck_assert_uint_eq(faults.count, COUNT(rules));
  for (size_t i = 0; i < COUNT(rules); ++i) {
    ck_assert_str_eq(faults.items[i].rule, rules[i]);
    ck_assert_str_eq(lg_severity_name(faults.items[i].severity), names[i]);
    ck_assert_ptr_eq(faults.items[i].result, result);
  }
  check_message(&faults.items[0], "Tools before questions: costs 1.5 points. Ask first.");
  check_message(&faults.items[1], "Small files are merged: missing. Say what merges small files.");
  check_message(&faults.items[3], "Late events have a policy: level 1 of 2. Give the bound and say "
                                  "what happens beyond it.");
  ck_assert_uint_eq(lg_fault_line(&faults.items[3]), 12);
  ck_assert_uint_eq(lg_fault_column(&faults.items[3]), 10);
  ck_assert_uint_eq(lg_fault_line(&faults.items[1]), 1);
  ck_assert_uint_eq(lg_fault_column(&faults.items[1]), 1);
  lg_faults_free(&faults);
  unmake(&f);
}
END_TEST

START_TEST(checks_come_before_verdicts) {
  fixture f;
  make(&f);
  const lg_check checks[] = {
      {0, "score", LG_CHECK_UNMET, "expected 75, got 69.9"},
      {0, "process.late_data", LG_CHECK_ACCEPTED, "expected level 2, got 1"},
      {0, "band", LG_CHECK_MET, "mid"},
      {1, "anti.tools_first", LG_CHECK_UNMET, "expected absent"},
  };
  const lg_result *results[] = {&f.result, &f.result, &f.result};
  lg_report_input input = input_of(results, COUNT(results));
  input.options.checks = checks;
  input.options.check_count = COUNT(checks);
  input.options.checks_only = true;
  lg_faults faults = collected(&input);
  ck_assert_uint_eq(faults.count, 3);
  check_message(&faults.items[0], "Score: expected 75, got 69.9.");
  ck_assert_uint_eq(faults.items[0].answer, 0);
  ck_assert(!faults.items[0].accepted);
  ck_assert(faults.items[1].accepted);
  ck_assert_int_eq(faults.items[1].severity, LG_NOTE);
  ck_assert_uint_eq(lg_fault_line(&faults.items[1]), 12);
  ck_assert_str_eq(faults.items[2].rule, "anti.tools_first");
  ck_assert_uint_eq(faults.items[2].answer, 1);
  lg_faults_free(&faults);

  input.options.checks_only = false;
  faults = collected(&input);
  ck_assert_uint_eq(faults.count, 15);
  ck_assert_str_eq(faults.items[0].rule, "score");
  lg_faults_free(&faults);

  size_t count = 0;
  ck_assert_ptr_eq(lg_checks_of(&input, 0, &count), &checks[0]);
  ck_assert_uint_eq(count, 3);
  ck_assert_ptr_eq(lg_checks_of(&input, 1, &count), &checks[3]);
  ck_assert_uint_eq(count, 1);
  ck_assert_ptr_null(lg_checks_of(&input, 2, &count));
  ck_assert_uint_eq(count, 0);
  ck_assert_ptr_eq(lg_find_check(&input, 0, "band"), &checks[2]);
  ck_assert_ptr_null(lg_find_check(&input, 1, "band"));
  unmake(&f);
}
END_TEST

START_TEST(what_is_not_told_is_a_fault) {
  fixture f;
  fixture g;
  make(&f);
  make(&g);
  const lg_allocator allocator = lg_allocator_standard();
  lg_diagnostics run;
  lg_diagnostics_init(&run, &allocator);
  lg_diagnostic lost = {.severity = LG_ERROR, .code = "F001", .message = "cannot be read"};
  lost.hint = "did you mean b.md?";
  lost.origin = "a.md";
  ck_assert(lg_diagnostics_add(&run, &lost));
  lost.severity = LG_WARNING;
  ck_assert(lg_diagnostics_add(&run, &lost));
  f.result.design = false;
  f.result.design_because = "It only asks";
  g.criteria[2].undetermined = true;
  g.penalties[1].undetermined = true;
  const lg_result *results[] = {&g.result, &f.result};
  lg_report_input input = input_of(results, COUNT(results));
  input.diagnostics = &run;
  lg_faults faults = collected(&input);
  ck_assert_uint_eq(faults.count, 1 + 5 + 1);
  check_message(&faults.items[0], "Not graded: cannot be read. did you mean b.md?");
  ck_assert_str_eq(faults.items[0].path, "a.md");
  ck_assert_ptr_null(faults.items[0].result);
  check_message(&faults.items[1], "Reruns append again: undecided, because a limit was reached.");
  ck_assert_str_eq(faults.items[2].rule, "store.compaction");
  ck_assert_int_eq(faults.items[2].kind, LG_FAULT_UNDECIDED);
  check_message(&faults.items[6], "Not a design, so nothing in it counts. It only asks.");
  lg_faults_by_importance(&faults);
  ck_assert_str_eq(faults.items[0].rule, "F001");
  ck_assert_str_eq(faults.items[1].rule, "design");
  ck_assert_int_eq(faults.items[6].severity, LG_NOTE);
  lg_faults_free(&faults);
  lg_diagnostics_free(&run);
  unmake(&g);
  unmake(&f);
}
END_TEST

START_TEST(sorting_is_stable) {
  enum { COUNT_OF_ANSWERS = 21 };
  fixture f;
  make(&f);
  const lg_result *results[COUNT_OF_ANSWERS];
  for (size_t i = 0; i < COUNT_OF_ANSWERS; ++i) {
    results[i] = &f.result;
  }
  const lg_report_input input = input_of(results, COUNT_OF_ANSWERS);
  lg_faults faults = collected(&input);
  lg_faults_by_importance(&faults);
  ck_assert_uint_eq(faults.count, (size_t)4 * COUNT_OF_ANSWERS);
  for (size_t i = 0; i < faults.count; ++i) {
    ck_assert_uint_eq(faults.items[i].answer, i % COUNT_OF_ANSWERS);
  }
  lg_faults_free(&faults);
  unmake(&f);
}
END_TEST

START_TEST(a_byte_order_mark_has_no_column) {
  fixture f;
  make(&f);
  static const char marked[] = "\xEF\xBB\xBFOne.\nTwo.";
  ck_assert_uint_eq(lg_editor_column(&f.result, 1, 2), 2);
  f.result.answer = marked;
  f.result.answer_length = sizeof marked - 1;
  ck_assert_uint_eq(lg_editor_column(&f.result, 1, 2), 1);
  ck_assert_uint_eq(lg_editor_column(&f.result, 1, 1), 1);
  ck_assert_uint_eq(lg_editor_column(&f.result, 2, 2), 2);
  unmake(&f);
}
END_TEST

START_TEST(no_path_is_called_answer) {
  lg_fault fault = {.path = ""};
  ck_assert_str_eq(lg_fault_path(&fault), "answer");
  fault.path = NULL;
  ck_assert_str_eq(lg_fault_path(&fault), "answer");
  fault.path = "a.md";
  ck_assert_str_eq(lg_fault_path(&fault), "a.md");
}
END_TEST

/* -- fingerprints -------------------------------------------------------------- */

typedef struct prints {
  lg_arena arena;
  lg_faults faults;
  lg_fingerprint *wording;
  lg_fingerprint *rule;
} prints;

static prints prints_of(const lg_result *const *results, size_t count, const char *root) {
  const lg_allocator allocator = lg_allocator_standard();
  const lg_report_input input = input_of(results, count);
  prints made = {.faults = collected(&input)};
  lg_arena_init(&made.arena, &allocator);
  ck_assert(
      lg_fingerprints_make(&made.faults, LG_FINGERPRINT_WORDING, root, &made.arena, &made.wording));
  ck_assert(lg_fingerprints_make(&made.faults, LG_FINGERPRINT_RULE, root, &made.arena, &made.rule));
  return made;
}

static void free_prints(prints *made) {
  lg_faults_free(&made->faults);
  lg_arena_free(&made->arena);
}

/* Which of the two stay: of the penalty (0, with a place) and the missing
 * criterion (1, without). */
static void compare(const prints *left, const prints *right, bool wording, bool rule,
                    bool missing) {
  ck_assert_int_eq(strcmp(left->wording[0].digits, right->wording[0].digits) == 0, wording);
  ck_assert_int_eq(strcmp(left->rule[0].digits, right->rule[0].digits) == 0, rule);
  ck_assert_int_eq(strcmp(left->wording[1].digits, right->wording[1].digits) == 0, missing);
  ck_assert_int_eq(strcmp(left->rule[1].digits, right->rule[1].digits) == 0, missing);
}

START_TEST(fingerprints_outlast_edits) {
  fixture f;
  fixture g;
  make(&f);
  make(&g);
  const lg_result *one = &f.result;
  const lg_result *other = &g.result;
  prints before = prints_of(&one, 1, NULL);
  ck_assert_uint_eq(strlen(before.rule[0].digits), LG_FINGERPRINT_DIGITS);
  ck_assert_uint_eq(before.rule[0].ordinal, 1);

  /* Moved and wrapped anew. */
  g.evidence[0].line += 7;
  g.evidence[0].start += 100;
  g.evidence[0].end += 100;
  g.evidence[0].text = "The load is a\n  MERGE on event_id, so\treplaying changes nothing.";
  g.evidence[0].text_length = strlen(g.evidence[0].text);
  g.evidence[0].text_length = strlen(g.evidence[0].text);
  prints after = prints_of(&other, 1, NULL);
  compare(&before, &after, true, true, true);
  free_prints(&after);

  /* Reworded. */
  g.evidence[0].text = "The load is a MERGE on click_id.";
  g.evidence[0].text_length = strlen(g.evidence[0].text);
  g.evidence[0].text_length = strlen(g.evidence[0].text);
  after = prints_of(&other, 1, NULL);
  compare(&before, &after, false, true, true);
  free_prints(&after);

  /* Renamed. */
  g.evidence[0] = f.evidence[0];
  g.result.path = "answers/other.md";
  after = prints_of(&other, 1, NULL);
  compare(&before, &after, true, false, false);
  free_prints(&after);

  /* The same file by another way. */
  g.result.path = "/home/me/answers/rides.md";
  after = prints_of(&other, 1, "/home/me");
  compare(&before, &after, true, true, true);
  free_prints(&after);
  g.result.path = "././answers/rides.md";
  after = prints_of(&other, 1, NULL);
  compare(&before, &after, true, true, true);
  free_prints(&after);

  /* Another rubric. */
  g.result.rubric_id = "another";
  after = prints_of(&other, 1, NULL);
  compare(&before, &after, false, false, false);
  free_prints(&after);
  free_prints(&before);
  unmake(&g);
  unmake(&f);
}
END_TEST

START_TEST(equal_faults_are_numbered) {
  fixture f;
  fixture g;
  make(&f);
  make(&g);
  g.result.path = "answers/copy.md";
  const lg_result *results[] = {&f.result, &g.result, &f.result};
  prints made = prints_of(results, COUNT(results), NULL);
  for (size_t i = 0; i < 4; ++i) {
    ck_assert_uint_eq(made.wording[i].ordinal, 1);
    ck_assert_uint_eq(made.wording[i + 4].ordinal, 1); /* of another file */
    ck_assert_uint_eq(made.wording[i + 8].ordinal, 2);
    ck_assert_uint_eq(made.rule[i + 8].ordinal, 2);
    ck_assert_str_eq(made.rule[i].digits, made.rule[i + 8].digits);
    ck_assert_str_ne(made.rule[i].digits, made.rule[i + 4].digits);
  }
  const lg_allocator allocator = lg_allocator_standard();
  lg_buffer out;
  lg_buffer_init(&out, &allocator);
  lg_fingerprint_write(&made.rule[8], &out);
  ck_assert_uint_eq(out.length, LG_FINGERPRINT_DIGITS + 2);
  ck_assert_str_eq(out.bytes + LG_FINGERPRINT_DIGITS, ":2");
  lg_buffer_free(&out);
  free_prints(&made);
  unmake(&g);
  unmake(&f);
}
END_TEST

/* -- paths --------------------------------------------------------------------- */

START_TEST(paths_are_told_from_the_root) {
  static const struct {
    const char *path;
    const char *root;
    const char *relative;
    const char *uri;
  } cases[] = {
      {"a.md", NULL, "a.md", "a.md"},
      {"./a.md", NULL, "a.md", "a.md"},
      {".//././a.md", "/r", "a.md", "a.md"},
      {"./", NULL, "./", "./"},
      {"../a.md", "/r", "../a.md", "../a.md"},
      {"/r/b/a.md", "/r", "b/a.md", "b/a.md"},
      {"/r/b/a.md", "/r/", "b/a.md", "b/a.md"},
      {"/a.md", "/", "a.md", "a.md"},
      {"/rb/a.md", "/r", "/rb/a.md", "file:///rb/a.md"},
      {"/r", "/r", "/r", "file:///r"},
      {"/r/a.md", NULL, "/r/a.md", "file:///r/a.md"},
      {"a b%.md", NULL, "a b%.md", "a%20b%25.md"},
      {"c:d?#[]\\^`{|}\"<>.md", NULL, "c:d?#[]\\^`{|}\"<>.md",
       "c%3Ad%3F%23%5B%5D%5C%5E%60%7B%7C%7D%22%3C%3E.md"},
      {"-._~!$&'()*+,;=@", NULL, "-._~!$&'()*+,;=@", "-._~!$&'()*+,;=@"},
      {"\xc3\xa9\xff\n\x7f", NULL, "\xc3\xa9\xff\n\x7f", "%C3%A9%FF%0A%7F"},
      {"", NULL, "", ""},
  };
  const lg_allocator allocator = lg_allocator_standard();
  for (size_t i = 0; i < COUNT(cases); ++i) {
    lg_buffer out;
    lg_buffer_init(&out, &allocator);
    ck_assert_str_eq(lg_path_relative(cases[i].path, cases[i].root), cases[i].relative);
    lg_path_from_root(&out, cases[i].path, cases[i].root);
    ck_assert_str_eq(out.length > 0 ? out.bytes : "", cases[i].relative);
    lg_buffer_clear(&out);
    lg_path_as_uri(&out, cases[i].path, cases[i].root);
    ck_assert_str_eq(out.length > 0 ? out.bytes : "", cases[i].uri);
    lg_buffer_free(&out);
  }
}
END_TEST

/* -- playbook ------------------------------------------------------------------ */

START_TEST(the_playbook_follows_the_answer) {
  fixture f;
  make(&f);
  const lg_allocator allocator = lg_allocator_standard();
  lg_playbook playbook;
  ck_assert(lg_playbook_read(&playbook, &f.result, &allocator));
  ck_assert_uint_eq(playbook.count, 2);
  ck_assert_uint_eq(playbook.reached, 1);
  ck_assert_uint_eq(playbook.stops[0].section, 0);
  ck_assert_uint_eq(playbook.stops[0].evidence_count, 3);
  ck_assert_ptr_eq(playbook.stops[0].first, &f.evidence[0]);
  ck_assert(!playbook.stops[0].early);
  ck_assert_ptr_null(playbook.stops[1].first);
  lg_playbook_free(&playbook);

  /* The second section in front of the first. */
  f.criteria[2].evidence = f.evidence;
  f.criteria[2].evidence_count = 1;
  f.criteria[0].evidence = &f.evidence[1];
  f.criteria[0].evidence_count = 1;
  ck_assert(lg_playbook_read(&playbook, &f.result, &allocator));
  ck_assert_uint_eq(playbook.reached, 2);
  ck_assert_uint_eq(playbook.stops[0].section, 1);
  ck_assert(playbook.stops[0].early);
  ck_assert_uint_eq(playbook.stops[1].section, 0);
  ck_assert(!playbook.stops[1].early);
  lg_playbook_free(&playbook);

  /* The first section never comes: then nothing is early. */
  f.criteria[0].evidence_count = f.criteria[1].evidence_count = 0;
  ck_assert(lg_playbook_read(&playbook, &f.result, &allocator));
  ck_assert_uint_eq(playbook.reached, 1);
  ck_assert_uint_eq(playbook.stops[0].section, 1);
  ck_assert(!playbook.stops[0].early);
  lg_playbook_free(&playbook);

  f.result.section_count = 0;
  ck_assert(lg_playbook_read(&playbook, &f.result, &allocator));
  ck_assert_uint_eq(playbook.count, 0);
  lg_playbook_free(&playbook);
  unmake(&f);
}
END_TEST

START_TEST(the_strip_counts_evidence) {
  fixture f;
  make(&f);
  uint32_t cells[4] = {9, 9, 9, 9};
  lg_playbook_strip(&f.result, 0, cells, COUNT(cells));
  /* The first piece is credited once, the second twice. */
  ck_assert_uint_eq(cells[0] + cells[1] + cells[2] + cells[3], 3);
  ck_assert_uint_eq(cells[f.evidence[0].start * 4 / f.result.answer_length], 1);
  ck_assert_uint_eq(cells[f.evidence[1].start * 4 / f.result.answer_length], 2);
  lg_playbook_strip(&f.result, 1, cells, COUNT(cells));
  ck_assert_uint_eq(cells[0] + cells[1] + cells[2] + cells[3], 0);
  uint32_t one = 9;
  lg_playbook_strip(&f.result, 0, &one, 1);
  ck_assert_uint_eq(one, 3);
  f.result.answer_length = 0;
  lg_playbook_strip(&f.result, 0, &one, 1);
  ck_assert_uint_eq(one, 0);
  unmake(&f);
}
END_TEST

static Suite *faults_suite(void) {
  Suite *suite = suite_create("report_faults");
  TCase *tests = tcase_create("report_faults");
  tcase_add_test(tests, faults_come_by_importance);
  tcase_add_test(tests, checks_come_before_verdicts);
  tcase_add_test(tests, what_is_not_told_is_a_fault);
  tcase_add_test(tests, sorting_is_stable);
  tcase_add_test(tests, a_byte_order_mark_has_no_column);
  tcase_add_test(tests, no_path_is_called_answer);
  tcase_add_test(tests, fingerprints_outlast_edits);
  tcase_add_test(tests, equal_faults_are_numbered);
  tcase_add_test(tests, paths_are_told_from_the_root);
  tcase_add_test(tests, the_playbook_follows_the_answer);
  tcase_add_test(tests, the_strip_counts_evidence);
  suite_add_tcase(suite, tests);
  return suite;
}

int main(void) {
  SRunner *runner = srunner_create(faults_suite());
  srunner_run_all(runner, CK_ENV);
  const int failed = srunner_ntests_failed(runner);
  srunner_free(runner);
  return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
