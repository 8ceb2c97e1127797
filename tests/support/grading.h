/* For tests of the public interface: the complete rubric, graded and written as
 * text. Header only. */
#ifndef LIBGRADE_TESTS_GRADING_H
#define LIBGRADE_TESTS_GRADING_H

#include <check.h>
#include <libgrade/libgrade.h>
#include <stdlib.h>
#include <string.h>

#include "complete_rubric.h"

/* -- a text that grows, as a sink ------------------------------------------------------- */

typedef struct text {
  char *bytes;
  size_t length;
} text;

static inline int add_to_text(void *context, const char *bytes, size_t length) {
  text *t = context;
  t->bytes = realloc(t->bytes, t->length + length + 1);
  ck_assert_ptr_nonnull(t->bytes);
  memcpy(t->bytes + t->length, bytes, length);
  t->length += length;
  t->bytes[t->length] = '\0';
  return 0;
}

static inline int refuse(void *context, const char *bytes, size_t length) {
  (void)context;
  (void)bytes;
  (void)length;
  return 1;
}

static inline void check_same(const text *a, const text *b) {
  ck_assert_uint_gt(a->length, 0);
  ck_assert_uint_eq(a->length, b->length);
  ck_assert_mem_eq(a->bytes, b->bytes, a->length);
}

/* -- the objects of most tests ----------------------------------------------------------- */

static const lgr_rubric_options complete_options = {.size = sizeof(lgr_rubric_options),
                                                    .read_include = complete_read};

static inline lgr_rubric *complete(void) {
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

static inline lgr_answer answer_of(const char *bytes) {
  return (lgr_answer){
      .size = sizeof(lgr_answer), .text = bytes, .length = strlen(bytes), .name = "answer.md"};
}

static inline lgr_result *grade(const lgr_rubric *rubric, const char *bytes) {
  lgr_grader *grader;
  lgr_result *result;
  const lgr_answer answer = answer_of(bytes);
  ck_assert_int_eq(lgr_grader_new(&grader, rubric, NULL), LGR_OK);
  ck_assert_int_eq(lgr_grade(&result, grader, &answer), LGR_OK);
  lgr_grader_free(grader);
  return result;
}

static inline text json_of(const lgr_result *result) {
  text out = {NULL, 0};
  ck_assert_int_eq(lgr_report_write("json", &result, 1, NULL, NULL, add_to_text, &out), LGR_OK);
  return out;
}

#endif
