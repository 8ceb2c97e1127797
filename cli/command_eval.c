/* grade eval: how far a rubric agrees with expert marks. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <libgrade/libgrade.h>

#include "command.h"
#include "eval_report.h"
#include "jobs.h"
#include "jobs_files.h"
#include "labelled.h"
#include "message.h"
#include "progress.h"
#include "session.h"
#include "support.h"

static const cli_option options[] = {
    RUBRIC_OPTION,
    {"by", '\0', "signal", "What every signal does for right and for false awards."},
    {"errors", '\0', "ID", "Every disagreement on a criterion or penalty; repeatable."},
    {"folds", '\0', "K", "The figures for each of K folds; a prompt's answers stay together."},
    {"bootstrap", '\0', "ROUNDS", "Samples for the interval of kappa. Default: 1000."},
    {"seed", '\0', "NUMBER", "Which samples are drawn. Default: 1."},
    {"fail-under", '\0', "KAPPA", "Status 1 when the pooled kappa is lower."},
    JOBS_OPTION,
    {"format", 'f', "text|markdown|json", "text (default), markdown or json."},
    {"quiet", 'q', NULL, "Only the overall figures."},
    COMMON_OPTIONS};

static const cli_example examples[] = {
    {"grade eval corpus/", "Tables of agreement with the marks in the .labels.json files."},
    {"grade eval --errors scope.volume corpus/",
     "Where one criterion goes wrong, and on what words."},
    {"grade eval -q --fail-under 0.7 corpus/", "For CI."},
    {NULL, NULL}};

enum { DEFAULT_FOLDS = 5, DEFAULT_ROUNDS = 1000, MOST_ROUNDS = 1000000 };

typedef struct eval_run {
  cli_session session;
  labelled_set set;
  eval_data data;
  eval_errors errors;
  eval_signals signals;
  eval_report report;
  eval_format format;
  size_t jobs;
  bool by_signal;
  size_t folds; /* 0: not asked for */
  bool has_gate;
  int64_t gate; /* thousandths */
} eval_run;

/* -- options ------------------------------------------------------------------- */

/* A whole number from `least` to `most`; `out` keeps what it has when the option
 * is not given. */
static int read_number(const cli_arguments *arguments, const char *name, uint64_t least,
                       uint64_t most, uint64_t *out) {
  const char *text = option_value(arguments, name);
  if (text == NULL) {
    return STATUS_DONE;
  }
  uint64_t value = 0;
  size_t digits = 0;
  for (; text[digits] >= '0' && text[digits] <= '9' && value <= most; ++digits) {
    value = value * 10 + (uint64_t)(text[digits] - '0');
  }
  if (digits == 0 || text[digits] != '\0' || value < least || value > most) {
    return usage_error(NULL, "--%s must be a whole number from %llu to %llu, not %s", name,
                       (unsigned long long)least, (unsigned long long)most, text);
  }
  *out = value;
  return STATUS_DONE;
}

static int read_numbers(const cli_arguments *arguments, eval_run *run) {
  uint64_t folds = 0;
  uint64_t rounds = DEFAULT_ROUNDS;
  run->report.seed = 1;
  int status = read_number(arguments, "folds", 2, 1000, &folds);
  status = worse_status(status, read_number(arguments, "bootstrap", 1, MOST_ROUNDS, &rounds));
  status = worse_status(
      status, read_number(arguments, "seed", 0, UINT64_C(9007199254740991), &run->report.seed));
  run->folds = (size_t)folds;
  run->report.rounds = (size_t)rounds;
  return status;
}

static int read_gate(const cli_arguments *arguments, eval_run *run) {
  const char *text = option_value(arguments, "fail-under");
  run->has_gate = text != NULL;
  if (text != NULL &&
      (!parse_milli(text, strlen(text), &run->gate) || run->gate < -1000 || run->gate > 1000)) {
    return usage_error(NULL, "--fail-under must be a kappa from -1 to 1, not %s", text);
  }
  return STATUS_DONE;
}

static int read_format(const cli_arguments *arguments, eval_run *run) {
  static const char *const names[] = {
      [FORMAT_TEXT] = "text", [FORMAT_MARKDOWN] = "markdown", [FORMAT_JSON] = "json"};
  const char *text = option_value(arguments, "format");
  for (size_t i = 0; text != NULL && i < sizeof names / sizeof *names; ++i) {
    if (strcmp(text, names[i]) == 0) {
      run->format = (eval_format)i;
      return STATUS_DONE;
    }
  }
  return text == NULL ? STATUS_DONE
                      : usage_error("text, markdown and json are known", "unknown format %s", text);
}

static int read_options(const cli_arguments *arguments, eval_run *run) {
  const char *by = option_value(arguments, "by");
  run->by_signal = by != NULL;
  run->report.quiet = has_option(arguments, "quiet");
  if (by != NULL && strcmp(by, "signal") != 0) {
    return usage_error("--by signal", "--by knows signal only, not %s", by);
  }
  int status = read_numbers(arguments, run);
  status = worse_status(status, read_gate(arguments, run));
  status = worse_status(status, read_jobs(arguments, &run->jobs));
  return worse_status(status, read_format(arguments, run));
}

/* -- what is asked of the rubric and the set ----------------------------------------- */

static int read_errors(const cli_arguments *arguments, eval_run *run) {
  const eval_data *data = &run->data;
  size_t cursor = 0;
  run->errors.rules = take_memory(arguments->setting_count, sizeof *run->errors.rules);
  for (const char *id; (id = next_option_value(arguments, "errors", &cursor)) != NULL;) {
    size_t rule = 0;
    while (rule < data->rule_count && strcmp(data->rules[rule].id, id) != 0) {
      ++rule;
    }
    if (rule == data->rule_count) {
      return unknown_rule(data->rubric, id);
    }
    bool known = false;
    for (size_t i = 0; i < run->errors.rule_count; ++i) {
      known = known || run->errors.rules[i] == rule;
    }
    if (!known) {
      run->errors.rules[run->errors.rule_count++] = rule;
    }
  }
  return STATUS_DONE;
}

/* As asked for, else five or as many as there are groups. */
static int begin_data(eval_run *run) {
  size_t *groups = take_memory(run->set.count, sizeof *groups);
  const size_t count = number_groups(&run->set, groups);
  free(groups);
  if (run->folds > count) {
    return usage_error("answers to one prompt stay in one fold",
                       "--folds %zu needs as many groups of answers, and there are %zu", run->folds,
                       count);
  }
  const size_t usual = count < DEFAULT_FOLDS ? count : DEFAULT_FOLDS;
  eval_begin(&run->data, run->session.rubric.rubric, &run->set,
             run->folds > 0 ? run->folds : usual);
  return STATUS_DONE;
}

/* -- grading ------------------------------------------------------------------- */

static int add_result(eval_run *run, size_t item, const lgr_answer *answer,
                      const lgr_result *result) {
  if (!lgr_result_complete(result)) {
    report_error(NULL, answer->name, CODE_NOT_GRADED, NULL, "a limit left a verdict undetermined");
    return STATUS_FAILED;
  }
  eval_add(&run->data, &run->set, item, answer->text, answer->length, result);
  errors_add(&run->errors, &run->data, answer->text, answer->length, result);
  const lgr_status status =
      run->by_signal ? signals_add(&run->signals, &run->data, run->session.grader, answer) : LGR_OK;
  if (status != LGR_OK) {
    report_error(NULL, answer->name, CODE_NOT_GRADED, NULL, "its signals cannot be told: %s",
                 lgr_status_text(status));
    return STATUS_FAILED;
  }
  return STATUS_DONE;
}

static const char *name_answer(void *context, size_t index, const char **prompt) {
  const labelled_answer *labelled = &((const eval_run *)context)->set.items[index];
  *prompt = labelled->prompt;
  return labelled->path;
}

static int take_graded(void *context, size_t index, graded_file *file) {
  if (file->result == NULL) {
    report_ungraded(file, NULL);
    return STATUS_FAILED;
  }
  return add_result(context, index, &file->answer, file->result);
}

/* Signals are told by the grader of the session, which must not be at work then. */
static int grade_set(eval_run *run) {
  const file_jobs files = {.rubric = run->session.rubric.rubric,
                           .jobs = run->jobs,
                           .grader = run->jobs == 1 ? run->session.grader : NULL,
                           .count = run->set.count,
                           .name = name_answer,
                           .take = take_graded,
                           .context = run};
  begin_progress(run->set.count);
  const int status = grade_files(&files);
  end_progress();
  return status;
}

/* -- reporting ------------------------------------------------------------------ */

static void write_report(eval_run *run) {
  eval_report *report = &run->report;
  eval_tell_from_length(&run->data);
  errors_sort(&run->errors);
  signals_sum_up(&run->signals);
  report->data = &run->data;
  report->errors = &run->errors;
  report->signals = run->by_signal ? &run->signals : NULL;
  report->left_out = run->set.count - run->data.count;
  figures_take(&run->data, ALL_ANSWERS, BY_GRADER, &report->grader);
  figures_take(&run->data, ALL_ANSWERS, BY_LENGTH, &report->length);
  figures_interval(&run->data, report->rounds, report->seed, report->interval);
  if (run->folds > 0) {
    folds_take(&run->data, &report->folds);
  }
  if (run->format == FORMAT_JSON) {
    write_eval_json(report, stdout);
  } else {
    write_eval_page(report, stdout, run->format == FORMAT_MARKDOWN);
  }
}

/* A kappa that is not defined meets no gate. */
static int check_gate(const eval_run *run) {
  const double kappa = quadratic_kappa(&run->report.grader.pooled);
  const bool met = is_defined(kappa) && kappa * 1000 >= (double)run->gate;
  return run->has_gate && !met ? STATUS_UNMET : STATUS_DONE;
}

static int evaluate(eval_run *run, const cli_arguments *arguments) {
  int status =
      load_labelled((char *const *)arguments->operands, arguments->operand_count, &run->set);
  status = worse_status(status, fit_labelled(&run->set, run->session.rubric.rubric));
  if (run->set.count == 0) {
    return STATUS_FAILED;
  }
  if (begin_data(run) != STATUS_DONE || read_errors(arguments, run) != STATUS_DONE) {
    return STATUS_FAILED;
  }
  status = worse_status(status, grade_set(run));
  write_report(run);
  return worse_status(status, check_gate(run));
}

static void free_run(eval_run *run) {
  folds_free(&run->report.folds);
  figures_free(&run->report.length);
  figures_free(&run->report.grader);
  signals_free(&run->signals);
  errors_free(&run->errors);
  eval_free(&run->data);
  free_labelled(&run->set);
  close_session(&run->session);
}

static int run_eval(const cli_arguments *arguments) {
  if (arguments->operand_count == 0) {
    return usage_error("grade eval corpus/", "grade eval needs a folder");
  }
  eval_run run;
  memset(&run, 0, sizeof run);
  int status = read_options(arguments, &run);
  if (status == STATUS_DONE) {
    status = open_session(&run.session, option_value(arguments, "rubric"));
  }
  if (status == STATUS_DONE) {
    status = evaluate(&run, arguments);
  }
  free_run(&run);
  return status;
}

const cli_command command_eval = {
    .name = "eval",
    .summary = "Measure the agreement with expert marks.",
    .usage = "eval [OPTIONS] FOLDER...",
    .description =
        "Grades the answer beside every NAME.labels.json under the folders and compares levels and "
        "penalties with the marks in there:\n\n"
        "    {\"prompt\": \"question.md\",\n"
        "     \"levels\": {\"scope.volume\": 2, \"store.format\": 0},\n"
        "     \"penalties\": {\"anti.tools_first\": 1},\n"
        "     \"evidence\": {\"scope.volume\": \"how many clicks a second?\"}}\n\n"
        "Prints false and missed awards, precision, recall and F1, quadratic weighted kappa with "
        "an interval, and what the length of the answers alone would reach. grade-eval(1) has "
        "every formula. A prompt that is no path only says which answers belong together. What "
        "is not labelled is not compared.",
    .operands = "FOLDER",
    .options = options,
    .examples = examples,
    .run = run_eval,
};
