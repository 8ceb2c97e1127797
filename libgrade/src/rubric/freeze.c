/* Every structure a rubric is made of, with the pointers in it. A field that is
 * added to one of them and holds a pointer must be linked here; the test that
 * grades with both forms of a rubric would crash without it. */
#include <stddef.h>
#include <string.h>

#include "pattern/set.h"
#include "rubric/image.h"

#define FIELD(at, type, member) ((at) + offsetof(type, member))

/* An array of structures: copied, then each is linked by `link`. */
typedef void (*link_one)(lg_image_writer *writer, size_t at, const void *item);

static void freeze_array(lg_image_writer *writer, size_t field, const void *items, size_t count,
                         size_t size, link_one link) {
  if (items == NULL || count == 0) {
    const uintptr_t null = 0;
    if (!writer->failed) {
      memcpy(writer->linked.bytes + field, &null, sizeof null);
    }
    return;
  }
  const uint32_t at = lg_image_put(writer, items, count * size);
  lg_image_link(writer, field, at);
  for (size_t i = 0; i < count; ++i) {
    link(writer, at + i * size, (const char *)items + i * size);
  }
}

static void freeze_numbers(lg_image_writer *writer, size_t field, const void *items, size_t size) {
  if (items != NULL) {
    lg_image_link_plain(writer, field, items, size);
  }
}

/* -- the program ------------------------------------------------------------------ */

static void link_weigh(lg_image_writer *writer, size_t at, const void *item) {
  const lg_weigh *weigh = item;
  freeze_numbers(writer, FIELD(at, lg_weigh, terms), weigh->terms,
                 weigh->term_count * sizeof *weigh->terms);
  freeze_numbers(writer, FIELD(at, lg_weigh, groups), weigh->groups,
                 weigh->group_count * sizeof *weigh->groups);
  lg_image_link_text(writer, FIELD(at, lg_weigh, written_window), weigh->written_window);
  lg_image_link_text(writer, FIELD(at, lg_weigh, origin), weigh->origin);
  freeze_numbers(writer, FIELD(at, lg_weigh, places), weigh->places,
                 (1 + (size_t)weigh->term_count + weigh->group_count) * sizeof *weigh->places);
  LG_IMAGE_GAP(writer, at, lg_weigh, term_count, groups);
  LG_IMAGE_GAP(writer, at, lg_weigh, has_needs, owner);
  LG_IMAGE_GAP(writer, at, lg_weigh, owner.is_penalty, owner.number);
  LG_IMAGE_GAP(writer, at, lg_weigh, owner, written_window);
}

static void link_program(lg_image_writer *writer, size_t at, const lg_program *program) {
  lg_image_link(writer, FIELD(at, lg_program, patterns),
                lg_pattern_set_freeze(program->patterns, writer));
  freeze_numbers(writer, FIELD(at, lg_program, texts), program->texts, program->text_length);
  freeze_numbers(writer, FIELD(at, lg_program, concepts), program->concepts,
                 program->concept_count * sizeof *program->concepts);
  freeze_numbers(writer, FIELD(at, lg_program, sequences), program->sequences,
                 program->sequence_count * sizeof *program->sequences);
  freeze_numbers(writer, FIELD(at, lg_program, elements), program->elements,
                 program->element_count * sizeof *program->elements);
  freeze_numbers(writer, FIELD(at, lg_program, composed), program->composed,
                 program->composed_count * sizeof *program->composed);
  freeze_numbers(writer, FIELD(at, lg_program, nodes), program->nodes,
                 program->node_count * sizeof *program->nodes);
  freeze_numbers(writer, FIELD(at, lg_program, children), program->children,
                 program->child_count * sizeof *program->children);
  freeze_numbers(writer, FIELD(at, lg_program, weighings), program->weighings,
                 program->weighing_count * sizeof *program->weighings);
  freeze_array(writer, FIELD(at, lg_program, sums), program->sums, program->weighing_count,
               sizeof *program->sums, link_weigh);
}

/* -- the scheme ---------------------------------------------------------------------- */

static void freeze_condition(lg_image_writer *writer, size_t field, const lg_condition *condition);

/* An element of an array of pointers to conditions. */
static void link_child(lg_image_writer *writer, size_t at, const void *item) {
  const lg_condition *child;
  memcpy(&child, item, sizeof child);
  freeze_condition(writer, at, child);
}

static void link_condition(lg_image_writer *writer, size_t at, const void *item) {
  const lg_condition *condition = item;
  freeze_array(writer, FIELD(at, lg_condition, children), condition->children,
               condition->child_count, sizeof(lg_condition *), link_child);
  lg_image_link_text(writer, FIELD(at, lg_condition, text), condition->text);
  LG_IMAGE_GAP(writer, at, lg_condition, kind, children);
  LG_IMAGE_GAP(writer, at, lg_condition, at_most, text);
}

static void freeze_condition(lg_image_writer *writer, size_t field, const lg_condition *condition) {
  freeze_array(writer, field, condition, condition != NULL, sizeof *condition, link_condition);
}

static void link_level(lg_image_writer *writer, size_t at, const void *item) {
  const lg_level_rule *rule = item;
  freeze_condition(writer, FIELD(at, lg_level_rule, condition), rule->condition);
  LG_IMAGE_GAP(writer, at, lg_level_rule, level, condition);
}

static void link_level_cap(lg_image_writer *writer, size_t at, const void *item) {
  const lg_level_cap *cap = item;
  freeze_condition(writer, FIELD(at, lg_level_cap, condition), cap->condition);
  lg_image_link_text(writer, FIELD(at, lg_level_cap, because), cap->because);
  LG_IMAGE_GAP(writer, at, lg_level_cap, level, condition);
}

static void link_gap(lg_image_writer *writer, size_t at, const void *item) {
  const lg_gap *gap = item;
  freeze_condition(writer, FIELD(at, lg_gap, unmet), gap->unmet);
  lg_image_link_text(writer, FIELD(at, lg_gap, says), gap->says);
  LG_IMAGE_GAP(writer, at, lg_gap, at_most, says);
}

static void link_test(lg_image_writer *writer, size_t at, const void *item) {
  const lg_test *test = item;
  lg_image_link_text(writer, FIELD(at, lg_test, text), test->text);
  lg_image_link_text(writer, FIELD(at, lg_test, prompt), test->prompt);
  lg_image_link_text(writer, FIELD(at, lg_test, origin), test->origin);
  LG_IMAGE_GAP(writer, at, lg_test, level, text);
}

static void link_criterion(lg_image_writer *writer, size_t at, const void *item) {
  const lg_criterion *criterion = item;
  lg_image_link_text(writer, FIELD(at, lg_criterion, id), criterion->id);
  lg_image_link_text(writer, FIELD(at, lg_criterion, title), criterion->title);
  freeze_array(writer, FIELD(at, lg_criterion, levels), criterion->levels, criterion->level_count,
               sizeof(lg_level_rule), link_level);
  freeze_array(writer, FIELD(at, lg_criterion, caps), criterion->caps, criterion->cap_count,
               sizeof(lg_level_cap), link_level_cap);
  freeze_array(writer, FIELD(at, lg_criterion, gaps), criterion->gaps, criterion->gap_count,
               sizeof(lg_gap), link_gap);
  for (size_t i = 0; i <= LG_LIMIT_LEVELS; ++i) {
    lg_image_link_text(writer, FIELD(at, lg_criterion, advice) + i * sizeof(char *),
                       criterion->advice[i]);
    lg_image_link_text(writer, FIELD(at, lg_criterion, probe) + i * sizeof(char *),
                       criterion->probe[i]);
  }
  freeze_array(writer, FIELD(at, lg_criterion, tests), criterion->tests, criterion->test_count,
               sizeof(lg_test), link_test);
}

static void link_section(lg_image_writer *writer, size_t at, const void *item) {
  const lg_section *section = item;
  lg_image_link_text(writer, FIELD(at, lg_section, id), section->id);
  lg_image_link_text(writer, FIELD(at, lg_section, title), section->title);
}

static void link_penalty(lg_image_writer *writer, size_t at, const void *item) {
  const lg_penalty *penalty = item;
  lg_image_link_text(writer, FIELD(at, lg_penalty, id), penalty->id);
  lg_image_link_text(writer, FIELD(at, lg_penalty, title), penalty->title);
  freeze_condition(writer, FIELD(at, lg_penalty, condition), penalty->condition);
  lg_image_link_text(writer, FIELD(at, lg_penalty, advice), penalty->advice);
  freeze_array(writer, FIELD(at, lg_penalty, tests), penalty->tests, penalty->test_count,
               sizeof(lg_test), link_test);
}

static void link_band(lg_image_writer *writer, size_t at, const void *item) {
  const lg_band *band = item;
  lg_image_link_text(writer, FIELD(at, lg_band, name), band->name);
}

static void link_cap(lg_image_writer *writer, size_t at, const void *item) {
  const lg_cap *cap = item;
  freeze_condition(writer, FIELD(at, lg_cap, condition), cap->condition);
  lg_image_link_text(writer, FIELD(at, lg_cap, because), cap->because);
  LG_IMAGE_GAP(writer, at, lg_cap, band, condition);
}

static void link_scheme(lg_image_writer *writer, size_t at, const lg_scheme *scheme) {
  freeze_array(writer, FIELD(at, lg_scheme, sections), scheme->sections, scheme->section_count,
               sizeof(lg_section), link_section);
  freeze_array(writer, FIELD(at, lg_scheme, criteria), scheme->criteria, scheme->criterion_count,
               sizeof(lg_criterion), link_criterion);
  freeze_numbers(writer, FIELD(at, lg_scheme, criterion_order), scheme->criterion_order,
                 scheme->criterion_count * sizeof *scheme->criterion_order);
  freeze_array(writer, FIELD(at, lg_scheme, penalties), scheme->penalties, scheme->penalty_count,
               sizeof(lg_penalty), link_penalty);
  freeze_array(writer, FIELD(at, lg_scheme, bands), scheme->bands, scheme->band_count,
               sizeof(lg_band), link_band);
  freeze_array(writer, FIELD(at, lg_scheme, caps), scheme->caps, scheme->cap_count, sizeof(lg_cap),
               link_cap);
  freeze_condition(writer, FIELD(at, lg_scheme, design), scheme->design);
  lg_image_link_text(writer, FIELD(at, lg_scheme, design_because), scheme->design_because);
}

/* -- the language ------------------------------------------------------------------------ */

static void link_word(lg_image_writer *writer, size_t at, const void *item) {
  const char *word;
  memcpy(&word, item, sizeof word);
  lg_image_link_text(writer, at, word);
}

static void freeze_words(lg_image_writer *writer, size_t field, const char *const *words,
                         size_t count) {
  freeze_array(writer, field, words, count, sizeof *words, link_word);
}

static void link_unit(lg_image_writer *writer, size_t at, const void *item) {
  const lg_unit_word *unit = item;
  lg_image_link_text(writer, FIELD(at, lg_unit_word, word), unit->word);
}

static uint32_t freeze_language(const lg_language *language, lg_image_writer *writer) {
  lg_language copy = *language;
  memset(&copy.arena, 0, sizeof copy.arena);
  const uint32_t at = lg_image_put(writer, &copy, sizeof copy);
  lg_image_link_text(writer, FIELD(at, lg_language, id), language->id);
  lg_image_link(writer, FIELD(at, lg_language, cues),
                lg_pattern_set_freeze(language->cues, writer));
  freeze_words(writer, FIELD(at, lg_language, abbreviations), language->abbreviations,
               language->abbreviation_count);
  freeze_words(writer, FIELD(at, lg_language, number_words), language->number_words,
               language->number_word_count);
  freeze_words(writer, FIELD(at, lg_language, number_joiners), language->number_joiners,
               language->number_joiner_count);
  freeze_words(writer, FIELD(at, lg_language, per_words), language->per_words,
               language->per_word_count);
  freeze_words(writer, FIELD(at, lg_language, common_words), language->common_words,
               language->common_word_count);
  freeze_words(writer, FIELD(at, lg_language, comparison_words), language->comparison_words,
               language->comparison_word_count);
  freeze_array(writer, FIELD(at, lg_language, units), language->units, language->unit_count,
               sizeof(lg_unit_word), link_unit);
  freeze_words(writer, FIELD(at, lg_language, irregular), language->irregular,
               language->irregular_count);
  return at;
}

/* -- the rubric ----------------------------------------------------------------------------- */

uint32_t lg_rubric_freeze(const lg_rubric *rubric, lg_image_writer *writer) {
  lg_rubric copy = *rubric;
  memset(&copy.arena, 0, sizeof copy.arena);
  const uint32_t at = lg_image_put(writer, &copy, sizeof copy);
  lg_image_link_text(writer, FIELD(at, lg_rubric, id), rubric->id);
  lg_image_link_text(writer, FIELD(at, lg_rubric, title), rubric->title);
  lg_image_link_text(writer, FIELD(at, lg_rubric, version), rubric->version);
  lg_image_link(writer, FIELD(at, lg_rubric, language), freeze_language(rubric->language, writer));
  link_program(writer, FIELD(at, lg_rubric, program), &rubric->program);
  link_scheme(writer, FIELD(at, lg_rubric, scheme), &rubric->scheme);
  freeze_numbers(writer, FIELD(at, lg_rubric, phrases.runs), rubric->phrases.runs,
                 rubric->phrases.count * sizeof *rubric->phrases.runs);
  return at;
}

lg_status lg_rubric_thaw(lg_rubric **out, const void *bytes, size_t size,
                         const lg_allocator *allocator) {
  lg_image image;
  *out = NULL;
  if (!lg_image_load(&image, bytes, size, allocator)) {
    return LG_NO_MEMORY;
  }
  lg_rubric *rubric = image.root;
  lg_arena_init(&rubric->arena, allocator);
  lg_arena_init(&rubric->language->arena, allocator);
  rubric->image = image.linked;
  rubric->image_size = image.linked_size;
  *out = rubric;
  return LG_OK;
}
