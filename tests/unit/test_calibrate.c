/* How grade calibrate makes examples of windows, fits and scales weights, and
 * judges them. Blocks are made by hand; what they must give is worked out in
 * comments. */
#include <check.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "calibrate_cross.h"
#include "fit.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

/* -- blocks made by hand ---------------------------------------------------------------- */

enum { TERMS = 4, LETTERS = 6, MOST = 4096 };

typedef struct made_block {
  weigh_block block;
  lgr_weighing_term terms[LETTERS];
  lgr_weighing_group groups[1];
  block_answer answers[MOST];
  block_window windows[MOST];
  uint32_t present[MOST];
} made_block;

static made_block made;

/* Terms a, b, c of 0.5, 0.3, 0.4 and d of -0.6; at 0.8. With a group, b and c are
 * in it and add 0.5 at most. */
static weigh_block *begin_block(bool grouped) {
  static const int64_t weights[LETTERS] = {500, 300, 400, -600, 100, 200};
  memset(&made, 0, sizeof made);
  for (size_t i = 0; i < LETTERS; ++i) {
    made.terms[i].weight = weights[i];
    made.terms[i].group = grouped && (i == 1 || i == 2) ? 0 : -1;
  }
  made.groups[0].at_most = 500;
  made.block.about.threshold = 800;
  made.block.about.level = 1;
  made.block.about.term_count = TERMS;
  made.block.about.group_count = grouped ? 1 : 0;
  made.block.terms = made.terms;
  made.block.groups = made.groups;
  made.block.answers = made.answers;
  made.block.windows = made.windows;
  made.block.present = made.present;
  return &made.block;
}

static void add_answer_to(weigh_block *block, bool positive, size_t fold) {
  ck_assert_uint_lt(block->answer_count, MOST);
  block_answer *answer = &made.answers[block->answer_count++];
  answer->positive = positive;
  answer->fold = fold;
  answer->first = block->window_count;
}

/* "abd": terms of a window of the last answer; "abd*": the quotation is there. */
static void add_window_to(weigh_block *block, const char *terms) {
  ck_assert_uint_lt(block->window_count, MOST);
  block_answer *answer = &made.answers[block->answer_count - 1];
  block_window *window = &made.windows[block->window_count++];
  window->first = block->present_count;
  for (; *terms != '\0'; ++terms) {
    if (*terms == '*') {
      window->quoted = answer->quoted = true;
    } else {
      ck_assert_uint_lt(block->present_count, MOST);
      made.present[block->present_count++] = (uint32_t)(*terms - 'a');
      ++window->count;
    }
  }
  ++answer->count;
}

/* The terms of an example as letters. */
static const char *letters_of(const fit_example *example) {
  static char text[LETTERS + 2];
  size_t length = 0;
  for (size_t i = 0; i < example->count; ++i) {
    text[length++] = (char)('a' + example->present[i]);
  }
  text[length++] = example->positive ? '+' : '-';
  text[length] = '\0';
  return text;
}

/* -- sums --------------------------------------------------------------------------------- */

START_TEST(a_second_window_adds_its_share) {
  weigh_block *block = begin_block(false);
  block_weights weights;
  take_weights(block, &weights);
  add_answer_to(block, false, 0);
  static const char *const terms[] = {"ab", "ab", "ac", "cd"};
  for (size_t i = 0; i < COUNT(terms); ++i) {
    add_window_to(block, terms[i]);
    made.windows[i].start = 10 * i;
    made.windows[i].end = 10 * i + (i == 2 ? 15 : 10); /* the last two overlap */
  }
  ck_assert_int_eq(best_sum(block, &weights, &made.answers[0]), 9); /* "ac" */
  block->about.elsewhere = 700;
  /* Beside "ac" only b, 0.3, is new, 0.21 of it; "cd" shares a sentence. */
  ck_assert_int_eq(best_sum(block, &weights, &made.answers[0]), 11);
  free_weights(&weights);
}
END_TEST

START_TEST(a_window_adds_up_as_in_matching) {
  static const struct {
    const char *terms;
    int plain;
    int grouped;
  } cases[] = {{"a", 5, 5}, {"ab", 8, 8}, {"bc", 7, 5}, {"abcd", 6, 4}, {"d", -6, -6}, {"", 0, 0}};
  for (int grouped = 0; grouped < 2; ++grouped) {
    weigh_block *block = begin_block(grouped != 0);
    block_weights weights;
    take_weights(block, &weights);
    ck_assert_int_eq(weights.at, 8);
    add_answer_to(block, false, 0);
    for (size_t i = 0; i < COUNT(cases); ++i) {
      add_window_to(block, cases[i].terms);
      ck_assert_int_eq(window_sum(block, &weights, &made.windows[i]),
                       grouped != 0 ? cases[i].grouped : cases[i].plain);
    }
    ck_assert_int_eq(best_sum(block, &weights, &made.answers[0]), 8);
    /* a, b and c; the group makes 0.5 of the last two. */
    ck_assert_int_eq(largest_sum(block, &weights), grouped != 0 ? 10 : 12);
    add_answer_to(block, false, 0);
    ck_assert_int_eq(best_sum(block, &weights, &made.answers[1]), NO_WINDOW);
    free_weights(&weights);
  }
}
END_TEST

/* -- examples ------------------------------------------------------------------------------- */

static const fold_range everything = {.only = false, .first = NO_FOLD, .second = NO_FOLD};

START_TEST(positive_answers_give_one_window_negative_ones_all) {
  weigh_block *block = begin_block(false);
  /* Of the quoted windows "bc" (0.7) is better than "a" (0.5); "ab" (0.8) is
   * better still, and not quoted. */
  add_answer_to(block, true, 0);
  add_window_to(block, "a*");
  add_window_to(block, "ab");
  add_window_to(block, "bc*");
  /* None is quoted: nothing can be learnt from it. */
  add_answer_to(block, true, 1);
  add_window_to(block, "abc");
  /* The same terms twice count once; sums 0.8, 0.5, -0.6. */
  add_answer_to(block, false, 1);
  add_window_to(block, "d");
  add_window_to(block, "a");
  add_window_to(block, "ab");
  add_window_to(block, "a");
  /* The same terms as in another answer count again. */
  add_answer_to(block, false, 2);
  add_window_to(block, "a");

  negative_windows negatives;
  pick_negatives(block, &negatives);
  block_weights weights;
  take_weights(block, &weights);
  static const struct {
    fold_range range;
    const char *examples[6];
  } cases[] = {
      {{.only = false, .first = NO_FOLD, .second = NO_FOLD}, {"bc+", "ab-", "a-", "d-", "a-"}},
      {{.only = false, .first = 2, .second = NO_FOLD}, {"bc+", "ab-", "a-", "d-"}},
      {{.only = false, .first = 0, .second = 2}, {"ab-", "a-", "d-"}},
      {{.only = true, .first = 2, .second = NO_FOLD}, {"a-"}},
  };
  for (size_t i = 0; i < COUNT(cases); ++i) {
    example_list examples;
    pick_examples(block, &negatives, &cases[i].range, &weights, &examples);
    for (size_t j = 0; cases[i].examples[j] != NULL; ++j) {
      ck_assert_uint_lt(j, examples.count);
      ck_assert_str_eq(letters_of(&examples.items[j]), cases[i].examples[j]);
    }
    ck_assert(cases[i].examples[examples.count] == NULL);
    free_examples(&examples);
  }
  /* With other weights another window is the best. */
  weights.terms[0] = 9;
  example_list examples;
  pick_examples(block, &negatives, &everything, &weights, &examples);
  ck_assert_str_eq(letters_of(&examples.items[0]), "a+");
  ck_assert_uint_eq(examples.positive, 1);
  free_examples(&examples);
  free_weights(&weights);
  free(negatives.items);
}
END_TEST

/* All 63 windows that six terms can make, each of them three times. */
START_TEST(twenty_windows_of_a_negative_answer_are_enough) {
  weigh_block *block = begin_block(false);
  block->about.term_count = LETTERS;
  add_answer_to(block, false, 0);
  for (unsigned number = 0; number < 3 * 63; ++number) {
    char terms[LETTERS + 1] = "";
    for (size_t i = 0; i < LETTERS; ++i) {
      if (((number % 63 + 1) >> i & 1u) != 0) {
        terms[strlen(terms)] = (char)('a' + i);
      }
    }
    add_window_to(block, terms);
  }
  negative_windows negatives;
  block_weights weights;
  pick_negatives(block, &negatives);
  take_weights(block, &weights);
  ck_assert_uint_eq(negatives.count, 20);
  ck_assert_uint_eq(MOST_NEGATIVES, 20);
  /* The highest first: a, b, c, e and f make 1.5. */
  ck_assert_int_eq(window_sum(block, &weights, &made.windows[negatives.items[0].window]), 15);
  int last = 15;
  for (size_t i = 1; i < negatives.count; ++i) {
    const int sum = window_sum(block, &weights, &made.windows[negatives.items[i].window]);
    ck_assert_int_le(sum, last);
    last = sum;
  }
  size_t higher = 0;
  for (size_t i = 0; i < 63; ++i) {
    higher += window_sum(block, &weights, &made.windows[i]) > last ? 1 : 0;
  }
  ck_assert_uint_lt(higher, 20);
  free_weights(&weights);
  free(negatives.items);
}
END_TEST

/* -- fitting -------------------------------------------------------------------------------- */

static double probability(double score) {
  return 1 / (1 + exp(-score));
}

/* At the minimum every derivative of what fit.h says is zero. */
START_TEST(a_fit_is_at_the_minimum_it_promises) {
  static const uint32_t present[][3] = {{0}, {0, 1}, {1}, {0, 2}, {2}, {1, 2}, {0, 1, 2}, {0}};
  static const size_t counts[] = {1, 2, 1, 2, 1, 2, 3, 1};
  static const bool positive[] = {true, true, false, false, false, false, true, false};
  fit_example examples[COUNT(counts)];
  for (size_t i = 0; i < COUNT(counts); ++i) {
    examples[i] = (fit_example){present[i], counts[i], positive[i]};
  }
  static const double costs[] = {0.03, 1, 10};
  for (size_t c = 0; c < COUNT(costs); ++c) {
    bool left_out[4] = {false, false, false, true};
    left_out[2] = c == 2;
    const fit_problem problem = {examples, COUNT(examples), 4, left_out, costs[c], 1.5};
    double weights[4];
    double bias;
    ck_assert(fit_logistic(&problem, weights, &bias));
    double slopes[5] = {weights[0], weights[1], weights[2], weights[3], bias / 100};
    for (size_t i = 0; i < COUNT(examples); ++i) {
      const double score = fit_score(weights, bias, &examples[i]);
      const double pull = positive[i] ? -1.5 * (1 - probability(score)) : probability(score);
      for (size_t j = 0; j < counts[i]; ++j) {
        slopes[present[i][j]] += left_out[present[i][j]] ? 0 : costs[c] * pull;
      }
      slopes[4] += costs[c] * pull;
    }
    for (size_t j = 0; j < 5; ++j) {
      ck_assert_double_eq_tol(slopes[j], 0, 0.01 * costs[c]);
    }
    ck_assert_double_eq(weights[3], 0);
    ck_assert(c < 2 || weights[2] == 0);
    ck_assert(weights[0] > 0);
  }
  /* Examples of one kind, or no feature. */
  const bool all_out[4] = {true, true, true, true};
  const bool none_out[4] = {false};
  double weights[4];
  double bias;
  const fit_problem none = {examples, COUNT(examples), 4, all_out, 1, 1};
  const fit_problem one_kind = {examples, 2, 4, none_out, 1, 1};
  ck_assert(!fit_logistic(&none, weights, &bias));
  ck_assert(!fit_logistic(&one_kind, weights, &bias));
}
END_TEST

START_TEST(losses_are_those_of_probabilities) {
  for (double score = -30; score <= 30; score += 0.5) {
    ck_assert_double_eq_tol(fit_loss(score, true), -log(probability(score)), 1e-9);
    ck_assert_double_eq_tol(fit_loss(score, false), fit_loss(-score, true), 1e-12);
  }
  ck_assert_double_eq_tol(fit_loss(-2000, true), 2000, 1e-9);
}
END_TEST

/* -- scale ---------------------------------------------------------------------------------- */

START_TEST(weights_come_to_the_scale_of_the_rubric) {
  weigh_block *block = begin_block(true);
  block_weights weights;
  take_weights(block, &weights);
  const bool none[TERMS] = {false};
  /* Sizes 0.2, 0.4, 0.8, 1.6: the median is 0.6, which becomes half a point; the
   * factor 5 / 0.6 makes 1.67, 3.33, 6.67 and 13.33 tenths. */
  static const double raw[TERMS] = {0.2, 0.4, 0.8, -1.6};
  scale_weights(block, raw, none, &weights);
  ck_assert_int_eq(weights.terms[0], 2);
  ck_assert_int_eq(weights.terms[1], 3);
  ck_assert_int_eq(weights.terms[2], 7);
  ck_assert_int_eq(weights.terms[3], -13);
  /* b and c made 0.7, of which 0.5 counted; of 1.0 it is 5 / 7 = 0.71. */
  ck_assert_int_eq(weights.groups[0], 7);
  ck_assert_int_eq(weights.at, 8);

  /* Sizes 0.1, 0.1, 0.1, 10: the largest may be three, so the rest is 0.03 and
   * becomes the smallest there is. */
  static const double steep[TERMS] = {0.1, 0.1, 10, -0.1};
  scale_weights(block, steep, none, &weights);
  ck_assert_int_eq(weights.terms[0], 1);
  ck_assert_int_eq(weights.terms[1], 1);
  ck_assert_int_eq(weights.terms[2], 30);
  ck_assert_int_eq(weights.terms[3], -1);
  ck_assert_int_eq(weights.groups[0], 22); /* 31 * 5 / 7 = 22.1 */

  /* What is left out has no part in the median: 5 / 0.3 makes 3.3 and 6.7. */
  static const bool some[TERMS] = {false, true, false, true};
  static const double partial[TERMS] = {0.2, 0, 0.4, 0};
  scale_weights(block, partial, some, &weights);
  ck_assert_int_eq(weights.terms[0], 3);
  ck_assert_int_eq(weights.terms[1], 1);
  ck_assert_int_eq(weights.terms[2], 7);
  ck_assert_int_eq(weights.terms[3], -1);
  free_weights(&weights);
}
END_TEST

START_TEST(the_threshold_is_the_middle_of_the_best_stretch) {
  static const bool positive[] = {true, true, false, false};
  static const int clear[] = {12, 9, 3, NO_WINDOW};
  ck_assert_int_eq(choose_threshold(clear, positive, 4, 50), 6);  /* 4 to 9 */
  ck_assert_int_eq(choose_threshold(clear, positive, 4, 5), 4);   /* 4 to 5 */
  ck_assert_int_eq(choose_threshold(clear, positive, 4, 900), 6); /* 50 at most */
  ck_assert_int_eq(choose_threshold(clear, positive, 4, 0), 1);
  /* Two are right up to 0.2 and at 0.5, three at 0.3 to 0.4 and at 0.6 to 0.9: the
   * longer stretch. */
  static const int mixed[] = {9, 4, 5, 2};
  ck_assert_int_eq(choose_threshold(mixed, positive, 4, 50), 7);
  /* 1.1 to 1.2 and 1.4 to 1.5 are equally good and long: the lower. */
  static const int equal[] = {15, 12, 13, 10};
  ck_assert_int_eq(choose_threshold(equal, positive, 4, 50), 11);
}
END_TEST

/* -- the whole ------------------------------------------------------------------------------ */

static uint32_t draw(uint64_t *state, uint32_t below) {
  *state = *state * 6364136223846793005u + 1442695040888963407u;
  return (uint32_t)(*state >> 33) % below;
}

/* Answers of which those that reach the level have a and c, most of the others b
 * alone; d is everywhere, and speaks for nothing. */
static void add_answers(weigh_block *block, size_t count, size_t folds) {
  uint64_t state = 3;
  for (size_t i = 0; i < count; ++i) {
    const bool positive = draw(&state, 3) == 0;
    add_answer_to(block, positive, i % folds);
    add_window_to(block, "b");
    add_window_to(block, draw(&state, 2) == 0 ? "bd" : "d");
    if (positive) {
      add_window_to(block, draw(&state, 5) == 0 ? "bc*" : draw(&state, 2) == 0 ? "ac*" : "acd*");
    } else {
      add_window_to(block, draw(&state, 5) == 0 ? "ab" : "b");
    }
  }
}

START_TEST(better_weights_are_found_and_keep_their_signs) {
  weigh_block *block = begin_block(false);
  add_answers(block, 200, 5);
  calibration result;
  calibrate_block(block, 5, 16, &result);
  ck_assert_int_eq(result.outcome, OUTCOME_CHANGED);
  ck_assert(is_better(&result.after, &result.before));
  ck_assert_uint_eq((size_t)result.after.levels.count, 200);
  ck_assert_uint_eq(right_verdicts(&result.after),
                    right_verdicts(&result.before) + result.righted - result.wronged);
  const int *terms = result.weights.terms;
  /* c tells, b does not; d, which tells nothing, keeps its sign. */
  ck_assert_int_gt(terms[2], terms[0]);
  ck_assert_int_gt(terms[2], 4);
  ck_assert_int_eq(terms[1], 1);
  ck_assert_int_lt(terms[3], 0);
  for (size_t i = 0; i < TERMS; ++i) {
    ck_assert_int_ne(terms[i], 0);
    ck_assert_int_le(abs(terms[i]), 30);
  }
  ck_assert_int_ge(result.weights.at, 1);
  ck_assert_int_le(result.weights.at, largest_sum(block, &result.weights));

  /* The same again, to the last tenth. */
  calibration again;
  calibrate_block(block, 5, 16, &again);
  ck_assert_mem_eq(again.weights.terms, terms, TERMS * sizeof *terms);
  ck_assert_int_eq(again.weights.at, result.weights.at);
  ck_assert_double_eq(again.cost, result.cost);
  free_calibration(&again);
  free_calibration(&result);
}
END_TEST

/* Even where the data say the opposite. */
START_TEST(signs_never_flip) {
  weigh_block *block = begin_block(false);
  for (size_t i = 0; i < 150; ++i) {
    add_answer_to(block, i % 3 == 0, i % 5);
    const char *const windows[] = {i % 4 == 0 ? "ab" : "a", i % 4 == 1 ? "ac" : "a"};
    add_window_to(block, i % 3 == 0 ? (i % 2 == 0 ? "bd*" : "cd*") : windows[i % 2]);
  }
  negative_windows negatives;
  pick_negatives(block, &negatives);
  static const double costs[] = {0.03, 0.3, 3};
  for (size_t c = 0; c < COUNT(costs); ++c) {
    block_model model;
    ck_assert(fit_block(block, &negatives, &everything, costs[c], &model));
    ck_assert_int_eq(model.weights.terms[0], 1);  /* speaks against, must not */
    ck_assert_int_eq(model.weights.terms[3], -1); /* speaks for, must not */
    ck_assert(model.left_out[0] && model.left_out[3]);
    ck_assert_uint_eq(model.support[0], 100);
    ck_assert_uint_eq(model.support[3], 50);
    ck_assert_int_gt(model.weights.terms[1], 0);
    ck_assert_int_gt(model.weights.terms[2], 0);
    free_model(&model);
  }
  free(negatives.items);
}
END_TEST

START_TEST(a_block_is_kept_for_its_reasons) {
  calibration result;
  weigh_block *block = begin_block(false);
  add_answers(block, 200, 5);
  calibrate_block(block, 5, 150, &result);
  ck_assert_int_eq(result.outcome, OUTCOME_FEW);
  ck_assert(!result.has_fit);
  ck_assert_uint_eq(result.positive, result.learnable);
  ck_assert_int_eq(result.weights.terms[0], 5);
  ck_assert_int_eq(result.weights.at, 8);
  free_calibration(&result);

  /* The author's weights are perfect: as good is not better. */
  block = begin_block(false);
  for (size_t i = 0; i < 100; ++i) {
    add_answer_to(block, i % 2 == 0, i / 2 % 4);
    add_window_to(block, i % 2 == 0 ? "ab*" : "a");
  }
  calibrate_block(block, 4, 16, &result);
  ck_assert(result.has_fit);
  ck_assert_int_eq(result.outcome, OUTCOME_NOT_BETTER);
  ck_assert_uint_eq(right_verdicts(&result.before), 100);
  free_calibration(&result);

  /* All positive answers are in one fold: without it nothing can be learnt. */
  block = begin_block(false);
  for (size_t i = 0; i < 100; ++i) {
    add_answer_to(block, i % 4 == 0, i % 4);
    add_window_to(block, i % 4 == 0 ? "ab*" : "a");
  }
  calibrate_block(block, 4, 16, &result);
  ck_assert_int_eq(result.outcome, OUTCOME_ONE_SIDED);
  free_calibration(&result);
}
END_TEST

static void tally_cases(verdict_tally *tally, size_t right, size_t wrong, size_t missed) {
  memset(tally, 0, sizeof *tally);
  tally->awards = (award_tally){right, wrong, missed};
}

/* F1 of 2/(2+0+1) = 0.667, of 4/(4+1+1) = 0.667, of 4/(4+1) = 0.8. */
START_TEST(better_is_a_higher_f1) {
  verdict_tally small;
  verdict_tally same;
  verdict_tally higher;
  tally_cases(&small, 1, 0, 1);
  tally_cases(&same, 2, 1, 1);
  tally_cases(&higher, 2, 1, 0);
  ck_assert(!is_better(&small, &same) && !is_better(&same, &small));
  ck_assert(is_better(&higher, &small) && !is_better(&small, &higher));
}
END_TEST

static Suite *calibrate_suite(void) {
  Suite *suite = suite_create("calibrate");
  TCase *tests = tcase_create("calibrate");
  tcase_set_timeout(tests, 120);
  tcase_add_test(tests, a_window_adds_up_as_in_matching);
  tcase_add_test(tests, a_second_window_adds_its_share);
  tcase_add_test(tests, a_second_window_adds_its_share);
  tcase_add_test(tests, positive_answers_give_one_window_negative_ones_all);
  tcase_add_test(tests, twenty_windows_of_a_negative_answer_are_enough);
  tcase_add_test(tests, a_fit_is_at_the_minimum_it_promises);
  tcase_add_test(tests, losses_are_those_of_probabilities);
  tcase_add_test(tests, weights_come_to_the_scale_of_the_rubric);
  tcase_add_test(tests, the_threshold_is_the_middle_of_the_best_stretch);
  tcase_add_test(tests, better_weights_are_found_and_keep_their_signs);
  tcase_add_test(tests, signs_never_flip);
  tcase_add_test(tests, a_block_is_kept_for_its_reasons);
  tcase_add_test(tests, better_is_a_higher_f1);
  suite_add_tcase(suite, tests);
  return suite;
}

int main(void) {
  if (!fit_open()) {
    fprintf(stderr, "test_calibrate: no liblinear\n");
    return EXIT_FAILURE;
  }
  SRunner *runner = srunner_create(calibrate_suite());
  srunner_run_all(runner, CK_ENV);
  const int failed = srunner_ntests_failed(runner);
  srunner_free(runner);
  return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
