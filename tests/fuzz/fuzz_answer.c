/* Any bytes as an answer, with a prompt behind a separator, against a rubric that
 * uses every construct: the same result with and without the prefilter, and every
 * quotation is what stands at its place. The graders are kept from input to input,
 * as programs keep them. */
#include "evidence.h"
#include "fuzz.h"

#include "../support/complete_rubric.h"

static lgr_grader *graders[2]; /* with the prefilter, without */

static void load(void) {
  static lgr_rubric *rubric;
  const lgr_rubric_options options = {.size = sizeof options, .read_include = complete_read};
  if (rubric == NULL) {
    PROMISE(lgr_rubric_parse(&rubric, complete_rubric, sizeof complete_rubric - 1, &options,
                             NULL) == LGR_OK);
    graders[0] = fuzz_grader(rubric, 0);
    graders[1] = fuzz_grader(rubric, 1);
  }
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length) {
  load();
  fuzz_input rest = {(const char *)bytes, length};
  const fuzz_input answer = take_part(&rest);
  char *prompt = rest.length > 0 ? text_copy(take_part(&rest)) : NULL;
  lgr_result *with = fuzz_grade_with(graders[0], answer, "fuzz.md", prompt);
  lgr_result *without = fuzz_grade_with(graders[1], answer, "fuzz.md", prompt);
  PROMISE((with == NULL) == (without == NULL));
  if (with != NULL) {
    check_result(with, answer);
    fuzz_text left = fuzz_report("jsonl", with, NULL);
    fuzz_text right = fuzz_report("jsonl", without, NULL);
    PROMISE(!lgr_result_complete(with) || !lgr_result_complete(without) ||
            (left.length == right.length && memcmp(left.bytes, right.bytes, left.length) == 0));
    free(left.bytes);
    free(right.bytes);
  }
  lgr_result_free(with);
  lgr_result_free(without);
  free(prompt);
  return 0;
}
