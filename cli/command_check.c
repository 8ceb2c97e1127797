/* grade check: sample answers against the marks they must get, for CI. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <libgrade/libgrade.h>

#include "baseline.h"
#include "beside.h"
#include "check_text.h"
#include "command.h"
#include "expect.h"
#include "files.h"
#include "jobs.h"
#include "jobs_files.h"
#include "labels.h"
#include "message.h"
#include "outputs.h"
#include "progress.h"
#include "replace.h"
#include "session.h"
#include "step_summary.h"
#include "support.h"
#include "visits.h"

static const cli_option options[] = {
    RUBRIC_OPTION,
    {"baseline", 'b', "FILE",
     "Accept the unmet expectations that the file knows, as long as they get no worse and the "
     "same is expected."},
    {"update-baseline", '\0', NULL,
     "Write the file of --baseline: accept all that is unmet today, and drop what is stale."},
    REPORT_OPTIONS,
    JOBS_OPTION,
    COLOR_OPTION,
    {"verbose", 'v', NULL,
     "Name the answers that passed or were skipped, too, and show what is accepted."},
    {"quiet", 'q', NULL, "Only the line of totals."},
    COMMON_OPTIONS};

static const cli_example examples[] = {
    {"grade check corpus/", "Grade every answer with a .labels.json beside it."},
    {"grade check --rubric rubric.yaml samples/", "The same with a rubric of your own."},
    {"grade check --output text --output junit:report.xml samples/",
     "What failed to read, and all of it for a CI server."},
    {"grade check --baseline known.json --update-baseline samples/", "Accept what is unmet today."},
    {"grade check --baseline known.json samples/", "From then on: fail only on what got worse."},
    {NULL, NULL}};

typedef struct check_run {
  cli_session session;
  cli_outputs outputs;
  cli_baseline baseline;
  size_t jobs;
  const char *folder; /* as given on the command line */
  lgr_result **results;
  size_t count;
  size_t capacity;
  asked_list asked;
  visit_list visits;
  text_list inputs; /* what was read, and may not be overwritten */
} check_run;

/* Labels, with what they name. */
typedef struct check_item {
  const char *labels_path; /* borrowed */
  char *answer_path;
  char *prompt; /* text, or NULL */
  cli_labels labels;
  visit_state state; /* VISIT_CHECKED: to be graded, or graded */
} check_item;

/* -- one answer ------------------------------------------------------------ */

static void add_visit(check_run *check, char *path, visit_state state, size_t first) {
  visit_list *visits = &check->visits;
  visits->items =
      grow_memory(visits->items, &visits->capacity, visits->count + 1, sizeof *visits->items);
  visits->items[visits->count++] =
      (check_visit){path, state, first, check->asked.checks.count - first};
}

/* Keeps the result for the reports. Returns whether it can be held against
 * expectations. */
static bool keep_result(check_run *check, lgr_result *result, const char *answer_path) {
  check->results =
      grow_memory(check->results, &check->capacity, check->count + 1, sizeof *check->results);
  check->results[check->count++] = result;
  if (!lgr_result_complete(result)) {
    /* Reports show it as undecided. */
    report_error(NULL, answer_path, CODE_NOT_GRADED, NULL, "a limit left a verdict undetermined");
    return false;
  }
  return true;
}

/* Reads what belongs to the answer; VISIT_CHECKED: it can be graded. */
static visit_state read_answer(check_run *check, check_item *item) {
  lgr_diagnostics *run = check->session.run;
  item->answer_path = answer_beside(item->labels_path, run);
  if (item->answer_path == NULL) {
    return VISIT_BROKEN;
  }
  text_list_add(&check->inputs, copy_text(item->answer_path, strlen(item->answer_path)));
  if (item->labels.prompt == NULL) {
    return VISIT_CHECKED;
  }
  char *path = prompt_beside(item->labels_path, check->folder, item->labels.prompt);
  item->prompt = read_prompt(path, run);
  free(path);
  return item->prompt == NULL ? VISIT_BROKEN : VISIT_CHECKED;
}

static visit_state read_item(check_run *check, check_item *item) {
  lgr_diagnostics *run = check->session.run;
  const char *path = item->labels_path;
  file_bytes file;
  visit_state state = VISIT_BROKEN;
  if (!read_file(path, run, &file)) {
    return state;
  }
  if (read_labels(path, file.data, file.length, LABELS_EXPECT, run, &item->labels)) {
    if (!item->labels.has_expect) {
      state = VISIT_SKIPPED;
    } else if (expectations_fit(&item->labels, check->session.rubric.rubric, path, run)) {
      state = read_answer(check, item);
    }
  }
  free(file.data);
  return state;
}

static void free_item(check_item *item) {
  free(item->answer_path);
  free(item->prompt);
  free_labels(&item->labels);
}

/* -- one folder ------------------------------------------------------------ */

/* The items of a folder; those that can be graded stand in `order`. */
typedef struct check_batch {
  check_run *check;
  check_item *items;
  size_t count;
  size_t *order;
  size_t order_count;
  size_t told; /* items of which a visit was added */
} check_batch;

static const char *name_answer(void *context, size_t index, const char **prompt) {
  const check_batch *batch = context;
  const check_item *item = &batch->items[batch->order[index]];
  *prompt = item->prompt;
  return item->answer_path;
}

/* Adds the visits of items that are not checked, in front of item `end`. */
static void tell_others(check_batch *batch, size_t end) {
  check_run *check = batch->check;
  for (; batch->told < end; ++batch->told) {
    const check_item *item = &batch->items[batch->told];
    add_visit(check, copy_text(item->labels_path, strlen(item->labels_path)), item->state,
              check->asked.checks.count);
  }
}

static int take_graded(void *context, size_t index, graded_file *file) {
  check_batch *batch = context;
  check_run *check = batch->check;
  check_item *item = &batch->items[batch->order[index]];
  tell_others(batch, batch->order[index]);
  const size_t first = check->asked.checks.count;
  lgr_result *result = file->result;
  report_ungraded(file, check->session.run);
  file->result = NULL;
  if (result == NULL || !keep_result(check, result, item->answer_path)) {
    item->state = VISIT_BROKEN;
    tell_others(batch, batch->order[index] + 1);
    return STATUS_FAILED;
  }
  add_expectations(&check->asked, &item->labels, check->session.rubric.rubric, result,
                   check->count - 1);
  add_visit(check, copy_text(item->answer_path, strlen(item->answer_path)), VISIT_CHECKED, first);
  ++batch->told;
  return STATUS_DONE;
}

static int read_items(check_batch *batch, const text_list *found) {
  int status = STATUS_DONE;
  for (size_t i = 0; i < found->count; ++i) {
    check_item *item = &batch->items[i];
    item->labels_path = found->items[i];
    item->state = read_item(batch->check, item);
    text_list_add(&batch->check->inputs, copy_text(found->items[i], strlen(found->items[i])));
    if (item->state == VISIT_CHECKED) {
      batch->order[batch->order_count++] = i;
    } else {
      status = item->state == VISIT_BROKEN ? STATUS_FAILED : status;
      step_progress();
    }
  }
  return status;
}

static int check_found(check_run *check, const text_list *found) {
  check_batch batch = {.check = check, .count = found->count};
  batch.items = take_memory(found->count, sizeof *batch.items);
  batch.order = take_memory(found->count, sizeof *batch.order);
  int status = read_items(&batch, found);
  const file_jobs files = {.rubric = check->session.rubric.rubric,
                           .jobs = check->jobs,
                           .grader = check->session.grader,
                           .count = batch.order_count,
                           .name = name_answer,
                           .take = take_graded,
                           .context = &batch};
  status = worse_status(status, grade_files(&files));
  tell_others(&batch, batch.count);
  for (size_t i = 0; i < batch.count; ++i) {
    free_item(&batch.items[i]);
  }
  free(batch.order);
  free(batch.items);
  return status;
}

/* -- all ------------------------------------------------------------------- */

static int check_folder(check_run *check, const char *folder) {
  static const char *const endings[] = {LABELS_ENDING, NULL};
  lgr_diagnostics *run = check->session.run;
  text_list found = {NULL, 0, 0};
  int status = STATUS_DONE;
  check->folder = folder;
  if (!is_folder(folder)) {
    report_no_folder(run, folder);
    status = STATUS_FAILED;
  } else if (!walk_folder(folder, endings, run, &found)) {
    status = STATUS_FAILED;
  } else if (found.count == 0) {
    report_error(run, folder, CODE_NOTHING_FOUND, "expectations stand in NAME" LABELS_ENDING,
                 "the folder holds no labels");
    status = STATUS_FAILED;
  }
  begin_progress(found.count);
  status = worse_status(status, check_found(check, &found));
  end_progress();
  text_list_free(&found);
  return status;
}

static int settle_baseline(check_run *check, const cli_arguments *arguments) {
  if (check->baseline.path == NULL) {
    return STATUS_DONE;
  }
  const lgr_rubric *rubric = check->session.rubric.rubric;
  if (has_option(arguments, "update-baseline")) {
    return update_baseline(&check->baseline, rubric, &check->visits, &check->asked);
  }
  apply_baseline(&check->baseline, rubric, &check->visits, &check->asked);
  return STATUS_DONE;
}

/* Where no text report is written that could tell them. */
static void tell_notes(const check_run *check) {
  for (size_t i = 0; i < check->outputs.count; ++i) {
    if (strcmp(check->outputs.items[i].format, "text") == 0) {
      return;
    }
  }
  print_notes(stderr, &check->baseline.notes);
}

static int report(const check_run *check) {
  const lgr_result *const *results = (const lgr_result *const *)check->results;
  const check_text text = {results, &check->asked, &check->visits, &check->baseline.notes};
  const report_input input = {.results = results,
                              .count = check->count,
                              .run = check->session.run,
                              .checks = check->asked.checks.items,
                              .check_count = check->asked.checks.count,
                              .checks_only = true,
                              .write_text = write_check_text,
                              .text_context = &text};
  const int status = write_outputs(&check->outputs, &input);
  flush_results();
  tell_notes(check);
  return status;
}

static int verdict_of(const check_run *check) {
  for (size_t i = 0; i < check->asked.checks.count; ++i) {
    if (check->asked.checks.items[i].status == LGR_CHECK_UNMET) {
      return STATUS_UNMET;
    }
  }
  return STATUS_DONE;
}

static int check_folders(check_run *check, const cli_arguments *arguments) {
  int status = STATUS_DONE;
  for (size_t i = 0; i < arguments->operand_count; ++i) {
    status = worse_status(status, check_folder(check, arguments->operands[i]));
  }
  add_read_option(arguments, "rubric", &check->inputs);
  const int clash = check_outputs_against(&check->outputs, &check->inputs);
  if (clash != STATUS_DONE) {
    return clash;
  }
  status = worse_status(status, settle_baseline(check, arguments));
  status = worse_status(status, report(check));
  return worse_status(status, verdict_of(check));
}

static int prepare(check_run *check, const cli_arguments *arguments) {
  const char *baseline = option_value(arguments, "baseline");
  const bool update = has_option(arguments, "update-baseline");
  if (update && baseline == NULL) {
    return usage_error("grade check --baseline known.json --update-baseline samples/",
                       "--update-baseline needs --baseline FILE");
  }
  int status =
      worse_status(read_outputs(arguments, &check->outputs), read_jobs(arguments, &check->jobs));
  if (status == STATUS_DONE) {
    status = open_session(&check->session, option_value(arguments, "rubric"));
  }
  if (status == STATUS_DONE && baseline != NULL) {
    status = open_baseline(baseline, update, check->session.rubric.rubric, check->session.run,
                           &check->baseline);
    check->baseline.follow_links = check->outputs.follow_links;
    text_list_add(&check->inputs, copy_text(baseline, strlen(baseline)));
  }
  return status;
}

static void free_check(check_run *check) {
  for (size_t i = 0; i < check->count; ++i) {
    lgr_result_free(check->results[i]);
  }
  free(check->results);
  free_asked(&check->asked);
  for (size_t i = 0; i < check->visits.count; ++i) {
    free(check->visits.items[i].path);
  }
  free(check->visits.items);
  text_list_free(&check->inputs);
  free_baseline(&check->baseline);
  free_outputs(&check->outputs);
  close_session(&check->session);
}

static int run(const cli_arguments *arguments) {
  if (arguments->operand_count == 0) {
    return usage_error("grade check corpus/", "grade check needs a folder");
  }
  check_run check;
  memset(&check, 0, sizeof check);
  int status = prepare(&check, arguments);
  if (status == STATUS_DONE) {
    status = check_folders(&check, arguments);
  }
  free_check(&check);
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
        "expectation is not met.\n\n"
        "With --baseline, an expectation that the baseline knows to be unmet fails only when it "
        "is farther from being met than it was, or something else is expected by now. Entries "
        "that are met by now, whose expectation has changed or whose answers are gone, are "
        "named.",
    .operands = "FOLDER",
    .options = options,
    .examples = examples,
    .run = run,
};
