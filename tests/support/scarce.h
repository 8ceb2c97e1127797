/* Memory that runs out at the Nth request, over a report of several answers.
 * Header only. */
#ifndef LIBGRADE_TESTS_SCARCE_H
#define LIBGRADE_TESTS_SCARCE_H

#include "support/report_fixture.h"

typedef struct scarce {
  size_t left;
  size_t bytes; /* not given back yet */
} scarce;

static inline void *scarce_resize(void *context, void *block, size_t old_size, size_t new_size) {
  scarce *memory = context;
  if (memory->left == 0) {
    return NULL;
  }
  --memory->left;
  void *larger = realloc(block, new_size);
  ck_assert_ptr_nonnull(larger);
  memory->bytes += new_size - old_size;
  return larger;
}

static inline void *scarce_allocate(void *context, size_t size) {
  return scarce_resize(context, NULL, 0, size);
}

static inline void scarce_release(void *context, void *block, size_t size) {
  ((scarce *)context)->bytes -= size;
  free(block);
}

/* Every request for memory in turn fails: that is told, and nothing is kept.
 * Returns how many there are. */
static inline size_t report_without_memory(const char *format, const lg_report_input *input) {
  lg_status status = LG_NO_MEMORY;
  size_t left = 0;
  for (; status != LG_OK; ++left) {
    scarce memory = {left, 0};
    const lg_allocator allocator = {scarce_allocate, scarce_resize, scarce_release, &memory};
    text out = {NULL, 0, 0, 0};
    status = lg_report_write(format, input, collect, &out, &allocator);
    ck_assert(status == LG_OK || status == LG_NO_MEMORY);
    ck_assert_uint_eq(memory.bytes, 0);
    free(out.bytes);
    ck_assert_uint_lt(left, 1000);
  }
  return left;
}

/* The same over several answers, two rubrics and a check. */
static inline void runs_out_of_memory(const char *format) {
  fixture f;
  fixture g;
  make(&f);
  make(&g);
  g.result.rubric_digest = "ffff";
  g.result.path = "a long name: @everyone, \"x\"; =1 | y";
  g.criteria[0].id = "other";
  const lg_result *results[] = {&f.result, &g.result, &f.result};
  const lg_check checks[] = {{1, "score", LG_CHECK_UNMET, "expected 75, got 69.9"}};
  lg_report_input input = input_of(results, COUNT(results));
  input.options.checks = checks;
  input.options.check_count = COUNT(checks);
  ck_assert_uint_gt(report_without_memory(format, &input), 5);
  unmake(&f);
  unmake(&g);
}

#endif
