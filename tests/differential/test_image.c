/* The built-in rubric as the build compiled it, against the same rubric read
 * from its files: the same JSON for every answer, the same tests passed.
 * Argument: the folder of answers (by default, corpus/checked). */
#include <check.h>
#include <libgrade/libgrade.h>
#include <stdlib.h>
#include <string.h>

#include "../support/builtin.h"
#include "../support/corpus.h"

static const char ID[] = "senior-data-engineer";
static const char *folder;

static lgr_rubric *parsed(void) {
  lgr_rubric *rubric;
  ck_assert_int_eq(builtin_parse(&rubric, ID), LGR_OK);
  return rubric;
}

typedef struct text {
  char *bytes;
  size_t length;
} text;

static int add(void *context, const char *bytes, size_t length) {
  text *t = context;
  t->bytes = realloc(t->bytes, t->length + length);
  ck_assert_ptr_nonnull(t->bytes);
  memcpy(t->bytes + t->length, bytes, length);
  t->length += length;
  return 0;
}

static text grade(lgr_grader *grader, const char *bytes, size_t length) {
  const lgr_answer answer = {.size = sizeof answer, .text = bytes, .length = length};
  lgr_result *result;
  text json = {NULL, 0};
  ck_assert_int_eq(lgr_grade(&result, grader, &answer), LGR_OK);
  const lgr_result *const results[] = {result};
  ck_assert_int_eq(lgr_report_write("json", results, 1, NULL, NULL, add, &json), LGR_OK);
  lgr_result_free(result);
  return json;
}

START_TEST(same_reports) {
  lgr_rubric *rubrics[2];
  lgr_grader *graders[2];
  ck_assert_int_eq(lgr_rubric_builtin(&rubrics[0], ID, NULL), LGR_OK);
  rubrics[1] = parsed();
  ck_assert_str_eq(lgr_rubric_digest(rubrics[0]), lgr_rubric_digest(rubrics[1]));
  ck_assert_int_eq(lgr_grader_new(&graders[0], rubrics[0], NULL), LGR_OK);
  ck_assert_int_eq(lgr_grader_new(&graders[1], rubrics[1], NULL), LGR_OK);
  corpus answers = corpus_read(folder);
  ck_assert_uint_gt(answers.count, 15);
  for (size_t i = 0; i < answers.count; ++i) {
    const text a = grade(graders[0], answers.answers[i].text, answers.answers[i].length);
    const text b = grade(graders[1], answers.answers[i].text, answers.answers[i].length);
    ck_assert_uint_eq(a.length, b.length);
    ck_assert_mem_eq(a.bytes, b.bytes, a.length);
    free(a.bytes);
    free(b.bytes);
  }
  corpus_free(&answers);
  for (size_t i = 0; i < 2; ++i) {
    lgr_grader_free(graders[i]);
    lgr_rubric_free(rubrics[i]);
  }
}
END_TEST

START_TEST(same_tests) {
  lgr_rubric *rubric;
  lgr_rubric *read = parsed();
  size_t failed[2];
  size_t total[2];
  ck_assert_int_eq(lgr_rubric_builtin(&rubric, ID, NULL), LGR_OK);
  ck_assert_int_eq(lgr_rubric_test(rubric, NULL, NULL, &failed[0], &total[0]), LGR_OK);
  ck_assert_int_eq(lgr_rubric_test(read, NULL, NULL, &failed[1], &total[1]), LGR_OK);
  ck_assert_uint_eq(failed[0], failed[1]);
  ck_assert_uint_eq(total[0], total[1]);
  ck_assert_uint_gt(total[0], 300);
  lgr_rubric_free(read);
  lgr_rubric_free(rubric);
}
END_TEST

/* With the same numbers at the same places. */
START_TEST(same_weights) {
  lgr_rubric *rubric;
  lgr_rubric *read = parsed();
  ck_assert_int_eq(lgr_rubric_builtin(&rubric, ID, NULL), LGR_OK);
  const size_t count = lgr_rubric_weighing_count(rubric);
  ck_assert_uint_eq(count, lgr_rubric_weighing_count(read));
  for (size_t i = 0; i < count; ++i) {
    lgr_weighing blocks[2] = {{.size = sizeof blocks[0]}, {.size = sizeof blocks[0]}};
    ck_assert_int_eq(lgr_rubric_weighing(rubric, i, &blocks[0]), LGR_OK);
    ck_assert_int_eq(lgr_rubric_weighing(read, i, &blocks[1]), LGR_OK);
    ck_assert_str_eq(blocks[0].criterion, blocks[1].criterion);
    ck_assert_str_eq(blocks[0].window, blocks[1].window);
    ck_assert_str_eq(blocks[0].place.origin, blocks[1].place.origin);
    ck_assert_uint_eq(blocks[0].place.line, blocks[1].place.line);
    ck_assert_uint_eq(blocks[0].term_count, blocks[1].term_count);
    for (size_t t = 0; t < blocks[0].term_count; ++t) {
      lgr_weighing_term terms[2] = {{.size = sizeof terms[0]}, {.size = sizeof terms[0]}};
      ck_assert_int_eq(lgr_rubric_weighing_term(rubric, i, t, &terms[0]), LGR_OK);
      ck_assert_int_eq(lgr_rubric_weighing_term(read, i, t, &terms[1]), LGR_OK);
      ck_assert_str_eq(terms[0].text, terms[1].text);
      ck_assert_int_eq(terms[0].weight, terms[1].weight);
      ck_assert_uint_eq(terms[0].place.line, terms[1].place.line);
      ck_assert_uint_eq(terms[0].place.column, terms[1].place.column);
    }
  }
  lgr_rubric_free(read);
  lgr_rubric_free(rubric);
}
END_TEST

static void *count_allocate(void *context, size_t size) {
  *(size_t *)context += size;
  return malloc(size);
}

static void *count_resize(void *context, void *block, size_t old_size, size_t new_size) {
  *(size_t *)context += new_size > old_size ? new_size - old_size : 0;
  return realloc(block, new_size);
}

static void count_release(void *context, void *block, size_t size) {
  (void)context;
  (void)size;
  free(block);
}

/* Ten thousand concepts and as many nodes are read where they lie; to copy them took
 * longer than all else before an answer can be graded. */
START_TEST(loading_copies_little) {
  size_t taken = 0;
  const lgr_allocator memory = {count_allocate, count_resize, count_release, &taken};
  lgr_rubric *rubric;
  ck_assert_int_eq(lgr_rubric_builtin(&rubric, ID, &memory), LGR_OK);
  ck_assert_uint_lt(taken, 300 * 1024);
  lgr_rubric_free(rubric);
}
END_TEST

int main(int argc, char **argv) {
  folder = corpus_folder(argc, argv);
  Suite *suite = suite_create("image");
  TCase *tests = tcase_create("image");
  tcase_set_timeout(tests, 300);
  tcase_add_test(tests, same_reports);
  tcase_add_test(tests, same_tests);
  tcase_add_test(tests, same_weights);
  tcase_add_test(tests, loading_copies_little);
  suite_add_tcase(suite, tests);
  SRunner *runner = srunner_create(suite);
  srunner_run_all(runner, CK_ENV);
  const int failures = srunner_ntests_failed(runner);
  srunner_free(runner);
  return failures == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
