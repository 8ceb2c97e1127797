/* What would gain most: which steps, in which order, and what their gains are
 * made of. */
#include "support/score_world.h"

START_TEST(steps_are_ranked_by_what_they_gain) {
  begin();
  add_criterion("a", 20000, finding(0), finding(1)); /* half of it is there */
  add_criterion("b", 30000, finding(2), NULL);
  add_criterion("c", 30000, finding(3), NULL);
  add_criterion("d", 20000, finding(4), NULL); /* reached: no step */
  const lg_penalty penalties[] = {
      {.id = "p", .title = "P", .points = -25000, .condition = finding(5), .advice = "stop"},
      {.id = "q", .title = "Q", .points = -50000, .condition = finding(6)}}; /* not present */
  w.scheme.penalties = penalties;
  w.scheme.penalty_count = 2;
  set_truth(1, LG_PRESENT);
  set_truth(4, LG_PRESENT);
  set_truth(5, LG_PRESENT);
  score();
  ck_assert_int_eq(w.result.score, 5000);
  ck_assert_uint_eq(w.result.next_count, 4);
  check_next(0, "b", 30000); /* equal gains in the order of the rubric */
  check_next(1, "c", 30000);
  check_next(2, "p", 25000);
  check_next(3, "a", 10000);
  ck_assert_str_eq(w.result.next[2].advice, "stop");
  ck_assert_str_eq(w.result.next[3].advice, "do more");
  forget_result();
}
END_TEST

/* Under a cap the step that lifts it is worth most, however few its points. */
START_TEST(a_step_that_lifts_a_cap_comes_first) {
  begin();
  add_criterion("large", 10000, finding(0), NULL);
  add_criterion("key", 2000, finding(1), NULL);
  add_criterion("rest", 88000, finding(2), NULL);
  const lg_cap cap = {2, negated(level_of(1, LG_AT_LEAST, 2)), "The key is missing."};
  w.scheme.caps = &cap;
  w.scheme.cap_count = 1;
  set_truth(2, LG_PRESENT);
  score();
  ck_assert_int_eq(w.result.score, 69900);
  ck_assert_uint_eq(w.result.next_count, 2);
  check_next(0, "key", 90000 - 69900);
  check_next(1, "large", 10000); /* with the cap away */
  ck_assert_str_eq(w.result.next[0].why, "2 of its own, 18.1 as a cap is lifted");
  ck_assert_ptr_null(w.result.next[1].why);
  forget_result();
}
END_TEST

/* The second of two steps that need each other gains nothing alone. */
START_TEST(gains_add_up_to_what_all_steps_give) {
  begin();
  add_criterion("a", 20000, finding(0), NULL);
  add_criterion("b", 20000, finding(1), finding(4));
  add_criterion("both", 10000, level_of(0, LG_AT_LEAST, 2), NULL);
  add_criterion("rest", 50000, finding(2), NULL);
  const lg_penalty penalty = {
      .id = "p", .title = "P", .points = -30000, .condition = finding(5), .advice = "stop"};
  const lg_cap cap = {2, negated(level_of(1, LG_AT_LEAST, 2)), "Not both."};
  w.scheme.penalties = &penalty;
  w.scheme.penalty_count = 1;
  w.scheme.caps = &cap;
  w.scheme.cap_count = 1;
  set_truth(2, LG_PRESENT);
  set_truth(4, LG_PRESENT);
  set_truth(5, LG_PRESENT);
  score();
  ck_assert_int_eq(w.result.score, 30000);
  ck_assert_uint_eq(w.result.next_count, 3); /* "both" follows from "a" */
  check_next(0, "a", 30000);
  ck_assert_str_eq(w.result.next[0].why, "20 of its own, 10 as \"both\" follows");
  check_next(1, "b", 10000);
  check_next(2, "p", 30000);
  ck_assert(!w.result.next[1].penalty);
  ck_assert(w.result.next[2].penalty);
  ck_assert_ptr_null(w.result.next[2].why);
  forget_result();
}
END_TEST

START_TEST(points_below_zero_are_made_up_for_first) {
  begin();
  add_criterion("a", 8000, finding(0), NULL);
  add_criterion("b", 92000, finding(1), NULL);
  const lg_penalty penalty = {.id = "p", .title = "P", .points = -2000, .condition = finding(5)};
  w.scheme.penalties = &penalty;
  w.scheme.penalty_count = 1;
  set_truth(5, LG_PRESENT);
  score();
  ck_assert_int_eq(w.result.score, 0);
  check_next(0, "b", 90000);
  ck_assert_str_eq(w.result.next[0].why, "92 of its own, less 2 that only make up for penalties");
  check_next(1, "a", 8000);
  check_next(2, "p", 2000);
  forget_result();
}
END_TEST

START_TEST(a_cap_that_stays_keeps_back_what_a_step_adds) {
  begin();
  add_criterion("a", 40000, finding(0), NULL);
  add_criterion("b", 60000, finding(1), NULL);
  const lg_cap cap = {2, finding(4), "It stays."};
  w.scheme.caps = &cap;
  w.scheme.cap_count = 1;
  set_truth(1, LG_PRESENT);
  set_truth(4, LG_PRESENT);
  score();
  check_next(0, "a", 9900);
  ck_assert_str_eq(w.result.next[0].why, "40 of its own, less 30.1 that a cap keeps back");
  forget_result();
}
END_TEST

/* Nobody knows whether it is missing. */
START_TEST(what_a_limit_left_open_is_no_step_and_no_band) {
  begin();
  add_criterion("a", 40000, finding(0), NULL);
  add_criterion("b", 60000, finding(1), finding(2));
  add_criterion("c", 10000, finding(3), finding(4));
  set_truth(0, LG_UNDETERMINED);
  set_truth(1, LG_UNDETERMINED);
  set_truth(2, LG_PRESENT);
  score();
  ck_assert(!w.result.complete);
  ck_assert_ptr_null(w.result.band);
  ck_assert_uint_eq(w.result.next_count, 1);
  ck_assert_str_eq(w.result.next[0].id, "c");
  ck_assert_str_eq(w.result.criteria[0].plain_reason,
                   "Not decided: a limit was met before it could be.");
  ck_assert_ptr_null(strstr(w.result.criteria[0].reason, "Nothing found"));
  ck_assert_str_eq(w.result.criteria[1].plain_reason,
                   "Level 1 of 2, or higher: a limit was met before all was decided.");
  ck_assert_str_eq(w.result.criteria[2].plain_reason, "Nothing found.");
  forget_result();
}
END_TEST

static Suite *next_suite(void) {
  Suite *suite = suite_create("next steps");
  TCase *tests = tcase_create("next steps");
  tcase_add_test(tests, steps_are_ranked_by_what_they_gain);
  tcase_add_test(tests, a_step_that_lifts_a_cap_comes_first);
  tcase_add_test(tests, gains_add_up_to_what_all_steps_give);
  tcase_add_test(tests, points_below_zero_are_made_up_for_first);
  tcase_add_test(tests, a_cap_that_stays_keeps_back_what_a_step_adds);
  tcase_add_test(tests, what_a_limit_left_open_is_no_step_and_no_band);
  suite_add_tcase(suite, tests);
  return suite;
}

int main(void) {
  SRunner *runner = srunner_create(next_suite());
  srunner_run_all(runner, CK_ENV);
  const int failed = srunner_ntests_failed(runner);
  srunner_free(runner);
  return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
