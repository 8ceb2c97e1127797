/* The public interface, through the public header and the shared library alone.
 * Argument: the folder of answers (by default, corpus). */
#include <check.h>
#include <libgrade/libgrade.h>
#include <locale.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "../support/complete_rubric.h"
#include "../support/corpus.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

static const char *folder;

/* -- a text that grows, as a sink ------------------------------------------------------- */

typedef struct text {
  char *bytes;
  size_t length;
} text;

static int add_to_text(void *context, const char *bytes, size_t length) {
  text *t = context;
  t->bytes = realloc(t->bytes, t->length + length + 1);
  ck_assert_ptr_nonnull(t->bytes);
  memcpy(t->bytes + t->length, bytes, length);
  t->length += length;
  t->bytes[t->length] = '\0';
  return 0;
}

static int refuse(void *context, const char *bytes, size_t length) {
  (void)context;
  (void)bytes;
  (void)length;
  return 1;
}

static void check_same(const text *a, const text *b) {
  ck_assert_uint_gt(a->length, 0);
  ck_assert_uint_eq(a->length, b->length);
  ck_assert_mem_eq(a->bytes, b->bytes, a->length);
}

/* -- the objects of most tests ----------------------------------------------------------- */

static const lgr_rubric_options complete_options = {.size = sizeof(lgr_rubric_options),
                                                    .read_include = complete_read};

static lgr_rubric *complete(void) {
  lgr_rubric *rubric;
  lgr_diagnostics *diagnostics;
  ck_assert_int_eq(lgr_diagnostics_new(&diagnostics, NULL), LGR_OK);
  const lgr_status status = lgr_rubric_parse(&rubric, complete_rubric, sizeof complete_rubric - 1,
                                             &complete_options, diagnostics);
  for (size_t i = 0; i < lgr_diagnostics_count(diagnostics); ++i) {
    lgr_diagnostic item = {.size = sizeof item};
    lgr_diagnostics_get(diagnostics, i, &item);
    ck_assert_msg(item.severity != LGR_ERROR, "%s:%u:%u: %s", item.origin, item.line, item.column,
                  item.message);
  }
  ck_assert_int_eq(status, LGR_OK);
  lgr_diagnostics_free(diagnostics);
  return rubric;
}

static lgr_answer answer_of(const char *bytes) {
  return (lgr_answer){
      .size = sizeof(lgr_answer), .text = bytes, .length = strlen(bytes), .name = "answer.md"};
}

static lgr_result *grade(const lgr_rubric *rubric, const char *bytes) {
  lgr_grader *grader;
  lgr_result *result;
  const lgr_answer answer = answer_of(bytes);
  ck_assert_int_eq(lgr_grader_new(&grader, rubric, NULL), LGR_OK);
  ck_assert_int_eq(lgr_grade(&result, grader, &answer), LGR_OK);
  lgr_grader_free(grader);
  return result;
}

static text json_of(const lgr_result *result) {
  text out = {NULL, 0};
  ck_assert_int_eq(lgr_report_write("json", &result, 1, NULL, NULL, add_to_text, &out), LGR_OK);
  return out;
}

/* -- versions and statuses ---------------------------------------------------------------- */

START_TEST(the_library_has_the_version_of_its_header) {
  ck_assert_str_eq(lgr_version(), LGR_VERSION_TEXT);
  ck_assert_uint_ge(lgr_scoring_version(), 1);
}
END_TEST

START_TEST(every_status_has_a_text) {
  for (int status = LGR_OK; status >= LGR_INTERNAL; --status) {
    ck_assert_str_ne(lgr_status_text((lgr_status)status), "unknown status");
    for (int other = LGR_OK; other > status; --other) {
      ck_assert_str_ne(lgr_status_text((lgr_status)status), lgr_status_text((lgr_status)other));
    }
  }
  ck_assert_str_eq(lgr_status_text((lgr_status)1), "unknown status");
  ck_assert_str_eq(lgr_status_text((lgr_status)-1000), "unknown status");
}
END_TEST

/* -- wrong arguments ------------------------------------------------------------------------ */

static void *never_allocate(void *context, size_t size) {
  (void)context;
  (void)size;
  return NULL;
}
static void *never_resize(void *context, void *block, size_t old_size, size_t new_size) {
  (void)context;
  (void)block;
  (void)old_size;
  (void)new_size;
  return NULL;
}
static void never_release(void *context, void *block, size_t size) {
  (void)context;
  (void)block;
  (void)size;
}

static const lgr_allocator incomplete[] = {{NULL, never_resize, never_release, NULL},
                                           {never_allocate, NULL, never_release, NULL},
                                           {never_allocate, never_resize, NULL, NULL}};

#define check_invalid(call) ck_assert_int_eq(call, LGR_INVALID_ARGUMENT)

/* The same, for calls that hand out an object. */
#define check_invalid_new(out, call)                                                               \
  do {                                                                                             \
    (out) = (void *)folder;                                                                        \
    ck_assert_int_eq(call, LGR_INVALID_ARGUMENT);                                                  \
    ck_assert_ptr_null(out);                                                                       \
  } while (0)

START_TEST(wrong_arguments_about_diagnostics) {
  lgr_diagnostics *list = NULL;
  check_invalid(lgr_diagnostics_new(NULL, NULL));
  for (size_t i = 0; i < COUNT(incomplete); ++i) {
    check_invalid_new(list, lgr_diagnostics_new(&list, &incomplete[i]));
  }
  lgr_diagnostics_free(NULL);
  lgr_diagnostics_clear(NULL);
  ck_assert_uint_eq(lgr_diagnostics_count(NULL), 0);
  ck_assert_uint_eq(lgr_diagnostics_errors(NULL), 0);
  ck_assert_uint_eq(lgr_diagnostics_suppressed(NULL), 0);

  ck_assert_int_eq(lgr_diagnostics_new(&list, NULL), LGR_OK);
  lgr_diagnostic item = {
      .size = sizeof item, .severity = LGR_WARNING, .code = "X001", .message = "text"};
  check_invalid(lgr_diagnostics_get(list, 0, &item));
  ck_assert_int_eq(lgr_diagnostics_add(list, &item), LGR_OK);
  check_invalid(lgr_diagnostics_get(NULL, 0, &item));
  check_invalid(lgr_diagnostics_get(list, 0, NULL));
  check_invalid(lgr_diagnostics_get(list, 1, &item));
  check_invalid(lgr_diagnostics_get(list, SIZE_MAX, &item));
  item.size = sizeof item - 1;
  check_invalid(lgr_diagnostics_get(list, 0, &item));
  check_invalid(lgr_diagnostics_add(list, &item));
  check_invalid(lgr_diagnostics_add(list, NULL));
  item = (lgr_diagnostic){.size = sizeof item, .message = "text"};
  check_invalid(lgr_diagnostics_add(list, &item)); /* no code */
  item = (lgr_diagnostic){.size = sizeof item, .code = "X001"};
  check_invalid(lgr_diagnostics_add(list, &item)); /* no message */
  item = (lgr_diagnostic){
      .size = sizeof item, .severity = (lgr_severity)3, .code = "X001", .message = "text"};
  check_invalid(lgr_diagnostics_add(list, &item));
  item.severity = LGR_ERROR;
  check_invalid(lgr_diagnostics_add(NULL, &item));
  ck_assert_uint_eq(lgr_diagnostics_count(list), 1);
  lgr_diagnostics_free(list);
}
END_TEST

START_TEST(wrong_arguments_about_rubrics) {
  lgr_rubric *rubric = NULL;
  check_invalid(lgr_rubric_parse(NULL, "", 0, NULL, NULL));
  check_invalid_new(rubric, lgr_rubric_parse(&rubric, NULL, 1, NULL, NULL));
  lgr_rubric_options options = {.size = sizeof options + 1};
  check_invalid_new(rubric, lgr_rubric_parse(&rubric, "x", 1, &options, NULL));
  options.size = 0;
  check_invalid_new(rubric, lgr_rubric_parse(&rubric, "x", 1, &options, NULL));
  check_invalid(lgr_rubric_builtin(NULL, "senior-data-engineer", NULL));
  check_invalid_new(rubric, lgr_rubric_builtin(&rubric, NULL, NULL));
  for (size_t i = 0; i < COUNT(incomplete); ++i) {
    options = (lgr_rubric_options){.size = sizeof options, .allocator = &incomplete[i]};
    check_invalid_new(rubric, lgr_rubric_parse(&rubric, "x", 1, &options, NULL));
    check_invalid_new(rubric, lgr_rubric_builtin(&rubric, "senior-data-engineer", &incomplete[i]));
  }
  lgr_rubric_free(NULL);
  ck_assert_str_eq(lgr_rubric_id(NULL), "");
  ck_assert_str_eq(lgr_rubric_title(NULL), "");
  ck_assert_str_eq(lgr_rubric_version(NULL), "");
  ck_assert_str_eq(lgr_rubric_digest(NULL), "");
  ck_assert_uint_eq(lgr_rubric_criterion_count(NULL), 0);
  ck_assert_uint_eq(lgr_rubric_penalty_count(NULL), 0);
  ck_assert_uint_eq(lgr_rubric_band_count(NULL), 0);
}
END_TEST

START_TEST(wrong_arguments_about_parts_of_a_rubric) {
  lgr_rubric *rubric = complete();
  lgr_criterion criterion = {.size = sizeof criterion};
  lgr_penalty penalty = {.size = sizeof penalty};
  lgr_band band = {.size = sizeof band};
  check_invalid(lgr_rubric_criterion(NULL, 0, &criterion));
  check_invalid(lgr_rubric_criterion(rubric, 0, NULL));
  check_invalid(lgr_rubric_criterion(rubric, lgr_rubric_criterion_count(rubric), &criterion));
  check_invalid(lgr_rubric_penalty(NULL, 0, &penalty));
  check_invalid(lgr_rubric_penalty(rubric, 0, NULL));
  check_invalid(lgr_rubric_penalty(rubric, lgr_rubric_penalty_count(rubric), &penalty));
  check_invalid(lgr_rubric_band(NULL, 0, &band));
  check_invalid(lgr_rubric_band(rubric, 0, NULL));
  check_invalid(lgr_rubric_band(rubric, lgr_rubric_band_count(rubric), &band));
  criterion.size = penalty.size = band.size = 4;
  check_invalid(lgr_rubric_criterion(rubric, 0, &criterion));
  check_invalid(lgr_rubric_penalty(rubric, 0, &penalty));
  check_invalid(lgr_rubric_band(rubric, 0, &band));

  check_invalid(lgr_rubric_test(NULL, NULL, NULL, NULL, NULL));
  check_invalid(lgr_rubric_test(rubric, &incomplete[0], NULL, NULL, NULL));
  const char *name;
  size_t length;
  ck_assert_ptr_null(lgr_rubric_builtin_source(NULL, 0, &name, &length));
  ck_assert_ptr_null(lgr_rubric_builtin_source("senior-data-engineer", 0, NULL, &length));
  ck_assert_ptr_null(lgr_rubric_builtin_source("senior-data-engineer", 0, &name, NULL));
  ck_assert_ptr_null(lgr_rubric_builtin_source("none", 0, &name, &length));
  ck_assert_ptr_null(lgr_rubric_builtin_source("senior-data-engineer", 9999, &name, &length));
  ck_assert_ptr_null(lgr_rubric_builtin_id(9999));
  lgr_rubric_free(rubric);
}
END_TEST

START_TEST(wrong_arguments_about_grading) {
  lgr_rubric *rubric = complete();
  lgr_grader *grader = NULL;
  lgr_result *result = NULL;
  check_invalid(lgr_grader_new(NULL, rubric, NULL));
  check_invalid_new(grader, lgr_grader_new(&grader, NULL, NULL));
  lgr_grader_options options = {.size = 1};
  check_invalid_new(grader, lgr_grader_new(&grader, rubric, &options));
  for (size_t i = 0; i < COUNT(incomplete); ++i) {
    options = (lgr_grader_options){.size = sizeof options, .allocator = &incomplete[i]};
    check_invalid_new(grader, lgr_grader_new(&grader, rubric, &options));
  }
  lgr_grader_free(NULL);

  ck_assert_int_eq(lgr_grader_new(&grader, rubric, NULL), LGR_OK);
  lgr_answer answer = answer_of("text");
  check_invalid(lgr_grade(NULL, grader, &answer));
  check_invalid_new(result, lgr_grade(&result, NULL, &answer));
  check_invalid_new(result, lgr_grade(&result, grader, NULL));
  answer.size = sizeof answer - 1;
  check_invalid_new(result, lgr_grade(&result, grader, &answer));
  answer = (lgr_answer){.size = sizeof answer, .length = 1};
  check_invalid_new(result, lgr_grade(&result, grader, &answer));
  answer.length = 0; /* no text of no length is an empty answer */
  ck_assert_int_eq(lgr_grade(&result, grader, &answer), LGR_OK);
  ck_assert_int_eq(lgr_result_score(result), 0);
  ck_assert_str_eq(lgr_result_path(result), "");
  lgr_result_free(result);
  lgr_grader_free(grader);
  lgr_rubric_free(rubric);
}
END_TEST

START_TEST(wrong_arguments_about_results) {
  lgr_result_free(NULL);
  ck_assert_int_eq(lgr_result_score(NULL), 0);
  ck_assert_ptr_null(lgr_result_band(NULL));
  ck_assert_int_eq(lgr_result_complete(NULL), 0);
  ck_assert_int_eq(lgr_result_is_design(NULL), 0);
  ck_assert_str_eq(lgr_result_path(NULL), "");
  ck_assert_ptr_null(lgr_result_diagnostics(NULL));
  ck_assert_uint_eq(lgr_result_criterion_count(NULL), 0);
  ck_assert_uint_eq(lgr_result_penalty_count(NULL), 0);
  ck_assert_uint_eq(lgr_result_next_count(NULL), 0);
  ck_assert_ptr_null(lgr_result_cap(NULL, 0));

  lgr_rubric *rubric = complete();
  lgr_result *result = grade(rubric, complete_answer);
  lgr_criterion_result criterion = {.size = sizeof criterion};
  lgr_penalty_result penalty = {.size = sizeof penalty};
  lgr_next_step next = {.size = sizeof next};
  lgr_evidence evidence = {.size = sizeof evidence};
  const size_t criteria = lgr_result_criterion_count(result);
  const size_t penalties = lgr_result_penalty_count(result);
  check_invalid(lgr_result_criterion(NULL, 0, &criterion));
  check_invalid(lgr_result_criterion(result, criteria, &criterion));
  check_invalid(lgr_result_criterion(result, 0, NULL));
  check_invalid(lgr_result_penalty(NULL, 0, &penalty));
  check_invalid(lgr_result_penalty(result, penalties, &penalty));
  check_invalid(lgr_result_penalty(result, 0, NULL));
  check_invalid(lgr_result_next(NULL, 0, &next));
  check_invalid(lgr_result_next(result, lgr_result_next_count(result), &next));
  check_invalid(lgr_result_next(result, 0, NULL));
  ck_assert_int_eq(lgr_result_criterion(result, 0, &criterion), LGR_OK);
  ck_assert_uint_gt(criterion.evidence_count, 0);
  check_invalid(lgr_result_criterion_evidence(NULL, 0, 0, &evidence));
  check_invalid(lgr_result_criterion_evidence(result, criteria, 0, &evidence));
  check_invalid(lgr_result_criterion_evidence(result, 0, criterion.evidence_count, &evidence));
  check_invalid(lgr_result_criterion_evidence(result, 0, 0, NULL));
  check_invalid(lgr_result_penalty_evidence(NULL, 0, 0, &evidence));
  check_invalid(lgr_result_penalty_evidence(result, penalties, 0, &evidence));
  check_invalid(lgr_result_penalty_evidence(result, 0, 99, &evidence));
  ck_assert_ptr_null(lgr_result_cap(result, 99));
  criterion.size = penalty.size = next.size = evidence.size = 3;
  check_invalid(lgr_result_criterion(result, 0, &criterion));
  check_invalid(lgr_result_penalty(result, 0, &penalty));
  check_invalid(lgr_result_next(result, 0, &next));
  check_invalid(lgr_result_criterion_evidence(result, 0, 0, &evidence));
  lgr_result_free(result);
  lgr_rubric_free(rubric);
}
END_TEST

START_TEST(wrong_arguments_about_reports) {
  lgr_rubric *rubric = complete();
  lgr_result *result = grade(rubric, complete_answer);
  const lgr_result *results[] = {result, NULL};
  text out = {NULL, 0};
  check_invalid(lgr_report_write(NULL, results, 1, NULL, NULL, add_to_text, &out));
  check_invalid(lgr_report_write("json", results, 1, NULL, NULL, NULL, &out));
  check_invalid(lgr_report_write("json", NULL, 1, NULL, NULL, add_to_text, &out));
  check_invalid(lgr_report_write("json", results, 2, NULL, NULL, add_to_text, &out));
  lgr_report_options options = {.size = 0};
  check_invalid(lgr_report_write("json", results, 1, NULL, &options, add_to_text, &out));
  for (size_t i = 0; i < COUNT(incomplete); ++i) {
    options = (lgr_report_options){.size = sizeof options, .allocator = &incomplete[i]};
    check_invalid(lgr_report_write("json", results, 1, NULL, &options, add_to_text, &out));
  }
  ck_assert_int_eq(lgr_report_write("xyz", results, 1, NULL, NULL, add_to_text, &out),
                   LGR_UNSUPPORTED);
  ck_assert_int_eq(lgr_report_write("", results, 1, NULL, NULL, add_to_text, &out),
                   LGR_UNSUPPORTED);
  ck_assert_uint_eq(out.length, 0);
  ck_assert_int_eq(lgr_report_write("json", results, 1, NULL, NULL, refuse, NULL),
                   LGR_SINK_REFUSED);
  ck_assert_int_eq(lgr_report_write("json", NULL, 0, NULL, NULL, add_to_text, &out), LGR_OK);
  ck_assert_uint_gt(out.length, 0);
  ck_assert_ptr_null(lgr_report_format(9999));

  lgr_grader *grader;
  ck_assert_int_eq(lgr_grader_new(&grader, rubric, NULL), LGR_OK);
  const lgr_answer answer = answer_of(complete_answer);
  const char *id = "process.rerun";
  check_invalid(lgr_explain(NULL, &answer, id, NULL, add_to_text, &out));
  check_invalid(lgr_explain(grader, NULL, id, NULL, add_to_text, &out));
  check_invalid(lgr_explain(grader, &answer, NULL, NULL, add_to_text, &out));
  check_invalid(lgr_explain(grader, &answer, id, NULL, NULL, &out));
  options = (lgr_report_options){.size = 5};
  check_invalid(lgr_explain(grader, &answer, id, &options, add_to_text, &out));
  ck_assert_int_eq(lgr_explain(grader, &answer, "no.such", NULL, add_to_text, &out),
                   LGR_UNSUPPORTED);
  ck_assert_int_eq(lgr_explain(grader, &answer, id, NULL, refuse, NULL), LGR_SINK_REFUSED);
  free(out.bytes);
  lgr_grader_free(grader);
  lgr_result_free(result);
  lgr_rubric_free(rubric);
}
END_TEST

/* -- statuses with a meaning ------------------------------------------------------------------ */

START_TEST(rubrics_are_refused_for_their_reasons) {
  lgr_rubric *rubric = NULL;
  lgr_diagnostics *list;
  ck_assert_int_eq(lgr_diagnostics_new(&list, NULL), LGR_OK);
  ck_assert_int_eq(lgr_rubric_parse(&rubric, NULL, 0, NULL, list), LGR_REJECTED);
  ck_assert_ptr_null(rubric);
  ck_assert_uint_gt(lgr_diagnostics_errors(list), 0);
  lgr_diagnostics_clear(list);
  ck_assert_uint_eq(lgr_diagnostics_count(list) + lgr_diagnostics_errors(list), 0);

  /* Without its include, which no reader gives. */
  ck_assert_int_eq(
      lgr_rubric_parse(&rubric, complete_rubric, sizeof complete_rubric - 1, NULL, list),
      LGR_REJECTED);
  ck_assert_ptr_null(rubric);
  lgr_diagnostic item = {.size = sizeof item};
  ck_assert_int_eq(lgr_diagnostics_get(list, 0, &item), LGR_OK);
  ck_assert_str_eq(item.origin, "rubric");
  ck_assert_str_ne(item.message, "");

  static const char future[] = "rubric: x\nformat: 99\nversion: 1.0.0\ntitle: T\nlanguage: en\n";
  static const char foreign[] = "rubric: x\nformat: 1\nversion: 1.0.0\ntitle: T\nlanguage: tlh\n";
  ck_assert_int_eq(lgr_rubric_parse(&rubric, future, sizeof future - 1, NULL, NULL),
                   LGR_UNSUPPORTED);
  ck_assert_int_eq(lgr_rubric_parse(&rubric, foreign, sizeof foreign - 1, NULL, NULL),
                   LGR_UNSUPPORTED);
  ck_assert_int_eq(lgr_rubric_builtin(&rubric, "no-such-rubric", NULL), LGR_UNSUPPORTED);
  ck_assert_int_eq(lgr_rubric_builtin(&rubric, "", NULL), LGR_UNSUPPORTED);
  ck_assert_ptr_null(rubric);

  const size_t large = (4u << 20) + 1;
  char *bytes = malloc(large);
  memset(bytes, '#', large);
  ck_assert_int_eq(lgr_rubric_parse(&rubric, bytes, large, NULL, NULL), LGR_LIMIT);
  ck_assert_ptr_null(rubric);
  free(bytes);
  lgr_diagnostics_free(list);
}
END_TEST

START_TEST(a_huge_answer_is_refused_as_a_whole) {
  lgr_rubric *rubric = complete();
  lgr_grader *grader;
  lgr_result *result = NULL;
  ck_assert_int_eq(lgr_grader_new(&grader, rubric, NULL), LGR_OK);
  const lgr_answer huge = {.size = sizeof huge, .text = complete_answer, .length = (64u << 20) + 1};
  ck_assert_int_eq(lgr_grade(&result, grader, &huge), LGR_LIMIT); /* without reading it */
  ck_assert_ptr_null(result);
  const lgr_answer small = answer_of(complete_answer);
  ck_assert_int_eq(lgr_grade(&result, grader, &small), LGR_OK);
  lgr_result_free(result);
  lgr_grader_free(grader);
  lgr_rubric_free(rubric);
}
END_TEST

/* -- diagnostics ----------------------------------------------------------------------------------
 */

START_TEST(diagnostics_of_the_caller_are_copied) {
  lgr_diagnostics *list;
  ck_assert_int_eq(lgr_diagnostics_new(&list, NULL), LGR_OK);
  char message[] = "cannot be read";
  const lgr_diagnostic given = {.size = sizeof given,
                                .severity = LGR_ERROR,
                                .code = "F001",
                                .message = message,
                                .origin = "answer.md",
                                .line = 7};
  ck_assert_int_eq(lgr_diagnostics_add(list, &given), LGR_OK);
  memset(message, 'x', sizeof message - 1);
  lgr_diagnostic item = {.size = sizeof item};
  ck_assert_int_eq(lgr_diagnostics_get(list, 0, &item), LGR_OK);
  ck_assert_uint_eq(item.size, sizeof item);
  ck_assert_int_eq(item.severity, LGR_ERROR);
  ck_assert_str_eq(item.code, "F001");
  ck_assert_str_eq(item.message, "cannot be read");
  ck_assert_str_eq(item.origin, "answer.md");
  ck_assert_str_eq(item.hint, "");
  ck_assert_str_eq(item.path, "");
  ck_assert_str_eq(item.excerpt, "");
  ck_assert_uint_eq(item.line, 7);
  for (int i = 0; i < 1200; ++i) {
    ck_assert_int_eq(lgr_diagnostics_add(list, &given), LGR_OK);
  }
  ck_assert_uint_eq(lgr_diagnostics_count(list), 1000);
  ck_assert_uint_eq(lgr_diagnostics_errors(list), 1201);
  ck_assert_uint_eq(lgr_diagnostics_suppressed(list), 201);
  lgr_diagnostics_free(list);
}
END_TEST

/* -- what a rubric tells
 * ------------------------------------------------------------------------------ */

START_TEST(a_rubric_describes_itself) {
  lgr_rubric *rubric = complete();
  ck_assert_str_eq(lgr_rubric_id(rubric), "complete");
  ck_assert_str_eq(lgr_rubric_title(rubric), "Everything once");
  ck_assert_str_eq(lgr_rubric_version(rubric), "1.2.3");
  ck_assert_uint_eq(strspn(lgr_rubric_digest(rubric), "0123456789abcdef"), 64);
  ck_assert_uint_eq(lgr_rubric_criterion_count(rubric), 4);
  lgr_criterion criterion = {.size = sizeof criterion};
  ck_assert_int_eq(lgr_rubric_criterion(rubric, 0, &criterion), LGR_OK);
  ck_assert_str_eq(criterion.id, "process.rerun");
  ck_assert_str_eq(criterion.section, "process");
  ck_assert_str_eq(criterion.section_title, "Processing");
  ck_assert_uint_eq(criterion.max_level, 2);
  ck_assert_int_eq(criterion.max_points, 5000);
  ck_assert_int_eq(lgr_rubric_criterion(rubric, 3, &criterion), LGR_OK);
  ck_assert_str_eq(criterion.id, "quality.action");
  lgr_penalty penalty = {.size = sizeof penalty};
  ck_assert_int_eq(lgr_rubric_penalty(rubric, 0, &penalty), LGR_OK);
  ck_assert_str_eq(penalty.id, "anti.dump");
  ck_assert_int_eq(penalty.points, -2000);
  lgr_band band = {.size = sizeof band};
  ck_assert_uint_eq(lgr_rubric_band_count(rubric), 2);
  ck_assert_int_eq(lgr_rubric_band(rubric, 0, &band), LGR_OK);
  ck_assert_str_eq(band.name, "high");
  ck_assert_int_eq(band.at, 60000);
  size_t failed = 99;
  size_t total = 99;
  ck_assert_int_eq(lgr_rubric_test(rubric, NULL, NULL, &failed, &total), LGR_OK);
  ck_assert_uint_eq(total, 8);
  ck_assert_uint_eq(failed, 0);
  lgr_rubric_free(rubric);
}
END_TEST

/* The built-in one, read again from the source it shows. */
static int read_builtin(void *context, const char *name, const char **bytes, size_t *length) {
  const char *file;
  for (size_t i = 1; (*bytes = lgr_rubric_builtin_source(context, i, &file, length)) != NULL; ++i) {
    if (strcmp(file, name) == 0) {
      return 0;
    }
  }
  return 1;
}

START_TEST(built_in_rubrics_show_their_source) {
  char id[] = "senior-data-engineer";
  ck_assert_str_eq(lgr_rubric_builtin_id(0), id);
  const char *name;
  size_t length;
  const char *main = lgr_rubric_builtin_source(id, 0, &name, &length);
  ck_assert_ptr_nonnull(main);
  ck_assert_str_eq(name, "rubric.yaml");
  lgr_rubric *builtin;
  lgr_rubric *parsed;
  const lgr_rubric_options options = {
      .size = sizeof options, .read_include = read_builtin, .read_context = id};
  ck_assert_int_eq(lgr_rubric_builtin(&builtin, id, NULL), LGR_OK);
  ck_assert_int_eq(lgr_rubric_parse(&parsed, main, length, &options, NULL), LGR_OK);
  ck_assert_str_eq(lgr_rubric_digest(builtin), lgr_rubric_digest(parsed));
  ck_assert_str_eq(lgr_rubric_id(builtin), id);
  ck_assert_uint_eq(lgr_rubric_criterion_count(builtin), lgr_rubric_criterion_count(parsed));
  lgr_result *a = grade(builtin, complete_answer);
  lgr_result *b = grade(parsed, complete_answer);
  text first = json_of(a);
  text second = json_of(b);
  check_same(&first, &second);
  free(first.bytes);
  free(second.bytes);
  lgr_result_free(a);
  lgr_result_free(b);
  lgr_rubric_free(builtin);
  lgr_rubric_free(parsed);
}
END_TEST

/* -- results
 * ---------------------------------------------------------------------------------------------- */

START_TEST(a_result_outlives_rubric_and_grader) {
  lgr_rubric *rubric = complete();
  lgr_grader *grader;
  lgr_result *result;
  ck_assert_int_eq(lgr_grader_new(&grader, rubric, NULL), LGR_OK);
  char *bytes = malloc(sizeof complete_answer);
  memcpy(bytes, complete_answer, sizeof complete_answer);
  char name[] = "answer.md";
  lgr_answer answer = answer_of(bytes);
  answer.name = name;
  ck_assert_int_eq(lgr_grade(&result, grader, &answer), LGR_OK);
  text before = json_of(result);
  memset(bytes, 'x', sizeof complete_answer);
  memset(name, 'x', sizeof name - 1);
  free(bytes);
  lgr_grader_free(grader);
  lgr_rubric_free(rubric);
  text after = json_of(result);
  check_same(&before, &after);
  free(before.bytes);
  free(after.bytes);
  lgr_result_free(result);
}
END_TEST

START_TEST(the_same_answer_gives_the_same_bytes) {
  lgr_rubric *rubric = complete();
  lgr_grader *grader;
  ck_assert_int_eq(lgr_grader_new(&grader, rubric, NULL), LGR_OK);
  text outputs[3] = {{NULL, 0}};
  for (size_t i = 0; i < COUNT(outputs); ++i) {
    const char *between[] = {"Nothing here.", "Kafka, Spark, Flink, dbt. Late data is kept."};
    lgr_result *result;
    const lgr_answer other = answer_of(between[i % 2]);
    const lgr_answer answer = answer_of(complete_answer);
    ck_assert_int_eq(lgr_grade(&result, grader, &other), LGR_OK);
    lgr_result_free(result);
    ck_assert_int_eq(lgr_grade(&result, grader, &answer), LGR_OK);
    outputs[i] = json_of(result);
    lgr_result_free(result);
  }
  check_same(&outputs[0], &outputs[1]);
  check_same(&outputs[0], &outputs[2]);
  /* And with everything made anew. */
  lgr_rubric *again = complete();
  lgr_result *result = grade(again, complete_answer);
  text fresh = json_of(result);
  check_same(&outputs[0], &fresh);
  lgr_result_free(result);
  lgr_rubric_free(again);
  free(fresh.bytes);
  for (size_t i = 0; i < COUNT(outputs); ++i) {
    free(outputs[i].bytes);
  }
  lgr_grader_free(grader);
  lgr_rubric_free(rubric);
}
END_TEST

START_TEST(the_locale_changes_nothing) {
  static const char *const locales[] = {"de_DE.UTF-8", "tr_TR.UTF-8", "fr_FR.UTF-8", "C.UTF-8", ""};
  lgr_rubric *rubric = complete();
  lgr_result *result = grade(rubric, complete_answer);
  text plain[8] = {{NULL, 0}};
  for (size_t f = 0; lgr_report_format(f) != NULL; ++f) {
    const lgr_result *const one = result;
    lgr_report_write(lgr_report_format(f), &one, 1, NULL, NULL, add_to_text, &plain[f]);
  }
  lgr_result_free(result);
  lgr_rubric_free(rubric);
  for (size_t i = 0; i < COUNT(locales); ++i) {
    if (setlocale(LC_ALL, locales[i]) == NULL) {
      continue; /* not installed */
    }
    rubric = complete();
    result = grade(rubric, complete_answer);
    for (size_t f = 0; lgr_report_format(f) != NULL; ++f) {
      const lgr_result *const one = result;
      text foreign = {NULL, 0};
      lgr_report_write(lgr_report_format(f), &one, 1, NULL, NULL, add_to_text, &foreign);
      check_same(&plain[f], &foreign);
      free(foreign.bytes);
    }
    lgr_result_free(result);
    lgr_rubric_free(rubric);
  }
  setlocale(LC_ALL, "C");
  for (size_t f = 0; f < COUNT(plain); ++f) {
    free(plain[f].bytes);
  }
}
END_TEST

START_TEST(the_answer_is_looked_at_as_the_rubric_says) {
  lgr_rubric *rubric = complete();
  lgr_result *result = grade(rubric, complete_answer);
  static const struct {
    const char *id;
    uint32_t level;
  } expected[] = {
      {"process.rerun", 1}, {"process.late", 3}, {"process.tools", 2}, {"quality.action", 2}};
  ck_assert_uint_eq(lgr_result_criterion_count(result), COUNT(expected));
  for (size_t i = 0; i < COUNT(expected); ++i) {
    lgr_criterion_result made = {.size = sizeof made};
    ck_assert_int_eq(lgr_result_criterion(result, i, &made), LGR_OK);
    ck_assert_str_eq(made.id, expected[i].id);
    ck_assert_msg(made.level == expected[i].level, "%s is at %u: %s", made.id, made.level,
                  made.reason);
    ck_assert_int_eq(made.undetermined, 0);
    ck_assert_str_ne(made.reason, "");
    ck_assert(made.level == made.max_level ? made.advice == NULL : made.advice != NULL);
  }
  ck_assert_int_eq(lgr_result_complete(result), 1);
  ck_assert_int_eq(lgr_result_is_design(result), 1);
  ck_assert_str_eq(lgr_result_path(result), "answer.md");
  /* (1.5 + 3 + 2 + 1) of (5 + 3 + 2 + 1) */
  ck_assert_int_eq(lgr_result_score(result), 68200);
  ck_assert_str_eq(lgr_result_band(result), "high");
  lgr_next_step next = {.size = sizeof next};
  ck_assert_uint_eq(lgr_result_next_count(result), 1);
  ck_assert_int_eq(lgr_result_next(result, 0, &next), LGR_OK);
  ck_assert_str_eq(next.id, "process.rerun");
  ck_assert_int_eq(next.gain, 31800);
  lgr_result_free(result);

  result = grade(rubric, "A poem about the sea.");
  ck_assert_int_eq(lgr_result_is_design(result), 0);
  ck_assert_int_eq(lgr_result_score(result), 0);
  lgr_result_free(result);
  lgr_rubric_free(rubric);
}
END_TEST

/* -- spans
 * ---------------------------------------------------------------------------------------------------
 */

static void place_of(const char *bytes, size_t offset, uint32_t *line, uint32_t *column) {
  *line = 1;
  *column = 1;
  for (size_t i = 0; i < offset; ++i) {
    if (bytes[i] == '\n') {
      ++*line;
      *column = 1;
    } else if (((unsigned char)bytes[i] & 0xC0) != 0x80) {
      ++*column;
    }
  }
}

static void check_evidence(const corpus_answer *answer, const lgr_evidence *evidence) {
  ck_assert_uint_lt(evidence->start, evidence->end);
  ck_assert_uint_le(evidence->end, answer->length);
  const size_t length = strlen(evidence->text);
  ck_assert_uint_le(length, 400);
  const bool cut = length >= 3 && memcmp(evidence->text + length - 3, "\xE2\x80\xA6", 3) == 0;
  if (!cut) {
    ck_assert_uint_eq(evidence->end - evidence->start, length);
    ck_assert_mem_eq(answer->text + evidence->start, evidence->text, length);
  } else {
    ck_assert_mem_eq(answer->text + evidence->start, evidence->text, length - 3);
  }
  uint32_t line;
  uint32_t column;
  place_of(answer->text, evidence->start, &line, &column);
  ck_assert_uint_eq(evidence->line, line);
  ck_assert_uint_eq(evidence->column, column);
  place_of(answer->text, evidence->end, &line, &column);
  ck_assert_uint_eq(evidence->end_line, line);
  ck_assert_uint_eq(evidence->end_column, column);
  ck_assert_str_ne(evidence->signal, "");
}

START_TEST(evidence_quotes_the_bytes_it_points_at) {
  corpus answers = corpus_read(folder);
  lgr_rubric *rubric;
  lgr_grader *grader;
  ck_assert_int_eq(lgr_rubric_builtin(&rubric, "senior-data-engineer", NULL), LGR_OK);
  ck_assert_int_eq(lgr_grader_new(&grader, rubric, NULL), LGR_OK);
  size_t checked = 0;
  for (size_t i = 0; i < answers.count; ++i) {
    lgr_result *result;
    const lgr_answer answer = {.size = sizeof answer,
                               .text = answers.answers[i].text,
                               .length = answers.answers[i].length,
                               .name = answers.answers[i].name};
    ck_assert_int_eq(lgr_grade(&result, grader, &answer), LGR_OK);
    lgr_evidence evidence = {.size = sizeof evidence};
    for (size_t c = 0; c < lgr_result_criterion_count(result); ++c) {
      for (size_t k = 0; lgr_result_criterion_evidence(result, c, k, &evidence) == LGR_OK;
           ++k, ++checked) {
        check_evidence(&answers.answers[i], &evidence);
      }
    }
    for (size_t p = 0; p < lgr_result_penalty_count(result); ++p) {
      for (size_t k = 0; lgr_result_penalty_evidence(result, p, k, &evidence) == LGR_OK;
           ++k, ++checked) {
        check_evidence(&answers.answers[i], &evidence);
      }
    }
    lgr_result_free(result);
  }
  ck_assert_uint_gt(checked, 100);
  lgr_grader_free(grader);
  lgr_rubric_free(rubric);
  corpus_free(&answers);
}
END_TEST

/* Ill-formed bytes and NULs are repaired, and never make a quotation too long. */
START_TEST(quotations_are_repaired_and_cut) {
  lgr_rubric *rubric = complete();
  char bytes[1200] = "Late data ";
  for (size_t i = 10; i < 290; ++i) {
    bytes[i] = i % 7 == 0 ? ' ' : '\xFF';
  }
  strcpy(bytes + 290, " is kept. We upsert late data\xC3\xA9.");
  lgr_result *result = grade(rubric, bytes);
  lgr_evidence evidence = {.size = sizeof evidence};
  size_t seen = 0;
  for (size_t c = 0; c < lgr_result_criterion_count(result); ++c) {
    for (size_t k = 0; lgr_result_criterion_evidence(result, c, k, &evidence) == LGR_OK; ++k) {
      ck_assert_uint_le(strlen(evidence.text), 400);
      ck_assert_ptr_null(strchr(evidence.text, '\xFF'));
      ++seen;
    }
  }
  ck_assert_uint_gt(seen, 0);
  ck_assert_uint_gt(lgr_diagnostics_count(lgr_result_diagnostics(result)), 0);
  lgr_result_free(result);
  lgr_rubric_free(rubric);
}
END_TEST

/* -- cancelling
 * -----------------------------------------------------------------------------------------------------
 */

typedef struct patience {
  int left;
  int calls;
} patience;

static int lose_patience(void *context) {
  patience *p = context;
  ++p->calls;
  return p->left-- <= 0;
}

START_TEST(a_grading_can_be_cancelled_anywhere) {
  lgr_rubric *rubric = complete();
  patience p = {1 << 30, 0};
  const lgr_grader_options options = {
      .size = sizeof options, .progress = lose_patience, .progress_context = &p};
  lgr_grader *grader;
  lgr_result *result = NULL;
  const lgr_answer answer = answer_of(complete_answer);
  ck_assert_int_eq(lgr_grader_new(&grader, rubric, &options), LGR_OK);
  ck_assert_int_eq(lgr_grade(&result, grader, &answer), LGR_OK);
  text whole = json_of(result);
  lgr_result_free(result);
  const int calls = p.calls;
  ck_assert_int_gt(calls, 0);
  for (int stop = 0; stop < calls; ++stop) {
    p = (patience){stop, 0};
    result = (void *)folder;
    ck_assert_int_eq(lgr_grade(&result, grader, &answer), LGR_CANCELLED);
    ck_assert_ptr_null(result);
    ck_assert_int_eq(p.calls, stop + 1); /* once told to stop, it asks no more */
  }
  text out = {NULL, 0};
  p = (patience){0, 0};
  ck_assert_int_eq(lgr_explain(grader, &answer, "process.late", NULL, add_to_text, &out),
                   LGR_CANCELLED);
  ck_assert_uint_eq(out.length, 0);
  p = (patience){calls, 0};
  ck_assert_int_eq(lgr_grade(&result, grader, &answer), LGR_OK);
  text again = json_of(result);
  check_same(&whole, &again);
  free(whole.bytes);
  free(again.bytes);
  lgr_result_free(result);
  lgr_grader_free(grader);
  lgr_rubric_free(rubric);
}
END_TEST

/* -- memory
 * ------------------------------------------------------------------------------------------------------------
 */

typedef struct account {
  size_t in_use;
  size_t calls;
} account;

/* Blocks of the caller's allocator come from outside the C library's heap, so
 * that handing one to the wrong `free` would be seen. */
static void *account_allocate(void *context, size_t size) {
  account *a = context;
  ck_assert_uint_gt(size, 0);
  a->in_use += size;
  ++a->calls;
  char *block = malloc(size + 16);
  ck_assert_ptr_nonnull(block);
  memcpy(block, &size, sizeof size);
  return block + 16;
}

static void account_release(void *context, void *block, size_t size) {
  account *a = context;
  size_t kept;
  memcpy(&kept, (char *)block - 16, sizeof kept);
  ck_assert_uint_eq(kept, size);
  a->in_use -= size;
  free((char *)block - 16);
}

static void *account_resize(void *context, void *block, size_t old_size, size_t new_size) {
  void *made = account_allocate(context, new_size);
  memcpy(made, block, old_size < new_size ? old_size : new_size);
  account_release(context, block, old_size);
  return made;
}

START_TEST(each_object_uses_its_own_allocator) {
  account accounts[4] = {{0, 0}};
  lgr_allocator allocators[4];
  for (size_t i = 0; i < COUNT(allocators); ++i) {
    allocators[i] =
        (lgr_allocator){account_allocate, account_resize, account_release, &accounts[i]};
  }
  lgr_diagnostics *diagnostics;
  lgr_rubric *rubric;
  lgr_grader *grader;
  lgr_result *result;
  lgr_rubric_options rubric_options = complete_options;
  rubric_options.allocator = &allocators[1];
  const lgr_grader_options grader_options = {.size = sizeof grader_options,
                                             .allocator = &allocators[2]};
  const lgr_report_options report_options = {.size = sizeof report_options,
                                             .allocator = &allocators[3]};
  ck_assert_int_eq(lgr_diagnostics_new(&diagnostics, &allocators[0]), LGR_OK);
  ck_assert_int_eq(lgr_rubric_parse(&rubric, complete_rubric, sizeof complete_rubric - 1,
                                    &rubric_options, diagnostics),
                   LGR_OK);
  const size_t rubric_memory = accounts[1].in_use;
  ck_assert_uint_gt(rubric_memory, 1000);
  ck_assert_int_eq(lgr_grader_new(&grader, rubric, &grader_options), LGR_OK);
  const size_t rubric_calls = accounts[1].calls;
  const lgr_answer answer = answer_of(complete_answer);
  ck_assert_int_eq(lgr_grade(&result, grader, &answer), LGR_OK);
  text out = {NULL, 0};
  const size_t grader_calls = accounts[2].calls;
  for (size_t f = 0; lgr_report_format(f) != NULL; ++f) {
    const lgr_result *const one = result;
    ck_assert_int_eq(lgr_report_write(lgr_report_format(f), &one, 1, diagnostics, &report_options,
                                      add_to_text, &out),
                     LGR_OK);
  }
  ck_assert_uint_gt(accounts[3].calls, 0);
  ck_assert_uint_eq(accounts[3].in_use, 0);
  ck_assert_uint_eq(accounts[2].calls, grader_calls);
  /* Many threads may grade by one rubric: grading takes nothing from it. */
  ck_assert_uint_eq(accounts[1].calls, rubric_calls);
  ck_assert_int_eq(lgr_explain(grader, &answer, "process.late", NULL, add_to_text, &out), LGR_OK);
  ck_assert_int_eq(lgr_rubric_test(rubric, &allocators[3], diagnostics, NULL, NULL), LGR_OK);
  ck_assert_uint_eq(accounts[1].calls, rubric_calls);
  ck_assert_uint_eq(accounts[1].in_use, rubric_memory);
  ck_assert_uint_eq(accounts[3].in_use, 0);
  lgr_grader_free(grader);
  ck_assert_uint_gt(accounts[2].in_use, 0); /* the result's */
  lgr_result_free(result);
  ck_assert_uint_eq(accounts[2].in_use, 0);
  lgr_rubric_free(rubric);
  ck_assert_uint_eq(accounts[1].in_use, 0);
  lgr_diagnostics_free(diagnostics);
  ck_assert_uint_eq(accounts[0].in_use, 0);
  free(out.bytes);
}
END_TEST

/* Once it has seen an answer, a grader needs little more for the next one. */
START_TEST(a_grader_keeps_its_memory_between_answers) {
  account a = {0, 0};
  const lgr_allocator allocator = {account_allocate, account_resize, account_release, &a};
  const lgr_grader_options options = {.size = sizeof options, .allocator = &allocator};
  lgr_rubric *rubric = complete();
  lgr_grader *grader;
  ck_assert_int_eq(lgr_grader_new(&grader, rubric, &options), LGR_OK);
  size_t after_one = 0;
  for (int i = 0; i < 50; ++i) {
    lgr_result *result;
    const lgr_answer answer = answer_of(complete_answer);
    ck_assert_int_eq(lgr_grade(&result, grader, &answer), LGR_OK);
    lgr_result_free(result);
    after_one = i < 2 ? a.in_use : after_one;
    ck_assert_uint_eq(a.in_use, after_one);
  }
  lgr_grader_free(grader);
  ck_assert_uint_eq(a.in_use, 0);
  lgr_rubric_free(rubric);
}
END_TEST

/* -- explaining
 * ------------------------------------------------------------------------------------------------------------
 */

START_TEST(explanations_name_what_was_found_and_what_not) {
  lgr_rubric *rubric = complete();
  lgr_grader *grader;
  const lgr_answer answer = answer_of(complete_answer);
  ck_assert_int_eq(lgr_grader_new(&grader, rubric, NULL), LGR_OK);
  text out = {NULL, 0};
  ck_assert_int_eq(lgr_explain(grader, &answer, "process.late", NULL, add_to_text, &out), LGR_OK);
  ck_assert_ptr_nonnull(strstr(out.bytes, "process.late"));
  ck_assert_ptr_nonnull(strstr(out.bytes, "level 3 of 3"));
  ck_assert_ptr_nonnull(strstr(out.bytes, "[x]"));
  ck_assert_ptr_nonnull(strstr(out.bytes, "[ ]"));
  ck_assert_ptr_nonnull(strstr(out.bytes, "policy"));
  out.length = 0;
  ck_assert_int_eq(lgr_explain(grader, &answer, "anti.dump", NULL, add_to_text, &out), LGR_OK);
  ck_assert_ptr_nonnull(strstr(out.bytes, "not present"));
  out.length = 0;
  const lgr_answer poem = answer_of("A poem about the sea.");
  ck_assert_int_eq(lgr_explain(grader, &poem, "process.late", NULL, add_to_text, &out), LGR_OK);
  ck_assert_ptr_nonnull(strstr(out.bytes, "No design."));
  free(out.bytes);
  lgr_grader_free(grader);
  lgr_rubric_free(rubric);
}
END_TEST

static Suite *api_suite(void) {
  Suite *suite = suite_create("api");
  TCase *tests = tcase_create("api");
  tcase_set_timeout(tests, 300);
  tcase_add_test(tests, the_library_has_the_version_of_its_header);
  tcase_add_test(tests, every_status_has_a_text);
  tcase_add_test(tests, wrong_arguments_about_diagnostics);
  tcase_add_test(tests, wrong_arguments_about_rubrics);
  tcase_add_test(tests, wrong_arguments_about_parts_of_a_rubric);
  tcase_add_test(tests, wrong_arguments_about_grading);
  tcase_add_test(tests, wrong_arguments_about_results);
  tcase_add_test(tests, wrong_arguments_about_reports);
  tcase_add_test(tests, rubrics_are_refused_for_their_reasons);
  tcase_add_test(tests, a_huge_answer_is_refused_as_a_whole);
  tcase_add_test(tests, diagnostics_of_the_caller_are_copied);
  tcase_add_test(tests, a_rubric_describes_itself);
  tcase_add_test(tests, built_in_rubrics_show_their_source);
  tcase_add_test(tests, a_result_outlives_rubric_and_grader);
  tcase_add_test(tests, the_same_answer_gives_the_same_bytes);
  tcase_add_test(tests, the_locale_changes_nothing);
  tcase_add_test(tests, the_answer_is_looked_at_as_the_rubric_says);
  tcase_add_test(tests, evidence_quotes_the_bytes_it_points_at);
  tcase_add_test(tests, quotations_are_repaired_and_cut);
  tcase_add_test(tests, a_grading_can_be_cancelled_anywhere);
  tcase_add_test(tests, each_object_uses_its_own_allocator);
  tcase_add_test(tests, a_grader_keeps_its_memory_between_answers);
  tcase_add_test(tests, explanations_name_what_was_found_and_what_not);
  suite_add_tcase(suite, tests);
  return suite;
}

int main(int argc, char **argv) {
  folder = corpus_folder(argc, argv);
  SRunner *runner = srunner_create(api_suite());
  srunner_run_all(runner, CK_ENV);
  const int failed = srunner_ntests_failed(runner);
  srunner_free(runner);
  return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
