/* Any bytes as an answer to the rubric that is built in, as strangers' answers come to
 * it: every quotation is what stands at its place, and a result that is used again says
 * what a new one says. The rubric, grader and result are kept from input to input. */
#include "evidence.h"
#include "fuzz.h"

static lgr_grader *grader;
static lgr_result *kept;

static void load(void) {
  static lgr_rubric *rubric;
  if (rubric == NULL) {
    PROMISE(lgr_rubric_builtin(&rubric, lgr_rubric_builtin_id(0), NULL) == LGR_OK);
    grader = fuzz_grader(rubric, 0);
    kept = fuzz_grade_with(grader, (fuzz_input){"", 0}, "empty.md", NULL);
  }
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length) {
  load();
  fuzz_input rest = {(const char *)bytes, length};
  const fuzz_input part = take_part(&rest);
  char *prompt = rest.length > 0 ? text_copy(take_part(&rest)) : NULL;
  char *text = exact_copy(part);
  const lgr_answer answer = {.size = sizeof answer,
                             .text = text,
                             .length = part.length,
                             .name = "fuzz.md",
                             .prompt = prompt};
  lgr_result *result = fuzz_grade_with(grader, part, "fuzz.md", prompt);
  PROMISE(result != NULL);
  check_result(result, part);
  PROMISE(lgr_grade_into(kept, grader, &answer) == LGR_OK);
  fuzz_text left = fuzz_report("jsonl", result, NULL);
  fuzz_text right = fuzz_report("jsonl", kept, NULL);
  PROMISE(left.length == right.length && memcmp(left.bytes, right.bytes, left.length) == 0);
  free(left.bytes);
  free(right.bytes);
  lgr_result_free(result);
  free(text);
  free(prompt);
  return 0;
}
