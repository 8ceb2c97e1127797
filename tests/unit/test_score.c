/* The score layer on evidence and schemes made by hand: logic, levels, caps,
 * gaps, penalties, arithmetic, bands, the design gate. */
#include "support/score_world.h"

/* -- logic ------------------------------------------------------------------------------- */

static lg_truth truth_of(const lg_condition *condition) {
  static const uint32_t levels[CRITERIA];
  static const bool undetermined[CRITERIA];
  return lg_condition_truth(condition, &w.evidence, levels, undetermined);
}

START_TEST(logic_has_three_values) {
  enum { A = LG_ABSENT, P = LG_PRESENT, U = LG_UNDETERMINED };
  static const int table[][5] = {
      /* a, b, a and b, a or b, not a */
      {A, A, A, A, P}, {A, P, A, P, P}, {A, U, A, U, P}, {P, A, A, P, A}, {P, P, P, P, A},
      {P, U, U, P, A}, {U, A, A, U, U}, {U, P, U, P, U}, {U, U, U, U, U},
  };
  begin();
  const lg_condition *both = joined(LG_CONDITION_AND, finding(0), finding(1), NULL);
  const lg_condition *either = joined(LG_CONDITION_OR, finding(0), finding(1), NULL);
  const lg_condition *neither = negated(finding(0));
  for (size_t i = 0; i < COUNT(table); ++i) {
    set_truth(0, (lg_truth)table[i][0]);
    set_truth(1, (lg_truth)table[i][1]);
    ck_assert_int_eq(truth_of(both), (lg_truth)table[i][2]);
    ck_assert_int_eq(truth_of(either), (lg_truth)table[i][3]);
    ck_assert_int_eq(truth_of(neither), (lg_truth)table[i][4]);
  }
}
END_TEST

/* "at least a and at most b of four", of which p hold and u are undecided, by
 * trying every way the undecided ones could turn out. */
START_TEST(counts_are_decided_when_no_outcome_could_change_them) {
  for (uint32_t least = 0; least <= 4; ++least) {
    for (uint32_t most = least; most <= 4; ++most) {
      for (uint32_t present = 0; present <= 4; ++present) {
        for (uint32_t undecided = 0; present + undecided <= 4; ++undecided) {
          begin();
          for (uint32_t i = 0; i < 4; ++i) {
            set_truth(i, i < present               ? LG_PRESENT
                         : i < present + undecided ? LG_UNDETERMINED
                                                   : LG_ABSENT);
          }
          lg_condition *count =
              joined(LG_CONDITION_COUNT, finding(0), finding(1), finding(2), finding(3), NULL);
          count->at_least = least;
          count->at_most = most;
          bool can_hold = false;
          bool can_fail = false;
          for (uint32_t more = 0; more <= undecided; ++more) {
            const bool holds = present + more >= least && present + more <= most;
            can_hold |= holds;
            can_fail |= !holds;
          }
          const lg_truth expected = can_hold && can_fail ? LG_UNDETERMINED
                                    : can_hold           ? LG_PRESENT
                                                         : LG_ABSENT;
          ck_assert_int_eq(truth_of(count), expected);
        }
      }
    }
  }
}
END_TEST

/* The same for levels of criteria: an undetermined one can only be higher. */
START_TEST(levels_are_compared_by_what_they_can_be) {
  static const lg_comparison comparisons[] = {LG_AT_LEAST, LG_ABOVE, LG_EQUAL, LG_BELOW,
                                              LG_AT_MOST};
  for (size_t c = 0; c < COUNT(comparisons); ++c) {
    for (uint32_t level = 0; level <= 4; ++level) {
      for (uint32_t wanted = 0; wanted <= 4; ++wanted) {
        for (int open = 0; open < 2; ++open) {
          begin();
          const lg_condition *condition = level_of(0, comparisons[c], wanted);
          bool can_hold = false;
          bool can_fail = false;
          for (uint32_t real = level; real <= (open != 0 ? 5 : level); ++real) {
            const bool holds[] = {real >= wanted, real > wanted, real == wanted, real < wanted,
                                  real <= wanted};
            can_hold |= holds[c];
            can_fail |= !holds[c];
          }
          const bool undetermined[] = {open != 0};
          const lg_truth truth = lg_condition_truth(condition, &w.evidence, &level, undetermined);
          const lg_truth expected = can_hold && can_fail ? LG_UNDETERMINED
                                    : can_hold           ? LG_PRESENT
                                                         : LG_ABSENT;
          ck_assert_int_eq(truth, expected);
        }
      }
    }
  }
}
END_TEST

/* -- levels --------------------------------------------------------------------------------- */

START_TEST(the_highest_level_that_holds_wins) {
  static const struct {
    lg_truth two;
    lg_truth one;
    uint32_t level;
    bool undetermined;
  } table[] = {
      {LG_ABSENT, LG_ABSENT, 0, false},       {LG_ABSENT, LG_PRESENT, 1, false},
      {LG_PRESENT, LG_ABSENT, 2, false},      {LG_PRESENT, LG_UNDETERMINED, 2, false},
      {LG_UNDETERMINED, LG_PRESENT, 1, true}, {LG_UNDETERMINED, LG_ABSENT, 0, true},
      {LG_ABSENT, LG_UNDETERMINED, 0, true},
  };
  for (size_t i = 0; i < COUNT(table); ++i) {
    begin();
    add_criterion("a", 5000, finding(0), finding(1));
    set_truth(0, table[i].two);
    set_truth(1, table[i].one);
    score();
    const lg_result_criterion *made = &w.result.criteria[0];
    ck_assert_uint_eq(made->level, table[i].level);
    ck_assert_int_eq(made->undetermined, table[i].undetermined);
    ck_assert_int_eq(w.result.complete, !table[i].undetermined);
    ck_assert_int_eq(made->points, 2500 * (int64_t)table[i].level);
    ck_assert_int_eq(made->max_points, 5000);
    ck_assert_int_eq(w.result.score, 50000 * (int64_t)table[i].level);
    forget_result();
  }
}
END_TEST

START_TEST(advice_is_that_of_the_level_reached) {
  begin();
  add_criterion("a", 1000, finding(0), finding(1));
  score();
  ck_assert_str_eq(w.result.criteria[0].advice, "do both");
  ck_assert_str_eq(w.result.criteria[0].probe, "why not?");
  set_truth(1, LG_PRESENT);
  score();
  ck_assert_str_eq(w.result.criteria[0].advice, "do more");
  ck_assert_ptr_null(w.result.criteria[0].probe);
  set_truth(0, LG_PRESENT);
  score();
  ck_assert_ptr_null(w.result.criteria[0].advice);
  forget_result();
}
END_TEST

START_TEST(sections_add_up) {
  begin();
  add_criterion("a", 2000, finding(0), NULL);
  add_criterion("b", 3000, finding(1), NULL);
  add_criterion("c", 4000, finding(0), NULL);
  set_truth(0, LG_PRESENT);
  score();
  ck_assert_uint_eq(w.result.section_count, 2);
  ck_assert_int_eq(w.result.sections[0].points, 6000);
  ck_assert_int_eq(w.result.sections[0].max_points, 6000);
  ck_assert_int_eq(w.result.sections[1].points, 0);
  ck_assert_int_eq(w.result.sections[1].max_points, 3000);
  ck_assert_str_eq(w.result.sections[1].id, "second");
  forget_result();
}
END_TEST

/* -- caps and gaps of a level ------------------------------------------------------------------ */

START_TEST(a_level_cap_holds_a_level_down) {
  static const struct {
    lg_truth found;
    lg_truth cap;
    uint32_t level;
    bool undetermined;
    bool told;
  } table[] = {
      {LG_PRESENT, LG_PRESENT, 1, false, true},
      {LG_PRESENT, LG_ABSENT, 2, false, false},
      {LG_PRESENT, LG_UNDETERMINED, 1, true, true}, /* a lower bound */
      {LG_ABSENT, LG_PRESENT, 0, false, false},
      {LG_ABSENT, LG_UNDETERMINED, 0, false, false}, /* there is nothing to cap */
  };
  for (size_t i = 0; i < COUNT(table); ++i) {
    begin();
    const lg_level_cap cap = {1, finding(3), "It is done wrong."};
    lg_criterion *criterion = add_criterion("a", 4000, finding(0), NULL);
    criterion->caps = &cap;
    criterion->cap_count = 1;
    set_truth(0, table[i].found);
    set_truth(3, table[i].cap);
    score();
    ck_assert_uint_eq(w.result.criteria[0].level, table[i].level);
    ck_assert_int_eq(w.result.criteria[0].undetermined, table[i].undetermined);
    ck_assert_int_eq(strstr(w.result.criteria[0].reason, "It is done wrong.") != NULL,
                     table[i].told);
    forget_result();
  }
}
END_TEST

START_TEST(a_cap_to_zero_takes_the_evidence_away) {
  begin();
  const lg_level_cap cap = {0, finding(3), "Denied."};
  lg_criterion *criterion = add_criterion("a", 4000, finding(0), NULL);
  criterion->caps = &cap;
  criterion->cap_count = 1;
  set_truth(0, LG_PRESENT);
  set_truth(3, LG_PRESENT);
  score();
  ck_assert_uint_eq(w.result.criteria[0].level, 0);
  ck_assert_uint_eq(w.result.criteria[0].evidence_count, 0);
  ck_assert_str_eq(w.result.criteria[0].reason, "Level 0 of 2. No higher: Denied.");
  forget_result();
}
END_TEST

START_TEST(a_gap_is_told_and_may_cap) {
  begin();
  lg_gap gap = {finding(3), 1, "Keys are missing."};
  lg_criterion *criterion = add_criterion("a", 4000, finding(0), NULL);
  criterion->gaps = &gap;
  criterion->gap_count = 1;
  set_truth(0, LG_PRESENT);
  score();
  ck_assert_uint_eq(w.result.criteria[0].level, 2);
  ck_assert_ptr_null(strstr(w.result.criteria[0].reason, "Keys"));
  set_truth(3, LG_PRESENT);
  score();
  ck_assert_uint_eq(w.result.criteria[0].level, 1);
  ck_assert_ptr_nonnull(strstr(w.result.criteria[0].reason, "Keys are missing."));
  ck_assert_str_eq(w.result.criteria[0].held, "Keys are missing.");
  ck_assert_str_eq(w.result.criteria[0].plain_reason,
                   "Level 1 of 2 for the words quoted. No higher: Keys are missing.");
  ck_assert_str_eq(w.result.next[0].held, "Keys are missing.");
  gap.at_most = LG_NONE; /* only told */
  score();
  ck_assert_uint_eq(w.result.criteria[0].level, 2);
  ck_assert_ptr_nonnull(strstr(w.result.criteria[0].reason, "Keys are missing."));
  gap.at_most = 0;
  set_truth(3, LG_UNDETERMINED);
  score();
  ck_assert_uint_eq(w.result.criteria[0].level, 0);
  ck_assert(w.result.criteria[0].undetermined);
  ck_assert(!w.result.complete);
  forget_result();
}
END_TEST

/* -- arithmetic -----------------------------------------------------------------------------------
 */

START_TEST(penalties_take_points_away_down_to_zero) {
  begin();
  add_criterion("a", 10000, finding(0), NULL);
  const lg_penalty penalties[] = {
      {.id = "p.small", .title = "Small", .points = -2500, .condition = finding(1), .advice = "no"},
      {.id = "p.large", .title = "Large", .points = -9000, .condition = finding(2)}};
  w.scheme.penalties = penalties;
  w.scheme.penalty_count = 2;
  set_truth(0, LG_PRESENT);
  score();
  ck_assert_int_eq(w.result.score, 100000);
  ck_assert(!w.result.penalties[0].present);
  ck_assert_int_eq(w.result.penalties[0].points, 0);
  ck_assert_ptr_null(w.result.penalties[0].advice);
  set_truth(1, LG_PRESENT);
  score();
  ck_assert_int_eq(w.result.score, 75000);
  ck_assert(w.result.penalties[0].present);
  ck_assert_int_eq(w.result.penalties[0].points, -2500);
  ck_assert_str_eq(w.result.penalties[0].advice, "no");
  ck_assert_uint_eq(w.result.penalties[0].evidence_count, 1);
  set_truth(2, LG_PRESENT);
  score();
  ck_assert_int_eq(w.result.score, 0);
  ck_assert_str_eq(w.result.band, "junior");
  forget_result();
}
END_TEST

START_TEST(an_undetermined_penalty_does_not_count_and_is_told) {
  begin();
  add_criterion("a", 10000, finding(0), NULL);
  const lg_penalty penalty = {.id = "p", .title = "P", .points = -2500, .condition = finding(1)};
  w.scheme.penalties = &penalty;
  w.scheme.penalty_count = 1;
  set_truth(0, LG_PRESENT);
  set_truth(1, LG_UNDETERMINED);
  score();
  ck_assert_int_eq(w.result.score, 100000);
  ck_assert(!w.result.penalties[0].present);
  ck_assert(w.result.penalties[0].undetermined);
  ck_assert(!w.result.complete);
  forget_result();
}
END_TEST

START_TEST(scores_are_rounded_half_up_to_a_tenth) {
  static const struct {
    int64_t earned;
    int64_t rest;
    int64_t score;
  } table[] = {
      {1000, 1999000, 100}, /* 0.05 */
      {999, 1999001, 0},    /* just below */
      {1, 2, 33300},        /* a third */
      {2, 1, 66700},        /* two thirds */
      {7149, 2851, 71500},  /* 71.49 */
      {71450, 28550, 71500}, {71449, 28551, 71400}, {99950, 50, 100000}, {1000000000, 1, 100000},
  };
  for (size_t i = 0; i < COUNT(table); ++i) {
    begin();
    add_criterion("a", table[i].earned, finding(0), NULL);
    add_criterion("b", table[i].rest, finding(1), NULL);
    set_truth(0, LG_PRESENT);
    score();
    ck_assert_msg(w.result.score == table[i].score, "%lld of %lld", (long long)table[i].earned,
                  (long long)(table[i].earned + table[i].rest));
    ck_assert_int_eq(w.result.max, 100000);
    forget_result();
  }
}
END_TEST

START_TEST(the_border_of_a_band_belongs_to_it) {
  static const struct {
    int64_t earned;
    const char *band;
  } table[] = {{100, "staff"}, {85, "staff"}, {84, "senior"}, {70, "senior"},
               {69, "mid"},    {45, "mid"},   {44, "junior"}, {0, "junior"}};
  for (size_t i = 0; i < COUNT(table); ++i) {
    begin();
    add_criterion("a", table[i].earned, finding(0), NULL);
    add_criterion("b", 100 - table[i].earned, finding(1), NULL);
    set_truth(0, LG_PRESENT);
    score();
    ck_assert_str_eq(w.result.band, table[i].band);
    forget_result();
  }
}
END_TEST

START_TEST(a_rubric_without_bands_or_points_still_has_a_score) {
  begin();
  w.scheme.band_count = 0;
  score();
  ck_assert_int_eq(w.result.score, 0);
  ck_assert_ptr_null(w.result.band);
  ck_assert(w.result.complete);
  ck_assert_uint_eq(w.result.next_count, 0);
  add_criterion("a", 0, finding(0), NULL);
  set_truth(0, LG_PRESENT);
  score();
  ck_assert_int_eq(w.result.score, 0);
  forget_result();
}
END_TEST

/* -- caps of bands
 * ---------------------------------------------------------------------------------- */

START_TEST(a_cap_keeps_the_score_below_the_next_band) {
  begin();
  add_criterion("a", 90000, finding(0), NULL);
  add_criterion("b", 10000, finding(1), NULL);
  const lg_cap caps[] = {{2, negated(finding(4)), "No question comes first."},
                         {1, finding(5), "Another reason."},
                         {0, finding(0), "No cap at all."}};
  w.scheme.caps = caps;
  w.scheme.cap_count = COUNT(caps);
  set_truth(0, LG_PRESENT);
  score();
  ck_assert_int_eq(w.result.score, 69900);
  ck_assert_str_eq(w.result.band, "mid");
  ck_assert_uint_eq(w.result.cap_count, 1);
  ck_assert_str_eq(w.result.caps[0].band, "mid");
  ck_assert_str_eq(w.result.caps[0].because, "No question comes first.");
  ck_assert_int_eq(w.result.caps[0].score_before, 90000);

  set_truth(5, LG_PRESENT); /* the lower of two counts; both are told */
  score();
  ck_assert_int_eq(w.result.score, 69900);
  ck_assert_uint_eq(w.result.cap_count, 2);

  set_truth(4, LG_PRESENT);
  score();
  ck_assert_int_eq(w.result.score, 84900);
  ck_assert_str_eq(w.result.band, "senior");
  ck_assert_uint_eq(w.result.cap_count, 1);

  set_truth(0, LG_ABSENT); /* a cap above the score is none */
  score();
  ck_assert_int_eq(w.result.score, 0);
  ck_assert_uint_eq(w.result.cap_count, 0);
  forget_result();
}
END_TEST

START_TEST(an_undetermined_cap_leaves_the_result_incomplete) {
  begin();
  add_criterion("a", 1000, finding(0), NULL);
  const lg_cap cap = {2, finding(4), "Because."};
  w.scheme.caps = &cap;
  w.scheme.cap_count = 1;
  set_truth(0, LG_PRESENT);
  set_truth(4, LG_UNDETERMINED);
  score();
  ck_assert_int_eq(w.result.score, 100000);
  ck_assert(!w.result.complete);
  forget_result();
}
END_TEST

/* -- criteria that rest on others
 * ------------------------------------------------------------------------------ */

START_TEST(a_derived_criterion_follows_its_sources) {
  begin();
  add_criterion(
      "derived", 10000,
      joined(LG_CONDITION_AND, level_of(1, LG_AT_LEAST, 2), level_of(2, LG_AT_LEAST, 2), NULL),
      level_of(1, LG_AT_LEAST, 1));
  add_criterion("one", 5000, finding(0), finding(1));
  add_criterion("two", 5000, finding(2), NULL);
  const uint32_t order[] = {1, 2, 0}; /* sources first, though they stand behind */
  memcpy(w.order, order, sizeof order);
  set_truth(0, LG_PRESENT);
  score();
  ck_assert_uint_eq(w.result.criteria[0].level, 1);
  ck_assert_int_eq(w.result.score, 50000);
  /* Its evidence is that of its source. */
  ck_assert_uint_eq(w.result.criteria[0].evidence_count, 1);
  ck_assert_str_eq(w.result.criteria[0].evidence[0].signal, "n0");
  /* Raising "two" raises the derived one with it. */
  ck_assert_uint_eq(w.result.next_count, 1); /* nothing is counted twice */
  check_next(0, "two", 50000);
  ck_assert_str_eq(w.result.next[0].why, "25 of its own, 25 as \"derived\" follows");
  set_truth(2, LG_UNDETERMINED);
  score();
  ck_assert(w.result.criteria[0].undetermined);
  ck_assert_uint_eq(w.result.criteria[0].level, 1);
  forget_result();
}
END_TEST

/* -- evidence
 * ------------------------------------------------------------------------------------------------------
 */

START_TEST(evidence_shows_every_part_before_repeating_one) {
  begin();
  add_criterion("a", 1000,
                joined(LG_CONDITION_AND, finding(0), finding(1),
                       joined(LG_CONDITION_OR, finding(2), finding(3), NULL), negated(finding(4)),
                       NULL),
                NULL);
  set_truth(0, LG_PRESENT);
  set_truth(1, LG_PRESENT);
  set_truth(3, LG_PRESENT);
  w.findings[0].count = 3;
  score();
  static const char *const expected[] = {"n0", "n1", "n3", "n0", "n0"};
  ck_assert_uint_eq(w.result.criteria[0].evidence_count, COUNT(expected));
  for (size_t i = 0; i < COUNT(expected); ++i) {
    ck_assert_str_eq(w.result.criteria[0].evidence[i].signal, expected[i]);
  }
  w.findings[0].count = SPANS;
  score();
  ck_assert_uint_eq(w.result.criteria[0].evidence_count, LG_LIMIT_EVIDENCE);
  forget_result();
}
END_TEST

START_TEST(the_same_stretch_is_quoted_once) {
  begin();
  add_criterion("a", 1000, joined(LG_CONDITION_AND, finding(0), finding(1), NULL), NULL);
  set_truth(0, LG_PRESENT);
  set_truth(1, LG_PRESENT);
  w.spans[1][0] = w.spans[0][0];
  score();
  ck_assert_uint_eq(w.result.criteria[0].evidence_count, 1);
  forget_result();
}
END_TEST

START_TEST(a_level_reached_by_absence_has_nothing_to_quote) {
  begin();
  add_criterion("a", 1000, negated(finding(0)), NULL);
  score();
  ck_assert_uint_eq(w.result.criteria[0].level, 2);
  ck_assert_uint_eq(w.result.criteria[0].evidence_count, 0);
  ck_assert_str_ne(w.result.criteria[0].reason, "");
  forget_result();
}
END_TEST

START_TEST(a_locator_without_memory_ends_the_scoring) {
  begin();
  add_criterion("a", 1000, finding(0), NULL);
  add_criterion("b", 1000, finding(1), NULL);
  set_truth(0, LG_PRESENT);
  set_truth(1, LG_PRESENT);
  for (int calls = 0; calls < 2; ++calls) {
    w.locating_fails = calls;
    ck_assert_int_eq(try_score(), LG_NO_MEMORY);
  }
  w.locating_fails = -1;
  ck_assert_int_eq(try_score(), LG_OK);
  forget_result();
}
END_TEST

/* -- the design gate
 * --------------------------------------------------------------------------------------------------
 */

START_TEST(what_is_no_design_earns_and_loses_nothing) {
  begin();
  add_criterion("a", 1000, finding(0), finding(1));
  const lg_penalty penalty = {.id = "p", .title = "P", .points = -500, .condition = finding(2)};
  const lg_cap cap = {2, finding(0), "Because."};
  w.scheme.penalties = &penalty;
  w.scheme.penalty_count = 1;
  w.scheme.caps = &cap;
  w.scheme.cap_count = 1;
  w.scheme.design = finding(5);
  w.scheme.design_because = "The text proposes no design of its own.";
  set_truth(0, LG_PRESENT);
  set_truth(2, LG_PRESENT);
  score();
  ck_assert(!w.result.design);
  ck_assert_str_eq(w.result.design_because, "The text proposes no design of its own.");
  ck_assert_int_eq(w.result.score, 0);
  ck_assert_str_eq(w.result.band, "junior");
  ck_assert_uint_eq(w.result.criteria[0].level, 0);
  ck_assert_uint_eq(w.result.criteria[0].evidence_count, 0);
  ck_assert_ptr_nonnull(strstr(w.result.criteria[0].reason, "no design of its own"));
  ck_assert(!w.result.penalties[0].present);
  ck_assert_uint_eq(w.result.cap_count, 0);
  ck_assert(w.result.complete);

  w.input.without_design_gate = true;
  score();
  ck_assert(w.result.design);
  ck_assert_uint_eq(w.result.criteria[0].level, 2);
  ck_assert(w.result.penalties[0].present);

  w.input.without_design_gate = false;
  set_truth(5, LG_UNDETERMINED); /* graded, and said to be incomplete */
  score();
  ck_assert(w.result.design);
  ck_assert(!w.result.complete);
  ck_assert_uint_eq(w.result.criteria[0].level, 2);

  set_truth(5, LG_PRESENT);
  score();
  ck_assert(w.result.design);
  ck_assert(w.result.complete);
  ck_assert_ptr_null(w.result.design_because);
  forget_result();
}
END_TEST

/* The result is complete in itself. */
START_TEST(a_result_outlives_its_scheme) {
  begin();
  char id[] = "volatile.id";
  lg_criterion *criterion = add_criterion(id, 1000, finding(0), NULL);
  criterion->title = id;
  char texts[] = "\0volatile_signal";
  w.program.texts = texts;
  set_truth(0, LG_PRESENT);
  score();
  memset(id, 'X', sizeof id - 1);
  memset(texts, 'X', sizeof texts - 1);
  ck_assert_str_eq(w.result.criteria[0].id, "volatile.id");
  ck_assert_str_eq(w.result.criteria[0].title, "volatile.id");
  ck_assert_str_eq(w.result.criteria[0].evidence[0].signal, "volatile_signal");
  ck_assert_ptr_nonnull(strstr(w.result.criteria[0].reason, "volatile_signal"));
  forget_result();
}
END_TEST

static Suite *score_suite(void) {
  Suite *suite = suite_create("score");
  TCase *tests = tcase_create("score");
  tcase_add_test(tests, logic_has_three_values);
  tcase_add_test(tests, counts_are_decided_when_no_outcome_could_change_them);
  tcase_add_test(tests, levels_are_compared_by_what_they_can_be);
  tcase_add_test(tests, the_highest_level_that_holds_wins);
  tcase_add_test(tests, advice_is_that_of_the_level_reached);
  tcase_add_test(tests, sections_add_up);
  tcase_add_test(tests, a_level_cap_holds_a_level_down);
  tcase_add_test(tests, a_cap_to_zero_takes_the_evidence_away);
  tcase_add_test(tests, a_gap_is_told_and_may_cap);
  tcase_add_test(tests, penalties_take_points_away_down_to_zero);
  tcase_add_test(tests, an_undetermined_penalty_does_not_count_and_is_told);
  tcase_add_test(tests, scores_are_rounded_half_up_to_a_tenth);
  tcase_add_test(tests, the_border_of_a_band_belongs_to_it);
  tcase_add_test(tests, a_rubric_without_bands_or_points_still_has_a_score);
  tcase_add_test(tests, a_cap_keeps_the_score_below_the_next_band);
  tcase_add_test(tests, an_undetermined_cap_leaves_the_result_incomplete);
  tcase_add_test(tests, a_derived_criterion_follows_its_sources);
  tcase_add_test(tests, evidence_shows_every_part_before_repeating_one);
  tcase_add_test(tests, the_same_stretch_is_quoted_once);
  tcase_add_test(tests, a_level_reached_by_absence_has_nothing_to_quote);
  tcase_add_test(tests, a_locator_without_memory_ends_the_scoring);
  tcase_add_test(tests, what_is_no_design_earns_and_loses_nothing);
  tcase_add_test(tests, a_result_outlives_its_scheme);
  suite_add_tcase(suite, tests);
  return suite;
}

int main(void) {
  SRunner *runner = srunner_create(score_suite());
  srunner_run_all(runner, CK_ENV);
  const int failed = srunner_ntests_failed(runner);
  srunner_free(runner);
  return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
