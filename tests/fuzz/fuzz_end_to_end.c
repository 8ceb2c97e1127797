/* A rubric, an answer and a prompt from one input: whatever rubric loads grades
 * whatever answer, and every report of it can be written, and explained. */
#include "fuzz.h"

static void write_all(const lgr_result *result, unsigned choice) {
  const lgr_report_options options = {.size = sizeof options,
                                      .width = 40 + choice % 100,
                                      .color = choice & 1,
                                      .verbose = (int)(choice % 3) - 1,
                                      .strict = choice >> 7 & 1};
  const char *name = NULL;
  for (size_t i = 0; (name = lgr_report_format(i)) != NULL; ++i) {
    fuzz_text text = fuzz_report(name, result, &options);
    free(text.bytes);
  }
}

static void explain(const lgr_rubric *rubric, fuzz_input part, unsigned choice) {
  lgr_grader *grader = NULL;
  PROMISE(lgr_grader_new(&grader, rubric, NULL) == LGR_OK);
  char *text = exact_copy(part);
  const lgr_answer answer = {.size = sizeof answer, .text = text, .length = part.length};
  lgr_criterion criterion = {.size = sizeof criterion};
  const size_t count = lgr_rubric_criterion_count(rubric);
  if (count > 0 && lgr_rubric_criterion(rubric, choice % count, &criterion) == LGR_OK) {
    fuzz_text out = {0};
    const lgr_status status = lgr_explain(grader, &answer, criterion.id, NULL, fuzz_sink, &out);
    PROMISE(status == LGR_OK || status == LGR_LIMIT);
    free(out.bytes);
  }
  free(text);
  lgr_grader_free(grader);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length) {
  fuzz_input rest = {(const char *)bytes, length};
  const unsigned choice = take_byte(&rest);
  const fuzz_input source = take_part(&rest);
  const fuzz_input answer = take_part(&rest);
  char *prompt = rest.length > 0 ? text_copy(rest) : NULL;
  char *text = exact_copy(source);
  lgr_rubric *rubric = NULL;
  if (fuzz_rubric_parse(&rubric, text, source.length, NULL, NULL) == LGR_OK) {
    lgr_result *result = fuzz_grade(rubric, answer, prompt, choice & 1);
    if (result != NULL) {
      write_all(result, choice);
      explain(rubric, answer, choice);
    }
    lgr_result_free(result);
  }
  lgr_rubric_free(rubric);
  free(text);
  free(prompt);
  return 0;
}
