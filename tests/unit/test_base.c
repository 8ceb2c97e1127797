/* The base layer: memory, names, diagnostics. Text and numbers: test_text.c. */
#include <check.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/allocator.h"
#include "base/arena.h"
#include "base/buffer.h"
#include "base/diagnostic.h"
#include "base/index.h"
#include "base/limits.h"
#include "base/pool.h"
#include "base/sort.h"
#include "base/status.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

/* -- an allocator that counts, and can be told to give out --------------------- */

typedef struct meter {
  size_t in_use;
  size_t calls;
  size_t fail_from; /* number of the first call that fails; SIZE_MAX: none */
} meter;

static void *meter_allocate(void *context, size_t size) {
  meter *m = context;
  ck_assert_uint_gt(size, 0);
  if (m->calls++ >= m->fail_from) {
    return NULL;
  }
  m->in_use += size;
  return malloc(size);
}

static void *meter_resize(void *context, void *block, size_t old_size, size_t new_size) {
  meter *m = context;
  ck_assert_uint_gt(new_size, 0);
  if (m->calls++ >= m->fail_from) {
    return NULL;
  }
  m->in_use += new_size - old_size;
  return realloc(block, new_size);
}

static void meter_release(void *context, void *block, size_t size) {
  meter *m = context;
  m->in_use -= size;
  free(block);
}

static lg_allocator metered(meter *m) {
  *m = (meter){.fail_from = SIZE_MAX};
  return (lg_allocator){meter_allocate, meter_resize, meter_release, m};
}

/* -- allocator ------------------------------------------------------------------ */

START_TEST(arrays_that_overflow_are_refused) {
  meter m;
  const lg_allocator memory = metered(&m);
  ck_assert_ptr_null(lg_allocate_array(&memory, SIZE_MAX / 2, 3));
  ck_assert_uint_eq(m.calls, 0);
  void *block = lg_allocate_array(&memory, 4, 8);
  ck_assert_uint_eq(m.in_use, 32);
  lg_release(&memory, block, 32);
  ck_assert_uint_eq(m.in_use, 0);
  lg_release(&memory, NULL, 0);
}
END_TEST

START_TEST(nothing_is_asked_for_with_size_zero) {
  meter m;
  const lg_allocator memory = metered(&m);
  void *block = lg_allocate_array(&memory, 0, 8);
  ck_assert_ptr_nonnull(block);
  lg_release(&memory, block, 0);
  ck_assert_uint_eq(m.in_use, 0);
}
END_TEST

START_TEST(growing_keeps_what_was_there) {
  meter m;
  const lg_allocator memory = metered(&m);
  uint32_t *items = NULL;
  size_t capacity = 0;
  for (uint32_t i = 0; i < 1000; ++i) {
    ck_assert(lg_grow(&memory, &items, &capacity, i + 1, sizeof *items));
    items[i] = i * 7;
  }
  for (uint32_t i = 0; i < 1000; ++i) {
    ck_assert_uint_eq(items[i], i * 7);
  }
  m.fail_from = 0;
  const size_t before = capacity;
  uint32_t *kept = items;
  ck_assert(!lg_grow(&memory, &items, &capacity, capacity + 1, sizeof *items));
  ck_assert_uint_eq(capacity, before);
  ck_assert_ptr_eq(items, kept);
  ck_assert(!lg_grow(&memory, &items, &capacity, SIZE_MAX / 2, sizeof *items));
  lg_release(&memory, items, capacity * sizeof *items);
  ck_assert_uint_eq(m.in_use, 0);
}
END_TEST

/* -- arena ------------------------------------------------------------------------ */

START_TEST(arena_gives_aligned_memory_and_takes_it_back) {
  meter m;
  const lg_allocator memory = metered(&m);
  lg_arena arena;
  lg_arena_init(&arena, &memory);
  ck_assert_uint_eq(m.calls, 0);
  for (size_t size = 0; size < 3000; size += 7) {
    unsigned char *taken = lg_arena_take(&arena, size);
    ck_assert_ptr_nonnull(taken);
    ck_assert_uint_eq((uintptr_t)taken % _Alignof(max_align_t), 0);
    memset(taken, 0xA5, size);
  }
  ck_assert_uint_eq(arena.total, m.in_use);
  lg_arena_free(&arena);
  ck_assert_uint_eq(m.in_use, 0);
  ck_assert_ptr_nonnull(lg_arena_take(&arena, 10));
  lg_arena_free(&arena);
  ck_assert_uint_eq(m.in_use, 0);
}
END_TEST

/* Blocks of all sizes, taken, grown, shrunk and given back in turn, keep what is in
 * them; a second round needs nothing more. */
START_TEST(a_pool_hands_out_again_what_it_got_back) {
  enum { BLOCKS = 160 };
  meter m;
  const lg_allocator memory = metered(&m);
  lg_pool pool;
  lg_pool_init(&pool, &memory);
  const lg_allocator pooled = lg_pool_allocator(&pool);
  size_t calls = 0;
  for (int round = 0; round < 3; ++round) {
    unsigned char *blocks[BLOCKS];
    size_t sizes[BLOCKS];
    for (size_t i = 0; i < BLOCKS; ++i) {
      sizes[i] = i < 100 ? i + 1 : i * i * i / 20;
      blocks[i] = lg_allocate(&pooled, sizes[i]);
      ck_assert_uint_eq((uintptr_t)blocks[i] % _Alignof(max_align_t), 0);
      memset(blocks[i], (int)i, sizes[i]);
    }
    for (size_t i = 0; i < BLOCKS; ++i) {
      const size_t size = i % 2 == 0 ? sizes[i] * 3 : sizes[i] / 2 + 1;
      blocks[i] = pooled.resize(pooled.context, blocks[i], sizes[i], size);
      ck_assert_ptr_nonnull(blocks[i]);
      for (size_t k = 0; k < sizes[i] && k < size; k += 1 + size / 64) {
        ck_assert_uint_eq(blocks[i][k], i);
      }
      sizes[i] = size;
    }
    for (size_t i = 0; i < BLOCKS; ++i) {
      lg_release(&pooled, blocks[i], sizes[i]);
    }
    ck_assert(!LG_POOL_KEEPS || round < 2 || m.calls == calls);
    calls = m.calls;
  }
  lg_pool_free(&pool);
  ck_assert_uint_eq(m.in_use, 0);
}
END_TEST

START_TEST(a_pool_keeps_no_huge_block_and_survives_failure) {
  meter m;
  const lg_allocator memory = metered(&m);
  lg_pool pool;
  lg_pool_init(&pool, &memory);
  const lg_allocator pooled = lg_pool_allocator(&pool);
  void *block = lg_allocate(&pooled, LG_POOL_LARGEST);
  block = pooled.resize(pooled.context, block, LG_POOL_LARGEST, LG_POOL_LARGEST + 1);
  block = pooled.resize(pooled.context, block, LG_POOL_LARGEST + 1, 3 * LG_POOL_LARGEST);
  ck_assert_uint_ge(m.in_use, 3 * LG_POOL_LARGEST);
  lg_release(&pooled, block, 3 * LG_POOL_LARGEST);
  ck_assert_uint_le(m.in_use, LG_POOL_LARGEST);
  block = lg_allocate(&pooled, 100);
  m.fail_from = m.calls;
  ck_assert_ptr_null(pooled.resize(pooled.context, block, 100, 1000));
  ck_assert_ptr_null(lg_allocate(&pooled, 1000));
  lg_release(&pooled, block, 100);
  lg_pool_free(&pool);
  ck_assert_uint_eq(m.in_use, 0);
}
END_TEST

START_TEST(arena_blocks_do_not_overlap) {
  const lg_allocator memory = lg_allocator_standard();
  lg_arena arena;
  lg_arena_init(&arena, &memory);
  unsigned char *blocks[200];
  for (size_t i = 0; i < COUNT(blocks); ++i) {
    blocks[i] = lg_arena_take(&arena, 1 + i * 13);
    memset(blocks[i], (int)i, 1 + i * 13);
  }
  for (size_t i = 0; i < COUNT(blocks); ++i) {
    for (size_t k = 0; k < 1 + i * 13; ++k) {
      ck_assert_uint_eq(blocks[i][k], i);
    }
  }
  lg_arena_free(&arena);
}
END_TEST

/* A grader that has seen its largest answer asks for no more memory. */
START_TEST(a_reset_arena_keeps_its_memory) {
  meter m;
  const lg_allocator memory = metered(&m);
  lg_arena arena;
  lg_arena_init(&arena, &memory);
  for (int round = 0; round < 3; ++round) {
    for (int i = 0; i < 100; ++i) {
      ck_assert_ptr_nonnull(lg_arena_take(&arena, 1000));
    }
    lg_arena_reset(&arena);
  }
  const size_t calls = m.calls;
  for (int i = 0; i < 100; ++i) {
    ck_assert_ptr_nonnull(lg_arena_take(&arena, 1000));
  }
  ck_assert_uint_eq(m.calls, calls);
  lg_arena_free(&arena);
  ck_assert_uint_eq(m.in_use, 0);
}
END_TEST

START_TEST(arena_without_memory_says_so) {
  meter m;
  const lg_allocator memory = metered(&m);
  lg_arena arena;
  lg_arena_init(&arena, &memory);
  ck_assert_ptr_nonnull(lg_arena_take(&arena, 1));
  m.fail_from = 0;
  ck_assert_ptr_null(lg_arena_take(&arena, 100000));
  ck_assert_ptr_null(lg_arena_copy(&arena, "x", 100000));
  ck_assert_ptr_null(lg_arena_take(&arena, SIZE_MAX - 8));
  ck_assert_ptr_null(lg_arena_take_array(&arena, SIZE_MAX / 2, 3));
  ck_assert_ptr_nonnull(lg_arena_take(&arena, 1)); /* what it has is still good */
  lg_arena_free(&arena);
  ck_assert_uint_eq(m.in_use, 0);
}
END_TEST

START_TEST(arena_copies_are_terminated_and_arrays_zeroed) {
  const lg_allocator memory = lg_allocator_standard();
  lg_arena arena;
  lg_arena_init(&arena, &memory);
  const char *copy = lg_arena_copy(&arena, "a\0b", 3);
  ck_assert_mem_eq(copy, "a\0b\0", 4);
  ck_assert_str_eq(lg_arena_copy(&arena, NULL, 0), "");
  memset(lg_arena_take(&arena, 512), 0xFF, 512);
  lg_arena_reset(&arena);
  const unsigned char *zeroed = lg_arena_take_array(&arena, 64, 8);
  for (size_t i = 0; i < 512; ++i) {
    ck_assert_uint_eq(zeroed[i], 0);
  }
  lg_arena_free(&arena);
}
END_TEST

/* -- buffer ---------------------------------------------------------------------- */

START_TEST(buffers_append_and_format) {
  const lg_allocator memory = lg_allocator_standard();
  lg_buffer buffer;
  lg_buffer_init(&buffer, &memory);
  ck_assert_ptr_null(buffer.bytes);
  lg_buffer_format(&buffer, "%s|%.*s|%d|%u|%z|%c|%%", "text", 3, "abcdef", -17, 4000000000u,
                   (size_t)4123456789, 'x');
  ck_assert_str_eq(buffer.bytes, "text|abc|-17|4000000000|4123456789|x|%");
  lg_buffer_clear(&buffer);
  ck_assert_uint_eq(buffer.length, 0);
  ck_assert_str_eq(buffer.bytes, "");
  lg_buffer_add_signed(&buffer, INT64_MIN);
  lg_buffer_add_byte(&buffer, ' ');
  lg_buffer_add_unsigned(&buffer, UINT64_MAX);
  lg_buffer_add_byte(&buffer, ' ');
  lg_buffer_add_unsigned(&buffer, 0);
  ck_assert_str_eq(buffer.bytes, "-9223372036854775808 18446744073709551615 0");
  lg_buffer_free(&buffer);
}
END_TEST

START_TEST(a_buffers_failure_is_sticky_until_cleared) {
  meter m;
  const lg_allocator memory = metered(&m);
  lg_buffer buffer;
  lg_buffer_init(&buffer, &memory);
  lg_buffer_add_text(&buffer, "kept");
  m.fail_from = 0;
  char big[4096];
  memset(big, 'x', sizeof big);
  lg_buffer_add(&buffer, big, sizeof big);
  lg_buffer_add_text(&buffer, "y");
  ck_assert(buffer.failed);
  ck_assert_str_eq(buffer.bytes, "kept");
  m.fail_from = SIZE_MAX;
  lg_buffer_clear(&buffer);
  ck_assert(!buffer.failed);
  lg_buffer_add(&buffer, big, sizeof big);
  ck_assert_uint_eq(buffer.length, sizeof big);
  lg_buffer_free(&buffer);
  ck_assert_uint_eq(m.in_use, 0);
}
END_TEST

/* -- names ------------------------------------------------------------------------------ */

START_TEST(names_are_found_by_their_first_position) {
  static const char *const names[] = {"beta", "alpha", NULL, "gamma", "beta", ""};
  const lg_allocator memory = lg_allocator_standard();
  lg_arena arena;
  lg_arena_init(&arena, &memory);
  lg_index index;
  ck_assert(lg_index_build(&index, &arena, names, COUNT(names)));
  ck_assert_uint_eq(lg_index_find(&index, "alpha"), 1);
  ck_assert_uint_eq(lg_index_find(&index, "beta"), 0);
  ck_assert_uint_eq(lg_index_find(&index, "gamma"), 3);
  ck_assert_uint_eq(lg_index_find(&index, ""), 5);
  ck_assert_uint_eq(lg_index_find(&index, "alph"), LG_NOT_FOUND);
  ck_assert_uint_eq(lg_index_find(&index, "zeta"), LG_NOT_FOUND);
  ck_assert(lg_index_build(&index, &arena, names, 0));
  ck_assert_uint_eq(lg_index_find(&index, "alpha"), LG_NOT_FOUND);
  lg_arena_free(&arena);
}
END_TEST

START_TEST(a_likely_slip_has_a_nearest_name) {
  static const char *const names[] = {"watermark", "partition", "volume", "no"};
  ck_assert_str_eq(lg_nearest_name("watermrak", names, 4), "watermark");
  ck_assert_str_eq(lg_nearest_name("partitions", names, 4), "partition");
  ck_assert_str_eq(lg_nearest_name("volune", names, 4), "volume");
  ck_assert_ptr_null(lg_nearest_name("latency", names, 4));
  ck_assert_ptr_null(lg_nearest_name("on", names, 4)); /* a third of two letters is none */
  ck_assert_ptr_null(lg_nearest_name("volume", names, 0));
  ck_assert_ptr_null(lg_nearest_name("", names, 4));
  char endless[200];
  memset(endless, 'a', sizeof endless - 1);
  endless[sizeof endless - 1] = '\0';
  ck_assert_ptr_null(lg_nearest_name(endless, names, 4));
}
END_TEST

/* -- diagnostics --------------------------------------------------------------------------- */

START_TEST(diagnostics_are_copied) {
  meter m;
  const lg_allocator memory = metered(&m);
  lg_diagnostics list;
  lg_diagnostics_init(&list, &memory);
  char message[] = "something is wrong";
  ck_assert(lg_diagnostics_add(
      &list,
      &(lg_diagnostic){.severity = LG_ERROR, .code = "R101", .message = message, .line = 3}));
  message[0] = 'X';
  ck_assert_uint_eq(list.count, 1);
  ck_assert_uint_eq(list.errors, 1);
  ck_assert_str_eq(list.items[0].message, "something is wrong");
  ck_assert_str_eq(list.items[0].hint, "");
  ck_assert_str_eq(list.items[0].origin, "");
  ck_assert_uint_eq(list.items[0].line, 3);
  ck_assert(lg_diagnostics_add(NULL, &(lg_diagnostic){.code = "R101", .message = message}));
  lg_diagnostics_clear(&list);
  ck_assert_uint_eq(list.count + list.errors, 0);
  lg_diagnostics_free(&list);
  ck_assert_uint_eq(m.in_use, 0);
}
END_TEST

START_TEST(diagnostics_beyond_the_limit_are_counted) {
  const lg_allocator memory = lg_allocator_standard();
  lg_diagnostics list;
  lg_diagnostics_init(&list, &memory);
  const lg_diagnostic warning = {.severity = LG_WARNING, .code = "R501", .message = "unused"};
  const lg_diagnostic error = {.severity = LG_ERROR, .code = "R101", .message = "unknown key"};
  for (unsigned i = 0; i < LG_LIMIT_DIAGNOSTICS; ++i) {
    lg_diagnostics_add(&list, &warning);
  }
  lg_diagnostics_add(&list, &warning);
  lg_diagnostics_add(&list, &error);
  ck_assert_uint_eq(list.count, LG_LIMIT_DIAGNOSTICS);
  ck_assert_uint_eq(list.suppressed, 2);
  ck_assert_uint_eq(list.errors, 1);
  lg_diagnostics_free(&list);
}
END_TEST

START_TEST(a_lost_diagnostic_is_known) {
  meter m;
  const lg_allocator memory = metered(&m);
  lg_diagnostics list;
  lg_diagnostics_init(&list, &memory);
  m.fail_from = 1;
  ck_assert(!lg_diagnostics_add(
      &list, &(lg_diagnostic){.severity = LG_ERROR, .code = "R101", .message = "text"}));
  ck_assert(list.lost);
  ck_assert_uint_eq(list.count, 0);
  ck_assert_uint_eq(list.errors, 1);
  lg_diagnostics_free(&list);
  ck_assert_uint_eq(m.in_use, 0);
}
END_TEST

static void check_place(const char *text, size_t offset, uint32_t line, uint32_t column) {
  uint32_t found_line;
  uint32_t found_column;
  lg_locate(text, strlen(text), offset, &found_line, &found_column);
  ck_assert_msg(found_line == line && found_column == column, "offset %zu: %u:%u, not %u:%u",
                offset, found_line, found_column, line, column);
}

START_TEST(places_count_lines_and_characters) {
  check_place("", 0, 1, 1);
  check_place("abc", 2, 1, 3);
  check_place("a\nb", 2, 2, 1);
  check_place("a\r\nb", 3, 2, 1); /* one line end, not two */
  check_place("a\rb", 2, 2, 1);
  check_place("a\r\rb", 3, 3, 1);
  check_place("a\n\r\nb", 4, 3, 1);
  check_place("a\r", 2, 2, 1);
  check_place("gr\xC3\xBC\xC3\x9F"
              "e",
              6, 1, 5); /* characters, not bytes */
  check_place("\xF0\x9F\x98\x80x", 4, 1, 2);
  check_place("ab", 99, 1, 3); /* past the end is the end */
}
END_TEST

/* By comparing each with all: how many go before it. */
static uint32_t rank(const lg_keyed *items, uint32_t count, uint32_t of) {
  uint32_t before = 0;
  for (uint32_t i = 0; i < count; ++i) {
    before += items[i].key < items[of].key || (items[i].key == items[of].key && i < of);
  }
  return before;
}

START_TEST(sorting_keeps_the_order_of_equal_keys) {
  enum { MOST = 70 };
  static const uint64_t differing[] = {1, 2, 7, UINT64_C(1) << 40};
  uint64_t state = 1;
  for (uint32_t count = 0; count <= MOST; ++count) {
    for (size_t k = 0; k < COUNT(differing); ++k) {
      lg_keyed items[MOST];
      lg_keyed spare[MOST];
      lg_keyed expected[MOST] = {{0, 0}};
      for (uint32_t i = 0; i < count; ++i) {
        state = state * UINT64_C(6364136223846793005) + 1442695040888963407u;
        items[i] = (lg_keyed){(state >> 20) % differing[k], i};
      }
      for (uint32_t i = 0; i < count; ++i) {
        expected[rank(items, count, i)] = items[i];
      }
      const lg_keyed *sorted = lg_sort(items, spare, count);
      ck_assert(sorted == items || sorted == spare);
      for (uint32_t i = 0; i < count; ++i) {
        ck_assert_uint_eq(sorted[i].key, expected[i].key);
        ck_assert_uint_eq(sorted[i].item, expected[i].item);
      }
    }
  }
}
END_TEST

START_TEST(every_status_has_a_text) {
  for (int status = 0; status >= LG_INTERNAL; --status) {
    ck_assert_str_ne(lg_status_text((lg_status)status), "unknown status");
  }
  ck_assert_str_eq(lg_status_text((lg_status)42), "unknown status");
}
END_TEST

static Suite *base_suite(void) {
  Suite *suite = suite_create("base");
  TCase *tests = tcase_create("base");
  tcase_set_timeout(tests, 60);
  tcase_add_test(tests, arrays_that_overflow_are_refused);
  tcase_add_test(tests, nothing_is_asked_for_with_size_zero);
  tcase_add_test(tests, growing_keeps_what_was_there);
  tcase_add_test(tests, arena_gives_aligned_memory_and_takes_it_back);
  tcase_add_test(tests, a_pool_hands_out_again_what_it_got_back);
  tcase_add_test(tests, a_pool_keeps_no_huge_block_and_survives_failure);
  tcase_add_test(tests, arena_blocks_do_not_overlap);
  tcase_add_test(tests, a_reset_arena_keeps_its_memory);
  tcase_add_test(tests, arena_without_memory_says_so);
  tcase_add_test(tests, arena_copies_are_terminated_and_arrays_zeroed);
  tcase_add_test(tests, buffers_append_and_format);
  tcase_add_test(tests, a_buffers_failure_is_sticky_until_cleared);
  tcase_add_test(tests, names_are_found_by_their_first_position);
  tcase_add_test(tests, a_likely_slip_has_a_nearest_name);
  tcase_add_test(tests, diagnostics_are_copied);
  tcase_add_test(tests, diagnostics_beyond_the_limit_are_counted);
  tcase_add_test(tests, a_lost_diagnostic_is_known);
  tcase_add_test(tests, places_count_lines_and_characters);
  tcase_add_test(tests, sorting_keeps_the_order_of_equal_keys);
  tcase_add_test(tests, every_status_has_a_text);
  suite_add_tcase(suite, tests);
  return suite;
}

int main(void) {
  SRunner *runner = srunner_create(base_suite());
  srunner_run_all(runner, CK_ENV);
  const int failed = srunner_ntests_failed(runner);
  srunner_free(runner);
  return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
