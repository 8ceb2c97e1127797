/* The expression parser and what it compiles to: the input is one expression of
 * a rubric that has names of every kind to speak of. It grades the same with the
 * prefilter and without. */
#include "fuzz.h"

#include "../support/complete_rubric.h"

static const char head[] = "rubric: fuzz\nformat: 1\nversion: 1.0.0\ntitle: Fuzz\nlanguage: en\n"
                           "concepts:\n"
                           "  a: [event~, row~]\n  b: [late, \"how late\"]\n  c: [kafka, spark, "
                           "\"merge~ on {identifier}\"]\n"
                           "  q_x: [rerun~]\n  q_y: [\"{duration}\", \"up to {number}\"]\n"
                           "signals:\n  s: a near b within 2 sentences\n  t: c then a\n"
                           "  x: |-\n    ";
static const char tail[] =
    "\nsections:\n- id: one\n  title: One\n  criteria:\n  - id: one.x\n    "
    "title: X\n    points: 2\n"
    "    levels: {2: x, 1: any(x) or s or t}\n    advice: Say it.\n    probe: Why?\n"
    "    tests: {0: [\"Nothing here.\"]}\n";

/* The rubric with the expression in it, its lines indented as YAML asks. */
static fuzz_text rubric_with(fuzz_input expression) {
  fuzz_text text = {0};
  fuzz_sink(&text, head, sizeof head - 1);
  for (size_t i = 0; i < expression.length; ++i) {
    fuzz_sink(&text, expression.bytes + i, 1);
    if (expression.bytes[i] == '\n') {
      fuzz_sink(&text, "    ", 4);
    }
  }
  fuzz_sink(&text, tail, sizeof tail - 1);
  return text;
}

static void compare(const lgr_rubric *rubric) {
  const fuzz_input answer = {complete_answer, sizeof complete_answer - 1};
  lgr_result *with = fuzz_grade(rubric, answer, NULL, 0);
  lgr_result *without = fuzz_grade(rubric, answer, NULL, 1);
  PROMISE(with != NULL && without != NULL);
  fuzz_text left = fuzz_report("json", with, NULL);
  fuzz_text right = fuzz_report("json", without, NULL);
  PROMISE(!lgr_result_complete(with) || !lgr_result_complete(without) ||
          (left.length == right.length && memcmp(left.bytes, right.bytes, left.length) == 0));
  free(left.bytes);
  free(right.bytes);
  lgr_result_free(with);
  lgr_result_free(without);
}

/* The rubric around the expression is a good one. */
static void check_frame(void) {
  static int checked;
  if (!checked) {
    const fuzz_input good = {"a near b", 8};
    fuzz_text text = rubric_with(good);
    lgr_rubric *rubric = NULL;
    PROMISE(fuzz_rubric_parse(&rubric, text.bytes, text.length, NULL, NULL) == LGR_OK);
    lgr_rubric_free(rubric);
    free(text.bytes);
    checked = 1;
  }
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length) {
  check_frame();
  const fuzz_input expression = {(const char *)bytes, length};
  fuzz_text text = rubric_with(expression);
  lgr_rubric *rubric = NULL;
  const lgr_status status = fuzz_rubric_parse(&rubric, text.bytes, text.length, NULL, NULL);
  PROMISE(status == LGR_OK || status == LGR_REJECTED || status == LGR_LIMIT);
  if (rubric != NULL) {
    compare(rubric);
  }
  lgr_rubric_free(rubric);
  free(text.bytes);
  return 0;
}
