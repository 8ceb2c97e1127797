/* The report layer over results made by hand: formats, escapes, layout, and
 * what happens when the sink or memory gives out. */
#include <check.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "report/escape.h"
#include "report/json_writer.h"
#include "report/report.h"
#include "report/text_layout.h"
#include "support/report_fixture.h"

/* -- formats ------------------------------------------------------------------ */

START_TEST(formats_are_listed) {
  ck_assert_str_eq(lg_report_format(0), "text");
  ck_assert_str_eq(lg_report_format(1), "html");
  ck_assert_str_eq(lg_report_format(11), "gcc");
  ck_assert_ptr_null(lg_report_format(12));
  const lg_allocator allocator = lg_allocator_standard();
  const lg_report_input input = input_of(NULL, 0);
  text out = {NULL, 0, 0, 0};
  ck_assert_int_eq(lg_report_write("yaml", &input, collect, &out, &allocator), LG_UNSUPPORTED);
  ck_assert_uint_eq(out.calls, 0);
}
END_TEST

START_TEST(no_results_are_valid) {
  const lg_report_input input = input_of(NULL, 0);
  char *json = write_report("json", &input);
  ck_assert_str_eq(json, "{\n  \"report\": 1,\n  \"tool\": {\n    \"name\": \"grade\",\n"
                         "    \"version\": \"0.1.0\",\n    \"scoring\": 1\n  },\n"
                         "  \"rubric\": null,\n  \"answers\": [],\n  \"diagnostics\": []\n}\n");
  free(json);
  char *lines = write_report("jsonl", &input);
  ck_assert_str_eq(lines, "");
  free(lines);
  char *words = write_report("text", &input);
  ck_assert_str_eq(words, "");
  free(words);
}
END_TEST

START_TEST(json_has_the_promised_keys) {
  fixture f;
  make(&f);
  char *json = write_one("jsonl", &f.result, plain);
  HAS(json, "{\"report\":1,\"tool\":{\"name\":\"grade\",\"version\":\"0.1.0\",\"scoring\":1},"
            "\"rubric\":{\"id\":\"senior-data-engineer\",");
  HAS(json, "\"answer\":{\"path\":\"answers/rides.md\",\"score\":69.9,\"max\":100,"
            "\"band\":\"mid\",\"complete\":true,");
  HAS(json, "\"criteria\":[{\"id\":\"process.idempotency\",\"title\":\"Reruns are harmless by "
            "construction\",\"section\":\"process\",\"level\":2,\"max_level\":2,");
  HAS(json, "\"points\":5,\"max_points\":5,\"evidence\":[{\"signal\":\"rerun_harmless\","
            "\"start\":38,\"end\":100,\"line\":9,\"column\":3,");
  HAS(json, "\"text\":\"The load is a MERGE on event_id,\\nso replaying changes nothing.\"}");
  HAS(json, "\"reason\":\"Level 2 of 2 for rerun_harmless.\",\"advice\":null,\"probe\":null}");
  HAS(json, "\"penalties\":[{\"id\":\"anti.tools_first\"");
  HAS(json, "\"present\":true,");
  HAS(json, "\"points\":-1.5,");
  HAS(json, "\"caps\":[{\"band\":\"mid\",\"because\":\"senior candidates scope first\","
            "\"score_before\":71.5}]");
  HAS(json, "\"next\":[{\"id\":\"store.compaction\",\"title\":\"Small files are merged\","
            "\"gain\":20,");
  ck_assert_ptr_eq(strchr(json, '\n'), json + strlen(json) - 1);
  free(json);
  unmake(&f);
}
END_TEST

START_TEST(json_of_the_run_has_diagnostics) {
  const lg_allocator allocator = lg_allocator_standard();
  lg_diagnostics run;
  lg_diagnostics_init(&run, &allocator);
  lg_diagnostic lost = {.severity = LG_ERROR, .code = "F001", .message = "cannot be read"};
  lost.origin = "a\tb.md";
  ck_assert(lg_diagnostics_add(&run, &lost));
  lg_report_input input = input_of(NULL, 0);
  input.diagnostics = &run;
  char *json = write_report("json", &input);
  HAS(json, "\"severity\": \"error\"");
  HAS(json, "\"origin\": \"a\\tb.md\"");
  free(json);
  lg_diagnostics_free(&run);
}
END_TEST

START_TEST(json_names_a_second_rubric) {
  fixture f;
  fixture g;
  make(&f);
  make(&g);
  g.result.rubric_id = "other";
  g.result.rubric_digest = "ffff";
  const lg_result *results[] = {&f.result, &g.result, &f.result};
  const lg_report_input input = input_of(results, COUNT(results));
  char *json = write_report("json", &input);
  HAS(json, "\"id\": \"other\"");
  char *first = strstr(json, "\"rubric\":");
  char *second = strstr(first + 1, "\"rubric\":");
  ck_assert_ptr_nonnull(second);
  ck_assert_ptr_null(strstr(second + 1, "\"rubric\":"));
  free(json);
  unmake(&f);
  unmake(&g);
}
END_TEST

/* -- JSON strings ------------------------------------------------------------- */

static char *json_string(const char *bytes, size_t length) {
  const lg_allocator allocator = lg_allocator_standard();
  text out = {NULL, 0, 0, 0};
  lg_output output;
  lg_output_init(&output, collect, &out, &allocator);
  lg_json json;
  lg_json_init(&json, &output, true);
  lg_json_string_of(&json, bytes, length);
  ck_assert_int_eq(lg_output_finish(&output), LG_OK);
  return out.bytes;
}

START_TEST(json_strings_are_escaped) {
  static const struct {
    const char *bytes;
    size_t length;
    const char *expected;
  } cases[] = {
      {"plain", 5, "\"plain\""},
      {"", 0, "\"\""},
      {"a\"b\\c/", 6, "\"a\\\"b\\\\c/\""},
      {"\b\t\n\f\r", 5, "\"\\b\\t\\n\\f\\r\""},
      {"\x00\x1b[31m\x7f", 7, "\"\\u0000\\u001b[31m\\u007f\""},
      {"\xc2\x85", 2, "\"\\u0085\""},
      {"\xe2\x80\xa8\xe2\x80\xa9", 6, "\"\\u2028\\u2029\""},
      {"\xe2\x80\xae", 3, "\"\\u202e\""},
      {"\xf3\xa0\x81\x81", 4, "\"\\udb40\\udc41\""},
      {"caf\xc3\xa9 \xf0\x9f\x9a\x80", 10, "\"caf\xc3\xa9 \xf0\x9f\x9a\x80\""},
      {"a\xff\xc3", 3, "\"a\xef\xbf\xbd\xef\xbf\xbd\""},
      {"\xed\xa0\x80", 3, "\"\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\""},
  };
  for (size_t i = 0; i < COUNT(cases); ++i) {
    char *json = json_string(cases[i].bytes, cases[i].length);
    ck_assert_str_eq(json, cases[i].expected);
    free(json);
  }
}
END_TEST

START_TEST(long_strings_arrive_whole) {
  enum { LENGTH = 100000 };
  char *bytes = malloc(LENGTH);
  ck_assert_ptr_nonnull(bytes);
  memset(bytes, 'x', LENGTH);
  bytes[LENGTH / 2] = '\n';
  char *json = json_string(bytes, LENGTH);
  ck_assert_uint_eq(strlen(json), LENGTH + 3);
  free(json);
  free(bytes);
}
END_TEST

/* -- terminal safety ---------------------------------------------------------- */

static void check_escape(const char *bytes, size_t length, lg_escape_mode mode,
                         const char *expected) {
  const lg_allocator allocator = lg_allocator_standard();
  lg_buffer out;
  lg_buffer_init(&out, &allocator);
  lg_escape_terminal(&out, bytes, length, mode);
  ck_assert_str_eq(out.bytes == NULL ? "" : out.bytes, expected);
  lg_buffer_free(&out);
}

START_TEST(nothing_steers_the_terminal) {
  check_escape("a\x1b[2Jb", 6, LG_ESCAPE_FLOW, "a^[[2Jb");
  check_escape("\x07\x08\x00\x7f", 4, LG_ESCAPE_FLOW, "^G^H^@^?");
  check_escape("\xc2\x9b"
               "31m",
               5, LG_ESCAPE_FLOW, "\\u009b31m");
  check_escape("x\xe2\x80\xaey", 5, LG_ESCAPE_FLOW, "x\\u202ey");
  check_escape("\xe2\x81\xa6\xe2\x80\x8f\xd8\x9c", 8, LG_ESCAPE_FLOW, "\\u2066\\u200f\\u061c");
  check_escape("\x9b\x80", 2, LG_ESCAPE_FLOW, "\xef\xbf\xbd\xef\xbf\xbd");
  check_escape("  a \r\n\t b  ", 11, LG_ESCAPE_FLOW, "a b");
  check_escape(" \n ", 3, LG_ESCAPE_FLOW, "");
  check_escape("a  b\nc\td", 8, LG_ESCAPE_NAME, "a  b^Jc^Id");
  check_escape("\xe6\x97\xa5\xe6\x9c\xac", 6, LG_ESCAPE_NAME, "\xe6\x97\xa5\xe6\x9c\xac");
}
END_TEST

START_TEST(text_report_holds_no_control) {
  fixture f;
  make(&f);
  f.evidence[0] = evidence_of("\x1b]0;title\x07 red \x1b[31m \xe2\x80\xae \xc2\x9b \xff");
  f.result.path = "evil\x1b[2J\n.md";
  f.criteria[0].title = "title\x1b[1m";
  f.result.band = "mid\x1b";
  for (int verbose = -1; verbose <= 1; ++verbose) {
    char *report = write_one("text", &f.result, (lg_report_options){.verbose = verbose});
    for (const char *at = report; *at != '\0'; ++at) {
      ck_assert_msg((unsigned char)*at >= 0x20 || *at == '\n', "control %02x in:\n%s",
                    (unsigned)*at, report);
    }
    HAS_NOT(report, "\xe2\x80\xae");
    HAS_NOT(report, "\xc2\x9b");
    free(report);
  }
  unmake(&f);
}
END_TEST

/* -- text --------------------------------------------------------------------- */

START_TEST(text_tells_what_matters) {
  fixture f;
  make(&f);
  char *report = write_one("text", &f.result, plain);
  HAS(report, "answers/rides.md\nSenior data engineer 1.0.0\n\n  69.9 of 100, mid\n");
  HAS(report, "  Would be 71.5; capped at mid because senior candidates scope first.\n");
  HAS(report, "  Processing  ###############.....   7.5 of 10\n");
  HAS(report, "  Storage     ....................     0 of 5\n");
  HAS(report, "  Penalties                         -1.5\n");
  HAS(report, "  1. +20    Small files are merged");
  HAS(report, "            Be ready for: How many files has a day?\n");
  HAS(report, "  3. +10    Tools before questions");
  HAS_NOT(report, "  4. ");
  HAS(report, "\nCredited\n    5 of 5  Reruns are harmless by construction");
  HAS(report, "line 9: \"The load is a MERGE on event_id, so replaying changes nothing.\"\n");
  HAS(report, "\nCredited in part\n  2.5 of 5  Late events have a policy");
  HAS(report, "            Level 1 of 2. See step 2.\n");
  HAS(report, "\nMissing\n    0 of 3  Small files are merged");
  HAS(report, "            Name the format and why.\n");
  HAS(report, "\nPenalties\n  -1.5  Tools before questions");
  HAS_NOT(report, "Reruns append again");
  HAS_NOT(report, "Undecided");
  HAS_NOT(report, "\x1b");
  free(report);
  unmake(&f);
}
END_TEST

START_TEST(verbose_tells_everything) {
  fixture f;
  make(&f);
  char *report = write_one("text", &f.result, (lg_report_options){.verbose = 1});
  HAS(report, "Level 2 of 2 for rerun_harmless.");
  HAS(report, "line 9, column 3, rerun_harmless: \"");
  HAS(report, "line 12, column 10, rerun_harmless: \"late events go to a side table\"");
  HAS(report, "Be ready for: How late is late?");
  HAS(report, "Reruns append again");
  HAS(report, "senior-data-engineer, 0123456789ab");
  free(report);
  unmake(&f);
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
  ck_assert_str_eq(two, " 69.9 mid answers/rides.md\n"
                        "100   -   b.md (incomplete) (not a design)\n");
  free(two);
  unmake(&f);
  unmake(&g);
}
END_TEST

START_TEST(several_answers_end_in_a_table) {
  fixture f;
  make(&f);
  const lg_result *results[] = {&f.result, &f.result};
  const lg_report_input input = input_of(results, COUNT(results));
  char *report = write_report("text", &input);
  const char *tail = "\n2 answers\n\n  69.9 mid answers/rides.md\n  69.9 mid answers/rides.md\n";
  HAS(report, tail);
  ck_assert_str_eq(report + strlen(report) - strlen(tail), tail);
  free(report);
  unmake(&f);
}
END_TEST

START_TEST(undecided_is_visible) {
  fixture f;
  make(&f);
  f.criteria[2].undetermined = true;
  f.criteria[2].reason = "A limit was met: the level may be higher.";
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
  HAS(report, "\nUndecided\n    0 of 3  Small files are merged");
  HAS(report, "A limit was met: the level may be higher.");
  HAS(report, "  undecided  Reruns append again");
  HAS(report, "\nNotes\n  answers/rides.md:4:2: warning: a pattern reached its limit [A004]\n     "
              "hint: simplify it\n");
  free(report);
  char *json = write_one("json", &f.result, plain);
  HAS(json, "\"complete\": false");
  HAS(json, "\"undetermined\": true");
  HAS(json, "\"code\": \"A004\"");
  free(json);
  unmake(&f);
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
  free(report);
  unmake(&f);
}
END_TEST

/* -- layout ------------------------------------------------------------------- */

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

START_TEST(lines_keep_to_the_width) {
  static const uint32_t widths[] = {40, 60, 80, 100, 132};
  fixture f;
  make(&f);
  f.sections[0].title = "A section with quite a long title that must be cut somewhere";
  f.criteria[0].title =
      "\xe6\x97\xa5\xe6\x9c\xac\xe8\xaa\x9e\xe3\x81\xae\xe9\x95\xb7\xe3\x81\x84\xe6\x96\x87\xe7\xab"
      "\xa0\xe3\x81\xa7\xe3\x81\x99\xe3\x80\x82\xe7\xa9\xba\xe7\x99\xbd\xe3\x81\x8c\xe3\x81\xaa\xe3"
      "\x81\x84\xe3\x81\xae\xe3\x81\xa7\xe6\x8a\x98\xe3\x82\x8a\xe8\xbf\x94\xe3\x81\x99\xe5\xbf\x85"
      "\xe8\xa6\x81\xe3\x81\x8c\xe3\x81\x82\xe3\x82\x8b";
  f.criteria[2].advice =
      "averylongwordwithoutanyspaceinitthatcannotbewrappedatawordandthereforemustbebrokensomewhere"
      "orelseitwouldstickoutoftheterminalontherightside and more words behind it";
  for (size_t i = 0; i < COUNT(widths); ++i) {
    for (int verbose = 0; verbose <= 1; ++verbose) {
      char *report =
          write_one("text", &f.result, (lg_report_options){.width = widths[i], .verbose = verbose});
      ck_assert_msg(widest_line(report) <= widths[i], "wider than %u:\n%s", widths[i], report);
      free(report);
    }
  }
  unmake(&f);
}
END_TEST

START_TEST(widths_are_those_of_terminals) {
  ck_assert_uint_eq(lg_display_width("abc", 3), 3);
  ck_assert_uint_eq(lg_display_width("\xe6\x97\xa5", 3), 2);
  ck_assert_uint_eq(lg_display_width("e\xcc\x81", 3), 1);
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
  free(report);
  unmake(&f);
}
END_TEST

START_TEST(colour_only_repeats_words) {
  fixture f;
  make(&f);
  char *colored = write_one("text", &f.result, (lg_report_options){.color = true});
  char *uncolored = write_one("text", &f.result, plain);
  HAS(colored, "\x1b[1m69.9\x1b[0m");
  char *to = colored;
  for (const char *from = colored; *from != '\0';) {
    if (*from == '\x1b') {
      from += strcspn(from, "m") + 1;
    } else {
      *to++ = *from++;
    }
  }
  *to = '\0';
  ck_assert_str_eq(colored, uncolored);
  free(colored);
  free(uncolored);
  unmake(&f);
}
END_TEST

START_TEST(bars_are_full_only_when_all_is_earned) {
  fixture f;
  make(&f);
  f.sections[0] = (lg_result_section){"a", "Almost", 99900, 100000};
  f.sections[1] = (lg_result_section){"b", "Barely", 1, 100000};
  char *report = write_one("text", &f.result, plain);
  HAS(report, "  Almost     ###################.");
  HAS(report, "  Barely     #...................");
  free(report);
  unmake(&f);
}
END_TEST

/* -- what gives out ----------------------------------------------------------- */

START_TEST(a_sink_may_refuse) {
  fixture f;
  make(&f);
  const lg_allocator allocator = lg_allocator_standard();
  const lg_result *results[200];
  for (size_t i = 0; i < COUNT(results); ++i) {
    results[i] = &f.result;
  }
  const lg_report_input input = input_of(results, COUNT(results));
  for (size_t format = 0; lg_report_format(format) != NULL; ++format) {
    text all = {NULL, 0, 0, 0};
    ck_assert_int_eq(lg_report_write(lg_report_format(format), &input, collect, &all, &allocator),
                     LG_OK);
    free(all.bytes);
    ck_assert_uint_gt(all.calls, 0);
    for (size_t call = 1; call <= 3 && call <= all.calls; ++call) {
      text out = {NULL, 0, 0, call};
      ck_assert_int_eq(lg_report_write(lg_report_format(format), &input, collect, &out, &allocator),
                       LG_SINK_REFUSED);
      ck_assert_uint_eq(out.calls, call);
      free(out.bytes);
    }
  }
  unmake(&f);
}
END_TEST

typedef struct scarce {
  size_t left;
  size_t bytes; /* not given back yet */
} scarce;

static void *scarce_resize(void *context, void *block, size_t old_size, size_t new_size) {
  scarce *memory = context;
  if (memory->left == 0) {
    return NULL;
  }
  --memory->left;
  void *larger = realloc(block, new_size);
  ck_assert_ptr_nonnull(larger);
  memory->bytes += new_size - old_size;
  return larger;
}

static void *scarce_allocate(void *context, size_t size) {
  return scarce_resize(context, NULL, 0, size);
}

static void scarce_release(void *context, void *block, size_t size) {
  ((scarce *)context)->bytes -= size;
  free(block);
}

START_TEST(memory_may_run_out) {
  fixture f;
  make(&f);
  const lg_result *result = &f.result;
  const lg_report_input input = input_of(&result, 1);
  for (size_t format = 0; lg_report_format(format) != NULL; ++format) {
    lg_status status = LG_NO_MEMORY;
    for (size_t left = 0; status != LG_OK; ++left) {
      scarce memory = {left, 0};
      const lg_allocator allocator = {scarce_allocate, scarce_resize, scarce_release, &memory};
      text out = {NULL, 0, 0, 0};
      status = lg_report_write(lg_report_format(format), &input, collect, &out, &allocator);
      ck_assert(status == LG_OK || status == LG_NO_MEMORY);
      ck_assert_uint_eq(memory.bytes, 0);
      free(out.bytes);
      ck_assert_uint_lt(left, 1000);
    }
  }
  unmake(&f);
}
END_TEST

START_TEST(the_same_bytes_twice) {
  fixture f;
  make(&f);
  for (size_t format = 0; lg_report_format(format) != NULL; ++format) {
    char *once = write_one(lg_report_format(format), &f.result, plain);
    char *twice = write_one(lg_report_format(format), &f.result, plain);
    ck_assert_str_eq(once, twice);
    free(once);
    free(twice);
  }
  unmake(&f);
}
END_TEST

static Suite *report_suite(void) {
  Suite *suite = suite_create("report");
  TCase *tests = tcase_create("report");
  tcase_add_test(tests, formats_are_listed);
  tcase_add_test(tests, no_results_are_valid);
  tcase_add_test(tests, json_has_the_promised_keys);
  tcase_add_test(tests, json_of_the_run_has_diagnostics);
  tcase_add_test(tests, json_names_a_second_rubric);
  tcase_add_test(tests, json_strings_are_escaped);
  tcase_add_test(tests, long_strings_arrive_whole);
  tcase_add_test(tests, nothing_steers_the_terminal);
  tcase_add_test(tests, text_report_holds_no_control);
  tcase_add_test(tests, text_tells_what_matters);
  tcase_add_test(tests, verbose_tells_everything);
  tcase_add_test(tests, quiet_is_one_line_each);
  tcase_add_test(tests, several_answers_end_in_a_table);
  tcase_add_test(tests, undecided_is_visible);
  tcase_add_test(tests, no_design_is_told);
  tcase_add_test(tests, lines_keep_to_the_width);
  tcase_add_test(tests, widths_are_those_of_terminals);
  tcase_add_test(tests, long_quotations_are_cut_at_a_word);
  tcase_add_test(tests, colour_only_repeats_words);
  tcase_add_test(tests, bars_are_full_only_when_all_is_earned);
  tcase_add_test(tests, a_sink_may_refuse);
  tcase_add_test(tests, memory_may_run_out);
  tcase_add_test(tests, the_same_bytes_twice);
  suite_add_tcase(suite, tests);
  return suite;
}

int main(void) {
  SRunner *runner = srunner_create(report_suite());
  srunner_run_all(runner, CK_ENV);
  const int failed = srunner_ntests_failed(runner);
  srunner_free(runner);
  return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
