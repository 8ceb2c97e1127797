/* One rubric, many threads with a grader each: the bytes are those of one
 * thread. A grader in use is refused. To be run under ThreadSanitizer and
 * Helgrind, too (./dev threads).
 * Arguments: the folder of answers (by default, corpus/checked), how often each
 * thread works through it, and for slow tools: how many of the answers at most, how
 * many threads grade an answer, and "paragraphs", to take each for an answer. */
#include <check.h>
#include <libgrade/libgrade.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../support/complete_rubric.h"
#include "../support/corpus.h"

enum { THREADS = 16 };

static const char *folder;
static size_t rounds = 1;
static size_t most = SIZE_MAX;
static size_t takers = THREADS;
static bool paragraphs;

enum { SHORTEST = 40 };

static void add_paragraph(corpus *to, const corpus_answer *from, const char *start, size_t length) {
  to->answers = realloc(to->answers, (to->count + 1) * sizeof *to->answers);
  char *bytes = malloc(length + 1);
  if (to->answers == NULL || bytes == NULL) {
    exit(EXIT_FAILURE); /* Check's macros write to a file each time */
  }
  corpus_answer *answer = &to->answers[to->count++];
  snprintf(answer->name, sizeof answer->name, "%.200s:%zu", from->name,
           (size_t)(start - from->text));
  memcpy(bytes, start, length);
  bytes[length] = '\0';
  answer->text = bytes;
  answer->length = length;
}

/* Short answers of all that stands between blank lines. */
static corpus split(corpus whole) {
  corpus parts = {NULL, 0};
  for (size_t i = 0; i < whole.count; ++i) {
    const char *start = whole.answers[i].text;
    for (const char *end = start; end != NULL; start = end + 2) {
      end = strstr(start, "\n\n");
      const size_t length = end != NULL ? (size_t)(end - start) : strlen(start);
      if (length >= SHORTEST && parts.count < most) {
        add_paragraph(&parts, &whole.answers[i], start, length);
      }
      if (end == NULL) {
        break;
      }
    }
  }
  corpus_free(&whole);
  return parts;
}

static corpus read_answers(void) {
  corpus answers = corpus_read(folder);
  answers = paragraphs ? split(answers) : answers;
  while (answers.count > most) {
    free(answers.answers[--answers.count].text);
  }
  return answers;
}

typedef struct text {
  char *bytes;
  size_t length;
} text;

static int add_to_text(void *context, const char *bytes, size_t length) {
  text *t = context;
  char *grown = realloc(t->bytes, t->length + length);
  if (grown == NULL) {
    return 1;
  }
  memcpy(grown + t->length, bytes, length);
  t->bytes = grown;
  t->length += length;
  return 0;
}

/* -- the same work, alone and together ---------------------------------------------- */

typedef struct worker {
  const lgr_rubric *rubric;
  const corpus *answers;
  size_t first;      /* where it begins, so that threads stand at different answers */
  size_t number;     /* of the thread; THREADS is the one alone */
  text *outputs;     /* by answer */
  lgr_status status; /* the first failure */
} worker;

static int add_effect(void *context, const lgr_effect *effect) {
  char line[512];
  const int length = snprintf(line, sizeof line, "%s: %s: %u, %u\n", effect->id, effect->signal,
                              (unsigned)effect->level, (unsigned)effect->level_without);
  return add_to_text(context, line,
                     (size_t)length < sizeof line ? (size_t)length : sizeof line - 1);
}

static int add_window(void *context, const lgr_window *window) {
  char line[128];
  const int length = snprintf(line, sizeof line, "%zu: %llu to %llu: %lld, %d\n", window->weighing,
                              (unsigned long long)window->start, (unsigned long long)window->end,
                              (long long)window->sum, window->needs_holds);
  return add_to_text(context, line, (size_t)length);
}

/* Everything else that a grader does: each costs a grading, so of some answers; effects
 * cost many, so of a few. */
static lgr_status ask_more(lgr_grader *grader, const lgr_rubric *rubric, const lgr_answer *answer,
                           size_t number, text *out) {
  lgr_criterion criterion = {.size = sizeof criterion};
  lgr_status status =
      lgr_rubric_criterion(rubric, number % lgr_rubric_criterion_count(rubric), &criterion);
  switch (number % 8) {
  case 1:
    return status != LGR_OK ? status
                            : lgr_explain(grader, answer, criterion.id, NULL, add_to_text, out);
  case 3:
    return lgr_explain_at(grader, answer, 1, 0, NULL, add_to_text, out);
  case 5:
    return number % 32 == 5 ? lgr_effects(grader, answer, add_effect, out) : status;
  case 7:
    return lgr_weighings(grader, answer, add_window, out);
  default:
    return status;
  }
}

/* No Check macros in here: they are not made for threads. */
static lgr_status grade_one(worker *w, lgr_grader *grader, size_t number) {
  const lgr_answer answer = {.size = sizeof answer,
                             .text = w->answers->answers[number].text,
                             .length = w->answers->answers[number].length,
                             .name = w->answers->answers[number].name};
  text *out = &w->outputs[number];
  lgr_result *result;
  lgr_status status = lgr_grade(&result, grader, &answer);
  const lgr_result *const one = result;
  out->length = 0;
  /* Every answer as JSON, which holds all, and in one format more. */
  const char *const formats[] = {"json", lgr_report_format(number % 12)};
  for (size_t i = 0; status == LGR_OK && i < sizeof formats / sizeof *formats; ++i) {
    status = lgr_report_write(formats[i], &one, 1, NULL, NULL, add_to_text, out);
  }
  lgr_result_free(result);
  return status != LGR_OK ? status : ask_more(grader, w->rubric, &answer, number, out);
}

/* Neighbours grade the same answers. */
static bool takes(const worker *w, size_t answer) {
  return w->number == THREADS || (answer + w->number) % THREADS < takers;
}

static void *work(void *context) {
  worker *w = context;
  lgr_grader *grader;
  w->status = lgr_grader_new(&grader, w->rubric, NULL);
  for (size_t i = 0; w->status == LGR_OK && i < rounds * w->answers->count; ++i) {
    const size_t answer = (w->first + i) % w->answers->count;
    w->status = takes(w, answer) ? grade_one(w, grader, answer) : LGR_OK;
  }
  lgr_grader_free(grader);
  return NULL;
}

static void begin_worker(worker *w, const lgr_rubric *rubric, const corpus *answers,
                         size_t number) {
  *w = (worker){.rubric = rubric,
                .answers = answers,
                .number = number,
                .first = number < THREADS ? number * 3 : 0};
  w->outputs = calloc(answers->count, sizeof *w->outputs);
  ck_assert_ptr_nonnull(w->outputs);
}

static void end_worker(worker *w) {
  for (size_t i = 0; i < w->answers->count; ++i) {
    free(w->outputs[i].bytes);
  }
  free(w->outputs);
}

static void compare(const lgr_rubric *rubric, const corpus *answers) {
  worker alone;
  worker together[THREADS];
  pthread_t threads[THREADS];
  size_t compared = 0;
  begin_worker(&alone, rubric, answers, THREADS);
  work(&alone);
  ck_assert_int_eq(alone.status, LGR_OK);
  for (size_t i = 0; i < THREADS; ++i) {
    begin_worker(&together[i], rubric, answers, i);
    ck_assert_int_eq(pthread_create(&threads[i], NULL, work, &together[i]), 0);
  }
  for (size_t i = 0; i < THREADS; ++i) {
    pthread_join(threads[i], NULL);
    ck_assert_int_eq(together[i].status, LGR_OK);
    for (size_t k = 0; k < answers->count; ++k) {
      if (!takes(&together[i], k)) {
        continue;
      }
      ++compared;
      ck_assert_uint_gt(alone.outputs[k].length, 0);
      ck_assert_uint_eq(alone.outputs[k].length, together[i].outputs[k].length);
      ck_assert_mem_eq(alone.outputs[k].bytes, together[i].outputs[k].bytes,
                       alone.outputs[k].length);
    }
    end_worker(&together[i]);
  }
  end_worker(&alone);
  ck_assert_uint_eq(compared, answers->count * takers);
  printf("%zu answers, graded alone and by %zu of %d threads: %zu gradings\n", answers->count,
         takers, THREADS, rounds * (answers->count + compared));
}

START_TEST(threads_share_the_built_in_rubric) {
  corpus answers = read_answers();
  lgr_rubric *rubric;
  ck_assert_int_eq(lgr_rubric_builtin(&rubric, "senior-data-engineer", NULL), LGR_OK);
  compare(rubric, &answers);
  lgr_rubric_free(rubric);
  corpus_free(&answers);
}
END_TEST

START_TEST(threads_share_a_rubric_that_was_parsed) {
  corpus answers = read_answers();
  lgr_rubric *rubric;
  const lgr_rubric_options options = {.size = sizeof options, .read_include = complete_read};
  ck_assert_int_eq(
      lgr_rubric_parse(&rubric, complete_rubric, sizeof complete_rubric - 1, &options, NULL),
      LGR_OK);
  compare(rubric, &answers);
  lgr_rubric_free(rubric);
  corpus_free(&answers);
}
END_TEST

/* Rubrics are made and freed while others are in use. */
static void *make_rubrics(void *context) {
  lgr_status *status = context;
  for (int i = 0; i < 3 && *status == LGR_OK; ++i) {
    lgr_rubric *rubric;
    const lgr_rubric_options options = {.size = sizeof options, .read_include = complete_read};
    *status =
        lgr_rubric_parse(&rubric, complete_rubric, sizeof complete_rubric - 1, &options, NULL);
    lgr_rubric_free(rubric);
    if (*status == LGR_OK) {
      *status = lgr_rubric_builtin(&rubric, "senior-data-engineer", NULL);
      lgr_rubric_free(rubric);
    }
  }
  return NULL;
}

START_TEST(rubrics_are_made_side_by_side) {
  pthread_t threads[THREADS];
  lgr_status statuses[THREADS] = {LGR_OK};
  for (size_t i = 0; i < THREADS; ++i) {
    ck_assert_int_eq(pthread_create(&threads[i], NULL, make_rubrics, &statuses[i]), 0);
  }
  for (size_t i = 0; i < THREADS; ++i) {
    pthread_join(threads[i], NULL);
    ck_assert_int_eq(statuses[i], LGR_OK);
  }
}
END_TEST

/* -- a grader in use -------------------------------------------------------------------- */

typedef struct intruder {
  lgr_grader *grader;
  int calls;
  int busy;
  lgr_status explained;
} intruder;

static const lgr_answer small = {.size = sizeof small, .text = "We upsert.", .length = 10};

static int nothing(void *context, const char *bytes, size_t length) {
  (void)context;
  (void)bytes;
  (void)length;
  return 0;
}

/* The grader calls this while it works. */
static int intrude(void *context) {
  intruder *i = context;
  if (i->grader != NULL) {
    lgr_result *result = (lgr_result *)context;
    const lgr_status status = lgr_grade(&result, i->grader, &small);
    ++i->calls;
    i->busy += status == LGR_BUSY && result == NULL;
    i->explained = lgr_explain(i->grader, &small, "process.late", NULL, nothing, NULL);
  }
  return 0;
}

START_TEST(a_grader_in_use_is_refused) {
  lgr_rubric *rubric;
  lgr_result *result;
  intruder i = {NULL, 0, 0, LGR_OK};
  const lgr_rubric_options options = {.size = sizeof options, .read_include = complete_read};
  ck_assert_int_eq(
      lgr_rubric_parse(&rubric, complete_rubric, sizeof complete_rubric - 1, &options, NULL),
      LGR_OK);
  const lgr_grader_options grader_options = {
      .size = sizeof grader_options, .progress = intrude, .progress_context = &i};
  ck_assert_int_eq(lgr_grader_new(&i.grader, rubric, &grader_options), LGR_OK);
  const lgr_answer answer = {
      .size = sizeof answer, .text = complete_answer, .length = sizeof complete_answer - 1};
  ck_assert_int_eq(lgr_grade(&result, i.grader, &answer), LGR_OK);
  ck_assert_int_gt(i.calls, 0);
  ck_assert_int_eq(i.busy, i.calls);
  ck_assert_int_eq(i.explained, LGR_BUSY);
  lgr_result_free(result);
  /* Afterwards it is free again. */
  lgr_grader *grader = i.grader;
  i.grader = NULL;
  ck_assert_int_eq(lgr_grade(&result, grader, &answer), LGR_OK);
  lgr_result_free(result);
  lgr_grader_free(grader);
  lgr_rubric_free(rubric);
}
END_TEST

/* The grader calls this while it works: another thread tries what is one's own. */
typedef struct trespasser {
  lgr_grader *grader;
  lgr_status statuses[5];
  bool tried;
} trespasser;

static int no_effect(void *context, const lgr_effect *effect) {
  (void)context;
  (void)effect;
  return 0;
}

static int no_window(void *context, const lgr_window *window) {
  (void)context;
  (void)window;
  return 0;
}

static void *trespass(void *context) {
  trespasser *t = context;
  lgr_result *result;
  t->statuses[0] = lgr_grade(&result, t->grader, &small);
  t->statuses[1] = lgr_explain(t->grader, &small, "process.late", NULL, nothing, NULL);
  t->statuses[2] = lgr_explain_at(t->grader, &small, 1, 0, NULL, nothing, NULL);
  t->statuses[3] = lgr_effects(t->grader, &small, no_effect, NULL);
  t->statuses[4] = lgr_weighings(t->grader, &small, no_window, NULL);
  return NULL;
}

static int let_trespass(void *context) {
  trespasser *t = context;
  pthread_t other;
  if (!t->tried && pthread_create(&other, NULL, trespass, t) == 0) {
    pthread_join(other, NULL);
    t->tried = true;
  }
  return 0;
}

START_TEST(a_grader_in_use_is_refused_to_another_thread) {
  lgr_rubric *rubric;
  lgr_result *result;
  trespasser t = {.tried = false};
  const lgr_rubric_options options = {.size = sizeof options, .read_include = complete_read};
  ck_assert_int_eq(
      lgr_rubric_parse(&rubric, complete_rubric, sizeof complete_rubric - 1, &options, NULL),
      LGR_OK);
  const lgr_grader_options grader_options = {
      .size = sizeof grader_options, .progress = let_trespass, .progress_context = &t};
  ck_assert_int_eq(lgr_grader_new(&t.grader, rubric, &grader_options), LGR_OK);
  ck_assert_int_eq(lgr_grade(&result, t.grader, &small), LGR_OK);
  ck_assert(t.tried);
  for (size_t i = 0; i < sizeof t.statuses / sizeof *t.statuses; ++i) {
    ck_assert_int_eq(t.statuses[i], LGR_BUSY);
  }
  lgr_result_free(result);
  /* What was refused left it as it was. */
  ck_assert_int_eq(lgr_grade(&result, t.grader, &small), LGR_OK);
  lgr_result_free(result);
  lgr_grader_free(t.grader);
  lgr_rubric_free(rubric);
}
END_TEST

/* Several threads and one grader: each call is done whole or refused. */
typedef struct rival {
  lgr_grader *grader;
  int done;
  int refused;
  int other;
} rival;

static void *compete(void *context) {
  rival *r = context;
  for (int i = 0; i < 200; ++i) {
    lgr_result *result;
    const lgr_status status = lgr_grade(&result, r->grader, &small);
    r->done += status == LGR_OK && result != NULL;
    r->refused += status == LGR_BUSY && result == NULL;
    r->other += status != LGR_OK && status != LGR_BUSY;
    lgr_result_free(result);
  }
  return NULL;
}

START_TEST(rivals_for_a_grader_do_not_disturb_each_other) {
  lgr_rubric *rubric;
  lgr_grader *grader;
  const lgr_rubric_options options = {.size = sizeof options, .read_include = complete_read};
  ck_assert_int_eq(
      lgr_rubric_parse(&rubric, complete_rubric, sizeof complete_rubric - 1, &options, NULL),
      LGR_OK);
  ck_assert_int_eq(lgr_grader_new(&grader, rubric, NULL), LGR_OK);
  pthread_t threads[THREADS];
  rival rivals[THREADS];
  for (size_t i = 0; i < THREADS; ++i) {
    rivals[i] = (rival){.grader = grader};
    ck_assert_int_eq(pthread_create(&threads[i], NULL, compete, &rivals[i]), 0);
  }
  int done = 0;
  for (size_t i = 0; i < THREADS; ++i) {
    pthread_join(threads[i], NULL);
    ck_assert_int_eq(rivals[i].other, 0);
    ck_assert_int_eq(rivals[i].done + rivals[i].refused, 200);
    done += rivals[i].done;
  }
  ck_assert_int_gt(done, 0);
  lgr_grader_free(grader);
  lgr_rubric_free(rubric);
}
END_TEST

static Suite *threads_suite(void) {
  Suite *suite = suite_create("threads");
  TCase *sharing = tcase_create("sharing");
  tcase_set_timeout(sharing, 600);
  tcase_add_test(sharing, threads_share_the_built_in_rubric);
  tcase_add_test(sharing, threads_share_a_rubric_that_was_parsed);
  suite_add_tcase(suite, sharing);
  TCase *tests = tcase_create("threads");
  tcase_set_timeout(tests, 600);
  tcase_add_test(tests, rubrics_are_made_side_by_side);
  tcase_add_test(tests, a_grader_in_use_is_refused);
  tcase_add_test(tests, a_grader_in_use_is_refused_to_another_thread);
  suite_add_tcase(suite, tests);
  TCase *rivals = tcase_create("rivals");
  tcase_set_timeout(rivals, 600);
  tcase_add_test(rivals, rivals_for_a_grader_do_not_disturb_each_other);
  suite_add_tcase(suite, rivals);
  return suite;
}

int main(int argc, char **argv) {
  folder = corpus_folder(argc, argv);
  rounds = argc > 2 ? strtoul(argv[2], NULL, 10) : rounds;
  most = argc > 3 ? strtoul(argv[3], NULL, 10) : most;
  takers = argc > 4 ? strtoul(argv[4], NULL, 10) : takers;
  paragraphs = argc > 5 && strcmp(argv[5], "paragraphs") == 0;
  SRunner *runner = srunner_create(threads_suite());
  srunner_run_all(runner, CK_ENV);
  const int failed = srunner_ntests_failed(runner) + (srunner_ntests_run(runner) == 0);
  srunner_free(runner);
  return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
