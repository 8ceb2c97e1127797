#include "pattern/beginning.h"

#include <string.h>

#include "base/word.h"

uint32_t lg_add_spaces(uint32_t a, uint32_t b) {
  return a + b < LG_ANY_SPACES ? a + b : LG_ANY_SPACES;
}

/* -- white space ------------------------------------------------------------------ */

/* A hyphen may be written as a space. */
static uint32_t spaces_in_text(const lg_syntax *node) {
  uint32_t spaces = 0;
  for (size_t i = 0; i < node->length; ++i) {
    spaces += lg_is_space_byte(node->text[i]) || node->text[i] == '-';
  }
  return lg_add_spaces(spaces, 0);
}

static uint32_t spaces_in_children(const lg_syntax *node) {
  uint32_t spaces = 0;
  for (const lg_syntax *child = node->first; child != NULL; child = child->next) {
    spaces = lg_add_spaces(spaces, lg_syntax_spaces(child));
  }
  return spaces;
}

static uint32_t spaces_in_choice(const lg_syntax *node) {
  uint32_t most = 0;
  for (const lg_syntax *child = node->first; child != NULL; child = child->next) {
    const uint32_t spaces = lg_syntax_spaces(child);
    most = spaces > most ? spaces : most;
  }
  return most;
}

/* `{2}` and `{2,5}`; the others have no end. */
static uint32_t most_repeats(const lg_syntax *node) {
  uint32_t number = 0;
  size_t digits = 0;
  if (node->raw[0] == '?') {
    return 1;
  }
  for (size_t i = 1; node->raw[0] == '{' && i < node->raw_length && node->raw[i] != '}'; ++i) {
    const bool digit = node->raw[i] >= '0' && node->raw[i] <= '9';
    number = digit ? number * 10 + (uint32_t)(node->raw[i] - '0') : 0;
    digits = digit ? digits + 1 : 0;
    if (number >= LG_ANY_SPACES) {
      break;
    }
  }
  return digits > 0 ? number : LG_ANY_SPACES;
}

static uint32_t spaces_in_repeat(const lg_syntax *node) {
  const uint32_t once = spaces_in_children(node);
  const uint32_t times = once > 0 ? most_repeats(node) : 0;
  return once * times < LG_ANY_SPACES ? once * times : LG_ANY_SPACES;
}

/* Whether a class such as [a-z_] can match white space; what is not plain may. */
static bool class_has_space(const char *raw, size_t length) {
  for (size_t i = 1; i + 1 < length; ++i) {
    const bool word_escape = raw[i] == '\\' && strchr("wdS", raw[i + 1]) != NULL;
    const bool mark_escape = raw[i] == '\\' && strchr(".-/+*:%,", raw[i + 1]) != NULL;
    if (word_escape || mark_escape) {
      ++i;
    } else if ((unsigned char)raw[i] <= ' ' || raw[i] == '\\' || raw[i] == '[' ||
               (raw[i] == '^' && i == 1)) {
      return true;
    }
  }
  return false;
}

/* "\b", "^" and their like take no text. */
static bool is_zero_width(const lg_syntax *node) {
  return node->raw[0] == '^' || node->raw[0] == '$' ||
         (node->raw_length == 2 && node->raw[0] == '\\' && strchr("bBAzZ", node->raw[1]) != NULL);
}

static bool is_assertion(const lg_syntax *node) {
  return node->first != NULL && !node->needed;
}

static uint32_t spaces_in_opaque(const lg_syntax *node) {
  if (is_assertion(node) || is_zero_width(node)) {
    return 0;
  }
  if (node->first != NULL) {
    return spaces_in_children(node);
  }
  if (node->raw[0] == '[') {
    return class_has_space(node->raw, node->raw_length);
  }
  if (node->raw_length == 2 && node->raw[0] == '\\') {
    return strchr("wdS", node->raw[1]) != NULL ? 0 : 2; /* \R takes "\r\n" */
  }
  return node->raw_length == 1 && node->raw[0] == '.' ? 1 : LG_ANY_SPACES;
}

uint32_t lg_syntax_spaces(const lg_syntax *node) {
  switch (node->kind) {
  case LG_SYNTAX_TEXT:
    return spaces_in_text(node);
  case LG_SYNTAX_JOIN:
  case LG_SYNTAX_OPTIONAL:
  case LG_SYNTAX_INFLECTED: /* inflections are of the last word */
    return spaces_in_children(node);
  case LG_SYNTAX_CHOICE:
    return spaces_in_choice(node);
  case LG_SYNTAX_REPEAT:
    return spaces_in_repeat(node);
  case LG_SYNTAX_OPAQUE:
    return spaces_in_opaque(node);
  case LG_SYNTAX_REST:
    return 0;
  case LG_SYNTAX_REFERENCE:
  case LG_SYNTAX_GAP:
    break;
  }
  return LG_ANY_SPACES;
}

/* -- outside of words ------------------------------------------------------------- */

static bool text_ends_outside(const lg_syntax *node, bool outside) {
  if (node->length == 0) {
    return outside;
  }
  const char last = node->text[node->length - 1];
  return (unsigned char)last < 0x80 && !lg_word_is_ascii(last);
}

static bool join_ends_outside(const lg_syntax *node, bool outside) {
  for (const lg_syntax *child = node->first; child != NULL; child = child->next) {
    outside = lg_syntax_ends_outside(child, outside);
  }
  return outside;
}

static bool choice_ends_outside(const lg_syntax *node, bool outside) {
  bool all = true;
  for (const lg_syntax *child = node->first; child != NULL; child = child->next) {
    all &= lg_syntax_ends_outside(child, outside);
  }
  return all;
}

/* Once, or behind itself. */
static bool repeat_ends_outside(const lg_syntax *node, bool outside) {
  const bool once = join_ends_outside(node, outside);
  return once && join_ends_outside(node, once) && (node->needed || outside);
}

static bool opaque_ends_outside(const lg_syntax *node, bool outside) {
  if (is_assertion(node) || is_zero_width(node)) {
    return outside;
  }
  return node->first != NULL && join_ends_outside(node, outside);
}

bool lg_syntax_ends_outside(const lg_syntax *node, bool outside) {
  switch (node->kind) {
  case LG_SYNTAX_TEXT:
    return text_ends_outside(node, outside);
  case LG_SYNTAX_JOIN:
    return join_ends_outside(node, outside);
  case LG_SYNTAX_CHOICE:
    return choice_ends_outside(node, outside);
  case LG_SYNTAX_OPTIONAL:
    return outside && join_ends_outside(node, outside);
  case LG_SYNTAX_REPEAT:
    return repeat_ends_outside(node, outside);
  case LG_SYNTAX_OPAQUE:
    return opaque_ends_outside(node, outside);
  case LG_SYNTAX_INFLECTED:
  case LG_SYNTAX_REST:
  case LG_SYNTAX_REFERENCE:
  case LG_SYNTAX_GAP:
    break;
  }
  return false;
}

/* -- leading bytes -------------------------------------------------------------------
 *
 * The tree is walked with the places at which the piece at hand can begin, one bit for
 * each of the first few bytes of a match: "(raw|s3) (bucket|log)" begins its second
 * piece at place 4 or 3. Every piece adds its bytes to the sets of the places it
 * covers and returns those behind it. Places past the last set are dropped, and where
 * a match can end before it, any byte may follow. */

enum { ALL_PLACES = (1 << LG_LEADING) - 1, LONGEST_CHARACTER = 4 /* bytes */ };

typedef unsigned places; /* bit 1 << i: byte i of a match */

typedef struct leading {
  uint8_t (*sets)[LG_BYTE_SET];
  const lg_inflections *irregular;
  lg_arena *arena;
  bool failed;
} leading;

static places behind(places at, unsigned bytes) {
  return at << bytes & ALL_PLACES;
}

/* These and all that follow. */
static places from_first(places at) {
  places all = at;
  for (unsigned i = 1; i < LG_LEADING; ++i) {
    all |= behind(at, i);
  }
  return all;
}

static void add_range(leading *f, places at, unsigned from, unsigned to) {
  for (unsigned place = 0; place < LG_LEADING; ++place) {
    for (unsigned byte = from; (at >> place & 1u) != 0 && byte <= to; ++byte) {
      f->sets[place][byte / 8] |= (uint8_t)(1u << byte % 8);
    }
  }
}

static void add_byte(leading *f, places at, char byte) {
  add_range(f, at, (unsigned char)byte, (unsigned char)byte);
}

static void add_word_bytes(leading *f, places at) {
  add_range(f, at, '0', '9');
  add_range(f, at, 'A', 'Z');
  add_range(f, at, 'a', 'z');
  add_byte(f, at, '_');
  add_range(f, at, 0x80, 0xFF);
}

/* All bytes from here on, so that nothing is left to be told. */
static places add_any(leading *f, places at) {
  add_range(f, from_first(at), 0, 0xFF);
  return 0;
}

/* Characters that are no ASCII ones. */
static places add_long_characters(leading *f, places at) {
  places after = 0;
  for (unsigned bytes = 1; bytes <= LONGEST_CHARACTER; ++bytes) {
    add_range(f, behind(at, bytes - 1), 0x80, 0xFF);
    after |= behind(at, bytes);
  }
  return after;
}

static places add_text(leading *f, places at, const char *text, size_t length) {
  for (size_t i = 0; i < length; ++i) {
    add_byte(f, at, text[i]);
    if (text[i] == '-') {
      add_byte(f, at, ' ');
    }
    at = behind(at, 1);
  }
  return at;
}

/* From one character of a class to another; `from` is an ASCII one. */
static places add_class_range(leading *f, places at, unsigned char from, unsigned char to) {
  add_range(f, at, from, to < 0x80 ? to : 0x7F);
  return to < 0x80 ? 0 : add_long_characters(f, at);
}

/* A class of single characters, ranges and \d; any other is all bytes. */
static places add_class(leading *f, places at, const char *raw, size_t length) {
  places after = behind(at, 1);
  for (size_t i = 1; i + 1 < length; ++i) {
    const unsigned char c = (unsigned char)raw[i];
    if (c == '\\' && raw[i + 1] == 'd') {
      add_range(f, at, '0', '9');
      after |= add_long_characters(f, at);
      ++i;
    } else if (c == '\\' && strchr(".-/+*:%,", raw[i + 1]) != NULL) {
      add_byte(f, at, raw[++i]);
    } else if (c == '\\' || c == '[' || c == '^') {
      return add_any(f, at);
    } else if (c >= 0x80) {
      after |= add_long_characters(f, at);
    } else if (raw[i + 1] == '-' && i + 3 < length) {
      after |= add_class_range(f, at, c, (unsigned char)raw[i + 2]);
      i += 2;
    } else {
      add_byte(f, at, raw[i]);
    }
  }
  return after;
}

static places add_node(leading *f, places at, const lg_syntax *node);

static places add_join(leading *f, places at, const lg_syntax *node) {
  for (const lg_syntax *child = node->first; child != NULL; child = child->next) {
    at = add_node(f, at, child);
  }
  return at;
}

static places add_choice(leading *f, places at, const lg_syntax *node) {
  places after = 0;
  for (const lg_syntax *child = node->first; child != NULL; child = child->next) {
    after |= add_node(f, at, child);
  }
  return after;
}

static places add_forms(leading *f, places at, const lg_syntax *node) {
  const lg_forms forms = lg_syntax_expand(node, f->irregular, f->arena);
  places after = forms.overflow ? add_any(f, at) : 0;
  f->failed |= forms.failed;
  for (uint32_t i = 0; i < forms.count; ++i) {
    after |= add_text(f, at, forms.items[i].text, forms.items[i].length);
  }
  return after;
}

/* "\w*" and "\w+": word characters of any number. */
static places add_rest(leading *f, places at, bool may_be_empty) {
  add_word_bytes(f, from_first(at));
  return from_first(behind(at, 1)) | (may_be_empty ? at : 0);
}

static places add_repeat(leading *f, places at, const lg_syntax *node) {
  places after = 0;
  places next = at;
  for (unsigned i = 0; i <= LG_LEADING; ++i) {
    next = add_join(f, next, node);
    after |= next;
  }
  return after | (node->needed ? 0 : at);
}

static places add_opaque(leading *f, places at, const lg_syntax *node) {
  if (is_assertion(node) || is_zero_width(node)) {
    return at;
  }
  if (node->first != NULL) {
    return add_join(f, at, node);
  }
  if (node->raw[0] == '[') {
    return add_class(f, at, node->raw, node->raw_length);
  }
  if (node->raw_length == 2 && memcmp(node->raw, "\\w", 2) == 0) {
    add_word_bytes(f, at);
    return add_long_characters(f, at);
  }
  if (node->raw_length == 2 && memcmp(node->raw, "\\d", 2) == 0) {
    add_range(f, at, '0', '9');
    return add_long_characters(f, at);
  }
  return add_any(f, at);
}

static places add_node(leading *f, places at, const lg_syntax *node) {
  switch (node->kind) {
  case LG_SYNTAX_TEXT:
    return add_text(f, at, node->text, node->length);
  case LG_SYNTAX_JOIN:
    return add_join(f, at, node);
  case LG_SYNTAX_CHOICE:
    return add_choice(f, at, node);
  case LG_SYNTAX_OPTIONAL:
    return at | add_join(f, at, node);
  case LG_SYNTAX_INFLECTED:
    return add_forms(f, at, node);
  case LG_SYNTAX_REST:
    return add_rest(f, at, node->number == 0);
  case LG_SYNTAX_REPEAT:
    return add_repeat(f, at, node);
  case LG_SYNTAX_OPAQUE:
    return add_opaque(f, at, node);
  case LG_SYNTAX_REFERENCE:
  case LG_SYNTAX_GAP:
    break;
  }
  return add_any(f, at);
}

bool lg_syntax_leading_bytes(const lg_syntax *tree, const lg_inflections *irregular,
                             lg_arena *arena, uint8_t sets[LG_LEADING][LG_BYTE_SET]) {
  leading f = {sets, irregular, arena, false};
  memset(sets, 0, LG_LEADING * LG_BYTE_SET);
  add_any(&f, add_node(&f, 1, tree));
  return !f.failed;
}
