#include "check_text.h"

#include <stdbool.h>

#include "message.h"

typedef struct text_run {
  const check_text *text;
  const lgr_report_options *options;
  FILE *file;
} text_run;

typedef enum verdict { PASSED, ACCEPTED, FAILED, SKIPPED, BROKEN, VERDICTS } verdict;

static verdict verdict_of(const check_text *text, const check_visit *visit) {
  if (visit->state != VISIT_CHECKED) {
    return visit->state == VISIT_SKIPPED ? SKIPPED : BROKEN;
  }
  verdict found = PASSED;
  for (size_t i = visit->first; i < visit->first + visit->count; ++i) {
    const lgr_check_status status = text->asked->checks.items[i].status;
    if (status == LGR_CHECK_UNMET) {
      return FAILED;
    }
    found = status == LGR_CHECK_ACCEPTED ? ACCEPTED : found;
  }
  return found;
}

/* -- one answer ------------------------------------------------------------ */

static void put_indented(const text_run *run, const char *label, const char *text) {
  fprintf(run->file, "    %s: ", label);
  print_safely(run->file, text);
  fputc('\n', run->file);
}

static void put_quote(const text_run *run, const lgr_evidence *evidence) {
  fprintf(run->file, "    line %u: \"", (unsigned)evidence->line);
  print_safely(run->file, evidence->text);
  fputs("\"\n", run->file);
}

/* What decided it. */
static void put_grounds(const text_run *run, const lgr_result *result, const asked_check *item) {
  lgr_evidence evidence;
  evidence.size = sizeof evidence;
  if (item->kind == ASKED_SCORE) {
    for (size_t i = 0; lgr_result_cap(result, i) != NULL; ++i) {
      put_indented(run, "capped", lgr_result_cap(result, i));
    }
  } else if (item->kind == ASKED_PENALTY) {
    if (lgr_result_penalty_evidence(result, item->index, 0, &evidence) == LGR_OK) {
      put_quote(run, &evidence);
    }
  } else if (item->kind == ASKED_LEVEL) {
    lgr_criterion_result criterion;
    criterion.size = sizeof criterion;
    if (lgr_result_criterion_evidence(result, item->index, 0, &evidence) == LGR_OK) {
      put_quote(run, &evidence);
    }
    if (lgr_result_criterion(result, item->index, &criterion) == LGR_OK &&
        criterion.reason != NULL && *criterion.reason != '\0') {
      put_indented(run, "reason", criterion.reason);
    }
  }
}

static void put_checks(const text_run *run, const check_visit *visit) {
  const asked_list *asked = run->text->asked;
  for (size_t i = visit->first; i < visit->first + visit->count; ++i) {
    const lgr_check *check = &asked->checks.items[i];
    const bool accepted = check->status == LGR_CHECK_ACCEPTED;
    if (check->status == LGR_CHECK_MET || (accepted && run->options->verbose <= 0)) {
      continue;
    }
    fprintf(run->file, "  %s: ", check->rule);
    print_safely(run->file, check->message);
    fputs(accepted ? " (accepted)\n" : "\n", run->file);
    put_grounds(run, run->text->results[check->result], &asked->items[i]);
  }
}

static void put_visit(const text_run *run, const check_visit *visit, verdict is) {
  static const char *const words[VERDICTS][2] = {
      [PASSED] = {"pass", "32"},
      [ACCEPTED] = {"accepted", "33"},
      [FAILED] = {"FAIL", "1;31"},
      [SKIPPED] = {"skip", "2"},
  };
  if (is == BROKEN || (is != FAILED && run->options->verbose <= 0)) {
    return;
  }
  if (run->options->color) {
    fprintf(run->file, "\033[%sm%s\033[0m ", words[is][1], words[is][0]);
  } else {
    fprintf(run->file, "%s ", words[is][0]);
  }
  print_safely(run->file, visit->path);
  fputc('\n', run->file);
  put_checks(run, visit);
}

/* -- all ------------------------------------------------------------------- */

static void put_totals(FILE *file, const size_t counts[VERDICTS]) {
  static const char *const words[VERDICTS] = {
      [ACCEPTED] = "accepted", [SKIPPED] = "skipped", [BROKEN] = "could not be checked"};
  fprintf(file, "%zu passed, %zu failed", counts[PASSED], counts[FAILED]);
  for (verdict kind = PASSED; kind < VERDICTS; ++kind) {
    if (words[kind] != NULL && counts[kind] > 0) {
      fprintf(file, ", %zu %s", counts[kind], words[kind]);
    }
  }
  fputc('\n', file);
}

void print_notes(FILE *file, const text_list *notes) {
  for (size_t i = 0; i < notes->count; ++i) {
    fputs("note: ", file);
    print_safely(file, notes->items[i]);
    fputc('\n', file);
  }
}

int write_check_text(const void *context, const lgr_report_options *options, FILE *file) {
  const text_run run = {context, options, file};
  size_t counts[VERDICTS] = {0};
  for (size_t i = 0; i < run.text->visits->count; ++i) {
    const check_visit *visit = &run.text->visits->items[i];
    const verdict is = verdict_of(run.text, visit);
    ++counts[is];
    if (options->verbose >= 0) {
      put_visit(&run, visit, is);
    }
  }
  if (options->verbose >= 0) {
    print_notes(file, run.text->notes);
  }
  put_totals(file, counts);
  return ferror(file) == 0 ? STATUS_DONE : STATUS_FAILED;
}
