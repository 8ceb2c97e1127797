/* SARIF over results made by hand. That it is valid SARIF is for validators to
 * say (tests/consumers); here is what it says. */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "report/sarif_names.h"
#include "report/sarif_text.h"
#include "support/scarce.h"

/* Without white space between the tokens, so that parts can be looked for; strings
 * stay as they are. To be freed. */
static char *sarif_of(const lg_report_input *input) {
  char *report = write_report("sarif", input);
  char *to = report;
  bool quoted = false;
  for (const char *from = report; *from != '\0'; ++from) {
    if (quoted && *from == '\\') {
      *to++ = *from++;
    } else if (*from == '"') {
      quoted = !quoted;
    }
    if (quoted || (*from != ' ' && *from != '\n')) {
      *to++ = *from;
    }
  }
  *to = '\0';
  return report;
}

static char *sarif_of_one(const lg_result *result, lg_report_options options) {
  lg_report_input input = input_of(&result, 1);
  input.options = options;
  return sarif_of(&input);
}

static size_t count_of(const char *report, const char *part) {
  size_t count = 0;
  for (const char *at = strstr(report, part); at != NULL; at = strstr(at + 1, part)) {
    ++count;
  }
  return count;
}

/* A report is too long to be shown. */
#define HOLDS(report, part) ck_assert_msg(strstr(report, part) != NULL, "no %s", part)
#define LACKS(report, part) ck_assert_msg(strstr(report, part) == NULL, "%s", part)

/* -- documents ---------------------------------------------------------------- */

START_TEST(no_answer_is_valid) {
  const lg_report_input input = input_of(NULL, 0);
  char *report = sarif_of(&input);
  ck_assert_str_eq(
      report,
      "{\"$schema\":\"https://json.schemastore.org/sarif-2.1.0.json\",\"version\":\"2.1.0\","
      "\"runs\":[{\"tool\":{\"driver\":{\"name\":\"grade\",\"version\":\"0.1.0\","
      "\"semanticVersion\":\"0.1.0\",\"rules\":[],\"properties\":{\"scoring\":1}}},"
      "\"automationDetails\":{\"id\":\"grade/\"},\"columnKind\":\"unicodeCodePoints\","
      "\"defaultEncoding\":\"UTF-8\",\"newlineSequences\":[\"\\r\\n\",\"\\n\",\"\\r\"],"
      "\"invocations\":[{\"executionSuccessful\":true}],\"artifacts\":[],"
      "\"results\":[]}]}");
  free(report);
}
END_TEST

START_TEST(rules_are_those_of_the_rubric) {
  fixture f;
  make(&f);
  char *report = sarif_of_one(&f.result, plain);
  ck_assert_uint_eq(count_of(report, "\"shortDescription\""), 6);
  HOLDS(report,
        "{\"id\":\"store.compaction\",\"name\":\"StoreCompaction\","
        "\"shortDescription\":{\"text\":\"Small files are merged\"},"
        "\"fullDescription\":{\"text\":\"Small files are merged. Say what merges small "
        "files.\"},\"help\":{\"text\":\"Say what merges small files.\\n\\nBe ready for: How "
        "many files has a day?\\n\\nEarns up to 3 points in Storage (Senior data "
        "engineer).\",\"markdown\":\"Say what merges small files.\\n\\n**Be ready for:** How "
        "many files has a day?\\n\\nEarns up to 3 points in Storage (Senior data "
        "engineer).\"},\"defaultConfiguration\":{\"level\":\"warning\"},"
        "\"properties\":{\"tags\":[\"senior-data-engineer\",\"store\"],"
        "\"precision\":\"medium\",\"problem.severity\":\"warning\"}}");
  HOLDS(report,
        "\"fullDescription\":{\"text\":\"A file format with its reason. Earns up to 2 points "
        "in Storage (Senior data engineer).\"}");
  HOLDS(report, "{\"id\":\"anti.tools_first\",\"name\":\"AntiToolsFirst\",");
  HOLDS(report, "\"text\":\"Ask first.\\n\\nCosts 1.5 points (Senior data engineer).\"");
  HOLDS(report, "\"tags\":[\"senior-data-engineer\",\"penalty\"]");
  HOLDS(report, "\"automationDetails\":{\"id\":\"grade/senior-data-engineer/\"}");
  free(report);
  unmake(&f);
}
END_TEST

START_TEST(results_are_the_faults) {
  fixture f;
  make(&f);
  char *report = sarif_of_one(&f.result, plain);
  ck_assert_uint_eq(count_of(report, "\"ruleId\""), 4);
  HOLDS(report, "\"results\":[{\"ruleId\":\"anti.tools_first\",\"ruleIndex\":4,\"kind\":\"fail\","
                "\"level\":\"error\",\"message\":{\"text\":\"Tools before questions: costs 1.5 "
                "points. Ask first.\"}");
  /* Of two lines, by characters and by bytes. */
  HOLDS(report,
        "\"region\":{\"startLine\":9,\"startColumn\":3,\"endLine\":10,\"endColumn\":30,"
        "\"byteOffset\":38,\"byteLength\":62,\"snippet\":{\"text\":\"The load is a MERGE on "
        "event_id,\\nso replaying changes nothing.\"}}");
  HOLDS(report,
        "{\"ruleId\":\"store.compaction\",\"ruleIndex\":2,\"kind\":\"fail\","
        "\"level\":\"warning\",\"message\":{\"text\":\"Small files are merged: missing. Say "
        "what merges small files.\"},\"locations\":[{\"physicalLocation\":{"
        "\"artifactLocation\":{\"uri\":\"answers/rides.md\",\"uriBaseId\":\"%SRCROOT%\","
        "\"index\":0},\"region\":{\"startLine\":1,\"startColumn\":1,\"endLine\":1,"
        "\"endColumn\":8}}}],\"partialFingerprints\":{");
  HOLDS(report, "\"ruleId\":\"process.late_data\",\"ruleIndex\":1,\"kind\":\"fail\","
                "\"level\":\"note\"");
  HOLDS(report, "\"properties\":{\"level\":1,\"maxLevel\":2,\"points\":2.5,\"maxPoints\":5}");
  HOLDS(report, "\"properties\":{\"points\":-1.5}}");
  LACKS(report, "suppressions");
  LACKS(report, "relatedLocations");
  free(report);

  f.penalties[0].evidence_count = 2;
  report = sarif_of_one(&f.result, plain);
  HOLDS(report, "\"relatedLocations\":[{\"id\":1,\"physicalLocation\":{");
  HOLDS(report, "\"snippet\":{\"text\":\"late events go to a side table\"}}},"
                "\"message\":{\"text\":\"Here too.\"}}]");
  free(report);
  f.evidence[1] = f.evidence[0];
  report = sarif_of_one(&f.result, plain);
  LACKS(report, "relatedLocations");
  free(report);
  unmake(&f);
}
END_TEST

START_TEST(a_cut_quotation_is_no_snippet) {
  fixture f;
  make(&f);
  f.evidence[0].end = f.evidence[0].start + 500;
  char *report = sarif_of_one(&f.result, plain);
  HOLDS(report, "\"byteLength\":500}");
  free(report);
  unmake(&f);
}
END_TEST

START_TEST(checks_are_results) {
  fixture f;
  make(&f);
  const lg_check checks[] = {
      {0, "score", LG_CHECK_UNMET, "expected 75, got 69.9"},
      {0, "process.late_data", LG_CHECK_ACCEPTED, "expected level 2, got 1"},
      {0, "band", LG_CHECK_MET, "mid"},
  };
  const lg_report_options options = {
      .checks = checks, .check_count = COUNT(checks), .checks_only = true};
  char *report = sarif_of_one(&f.result, options);
  ck_assert_uint_eq(count_of(report, "\"ruleId\""), 2);
  HOLDS(report, "{\"id\":\"score\",\"shortDescription\":{\"text\":\"Score\"}");
  HOLDS(report, "\"ruleId\":\"score\",\"ruleIndex\":6,\"kind\":\"fail\",\"level\":\"error\","
                "\"message\":{\"text\":\"Score: expected 75, got 69.9.\"}");
  HOLDS(report, "\"suppressions\":[]}");
  HOLDS(report, "\"ruleId\":\"process.late_data\",\"ruleIndex\":1,\"kind\":\"fail\","
                "\"level\":\"note\"");
  HOLDS(report, "\"suppressions\":[{\"kind\":\"external\",\"status\":\"accepted\","
                "\"justification\":\"accepted in the baseline\"}]");
  LACKS(report, "{\"id\":\"band\"");
  free(report);
  unmake(&f);
}
END_TEST

START_TEST(no_design_is_a_result) {
  fixture f;
  make(&f);
  f.result.design = false;
  f.result.design_because = "It only asks.";
  char *report = sarif_of_one(&f.result, plain);
  ck_assert_uint_eq(count_of(report, "\"ruleId\""), 1);
  HOLDS(report, "\"ruleId\":\"design\",\"ruleIndex\":6,\"kind\":\"fail\",\"level\":\"error\","
                "\"message\":{\"text\":\"Not a design, so nothing in it counts. It only asks.\"}");
  HOLDS(report, "\"tags\":[\"check\"]");
  free(report);
  unmake(&f);
}
END_TEST

START_TEST(rubrics_keep_their_rules_apart) {
  fixture f;
  fixture g;
  make(&f);
  make(&g);
  g.result.path = "b.md";
  g.result.rubric_id = "other";
  g.result.rubric_digest = "ffff";
  g.criteria[2].title = "Batches are small";
  const lg_result *results[] = {&f.result, &g.result, &f.result};
  lg_report_input input = input_of(results, COUNT(results));
  char *report = sarif_of(&input);
  ck_assert_uint_eq(count_of(report, "\"shortDescription\""), 12);
  HOLDS(report, "{\"id\":\"store.compaction\",\"name\":\"StoreCompaction\",\"shortDescription\":{"
                "\"text\":\"Small files are merged\"}");
  HOLDS(report, "{\"id\":\"other.store.compaction\",\"name\":\"OtherStoreCompaction\","
                "\"shortDescription\":{\"text\":\"Batches are small\"}");
  HOLDS(report, "\"ruleId\":\"other.store.compaction\",\"ruleIndex\":8,");
  ck_assert_uint_eq(count_of(report, "\"ruleId\":\"store.compaction\",\"ruleIndex\":2,"), 2);
  /* The first file is told once. */
  ck_assert_uint_eq(count_of(report, "\"length\":"), 2);
  ck_assert_uint_eq(count_of(report, "{\"uri\":\"b.md\",\"uriBaseId\":\"%SRCROOT%\",\"index\":1}"),
                    4);
  free(report);

  /* The grave ones of all answers come first. */
  report = sarif_of(&input);
  const char *last_error = NULL;
  for (const char *at = strstr(report, "\"results\""); at != NULL;
       at = strstr(at + 1, "\"level\":\"error\"")) {
    last_error = at;
  }
  ck_assert_ptr_nonnull(last_error);
  const char *first_warning =
      strstr(strstr(report, "\"results\""), "\"kind\":\"fail\",\"level\":\"warning\"");
  ck_assert_ptr_nonnull(first_warning);
  ck_assert(last_error < first_warning);
  free(report);
  unmake(&g);
  unmake(&f);
}
END_TEST

START_TEST(diagnostics_are_notifications) {
  fixture f;
  make(&f);
  const lg_allocator allocator = lg_allocator_standard();
  lg_diagnostics run;
  lg_diagnostics_init(&run, &allocator);
  lg_diagnostic item = {.severity = LG_ERROR, .code = "F001", .message = "no {such} [file](1)"};
  item.hint = "look again?";
  item.origin = "lost answer.md";
  ck_assert(lg_diagnostics_add(&run, &item));
  item.origin = "";
  item.hint = "";
  ck_assert(lg_diagnostics_add(&run, &item));
  item.severity = LG_WARNING;
  item.code = "A004";
  item.line = 4;
  item.column = 2;
  ck_assert(lg_diagnostics_add(&f.result.diagnostics, &item));
  const lg_result *result = &f.result;
  lg_report_input input = input_of(&result, 1);
  input.diagnostics = &run;
  char *report = sarif_of(&input);
  HOLDS(report,
        "\"invocations\":[{\"executionSuccessful\":false,\"toolExecutionNotifications\":["
        "{\"descriptor\":{\"id\":\"F001\"},\"level\":\"error\",\"message\":{\"text\":\"no "
        "{{such}} [file\\\\](1). Hint: look again?\"},\"locations\":[{\"physicalLocation\":{"
        "\"artifactLocation\":{\"uri\":\"lost%20answer.md\",\"uriBaseId\":\"%SRCROOT%\","
        "\"index\":1}}}]},{\"descriptor\":{\"id\":\"F001\"},\"level\":\"error\","
        "\"message\":{\"text\":\"no {{such}} [file\\\\](1).\"}},");
  HOLDS(report, "{\"descriptor\":{\"id\":\"A004\"},\"level\":\"warning\",");
  HOLDS(report, "\"index\":0},\"region\":{\"startLine\":4,\"startColumn\":2}}}]}]}]");
  ck_assert_uint_eq(count_of(report, "\"ruleId\""), 4);
  free(report);
  lg_diagnostics_free(&run);
  unmake(&f);
}
END_TEST

/* GitHub refuses a run with more than 25,000 results. */
START_TEST(the_least_important_are_left_out) {
  fixture f;
  make(&f);
  char *one = sarif_of_one(&f.result, plain);
  const size_t results = count_of(one, "\"ruleId\":");
  const size_t errors = count_of(one, "\"kind\":\"fail\",\"level\":\"error\"");
  free(one);
  ck_assert_uint_gt(errors, 0);
  ck_assert_uint_gt(results, 0);
  const size_t count = 25000 / (results > 0 ? results : 1) + 1;
  const lg_result **answers = malloc(count * sizeof *answers);
  ck_assert_ptr_nonnull(answers);
  for (size_t i = 0; i < count; ++i) {
    answers[i] = &f.result;
  }
  const lg_report_input input = input_of(answers, count);
  char *report = sarif_of(&input);
  char wanted[128];
  snprintf(wanted, sizeof wanted,
           "{\"level\":\"warning\",\"message\":{\"text\":\"Left out: %zu result",
           count * results - 25000);
  ck_assert_uint_eq(count_of(report, "\"ruleId\":"), 25000);
  ck_assert_uint_eq(count_of(report, "\"kind\":\"fail\",\"level\":\"error\""), count * errors);
  HOLDS(report, wanted);
  HOLDS(report, "\"executionSuccessful\":true");
  free(report);
  free(answers);
  unmake(&f);
}
END_TEST

START_TEST(paths_are_uris) {
  fixture f;
  make(&f);
  f.result.path = "/home/me/a b#\xff\n.md";
  char *report = sarif_of_one(&f.result, (lg_report_options){.root = "/home/me"});
  HOLDS(report, "{\"uri\":\"a%20b%23%FF%0A.md\",\"uriBaseId\":\"%SRCROOT%\",\"index\":0}");
  free(report);
  report = sarif_of_one(&f.result, (lg_report_options){.root = "/home/you"});
  HOLDS(report, "{\"uri\":\"file:///home/me/a%20b%23%FF%0A.md\",\"index\":0}");
  LACKS(report, "SRCROOT");
  free(report);
  f.result.path = "";
  report = sarif_of_one(&f.result, plain);
  HOLDS(report, "{\"uri\":\"answer\",\"uriBaseId\":\"%SRCROOT%\",\"index\":0}");
  free(report);
  unmake(&f);
}
END_TEST

START_TEST(first_lines_have_any_form) {
  static const struct {
    const char *answer;
    const char *end;
  } cases[] = {
      {"", "\"endColumn\":1}"},
      {"ab", "\"endColumn\":3}"},
      {"ab\r\nc", "\"endColumn\":3}"},
      {"ab\rc", "\"endColumn\":3}"},
      {"\n", "\"endColumn\":1}"},
      {"\xEF\xBB\xBF\xC3\xA9t\xC3\xA9\n", "\"endColumn\":4}"},
      {"\xF0\x9F\x9A\x80\n", "\"endColumn\":2}"},
  };
  fixture f;
  make(&f);
  f.result.penalty_count = 0;
  for (size_t i = 0; i < COUNT(cases); ++i) {
    f.result.answer = cases[i].answer;
    f.result.answer_length = strlen(cases[i].answer);
    char *report = sarif_of_one(&f.result, plain);
    HOLDS(report, cases[i].end);
    free(report);
  }
  unmake(&f);
}
END_TEST

START_TEST(hostile_texts_are_visible) {
  fixture f;
  make(&f);
  f.result.path = "x";
  f.criteria[2].title = "T\x1b[2J\xe2\x80\xae <b>\n`x` {0} [a](http://b)";
  f.criteria[2].advice = f.criteria[2].title;
  f.criteria[2].help = f.criteria[2].title;
  char *report = sarif_of_one(&f.result, plain);
  HOLDS(report, "\"shortDescription\":{\"text\":\"T^[[2J\\\\u202e <b> `x` {0} [a](http://b)\"}");
  HOLDS(report,
        "\"message\":{\"text\":\"T^[[2J\\\\u202e <b> `x` {{0}} [a\\\\](http://b): missing.");
  HOLDS(report, "\"markdown\":\"T^\\\\[\\\\[2J\\\\\\\\u202e \\\\<b\\\\> \\\\`x\\\\` {0} "
                "\\\\[a\\\\](http://b)");
  free(report);
  unmake(&f);
}
END_TEST

/* -- what gives out ------------------------------------------------------------ */

/* With everything that takes memory: two rubrics, diagnostics, checks. */
START_TEST(memory_may_run_out) {
  fixture f;
  fixture g;
  make(&f);
  make(&g);
  g.result.path = "/r/b.md";
  g.result.rubric_id = "other";
  g.result.rubric_digest = "ffff";
  const lg_allocator allocator = lg_allocator_standard();
  lg_diagnostics run;
  lg_diagnostics_init(&run, &allocator);
  lg_diagnostic lost = {.severity = LG_ERROR, .code = "F001", .message = "lost", .hint = ""};
  lost.origin = "a.md";
  ck_assert(lg_diagnostics_add(&run, &lost));
  ck_assert(lg_diagnostics_add(&g.result.diagnostics, &lost));
  const lg_check checks[] = {{0, "score", LG_CHECK_UNMET, "expected 75, got 69.9"},
                             {1, "band", LG_CHECK_ACCEPTED, "expected senior, got mid"}};
  const lg_result *results[] = {&f.result, &g.result};
  lg_report_input input = input_of(results, COUNT(results));
  input.diagnostics = &run;
  input.options = (lg_report_options){.checks = checks, .check_count = COUNT(checks), .root = "/r"};
  ck_assert_uint_gt(report_without_memory("sarif", &input), 5);
  ck_assert_uint_gt(report_without_memory("gitlab", &input), 5);
  ck_assert_uint_gt(report_without_memory("gcc", &input), 5);
  lg_diagnostics_free(&run);
  unmake(&g);
  unmake(&f);
}
END_TEST

/* -- texts -------------------------------------------------------------------- */

static void check_text(void (*write)(lg_buffer *, const char *), const char *given,
                       const char *expected) {
  const lg_allocator allocator = lg_allocator_standard();
  lg_buffer out;
  lg_buffer_init(&out, &allocator);
  lg_buffer_add_text(&out, "{");
  write(&out, given);
  ck_assert_str_eq(out.bytes + 1, expected);
  ck_assert_uint_eq(out.length, strlen(expected) + 1);
  lg_buffer_free(&out);
}

START_TEST(texts_are_escaped) {
  check_text(lg_sarif_plain, " a\n b ", "a b");
  check_text(lg_sarif_message, "a {b} [c] (d)", "a {{b}} [c] (d)");
  check_text(lg_sarif_message, "[c](1)](", "[c\\](1)\\](");
  check_text(lg_sarif_message, "", "");
  check_text(lg_sarif_markdown, "*a*_b_ ~~c~~ a|b & <i> !",
             "\\*a\\*\\_b\\_ \\~\\~c\\~\\~ a\\|b "
             "\\& \\<i\\> \\!");
  check_text(lg_sarif_name, "process.late_data", "ProcessLateData");
  check_text(lg_sarif_name, "A.b-c2--d", "ABC2D");
  check_text(lg_sarif_name, "\xc3\xa9t\xc3\xa9.x", "\xc3\xa9t\xc3\xa9X");
  check_text(lg_sarif_name, "...", "");
}
END_TEST

START_TEST(texts_are_cut) {
  const lg_allocator allocator = lg_allocator_standard();
  lg_buffer out;
  lg_buffer_init(&out, &allocator);
  lg_buffer_add_text(&out, "abcd\xc3\xa9"
                           "fgh");
  lg_sarif_cut(&out, 9);
  ck_assert_str_eq(out.bytes, "abcd\xc3\xa9"
                              "fgh");
  lg_sarif_cut(&out, 8);
  ck_assert_str_eq(out.bytes, "abcd\xe2\x80\xa6");
  lg_buffer_clear(&out);
  char id[400];
  memset(id, 'a', sizeof id - 1);
  id[sizeof id - 1] = '\0';
  lg_sarif_name(&out, id);
  ck_assert_uint_eq(out.length, LG_SARIF_NAME_BYTES);
  lg_buffer_free(&out);
}
END_TEST

START_TEST(names_get_numbers) {
  static const char *const texts[] = {"b", NULL, "a", "b", "c", "a"};
  static const uint32_t numbers[] = {0, LG_NOT_FOUND, 1, 0, 2, 1};
  static const uint32_t firsts[] = {0, 2, 4};
  const lg_allocator allocator = lg_allocator_standard();
  lg_arena arena;
  lg_arena_init(&arena, &allocator);
  lg_sarif_names names;
  ck_assert(lg_sarif_names_build(&names, &arena, texts, COUNT(texts)));
  ck_assert_uint_eq(names.count, COUNT(firsts));
  for (size_t i = 0; i < COUNT(texts); ++i) {
    ck_assert_uint_eq(names.numbers[i], numbers[i]);
  }
  for (size_t i = 0; i < COUNT(firsts); ++i) {
    ck_assert_uint_eq(names.firsts[i], firsts[i]);
  }
  ck_assert_uint_eq(lg_sarif_names_find(&names, "c"), 2);
  ck_assert_uint_eq(lg_sarif_names_find(&names, "d"), LG_NOT_FOUND);
  ck_assert(lg_sarif_names_build(&names, &arena, NULL, 0));
  ck_assert_uint_eq(names.count, 0);
  lg_arena_free(&arena);
}
END_TEST

static Suite *sarif_suite(void) {
  Suite *suite = suite_create("report_sarif");
  TCase *tests = tcase_create("report_sarif");
  tcase_add_test(tests, no_answer_is_valid);
  tcase_add_test(tests, rules_are_those_of_the_rubric);
  tcase_add_test(tests, results_are_the_faults);
  tcase_add_test(tests, a_cut_quotation_is_no_snippet);
  tcase_add_test(tests, checks_are_results);
  tcase_add_test(tests, no_design_is_a_result);
  tcase_add_test(tests, rubrics_keep_their_rules_apart);
  tcase_add_test(tests, diagnostics_are_notifications);
  tcase_add_test(tests, the_least_important_are_left_out);
  tcase_add_test(tests, paths_are_uris);
  tcase_add_test(tests, first_lines_have_any_form);
  tcase_add_test(tests, hostile_texts_are_visible);
  tcase_add_test(tests, memory_may_run_out);
  tcase_add_test(tests, texts_are_escaped);
  tcase_add_test(tests, texts_are_cut);
  tcase_add_test(tests, names_get_numbers);
  suite_add_tcase(suite, tests);
  return suite;
}

int main(void) {
  SRunner *runner = srunner_create(sarif_suite());
  srunner_run_all(runner, CK_ENV);
  const int failed = srunner_ntests_failed(runner);
  srunner_free(runner);
  return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
