#include <string.h>

#include "base/limits.h"
#include "pattern/builder.h"

void lg_pattern_set_free(lg_pattern_set *set) {
  if (set == NULL || set->is_frozen) {
    return;
  }
  for (size_t i = 0; i < set->irregular_count; ++i) {
    /* Allocated as char *; only read while the set lives. */
    lg_release(&set->allocator, (void *)(uintptr_t)set->irregulars[i].source,
               set->irregulars[i].length);
  }
  lg_automaton_free(&set->automaton);
  lg_typo_list_free(&set->typos);
  lg_release(&set->allocator, set->strings, set->string_capacity * sizeof *set->strings);
  lg_release(&set->allocator, set->owners, set->owner_capacity * sizeof *set->owners);
  lg_release(&set->allocator, set->irregulars, set->irregular_capacity * sizeof *set->irregulars);
  const lg_allocator allocator = set->allocator;
  lg_release(&allocator, set, sizeof *set);
}

static lg_pattern_set *new_set(const lg_allocator *allocator) {
  lg_pattern_set *set = lg_allocate_zeroed(allocator, sizeof *set);
  if (set != NULL) {
    set->allocator = *allocator;
    lg_typo_list_init(&set->typos, allocator);
  }
  return set;
}

lg_pattern_builder *lg_pattern_builder_new(const lg_allocator *allocator) {
  lg_pattern_builder *builder = lg_allocate_zeroed(allocator, sizeof *builder);
  if (builder == NULL) {
    return NULL;
  }
  builder->allocator = *allocator;
  lg_trie_init(&builder->trie, allocator);
  builder->set = new_set(allocator);
  builder->regex_context = lg_regex_context_new(allocator);
  if (builder->set == NULL || builder->regex_context == NULL) {
    lg_pattern_builder_free(builder);
    return NULL;
  }
  return builder;
}

void lg_pattern_builder_free(lg_pattern_builder *builder) {
  if (builder == NULL) {
    return;
  }
  const lg_allocator allocator = builder->allocator;
  for (size_t i = 0; i < builder->pattern_count; ++i) {
    lg_release(&allocator, (void *)(uintptr_t)builder->patterns[i].source,
               builder->patterns[i].length);
  }
  lg_release(&allocator, builder->patterns, builder->pattern_capacity * sizeof *builder->patterns);
  lg_release(&allocator, builder->payloads, builder->payload_capacity * sizeof *builder->payloads);
  lg_pattern_set_free(builder->set);
  lg_regex_context_free(builder->regex_context);
  lg_trie_free(&builder->trie);
  lg_release(&allocator, builder, sizeof *builder);
}

static lg_status add_string(lg_pattern_builder *builder, const lg_form *form, lg_payload payload) {
  if (builder->payload_count >= LG_LIMIT_FORMS) {
    return LG_LIMIT;
  }
  payload.length = form->length & 0x1FFFFFFFu;
  if (!lg_grow(&builder->allocator, &builder->payloads, &builder->payload_capacity,
               builder->payload_count + 1, sizeof *builder->payloads) ||
      !lg_trie_add(&builder->trie, form->text, form->length, form->inside,
                   (uint32_t)builder->payload_count)) {
    return LG_NO_MEMORY;
  }
  builder->payloads[builder->payload_count++] = payload;
  return LG_OK;
}

static bool is_one_word(const lg_form *form) {
  for (uint32_t i = 0; i < form->length; ++i) {
    if (form->text[i] < 'a' || form->text[i] > 'z') {
      return false;
    }
  }
  return !form->open;
}

static lg_status add_plain(lg_pattern_builder *builder, uint32_t owner, const lg_wording *wording,
                           unsigned typos) {
  for (uint32_t i = 0; i < wording->form_count; ++i) {
    const lg_form *form = &wording->forms[i];
    const lg_payload payload = {.number = owner, .open = form->open & 3u};
    const lg_status status = add_string(builder, form, payload);
    if (status != LG_OK) {
      return status;
    }
    const unsigned edits = is_one_word(form) ? lg_typo_edits(typos, form->length) : 0;
    if (edits > 0 &&
        !lg_typo_list_add(&builder->set->typos, form->text, form->length, owner, edits)) {
      return LG_NO_MEMORY;
    }
  }
  return LG_OK;
}

/* Where in the wording the piece came from that holds regex offset `at`. */
static size_t place_in_wording(const lg_wording *wording, size_t at) {
  size_t place = 0;
  for (uint32_t i = 0; i < wording->place_count && wording->places[i].regex <= at; ++i) {
    place = wording->places[i].wording;
  }
  return place;
}

/* Whether PCRE2 takes the pattern; what it makes of it is not kept. */
static lg_status try_pattern(const lg_pattern_builder *builder, const lg_wording *wording,
                             lg_wording_error *error) {
  lg_regex_error refused;
  lg_regex *regex;
  const lg_status status = lg_regex_compile(&regex, builder->regex_context, wording->regex,
                                            wording->regex_length, &refused);
  lg_regex_free(regex);
  if (status == LG_REJECTED) {
    memcpy(error->text, refused.message, sizeof error->text);
    error->offset = place_in_wording(wording, refused.offset);
    error->message = error->text;
    error->hint = "";
  }
  return status;
}

static lg_status add_irregular(lg_pattern_builder *builder, uint32_t owner,
                               const lg_wording *wording, lg_wording_error *error) {
  lg_status status = try_pattern(builder, wording, error);
  if (status != LG_OK) {
    return status;
  }
  if (!lg_grow(&builder->allocator, &builder->patterns, &builder->pattern_capacity,
               builder->pattern_count + 1, sizeof *builder->patterns)) {
    return LG_NO_MEMORY;
  }
  char *source = lg_allocate(&builder->allocator, wording->regex_length);
  if (source == NULL) {
    return LG_NO_MEMORY;
  }
  memcpy(source, wording->regex, wording->regex_length);
  const uint32_t number = (uint32_t)builder->pattern_count++;
  builder->patterns[number] = (lg_added_pattern){source, (uint32_t)wording->regex_length, owner,
                                                 wording->required_count > 0, wording->beginning};
  for (uint32_t i = 0; i < wording->required_count && status == LG_OK; ++i) {
    status = add_string(builder, &wording->required[i],
                        (lg_payload){.number = number, .is_required = 1});
  }
  return status;
}

lg_status lg_pattern_builder_add(lg_pattern_builder *builder, uint32_t owner,
                                 const lg_wording *wording, unsigned typos,
                                 lg_wording_error *error) {
  if (owner >= builder->set->owner_end) {
    builder->set->owner_end = owner + 1;
  }
  if (wording->kind == LG_WORDING_PLAIN) {
    return add_plain(builder, owner, wording, typos);
  }
  if (wording->kind == LG_WORDING_IRREGULAR) {
    return add_irregular(builder, owner, wording, error);
  }
  return LG_INVALID_ARGUMENT;
}

lg_status lg_pattern_builder_finish(lg_pattern_builder *builder, lg_pattern_set **out) {
  *out = NULL;
  if (!lg_assemble(builder)) {
    return LG_NO_MEMORY;
  }
  lg_typo_list_sort(&builder->set->typos);
  *out = builder->set;
  builder->set = NULL;
  return LG_OK;
}

void lg_pattern_set_statistics(const lg_pattern_set *set, lg_pattern_statistics *out) {
  memset(out, 0, sizeof *out);
  out->states = set->automaton.state_count;
  out->regexes = (uint32_t)set->irregular_count;
  out->bytes = sizeof *set + lg_automaton_bytes(&set->automaton) +
               set->string_capacity * sizeof *set->strings +
               set->owner_capacity * sizeof *set->owners +
               set->irregular_capacity * sizeof *set->irregulars +
               set->typos.capacity * sizeof *set->typos.words;
  for (size_t i = 0; i < set->string_count; ++i) {
    out->forms += set->strings[i].is_required == 0 ? set->strings[i].owners.count : 0;
  }
  for (size_t i = 0; i < set->irregular_count; ++i) {
    out->unanchored += !set->irregulars[i].has_required;
    out->bytes += set->irregulars[i].length;
  }
}
