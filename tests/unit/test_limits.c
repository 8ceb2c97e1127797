/* Limits that an answer meets by its size: what then is undetermined, what is said
 * of it, and that the grader is none the worse for it. */
#include <check.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "base/buffer.h"
#include "base/codes.h"
#include "base/limits.h"
#include "libgrade/libgrade.h"

/* Each word of the answer is a match of each of the concepts, and each of them is an
 * expression: so many words that their spans are too many, and so many that their
 * hits are. */
enum {
  CRITERIA = 70,
  MANY_SPANS = LG_LIMIT_ALL_SPANS / CRITERIA + 1000,
  MANY_HITS = LG_LIMIT_HITS / CRITERIA + 20000, /* the limit is looked at now and then */
  FEW = 3
};

typedef struct world {
  lg_allocator memory;
  lgr_rubric *rubric;
  lgr_grader *grader;
} world;

static void begin(world *w) {
  w->memory = lg_allocator_standard();
  lg_buffer text;
  lg_buffer_init(&text, &w->memory);
  lg_buffer_add_text(&text, "rubric: test\nformat: 1\nversion: 1.0.0\ntitle: T\nlanguage: en\n"
                            "concepts:\n");
  for (int i = 0; i < CRITERIA; ++i) {
    lg_buffer_format(&text, "  c%d: [alpha]\n", i);
  }
  lg_buffer_add_text(&text, "sections:\n- id: s\n  title: S\n  criteria:\n");
  for (int i = 0; i < CRITERIA; ++i) {
    lg_buffer_format(&text,
                     "  - id: c.n%d\n    title: C\n    points: 1\n    levels: {1: c%d}\n"
                     "    advice: A\n    probe: P\n",
                     i, i);
  }
  ck_assert(!text.failed);
  ck_assert_int_eq(lgr_rubric_parse(&w->rubric, text.bytes, text.length, NULL, NULL), LGR_OK);
  ck_assert_int_eq(lgr_grader_new(&w->grader, w->rubric, NULL), LGR_OK);
  lg_buffer_free(&text);
}

static void end(world *w) {
  lgr_grader_free(w->grader);
  lgr_rubric_free(w->rubric);
}

static void answer_of(const world *w, int words, lg_buffer *text) {
  lg_buffer_init(text, &w->memory);
  for (int i = 0; i < words; ++i) {
    lg_buffer_add_text(text, "alpha ");
    if (i % 8 == 7) { /* a sentence that is said again and again counts a few times only */
      lg_buffer_format(text, "n%d. ", i);
    }
  }
  ck_assert(!text->failed);
}

static int count_effect(void *context, const lgr_effect *effect) {
  ++*(int *)context;
  ck_assert_str_eq(effect->signal[0] == 'c' ? "c" : "", "c");
  return 0;
}

static int take(void *context, const char *bytes, size_t length) {
  return bytes == NULL || length == 0 ? (*(int *)context)++ : 0;
}

static int add_to_buffer(void *context, const char *bytes, size_t length) {
  lg_buffer_add(context, bytes, length);
  return 0;
}

/* The last criterion is undecided whenever one is: then the remedy is told. */
static void check_explanation(world *w, const lgr_answer *answer, int known) {
  char last[16];
  lg_buffer said;
  const lgr_report_options plainly = {.size = sizeof plainly, .verbose = -1};
  lg_buffer_init(&said, &w->memory);
  snprintf(last, sizeof last, "c.n%d", CRITERIA - 1);
  ck_assert_int_eq(lgr_explain(w->grader, answer, last, &plainly, add_to_buffer, &said), LGR_OK);
  const bool told = strstr(said.bytes, "Why it is undecided") != NULL &&
                    strstr(said.bytes, "split the answer") != NULL;
  ck_assert_msg(told == (known < CRITERIA), "%s", said.bytes);
  ck_assert(strstr(said.bytes, "nothing that counts") == NULL || known == CRITERIA);
  lg_buffer_free(&said);
}

/* Whatever else may be asked of such an answer is answered, too. */
static void ask_more(world *w, const lgr_answer *answer, int known) {
  int count = 0;
  ck_assert_int_eq(lgr_effects(w->grader, answer, count_effect, &count), LGR_OK);
  ck_assert_int_eq(count, known);
  ck_assert_int_eq(lgr_explain(w->grader, answer, "c.n0", NULL, take, &count), LGR_OK);
  check_explanation(w, answer, known);
  ck_assert_int_eq(lgr_explain_at(w->grader, answer, 1, 1, NULL, take, &count), LGR_OK);
}

static void expect_said(const lgr_result *result, const char *code, const char *option) {
  const lgr_diagnostics *list = lgr_result_diagnostics(result);
  ck_assert_uint_eq(lgr_diagnostics_count(list), code != NULL ? 1 : 0);
  if (code != NULL) {
    lgr_diagnostic said = {.size = sizeof said};
    ck_assert_int_eq(lgr_diagnostics_get(list, 0, &said), LGR_OK);
    ck_assert_str_eq(said.code, code);
    ck_assert_int_eq(said.severity, LGR_WARNING);
    ck_assert_ptr_nonnull(strstr(said.hint, "split the answer"));
    ck_assert_ptr_nonnull(strstr(said.hint, option));
  }
}

/* Grades so many words: the first `known` criteria hold, the others are undetermined. */
static void grade(world *w, int words, int known, const char *code, const char *option) {
  lg_buffer text;
  answer_of(w, words, &text);
  const lgr_answer answer = {.size = sizeof answer, .text = text.bytes, .length = text.length};
  lgr_result *result;
  ck_assert_int_eq(lgr_grade(&result, w->grader, &answer), LGR_OK);
  ck_assert_int_eq(lgr_result_complete(result), code == NULL);
  for (int i = 0; i < CRITERIA; ++i) {
    lgr_criterion_result made = {.size = sizeof made};
    ck_assert_int_eq(lgr_result_criterion(result, (size_t)i, &made), LGR_OK);
    ck_assert_msg(made.level == (i < known ? 1 : 0) && made.undetermined == (i >= known),
                  "%d words: %s is at level %u, undetermined %d", words, made.id, made.level,
                  made.undetermined);
  }
  expect_said(result, code, option);
  ask_more(w, &answer, known);
  lgr_result_free(result);
  lg_buffer_free(&text);
}

START_TEST(too_many_spans_leave_later_expressions_undetermined) {
  world w;
  begin(&w);
  grade(&w, MANY_SPANS, LG_LIMIT_ALL_SPANS / MANY_SPANS, LG_CODE_ALL_SPANS_LIMIT,
        "LG_LIMIT_ALL_SPANS=n");
  grade(&w, FEW, CRITERIA, NULL, NULL);
  end(&w);
}
END_TEST

START_TEST(too_many_hits_leave_the_answer_undetermined) {
  world w;
  begin(&w);
  grade(&w, MANY_HITS, 0, LG_CODE_HIT_LIMIT, "LG_LIMIT_HITS=n");
  grade(&w, FEW, CRITERIA, NULL, NULL);
  end(&w);
}
END_TEST

int main(void) {
  Suite *suite = suite_create("limits");
  TCase *tests = tcase_create("limits");
  tcase_set_timeout(tests, 300);
  tcase_add_test(tests, too_many_spans_leave_later_expressions_undetermined);
  tcase_add_test(tests, too_many_hits_leave_the_answer_undetermined);
  suite_add_tcase(suite, tests);
  SRunner *runner = srunner_create(suite);
  srunner_run_all(runner, CK_ENV);
  const int failed = srunner_ntests_failed(runner);
  srunner_free(runner);
  return failed == 0 ? 0 : 1;
}
