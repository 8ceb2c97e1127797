/* grade explain: why a criterion got its level, or how a sentence is read. */
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
    {"at", '\0', "LINE[:COLUMN]",
     "Explain the sentences of this line, or the one at this place, instead of a criterion."},
    {"prompt", 'p', "FILE", "The question that was answered."},
    {"color", '\0', "auto|always|never", "auto (default), always or never."},
    {"width", '\0', "COLUMNS", "Width of the text. Default: the terminal's, else 80."},
    {"verbose", 'v', NULL,
     "The conditions of the rubric, each part with what it found; of a place, all that is known of "
     "it. Twice: every part and every weighted term."},
    COMMON_OPTIONS};

static const cli_example examples[] = {
    {"grade explain process.idempotency answer.md",
     "The level, the words that were found, and what to add for the next level."},
    {"grade explain --rubric rubric.yaml anti.tools_first -",
     "The same for a penalty of another rubric, on standard input."},
    {"grade explain --at 12 answer.md",
     "How the sentences of line 12 are read, and what they count for."},
    {"grade explain -v process.idempotency answer.md",
     "What each part of its conditions found, how near it came, what was left out and why."},
    {NULL, NULL}};

/* What is asked of which answer. */
typedef struct question {
  const char *id;  /* of a criterion or penalty; NULL: a place */
  uint32_t line;   /* from 1 */
  uint32_t column; /* from 1; 0: all of the line */
  const char *path;
  char *prompt; /* or NULL */
  int verbose;  /* -1: in plain words, 0: the conditions, 1: all of them */
} question;

/* -- places ---------------------------------------------------------------------------- */

/* Reads a number from 1 on; *end behind it. False where none stands. */
static bool read_number(const char *text, const char **end, uint32_t *number) {
  uint32_t value = 0;
  const char *at = text;
  for (; *at >= '0' && *at <= '9' && value < UINT32_MAX / 10; ++at) {
    value = value * 10 + (uint32_t)(*at - '0');
  }
  *end = at;
  *number = value;
  return at > text && value > 0;
}

static bool read_place(const char *text, question *asked) {
  const char *end;
  bool valid = read_number(text, &end, &asked->line);
  if (valid && *end == ':') {
    valid = read_number(end + 1, &end, &asked->column);
  }
  return valid && *end == '\0';
}

static bool ends_line(const file_bytes *file, size_t at) {
  return file->data[at] == '\n' ||
         (file->data[at] == '\r' && (at + 1 == file->length || file->data[at + 1] != '\n'));
}

/* The last one counts with a line end and without. */
static uint32_t count_lines(const file_bytes *file) {
  uint32_t lines = 0;
  for (size_t i = 0; i < file->length; ++i) {
    lines += (i + 1 == file->length || ends_line(file, i)) && lines < UINT32_MAX;
  }
  return lines;
}

/* -- one question ------------------------------------------------------------------------- */

static lgr_status write_explanation(cli_session *session, const cli_outputs *outputs,
                                    const question *asked, const lgr_answer *answer) {
  lgr_report_options report = output_options(outputs);
  report.verbose = asked->verbose;
  if (asked->id != NULL) {
    return lgr_explain(session->grader, answer, asked->id, &report, file_sink, stdout);
  }
  return lgr_explain_at(session->grader, answer, asked->line, asked->column, &report, file_sink,
                        stdout);
}

static int explain(cli_session *session, const cli_outputs *outputs, const question *asked) {
  file_bytes file;
  if (!read_file(asked->path, NULL, &file)) {
    return STATUS_FAILED;
  }
  const lgr_answer answer = answer_of(&file, asked->path, asked->prompt);
  const lgr_status status = write_explanation(session, outputs, asked, &answer);
  const uint32_t lines = count_lines(&file);
  free(file.data);
  if (status == LGR_OK) {
    return STATUS_DONE;
  }
  if (status == LGR_UNSUPPORTED) {
    return unknown_rule(session->rubric.rubric, asked->id);
  }
  if (status == LGR_INVALID_ARGUMENT && asked->line > lines) {
    return usage_error(NULL, "%s has no line %u: it has %u line%s", answer.name, asked->line, lines,
                       lines == 1 ? "" : "s");
  }
  if (status != LGR_SINK_REFUSED) {
    report_error(NULL, answer.name, CODE_NOT_GRADED, NULL, "cannot be explained: %s",
                 lgr_status_text(status));
  }
  return STATUS_FAILED;
}

static int run_with_prompt(cli_session *session, const cli_outputs *outputs,
                           const cli_arguments *arguments, question *asked) {
  const char *path = option_value(arguments, "prompt");
  if (path != NULL && (asked->prompt = read_prompt(path, NULL)) == NULL) {
    return STATUS_FAILED;
  }
  const int status = explain(session, outputs, asked);
  free(asked->prompt);
  return status;
}

/* -v once or twice. */
static int read_verbose(const cli_arguments *arguments) {
  int verbose = -1;
  for (size_t i = 0; i < arguments->setting_count; ++i) {
    const bool more = strcmp(arguments->settings[i].option->name, "verbose") == 0;
    verbose += more && verbose < 1 ? 1 : 0;
  }
  return verbose;
}

static int read_question(const cli_arguments *arguments, question *asked) {
  const char *at = option_value(arguments, "at");
  memset(asked, 0, sizeof *asked);
  asked->verbose = read_verbose(arguments);
  if (at == NULL) {
    if (arguments->operand_count != 2) {
      return usage_error("grade explain process.idempotency answer.md",
                         "grade explain needs a criterion or penalty, and one file");
    }
    asked->id = arguments->operands[0];
    asked->path = arguments->operands[1];
    return STATUS_DONE;
  }
  if (!read_place(at, asked)) {
    return usage_error("--at takes a line, or a line and a column: --at 12:5", "%s is no place",
                       at);
  }
  if (arguments->operand_count != 1) {
    return usage_error("grade explain --at 12 answer.md",
                       "grade explain --at needs one file and no criterion");
  }
  asked->path = arguments->operands[0];
  return STATUS_DONE;
}

static int run(const cli_arguments *arguments) {
  cli_outputs outputs;
  cli_session session;
  question asked;
  int status = read_question(arguments, &asked);
  if (status != STATUS_DONE) {
    return status;
  }
  memset(&session, 0, sizeof session);
  status = read_outputs(arguments, &outputs);
  if (status == STATUS_DONE) {
    status = open_session(&session, option_value(arguments, "rubric"));
  }
  if (status == STATUS_DONE) {
    status = run_with_prompt(&session, &outputs, arguments, &asked);
  }
  close_session(&session);
  free_outputs(&outputs);
  return status;
}

const cli_command command_explain = {
    .name = "explain",
    .summary = "Show why a criterion was credited or not.",
    .usage = "explain [OPTIONS] CRITERION FILE\n"
             "explain [OPTIONS] --at LINE[:COLUMN] FILE",
    .description =
        "Tells of one criterion or penalty on one answer what was found and where, and what to add "
        "for the next level. With --at it tells how the sentences of a line are read (denied, "
        "asked, quoted) and what they count for.\n\n"
        "With -v it shows the conditions of the rubric as a tree: what each part found, how near "
        "it came where it does not hold, what was found but does not count and why. [x] holds, "
        "[ ] does not, [?] is undetermined, [-] was left out. With -v --at also every signal and "
        "concept that a sentence fires, and for which criteria.",
    .operands = "CRITERION FILE",
    .options = options,
    .examples = examples,
    .run = run,
};
