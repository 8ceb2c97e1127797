#include <stddef.h>
#include <string.h>

#include "pattern/regex.h"
#include "pattern/set_internal.h"

static void freeze_automaton(lg_image_writer *writer, size_t at, const lg_automaton *automaton) {
  const size_t states = automaton->state_count;
  lg_image_link_plain(writer, at + offsetof(lg_automaton, states), automaton->states,
                      states * sizeof *automaton->states);
  lg_image_link_plain(writer, at + offsetof(lg_automaton, labels), automaton->labels, states);
  lg_image_link_plain(writer, at + offsetof(lg_automaton, endings), automaton->endings,
                      automaton->ending_count * sizeof *automaton->endings);
  lg_image_link_plain(writer, at + offsetof(lg_automaton, tails), automaton->tails,
                      automaton->tail_bytes);
}

static void freeze_irregulars(lg_image_writer *writer, size_t field, const lg_pattern_set *set) {
  const uint32_t at =
      lg_image_put(writer, set->irregulars, set->irregular_count * sizeof *set->irregulars);
  lg_image_link(writer, field, at);
  for (size_t i = 0; i < set->irregular_count; ++i) {
    lg_image_link_plain(writer, at + i * sizeof(lg_irregular) + offsetof(lg_irregular, source),
                        set->irregulars[i].source, set->irregulars[i].length);
    LG_IMAGE_TAIL(writer, at + i * sizeof(lg_irregular), lg_irregular, beginning);
  }
}

static void freeze_typos(lg_image_writer *writer, size_t field, const lg_typo_list *list) {
  const uint32_t at = lg_image_put(writer, list->words, list->count * sizeof *list->words);
  lg_image_link(writer, field, at);
  for (size_t i = 0; i < list->count; ++i) {
    lg_image_link_plain(writer, at + i * sizeof(lg_typo_word) + offsetof(lg_typo_word, text),
                        list->words[i].text, list->words[i].length);
    LG_IMAGE_TAIL(writer, at + i * sizeof(lg_typo_word), lg_typo_word, edits);
  }
}

/* Bytes of chance are not copied into an image: memory comes zeroed. */
static void *take_zeroed(void *context, size_t size) {
  return lg_allocate_zeroed(context, size);
}

static void *grow_zeroed(void *context, void *block, size_t old_size, size_t new_size) {
  const lg_allocator *allocator = context;
  char *grown = allocator->resize(allocator->context, block, old_size, new_size);
  if (grown != NULL && new_size > old_size) {
    memset(grown + old_size, 0, new_size - old_size);
  }
  return grown;
}

static void release(void *context, void *block, size_t size) {
  lg_release(context, block, size);
}

/* False: no memory. */
static bool compile_all(const lg_pattern_set *set, const lg_regex_context *context,
                        lg_regex **regexes, lg_buffer *out) {
  bool compiled = context != NULL;
  for (size_t i = 0; i < set->irregular_count && compiled; ++i) {
    lg_regex_error refused;
    compiled = lg_regex_compile(&regexes[i], context, set->irregulars[i].source,
                                set->irregulars[i].length, &refused) == LG_OK;
  }
  return compiled && lg_regexes_write(regexes, set->irregular_count, context, out) == LG_OK;
}

static void freeze_compiled(lg_image_writer *writer, size_t field, const lg_pattern_set *set) {
  lg_allocator memory = writer->plain.allocator;
  const lg_allocator zeroed = {take_zeroed, grow_zeroed, release, &memory};
  lg_regex_context *context = lg_regex_context_new(&zeroed);
  lg_regex **regexes = lg_allocate_zeroed(&memory, set->irregular_count * sizeof(lg_regex *));
  lg_buffer bytes;
  lg_buffer_init(&bytes, &memory);
  if (regexes != NULL && compile_all(set, context, regexes, &bytes)) {
    lg_image_link_plain(writer, field, bytes.bytes, bytes.length);
  } else {
    writer->failed = true;
  }
  for (size_t i = 0; regexes != NULL && i < set->irregular_count; ++i) {
    lg_regex_free(regexes[i]);
  }
  lg_buffer_free(&bytes);
  lg_release(&memory, regexes, set->irregular_count * sizeof(lg_regex *));
  lg_regex_context_free(context);
}

uint32_t lg_pattern_set_freeze(const lg_pattern_set *set, lg_image_writer *writer) {
  /* Allocators hold addresses of functions; a frozen set frees nothing. */
  lg_pattern_set copy = *set;
  copy.is_frozen = true;
  memset(&copy.allocator, 0, sizeof copy.allocator);
  memset(&copy.automaton.allocator, 0, sizeof copy.automaton.allocator);
  memset(&copy.typos.allocator, 0, sizeof copy.typos.allocator);
  copy.automaton.states = NULL;
  copy.automaton.labels = NULL;
  copy.automaton.endings = NULL;
  copy.automaton.tails = NULL;
  copy.strings = NULL;
  copy.owners = NULL;
  copy.irregulars = NULL;
  copy.compiled = NULL;
  copy.typos.words = NULL;
  const uint32_t at = lg_image_put(writer, &copy, sizeof copy);
  freeze_automaton(writer, at + offsetof(lg_pattern_set, automaton), &set->automaton);
  if (set->string_count > 0) {
    lg_image_link_plain(writer, at + offsetof(lg_pattern_set, strings), set->strings,
                        set->string_count * sizeof *set->strings);
  }
  if (set->owner_count > 0) {
    lg_image_link_plain(writer, at + offsetof(lg_pattern_set, owners), set->owners,
                        set->owner_count * sizeof *set->owners);
  }
  if (set->irregular_count > 0) {
    freeze_irregulars(writer, at + offsetof(lg_pattern_set, irregulars), set);
    freeze_compiled(writer, at + offsetof(lg_pattern_set, compiled), set);
  }
  if (set->typos.count > 0) {
    freeze_typos(writer, at + offsetof(lg_pattern_set, typos) + offsetof(lg_typo_list, words),
                 &set->typos);
  }
  return at;
}
