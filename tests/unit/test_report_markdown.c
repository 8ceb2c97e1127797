/* Markdown over results made by hand: what it tells, that text from outside
 * stays text, and that it never grows past what a comment takes. */
#include <check.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "report/markdown_page.h"
#include "report/report.h"
#include "support/report_fixture.h"
#include "support/scarce.h"

/* -- what it tells ------------------------------------------------------------ */

START_TEST(one_answer) {
  fixture f;
  make(&f);
  char *report = write_one("markdown", &f.result, plain);
  HAS(report, "## `answers/rides.md`: 69.9 of 100, mid\n\nRubric: Senior data engineer 1.0.0\n\n");
  HAS(report, "**Would be 71.5; capped at mid** because senior candidates scope first.\n");
  HAS(report, "| Section | Points | Of |\n|---|---:|---:|\n| Processing | 7.5 | 10 |\n"
              "| Storage | 0 | 5 |\n| Penalties | -1.5 | |\n");
  HAS(report,
      "1. **Small files are merged** (`store.compaction`): +20. Say what merges small files. "
      "*Be ready for:* How many files has a day?\n");
  HAS(report, "3. **Avoid: Tools before questions** (`anti.tools_first`): +10. Ask first.\n\n");
  HAS_NOT(report, "4. ");
  HAS(report,
      "### Penalties\n\n- **Tools before questions** (`anti.tools_first`): -1.5. See step 3."
      "\n  - line 9: `The load is a MERGE");
  HAS_NOT(report, "Reruns append again");
  HAS(report, "<details><summary>Missing (2)</summary>\n\n- **Small files are merged** "
              "(`store.compaction`): 0 of 3. See step 1.\n"
              "- **A file format with its reason** (`store.format`): 0 of 2. Name the format and "
              "why.\n\n</details>\n\n");
  HAS(report, "<details><summary>Credited in part (1)</summary>\n\n- **Late events have a policy** "
              "(`process.late_data`): 2.5 of 5. See step 2.\n"
              "  - line 12: `late events go to a side table`\n");
  HAS(report,
      "<details><summary>Credited (1)</summary>\n\n- **Reruns are harmless by construction** "
      "(`process.idempotency`): 5 of 5.\n  - line 9: `The load is a MERGE on event_id, so "
      "replaying changes nothing.` and 1 more\n");
  HAS(report,
      "<details><summary>The order of the answer</summary>\n\n1. Processing: from line 9, 3 "
      "quotations\n- Never reached: Storage\n\n</details>\n");
  HAS_NOT(report, "Undecided");
  HAS_NOT(report, "left out");
  HAS_NOT(report, "is cut");
  free(report);
  unmake(&f);
}
END_TEST

START_TEST(verbose_and_quiet) {
  fixture f;
  make(&f);
  char *all = write_one("markdown", &f.result, (lg_report_options){.verbose = 1});
  HAS(all, "5 of 5. Level 2 of 2 for rerun\\_harmless.\n");
  HAS(all, "  - line 12: `late events go to a side table`\n");
  HAS_NOT(all, "more\n");
  free(all);
  char *quiet = write_one("markdown", &f.result, (lg_report_options){.verbose = -1});
  ck_assert_str_eq(quiet, "## `answers/rides.md`: 69.9 of 100, mid\n\n");
  free(quiet);
  unmake(&f);
}
END_TEST

START_TEST(no_answer) {
  const lg_allocator allocator = lg_allocator_standard();
  lg_report_input input = input_of(NULL, 0);
  char *nothing = write_report("markdown", &input);
  ck_assert_str_eq(nothing, "No answer was graded.\n\n");
  free(nothing);
  lg_diagnostics run;
  lg_diagnostics_init(&run, &allocator);
  const lg_diagnostic lost = {.severity = LG_ERROR,
                              .code = "F001",
                              .message = "no such file",
                              .origin = "a`b.md",
                              .hint = "did you mean @a.md?"};
  ck_assert(lg_diagnostics_add(&run, &lost));
  input.diagnostics = &run;
  char *report = write_report("markdown", &input);
  HAS(report, "### Notes on the run\n\n- ``a`b.md``, error F001: no such file. Hint: did you mean "
              "`@a.md?`\n");
  free(report);
  lg_diagnostics_free(&run);
}
END_TEST

START_TEST(what_counts_for_nothing) {
  fixture f;
  make(&f);
  f.result.design = false;
  f.result.design_because = "The text proposes no design of its own.";
  char *report = write_one("markdown", &f.result, plain);
  HAS(report, "**Not a design**: The text proposes no design of its own. So nothing");
  HAS_NOT(report, "Missing");
  free(report);
  f.result.design = true;
  f.result.complete = false;
  f.criteria[2].undetermined = true;
  f.criteria[2].plain_reason = "Not decided: a limit was met before it could be.";
  f.penalties[1].undetermined = true;
  report = write_one("markdown", &f.result, plain);
  HAS(report, "**Incomplete**: a limit was reached");
  HAS(report, "<details><summary>Undecided (1)</summary>\n\n- **Small files are merged** "
              "(`store.compaction`): undecided, at least 0 of 3. Not decided: a limit was met "
              "before it could be.\n");
  HAS(report, "- **Reruns append again** (`anti.unsafe_rerun`): undecided, because");
  free(report);
  unmake(&f);
}
END_TEST

START_TEST(checks_come_early) {
  fixture f;
  make(&f);
  const lg_check checks[] = {
      {0, "score", LG_CHECK_MET, "expected 60 to 75, got 69.9"},
      {0, "process.late_data", LG_CHECK_UNMET, "expected level 2, got 1"},
      {0, "store.format", LG_CHECK_ACCEPTED, "expected level 1, got 0"},
  };
  lg_report_options options = {.checks = checks, .check_count = COUNT(checks), .checks_only = true};
  char *report = write_one("markdown", &f.result, options);
  HAS(report, "### Not as asked\n\n- `process.late_data`: expected level 2, got 1.\n"
              "- `store.format` (known before): expected level 1, got 0.\n\n| Section");
  HAS_NOT(report, "60 to 75");
  free(report);
  options.check_count = 1;
  report = write_one("markdown", &f.result, options);
  HAS(report, "All that was asked of it holds.\n");
  free(report);
  unmake(&f);
}
END_TEST

START_TEST(several_answers_by_score) {
  fixture f;
  fixture g;
  make(&f);
  make(&g);
  g.result.path = "best|.md";
  g.result.score = 90000;
  g.result.band = NULL;
  g.result.complete = false;
  const lg_result *results[] = {&f.result, &g.result, &f.result};
  lg_report_input input = input_of(results, COUNT(results));
  const lg_check checks[] = {{2, "score", LG_CHECK_UNMET, "expected 75, got 69.9"}};
  input.options.checks = checks;
  input.options.check_count = COUNT(checks);
  char *report = write_report("markdown", &input);
  HAS(report, "## 3 answers\n\n### Not as asked (1)\n\n- `answers/rides.md`, `score`: expected 75, "
              "got 69.9.\n\n");
  HAS(report,
      "| Score | Band | Answer | Remarks |\n|---:|---|---|---|\n"
      "| 90 | undecided | `best`&#124;`.md` | incomplete |\n"
      "| 69.9 | mid | `answers/rides.md` |  |\n"
      "| 69.9 | mid | `answers/rides.md` | 1 not as asked |\n\n"
      "<details><summary><code>best|.md</code>: undecided, 90 of 100 so far</summary>\n\nRubric: ");
  const char *tail = "\n</details>\n\n";
  ck_assert_str_eq(report + strlen(report) - strlen(tail), tail);
  free(report);
  input.options.verbose = -1;
  report = write_report("markdown", &input);
  HAS_NOT(report, "<details>");
  free(report);
  unmake(&f);
  unmake(&g);
}
END_TEST

/* -- text stays text ---------------------------------------------------------- */

static char *prose(lg_markdown_place place, const char *words) {
  const lg_allocator allocator = lg_allocator_standard();
  lg_markdown page;
  lg_markdown_init(&page, &allocator);
  lg_markdown_prose(&page, place, words);
  ck_assert(lg_markdown_keep(&page));
  text out = {NULL, 0, 0, 0};
  lg_output output;
  lg_output_init(&output, collect, &out, &allocator);
  lg_markdown_finish(&page, &output);
  ck_assert_int_eq(lg_output_finish(&output), LG_OK);
  return out.bytes;
}

START_TEST(prose_is_no_markup) {
  static const struct {
    lg_markdown_place place;
    const char *text;
    const char *expected;
  } cases[] = {
      {LG_IN_LINE, "plain (text), 1.5: fine.", "plain (text), 1.5: fine."},
      {LG_IN_LINE, "*a* _b_ ~c~ `d` [e](f) ![g]",
       "\\*a\\* \\_b\\_ \\~c\\~ \\`d\\` \\[e\\](f) \\!\\[g\\]"},
      {LG_IN_LINE, "<b>&amp; \\", "&lt;b&gt;&amp;amp; \\\\"},
      {LG_IN_LINE, "a | b", "a &#124; b"},
      {LG_IN_CELL, "a | b", "a &#124; b"},
      {LG_IN_LINE, "ask @everyone now", "ask `@everyone` now"},
      {LG_IN_LINE, "#12 GH-12 high-1 x", "`#12` `GH-12` `high-1` x"},
      {LG_IN_LINE, "high-volume $5 :tada: a:b", "high-volume `$5` `:tada:` a:b"},
      {LG_IN_LINE, "see HTTPS://x.y WWW.x.y", "see `HTTPS://x.y` `WWW.x.y`"},
      {LG_IN_LINE, "a`@b``", "``` a`@b`` ```"},
      {LG_IN_CELL, "@|b||", "`@`&#124;`b`&#124;&#124;"},
      {LG_IN_HTML, "@a <b> *c*", "<code>@a</code> &lt;b&gt; *c*"},
      {LG_IN_LINE, "a\n\n# b\r\n\tc \x1b[31m\xe2\x80\xae", "a `#` b c ^\\[\\[31m\\\\u202e"},
  };
  for (size_t i = 0; i < COUNT(cases); ++i) {
    char *markdown = prose(cases[i].place, cases[i].text);
    ck_assert_str_eq(markdown, cases[i].expected);
    free(markdown);
  }
}
END_TEST

START_TEST(quotations_and_names_are_code) {
  static const struct {
    const char *text;
    const char *expected;
  } cases[] = {
      {"plain", "line 1: `plain`\n"},
      {"a `b` c", "line 1: ``a `b` c``\n"},
      {"`b", "line 1: `` `b ``\n"},
      {"````", "line 1: ````` ```` `````\n"},
      {" \n ", "line 1: (nothing)\n"},
      {"</summary>\n\n# @all", "line 1: `</summary> # @all`\n"},
      {"\xff\x1b]0;x\x07", "line 1: `\xef\xbf\xbd^[]0;x^G`\n"},
  };
  fixture f;
  make(&f);
  for (size_t i = 0; i < COUNT(cases); ++i) {
    f.evidence[1] = evidence_of(cases[i].text);
    f.evidence[1].line = 1;
    char *report = write_one("markdown", &f.result, plain);
    HAS(report, cases[i].expected);
    free(report);
  }
  f.result.path = " \n`x`.md";
  char *report = write_one("markdown", &f.result, plain);
  HAS(report, "## ``  ^J`x`.md ``: 69.9");
  free(report);
  f.result.path = "  ";
  report = write_one("markdown", &f.result, plain);
  HAS(report, "## `  `: 69.9");
  free(report);
  unmake(&f);
}
END_TEST

START_TEST(long_ones_are_cut) {
  fixture f;
  make(&f);
  char words[1000];
  for (size_t i = 0; i < sizeof words - 1; ++i) {
    words[i] = i % 10 == 9 ? ' ' : 'w';
  }
  words[sizeof words - 1] = '\0';
  f.evidence[1] = evidence_of(words);
  char *report = write_one("markdown", &f.result, plain);
  HAS(report, "wwwwwwwww` \xe2\x80\xa6\n");
  free(report);
  char path[2 * 500 + 1] = "";
  for (size_t i = 0; i < 500; ++i) {
    memcpy(path + 2 * i, "\xc3\xa4", 3);
  }
  f.result.path = path;
  report = write_one("markdown", &f.result, plain);
  HAS(report, "## `\xe2\x80\xa6\xc3\xa4\xc3\xa4");
  HAS_NOT(report, "\xef\xbf\xbd");
  ck_assert_uint_lt(strcspn(report, "\n"), 200);
  free(report);
  unmake(&f);
}
END_TEST

/* -- length ------------------------------------------------------------------- */

static size_t occurrences(const char *report, const char *part) {
  size_t count = 0;
  for (; (report = strstr(report, part)) != NULL; report += strlen(part)) {
    ++count;
  }
  return count;
}

static void fits(const char *report) {
  ck_assert_uint_le(strlen(report), 65536);
  ck_assert_uint_eq(occurrences(report, "<details>"), occurrences(report, "</details>"));
  ck_assert(report[strlen(report) - 1] == '\n');
}

START_TEST(a_thousand_answers_fit) {
  enum { ANSWERS = 1000 };
  fixture f;
  make(&f);
  char path[161];
  memset(path, '|', sizeof path - 1);
  path[sizeof path - 1] = '\0';
  const char *const paths[] = {"answers/rides.md", path};
  for (size_t i = 0; i < COUNT(paths); ++i) {
    f.result.path = paths[i];
    const lg_result *results[ANSWERS];
    for (size_t j = 0; j < ANSWERS; ++j) {
      results[j] = &f.result;
    }
    lg_report_input input = input_of(results, ANSWERS);
    for (int verbose = -1; verbose <= 1; ++verbose) {
      input.options.verbose = verbose;
      char *report = write_report("markdown", &input);
      fits(report);
      if (verbose >= 0 || i == 1) {
        HAS(report, " more answers are left out.\n");
        HAS(report, "This report is cut to what a comment takes");
      }
      if (verbose >= 0) {
        HAS(report, "The details of ");
        HAS(report, "<summary>Credited (1)</summary>");
      }
      free(report);
    }
  }
  unmake(&f);
}
END_TEST

START_TEST(long_texts_fit) {
  enum { CRITERIA = 512, ADVICE = 2000 };
  fixture f;
  make(&f);
  char advice[ADVICE + 1];
  for (size_t i = 0; i < ADVICE; ++i) {
    advice[i] = "*<|@`\\ "[i % 7];
  }
  advice[ADVICE] = '\0';
  lg_result_criterion *criteria = calloc(CRITERIA, sizeof *criteria);
  ck_assert_ptr_nonnull(criteria);
  for (size_t i = 0; i < CRITERIA; ++i) {
    criteria[i] = f.criteria[i % 4];
    criteria[i].advice = advice;
  }
  f.result.criteria = criteria;
  f.result.criterion_count = CRITERIA;
  const lg_result *results[] = {&f.result, &f.result};
  for (size_t count = 1; count <= 2; ++count) {
    const lg_report_input input = input_of(results, count);
    char *report = write_report("markdown", &input);
    fits(report);
    HAS(report, " more\n\n</details>\n");
    HAS(report, "This report is cut to what a comment takes");
    ck_assert_uint_gt(strlen(report), 60000);
    free(report);
  }
  free(criteria);
  unmake(&f);
}
END_TEST

START_TEST(many_failures_fit) {
  const lg_allocator allocator = lg_allocator_standard();
  fixture f;
  make(&f);
  lg_diagnostics run;
  lg_diagnostics_init(&run, &allocator);
  lg_diagnostic lost = {.severity = LG_ERROR, .code = "F001", .message = "no such file"};
  lost.origin = "a.md";
  lost.hint = "";
  for (size_t i = 0; i < 2000; ++i) {
    ck_assert(lg_diagnostics_add(&run, &lost));
  }
  const lg_result *result = &f.result;
  lg_report_input input = input_of(&result, 1);
  input.diagnostics = &run;
  char *report = write_report("markdown", &input);
  fits(report);
  ck_assert_uint_eq(occurrences(report, "`a.md`"), 20);
  HAS(report, "- and 1980 more\n");
  HAS(report, "Credited (1)");
  free(report);
  lg_diagnostics_free(&run);
  unmake(&f);
}
END_TEST

START_TEST(memory_may_run_out) {
  runs_out_of_memory("markdown");
}
END_TEST

int main(void) {
  Suite *suite = suite_create("report: markdown");
  TCase *tests = tcase_create("markdown");
  tcase_add_test(tests, one_answer);
  tcase_add_test(tests, verbose_and_quiet);
  tcase_add_test(tests, no_answer);
  tcase_add_test(tests, what_counts_for_nothing);
  tcase_add_test(tests, checks_come_early);
  tcase_add_test(tests, several_answers_by_score);
  tcase_add_test(tests, prose_is_no_markup);
  tcase_add_test(tests, quotations_and_names_are_code);
  tcase_add_test(tests, long_ones_are_cut);
  tcase_add_test(tests, a_thousand_answers_fit);
  tcase_add_test(tests, long_texts_fit);
  tcase_add_test(tests, many_failures_fit);
  tcase_add_test(tests, memory_may_run_out);
  suite_add_tcase(suite, tests);
  SRunner *runner = srunner_create(suite);
  srunner_run_all(runner, CK_ENV);
  const int failed = srunner_ntests_failed(runner);
  srunner_free(runner);
  return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
