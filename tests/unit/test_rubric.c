/* The rubric layer: what a rubric becomes, limits, hostile files, no memory. */
#include <check.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/codes.h"
#include "model/language.h"
#include "rubric/expression.h"
#include "rubric/rubric.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

/* -- an allocator that counts, and can be told to fail ------------------------ */

typedef struct meter {
  size_t in_use;
  size_t calls;
  size_t fail_at; /* number of the call that fails; SIZE_MAX: none */
  bool forever;   /* and all behind it */
} meter;

static bool is_refused(meter *m) {
  const size_t call = m->calls++;
  return call == m->fail_at || (m->forever && call > m->fail_at);
}

static void *meter_allocate(void *context, size_t size) {
  meter *m = context;
  if (is_refused(m)) {
    return NULL;
  }
  m->in_use += size;
  return malloc(size);
}

static void *meter_resize(void *context, void *block, size_t old_size, size_t new_size) {
  meter *m = context;
  if (is_refused(m)) {
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
  return (lg_allocator){meter_allocate, meter_resize, meter_release, m};
}

/* -- a small language, and text made piece by piece --------------------------- */

static char *small_language(void) {
  lg_allocator allocator = lg_allocator_standard();
  lg_buffer text;
  lg_buffer_init(&text, &allocator);
  lg_buffer_add_text(&text, "language: xx\nformat: 1\ncomparisons: [more than]\n"
                            "abbreviations: [vs, E.G]\nunits: {time: [hour], scale: [K]}\n"
                            "irregular: {run: [ran]}\ncues:\n");
  for (lg_cue cue = (lg_cue)0; cue < LG_CUE_COUNT; cue = (lg_cue)(cue + 1)) {
    if (strcmp(lg_cue_name(cue), "comparison") != 0) {
      lg_buffer_format(&text, "  %s: [cue]\n", lg_cue_name(cue));
    }
  }
  return text.bytes;
}

static int read_language(void *context, const char *name, const char **bytes, size_t *length) {
  *bytes = context;
  *length = strlen(context);
  return strcmp(name, "xx") != 0;
}

static int read_include(void *context, const char *name, const char **bytes, size_t *length) {
  (void)context;
  static const char included[] = "concepts:\n  third: [third]\nsections:\n  - id: one\n"
                                 "    criteria:\n      - {id: one.c, title: C, points: 1, "
                                 "levels: {1: third}, advice: a, probe: p}\n";
  *bytes = included;
  *length = sizeof included - 1;
  return strcmp(name, "more.yaml") != 0;
}

static lg_status parse_with(lg_rubric **out, const char *text, size_t length,
                            const lg_allocator *allocator, lg_diagnostics *diagnostics) {
  char *language = small_language();
  const lg_rubric_input input = {.origin = "test.yaml",
                                 .bytes = text,
                                 .length = length,
                                 .read_include = read_include,
                                 .read_language = read_language,
                                 .language_context = language};
  const lg_status status = lg_rubric_parse(out, &input, allocator, diagnostics);
  free(language);
  return status;
}

#define HEAD "rubric: test\nformat: 1\nversion: '1'\ntitle: Test\nlanguage: xx\n"
#define CONCEPTS "concepts:\n  a: [alpha]\n  b: [beta]\n  c: [gamma]\n"
#define REST "advice: x\n        probe: y\n"

/* A rubric with one criterion; `parts` stands before it. */
static lg_rubric *parse_levels(const char *parts, const char *levels) {
  lg_allocator allocator = lg_allocator_standard();
  lg_buffer text;
  lg_diagnostics diagnostics;
  lg_rubric *rubric = NULL;
  lg_buffer_init(&text, &allocator);
  lg_diagnostics_init(&diagnostics, &allocator);
  lg_buffer_format(&text,
                   HEAD CONCEPTS "%ssections:\n  - id: one\n    title: One\n    criteria:\n"
                                 "      - id: one.a\n        title: A\n        points: 5\n"
                                 "        levels: %s\n        " REST,
                   parts, levels);
  const lg_status status = parse_with(&rubric, text.bytes, text.length, &allocator, &diagnostics);
  ck_assert_msg(status == LG_OK, "%s",
                diagnostics.count > 0 ? diagnostics.items[0].message : "no diagnostic");
  lg_diagnostics_free(&diagnostics);
  lg_buffer_free(&text);
  return rubric;
}

static const lg_condition *condition_of(const lg_rubric *rubric, uint32_t level) {
  const lg_criterion *criterion = &rubric->scheme.criteria[0];
  for (uint32_t i = 0; i < criterion->level_count; ++i) {
    if (criterion->levels[i].level == level) {
      return criterion->levels[i].condition;
    }
  }
  ck_abort_msg("no such level");
  return NULL;
}

static const lg_node *node_of(const lg_rubric *rubric, const lg_condition *condition) {
  ck_assert_int_eq(condition->kind, LG_CONDITION_FINDING);
  return &rubric->program.nodes[condition->finding];
}

static const lg_node *child_of(const lg_rubric *rubric, const lg_node *node, uint32_t index) {
  ck_assert_uint_lt(index, node->child_count);
  return &rubric->program.nodes[lg_children(&rubric->program, node)[index]];
}

static const char *name_of(const lg_rubric *rubric, const lg_node *node) {
  return lg_program_text(&rubric->program, node->name);
}

static const char *text_of(const lg_rubric *rubric, const lg_node *node) {
  return lg_program_text(&rubric->program, node->text);
}

/* -- expressions -------------------------------------------------------------- */

/* How an expression binds, seen in its normal form. */
START_TEST(binding) {
  static const char *const FORMS[][2] = {
      {"a or b and c", "a or b and c"},
      {"(a or b) and c", "(a or b) and c"},
      {"not a and b", "not a and b"},
      {"not (a and b)", "not (a and b)"},
      {"not not a", "not not a"},
      {"a  near\tb near c within 2 sentences", "a near b near c within 2 sentences"},
      {"a near b within 1 sentence", "a near b"},
      {"(a near b) near c", "(a near b) near c"},
      {"a near b within 5 words near c", "(a near b within 5 words) near c"},
      {"a near any of (b, c) within 3 words", "a near any of (b, c) within 3 words"},
      {"2 of (a, b, c) within 3 sentences near a", "(2 of (a, b, c) within 3 sentences) near a"},
      {"a before b in closing", "a before b in closing"},
      {"a before (b in closing)", "a before (b in closing)"},
      {"a near b before c near a", "a near b before c near a"},
      {"a unless b within 5 words", "a unless b within 5 words"},
      {"a unless b near c within 5 words", "a unless b near c within 5 words"},
      {"a unless b near c within 1 clause within 5 words",
       "a unless b near c within 1 clause within 5 words"},
      {"a unless followed by b unless inside c", "a unless followed by b unless inside c"},
      {"a not in first 30% or b not under c", "a not in first 30% or b not under c"},
      {"asked(a or b) near c", "asked(a or b) near c"},
      {"any(a) and any of (a, b)", "any(a) and any of (a, b)"},
      {"50% of (a, b)", "50% of (a, b)"},
      {"1..2 of (a, b and c)", "1..2 of (a, b and c)"},
      {"3 distinct a within 2 sentences", "3 distinct a within 2 sentences"},
      {"3 distinct (a)", "3 distinct a"},
      {"3 distinct (asked(a) in list)", "3 distinct (asked(a) in list)"},
      {"x.y>=2 and z=0", "x.y >= 2 and z = 0"},
      {"2 of q_*", "2 of q_*"},
      {"all of (q_*, a)", "all of (q_*, a)"},
      {"a in last 3 sentences in list", "a in last 3 sentences in list"},
  };
  const lg_allocator allocator = lg_allocator_standard();
  for (size_t i = 0; i < COUNT(FORMS); ++i) {
    lg_reader reader;
    lg_source source;
    lg_buffer out;
    lg_diagnostics diagnostics;
    lg_diagnostics_init(&diagnostics, &allocator);
    lg_reader_init(&reader, &allocator, &diagnostics);
    lg_buffer_init(&out, &allocator);
    lg_source_init(&source, "test", FORMS[i][0], strlen(FORMS[i][0]));
    const lg_yaml_node node = {.kind = LG_YAML_SCALAR,
                               .source = &source,
                               .end = (uint32_t)source.length,
                               .text = FORMS[i][0],
                               .length = source.length};
    const lg_expression *expression = lg_parse_expression(&reader, &node);
    ck_assert_msg(expression != NULL, "%s: %s", FORMS[i][0],
                  diagnostics.count > 0 ? diagnostics.items[0].message : "");
    lg_expression_write(&out, expression);
    ck_assert_str_eq(out.bytes, FORMS[i][1]);
    lg_buffer_free(&out);
    lg_reader_free(&reader);
    lg_diagnostics_free(&diagnostics);
  }
}
END_TEST

START_TEST(alternatives_stay_apart) {
  lg_rubric *rubric =
      parse_levels("signals:\n  s: a near b\n", "{2: s or c, 1: 'asked(a or b in closing)'}");
  const lg_condition *top = condition_of(rubric, 2);
  ck_assert_int_eq(top->kind, LG_CONDITION_OR);
  ck_assert_str_eq(top->text, "s or c");
  ck_assert_str_eq(name_of(rubric, node_of(rubric, top->children[0])), "s");
  ck_assert_str_eq(text_of(rubric, node_of(rubric, top->children[0])), "a near b");
  ck_assert_str_eq(name_of(rubric, node_of(rubric, top->children[1])), "c");
  const lg_condition *asked = condition_of(rubric, 1);
  ck_assert_int_eq(asked->kind, LG_CONDITION_OR);
  ck_assert_uint_eq(asked->child_count, 2);
  ck_assert_uint_eq(node_of(rubric, asked->children[0])->reading.require, LG_ASKED);
  ck_assert_str_eq(text_of(rubric, node_of(rubric, asked->children[0])), "asked(a)");
  const lg_node *place = node_of(rubric, asked->children[1]);
  ck_assert_int_eq(place->kind, LG_NODE_PLACE);
  ck_assert_ptr_null(name_of(rubric, place));
  ck_assert_str_eq(text_of(rubric, place), "asked(b in closing)");
  lg_rubric_free(rubric);
}
END_TEST

START_TEST(readings_are_pushed_down) {
  lg_rubric *rubric = parse_levels("signals:\n  s: denied(a) near b unless c\n",
                                   "{2: asked(s), 1: s or a in heading}");
  const lg_node *outer = node_of(rubric, condition_of(rubric, 2));
  ck_assert_int_eq(outer->kind, LG_NODE_UNLESS);
  ck_assert_str_eq(name_of(rubric, outer), "s");
  const lg_node *near = child_of(rubric, outer, 0);
  /* around the signal: replaces what is inside, but not what follows unless */
  ck_assert_uint_eq(child_of(rubric, near, 0)->reading.require, LG_ASKED);
  ck_assert_uint_eq(child_of(rubric, near, 1)->reading.require, LG_ASKED);
  ck_assert_uint_eq(child_of(rubric, outer, 1)->reading.require, 0);
  ck_assert_uint_eq(child_of(rubric, outer, 1)->reading.forbid, LG_ECHO | LG_RETRACTED | LG_ASIDE);
  /* level 2 forbids bare lists, level 1 does not */
  ck_assert((child_of(rubric, near, 0)->reading.forbid & LG_LISTED) != 0);
  const lg_condition *first = condition_of(rubric, 1);
  const lg_node *plain = child_of(rubric, node_of(rubric, first->children[0]), 0);
  ck_assert_uint_eq(child_of(rubric, plain, 0)->reading.require, LG_DENIED);
  ck_assert_uint_eq(child_of(rubric, plain, 1)->reading.forbid, LG_READING_ASSERTED_FORBIDS);
  /* `in heading` must see headings */
  const lg_node *place = node_of(rubric, first->children[1]);
  ck_assert((child_of(rubric, place, 0)->reading.forbid & LG_HEADING) == 0);
  lg_rubric_free(rubric);
}
END_TEST

START_TEST(negation_sees_lists) {
  lg_rubric *rubric = parse_levels("", "{2: a and not b and none of (c), 1: a}");
  const lg_condition *top = condition_of(rubric, 2);
  ck_assert_int_eq(top->kind, LG_CONDITION_AND);
  ck_assert((node_of(rubric, top->children[0])->reading.forbid & LG_LISTED) != 0);
  const lg_condition *not_b = top->children[1];
  ck_assert_int_eq(not_b->kind, LG_CONDITION_NOT);
  ck_assert((node_of(rubric, not_b->children[0])->reading.forbid & LG_LISTED) == 0);
  const lg_condition *none = top->children[2];
  ck_assert_int_eq(none->kind, LG_CONDITION_COUNT);
  ck_assert_uint_eq(none->at_most, 0);
  lg_rubric_free(rubric);
}
END_TEST

START_TEST(sets) {
  lg_rubric *rubric =
      parse_levels("  q_one: [one]\n  q_two: [two]\nsignals:\n  q_three: a near b\n"
                   "  any_q: any of q_*\n  q_self: 2 of (q_*, c)\n",
                   "{3: '50% of q_*', 2: '2 of (a, b, c) within 3 sentences', 1: any_q or q_self}");
  const lg_condition *share = condition_of(rubric, 3);
  ck_assert_int_eq(share->kind, LG_CONDITION_COUNT);
  ck_assert_uint_eq(share->child_count, 4);
  ck_assert_uint_eq(share->at_least, 2);
  ck_assert_str_eq(name_of(rubric, node_of(rubric, share->children[0])), "q_one");
  ck_assert_str_eq(name_of(rubric, node_of(rubric, share->children[2])), "q_three");
  const lg_node *pick = node_of(rubric, condition_of(rubric, 2));
  ck_assert_int_eq(pick->kind, LG_NODE_PICK);
  ck_assert_uint_eq(pick->distance.count, 3);
  ck_assert_uint_eq(pick->at_most, 3);
  /* a signal is no member of its own set */
  const lg_node *self = node_of(rubric, condition_of(rubric, 1)->children[1]);
  ck_assert_str_eq(name_of(rubric, self), "q_self");
  ck_assert_uint_eq(self->child_count, 4);
  lg_rubric_free(rubric);
}
END_TEST

START_TEST(signals_without_position) {
  lg_rubric *rubric = parse_levels("signals:\n  both: a and b\n", "{2: both and c, 1: not both}");
  const lg_condition *top = condition_of(rubric, 2);
  ck_assert_int_eq(top->children[0]->kind, LG_CONDITION_AND);
  ck_assert_uint_eq(top->children[0]->child_count, 2);
  ck_assert_int_eq(condition_of(rubric, 1)->children[0]->kind, LG_CONDITION_AND);
  lg_rubric_free(rubric);
}
END_TEST

/* -- the scheme --------------------------------------------------------------- */

static const char FULL[] =
    HEAD "include: [more.yaml]\n" CONCEPTS
         "  d: {any: [delta, '{a} <2> x? y', '{e}'], typos: 1, unless: ['delta {b}']}\n"
         "  e: ['{a} x? y']\n"
         "signals:\n  s: {find: a near d, unless: inside c, reading: asked}\n"
         "sections:\n"
         "  - id: one\n    title: One\n    criteria:\n"
         "      - id: one.a\n        title: A\n        points: 5\n        topic: b\n"
         "        levels:\n          3: s and one.b >= 1\n          2: a\n"
         "          1: {weigh: {window: 2 sentences, at: 0.5, needs: a, terms: {b: 0.5, c: -0.1},\n"
         "              groups: [{at_most: 0.3, terms: {d: 0.3}}]}}\n"
         "        gaps: [{when: a, needs: b, within: 3 words, at_most: 1, says: G.}]\n"
         "        at_most: [{level: 0, when: c, because: B.}]\n"
         "        tests: {3: [x, {text: y, prompt: z}], 2: [x], 1: [x]}\n        " REST
         "  - id: two\n    title: Two\n    criteria:\n"
         "      - {id: one.b, title: B, points: {1: 1.5, 3: 4}, levels: {3: e, 1: c}, advice: x,\n"
         "         probe: {0: p, 3: q}, listed: true, tests: {1: [x], 3: [y]}}\n"
         "penalties: [{id: anti.x, title: X, points: -2.5, when: denied(a)}]\n"
         "caps: [{band: low, when: not b, because: C.}]\n"
         "bands: [{name: low, at: 0}, {name: high, at: 60}, {name: mid, at: 30}]\n"
         "design: {when: a or b, because: D.}\n";

static lg_rubric *parse_full(void) {
  const lg_allocator allocator = lg_allocator_standard();
  lg_diagnostics diagnostics;
  lg_rubric *rubric = NULL;
  lg_diagnostics_init(&diagnostics, &allocator);
  const lg_status status = parse_with(&rubric, FULL, sizeof FULL - 1, &allocator, &diagnostics);
  for (size_t i = 0; i < diagnostics.count; ++i) {
    ck_assert_msg(diagnostics.items[i].severity != LG_ERROR, "%u: %s",
                  (unsigned)diagnostics.items[i].line, diagnostics.items[i].message);
  }
  ck_assert_int_eq(status, LG_OK);
  lg_diagnostics_free(&diagnostics);
  return rubric;
}

START_TEST(scheme_of_a_rubric) {
  lg_rubric *rubric = parse_full();
  const lg_scheme *scheme = &rubric->scheme;
  ck_assert_uint_eq(scheme->section_count, 2);
  ck_assert_uint_eq(scheme->criterion_count, 3);
  /* the included criterion stands with its section; one.a behind one.b */
  ck_assert_str_eq(scheme->criteria[0].id, "one.a");
  ck_assert_str_eq(scheme->criteria[1].id, "one.c");
  ck_assert_str_eq(scheme->criteria[2].id, "one.b");
  ck_assert_uint_eq(scheme->criteria[1].section, 0);
  ck_assert_uint_eq(scheme->criterion_order[0], 2);
  /* shares of 5 points in thirds, and figures with one filled in */
  ck_assert_int_eq(scheme->criteria[0].points[1], 1667);
  ck_assert_int_eq(scheme->criteria[0].points[2], 3333);
  ck_assert_int_eq(scheme->criteria[0].points[3], 5000);
  ck_assert_int_eq(scheme->criteria[2].points[2], 1500);
  ck_assert_int_eq(scheme->max_points, 10000);
  ck_assert_uint_eq(scheme->criteria[0].levels[0].level, 3);
  ck_assert_ptr_null(scheme->criteria[0].advice[3]);
  ck_assert_str_eq(scheme->criteria[2].probe[2], "p");
  ck_assert_str_eq(scheme->criteria[2].probe[3], "q");
  ck_assert_str_eq(scheme->bands[0].name, "high");
  ck_assert_int_eq(scheme->bands[2].at, 0);
  ck_assert_uint_eq(scheme->caps[0].band, 2);
  ck_assert_str_eq(scheme->design_because, "D.");
  ck_assert_str_eq(scheme->criteria[0].tests[1].prompt, "z");
  ck_assert_uint_eq(scheme->criteria[0].tests[1].line, 30);
  lg_rubric_free(rubric);
}
END_TEST

START_TEST(program_of_a_rubric) {
  lg_rubric *rubric = parse_full();
  const lg_program *program = &rubric->program;
  uint32_t *place = calloc(program->concept_count, sizeof *place);
  for (uint32_t i = 0; i < program->composed_count; ++i) {
    place[program->composed[i]] = i + 1; /* the others need no place: 0 */
  }
  for (uint32_t i = 0; i < program->concept_count; ++i) {
    const lg_concept *concept = &program->concepts[i];
    const bool composed =
        i < LG_PRIMITIVE_COUNT || concept->sequence_count > 0 || concept->exception != LG_NONE;
    ck_assert_int_eq(place[i] != 0, composed);
    ck_assert(concept->exception == LG_NONE || place[concept->exception] < place[i]);
    for (uint32_t j = 0; j < concept->sequence_count; ++j) {
      const lg_sequence *sequence = &program->sequences[concept->first_sequence + j];
      for (uint32_t k = 0; k < sequence->count; ++k) {
        ck_assert_uint_lt(place[program->elements[sequence->first + k].concept], place[i]);
      }
    }
  }
  for (uint32_t i = 0; i < program->node_count; ++i) {
    for (uint32_t j = 0; j < program->nodes[i].child_count; ++j) {
      ck_assert_uint_lt(lg_children(program, &program->nodes[i])[j], i);
    }
    ck_assert_uint_ne(program->nodes[i].text, 0);
  }
  for (uint32_t i = 0; i < program->weighing_count; ++i) {
    const lg_node *node = &program->nodes[program->weighings[i]];
    ck_assert_int_eq(node->kind, LG_NODE_WEIGH);
    ck_assert_uint_eq(node->weigh, i);
  }
  /* the words "x? y" stand in two wordings and are one concept */
  uint32_t unnamed = 0;
  for (uint32_t i = 0; i < program->concept_count; ++i) {
    unnamed += program->concepts[i].name == 0 ? 1 : 0;
  }
  ck_assert_uint_eq(unnamed, 3); /* the exception of d, its "delta", "x? y" */
  free(place);
  lg_rubric_free(rubric);
}
END_TEST

START_TEST(topic_stands_around_findings) {
  lg_rubric *rubric = parse_full();
  const lg_condition *top = condition_of(rubric, 3);
  ck_assert_int_eq(top->kind, LG_CONDITION_AND);
  const lg_node *with = node_of(rubric, top->children[0]);
  ck_assert_int_eq(with->kind, LG_NODE_WITH);
  ck_assert_str_eq(name_of(rubric, with), "s");
  ck_assert_str_eq(name_of(rubric, child_of(rubric, with, 1)), "b");
  const lg_node *weigh = child_of(rubric, node_of(rubric, condition_of(rubric, 1)), 0);
  ck_assert_int_eq(weigh->kind, LG_NODE_WEIGH);
  ck_assert_uint_eq(weigh->child_count, 4);
  ck_assert_uint_eq(lg_sum(&rubric->program, weigh)->term_count, 3);
  ck_assert(lg_sum(&rubric->program, weigh)->has_needs);
  const lg_node *gap = node_of(rubric, rubric->scheme.criteria[0].gaps[0].unmet);
  ck_assert_int_eq(gap->kind, LG_NODE_UNLESS);
  ck_assert_int_eq(gap->distance.unit, LG_UNIT_WORDS);
  lg_rubric_free(rubric);
}
END_TEST

START_TEST(digest_of_one_file) {
  lg_rubric *rubric = parse_levels("", "{1: a or b or c}");
  ck_assert_uint_eq(strlen(rubric->digest), 64);
  lg_rubric *other = parse_levels("", "{1: a or b or  c}");
  ck_assert_str_ne(rubric->digest, other->digest);
  lg_rubric_free(rubric);
  lg_rubric_free(other);
}
END_TEST

/* -- the language ------------------------------------------------------------- */

START_TEST(language_file) {
  const lg_allocator allocator = lg_allocator_standard();
  char *text = small_language();
  lg_language *made = NULL;
  ck_assert_int_eq(lg_language_parse(&made, "xx", text, strlen(text), &allocator, NULL), LG_OK);
  ck_assert_str_eq(made->id, "xx");
  ck_assert(lg_word_in(made->abbreviations, made->abbreviation_count, "e.g", 3));
  ck_assert(!lg_word_in(made->abbreviations, made->abbreviation_count, "eg", 2));
  ck_assert_int_eq(lg_language_unit(made, "k", 1)->unit_class, LG_UNIT_SCALE);
  ck_assert_str_eq(made->irregular[1], "ran");
  ck_assert_ptr_null(made->irregular[2]);
  ck_assert_str_eq(made->comparison_words[0], "more than");
  lg_language_free(made);
  free(text);
}
END_TEST

/* -- hostile files ------------------------------------------------------------ */

static void expect_rejected(const lg_buffer *text, lg_status expected, const char *code) {
  const lg_allocator allocator = lg_allocator_standard();
  lg_diagnostics diagnostics;
  lg_rubric *rubric = NULL;
  lg_diagnostics_init(&diagnostics, &allocator);
  ck_assert(!text->failed);
  ck_assert_int_eq(parse_with(&rubric, text->bytes, text->length, &allocator, &diagnostics),
                   expected);
  ck_assert_ptr_null(rubric);
  bool found = false;
  for (size_t i = 0; i < diagnostics.count; ++i) {
    found |= strcmp(diagnostics.items[i].code, code) == 0;
  }
  ck_assert_msg(found, "%s is not among the %zu diagnostics", code, diagnostics.count);
  lg_diagnostics_free(&diagnostics);
}

static void begin(lg_buffer *text) {
  const lg_allocator allocator = lg_allocator_standard();
  lg_buffer_init(text, &allocator);
  lg_buffer_add_text(text, HEAD);
}

static void add_criterion(lg_buffer *text, const char *level) {
  lg_buffer_format(text,
                   "sections: [{id: s, title: S, criteria: [{id: s.a, title: A, points: 1,\n"
                   "  levels: {1: '%s'}, advice: a, probe: p}]}]\n",
                   level);
}

START_TEST(too_large) {
  lg_buffer text;
  begin(&text);
  for (size_t i = 0; i < 5u * 1024 * 1024 / 64; ++i) {
    lg_buffer_add_text(&text, "# sixty-four bytes of comment, so that the file becomes large..\n");
  }
  expect_rejected(&text, LG_LIMIT, LG_CODE_TOO_LARGE);
  lg_buffer_free(&text);
}
END_TEST

START_TEST(many_brackets) {
  lg_buffer text;
  begin(&text);
  lg_buffer_add_text(&text, "concepts:\n  a: ");
  for (size_t i = 0; i < 65536; ++i) {
    lg_buffer_add_byte(&text, '[');
  }
  expect_rejected(&text, LG_REJECTED, LG_CODE_TOO_DEEP);
  lg_buffer_free(&text);
}
END_TEST

START_TEST(many_nodes) {
  lg_buffer text;
  begin(&text);
  lg_buffer_add_text(&text, "concepts:\n  a: [");
  for (size_t i = 0; i < 500000; ++i) {
    lg_buffer_add_text(&text, "x, ");
  }
  lg_buffer_add_text(&text, "x]\n");
  expect_rejected(&text, LG_REJECTED, LG_CODE_TOO_MANY_NODES);
  lg_buffer_free(&text);
}
END_TEST

START_TEST(many_problems) {
  lg_buffer text;
  begin(&text);
  lg_buffer_add_text(&text, "concepts: {");
  for (int i = 0; i < 100000; ++i) {
    lg_buffer_format(&text, "A%d: 1, ", i);
  }
  lg_buffer_add_text(&text, "a: [a]}\n");
  add_criterion(&text, "a");
  const lg_allocator allocator = lg_allocator_standard();
  lg_diagnostics diagnostics;
  lg_rubric *rubric = NULL;
  lg_diagnostics_init(&diagnostics, &allocator);
  ck_assert_int_eq(parse_with(&rubric, text.bytes, text.length, &allocator, &diagnostics),
                   LG_REJECTED);
  ck_assert_uint_eq(diagnostics.count, LG_LIMIT_DIAGNOSTICS);
  ck_assert_uint_eq(diagnostics.errors, 100000);
  lg_diagnostics_free(&diagnostics);
  lg_buffer_free(&text);
}
END_TEST

START_TEST(many_slips) {
  lg_buffer text;
  begin(&text);
  lg_buffer_add_text(&text, "concepts:\n");
  for (int i = 0; i < 4000; ++i) {
    lg_buffer_format(&text, "  a_long_name_for_a_concept_that_is_like_all_of_them_%d: [w%d]\n", i,
                     i);
  }
  lg_buffer_add_text(&text, "signals:\n");
  for (int i = 0; i < 4000; ++i) {
    lg_buffer_format(&text, "  s%d: a_lnog_name_for_a_concept_that_is_like_all_of_them_%d\n", i, i);
  }
  add_criterion(&text, "s1");
  expect_rejected(&text, LG_REJECTED, LG_CODE_UNKNOWN_NAME);
  lg_buffer_free(&text);
}
END_TEST

/* Chains of 4,000 must need no recursion. */
START_TEST(long_chains) {
  const lg_allocator allocator = lg_allocator_standard();
  lg_rubric *rubric = NULL;
  lg_buffer text;
  begin(&text);
  lg_buffer_add_text(&text, "concepts:\n  c0: [word]\n");
  for (int i = 1; i < 4000; ++i) {
    lg_buffer_format(&text, "  c%d: ['{c%d}']\n", i, i - 1);
  }
  lg_buffer_add_text(&text, "signals:\n  s0: c3999\n");
  for (int i = 1; i < 4000; ++i) {
    lg_buffer_format(&text, "  s%d: s%d in closing\n", i, i - 1);
  }
  add_criterion(&text, "asked(s3999)");
  ck_assert_int_eq(parse_with(&rubric, text.bytes, text.length, &allocator, NULL), LG_OK);
  ck_assert_uint_eq(rubric->program.node_count, 4000);
  lg_rubric_free(rubric);
  lg_buffer_free(&text);
}
END_TEST

START_TEST(long_circles) {
  lg_buffer text;
  begin(&text);
  lg_buffer_add_text(&text, "concepts:\n");
  for (int i = 0; i < 4000; ++i) {
    lg_buffer_format(&text, "  c%d: ['{c%d}']\n", i, (i + 1) % 4000);
  }
  lg_buffer_add_text(&text, "signals:\n");
  for (int i = 0; i < 4000; ++i) {
    lg_buffer_format(&text, "  s%d: s%d in closing\n", i, (i + 1) % 4000);
  }
  add_criterion(&text, "s1");
  expect_rejected(&text, LG_REJECTED, LG_CODE_CYCLIC_CONCEPTS);
  expect_rejected(&text, LG_REJECTED, LG_CODE_CYCLIC_SIGNALS);
  lg_buffer_free(&text);
}
END_TEST

START_TEST(many_members) {
  lg_buffer text;
  begin(&text);
  lg_buffer_add_text(&text, "concepts:\n");
  for (int i = 0; i < 4000; ++i) {
    lg_buffer_format(&text, "  c%d: [w%d]\n", i, i);
  }
  lg_buffer_add_text(&text, "signals:\n");
  for (int i = 0; i < 4000; ++i) {
    lg_buffer_format(&text, "  s%d: any of c*\n", i);
  }
  add_criterion(&text, "any of s*");
  expect_rejected(&text, LG_REJECTED, LG_CODE_TOO_MANY);
  lg_buffer_free(&text);
}
END_TEST

/* Conditions put into one another double with every signal. */
START_TEST(doubling_conditions) {
  lg_buffer text;
  begin(&text);
  lg_buffer_add_text(&text, CONCEPTS "signals:\n  s0: a and b and c\n");
  for (int i = 1; i < 28; ++i) {
    lg_buffer_format(&text, "  s%d: s%d and s%d\n", i, i - 1, i - 1);
  }
  add_criterion(&text, "s27");
  expect_rejected(&text, LG_REJECTED, LG_CODE_TOO_MANY);
  lg_buffer_free(&text);
}
END_TEST

START_TEST(nothing_at_all) {
  const lg_allocator allocator = lg_allocator_standard();
  lg_rubric *rubric = NULL;
  ck_assert_int_eq(parse_with(&rubric, "", 0, &allocator, NULL), LG_REJECTED);
  lg_rubric_free(NULL);
  lg_language_free(NULL);
}
END_TEST

/* Cuts and changes of a good rubric: anything may be reported, nothing break. */
START_TEST(damaged_files) {
  const lg_allocator allocator = lg_allocator_standard();
  for (size_t i = 0; i < sizeof FULL - 1; ++i) {
    static const char PUT[] = {'\0', '\xff', '*', '[', '}', ':', '\n', '(', '"', '0'};
    char copy[sizeof FULL];
    lg_rubric *rubric = NULL;
    lg_diagnostics diagnostics;
    memcpy(copy, FULL, sizeof FULL);
    lg_diagnostics_init(&diagnostics, &allocator);
    parse_with(&rubric, copy, i, &allocator, &diagnostics);
    lg_rubric_free(rubric);
    copy[i] = PUT[i % sizeof PUT];
    rubric = NULL;
    parse_with(&rubric, copy, sizeof FULL - 1, &allocator, &diagnostics);
    lg_rubric_free(rubric);
    lg_diagnostics_free(&diagnostics);
  }
}
END_TEST

/* -- no memory ---------------------------------------------------------------- */

/* Fails every allocation in turn: nothing is lost, and it is always said. */
static void fail_each(const char *text, size_t length, lg_status expected, bool forever) {
  for (size_t number = 0;; ++number) {
    meter m = {.fail_at = number, .forever = forever};
    const lg_allocator allocator = metered(&m);
    lg_diagnostics diagnostics;
    lg_rubric *rubric = NULL;
    lg_diagnostics_init(&diagnostics, &allocator);
    const lg_status status = parse_with(&rubric, text, length, &allocator, &diagnostics);
    const bool failed = m.calls > number;
    if (failed) {
      ck_assert_int_eq(status, LG_NO_MEMORY);
      ck_assert_ptr_null(rubric);
    } else {
      ck_assert_int_eq(status, expected);
    }
    lg_rubric_free(rubric);
    lg_diagnostics_free(&diagnostics);
    ck_assert_uint_eq(m.in_use, 0);
    if (!failed) {
      return;
    }
  }
}

START_TEST(no_memory) {
  fail_each(FULL, sizeof FULL - 1, LG_OK, false);
  fail_each(FULL, sizeof FULL - 1, LG_OK, true);
}
END_TEST

START_TEST(no_memory_for_problems) {
  static const char BAD[] = HEAD "concepts:\n  a: ['{b}', 'x (']\n  b: ['{a}']\n  a: [x]\n"
                                 "signals:\n  s: t near\n  t: s\n  u: ab\n"
                                 "sections: [{id: S, criteria: [{id: x, levels: {9: a}}]}]\n"
                                 "bands: [{name: a, at: 5}]\ncolour: red\n";
  fail_each(BAD, sizeof BAD - 1, LG_REJECTED, false);
}
END_TEST

static Suite *suite(void) {
  Suite *made = suite_create("rubric");
  TCase *meaning = tcase_create("meaning");
  tcase_add_test(meaning, binding);
  tcase_add_test(meaning, alternatives_stay_apart);
  tcase_add_test(meaning, readings_are_pushed_down);
  tcase_add_test(meaning, negation_sees_lists);
  tcase_add_test(meaning, sets);
  tcase_add_test(meaning, signals_without_position);
  tcase_add_test(meaning, scheme_of_a_rubric);
  tcase_add_test(meaning, program_of_a_rubric);
  tcase_add_test(meaning, topic_stands_around_findings);
  tcase_add_test(meaning, digest_of_one_file);
  tcase_add_test(meaning, language_file);
  suite_add_tcase(made, meaning);
  TCase *hostile = tcase_create("hostile");
  tcase_set_timeout(hostile, 120);
  tcase_add_test(hostile, too_large);
  tcase_add_test(hostile, many_brackets);
  tcase_add_test(hostile, many_nodes);
  tcase_add_test(hostile, many_problems);
  tcase_add_test(hostile, many_slips);
  tcase_add_test(hostile, long_chains);
  tcase_add_test(hostile, long_circles);
  tcase_add_test(hostile, many_members);
  tcase_add_test(hostile, doubling_conditions);
  tcase_add_test(hostile, nothing_at_all);
  tcase_add_test(hostile, damaged_files);
  suite_add_tcase(made, hostile);
  TCase *memory = tcase_create("memory");
  tcase_set_timeout(memory, 300);
  tcase_add_test(memory, no_memory);
  tcase_add_test(memory, no_memory_for_problems);
  suite_add_tcase(made, memory);
  return made;
}

int main(void) {
  SRunner *runner = srunner_create(suite());
  srunner_run_all(runner, CK_NORMAL);
  const int failed = srunner_ntests_failed(runner);
  srunner_free(runner);
  return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
