/* Explanations: an expression and an answer, with a prompt behind a separator. The
 * expression is that of a small rubric; where it is empty, the rubric is one that uses
 * every construct. Whatever is met or missed can be explained, by criterion and by
 * place, in lines that a terminal obeys nothing of; and what takes an effect away or
 * weighs is found without a fault. */
#include "fuzz.h"
#include "readers.h"

#include "../support/complete_rubric.h"

static const char head[] =
    "rubric: fuzz\nformat: 1\nversion: 1.0.0\ntitle: Fuzz\nlanguage: en\n"
    "concepts:\n"
    "  a: [event~, row~]\n  b: [late, \"how late\"]\n  c: [kafka, spark, \"merge~ on "
    "{identifier}\"]\n"
    "  d: {any: [idempotent, partition], typos: 1, unless: [partition key]}\n"
    "  e: [\"{rate}\", \"{clock}\", \"{money}\", \"{quotation}\", \"{percent}\", \"{size}\"]\n"
    "  f: [\"(x+x+)+y\"]\n  g: [\"{comparison} {number}\", \"{a} {b}\"]\n"
    "  q_x: [rerun~]\n  q_y: [\"{duration}\", \"up to {number}\"]\n"
    "signals:\n  s: a near b within 2 sentences\n  t: c then a\n"
    "  x: |-\n    ";
static const char tail[] =
    "\nsections:\n- id: one\n  title: One\n  criteria:\n"
    "  - id: one.x\n    title: X\n    points: 2\n    levels: {2: x, 1: any(x) or s or t}\n"
    "    advice: Say it.\n    probe: Why?\n    topic: a or d\n"
    "    at_most: [{level: 1, when: denied(x), because: Denied.}]\n"
    "    gaps: [{when: s, needs: t, within: 2 sentences, at_most: 1, says: No t.}]\n"
    "  - id: one.w\n    title: W\n    points: 3\n"
    "    levels:\n"
    "      3: {weigh: {window: 3 sentences, at: 1.2, elsewhere: 0.5,\n"
    "          terms: {x: 0.5, a: 0.3, b: 0.4, c: 0.3, e: 0.6, g: -0.2}}}\n"
    "      2: {weigh: {window: 2 sentences, at: 1.0, needs: a,\n"
    "          terms: {x: 0.5, b: 0.4, hypothetical(c): -0.3},\n"
    "          groups: [{at_most: 0.5, terms: {d: 0.3, q_y: 0.4}}]}}\n"
    "      1: one.x >= 1 and b\n"
    "    advice: Weigh it.\n    probe: Why?\n"
    "  - id: one.s\n    title: S\n    points: 1\n"
    "    levels: {1: {weigh: {window: 1 section, at: 0.8, terms: {x: 0.4, b: 0.4, f: 0.1}}}}\n"
    "    advice: Say it.\n    probe: Why?\n";

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

static lgr_rubric *parse(fuzz_input expression) {
  lgr_rubric *rubric = NULL;
  const lgr_rubric_options options = {.size = sizeof options, .read_include = complete_read};
  fuzz_text text = {0};
  if (expression.length == 0) {
    fuzz_sink(&text, complete_rubric, sizeof complete_rubric - 1);
  } else {
    text = rubric_with(expression);
  }
  (void)fuzz_rubric_parse(&rubric, text.bytes, text.length, &options, NULL);
  free(text.bytes);
  return rubric;
}

/* The rubrics are good ones. */
static void check_rubrics(void) {
  static const char *const expressions[] = {"", "a near b"};
  static int checked;
  for (size_t i = 0; !checked && i < sizeof expressions / sizeof *expressions; ++i) {
    const fuzz_input expression = {expressions[i], strlen(expressions[i])};
    lgr_rubric *rubric = parse(expression);
    PROMISE(rubric != NULL);
    lgr_rubric_free(rubric);
  }
  checked = 1;
}

typedef struct case_of {
  lgr_grader *grader;
  lgr_answer answer;
  lgr_report_options options;
  unsigned patience; /* how often the grader may ask whether to go on; 0: always */
  unsigned asked;
} case_of;

static int ask(void *context) {
  case_of *c = context;
  return c->patience != 0 && ++c->asked >= c->patience;
}

/* LGR_CANCELLED only where it was asked for. */
static void check_status(const case_of *c, lgr_status status) {
  PROMISE(status == LGR_OK || status == LGR_LIMIT || status == LGR_CANCELLED);
  PROMISE((status == LGR_CANCELLED) <= (c->patience != 0 && c->asked >= c->patience));
}

/* An explanation is whole or not there. */
static void check_explanation(lgr_status status, fuzz_text *text) {
  if (status == LGR_OK) {
    PROMISE(text->length > 0);
    read_lines(text, 0);
  }
  PROMISE(status == LGR_OK || text->length == 0);
  free(text->bytes);
}

static void explain(case_of *c, const char *id) {
  fuzz_text text = {0};
  const lgr_status status = lgr_explain(c->grader, &c->answer, id, &c->options, fuzz_sink, &text);
  check_status(c, status);
  check_explanation(status, &text);
}

/* LGR_INVALID_ARGUMENT: the answer has no such line. */
static void explain_at(case_of *c, uint32_t line, uint32_t column) {
  fuzz_text text = {0};
  const lgr_status status =
      lgr_explain_at(c->grader, &c->answer, line, column, &c->options, fuzz_sink, &text);
  if (status != LGR_INVALID_ARGUMENT) {
    check_status(c, status);
  }
  check_explanation(status, &text);
}

static int check_effect(void *context, const lgr_effect *effect) {
  (void)context;
  PROMISE(effect->id[0] != '\0' && effect->signal[0] != '\0' && effect->level > 0);
  return 0;
}

static int check_window(void *context, const lgr_window *window) {
  const lgr_answer *answer = context;
  PROMISE(window->start <= window->end && window->end <= answer->length);
  return 0;
}

static void explain_all(const lgr_rubric *rubric, case_of *c, unsigned choice) {
  lgr_criterion criterion = {.size = sizeof criterion};
  for (size_t i = 0; lgr_rubric_criterion(rubric, i, &criterion) == LGR_OK; ++i) {
    explain(c, criterion.id);
  }
  lgr_penalty penalty = {.size = sizeof penalty};
  for (size_t i = 0; lgr_rubric_penalty(rubric, i, &penalty) == LGR_OK; ++i) {
    explain(c, penalty.id);
  }
  explain_at(c, 1 + choice % 8, choice / 8);
  check_status(c, lgr_effects(c->grader, &c->answer, check_effect, NULL));
  check_status(c, lgr_weighings(c->grader, &c->answer, check_window, &c->answer));
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length) {
  check_rubrics();
  fuzz_input rest = {(const char *)bytes, length};
  const unsigned choice = take_byte(&rest);
  lgr_rubric *rubric = parse(take_part(&rest));
  const fuzz_input part = take_part(&rest);
  if (rubric != NULL) {
    char *prompt = rest.length > 0 ? text_copy(rest) : NULL;
    char *text = exact_copy(part);
    case_of c = {
        .answer = {.size = sizeof c.answer, .text = text, .length = part.length, .prompt = prompt},
        .options = {.size = sizeof c.options, .verbose = (int)(choice & 1)},
        .patience = choice >= 0xF0 ? choice - 0xEF : 0};
    const lgr_grader_options options = {
        .size = sizeof options, .progress = ask, .progress_context = &c};
    PROMISE(lgr_grader_new(&c.grader, rubric, &options) == LGR_OK);
    explain_all(rubric, &c, choice);
    lgr_grader_free(c.grader);
    free(text);
    free(prompt);
  }
  lgr_rubric_free(rubric);
  return 0;
}
