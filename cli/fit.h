/* Ridge logistic regression on 0/1 features: the one place where liblinear is
 * used. It is loaded when it is asked for: with the C++ library and the BLAS that it
 * brings, every other command took 0.8 ms longer to start, 6 percent of what it takes
 * to grade an answer.
 *
 * With z = bias + the weights of the features an example has, it minimises
 *
 *   1/2 |weights|^2 + 1/2 (bias/10)^2
 *     + cost * ( positive_weight * sum over positive examples of log(1 + e^-z)
 *                              +   sum over the others        of log(1 + e^z) )
 *
 * The bias is nearly free, so that a small cost shrinks the weights and not the
 * frequency of positive examples. The same problem gives the same numbers. */
#ifndef GRADE_FIT_H
#define GRADE_FIT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct fit_example {
  const uint32_t *present; /* the features it has, ascending */
  size_t count;
  bool positive;
} fit_example;

typedef struct fit_problem {
  const fit_example *examples;
  size_t count;
  size_t features;
  const bool *left_out; /* by feature: does not take part, weight 0 */
  double cost;
  double positive_weight;
} fit_problem;

/* Loads liblinear, once; before the sandbox is entered, which lets no code be loaded.
 * False when it is not installed: nothing can be fitted then. */
bool fit_open(void);

/* Fills weights[features] and *bias. To be called when fit_open said true. False, with
 * zeros, when the examples are all of one kind or no feature takes part. */
bool fit_logistic(const fit_problem *problem, double *weights, double *bias);

/* bias + the weights of what is present. */
double fit_score(const double *weights, double bias, const fit_example *example);
/* log(1 + e^-z) for a positive example, log(1 + e^z) for another. */
double fit_loss(double score, bool positive);

#endif
