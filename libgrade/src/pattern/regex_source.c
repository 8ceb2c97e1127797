/* An irregular wording as PCRE2 source, and what every match of it contains.
 *
 * The second half is the part of the prefilter that must never be wrong: a
 * string is *required* only when each way to match the pattern goes through it.
 * Text is required; of a choice, one text of every branch; of anything optional,
 * repeated from zero, looked around at or not understood, nothing. Of all that a
 * sequence requires the longest is kept, as the rarest. */
#include <string.h>

#include "base/buffer.h"
#include "base/limits.h"
#include "pattern/beginning.h"

typedef struct writer {
  lg_buffer text;
  lg_regex_place *places;
  uint32_t place_count;
  size_t place_capacity;
  const lg_inflections *irregular;
  lg_arena *arena;
  const lg_syntax *too_many; /* what has more inflections than can be written out */
  bool failed;
} writer;

static bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (unsigned char)c >= 0x80;
}
static bool is_alphanumeric(char c) {
  return is_letter(c) || (c >= '0' && c <= '9');
}

static void mark(writer *w, const lg_syntax *node) {
  if (!lg_grow(&w->arena->allocator, &w->places, &w->place_capacity, w->place_count + 1,
               sizeof *w->places)) {
    w->failed = true;
    return;
  }
  w->places[w->place_count++] = (lg_regex_place){(uint32_t)w->text.length, (uint32_t)node->start};
}

static bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

/* A hyphen between words is a space in normalised text. At an end of a piece
 * of text its neighbour is not known: then it may be either. */
static const char *hyphen(const char *text, size_t length, size_t at) {
  const bool starts = at == 0;
  const bool ends = at + 1 == length;
  if ((!starts && !is_alphanumeric(text[at - 1])) || (!ends && !is_alphanumeric(text[at + 1]))) {
    return "\\-";
  }
  if (starts || ends) {
    return "[ \\-]";
  }
  return is_digit(text[at - 1]) && is_digit(text[at + 1]) ? "\\-" : " ";
}

/* From byte `from` on; what stands before it counts for hyphens. */
static void write_text(writer *w, const char *text, size_t length, size_t from) {
  for (size_t i = from; i < length; ++i) {
    const char c = text[i];
    if (c == '-') {
      lg_buffer_add_text(&w->text, hyphen(text, length, i));
      continue;
    }
    if (c != ' ' && c != '_' && !is_alphanumeric(c)) {
      lg_buffer_add_byte(&w->text, '\\');
    }
    lg_buffer_add_byte(&w->text, c);
  }
}

static void write_node(writer *w, const lg_syntax *node);

static void write_children(writer *w, const lg_syntax *node, const char *between) {
  for (const lg_syntax *child = node->first; child != NULL; child = child->next) {
    write_node(w, child);
    if (child->next != NULL) {
      lg_buffer_add_text(&w->text, between);
    }
  }
}

/* -- choices -----------------------------------------------------------------
 *
 * PCRE2 tries branches one after another, and a wording may have a hundred. So they
 * are written as a tree by their first letters: "(raw|landed|landing)" becomes
 * (?:raw|land(?:ed|ing)). Branches that begin differently exclude each other, so
 * their order is free; among those that begin alike it is kept, and a branch that
 * does not begin with plain text keeps its place among all. */

enum { MOST_BRANCHES = 256, FEW_BRANCHES = 4 };

typedef struct branch {
  const lg_syntax *node;
  const lg_syntax *text; /* it begins with this text, or NULL */
  bool is_taken;
} branch;

static branch branch_of(const lg_syntax *node) {
  const lg_syntax *first = node->kind == LG_SYNTAX_JOIN ? node->first : node;
  const bool is_text = first != NULL && first->kind == LG_SYNTAX_TEXT;
  return (branch){node, is_text ? first : NULL, false};
}

/* The plain character at `at` of the text a branch begins with; 0: none. */
static char plain_at(const branch *b, size_t at) {
  const char c = b->text != NULL && at < b->text->length ? b->text->text[at] : '\0';
  return (unsigned char)c < 0x80 && (is_alphanumeric(c) || c == ' ' || c == '_') ? c : '\0';
}

/* What of a branch lies behind the first `at` characters. */
static void write_rest(writer *w, const branch *b, size_t at) {
  if (b->text == NULL) {
    write_node(w, b->node);
    return;
  }
  mark(w, b->text);
  write_text(w, b->text->text, b->text->length, at);
  const lg_syntax *next = b->text == b->node ? NULL : b->text->next;
  for (; next != NULL; next = next->next) {
    write_node(w, next);
  }
}

static void write_branches(writer *w, branch *branches, size_t count, size_t at);

/* Whether all branches have the same plain character at `at`. */
static bool go_on_alike(const branch *branches, size_t count, size_t at) {
  const char c = plain_at(&branches[0], at);
  bool alike = c != '\0';
  for (size_t i = 1; i < count && alike; ++i) {
    alike = plain_at(&branches[i], at) == c;
  }
  return alike;
}

/* Gathers behind `first` the branches that go on like it, up to one that does not
 * begin with plain text, and writes them as one. */
static void write_alike(writer *w, branch *branches, size_t count, size_t first, size_t at) {
  branch alike[MOST_BRANCHES] = {branches[first]};
  size_t gathered = 0;
  const char c = plain_at(&branches[first], at);
  for (size_t i = first; i < count && plain_at(&branches[i], at) != '\0'; ++i) {
    if (plain_at(&branches[i], at) == c && !branches[i].is_taken) {
      branches[i].is_taken = true;
      alike[gathered] = branches[i];
      alike[gathered++].is_taken = false;
    }
  }
  if (gathered == 1) {
    write_rest(w, &alike[0], at);
    return;
  }
  size_t shared = at;
  while (go_on_alike(alike, gathered, shared)) {
    lg_buffer_add_byte(&w->text, plain_at(&alike[0], shared++));
  }
  lg_buffer_add_text(&w->text, "(?:");
  write_branches(w, alike, gathered, shared);
  lg_buffer_add_byte(&w->text, ')');
}

/* Branches that share their first `at` characters. */
static void write_branches(writer *w, branch *branches, size_t count, size_t at) {
  bool begun = false;
  for (size_t i = 0; i < count; ++i) {
    if (branches[i].is_taken) {
      continue;
    }
    if (begun) {
      lg_buffer_add_byte(&w->text, '|');
    }
    begun = true;
    if (plain_at(&branches[i], at) == '\0') {
      write_rest(w, &branches[i], at);
    } else {
      write_alike(w, branches, count, i, at);
    }
  }
}

static void write_choice(writer *w, const lg_syntax *node) {
  branch branches[MOST_BRANCHES];
  size_t count = 0;
  for (const lg_syntax *child = node->first; child != NULL; child = child->next) {
    if (count < MOST_BRANCHES) {
      branches[count] = branch_of(child);
    }
    ++count;
  }
  lg_buffer_add_text(&w->text, "(?:");
  if (count < FEW_BRANCHES || count > MOST_BRANCHES) {
    write_children(w, node, "|");
  } else {
    write_branches(w, branches, count, 0);
  }
  lg_buffer_add_byte(&w->text, ')');
}

static void write_forms(writer *w, const lg_syntax *node) {
  const lg_forms forms = lg_syntax_expand(node, w->irregular, w->arena);
  w->failed |= forms.failed;
  if (forms.overflow && w->too_many == NULL) {
    w->too_many = node;
  }
  lg_buffer_add_text(&w->text, "(?:");
  for (uint32_t i = 0; i < forms.count; ++i) {
    if (i > 0) {
      lg_buffer_add_byte(&w->text, '|');
    }
    write_text(w, forms.items[i].text, forms.items[i].length, 0);
  }
  lg_buffer_add_byte(&w->text, ')');
}

/* One character, however it is written: a quantifier can follow it directly,
 * and PCRE2 is several times faster at repeating it than at repeating a group. */
static bool is_one_character(const lg_syntax *node) {
  if (node->kind == LG_SYNTAX_TEXT) {
    return node->length == 1;
  }
  if (node->kind != LG_SYNTAX_OPAQUE || node->first != NULL) {
    return false;
  }
  return node->raw[0] == '[' || node->raw[0] == '.' ||
         (node->raw_length == 2 && node->raw[0] == '\\' &&
          strchr("wWdDsShHvVN", node->raw[1]) != NULL);
}

/* The only child, so that a quantifier behind it applies to all of it. */
static void write_quantified(writer *w, const lg_syntax *node) {
  if (node->first == node->last && is_one_character(node->first)) {
    write_node(w, node->first);
    return;
  }
  lg_buffer_add_text(&w->text, "(?:");
  write_children(w, node, "");
  lg_buffer_add_byte(&w->text, ')');
}

static void write_node(writer *w, const lg_syntax *node) {
  mark(w, node);
  switch (node->kind) {
  case LG_SYNTAX_TEXT:
    write_text(w, node->text, node->length, 0);
    break;
  case LG_SYNTAX_JOIN:
    write_children(w, node, "");
    break;
  case LG_SYNTAX_CHOICE:
    write_choice(w, node);
    break;
  case LG_SYNTAX_OPTIONAL:
    write_quantified(w, node);
    lg_buffer_add_byte(&w->text, '?');
    break;
  case LG_SYNTAX_INFLECTED:
    write_forms(w, node);
    break;
  case LG_SYNTAX_REST:
    lg_buffer_add_text(&w->text, node->number != 0 ? "\\w+" : "\\w*");
    break;
  case LG_SYNTAX_REPEAT:
    write_quantified(w, node);
    lg_buffer_add(&w->text, node->raw, node->raw_length);
    break;
  case LG_SYNTAX_OPAQUE:
    lg_buffer_add(&w->text, node->raw, node->raw_length);
    write_children(w, node, "");
    lg_buffer_add_text(&w->text, node->raw_end);
    break;
  case LG_SYNTAX_REFERENCE:
  case LG_SYNTAX_GAP:
    break; /* never in an irregular wording */
  }
}

/* -- required literals ------------------------------------------------------ */

enum { MOST_REQUIRED = 64 };

/* A space says nothing, but a word that ends with it says more than the word. */
static uint32_t strength_of_form(const lg_form *form) {
  const bool is_space = form->length == 1 && form->text[0] == ' ';
  return is_space ? 0 : form->length;
}

/* That of the weakest form, 0 when there are none or too many. */
static uint32_t strength(const lg_forms *forms) {
  uint32_t weakest = UINT32_MAX;
  if (forms->overflow || forms->count == 0 || forms->count > MOST_REQUIRED) {
    return 0;
  }
  for (uint32_t i = 0; i < forms->count; ++i) {
    const uint32_t one = strength_of_form(&forms->items[i]);
    weakest = one < weakest ? one : weakest;
  }
  return weakest;
}

/* Hyphens may become spaces, so only what lies between them is sure. */
static void longest_piece(const char *text, size_t length, size_t *start, size_t *piece) {
  size_t from = 0;
  *start = 0;
  *piece = 0;
  for (size_t i = 0; i <= length; ++i) {
    if (i < length && text[i] != '-') {
      continue;
    }
    if (i - from > *piece) {
      *start = from;
      *piece = i - from;
    }
    from = i + 1;
  }
}

/* What every match contains one of, and how much white space can stand in a match
 * before the first of them. */
typedef struct literals {
  lg_forms forms;
  uint32_t spaces;
} literals;

static void add_literal(lg_forms *to, const char *text, size_t length, bool inside,
                        lg_arena *arena) {
  const uint32_t count = to->count;
  lg_forms_add(to, text, length, "", 0, LG_END_OPEN, arena);
  if (to->count > count) {
    to->items[count].inside = inside;
  }
}

static uint32_t spaces_before(const lg_form *form, size_t end) {
  uint32_t spaces = 0;
  for (size_t i = 0; i < end; ++i) {
    spaces += lg_is_space_byte(form->text[i]) || form->text[i] == '-';
  }
  return lg_add_spaces(spaces, 0);
}

/* `outside`: they do not stand behind a character of a word; nor does what follows a
 * hyphen, or the space it is written as. */
static literals sure_pieces(const lg_forms *forms, bool outside, lg_arena *arena) {
  literals pieces = {.forms = {.overflow = forms->overflow, .failed = forms->failed}};
  for (uint32_t i = 0; i < forms->count; ++i) {
    const lg_form *form = &forms->items[i];
    size_t start;
    size_t length;
    longest_piece(form->text, form->length, &start, &length);
    add_literal(&pieces.forms, form->text + start, length, start == 0 && !outside, arena);
    const uint32_t before = spaces_before(form, start);
    pieces.spaces = before > pieces.spaces ? before : pieces.spaces;
  }
  return pieces;
}

static literals required(const writer *w, const lg_syntax *node, bool outside);

static literals required_of_join(const writer *w, const lg_syntax *node, bool outside) {
  literals best = {0};
  uint32_t before = 0; /* white space in the children so far */
  for (const lg_syntax *child = node->first; child != NULL; child = child->next) {
    literals found = required(w, child, outside);
    if (found.forms.failed || strength(&found.forms) > strength(&best.forms)) {
      found.spaces = lg_add_spaces(found.spaces, before);
      best = found;
    }
    if (best.forms.failed) {
      break;
    }
    before = lg_add_spaces(before, lg_syntax_spaces(child));
    outside = lg_syntax_ends_outside(child, outside);
  }
  return best;
}

static literals required_of_choice(const writer *w, const lg_syntax *node, bool outside) {
  literals all = {0};
  for (const lg_syntax *child = node->first; child != NULL; child = child->next) {
    const literals one = required(w, child, outside);
    all.forms.failed |= one.forms.failed;
    if (strength(&one.forms) == 0) {
      return (literals){.forms = {.failed = all.forms.failed}};
    }
    for (uint32_t i = 0; i < one.forms.count; ++i) {
      const lg_form *form = &one.forms.items[i];
      add_literal(&all.forms, form->text, form->length, form->inside, w->arena);
    }
    all.spaces = one.spaces > all.spaces ? one.spaces : all.spaces;
  }
  return all;
}

/* `outside`: the node stands at the start of a match or behind what is no character of a
 * word. */
static literals required(const writer *w, const lg_syntax *node, bool outside) {
  switch (node->kind) {
  case LG_SYNTAX_TEXT:
  case LG_SYNTAX_INFLECTED: {
    const lg_forms forms = lg_syntax_expand(node, w->irregular, w->arena);
    return sure_pieces(&forms, outside, w->arena);
  }
  case LG_SYNTAX_JOIN:
    return required_of_join(w, node, outside);
  case LG_SYNTAX_CHOICE:
    return required_of_choice(w, node, outside);
  case LG_SYNTAX_REPEAT: /* the first time round */
  case LG_SYNTAX_OPAQUE:
    return node->needed ? required_of_join(w, node, outside) : (literals){0};
  case LG_SYNTAX_OPTIONAL:
  case LG_SYNTAX_REST:
  case LG_SYNTAX_REFERENCE:
  case LG_SYNTAX_GAP:
    break;
  }
  return (literals){0};
}

static lg_form *copy_forms(const lg_forms *forms, lg_arena *arena) {
  lg_form *copy = lg_arena_take_array(arena, forms->count, sizeof *copy);
  for (uint32_t i = 0; copy != NULL && i < forms->count; ++i) {
    copy[i] = forms->items[i];
    copy[i].text = lg_arena_copy(arena, forms->items[i].text, forms->items[i].length);
    copy = copy[i].text != NULL ? copy : NULL;
  }
  return copy;
}

/* -- both -------------------------------------------------------------------- */

lg_status lg_syntax_to_regex(lg_wording *out, const lg_syntax *tree,
                             const lg_inflections *irregular, lg_arena *scratch, lg_arena *arena,
                             lg_wording_error *error) {
  writer w = {.irregular = irregular, .arena = scratch};
  lg_buffer_init(&w.text, &arena->allocator);
  write_node(&w, tree);
  literals found = required(&w, tree, true);
  if (strength(&found.forms) == 0) {
    found = (literals){.forms = {.failed = found.forms.failed}, .spaces = LG_ANY_SPACES};
  }
  w.failed |= found.forms.failed ||
              !lg_syntax_leading_bytes(tree, irregular, scratch, out->beginning.leading);
  out->beginning.spaces = (uint8_t)found.spaces;
  out->kind = LG_WORDING_IRREGULAR;
  out->regex = lg_arena_copy(arena, w.text.bytes, w.text.length);
  out->regex_length = w.text.length;
  out->places = lg_arena_take_array(arena, w.place_count, sizeof *out->places);
  out->required = copy_forms(&found.forms, arena);
  out->required_count = found.forms.count;
  const bool failed = w.failed || w.text.failed || out->regex == NULL || out->places == NULL ||
                      out->required == NULL;
  if (!failed) {
    memcpy(out->places, w.places, w.place_count * sizeof *out->places);
    out->place_count = w.place_count;
  }
  lg_buffer_free(&w.text);
  lg_release(&arena->allocator, w.places, w.place_capacity * sizeof *w.places);
  if (!failed && w.too_many != NULL) {
    *error = (lg_wording_error){.offset = w.too_many->start,
                                .message = "this has too many inflections",
                                .hint = "split it into several wordings"};
    return LG_REJECTED;
  }
  return failed ? LG_NO_MEMORY : LG_OK;
}
