/* Concepts: every wording goes into the pattern set or becomes sequences.
 *
 * "{number} small rows" is a sequence of the concept `number` and of the words
 * "small rows". Such words become a concept without a name, one for all wordings
 * that use them. An `unless` list becomes a concept without a name, too. Numbers:
 * primitives, named concepts, exceptions, words of sequences. */
#include <string.h>

#include "rubric/build.h"
#include "rubric/order.h"
#include "rubric/wordings.h"

typedef struct part {
  lg_place_in_file place;
  size_t element; /* number of the one that waits for the concept's number */
  uint32_t user;  /* the concept whose wording it stands in */
} part;

typedef struct concept_compiler {
  lg_build *build;
  lg_reader *reader;
  lg_inflections irregular;
  lg_concept *concepts; /* primitives, named, exceptions */
  const char **labels;  /* parallel; for diagnostics */
  uint32_t concept_count;
  part *parts;
  size_t part_count;
  size_t part_capacity;
  const char **part_texts;
  size_t text_capacity;
  lg_sequence *sequences; /* of all concepts so far, one after the other */
  size_t sequence_count;
  size_t sequence_capacity;
  lg_element *elements; /* of all sequences so far */
  size_t element_count;
  size_t element_capacity;
  lg_edge *edges;
  size_t edge_count;
  size_t edge_capacity;
  /* Places of the wording at hand where a name was reported: the same reference
   * stands in many of its variants. */
  bool reported[LG_LIMIT_WORDING_BYTES + 1];
} concept_compiler;

static void add_edge(concept_compiler *self, uint32_t user, uint32_t used) {
  if (lg_reader_grow(self->reader, &self->edges, &self->edge_capacity, self->edge_count + 1,
                     sizeof *self->edges)) {
    self->edges[self->edge_count++] = (lg_edge){user, used};
  }
}

/* -- sequences ---------------------------------------------------------------- */

/* Words between references wait until all are known. */
static void add_part(concept_compiler *self, uint32_t user, lg_place_in_file place,
                     size_t element) {
  const char *text =
      lg_arena_copy(&self->reader->arena, place.node->text + place.begin, place.length);
  if (text == NULL) {
    self->reader->no_memory = true;
    return;
  }
  if (lg_reader_grow(self->reader, &self->parts, &self->part_capacity, self->part_count + 1,
                     sizeof *self->parts) &&
      lg_reader_grow(self->reader, &self->part_texts, &self->text_capacity, self->part_count + 1,
                     sizeof *self->part_texts)) {
    self->part_texts[self->part_count] = text;
    self->parts[self->part_count++] = (part){place, element, user};
  }
}

static void report_unknown(concept_compiler *self, const char *name, lg_place_in_file place) {
  lg_build *build = self->build;
  const lg_reference reference = lg_find_name(build, name);
  if (reference.kind == LG_REFERENCE_SIGNAL) {
    lg_hint(self->reader, "`%s` is a signal; a wording can hold concepts only", name);
  } else if (!lg_hint_nearest(self->reader, name, build->names,
                              LG_PRIMITIVE_COUNT + build->concept_count)) {
    lg_hint(self->reader, "define it under `concepts`");
  }
  lg_error(self->reader, LG_CODE_UNKNOWN_CONCEPT, place, "there is no concept `%s`", name);
}

static void add_reference(concept_compiler *self, uint32_t user, const lg_wording_element *element,
                          lg_place_in_file place, size_t out) {
  lg_build *build = self->build;
  const char *name = lg_arena_copy(&self->reader->arena, element->text, element->length);
  if (name == NULL) {
    self->reader->no_memory = true;
    return;
  }
  const lg_reference reference = lg_find_name(build, name);
  if (reference.kind != LG_REFERENCE_CONCEPT) {
    if (!self->reported[element->offset] && !build->incomplete) {
      report_unknown(self, name, place);
    }
    self->reported[element->offset] = true;
    return;
  }
  if (reference.number >= LG_PRIMITIVE_COUNT) {
    build->concepts[reference.number - LG_PRIMITIVE_COUNT].used = true;
  }
  self->elements[out].concept = reference.number;
  add_edge(self, user, reference.number);
}

static void add_sequence(concept_compiler *self, uint32_t user, const lg_yaml_node *node,
                         const lg_wording_sequence *from) {
  const size_t first = self->element_count;
  if (!lg_reader_grow(self->reader, &self->elements, &self->element_capacity, first + from->count,
                      sizeof *self->elements) ||
      !lg_reader_grow(self->reader, &self->sequences, &self->sequence_capacity,
                      self->sequence_count + 1, sizeof *self->sequences)) {
    return;
  }
  self->element_count += from->count;
  self->sequences[self->sequence_count++] = (lg_sequence){(uint32_t)first, from->count};
  for (uint32_t i = 0; i < from->count; ++i) {
    const lg_wording_element *element = &from->elements[i];
    const bool reference = element->kind == LG_ELEMENT_REFERENCE;
    const lg_place_in_file place =
        lg_at_part(node, element->offset, element->length + (reference ? 2 : 0));
    self->elements[first + i] = (lg_element){LG_NONE, element->gap};
    if (!reference) {
      add_part(self, user, place, first + i);
    } else {
      add_reference(self, user, element, place, first + i);
    }
  }
}

/* -- wordings ----------------------------------------------------------------- */

static void warn_no_fixed_words(concept_compiler *self, lg_place_in_file place,
                                const lg_wording *wording) {
  if (wording->kind == LG_WORDING_IRREGULAR && wording->required_count == 0) {
    lg_hint(self->reader, "give it a fixed word, or use a primitive such as {number}");
    lg_warning(self->reader, LG_CODE_NO_FIXED_WORDS, place,
               "no word of this wording is fixed, so it is tried on every sentence");
  }
}

/* Letters of the longest single word among the forms. */
static size_t longest_single_word(const lg_wording *wording) {
  size_t longest = 0;
  for (uint32_t i = 0; wording->kind == LG_WORDING_PLAIN && i < wording->form_count; ++i) {
    const lg_form *form = &wording->forms[i];
    if (!form->open && memchr(form->text, ' ', form->length) == NULL && form->length > longest) {
      longest = form->length;
    }
  }
  return longest;
}

static void warn_duplicates(concept_compiler *self, const lg_yaml_node *list) {
  const char **texts = lg_reader_take(self->reader, list->count, sizeof *texts);
  lg_index index;
  if (texts == NULL) {
    return;
  }
  for (uint32_t i = 0; i < list->count; ++i) {
    texts[i] = list->items[i]->kind == LG_YAML_SCALAR ? list->items[i]->text : NULL;
  }
  if (!lg_index_build(&index, &self->reader->arena, texts, list->count)) {
    self->reader->no_memory = true;
    return;
  }
  for (size_t i = 1; i < index.count; ++i) {
    if (strcmp(index.entries[i - 1].name, index.entries[i].name) == 0) {
      lg_hint(self->reader, "remove one of them");
      lg_warning(self->reader, LG_CODE_DUPLICATE_WORDING,
                 lg_at(list->items[index.entries[i].value]), "the wording stands twice here");
    }
  }
}

/* All wordings of a list under the number `owner`; *longest as above. */
static void read_list(concept_compiler *self, const lg_yaml_node *list, uint32_t owner,
                      unsigned typos, size_t *longest) {
  const size_t first = self->sequence_count;
  for (uint32_t i = 0; list != NULL && i < list->count && !self->reader->no_memory; ++i) {
    const lg_yaml_node *node = list->items[i];
    lg_wording wording;
    if (!lg_expect(self->reader, node, LG_YAML_SCALAR, "a wording",
                   "one text; quote it if it holds `: `, or begins with `{` or `[`") ||
        !lg_read_wording_split(self->reader, lg_at(node), &self->irregular, &wording)) {
      continue;
    }
    if (wording.kind == LG_WORDING_SEQUENCE) {
      memset(self->reported, 0, sizeof self->reported);
      for (uint32_t j = 0; j < wording.sequence_count; ++j) {
        add_sequence(self, owner, node, &wording.sequences[j]);
      }
      continue;
    }
    const size_t length = longest_single_word(&wording);
    *longest = length > *longest ? length : *longest;
    if (lg_add_wording(self->reader, lg_at(node), self->build->patterns, owner, &wording, typos)) {
      warn_no_fixed_words(self, lg_at(node), &wording);
    }
  }
  if (list != NULL) {
    warn_duplicates(self, list);
  }
  lg_concept *concept = &self->concepts[owner];
  concept->first_sequence = (uint32_t)first;
  concept->sequence_count = (uint32_t)(self->sequence_count - first);
}

static void warn_typos(concept_compiler *self, const lg_concept_rule *rule, size_t longest) {
  enum { SHORTEST = 4, SHORTEST_FOR_TWO = 8 };
  if (rule->typos == 0 || rule->any == NULL) {
    return;
  }
  if (longest < SHORTEST) {
    lg_hint(self->reader, "remove `typos`");
    lg_warning(self->reader, LG_CODE_TYPOS_WITHOUT_EFFECT, lg_at(rule->typos_node),
               "`typos` has no effect: no wording is a single word of 4 letters or more");
  } else if (rule->typos == 2 && longest < SHORTEST_FOR_TWO) {
    lg_hint(self->reader, "write `typos: 1`");
    lg_warning(self->reader, LG_CODE_TYPOS_WITHOUT_EFFECT, lg_at(rule->typos_node),
               "two typos have no effect: no wording is a single word of 8 letters or more");
  }
}

/* `{comparison}` is made of wordings of the language. They were checked when its
 * file was read. */
static void add_comparisons(concept_compiler *self) {
  const lg_language *language = self->build->rubric->language;
  for (size_t i = 0; language != NULL && i < language->comparison_word_count; ++i) {
    const char *text = language->comparison_words[i];
    lg_wording wording;
    lg_wording_error error;
    lg_status status = lg_wording_read(&wording, text, strlen(text), &self->irregular,
                                       &self->reader->arena, &error);
    if (status == LG_OK) {
      status = lg_pattern_builder_add(self->build->patterns, LG_PRIMITIVE_COMPARISON, &wording, 0,
                                      &error);
    }
    self->reader->no_memory |= status != LG_OK;
  }
}

static void read_rules(concept_compiler *self) {
  lg_build *build = self->build;
  uint32_t exception = LG_PRIMITIVE_COUNT + (uint32_t)build->concept_count;
  for (uint32_t i = 0; i < LG_PRIMITIVE_COUNT; ++i) {
    self->labels[i] = lg_primitive_name((lg_primitive)i);
    self->concepts[i] =
        (lg_concept){.name = lg_build_text(build, self->labels[i]), .exception = LG_NONE};
  }
  for (size_t i = 0; i < build->concept_count && !self->reader->no_memory; ++i) {
    const lg_concept_rule *rule = &build->concepts[i];
    const uint32_t number = LG_PRIMITIVE_COUNT + (uint32_t)i;
    size_t longest = 0;
    size_t unused = 0;
    self->labels[number] = rule->name;
    self->concepts[number].name = lg_build_text(build, rule->name);
    self->concepts[number].exception = LG_NONE;
    read_list(self, rule->any, number, rule->typos, &longest);
    warn_typos(self, rule, longest);
    if (rule->unless != NULL) {
      self->concepts[number].exception = exception;
      self->concepts[exception].exception = LG_NONE;
      self->labels[exception] = "unless";
      add_edge(self, number, exception);
      read_list(self, rule->unless, exception++, 0, &unused);
    }
  }
}

/* -- words of sequences ------------------------------------------------------- */

static void read_part(concept_compiler *self, lg_place_in_file place, uint32_t number) {
  lg_wording wording;
  if (!lg_read_wording(self->reader, place, &self->irregular, &wording)) {
    return;
  }
  if (wording.kind == LG_WORDING_SEQUENCE) {
    lg_error(self->reader, LG_CODE_BAD_WORDING, place, "concepts cannot stand in this group");
    return;
  }
  if (lg_add_wording(self->reader, place, self->build->patterns, number, &wording, 0)) {
    warn_no_fixed_words(self, place, &wording);
  }
}

/* Numbers the parts, equal words alike; returns how many numbers were used. */
static uint32_t read_parts(concept_compiler *self) {
  lg_index index;
  uint32_t used = 0;
  if (!lg_index_build(&index, &self->reader->arena, self->part_texts, self->part_count)) {
    self->reader->no_memory = true;
    return 0;
  }
  for (size_t i = 0; i < index.count && !self->reader->no_memory; ++i) {
    const part *at = &self->parts[index.entries[i].value];
    if (i == 0 || strcmp(index.entries[i - 1].name, index.entries[i].name) != 0) {
      read_part(self, at->place, self->concept_count + used++);
    }
    const uint32_t number = self->concept_count + used - 1;
    self->elements[at->element].concept = number;
    add_edge(self, at->user, number);
  }
  return used;
}

/* -- the whole ---------------------------------------------------------------- */

static void report_circle(void *context, const uint32_t *chain, size_t count) {
  concept_compiler *self = context;
  uint32_t named = chain[0];
  for (size_t i = 0; i < count && named >= LG_PRIMITIVE_COUNT + self->build->concept_count; ++i) {
    named = chain[i];
  }
  const lg_concept_rule *rule = &self->build->concepts[named - LG_PRIMITIVE_COUNT];
  lg_hint(self->reader, "");
  lg_write_circle(&self->reader->hint, self->labels, chain, count);
  lg_error(self->reader, LG_CODE_CYCLIC_CONCEPTS, lg_at(rule->key),
           "the concept `%s` is made of itself", rule->name);
}

static bool is_composed(const lg_program *program, uint32_t number) {
  const lg_concept *concept = &program->concepts[number];
  return number < LG_PRIMITIVE_COUNT || concept->sequence_count > 0 ||
         concept->exception != LG_NONE;
}

/* Of all concepts in their order, the composed ones. */
static void keep_composed(lg_program *program, uint32_t *order) {
  for (uint32_t i = 0; i < program->concept_count; ++i) {
    if (is_composed(program, order[i])) {
      order[program->composed_count++] = order[i];
    }
  }
  program->composed = order;
}

static void finish(concept_compiler *self, uint32_t part_count) {
  lg_program *program = &self->build->rubric->program;
  const uint32_t total = self->concept_count + part_count;
  lg_concept *concepts = lg_build_take(self->build, total, sizeof *concepts);
  program->sequences =
      lg_build_copy(self->build, self->sequences, self->sequence_count, sizeof *self->sequences);
  program->elements =
      lg_build_copy(self->build, self->elements, self->element_count, sizeof *self->elements);
  uint32_t *order = lg_build_take(self->build, total, sizeof *order);
  lg_graph graph;
  if (concepts == NULL || program->sequences == NULL || program->elements == NULL ||
      order == NULL || !lg_graph_make(self->reader, &graph, total, self->edges, self->edge_count) ||
      !lg_order(self->reader, &graph, order, report_circle, self)) {
    return;
  }
  memcpy(concepts, self->concepts, self->concept_count * sizeof *concepts);
  for (uint32_t i = self->concept_count; i < total; ++i) {
    concepts[i].exception = LG_NONE;
  }
  program->concepts = concepts;
  program->concept_count = total;
  program->sequence_count = (uint32_t)self->sequence_count;
  program->element_count = (uint32_t)self->element_count;
  keep_composed(program, order);
}

void lg_compile_concepts(lg_build *build) {
  concept_compiler self = {.build = build, .reader = &build->reader};
  self.irregular = lg_language_inflections(build->rubric->language);
  self.concept_count = LG_PRIMITIVE_COUNT + (uint32_t)build->concept_count;
  for (size_t i = 0; i < build->concept_count; ++i) {
    self.concept_count += build->concepts[i].unless != NULL ? 1 : 0;
  }
  self.concepts = lg_reader_take(&build->reader, self.concept_count, sizeof *self.concepts);
  self.labels = lg_reader_take(&build->reader, self.concept_count, sizeof *self.labels);
  if (self.concepts != NULL && self.labels != NULL) {
    add_comparisons(&self);
    read_rules(&self);
    const uint32_t parts = build->reader.no_memory ? 0 : read_parts(&self);
    if (!build->reader.no_memory) {
      finish(&self, parts);
    }
  }
  const lg_allocator *allocator = &build->reader.allocator;
  lg_release(allocator, self.parts, self.part_capacity * sizeof *self.parts);
  lg_release(allocator, (void *)self.part_texts, self.text_capacity * sizeof *self.part_texts);
  lg_release(allocator, self.sequences, self.sequence_capacity * sizeof *self.sequences);
  lg_release(allocator, self.elements, self.element_capacity * sizeof *self.elements);
  lg_release(allocator, self.edges, self.edge_capacity * sizeof *self.edges);
}
