/* Work for several threads, whose results come in the order it was given out.
 *
 * One thread, the owner, fills in items, hands them over and takes them back when
 * they are done; it alone calls what stands here. Between it and the workers lies a
 * queue of fixed length, so that memory does not grow with the number of items:
 *
 *   for (;;) {
 *     while ((item = finished_job(jobs)) != NULL) { ...use it...; release_job(jobs); }
 *     if (can_add_job(jobs)) { item = free_job(jobs); ...fill it in...; add_job(jobs, weight); }
 *     else wait_for_job(jobs);
 *   }
 *
 * With one job there are no threads: add_job does the work. */
#ifndef GRADE_JOBS_H
#define GRADE_JOBS_H

#include <stdbool.h>
#include <stddef.h>

#include "command.h"

typedef struct job_queue job_queue;

typedef struct job_settings {
  size_t jobs;      /* how many at a time; 1: no threads */
  size_t item_size; /* items are zeroed once and used again and again */
  size_t most;      /* weight under way at which no more is taken on */
  /* Does one item; `worker` counts from 0 up to jobs. Must not end the program:
   * what goes wrong is noted in the item. */
  void (*work)(void *context, size_t worker, void *item);
  void *context;
} job_settings;

/* Where threads cannot be had there are fewer; the result is the same. Ends the
 * program without memory, as take_memory. */
job_queue *open_jobs(const job_settings *settings);
/* Lets what was begun come to its end and drops the rest. `empty` (may be NULL)
 * gets every item once, to free what it holds. */
void close_jobs(job_queue *jobs, void (*empty)(void *item));

/* Whether there is room for one more. */
bool can_add_job(const job_queue *jobs);
/* The item to fill in; only where there is room. */
void *free_job(job_queue *jobs);
/* Hands over the item of free_job. `weight` is what it holds, in bytes. */
void add_job(job_queue *jobs, size_t weight);

/* Whether nothing is under way. */
bool no_jobs(const job_queue *jobs);
/* The oldest item, when it is done; else NULL. */
void *finished_job(job_queue *jobs);
/* Gives the item of finished_job back. */
void release_job(job_queue *jobs);
/* Until the oldest item is done; returns at once when nothing is under way. */
void wait_for_job(job_queue *jobs);
/* A descriptor that can be read from when the oldest item is done, for poll(2);
 * finished_job sees to the rest. -1 with one job, where it is never needed. */
int job_descriptor(const job_queue *jobs);

#define JOBS_OPTION                                                                                \
  {                                                                                                \
    "jobs", 'j', "NUMBER",                                                                         \
        "Grade so many answers at a time; auto or 0: as many as there are processors. The output " \
        "is the same. Default: 1."                                                                 \
  }

/* The value of --jobs. Returns STATUS_DONE, or STATUS_FAILED after a message. */
int read_jobs(const cli_arguments *arguments, size_t *jobs);

#endif
