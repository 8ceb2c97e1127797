/* Memory that runs out while reports are written. */
#include "oom.h"

/* Verdicts of every kind, with long texts. */
static const lgr_check checks[] = {
    {sizeof(lgr_check), 0, "score", LGR_CHECK_MET, "expected 10 to 100"},
    {sizeof(lgr_check), 0, "process.late", LGR_CHECK_UNMET, "expected level 2, \"got\" <0>"},
    {sizeof(lgr_check), 1, "design", LGR_CHECK_ACCEPTED, "expected a design"},
    {sizeof(lgr_check), 2, "band", LGR_CHECK_MET, "expected good; [[ATTACHMENT|x]]"},
    {sizeof(lgr_check), 2, "score", LGR_CHECK_UNMET, "expected 99 to 100"}};

enum { RESULTS = 3 };

typedef struct report {
  const char *format;
  const lgr_result *results[RESULTS];
  const lgr_diagnostics *run;
  bool checked; /* with checks; else coloured and with everything */
  text whole;
} report;

static lgr_status write_report(void *context) {
  report *r = context;
  const lgr_report_options all_there = {
      .size = sizeof all_there, .allocator = &allocator, .color = 1, .verbose = 1};
  const lgr_report_options with_checks = {.size = sizeof with_checks,
                                          .allocator = &allocator,
                                          .checks = checks,
                                          .check_count = sizeof checks / sizeof *checks,
                                          .strict = 1,
                                          .root = "/some folder"};
  found.length = 0;
  const lgr_status status =
      lgr_report_write(r->format, r->results, RESULTS, r->run,
                       r->checked ? &with_checks : &all_there, add_to_text, &found);
  if (status == LGR_OK) {
    if (r->whole.length == 0) {
      memcpy(&r->whole, &found, sizeof found);
    }
    check_same(&r->whole, &found);
  }
  return status;
}

/* Those of a run: with a place and without. */
static lgr_diagnostics *diagnostics_of_run(void) {
  lgr_diagnostics *made;
  const lgr_diagnostic unread = {.size = sizeof unread,
                                 .severity = LGR_ERROR,
                                 .code = "F001",
                                 .message = "cannot be read: \"it\" | is <gone>",
                                 .hint = "look elsewhere",
                                 .origin = "gone.md"};
  const lgr_diagnostic doubtful = {.size = sizeof doubtful,
                                   .severity = LGR_WARNING,
                                   .code = "R100",
                                   .message = "is doubtful",
                                   .origin = "rubric.yaml",
                                   .path = "sections/0",
                                   .excerpt = "sections: []",
                                   .line = 3,
                                   .column = 1};
  ck_assert_int_eq(lgr_diagnostics_new(&made, NULL), LGR_OK);
  ck_assert_int_eq(lgr_diagnostics_add(made, &unread), LGR_OK);
  ck_assert_int_eq(lgr_diagnostics_add(made, &doubtful), LGR_OK);
  return made;
}

static void report_of(report *r, lgr_grader *grader) {
  const lgr_answer poor = {.size = sizeof poor,
                           .text = "Kafka \xFF.",
                           .length = 8,
                           .name = "/some folder/a \x01 <b>.md"};
  const lgr_answer none = {.size = sizeof none, .text = "", .name = "none.md"};
  const lgr_answer *const answers[RESULTS] = {&answer, &poor, &none};
  memset(r, 0, sizeof *r);
  for (size_t i = 0; i < RESULTS; ++i) {
    lgr_result *result;
    ck_assert_int_eq(lgr_grade(&result, grader, answers[i]), LGR_OK);
    r->results[i] = result;
  }
  r->run = diagnostics_of_run();
}

static void free_report(const report *r) {
  for (size_t i = 0; i < RESULTS; ++i) {
    lgr_result_free((lgr_result *)r->results[i]);
  }
  lgr_diagnostics_free((lgr_diagnostics *)r->run);
}

START_TEST(reporting) {
  static report r;
  begin();
  lgr_grader *grader;
  ck_assert_int_eq(lgr_grader_new(&grader, rubric, NULL), LGR_OK);
  report_of(&r, grader);
  for (size_t i = 0; (r.format = lgr_report_format(i)) != NULL; ++i) {
    for (int checked = 0; checked < 2; ++checked) {
      r.checked = checked != 0;
      r.whole.length = 0;
      fail_each(r.format, write_report, &r, SIZE_MAX);
    }
  }
  free_report(&r);
  lgr_grader_free(grader);
  end();
}
END_TEST

START_TEST(few_bytes) {
  static report r;
  lgr_grader *grader;
  begin();
  ck_assert_int_eq(lgr_grader_new(&grader, rubric, NULL), LGR_OK);
  report_of(&r, grader);
  r.checked = true;
  for (size_t i = 0; (r.format = lgr_report_format(i)) != NULL; ++i) {
    r.whole.length = 0;
    give_bytes(r.format, write_report, &r);
  }
  free_report(&r);
  lgr_grader_free(grader);
  end();
}
END_TEST

int main(int argc, char **argv) {
  const TTest *const tests[] = {reporting, few_bytes};
  return oom_main(argc, argv, tests, sizeof tests / sizeof *tests);
}
