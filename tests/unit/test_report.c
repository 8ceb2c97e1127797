/* The report layer over results made by hand: formats, escapes, and what
 * happens when the sink or memory gives out. */
#include <check.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "report/escape.h"
#include "report/json_writer.h"
#include "report/report.h"
#include "support/scarce.h"

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
  HAS(json, "\"reason\":\"Level 2 of 2 for rerun_harmless.\",\"held\":null,\"advice\":null,"
            "\"probe\":null}");
  HAS(json, "\"penalties\":[{\"id\":\"anti.tools_first\"");
  HAS(json, "\"present\":true,");
  HAS(json, "\"points\":-1.5,");
  HAS(json, "\"caps\":[{\"band\":\"mid\",\"because\":\"senior candidates scope first\","
            "\"score_before\":71.5}]");
  HAS(json, "\"next\":[{\"id\":\"store.compaction\",\"title\":\"Small files are merged\","
            "\"penalty\":false,\"gain\":20,\"why\":null,");
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

START_TEST(json_tells_what_is_undecided) {
  fixture f;
  make(&f);
  f.criteria[2].undetermined = true;
  f.result.complete = false;
  lg_diagnostic limit = {.severity = LG_WARNING, .code = "A004", .message = "a limit was reached"};
  limit.origin = "";
  ck_assert(lg_diagnostics_add(&f.result.diagnostics, &limit));
  char *json = write_one("json", &f.result, plain);
  HAS(json, "\"complete\": false");
  HAS(json, "\"undetermined\": true");
  HAS(json, "\"code\": \"A004\"");
  free(json);
  unmake(&f);
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

START_TEST(memory_may_run_out) {
  fixture f;
  make(&f);
  const lg_result *result = &f.result;
  const lg_report_input input = input_of(&result, 1);
  for (size_t format = 0; lg_report_format(format) != NULL; ++format) {
    ck_assert_uint_gt(report_without_memory(lg_report_format(format), &input), 1);
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
  tcase_add_test(tests, json_tells_what_is_undecided);
  tcase_add_test(tests, json_strings_are_escaped);
  tcase_add_test(tests, long_strings_arrive_whole);
  tcase_add_test(tests, nothing_steers_the_terminal);
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
