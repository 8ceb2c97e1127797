/* The weigh blocks of a rubric through the public interface: what they are made
 * of, where their numbers stand, and which windows of an answer they weigh. */
#include <check.h>
#include <libgrade/libgrade.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../support/grading.h"

/* Anchors, quotation marks, letters of several bytes and a group: each makes a
 * place harder to tell. */
static const char SOURCE[] =
    "rubric: weights\nformat: 1\nversion: 1.0.0\ntitle: T\nlanguage: en\n"
    "concepts:\n"
    "  a: [alpha]\n"
    "  b: [beta]\n"
    "  c: [gamma]\n"
    "  d: [delta, d\xC3\xA9lta]\n"
    "  e: [epsilon]\n"
    "sections:\n"
    "- id: s\n"
    "  title: S\n"
    "  criteria:\n"
    "  - id: c.one\n"
    "    title: C\n"
    "    points: 1\n"
    "    levels:\n"
    "      2:\n"
    "        weigh:\n"
    "          window: 2 sentences\n"
    "          at: &at 1.0\n"
    "          needs: a or c\n"
    "          terms: {a: 0.5, any(b): '0.6', \"d near e\": -0.4}\n"
    "          groups:\n"
    "          - at_most: 0.7\n"
    "            terms: {c: \"0.4\", e: 0.4} # \xC3\xA9\n"
    "      1:\n"
    "        weigh: {window: 1 paragraph, at: *at, elsewhere: 0.3, terms: {d: 1}}\n"
    "    advice: A\n"
    "    probe: P\n"
    "penalties:\n"
    "- id: p.one\n"
    "  title: P\n"
    "  points: -1\n"
    "  when: {weigh: {window: 1 sentence, at: 0.7, terms: {d: 0.4, e: 0.4}}}\n";

static lgr_rubric *parse(const char *source) {
  const lgr_rubric_options options = {.size = sizeof options, .origin = "weights.yaml"};
  lgr_rubric *rubric;
  ck_assert_int_eq(lgr_rubric_parse(&rubric, source, strlen(source), &options, NULL), LGR_OK);
  return rubric;
}

/* -- what a block is made of ------------------------------------------------------------ */

/* The text at a place begins so. */
static void check_place(const char *source, lgr_number_place place, const char *expected) {
  ck_assert_str_eq(place.origin, "weights.yaml");
  const char *at = source;
  for (uint32_t line = 1; line < place.line; ++line) {
    at = strchr(at, '\n') + 1;
  }
  for (uint32_t column = 1; column < place.column; ++column) {
    do {
      ++at;
    } while (((unsigned char)*at & 0xC0) == 0x80);
  }
  ck_assert_msg(strncmp(at, expected, strlen(expected)) == 0, "%u:%u is %.10s, not %s", place.line,
                place.column, at, expected);
}

START_TEST(a_block_is_told_with_its_places) {
  lgr_rubric *rubric = parse(SOURCE);
  ck_assert_uint_eq(lgr_rubric_weighing_count(rubric), 3);
  lgr_weighing block = {.size = sizeof block};
  ck_assert_int_eq(lgr_rubric_weighing(rubric, 0, &block), LGR_OK);
  ck_assert_str_eq(block.criterion, "c.one");
  ck_assert_uint_eq(block.criterion_index, 0);
  ck_assert_uint_eq(block.level, 2);
  ck_assert_str_eq(block.window, "2 sentences");
  ck_assert_int_eq(block.threshold, 1000);
  ck_assert_int_eq(block.elsewhere, 0);
  ck_assert_str_eq(block.needs, "a or c");
  ck_assert_uint_eq(block.term_count, 5);
  ck_assert_uint_eq(block.group_count, 1);
  check_place(SOURCE, block.place, "1.0\n"); /* behind the anchor */

  static const struct {
    const char *text;
    int64_t weight;
    int group;
    const char *written;
  } terms[] = {{"a", 500, -1, "0.5,"},
               {"any(b)", 600, -1, "0.6',"},
               {"d near e", -400, -1, "-0.4}"},
               {"c", 400, 0, "0.4\", e"},
               {"e", 400, 0, "0.4} #"}};
  for (size_t i = 0; i < 5; ++i) {
    lgr_weighing_term term = {.size = sizeof term};
    ck_assert_int_eq(lgr_rubric_weighing_term(rubric, 0, i, &term), LGR_OK);
    ck_assert_str_eq(term.text, terms[i].text);
    ck_assert_int_eq(term.weight, terms[i].weight);
    ck_assert_int_eq(term.group, terms[i].group);
    check_place(SOURCE, term.place, terms[i].written);
  }
  lgr_weighing_group group = {.size = sizeof group};
  ck_assert_int_eq(lgr_rubric_weighing_group(rubric, 0, 0, &group), LGR_OK);
  ck_assert_int_eq(group.at_most, 700);
  check_place(SOURCE, group.place, "0.7\n");

  /* The lower level, whose threshold is an alias: it stands at the anchor. */
  ck_assert_int_eq(lgr_rubric_weighing(rubric, 1, &block), LGR_OK);
  ck_assert_int_eq(block.elsewhere, 300);
  ck_assert_int_eq(block.is_penalty, 0);
  ck_assert_uint_eq(block.level, 1);
  ck_assert_str_eq(block.window, "1 paragraph");
  ck_assert_ptr_null(block.needs);
  ck_assert_uint_eq(block.group_count, 0);
  check_place(SOURCE, block.place, "1.0\n");

  ck_assert_int_eq(lgr_rubric_weighing(rubric, 2, &block), LGR_OK);
  ck_assert_str_eq(block.criterion, "p.one");
  ck_assert_int_eq(block.is_penalty, 1);
  ck_assert_uint_eq(block.criterion_index, 0);
  ck_assert_uint_eq(block.level, 1);
  ck_assert_int_eq(block.threshold, 700);
  lgr_rubric_free(rubric);
}
END_TEST

START_TEST(the_built_in_rubric_has_places_too) {
  const char *const id = lgr_rubric_builtin_id(0);
  lgr_rubric *rubric;
  ck_assert_int_eq(lgr_rubric_builtin(&rubric, id, NULL), LGR_OK);
  const size_t count = lgr_rubric_weighing_count(rubric);
  for (size_t i = 0; i < count; ++i) {
    lgr_weighing block = {.size = sizeof block};
    lgr_weighing_term term = {.size = sizeof term};
    lgr_criterion criterion = {.size = sizeof criterion};
    ck_assert_int_eq(lgr_rubric_weighing(rubric, i, &block), LGR_OK);
    lgr_penalty penalty = {.size = sizeof penalty};
    if (block.is_penalty) {
      ck_assert_int_eq(lgr_rubric_penalty(rubric, block.criterion_index, &penalty), LGR_OK);
      ck_assert_str_eq(penalty.id, block.criterion);
    } else {
      ck_assert_int_eq(lgr_rubric_criterion(rubric, block.criterion_index, &criterion), LGR_OK);
      ck_assert_str_eq(criterion.id, block.criterion);
    }
    ck_assert_uint_ge(block.place.line, 1);
    ck_assert_uint_gt(block.term_count, 0);
    for (size_t t = 0; t < block.term_count; ++t) {
      ck_assert_int_eq(lgr_rubric_weighing_term(rubric, i, t, &term), LGR_OK);
      ck_assert_str_eq(term.place.origin, block.place.origin);
      ck_assert_str_ne(term.text, "");
    }
    bool found = false;
    const char *name;
    size_t length;
    for (size_t f = 0; lgr_rubric_builtin_source(id, f, &name, &length) != NULL && !found; ++f) {
      found = strcmp(name, block.place.origin) == 0;
    }
    ck_assert(found);
  }
  lgr_rubric_free(rubric);
}
END_TEST

/* -- windows ---------------------------------------------------------------------------- */

/* Windows of one block as text: "[words] sum terms needs|..." */
typedef struct told {
  const char *answer;
  size_t weighing;
  char text[2048];
  int left; /* windows until it ends the visit */
} told;

static int tell(void *context, const lgr_window *window) {
  told *t = context;
  ck_assert_uint_eq(window->size, sizeof *window);
  if (window->weighing == t->weighing) {
    const size_t used = strlen(t->text);
    snprintf(t->text + used, sizeof t->text - used, "[%.*s] %d ",
             (int)(window->end - window->start), t->answer + window->start, (int)window->sum);
    for (size_t i = 0; i < (t->weighing == 0 ? 5 : 1); ++i) {
      strcat(t->text, window->present[i] ? "1" : "0");
    }
    strcat(t->text, window->needs_holds ? " +|" : " -|");
  }
  return t->left-- <= 0;
}

static void check_windows(lgr_grader *grader, size_t weighing, const char *answer,
                          const char *expected) {
  told t = {.answer = answer, .weighing = weighing, .left = 1000};
  const lgr_answer given = answer_of(answer);
  ck_assert_int_eq(lgr_weighings(grader, &given, tell, &t), LGR_OK);
  ck_assert_str_eq(t.text, expected);
}

START_TEST(every_window_with_a_term_is_visited) {
  lgr_rubric *rubric = parse(SOURCE);
  lgr_grader *grader;
  ck_assert_int_eq(lgr_grader_new(&grader, rubric, NULL), LGR_OK);
  check_windows(grader, 0, "Nothing is here.", "");
  check_windows(grader, 0, "We keep alpha. It is so.", "[We keep alpha. It is so.] 500 10000 +|");
  check_windows(grader, 0, "So be it. We keep beta. We keep alpha.",
                "[We keep beta. We keep alpha.] 1100 11000 +|[We keep alpha.] 500 10000 +|");
  /* The group adds 0.7 at most; a negative term begins a window, too. */
  check_windows(grader, 0, "We keep gamma and epsilon.",
                "[We keep gamma and epsilon.] 700 00011 +|");
  check_windows(grader, 0, "We keep epsilon, delta. We keep beta.",
                "[We keep epsilon, delta. We keep beta.] 600 01101 -|[We keep beta.] 600 01000 -|");
  /* Windows stop at list items, as they do in matching. */
  check_windows(grader, 0, "- We keep alpha.\n- We keep beta.\n",
                "[We keep alpha.] 500 10000 +|[We keep beta.] 600 01000 -|");
  /* A reading is applied: what is denied counts where the term takes it. */
  check_windows(grader, 0, "We do not keep alpha. We do not keep beta.",
                "[We do not keep beta.] 600 01000 -|");
  check_windows(grader, 1, "We keep delta.\nSo be it.\n\nWe keep d\xC3\xA9lta. So there.",
                "[We keep delta.\nSo be it.] 1000 1 +|[We keep d\xC3\xA9lta. So there.] 1000 1 +|");
  lgr_grader_free(grader);
  lgr_rubric_free(rubric);
}
END_TEST

/* The best window decides as the grader does, whatever the text. */
typedef struct best {
  bool holds[3];
} best;

static int keep_best(void *context, const lgr_window *window) {
  best *b = context;
  const int64_t at = window->weighing == 2 ? 700 : 1000;
  b->holds[window->weighing] |= window->needs_holds && window->sum >= at;
  return 0;
}

static uint32_t draw(uint64_t *state, uint32_t below) {
  *state = *state * 6364136223846793005u + 1442695040888963407u;
  return (uint32_t)(*state >> 33) % below;
}

/* A few sentences of a few of the words the rubrics here know. */
static void draw_text(uint64_t *state, uint32_t most_words, char *bytes) {
  static const char *const words[] = {"alpha", "beta", "gamma", "delta", "epsilon", "it"};
  static const char *const ends[] = {". ", ". ", ".\n\n", ".\n\n- ", ".\n\n# So\n\n"};
  const uint32_t sentences = 1 + draw(state, 6);
  *bytes = '\0';
  for (uint32_t i = 0; i < sentences; ++i) {
    strcat(bytes, "We keep");
    const uint32_t count = 1 + draw(state, most_words);
    for (uint32_t w = 0; w < count; ++w) {
      strcat(bytes, w == 0 ? " " : " beside ");
      strcat(bytes, words[draw(state, 6)]);
    }
    strcat(bytes, ends[draw(state, 5)]);
  }
}

START_TEST(the_best_window_is_among_them) {
  lgr_rubric *rubric = parse(SOURCE);
  lgr_grader *grader;
  ck_assert_int_eq(lgr_grader_new(&grader, rubric, NULL), LGR_OK);
  uint64_t state = 7;
  size_t levels[3] = {0};
  for (size_t round = 0; round < 2000; ++round) {
    char bytes[1024];
    draw_text(&state, 3, bytes);
    const lgr_answer answer = answer_of(bytes);
    best b = {{false}};
    lgr_result *result;
    lgr_criterion_result made = {.size = sizeof made};
    ck_assert_int_eq(lgr_weighings(grader, &answer, keep_best, &b), LGR_OK);
    ck_assert_int_eq(lgr_grade(&result, grader, &answer), LGR_OK);
    ck_assert_int_eq(lgr_result_criterion(result, 0, &made), LGR_OK);
    lgr_penalty_result penalty = {.size = sizeof penalty};
    ck_assert_int_eq(lgr_result_penalty(result, 0, &penalty), LGR_OK);
    ck_assert_msg((penalty.present != 0) == b.holds[2], "%s", bytes);
    ck_assert_msg(made.level == (b.holds[0]   ? 2u
                                 : b.holds[1] ? 1u
                                              : 0u),
                  "%u: %s", made.level, bytes);
    ++levels[made.level];
    lgr_result_free(result);
  }
  ck_assert(levels[0] > 100 && levels[1] > 100 && levels[2] > 100);
  lgr_grader_free(grader);
  lgr_rubric_free(rubric);
}
END_TEST

/* -- word by word ---------------------------------------------------------------------- */

static const char EACH[] =
    "rubric: each\nformat: 1\nversion: 1.0.0\ntitle: T\nlanguage: en\n"
    "concepts: {a: [alpha], w: [beta, gamma, delta], v: [epsilon, alpha]}\n"
    "sections: [{id: s, title: S, criteria: [{id: c.one, title: C, points: 1, advice: A,\n"
    "  probe: P, levels: {1: {weigh: {window: 2 sentences, at: 0.7, terms: {a: 0.4},\n"
    "  each: {w: 0.2, v: -0.1}}}}}]}]\n";

static int tell_times(void *context, const lgr_window *window) {
  char *all = context;
  sprintf(all + strlen(all), "%d %u%u%u|", (int)window->sum, window->present[0], window->present[1],
          window->present[2]);
  return 0;
}

static int keep_holding(void *context, const lgr_window *window) {
  bool *holds = context;
  *holds |= window->sum >= 700;
  return 0;
}

START_TEST(different_matches_count_under_each) {
  static const char *const answers[][2] = {
      {"We keep alpha, beta and beta.", "500 111|"},
      {"We keep alpha, beta and delta.", "700 121|"},
      {"We keep beta. We keep gamma, beta and epsilon.", "300 021|300 021|"},
      {"We keep epsilon, alpha. It is so. We keep beta.", "200 102|200 010|"}};
  lgr_rubric *rubric = parse(EACH);
  lgr_grader *grader;
  ck_assert_int_eq(lgr_grader_new(&grader, rubric, NULL), LGR_OK);
  for (size_t i = 0; i < sizeof answers / sizeof *answers; ++i) {
    char windows[256] = "";
    const lgr_answer answer = answer_of(answers[i][0]);
    ck_assert_int_eq(lgr_weighings(grader, &answer, tell_times, windows), LGR_OK);
    ck_assert_str_eq(windows, answers[i][1]);
  }
  lgr_grader_free(grader);
  lgr_rubric_free(rubric);
}
END_TEST

/* Grading adds matches to the windows that hold them; a visit looks at one window
 * after the other. */
START_TEST(both_ways_of_counting_agree) {
  lgr_rubric *rubric = parse(EACH);
  lgr_grader *grader;
  ck_assert_int_eq(lgr_grader_new(&grader, rubric, NULL), LGR_OK);
  uint64_t state = 11;
  size_t levels[2] = {0};
  for (size_t round = 0; round < 2000; ++round) {
    char bytes[1024];
    draw_text(&state, 4, bytes);
    const lgr_answer answer = answer_of(bytes);
    bool holds = false;
    lgr_result *result;
    lgr_criterion_result made = {.size = sizeof made};
    ck_assert_int_eq(lgr_weighings(grader, &answer, keep_holding, &holds), LGR_OK);
    ck_assert_int_eq(lgr_grade(&result, grader, &answer), LGR_OK);
    ck_assert_int_eq(lgr_result_criterion(result, 0, &made), LGR_OK);
    ck_assert_msg(made.level == (holds ? 1u : 0u), "%u: %s", made.level, bytes);
    ++levels[made.level];
    lgr_result_free(result);
  }
  ck_assert(levels[0] > 100 && levels[1] > 100);
  lgr_grader_free(grader);
  lgr_rubric_free(rubric);
}
END_TEST

/* -- refusals ----------------------------------------------------------------------------- */

static int grade_again(void *context, const lgr_window *window) {
  (void)window;
  const lgr_answer answer = answer_of("We keep alpha.");
  lgr_result *result;
  ck_assert_int_eq(lgr_grade(&result, context, &answer), LGR_BUSY);
  ck_assert_int_eq(lgr_weighings(context, &answer, grade_again, context), LGR_BUSY);
  return 0;
}

START_TEST(a_visit_can_be_ended_and_refused) {
  lgr_rubric *rubric = parse(SOURCE);
  lgr_grader *grader;
  ck_assert_int_eq(lgr_grader_new(&grader, rubric, NULL), LGR_OK);
  const lgr_answer answer = answer_of("We keep alpha. We keep beta. We keep gamma.");
  for (int windows = 0; windows < 3; ++windows) {
    told t = {.answer = answer.text, .left = windows};
    ck_assert_int_eq(lgr_weighings(grader, &answer, tell, &t), LGR_CANCELLED);
    ck_assert_int_eq(t.left, -1);
  }
  ck_assert_int_eq(lgr_weighings(grader, &answer, grade_again, grader), LGR_OK);
  const lgr_answer huge = {.size = sizeof huge, .text = SOURCE, .length = (64u << 20) + 1};
  ck_assert_int_eq(lgr_weighings(grader, &huge, tell, NULL), LGR_LIMIT);

  const lgr_answer wrong_size = {.size = 1, .text = "x", .length = 1};
  ck_assert_int_eq(lgr_weighings(NULL, &answer, tell, NULL), LGR_INVALID_ARGUMENT);
  ck_assert_int_eq(lgr_weighings(grader, NULL, tell, NULL), LGR_INVALID_ARGUMENT);
  ck_assert_int_eq(lgr_weighings(grader, &wrong_size, tell, NULL), LGR_INVALID_ARGUMENT);
  ck_assert_int_eq(lgr_weighings(grader, &answer, NULL, NULL), LGR_INVALID_ARGUMENT);
  lgr_grader_free(grader);
  lgr_rubric_free(rubric);
}
END_TEST

/* What a limit left undecided may be any window: none is visited. */
START_TEST(an_undecided_term_ends_it_before_it_begins) {
  static const char source[] =
      "rubric: slow\nformat: 1\nversion: 1.0.0\ntitle: T\nlanguage: en\n"
      "concepts: {slow: [\"(a|aa)+b\\\\d\"], b: [beta]}\n"
      "sections: [{id: s, title: S, criteria: [{id: c.one, title: C, points: 1, advice: A,\n"
      "  probe: P, levels: {1: {weigh: {window: 1 sentence, at: 1.0, terms: {slow: 1, b: "
      "1}}}}}]}]\n";
  char bytes[1200] = "We keep beta. Then ";
  memset(bytes + strlen(bytes), 'a', 1000);
  strcat(bytes, "b merge");
  lgr_rubric *rubric = parse(source);
  lgr_grader *grader;
  ck_assert_int_eq(lgr_grader_new(&grader, rubric, NULL), LGR_OK);
  const lgr_answer answer = answer_of(bytes);
  ck_assert_int_eq(lgr_weighings(grader, &answer, tell, NULL), LGR_LIMIT);
  lgr_grader_free(grader);
  lgr_rubric_free(rubric);
}
END_TEST

START_TEST(wrong_arguments_about_blocks) {
  lgr_rubric *rubric = parse(SOURCE);
  lgr_weighing block = {.size = sizeof block};
  lgr_weighing_term term = {.size = sizeof term};
  lgr_weighing_group group = {.size = sizeof group};
  ck_assert_uint_eq(lgr_rubric_weighing_count(NULL), 0);
  ck_assert_int_eq(lgr_rubric_weighing(NULL, 0, &block), LGR_INVALID_ARGUMENT);
  ck_assert_int_eq(lgr_rubric_weighing(rubric, 3, &block), LGR_INVALID_ARGUMENT);
  ck_assert_int_eq(lgr_rubric_weighing(rubric, 0, NULL), LGR_INVALID_ARGUMENT);
  ck_assert_int_eq(lgr_rubric_weighing_term(NULL, 0, 0, &term), LGR_INVALID_ARGUMENT);
  ck_assert_int_eq(lgr_rubric_weighing_term(rubric, 3, 0, &term), LGR_INVALID_ARGUMENT);
  ck_assert_int_eq(lgr_rubric_weighing_term(rubric, 0, 5, &term), LGR_INVALID_ARGUMENT);
  ck_assert_int_eq(lgr_rubric_weighing_term(rubric, 0, 0, NULL), LGR_INVALID_ARGUMENT);
  ck_assert_int_eq(lgr_rubric_weighing_group(NULL, 0, 0, &group), LGR_INVALID_ARGUMENT);
  ck_assert_int_eq(lgr_rubric_weighing_group(rubric, 2, 0, &group), LGR_INVALID_ARGUMENT);
  ck_assert_int_eq(lgr_rubric_weighing_group(rubric, 0, 1, &group), LGR_INVALID_ARGUMENT);
  ck_assert_int_eq(lgr_rubric_weighing_group(rubric, 0, 0, NULL), LGR_INVALID_ARGUMENT);
  block.size = term.size = group.size = 7;
  ck_assert_int_eq(lgr_rubric_weighing(rubric, 0, &block), LGR_INVALID_ARGUMENT);
  ck_assert_int_eq(lgr_rubric_weighing_term(rubric, 0, 0, &term), LGR_INVALID_ARGUMENT);
  ck_assert_int_eq(lgr_rubric_weighing_group(rubric, 0, 0, &group), LGR_INVALID_ARGUMENT);
  lgr_rubric_free(rubric);
}
END_TEST

static Suite *weighings_suite(void) {
  Suite *suite = suite_create("weighings");
  TCase *tests = tcase_create("weighings");
  tcase_set_timeout(tests, 300);
  tcase_add_test(tests, a_block_is_told_with_its_places);
  tcase_add_test(tests, the_built_in_rubric_has_places_too);
  tcase_add_test(tests, every_window_with_a_term_is_visited);
  tcase_add_test(tests, the_best_window_is_among_them);
  tcase_add_test(tests, different_matches_count_under_each);
  tcase_add_test(tests, both_ways_of_counting_agree);
  tcase_add_test(tests, a_visit_can_be_ended_and_refused);
  tcase_add_test(tests, an_undecided_term_ends_it_before_it_begins);
  tcase_add_test(tests, wrong_arguments_about_blocks);
  suite_add_tcase(suite, tests);
  return suite;
}

int main(void) {
  SRunner *runner = srunner_create(weighings_suite());
  srunner_run_all(runner, CK_ENV);
  const int failed = srunner_ntests_failed(runner);
  srunner_free(runner);
  return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
