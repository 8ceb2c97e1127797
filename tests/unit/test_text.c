/* The base layer: UTF-8, folding, fixed-point numbers, digests. Memory and more:
 * test_base.c. */
#include <check.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/allocator.h"
#include "base/buffer.h"
#include "base/digest.h"
#include "base/fixed.h"
#include "base/fold.h"
#include "base/phrases.h"
#include "base/utf8.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

/* -- UTF-8 ----------------------------------------------------------------------- */

START_TEST(every_character_survives_encoding) {
  for (uint32_t character = 0; character <= 0x10FFFF; character += character < 0x900 ? 1 : 61) {
    if (character >= 0xD800 && character <= 0xDFFF) {
      continue;
    }
    char bytes[4];
    const size_t length = lg_utf8_encode(character, bytes);
    uint32_t decoded;
    bool valid;
    ck_assert_uint_eq(lg_utf8_decode(bytes, length, &decoded, &valid), length);
    ck_assert(valid);
    ck_assert_uint_eq(decoded, character);
  }
}
END_TEST

START_TEST(what_is_no_character_is_encoded_as_the_replacement) {
  static const uint32_t wrong[] = {0xD800, 0xDFFF, 0x110000, 0xFFFFFFFF};
  for (size_t i = 0; i < COUNT(wrong); ++i) {
    char bytes[4];
    ck_assert_uint_eq(lg_utf8_encode(wrong[i], bytes), 3);
    ck_assert_mem_eq(bytes, "\xEF\xBF\xBD", 3);
  }
}
END_TEST

/* Every class of ill-formed sequence, with the length of its maximal part. */
START_TEST(ill_formed_sequences_are_found_with_their_length) {
  static const struct {
    const char *bytes;
    size_t taken;
  } cases[] = {
      {"\x80", 1},             /* a continuation byte alone */
      {"\xBF", 1},             /* the same */
      {"\xC0\x80", 1},         /* overlong NUL */
      {"\xC1\xBF", 1},         /* overlong ASCII */
      {"\xC3", 1},             /* cut off */
      {"\xC3(", 1},            /* continuation missing */
      {"\xE0\x80\x80", 1},     /* overlong, three bytes */
      {"\xE0\x9F\xBF", 1},     /* the same */
      {"\xE2\x82", 2},         /* cut off behind a well-formed part */
      {"\xE2(\xA1", 1},        /* second byte missing */
      {"\xE2\x82(", 2},        /* third byte missing */
      {"\xED\xA0\x80", 1},     /* a surrogate */
      {"\xED\xBF\xBF", 1},     /* the same */
      {"\xF0\x80\x80\x80", 1}, /* overlong, four bytes */
      {"\xF0\x8F\xBF\xBF", 1}, /* the same */
      {"\xF0\x9F\x98", 3},     /* cut off */
      {"\xF0\x9F(\x80", 2},    /* third byte missing */
      {"\xF4\x90\x80\x80", 1}, /* past U+10FFFF */
      {"\xF5\x80\x80\x80", 1}, /* the same */
      {"\xFE", 1},             /* never in UTF-8 */
      {"\xFF", 1},
  };
  for (size_t i = 0; i < COUNT(cases); ++i) {
    const size_t length = strlen(cases[i].bytes);
    uint32_t character;
    bool valid;
    ck_assert_uint_eq(lg_utf8_decode(cases[i].bytes, length, &character, &valid), cases[i].taken);
    ck_assert_msg(!valid, "case %zu", i);
    ck_assert_uint_eq(character, LG_UTF8_REPLACEMENT);
    ck_assert_uint_eq(lg_utf8_valid_length(cases[i].bytes, length), 0);
  }
}
END_TEST

START_TEST(the_valid_part_ends_where_the_first_fault_begins) {
  static const char text[] = "gr\xC3\xBC\xC3\x9F\xE2\x82";
  ck_assert_uint_eq(lg_utf8_valid_length(text, sizeof text - 1), 6);
  ck_assert_uint_eq(lg_utf8_valid_length(text, 6), 6);
  ck_assert_uint_eq(lg_utf8_valid_length("", 0), 0);
  ck_assert_uint_eq(lg_utf8_valid_length("a\0b", 3), 3);
}
END_TEST

START_TEST(prefixes_split_no_character) {
  static const char text[] = "a\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80z"; /* 1 + 2 + 3 + 4 + 1 */
  static const size_t expected[] = {0, 1, 1, 3, 3, 3, 6, 6, 6, 6, 10, 11, 11};
  for (size_t limit = 0; limit < COUNT(expected); ++limit) {
    ck_assert_uint_eq(lg_utf8_prefix(text, sizeof text - 1, limit), expected[limit]);
  }
}
END_TEST

/* -- folding ---------------------------------------------------------------------- */

static void check_fold(const char *given, const char *expected) {
  const lg_allocator memory = lg_allocator_standard();
  lg_buffer out;
  lg_buffer_init(&out, &memory);
  lg_fold(given, strlen(given), &out);
  ck_assert_str_eq(out.length > 0 ? out.bytes : "", expected);
  lg_buffer_free(&out);
}

START_TEST(case_and_compatibility_forms_fold_together) {
  check_fold("MixedCase 42", "mixedcase 42");
  check_fold("\xEF\xAC\x81le o\xEF\xAC\x80", "file off"); /* ligatures */
  check_fold("Stra\xC3\x9F"
             "e",
             "strasse");
  check_fold("\xE2\x84\xAA"
             "B",
             "kb"); /* Kelvin sign */
  check_fold("\xC5\xBF"
             "et",
             "set");                            /* long s */
  check_fold("\xEF\xBC\xAB\xEF\xBC\x91", "k1"); /* full width */
  check_fold("\xC3\x89T\xC3\x89", "\xC3\xA9t\xC3\xA9");
  check_fold("10\xE2\x81\xB4", "104"); /* superscript */
}
END_TEST

START_TEST(quotes_dashes_and_spaces_become_plain) {
  check_fold("don\xE2\x80\x99t \xE2\x80\x98x\xE2\x80\x99", "don't 'x'");
  check_fold("\xE2\x80\x9Cx\xE2\x80\x9D \xC2\xABy\xC2\xBB", "\"x\" \"y\"");
  check_fold("a\xE2\x80\x93"
             "b\xE2\x80\x94"
             "c\xE2\x80\x91"
             "d\xE2\x88\x92"
             "e",
             "a-b-c-d-e");
  check_fold("a\xC2\xA0"
             "b\xE2\x80\xAF"
             "c\xE2\x80\x83"
             "d\xE3\x80\x80"
             "e",
             "a b c d e");
}
END_TEST

START_TEST(what_is_not_seen_is_dropped) {
  check_fold("idem\xC2\xADpotent", "idempotent");               /* soft hyphen */
  check_fold("wa\xE2\x80\x8Bter\xE2\x80\x8Dmark", "watermark"); /* zero width */
  check_fold("\xEF\xBB\xBFtext", "text");                       /* byte order mark */
  check_fold("\xC2\xAD", "");
}
END_TEST

START_TEST(marks_written_in_two_ways_give_the_same_bytes) {
  check_fold("re\xCC\x81sume\xCC\x81", "r\xC3\xA9sum\xC3\xA9"); /* as resume with U+00E9 */
  check_fold("r\xC3\xA9sum\xC3\xA9", "r\xC3\xA9sum\xC3\xA9");
  check_fold("E\xCC\x81", "\xC3\xA9");
  /* Two marks in either order, and one of them composed already. */
  const char *const ways[] = {"e\xCC\xA3\xCC\x82", "e\xCC\x82\xCC\xA3", "\xE1\xBA\xB9\xCC\x82",
                              "\xC3\xAA\xCC\xA3", "\xE1\xBB\x87"};
  for (size_t i = 0; i < COUNT(ways); ++i) {
    check_fold(ways[i], "\xE1\xBB\x87");
  }
}
END_TEST

START_TEST(line_breaks_and_tabs_stay) {
  check_fold("A\nB\r\nC\tD", "a\nb\r\nc\td");
}
END_TEST

START_TEST(ill_formed_bytes_fold_to_the_replacement) {
  check_fold("a\xFF"
             "b",
             "a\xEF\xBF\xBD"
             "b");
  check_fold("\xE2\x82", "\xEF\xBF\xBD");
}
END_TEST

/* Folding what is folded changes nothing, and a cluster is never read past the
 * end: for every character, alone and behind a letter. */
START_TEST(folding_is_stable) {
  const lg_allocator memory = lg_allocator_standard();
  lg_buffer once;
  lg_buffer twice;
  lg_buffer_init(&once, &memory);
  lg_buffer_init(&twice, &memory);
  for (uint32_t character = 1; character < 0x20000; ++character) {
    char bytes[5] = {'x'};
    const size_t length = 1 + lg_utf8_encode(character, bytes + 1);
    lg_buffer_clear(&once);
    lg_buffer_clear(&twice);
    lg_fold(bytes, length, &once);
    ck_assert_uint_eq(lg_utf8_valid_length(once.bytes, once.length), once.length);
    lg_fold(once.bytes, once.length, &twice);
    if (once.length != twice.length || memcmp(once.bytes, twice.bytes, once.length) != 0) {
      ck_abort_msg("U+%04X folds to other bytes the second time", character);
    }
  }
  lg_buffer_free(&once);
  lg_buffer_free(&twice);
}
END_TEST

START_TEST(a_long_run_of_marks_is_folded_in_parts) {
  char text[3 + 2 * 5000];
  size_t length = 0;
  text[length++] = 'e';
  for (int i = 0; i < 5000; ++i) {
    text[length++] = '\xCC';
    text[length++] = '\x81';
  }
  const lg_allocator memory = lg_allocator_standard();
  lg_buffer out;
  lg_buffer_init(&out, &memory);
  ck_assert_uint_lt(lg_fold_cluster(text, length, &out), 200);
  lg_buffer_clear(&out);
  lg_fold(text, length, &out);
  ck_assert(!out.failed);
  ck_assert_uint_gt(out.length, 5000);
  lg_buffer_free(&out);
}
END_TEST

/* -- fixed-point numbers ------------------------------------------------------------ */

START_TEST(numbers_are_read_exactly) {
  static const struct {
    const char *text;
    int64_t value;
  } cases[] = {{"0", 0},
               {"-0", 0},
               {"5", 5000},
               {"-12.5", -12500},
               {"+3.25", 3250},
               {"0.001", 1},
               {"-0.05", -50},
               {"007", 7000},
               {"1.100", 1100},
               {"1000000", 1000000000},
               {"-1000000.000", -1000000000}};
  for (size_t i = 0; i < COUNT(cases); ++i) {
    lg_milli value = 99;
    ck_assert_msg(lg_milli_parse(cases[i].text, strlen(cases[i].text), &value), "%s",
                  cases[i].text);
    ck_assert_int_eq(value, cases[i].value);
  }
}
END_TEST

START_TEST(what_is_no_number_is_refused) {
  static const char *const wrong[] = {"",
                                      "-",
                                      ".",
                                      "5.",
                                      ".5",
                                      "1.2345",
                                      "1e3",
                                      "0x10",
                                      " 1",
                                      "1 ",
                                      "1,5",
                                      "--1",
                                      "1.2.3",
                                      "inf",
                                      "five",
                                      "1.-2",
                                      "1000001",
                                      "1000000.001",
                                      "99999999999999999999"};
  for (size_t i = 0; i < COUNT(wrong); ++i) {
    lg_milli value = 99;
    ck_assert_msg(!lg_milli_parse(wrong[i], strlen(wrong[i]), &value), "%s", wrong[i]);
    ck_assert_int_eq(value, 99);
  }
  lg_milli value;
  ck_assert(lg_milli_parse("12x", 2, &value)); /* the length counts, not a NUL */
}
END_TEST

START_TEST(numbers_are_written_without_trailing_zeros) {
  static const struct {
    int64_t value;
    const char *text;
  } cases[] = {{0, "0"},
               {2500, "2.5"},
               {3000, "3"},
               {-50, "-0.05"},
               {1, "0.001"},
               {-1, "-0.001"},
               {71500, "71.5"},
               {100000, "100"},
               {1010, "1.01"},
               {-12345, "-12.345"},
               {1000000000, "1000000"}};
  const lg_allocator memory = lg_allocator_standard();
  for (size_t i = 0; i < COUNT(cases); ++i) {
    lg_buffer out;
    lg_buffer_init(&out, &memory);
    lg_milli_write(&out, cases[i].value);
    ck_assert_str_eq(out.bytes, cases[i].text);
    lg_buffer_free(&out);
  }
}
END_TEST

START_TEST(division_rounds_half_away_from_zero) {
  static const int64_t cases[][3] = {{1, 2, 1},   {-1, 2, -1}, {1, 3, 0},    {2, 3, 1}, {5, 10, 1},
                                     {4, 10, 0},  {-4, 10, 0}, {-5, 10, -1}, {7, 1, 7}, {0, 9, 0},
                                     {49, 99, 0}, {50, 99, 1}, {-15, 10, -2}};
  for (size_t i = 0; i < COUNT(cases); ++i) {
    ck_assert_int_eq(lg_divide_rounded(cases[i][0], cases[i][1]), cases[i][2]);
  }
}
END_TEST

/* -- digest ---------------------------------------------------------------------------- */

static void check_digest(const char *bytes, size_t length, size_t step, const char *expected) {
  lg_digest digest;
  char text[LG_DIGEST_TEXT];
  lg_digest_begin(&digest);
  for (size_t at = 0; at < length; at += step) {
    lg_digest_add(&digest, bytes + at, length - at < step ? length - at : step);
  }
  lg_digest_end(&digest, text);
  ck_assert_str_eq(text, expected);
}

/* The examples of FIPS 180-4, and lengths around the block size. */
START_TEST(digests_are_those_of_the_standard) {
  check_digest("", 0, 1, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  check_digest("abc", 3, 3, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  static const char two_blocks[] = "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq";
  for (size_t step = 1; step <= 56; ++step) {
    check_digest(two_blocks, 56, step,
                 "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
  }
  static char million[1000000];
  memset(million, 'a', sizeof million);
  check_digest(million, sizeof million, 977,
               "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
  check_digest(million, 55, 55, "9f4390f8d30c2dd92ec9f095b65e2b9ae9b0a925a5258e241c9f1e910f734318");
  check_digest(million, 64, 64, "ffe054fe7ae0cb6dc65c3af9b61d5209f439851db43d0ba5997337df154668eb");
}
END_TEST

static lg_phrases phrases_of(lg_phrase_list *list, const char *text) {
  ck_assert(lg_phrase_list_add(list, text));
  lg_phrase_list_sort(list);
  return (lg_phrases){list->runs, (uint32_t)list->count};
}

static uint32_t run_of(const char *a, const char *b, const char *c, const char *d) {
  const char *const words[] = {a, b, c, d};
  uint32_t hash = LG_PHRASE_START;
  for (size_t i = 0; i < sizeof words / sizeof *words; ++i) {
    hash = lg_phrase_add(hash, words[i], strlen(words[i]));
  }
  return lg_phrase_end(hash);
}

START_TEST(phrases_are_runs_of_four_folded_words) {
  const lg_allocator memory = lg_allocator_standard();
  lg_phrase_list list;
  lg_phrase_list_init(&list, &memory);
  const lg_phrases found =
      phrases_of(&list, "Don't ask \xE2\x80\x9Chow fresh\xE2\x80\x9D, at 06:00.");
  ck_assert_uint_eq(found.count, 3);
  ck_assert(lg_phrases_hold(&found, run_of("don't", "ask", "how", "fresh")));
  ck_assert(lg_phrases_hold(&found, run_of("how", "fresh", "at", "06:00")));
  ck_assert(!lg_phrases_hold(&found, run_of("ask", "how", "at", "06:00")));
  lg_phrase_list_free(&list);
}
END_TEST

START_TEST(few_words_are_no_phrase_and_repeated_ones_are_one) {
  const lg_allocator memory = lg_allocator_standard();
  lg_phrase_list list;
  lg_phrase_list_init(&list, &memory);
  ck_assert_uint_eq(phrases_of(&list, "How fresh is").count, 0);
  ck_assert_uint_eq(phrases_of(&list, "").count, 0);
  ck_assert_uint_eq(phrases_of(&list, "one two one two one two one").count, 2);
  const lg_phrases none = {NULL, 0};
  ck_assert(!lg_phrases_hold(&none, run_of("a", "b", "c", "d")));
  lg_phrase_list_free(&list);
}
END_TEST

static Suite *text_suite(void) {
  Suite *suite = suite_create("text");
  TCase *tests = tcase_create("text");
  tcase_set_timeout(tests, 60);
  tcase_add_test(tests, every_character_survives_encoding);
  tcase_add_test(tests, what_is_no_character_is_encoded_as_the_replacement);
  tcase_add_test(tests, ill_formed_sequences_are_found_with_their_length);
  tcase_add_test(tests, the_valid_part_ends_where_the_first_fault_begins);
  tcase_add_test(tests, prefixes_split_no_character);
  tcase_add_test(tests, case_and_compatibility_forms_fold_together);
  tcase_add_test(tests, quotes_dashes_and_spaces_become_plain);
  tcase_add_test(tests, what_is_not_seen_is_dropped);
  tcase_add_test(tests, marks_written_in_two_ways_give_the_same_bytes);
  tcase_add_test(tests, line_breaks_and_tabs_stay);
  tcase_add_test(tests, ill_formed_bytes_fold_to_the_replacement);
  tcase_add_test(tests, folding_is_stable);
  tcase_add_test(tests, a_long_run_of_marks_is_folded_in_parts);
  tcase_add_test(tests, numbers_are_read_exactly);
  tcase_add_test(tests, what_is_no_number_is_refused);
  tcase_add_test(tests, numbers_are_written_without_trailing_zeros);
  tcase_add_test(tests, division_rounds_half_away_from_zero);
  tcase_add_test(tests, digests_are_those_of_the_standard);
  tcase_add_test(tests, phrases_are_runs_of_four_folded_words);
  tcase_add_test(tests, few_words_are_no_phrase_and_repeated_ones_are_one);
  suite_add_tcase(suite, tests);
  return suite;
}

int main(void) {
  SRunner *runner = srunner_create(text_suite());
  srunner_run_all(runner, CK_ENV);
  const int failed = srunner_ntests_failed(runner);
  srunner_free(runner);
  return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
