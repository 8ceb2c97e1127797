/* grade FILE...: grades answers. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <libgrade/libgrade.h>

#include "command.h"
#include "files.h"
#include "gate.h"
#include "jobs.h"
#include "jobs_files.h"
#include "message.h"
#include "outputs.h"
#include "outputs_lines.h"
#include "progress.h"
#include "repeated.h"
#include "replace.h"
#include "session.h"
#include "step_summary.h"
#include "support.h"

static const cli_option options[] = {
    RUBRIC_OPTION,
    {"prompt", 'p', "FILE",
     "The question that was answered; what an answer merely repeats from it does not count."},
    REPORT_OPTIONS,
    {"fail-under", '\0', "SCORE|BAND",
     "Exit with status 1 when an answer scores less, such as 70 or senior."},
    {"fail-on", '\0', "ID",
     "Exit with status 1 when a criterion is at level 0 or a penalty is present. Repeatable."},
    JOBS_OPTION,
    COLOR_OPTION,
    {"width", '\0', "COLUMNS", "Width of text reports. Default: the terminal's, else 80."},
    {"verbose", 'v', NULL, "Every criterion with its reason and all its evidence."},
    {"quiet", 'q', NULL, "One line for each answer: score, band, file."},
    {"version", 'V', NULL, "Print the version."},
    COMMON_OPTIONS};

static const cli_example examples[] = {
    {"grade answer.md", "What was credited, what is missing, and what to do next."},
    {"grade --prompt question.md answer.md",
     "The same, without credit for words taken from the question."},
    {"grade --quiet answers/", "Scores of a whole folder, one line each."},
    {"cat part-1.md part-2.md | grade -", "Grade what comes on standard input."},
    {"grade --output text --output json:report.json answers/",
     "A report to read, and one for a program."},
    {"grade --jobs auto --format jsonl answers/ > report.jsonl",
     "Many answers, on all processors; a line for each is written when it is graded."},
    {"grade --fail-under senior --fail-on scope.volume answer.md",
     "Status 1 unless the answer reaches the band and asks about volume."},
    {NULL, NULL}};

/* -- inputs ---------------------------------------------------------------- */

static void report_missing(const char *path, lgr_diagnostics *run) {
  char *hint = NULL;
  if (find_command(path) != NULL) {
    hint = format_text("commands come first: grade %s ...", path);
  } else {
    char *nearest = nearest_file(path);
    hint = nearest != NULL ? format_text("did you mean %s?", nearest) : NULL;
    free(nearest);
  }
  report_error(run, path, CODE_UNREADABLE, hint, "no such file or folder");
  free(hint);
}

static int add_folder(const char *folder, lgr_diagnostics *run, text_list *inputs) {
  const size_t before = inputs->count;
  if (!walk_folder(folder, answer_endings, run, inputs)) {
    return STATUS_FAILED;
  }
  if (inputs->count == before) {
    report_error(run, folder, CODE_NOTHING_FOUND,
                 "answers in folders end in .md, .txt, .markdown or .rst",
                 "the folder holds no answer");
    return STATUS_FAILED;
  }
  return STATUS_DONE;
}

/* Every file to grade, folders walked. What is missing is reported. */
static int collect_inputs(const cli_arguments *arguments, lgr_diagnostics *run, text_list *inputs) {
  int status = STATUS_DONE;
  bool standard_input = false;
  for (size_t i = 0; i < arguments->operand_count; ++i) {
    const char *path = arguments->operands[i];
    if (strcmp(path, "-") == 0) {
      if (standard_input) {
        status = usage_error(NULL, "standard input can be graded once");
        continue;
      }
      standard_input = true;
    } else if (is_folder(path)) {
      status = worse_status(status, add_folder(path, run, inputs));
      continue;
    } else if (!file_exists(path)) {
      report_missing(path, run);
      status = STATUS_FAILED;
      continue;
    }
    text_list_add(inputs, copy_text(path, strlen(path)));
  }
  drop_repeated(inputs);
  return status;
}

/* `grade chek answers/`: the first word looks like a command that is not. */
static int check_first_word(const cli_arguments *arguments) {
  if (arguments->operand_count == 0) {
    return usage_error("grade answer.md grades an answer, grade --help tells the rest",
                       "nothing to grade");
  }
  const char *word = arguments->operands[0];
  if (file_exists(word) || strpbrk(word, "./") != NULL || find_command(word) != NULL) {
    return STATUS_DONE;
  }
  const char *nearest = nearest_command(word);
  if (nearest == NULL) {
    return STATUS_DONE;
  }
  char *hint = format_text("did you mean grade %s?", nearest);
  const int status = usage_error(hint, "%s is neither a command nor a file", word);
  free(hint);
  return status;
}

/* -- grading --------------------------------------------------------------- */

typedef struct grade_run {
  cli_session session;
  cli_outputs outputs;
  cli_gates gates;
  size_t jobs;
  char *prompt;
  text_list inputs;
  check_list checks;
  gate_notes notes;       /* checks that are not met */
  text_list undetermined; /* paths of answers that are not complete */
  lgr_result **results;   /* in the order of the inputs; of lines the first only */
  size_t count;
  line_outputs *lines; /* NULL: reports over all answers */
} grade_run;

static const char *name_input(void *context, size_t index, const char **prompt) {
  const grade_run *batch = context;
  *prompt = batch->prompt;
  return batch->inputs.items[index];
}

static void keep_result(grade_run *batch, graded_file *file) {
  batch->results[batch->count++] = file->result;
  file->result = NULL;
}

static void write_lines(grade_run *batch, graded_file *file) {
  add_line(batch->lines, file->result, &batch->checks);
  free_checks(&batch->checks);
  if (batch->count == 0) {
    keep_result(batch, file);
  }
}

static int take_graded(void *context, size_t index, graded_file *file) {
  (void)index;
  grade_run *batch = context;
  if (file->result == NULL) {
    report_ungraded(file, batch->session.run);
    return STATUS_FAILED;
  }
  const size_t first = batch->checks.count;
  const size_t number = batch->lines == NULL ? batch->count : 0;
  add_gates(&batch->gates, file->result, number, &batch->checks);
  note_gates(&batch->checks, first, file->result, &batch->notes);
  if (!lgr_result_complete(file->result)) {
    const char *path = lgr_result_path(file->result);
    text_list_add(&batch->undetermined, copy_text(path, strlen(path)));
  }
  if (batch->lines != NULL) {
    write_lines(batch, file);
  } else {
    keep_result(batch, file);
  }
  return STATUS_DONE;
}

static int grade_inputs(grade_run *batch) {
  const file_jobs files = {.rubric = batch->session.rubric.rubric,
                           .jobs = batch->jobs,
                           .grader = batch->session.grader,
                           .count = batch->inputs.count,
                           .name = name_input,
                           .take = take_graded,
                           .context = batch,
                           .stop = batch->lines == NULL ? NULL : all_lines_failed(batch->lines)};
  /* A bar and lines on one terminal would disturb each other. */
  const bool lines_on_terminal = batch->lines != NULL && isatty(STDOUT_FILENO);
  batch->results =
      take_memory(batch->lines == NULL ? batch->inputs.count : 1, sizeof *batch->results);
  begin_progress(lines_on_terminal ? 0 : batch->inputs.count);
  const int status = grade_files(&files);
  end_progress();
  return status;
}

/* -- reports --------------------------------------------------------------- */

static int produce_lines(void *context, line_outputs *lines) {
  grade_run *batch = context;
  batch->lines = lines;
  const int status = grade_inputs(batch);
  end_lines(lines, batch->count > 0 ? batch->results[0] : NULL, batch->session.run);
  return status;
}

static int write_reports(grade_run *batch) {
  const int status = grade_inputs(batch);
  const report_input report = {.results = (const lgr_result *const *)batch->results,
                               .count = batch->count,
                               .run = batch->session.run,
                               .checks = batch->checks.items,
                               .check_count = batch->checks.count};
  return worse_status(status, write_outputs(&batch->outputs, &report));
}

static int judge(const grade_run *batch) {
  int status = tell_gates(&batch->notes);
  for (size_t i = 0; i < batch->undetermined.count; ++i) {
    fputs("grade: ", stderr);
    print_safely(stderr, batch->undetermined.items[i]);
    fputs(": a limit left a verdict undetermined\n", stderr);
    status = STATUS_FAILED;
  }
  return status;
}

static int grade_batch(grade_run *batch, const cli_arguments *arguments) {
  int status = collect_inputs(arguments, batch->session.run, &batch->inputs);
  text_list read = {NULL, 0, 0};
  add_read_option(arguments, "rubric", &read);
  add_read_option(arguments, "prompt", &read);
  const int clash = worse_status(check_outputs_against(&batch->outputs, &batch->inputs),
                                 check_outputs_against(&batch->outputs, &read));
  text_list_free(&read);
  if (clash != STATUS_DONE) {
    return clash;
  }
  const int reports = outputs_are_lines(&batch->outputs)
                          ? write_line_outputs(&batch->outputs, produce_lines, batch)
                          : write_reports(batch);
  status = worse_status(status, reports);
  flush_results();
  return worse_status(status, judge(batch));
}

static int prepare(grade_run *batch, const cli_arguments *arguments) {
  int status = check_first_word(arguments);
  if (status == STATUS_DONE) {
    status =
        worse_status(read_outputs(arguments, &batch->outputs), read_jobs(arguments, &batch->jobs));
  }
  if (status == STATUS_DONE) {
    status = open_session(&batch->session, option_value(arguments, "rubric"));
  }
  if (status == STATUS_DONE) {
    status = read_gates(arguments, batch->session.rubric.rubric, &batch->gates);
  }
  const char *prompt = option_value(arguments, "prompt");
  if (status == STATUS_DONE && prompt != NULL) {
    batch->prompt = read_prompt(prompt, batch->session.run);
    status = batch->prompt == NULL ? STATUS_FAILED : STATUS_DONE;
  }
  return status;
}

static int run(const cli_arguments *arguments) {
  if (has_option(arguments, "version")) {
    print_version();
    return STATUS_DONE;
  }
  grade_run batch;
  memset(&batch, 0, sizeof batch);
  int status = prepare(&batch, arguments);
  if (status == STATUS_DONE) {
    status = grade_batch(&batch, arguments);
  }
  for (size_t i = 0; i < batch.count; ++i) {
    lgr_result_free(batch.results[i]);
  }
  free(batch.results);
  text_list_free(&batch.inputs);
  free(batch.prompt);
  text_list_free(&batch.undetermined);
  free_notes(&batch.notes);
  free_checks(&batch.checks);
  free_gates(&batch.gates);
  free_outputs(&batch.outputs);
  close_session(&batch.session);
  return status;
}

const cli_command command_grade = {
    .name = "grade",
    .summary = "Grade answers (the default).",
    .usage = "[OPTIONS] FILE|FOLDER|-...\nCOMMAND [OPTIONS] ...",
    .description =
        "Grades written answers against a rubric and shows, for every point, the words that earned "
        "it. Folders are walked for .md, .txt, .markdown and .rst files; - is standard input.",
    .operands = "FILE",
    .options = options,
    .examples = examples,
    .run = run,
};
