#include <stddef.h>
#include <string.h>

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
  }
  if (set->typos.count > 0) {
    freeze_typos(writer, at + offsetof(lg_pattern_set, typos) + offsetof(lg_typo_list, words),
                 &set->typos);
  }
  return at;
}
