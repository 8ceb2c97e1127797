/* lgr_effects: which signals took part, and what is left without each. */
#include <check.h>
#include <libgrade/libgrade.h>
#include <stdlib.h>
#include <string.h>

#include "../support/corpus.h"
#include "../support/grading.h"

static const char rules[] =
    "rubric: effects\nformat: 1\nversion: 1.0.0\ntitle: Effects\nlanguage: en\n"
    "concepts:\n"
    "  keyed: [upsert~, merge~ on]\n"
    "  again: [rerun~, replay~]\n"
    "  same: [changes nothing, no duplicates?]\n"
    "  tool: [kafka, spark]\n"
    "  slowly: [slowly]\n"
    "  head: [reruns]\n"
    "signals:\n"
    "  harmless: again near same\n"
    "  quick_tool: tool unless slowly within 1 sentence\n"
    "  early: keyed before tool\n"
    "sections:\n"
    "- id: s\n"
    "  title: S\n"
    "  criteria:\n"
    "  - {id: s.rerun, title: T, points: 3, levels: {2: harmless or keyed near again, 1: keyed or\n"
    "     again}, advice: A., probe: B?}\n"
    "  - id: s.sum\n"
    "    title: T\n"
    "    points: 1\n"
    "    levels:\n"
    "      1:\n"
    "        weigh: {window: 1 sentence, at: 1.0,\n"
    "                terms: {again: 0.6, keyed near same: 0.6, same: -0.1, tool: 0.5}}\n"
    "    advice: A.\n"
    "    probe: B?\n"
    "  - {id: s.derived, title: T, points: 1, levels: {1: s.rerun >= 2}, advice: A., probe: B?}\n"
    "  - {id: s.quick, title: T, points: 1, levels: {1: quick_tool and not slowly in first 1%},\n"
    "     advice: A., probe: B?}\n"
    "  - {id: s.early, title: T, points: 1, levels: {1: early}, advice: A., probe: B?}\n"
    "  - {id: s.asked, title: T, points: 1, levels: {1: asked(same) or any(head)}, advice: A.,\n"
    "     probe: B?}\n"
    "penalties:\n"
    "- {id: anti.tool, title: T, points: -1, when: tool and not asked(keyed), advice: A.}\n"
    "design: {when: \"any of (keyed, again, tool)\", because: no design}\n";

static const char text_of_all[] =
    "We upsert by key, so a rerun changes nothing. We use Kafka. Spark runs slowly.";

static lgr_rubric *rubric;
static lgr_grader *grader;

static void begin(void) {
  ck_assert_int_eq(lgr_rubric_parse(&rubric, rules, sizeof rules - 1, NULL, NULL), LGR_OK);
  ck_assert_int_eq(lgr_grader_new(&grader, rubric, NULL), LGR_OK);
}

static void end(void) {
  lgr_grader_free(grader);
  lgr_rubric_free(rubric);
}

/* As lines "id signal level without". */
static int add_line(void *context, const lgr_effect *effect) {
  text *lines = context;
  const char *const words[] = {effect->id, " ", effect->signal, " "};
  const char numbers[] = {(char)('0' + effect->level), ' ', (char)('0' + effect->level_without),
                          '\n'};
  ck_assert_uint_eq(effect->size, sizeof *effect);
  for (size_t i = 0; i < sizeof words / sizeof *words; ++i) {
    add_to_text(lines, words[i], strlen(words[i]));
  }
  return add_to_text(lines, numbers, sizeof numbers);
}

static text effects_of(const char *bytes) {
  text lines = {NULL, 0};
  const lgr_answer answer = answer_of(bytes);
  ck_assert_int_eq(lgr_effects(grader, &answer, add_line, &lines), LGR_OK);
  return lines;
}

static void check_has(const text *lines, const char *line) {
  ck_assert_msg(strstr(lines->bytes, line) != NULL, "no %s in\n%s", line, lines->bytes);
}

static void check_lacks(const text *lines, const char *line) {
  ck_assert_msg(strstr(lines->bytes, line) == NULL, "%s in\n%s", line, lines->bytes);
}

START_TEST(two_ways_to_a_level) {
  begin();
  text lines = effects_of(text_of_all);
  check_has(&lines, "s.rerun harmless 2 2\n");
  check_has(&lines, "s.rerun keyed 2 2\n");
  check_has(&lines, "s.rerun same 2 2\n");
  check_has(&lines, "s.rerun again 2 1\n"); /* in both ways; `keyed` is left */
  check_lacks(&lines, "s.rerun tool");
  free(lines.bytes);
  lines = effects_of("We replay it and it changes nothing.");
  check_has(&lines, "s.rerun harmless 2 1\n");
  check_has(&lines, "s.rerun again 2 0\n");
  check_has(&lines, "s.rerun same 2 1\n");
  check_lacks(&lines, "keyed");
  free(lines.bytes);
  end();
}
END_TEST

/* 0.6 + 0.6 - 0.1: each positive term is needed. The tool is in another window,
 * and the negative term earns nothing. */
START_TEST(weighted_terms) {
  begin();
  text lines = effects_of(text_of_all);
  check_has(&lines, "s.sum again 1 0\n");
  check_has(&lines, "s.sum keyed near same 1 0\n");
  check_has(&lines, "s.sum keyed 1 0\n");
  check_has(&lines, "s.sum same 1 0\n"); /* as a part of the other term */
  check_lacks(&lines, "s.sum tool");
  free(lines.bytes);
  end();
}
END_TEST

START_TEST(what_a_criterion_refers_to) {
  begin();
  text lines = effects_of(text_of_all);
  check_has(&lines, "s.derived harmless 1 1\n");
  check_has(&lines, "s.derived again 1 0\n");
  free(lines.bytes);
  end();
}
END_TEST

START_TEST(vetoes_and_borders_earn_nothing) {
  begin();
  text lines = effects_of(text_of_all);
  check_has(&lines, "s.quick quick_tool 1 0\n");
  check_has(&lines, "s.quick tool 1 0\n");
  check_lacks(&lines, "slowly");
  check_has(&lines, "s.early keyed 1 0\n");
  check_lacks(&lines, "s.early tool");
  free(lines.bytes);
  end();
}
END_TEST

START_TEST(readings_are_signals_of_their_own) {
  begin();
  text lines = effects_of("We use Kafka. Do reruns make no duplicates?");
  check_has(&lines, "s.asked asked(same) 1 1\n");
  check_has(&lines, "s.asked any(head) 1 1\n");
  check_has(&lines, "anti.tool tool 1 0\n");
  free(lines.bytes);
  end();
}
END_TEST

START_TEST(rules_in_their_order_from_the_condition_down) {
  begin();
  text lines = effects_of(text_of_all);
  ck_assert(strstr(lines.bytes, "s.rerun harmless") < strstr(lines.bytes, "s.rerun same"));
  ck_assert(strstr(lines.bytes, "s.rerun same") < strstr(lines.bytes, "s.sum"));
  ck_assert(strstr(lines.bytes, "s.early") < strstr(lines.bytes, "anti.tool"));
  text again = effects_of(text_of_all);
  check_same(&lines, &again);
  free(again.bytes);
  free(lines.bytes);
  end();
}
END_TEST

static int stop(void *context, const lgr_effect *effect) {
  (void)effect;
  ++*(int *)context;
  return 7;
}

START_TEST(nothing_to_tell_and_stopping) {
  begin();
  int calls = 0;
  const lgr_answer poem = answer_of("A rose is a rose.");
  ck_assert_int_eq(lgr_effects(grader, &poem, stop, &calls), LGR_OK);
  ck_assert_int_eq(calls, 0);
  const lgr_answer answer = answer_of(text_of_all);
  ck_assert_int_eq(lgr_effects(grader, &answer, stop, &calls), LGR_CANCELLED);
  ck_assert_int_eq(calls, 1);
  text lines = effects_of(text_of_all);
  ck_assert_uint_gt(lines.length, 0);
  free(lines.bytes);
  end();
}
END_TEST

static int grade_inside(void *context, const lgr_effect *effect) {
  (void)effect;
  lgr_result *result;
  const lgr_answer answer = answer_of("Kafka.");
  *(lgr_status *)context = lgr_grade(&result, grader, &answer);
  return 0;
}

START_TEST(the_grader_is_busy_meanwhile) {
  begin();
  lgr_status inside = LGR_OK;
  const lgr_answer answer = answer_of(text_of_all);
  ck_assert_int_eq(lgr_effects(grader, &answer, grade_inside, &inside), LGR_OK);
  ck_assert_int_eq(inside, LGR_BUSY);
  ck_assert_int_eq(lgr_effects(NULL, &answer, grade_inside, &inside), LGR_INVALID_ARGUMENT);
  ck_assert_int_eq(lgr_effects(grader, NULL, grade_inside, &inside), LGR_INVALID_ARGUMENT);
  ck_assert_int_eq(lgr_effects(grader, &answer, NULL, &inside), LGR_INVALID_ARGUMENT);
  end();
}
END_TEST

/* -- over the corpus ------------------------------------------------------------- */

typedef struct comparison {
  const lgr_result *result;
  size_t effects;
  size_t falls;
} comparison;

static uint32_t level_of(const lgr_result *result, const char *id) {
  lgr_criterion_result criterion = {.size = sizeof criterion};
  for (size_t i = 0; lgr_result_criterion(result, i, &criterion) == LGR_OK; ++i) {
    if (strcmp(criterion.id, id) == 0) {
      return criterion.level;
    }
  }
  lgr_penalty_result penalty = {.size = sizeof penalty};
  for (size_t i = 0; lgr_result_penalty(result, i, &penalty) == LGR_OK; ++i) {
    if (strcmp(penalty.id, id) == 0) {
      return penalty.present != 0;
    }
  }
  return 0;
}

static int compare(void *context, const lgr_effect *effect) {
  comparison *c = context;
  ck_assert_uint_gt(effect->level, 0);
  ck_assert_uint_eq(effect->level, level_of(c->result, effect->id));
  ++c->effects;
  c->falls += effect->level_without < effect->level;
  return 0;
}

START_TEST(levels_are_those_of_the_result) {
  lgr_rubric *builtin;
  lgr_grader *own;
  comparison c = {NULL, 0, 0};
  ck_assert_int_eq(lgr_rubric_builtin(&builtin, "senior-data-engineer", NULL), LGR_OK);
  ck_assert_int_eq(lgr_grader_new(&own, builtin, NULL), LGR_OK);
  corpus answers = corpus_read(LIBGRADE_SOURCE_DIR "/examples/answers");
  for (size_t i = 0; i < answers.count; ++i) {
    lgr_result *result;
    const lgr_answer answer = {.size = sizeof answer,
                               .text = answers.answers[i].text,
                               .length = answers.answers[i].length};
    ck_assert_int_eq(lgr_grade(&result, own, &answer), LGR_OK);
    c.result = result;
    ck_assert_int_eq(lgr_effects(own, &answer, compare, &c), LGR_OK);
    lgr_result_free(result);
  }
  ck_assert_uint_gt(c.effects, 0);
  ck_assert_uint_gt(c.falls, 0);
  corpus_free(&answers);
  lgr_grader_free(own);
  lgr_rubric_free(builtin);
}
END_TEST

/* -- points ------------------------------------------------------------------------ */

START_TEST(points_by_level) {
  begin();
  ck_assert_int_eq(lgr_rubric_criterion_points(rubric, 0, 0), 0);
  ck_assert_int_eq(lgr_rubric_criterion_points(rubric, 0, 1), 1500);
  ck_assert_int_eq(lgr_rubric_criterion_points(rubric, 0, 2), 3000);
  ck_assert_int_eq(lgr_rubric_criterion_points(rubric, 0, 3), 0);
  ck_assert_int_eq(lgr_rubric_criterion_points(rubric, 1, 1), 1000);
  ck_assert_int_eq(lgr_rubric_criterion_points(rubric, 99, 1), 0);
  ck_assert_int_eq(lgr_rubric_criterion_points(NULL, 0, 1), 0);
  end();
}
END_TEST

int main(void) {
  Suite *suite = suite_create("effects");
  TCase *tests = tcase_create("effects");
  tcase_add_test(tests, two_ways_to_a_level);
  tcase_add_test(tests, weighted_terms);
  tcase_add_test(tests, what_a_criterion_refers_to);
  tcase_add_test(tests, vetoes_and_borders_earn_nothing);
  tcase_add_test(tests, readings_are_signals_of_their_own);
  tcase_add_test(tests, rules_in_their_order_from_the_condition_down);
  tcase_add_test(tests, nothing_to_tell_and_stopping);
  tcase_add_test(tests, the_grader_is_busy_meanwhile);
  tcase_add_test(tests, levels_are_those_of_the_result);
  tcase_add_test(tests, points_by_level);
  suite_add_tcase(suite, tests);
  SRunner *runner = srunner_create(suite);
  srunner_run_all(runner, CK_ENV);
  const int failed = srunner_ntests_failed(runner);
  srunner_free(runner);
  return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
