#include "calibrate_report.h"

#include <stdio.h>
#include <stdlib.h>

#include "json.h"
#include "message.h"

/* -- text -------------------------------------------------------------------- */

static void print_figure(double figure) {
  if (is_defined(figure)) {
    printf("  %7.3f", figure);
  } else {
    printf("  %7s", "-");
  }
}

static void print_tally(const char *name, const verdict_tally *tally) {
  const size_t right = right_verdicts(tally);
  printf("  %-8s", name);
  print_figure(f_of(&tally->awards));
  print_figure(quadratic_kappa(&tally->levels));
  printf("  %6zu  %6zu", right, (size_t)tally->levels.count - right);
}

static void print_tallies(const calibration *made) {
  printf("  %-8s  %7s  %7s  %6s  %6s\n", "", "F1", "kappa", "right", "wrong");
  print_tally("now", &made->before);
  putchar('\n');
  if (made->has_fit) {
    print_tally("fitted", &made->after);
    printf("   (+%zu -%zu)\n", made->righted, made->wronged);
  }
}

static void print_tenths(int value) {
  printf("%s%d.%d", value < 0 ? "-" : " ", abs(value) / 10, abs(value) % 10);
}

/* "   0.5 ->  0.7"; the answer's examples that know it; what it is. */
static void print_change(int old, int now, const size_t *support, const char *name) {
  fputs("    ", stdout);
  print_tenths(old);
  fputs(" -> ", stdout);
  print_tenths(now);
  if (support != NULL) {
    printf("  %6zu  ", *support);
  } else {
    printf("  %6s  ", "");
  }
  print_safely(stdout, name);
  putchar('\n');
}

static void print_weights(const calibration *made) {
  const weigh_block *block = made->block;
  block_weights old;
  take_weights(block, &old);
  printf("     now    fitted  seen\n");
  print_change(old.at, made->weights.at, NULL, "at");
  for (size_t i = 0; i < block->about.term_count; ++i) {
    print_change(old.terms[i], made->weights.terms[i], &made->support[i], block->terms[i].text);
  }
  for (size_t i = 0; i < block->about.group_count; ++i) {
    print_change(old.groups[i], made->weights.groups[i], NULL, "at_most of a group");
  }
  free_weights(&old);
}

static void print_outcome(const calibrate_report *report, const calibration *made) {
  switch (made->outcome) {
  case OUTCOME_CHANGED:
    printf("  changed, cost %g\n", made->cost);
    break;
  case OUTCOME_FEW:
    printf("  kept: fewer than %zu answers to learn from\n", report->least);
    break;
  case OUTCOME_ONE_SIDED:
    puts("  kept: without one fold or two nothing is left to learn from");
    break;
  case OUTCOME_NOT_BETTER:
    puts("  kept: fitted weights are not better");
    break;
  case OUTCOME_SAME:
    puts("  kept: the fitted numbers are these");
    break;
  }
}

static void print_block(const calibrate_report *report, const calibration *made) {
  const lgr_weighing *about = &made->block->about;
  char *path = rubric_path(report->rubric, about->place.origin);
  printf("%s, level %u  (", about->criterion, (unsigned)about->level);
  print_safely(stdout, path);
  free(path);
  printf(":%u)\n", (unsigned)about->place.line);
  printf("  %zu of %zu answers reach it; %zu can be learnt from\n", made->positive,
         made->block->answer_count, made->learnable);
  print_tallies(made);
  print_outcome(report, made);
  if (made->outcome == OUTCOME_CHANGED || (made->has_fit && report->verbose > 0)) {
    print_weights(made);
  }
  putchar('\n');
}

static size_t count_outcome(const calibrate_report *report, calibration_outcome outcome) {
  size_t count = 0;
  for (size_t i = 0; i < report->count; ++i) {
    count += report->made[i].outcome == outcome ? 1 : 0;
  }
  return count;
}

static void print_right(const calibrate_report *report) {
  size_t before = 0;
  size_t after = 0;
  size_t all = 0;
  for (size_t i = 0; i < report->count; ++i) {
    const calibration *made = &report->made[i];
    if (made->outcome == OUTCOME_CHANGED) {
      before += right_verdicts(&made->before);
      after += right_verdicts(&made->after);
      all += made->block->answer_count;
    }
  }
  printf("Right verdicts of the changed blocks on answers kept aside: %zu -> %zu of %zu\n", before,
         after, all);
}

static void print_written(const calibrate_report *report) {
  for (size_t i = 0; i < report->written->count; ++i) {
    const written_file *file = &report->written->items[i];
    fputs("wrote ", stdout);
    print_safely(stdout, file->path);
    printf(": %zu number%s\n", file->numbers, file->numbers == 1 ? "" : "s");
  }
  if (report->written->count > 0 && report->failed_tests > 0) {
    printf("%zu of the rubric's %zu tests fail with the new numbers; grade lint tells which\n",
           report->failed_tests, report->tests);
  } else if (report->written->count > 0) {
    printf("all %zu tests of the rubric pass with the new numbers\n", report->tests);
  }
}

static void print_summary(const calibrate_report *report) {
  const size_t changed = count_outcome(report, OUTCOME_CHANGED);
  const size_t few = count_outcome(report, OUTCOME_FEW);
  printf("%zu answers in %zu groups, %zu folds\n", report->answers, report->groups, report->folds);
  printf("%zu block%s: %zu changed, %zu kept, %zu of them with too few answers\n", report->count,
         report->count == 1 ? "" : "s", changed, report->count - changed, few);
  if (changed > 0) {
    print_right(report);
  }
  if (report->written != NULL) {
    print_written(report);
  } else if (changed > 0) {
    puts("Nothing was written; --write puts the new numbers into the rubric's files");
  }
}

void print_calibrations(const calibrate_report *report) {
  for (size_t i = 0; i < report->count && report->verbose >= 0; ++i) {
    print_block(report, &report->made[i]);
  }
  print_summary(report);
}

/* -- JSON -------------------------------------------------------------------- */

static void put_tenths(json_out *json, const char *key, int value) {
  json_put_number(json, key, value / 10.0);
}

static void put_place(json_out *json, lgr_number_place place) {
  json_put_integer(json, "line", place.line);
  json_put_integer(json, "column", place.column);
}

static void put_tally(json_out *json, const char *key, const verdict_tally *tally) {
  const award_tally *awards = &tally->awards;
  json_key(json, key);
  json_open(json, '{');
  json_put_number(json, "f1", f_of(awards));
  json_put_number(json, "kappa", quadratic_kappa(&tally->levels));
  json_put_integer(json, "right", (int64_t)right_verdicts(tally));
  json_put_integer(json, "false", (int64_t)awards->wrong);
  json_put_integer(json, "missed", (int64_t)awards->missed);
  json_close(json, '}');
}

static void put_terms(json_out *json, const calibration *made, const block_weights *old) {
  const weigh_block *block = made->block;
  json_key(json, "terms");
  json_open(json, '[');
  for (size_t i = 0; i < block->about.term_count; ++i) {
    json_open(json, '{');
    json_put_text(json, "term", block->terms[i].text);
    put_place(json, block->terms[i].place);
    put_tenths(json, "old", old->terms[i]);
    put_tenths(json, "new", made->weights.terms[i]);
    json_put_integer(json, "seen", (int64_t)made->support[i]);
    json_close(json, '}');
  }
  json_close(json, ']');
  json_key(json, "groups");
  json_open(json, '[');
  for (size_t i = 0; i < block->about.group_count; ++i) {
    json_open(json, '{');
    put_place(json, block->groups[i].place);
    put_tenths(json, "old", old->groups[i]);
    put_tenths(json, "new", made->weights.groups[i]);
    json_close(json, '}');
  }
  json_close(json, ']');
}

static void put_fit(json_out *json, const calibration *made) {
  if (!made->has_fit) {
    json_put_text(json, "fitted", NULL);
    return;
  }
  block_weights old;
  take_weights(made->block, &old);
  put_tally(json, "fitted", &made->after);
  json_put_integer(json, "righted", (int64_t)made->righted);
  json_put_integer(json, "wronged", (int64_t)made->wronged);
  json_put_number(json, "cost", made->cost);
  json_key(json, "at");
  json_open(json, '{');
  put_place(json, made->block->about.place);
  put_tenths(json, "old", old.at);
  put_tenths(json, "new", made->weights.at);
  json_close(json, '}');
  put_terms(json, made, &old);
  free_weights(&old);
}

static void put_block(json_out *json, const calibrate_report *report, const calibration *made) {
  static const char *const outcomes[] = {[OUTCOME_CHANGED] = "changed",
                                         [OUTCOME_FEW] = "too few",
                                         [OUTCOME_ONE_SIDED] = "one-sided",
                                         [OUTCOME_NOT_BETTER] = "not better",
                                         [OUTCOME_SAME] = "same"};
  const lgr_weighing *about = &made->block->about;
  char *path = rubric_path(report->rubric, about->place.origin);
  json_open(json, '{');
  json_put_text(json, "criterion", about->criterion);
  json_put_integer(json, "level", about->level);
  json_put_text(json, "file", path);
  json_put_text(json, "window", about->window);
  json_put_text(json, "needs", about->needs);
  json_put_text(json, "outcome", outcomes[made->outcome]);
  json_put_integer(json, "answers", (int64_t)made->block->answer_count);
  json_put_integer(json, "labelled", (int64_t)made->positive);
  json_put_integer(json, "learnable", (int64_t)made->learnable);
  put_tally(json, "now", &made->before);
  put_fit(json, made);
  json_close(json, '}');
  free(path);
}

static void put_written(json_out *json, const calibrate_report *report) {
  json_key(json, "written");
  json_open(json, '[');
  for (size_t i = 0; report->written != NULL && i < report->written->count; ++i) {
    json_open(json, '{');
    json_put_text(json, "path", report->written->items[i].path);
    json_put_integer(json, "numbers", (int64_t)report->written->items[i].numbers);
    json_close(json, '}');
  }
  json_close(json, ']');
  json_put_integer(json, "tests", (int64_t)report->tests);
  json_put_integer(json, "failed_tests", (int64_t)report->failed_tests);
}

static void put_head(json_out *json, const calibrate_report *report) {
  json_put_integer(json, "calibrate", 1);
  json_put_origin(json, report->rubric->rubric);
  json_put_integer(json, "answers", (int64_t)report->answers);
  json_put_integer(json, "groups", (int64_t)report->groups);
  json_put_integer(json, "folds", (int64_t)report->folds);
  json_put_integer(json, "least", (int64_t)report->least);
}

void write_calibrations_json(const calibrate_report *report) {
  json_out json;
  json_begin(&json, stdout);
  json_open(&json, '{');
  put_head(&json, report);
  json_key(&json, "blocks");
  json_open(&json, '[');
  for (size_t i = 0; i < report->count; ++i) {
    put_block(&json, report, &report->made[i]);
  }
  json_close(&json, ']');
  put_written(&json, report);
  json_close(&json, '}');
  json_end(&json);
}
