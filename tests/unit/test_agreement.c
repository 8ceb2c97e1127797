/* The statistics of grade eval against tables worked out by hand. */
#include <check.h>
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "agreement.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

static void check_near(double got, double expected) {
  ck_assert_msg(fabs(got - expected) < 1e-9, "%.12f is not %.12f", got, expected);
}

/* -- awards ------------------------------------------------------------------- */

START_TEST(precision_recall_and_f) {
  award_tally tally = {0};
  for (int i = 0; i < 6; ++i) {
    tally_award(&tally, true, true);
  }
  tally_award(&tally, false, true);
  tally_award(&tally, false, true);
  for (int i = 0; i < 4; ++i) {
    tally_award(&tally, true, false);
  }
  tally_award(&tally, false, false);
  ck_assert_uint_eq(tally.right, 6);
  ck_assert_uint_eq(tally.wrong, 2);
  ck_assert_uint_eq(tally.missed, 4);
  check_near(precision_of(&tally), 0.75); /* 6 / 8 */
  check_near(recall_of(&tally), 0.6);     /* 6 / 10 */
  check_near(f_of(&tally), 2.0 / 3);      /* 12 / (12 + 2 + 4) */
  award_tally sum = {1, 1, 1};
  add_tally(&sum, &tally);
  ck_assert_uint_eq(sum.right, 7);
  ck_assert_uint_eq(sum.wrong, 3);
  ck_assert_uint_eq(sum.missed, 5);
}
END_TEST

START_TEST(awards_that_are_not_defined) {
  const award_tally nothing = {0, 0, 0};
  ck_assert(!is_defined(precision_of(&nothing)));
  ck_assert(!is_defined(recall_of(&nothing)));
  ck_assert(!is_defined(f_of(&nothing)));
  const award_tally all_missed = {0, 0, 3};
  ck_assert(!is_defined(precision_of(&all_missed)));
  check_near(recall_of(&all_missed), 0);
  check_near(f_of(&all_missed), 0);
  const award_tally all_wrong = {0, 2, 0};
  check_near(precision_of(&all_wrong), 0);
  ck_assert(!is_defined(recall_of(&all_wrong)));
  check_near(f_of(&all_wrong), 0);
}
END_TEST

/* -- kappa -------------------------------------------------------------------- */

static double kappa_of(const int *labels, const int *results, size_t count) {
  level_sums sums = {0};
  for (size_t i = 0; i < count; ++i) {
    add_levels(&sums, labels[i], results[i]);
  }
  return quadratic_kappa(&sums);
}

/* Squared differences: 1 + 1 + 4 = 6. The labels are 4, 3, 3 times 0, 1, 2, the
 * results the same. Expected, with counts multiplied and divided by 10:
 *   one apart   4*3 + 3*4 + 3*3 + 3*3 = 42, times 1
 *   two apart   4*3 + 3*4             = 24, times 4
 * (42 + 96) / 10 = 13.8. Kappa is 1 - 6 / 13.8. */
START_TEST(kappa_of_three_levels) {
  const int labels[] = {0, 0, 0, 0, 1, 1, 1, 2, 2, 2};
  const int results[] = {0, 0, 1, 0, 1, 1, 2, 2, 2, 0};
  check_near(kappa_of(labels, results, COUNT(labels)), 1 - 6 / 13.8);
  check_near(kappa_of(results, labels, COUNT(labels)), 1 - 6 / 13.8);
  check_near(kappa_of(labels, labels, COUNT(labels)), 1);
}
END_TEST

/* With two levels it is Cohen's first kappa. 20 both yes, 5 and 10 one of them,
 * 15 both no: observed 35/50, by chance 0.5, so 0.4. */
START_TEST(kappa_of_two_levels) {
  level_sums sums = {0};
  level_sums parts[4];
  memset(parts, 0, sizeof parts);
  const int times[] = {15, 5, 10, 20};
  for (int cell = 0; cell < 4; ++cell) {
    for (int i = 0; i < times[cell]; ++i) {
      add_levels(&parts[cell], cell >> 1, cell & 1);
    }
    add_sums(&sums, &parts[cell]);
  }
  ck_assert_int_eq(sums.count, 50);
  check_near(quadratic_kappa(&sums), 0.4);
}
END_TEST

START_TEST(kappa_at_its_ends) {
  const int up[] = {0, 1};
  const int down[] = {1, 0};
  const int same[] = {1, 1};
  check_near(kappa_of(up, down, 2), -1);
  check_near(kappa_of(same, up, 2), 0); /* one side never varies: no better than chance */
  ck_assert(!is_defined(kappa_of(same, same, 2)));
  ck_assert(!is_defined(kappa_of(same, same, 0)));
}
END_TEST

/* -- intervals ---------------------------------------------------------------- */

/* One answer of each kind: all right, all the wrong way round. A sample is two of
 * the first (kappa 1), two of the second (-1), or one of each: labels 0 1 0 1,
 * results 0 1 1 0, observed 2, expected (2*2 + 2*2) / 4 = 2, kappa 0. */
START_TEST(an_interval_of_two_clusters) {
  level_sums clusters[2];
  double interval[2];
  memset(clusters, 0, sizeof clusters);
  add_levels(&clusters[0], 0, 0);
  add_levels(&clusters[0], 1, 1);
  add_levels(&clusters[1], 0, 1);
  add_levels(&clusters[1], 1, 0);
  ck_assert(kappa_interval(clusters, 2, 1000, 1, interval));
  check_near(interval[0], -1);
  check_near(interval[1], 1);
  ck_assert(kappa_interval(clusters, 2, 1, 1, interval));
  ck_assert(interval[0] == interval[1]);
  ck_assert(interval[0] == -1 || interval[0] == 0 || interval[0] == 1);
}
END_TEST

START_TEST(intervals_depend_on_the_seed_alone) {
  level_sums clusters[40];
  double first[2];
  double second[2];
  memset(clusters, 0, sizeof clusters);
  for (int i = 0; i < 40; ++i) {
    for (int cell = 0; cell < 10; ++cell) {
      add_levels(&clusters[i], (i + cell) % 3, (i * cell) % 7 < 5 ? (i + cell) % 3 : cell % 3);
    }
  }
  level_sums all = {0};
  for (int i = 0; i < 40; ++i) {
    add_sums(&all, &clusters[i]);
  }
  ck_assert(kappa_interval(clusters, 40, 500, 7, first));
  ck_assert(kappa_interval(clusters, 40, 500, 7, second));
  ck_assert(first[0] == second[0] && first[1] == second[1]);
  ck_assert(first[0] < quadratic_kappa(&all) && quadratic_kappa(&all) < first[1]);
  ck_assert(kappa_interval(clusters, 40, 500, 8, second));
  ck_assert(first[0] != second[0] || first[1] != second[1]);
}
END_TEST

START_TEST(intervals_that_are_not_defined) {
  level_sums clusters[3];
  double interval[2] = {0, 0};
  memset(clusters, 0, sizeof clusters);
  for (int i = 0; i < 3; ++i) {
    add_levels(&clusters[i], 1, 1);
  }
  ck_assert(!kappa_interval(clusters, 3, 100, 1, interval));
  ck_assert(!is_defined(interval[0]) && !is_defined(interval[1]));
  add_levels(&clusters[0], 0, 1);
  ck_assert(!kappa_interval(clusters, 1, 100, 1, interval));
}
END_TEST

/* -- numbers ------------------------------------------------------------------ */

/* Ten pairs without ties: the squared differences of the ranks sum to 194, so
 * 1 - 6 * 194 / (10 * 99) = -29/165. */
START_TEST(ranks_without_ties) {
  const double left[] = {106, 100, 86, 101, 99, 103, 97, 113, 112, 110};
  const double right[] = {7, 27, 2, 50, 28, 29, 20, 12, 6, 17};
  check_near(rank_correlation(left, right, 10), -29.0 / 165);
}
END_TEST

/* Ranks 1, 2.5, 2.5, 4 and 1, 3, 2, 4 around 2.5: the products sum to
 * 2.25 + 0 + 0 + 2.25, the squares to 4.5 and to 5. */
START_TEST(ranks_with_ties) {
  const double left[] = {1, 2, 2, 3};
  const double right[] = {1, 3, 2, 4};
  check_near(rank_correlation(left, right, 4), 4.5 / sqrt(4.5 * 5));
  const double same[] = {5, 5, 5, 5};
  ck_assert(!is_defined(rank_correlation(left, same, 4)));
  ck_assert(!is_defined(rank_correlation(left, right, 1)));
  ck_assert(!is_defined(rank_correlation(left, right, 0)));
  check_near(rank_correlation(left, left, 4), 1);
}
END_TEST

/* Of 1, 2 and 4 the mean is 7/3; the squares (16 + 1 + 25) / 9 over 2 are 7/3. */
START_TEST(means_leave_out_what_is_not_defined) {
  const double figures[] = {1, 2, (double)NAN, 4};
  const mean_spread three = mean_and_spread(figures, 4);
  check_near(three.mean, 7.0 / 3);
  check_near(three.spread, sqrt(7.0 / 3));
  const mean_spread one = mean_and_spread(figures, 1);
  check_near(one.mean, 1);
  ck_assert(!is_defined(one.spread));
  const mean_spread none = mean_and_spread(figures + 2, 1);
  ck_assert(!is_defined(none.mean) && !is_defined(none.spread));
}
END_TEST

/* -- length alone --------------------------------------------------------------- */

START_TEST(a_threshold_that_fits) {
  length_case cases[] = {{40, 1}, {10, 0}, {30, 1}, {20, 0}};
  size_t threshold = 0;
  fit_length(cases, 4, 1, &threshold);
  ck_assert_uint_eq(threshold, 30);
  ck_assert_int_eq(level_of_length(29, &threshold, 1), 0);
  ck_assert_int_eq(level_of_length(30, &threshold, 1), 1);
  ck_assert_int_eq(level_of_length(9000, &threshold, 1), 1);
}
END_TEST

START_TEST(labels_that_never_vary) {
  length_case cases[] = {{10, 1}, {20, 1}, {30, 1}};
  size_t thresholds[2] = {7, 7};
  fit_length(cases, 3, 2, thresholds);
  ck_assert_int_eq(level_of_length(0, thresholds, 2), 1);
  ck_assert_int_eq(level_of_length(SIZE_MAX, thresholds, 2), 1);
  fit_length(cases, 0, 2, thresholds);
  ck_assert_int_eq(level_of_length(100, thresholds, 2), 0);
}
END_TEST

/* Longer answers are worse: a level that rises with the length cannot help, and
 * the best is the same level for all. */
START_TEST(levels_that_fall_with_the_length) {
  length_case cases[] = {{10, 2}, {20, 1}, {30, 0}};
  size_t thresholds[2];
  fit_length(cases, 3, 2, thresholds);
  ck_assert_int_eq(level_of_length(10, thresholds, 2), level_of_length(30, thresholds, 2));
}
END_TEST

static double kappa_of_thresholds(const length_case *cases, size_t count,
                                  const size_t *thresholds) {
  level_sums sums = {0};
  for (size_t i = 0; i < count; ++i) {
    add_levels(&sums, cases[i].level, level_of_length(cases[i].words, thresholds, 2));
  }
  return quadratic_kappa(&sums);
}

static double best_of_all(const length_case *cases, size_t count, size_t most) {
  double best = -2;
  for (size_t first = 0; first <= most; ++first) {
    for (size_t second = first; second <= most; ++second) {
      const size_t thresholds[] = {first, second};
      const double kappa = kappa_of_thresholds(cases, count, thresholds);
      best = is_defined(kappa) && kappa > best ? kappa : best;
    }
  }
  return best;
}

/* Against every pair of thresholds, on many small sets with ties. */
START_TEST(thresholds_are_the_best_ones) {
  uint32_t state = 12345;
  for (int round = 0; round < 400; ++round) {
    enum { CASES = 12, LENGTHS = 9 };
    length_case cases[CASES];
    bool varies = false;
    for (size_t i = 0; i < CASES; ++i) {
      state = state * 1664525u + 1013904223u;
      cases[i].words = (state >> 16) % LENGTHS;
      cases[i].level = (int)((state >> 24) % 3);
      varies = varies || cases[i].level != cases[0].level;
    }
    size_t thresholds[2];
    fit_length(cases, CASES, 2, thresholds);
    ck_assert_uint_le(thresholds[0], thresholds[1]);
    if (varies) {
      check_near(kappa_of_thresholds(cases, CASES, thresholds), best_of_all(cases, CASES, LENGTHS));
    }
  }
}
END_TEST

int main(void) {
  Suite *suite = suite_create("agreement");
  TCase *tests = tcase_create("agreement");
  tcase_add_test(tests, precision_recall_and_f);
  tcase_add_test(tests, awards_that_are_not_defined);
  tcase_add_test(tests, kappa_of_three_levels);
  tcase_add_test(tests, kappa_of_two_levels);
  tcase_add_test(tests, kappa_at_its_ends);
  tcase_add_test(tests, an_interval_of_two_clusters);
  tcase_add_test(tests, intervals_depend_on_the_seed_alone);
  tcase_add_test(tests, intervals_that_are_not_defined);
  tcase_add_test(tests, ranks_without_ties);
  tcase_add_test(tests, ranks_with_ties);
  tcase_add_test(tests, means_leave_out_what_is_not_defined);
  tcase_add_test(tests, a_threshold_that_fits);
  tcase_add_test(tests, labels_that_never_vary);
  tcase_add_test(tests, levels_that_fall_with_the_length);
  tcase_add_test(tests, thresholds_are_the_best_ones);
  suite_add_tcase(suite, tests);
  SRunner *runner = srunner_create(suite);
  srunner_run_all(runner, CK_ENV);
  const int failed = srunner_ntests_failed(runner);
  srunner_free(runner);
  return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
