#include <string.h>

#include "api/objects.h"
#include "api/quote.h"
#include "base/codes.h"
#include "score/score.h"

/* -- graders -------------------------------------------------------------------------- */

static bool make_tools(lgr_grader *grader) {
  const lg_language *language = grader->rubric->language;
  grader->matcher = lg_matcher_new(&grader->rubric->program, language, &grader->allocator);
  if (language != NULL && language->cues != NULL) {
    grader->cues = lg_pattern_scratch_new(language->cues, &grader->allocator);
    return grader->matcher != NULL && grader->cues != NULL;
  }
  return grader->matcher != NULL;
}

lgr_status lgr_grader_new(lgr_grader **out, const lgr_rubric *rubric,
                          const lgr_grader_options *options) {
  if (out == NULL) {
    return LGR_INVALID_ARGUMENT;
  }
  *out = NULL;
  lg_allocator memory;
  lgr_grader_options known;
  if (rubric == NULL ||
      !lg_api_take_options(&known, sizeof known, LG_LEAST_GRADER_OPTIONS, options) ||
      !lg_api_allocator(known.allocator, &memory)) {
    return LGR_INVALID_ARGUMENT;
  }
  lgr_grader *grader = lg_allocate_zeroed(&memory, sizeof *grader);
  if (grader == NULL) {
    return LGR_NO_MEMORY;
  }
  grader->rubric = rubric->rubric;
  grader->allocator = memory;
  atomic_flag_clear(&grader->in_use);
  grader->progress = known.progress;
  grader->progress_context = known.progress_context;
  grader->without_prefilter = known.without_prefilter != 0;
  lg_pool_init(&grader->pool, &memory);
  grader->temporary = lg_pool_allocator(&grader->pool);
  if (!make_tools(grader)) {
    lgr_grader_free(grader);
    return LGR_NO_MEMORY;
  }
  *out = grader;
  return LGR_OK;
}

void lgr_grader_free(lgr_grader *grader) {
  if (grader != NULL) {
    lg_matcher_free(grader->matcher);
    lg_pattern_scratch_free(grader->cues);
    lg_pool_free(&grader->pool);
    const lg_allocator memory = grader->allocator;
    lg_release(&memory, grader, sizeof *grader);
  }
}

bool lg_api_enter(lgr_grader *grader) {
  return !atomic_flag_test_and_set_explicit(&grader->in_use, memory_order_acquire);
}

void lg_api_leave(lgr_grader *grader) {
  atomic_flag_clear_explicit(&grader->in_use, memory_order_release);
}

bool lg_api_take_answer(lgr_answer *known, const lgr_answer *given) {
  return lg_api_take(known, sizeof *known, LG_LEAST_ANSWER, given) &&
         (known->text != NULL || known->length == 0);
}

/* -- grading --------------------------------------------------------------------------- */

/* What the result says of itself, whatever comes of the answer. */
static lg_status describe(lg_result *result, const lg_rubric *rubric, const lgr_answer *answer) {
  const char *const texts[] = {answer->name != NULL ? answer->name : "", rubric->id, rubric->title,
                               rubric->version, rubric->digest};
  const char *copies[sizeof texts / sizeof texts[0]];
  for (size_t i = 0; i < sizeof texts / sizeof texts[0]; ++i) {
    copies[i] = lg_arena_copy(&result->arena, texts[i], strlen(texts[i]));
    if (copies[i] == NULL) {
      return LG_NO_MEMORY;
    }
  }
  result->path = copies[0];
  result->rubric_id = copies[1];
  result->rubric_title = copies[2];
  result->rubric_version = copies[3];
  result->rubric_digest = copies[4];
  return LG_OK;
}

/* Reports show it, and outlive the caller's bytes. */
static lg_status keep_answer(lg_result *result, const lgr_answer *answer) {
  result->answer =
      lg_arena_copy(&result->arena, answer->length > 0 ? answer->text : "", answer->length);
  result->answer_length = answer->length;
  return result->answer != NULL ? LG_OK : LG_NO_MEMORY;
}

static lg_status make_document(lgr_grader *grader, const lgr_answer *answer,
                               lg_diagnostics *diagnostics, lg_document **out) {
  const lg_document_input input = {.bytes = answer->text != NULL ? answer->text : "",
                                   .length = answer->length,
                                   .prompt = answer->prompt,
                                   .prompt_length =
                                       answer->prompt != NULL ? strlen(answer->prompt) : 0,
                                   .known = &grader->rubric->phrases,
                                   .scratch = grader->cues,
                                   .poll = grader->progress,
                                   .poll_context = grader->progress_context};
  return lg_document_make(out, &input, grader->rubric->language, &grader->temporary, diagnostics);
}

/* The share of the words that stand in sentences which are an echo. Code is
 * not looked at for that. */
static uint32_t echoed_share(const lg_document *document) {
  uint64_t words = 0;
  uint64_t echoed = 0;
  for (uint32_t i = 0; i < document->sentence_count; ++i) {
    const lg_sentence *sentence = &document->sentences[i];
    if ((sentence->attributes & LG_ASIDE) != 0) {
      break;
    }
    words += (sentence->attributes & LG_IN_CODE) != 0 ? 0 : sentence->word_count;
    echoed += (sentence->attributes & LG_ECHO) != 0 ? sentence->word_count : 0;
  }
  return words > 0 ? (uint32_t)(echoed * 100 / words) : 0;
}

static lg_status score(const lgr_grader *grader, bool without_design_gate, lg_graded *graded) {
  lg_quoter quoter;
  const lg_matched matched = {&grader->rubric->program, graded->document, &graded->evidence};
  lg_quoter_init(&quoter, &matched, &grader->temporary);
  const lg_score_input input = {.scheme = &grader->rubric->scheme,
                                .program = &grader->rubric->program,
                                .evidence = &graded->evidence,
                                .locator = {lg_quoter_locate, &quoter},
                                .allocator = &grader->temporary,
                                .echoed = echoed_share(graded->document),
                                .without_design_gate = without_design_gate};
  const lg_status status = lg_score(&input, graded->result);
  lg_quoter_free(&quoter);
  return status;
}

lg_status lg_api_grade(lgr_grader *grader, const lgr_answer *answer, bool without_design_gate,
                       lg_graded *graded) {
  lg_result *result = graded->result;
  const lg_match_options options = {.without_prefilter = grader->without_prefilter,
                                    .poll = grader->progress,
                                    .poll_context = grader->progress_context};
  lg_status status = describe(result, grader->rubric, answer);
  if (status == LG_OK) {
    status = make_document(grader, answer, &result->diagnostics, &graded->document);
  }
  if (status == LG_OK) {
    status = keep_answer(result, answer);
  }
  if (status == LG_OK) {
    status = lg_match(grader->matcher, graded->document, &options, &graded->evidence,
                      &result->diagnostics);
  }
  if (status == LG_OK) {
    status = score(grader, without_design_gate, graded);
  }
  return status == LG_OK && result->diagnostics.lost ? LG_NO_MEMORY : status;
}

static lg_status grade(lgr_grader *grader, const lgr_answer *answer, lg_result *result) {
  lg_graded graded = {.result = result};
  const lg_status status = lg_api_grade(grader, answer, false, &graded);
  lg_document_free(graded.document);
  return status;
}

lgr_status lgr_grade(lgr_result **out, lgr_grader *grader, const lgr_answer *answer) {
  if (out == NULL) {
    return LGR_INVALID_ARGUMENT;
  }
  *out = NULL;
  lgr_answer known;
  if (grader == NULL || !lg_api_take_answer(&known, answer)) {
    return LGR_INVALID_ARGUMENT;
  }
  if (!lg_api_enter(grader)) {
    return LGR_BUSY;
  }
  lg_status status = LG_NO_MEMORY;
  lgr_result *made = lg_allocate_zeroed(&grader->allocator, sizeof *made);
  if (made != NULL) {
    lg_arena_init(&made->result.arena, &grader->allocator);
    lg_diagnostics_init(&made->result.diagnostics, &grader->allocator);
    status = grade(grader, &known, &made->result);
  }
  lg_api_leave(grader);
  if (status != LG_OK) {
    lgr_result_free(made);
    made = NULL;
  }
  *out = made;
  return (lgr_status)status;
}

/* Nothing of an answer, the memory kept. */
static void empty(lg_result *result) {
  lg_arena_reset(&result->arena);
  lg_diagnostics_clear(&result->diagnostics);
  *result = (lg_result){.arena = result->arena,
                        .diagnostics = result->diagnostics,
                        .path = "",
                        .answer = "",
                        .rubric_id = "",
                        .rubric_title = "",
                        .rubric_version = "",
                        .rubric_digest = ""};
}

lgr_status lgr_grade_into(lgr_result *result, lgr_grader *grader, const lgr_answer *answer) {
  lgr_answer known;
  if (result == NULL) {
    return LGR_INVALID_ARGUMENT;
  }
  empty(&result->result);
  if (grader == NULL || !lg_api_take_answer(&known, answer)) {
    return LGR_INVALID_ARGUMENT;
  }
  if (!lg_api_enter(grader)) {
    return LGR_BUSY;
  }
  const lg_status status = grade(grader, &known, &result->result);
  lg_api_leave(grader);
  if (status != LG_OK) {
    empty(&result->result);
  }
  return (lgr_status)status;
}
