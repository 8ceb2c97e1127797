#include <string.h>

#include "base/limits.h"
#include "pattern/regex.h"
#include "pattern/set_internal.h"

struct lg_pattern_builder {
  lg_allocator allocator;
  lg_trie trie;
  lg_pattern_set *set; /* half made */
  lg_regex_context *regex_context;
  size_t form_count;
};

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
  lg_release(&set->allocator, set->payloads, set->payload_capacity * sizeof *set->payloads);
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
  lg_pattern_set_free(builder->set);
  lg_regex_context_free(builder->regex_context);
  lg_trie_free(&builder->trie);
  const lg_allocator allocator = builder->allocator;
  lg_release(&allocator, builder, sizeof *builder);
}

static lg_status add_string(lg_pattern_builder *builder, const lg_form *form, lg_payload payload) {
  lg_pattern_set *set = builder->set;
  if (++builder->form_count > LG_LIMIT_FORMS) {
    return LG_LIMIT;
  }
  payload.length = form->length & 0x1FFFFFFFu;
  if (!lg_grow(&set->allocator, &set->payloads, &set->payload_capacity, set->payload_count + 1,
               sizeof *set->payloads) ||
      !lg_trie_add(&builder->trie, form->text, form->length, (uint32_t)set->payload_count)) {
    return LG_NO_MEMORY;
  }
  set->payloads[set->payload_count++] = payload;
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

static lg_status add_plain(lg_pattern_builder *builder, uint32_t owner, uint32_t wording_id,
                           const lg_wording *wording, unsigned typos) {
  for (uint32_t i = 0; i < wording->form_count; ++i) {
    const lg_form *form = &wording->forms[i];
    const lg_payload payload = {.owner = owner, .wording_id = wording_id, .open = form->open & 3u};
    const lg_status status = add_string(builder, form, payload);
    if (status != LG_OK) {
      return status;
    }
    const unsigned edits = is_one_word(form) ? lg_typo_edits(typos, form->length) : 0;
    if (edits > 0 && !lg_typo_list_add(&builder->set->typos, form->text, form->length, owner,
                                       wording_id, edits)) {
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

static lg_status add_irregular(lg_pattern_builder *builder, uint32_t owner, uint32_t wording_id,
                               const lg_wording *wording, lg_wording_error *error) {
  lg_pattern_set *set = builder->set;
  lg_status status = try_pattern(builder, wording, error);
  if (status != LG_OK) {
    return status;
  }
  if (!lg_grow(&set->allocator, &set->irregulars, &set->irregular_capacity,
               set->irregular_count + 1, sizeof *set->irregulars)) {
    return LG_NO_MEMORY;
  }
  char *source = lg_allocate(&set->allocator, wording->regex_length);
  if (source == NULL) {
    return LG_NO_MEMORY;
  }
  memcpy(source, wording->regex, wording->regex_length);
  const uint32_t number = (uint32_t)set->irregular_count++;
  set->irregulars[number] = (lg_irregular){source, (uint32_t)wording->regex_length, owner,
                                           wording_id, wording->required_count > 0};
  for (uint32_t i = 0; i < wording->required_count && status == LG_OK; ++i) {
    status =
        add_string(builder, &wording->required[i], (lg_payload){.owner = number, .is_required = 1});
  }
  return status;
}

lg_status lg_pattern_builder_add(lg_pattern_builder *builder, uint32_t owner, uint32_t wording_id,
                                 const lg_wording *wording, unsigned typos,
                                 lg_wording_error *error) {
  if (owner >= builder->set->owner_end) {
    builder->set->owner_end = owner + 1;
  }
  if (wording->kind == LG_WORDING_PLAIN) {
    return add_plain(builder, owner, wording_id, wording, typos);
  }
  if (wording->kind == LG_WORDING_IRREGULAR) {
    return add_irregular(builder, owner, wording_id, wording, error);
  }
  return LG_INVALID_ARGUMENT;
}

lg_status lg_pattern_builder_finish(lg_pattern_builder *builder, lg_pattern_set **out) {
  *out = NULL;
  if (!lg_automaton_build(&builder->set->automaton, &builder->trie)) {
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
               set->payload_capacity * sizeof *set->payloads +
               set->irregular_capacity * sizeof *set->irregulars +
               set->typos.capacity * sizeof *set->typos.words;
  for (size_t i = 0; i < set->payload_count; ++i) {
    out->forms += set->payloads[i].is_required == 0;
  }
  for (size_t i = 0; i < set->irregular_count; ++i) {
    out->unanchored += !set->irregulars[i].has_required;
    out->bytes += set->irregulars[i].length;
  }
}
