#include "jobs.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

#include "support.h"

enum { ITEMS_OF_A_JOB = 4 };

/* Items lie in a ring and are named by numbers that only grow: first <= begun <=
 * added. Those before `begun` are a worker's until they are done. */
struct job_queue {
  job_settings settings;
  size_t capacity;
  unsigned char *items;
  size_t *weights;
  bool *done;
  size_t first; /* the oldest that is under way */
  size_t begun;
  size_t added;
  size_t weight;
  bool closing;
  pthread_mutex_t lock; /* of done, begun, added, first and closing */
  pthread_cond_t more;  /* added or closing changed */
  int bell[2];          /* a pipe: a byte when the oldest is done */
  size_t thread_count;  /* 0: no threads */
  struct worker *workers;
};

typedef struct worker {
  job_queue *jobs;
  size_t number;
  pthread_t thread;
} worker;

static void *item_at(const job_queue *jobs, size_t number) {
  return jobs->items + number % jobs->capacity * jobs->settings.item_size;
}

/* -- workers --------------------------------------------------------------------- */

/* The pipe takes a byte, or is so full that the owner will see it anyway. */
static void ring(const job_queue *jobs) {
  ssize_t written = 0;
  do {
    written = write(jobs->bell[1], "", 1);
  } while (written < 0 && errno == EINTR);
}

static void finish(job_queue *jobs, size_t number) {
  pthread_mutex_lock(&jobs->lock);
  jobs->done[number % jobs->capacity] = true;
  const bool oldest = number == jobs->first;
  pthread_mutex_unlock(&jobs->lock);
  if (oldest) {
    ring(jobs);
  }
}

/* The number of an item to work on; false when there will be none. */
static bool begin(job_queue *jobs, size_t *number) {
  pthread_mutex_lock(&jobs->lock);
  while (!jobs->closing && jobs->begun == jobs->added) {
    pthread_cond_wait(&jobs->more, &jobs->lock);
  }
  const bool good = !jobs->closing;
  if (good) {
    *number = jobs->begun++;
  }
  pthread_mutex_unlock(&jobs->lock);
  return good;
}

static void *work(void *context) {
  const worker *self = context;
  job_queue *jobs = self->jobs;
  for (size_t number = 0; begin(jobs, &number);) {
    jobs->settings.work(jobs->settings.context, self->number, item_at(jobs, number));
    finish(jobs, number);
  }
  return NULL;
}

static bool open_bell(int bell[2]) {
  if (pipe(bell) != 0) {
    bell[0] = bell[1] = -1;
    return false;
  }
  for (size_t i = 0; i < 2; ++i) {
    (void)fcntl(bell[i], F_SETFD, FD_CLOEXEC);
    (void)fcntl(bell[i], F_SETFL, O_NONBLOCK);
  }
  return true;
}

/* Signals are the owner's: their handler walks lists that it changes. */
static void start_threads(job_queue *jobs) {
  sigset_t all;
  sigset_t before;
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, &before);
  for (size_t i = 0; i < jobs->settings.jobs; ++i) {
    worker *next = &jobs->workers[jobs->thread_count];
    *next = (worker){.jobs = jobs, .number = jobs->thread_count};
    if (pthread_create(&next->thread, NULL, work, next) != 0) {
      break;
    }
    ++jobs->thread_count;
  }
  pthread_sigmask(SIG_SETMASK, &before, NULL);
}

/* -- the owner --------------------------------------------------------------------- */

job_queue *open_jobs(const job_settings *settings) {
  job_queue *jobs = take_memory(1, sizeof *jobs);
  jobs->settings = *settings;
  jobs->capacity = settings->jobs > 1 ? settings->jobs * ITEMS_OF_A_JOB : 1;
  jobs->items = take_memory(jobs->capacity, settings->item_size);
  jobs->weights = take_memory(jobs->capacity, sizeof *jobs->weights);
  jobs->done = take_memory(jobs->capacity, sizeof *jobs->done);
  jobs->workers = take_memory(settings->jobs, sizeof *jobs->workers);
  jobs->bell[0] = jobs->bell[1] = -1;
  (void)pthread_mutex_init(&jobs->lock, NULL);
  (void)pthread_cond_init(&jobs->more, NULL);
  if (settings->jobs > 1 && open_bell(jobs->bell)) {
    start_threads(jobs);
  }
  return jobs;
}

static void end_threads(job_queue *jobs) {
  pthread_mutex_lock(&jobs->lock);
  jobs->closing = true;
  pthread_cond_broadcast(&jobs->more);
  pthread_mutex_unlock(&jobs->lock);
  for (size_t i = 0; i < jobs->thread_count; ++i) {
    pthread_join(jobs->workers[i].thread, NULL);
  }
}

void close_jobs(job_queue *jobs, void (*empty)(void *item)) {
  if (jobs == NULL) {
    return;
  }
  end_threads(jobs);
  for (size_t i = 0; empty != NULL && i < jobs->capacity; ++i) {
    empty(item_at(jobs, i));
  }
  for (size_t i = 0; i < 2; ++i) {
    if (jobs->bell[i] >= 0) {
      close(jobs->bell[i]);
    }
  }
  pthread_cond_destroy(&jobs->more);
  pthread_mutex_destroy(&jobs->lock);
  free(jobs->workers);
  free(jobs->done);
  free(jobs->weights);
  free(jobs->items);
  free(jobs);
}

/* Only the owner changes `added`, `first` and `weight`, so it may read them freely. */
bool can_add_job(const job_queue *jobs) {
  return no_jobs(jobs) ||
         (jobs->added - jobs->first < jobs->capacity && jobs->weight < jobs->settings.most);
}

void *free_job(job_queue *jobs) {
  return item_at(jobs, jobs->added);
}

void add_job(job_queue *jobs, size_t weight) {
  const size_t slot = jobs->added % jobs->capacity;
  jobs->weights[slot] = weight;
  jobs->weight += weight;
  if (jobs->thread_count == 0) {
    jobs->settings.work(jobs->settings.context, 0, item_at(jobs, jobs->added));
  }
  pthread_mutex_lock(&jobs->lock);
  jobs->done[slot] = jobs->thread_count == 0;
  ++jobs->added;
  pthread_cond_signal(&jobs->more);
  pthread_mutex_unlock(&jobs->lock);
}

bool no_jobs(const job_queue *jobs) {
  return jobs->first == jobs->added;
}

static void silence_bell(const job_queue *jobs) {
  char bytes[64];
  while (jobs->bell[0] >= 0 && read(jobs->bell[0], bytes, sizeof bytes) > 0) {
  }
}

/* Silenced before it is looked: what is done later rings again. It may ring for an item
 * that was taken back already, so it is silenced when nothing is under way, too: else
 * whoever polls it would not sleep any more. */
void *finished_job(job_queue *jobs) {
  silence_bell(jobs);
  if (no_jobs(jobs)) {
    return NULL;
  }
  pthread_mutex_lock(&jobs->lock);
  const bool done = jobs->done[jobs->first % jobs->capacity];
  pthread_mutex_unlock(&jobs->lock);
  return done ? item_at(jobs, jobs->first) : NULL;
}

void release_job(job_queue *jobs) {
  jobs->weight -= jobs->weights[jobs->first % jobs->capacity];
  pthread_mutex_lock(&jobs->lock);
  ++jobs->first;
  pthread_mutex_unlock(&jobs->lock);
}

void wait_for_job(job_queue *jobs) {
  struct pollfd bell = {.fd = jobs->bell[0], .events = POLLIN};
  while (!no_jobs(jobs) && finished_job(jobs) == NULL) {
    (void)poll(&bell, 1, -1);
  }
}

int job_descriptor(const job_queue *jobs) {
  return jobs->bell[0];
}
