/* The queue of jobs: items come back in order, whatever order they are done in, and
 * no more are under way than was said. To be run under ThreadSanitizer, too. */
#include <check.h>
#include <poll.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>

#include "jobs.h"

enum { ITEMS = 5000, MOST_WEIGHT = 1000 };

typedef struct item {
  size_t number;
  uint64_t result;
  size_t worker;
  void *held; /* as an item holds memory */
} item;

typedef struct bench {
  atomic_size_t under_way; /* taken on and not yet given back */
  atomic_size_t most_under_way;
  size_t jobs;
  bool wrong_worker;
  pthread_t owner;
  bool in_owner; /* every item was done by the owner's thread */
} bench;

/* Some thousand steps for a few items, and none for most: they overtake. */
static uint64_t result_of(size_t number) {
  uint64_t value = number;
  for (size_t i = 0; i < (number % 7 == 0 ? 20000u : 1u); ++i) {
    value = value * 6364136223846793005u + 1442695040888963407u;
  }
  return value;
}

static void do_item(void *context, size_t worker, void *bytes) {
  bench *b = context;
  item *it = bytes;
  it->result = result_of(it->number);
  it->worker = worker;
  if (b->jobs == 1) {
    b->in_owner = b->in_owner && pthread_equal(pthread_self(), b->owner);
  }
}

static job_queue *open_bench(bench *b, size_t jobs) {
  *b = (bench){.jobs = jobs, .owner = pthread_self(), .in_owner = true};
  const job_settings settings = {
      .jobs = jobs, .item_size = sizeof(item), .most = MOST_WEIGHT, .work = do_item, .context = b};
  return open_jobs(&settings);
}

static void count_up(bench *b) {
  const size_t now = atomic_fetch_add(&b->under_way, 1) + 1;
  if (now > atomic_load(&b->most_under_way)) {
    atomic_store(&b->most_under_way, now);
  }
}

static void check_item(bench *b, const item *it, size_t number) {
  ck_assert_uint_eq(it->number, number);
  ck_assert(it->result == result_of(number));
  ck_assert_uint_lt(it->worker, b->jobs);
  atomic_fetch_sub(&b->under_way, 1);
}

static void work_off(bench *b, job_queue *jobs, size_t weight) {
  size_t added = 0;
  size_t taken = 0;
  while (taken < ITEMS) {
    for (item *it; (it = finished_job(jobs)) != NULL; ++taken) {
      check_item(b, it, taken);
      release_job(jobs);
    }
    if (added < ITEMS && can_add_job(jobs)) {
      item *it = free_job(jobs);
      it->number = added++;
      count_up(b);
      add_job(jobs, weight);
    } else {
      wait_for_job(jobs);
    }
  }
  ck_assert(no_jobs(jobs));
  ck_assert_ptr_null(finished_job(jobs));
  wait_for_job(jobs); /* for nothing: returns */
}

static const size_t job_counts[] = {1, 2, 3, 16};

START_TEST(items_come_in_order) {
  bench b;
  job_queue *jobs = open_bench(&b, job_counts[_i]);
  work_off(&b, jobs, 1);
  ck_assert_uint_le(atomic_load(&b.most_under_way), b.jobs == 1 ? 1 : 4 * b.jobs);
  ck_assert(b.in_owner);
  close_jobs(jobs, NULL);
}
END_TEST

START_TEST(heavy_items_are_few) {
  bench b;
  job_queue *jobs = open_bench(&b, job_counts[_i]);
  work_off(&b, jobs, MOST_WEIGHT / 2);
  ck_assert_uint_le(atomic_load(&b.most_under_way), 2);
  close_jobs(jobs, NULL);
  jobs = open_bench(&b, job_counts[_i]);
  work_off(&b, jobs, MOST_WEIGHT * 10);
  ck_assert_uint_le(atomic_load(&b.most_under_way), 1);
  close_jobs(jobs, NULL);
}
END_TEST

START_TEST(the_descriptor_tells_of_the_oldest) {
  bench b;
  job_queue *jobs = open_bench(&b, 3);
  for (size_t i = 0; i < 1000; ++i) {
    ((item *)free_job(jobs))->number = i;
    add_job(jobs, 1);
    struct pollfd bell = {.fd = job_descriptor(jobs), .events = POLLIN};
    while (finished_job(jobs) == NULL) {
      ck_assert_int_eq(poll(&bell, 1, -1), 1);
    }
    ck_assert_uint_eq(((item *)finished_job(jobs))->number, i);
    release_job(jobs);
  }
  close_jobs(jobs, NULL);
}
END_TEST

/* An item may be taken back before its worker has rung for it. The owner looks without a
 * rest here, so that this happens. The ring is heard once, not for ever. */
START_TEST(a_late_ring_is_heard_once) {
  bench b;
  job_queue *jobs = open_bench(&b, 2);
  struct pollfd bell = {.fd = job_descriptor(jobs), .events = POLLIN};
  for (size_t i = 0; i < 2000; ++i) {
    ((item *)free_job(jobs))->number = i;
    add_job(jobs, 1);
    while (finished_job(jobs) == NULL) {
    }
    release_job(jobs);
    for (size_t rings = 0; poll(&bell, 1, 0) == 1; ++rings) {
      ck_assert_uint_lt(rings, 2);
      ck_assert_ptr_null(finished_job(jobs));
    }
  }
  close_jobs(jobs, NULL);
}
END_TEST

static size_t emptied;

static void empty_item(void *bytes) {
  item *it = bytes;
  emptied += it->held != NULL;
  free(it->held);
}

/* What each held is freed once, done or not. */
START_TEST(closing_early_drops_the_rest) {
  for (size_t round = 0; round < 50; ++round) {
    bench b;
    job_queue *jobs = open_bench(&b, job_counts[_i]);
    size_t added = 0;
    for (; can_add_job(jobs); ++added) {
      item *it = free_job(jobs);
      it->number = added * 7;
      it->held = malloc(10);
      ck_assert_ptr_nonnull(it->held);
      add_job(jobs, 1);
    }
    emptied = 0;
    close_jobs(jobs, empty_item);
    ck_assert_uint_eq(emptied, added);
  }
}
END_TEST

static Suite *jobs_suite(void) {
  Suite *suite = suite_create("jobs");
  TCase *tests = tcase_create("jobs");
  const int counts = (int)(sizeof job_counts / sizeof *job_counts);
  tcase_add_loop_test(tests, items_come_in_order, 0, counts);
  tcase_add_loop_test(tests, heavy_items_are_few, 0, counts);
  tcase_add_test(tests, the_descriptor_tells_of_the_oldest);
  tcase_add_test(tests, a_late_ring_is_heard_once);
  tcase_add_loop_test(tests, closing_early_drops_the_rest, 0, counts);
  suite_add_tcase(suite, tests);
  return suite;
}

int main(void) {
  SRunner *runner = srunner_create(jobs_suite());
  srunner_run_all(runner, CK_ENV);
  const int failed = srunner_ntests_failed(runner);
  srunner_free(runner);
  return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
