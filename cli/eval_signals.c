#include "eval_signals.h"

#include <stdlib.h>
#include <string.h>

#include "support.h"

typedef struct signal_reader {
  eval_signals *signals;
  const eval_data *data;
  size_t rule; /* of the effect before: they come rule by rule */
} signal_reader;

static size_t find_rule(signal_reader *reader, const char *id) {
  while (strcmp(reader->data->rules[reader->rule].id, id) != 0) {
    reader->rule = (reader->rule + 1) % reader->data->rule_count;
  }
  return reader->rule;
}

/* Every effect is kept as a count of its own; signals_sum_up adds them. */
static int add_effect(void *context, const lgr_effect *effect) {
  signal_reader *reader = context;
  eval_signals *signals = reader->signals;
  const size_t rule = find_rule(reader, effect->id);
  const int label = reader->data->answers[reader->data->count - 1].labels[rule];
  if (label < 0) {
    return 0;
  }
  signals->items =
      grow_memory(signals->items, &signals->capacity, signals->count + 1, sizeof *signals->items);
  signal_count *count = &signals->items[signals->count++];
  const bool right = (int)effect->level <= label;
  const bool only = effect->level_without < effect->level;
  count->rule = rule;
  count->signal = copy_text(effect->signal, strlen(effect->signal));
  count->right = right;
  count->wrong = !right;
  count->only_right = right && only;
  count->only_wrong = !right && only;
  return 0;
}

lgr_status signals_add(eval_signals *signals, const eval_data *data, lgr_grader *grader,
                       const lgr_answer *answer) {
  signal_reader reader = {signals, data, 0};
  return lgr_effects(grader, answer, add_effect, &reader);
}

static int compare_names(const void *left, const void *right) {
  const signal_count *a = left;
  const signal_count *b = right;
  return a->rule != b->rule ? (a->rule < b->rule ? -1 : 1) : strcmp(a->signal, b->signal);
}

static int compare_counts(const void *left, const void *right) {
  const signal_count *a = left;
  const signal_count *b = right;
  if (a->rule == b->rule && a->wrong != b->wrong) {
    return a->wrong > b->wrong ? -1 : 1;
  }
  if (a->rule == b->rule && a->right != b->right) {
    return a->right > b->right ? -1 : 1;
  }
  return compare_names(left, right);
}

void signals_sum_up(eval_signals *signals) {
  size_t kept = 0;
  if (signals->count > 1) {
    qsort(signals->items, signals->count, sizeof *signals->items, compare_names);
  }
  for (size_t i = 0; i < signals->count; ++i) {
    signal_count *one = &signals->items[i];
    signal_count *sum = kept > 0 ? &signals->items[kept - 1] : NULL;
    if (sum == NULL || compare_names(sum, one) != 0) {
      signals->items[kept++] = *one;
      continue;
    }
    sum->right += one->right;
    sum->wrong += one->wrong;
    sum->only_right += one->only_right;
    sum->only_wrong += one->only_wrong;
    free(one->signal);
  }
  signals->count = kept;
  if (kept > 1) {
    qsort(signals->items, kept, sizeof *signals->items, compare_counts);
  }
}

void signals_free(eval_signals *signals) {
  for (size_t i = 0; i < signals->count; ++i) {
    free(signals->items[i].signal);
  }
  free(signals->items);
  memset(signals, 0, sizeof *signals);
}
