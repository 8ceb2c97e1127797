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

static void write_text(writer *w, const char *text, size_t length) {
  for (size_t i = 0; i < length; ++i) {
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
    write_text(w, forms.items[i].text, forms.items[i].length);
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
    write_text(w, node->text, node->length);
    break;
  case LG_SYNTAX_JOIN:
    write_children(w, node, "");
    break;
  case LG_SYNTAX_CHOICE:
    lg_buffer_add_text(&w->text, "(?:");
    write_children(w, node, "|");
    lg_buffer_add_byte(&w->text, ')');
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

/* The shortest of the forms, 0 when there are none or too many. */
static uint32_t strength(const lg_forms *forms) {
  uint32_t shortest = UINT32_MAX;
  if (forms->overflow || forms->count == 0 || forms->count > MOST_REQUIRED) {
    return 0;
  }
  for (uint32_t i = 0; i < forms->count; ++i) {
    shortest = forms->items[i].length < shortest ? forms->items[i].length : shortest;
  }
  return shortest;
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

static uint32_t spaces_before(const lg_form *form, size_t end) {
  uint32_t spaces = 0;
  for (size_t i = 0; i < end; ++i) {
    spaces += lg_is_space_byte(form->text[i]) || form->text[i] == '-';
  }
  return lg_add_spaces(spaces, 0);
}

static literals sure_pieces(const lg_forms *forms, lg_arena *arena) {
  literals pieces = {{.overflow = forms->overflow, .failed = forms->failed}, 0};
  for (uint32_t i = 0; i < forms->count; ++i) {
    const lg_form *form = &forms->items[i];
    size_t start;
    size_t length;
    longest_piece(form->text, form->length, &start, &length);
    lg_forms_add(&pieces.forms, form->text + start, length, "", 0, LG_END_OPEN, arena);
    const uint32_t before = spaces_before(form, start);
    pieces.spaces = before > pieces.spaces ? before : pieces.spaces;
  }
  return pieces;
}

static literals required(const writer *w, const lg_syntax *node);

static literals required_of_join(const writer *w, const lg_syntax *node) {
  literals best = {0};
  uint32_t before = 0; /* white space in the children so far */
  for (const lg_syntax *child = node->first; child != NULL; child = child->next) {
    literals found = required(w, child);
    if (found.forms.failed || strength(&found.forms) > strength(&best.forms)) {
      found.spaces = lg_add_spaces(found.spaces, before);
      best = found;
    }
    if (best.forms.failed) {
      break;
    }
    before = lg_add_spaces(before, lg_syntax_spaces(child));
  }
  return best;
}

static literals required_of_choice(const writer *w, const lg_syntax *node) {
  literals all = {0};
  for (const lg_syntax *child = node->first; child != NULL; child = child->next) {
    const literals branch = required(w, child);
    all.forms.failed |= branch.forms.failed;
    if (strength(&branch.forms) == 0) {
      return (literals){{.failed = all.forms.failed}, 0};
    }
    for (uint32_t i = 0; i < branch.forms.count; ++i) {
      lg_forms_add(&all.forms, branch.forms.items[i].text, branch.forms.items[i].length, "", 0,
                   LG_END_OPEN, w->arena);
    }
    all.spaces = branch.spaces > all.spaces ? branch.spaces : all.spaces;
  }
  return all;
}

static literals required(const writer *w, const lg_syntax *node) {
  switch (node->kind) {
  case LG_SYNTAX_TEXT:
  case LG_SYNTAX_INFLECTED: {
    const lg_forms forms = lg_syntax_expand(node, w->irregular, w->arena);
    return sure_pieces(&forms, w->arena);
  }
  case LG_SYNTAX_JOIN:
    return required_of_join(w, node);
  case LG_SYNTAX_CHOICE:
    return required_of_choice(w, node);
  case LG_SYNTAX_REPEAT: /* the first time round */
  case LG_SYNTAX_OPAQUE:
    return node->needed ? required_of_join(w, node) : (literals){0};
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
  literals found = required(&w, tree);
  if (strength(&found.forms) == 0) {
    found = (literals){{.failed = found.forms.failed}, LG_ANY_SPACES};
  }
  w.failed |= found.forms.failed ||
              !lg_syntax_first_bytes(tree, irregular, scratch, out->beginning.first);
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
