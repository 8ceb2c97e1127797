#include "eval_errors.h"

#include <stdlib.h>
#include <string.h>

#include "support.h"

static bool first_evidence(const eval_data *data, const lgr_result *result, size_t rule,
                           lgr_evidence *out) {
  out->size = sizeof *out;
  const lgr_status status =
      rule < data->criterion_count
          ? lgr_result_criterion_evidence(result, rule, 0, out)
          : lgr_result_penalty_evidence(result, rule - data->criterion_count, 0, out);
  return status == LGR_OK;
}

static void add_error(eval_errors *errors, const eval_data *data, size_t rule, const char *text,
                      size_t length, const lgr_result *result) {
  const eval_answer *answer = &data->answers[data->count - 1];
  errors->items =
      grow_memory(errors->items, &errors->capacity, errors->count + 1, sizeof *errors->items);
  eval_error *error = &errors->items[errors->count++];
  memset(error, 0, sizeof *error);
  error->rule = rule;
  error->path = answer->source->path;
  error->label = answer->labels[rule];
  error->level = answer->levels[rule];
  const char *quote = labelled_quote(answer->source, data->rules[rule].id);
  if (quote != NULL) {
    size_t start = 0;
    size_t end = 0;
    error->label_quote = copy_text(quote, strlen(quote));
    error->label_line = find_quote(text, length, quote, &start, &end) ? line_of(text, start) : 0;
  }
  lgr_evidence evidence;
  if (first_evidence(data, result, rule, &evidence)) {
    error->quote = copy_text(evidence.text, strlen(evidence.text));
    error->line = evidence.line;
  }
}

void errors_add(eval_errors *errors, const eval_data *data, const char *text, size_t length,
                const lgr_result *result) {
  const eval_answer *answer = &data->answers[data->count - 1];
  for (size_t i = 0; i < errors->rule_count; ++i) {
    const size_t rule = errors->rules[i];
    if (answer->labels[rule] >= 0 && answer->labels[rule] != answer->levels[rule]) {
      add_error(errors, data, rule, text, length, result);
    }
  }
}

static int compare_errors(const void *left, const void *right) {
  const eval_error *a = left;
  const eval_error *b = right;
  const int size_a = abs(a->level - a->label);
  const int size_b = abs(b->level - b->label);
  if (a->rule != b->rule) {
    return a->rule < b->rule ? -1 : 1;
  }
  return size_a != size_b ? size_b - size_a : strcmp(a->path, b->path);
}

void errors_sort(eval_errors *errors) {
  if (errors->count > 1) {
    qsort(errors->items, errors->count, sizeof *errors->items, compare_errors);
  }
}

void errors_free(eval_errors *errors) {
  for (size_t i = 0; i < errors->count; ++i) {
    free(errors->items[i].label_quote);
    free(errors->items[i].quote);
  }
  free(errors->items);
  free(errors->rules);
  memset(errors, 0, sizeof *errors);
}
