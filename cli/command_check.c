/* grade check: sample answers against the marks they must get, for CI. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <libgrade/libgrade.h>

#include "beside.h"
#include "command.h"
#include "expect.h"
#include "files.h"
#include "labels.h"
#include "message.h"
#include "session.h"
#include "support.h"

static const cli_option options[] = {
    RUBRIC_OPTION,
    {"verbose", 'v', NULL, "Name the answers that passed or were skipped, too."},
    {"quiet", 'q', NULL, "Only the line of totals."},
    COMMON_OPTIONS};

static const cli_example examples[] = {
    {"grade check corpus/", "Grade every answer with a .labels.json beside it."},
    {"grade check --rubric rubric.yaml samples/", "The same with a rubric of your own."},
    {NULL, NULL}};

typedef struct check_totals {
  size_t passed;
  size_t failed;
  size_t skipped;
  size_t broken; /* could not be checked */
} check_totals;

typedef struct check_run {
  cli_session session;
  const char *folder; /* as given on the command line */
  bool verbose;
  bool quiet;
  check_totals totals;
} check_run;

static int compare(check_run *check, const cli_labels *labels, const char *labels_path,
                   const char *answer_path) {
  char *prompt = NULL;
  if (labels->prompt != NULL) {
    char *path = prompt_beside(labels_path, check->folder, labels->prompt);
    prompt = read_prompt(path, NULL);
    free(path);
    if (prompt == NULL) {
      return STATUS_FAILED;
    }
  }
  lgr_result *result = grade_file(&check->session, answer_path, prompt);
  free(prompt);
  if (result == NULL) {
    return STATUS_FAILED;
  }
  int status = STATUS_DONE;
  if (!lgr_result_complete(result)) {
    report_error(NULL, answer_path, CODE_NOT_GRADED, NULL, "a limit left a verdict undetermined");
    status = STATUS_FAILED;
  } else if (check_expectations(labels, result, answer_path, check->quiet ? NULL : stdout) > 0) {
    status = STATUS_UNMET;
  }
  lgr_result_free(result);
  return status;
}

static void tell(const check_run *check, const char *verdict, const char *path) {
  if (check->verbose) {
    printf("%s ", verdict);
    print_safely(stdout, path);
    putchar('\n');
  }
}

static int check_read_labels(check_run *check, const cli_labels *labels, const char *labels_path) {
  if (!labels->has_expect) {
    ++check->totals.skipped;
    tell(check, "skip", labels_path);
    return STATUS_DONE;
  }
  if (!expectations_fit(labels, check->session.rubric.rubric, labels_path)) {
    return STATUS_FAILED;
  }
  char *answer_path = answer_beside(labels_path);
  if (answer_path == NULL) {
    return STATUS_FAILED;
  }
  const int status = compare(check, labels, labels_path, answer_path);
  if (status == STATUS_DONE) {
    ++check->totals.passed;
    tell(check, "pass", answer_path);
  } else if (status == STATUS_UNMET) {
    ++check->totals.failed;
  }
  free(answer_path);
  return status;
}

static int check_labels(check_run *check, const char *path) {
  file_bytes file;
  cli_labels labels;
  int status = STATUS_FAILED;
  if (read_file(path, NULL, &file)) {
    if (read_labels(path, file.data, file.length, LABELS_EXPECT, NULL, &labels)) {
      status = check_read_labels(check, &labels, path);
    }
    free_labels(&labels);
    free(file.data);
  }
  if (status == STATUS_FAILED) {
    ++check->totals.broken;
  }
  return status;
}

static int check_folder(check_run *check, const char *folder) {
  static const char *const endings[] = {LABELS_ENDING, NULL};
  text_list found = {NULL, 0, 0};
  int status = STATUS_DONE;
  check->folder = folder;
  if (!file_exists(folder) || !is_folder(folder)) {
    report_error(NULL, folder, CODE_UNREADABLE, NULL, "no such folder");
    status = STATUS_FAILED;
  } else if (!walk_folder(folder, endings, NULL, &found)) {
    status = STATUS_FAILED;
  } else if (found.count == 0) {
    report_error(NULL, folder, CODE_NOTHING_FOUND, "expectations stand in NAME" LABELS_ENDING,
                 "the folder holds no labels");
    status = STATUS_FAILED;
  }
  for (size_t i = 0; i < found.count; ++i) {
    status = worse_status(status, check_labels(check, found.items[i]));
  }
  text_list_free(&found);
  return status;
}

static void print_totals(const check_totals *totals) {
  printf("%zu passed, %zu failed", totals->passed, totals->failed);
  if (totals->skipped > 0) {
    printf(", %zu skipped", totals->skipped);
  }
  if (totals->broken > 0) {
    printf(", %zu could not be checked", totals->broken);
  }
  putchar('\n');
}

static int run(const cli_arguments *arguments) {
  if (arguments->operand_count == 0) {
    return usage_error("grade check corpus/", "grade check needs a folder");
  }
  check_run check;
  memset(&check, 0, sizeof check);
  check.verbose = has_option(arguments, "verbose");
  check.quiet = has_option(arguments, "quiet");
  int status = open_session(&check.session, option_value(arguments, "rubric"));
  if (status == STATUS_DONE) {
    for (size_t i = 0; i < arguments->operand_count; ++i) {
      status = worse_status(status, check_folder(&check, arguments->operands[i]));
    }
    print_totals(&check.totals);
  }
  close_session(&check.session);
  return status;
}

const cli_command command_check = {
    .name = "check",
    .summary = "Check sample answers against the marks they must get.",
    .usage = "check [OPTIONS] FOLDER...",
    .description =
        "Grades the answer beside every NAME.labels.json under the folders and compares it with "
        "\"expect\" in there:\n\n"
        "    {\"prompt\": \"question.md\",\n"
        "     \"expect\": {\"score\": [60, 75], \"band\": [\"mid\", \"senior\"],\n"
        "                \"levels\": {\"scope.volume\": 2, \"store.format\": [1, 2]},\n"
        "                \"penalties\": {\"anti.tools_first\": 0}, \"design\": true}}\n\n"
        "Everything in it is optional; labels without \"expect\" are skipped. Status 1 when an "
        "expectation is not met.",
    .options = options,
    .examples = examples,
    .run = run,
};
