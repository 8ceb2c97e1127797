/* Replies: a record graded, or what is wrong with it, as one line. */
#ifndef GRADE_STREAM_REPLY_H
#define GRADE_STREAM_REPLY_H

#include <stdbool.h>
#include <stddef.h>

#include <libgrade/libgrade.h>

#include "stream_fields.h"
#include "stream_record.h"
#include "stream_text.h"

/* A record under way. */
typedef struct stream_job {
  stream_record record;
  const lgr_rubric *rubric;
  size_t rubric_index;
  stream_text reply;
  bool no_memory; /* memory ran out over it; the reply says so */
} stream_job;

/* What a worker has for itself. */
typedef struct stream_worker {
  lgr_grader **graders; /* by index of the rubric; NULL until it is needed */
  stream_text report;
} stream_worker;

typedef struct stream_grading {
  stream_worker *workers;
  size_t worker_count;
  size_t rubric_count;
  field_choice fields;
  char *prompt; /* of records without one; or NULL */
} stream_grading;

/* Room for the workers. */
void begin_grading(stream_grading *grading, size_t workers, size_t rubrics);
void free_grading(stream_grading *grading);

/* For job_settings: context is a stream_grading, item a stream_job. */
void grade_record(void *context, size_t worker, void *item);
/* Writes the reply anew when there was no memory for it; false: there still is none. */
bool complete_reply(stream_job *job);
/* Empties a job. */
void clear_job(stream_job *job);
void free_job_memory(void *item);

#endif
