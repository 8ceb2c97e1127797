#include "fit.h"

#include <dlfcn.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <linear.h>

#include "support.h"

#define TOLERANCE 0.001

/* The value of the feature that stands for the bias. */
static const double bias_value = 10;

static struct {
  void (*set_print_string_function)(void (*print)(const char *));
  struct model *(*train)(const struct problem *, const struct parameter *);
  void (*free_and_destroy_model)(struct model **);
} liblinear;

/* POSIX promises that the address of a function has room in a void *. */
static bool find(void *library, const char *name, void *function) {
  void *const found = dlsym(library, name);
  memcpy(function, &found, sizeof found);
  return found != NULL;
}

bool fit_open(void) {
  if (liblinear.train != NULL) {
    return true;
  }
  void *const library = dlopen(GRADE_LIBLINEAR, RTLD_NOW | RTLD_LOCAL);
  return library != NULL &&
         find(library, "set_print_string_function", &liblinear.set_print_string_function) &&
         find(library, "free_and_destroy_model", &liblinear.free_and_destroy_model) &&
         find(library, "train", &liblinear.train);
}

static void say_nothing(const char *text) {
  (void)text;
}

static bool has_both_kinds(const fit_problem *problem) {
  size_t positive = 0;
  for (size_t i = 0; i < problem->count; ++i) {
    positive += problem->examples[i].positive ? 1 : 0;
  }
  return positive > 0 && positive < problem->count;
}

/* Features as liblinear numbers them: from 1, those left out skipped (0). */
static int number_features(const fit_problem *problem, int *numbers) {
  int count = 0;
  for (size_t i = 0; i < problem->features; ++i) {
    numbers[i] = problem->left_out[i] ? 0 : ++count;
  }
  return count;
}

/* Appends an example, the bias and the end behind its features. */
static struct feature_node *add_example(struct feature_node *at, const fit_example *example,
                                        const int *numbers, int bias_number) {
  for (size_t i = 0; i < example->count; ++i) {
    const int number = numbers[example->present[i]];
    const bool again = i > 0 && example->present[i] == example->present[i - 1];
    if (number > 0 && again) {
      at[-1].value += 1;
    } else if (number > 0) {
      *at++ = (struct feature_node){number, 1};
    }
  }
  *at++ = (struct feature_node){bias_number, bias_value};
  *at++ = (struct feature_node){-1, 0};
  return at;
}

static void solve(const fit_problem *given, const struct problem *problem, const int *numbers,
                  double *weights, double *bias) {
  int positive_label = 1;
  double positive_weight = given->positive_weight;
  const struct parameter parameter = {.solver_type = L2R_LR,
                                      .eps = TOLERANCE,
                                      .C = given->cost,
                                      .nr_weight = 1,
                                      .weight_label = &positive_label,
                                      .weight = &positive_weight};
  liblinear.set_print_string_function(say_nothing);
  struct model *model = liblinear.train(problem, &parameter);
  /* The coefficients are those of the first label. */
  const double sign = model->label[0] == 1 ? 1 : -1;
  for (size_t i = 0; i < given->features; ++i) {
    weights[i] = numbers[i] > 0 ? sign * model->w[numbers[i] - 1] : 0;
  }
  *bias = sign * model->w[problem->n - 1] * bias_value;
  liblinear.free_and_destroy_model(&model);
}

bool fit_logistic(const fit_problem *given, double *weights, double *bias) {
  int *numbers = take_memory(given->features, sizeof *numbers);
  const int used = number_features(given, numbers);
  memset(weights, 0, given->features * sizeof *weights);
  *bias = 0;
  if (used == 0 || !has_both_kinds(given)) {
    free(numbers);
    return false;
  }
  size_t size = 0;
  for (size_t i = 0; i < given->count; ++i) {
    size += given->examples[i].count + 2;
  }
  struct feature_node *nodes = take_memory(size, sizeof *nodes);
  struct feature_node **rows = take_memory(given->count, sizeof *rows);
  double *labels = take_memory(given->count, sizeof *labels);
  struct feature_node *at = nodes;
  for (size_t i = 0; i < given->count; ++i) {
    rows[i] = at;
    labels[i] = given->examples[i].positive ? 1 : -1;
    at = add_example(at, &given->examples[i], numbers, used + 1);
  }
  const struct problem problem = {
      .l = (int)given->count, .n = used + 1, .y = labels, .x = rows, .bias = bias_value};
  solve(given, &problem, numbers, weights, bias);
  free(labels);
  free(rows);
  free(nodes);
  free(numbers);
  return true;
}

double fit_score(const double *weights, double bias, const fit_example *example) {
  double score = bias;
  for (size_t i = 0; i < example->count; ++i) {
    score += weights[example->present[i]];
  }
  return score;
}

double fit_loss(double score, bool positive) {
  const double margin = positive ? score : -score;
  return margin > 0 ? log1p(exp(-margin)) : log1p(exp(margin)) - margin;
}
