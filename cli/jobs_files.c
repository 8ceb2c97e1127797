#include "jobs_files.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "jobs.h"
#include "message.h"
#include "progress.h"
#include "support.h"

enum { MOST_UNDER_WAY = 64 * 1024 * 1024 };

typedef struct file_run {
  const file_jobs *files;
  lgr_grader **graders; /* by worker, NULL until it is needed */
  job_queue *queue;
  size_t taken;
  int status;
} file_run;

static void grade_one(void *context, size_t worker, void *item) {
  const file_run *run = context;
  graded_file *file = item;
  if (file->unread != NULL) {
    return;
  }
  lgr_grader **grader = &run->graders[worker];
  file->status = *grader == NULL ? lgr_grader_new(grader, run->files->rubric, NULL) : LGR_OK;
  if (file->status == LGR_OK) {
    file->status = lgr_grade(&file->result, *grader, &file->answer);
  }
}

static void empty(void *item) {
  graded_file *file = item;
  lgr_result_free(file->result);
  free(file->file.data);
  memset(file, 0, sizeof *file);
}

static void add_file(file_run *run, size_t index) {
  graded_file *file = free_job(run->queue);
  const char *prompt = NULL;
  file->path = run->files->name(run->files->context, index, &prompt);
  if (!read_file_quietly(file->path, &file->file, &file->unread)) {
    file->reason = errno;
  }
  file->answer = answer_of(&file->file, file->path, prompt);
  add_job(run->queue, file->file.length);
}

static void take_file(file_run *run) {
  wait_for_job(run->queue);
  graded_file *file = finished_job(run->queue);
  const int own = run->files->take(run->files->context, run->taken++, file);
  run->status = worse_status(run->status, own);
  empty(file);
  release_job(run->queue);
  step_progress();
}

static bool is_stopped(const file_jobs *files) {
  return files->stop != NULL && *files->stop;
}

int grade_files(const file_jobs *files) {
  file_run run = {.files = files, .status = STATUS_DONE};
  const job_settings settings = {.jobs = files->jobs,
                                 .item_size = sizeof(graded_file),
                                 .most = MOST_UNDER_WAY,
                                 .work = grade_one,
                                 .context = &run};
  run.graders = take_memory(files->jobs, sizeof(lgr_grader *));
  run.graders[0] = files->grader;
  run.queue = open_jobs(&settings);
  for (size_t i = 0; i < files->count && !is_stopped(files); ++i) {
    while (!can_add_job(run.queue) || finished_job(run.queue) != NULL) {
      take_file(&run);
    }
    add_file(&run, i);
  }
  while (!no_jobs(run.queue) && !is_stopped(files)) {
    take_file(&run);
  }
  close_jobs(run.queue, empty);
  for (size_t i = files->grader != NULL ? 1 : 0; i < files->jobs; ++i) {
    lgr_grader_free(run.graders[i]);
  }
  free(run.graders);
  return run.status;
}

void report_ungraded(const graded_file *file, lgr_diagnostics *run) {
  if (file->unread != NULL) {
    report_unread(file->path, file->unread, file->reason, run);
  } else if (file->result == NULL) {
    report_error(run, file->answer.name, CODE_NOT_GRADED, NULL, "cannot be graded: %s",
                 lgr_status_text(file->status));
  }
}
