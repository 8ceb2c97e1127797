/* grade stream: JSON lines in, JSON lines out. */
#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <libgrade/libgrade.h>

#include "command.h"
#include "files.h"
#include "jobs.h"
#include "message.h"
#include "outputs.h"
#include "session.h"
#include "stream_reply.h"
#include "stream_rubrics.h"
#include "support.h"

static const cli_option options[] = {
    {"rubric", 'r', "ID|FILE",
     "The rubric: the id of a built-in one (see grade rubrics) or a YAML file. Repeatable: the "
     "first is that of records that name none. Default: senior-data-engineer."},
    {"prompt", 'p', "FILE", "The question that was answered, for records without a prompt."},
    {"fields", 'f', "LIST",
     "The members of a result to return, divided by commas: score,band,criteria.level. Default: "
     "all."},
    JOBS_OPTION,
    COMMON_OPTIONS};

static const cli_example examples[] = {
    {"printf '%s\\n' '{\"id\": 1, \"answer\": \"How many events a second?\"}' | grade stream "
     "--fields score,band",
     "One answer, and the score and band of it."},
    {"grade stream --jobs auto < answers.jsonl > results.jsonl",
     "A file of answers, as fast as the machine can."},
    {NULL, NULL}};

/* Lines under way, together; one line may have more. */
enum { MOST_UNDER_WAY = 32 * 1024 * 1024 };

typedef struct stream_run {
  stream_rubrics rubrics;
  stream_grading grading;
  line_reader lines;
  job_queue *queue;
  int status;
  bool no_memory; /* for some line, which was told */
  bool over;      /* nothing more can be read or written */
} stream_run;

/* -- output ------------------------------------------------------------------------ */

static void give_up(stream_run *stream) {
  stream->status = STATUS_FAILED;
  stream->over = true;
}

static void write_reply(stream_run *stream, stream_job *job) {
  if (job->no_memory && !stream->no_memory) {
    stream->no_memory = true;
    stream->status = usage_error(NULL, "out of memory");
  }
  if (!complete_reply(job)) {
    give_up(stream);
  } else if (file_sink(stdout, job->reply.bytes, job->reply.length) != 0) {
    give_up(stream);
  }
}

static void write_finished(stream_run *stream) {
  for (stream_job *job; !stream->over && (job = finished_job(stream->queue)) != NULL;) {
    write_reply(stream, job);
    clear_job(job);
    release_job(stream->queue);
  }
}

/* -- input ------------------------------------------------------------------------- */

/* Reads what is there. */
static void read_more(stream_run *stream) {
  size_t room = 0;
  char *bytes = line_room(&stream->lines, &room);
  const ssize_t got = read(STDIN_FILENO, bytes, room);
  if (got >= 0) {
    add_to_lines(&stream->lines, (size_t)got);
  } else if (errno != EINTR && errno != EAGAIN) {
    report_error(NULL, STANDARD_INPUT, CODE_UNREADABLE, NULL, "cannot be read: %s",
                 strerror(errno));
    stream->status = STATUS_FAILED;
    add_to_lines(&stream->lines, 0);
  }
}

/* Waits for input or for the oldest reply. Who waits for a reply before it writes the
 * next line gets it first: nothing that was written stays behind. */
static void wait_for_input(stream_run *stream) {
  struct pollfd ways[] = {{.fd = STDIN_FILENO, .events = POLLIN},
                          {.fd = job_descriptor(stream->queue), .events = POLLIN},
                          {.fd = STDOUT_FILENO}};
  enum { WAYS = sizeof ways / sizeof *ways };
  int ready = poll(ways, WAYS, 0);
  if (ready == 0) {
    flush_results();
    ready = ferror(stdout) != 0 ? 0 : poll(ways, WAYS, -1);
  }
  const bool reader_is_gone = (ways[2].revents & (POLLERR | POLLHUP)) != 0;
  if (ferror(stdout) != 0 || (ready > 0 && reader_is_gone)) {
    give_up(stream);
  } else if (ready > 0 && ways[0].revents != 0) {
    read_more(stream);
  }
}

/* -- records ----------------------------------------------------------------------- */

/* The rubric that a record names. */
static void choose_rubric(stream_run *stream, stream_job *job) {
  stream_record *record = &job->record;
  const char *name = record->rubric.text;
  if (record->fault.code != NULL) {
    return;
  }
  job->rubric_index = name == NULL ? 0 : find_rubric(&stream->rubrics, name);
  if (job->rubric_index == stream->rubrics.count) {
    fault_record(record, CODE_LINE_RUBRIC, record->rubric_column,
                 format_text("there is no rubric \"%.100s\"", name),
                 rubric_hint(&stream->rubrics, name));
  } else if (need_stream_rubric(&stream->rubrics, job->rubric_index) != STATUS_DONE) {
    give_up(stream);
  } else {
    job->rubric = stream->rubrics.items[job->rubric_index].loaded.rubric;
  }
}

static void add_line(stream_run *stream, const stream_line *line, line_state state) {
  stream_job *job = free_job(stream->queue);
  read_record(line, state, &job->record);
  choose_rubric(stream, job);
  if (!stream->over) {
    add_job(stream->queue, line->length);
  }
}

/* Takes on a line, or waits for one. */
static void take_line(stream_run *stream) {
  stream_line line;
  const line_state state = next_line(&stream->lines, &line);
  switch (state) {
  case LINE_WHOLE:
  case LINE_TOO_LONG:
    add_line(stream, &line, state);
    break;
  case LINE_MISSING:
    wait_for_input(stream);
    break;
  case LINE_NO_MORE:
    stream->over = no_jobs(stream->queue);
    wait_for_job(stream->queue);
    break;
  }
}

static void work_off(stream_run *stream, size_t jobs) {
  const job_settings settings = {.jobs = jobs,
                                 .item_size = sizeof(stream_job),
                                 .most = MOST_UNDER_WAY,
                                 .work = grade_record,
                                 .context = &stream->grading};
  begin_grading(&stream->grading, jobs, stream->rubrics.count);
  begin_lines(&stream->lines, STREAM_LINE_LIMIT);
  stream->queue = open_jobs(&settings);
  while (!stream->over) {
    write_finished(stream);
    if (stream->over) {
      break;
    }
    if (can_add_job(stream->queue)) {
      take_line(stream);
    } else {
      wait_for_job(stream->queue);
    }
  }
  close_jobs(stream->queue, free_job_memory);
  free_lines(&stream->lines);
}

/* -- the command ------------------------------------------------------------------- */

static int prepare(stream_run *stream, const cli_arguments *arguments, size_t *jobs) {
  int status = read_fields(option_value(arguments, "fields"), &stream->grading.fields);
  status = worse_status(status, read_jobs(arguments, jobs));
  if (status == STATUS_DONE) {
    status = open_rubrics(arguments, &stream->rubrics);
  }
  const char *prompt = option_value(arguments, "prompt");
  if (status == STATUS_DONE && prompt != NULL) {
    stream->grading.prompt = read_prompt(prompt, NULL);
    status = stream->grading.prompt == NULL ? STATUS_FAILED : STATUS_DONE;
  }
  return status;
}

static int run(const cli_arguments *arguments) {
  if (arguments->operand_count > 0) {
    return usage_error("grade stream < answers.jsonl", "grade stream reads standard input only");
  }
  stream_run stream;
  size_t jobs = 1;
  memset(&stream, 0, sizeof stream);
  stream.status = prepare(&stream, arguments, &jobs);
  if (stream.status == STATUS_DONE) {
    work_off(&stream, jobs);
  }
  free_grading(&stream.grading);
  free_rubrics(&stream.rubrics);
  return stream.status;
}

const cli_command command_stream = {
    .name = "stream",
    .summary = "Grade JSON lines as they come.",
    .usage = "stream [OPTIONS]",
    .description =
        "Reads one JSON object a line from standard input and writes one a line to standard "
        "output, in the same order:\n\n"
        "    {\"id\": 7, \"answer\": \"How many events a second?\",\n"
        "     \"prompt\": \"Design a pipeline.\", \"rubric\": \"senior-data-engineer\"}\n\n"
        "(on one line) becomes {\"id\":7,...} with what --output jsonl has of an answer, or with "
        "an \"error\" that says what is wrong with the line. Only \"answer\" must be there. "
        "Replies are written as soon as there is nothing more to read, so that a program can wait "
        "for one before it sends the next line.",
    .operands = "",
    .options = options,
    .examples = examples,
    .run = run,
};
