#include "stream_reply.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "files.h"
#include "message.h"
#include "support.h"

void begin_grading(stream_grading *grading, size_t workers, size_t rubrics) {
  grading->worker_count = workers;
  grading->rubric_count = rubrics;
  grading->workers = take_memory(workers, sizeof *grading->workers);
  for (size_t i = 0; i < workers; ++i) {
    grading->workers[i].graders = take_memory(rubrics, sizeof(lgr_grader *));
  }
}

static void free_worker(stream_worker *worker, size_t rubrics) {
  for (size_t i = 0; worker->graders != NULL && i < rubrics; ++i) {
    lgr_grader_free(worker->graders[i]);
  }
  free(worker->graders);
  free_text(&worker->report);
}

void free_grading(stream_grading *grading) {
  for (size_t i = 0; i < grading->worker_count; ++i) {
    free_worker(&grading->workers[i], grading->rubric_count);
  }
  free(grading->workers);
  free_fields(&grading->fields);
  free(grading->prompt);
  memset(grading, 0, sizeof *grading);
}

/* -- replies ----------------------------------------------------------------------- */

static void add_id(const stream_record *record, stream_text *reply) {
  add_text(reply, "{\"id\":");
  if (record->id_length > 0) {
    add_bytes(reply, record->id, record->id_length);
  } else {
    add_text(reply, "null");
  }
}

static void add_error(const stream_record *record, const char *code, const char *message,
                      const char *hint, uint32_t column, stream_text *reply) {
  char number[16];
  snprintf(number, sizeof number, "%u", (unsigned)column);
  add_id(record, reply);
  add_text(reply, ",\"error\":{\"code\":");
  add_json_text(reply, code);
  add_text(reply, ",\"message\":");
  add_json_text(reply, message);
  add_text(reply, ",\"column\":");
  add_text(reply, number);
  add_text(reply, ",\"hint\":");
  add_json_text(reply, hint == NULL ? "" : hint);
  add_text(reply, "}}\n");
}

static void add_refusal(const stream_record *record, lgr_status status, stream_text *reply) {
  char message[128];
  snprintf(message, sizeof message, "cannot be graded: %s", lgr_status_text(status));
  add_error(record, CODE_NOT_GRADED, message, NULL, 0, reply);
}

bool complete_reply(stream_job *job) {
  if (job->reply.failed) {
    free_text(&job->reply);
    add_refusal(&job->record, LGR_NO_MEMORY, &job->reply);
  }
  return !job->reply.failed;
}

/* -- grading ----------------------------------------------------------------------- */

static lgr_status report_answer(const stream_grading *grading, stream_worker *worker,
                                const stream_job *job) {
  lgr_grader **grader = &worker->graders[job->rubric_index];
  lgr_status status = LGR_OK;
  if (*grader == NULL) {
    status = lgr_grader_new(grader, job->rubric, NULL);
  }
  const stream_record *record = &job->record;
  const lgr_answer answer = {.size = sizeof answer,
                             .text = record->answer.text,
                             .length = record->answer.length,
                             .name = STANDARD_INPUT,
                             .prompt = record->prompt.text != NULL ? record->prompt.text
                                                                   : grading->prompt};
  lgr_result *result = NULL;
  status = status == LGR_OK ? lgr_grade(&result, *grader, &answer) : status;
  if (status == LGR_OK) {
    const lgr_result *one = result;
    clear_text(&worker->report);
    status = lgr_report_write("jsonl", &one, 1, NULL, NULL, text_sink, &worker->report);
    status = status == LGR_SINK_REFUSED ? LGR_NO_MEMORY : status;
  }
  lgr_result_free(result);
  return status;
}

void grade_record(void *context, size_t worker, void *item) {
  const stream_grading *grading = context;
  stream_worker *own = &grading->workers[worker];
  stream_job *job = item;
  const stream_fault *fault = &job->record.fault;
  if (fault->code != NULL) {
    add_error(&job->record, fault->code, fault->message, fault->hint, fault->column, &job->reply);
    return;
  }
  const lgr_status status = report_answer(grading, own, job);
  job->no_memory = status == LGR_NO_MEMORY;
  if (status == LGR_OK) {
    add_id(&job->record, &job->reply);
    add_fields(&grading->fields, own->report.bytes, &job->reply);
    add_text(&job->reply, "}\n");
  } else {
    add_refusal(&job->record, status, &job->reply);
  }
  job->no_memory = job->no_memory || job->reply.failed;
}

void clear_job(stream_job *job) {
  free_record(&job->record);
  clear_text(&job->reply);
  job->no_memory = false;
}

void free_job_memory(void *item) {
  stream_job *job = item;
  free_record(&job->record);
  free_text(&job->reply);
}
