#include "api/objects.h"
#include "fuzz.h"

static const char small_english[] =
    "language: en\nformat: 1\n"
    "cues:\n"
    "  negation: [not, no, never, without, \"(do|does|did|is)n'?t\"]\n"
    "  negation_after: [is not needed]\n  pseudo_negation: [not only]\n"
    "  terminator: [but]\n  hypothetical: [if, would]\n  attribution: [they said]\n"
    "  rejection: [we rejected]\n  question_word: [how, what]\n"
    "  question_auxiliary: [do, is]\n  indirect_question: [whether]\n  verb: [is, keep]\n"
    "  closing_turn: [in short]\n  joiner: [and]\n"
    "comparisons: [more than, at least]\nabbreviations: [e.g]\n"
    "number_words: [two, ten]\nnumber_joiners: [and]\nper_words: [per, a]\n"
    "common_words: [the, we]\n"
    "units:\n  time: [hour, hours, day]\n  size: [gb]\n  money: [usd]\n  percent: [percent]\n"
    "irregular: {write: [wrote, written], keep: [kept]}\n";

static int read_language(void *context, const char *name, const char **bytes, size_t *length) {
  (void)context;
  *bytes = small_english;
  *length = sizeof small_english - 1;
  return strcmp(name, "en") == 0 ? 0 : 1;
}

lgr_status fuzz_rubric_parse(lgr_rubric **out, const char *bytes, size_t length,
                             const lgr_rubric_options *options, lgr_diagnostics *diagnostics) {
  const lg_allocator memory = lg_allocator_standard();
  const lg_rubric_input input = {.origin = "rubric",
                                 .bytes = bytes,
                                 .length = length,
                                 .read_include = options != NULL ? options->read_include : NULL,
                                 .include_context = options != NULL ? options->read_context : NULL,
                                 .read_language = read_language};
  lgr_rubric *made = lg_allocate_zeroed(&memory, sizeof *made);
  PROMISE(made != NULL);
  made->allocator = memory;
  const lg_status status =
      lg_rubric_parse(&made->rubric, &input, &memory, lg_api_diagnostics(diagnostics));
  PROMISE((status == LG_OK) == (made->rubric != NULL));
  if (status != LG_OK) {
    lg_release(&memory, made, sizeof *made);
    made = NULL;
  }
  *out = made;
  return (lgr_status)status;
}
