/* Any bytes as an answer, with a prompt behind a separator, against a rubric that
 * uses every construct: the same result with and without the prefilter, and every
 * quotation is what stands at its place. The graders are kept from input to input,
 * as programs keep them. */
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

/* Well-formed stretches of the quotation stand in the answer; only ill-formed
 * bytes and NULs are replaced, and only the end is cut. */
static void check_evidence(const lgr_evidence *evidence, fuzz_input answer) {
  PROMISE(evidence->start <= evidence->end && evidence->end <= answer.length);
  PROMISE(evidence->line >= 1 && evidence->column >= 1);
  PROMISE(evidence->end_line >= evidence->line);
  const char *text = evidence->text;
  for (uint64_t at = evidence->start; *text != '\0' && at < evidence->end; ++at, ++text) {
    const unsigned char byte = (unsigned char)answer.bytes[at];
    if (byte >= 0x80 || byte == 0 || (unsigned char)*text >= 0x80) {
      return; /* from here on the two need not be in step */
    }
    PROMISE(*text == answer.bytes[at]);
  }
}

static void check_result(const lgr_result *result, fuzz_input answer) {
  PROMISE(lgr_result_score(result) >= 0 && lgr_result_score(result) <= 100000);
  lgr_criterion_result criterion = {.size = sizeof criterion};
  for (size_t i = 0; lgr_result_criterion(result, i, &criterion) == LGR_OK; ++i) {
    PROMISE(criterion.level <= criterion.max_level);
    lgr_evidence evidence = {.size = sizeof evidence};
    for (size_t j = 0; lgr_result_criterion_evidence(result, i, j, &evidence) == LGR_OK; ++j) {
      check_evidence(&evidence, answer);
    }
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
