/* The tests that a rubric carries: each text must get exactly its level. */
#include <string.h>

#include "api/objects.h"
#include "base/codes.h"
#include "base/utf8.h"

typedef struct tester {
  lgr_grader *grader;
  lg_diagnostics *diagnostics;
  size_t failed;
  size_t total;
  lg_status status;
} tester;

enum { LONGEST_SHOWN = 100 };

static void add_place(lg_diagnostic *diagnostic, const lg_test *test, lg_buffer *excerpt) {
  const size_t kept = lg_utf8_prefix(test->text, test->length, LONGEST_SHOWN);
  lg_buffer_add(excerpt, test->text, kept);
  if (kept < test->length) {
    lg_buffer_add_text(excerpt, "…");
  }
  diagnostic->origin = test->origin;
  diagnostic->line = test->line;
  diagnostic->column = test->column;
  diagnostic->excerpt = excerpt->bytes;
}

static void report_failure(tester *t, const lg_test *test, const char *id, uint32_t level,
                           const lg_result_evidence *evidence) {
  lg_buffer message;
  lg_buffer hint;
  lg_buffer excerpt;
  lg_buffer_init(&message, &t->grader->allocator);
  lg_buffer_init(&hint, &t->grader->allocator);
  lg_buffer_init(&excerpt, &t->grader->allocator);
  lg_buffer_format(&message, "this test of %s must get %u and gets %u", id, test->level, level);
  if (evidence != NULL) {
    lg_buffer_format(&hint, "%s was found in \"%s\"", evidence->signal, evidence->text);
  } else {
    lg_buffer_format(&hint, "grade explain %s shows what was looked for", id);
  }
  lg_diagnostic diagnostic = {.severity = LG_ERROR, .code = LG_CODE_TEST_FAILED};
  add_place(&diagnostic, test, &excerpt);
  diagnostic.message = message.bytes;
  diagnostic.hint = hint.bytes;
  if (message.failed || hint.failed || excerpt.failed ||
      !lg_diagnostics_add(t->diagnostics, &diagnostic)) {
    t->status = LG_NO_MEMORY;
  }
  lg_buffer_free(&excerpt);
  lg_buffer_free(&hint);
  lg_buffer_free(&message);
}

/* The level of criterion `number`, or whether penalty `number` is present. */
static uint32_t outcome(const lg_result *result, bool penalty, uint32_t number,
                        const lg_result_evidence **evidence) {
  if (penalty) {
    const lg_result_penalty *made = &result->penalties[number];
    *evidence = made->evidence_count > 0 ? made->evidence : NULL;
    return made->present ? 1 : 0;
  }
  const lg_result_criterion *made = &result->criteria[number];
  *evidence = made->evidence_count > 0 ? made->evidence : NULL;
  return made->level;
}

static void run_test(tester *t, const lg_test *test, const char *id, bool penalty,
                     uint32_t number) {
  const lgr_answer answer = {
      .size = sizeof answer, .text = test->text, .length = test->length, .prompt = test->prompt};
  lg_result result = {0};
  lg_arena_init(&result.arena, &t->grader->allocator);
  lg_diagnostics_init(&result.diagnostics, &t->grader->allocator);
  lg_graded graded = {.result = &result};
  t->status = lg_api_grade(t->grader, &answer, true, &graded);
  if (t->status == LG_OK) {
    const lg_result_evidence *evidence;
    const uint32_t level = outcome(&result, penalty, number, &evidence);
    ++t->total;
    if (level != test->level) {
      ++t->failed;
      report_failure(t, test, id, level, evidence);
    }
  }
  lg_document_free(graded.document);
  lg_diagnostics_free(&result.diagnostics);
  lg_arena_free(&result.arena);
}

static void run_tests(tester *t, const lg_test *tests, uint32_t count, const char *id, bool penalty,
                      uint32_t number) {
  for (uint32_t i = 0; i < count && t->status == LG_OK; ++i) {
    run_test(t, &tests[i], id, penalty, number);
  }
}

lgr_status lgr_rubric_test(const lgr_rubric *rubric, const lgr_allocator *allocator,
                           lgr_diagnostics *diagnostics, size_t *failed, size_t *total) {
  if (rubric == NULL) {
    return LGR_INVALID_ARGUMENT;
  }
  tester t = {.diagnostics = lg_api_diagnostics(diagnostics)};
  const lgr_grader_options options = {.size = sizeof options, .allocator = allocator};
  lgr_status status = lgr_grader_new(&t.grader, rubric, &options);
  if (status != LGR_OK) {
    return status;
  }
  const lg_scheme *scheme = &rubric->rubric->scheme;
  for (uint32_t i = 0; i < scheme->criterion_count; ++i) {
    const lg_criterion *criterion = &scheme->criteria[i];
    run_tests(&t, criterion->tests, criterion->test_count, criterion->id, false, i);
  }
  for (uint32_t i = 0; i < scheme->penalty_count; ++i) {
    const lg_penalty *penalty = &scheme->penalties[i];
    run_tests(&t, penalty->tests, penalty->test_count, penalty->id, true, i);
  }
  lgr_grader_free(t.grader);
  if (failed != NULL) {
    *failed = t.failed;
  }
  if (total != NULL) {
    *total = t.total;
  }
  return (lgr_status)t.status;
}
