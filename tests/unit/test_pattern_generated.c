/* The pattern layer on generated wordings and texts, from fixed seeds: the
 * prefilter changes nothing, and plain forms mean what their regular expression
 * means. */
#include <check.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "pattern/syntax.h"

#include "../support/pattern_bench.h"

/* -- generated wordings and texts
 * --------------------------------------------------------------------------- */

typedef struct random_source {
  uint64_t state;
} random_source;

static uint32_t next_random(random_source *r, uint32_t below) {
  r->state = r->state * 6364136223846793005u + 1442695040888963407u;
  return (uint32_t)(r->state >> 33) % below;
}

static const char *const WORDS[] = {"a", "ab", "run", "files", "merge", "x1", "caf\xC3\xA9", "on"};

static void generate_word(random_source *r, lg_buffer *out) {
  lg_buffer_add_text(out, WORDS[next_random(r, COUNT(WORDS))]);
}

/* Of what has plain forms; spaces stand only between words. */
static void generate_plain(random_source *r, lg_buffer *out, int depth) {
  static const char *const between[] = {" ", " ", "-", "-?", ""};
  const uint32_t parts = 1 + next_random(r, 3);
  for (uint32_t i = 0; i < parts; ++i) {
    lg_buffer_add_text(out, i > 0 ? between[next_random(r, COUNT(between))] : "");
    const uint32_t kind = depth > 0 ? next_random(r, 6) : 0;
    if (kind < 3) {
      generate_word(r, out);
      lg_buffer_add_text(out, next_random(r, 6) == 0 && out->bytes[out->length - 1] >= 'a' &&
                                      (unsigned char)out->bytes[out->length - 1] < 0x80
                                  ? "~"
                                  : "");
    } else if (kind < 5) {
      lg_buffer_add_byte(out, '(');
      generate_plain(r, out, depth - 1);
      lg_buffer_add_byte(out, '|');
      generate_plain(r, out, depth - 1);
      lg_buffer_add_text(out, ")");
    } else {
      lg_buffer_add_byte(out, '(');
      generate_plain(r, out, depth - 1);
      lg_buffer_add_text(out, " )?");
      generate_word(r, out);
    }
  }
  lg_buffer_add_text(out, next_random(r, 8) == 0 ? "\\w*" : "");
}

/* Of everything, much of it senseless. */
static void generate(random_source *r, lg_buffer *out, int depth) {
  static const char *const raw[] = {"[ab]",        "\\d",          ".",     "\\w",
                                    "\\w+",        "[^a] ",        "\\s",   "\\b",
                                    "[x\xC3\xA9]", "[a-\xC3\xA9]", "\\w*f", "\\w+e "};
  static const char *const marks[] = {"?", "+", "*", "{2}", "{0,2}", "{1,}", "", ""};
  static const char *const groups[] = {"(?=", "(?!", "(?<=", "(?<!", "(?>", "(?:", "(", "("};
  const uint32_t parts = 1 + next_random(r, 3);
  for (uint32_t i = 0; i < parts; ++i) {
    const uint32_t kind = depth > 0 ? next_random(r, 9) : 0;
    if (kind < 4) {
      lg_buffer_add_text(out, i > 0 && next_random(r, 4) > 0 ? " " : "");
      generate_word(r, out);
      lg_buffer_add_text(out, next_random(r, 6) == 0 ? "~" : "");
    } else if (kind == 4) {
      generate_plain(r, out, 1);
    } else if (kind == 5) {
      lg_buffer_add_text(out, raw[next_random(r, COUNT(raw))]);
    } else if (kind == 6) {
      lg_buffer_add_text(out, next_random(r, 2) == 0 ? "\\w*" : "-");
    } else {
      lg_buffer_add_text(out, groups[next_random(r, COUNT(groups))]);
      generate(r, out, depth - 1);
      if (next_random(r, 2) == 0) {
        lg_buffer_add_byte(out, '|');
        generate(r, out, depth - 1);
      }
      lg_buffer_add_byte(out, ')');
      lg_buffer_add_text(out, marks[next_random(r, COUNT(marks))]);
    }
  }
}

/* Normalised text: folded, single spaces, no hyphen inside a word. */
static void generate_text(random_source *r, lg_buffer *out) {
  static const char *const more[] = {"runs", "running", "merged", "merges", "file",        "b",
                                     "bb",   "abab",    "1",      "x",      "ons",         "aa",
                                     "runb", "cafes",   "xon",    "_",      "\xE2\x86\x92"};
  static const char *const between[] = {" ", " ", " ", " ", "\n", ", ", "", ". ", " - "};
  const uint32_t words = 1 + next_random(r, 24);
  for (uint32_t i = 0; i < words; ++i) {
    const bool known = next_random(r, 3) > 0;
    lg_buffer_add_text(out, known ? WORDS[next_random(r, COUNT(WORDS))]
                                  : more[next_random(r, COUNT(more))]);
    if (i + 1 < words) {
      lg_buffer_add_text(out, between[next_random(r, COUNT(between))]);
    }
  }
}

enum { ROUNDS = 6000, WORDINGS = 4, TEXTS = 4 };

static void compare_prefilter(bench *b, const lg_buffer *text, lg_buffer *hits, uint32_t round,
                              const char *wording) {
  ck_assert_int_eq(bench_scan(b, text->bytes, text->length, false, NULL, NULL), LG_OK);
  const size_t count = b->output.hit_count;
  const size_t undetermined = b->output.undetermined_count;
  lg_buffer_clear(hits);
  if (count > 0) {
    lg_buffer_add(hits, (const char *)b->hits, count * sizeof(lg_hit));
  }
  ck_assert_int_eq(bench_scan(b, text->bytes, text->length, true, NULL, NULL), LG_OK);
  /* A limit that is met only without the prefilter leaves it more undecided. */
  ck_assert_uint_ge(b->output.undetermined_count, undetermined);
  if (b->output.undetermined_count > 0) {
    return;
  }
  const bool same = b->output.hit_count == count &&
                    (count == 0 || memcmp(b->hits, hits->bytes, hits->length) == 0);
  ck_assert_msg(same, "round %u: last wording \"%s\", text \"%s\": %zu hits with, %zu without",
                round, wording, text->bytes, count, b->output.hit_count);
}

START_TEST(the_prefilter_changes_nothing) {
  random_source r = {20240601};
  const lg_allocator memory = lg_allocator_standard();
  lg_buffer wording;
  lg_buffer text;
  lg_buffer hits;
  lg_buffer_init(&wording, &memory);
  lg_buffer_init(&text, &memory);
  lg_buffer_init(&hits, &memory);
  static bench b;
  size_t found = 0;
  size_t used = 0;
  for (uint32_t round = 0; round < ROUNDS; ++round) {
    bench_begin(&b);
    for (uint32_t i = 0; i < WORDINGS; ++i) {
      lg_buffer_clear(&wording);
      if (next_random(&r, 3) == 0) {
        generate_plain(&r, &wording, 3);
      } else {
        generate(&r, &wording, 3);
      }
      used += bench_try(&b, i, wording.bytes, next_random(&r, 3)) == LG_OK;
    }
    bench_finish(&b);
    for (int i = 0; i < TEXTS; ++i) {
      lg_buffer_clear(&text);
      generate_text(&r, &text);
      compare_prefilter(&b, &text, &hits, round, wording.bytes);
      found += b.output.hit_count;
    }
    bench_end(&b);
  }
  /* The generator is worth its name. */
  ck_assert_uint_gt(used, ROUNDS * WORDINGS / 2);
  ck_assert_uint_gt(found, ROUNDS);
  lg_buffer_free(&wording);
  lg_buffer_free(&text);
  lg_buffer_free(&hits);
}
END_TEST

/* A plain wording, and the regular expression it would become if it had too
 * many forms, match in the same sentences. */
START_TEST(forms_and_regular_expressions_mean_the_same) {
  random_source r = {7};
  const lg_allocator memory = lg_allocator_standard();
  lg_buffer text;
  lg_buffer given;
  lg_buffer_init(&text, &memory);
  lg_buffer_init(&given, &memory);
  static bench b;
  size_t compared = 0;
  for (uint32_t round = 0; round < ROUNDS; ++round) {
    bench_begin(&b);
    lg_buffer_clear(&given);
    generate_plain(&r, &given, 2);
    lg_wording plain;
    lg_wording regex = {0};
    lg_wording_error error;
    lg_syntax *tree = NULL;
    const bool usable =
        lg_wording_read(&plain, given.bytes, given.length, &INFLECTIONS, &b.arena, &error) ==
            LG_OK &&
        plain.kind == LG_WORDING_PLAIN &&
        lg_syntax_parse(&tree, given.bytes, given.length, &b.arena, &error) == LG_OK &&
        lg_syntax_to_regex(&regex, tree, &INFLECTIONS, &b.arena, &b.arena, &error) == LG_OK &&
        lg_pattern_builder_add(b.builder, 0, &plain, 0, &error) == LG_OK &&
        lg_pattern_builder_add(b.builder, 1, &regex, 0, &error) == LG_OK;
    bench_finish(&b);
    for (int i = 0; usable && i < TEXTS; ++i) {
      lg_buffer_clear(&text);
      generate_text(&r, &text);
      for (char *at = text.bytes; *at != '\0'; ++at) {
        *at = *at == '\n' ? ' ' : *at;
      }
      ck_assert_int_eq(bench_scan(&b, text.bytes, text.length, false, NULL, NULL), LG_OK);
      bool by_form = false;
      bool by_regex = false;
      for (size_t k = 0; k < b.output.hit_count; ++k) {
        by_form |= b.hits[k].owner == 0;
        by_regex |= b.hits[k].owner == 1;
      }
      ++compared;
      ck_assert_msg(by_form == by_regex, "\"%s\" (regex %s) in \"%s\": %s", given.bytes,
                    regex.regex, text.bytes, by_form ? "only forms match" : "only regex matches");
    }
    bench_end(&b);
  }
  ck_assert_uint_gt(compared, ROUNDS);
  lg_buffer_free(&text);
  lg_buffer_free(&given);
}
END_TEST

static Suite *generated_suite(void) {
  Suite *suite = suite_create("generated");
  TCase *tests = tcase_create("generated");
  tcase_set_timeout(tests, 300);
  tcase_add_test(tests, the_prefilter_changes_nothing);
  tcase_add_test(tests, forms_and_regular_expressions_mean_the_same);
  suite_add_tcase(suite, tests);
  return suite;
}

int main(void) {
  SRunner *runner = srunner_create(generated_suite());
  srunner_run_all(runner, CK_ENV);
  const int failed = srunner_ntests_failed(runner);
  srunner_free(runner);
  return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
