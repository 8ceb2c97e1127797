#include "expect.h"

#include <stdlib.h>
#include <string.h>

#include "load.h"
#include "message.h"
#include "support.h"

enum { LEVELS = 32 };

/* -- fitting --------------------------------------------------------------- */

static bool has_criterion(const lgr_rubric *rubric, const char *id) {
  lgr_criterion criterion;
  return find_criterion(rubric, id, &criterion);
}

static bool has_band(const lgr_rubric *rubric, const char *name) {
  lgr_band band;
  band.size = sizeof band;
  for (size_t i = 0; lgr_rubric_band(rubric, i, &band) == LGR_OK; ++i) {
    if (strcmp(band.name, name) == 0) {
      return true;
    }
  }
  return false;
}

static bool rules_fit(const expected_rules *rules, const lgr_rubric *rubric, const char *kind,
                      bool (*has)(const lgr_rubric *, const char *), const char *labels_path) {
  bool fit = true;
  for (size_t i = 0; i < rules->count; ++i) {
    const char *id = rules->items[i].id;
    if (has(rubric, id)) {
      continue;
    }
    const char *nearest = nearest_rule(rubric, id);
    char *hint = nearest != NULL ? format_text("did you mean \"%s\"?", nearest) : NULL;
    report_error(NULL, labels_path, CODE_LABELS_VALUE, hint, "the rubric %s has no %s \"%s\"",
                 lgr_rubric_id(rubric), kind, id);
    free(hint);
    fit = false;
  }
  return fit;
}

bool expectations_fit(const cli_labels *labels, const lgr_rubric *rubric, const char *labels_path) {
  bool fit = rules_fit(&labels->levels, rubric, "criterion", has_criterion, labels_path);
  fit = rules_fit(&labels->penalties, rubric, "penalty", has_penalty, labels_path) && fit;
  for (size_t i = 0; i < labels->bands.count; ++i) {
    if (!has_band(rubric, labels->bands.items[i])) {
      report_error(NULL, labels_path, CODE_LABELS_VALUE, NULL, "the rubric %s has no band \"%s\"",
                   lgr_rubric_id(rubric), labels->bands.items[i]);
      fit = false;
    }
  }
  return fit;
}

/* -- comparing ------------------------------------------------------------- */

typedef struct expect_run {
  const lgr_result *result;
  const char *path;
  FILE *out; /* or NULL */
  size_t unmet;
} expect_run;

/* Counts one; begins its line, under the path before the first. Returns whether
 * there is anything to print to. */
static bool unmet(expect_run *comparison, const char *what) {
  const bool first = comparison->unmet++ == 0;
  if (comparison->out == NULL) {
    return false;
  }
  if (first) {
    fputs("FAIL ", comparison->out);
    print_safely(comparison->out, comparison->path);
    fputc('\n', comparison->out);
  }
  fprintf(comparison->out, "  %s: ", what);
  return true;
}

static void print_quote(FILE *out, const lgr_evidence *evidence) {
  fprintf(out, "    line %u: \"", (unsigned)evidence->line);
  print_safely(out, evidence->text);
  fputs("\"\n", out);
}

/* "level 2", "level 1 or 2". */
static void print_allowed(FILE *out, uint32_t allowed) {
  bool first = true;
  for (unsigned level = 0; level < LEVELS; ++level) {
    if ((allowed >> level & 1u) != 0) {
      fprintf(out, "%s%u", first ? "" : " or ", level);
      first = false;
    }
  }
}

static void compare_score(expect_run *comparison, const cli_labels *labels) {
  const int64_t score = lgr_result_score(comparison->result);
  if (!labels->has_score || (score >= labels->score[0] && score <= labels->score[1])) {
    return;
  }
  if (unmet(comparison, "score")) {
    char low[MILLI_TEXT];
    char high[MILLI_TEXT];
    char got[MILLI_TEXT];
    fprintf(comparison->out, "expected %s", milli_text(labels->score[0], low));
    if (labels->score[0] != labels->score[1]) {
      fprintf(comparison->out, " to %s", milli_text(labels->score[1], high));
    }
    fprintf(comparison->out, ", got %s\n", milli_text(score, got));
    for (size_t i = 0; lgr_result_cap(comparison->result, i) != NULL; ++i) {
      fputs("    capped: ", comparison->out);
      print_safely(comparison->out, lgr_result_cap(comparison->result, i));
      fputc('\n', comparison->out);
    }
  }
}

static void compare_band(expect_run *comparison, const cli_labels *labels) {
  const char *band = lgr_result_band(comparison->result);
  for (size_t i = 0; i < labels->bands.count; ++i) {
    if (band != NULL && strcmp(labels->bands.items[i], band) == 0) {
      return;
    }
  }
  if (labels->bands.count > 0 && unmet(comparison, "band")) {
    fputs("expected ", comparison->out);
    for (size_t i = 0; i < labels->bands.count; ++i) {
      fprintf(comparison->out, "%s%s", i > 0 ? " or " : "", labels->bands.items[i]);
    }
    fprintf(comparison->out, ", got %s\n", band == NULL ? "none" : band);
  }
}

static void compare_design(expect_run *comparison, const cli_labels *labels) {
  const bool design = lgr_result_is_design(comparison->result) != 0;
  if (labels->has_design && labels->design != design && unmet(comparison, "design")) {
    fprintf(comparison->out, "expected %s, got %s\n", labels->design ? "a design" : "no design",
            design ? "a design" : "no design");
  }
}

static const expected_rule *find_rule(const expected_rules *rules, const char *id) {
  for (size_t i = rules->count; i > 0; --i) {
    if (strcmp(rules->items[i - 1].id, id) == 0) {
      return &rules->items[i - 1];
    }
  }
  return NULL;
}

static void print_criterion(expect_run *comparison, size_t index, uint32_t allowed,
                            const lgr_criterion_result *criterion) {
  fputs("expected level ", comparison->out);
  print_allowed(comparison->out, allowed);
  fprintf(comparison->out, ", got %u\n", (unsigned)criterion->level);
  lgr_evidence evidence;
  evidence.size = sizeof evidence;
  if (lgr_result_criterion_evidence(comparison->result, index, 0, &evidence) == LGR_OK) {
    print_quote(comparison->out, &evidence);
  }
  if (criterion->reason != NULL && *criterion->reason != '\0') {
    fputs("    reason: ", comparison->out);
    print_safely(comparison->out, criterion->reason);
    fputc('\n', comparison->out);
  }
}

static void compare_levels(expect_run *comparison, const cli_labels *labels) {
  lgr_criterion_result criterion;
  criterion.size = sizeof criterion;
  for (size_t i = 0; lgr_result_criterion(comparison->result, i, &criterion) == LGR_OK; ++i) {
    const expected_rule *rule = find_rule(&labels->levels, criterion.id);
    const bool met =
        rule == NULL || (criterion.level < LEVELS && (rule->allowed >> criterion.level & 1u) != 0);
    if (!met && unmet(comparison, criterion.id)) {
      print_criterion(comparison, i, rule->allowed, &criterion);
    }
  }
}

static void compare_penalties(expect_run *comparison, const cli_labels *labels) {
  lgr_penalty_result penalty;
  penalty.size = sizeof penalty;
  for (size_t i = 0; lgr_result_penalty(comparison->result, i, &penalty) == LGR_OK; ++i) {
    const expected_rule *rule = find_rule(&labels->penalties, penalty.id);
    const unsigned present = penalty.present != 0 ? 1 : 0;
    if (rule == NULL || (rule->allowed >> present & 1u) != 0 || !unmet(comparison, penalty.id)) {
      continue;
    }
    fprintf(comparison->out, "expected %s, got %s\n", present ? "absent" : "present",
            present ? "present" : "absent");
    lgr_evidence evidence;
    evidence.size = sizeof evidence;
    if (lgr_result_penalty_evidence(comparison->result, i, 0, &evidence) == LGR_OK) {
      print_quote(comparison->out, &evidence);
    }
  }
}

size_t check_expectations(const cli_labels *labels, const lgr_result *result, const char *path,
                          FILE *out) {
  expect_run comparison = {result, path, out, 0};
  compare_score(&comparison, labels);
  compare_band(&comparison, labels);
  compare_design(&comparison, labels);
  compare_levels(&comparison, labels);
  compare_penalties(&comparison, labels);
  return comparison.unmet;
}
