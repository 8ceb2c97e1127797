/* The HTML report over results made by hand: escapes, marks that overlap, the
 * policy, and what stands where. How a browser takes it is a matter of
 * tests/consumers. */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "report/html.h"
#include "report/report.h"
#include "support/report_fixture.h"

/* The page of one answer whose text and only criterion's evidence are given. */
typedef struct marked {
  lg_result_evidence evidence[8];
  lg_result_section section;
  lg_result_criterion criteria[2];
  lg_result result;
} marked;

static void mark(marked *m, const char *answer, size_t length) {
  fixture f;
  make(&f);
  unmake(&f);
  memset(m, 0, sizeof *m);
  m->section = (lg_result_section){"only", "Only", 1000, 2000};
  m->result = f.result;
  m->result.answer = answer;
  m->result.answer_length = length;
  m->result.sections = &m->section;
  m->result.section_count = 1;
  m->result.criteria = m->criteria;
  m->result.criterion_count = 2;
  m->result.penalty_count = 0;
  m->result.next_count = 0;
  m->result.cap_count = 0;
  for (size_t i = 0; i < COUNT(m->criteria); ++i) {
    m->criteria[i] = (lg_result_criterion){.id = "only.one",
                                           .title = "One",
                                           .level = 2,
                                           .max_level = 2,
                                           .points = 1000,
                                           .max_points = 1000,
                                           .evidence = m->evidence + 4 * i,
                                           .reason = "Level 2 of 2."};
  }
}

static void add_evidence(marked *m, size_t criterion, uint64_t start, uint64_t end) {
  const size_t at = 4 * criterion + m->criteria[criterion].evidence_count++;
  m->evidence[at] =
      (lg_result_evidence){.start = start, .end = end, .line = 1, .text = "t", .text_length = 1};
}

/* What stands between the lines' <div> and its end; to be freed. */
static char *lines_of(const marked *m) {
  char *page = write_one("html", &m->result, plain);
  static const char begin[] = "<div class=\"lines\">";
  char *start = strstr(page, begin);
  ck_assert_ptr_nonnull(start);
  start += sizeof begin - 1;
  char *end = strstr(start, "</div>\n</div>\n</section>");
  ck_assert_ptr_nonnull(end);
  *end = '\0';
  memmove(page, start, strlen(start) + 1);
  return page;
}

static void expect_lines(const marked *m, const char *expected) {
  char *lines = lines_of(m);
  ck_assert_str_eq(lines, expected);
  free(lines);
}

#define NUMBER(number, evidence)                                                                   \
  "<a class=\"r full\" id=\"a1-e" #evidence "\" href=\"#a1-c" #number "\" title=\"One\">" #number  \
  "</a>"
#define MARK(evidence, owners, text)                                                               \
  "<mark class=\"full\" data-e=\"" evidence "\" title=\"" owners "\">" text "</mark>"

/* -- marks --------------------------------------------------------------------- */

START_TEST(text_without_evidence) {
  marked m;
  mark(&m, "one\n\ntwo", 8);
  expect_lines(&m,
               "<div class=\"l\">one\n</div><div class=\"l\">\n</div><div class=\"l\">two</div>");
  mark(&m, "one\n", 4);
  expect_lines(&m, "<div class=\"l\">one\n</div>");
  mark(&m, "", 0);
  expect_lines(&m, "");
}
END_TEST

START_TEST(one_mark) {
  marked m;
  mark(&m, "abcdef", 6);
  add_evidence(&m, 0, 2, 4);
  expect_lines(&m, "<div class=\"l\">ab" NUMBER(1, 1) MARK("1", "1", "cd") "ef</div>");
}
END_TEST

START_TEST(marks_that_overlap) {
  marked m;
  mark(&m, "abcdef", 6);
  add_evidence(&m, 0, 1, 4);
  add_evidence(&m, 1, 2, 5);
  expect_lines(&m, "<div class=\"l\">a" NUMBER(1, 1) MARK("1", "1", "b") NUMBER(2, 2)
                       MARK("1 2", "1, 2", "cd") MARK("2", "2", "e") "f</div>");
}
END_TEST

START_TEST(marks_that_nest_or_agree) {
  marked m;
  mark(&m, "abcdef", 6);
  add_evidence(&m, 0, 0, 6);
  add_evidence(&m, 1, 2, 3);
  expect_lines(&m, "<div class=\"l\">" NUMBER(1, 1) MARK("1", "1", "ab") NUMBER(2, 2)
                       MARK("1 2", "1, 2", "c") MARK("1", "1", "def") "</div>");
  mark(&m, "abcdef", 6);
  add_evidence(&m, 0, 1, 3);
  add_evidence(&m, 1, 1, 3);
  expect_lines(&m,
               "<div class=\"l\">a" NUMBER(1, 1) NUMBER(2, 2) MARK("1 2", "1, 2", "bc") "def"
                                                                                        "</div>");
}
END_TEST

START_TEST(marks_over_lines) {
  marked m;
  mark(&m, "ab\ncd\n", 6);
  add_evidence(&m, 0, 1, 5);
  expect_lines(&m, "<div class=\"l\">a" NUMBER(1, 1) MARK(
                       "1", "1", "b\n") "</div><div class=\"l\">" MARK("1", "1", "cd") "\n</div>");
}
END_TEST

/* Twice the same place: once. Two of one criterion from one place: one number. */
START_TEST(marks_of_one_criterion) {
  marked m;
  mark(&m, "abcdef", 6);
  add_evidence(&m, 0, 1, 3);
  add_evidence(&m, 0, 1, 3);
  add_evidence(&m, 0, 1, 5);
  expect_lines(&m, "<div class=\"l\">a" NUMBER(1, 1) "<span id=\"a1-e3\"></span>" MARK(
                       "1 3", "1", "bc") MARK("3", "1", "de") "f</div>");
  char *page = write_one("html", &m.result, plain);
  HAS(page, "href=\"#a1-e1\"");
  HAS_NOT(page, "href=\"#a1-e2\"");
  HAS(page, "href=\"#a1-e3\"");
  free(page);
}
END_TEST

/* Evidence that has no place in the answer is quoted, without a link. */
START_TEST(marks_without_a_place) {
  marked m;
  mark(&m, "abcdef", 6);
  add_evidence(&m, 0, 3, 3);
  add_evidence(&m, 0, 4, 7);
  add_evidence(&m, 0, UINT64_MAX - 1, UINT64_MAX);
  expect_lines(&m, "<div class=\"l\">abcdef</div>");
  char *page = write_one("html", &m.result, plain);
  HAS(page, "<li><span class=\"at\">line 1</span> <q>t</q></li>");
  free(page);
}
END_TEST

START_TEST(lines_of_code_and_headings) {
  marked m;
  static const char answer[] = "# A\n| b |\n```\n# c\n```\n#d\n";
  mark(&m, answer, sizeof answer - 1);
  expect_lines(&m, "<div class=\"l h\"># A\n</div><div class=\"l k\">| b |\n</div>"
                   "<div class=\"l k\">```\n</div><div class=\"l k\"># c\n</div>"
                   "<div class=\"l k\">```\n</div><div class=\"l\">#d\n</div>");
}
END_TEST

/* -- hostile text --------------------------------------------------------------- */

START_TEST(text_is_escaped) {
  static const struct {
    const char *text;
    size_t length;
    const char *expected;
  } cases[] = {
      {"<b>&\"'", 6, "&lt;b&gt;&amp;&quot;'"},
      {"a\tb", 3, "a\tb"},
      {"a\x1b[0m", 5, "a<span class=\"u\">U+001B</span>[0m"},
      {"a\0b", 3, "a<span class=\"u\">U+0000</span>b"},
      {"\x7f", 1, "<span class=\"u\">U+007F</span>"},
      {"\xc2\x9b", 2, "<span class=\"u\">U+009B</span>"},
      {"\xe2\x80\xae", 3, "<span class=\"u\">U+202E</span>"},
      {"\xe2\x80\xa8", 3, "<span class=\"u\">U+2028</span>"},
      {"\xef\xbf\xbe", 3, "<span class=\"u\">U+FFFE</span>"},
      {"\xef\xb7\x90", 3, "<span class=\"u\">U+FDD0</span>"},
      {"\xf3\xa0\x81\x81", 4, "<span class=\"u\">U+E0041</span>"},
      {"\xf4\x8f\xbf\xbf", 4, "<span class=\"u\">U+10FFFF</span>"},
      {"a\xff\xed\xa0\x80", 5, "a\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd"},
      {"caf\xc3\xa9 \xf0\x9f\x9a\x80", 10, "caf\xc3\xa9 \xf0\x9f\x9a\x80"},
      {"a\r\n", 3, "a\n"},
      {"a\r", 2, "a<span class=\"u\">U+000D</span>"},
      {"\xef\xbb\xbf"
       "a",
       4, "a"},
      {"a\xef\xbb\xbf", 4, "a<span class=\"u\">U+FEFF</span>"},
  };
  for (size_t i = 0; i < COUNT(cases); ++i) {
    marked m;
    mark(&m, cases[i].text, cases[i].length);
    char *lines = lines_of(&m);
    char *end = strstr(lines, "</div>");
    ck_assert_ptr_nonnull(end);
    *end = '\0';
    ck_assert_str_eq(lines + strlen("<div class=\"l\">"), cases[i].expected);
    free(lines);
  }
}
END_TEST

START_TEST(everything_from_outside_is_escaped) {
  static const char bad[] = "</script><b a=\"'\">\x1b";
  fixture f;
  make(&f);
  lg_check checks[] = {{0, "process.idempotency", LG_CHECK_UNMET, bad},
                       {0, bad, LG_CHECK_ACCEPTED, bad}};
  f.result.path = f.result.rubric_id = f.result.rubric_title = f.result.rubric_version = bad;
  f.result.rubric_digest = f.result.band = f.result.design_because = bad;
  f.result.design = false;
  f.result.answer = bad;
  f.result.answer_length = sizeof bad - 1;
  f.evidence[0] = (lg_result_evidence){.end = 4, .text = bad, .text_length = sizeof bad - 1};
  f.sections[0].id = f.sections[0].title = bad;
  lg_result_criterion *criterion = &f.criteria[0];
  criterion->id = criterion->title = criterion->reason = criterion->advice = criterion->probe = bad;
  f.penalties[0].id = f.penalties[0].title = f.penalties[0].advice = bad;
  f.penalties[1].title = bad;
  f.caps[0].band = f.caps[0].because = bad;
  f.next[0].id = f.next[0].title = f.next[0].advice = f.next[0].probe = bad;
  const lg_diagnostic note = {
      .severity = LG_WARNING, .code = "A001", .message = bad, .hint = bad, .origin = bad};
  ck_assert(lg_diagnostics_add(&f.result.diagnostics, &note));
  const lg_result *results[] = {&f.result, &f.result};
  for (size_t count = 1; count <= COUNT(results); ++count) {
    lg_report_input input = input_of(results, count);
    input.diagnostics = &f.result.diagnostics;
    input.options.checks = checks;
    input.options.check_count = COUNT(checks);
    char *page = write_report("html", &input);
    HAS_NOT(page, "<b a=");
    HAS_NOT(page, "\x1b");
    size_t ends = 0;
    for (const char *at = page; (at = strstr(at, "</script>")) != NULL; ++at) {
      ++ends;
    }
    ck_assert_uint_eq(ends, 2);
    free(page);
  }
  unmake(&f);
}
END_TEST

/* -- the page ---------------------------------------------------------------------- */

/* `printf TEXT | openssl dgst -sha256 -binary | base64` tells the same. */
START_TEST(policy_knows_style_and_script) {
  fixture f;
  make(&f);
  char *page = write_one("html", &f.result, plain);
  HAS(page, "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
            "style-src 'sha256-");
  HAS(page, "=\'; script-src 'sha256-");
  HAS(page, "='; base-uri 'none'; form-action 'none'\">");
  HAS(page, "<meta name=\"referrer\" content=\"no-referrer\">");
  HAS_NOT(page, "http://");
  HAS_NOT(page, "https://");
  HAS_NOT(page, " style=");
  ck_assert_ptr_null(strstr(lg_html_files[LG_HTML_STYLE].bytes, "</"));
  ck_assert_ptr_null(strstr(lg_html_files[LG_HTML_SCRIPT].bytes, "</"));
  ck_assert_ptr_null(strstr(lg_html_files[LG_HTML_SCRIPT].bytes, "<!--"));
  free(page);
  unmake(&f);
}
END_TEST

START_TEST(one_answer_has_its_parts) {
  fixture f;
  make(&f);
  char *page = write_one("html", &f.result, plain);
  HAS(page, "<h1><bdi>answers/<wbr>rides.md</bdi></h1>");
  HAS(page, "<strong>69.9</strong> of 100 <span class=\"band\">mid</span>");
  HAS(page, "<b>1</b> credited</li>");
  HAS(page, "<b>2</b> missing</li>");
  HAS(page, "<b>1</b> penalty</li>");
  HAS(page, "<b>Capped at mid:</b> senior candidates scope first. Without it the score would be "
            "71.5.</p>");
  HAS(page, "<b class=\"gain\">+20</b> <a href=\"#a1-c3\">Small files are merged</a>");
  HAS(page, "<a href=\"#a1-p1\">Avoid: Tools before questions</a>");
  HAS_NOT(page, "+1</b>"); /* the fourth step */
  HAS(page, "<details class=\"card full\" id=\"a1-c1\" data-k=\"full\">");
  HAS(page, "<details class=\"card none\" id=\"a1-c3\" data-k=\"none\" open>");
  HAS(page, "<p class=\"do\"><b>What to do:</b> Say what merges small files.</p>");
  HAS(page, "<p class=\"probe\"><b>Be ready for:</b> How many files has a day?</p>");
  HAS(page, "<p class=\"why\"><b>Why:</b> Level 2 of 2 for the words quoted.</p>");
  HAS_NOT(page, "<b>Why:</b> Level 2 of 2 for rerun_harmless.</p>");
  HAS(page, "<a class=\"at\" href=\"#a1-e1\">line 9</a> <q>The load is a MERGE");
  HAS(page, "id=\"a1-p1\" data-k=\"cost\" open>");
  HAS(page, "<summary>Not found: 1</summary>");
  HAS(page, "<li>Reruns append again <small>(would cost 5)</small></li>");
  HAS(page, "<rect width=\"750\" height=\"10\"/>");
  HAS(page, "<span class=\"when\">1st, line 9</span>");
  HAS(page, "<span class=\"when\">not reached</span>");
  HAS(page, "<mark class=\"full cost\" data-e=\"1 4\" title=\"1, P1\">");
  HAS_NOT(page, "Comparison");
  free(page);
  unmake(&f);
}
END_TEST

START_TEST(what_is_undecided_is_told) {
  fixture f;
  make(&f);
  f.result.complete = false;
  f.criteria[1].undetermined = true;
  f.penalties[0].undetermined = true;
  f.penalties[0].present = false;
  char *page = write_one("html", &f.result, plain);
  HAS(page, "<b>Incomplete:</b>");
  HAS(page, "<b>2</b> undecided</li>");
  HAS(page, "<details class=\"card open\" id=\"a1-c2\" data-k=\"open\" open>");
  HAS(page, "<details class=\"card open\" id=\"a1-p1\" data-k=\"open\" open>");
  HAS(page, "undecided penalty");
  HAS(page, "<p class=\"score\"><span class=\"band\">undecided</span> 69.9 of 100 so far</p>");
  HAS_NOT(page, ">mid<"); /* no band while anything is open */
  const char *card = strstr(page, "id=\"a1-c2\"");
  HAS(card, "2.5+ of 5");
  const char *advice = strstr(card, "Give the bound");
  ck_assert(advice == NULL || advice > strstr(card, "id=\"a1-c3\""));
  free(page);
  unmake(&f);
}
END_TEST

START_TEST(several_answers_have_a_table) {
  fixture f;
  fixture g;
  make(&f);
  make(&g);
  g.result.path = "other.md";
  g.result.score = 80000;
  g.result.design = false;
  g.result.rubric_digest = "ffff";
  g.sections[1].id = "elsewhere";
  const lg_result *results[] = {&f.result, &g.result, &f.result};
  lg_report_input input = input_of(results, COUNT(results));
  const lg_check check = {1, "score", LG_CHECK_UNMET, "expected 90, got 80"};
  input.options.checks = &check;
  input.options.check_count = 1;
  char *page = write_report("html", &input);
  HAS(page, "<h1>3 answers</h1>");
  const char *best = strstr(page, "<a href=\"#a2\" title=\"");
  const char *first = strstr(page, "<a href=\"#a1\" title=\"");
  const char *last = strstr(page, "<a href=\"#a3\" title=\"");
  ck_assert(best != NULL && first != NULL && last != NULL && best < first && first < last);
  HAS(page, "<span class=\"tag\">not a design</span>");
  HAS(page, "<td class=\"num\">7.5</td><td class=\"num\">\xe2\x80\x93</td>"
            "<td class=\"num\">\xe2\x88\x92"
            "1.5</td><td class=\"num\">0 of 1 met</td></tr>");
  HAS(page, "<details class=\"answer\" id=\"a3\">");
  HAS(page, "id=\"a3-e1\"");
  HAS(page, "expected 90, got 80");
  free(page);
  unmake(&f);
  unmake(&g);
}
END_TEST

START_TEST(what_was_not_graded_is_listed) {
  const lg_allocator allocator = lg_allocator_standard();
  lg_diagnostics run;
  lg_diagnostics_init(&run, &allocator);
  const lg_diagnostic lost = {
      .severity = LG_ERROR, .code = "F001", .message = "no such file", .origin = "a/b\n.md"};
  const lg_diagnostic note = {
      .severity = LG_NOTE, .code = "F009", .message = "seen twice", .hint = "name it once"};
  ck_assert(lg_diagnostics_add(&run, &note));
  ck_assert(lg_diagnostics_add(&run, &lost));
  lg_report_input input = input_of(NULL, 0);
  input.diagnostics = &run;
  char *page = write_report("html", &input);
  HAS(page, "<h1>No answers graded</h1>");
  HAS(page,
      "<h2 id=\"not-graded\">Not graded</h2>\n<ul class=\"diagnostics\">\n"
      "<li class=\"error\"><b>error</b> <bdi>a/<wbr>b<span class=\"u\">U+000A</span>.md</bdi>: "
      "no such file <code>F001</code></li>\n</ul>");
  HAS(page, "<h2 id=\"notes\">Notes on the run</h2>");
  HAS(page, "<p>name it once.</p>");
  free(page);
  lg_diagnostics_free(&run);
}
END_TEST

int main(void) {
  Suite *suite = suite_create("report_html");
  TCase *marks = tcase_create("marks");
  tcase_add_test(marks, text_without_evidence);
  tcase_add_test(marks, one_mark);
  tcase_add_test(marks, marks_that_overlap);
  tcase_add_test(marks, marks_that_nest_or_agree);
  tcase_add_test(marks, marks_over_lines);
  tcase_add_test(marks, marks_of_one_criterion);
  tcase_add_test(marks, marks_without_a_place);
  tcase_add_test(marks, lines_of_code_and_headings);
  suite_add_tcase(suite, marks);
  TCase *hostile = tcase_create("hostile");
  tcase_add_test(hostile, text_is_escaped);
  tcase_add_test(hostile, everything_from_outside_is_escaped);
  suite_add_tcase(suite, hostile);
  TCase *page = tcase_create("page");
  tcase_add_test(page, policy_knows_style_and_script);
  tcase_add_test(page, one_answer_has_its_parts);
  tcase_add_test(page, what_is_undecided_is_told);
  tcase_add_test(page, several_answers_have_a_table);
  tcase_add_test(page, what_was_not_graded_is_listed);
  suite_add_tcase(suite, page);
  SRunner *runner = srunner_create(suite);
  srunner_run_all(runner, CK_NORMAL);
  const int failed = srunner_ntests_failed(runner);
  srunner_free(runner);
  return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
