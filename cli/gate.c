#include "gate.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "load.h"
#include "message.h"
#include "support.h"

/* -- reading --------------------------------------------------------------- */

static int unknown_band(const lgr_rubric *rubric, const char *name) {
  const size_t count = lgr_rubric_band_count(rubric);
  const char **names = take_memory(count, sizeof *names);
  char *hint = format_text("it takes a score from 0 to 100%s", count > 0 ? " or one of" : "");
  for (size_t i = 0; i < count; ++i) {
    lgr_band band;
    band.size = sizeof band;
    names[i] = lgr_rubric_band(rubric, i, &band) == LGR_OK ? band.name : "";
    char *longer = format_text("%s%s %s", hint, i > 0 ? "," : "", names[i]);
    free(hint);
    hint = longer;
  }
  const char *nearest = nearest_name(name, names, count);
  if (nearest != NULL) {
    free(hint);
    hint = format_text("did you mean %s?", nearest);
  }
  const int status = usage_error(hint, "--fail-under %s is neither a score nor a band of %s", name,
                                 lgr_rubric_id(rubric));
  free(hint);
  free(names);
  return status;
}

static int read_under(const char *text, const lgr_rubric *rubric, cli_gates *out) {
  out->under = text;
  for (size_t i = 0; i < lgr_rubric_band_count(rubric); ++i) {
    lgr_band band;
    band.size = sizeof band;
    if (lgr_rubric_band(rubric, i, &band) == LGR_OK && strcmp(band.name, text) == 0) {
      out->under_score = band.at;
      out->is_band = true;
      return STATUS_DONE;
    }
  }
  if (parse_milli(text, strlen(text), &out->under_score)) {
    if (out->under_score < 0 || out->under_score > 100000) {
      return usage_error(NULL, "--fail-under takes a score from 0 to 100, not %s", text);
    }
    return STATUS_DONE;
  }
  return unknown_band(rubric, text);
}

static bool rubric_has(const lgr_rubric *rubric, const char *id) {
  for (size_t i = 0; i < lgr_rubric_criterion_count(rubric); ++i) {
    lgr_criterion criterion;
    criterion.size = sizeof criterion;
    if (lgr_rubric_criterion(rubric, i, &criterion) == LGR_OK && strcmp(criterion.id, id) == 0) {
      return true;
    }
  }
  for (size_t i = 0; i < lgr_rubric_penalty_count(rubric); ++i) {
    lgr_penalty penalty;
    penalty.size = sizeof penalty;
    if (lgr_rubric_penalty(rubric, i, &penalty) == LGR_OK && strcmp(penalty.id, id) == 0) {
      return true;
    }
  }
  return false;
}

static int read_rule(const char *id, const lgr_rubric *rubric, cli_gates *out) {
  if (rubric_has(rubric, id)) {
    out->rules[out->rule_count++] = id;
    return STATUS_DONE;
  }
  const char *nearest = nearest_rule(rubric, id);
  char *hint = nearest != NULL
                   ? format_text("did you mean %s?", nearest)
                   : format_text("grade rubrics %s lists the ids", lgr_rubric_id(rubric));
  const int status =
      usage_error(hint, "--fail-on %s: the rubric %s has no such criterion or penalty", id,
                  lgr_rubric_id(rubric));
  free(hint);
  return status;
}

int read_gates(const cli_arguments *arguments, const lgr_rubric *rubric, cli_gates *out) {
  memset(out, 0, sizeof *out);
  out->rules = take_memory(arguments->setting_count, sizeof *out->rules);
  const char *under = option_value(arguments, "fail-under");
  int status = under != NULL ? read_under(under, rubric, out) : STATUS_DONE;
  size_t cursor = 0;
  for (const char *id; (id = next_option_value(arguments, "fail-on", &cursor)) != NULL;) {
    status = worse_status(status, read_rule(id, rubric, out));
  }
  return status;
}

void free_gates(cli_gates *gates) {
  free(gates->rules);
  memset(gates, 0, sizeof *gates);
}

/* -- checking -------------------------------------------------------------- */

/* "70", or "senior (70)". */
static char *place_text(const char *band, int64_t score) {
  char number[MILLI_TEXT];
  milli_text(score, number);
  return band != NULL ? format_text("%s (%s)", band, number) : format_text("%s", number);
}

static void add_under(const cli_gates *gates, const lgr_result *result, size_t index,
                      check_list *out) {
  const int64_t score = lgr_result_score(result);
  char *wanted = place_text(gates->is_band ? gates->under : NULL, gates->under_score);
  char *got = place_text(gates->is_band ? lgr_result_band(result) : NULL, score);
  add_check(out, index, gates->is_band ? "band" : "score", score >= gates->under_score,
            format_text("expected at least %s, got %s (--fail-under)", wanted, got));
  free(wanted);
  free(got);
}

static bool is_gated(const cli_gates *gates, const char *id) {
  for (size_t i = 0; i < gates->rule_count; ++i) {
    if (strcmp(gates->rules[i], id) == 0) {
      return true;
    }
  }
  return false;
}

static void add_criteria(const cli_gates *gates, const lgr_result *result, size_t index,
                         check_list *out) {
  lgr_criterion_result criterion;
  criterion.size = sizeof criterion;
  for (size_t i = 0; lgr_result_criterion(result, i, &criterion) == LGR_OK; ++i) {
    if (is_gated(gates, criterion.id)) {
      add_check(out, index, criterion.id, criterion.level > 0,
                format_text("expected at least level 1, got level %u (--fail-on)",
                            (unsigned)criterion.level));
    }
  }
}

static void add_penalties(const cli_gates *gates, const lgr_result *result, size_t index,
                          check_list *out) {
  lgr_penalty_result penalty;
  penalty.size = sizeof penalty;
  for (size_t i = 0; lgr_result_penalty(result, i, &penalty) == LGR_OK; ++i) {
    if (is_gated(gates, penalty.id)) {
      add_check(out, index, penalty.id, penalty.present == 0,
                format_text("expected absent, got %s (--fail-on)",
                            penalty.present != 0 ? "present" : "absent"));
    }
  }
}

void add_gates(const cli_gates *gates, const lgr_result *result, size_t index, check_list *out) {
  if (gates->under != NULL) {
    add_under(gates, result, index, out);
  }
  if (gates->rule_count > 0) {
    add_criteria(gates, result, index, out);
    add_penalties(gates, result, index, out);
  }
}

void note_gates(const check_list *checks, size_t first, const lgr_result *result,
                gate_notes *notes) {
  for (size_t i = first; i < checks->count; ++i) {
    const lgr_check *check = &checks->items[i];
    if (check->status == LGR_CHECK_UNMET) {
      const char *path = lgr_result_path(result);
      text_list_add(&notes->paths, copy_text(path, strlen(path)));
      text_list_add(&notes->words, format_text("%s: %s", check->rule, check->message));
    }
  }
}

int tell_gates(const gate_notes *notes) {
  for (size_t i = 0; i < notes->paths.count; ++i) {
    fputs("grade: ", stderr);
    print_safely(stderr, notes->paths.items[i]);
    fprintf(stderr, ": %s\n", notes->words.items[i]);
  }
  return notes->paths.count > 0 ? STATUS_UNMET : STATUS_DONE;
}

void free_notes(gate_notes *notes) {
  text_list_free(&notes->paths);
  text_list_free(&notes->words);
}
