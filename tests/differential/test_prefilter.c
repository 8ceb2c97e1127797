/* Whole gradings with and without the prefilter: the same JSON, to the byte.
 * Over the corpus, over documents made of the built-in rubric's own wordings and
 * test texts, and over word salads; all from a fixed seed.
 * Arguments: the folder of answers (by default, corpus/checked); how many documents of
 * each kind to make (by default, 60). */
#include <check.h>
#include <libgrade/libgrade.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "../support/corpus.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

static const char *folder;
static size_t rounds = 60;

/* -- the comparison ------------------------------------------------------------------- */

typedef struct text {
  char *bytes;
  size_t length;
  size_t capacity;
} text;

static int add_to_text(void *context, const char *bytes, size_t length) {
  text *t = context;
  if (t->length + length + 1 > t->capacity) {
    t->capacity = (t->length + length + 1) * 2;
    t->bytes = realloc(t->bytes, t->capacity);
    ck_assert_ptr_nonnull(t->bytes);
  }
  memcpy(t->bytes + t->length, bytes, length);
  t->length += length;
  t->bytes[t->length] = '\0';
  return 0;
}

static void add_word(text *t, const char *word) {
  add_to_text(t, word, strlen(word));
}

typedef struct pair {
  lgr_rubric *rubric;
  lgr_grader *with;
  lgr_grader *without;
  text json[2];
  size_t documents;
  size_t decided;  /* documents of which no limit left anything open */
  size_t credited; /* criteria that reached a level, over all documents */
} pair;

static void begin(pair *p) {
  memset(p, 0, sizeof *p);
  const lgr_grader_options with = {.size = sizeof with};
  const lgr_grader_options without = {.size = sizeof without, .without_prefilter = 1};
  ck_assert_int_eq(lgr_rubric_builtin(&p->rubric, "senior-data-engineer", NULL), LGR_OK);
  ck_assert_int_eq(lgr_grader_new(&p->with, p->rubric, &with), LGR_OK);
  ck_assert_int_eq(lgr_grader_new(&p->without, p->rubric, &without), LGR_OK);
}

static void end(pair *p) {
  ck_assert_uint_gt(p->decided, p->documents * 9 / 10); /* or little was compared */
  lgr_grader_free(p->with);
  lgr_grader_free(p->without);
  lgr_rubric_free(p->rubric);
  free(p->json[0].bytes);
  free(p->json[1].bytes);
}

static size_t count_credited(const lgr_result *result) {
  size_t credited = 0;
  for (size_t i = 0; i < lgr_result_criterion_count(result); ++i) {
    lgr_criterion_result made = {.size = sizeof made};
    ck_assert_int_eq(lgr_result_criterion(result, i, &made), LGR_OK);
    credited += made.level > 0;
  }
  return credited;
}

static void write_json(text *out, const lgr_result *result) {
  out->length = 0;
  ck_assert_int_eq(lgr_report_write("json", &result, 1, NULL, NULL, add_to_text, out), LGR_OK);
}

static void compare(pair *p, const char *name, const char *bytes, size_t length) {
  const lgr_answer answer = {.size = sizeof answer, .text = bytes, .length = length, .name = name};
  lgr_result *with;
  lgr_result *without;
  ck_assert_int_eq(lgr_grade(&with, p->with, &answer), LGR_OK);
  ck_assert_int_eq(lgr_grade(&without, p->without, &answer), LGR_OK);
  write_json(&p->json[0], with);
  write_json(&p->json[1], without);
  const text *a = &p->json[0];
  const text *b = &p->json[1];
  /* A limit that is met only the slow way leaves more undecided, no more. */
  const int decided = lgr_result_complete(without);
  ++p->documents;
  p->decided += decided != 0;
  if (decided != 0 && (a->length != b->length || memcmp(a->bytes, b->bytes, a->length) != 0)) {
    size_t at = 0;
    while (a->bytes[at] == b->bytes[at]) {
      ++at;
    }
    const size_t from = at > 200 ? at - 200 : 0;
    ck_abort_msg("%s, with the prefilter:\n%.300s\nwithout:\n%.300s\ndocument:\n%.2000s", name,
                 a->bytes + from, b->bytes + from, bytes);
  }
  p->credited += count_credited(with);
  lgr_result_free(with);
  lgr_result_free(without);
}

START_TEST(answers_of_the_corpus) {
  pair p;
  corpus answers = corpus_read(folder);
  begin(&p);
  for (size_t i = 0; i < answers.count; ++i) {
    compare(&p, answers.answers[i].name, answers.answers[i].text, answers.answers[i].length);
  }
  ck_assert_uint_gt(p.credited, answers.count);
  end(&p);
  corpus_free(&answers);
}
END_TEST

/* -- what documents are made of ---------------------------------------------------------- */

/* Pieces of the rubric's own files: its wordings, stripped of their marks, and
 * its test texts stand between quotation marks or commas; all of it will do. */
typedef struct pieces {
  text all; /* each ended by a NUL */
  char **items;
  size_t count;
} pieces;

static void add_piece(pieces *p, const char *from, size_t length) {
  while (length > 0 && (*from == ' ' || *from == '-')) {
    ++from;
    --length;
  }
  if (length < 2 || length > 400) {
    return;
  }
  add_to_text(&p->all, from, length);
  add_to_text(&p->all, "", 1);
  ++p->count;
}

/* Without the marks of the wording language. */
static char plainer(char c) {
  return strchr("()|?~*[]{}\\+^$<>", c) != NULL && c != '\0' ? ' ' : c;
}

static void read_pieces(pieces *p) {
  memset(p, 0, sizeof *p);
  const char *name;
  const char *bytes;
  size_t length;
  for (size_t file = 0;
       (bytes = lgr_rubric_builtin_source("senior-data-engineer", file, &name, &length)) != NULL;
       ++file) {
    size_t start = 0;
    for (size_t i = 0; i < length; ++i) {
      if (strchr("\"[],:\n", bytes[i]) != NULL) {
        add_piece(p, bytes + start, i - start);
        start = i + 1;
      }
    }
  }
  ck_assert_uint_gt(p->count, 1000);
  p->items = calloc(p->count, sizeof *p->items);
  char *at = p->all.bytes;
  for (size_t i = 0; i < p->count; ++i) {
    p->items[i] = at;
    for (; *at != '\0'; ++at) {
      *at = plainer(*at);
    }
    ++at;
  }
}

static uint64_t state;

static uint32_t draw(uint32_t below) {
  state = state * 6364136223846793005u + 1442695040888963407u;
  return (uint32_t)(state >> 33) % below;
}

static const char *any_of(const char *const *list, size_t count) {
  return list[draw((uint32_t)count)];
}

/* -- documents of such pieces ---------------------------------------------------------------- */

static void make_document(text *out, const pieces *p) {
  static const char *const openings[] = {
      "",          "",           "", "## ", "- ", "> ", "1. ", "**Note:** ", "I would ask: ",
      "We don't ", "Some would "};
  static const char *const joints[] = {" ",    " ",     " ",     ", ",           "; ", " because ",
                                       " -> ", " and ", " not ", "\xE2\x80\x94", "-"};
  static const char *const endings[] = {". ", ". ", "? ", ".\n\n", "\n", "\n\n", "! ", ""};
  const uint32_t sentences = 20 + draw(60); /* enough to be taken for a design */
  out->length = 0;
  for (uint32_t i = 0; i < sentences; ++i) {
    add_word(out, any_of(openings, COUNT(openings)));
    const uint32_t parts = 1 + draw(4);
    for (uint32_t k = 0; k < parts; ++k) {
      add_word(out, p->items[draw((uint32_t)p->count)]);
      add_word(out, k + 1 < parts ? any_of(joints, COUNT(joints)) : "");
    }
    add_word(out, any_of(endings, COUNT(endings)));
  }
}

START_TEST(documents_made_of_the_rubric) {
  pair p;
  pieces made_of;
  text document = {NULL, 0, 0};
  begin(&p);
  read_pieces(&made_of);
  state = 11;
  for (size_t i = 0; i < rounds; ++i) {
    make_document(&document, &made_of);
    compare(&p, "made of the rubric", document.bytes, document.length);
  }
  ck_assert_uint_gt(p.credited, rounds);
  free(document.bytes);
  free(made_of.items);
  free(made_of.all.bytes);
  end(&p);
}
END_TEST

/* -- word salads: words of the rubric in no order, with slips and odd bytes ---------------------
 */

static void add_salad_word(text *out, const pieces *p) {
  const char *piece = p->items[draw((uint32_t)p->count)];
  const size_t length = strlen(piece);
  size_t start = draw((uint32_t)length);
  while (start > 0 && piece[start - 1] != ' ') {
    --start;
  }
  size_t end = start;
  while (end < length && piece[end] != ' ') {
    ++end;
  }
  const size_t before = out->length;
  add_to_text(out, piece + start, end - start);
  char *word = out->bytes + before;
  if (end - start > 4 && draw(12) == 0) { /* a slip */
    const size_t at = 1 + draw((uint32_t)(end - start) - 3);
    const char swapped = word[at];
    word[at] = word[at + 1];
    word[at + 1] = swapped;
  } else if (end > start && draw(10) == 0 && word[0] >= 'a' && word[0] <= 'z') {
    word[0] = (char)(word[0] - 32);
  }
}

START_TEST(word_salads) {
  static const char *const between[] = {" ",
                                        " ",
                                        " ",
                                        " ",
                                        " ",
                                        " ",
                                        ", ",
                                        ". ",
                                        "\n",
                                        "-",
                                        "",
                                        "\xC2\xA0",
                                        "\xE2\x86\x92",
                                        "\xFF",
                                        "\xE2\x80\x99s ",
                                        "\n\n",
                                        "?\n- ",
                                        " `",
                                        "` ",
                                        " \"",
                                        "\" ",
                                        "\t"};
  pair p;
  pieces made_of;
  text document = {NULL, 0, 0};
  begin(&p);
  read_pieces(&made_of);
  state = 5;
  for (size_t i = 0; i < rounds; ++i) {
    document.length = 0;
    const uint32_t words = 50 + draw(500);
    for (uint32_t k = 0; k < words; ++k) {
      add_salad_word(&document, &made_of);
      add_word(&document, any_of(between, COUNT(between)));
    }
    compare(&p, "salad", document.bytes, document.length);
  }
  free(document.bytes);
  free(made_of.items);
  free(made_of.all.bytes);
  end(&p);
}
END_TEST

static Suite *differential_suite(void) {
  Suite *suite = suite_create("differential");
  TCase *tests = tcase_create("prefilter");
  tcase_set_timeout(tests, 600);
  tcase_add_test(tests, answers_of_the_corpus);
  tcase_add_test(tests, documents_made_of_the_rubric);
  tcase_add_test(tests, word_salads);
  suite_add_tcase(suite, tests);
  return suite;
}

int main(int argc, char **argv) {
  folder = corpus_folder(argc, argv);
  rounds = argc > 2 ? strtoul(argv[2], NULL, 10) : rounds;
  SRunner *runner = srunner_create(differential_suite());
  srunner_run_all(runner, CK_ENV);
  const int failed = srunner_ntests_failed(runner);
  srunner_free(runner);
  return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
