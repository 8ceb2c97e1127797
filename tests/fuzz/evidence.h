/* What a result promises of any answer. Header only. */
#ifndef LIBGRADE_TESTS_EVIDENCE_H
#define LIBGRADE_TESTS_EVIDENCE_H

#include "fuzz.h"

/* Well-formed stretches of the quotation stand in the answer; only ill-formed
 * bytes and NULs are replaced, and only the end is cut. */
static inline void check_evidence(const lgr_evidence *evidence, fuzz_input answer) {
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

static inline void check_result(const lgr_result *result, fuzz_input answer) {
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

#endif
