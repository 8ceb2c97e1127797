#include "pattern/wording.h"

#include <string.h>

#include "base/limits.h"
#include "pattern/syntax.h"

static bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (unsigned char)c >= 0x80;
}
static bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

/* Brings a form into the shape of normalised text, in place: a hyphen between
 * two words is a space, spaces are single, none at the ends. */
static void normalise_form(char *text, uint32_t *length) {
  uint32_t used = 0;
  for (uint32_t i = 0; i < *length; ++i) {
    char c = text[i];
    const char before = i > 0 ? text[i - 1] : '\0';
    const char after = i + 1 < *length ? text[i + 1] : '\0';
    if (c == '-' && ((is_letter(before) && (is_letter(after) || is_digit(after))) ||
                     (is_digit(before) && is_letter(after)))) {
      c = ' ';
    }
    if (c == ' ' && (used == 0 || text[used - 1] == ' ')) {
      continue;
    }
    text[used++] = c;
  }
  while (used > 0 && text[used - 1] == ' ') {
    --used;
  }
  text[used] = '\0';
  *length = used;
}

/* -- sequences --------------------------------------------------------------- */

/* While sequences are built, a gap is an element of its own. */
enum { GAP = 2 };

typedef struct variant {
  lg_wording_element elements[LG_LIMIT_SEQUENCE_ELEMENTS * 2];
  uint32_t count;
} variant;

typedef struct variants {
  variant *items;
  uint32_t count;
} variants;

typedef struct flattener {
  const char *text;
  lg_arena *arena;
  lg_status status; /* LG_LIMIT: too many; LG_NO_MEMORY */
} flattener;

static variants flatten(flattener *f, const lg_syntax *node);

static variants no_variants(flattener *f, lg_status status) {
  f->status = status;
  return (variants){0};
}

static variants new_variants(flattener *f, uint32_t count) {
  if (f->status != LG_OK || count > LG_LIMIT_SEQUENCES) {
    return no_variants(f, f->status != LG_OK ? f->status : LG_LIMIT);
  }
  variants made = {lg_arena_take_array(f->arena, count, sizeof(variant)), count};
  if (made.items == NULL) {
    return no_variants(f, LG_NO_MEMORY);
  }
  return made;
}

/* Every left one followed by every right one. */
static variants join_variants(flattener *f, variants left, variants right) {
  variants joined = new_variants(f, left.count * right.count);
  for (uint32_t i = 0; i < joined.count; ++i) {
    const variant *head = &left.items[i / right.count];
    const variant *tail = &right.items[i % right.count];
    variant *to = &joined.items[i];
    if (head->count + tail->count > LG_LIMIT_SEQUENCE_ELEMENTS * 2) {
      return no_variants(f, LG_LIMIT);
    }
    *to = *head;
    memcpy(to->elements + to->count, tail->elements, tail->count * sizeof *tail->elements);
    to->count += tail->count;
  }
  return joined;
}

static variants unite_variants(flattener *f, variants left, variants right) {
  variants united = new_variants(f, left.count + right.count);
  if (united.items == NULL || left.items == NULL || right.items == NULL) {
    return (variants){0}; /* f->status says why */
  }
  for (uint32_t i = 0; i < united.count; ++i) {
    united.items[i] = i < left.count ? left.items[i] : right.items[i - left.count];
  }
  return united;
}

static variants one_element(flattener *f, lg_wording_element element) {
  variants one = new_variants(f, 1);
  if (one.count == 1) {
    one.items[0].elements[0] = element;
    one.items[0].count = 1;
  }
  return one;
}

static variants empty_variant(flattener *f) {
  return new_variants(f, 1);
}

static bool can_be_empty(const lg_syntax *node) {
  switch (node->kind) {
  case LG_SYNTAX_TEXT:
    for (size_t i = 0; i < node->length; ++i) {
      if (node->text[i] != ' ') {
        return false;
      }
    }
    return true;
  case LG_SYNTAX_JOIN:
    for (const lg_syntax *child = node->first; child != NULL; child = child->next) {
      if (!can_be_empty(child)) {
        return false;
      }
    }
    return true;
  case LG_SYNTAX_CHOICE:
    for (const lg_syntax *child = node->first; child != NULL; child = child->next) {
      if (can_be_empty(child)) {
        return true;
      }
    }
    return false;
  case LG_SYNTAX_INFLECTED:
    return false;
  case LG_SYNTAX_REPEAT:
    return !node->needed;
  case LG_SYNTAX_OPAQUE:
    return node->first != NULL && !node->needed;
  default:
    return true;
  }
}

static bool only_spaces(const char *text, size_t start, size_t end) {
  while (start < end && text[start] == ' ') {
    ++start;
  }
  return start == end;
}

/* The words [start, end) of the wording, between two references. */
static variants words(flattener *f, size_t start, size_t end, bool optional) {
  if (only_spaces(f->text, start, end)) {
    return empty_variant(f);
  }
  const lg_wording_element element = {LG_ELEMENT_WORDS, f->text + start, end - start, 0, start};
  variants made = one_element(f, element);
  return optional ? unite_variants(f, made, empty_variant(f)) : made;
}

/* A word of a wording with its variants: what stands between two spaces. */
typedef struct unit {
  size_t start; /* in the wording */
  size_t end;
  uint32_t forms;
  bool optional;
  bool open; /* ends in \w* */
} unit;

typedef struct units {
  unit *items;
  size_t count;
  bool begun; /* the last one may still grow */
} units;

static void extend_unit(units *made, size_t start, size_t end, uint32_t forms, bool optional) {
  if (!made->begun) {
    made->items[made->count++] = (unit){start, end, forms, optional, false};
    made->begun = true;
    return;
  }
  unit *last = &made->items[made->count - 1];
  last->end = end;
  last->forms = last->forms > LG_MANY_FORMS / forms ? LG_MANY_FORMS : last->forms * forms;
  last->optional &= optional;
}

/* Fixed text: every space in it ends a unit. */
static void add_text(units *made, const lg_syntax *node) {
  const bool mapped = node->end - node->start == node->length;
  size_t from = 0;
  for (size_t i = 0; mapped && i <= node->length; ++i) {
    if (i < node->length && node->text[i] != ' ') {
      continue;
    }
    if (i > from) {
      extend_unit(made, node->start + from, node->start + i, 1, false);
    }
    made->begun = made->begun && i == node->length;
    from = i + 1;
  }
  if (!mapped) {
    extend_unit(made, node->start, node->end, 1, can_be_empty(node));
  }
}

/* Whether a word may go on behind the node. */
static bool may_end_open(const lg_syntax *node) {
  if (node->kind == LG_SYNTAX_REST) {
    return true;
  }
  if (node->kind != LG_SYNTAX_CHOICE) {
    return node->last != NULL && may_end_open(node->last);
  }
  for (const lg_syntax *child = node->first; child != NULL; child = child->next) {
    if (may_end_open(child)) {
      return true;
    }
  }
  return false;
}

/* Whether every text the node stands for has a space at its end (or, with `start`,
 * at its start). */
static bool has_space(const lg_syntax *node, bool start) {
  switch (node->kind) {
  case LG_SYNTAX_TEXT:
    return node->length > 0 && node->text[start ? 0 : node->length - 1] == ' ';
  case LG_SYNTAX_JOIN:
    return node->first != NULL && has_space(start ? node->first : node->last, start);
  case LG_SYNTAX_CHOICE:
    for (const lg_syntax *child = node->first; child != NULL; child = child->next) {
      if (!has_space(child, start)) {
        return false;
      }
    }
    return true;
  case LG_SYNTAX_OPTIONAL:
    return has_space(node->first, start);
  default:
    return false;
  }
}

/* "(the |a )?" between two words, or "( the| a)?": words of their own. */
static bool is_separate(const units *made, const lg_syntax *node) {
  if (node->kind != LG_SYNTAX_OPTIONAL) {
    return false;
  }
  if (!made->begun) {
    return has_space(node, false);
  }
  return has_space(node, true) && (node->next == NULL || has_space(node->next, true));
}

/* The children from *child up to the next one that is a sequence itself. */
static units read_units(flattener *f, const lg_syntax **child, const lg_syntax *join) {
  units made = {lg_arena_take_array(f->arena, join->end - join->start + 1, sizeof(unit)), 0, false};
  if (made.items == NULL) {
    f->status = LG_NO_MEMORY;
    return made;
  }
  for (; *child != NULL && !(*child)->is_composite; *child = (*child)->next) {
    if ((*child)->kind == LG_SYNTAX_TEXT) {
      add_text(&made, *child);
      continue;
    }
    const uint32_t forms = lg_syntax_form_count(*child);
    const bool separate = is_separate(&made, *child);
    made.begun = made.begun && !separate;
    extend_unit(&made, (*child)->start, (*child)->end, forms != 0 ? forms : 1,
                can_be_empty(*child));
    made.items[made.count - 1].open = may_end_open(*child);
    made.begun = made.begun && !separate;
  }
  return made;
}

/* Neighbouring units stay one element while they have few forms together: the
 * longer a fixed text, the rarer it is. Behind an open word an element ends. */
static variants join_units(flattener *f, variants made, const units *from) {
  size_t i = 0;
  while (i < from->count && f->status == LG_OK) {
    unit whole = from->items[i++];
    while (i < from->count && !whole.open &&
           (uint64_t)whole.forms * from->items[i].forms <= LG_LIMIT_ELEMENT_FORMS) {
      whole.forms *= from->items[i].forms;
      whole.end = from->items[i].end;
      whole.optional &= from->items[i].optional;
      whole.open = from->items[i++].open;
    }
    made = join_variants(f, made, words(f, whole.start, whole.end, whole.optional));
  }
  return made;
}

static variants flatten_join(flattener *f, const lg_syntax *node) {
  variants made = empty_variant(f);
  const lg_syntax *child = node->first;
  while (child != NULL && f->status == LG_OK) {
    if (child->is_composite) {
      made = join_variants(f, made, flatten(f, child));
      child = child->next;
      continue;
    }
    const units read = read_units(f, &child, node);
    made = join_units(f, made, &read);
  }
  return made;
}

static variants flatten(flattener *f, const lg_syntax *node) {
  if (f->status != LG_OK) {
    return (variants){0};
  }
  switch (node->kind) {
  case LG_SYNTAX_REFERENCE:
    return one_element(
        f, (lg_wording_element){LG_ELEMENT_REFERENCE, node->text, node->length, 0, node->start});
  case LG_SYNTAX_GAP:
    return one_element(
        f, (lg_wording_element){(lg_wording_element_kind)GAP, "", 0, node->number, node->start});
  case LG_SYNTAX_OPTIONAL:
    return unite_variants(f, flatten(f, node->first), empty_variant(f));
  case LG_SYNTAX_JOIN:
    return flatten_join(f, node);
  default:
    break;
  }
  if (!node->is_composite) {
    return words(f, node->start, node->end, can_be_empty(node));
  }
  variants made = flatten(f, node->first);
  for (const lg_syntax *child = node->first->next; child != NULL; child = child->next) {
    made = unite_variants(f, made, flatten(f, child));
  }
  return made;
}

/* Folds gaps into the elements behind them. False when one is at an end. */
static bool resolve_gaps(const variant *from, lg_wording_sequence *to, uint32_t *largest) {
  uint32_t gap = 0;
  bool pending = false;
  for (uint32_t i = 0; i < from->count; ++i) {
    if (from->elements[i].kind == (lg_wording_element_kind)GAP) {
      gap += from->elements[i].gap;
      pending = true;
      continue;
    }
    if (pending && to->count == 0) {
      return false;
    }
    to->elements[to->count] = from->elements[i];
    to->elements[to->count++].gap = gap;
    *largest = to->count > *largest ? to->count : *largest;
    gap = 0;
    pending = false;
  }
  return !pending;
}

static lg_status read_sequence(lg_wording *out, const char *text, const lg_syntax *tree,
                               lg_arena *scratch, lg_arena *arena, lg_wording_error *error) {
  flattener f = {text, scratch, LG_OK};
  const variants made = flatten(&f, tree);
  if (f.status == LG_LIMIT) {
    *error = (lg_wording_error){.message = "the wording has too many variants around its concepts",
                                .hint = "split it into several wordings"};
    return LG_REJECTED;
  }
  if (f.status != LG_OK) {
    return f.status;
  }
  out->kind = LG_WORDING_SEQUENCE;
  out->sequences = lg_arena_take_array(arena, made.count, sizeof *out->sequences);
  if (out->sequences == NULL) {
    return LG_NO_MEMORY;
  }
  for (uint32_t i = 0; i < made.count; ++i) {
    lg_wording_sequence sequence = {0};
    sequence.elements = lg_arena_take_array(arena, made.items[i].count, sizeof *sequence.elements);
    uint32_t largest = 0;
    if (sequence.elements == NULL) {
      return LG_NO_MEMORY;
    }
    if (!resolve_gaps(&made.items[i], &sequence, &largest)) {
      *error = (lg_wording_error){.message = "a gap must stand between two words or concepts",
                                  .hint = "drop the <n> at the end of the wording"};
      return LG_REJECTED;
    }
    if (sequence.count > LG_LIMIT_SEQUENCE_ELEMENTS) {
      *error = (lg_wording_error){.message = "the wording has too many elements",
                                  .hint = "give a part of it a concept of its own"};
      return LG_REJECTED;
    }
    if (sequence.count > 0) {
      out->sequences[out->sequence_count++] = sequence;
    }
  }
  return LG_OK;
}

/* -- plain ------------------------------------------------------------------- */

static lg_status read_plain(lg_wording *out, const lg_forms *forms, lg_arena *arena,
                            lg_wording_error *error) {
  out->kind = LG_WORDING_PLAIN;
  out->forms = lg_arena_take_array(arena, forms->count, sizeof *out->forms);
  if (out->forms == NULL) {
    return LG_NO_MEMORY;
  }
  for (uint32_t i = 0; i < forms->count; ++i) {
    lg_form form = forms->items[i];
    char *text = lg_arena_copy(arena, form.text, form.length);
    if (text == NULL) {
      return LG_NO_MEMORY;
    }
    normalise_form(text, &form.length);
    form.text = text;
    if (form.length > 0) {
      out->forms[out->form_count++] = form;
    }
  }
  if (out->form_count == 0) {
    *error = (lg_wording_error){.message = "the wording can match nothing but empty text",
                                .hint = "write at least one word that must be there"};
    return LG_REJECTED;
  }
  return LG_OK;
}

/* A wording of one branch with more forms than an automaton should hold, or with
 * a word inside that may go on, is split at its spaces. False when that leaves
 * it whole. */
static bool read_split(lg_wording *out, const char *text, const lg_syntax *tree,
                       const lg_inflections *irregular, lg_arena *scratch, lg_arena *arena) {
  if (tree->is_irregular || tree->first == NULL || tree->first != tree->last ||
      (lg_syntax_form_count(tree) <= LG_LIMIT_ELEMENT_FORMS &&
       !lg_syntax_expand(tree, irregular, scratch).overflow)) {
    return false;
  }
  lg_wording_error ignored;
  lg_wording split = {0};
  if (read_sequence(&split, text, tree->first, scratch, arena, &ignored) != LG_OK) {
    return false;
  }
  for (uint32_t i = 0; i < split.sequence_count; ++i) {
    if (split.sequences[i].count > 1) {
      *out = split;
      return true;
    }
  }
  return false;
}

static lg_status classify(lg_wording *out, const char *text, const lg_syntax *tree, bool may_split,
                          const lg_inflections *irregular, lg_arena *scratch, lg_arena *arena,
                          lg_wording_error *error) {
  if (tree->is_composite) {
    return read_sequence(out, text, tree, scratch, arena, error);
  }
  if (may_split && read_split(out, text, tree, irregular, scratch, arena)) {
    return LG_OK;
  }
  if (!tree->is_irregular) {
    const lg_forms forms = lg_syntax_expand(tree, irregular, scratch);
    if (forms.failed) {
      return LG_NO_MEMORY;
    }
    if (!forms.overflow) {
      return read_plain(out, &forms, arena, error);
    }
  }
  return lg_syntax_to_regex(out, tree, irregular, scratch, arena, error);
}

static lg_status read(lg_wording *out, const char *text, size_t length, bool may_split,
                      const lg_inflections *irregular, lg_arena *arena, lg_wording_error *error) {
  memset(out, 0, sizeof *out);
  *error = (lg_wording_error){.message = "", .hint = ""};
  lg_arena scratch;
  lg_arena_init(&scratch, &arena->allocator);
  /* Names and words of a sequence point into the text: it must live on. */
  const char *copy = lg_arena_copy(arena, text, length);
  lg_syntax *tree = NULL;
  lg_status status =
      copy == NULL ? LG_NO_MEMORY : lg_syntax_parse(&tree, copy, length, &scratch, error);
  if (status == LG_OK) {
    status = classify(out, copy, tree, may_split, irregular, &scratch, arena, error);
  }
  lg_arena_free(&scratch);
  return status;
}

lg_status lg_wording_read(lg_wording *out, const char *text, size_t length,
                          const lg_inflections *irregular, lg_arena *arena,
                          lg_wording_error *error) {
  return read(out, text, length, false, irregular, arena, error);
}

lg_status lg_wording_read_split(lg_wording *out, const char *text, size_t length,
                                const lg_inflections *irregular, lg_arena *arena,
                                lg_wording_error *error) {
  return read(out, text, length, true, irregular, arena, error);
}
