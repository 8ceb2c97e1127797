#include "report/text_batch.h"

#include <string.h>

/* -- figures --------------------------------------------------------------- */

/* The score at place `number` among those of complete answers. */
static const lg_result *complete_at(const lg_text_batch *batch, size_t number) {
  for (size_t i = 0; i < batch->count; ++i) {
    const lg_result *result = batch->order[i].result;
    if (result->complete && number-- == 0) {
      return result;
    }
  }
  return NULL;
}

/* A score that a limit left open is no figure. */
static void sum_up(lg_text_batch *batch, const lg_report_input *input) {
  enum { TENTH = LG_ONE / 10 };
  lg_milli sum = 0;
  for (size_t i = 0; i < batch->count; ++i) {
    const lg_result *result = input->results[i];
    sum += result->complete ? result->score : 0;
    batch->designs += result->design;
    batch->incomplete += !result->complete;
  }
  const size_t complete = batch->count - batch->incomplete;
  if (complete == 0) {
    return;
  }
  batch->mean = lg_divide_rounded(sum, (lg_milli)complete * TENTH) * TENTH;
  const lg_result *upper = complete_at(batch, (complete - 1) / 2);
  const lg_result *lower = complete_at(batch, complete / 2);
  batch->median = (upper->score + lower->score) / 2;
  batch->highest = complete_at(batch, 0);
  batch->lowest = complete_at(batch, complete - 1);
}

static bool same_band(const char *left, const char *right) {
  return left == NULL || right == NULL ? left == right : strcmp(left, right) == 0;
}

static int count_band(lg_text_batch *batch, const char *band) {
  size_t at = 0;
  while (at < batch->band_count && !same_band(batch->bands[at].name, band)) {
    ++at;
  }
  if (at == batch->band_count) {
    if (!lg_grow(&batch->allocator, &batch->bands, &batch->band_capacity, at + 1,
                 sizeof *batch->bands)) {
      return 0;
    }
    batch->bands[batch->band_count++] = (lg_text_band){.name = band};
  }
  ++batch->bands[at].count;
  return 1;
}

/* Where the criterion stands in the list. Answers to one rubric all have it at
 * the same place, which `likely` is. */
static size_t find_missing(const lg_text_batch *batch, const char *id, size_t likely) {
  if (likely < batch->missing_count && strcmp(batch->missing[likely].criterion->id, id) == 0) {
    return likely;
  }
  size_t at = 0;
  while (at < batch->missing_count && strcmp(batch->missing[at].criterion->id, id) != 0) {
    ++at;
  }
  return at;
}

/* Lists every criterion, so that the places agree. */
static int count_missing(lg_text_batch *batch, const lg_result *result) {
  for (uint32_t i = 0; i < result->criterion_count; ++i) {
    const lg_result_criterion *criterion = &result->criteria[i];
    const size_t at = find_missing(batch, criterion->id, i);
    if (at == batch->missing_count) {
      if (!lg_grow(&batch->allocator, &batch->missing, &batch->missing_capacity, at + 1,
                   sizeof *batch->missing)) {
        return 0;
      }
      batch->missing[batch->missing_count++] = (lg_text_missing){.criterion = criterion};
    }
    batch->missing[at].count += criterion->level == 0 && !criterion->undetermined;
  }
  return 1;
}

/* Drops what nobody misses and puts the most frequent first: by insertion, as a
 * rubric has few criteria. */
static void sort_missing(lg_text_batch *batch) {
  size_t kept = 0;
  for (size_t i = 0; i < batch->missing_count; ++i) {
    const lg_text_missing moved = batch->missing[i];
    if (moved.count == 0) {
      continue;
    }
    size_t at = kept++;
    for (; at > 0 && batch->missing[at - 1].count < moved.count; --at) {
      batch->missing[at] = batch->missing[at - 1];
    }
    batch->missing[at] = moved;
  }
  batch->missing_count = kept;
}

int lg_text_batch_read(lg_text_batch *batch, const lg_report_input *input,
                       const lg_allocator *allocator) {
  *batch = (lg_text_batch){.allocator = *allocator, .count = input->count};
  if (batch->count == 0) {
    return 1;
  }
  batch->order = lg_rank_answers(input, allocator);
  if (batch->order == NULL) {
    return 0;
  }
  sum_up(batch, input);
  for (size_t i = 0; i < batch->count; ++i) {
    const lg_result *result = batch->order[i].result;
    if (!count_band(batch, result->complete ? result->band : "undecided") ||
        (result->design && !count_missing(batch, result))) {
      return 0;
    }
  }
  sort_missing(batch);
  return 1;
}

void lg_text_batch_free(lg_text_batch *batch) {
  const lg_allocator *allocator = &batch->allocator;
  lg_release(allocator, batch->order, batch->count * sizeof *batch->order);
  lg_release(allocator, batch->bands, batch->band_capacity * sizeof *batch->bands);
  lg_release(allocator, batch->missing, batch->missing_capacity * sizeof *batch->missing);
}
