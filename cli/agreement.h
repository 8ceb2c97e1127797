/* Statistics of agreement between an expert's levels and a grader's: arrays in,
 * numbers out. A figure that is not defined is NAN, is left out of means, and
 * should be printed as a dash; is_defined() asks. The manual page grade-eval(1)
 * gives the formulas and their sources. */
#ifndef GRADE_AGREEMENT_H
#define GRADE_AGREEMENT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

bool is_defined(double figure);

/* -- awards: yes or no --------------------------------------------------------- */

typedef struct award_tally {
  size_t right;  /* labelled and given */
  size_t wrong;  /* given, not labelled */
  size_t missed; /* labelled, not given */
} award_tally;

void tally_award(award_tally *tally, bool labelled, bool given);
void add_tally(award_tally *sum, const award_tally *other);

/* right / (right + wrong); right / (right + missed); their harmonic mean,
 * 2 right / (2 right + wrong + missed). Not defined where nothing is counted. */
double precision_of(const award_tally *tally);
double recall_of(const award_tally *tally);
double f_of(const award_tally *tally);

/* -- levels -------------------------------------------------------------------- */

/* All that quadratic weighted kappa needs, and it adds up: over cells, over
 * answers, over groups of them. */
typedef struct level_sums {
  int64_t count;
  int64_t labels; /* sums of the levels, of their squares and products */
  int64_t results;
  int64_t label_squares;
  int64_t result_squares;
  int64_t products;
} level_sums;

void add_levels(level_sums *sums, int label, int result);
void add_sums(level_sums *sums, const level_sums *other);

/* 1 - observed / expected mean squared difference. Not defined where none is
 * expected: all labels and all results are one and the same level. */
double quadratic_kappa(const level_sums *sums);

/* 95 % of the kappas of `rounds` samples of as many clusters, drawn with
 * replacement; the same for the same seed. Samples whose kappa is not defined are
 * left out. False, and NAN, when there is no defined one or less than two
 * clusters. */
bool kappa_interval(const level_sums *clusters, size_t count, size_t rounds, uint64_t seed,
                    double interval[2]);

/* -- numbers ------------------------------------------------------------------- */

/* Spearman's rank correlation, ties at their average rank. Not defined for less
 * than two pairs, or where one side is constant. O(n log n). */
double rank_correlation(const double *left, const double *right, size_t count);

/* Mean and sample standard deviation of the figures that are defined; the spread
 * needs two of them. */
typedef struct mean_spread {
  double mean;
  double spread;
} mean_spread;

mean_spread mean_and_spread(const double *figures, size_t count);

/* -- length alone -------------------------------------------------------------- */

/* An answer for one criterion. */
typedef struct length_case {
  size_t words;
  int level;
} length_case;

/* Sets thresholds[0..highest), not falling: the level told from the length is
 * the number of thresholds that the words reach. Of all such thresholds these
 * give the highest quadratic kappa on the cases; SIZE_MAX is never reached. Reorders the cases. O(n
 * log n) in the cases, times the levels. */
void fit_length(length_case *cases, size_t count, size_t highest, size_t *thresholds);
int level_of_length(size_t words, const size_t *thresholds, size_t highest);

#endif
