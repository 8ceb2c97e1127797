/* The pattern layer: what a wording means, what it refuses, what is found with
 * it, and what happens at limits. */
#include <check.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/codes.h"
#include "base/limits.h"
#include "pattern/regex.h"
#include "pattern/typo.h"

#include "../support/pattern_bench.h"

/* What one wording finds in a text, matches joined by '|', the same with and
 * without the prefilter. */
static void check_found(const char *wording, unsigned typos, const char *text,
                        const char *expected) {
  bench b;
  bench_begin(&b);
  bench_add(&b, 0, wording, typos);
  bench_finish(&b);
  for (int without = 0; without < 2; ++without) {
    ck_assert_int_eq(bench_scan(&b, text, strlen(text), without != 0, NULL, NULL), LG_OK);
    lg_buffer found;
    lg_buffer_init(&found, &b.memory);
    for (size_t i = 0; i < b.output.hit_count; ++i) {
      lg_buffer_format(&found, "%s%.*s", i > 0 ? "|" : "", (int)(b.hits[i].end - b.hits[i].start),
                       text + b.hits[i].start);
    }
    ck_assert_msg(strcmp(found.length > 0 ? found.bytes : "", expected) == 0,
                  "\"%s\" in \"%s\": found \"%s\", expected \"%s\"%s", wording, text,
                  found.length > 0 ? found.bytes : "", expected,
                  without != 0 ? " (without prefilter)" : "");
    ck_assert_ptr_null(b.output.limit_code);
    lg_buffer_free(&found);
  }
  bench_end(&b);
}

/* -- what a wording means ------------------------------------------------------------- */

START_TEST(wordings_mean_what_the_reference_says) {
  static const struct {
    const char *wording;
    const char *text;
    const char *found;
  } cases[] = {
      {"small files", "we have small files, and small filesystems", "small files"},
      {"Small Files", "small files", "small files"}, /* case never matters */
      {"late-arriving", "late arriving events", "late arriving"},
      {"late arriving", "late arriving events", "late arriving"},
      {"files?", "a file, files, filed", "file|files"},
      {"(tiny|small) files", "tiny files and small files but big files", "tiny files|small files"},
      {"(the )?job", "job", "job"},
      {"(the )?job", "the job", "the job|job"},
      {"partition\\w*", "partition partitions partitioning repartition",
       "partition|partitions|partitioning"},
      {"re-?run~", "rerun, reruns, re run, re running, rerunning, run",
       "rerun|reruns|re run|re running|rerunning"},
      {"merge~ on", "merges on, merged on, merge in", "merges on|merged on"},
      {"(merge|upsert)~", "merged upserts merging", "merged|upserts|merging"},
      {"write~", "wrote written writes writing", "wrote|written|writes|writing"},
      {"keep~ up", "kept up, keeps up, keeped", "kept up|keeps up"},
      {"e\\.g", "say e.g. this", "e.g"},
      {"c\\+\\+", "in c++ or c", "c++"},
      {"100%", "about 100% of it", "100%"},
      {"caf\xC3\xA9", "caf\xC3\xA9s and caf\xC3\xA9", "caf\xC3\xA9"},
      {"cafe\xCC\x81", "caf\xC3\xA9", "caf\xC3\xA9"}, /* the accent written apart */
      {"caf\xC3\xA9?", "caf and caf\xC3\xA9", "caf|caf\xC3\xA9"},
      {"don\xE2\x80\x99t", "we don't", "don't"},
      {"5-6", "a 5-6 split", "5-6"}, /* between digits a hyphen stays */
      {"a|b", "a b c", "a|b"},
      {"(run|runs)( (it|them))?( (twice|again))", "run again, runs it twice, run them",
       "run again|runs it twice"},
      {"x{2}y", "xxy xy", "xxy"},
      {"[ab]x", "ax bx cx", "ax|bx"},
      {"[AB]x", "ax bx cx", "ax|bx"}, /* capitals in a class, too */
      {"\\d+ rows", "12 rows, many rows", "12 rows"},
      {"rows (?=of)", "rows of, rows in", "rows "},
      {"(?<!small )files", "small files, big files", "files"},
      {"no.{0,9}proof", "no hard proof", "no hard proof"},
      {"files(?! on disk)", "files on disk and files in store", "files"},
      {"a+b", "aab ab b", "aab|ab"},
      {"re-?run\\b.*twice", "re run it twice", "re run it twice"},
      {"re-run .*twice", "re run it twice", "re run it twice"},
      {"x-?[a-c]+", "x b", "x b"},
  };
  for (size_t i = 0; i < COUNT(cases); ++i) {
    check_found(cases[i].wording, 0, cases[i].text, cases[i].found);
  }
}
END_TEST

START_TEST(matches_are_whole_words) {
  check_found("merge", 0, "merger emerge merge_key merge1 merge", "merge");
  check_found("on", 0, "on, only; (on) \"on\" on.", "on|on|on|on");
  check_found(">", 0, "a > b", ">"); /* no word character, no word boundary */
  check_found("partition\\w*", 0, "partitions_by partition", "partitions_by|partition");
  check_found("merge", 0, "\xC3\xA9merge merge\xC3\xA9", "");
  check_found("a\\w?b", 0, "ab axb xab abx", "ab|axb");
}
END_TEST

/* Arrows, currency signs and dots are no letters. */
START_TEST(signs_beyond_ascii_end_a_word) {
  static const char *const wordings[] = {"merge", "m[e]rge"};
  for (size_t i = 0; i < COUNT(wordings); ++i) {
    check_found(wordings[i], 0,
                "dupes\xE2\x86\x92merge\xE2\x86\x92"
                "done",
                "merge");
    check_found(wordings[i], 0, "\xE2\x80\xA6merge\xE2\x80\xA6 \xE2\x82\xACmerge", "merge|merge");
  }
  check_found("partition\\w*", 0,
              "partitions\xE2\x86\x92"
              "files",
              "partitions");
}
END_TEST

START_TEST(no_match_crosses_sentences) {
  check_found("small files", 0, "small\nfiles", "");
  check_found("small[ \\n]files", 0, "small\nfiles small files", "small files");
  check_found("small.*files", 0, "small\nfiles\nsmall old files", "small old files");
  check_found("(?<!small )files", 0, "small\nfiles", "files");
}
END_TEST

/* What no other wording begins like is compared at once: just as long as one byte
 * counts, and longer. */
START_TEST(a_wording_is_found_to_its_last_letter_however_long) {
  enum { LONGEST = 600 };
  for (size_t length = 250; length <= LONGEST; length += length < 262 ? 1 : 169) {
    char wording[LONGEST + 1];
    char text[LONGEST + 2];
    memset(wording, 'q', length);
    memcpy(wording, "the", 3);
    wording[length] = '\0';
    check_found(wording, 0, wording, wording);
    memcpy(text, wording, length + 1);
    text[length - 1] = 'z';
    check_found(wording, 0, text, "");
    text[length - 1] = '\0';
    check_found(wording, 0, text, "");
    memcpy(text, wording, length);
    memcpy(text + length, "q", 2);
    check_found(wording, 0, text, "");
  }
  check_found("(watermark|water level|water|wa)", 0, "wat water, watermar watermark; water leve",
              "water|watermark|water");
}
END_TEST

/* What stands in front of a required literal: as many words as the wording has, of this
 * sentence and not of the one before, and any number where any may stand. */
START_TEST(a_match_may_begin_words_before_its_literal) {
  static const char literal_with_spaces[] = "[a-c]+ [d-f]+ rows at rest";
  check_found(literal_with_spaces, 0, "a d rows at rest, rows at rest, b e rows at rest",
              "a d rows at rest|b e rows at rest");
  check_found(literal_with_spaces, 0, "x x a\td rows at rest", "");
  check_found(literal_with_spaces, 0, "d rows at rest. b d rows at rest", "b d rows at rest");
  char text[2000] = "x1 ";
  for (int i = 0; i < 300; ++i) {
    strcat(text, "a ");
  }
  strcat(text, "rows");
  check_found("x[0-9].*rows", 0, text, text);
}
END_TEST

/* -- expressions compiled once ---------------------------------------------------- */

typedef struct rationed {
  size_t left;
  size_t in_use;
} rationed;

static void *rationed_allocate(void *context, size_t size) {
  rationed *r = context;
  if (r->left == 0) {
    return NULL;
  }
  --r->left;
  r->in_use += size;
  return malloc(size);
}

static void *rationed_resize(void *context, void *block, size_t old_size, size_t new_size) {
  void *moved = rationed_allocate(context, new_size);
  if (moved != NULL) {
    memcpy(moved, block, old_size < new_size ? old_size : new_size);
    ((rationed *)context)->in_use -= old_size;
    free(block);
  }
  return moved;
}

static void rationed_release(void *context, void *block, size_t size) {
  ((rationed *)context)->in_use -= size;
  free(block);
}

static const char *const sources[] = {"late \\w+", "keep (?:\\S+ )?file", "\\bkey\\b"};

static void compile_sources(const lg_regex_context *context, lg_regex **out) {
  for (size_t i = 0; i < 3; ++i) {
    lg_regex_error refused;
    ck_assert_int_eq(lg_regex_compile(&out[i], context, sources[i], strlen(sources[i]), &refused),
                     LG_OK);
  }
}

static void check_finds(const lg_regex *regex, lg_regex_scratch *scratch, const char *text,
                        size_t from, size_t to) {
  size_t start;
  size_t end;
  ck_assert_int_eq(lg_regex_find(regex, scratch, text, strlen(text), 0, &start, &end),
                   LG_REGEX_MATCH);
  ck_assert_uint_eq(start, from);
  ck_assert_uint_eq(end, to);
}

START_TEST(compiled_expressions_are_read_again) {
  const lg_allocator memory = lg_allocator_standard();
  lg_regex_context *context = lg_regex_context_new(&memory);
  lg_regex *compiled[3];
  lg_buffer bytes;
  lg_buffer_init(&bytes, &memory);
  compile_sources(context, compiled);
  ck_assert_int_eq(lg_regexes_write(compiled, 3, context, &bytes), LG_OK);
  lg_status status = LG_NO_MEMORY;
  for (size_t allowed = 0; status == LG_NO_MEMORY; ++allowed) {
    rationed ration = {SIZE_MAX, 0};
    const lg_allocator scarce = {rationed_allocate, rationed_resize, rationed_release, &ration};
    lg_regex_context *reader = lg_regex_context_new(&scarce);
    lg_regex *read[3] = {NULL, NULL, NULL};
    ration.left = allowed;
    status = lg_regexes_read(read, 3, reader, bytes.bytes);
    ration.left = SIZE_MAX;
    if (status == LG_OK) {
      lg_regex_scratch *scratch = lg_regex_scratch_new(reader);
      check_finds(read[0], scratch, "a late event", 2, 12);
      check_finds(read[1], scratch, "keep a file", 0, 11);
      check_finds(read[2], scratch, "monkey key", 7, 10);
      lg_regex_scratch_free(scratch);
    }
    for (size_t i = 0; i < 3; ++i) {
      ck_assert((read[i] != NULL) == (status == LG_OK));
      lg_regex_free(read[i]);
    }
    lg_regex_context_free(reader);
    ck_assert_uint_eq(ration.in_use, 0);
  }
  ck_assert_int_eq(status, LG_OK);
  for (size_t i = 0; i < 3; ++i) {
    lg_regex_free(compiled[i]);
  }
  lg_buffer_free(&bytes);
  lg_regex_context_free(context);
}
END_TEST

/* Of another release of PCRE2, as far as its name tells; or not by PCRE2 at all. */
START_TEST(expressions_compiled_elsewhere_are_not_read) {
  const lg_allocator memory = lg_allocator_standard();
  lg_regex_context *context = lg_regex_context_new(&memory);
  lg_regex *compiled[3];
  lg_regex *read[3] = {NULL, NULL, NULL};
  lg_buffer bytes;
  lg_buffer_init(&bytes, &memory);
  compile_sources(context, compiled);
  ck_assert_int_eq(lg_regexes_write(compiled, 3, context, &bytes), LG_OK);
  bytes.bytes[0] ^= 1;
  ck_assert_int_eq(lg_regexes_read(read, 3, context, bytes.bytes), LG_REJECTED);
  bytes.bytes[0] ^= 1;
  bytes.bytes[64] ^= 1;
  ck_assert_int_eq(lg_regexes_read(read, 3, context, bytes.bytes), LG_REJECTED);
  for (size_t i = 0; i < 3; ++i) {
    ck_assert_ptr_null(read[i]);
    lg_regex_free(compiled[i]);
  }
  lg_buffer_free(&bytes);
  lg_regex_context_free(context);
}
END_TEST

START_TEST(overlapping_wordings_are_all_found) {
  bench b;
  bench_begin(&b);
  bench_add(&b, 3, "exactly once", 0);
  bench_add(&b, 1, "once", 0);
  bench_add(&b, 1, "exactly once delivery", 0);
  bench_add(&b, 1, "once", 0);
  bench_finish(&b);
  static const char text[] = "exactly once delivery";
  ck_assert_int_eq(bench_scan(&b, text, sizeof text - 1, false, NULL, NULL), LG_OK);
  ck_assert_uint_eq(b.output.hit_count, 3); /* by owner; repeats dropped */
  ck_assert_uint_eq(b.hits[0].owner, 1);
  ck_assert_uint_eq(b.hits[0].start, 0);
  ck_assert_uint_eq(b.hits[0].end, 21);
  ck_assert_uint_eq(b.hits[1].owner, 1);
  ck_assert_uint_eq(b.hits[1].start, 8);
  ck_assert_uint_eq(b.hits[2].owner, 3);
  bench_end(&b);
}
END_TEST

START_TEST(an_empty_set_and_an_empty_text_find_nothing) {
  bench b;
  bench_begin(&b);
  bench_finish(&b);
  ck_assert_int_eq(bench_scan(&b, "some text", 9, false, NULL, NULL), LG_OK);
  ck_assert_uint_eq(b.output.hit_count, 0);
  ck_assert_int_eq(bench_scan(&b, "", 0, true, NULL, NULL), LG_OK);
  ck_assert_uint_eq(b.output.hit_count, 0);
  bench_end(&b);
}
END_TEST

/* -- inflection -------------------------------------------------------------------------- */

START_TEST(words_are_inflected) {
  static const struct {
    const char *wording;
    const char *text; /* all of it must be found, word by word */
  } cases[] = {
      {"merge~", "merge merges merged merging"},
      {"retry~", "retry retries retried retrying"},
      {"replay~", "replay replays replayed replaying"},
      {"drop~", "drop drops dropped dropping"},
      {"commit~", "commit commits committed committing"},
      {"open~", "open opens opened opening"},
      {"push~", "push pushes pushed pushing"},
      {"fix~", "fix fixes fixed fixing"},
      {"pass~", "pass passes passed passing"},
      {"do~", "do does doing"},
      {"tie~", "tie ties tied tying"},
      {"free~", "free frees freed freeing"},
      {"write~", "write writes wrote written writing"},
      {"query~", "query queries queried querying"},
      {"batch~", "batch batches batched batching"},
      {"key~", "key keys keyed keying"},
  };
  for (size_t i = 0; i < COUNT(cases); ++i) {
    char expected[200];
    strcpy(expected, cases[i].text);
    for (char *at = expected; *at != '\0'; ++at) {
      *at = *at == ' ' ? '|' : *at;
    }
    check_found(cases[i].wording, 0, cases[i].text, expected);
  }
  check_found("merge~", 0, "merger emerging mergers", "");
}
END_TEST

/* -- kinds and sequences -------------------------------------------------------------------- */

static void read_wording(lg_wording *out, const char *text, lg_arena *arena) {
  lg_wording_error error;
  ck_assert_msg(lg_wording_read(out, text, strlen(text), &INFLECTIONS, arena, &error) == LG_OK,
                "%s: %s", text, error.message);
}

START_TEST(plain_wordings_need_no_regular_expression) {
  static const struct {
    const char *wording;
    lg_wording_kind kind;
  } cases[] = {
      {"small files", LG_WORDING_PLAIN},        {"(tiny|small) files?", LG_WORDING_PLAIN},
      {"merge~ (it )?again", LG_WORDING_PLAIN}, {"partition\\w*", LG_WORDING_PLAIN},
      {"(?:a|b) c", LG_WORDING_PLAIN},          {"{number} rows", LG_WORDING_SEQUENCE},
      {"run~ <2> again", LG_WORDING_SEQUENCE},  {"partition\\w* key", LG_WORDING_SEQUENCE},
      {"[^ab]c", LG_WORDING_IRREGULAR},         {"a.c", LG_WORDING_IRREGULAR},
      {"files(?! here)", LG_WORDING_IRREGULAR}, {"a\\w*b", LG_WORDING_IRREGULAR},
  };
  const lg_allocator memory = lg_allocator_standard();
  lg_arena arena;
  lg_arena_init(&arena, &memory);
  for (size_t i = 0; i < COUNT(cases); ++i) {
    lg_wording wording;
    read_wording(&wording, cases[i].wording, &arena);
    ck_assert_msg(wording.kind == cases[i].kind, "%s", cases[i].wording);
  }
  lg_arena_free(&arena);
}
END_TEST

/* Sequences as text: elements by ' + ', gaps as <n>, sequences by ' / '. */
START_TEST(sequences_are_read_in_order) {
  static const struct {
    const char *wording;
    const char *expected;
  } cases[] = {
      {"{number} rows", "{number} + rows"},
      {"{other}", "{other}"},
      {"run~ <2> again", "run~ + <2>again"},
      {"<{number} rows", "< + {number} + rows"},
      {"merge on {identifier} <3> (twice|again)", "merge on + {identifier} + <3>(twice|again)"},
      {"({a}|{b}) rows", "{a} + rows / {b} + rows"},
      {"({a} )?rows", "{a} + rows / rows"},
      {"{a}{b}", "{a} + {b}"},
      {"{a} <1> <2> {b}", "{a} + <3>{b}"},
      {"partition\\w* key", "partition\\w* + key"},
      {"(a|b{c})", "a / b + {c}"},
      {"{a}( x)?", "{a} + ( x)? / {a}"},
  };
  const lg_allocator memory = lg_allocator_standard();
  lg_arena arena;
  lg_arena_init(&arena, &memory);
  for (size_t i = 0; i < COUNT(cases); ++i) {
    lg_wording wording;
    lg_buffer text;
    lg_buffer_init(&text, &memory);
    read_wording(&wording, cases[i].wording, &arena);
    ck_assert_int_eq(wording.kind, LG_WORDING_SEQUENCE);
    for (uint32_t k = 0; k < wording.sequence_count; ++k) {
      lg_buffer_add_text(&text, k > 0 ? " / " : "");
      for (uint32_t j = 0; j < wording.sequences[k].count; ++j) {
        const lg_wording_element *element = &wording.sequences[k].elements[j];
        size_t length = element->length;
        const char *words = element->text;
        while (length > 0 && words[length - 1] == ' ') {
          --length;
        }
        while (length > 0 && *words == ' ') {
          ++words;
          --length;
        }
        lg_buffer_add_text(&text, j > 0 ? " + " : "");
        if (element->gap > 0) {
          lg_buffer_format(&text, "<%u>", element->gap);
        }
        const bool reference = element->kind == LG_ELEMENT_REFERENCE;
        lg_buffer_format(&text, reference ? "{%.*s}" : "%.*s", (int)length, words);
        ck_assert_mem_eq(cases[i].wording + element->offset + (reference ? 1 : 0), element->text,
                         element->length);
      }
    }
    ck_assert_msg(strcmp(text.bytes, cases[i].expected) == 0, "%s: %s, expected %s",
                  cases[i].wording, text.bytes, cases[i].expected);
    lg_buffer_free(&text);
  }
  lg_arena_free(&arena);
}
END_TEST

/* The letters, digits and spaces of a set. */
static void write_set(const uint8_t set[LG_BYTE_SET], char out[64]) {
  static const char bytes[] = " 0123456789abcdefghijklmnopqrstuvwxyz_";
  size_t length = 0;
  for (const char *byte = bytes; *byte != '\0'; ++byte) {
    if ((set[(unsigned char)*byte / 8] >> (unsigned char)*byte % 8 & 1u) != 0) {
      out[length++] = *byte;
    }
  }
  out[length] = '\0';
}

#define DIGITS "0123456789"
#define ANY " " DIGITS "abcdefghijklmnopqrstuvwxyz_"
#define WORD DIGITS "abcdefghijklmnopqrstuvwxyz_"

START_TEST(it_is_known_which_bytes_stand_first_in_a_match) {
  static const struct {
    const char *wording;
    const char *leading[LG_LEADING];
  } cases[] = {
      {"(raw|s3) [0-9]+ rows", {"rs", "3a", " w", " " DIGITS}},
      {"[ab]?cd [0-9]", {"abc", "cd", " d", " " DIGITS}},
      {"\\bx[0-9]", {"x", DIGITS, ANY, ANY}}, /* what follows a match may be anything */
      {"a[xy]*b", {"a", "bxy", ANY, ANY}},
      {"(?=a)[a-c]z+ now", {"abc", "z", " z", " nz"}},
      {"\\w+_id", {WORD, WORD, WORD, WORD}},
      {"re-?run [0-9]", {"r", "e", " r", "ru"}},
      {"caf\xC3\xA9 [0-9]", {"c", "a", "f", ""}},
      {"[x\xC3\x97]: [0-9]", {"x", "", " ", " " DIGITS}}, /* a long character, or one byte */
      {"[y-\xC3\xA9]0", {"yz", "0", ANY, ANY}},
      {"(run~|[0-9]) far", {DIGITS "r", " u", "fn", " aeins"}},
  };
  lg_arena arena;
  const lg_allocator memory = lg_allocator_standard();
  lg_arena_init(&arena, &memory);
  for (size_t i = 0; i < sizeof cases / sizeof *cases; ++i) {
    lg_wording wording;
    read_wording(&wording, cases[i].wording, &arena);
    ck_assert_int_eq(wording.kind, LG_WORDING_IRREGULAR);
    for (int place = 0; place < LG_LEADING; ++place) {
      char found[64];
      write_set(wording.beginning.leading[place], found);
      ck_assert_msg(strcmp(found, cases[i].leading[place]) == 0, "%s, place %d: \"%s\"",
                    cases[i].wording, place, found);
    }
  }
  lg_arena_free(&arena);
}
END_TEST

/* -- errors ------------------------------------------------------------------------------------ */

START_TEST(faults_are_named_with_their_place) {
  static const struct {
    const char *wording;
    size_t offset;
    const char *message; /* a part of it */
  } cases[] = {
      {"a (b", 2, "not closed"},
      {"a b)", 3, "closes nothing"},
      {"a [bc", 2, "not closed"},
      {"a {Bad}", 2, "name of a concept"},
      {"a {}", 2, "name of a concept"},
      {"a {b", 2, "name of a concept"},
      {"a \\", 2, "backslash"},
      {"a \\1", 2, "escape"},
      {"a \\k", 2, "escape"},
      {"*a", 0, "nothing before"},
      {"a |?b", 3, "nothing before"},
      {"(+a)", 1, "nothing before"},
      {"a??", 2, "lazy"},
      {"~", 0, "must follow a word"},
      {"3~", 1, "must follow a word"},
      {"[^b]~", 4, "must follow a word"},
      {"{a}~", 3, "must follow a word"},
      {"ab{2", 2, "not closed"},
      {"{a}+", 3, "cannot be repeated"},
      {"a (?P<n>b)", 2, "kind of group"},
      {"a (*ACCEPT)", 2, "kind of group"},
      {"a (?R)", 2, "kind of group"},
      {"((((((((((((((((((a))))))))))))))))))", 16, "too deep"},
      {"a\xFF", 1, "UTF-8"},
      {"<2> a", 0, "gap"},
      {"a <2>", 0, "gap"},
      {"", 0, "empty text"},
      {"()", 0, "empty text"},
      {"(a)?", 0, NULL}, /* the form "a" is left; empty text is no form */
  };
  const lg_allocator memory = lg_allocator_standard();
  lg_arena arena;
  lg_arena_init(&arena, &memory);
  for (size_t i = 0; i < COUNT(cases); ++i) {
    lg_wording wording;
    lg_wording_error error;
    const lg_status status =
        lg_wording_read(&wording, cases[i].wording, strlen(cases[i].wording), NULL, &arena, &error);
    if (cases[i].message == NULL) {
      ck_assert_int_eq(status, LG_OK);
      continue;
    }
    ck_assert_msg(status == LG_REJECTED, "%s is accepted", cases[i].wording);
    ck_assert_msg(strstr(error.message, cases[i].message) != NULL, "%s: %s", cases[i].wording,
                  error.message);
    ck_assert_msg(error.offset == cases[i].offset, "%s: offset %zu, not %zu", cases[i].wording,
                  error.offset, cases[i].offset);
  }
  lg_arena_free(&arena);
}
END_TEST

/* What is read but cannot be compiled or matches nothing at all. */
START_TEST(the_builder_refuses_what_cannot_be_matched) {
  static const struct {
    const char *wording;
    size_t offset;
  } cases[] = {
      {"ab [z-a]", 3},   /* PCRE2: range out of order */
      {"x (?<=a*)b", 2}, /* PCRE2: look-behind without a length */
      {"[ab]*", 0},      /* can match empty text */
      {"(?=a)", 0},
  };
  for (size_t i = 0; i < COUNT(cases); ++i) {
    bench b;
    bench_begin(&b);
    lg_wording wording;
    lg_wording_error error = {0};
    read_wording(&wording, cases[i].wording, &b.arena);
    ck_assert_int_eq(lg_pattern_builder_add(b.builder, 0, &wording, 0, &error), LG_REJECTED);
    ck_assert_str_ne(error.message, "");
    ck_assert_msg(error.offset >= cases[i].offset && error.offset <= cases[i].offset + 5,
                  "%s: offset %zu", cases[i].wording, error.offset);
    /* A builder that has refused one can be used on. */
    bench_add(&b, 1, "fine", 0);
    bench_finish(&b);
    ck_assert_int_eq(bench_scan(&b, "fine", 4, false, NULL, NULL), LG_OK);
    ck_assert_uint_eq(b.output.hit_count, 1);
    bench_end(&b);
  }
}
END_TEST

START_TEST(a_wording_has_a_longest_length) {
  char text[LG_LIMIT_WORDING_BYTES + 1];
  for (size_t i = 0; i < sizeof text; ++i) {
    text[i] = (char)('a' + i % 26);
  }
  const lg_allocator memory = lg_allocator_standard();
  lg_arena arena;
  lg_arena_init(&arena, &memory);
  lg_wording wording;
  lg_wording_error error;
  ck_assert_int_eq(lg_wording_read(&wording, text, LG_LIMIT_WORDING_BYTES, NULL, &arena, &error),
                   LG_OK);
  ck_assert_int_eq(lg_wording_read(&wording, text, sizeof text, NULL, &arena, &error), LG_REJECTED);
  ck_assert_uint_eq(error.offset, LG_LIMIT_WORDING_BYTES);
  ck_assert_int_eq(lg_wording_read(&wording, "a\0b", 3, NULL, &arena, &error), LG_REJECTED);
  lg_arena_free(&arena);
}
END_TEST

/* A look-ahead at a concept cannot be said; it must not come to mean its
 * opposite. */
START_TEST(a_concept_inside_a_look_around_is_refused) {
  static const char *const wordings[] = {"a(?! {number})", "(?<!{number} )rows", "(?={a}) b",
                                         "(?>{a}) b"};
  const lg_allocator memory = lg_allocator_standard();
  lg_arena arena;
  lg_arena_init(&arena, &memory);
  for (size_t i = 0; i < COUNT(wordings); ++i) {
    lg_wording wording;
    lg_wording_error error;
    ck_assert_msg(lg_wording_read(&wording, wordings[i], strlen(wordings[i]), NULL, &arena,
                                  &error) == LG_REJECTED,
                  "%s", wordings[i]);
  }
  lg_arena_free(&arena);
}
END_TEST

/* -- many forms -----------------------------------------------------------------------------------
 */

/* Beyond 256 forms a wording becomes a regular expression and means the same. */
START_TEST(a_wording_of_many_forms_loses_none) {
  static const char *const wordings[] = {
      "(a|b|c|d|e|f|g|h)(i|j|k|l|m|n|o|p)(q|r|s|t|u|v|w|x)",
      "(very )?(a|b|c|d|e|f|g|h)(i|j|k|l|m|n|o|p)(q|r|s|t|u|v|w|x)",
      "(very )?(a|b|c|d|e|f|g|h)-?(i|j|k|l|m|n|o|p)-?(q|r|s|t|u|v|w|x)\\w*",
  };
  static const char *const texts[] = {"aiq", "hpx", "dlt"};
  for (size_t i = 0; i < COUNT(wordings); ++i) {
    for (size_t k = 0; k < COUNT(texts); ++k) {
      check_found(wordings[i], 0, texts[k], texts[k]);
    }
  }
  check_found(wordings[2], 0, "very d lt, very dl time", "very d lt|very dl time");
}
END_TEST

/* What cannot be written out is refused, not cut short. */
START_TEST(too_many_inflections_are_refused) {
  bench b;
  bench_begin(&b);
  bench_add(&b, 0, "(a|b|c|d|e|f)(i|j|k|l|m|n)~", 0);
  ck_assert_int_eq(bench_try(&b, 0, "((a|b|c|d|e|f|g|h)(i|j|k|l|m|n|o|p|q))~", 0), LG_REJECTED);
  ck_assert_int_eq(bench_try(&b, 0, "x ((a|b|c|d|e|f|g|h)(i|j|k|l|m|n|o|p)(q|r|s|t))~", 0),
                   LG_REJECTED);
  bench_end(&b);
}
END_TEST

/* -- typos
 * -------------------------------------------------------------------------------------------- */

START_TEST(slips_are_forgiven_within_their_budget) {
  static const struct {
    const char *wording;
    unsigned typos;
    const char *text;
    const char *found;
  } cases[] = {
      {"idempotent", 1, "idempotent idempotant idempotnt idempotentt idmepotent",
       "idempotent|idempotant|idempotnt|idempotentt|idmepotent"},
      {"idempotent", 1, "idmpotant", ""},
      {"idempotent", 2, "idmpotant", "idmpotant"},
      {"idempotent", 0, "idempotant", ""},
      {"key", 1, "kay key", "key"}, /* too short to guess */
      {"keys", 1, "keus kes kays", "keus|kes|kays"},
      {"keys", 1, "kus", ""},
      {"batches", 2, "btches bitchez", "btches"}, /* two only from 8 letters on */
      {"compacted", 2, "conpactd", "conpactd"},
      {"compacted", 2, "conpcatde", ""},
      {"late data", 1, "lote data", ""},     /* words, not phrases */
      {"partition\\w*", 1, "partitoin", ""}, /* nor open ends */
      {"watermark", 1, "watermark_", ""},
      {"watermark", 1, "waterm4rk", ""}, /* a digit is no slip of a letter */
      {"merge~", 1, "merging mergign", "merging|mergign"},
  };
  for (size_t i = 0; i < COUNT(cases); ++i) {
    check_found(cases[i].wording, cases[i].typos, cases[i].text, cases[i].found);
  }
}
END_TEST

START_TEST(a_swap_of_neighbours_is_one_slip) {
  ck_assert_uint_eq(lg_typo_edits(1, 3), 0);
  ck_assert_uint_eq(lg_typo_edits(2, 3), 0);
  ck_assert_uint_eq(lg_typo_edits(1, 4), 1);
  ck_assert_uint_eq(lg_typo_edits(2, 7), 1);
  ck_assert_uint_eq(lg_typo_edits(2, 8), 2);
  ck_assert_uint_eq(lg_typo_edits(0, 20), 0);
  check_found("broker", 1, "borker borkre", "borker");
}
END_TEST

/* -- limits
 * ---------------------------------------------------------------------------------------------- */

START_TEST(a_catastrophic_pattern_is_undetermined_not_absent) {
  char text[LG_LIMIT_SENTENCE_BYTES + 32];
  memset(text, 'a', LG_LIMIT_SENTENCE_BYTES);
  strcpy(text + LG_LIMIT_SENTENCE_BYTES, "b merge\nab1");
  bench b;
  bench_begin(&b);
  bench_add(&b, 5, "(a|aa)+b\\d", 0);
  bench_add(&b, 7, "merge", 0);
  bench_add(&b, 9, "ab[0-9]", 0);
  bench_finish(&b);
  for (int without = 0; without < 2; ++without) {
    ck_assert_int_eq(bench_scan(&b, text, strlen(text), without != 0, NULL, NULL), LG_OK);
    ck_assert_uint_eq(b.output.undetermined_count, 1);
    ck_assert_uint_eq(b.output.undetermined[0], 5);
    ck_assert(!b.output.all_undetermined);
    ck_assert_str_eq(b.output.limit_code, LG_CODE_REGEX_LIMIT);
    ck_assert_uint_eq(b.output.hit_count, 3); /* 5 in the second line, 7, 9 */
  }
  /* The next text is judged afresh. */
  ck_assert_int_eq(bench_scan(&b, "aab1", 4, false, NULL, NULL), LG_OK);
  ck_assert_uint_eq(b.output.undetermined_count, 0);
  ck_assert_ptr_null(b.output.limit_code);
  ck_assert_uint_eq(b.output.hit_count, 1);
  bench_end(&b);
}
END_TEST

static int stop_after(void *context) {
  int *left = context;
  return --*left < 0;
}

START_TEST(a_scan_can_be_cancelled) {
  static char text[300000];
  memset(text, 'x', sizeof text);
  bench b;
  bench_begin(&b);
  bench_add(&b, 0, "xyz", 0);
  bench_finish(&b);
  int left = 2;
  ck_assert_int_eq(bench_scan(&b, text, sizeof text, false, stop_after, &left), LG_CANCELLED);
  ck_assert_uint_eq(b.output.hit_count, 0);
  left = 1000;
  ck_assert_int_eq(bench_scan(&b, text, sizeof text, false, stop_after, &left), LG_OK);
  bench_end(&b);
}
END_TEST

START_TEST(statistics_tell_what_is_slow) {
  bench b;
  bench_begin(&b);
  bench_add(&b, 0, "small files?", 0);
  bench_add(&b, 1, "[0-9]+ rows", 0);
  bench_add(&b, 2, "[0-9]+", 0);
  bench_finish(&b);
  lg_pattern_statistics figures;
  lg_pattern_set_statistics(b.set, &figures);
  ck_assert_uint_eq(figures.forms, 2);
  ck_assert_uint_eq(figures.regexes, 2);
  ck_assert_uint_eq(figures.unanchored, 1);
  ck_assert_uint_gt(figures.states, 11);
  ck_assert_uint_gt(figures.bytes, 0);
  bench_end(&b);
  ck_assert_int_eq(strncmp(lg_pattern_library_version(), "PCRE2 ", 6), 0);
}
END_TEST

static Suite *pattern_suite(void) {
  Suite *suite = suite_create("pattern");
  TCase *tests = tcase_create("pattern");
  tcase_set_timeout(tests, 300);
  tcase_add_test(tests, wordings_mean_what_the_reference_says);
  tcase_add_test(tests, matches_are_whole_words);
  tcase_add_test(tests, signs_beyond_ascii_end_a_word);
  tcase_add_test(tests, no_match_crosses_sentences);
  tcase_add_test(tests, a_wording_is_found_to_its_last_letter_however_long);
  tcase_add_test(tests, a_match_may_begin_words_before_its_literal);
  tcase_add_test(tests, compiled_expressions_are_read_again);
  tcase_add_test(tests, expressions_compiled_elsewhere_are_not_read);
  tcase_add_test(tests, overlapping_wordings_are_all_found);
  tcase_add_test(tests, an_empty_set_and_an_empty_text_find_nothing);
  tcase_add_test(tests, words_are_inflected);
  tcase_add_test(tests, plain_wordings_need_no_regular_expression);
  tcase_add_test(tests, it_is_known_which_bytes_stand_first_in_a_match);
  tcase_add_test(tests, sequences_are_read_in_order);
  tcase_add_test(tests, faults_are_named_with_their_place);
  tcase_add_test(tests, the_builder_refuses_what_cannot_be_matched);
  tcase_add_test(tests, a_wording_has_a_longest_length);
  tcase_add_test(tests, a_concept_inside_a_look_around_is_refused);
  tcase_add_test(tests, a_wording_of_many_forms_loses_none);
  tcase_add_test(tests, too_many_inflections_are_refused);
  tcase_add_test(tests, slips_are_forgiven_within_their_budget);
  tcase_add_test(tests, a_swap_of_neighbours_is_one_slip);
  tcase_add_test(tests, a_catastrophic_pattern_is_undetermined_not_absent);
  tcase_add_test(tests, a_scan_can_be_cancelled);
  tcase_add_test(tests, statistics_tell_what_is_slow);
  suite_add_tcase(suite, tests);
  return suite;
}

int main(void) {
  SRunner *runner = srunner_create(pattern_suite());
  srunner_run_all(runner, CK_ENV);
  const int failed = srunner_ntests_failed(runner);
  srunner_free(runner);
  return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
