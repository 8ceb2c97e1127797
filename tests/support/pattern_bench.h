/* For tests of the pattern layer: a set made of a few wordings, and a text to
 * search. Header only. */
#ifndef LIBGRADE_TESTS_PATTERN_BENCH_H
#define LIBGRADE_TESTS_PATTERN_BENCH_H

#include <check.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "base/buffer.h"
#include "pattern/set.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

static const char *const IRREGULAR[] = {"write", "wrote", "written", NULL, "keep",
                                        "kept",  NULL,    "re",      NULL};
static const lg_inflections INFLECTIONS = {IRREGULAR, COUNT(IRREGULAR)};

/* -- a set made of a few wordings ------------------------------ */

typedef struct bench {
  lg_allocator memory;
  lg_arena arena;
  lg_pattern_builder *builder;
  lg_pattern_set *set;
  lg_pattern_scratch *scratch;
  lg_unit_range units[4096];
  uint32_t unit_count;
  lg_scan_output output;
  lg_hit *hits; /* of output, by owner and place */
} bench;

static inline void bench_begin(bench *b) {
  memset(b, 0, sizeof *b);
  b->memory = lg_allocator_standard();
  lg_arena_init(&b->arena, &b->memory);
  b->builder = lg_pattern_builder_new(&b->memory);
  ck_assert_ptr_nonnull(b->builder);
}

static inline lg_status bench_try(bench *b, uint32_t owner, const char *text, unsigned typos) {
  lg_wording wording;
  lg_wording_error error;
  const lg_status status =
      lg_wording_read(&wording, text, strlen(text), &INFLECTIONS, &b->arena, &error);
  if (status != LG_OK || wording.kind == LG_WORDING_SEQUENCE) {
    return status != LG_OK ? status : LG_UNSUPPORTED;
  }
  return lg_pattern_builder_add(b->builder, owner, &wording, typos, &error);
}

static inline void bench_add(bench *b, uint32_t owner, const char *text, unsigned typos) {
  ck_assert_msg(bench_try(b, owner, text, typos) == LG_OK, "wording refused: %s", text);
}

static inline void bench_finish(bench *b) {
  ck_assert_int_eq(lg_pattern_builder_finish(b->builder, &b->set), LG_OK);
  b->scratch = lg_pattern_scratch_new(b->set, &b->memory);
  ck_assert_ptr_nonnull(b->scratch);
}

/* Every line of `text` is a sentence. */
static inline lg_status bench_scan(bench *b, const char *text, size_t length,
                                   bool without_prefilter, lg_scan_poll poll, void *context) {
  b->unit_count = 0;
  uint32_t start = 0;
  for (uint32_t i = 0; i <= length; ++i) {
    if (i == length || text[i] == '\n') {
      if (i > start) {
        ck_assert_uint_lt(b->unit_count, COUNT(b->units));
        b->units[b->unit_count++] = (lg_unit_range){start, i};
      }
      start = i + 1;
    }
  }
  const lg_scan_input input = {text, length, b->units, b->unit_count, without_prefilter};
  const lg_status status = lg_pattern_scan(b->set, b->scratch, &input, poll, context, &b->output);
  if (status == LG_OK) {
    b->hits = lg_arena_take_array(&b->arena, b->output.hit_count, sizeof *b->hits);
    ck_assert_ptr_nonnull(b->hits);
    lg_scan_hits(&b->output, b->hits);
  }
  return status;
}

static inline void bench_end(bench *b) {
  lg_pattern_scratch_free(b->scratch);
  lg_pattern_set_free(b->set);
  lg_pattern_builder_free(b->builder);
  lg_arena_free(&b->arena);
}

#endif
