/* The match layer: what expressions, exceptions, weights and built-in concepts
 * find. Small rubrics over words that mean nothing, graded through the layers
 * below; what is found is compared as text. */
#include <check.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "api/objects.h"
#include "base/buffer.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

static const char CONCEPTS[] = "concepts:\n"
                               "  a: [alpha]\n"
                               "  b: [beta]\n"
                               "  c: [gamma]\n"
                               "  d: [delta]\n"
                               "  e: [epsilon]\n"
                               "  q_one: [one check]\n"
                               "  q_two: [two checks]\n"
                               "  q_three: [three checks]\n"
                               "  tool: [kafka, flink~, spark, kafka streams]\n";

/* -- a rubric of one signal, and what it finds --------------------------------------- */

static void tell_diagnostics(const lgr_diagnostics *diagnostics, const char *source) {
  for (size_t i = 0; i < lgr_diagnostics_count(diagnostics); ++i) {
    lgr_diagnostic item = {.size = sizeof item};
    lgr_diagnostics_get(diagnostics, i, &item);
    if (item.severity == LGR_ERROR) {
      ck_abort_msg("%u:%u %s (%s)\n%s", item.line, item.column, item.message, item.excerpt, source);
    }
  }
}

/* A rubric with `concepts`, signal x of `find`, and level 1 reached by it. */
static lgr_rubric *rubric_of(const char *concepts, const char *find) {
  const lg_allocator memory = lg_allocator_standard();
  lg_buffer text;
  lg_buffer_init(&text, &memory);
  lg_buffer_format(&text,
                   "rubric: test\nformat: 1\nversion: 1.0.0\ntitle: T\nlanguage: en\n%s"
                   "signals:\n  x: %s\n"
                   "sections:\n- id: s\n  title: S\n  criteria:\n  - id: c.one\n    title: C\n"
                   "    points: 1\n    levels: {1: x}\n    advice: A\n    probe: P\n",
                   concepts, find);
  lgr_diagnostics *diagnostics;
  lgr_rubric *rubric;
  ck_assert_int_eq(lgr_diagnostics_new(&diagnostics, NULL), LGR_OK);
  const lgr_status status = lgr_rubric_parse(&rubric, text.bytes, text.length, NULL, diagnostics);
  tell_diagnostics(diagnostics, text.bytes);
  ck_assert_int_eq(status, LGR_OK);
  lgr_diagnostics_free(diagnostics);
  lg_buffer_free(&text);
  return rubric;
}

static uint32_t node_named(const lg_program *program, const char *name) {
  for (uint32_t i = program->node_count; i > 0; --i) {
    const char *own = lg_program_text(program, program->nodes[i - 1].name);
    if (own != NULL && strcmp(own, name) == 0) {
      return i - 1;
    }
  }
  ck_abort_msg("no node is called %s", name);
  return 0;
}

/* The stretches of the normalised text that x is found at, joined by '|'. */
static void find(const lgr_rubric *rubric, const char *answer, bool without_prefilter,
                 lg_buffer *out) {
  const lg_rubric *inner = rubric->rubric;
  const lg_allocator memory = lg_allocator_standard();
  const lg_document_input input = {.bytes = answer, .length = strlen(answer)};
  lg_document *document;
  ck_assert_int_eq(lg_document_make(&document, &input, inner->language, &memory, NULL), LG_OK);
  lg_matcher *matcher = lg_matcher_new(&inner->program, inner->language, &memory);
  ck_assert_ptr_nonnull(matcher);
  const lg_match_options options = {.without_prefilter = without_prefilter};
  lg_evidence evidence;
  ck_assert_int_eq(lg_match(matcher, document, &options, &evidence, NULL), LG_OK);
  const lg_finding *finding = &evidence.findings[node_named(&inner->program, "x")];
  ck_assert(!finding->undetermined);
  for (uint32_t i = 0; i < finding->count; ++i) {
    const lg_span *span = lg_found(finding, i);
    ck_assert_uint_le(span->start, span->end);
    ck_assert_uint_le(span->end, document->length);
    lg_buffer_add_text(out, i > 0 ? "|" : "");
    for (uint32_t k = span->start; k < span->end; ++k) {
      lg_buffer_add_byte(out, document->text[k] == '\n' ? '/' : document->text[k]);
    }
  }
  lg_matcher_free(matcher);
  lg_document_free(document);
}

static void check_in(const char *concepts, const char *expression, const char *answer,
                     const char *expected) {
  lgr_rubric *rubric = rubric_of(concepts, expression);
  const lg_allocator memory = lg_allocator_standard();
  for (int without = 0; without < 2; ++without) {
    lg_buffer found;
    lg_buffer_init(&found, &memory);
    find(rubric, answer, without != 0, &found);
    const char *text = found.length > 0 ? found.bytes : "";
    ck_assert_msg(strcmp(text, expected) == 0, "%s\nin: %s\nfound:    \"%s\"\nexpected: \"%s\"",
                  expression, answer, text, expected);
    lg_buffer_free(&found);
  }
  lgr_rubric_free(rubric);
}

static void check(const char *expression, const char *answer, const char *expected) {
  check_in(CONCEPTS, expression, answer, expected);
}

/* Whether an expression that has no position holds, as a level of a criterion. */
static void check_holds(const char *expression, const char *answer, uint32_t level) {
  const lg_allocator memory = lg_allocator_standard();
  lg_buffer text;
  lg_buffer_init(&text, &memory);
  lg_buffer_format(&text,
                   "rubric: test\nformat: 1\nversion: 1.0.0\ntitle: T\nlanguage: en\n%s"
                   "sections:\n- id: s\n  title: S\n  criteria:\n  - id: c.one\n    title: C\n"
                   "    points: 1\n    levels: {1: %s}\n    advice: A\n    probe: P\n",
                   CONCEPTS, expression);
  lgr_diagnostics *diagnostics;
  lgr_rubric *rubric;
  lgr_grader *grader;
  lgr_result *result;
  ck_assert_int_eq(lgr_diagnostics_new(&diagnostics, NULL), LGR_OK);
  const lgr_status status = lgr_rubric_parse(&rubric, text.bytes, text.length, NULL, diagnostics);
  tell_diagnostics(diagnostics, text.bytes);
  ck_assert_int_eq(status, LGR_OK);
  ck_assert_int_eq(lgr_grader_new(&grader, rubric, NULL), LGR_OK);
  const lgr_answer given = {.size = sizeof given, .text = answer, .length = strlen(answer)};
  ck_assert_int_eq(lgr_grade(&result, grader, &given), LGR_OK);
  lgr_criterion_result made = {.size = sizeof made};
  ck_assert_int_eq(lgr_result_criterion(result, 0, &made), LGR_OK);
  ck_assert_msg(made.level == level, "%s in: %s\ngives level %u", expression, answer, made.level);
  lgr_result_free(result);
  lgr_grader_free(grader);
  lgr_rubric_free(rubric);
  lgr_diagnostics_free(diagnostics);
  lg_buffer_free(&text);
}

/* -- windows ---------------------------------------------------------------------------- */

START_TEST(near_joins_what_stands_in_one_sentence) {
  check("a near b", "We keep alpha beside beta here.", "alpha beside beta");
  check("a near b", "We keep beta beside alpha here.", "beta beside alpha");
  check("a near b", "We keep alpha here. We keep beta there.", "");
  check("a near b", "We keep alpha and alpha beside beta.", "alpha beside beta");
  check("a near b", "We keep alpha, beta and alpha.", "alpha, beta|beta and alpha");
  check("a near b near c", "We keep gamma, alpha and beta.", "gamma, alpha and beta");
  check("a near b near c", "We keep gamma and alpha.", "");
  check("a near a", "We keep alpha.", "");
  check("a near a", "We keep alpha beside alpha.", "alpha beside alpha");
}
END_TEST

START_TEST(words_between_are_counted) {
  check("a near b within 2 words", "We keep alpha one two beta.", "alpha one two beta");
  check("a near b within 2 words", "We keep alpha one two three beta.", "");
  check("a near b within 1 words", "We keep alpha beta.", "alpha beta");
  check("a near b within 3 words", "We keep beta one two alpha.", "beta one two alpha");
  check("a near b near c within 2 words", "We keep alpha x beta gamma.", "alpha x beta gamma");
  check("a near b near c within 1 words", "We keep alpha x beta gamma.", "");
  check("a near b within 50 words", "We keep alpha. We keep beta.", "");
}
END_TEST

START_TEST(wider_windows_join_sentences) {
  check("a near b within 2 sentences", "We keep alpha. We keep beta.", "alpha./we keep beta");
  check("a near b within 2 sentences", "We keep alpha. It is so. We keep beta.", "");
  check("a near b within 3 sentences", "We keep alpha. It is so. We keep beta.",
        "alpha./it is so./we keep beta");
  check("a near b near c within 2 sentences", "We keep gamma. We keep alpha. We keep beta.", "");
  check("a near b within 1 paragraph", "We keep alpha. It is so. We keep beta.",
        "alpha./it is so./we keep beta");
  check("a near b within 1 paragraph", "We keep alpha here.\n\nWe keep beta here.", "");
  check("a near b within 1 section", "We keep alpha here.\n\nIt is so.\n\nWe keep beta here.",
        "alpha here./it is so./we keep beta");
}
END_TEST

START_TEST(windows_stop_at_headings_and_list_items) {
  static const char headings[] = "We keep alpha here.\n\n## Next\n\nWe keep beta here.\n";
  static const char items[] = "- We keep alpha here.\n- We keep beta here.\n";
  check("a near b within 3 sentences", headings, "");
  check("a near b within 1 paragraph", headings, "");
  check("a near b within 1 section", headings, "");
  check("a near b within 2 sentences", items, "");
  check("a near b within 2 sentences", "- We keep alpha here. We keep beta here.\n",
        "alpha here./we keep beta");
}
END_TEST

START_TEST(clauses_are_windows_too) {
  check("a near b within 1 clause", "We keep alpha beside beta because gamma grows.",
        "alpha beside beta");
  check("a near b within 1 clause", "We keep alpha because beta grows.", "");
}
END_TEST

START_TEST(then_keeps_the_order) {
  check("a then b", "We keep alpha beside beta.", "alpha beside beta");
  check("a then b", "We keep beta beside alpha.", "");
  check("a then b", "We keep beta, alpha and beta.", "alpha and beta");
  check("a then b then c", "We keep alpha, gamma, beta and gamma.", "alpha, gamma, beta and gamma");
  check("a then a", "We keep alpha beside alpha.", "alpha beside alpha");
  check("a then b within 2 sentences", "We keep alpha. We keep beta.", "alpha./we keep beta");
  check("a then b within 2 sentences", "We keep beta. We keep alpha.", "");
  check("a then b within 1 words", "We keep alpha x y beta.", "");
}
END_TEST

/* The first thing in reach need not be the one that fits. */
START_TEST(a_long_match_does_not_hide_a_short_one) {
  check("c near (b or d near e within 2 sentences)", "We keep gamma, delta, beta. We keep epsilon.",
        "gamma, delta, beta");
}
END_TEST

/* -- sets ---------------------------------------------------------------------------------- */

START_TEST(different_ones_of_a_set_are_counted) {
  check_holds("\"2 of (a, b, c)\"", "We keep alpha. We keep gamma.", 1);
  check_holds("\"2 of (a, b, c)\"", "We keep alpha. We keep alpha.", 0);
  check_holds("\"1..2 of (a, b, c)\"", "We keep alpha. We keep beta.", 1);
  check_holds("\"1..2 of (a, b, c)\"", "We keep alpha, beta, gamma.", 0);
  check_holds("\"1..2 of (a, b, c)\"", "We keep nothing.", 0);
  check_holds("\"50% of (a, b, c, d)\"", "We keep alpha and beta.", 1);
  check_holds("\"50% of (a, b, c, d)\"", "We keep alpha.", 0);
  check_holds("\"50% of (a, b, c)\"", "We keep alpha.", 0); /* a half of three is two */
  check_holds("\"50% of (a, b, c)\"", "We keep alpha and beta.", 1);
  check_holds("\"all of (a, b)\"", "We keep beta. We keep alpha.", 1);
  check_holds("\"all of (a, b)\"", "We keep beta.", 0);
  check_holds("\"any of (a, b)\"", "We keep beta.", 1);
  check_holds("\"none of (a, b)\"", "We keep gamma.", 1);
  check_holds("\"none of (a, b)\"", "We keep beta.", 0);
  check_holds("\"2 of q_*\"", "We run two checks and three checks.", 1);
  check_holds("\"2 of q_*\"", "We run two checks.", 0);
  check_holds("\"all of q_*\"", "We run one check, two checks, three checks.", 1);
}
END_TEST

START_TEST(sets_have_windows) {
  check("2 of (a, b, c) within 1 sentence", "We keep alpha. We keep beta beside gamma.",
        "beta beside gamma");
  check("2 of (a, b, c) within 2 sentences", "We keep alpha. It is so. We keep beta.", "");
  check("2 of (a, b, c) within 2 sentences", "We keep alpha. We keep beta.", "alpha./we keep beta");
  check("3 of (a, b, c) within 1 paragraph", "We keep alpha. We keep beta. We keep gamma.",
        "alpha./we keep beta./we keep gamma");
}
END_TEST

START_TEST(wordings_of_one_concept_are_told_apart) {
  check_holds("\"2 distinct tool\"", "We use kafka. We use flink.", 1);
  check_holds("\"2 distinct tool\"", "We use kafka. We use kafka.", 0);
  check_holds("\"2 distinct tool\"", "We use Kafka. We use kafka.", 0);
  check_holds("\"3 distinct tool\"", "We use kafka, spark and flink.", 1);
  check("2 distinct tool within 1 sentence", "We use kafka. We use spark beside flink.",
        "spark beside flink");
  check("2 distinct tool within 1 sentence", "We use kafka. We use spark beside spark.", "");
}
END_TEST

/* -- and, or, not ------------------------------------------------------------------------------ */

START_TEST(logic_is_over_the_whole_answer) {
  check_holds("a and b", "We keep alpha. We keep beta.", 1);
  check_holds("a and b", "We keep alpha.", 0);
  check_holds("a or b", "We keep beta.", 1);
  check_holds("a and not b", "We keep alpha.", 1);
  check_holds("a and not b", "We keep alpha. We keep beta.", 0);
  check_holds("not a", "We keep beta.", 1);
  check_holds("a or b and c", "We keep alpha.", 1); /* and binds tighter */
  check_holds("(a or b) and c", "We keep alpha.", 0);
  check("a or b", "We keep beta. We keep alpha.", "beta|alpha");
}
END_TEST

/* -- order and place ------------------------------------------------------------------------------
 */

START_TEST(before_and_after_look_at_the_first_one) {
  check("a before b", "We keep alpha. We keep beta. We keep alpha.", "alpha");
  check("a before b", "We keep beta. We keep alpha.", "");
  check("a before b", "We keep alpha. We keep alpha.", "alpha|alpha");
  check("a after b", "We keep alpha. We keep beta. We keep alpha.", "alpha");
  check("a after b", "We keep alpha.", "");
  check("a before b", "We keep nothing.", "");
  check("a before a", "We keep alpha. We keep alpha.", "");
  check("a after a", "We keep alpha. We keep alpha.", "alpha");
  /* It is the beginnings that count. */
  static const char overlapping[] = "concepts:\n  long: [alpha beta]\n  b: [beta]\n";
  check_in(overlapping, "long before b", "We keep alpha beta.", "alpha beta");
  check_in(overlapping, "b after long", "We keep alpha beta.", "beta");
}
END_TEST

START_TEST(places_of_the_text) {
  static const char ten[] = "We keep alpha now. Two is here. Three is here. Four is here. "
                            "Five is here. We keep alpha too. Seven is here. Eight is here. "
                            "Nine is here. We keep alpha still.";
  check("a in first 10%", ten, "alpha");
  check("a in last 10%", ten, "alpha");
  check("a in first 70%", ten, "alpha|alpha");
  check("a not in first 70%", ten, "alpha");
  check("a in first 1 sentences", ten, "alpha");
  check("a in first 6 sentences", ten, "alpha|alpha");
  check("a in last 1 sentences", ten, "alpha");
  check("a in last 5 sentences", ten, "alpha|alpha");
  check("a in last 100 sentences", ten, "alpha|alpha|alpha");
  check("a in opening", ten, "alpha");
  check("a in closing", ten, "alpha");
  check("a in body", ten, "alpha");
  check("a near b in closing", ten, "");
}
END_TEST

START_TEST(places_of_the_layout) {
  check("any(a) in heading", "# The alpha\n\nWe keep alpha here.\n", "alpha");
  check("a not in heading", "# The alpha\n\nWe keep alpha here.\n", "alpha");
  check("a in list", "- We keep alpha here.\n\nWe keep alpha there.\n", "alpha");
  check("a in code", "We keep alpha here.\n\n```\nselect alpha\n```\n", "alpha");
  check("a not in code", "We keep alpha here.\n\n```\nselect alpha\n```\n", "alpha");
  check("a in table", "| x | y |\n|---|---|\n| alpha | is kept |\n\nWe keep alpha.\n", "alpha");
  check("any(a) in quotation", "It is so.\n\n> We keep alpha here.\n\nWe go.\n", "alpha");
  check("a in first 1 sentences", "# Title\n\nWe keep alpha here.\n", "alpha");
}
END_TEST

START_TEST(under_looks_at_headings_and_introductions) {
  static const char outline[] = "# About beta\n\nWe keep alpha here.\n\n## More\n\n"
                                "We keep alpha there.\n\n# About gamma\n\nWe keep alpha.\n";
  check("a under any(b)", outline, "alpha|alpha"); /* outer headings count */
  check("a not under any(b)", outline, "alpha");
  check("a under any(c)", outline, "alpha");
  check("a under any(b)", "The beta works like this:\n\n- We keep alpha here.\n- We keep gamma.\n",
        "alpha");
  check("a under any(b)", "**Beta:** We keep alpha here.\n", "alpha");
  check("a under any(b)", "We keep beta here.\n\nWe keep alpha here.\n", "");
}
END_TEST

/* -- exceptions
 * -------------------------------------------------------------------------------------- */

START_TEST(an_exception_removes_matches_around_it) {
  check("a unless b", "We keep alpha. We keep alpha beside beta.", "alpha");
  check("a unless b", "We keep beta beside alpha.", "");
  check("a unless b", "We keep alpha because beta grows.", "");
  check("a unless b within 1 clause", "We keep alpha because beta grows.", "alpha");
  check("a unless b within 2 words", "We keep alpha x y beta.", "");
  check("a unless b within 2 words", "We keep alpha x y z beta.", "alpha");
  check("a unless b within 2 words", "We keep beta x y alpha.", "");
  check("a unless b within 2 words", "We keep beta x y z alpha.", "alpha");
  check("a unless b within 2 sentences", "We keep beta. We keep alpha. We go. We keep alpha.",
        "alpha");
  check("a unless b within 1 paragraph", "We keep alpha. We go. We keep beta.\n\nWe keep alpha.",
        "alpha");
}
END_TEST

START_TEST(an_exception_is_read_in_any_reading) {
  check("a unless b", "We keep alpha, not beta.", "");
  check("a unless b", "We keep alpha, or do we need beta?", "");
}
END_TEST

START_TEST(exceptions_inside_behind_and_before) {
  static const char concepts[] = "concepts:\n  a: [alpha]\n  b: [beta]\n"
                                 "  phrase: [alpha male, the alpha and omega]\n";
  check_in(concepts, "a unless inside phrase", "We keep alpha. We meet an alpha male.", "alpha");
  check_in(concepts, "a unless inside phrase", "It is the alpha and omega of it.", "");
  check_in(concepts, "a unless inside b", "We keep alpha beside beta.", "alpha");
  check_in(concepts, "a unless followed by b", "We keep alpha one two three beta.", "");
  check_in(concepts, "a unless followed by b", "We keep alpha one two three four beta.", "alpha");
  check_in(concepts, "a unless followed by b", "We keep beta alpha.", "alpha");
  check_in(concepts, "a unless followed by b", "We keep alpha. Beta is kept.", "alpha");
  check_in(concepts, "a unless preceded by b", "We keep beta one two three alpha.", "");
  check_in(concepts, "a unless preceded by b", "We keep beta one two three four alpha.", "alpha");
  check_in(concepts, "a unless preceded by b", "We keep alpha beta.", "alpha");
}
END_TEST

START_TEST(an_exception_around_many_others_still_counts) {
  static const char concepts[] = "concepts:\n  a: [alpha]\n  b: [\"long .* phrase\", w]\n"
                                 "  guarded: {any: [alpha], unless: [\"long .* phrase\", w]}\n";
  static const char answer[] =
      "We see long w w w w w w w w w w w w w w w w w w w w w w w w alpha phrase there.";
  check_in(concepts, "a unless inside any(b)", answer, "");
  check_in(concepts, "guarded", answer, "");
}
END_TEST

START_TEST(a_concept_has_exceptions_of_its_own) {
  static const char concepts[] = "concepts:\n  idem: {any: [idempotent, idempotency], typos: 1, "
                                 "unless: [idempotent matri(x|ces)]}\n";
  check_in(concepts, "idem", "Every job is idempotant.", "idempotant");
  check_in(concepts, "idem", "An idempotent matrix is square.", "");
  check_in(concepts, "idem", "An idempotent job, no idempotent matrices.", "idempotent");
}
END_TEST

/* -- wordings that are sequences
 * -------------------------------------------------------------------------- */

START_TEST(sequences_join_neighbours) {
  static const char concepts[] = "concepts:\n"
                                 "  run: [run~, execute~]\n"
                                 "  again: [again, a second time]\n"
                                 "  rerun: [\"{run} <2> {again}\"]\n"
                                 "  rows: [\"{number} rows\", \"rows <1> (of|in) {number}\"]\n"
                                 "  open: [partition\\w* keys?]\n"
                                 "  both: [\"{rerun}\", \"{rows}\"]\n";
  check_in(concepts, "rerun", "It runs the job again.", "runs the job again");
  check_in(concepts, "rerun", "It executes it a second time.", "executes it a second time");
  check_in(concepts, "rerun", "It runs the big old job again.", "");
  check_in(concepts, "rerun", "It runs. Again it stops.", "");
  check_in(concepts, "rows", "We load 500 rows and fifty rows.", "500 rows|fifty rows");
  check_in(concepts, "rows", "The rows here in 5 are old.", "rows here in 5");
  check_in(concepts, "open", "The partitioning keys are few.", "partitioning keys");
  check_in(concepts, "open", "The partitioning of keys works.", "");
  check_in(concepts, "both", "It runs again over 12 rows.", "runs again|12 rows");
}
END_TEST

/* -- weighted evidence
 * ---------------------------------------------------------------------------------------- */

START_TEST(weights_add_up_in_the_best_window) {
  static const char *const cases[][2] = {
      {"We keep alpha. We keep beta.", "1"},
      {"We keep alpha.", "0"},
      {"We keep alpha. We keep alpha. We keep alpha.", "0"}, /* a term counts once */
      {"We keep alpha. It is so. We keep beta.", "0"},
      {"We keep alpha beside beta. We keep delta.", "0"},
      {"We keep delta. We keep alpha beside beta.", "1"}, /* a window may begin later */
      {"We keep alpha, beta and delta.", "0"},
      {"We keep alpha, beta, gamma and delta.", "0"},
      {"- We keep alpha.\n- We keep beta.", "0"},
  };
  for (size_t i = 0; i < COUNT(cases); ++i) {
    check_holds("{weigh: {window: 2 sentences, at: 1.0, needs: a or b, "
                "terms: {a: 0.5, b: 0.5, c: 0.3, d: -0.6}}}",
                cases[i][0], cases[i][1][0] == '1');
  }
}
END_TEST

START_TEST(a_second_place_counts_for_a_share) {
  static const char *const cases[][2] = {
      {"We keep alpha. It is so. We keep beta.", "1"},
      {"We keep alpha. We keep beta.", "1"},
      {"We keep alpha. We keep alpha.", "0"},                /* said twice */
      {"We keep alpha. We keep alpha and gamma.", "1"},      /* gamma is new */
      {"We keep alpha. We keep gamma. We keep gamma.", "0"}, /* one second place only */
      {"We keep alpha. We keep beta beside delta.", "0"},    /* delta counts there, too */
      {"We keep alpha beside delta. We keep beta and gamma.", "0"},
      {"We keep beta.", "0"},
  };
  for (size_t i = 0; i < COUNT(cases); ++i) {
    check_holds("{weigh: {window: 1 sentence, at: 1.0, elsewhere: 0.5, "
                "terms: {a: 0.8, b: 0.4, c: 0.3, d: -0.3}}}",
                cases[i][0], cases[i][1][0] == '1');
  }
  /* What is needed must stand in both. */
  static const char needs[] = "{weigh: {window: 1 sentence, at: 1.0, elsewhere: 0.5, needs: d, "
                              "terms: {a: 0.8, b: 0.4}}}";
  check_holds(needs, "We keep alpha beside delta. We keep beta.", 0);
  check_holds(needs, "We keep alpha beside delta. We keep beta beside delta.", 1);
  check_holds(needs, "We keep alpha. We keep beta beside delta.", 0);
  static const char two[] = "{weigh: {window: 2 sentences, at: 1.2, elsewhere: 0.5, "
                            "terms: {a: 0.8, b: 0.4, c: 0.3, d: 0.3}}}";
  check_holds(two, "We keep gamma. We keep alpha. We keep delta.", 1);
  check_holds(two, "We keep alpha. It is so. We keep gamma. We keep delta.", 0);
  static const char section[] = "{weigh: {window: 1 section, at: 1.0, elsewhere: 0.5, "
                                "terms: {a: 0.8, b: 0.4}}}";
  check_holds(section, "We keep alpha.\n\n# More\n\nWe keep beta.", 1);
}
END_TEST

START_TEST(groups_and_needs_limit_a_sum) {
  static const char groups[] = "{weigh: {window: 1 sentence, at: 1.0, terms: {c: 0.4}, "
                               "groups: [{at_most: 0.6, terms: {a: 0.5, b: 0.5}}]}}";
  check_holds(groups, "We keep alpha beside beta.", 0);
  check_holds(groups, "We keep alpha, beta and gamma.", 1);
  check_holds(groups, "We keep alpha and gamma.", 0);
  static const char needs[] = "{weigh: {window: 1 sentence, at: 0.5, needs: d, terms: {a: 0.5}}}";
  check_holds(needs, "We keep alpha.", 0);
  check_holds(needs, "We keep alpha. We keep delta.", 0);
  check_holds(needs, "We keep alpha beside delta.", 1);
  static const char section[] = "{weigh: {window: 1 section, at: 1.0, terms: {a: 0.5, b: 0.5}}}";
  check_holds(section, "We keep alpha.\n\nWe keep beta.", 1);
  check_holds(section, "We keep alpha.\n\n# More\n\nWe keep beta.", 0);
}
END_TEST

/* -- built-in concepts
 * --------------------------------------------------------------------------------------------- */

typedef struct primitive_case {
  const char *text;
  const char *found;
} primitive_case;

static void check_primitive(const char *name, const primitive_case *cases, size_t count) {
  for (size_t i = 0; i < count; ++i) {
    check_in("concepts:\n  unused_here: [zzz]\n", name, cases[i].text, cases[i].found);
  }
}

START_TEST(numbers_in_figures_and_words) {
  static const primitive_case cases[] = {
      {"We have 5 of them.", "5"},
      {"We have 1,200 of them.", "1,200"},
      {"We have 2.5 of them.", "2.5"},
      {"We have 50k of them.", "50k"},
      {"We have 3 million of them.", "3 million"},
      {"We have three of them.", "three"},
      {"We have twenty-five of them.", "twenty five"},
      {"We have a hundred of them.", "a hundred"},
      {"We have half a million of them.", "half a million"},
      {"It has 10-20 of them.", "10-20"},
      {"We keep them in s3 and ec2.", ""},
      {"We want \xE2\x89\xA4"
       "5 of them.",
       "5"},
      {"It went 3\xE2\x86\x92"
       "4 quickly.",
       "3|4"},
  };
  check_primitive("number", cases, COUNT(cases));
}
END_TEST

START_TEST(quantities_with_units) {
  static const primitive_case percents[] = {{"It is 5% of all.", "5%"},
                                            {"It is two percent of all.", "two percent"},
                                            {"It is 0.1 per cent of all.", "0.1 per cent"},
                                            {"It is 5 of all.", ""}};
  check_primitive("percent", percents, COUNT(percents));
  static const primitive_case sizes[] = {{"It takes 40 GB on disk.", "40 gb"},
                                         {"It takes 40GB on disk.", "40gb"},
                                         {"It takes 900 bytes each.", "900 bytes"},
                                         {"It takes two terabytes.", "two terabytes"},
                                         {"It takes 40 grams.", ""}};
  check_primitive("size", sizes, COUNT(sizes));
  static const primitive_case durations[] = {
      {"It takes 15 minutes to run.", "15 minutes"},
      {"It takes 5m to run.", "5m"},
      {"It takes two hours to run.", "two hours"},
      {"It takes half a day to run.", "half a day"},
      {"It takes a week to run.", "a week"},
      {"It takes a 15-minute run.", "15 minute"},
      {"It takes a couple of hours to run.", "a couple of hours"},
      {"It takes 3 TB a day.", ""},
      {"It takes 15 turns.", ""}};
  check_primitive("duration", durations, COUNT(durations));
  static const primitive_case rates[] = {
      {"We see 50k events per second at peak.", "50k events per second"},
      {"We see 20,000/s at peak.", "20,000/s"},
      {"We see 3 TB a day in all.", "3 tb a day"},
      {"We see 40 million rows each night.", "40 million rows each night"},
      {"We see it often a day.", ""},
      {"We see 40 million rows.", ""}};
  check_primitive("rate", rates, COUNT(rates));
  static const primitive_case money[] = {{"It costs $40 a month.", "$40"},
                                         {"It costs 200 euros a month.", "200 euros"},
                                         {"It costs \xE2\x82\xAC"
                                          "40 a month.",
                                          "\xE2\x82\xAC"
                                          "40"},
                                         {"It costs 40 runs.", ""}};
  check_primitive("money", money, COUNT(money));
}
END_TEST

START_TEST(clock_times_names_and_quotations) {
  static const primitive_case clocks[] = {{"It is ready at 06:00 each day.", "06:00"},
                                          {"It is ready at 7 am each day.", "7 am"},
                                          {"It is ready at 7am each day.", "7am"},
                                          {"It is ready by 6 o'clock.", "6 o'clock"},
                                          {"It is ready by 6.", ""}};
  check_primitive("clock", clocks, COUNT(clocks));
  static const primitive_case identifiers[] = {
      {"We key by event_id here.", "event_id"},
      {"We read `rawEvents` here.", "rawevents"},
      {"We read usage.hour here.", "usage.hour"},
      {"We read events here.", ""},
      {"We do it well, e.g. with care.", ""},
      {"We end here. Then we go.", ""},
      {"We read a.b_c.1d here.", "a.b_c|b_c"},
      {"We read 11_1 here.", ""},
      {"We read db.usage.hour here.", "db.usage.hour|usage.hour"}};
  check_primitive("identifier", identifiers, COUNT(identifiers));
  static const primitive_case quotations[] = {
      {"He calls it \"good enough\" here.", "\"good enough\""}};
  check_primitive("quotation", quotations, COUNT(quotations));
  static const primitive_case quoted[] = {
      {"He calls it \"good enough\" here.", "\"good enough\""},
      {"He calls it \xE2\x80\x9Cgood enough\xE2\x80\x9D here.", "\"good enough\""},
      {"It is 6\" wide.", ""}};
  check_primitive("any(quotation)", quoted, COUNT(quoted));
  static const primitive_case comparisons[] = {
      {"It is more than five.", "more than"},
      {"It is at least five.", "at least"},
      {"It stays below five.", "below"},
      {"It is > 5 now.", ">"},
      {"It is \xE2\x89\xA4 5 now.", "\xE2\x89\xA4"},
      {"It is no older than five.", "no older than|older than"},
      {"It goes -> there.", ""},
      {"It goes <- there.", ""}};
  check_primitive("comparison", comparisons, COUNT(comparisons));
}
END_TEST

START_TEST(words_that_an_answer_comes_back_to) {
  static const primitive_case cases[] = {
      {"A parcel is scanned. The parcels wait. We trace each parcel.", "parcel|parcels|parcel"},
      {"A parcel is scanned. The parcels wait. We weigh a crate.", ""},
      {"A parcel meets a parcel by a parcel. The parcels wait.", ""},
      {"It took a week. We waited two weeks. A week is long. We are waiting. They waited.", ""},
      {"That's 3rd. That's 3rd. That's 3rd.", ""},
      {"The ox is scanned. An ox waits. We trace the ox.", ""},
      /* A sentence that stood before is none of them. */
      {"We scan the parcel at the big depot. We scan the parcel at the big depot. It waits. We "
       "scan the parcel at the big depot.",
       ""}};
  check_primitive("recurring", cases, COUNT(cases));
}
END_TEST

START_TEST(primitives_stand_in_wordings) {
  static const char concepts[] =
      "concepts:\n"
      "  fresh: [\"(within|under) {duration}\", \"{comparison} {duration}\"]\n"
      "  keyed: [\"merge on {identifier}\"]\n";
  check_in(concepts, "fresh", "It is there within 15 minutes.", "within 15 minutes");
  check_in(concepts, "fresh", "It takes less than two hours.", "less than two hours");
  check_in(concepts, "keyed", "We merge on event_id there.", "merge on event_id");
  check_in(concepts, "keyed", "We merge on events there.", "");
}
END_TEST

static Suite *match_suite(void) {
  Suite *suite = suite_create("match");
  TCase *tests = tcase_create("match");
  tcase_set_timeout(tests, 120);
  tcase_add_test(tests, near_joins_what_stands_in_one_sentence);
  tcase_add_test(tests, words_between_are_counted);
  tcase_add_test(tests, wider_windows_join_sentences);
  tcase_add_test(tests, windows_stop_at_headings_and_list_items);
  tcase_add_test(tests, clauses_are_windows_too);
  tcase_add_test(tests, then_keeps_the_order);
  tcase_add_test(tests, a_long_match_does_not_hide_a_short_one);
  tcase_add_test(tests, different_ones_of_a_set_are_counted);
  tcase_add_test(tests, sets_have_windows);
  tcase_add_test(tests, wordings_of_one_concept_are_told_apart);
  tcase_add_test(tests, logic_is_over_the_whole_answer);
  tcase_add_test(tests, before_and_after_look_at_the_first_one);
  tcase_add_test(tests, places_of_the_text);
  tcase_add_test(tests, places_of_the_layout);
  tcase_add_test(tests, under_looks_at_headings_and_introductions);
  tcase_add_test(tests, an_exception_removes_matches_around_it);
  tcase_add_test(tests, an_exception_is_read_in_any_reading);
  tcase_add_test(tests, exceptions_inside_behind_and_before);
  tcase_add_test(tests, an_exception_around_many_others_still_counts);
  tcase_add_test(tests, a_concept_has_exceptions_of_its_own);
  tcase_add_test(tests, sequences_join_neighbours);
  tcase_add_test(tests, weights_add_up_in_the_best_window);
  tcase_add_test(tests, a_second_place_counts_for_a_share);
  tcase_add_test(tests, groups_and_needs_limit_a_sum);
  tcase_add_test(tests, numbers_in_figures_and_words);
  tcase_add_test(tests, quantities_with_units);
  tcase_add_test(tests, clock_times_names_and_quotations);
  tcase_add_test(tests, words_that_an_answer_comes_back_to);
  tcase_add_test(tests, primitives_stand_in_wordings);
  suite_add_tcase(suite, tests);
  return suite;
}

int main(void) {
  SRunner *runner = srunner_create(match_suite());
  srunner_run_all(runner, CK_ENV);
  const int failed = srunner_ntests_failed(runner);
  srunner_free(runner);
  return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
