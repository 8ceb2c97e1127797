/* The document layer through its header: what tests/spec/document.md, which is
 * text, cannot say. `test_document en.yaml`. */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/codes.h"
#include "base/limits.h"
#include "document/document.h"
#include "rubric/rubric.h"

static const char ANSWER[] =
    "# Questions first\n\n- how many events a second?\n- who reads them\n\n"
    "I'll assume 50k/s. Peaks are threefold.\n\n"
    "**Load.** We \xE2\x80\x9Cmerge\xE2\x80\x9D by `event_id`, so a re-run changes nothing; "
    "we don't need compaction \xE2\x86\x92 it can wait.\n\n"
    "| check | action |\n|---|---|\n| nulls | block |\n\n"
    "```sql\nMERGE INTO t\n```\n\n> quoted by somebody\n\n"
    "so what we do is we take the pings and then we put them into a table that is keyed by "
    "trip and then we read it back when somebody asks for it and then that is all of it\n"
    "caf\xC3\xA9 \xFF end\n";

static const char PROMPT[] = "Design a table that is keyed by trip, who reads them?";

static char *language_bytes;
static size_t language_length;
static lg_language *language;

/* -- helpers -------------------------------------------------------------- */

static lg_document *make(const char *text, size_t length) {
  const lg_allocator allocator = lg_allocator_standard();
  const lg_document_input input = {.bytes = text, .length = length};
  lg_document *document = NULL;
  ck_assert_int_eq(lg_document_make(&document, &input, language, &allocator, NULL), LG_OK);
  ck_assert_ptr_nonnull(document);
  return document;
}

static uint32_t find(const lg_document *document, const char *wanted) {
  const char *found = strstr(document->text, wanted);
  ck_assert_msg(found != NULL, "%s is not in the text", wanted);
  return (uint32_t)(found - document->text);
}

static uint32_t attributes_of(const lg_document *document, const char *wanted) {
  const uint32_t offset = find(document, wanted);
  return lg_document_attributes(document, lg_document_sentence_at(document, offset), offset);
}

/* -- accessors ------------------------------------------------------------ */

START_TEST(attributes_join_sentence_and_scopes) {
  lg_document *document = make(ANSWER, sizeof ANSWER - 1);
  ck_assert_uint_eq(attributes_of(document, "how many") & LG_ASKED, LG_ASKED);
  ck_assert_uint_eq(attributes_of(document, "compaction") & LG_DENIED, LG_DENIED);
  ck_assert_uint_eq(attributes_of(document, "\"merge\" by") & LG_DENIED, 0);
  ck_assert_uint_eq(attributes_of(document, "peaks") & LG_ASSUMED, LG_ASSUMED);
  ck_assert_uint_eq(attributes_of(document, "merge into") & LG_IN_CODE, LG_IN_CODE);
  ck_assert_uint_eq(attributes_of(document, "quoted by") & LG_QUOTED, LG_QUOTED);
  ck_assert_uint_eq(attributes_of(document, "nulls") & LG_IN_TABLE, LG_IN_TABLE);
  lg_document_free(document);
}
END_TEST

/* Every search agrees with a walk. */
START_TEST(searches_agree_with_walks) {
  lg_document *document = make(ANSWER, sizeof ANSWER - 1);
  uint32_t sentence = 0;
  uint32_t word = 0;
  uint32_t clause = 0;
  for (uint32_t i = 0; i < document->length; ++i) {
    while (sentence + 1 < document->sentence_count &&
           document->sentences[sentence + 1].start <= i) {
      ++sentence;
    }
    while (word < document->word_count && document->words[word].end <= i) {
      ++word;
    }
    while (clause + 1 < document->clause_count && document->clauses[clause + 1] <= i) {
      ++clause;
    }
    ck_assert_uint_eq(lg_document_sentence_at(document, i), sentence);
    ck_assert_uint_eq(lg_document_word_at(document, i), word);
    ck_assert_uint_eq(lg_document_clause_at(document, i), clause);
    uint32_t expected = document->sentences[sentence].attributes;
    for (uint32_t j = 0; j < document->scope_count; ++j) {
      if (document->scopes[j].start <= i && i < document->scopes[j].end) {
        expected |= document->scopes[j].attributes;
      }
    }
    ck_assert_uint_eq(lg_document_attributes(document, sentence, i), expected);
  }
  lg_document_free(document);
}
END_TEST

START_TEST(positions_count_characters) {
  static const char text[] = "a\xC3\xA4"
                             "b\r\nc\rd\n\ne";
  lg_document *document = make(text, sizeof text - 1);
  static const struct {
    size_t offset;
    uint32_t line;
    uint32_t column;
  } expected[] = {{0, 1, 1}, {1, 1, 2},  {3, 1, 3},  {4, 1, 4},  {6, 2, 1},
                  {8, 3, 1}, {10, 4, 1}, {11, 5, 1}, {999, 5, 2}};
  for (size_t i = 0; i < sizeof expected / sizeof expected[0]; ++i) {
    uint32_t line;
    uint32_t column;
    lg_document_position(document, expected[i].offset, &line, &column);
    ck_assert_uint_eq(line, expected[i].line);
    ck_assert_uint_eq(column, expected[i].column);
  }
  lg_document_free(document);
}
END_TEST

/* A span is made of whole characters and has no white space at its ends. */
START_TEST(spans_are_whole_characters) {
  lg_document *document = make(ANSWER, sizeof ANSWER - 1);
  for (uint32_t start = 0; start < document->length; ++start) {
    for (uint32_t end = start + 1; end <= document->length && end < start + 40; ++end) {
      size_t from;
      size_t to;
      lg_document_source(document, start, end, &from, &to);
      ck_assert_uint_le(from, to);
      ck_assert_uint_le(to, sizeof ANSWER - 1);
      if (from < to) {
        ck_assert(ANSWER[from] != ' ' && ANSWER[from] != '\n');
        ck_assert(((unsigned char)ANSWER[from] & 0xC0) != 0x80);
        ck_assert(((unsigned char)ANSWER[to] & 0xC0) != 0x80);
      }
    }
  }
  lg_document_free(document);
}
END_TEST

START_TEST(spans_out_of_range_are_cut) {
  lg_document *document = make("Kafka.", 6);
  size_t from;
  size_t to;
  lg_document_source(document, 100, 200, &from, &to);
  ck_assert_uint_eq(from, to);
  lg_document_source(document, 0, 200, &from, &to);
  ck_assert_uint_eq(from, 0);
  ck_assert_uint_eq(to, 6);
  lg_document_free(document);
}
END_TEST

/* -- input ---------------------------------------------------------------- */

START_TEST(empty_answers_have_no_sentences) {
  lg_document *document = make("", 0);
  size_t from;
  size_t to;
  uint32_t line;
  uint32_t column;
  ck_assert_uint_eq(document->sentence_count, 0);
  ck_assert_uint_eq(document->length, 0);
  ck_assert_str_eq(document->text, "");
  ck_assert_uint_eq(lg_document_sentence_at(document, 0), 0);
  ck_assert_uint_eq(lg_document_attributes(document, 0, 0), 0);
  lg_document_source(document, 0, 1, &from, &to);
  ck_assert_uint_eq(to, 0);
  lg_document_position(document, 0, &line, &column);
  ck_assert_uint_eq(line, 1);
  lg_document_free(document);
}
END_TEST

START_TEST(too_large_is_refused) {
  const lg_allocator allocator = lg_allocator_standard();
  const lg_document_input input = {.bytes = "", .length = (size_t)LG_LIMIT_ANSWER_BYTES + 1};
  lg_document *document;
  ck_assert_int_eq(lg_document_make(&document, &input, language, &allocator, NULL), LG_LIMIT);
  ck_assert_ptr_null(document);
}
END_TEST

START_TEST(bytes_are_copied) {
  char text[] = "We merge by key.";
  lg_document *document = make(text, sizeof text - 1);
  memset(text, 'x', sizeof text - 1);
  ck_assert_str_eq(document->text, "we merge by key.");
  ck_assert_int_eq(memcmp(document->source, "We merge by key.", 16), 0);
  lg_document_free(document);
}
END_TEST

START_TEST(a_language_is_not_needed) {
  const lg_allocator allocator = lg_allocator_standard();
  const lg_document_input input = {.bytes = ANSWER, .length = sizeof ANSWER - 1};
  lg_document *document;
  ck_assert_int_eq(lg_document_make(&document, &input, NULL, &allocator, NULL), LG_OK);
  ck_assert_uint_gt(document->sentence_count, 8);
  lg_document_free(document);
}
END_TEST

START_TEST(diagnostics_are_collected) {
  const lg_allocator allocator = lg_allocator_standard();
  const lg_document_input input = {.bytes = "a\xFF\0b", .length = 4};
  lg_document *document;
  lg_diagnostics diagnostics;
  lg_diagnostics_init(&diagnostics, &allocator);
  ck_assert_int_eq(lg_document_make(&document, &input, language, &allocator, &diagnostics), LG_OK);
  ck_assert_uint_eq(diagnostics.count, 2);
  ck_assert_str_eq(diagnostics.items[0].code, LG_CODE_ANSWER_ENCODING);
  ck_assert_uint_eq(diagnostics.items[0].column, 2);
  ck_assert_str_eq(diagnostics.items[1].code, LG_CODE_ANSWER_NUL);
  ck_assert_uint_eq(diagnostics.errors, 0);
  lg_diagnostics_free(&diagnostics);
  lg_document_free(document);
}
END_TEST

/* -- memory --------------------------------------------------------------- */

typedef struct counting {
  size_t left; /* allocations until one fails */
  size_t live;
} counting;

static void *counted_allocate(void *context, size_t size) {
  counting *count = context;
  if (count->left == 0) {
    return NULL;
  }
  --count->left;
  count->live += size;
  return malloc(size);
}

static void *counted_resize(void *context, void *block, size_t old_size, size_t new_size) {
  counting *count = context;
  if (count->left == 0) {
    return NULL;
  }
  --count->left;
  count->live += new_size - old_size;
  return realloc(block, new_size);
}

static void counted_release(void *context, void *block, size_t size) {
  counting *count = context;
  count->live -= size;
  free(block);
}

/* Whichever allocation fails, the call says so and gives everything back. */
START_TEST(every_allocation_may_fail) {
  counting count = {0, 0};
  const lg_allocator allocator = {counted_allocate, counted_resize, counted_release, &count};
  const lg_document_input input = {.bytes = ANSWER,
                                   .length = sizeof ANSWER - 1,
                                   .prompt = PROMPT,
                                   .prompt_length = sizeof PROMPT - 1};
  lg_status status = LG_NO_MEMORY;
  for (size_t allowed = 0; status == LG_NO_MEMORY; ++allowed) {
    lg_document *document;
    ck_assert_uint_lt(allowed, 10000);
    count.left = allowed;
    status = lg_document_make(&document, &input, language, &allocator, NULL);
    if (status == LG_NO_MEMORY) {
      ck_assert_ptr_null(document);
    } else {
      lg_document_free(document);
    }
    ck_assert_uint_eq(count.live, 0);
  }
  ck_assert_int_eq(status, LG_OK);
}
END_TEST

static int lose_patience(void *context) {
  size_t *left = context;
  return (*left)-- == 0;
}

/* It is asked for within a long block, too, and between the steps; what was made is
 * given back. */
START_TEST(making_one_can_be_cancelled_anywhere) {
  enum { LENGTH = 1 << 20, POLLS = LENGTH >> 16 };
  char *long_answer = malloc(LENGTH);
  ck_assert_ptr_nonnull(long_answer);
  for (size_t i = 0; i < LENGTH; ++i) {
    long_answer[i] = "One line, but long. "[i % 20];
  }
  counting count = {SIZE_MAX, 0};
  size_t left;
  const lg_allocator allocator = {counted_allocate, counted_resize, counted_release, &count};
  const lg_document_input input = {
      .bytes = long_answer, .length = LENGTH, .poll = lose_patience, .poll_context = &left};
  lg_status status = LG_CANCELLED;
  size_t polls = 0;
  for (size_t allowed = 0; status == LG_CANCELLED; allowed = 1 + allowed * 5 / 4) {
    lg_document *document;
    left = allowed;
    status = lg_document_make(&document, &input, language, &allocator, NULL);
    ck_assert(status == LG_CANCELLED ? document == NULL && left == SIZE_MAX : status == LG_OK);
    lg_document_free(document);
    ck_assert_uint_eq(count.live, 0);
    polls = allowed - left;
  }
  ck_assert_uint_gt(polls, POLLS);
  free(long_answer);
}
END_TEST

/* -- running -------------------------------------------------------------- */

static void read_language(const char *path) {
  FILE *file = fopen(path, "rb");
  if (file == NULL) {
    fprintf(stderr, "test_document: cannot open %s\n", path);
    exit(2);
  }
  fseek(file, 0, SEEK_END);
  language_length = (size_t)ftell(file);
  rewind(file);
  language_bytes = malloc(language_length + 1);
  if (language_bytes == NULL ||
      fread(language_bytes, 1, language_length, file) != language_length) {
    exit(2);
  }
  fclose(file);
  const lg_allocator allocator = lg_allocator_standard();
  if (lg_language_parse(&language, path, language_bytes, language_length, &allocator, NULL) !=
      LG_OK) {
    fprintf(stderr, "test_document: %s is not a language file\n", path);
    exit(2);
  }
}

int main(int count, char **arguments) {
  if (count != 2) {
    fprintf(stderr, "usage: test_document en.yaml\n");
    return 2;
  }
  read_language(arguments[1]);
  Suite *suite = suite_create("document");
  TCase *all = tcase_create("all");
  tcase_set_timeout(all, 60);
  tcase_add_test(all, attributes_join_sentence_and_scopes);
  tcase_add_test(all, searches_agree_with_walks);
  tcase_add_test(all, positions_count_characters);
  tcase_add_test(all, spans_are_whole_characters);
  tcase_add_test(all, spans_out_of_range_are_cut);
  tcase_add_test(all, empty_answers_have_no_sentences);
  tcase_add_test(all, too_large_is_refused);
  tcase_add_test(all, bytes_are_copied);
  tcase_add_test(all, a_language_is_not_needed);
  tcase_add_test(all, diagnostics_are_collected);
  tcase_add_test(all, every_allocation_may_fail);
  tcase_add_test(all, making_one_can_be_cancelled_anywhere);
  suite_add_tcase(suite, all);
  SRunner *runner = srunner_create(suite);
  srunner_run_all(runner, CK_NORMAL);
  const int failed = srunner_ntests_failed(runner);
  srunner_free(runner);
  lg_language_free(language);
  free(language_bytes);
  return failed != 0;
}
