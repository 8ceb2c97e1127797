/* grade explain: why a criterion got its level. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <libgrade/libgrade.h>

#include "command.h"
#include "message.h"
#include "outputs.h"
#include "session.h"
#include "support.h"

static const cli_option options[] = {
    RUBRIC_OPTION,
    {"prompt", 'p', "FILE", "The question that was answered."},
    {"color", '\0', "WHEN", "auto (default), always or never."},
    {"width", '\0', "COLUMNS", "Width of the text. Default: the terminal's, else 80."},
    {"verbose", 'v', NULL, "Say more."},
    COMMON_OPTIONS};

static const cli_example examples[] = {
    {"grade explain process.idempotency answer.md",
     "What each part of its conditions found, and what was left out and why."},
    {"grade explain --rubric rubric.yaml anti.tools_first -",
     "The same for a penalty of another rubric, on standard input."},
    {NULL, NULL}};

static int explain(cli_session *session, const cli_outputs *outputs, const char *id,
                   const char *path, const char *prompt) {
  file_bytes file;
  if (!read_file(path, NULL, &file)) {
    return STATUS_FAILED;
  }
  const lgr_answer answer = answer_of(&file, path, prompt);
  const lgr_report_options report = output_options(outputs);
  const lgr_status status = lgr_explain(session->grader, &answer, id, &report, file_sink, stdout);
  free(file.data);
  if (status == LGR_OK) {
    return STATUS_DONE;
  }
  if (status == LGR_UNSUPPORTED) {
    return unknown_rule(session->rubric.rubric, id);
  }
  if (status != LGR_SINK_REFUSED) {
    report_error(NULL, answer.name, CODE_NOT_GRADED, NULL, "cannot be explained: %s",
                 lgr_status_text(status));
  }
  return STATUS_FAILED;
}

static int run_with_prompt(cli_session *session, const cli_outputs *outputs,
                           const cli_arguments *arguments) {
  const char *path = option_value(arguments, "prompt");
  char *prompt = NULL;
  if (path != NULL && (prompt = read_prompt(path, NULL)) == NULL) {
    return STATUS_FAILED;
  }
  const int status =
      explain(session, outputs, arguments->operands[0], arguments->operands[1], prompt);
  free(prompt);
  return status;
}

static int run(const cli_arguments *arguments) {
  if (arguments->operand_count != 2) {
    return usage_error("grade explain process.idempotency answer.md",
                       "grade explain needs a criterion or penalty, and one file");
  }
  cli_outputs outputs;
  cli_session session;
  memset(&session, 0, sizeof session);
  int status = read_outputs(arguments, &outputs);
  if (status == STATUS_DONE) {
    status = open_session(&session, option_value(arguments, "rubric"));
  }
  if (status == STATUS_DONE) {
    status = run_with_prompt(&session, &outputs, arguments);
  }
  close_session(&session);
  free_outputs(&outputs);
  return status;
}

const cli_command command_explain = {
    .name = "explain",
    .summary = "Show why a criterion was credited or not.",
    .usage = "explain [OPTIONS] CRITERION FILE",
    .description =
        "Shows the conditions of one criterion or penalty on one answer: what each part found and "
        "where, what was found but does not count and why, and which level was not reached.",
    .options = options,
    .examples = examples,
    .run = run,
};
