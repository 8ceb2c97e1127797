/* The search: one pass, then a few confirmations.
 *
 * The automaton runs over the whole text. A plain form it finds is a match as
 * soon as its ends are ends of words. A *required literal* of an irregular
 * pattern only makes a candidate of the places in front of it, in its unit: PCRE2 then
 * looks for a match that begins there, and nowhere else. Since a match of the pattern
 * cannot leave its unit, and cannot be without one of its required literals, no match
 * is missed; how far in front of a literal it can begin, beginning.h tells.
 *
 * Without the prefilter the same matches are found the slow way: every plain
 * form is tried at every position (walking the trie without failure links), and
 * every pattern on every unit. Tests hold the two against each other. */
#include <string.h>

#include "base/codes.h"
#include "base/limits.h"
#include "base/word.h"
#include "pattern/beginning.h"
#include "pattern/hits.h"
#include "pattern/regex.h"
#include "pattern/set_internal.h"

/* A pattern, and where in a unit its matches can begin. */
typedef struct candidate {
  uint32_t unit;
  uint32_t irregular;
  uint32_t first; /* position */
  uint32_t last;  /* inclusive */
} candidate;

struct lg_pattern_scratch {
  lg_allocator allocator;
  const lg_pattern_set *set;
  lg_hit_index hits;
  candidate *candidates;
  size_t candidate_count;
  size_t candidate_capacity;
  uint32_t *spaces; /* positions of the white space of a unit, ascending */
  size_t space_capacity;
  uint32_t *newest;   /* by pattern: its last candidate, plus one */
  uint32_t *matched;  /* by pattern: where its last match ends */
  uint8_t *undecided; /* by owner */
  uint32_t *undetermined;
  lg_regex_context *regex_context;
  lg_regex_scratch *regex;
  lg_regex **regexes; /* by pattern; NULL until it is first needed */
  bool asked;         /* what the image holds of them was read, or refused */
};

void lg_pattern_scratch_free(lg_pattern_scratch *scratch) {
  if (scratch == NULL) {
    return;
  }
  const lg_allocator allocator = scratch->allocator;
  const lg_pattern_set *set = scratch->set;
  lg_hit_index_free(&scratch->hits);
  lg_release(&allocator, scratch->candidates,
             scratch->candidate_capacity * sizeof *scratch->candidates);
  lg_release(&allocator, scratch->spaces, scratch->space_capacity * sizeof *scratch->spaces);
  lg_release(&allocator, scratch->newest, set->irregular_count * sizeof *scratch->newest);
  lg_release(&allocator, scratch->matched, set->irregular_count * sizeof *scratch->matched);
  lg_release(&allocator, scratch->undecided, set->owner_end);
  lg_release(&allocator, scratch->undetermined, set->owner_end * sizeof *scratch->undetermined);
  for (size_t i = 0; scratch->regexes != NULL && i < set->irregular_count; ++i) {
    lg_regex_free(scratch->regexes[i]);
  }
  lg_release(&allocator, scratch->regexes, set->irregular_count * sizeof(lg_regex *));
  lg_regex_scratch_free(scratch->regex);
  lg_regex_context_free(scratch->regex_context);
  lg_release(&allocator, scratch, sizeof *scratch);
}

lg_pattern_scratch *lg_pattern_scratch_new(const lg_pattern_set *set,
                                           const lg_allocator *allocator) {
  lg_pattern_scratch *scratch = lg_allocate_zeroed(allocator, sizeof *scratch);
  if (scratch == NULL) {
    return NULL;
  }
  scratch->allocator = *allocator;
  scratch->set = set;
  const bool indexed = lg_hit_index_init(&scratch->hits, set->owner_end, allocator);
  scratch->newest = lg_allocate_array(allocator, set->irregular_count, sizeof(uint32_t));
  scratch->matched = lg_allocate_array(allocator, set->irregular_count, sizeof(uint32_t));
  scratch->undecided = lg_allocate(allocator, set->owner_end);
  scratch->undetermined = lg_allocate_array(allocator, set->owner_end, sizeof(uint32_t));
  scratch->regexes = lg_allocate_zeroed(allocator, set->irregular_count * sizeof(lg_regex *));
  scratch->regex_context = lg_regex_context_new(allocator);
  if (scratch->regex_context != NULL) {
    scratch->regex = lg_regex_scratch_new(scratch->regex_context);
  }
  if (!indexed || scratch->newest == NULL || scratch->matched == NULL ||
      scratch->undecided == NULL || scratch->undetermined == NULL || scratch->regexes == NULL ||
      scratch->regex == NULL) {
    lg_pattern_scratch_free(scratch);
    return NULL;
  }
  return scratch;
}

/* -- one scan ---------------------------------------------------------------- */

typedef struct scan {
  const lg_pattern_set *set;
  lg_pattern_scratch *scratch;
  const lg_scan_input *input;
  lg_scan_output *output;
  lg_scan_poll poll;
  void *poll_context;
  uint32_t position;    /* of the byte at hand */
  uint32_t unit;        /* the one that holds or follows the position */
  size_t space_count;   /* how much white space of it is listed, */
  uint32_t spaces_from; /* and from where on none is */
  uint32_t tries;
  lg_status status;
} scan;

static void meet_limit(scan *s, const char *code) {
  if (s->output->limit_code == NULL) {
    s->output->limit_code = code;
  }
}

static void add_occurrence(scan *s, const uint32_t *owners, uint32_t owner_count, uint32_t start,
                           uint32_t end) {
  if (s->scratch->hits.hit_count + owner_count > LG_LIMIT_HITS) {
    s->output->all_undetermined = true;
    meet_limit(s, LG_CODE_HIT_LIMIT);
    return;
  }
  if (!lg_hit_index_add(&s->scratch->hits, (lg_occurrence){start, end, owners, owner_count})) {
    s->status = LG_NO_MEMORY;
  }
}

/* Where the word goes on to that holds `position`. */
static uint32_t end_of_word(const scan *s, uint32_t position) {
  size_t taken;
  while ((taken = lg_word_at(s->input->text, position, s->input->length)) != 0) {
    position += (uint32_t)taken;
  }
  return position;
}

/* A plain form ends before `end`: does it stand for itself? */
static void take_form(scan *s, const lg_string *form, uint32_t end) {
  const char *text = s->input->text;
  const size_t length = s->input->length;
  const uint32_t start = end - form->length;
  if (lg_word_before(text, start) && lg_word_at(text, start, length) != 0) {
    return;
  }
  if (lg_word_before(text, end)) {
    if (form->open != LG_END_CLOSED) {
      const uint32_t word_end = end_of_word(s, end);
      if (form->open == LG_END_LONGER && word_end == end) {
        return;
      }
      end = word_end;
    } else if (lg_word_at(text, end, length) != 0) {
      return;
    }
  }
  add_occurrence(s, s->set->owners + form->owners.first, form->owners.count, start, end);
}

/* Whether what is wanted overlaps the newest candidate of its pattern, or lies in
 * front of it: then the two become one. */
static bool widen(candidate *newest, const candidate *wanted) {
  if (newest->unit != wanted->unit || wanted->first > newest->last) {
    return false;
  }
  newest->first = wanted->first < newest->first ? wanted->first : newest->first;
  newest->last = wanted->last > newest->last ? wanted->last : newest->last;
  return true;
}

/* So the candidates of a pattern stand from left to right, and its matches, too. */
static void add_candidate(scan *s, candidate wanted) {
  lg_pattern_scratch *scratch = s->scratch;
  const uint32_t newest = scratch->newest[wanted.irregular];
  if (newest > 0 && widen(&scratch->candidates[newest - 1], &wanted)) {
    return;
  }
  if (!lg_grow(&scratch->allocator, &scratch->candidates, &scratch->candidate_capacity,
               scratch->candidate_count + 1, sizeof *scratch->candidates)) {
    s->status = LG_NO_MEMORY;
    return;
  }
  scratch->candidates[scratch->candidate_count++] = wanted;
  scratch->newest[wanted.irregular] = (uint32_t)scratch->candidate_count;
}

/* The unit that holds `position`; positions only grow. NULL between units. */
static const lg_unit_range *find_unit(scan *s, uint32_t position) {
  while (s->unit < s->input->unit_count && s->input->units[s->unit].end <= position) {
    ++s->unit;
    s->space_count = 0;
  }
  const lg_unit_range *unit = &s->input->units[s->unit];
  return s->unit < s->input->unit_count && unit->start <= position ? unit : NULL;
}

/* Lists the white space of the unit before `end`, each byte looked at once. */
static bool list_spaces(scan *s, uint32_t end) {
  lg_pattern_scratch *scratch = s->scratch;
  const uint32_t start = s->input->units[s->unit].start;
  uint32_t at = s->spaces_from > start ? s->spaces_from : start;
  for (; at < end; ++at) {
    if (!lg_is_space_byte(s->input->text[at])) {
      continue;
    }
    if (!lg_grow(&scratch->allocator, &scratch->spaces, &scratch->space_capacity,
                 s->space_count + 1, sizeof *scratch->spaces)) {
      s->status = LG_NO_MEMORY;
      return false;
    }
    scratch->spaces[s->space_count++] = at;
  }
  s->spaces_from = at;
  return true;
}

/* How far before a literal a match can begin that has at most so much white space
 * before it; `before` is how much of the listed white space the literal follows. */
static uint32_t earliest(const scan *s, size_t before, uint32_t spaces) {
  const bool anywhere = spaces == LG_ANY_SPACES || spaces >= before;
  return anywhere ? s->input->units[s->unit].start : s->scratch->spaces[before - 1 - spaces] + 1;
}

/* The patterns that need this literal are to be tried where it stands. */
static void take_required(scan *s, const lg_string *literal, uint32_t end) {
  const uint32_t at = end - literal->length;
  const lg_unit_range *unit = find_unit(s, s->position);
  if (unit == NULL || at < unit->start || end > unit->end || !list_spaces(s, end)) {
    return;
  }
  size_t before = s->space_count;
  while (before > 0 && s->scratch->spaces[before - 1] >= at) {
    --before;
  }
  const uint32_t *patterns = s->set->owners + literal->owners.first;
  for (uint32_t i = 0; i < literal->owners.count; ++i) {
    const uint32_t spaces = s->set->irregulars[patterns[i]].beginning.spaces;
    add_candidate(s, (candidate){s->unit, patterns[i], earliest(s, before, spaces), at});
  }
}

static void take_strings(scan *s, const lg_string *string, uint32_t end) {
  for (;; ++string) {
    if (string->is_required) {
      take_required(s, string, end);
    } else {
      take_form(s, string, end);
    }
    if (string->is_last) {
      return;
    }
  }
}

static bool should_stop(scan *s) {
  if (s->status == LG_OK && s->poll != NULL && s->poll(s->poll_context) != 0) {
    s->status = LG_CANCELLED;
  }
  return s->status != LG_OK || s->output->all_undetermined;
}

enum { POLL_BYTES = 1 << 16 };

/* The strings of a state, at the byte at hand. */
static void take_endings(scan *s, uint32_t number) {
  const lg_automaton *automaton = &s->set->automaton;
  const uint32_t behind = s->position + 1;
  while (number != 0) {
    const lg_ending *ending = &automaton->endings[number];
    uint32_t tail;
    if (lg_automaton_has_tail(automaton, ending, s->input->text + behind, s->input->length - behind,
                              &tail)) {
      take_strings(s, &s->set->strings[ending->output], behind + tail);
    }
    number = ending->next;
  }
}

/* Where from `at` on a string can begin, or `end`. With few strings an automaton is here
 * most of the time: of 128 patterns, a search takes 7 percent less time. */
static uint32_t rest(const lg_automaton *automaton, const char *text, uint32_t at, uint32_t end) {
  char before = at > 0 ? text[at - 1] : 0;
  while (at < end && lg_automaton_begin(automaton, before, (uint8_t)text[at]) == 0) {
    before = text[at++];
  }
  return at;
}

/* As far as `end`, from one state to another. */
static uint32_t run_to(scan *s, uint32_t state, uint32_t end) {
  const lg_automaton *automaton = &s->set->automaton;
  const char *text = s->input->text;
  for (uint32_t i = s->position; i < end; ++i) {
    if (state == 0 && (i = rest(automaton, text, i, end)) == end) {
      break;
    }
    state = lg_automaton_step(automaton, state, i > 0 ? text[i - 1] : 0, (uint8_t)text[i]);
    if (automaton->states[state].ending != 0) {
      s->position = i;
      take_endings(s, automaton->states[state].ending);
    }
  }
  s->position = end;
  return state;
}

static void run_automaton(scan *s) {
  const uint32_t length = (uint32_t)s->input->length;
  uint32_t state = 0;
  while (s->position < length && !should_stop(s)) {
    const uint32_t left = length - s->position;
    state = run_to(s, state, s->position + (left < POLL_BYTES ? left : POLL_BYTES));
  }
}

static void take_forms(scan *s, const lg_string *string, uint32_t end) {
  for (;; ++string) {
    if (!string->is_required) {
      take_form(s, string, end);
    }
    if (string->is_last) {
      return;
    }
  }
}

/* Without the prefilter: every form from every position. */
static void try_all_forms(scan *s, const lg_unit_range *unit) {
  const lg_automaton *automaton = &s->set->automaton;
  for (uint32_t start = unit->start; start < unit->end; ++start) {
    uint32_t state = 0;
    for (uint32_t i = start; i < unit->end; ++i) {
      state = lg_automaton_child(automaton, state, (uint8_t)s->input->text[i]);
      if (state == 0) {
        break;
      }
      const lg_ending *ending = &automaton->endings[lg_automaton_own_ending(automaton, state)];
      uint32_t tail;
      if (ending != automaton->endings &&
          lg_automaton_has_tail(automaton, ending, s->input->text + i + 1, unit->end - (i + 1),
                                &tail)) {
        take_forms(s, &s->set->strings[ending->output], i + 1 + tail);
      }
    }
  }
}

static void add_unanchored(scan *s, bool all) {
  for (uint32_t i = 0; i < s->set->irregular_count; ++i) {
    if (!all && s->set->irregulars[i].has_required) {
      continue;
    }
    for (uint32_t unit = 0; unit < s->input->unit_count && s->status == LG_OK; ++unit) {
      const lg_unit_range *range = &s->input->units[unit];
      add_candidate(s, (candidate){unit, i, range->start, range->end});
    }
  }
}

/* -- confirming --------------------------------------------------------------- */

static void read_compiled(scan *s) {
  lg_pattern_scratch *scratch = s->scratch;
  lg_status status = LG_REJECTED;
  if (s->set->compiled != NULL) {
    status = lg_regexes_read(scratch->regexes, s->set->irregular_count, scratch->regex_context,
                             s->set->compiled);
  }
  scratch->asked = status != LG_NO_MEMORY;
  if (status == LG_NO_MEMORY) {
    s->status = status;
  }
}

/* NULL when memory runs out; the source was tried when the set was built. */
static const lg_regex *compiled(scan *s, uint32_t irregular) {
  lg_regex **regex = &s->scratch->regexes[irregular];
  if (!s->scratch->asked) {
    read_compiled(s);
  }
  if (*regex == NULL && s->status == LG_OK) {
    const lg_irregular *pattern = &s->set->irregulars[irregular];
    lg_regex_error refused;
    const lg_status status = lg_regex_compile(regex, s->scratch->regex_context, pattern->source,
                                              pattern->length, &refused);
    if (status != LG_OK) {
      s->status = status == LG_NO_MEMORY ? LG_NO_MEMORY : LG_INTERNAL;
    }
  }
  return *regex;
}

static bool may_stand(const lg_irregular *pattern, unsigned place, char byte) {
  const unsigned char c = (unsigned char)byte;
  return (pattern->beginning.leading[place][c / 8] >> c % 8 & 1u) != 0;
}

/* Whether a match can begin here, as far as its first bytes and the end of a word
 * before it can tell. */
static bool may_begin(const lg_irregular *pattern, const char *text, size_t length, size_t at) {
  for (unsigned place = 1; place < LG_LEADING && at + place < length; ++place) {
    if (!may_stand(pattern, place, text[at + place])) {
      return false;
    }
  }
  const bool inside_character = ((unsigned char)text[at] & 0xC0u) == 0x80;
  return !inside_character &&
         (at == 0 || !lg_word_is_ascii(text[at]) || !lg_word_is_ascii(text[at - 1]));
}

/* The next place at which a match can begin; `end` when there is none. */
static uint32_t next_beginning(const lg_irregular *pattern, const char *text, size_t length,
                               uint32_t at, uint32_t end) {
  while (at < end && !(may_stand(pattern, 0, text[at]) && may_begin(pattern, text, length, at))) {
    ++at;
  }
  return at;
}

static void keep_match(scan *s, const lg_irregular *pattern, uint32_t start, uint32_t end) {
  add_occurrence(s, s->set->owners + pattern->owners.first, pattern->owners.count, start, end);
}

static void keep_undecided(scan *s, const lg_irregular *pattern) {
  for (uint32_t i = 0; i < pattern->owners.count; ++i) {
    s->scratch->undecided[s->set->owners[pattern->owners.first + i]] = 1;
  }
  meet_limit(s, LG_CODE_REGEX_LIMIT);
}

/* False: nothing more is to be tried. */
static bool take_outcome(scan *s, const lg_irregular *pattern, lg_regex_outcome outcome) {
  if (outcome == LG_REGEX_NO_MEMORY) {
    s->status = LG_NO_MEMORY;
  } else if (outcome == LG_REGEX_LIMIT) {
    keep_undecided(s, pattern);
  }
  return outcome == LG_REGEX_MATCH || outcome == LG_REGEX_NO_MATCH;
}

/* Counts the calls of PCRE2. False: there were too many. */
static bool count_try(scan *s) {
  if (++s->tries > LG_LIMIT_CONFIRMS) {
    s->output->all_undetermined = true;
    meet_limit(s, LG_CODE_CONFIRM_LIMIT);
  }
  return s->tries <= LG_LIMIT_CONFIRMS;
}

/* From position to position. */
static void confirm(scan *s, const candidate *wanted) {
  const lg_irregular *pattern = &s->set->irregulars[wanted->irregular];
  const lg_unit_range *unit = &s->input->units[wanted->unit];
  const char *text = s->input->text + unit->start;
  const uint32_t length = unit->end - unit->start;
  const uint32_t last = wanted->last - unit->start;
  const uint32_t behind = last < length ? last + 1 : length;
  uint32_t *matched = &s->scratch->matched[wanted->irregular];
  const uint32_t first = *matched > wanted->first ? *matched : wanted->first;
  const lg_regex *regex = NULL;
  uint32_t at = first - unit->start;
  while ((at = next_beginning(pattern, text, length, at, behind)) < behind) {
    regex = regex != NULL ? regex : compiled(s, wanted->irregular);
    size_t end = at;
    if (regex == NULL || !count_try(s)) {
      return;
    }
    const lg_regex_outcome outcome =
        lg_regex_find_at(regex, s->scratch->regex, text, length, at, &end);
    if (!take_outcome(s, pattern, outcome)) {
      return;
    }
    if (outcome == LG_REGEX_MATCH && end > at) {
      *matched = unit->start + (uint32_t)end;
      keep_match(s, pattern, unit->start + at, *matched);
      at = (uint32_t)end;
    } else {
      ++at;
    }
  }
}

/* Without the prefilter: PCRE2 looks for itself. */
static void confirm_everywhere(scan *s, const candidate *wanted) {
  const lg_irregular *pattern = &s->set->irregulars[wanted->irregular];
  const lg_regex *regex = compiled(s, wanted->irregular);
  const lg_unit_range *unit = &s->input->units[wanted->unit];
  const size_t length = unit->end - unit->start;
  size_t from = 0;
  while (regex != NULL && from <= length && count_try(s)) {
    size_t start = from;
    size_t end = from;
    const lg_regex_outcome outcome = lg_regex_find(
        regex, s->scratch->regex, s->input->text + unit->start, length, from, &start, &end);
    if (!take_outcome(s, pattern, outcome) || outcome == LG_REGEX_NO_MATCH) {
      return;
    }
    if (end > start) {
      keep_match(s, pattern, unit->start + (uint32_t)start, unit->start + (uint32_t)end);
    }
    from = end > from ? end : from + 1;
  }
}

static void confirm_all(scan *s) {
  const lg_pattern_scratch *scratch = s->scratch;
  for (size_t i = 0; i < scratch->candidate_count; ++i) {
    if (should_stop(s)) {
      return;
    }
    if (s->input->without_prefilter) {
      confirm_everywhere(s, &scratch->candidates[i]);
    } else {
      confirm(s, &scratch->candidates[i]);
    }
  }
}

/* -- slips -------------------------------------------------------------------- */

static void try_slips(scan *s, uint32_t start, uint32_t end) {
  const char *token = s->input->text + start;
  const size_t length = end - start;
  const uint32_t letters = lg_letter_set(token, length);
  const lg_typo_list *list = &s->set->typos;
  for (size_t i = 0; i < list->count; ++i) {
    const lg_typo_word *word = &list->words[i];
    if (word->length + 2 < length) {
      continue;
    }
    if (word->length > length + 2) {
      break; /* sorted by length */
    }
    if (lg_typo_matches(word, token, length, letters)) {
      add_occurrence(s, &word->owner, 1, start, end);
    }
  }
}

static void find_slips(scan *s) {
  const char *text = s->input->text;
  uint32_t i = 0;
  while (s->set->typos.count > 0 && i < s->input->length && s->status == LG_OK) {
    const uint32_t start = i;
    i = end_of_word(s, start);
    bool letters = true;
    for (uint32_t k = start; k < i && letters; ++k) {
      letters = text[k] >= 'a' && text[k] <= 'z';
    }
    if (letters && i - start > 2) {
      try_slips(s, start, i);
    }
    i += i == start;
  }
}

/* -- the whole ---------------------------------------------------------------- */

static void collect_undetermined(scan *s) {
  lg_pattern_scratch *scratch = s->scratch;
  size_t count = 0;
  for (uint32_t owner = 0; owner < s->set->owner_end; ++owner) {
    if (scratch->undecided[owner] != 0) {
      scratch->undetermined[count++] = owner;
    }
  }
  s->output->undetermined = scratch->undetermined;
  s->output->undetermined_count = count;
}

static void reset(lg_pattern_scratch *scratch) {
  lg_hit_index_reset(&scratch->hits);
  scratch->candidate_count = 0;
  memset(scratch->newest, 0, scratch->set->irregular_count * sizeof *scratch->newest);
  memset(scratch->matched, 0, scratch->set->irregular_count * sizeof *scratch->matched);
  memset(scratch->undecided, 0, scratch->set->owner_end);
}

lg_status lg_pattern_scan(const lg_pattern_set *set, lg_pattern_scratch *scratch,
                          const lg_scan_input *input, lg_scan_poll poll, void *poll_context,
                          lg_scan_output *output) {
  scan s = {.set = set,
            .scratch = scratch,
            .input = input,
            .output = output,
            .poll = poll,
            .poll_context = poll_context};
  memset(output, 0, sizeof *output);
  reset(scratch);
  if (input->without_prefilter) {
    for (uint32_t unit = 0; unit < input->unit_count && !should_stop(&s); ++unit) {
      try_all_forms(&s, &input->units[unit]);
    }
  } else {
    run_automaton(&s);
  }
  add_unanchored(&s, input->without_prefilter);
  confirm_all(&s);
  find_slips(&s);
  if (output->all_undetermined) {
    lg_hit_index_reset(&scratch->hits);
  }
  if (s.status == LG_OK && !lg_hit_index_finish(&scratch->hits, output)) {
    s.status = LG_NO_MEMORY;
  }
  if (s.status == LG_OK) {
    collect_undetermined(&s);
  }
  return s.status;
}
