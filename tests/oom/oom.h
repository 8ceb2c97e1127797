/* Memory that runs out: for every call of the public interface the first, the
 * second, the third ... allocation fails, until the call needs no more. Each
 * time it must either say LGR_NO_MEMORY and hand out nothing, or have done its
 * work as if nothing had happened; and it must leave nothing behind. Then the same
 * with only so many bytes to be had. */
#ifndef LIBGRADE_TESTS_OOM_H
#define LIBGRADE_TESTS_OOM_H

#include <check.h>
#include <libgrade/libgrade.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "../support/complete_rubric.h"

/* -- an allocator that checks its caller ------------------------------------------------ */

typedef struct checker {
  size_t blocks; /* in use */
  size_t bytes;
  size_t calls;
  size_t fail_at;    /* number of the call that fails; SIZE_MAX: none */
  bool for_good;     /* and all behind it */
  size_t most_bytes; /* to be in use at a time */
  size_t refused;    /* calls, because of that */
} checker;

static checker memory;

enum { GUARD = 16, FILL = 0xA7 };

typedef struct header {
  size_t size;
  unsigned char guard[GUARD - sizeof(size_t)];
} header;

/* `more` bytes than are in use. */
static inline bool may_allocate(size_t more) {
  const size_t call = memory.calls++;
  if (memory.bytes > memory.most_bytes || more > memory.most_bytes - memory.bytes) {
    ++memory.refused;
    return false;
  }
  return memory.for_good ? call < memory.fail_at : call != memory.fail_at;
}

static inline void *new_block(size_t size) {
  unsigned char *raw = malloc(sizeof(header) + size + GUARD);
  if (raw == NULL) {
    ck_abort_msg("the test itself has no memory");
  }
  memset(raw, FILL, sizeof(header) + size + GUARD);
  memcpy(raw, &size, sizeof size);
  ++memory.blocks;
  memory.bytes += size;
  return raw + sizeof(header);
}

/* Its size is the one asked for, and nothing was written around it. (Check's own
 * macros are slow: they are kept for what is wrong.) */
static inline void check_block(const void *block, size_t size) {
  static const unsigned char guard[GUARD] = {FILL, FILL, FILL, FILL, FILL, FILL, FILL, FILL,
                                             FILL, FILL, FILL, FILL, FILL, FILL, FILL, FILL};
  const unsigned char *raw = (const unsigned char *)block - sizeof(header);
  size_t kept;
  memcpy(&kept, raw, sizeof kept);
  if (kept != size) {
    ck_abort_msg("a block of %zu bytes is said to have %zu", kept, size);
  }
  if (memcmp(raw + sizeof(size_t), guard, sizeof(header) - sizeof(size_t)) != 0 ||
      memcmp(raw + sizeof(header) + size, guard, GUARD) != 0) {
    ck_abort_msg("something was written around a block of %zu bytes", size);
  }
}

static inline void give_back(void *block, size_t size) {
  check_block(block, size);
  unsigned char *raw = (unsigned char *)block - sizeof(header);
  memset(raw, 0xDD, sizeof(header) + size + GUARD);
  free(raw);
  --memory.blocks;
  memory.bytes -= size;
}

static inline void *checked_allocate(void *context, size_t size) {
  (void)context;
  if (size == 0) {
    ck_abort_msg("nothing is asked for");
  }
  return may_allocate(size) ? new_block(size) : NULL;
}

static inline void checked_release(void *context, void *block, size_t size) {
  (void)context;
  if (block == NULL) {
    ck_abort_msg("nothing is given back");
  }
  give_back(block, size);
}

static inline void *checked_resize(void *context, void *block, size_t old_size, size_t new_size) {
  (void)context;
  if (block == NULL || new_size == 0) {
    ck_abort_msg("resize is asked for nothing");
  }
  check_block(block, old_size);
  if (!may_allocate(new_size > old_size ? new_size - old_size : 0)) {
    return NULL;
  }
  void *made = new_block(new_size);
  memcpy(made, block, old_size < new_size ? old_size : new_size);
  give_back(block, old_size);
  return made;
}

static const lgr_allocator allocator = {checked_allocate, checked_resize, checked_release, NULL};

/* -- trying every failure ------------------------------------------------------------------ */

/* Makes a call and takes back what it handed out; checks both outcomes. */
typedef lgr_status (*attempt)(void *context);

static bool all; /* every allocation of the long calls, too: takes minutes */

/* Fails allocations one by one; of more than `most`, some in even steps. */
static inline void fail_each(const char *name, attempt call, void *context, size_t most) {
  memory.calls = 0;
  memory.fail_at = SIZE_MAX;
  const size_t blocks = memory.blocks;
  ck_assert_int_eq(call(context), LGR_OK);
  const size_t needed = memory.calls;
  ck_assert_msg(needed > 0, "%s allocates nothing", name);
  ck_assert_msg(memory.blocks == blocks, "%s leaves %zu blocks", name, memory.blocks - blocks);
  const size_t step = all || needed <= most ? 1 : needed / most + 1;
  for (int for_good = 0; for_good < 2; ++for_good) {
    for (size_t at = for_good != 0 ? step / 2 : 0; at < needed; at += step) {
      memory.calls = 0;
      memory.fail_at = at;
      memory.for_good = for_good != 0;
      const lgr_status status = call(context);
      memory.fail_at = SIZE_MAX;
      ck_assert_msg(status == LGR_OK || status == LGR_NO_MEMORY, "%s, call %zu of %zu: %s", name,
                    at, needed, lgr_status_text(status));
      ck_assert_msg(memory.blocks == blocks, "%s, call %zu of %zu, %s: %zu blocks too many", name,
                    at, needed, lgr_status_text(status), memory.blocks - blocks);
    }
  }
}

/* -- results are compared as text ------------------------------------------------------------- */

typedef struct text {
  char bytes[1 << 18];
  size_t length;
} text;

static inline int add_to_text(void *context, const char *bytes, size_t length) {
  text *t = context;
  ck_assert_uint_le(t->length + length, sizeof t->bytes);
  memcpy(t->bytes + t->length, bytes, length);
  t->length += length;
  return 0;
}

static inline void check_same(const text *a, const text *b) {
  ck_assert_uint_eq(a->length, b->length);
  ck_assert_mem_eq(a->bytes, b->bytes, a->length);
}

static text expected;
static text found;

static inline void write_json(text *out, const lgr_result *result) {
  out->length = 0;
  ck_assert_int_eq(lgr_report_write("json", &result, 1, NULL, NULL, add_to_text, out), LGR_OK);
}

static const lgr_answer answer = {.size = sizeof answer,
                                  .text = complete_answer,
                                  .length = sizeof complete_answer - 1,
                                  .name = "answer.md",
                                  .prompt = "Design a pipeline for late events."};

/* A rubric and a grader from plain memory, and what they make of the answer. */
static lgr_rubric *rubric;

static inline void begin(void) {
  const lgr_rubric_options options = {.size = sizeof options, .read_include = complete_read};
  ck_assert_int_eq(
      lgr_rubric_parse(&rubric, complete_rubric, sizeof complete_rubric - 1, &options, NULL),
      LGR_OK);
  lgr_grader *grader;
  lgr_result *result;
  ck_assert_int_eq(lgr_grader_new(&grader, rubric, NULL), LGR_OK);
  ck_assert_int_eq(lgr_grade(&result, grader, &answer), LGR_OK);
  write_json(&expected, result);
  lgr_result_free(result);
  lgr_grader_free(grader);
}

static inline void end(void) {
  lgr_rubric_free(rubric);
  ck_assert_uint_eq(memory.blocks, 0);
  ck_assert_uint_eq(memory.bytes, 0);
}

/* At most 64 bytes, 128, 256 ... at a time, until the call has enough. */
static inline void give_bytes(const char *name, attempt call, void *context) {
  const size_t blocks = memory.blocks;
  const size_t bytes = memory.bytes;
  size_t refused = 0;
  ck_assert_int_eq(call(context), LGR_OK); /* which is what it is compared with */
  lgr_status status = LGR_NO_MEMORY;
  for (size_t most = 64; status != LGR_OK; most *= 2) {
    ck_assert_msg(most <= (size_t)1 << 30, "%s never has enough", name);
    memory.most_bytes = bytes + most;
    memory.refused = 0;
    status = call(context);
    memory.most_bytes = SIZE_MAX;
    refused += memory.refused;
    ck_assert_msg(status == LGR_OK || status == LGR_NO_MEMORY, "%s with %zu bytes: %s", name, most,
                  lgr_status_text(status));
    ck_assert_msg(memory.blocks == blocks && memory.bytes == bytes,
                  "%s with %zu bytes, %s: %zu blocks, %zu bytes too many", name, most,
                  lgr_status_text(status), memory.blocks - blocks, memory.bytes - bytes);
  }
  ck_assert_msg(refused > 0, "%s was refused nothing", name);
}

/* -- the program -------------------------------------------------------------------- */

/* Argument: "all" to leave out no allocation of the calls that need thousands. */
static inline int oom_main(int argc, char **argv, const TTest *const *tests, size_t count) {
  all = argc > 1 && strcmp(argv[1], "all") == 0;
  memory.fail_at = SIZE_MAX;
  memory.most_bytes = SIZE_MAX;
  Suite *suite = suite_create("oom");
  TCase *cases = tcase_create("oom");
  tcase_set_timeout(cases, 600);
  for (size_t i = 0; i < count; ++i) {
    tcase_add_test(cases, tests[i]);
  }
  suite_add_tcase(suite, cases);
  SRunner *runner = srunner_create(suite);
  srunner_run_all(runner, CK_ENV);
  const int failed = srunner_ntests_failed(runner);
  srunner_free(runner);
  return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

#endif
