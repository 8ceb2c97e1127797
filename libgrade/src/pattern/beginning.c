#include "pattern/beginning.h"

#include <string.h>

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

/* -- first bytes --------------------------------------------------------------------- */

typedef struct first_bytes {
  uint8_t *set;
  const lg_inflections *irregular;
  lg_arena *arena;
  bool failed;
} first_bytes;

static void add_range(first_bytes *f, unsigned from, unsigned to) {
  for (unsigned byte = from; byte <= to; ++byte) {
    f->set[byte / 8] |= (uint8_t)(1u << byte % 8);
  }
}

static void add_byte(first_bytes *f, char byte) {
  add_range(f, (unsigned char)byte, (unsigned char)byte);
}

static void add_word_bytes(first_bytes *f) {
  add_range(f, '0', '9');
  add_range(f, 'A', 'Z');
  add_range(f, 'a', 'z');
  add_byte(f, '_');
  add_range(f, 0x80, 0xFF);
}

static void add_any(first_bytes *f) {
  add_range(f, 0, 0xFF);
}

static void add_first_of(first_bytes *f, const char *text, size_t length) {
  if (length == 0) {
    add_any(f);
  } else {
    add_byte(f, text[0]);
    add_byte(f, text[0] == '-' ? ' ' : text[0]);
  }
}

/* A class of single characters, ranges, \w and \d; any other is all bytes. */
static void add_class(first_bytes *f, const char *raw, size_t length) {
  for (size_t i = 1; i + 1 < length; ++i) {
    const unsigned char c = (unsigned char)raw[i];
    if (c == '\\' && raw[i + 1] == 'd') {
      add_range(f, '0', '9');
      add_range(f, 0x80, 0xFF);
      ++i;
    } else if (c == '\\' && strchr(".-/+*:%,", raw[i + 1]) != NULL) {
      add_byte(f, raw[++i]);
    } else if (c == '\\' || c == '[' || c == '^' || c >= 0x80) {
      add_any(f);
    } else if (raw[i + 1] == '-' && i + 3 < length) {
      add_range(f, c, (unsigned char)raw[i + 2]);
      i += 2;
    } else {
      add_byte(f, raw[i]);
    }
  }
}

static bool add_first(first_bytes *f, const lg_syntax *node);

/* Of a join. Returns whether all of it can be empty. */
static bool add_first_of_children(first_bytes *f, const lg_syntax *node) {
  for (const lg_syntax *child = node->first; child != NULL; child = child->next) {
    if (!add_first(f, child)) {
      return false;
    }
  }
  return true;
}

static bool add_first_of_choice(first_bytes *f, const lg_syntax *node) {
  bool empty = false;
  for (const lg_syntax *child = node->first; child != NULL; child = child->next) {
    empty |= add_first(f, child);
  }
  return empty;
}

static void add_first_of_forms(first_bytes *f, const lg_syntax *node) {
  const lg_forms forms = lg_syntax_expand(node, f->irregular, f->arena);
  f->failed |= forms.failed;
  if (forms.overflow) {
    add_any(f);
  }
  for (uint32_t i = 0; i < forms.count; ++i) {
    add_first_of(f, forms.items[i].text, forms.items[i].length);
  }
}

static bool add_first_of_opaque(first_bytes *f, const lg_syntax *node) {
  if (is_assertion(node) || is_zero_width(node)) {
    return true;
  }
  if (node->first != NULL) {
    return add_first_of_children(f, node);
  }
  if (node->raw[0] == '[') {
    add_class(f, node->raw, node->raw_length);
  } else if (node->raw_length == 2 && memcmp(node->raw, "\\w", 2) == 0) {
    add_word_bytes(f);
  } else if (node->raw_length == 2 && memcmp(node->raw, "\\d", 2) == 0) {
    add_range(f, '0', '9');
    add_range(f, 0x80, 0xFF);
  } else {
    add_any(f);
  }
  return false;
}

/* Returns whether the node can be empty, so that what follows may come first. */
static bool add_first(first_bytes *f, const lg_syntax *node) {
  switch (node->kind) {
  case LG_SYNTAX_TEXT:
    add_first_of(f, node->text, node->length);
    return false;
  case LG_SYNTAX_JOIN:
    return add_first_of_children(f, node);
  case LG_SYNTAX_CHOICE:
    return add_first_of_choice(f, node);
  case LG_SYNTAX_OPTIONAL:
    add_first_of_children(f, node);
    return true;
  case LG_SYNTAX_INFLECTED:
    add_first_of_forms(f, node);
    return false;
  case LG_SYNTAX_REST:
    add_word_bytes(f);
    return node->number == 0;
  case LG_SYNTAX_REPEAT:
    return add_first_of_children(f, node) || !node->needed;
  case LG_SYNTAX_OPAQUE:
    return add_first_of_opaque(f, node);
  case LG_SYNTAX_REFERENCE:
  case LG_SYNTAX_GAP:
    break;
  }
  add_any(f);
  return false;
}

bool lg_syntax_first_bytes(const lg_syntax *tree, const lg_inflections *irregular, lg_arena *arena,
                           uint8_t set[LG_BYTE_SET]) {
  first_bytes f = {set, irregular, arena, false};
  memset(set, 0, LG_BYTE_SET);
  if (add_first(&f, tree)) {
    add_any(&f);
  }
  return !f.failed;
}
