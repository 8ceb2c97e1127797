/* Memory that runs out while a rubric is read. */
#include "oom.h"

/* -- diagnostics ------------------------------------------------------------------------------- */

static lgr_status use_diagnostics(void *context) {
  (void)context;
  lgr_diagnostics *list = (void *)&expected;
  lgr_status status = lgr_diagnostics_new(&list, &allocator);
  if (status != LGR_OK) {
    ck_assert_ptr_null(list);
    return status;
  }
  const lgr_diagnostic given = {.size = sizeof given,
                                .severity = LGR_ERROR,
                                .code = "X001",
                                .message = "something is wrong",
                                .hint = "do it right"};
  size_t added = 0;
  for (size_t i = 0; i < 300; ++i) {
    const lgr_status one = lgr_diagnostics_add(list, &given);
    added += one == LGR_OK;
    status = one != LGR_OK ? one : status;
  }
  ck_assert_uint_eq(lgr_diagnostics_count(list), added);
  ck_assert_uint_eq(lgr_diagnostics_errors(list), 300);
  ck_assert(status == LGR_OK || lgr_diagnostics_suppressed(list) > 0);
  for (size_t i = 0; i < added; ++i) {
    lgr_diagnostic item = {.size = sizeof item};
    ck_assert_int_eq(lgr_diagnostics_get(list, i, &item), LGR_OK);
    ck_assert_str_eq(item.message, "something is wrong");
    ck_assert_str_eq(item.hint, "do it right");
  }
  lgr_diagnostics_clear(list);
  lgr_diagnostics_free(list);
  return status;
}

START_TEST(diagnostics) {
  fail_each("diagnostics", use_diagnostics, NULL, SIZE_MAX);
  ck_assert_uint_eq(memory.blocks, 0);
}
END_TEST

/* -- rubrics ------------------------------------------------------------------------ */

static lgr_status parse(void *context) {
  lgr_diagnostics *list = context;
  const lgr_rubric_options options = {
      .size = sizeof options, .allocator = &allocator, .read_include = complete_read};
  lgr_rubric *made = (void *)&expected;
  const lgr_status status =
      lgr_rubric_parse(&made, complete_rubric, sizeof complete_rubric - 1, &options, list);
  if (status != LGR_OK) {
    ck_assert_ptr_null(made);
    return status;
  }
  ck_assert_uint_eq(lgr_rubric_criterion_count(made), lgr_rubric_criterion_count(rubric));
  ck_assert_str_eq(lgr_rubric_digest(made), lgr_rubric_digest(rubric));
  lgr_grader *grader;
  lgr_result *result;
  ck_assert_int_eq(lgr_grader_new(&grader, made, NULL), LGR_OK);
  ck_assert_int_eq(lgr_grade(&result, grader, &answer), LGR_OK);
  write_json(&found, result);
  check_same(&expected, &found);
  lgr_result_free(result);
  lgr_grader_free(grader);
  lgr_rubric_free(made);
  return LGR_OK;
}

START_TEST(parsing_a_rubric) {
  begin();
  fail_each("lgr_rubric_parse", parse, NULL, 200);
  end();
}
END_TEST

/* A rubric full of faults: they are told, or memory ran out. */
static lgr_status parse_wrong(void *context) {
  (void)context;
  static const char wrong[] =
      "rubric: Wrong Name\nformat: 1\nversion: 1\ntitle: T\nlanguage: en\nunknwon: 1\n"
      "concepts:\n  a: [\"(b\", \"{nothing} c\", \"[z-a]x\", \"\"]\n  b: 3\n  a: [c]\n"
      "signals:\n  x: a nera b\n  y: y near a\n  z: a or and\n"
      "sections:\n- id: s\n  criteria:\n  - id: c\n    points: lots\n    levels: {9: a, 1: x}\n"
      "bands: [{name: x, at: 10}]\ninclude: [missing.yaml]\n";
  lgr_diagnostics *list = NULL;
  lgr_status status = lgr_diagnostics_new(&list, &allocator);
  if (status != LGR_OK) {
    return status;
  }
  const lgr_rubric_options options = {
      .size = sizeof options, .allocator = &allocator, .read_include = complete_read};
  lgr_rubric *made = (void *)&expected;
  status = lgr_rubric_parse(&made, wrong, sizeof wrong - 1, &options, list);
  ck_assert_ptr_null(made);
  ck_assert(status == LGR_NO_MEMORY || status == LGR_REJECTED);
  if (status == LGR_REJECTED) {
    ck_assert_uint_gt(lgr_diagnostics_errors(list), 5);
    status = LGR_OK;
  }
  lgr_diagnostics_free(list);
  return status;
}

START_TEST(refusing_a_rubric) {
  fail_each("lgr_rubric_parse of faults", parse_wrong, NULL, 200);
  ck_assert_uint_eq(memory.blocks, 0);
}
END_TEST

static lgr_status builtin(void *context) {
  (void)context;
  lgr_rubric *made = (void *)&expected;
  const lgr_status status = lgr_rubric_builtin(&made, "senior-data-engineer", &allocator);
  if (status != LGR_OK) {
    ck_assert_ptr_null(made);
    return status;
  }
  ck_assert_uint_gt(lgr_rubric_criterion_count(made), 20);
  lgr_rubric_free(made);
  return LGR_OK;
}

START_TEST(loading_a_built_in_rubric) {
  fail_each("lgr_rubric_builtin", builtin, NULL, 40);
  ck_assert_uint_eq(memory.blocks, 0);
}
END_TEST

static lgr_status run_tests(void *context) {
  (void)context;
  size_t failed = 99;
  size_t total = 0;
  lgr_diagnostics *list = NULL;
  lgr_status status = lgr_diagnostics_new(&list, &allocator);
  if (status != LGR_OK) {
    return status;
  }
  status = lgr_rubric_test(rubric, &allocator, list, &failed, &total);
  if (status == LGR_OK) {
    ck_assert_uint_eq(failed, 0);
    ck_assert_uint_eq(total, 8);
  }
  lgr_diagnostics_free(list);
  return status;
}

START_TEST(running_the_tests_of_a_rubric) {
  begin();
  fail_each("lgr_rubric_test", run_tests, NULL, 1500);
  end();
}
END_TEST

START_TEST(few_bytes) {
  begin();
  give_bytes("diagnostics", use_diagnostics, NULL);
  give_bytes("lgr_rubric_parse", parse, NULL);
  give_bytes("lgr_rubric_parse of faults", parse_wrong, NULL);
  give_bytes("lgr_rubric_builtin", builtin, NULL);
  give_bytes("lgr_rubric_test", run_tests, NULL);
  end();
}
END_TEST

int main(int argc, char **argv) {
  const TTest *const tests[] = {diagnostics,
                                parsing_a_rubric,
                                refusing_a_rubric,
                                loading_a_built_in_rubric,
                                running_the_tests_of_a_rubric,
                                few_bytes};
  return oom_main(argc, argv, tests, sizeof tests / sizeof *tests);
}
