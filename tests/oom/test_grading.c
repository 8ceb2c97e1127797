/* Memory that runs out while answers are graded, and explained. */
#include "oom.h"

/* -- grading ------------------------------------------------------------------------ */

static lgr_status new_grader(void *context) {
  (void)context;
  const lgr_grader_options options = {.size = sizeof options, .allocator = &allocator};
  lgr_grader *grader = (void *)&expected;
  const lgr_status status = lgr_grader_new(&grader, rubric, &options);
  ck_assert(status == LGR_OK || grader == NULL);
  lgr_grader_free(grader);
  return status;
}

START_TEST(making_a_grader) {
  begin();
  fail_each("lgr_grader_new", new_grader, NULL, SIZE_MAX);
  end();
}
END_TEST

static lgr_status grade_with(lgr_grader *grader) {
  lgr_result *result = (void *)&expected;
  const lgr_status status = lgr_grade(&result, grader, &answer);
  if (status != LGR_OK) {
    ck_assert_ptr_null(result);
    return status;
  }
  write_json(&found, result);
  check_same(&expected, &found);
  lgr_result_free(result);
  return LGR_OK;
}

static lgr_status grade_once(void *context) {
  const lgr_grader_options options = {
      .size = sizeof options, .allocator = &allocator, .without_prefilter = context != NULL};
  lgr_grader *grader;
  lgr_status status = lgr_grader_new(&grader, rubric, &options);
  if (status == LGR_OK) {
    status = grade_with(grader);
  }
  if (status != LGR_OK && grader != NULL) {
    /* What failed once can be done again. */
    memory.fail_at = SIZE_MAX;
    memory.most_bytes = SIZE_MAX;
    ck_assert_int_eq(grade_with(grader), LGR_OK);
  }
  lgr_grader_free(grader);
  return status;
}

START_TEST(grading) {
  begin();
  fail_each("lgr_grade", grade_once, NULL, SIZE_MAX);
  fail_each("lgr_grade without prefilter", grade_once, &expected, SIZE_MAX);
  end();
}
END_TEST

/* A result that is used again: after a failure it is empty, and can be used still. */
static lgr_status grade_into(void *context) {
  (void)context;
  const lgr_grader_options options = {.size = sizeof options, .allocator = &allocator};
  const lgr_answer little = {.size = sizeof little, .text = "One.", .length = 4};
  lgr_grader *grader;
  lgr_result *result = NULL;
  lgr_status status = lgr_grader_new(&grader, rubric, &options);
  if (status == LGR_OK) {
    status = lgr_grade(&result, grader, &little);
  }
  if (status == LGR_OK) {
    status = lgr_grade_into(result, grader, &answer);
    if (status != LGR_OK) {
      ck_assert_uint_eq(lgr_result_criterion_count(result), 0);
      memory.fail_at = SIZE_MAX;
      memory.most_bytes = SIZE_MAX;
      ck_assert_int_eq(lgr_grade_into(result, grader, &answer), LGR_OK);
    }
    write_json(&found, result);
    check_same(&expected, &found);
  }
  lgr_result_free(result);
  lgr_grader_free(grader);
  return status;
}

START_TEST(grading_into_a_result) {
  begin();
  fail_each("lgr_grade_into", grade_into, NULL, SIZE_MAX);
  end();
}
END_TEST

/* Diagnostics of the answer, too: ill-formed bytes, a NUL, a limit that is met. */
static lgr_status grade_oddly(void *context) {
  static const char odd[] = "Late data \xFF is \0 kept after 3 days.\n\n\xE2\x82 We upsert.";
  static const lgr_answer strange = {.size = sizeof strange, .text = odd, .length = sizeof odd - 1};
  const lgr_grader_options options = {.size = sizeof options, .allocator = &allocator};
  size_t *told = context;
  lgr_grader *grader;
  lgr_result *result;
  lgr_status status = lgr_grader_new(&grader, rubric, &options);
  if (status != LGR_OK) {
    return status;
  }
  status = lgr_grade(&result, grader, &strange);
  if (status == LGR_OK) {
    const size_t count = lgr_diagnostics_count(lgr_result_diagnostics(result));
    ck_assert(*told == 0 || count == *told);
    *told = count;
  }
  lgr_result_free(result);
  lgr_grader_free(grader);
  return status;
}

START_TEST(grading_what_has_faults) {
  size_t told = 0;
  begin();
  fail_each("lgr_grade with diagnostics", grade_oddly, &told, SIZE_MAX);
  ck_assert_uint_gt(told, 0);
  end();
}
END_TEST

static lgr_status explain(void *context) {
  static text before;
  const lgr_grader_options options = {.size = sizeof options, .allocator = &allocator};
  lgr_grader *grader;
  lgr_status status = lgr_grader_new(&grader, rubric, &options);
  if (status != LGR_OK) {
    return status;
  }
  found.length = 0;
  status = lgr_explain(grader, &answer, context, NULL, add_to_text, &found);
  if (status == LGR_OK) {
    ck_assert_uint_gt(found.length, 0);
    if (before.length > 0 && memcmp(before.bytes, found.bytes, 8) == 0) {
      check_same(&before, &found);
    }
    memcpy(&before, &found, sizeof before);
  } else {
    ck_assert_uint_eq(found.length, 0); /* nothing, rather than a part */
  }
  lgr_grader_free(grader);
  return status;
}

/* Everything there is, in colour, of a criterion or, without one, of a place. */
static lgr_status explain_all(void *context) {
  static text before;
  const lgr_grader_options options = {.size = sizeof options, .allocator = &allocator};
  const lgr_report_options report = {.size = sizeof report, .color = 1, .verbose = 1};
  lgr_grader *grader;
  lgr_status status = lgr_grader_new(&grader, rubric, &options);
  if (status != LGR_OK) {
    return status;
  }
  found.length = 0;
  status = context != NULL ? lgr_explain(grader, &answer, context, &report, add_to_text, &found)
                           : lgr_explain_at(grader, &answer, 3, 0, &report, add_to_text, &found);
  if (status != LGR_OK) {
    ck_assert_uint_eq(found.length, 0);
  } else if (memory.fail_at != SIZE_MAX || memory.most_bytes != SIZE_MAX) {
    check_same(&before, &found);
  } else {
    memcpy(&before, &found, sizeof before);
  }
  lgr_grader_free(grader);
  return status;
}

START_TEST(explaining) {
  char criterion[] = "process.late";
  char penalty[] = "anti.dump";
  char capped[] = "process.rerun";
  char counted[] = "process.tools";
  begin();
  fail_each("lgr_explain of all", explain_all, criterion, SIZE_MAX);
  fail_each("lgr_explain of a capped criterion", explain_all, capped, SIZE_MAX);
  fail_each("lgr_explain of a set", explain_all, counted, SIZE_MAX);
  fail_each("lgr_explain_at", explain_all, NULL, SIZE_MAX);
  fail_each("lgr_explain", explain, criterion, SIZE_MAX);
  fail_each("lgr_explain of a penalty", explain, penalty, SIZE_MAX);
  end();
}
END_TEST

/* -- effects ------------------------------------------------------------------------------- */

static int count_effect(void *context, const lgr_effect *effect) {
  (void)effect;
  ++*(size_t *)context;
  return 0;
}

static lgr_status find_effects(void *context) {
  size_t *effects = context;
  size_t count = 0;
  const lgr_grader_options options = {.size = sizeof options, .allocator = &allocator};
  lgr_grader *grader;
  lgr_status status = lgr_grader_new(&grader, rubric, &options);
  if (status == LGR_OK) {
    status = lgr_effects(grader, &answer, count_effect, &count);
  }
  if (status == LGR_OK) {
    ck_assert(*effects == 0 || *effects == count);
    *effects = count;
  } else {
    ck_assert_uint_eq(count, 0); /* nothing, rather than a part */
  }
  lgr_grader_free(grader);
  return status;
}

START_TEST(finding_effects) {
  size_t effects = 0;
  begin();
  fail_each("lgr_effects", find_effects, &effects, SIZE_MAX);
  ck_assert_uint_gt(effects, 0);
  end();
}
END_TEST

/* -- weighing ------------------------------------------------------------------------------- */

static int count_window(void *context, const lgr_window *window) {
  (void)window;
  ++*(size_t *)context;
  return 0;
}

static lgr_status weigh(void *context) {
  size_t *windows = context;
  size_t count = 0;
  const lgr_grader_options options = {.size = sizeof options, .allocator = &allocator};
  lgr_grader *grader;
  lgr_status status = lgr_grader_new(&grader, rubric, &options);
  if (status == LGR_OK) {
    status = lgr_weighings(grader, &answer, count_window, &count);
  }
  if (status == LGR_OK) {
    ck_assert(*windows == 0 || *windows == count);
    *windows = count;
  }
  lgr_grader_free(grader);
  return status;
}

START_TEST(weighing) {
  size_t windows = 0;
  begin();
  fail_each("lgr_weighings", weigh, &windows, SIZE_MAX);
  ck_assert_uint_gt(windows, 0);
  end();
}
END_TEST

START_TEST(few_bytes) {
  char criterion[] = "process.late";
  size_t effects = 0;
  size_t windows = 0;
  size_t told = 0;
  begin();
  give_bytes("lgr_grader_new", new_grader, NULL);
  give_bytes("lgr_grade", grade_once, NULL);
  give_bytes("lgr_grade without prefilter", grade_once, &expected);
  give_bytes("lgr_grade_into", grade_into, NULL);
  give_bytes("lgr_grade of faults", grade_oddly, &told);
  give_bytes("lgr_explain", explain_all, criterion);
  give_bytes("lgr_explain_at", explain_all, NULL);
  give_bytes("lgr_effects", find_effects, &effects);
  give_bytes("lgr_weighings", weigh, &windows);
  end();
}
END_TEST

int main(int argc, char **argv) {
  const TTest *const tests[] = {making_a_grader,
                                grading,
                                grading_into_a_result,
                                grading_what_has_faults,
                                explaining,
                                finding_effects,
                                weighing,
                                few_bytes};
  return oom_main(argc, argv, tests, sizeof tests / sizeof *tests);
}
