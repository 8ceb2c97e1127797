/* grade calibrate: fits the weights of a rubric on labelled answers. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <libgrade/libgrade.h>

#include "calibrate_report.h"
#include "command.h"
#include "fit.h"
#include "labelled.h"
#include "message.h"
#include "session.h"
#include "support.h"

static const cli_option options[] = {
    RUBRIC_OPTION,
    {"criterion", 'c', "ID", "Only the weights of this criterion. Can be given several times."},
    {"folds", '\0', "N",
     "Cross-validate over so many parts, 3 to 20; answers to one prompt stay together. Default: 5, "
     "or as many as there are prompts."},
    {"least", '\0', "N",
     "Keep a block as it is with fewer answers to learn from that reach its level. Default: 16."},
    {"write", 'w', NULL,
     "Put the new numbers into the rubric's files. Nothing else changes there."},
    {"format", 'f', "text|json", "text (default) or json."},
    {"verbose", 'v', NULL, "Show the fitted weights of blocks that are kept, too."},
    {"quiet", 'q', NULL, "Only the summary."},
    COMMON_OPTIONS};

static const cli_example examples[] = {
    {"grade calibrate --rubric rubric.yaml labelled/", "What fitted weights would change."},
    {"grade calibrate --rubric rubric.yaml --write -c store.compaction labelled/",
     "Fit one criterion and write its numbers into rubric.yaml."},
    {NULL, NULL}};

enum { DEFAULT_FOLDS = 5, DEFAULT_LEAST = 16, MOST_LEAST = 1000000 };

typedef struct calibrate_run {
  const cli_arguments *arguments;
  const char *rubric_name; /* NULL: the default */
  size_t folds;            /* 0: as many as fit, up to DEFAULT_FOLDS */
  size_t least;
  bool json;
  bool write;
  int verbose;
  cli_session session;
  labelled_set answers;
  weigh_blocks blocks;
  bool *wanted; /* by block */
  calibration *made;
  size_t made_count;
} calibrate_run;

/* -- options ----------------------------------------------------------------- */

static int read_count(const cli_arguments *arguments, const char *name, unsigned long least,
                      unsigned long most, size_t *out) {
  const char *text = option_value(arguments, name);
  if (text == NULL) {
    return STATUS_DONE;
  }
  char *end = NULL;
  const unsigned long value = strtoul(text, &end, 10);
  if (*text < '0' || *text > '9' || *end != '\0' || value < least || value > most) {
    return usage_error(NULL, "--%s takes a whole number from %lu to %lu, not %s", name, least, most,
                       text);
  }
  *out = (size_t)value;
  return STATUS_DONE;
}

static int read_format(calibrate_run *run) {
  const char *format = option_value(run->arguments, "format");
  run->json = format != NULL && strcmp(format, "json") == 0;
  if (format != NULL && !run->json && strcmp(format, "text") != 0) {
    return usage_error("formats are text and json", "unknown format %s", format);
  }
  return STATUS_DONE;
}

static int read_options(calibrate_run *run) {
  const cli_arguments *arguments = run->arguments;
  const bool quiet = has_option(arguments, "quiet");
  run->rubric_name = option_value(arguments, "rubric");
  run->write = has_option(arguments, "write");
  run->verbose = quiet ? -1 : has_option(arguments, "verbose") ? 1 : 0;
  run->least = DEFAULT_LEAST;
  if (quiet && has_option(arguments, "verbose")) {
    return usage_error(NULL, "--verbose and --quiet exclude each other");
  }
  if (run->write && (run->rubric_name == NULL || is_builtin(run->rubric_name))) {
    return usage_error("give --rubric a YAML file; grade rubrics --source shows the built-in ones",
                       "--write cannot change a rubric that is part of the program");
  }
  int status = read_format(run);
  if (status == STATUS_DONE) {
    status = read_count(arguments, "folds", FEWEST_FOLDS, MOST_FOLDS, &run->folds);
  }
  if (status == STATUS_DONE) {
    status = read_count(arguments, "least", 1, MOST_LEAST, &run->least);
  }
  return status;
}

/* -- what is fitted ---------------------------------------------------------- */

static int no_weights(const calibrate_run *run, const char *id) {
  const lgr_rubric *rubric = run->session.rubric.rubric;
  lgr_criterion criterion;
  criterion.size = sizeof criterion;
  for (size_t i = 0; lgr_rubric_criterion(rubric, i, &criterion) == LGR_OK; ++i) {
    if (strcmp(criterion.id, id) == 0) {
      return usage_error(NULL, "no level of %s has weights", id);
    }
  }
  const char *nearest = nearest_rule(rubric, id);
  char *hint = nearest != NULL ? format_text("did you mean %s?", nearest) : NULL;
  const int status =
      usage_error(hint, "the rubric %s has no criterion %s", lgr_rubric_id(rubric), id);
  free(hint);
  return status;
}

/* Marks the blocks that --criterion names, or all. */
static int choose_blocks(calibrate_run *run) {
  size_t cursor = 0;
  const char *id = next_option_value(run->arguments, "criterion", &cursor);
  const bool all = id == NULL;
  run->wanted = take_memory(run->blocks.count, sizeof *run->wanted);
  for (; id != NULL; id = next_option_value(run->arguments, "criterion", &cursor)) {
    bool found = false;
    for (size_t i = 0; i < run->blocks.count; ++i) {
      const bool named = strcmp(run->blocks.items[i].about.criterion, id) == 0;
      run->wanted[i] |= named;
      found |= named;
    }
    if (!found) {
      return no_weights(run, id);
    }
  }
  for (size_t i = 0; i < run->blocks.count && all; ++i) {
    run->wanted[i] = true;
  }
  return run->blocks.count > 0 ? STATUS_DONE
                               : usage_error(NULL, "no level of the rubric %s has weights",
                                             lgr_rubric_id(run->session.rubric.rubric));
}

/* -- answers ----------------------------------------------------------------- */

static int load_answers(calibrate_run *run) {
  text_list folders = {NULL, 0, 0};
  for (size_t i = 0; i < run->arguments->operand_count; ++i) {
    const char *folder = run->arguments->operands[i];
    text_list_add(&folders, copy_text(folder, strlen(folder)));
  }
  int status = load_labelled(folders.items, folders.count, &run->answers);
  text_list_free(&folders);
  return worse_status(status, fit_labelled(&run->answers, run->session.rubric.rubric));
}

/* Decides on the number of folds and deals the answers. */
static int deal(calibrate_run *run, size_t groups, size_t *fold_of) {
  const size_t most = run->folds != 0 ? run->folds : DEFAULT_FOLDS;
  if (groups < FEWEST_FOLDS) {
    return usage_error("answers to one prompt are one group",
                       "the answers make %zu group%s; %d are needed to keep some aside", groups,
                       groups == 1 ? "" : "s", FEWEST_FOLDS);
  }
  if (run->folds > groups) {
    return usage_error(NULL, "--folds %zu is too many: the answers make %zu groups", run->folds,
                       groups);
  }
  run->folds = most < groups ? most : groups;
  return deal_folds(&run->answers, run->folds, fold_of)
             ? STATUS_DONE
             : usage_error(NULL, "the answers cannot be dealt to %zu folds", run->folds);
}

static int weigh_answers(calibrate_run *run, const size_t *fold_of) {
  int status = STATUS_DONE;
  for (size_t i = 0; i < run->answers.count; ++i) {
    status = worse_status(
        status, add_answer(&run->blocks, &run->session, &run->answers.items[i], fold_of[i]));
  }
  return status;
}

/* -- results ----------------------------------------------------------------- */

static void calibrate_all(calibrate_run *run) {
  run->made = take_memory(run->blocks.count, sizeof *run->made);
  for (size_t i = 0; i < run->blocks.count; ++i) {
    if (run->wanted[i]) {
      calibrate_block(&run->blocks.items[i], run->folds, run->least, &run->made[run->made_count++]);
    }
  }
}

/* Reads what was written once more and runs its tests. */
static int test_written(const calibrate_run *run, calibrate_report *report) {
  loaded_rubric again;
  int status = need_rubric(run->rubric_name, &again);
  if (status == STATUS_DONE &&
      lgr_rubric_test(again.rubric, NULL, NULL, &report->failed_tests, &report->tests) != LGR_OK) {
    status = usage_error(NULL, "the tests of %s cannot be run", run->rubric_name);
  }
  free_rubric(&again);
  return status;
}

static int report_all(calibrate_run *run, size_t groups) {
  written_files written = {NULL, 0};
  calibrate_report report;
  memset(&report, 0, sizeof report);
  report.rubric = &run->session.rubric;
  report.answers = run->answers.count;
  report.groups = groups;
  report.folds = run->folds;
  report.least = run->least;
  report.made = run->made;
  report.count = run->made_count;
  report.verbose = run->verbose;
  int status = STATUS_DONE;
  if (run->write) {
    status = write_calibrations(&run->session.rubric, &run->blocks, run->made, run->made_count,
                                &written);
    report.written = &written;
    if (written.count > 0) {
      status = worse_status(status, test_written(run, &report));
    }
  }
  if (run->json) {
    write_calibrations_json(&report);
  } else {
    print_calibrations(&report);
  }
  free_written(&written);
  return status;
}

static int calibrate(calibrate_run *run) {
  int status = open_session(&run->session, run->rubric_name);
  if (status != STATUS_DONE) {
    return status;
  }
  take_blocks(run->session.rubric.rubric, &run->blocks);
  if ((status = choose_blocks(run)) != STATUS_DONE) {
    return status;
  }
  status = load_answers(run);
  size_t *fold_of = take_memory(run->answers.count, sizeof *fold_of);
  const size_t groups = number_groups(&run->answers, fold_of);
  const int dealt = deal(run, groups, fold_of);
  if (dealt == STATUS_DONE) {
    status = worse_status(status, weigh_answers(run, fold_of));
    calibrate_all(run);
    status = worse_status(status, report_all(run, groups));
  }
  free(fold_of);
  return worse_status(status, dealt);
}

static void end_run(calibrate_run *run) {
  for (size_t i = 0; i < run->made_count; ++i) {
    free_calibration(&run->made[i]);
  }
  free(run->made);
  free(run->wanted);
  free_blocks(&run->blocks);
  free_labelled(&run->answers);
  close_session(&run->session);
}

static int run_calibrate(const cli_arguments *arguments) {
  if (arguments->operand_count == 0) {
    return usage_error("grade calibrate --rubric rubric.yaml labelled/",
                       "grade calibrate needs a folder of labelled answers");
  }
  if (!fit_open()) {
    return usage_error("install it (Debian: liblinear4)",
                       "grade calibrate needs liblinear, which cannot be loaded");
  }
  calibrate_run run;
  memset(&run, 0, sizeof run);
  run.arguments = arguments;
  int status = read_options(&run);
  if (status == STATUS_DONE) {
    status = calibrate(&run);
  }
  end_run(&run);
  return status;
}

const cli_command command_calibrate = {
    .name = "calibrate",
    .summary = "Fit the weights of a rubric on labelled answers.",
    .usage = "calibrate [OPTIONS] FOLDER...",
    .description =
        "Fits the numbers of `weigh` blocks (the weights of their terms, with the signs that stand "
        "there, and the sum at which the level is reached) on answers labelled by an expert: "
        "NAME.labels.json beside NAME.md, as for grade eval. A block is changed only when the "
        "fitted numbers do better than the present ones on prompts that they were not fitted on. "
        "Nothing is written without --write. grade-calibrate(1) tells how it is done, and when not "
        "to do it.",
    .operands = "FOLDER",
    .options = options,
    .examples = examples,
    .run = run_calibrate,
    .prepare = fit_open,
};
