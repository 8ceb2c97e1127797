#include "pattern/syntax.h"

#include <string.h>

#include "base/fold.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "base/word.h"

/* A recursive-descent parser. It accepts a closed list of constructs and
 * refuses the rest by name, so that nothing reaches PCRE2 whose meaning for the
 * prefilter is not known. */
typedef struct parser {
  const char *text;
  size_t length;
  size_t at;
  unsigned depth;
  lg_arena *arena;
  lg_wording_error *error;
  lg_status status;
} parser;

static lg_syntax *parse_choice(parser *p);

static lg_syntax *reject(parser *p, size_t offset, const char *message, const char *hint) {
  if (p->status == LG_OK) {
    p->status = LG_REJECTED;
    *p->error = (lg_wording_error){.offset = offset, .message = message, .hint = hint};
  }
  return NULL;
}

static lg_syntax *new_node(parser *p, lg_syntax_kind kind, size_t start) {
  lg_syntax *node = lg_arena_take_zeroed(p->arena, sizeof *node);
  if (node == NULL) {
    p->status = LG_NO_MEMORY;
    return NULL;
  }
  node->kind = kind;
  node->start = start;
  node->end = p->at;
  return node;
}

static void adopt(lg_syntax *parent, lg_syntax *child) {
  if (parent->last == NULL) {
    parent->first = child;
  } else {
    parent->last->next = child;
  }
  child->previous = parent->last;
  parent->last = child;
  parent->is_composite |= child->is_composite;
  parent->is_irregular |= child->is_irregular;
}

static bool more(const parser *p) {
  return p->at < p->length;
}
static char here(const parser *p) {
  return p->text[p->at];
}
static char ahead(const parser *p, size_t by) {
  return p->at + by < p->length ? p->text[p->at + by] : '\0';
}
static bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
static bool is_lower(char c) {
  return c >= 'a' && c <= 'z';
}

static bool is_quantifier(const parser *p) {
  return here(p) == '{' && is_digit(ahead(p, 1));
}

static bool is_plain(char c) {
  return (unsigned char)c < 0x80 && strchr("()[]{}<|\\?*+.^$~", c) == NULL;
}

/* -- leaves ---------------------------------------------------------------- */

static lg_syntax *raw_node(parser *p, size_t start) {
  lg_syntax *node = new_node(p, LG_SYNTAX_OPAQUE, start);
  if (node != NULL) {
    node->raw = p->text + start;
    node->raw_length = p->at - start;
    node->raw_end = "";
    node->is_irregular = true;
  }
  return node;
}

static lg_syntax *text_node(parser *p, size_t start, const char *bytes, size_t length) {
  lg_buffer folded;
  lg_buffer_init(&folded, &p->arena->allocator);
  lg_fold(bytes, length, &folded);
  lg_syntax *node = new_node(p, LG_SYNTAX_TEXT, start);
  if (node != NULL && !folded.failed) {
    node->text = lg_arena_copy(p->arena, folded.bytes, folded.length);
    node->length = folded.length;
  }
  if (node == NULL || folded.failed || node->text == NULL) {
    p->status = LG_NO_MEMORY;
    node = NULL;
  }
  lg_buffer_free(&folded);
  return node;
}

/* A run of plain characters, or one character with its combining marks. The
 * last character of a run is left to a quantifier behind it. */
static lg_syntax *parse_literal(parser *p) {
  const size_t start = p->at;
  while (more(p) && is_plain(here(p))) {
    ++p->at;
  }
  if (p->at > start && more(p) && (unsigned char)here(p) >= 0x80) {
    --p->at; /* what follows may combine with it */
  }
  if (p->at > start + 1 && more(p) && strchr("?*+{", here(p)) != NULL &&
      (here(p) != '{' || is_quantifier(p))) {
    --p->at;
  }
  if (p->at == start) {
    lg_buffer ignored;
    lg_buffer_init(&ignored, &p->arena->allocator);
    p->at += lg_fold_cluster(p->text + p->at, p->length - p->at, &ignored);
    lg_buffer_free(&ignored);
  }
  return text_node(p, start, p->text + start, p->at - start);
}

static lg_syntax *parse_escape(parser *p) {
  static const char classes[] = "wWdDsSbBhHvVRNAzZ";
  const size_t start = p->at;
  const char escaped = ahead(p, 1);
  if (escaped == '\0') {
    return reject(p, start, "the wording ends in a backslash", "write \\\\ for a backslash");
  }
  const bool in_word =
      start > 0 && (lg_word_before(p->text, start) || strchr(")?]", p->text[start - 1]) != NULL);
  if (escaped == 'w' && (ahead(p, 2) == '*' || (ahead(p, 2) == '+' && in_word)) &&
      strchr("?+", ahead(p, 3) != '\0' ? ahead(p, 3) : ' ') == NULL) {
    p->at += 3;
    lg_syntax *rest = new_node(p, LG_SYNTAX_REST, start);
    if (rest != NULL) {
      rest->number = p->text[p->at - 1] == '+';
    }
    return rest;
  }
  p->at += 2;
  if (strchr(classes, escaped) != NULL) {
    return raw_node(p, start);
  }
  if (is_digit(escaped) || is_lower(escaped) || (escaped >= 'A' && escaped <= 'Z')) {
    return reject(p, start, "this escape is not supported in wordings",
                  "supported are \\w \\d \\s \\b, their capitals, and \\ before punctuation");
  }
  return text_node(p, start, p->text + start + 1, 1);
}

/* "[sz]": a few plain characters are a choice of texts. NULL: not so simple. */
static lg_syntax *parse_small_class(parser *p) {
  enum { MOST = 8 };
  const size_t start = p->at;
  size_t end = start + 1;
  while (end < p->length && is_plain(p->text[end]) && p->text[end] != '-') {
    ++end;
  }
  if (end == start + 1 || end - start - 1 > MOST || end >= p->length || p->text[end] != ']') {
    return NULL;
  }
  p->at = end + 1;
  lg_syntax *choice = new_node(p, LG_SYNTAX_CHOICE, start);
  for (size_t i = start + 1; choice != NULL && i < end; ++i) {
    lg_syntax *branch = text_node(p, i, p->text + i, 1);
    if (branch == NULL) {
      return NULL;
    }
    adopt(choice, branch);
  }
  return choice;
}

static lg_syntax *parse_class(parser *p) {
  const size_t start = p->at;
  lg_syntax *small = parse_small_class(p);
  if (small != NULL || p->status != LG_OK) {
    return small;
  }
  ++p->at;
  if (more(p) && here(p) == '^') {
    ++p->at;
  }
  if (more(p) && here(p) == ']') {
    ++p->at;
  }
  while (more(p) && here(p) != ']') {
    if (here(p) == '\\') {
      ++p->at;
    } else if (here(p) == '[' && ahead(p, 1) == ':') {
      const char *end = NULL;
      for (size_t i = p->at + 2; i + 1 < p->length && end == NULL; ++i) {
        end = p->text[i] == ':' && p->text[i + 1] == ']' ? p->text + i : NULL;
      }
      p->at = end != NULL ? (size_t)(end - p->text) + 1 : p->at;
    }
    ++p->at;
  }
  if (!more(p)) {
    p->at = p->length;
    return reject(p, start, "the class is not closed", "add ], or write \\[ for a bracket");
  }
  ++p->at;
  lg_syntax *node = raw_node(p, start);
  if (node == NULL) {
    return NULL;
  }
  /* Capitals never occur in folded text. */
  char *lowered = lg_arena_copy(p->arena, node->raw, node->raw_length);
  if (lowered == NULL) {
    p->status = LG_NO_MEMORY;
    return NULL;
  }
  for (size_t i = 1; i < node->raw_length; ++i) {
    if (lowered[i] >= 'A' && lowered[i] <= 'Z' && lowered[i - 1] != '\\') {
      lowered[i] = (char)(lowered[i] + 32);
    }
  }
  node->raw = lowered;
  return node;
}

static lg_syntax *parse_reference(parser *p) {
  const size_t start = p->at++;
  const size_t name = p->at;
  while (more(p) && (is_lower(here(p)) || is_digit(here(p)) || here(p) == '_')) {
    ++p->at;
  }
  if (!more(p) || here(p) != '}' || p->at == name) {
    return reject(p, start, "a { must begin the name of a concept, as in {duration}",
                  "write \\{ for a brace");
  }
  const size_t name_length = p->at - name;
  ++p->at;
  lg_syntax *node = new_node(p, LG_SYNTAX_REFERENCE, start);
  if (node != NULL) {
    node->text = p->text + name;
    node->length = name_length;
    node->is_composite = true;
  }
  return node;
}

static bool is_gap(const parser *p) {
  size_t digits = 1;
  while (digits <= 3 && is_digit(ahead(p, digits))) {
    ++digits;
  }
  return digits > 1 && ahead(p, digits) == '>';
}

static lg_syntax *parse_gap(parser *p) {
  const size_t start = p->at++;
  uint32_t number = 0;
  while (is_digit(here(p))) {
    number = number * 10 + (uint32_t)(here(p) - '0');
    ++p->at;
  }
  ++p->at;
  lg_syntax *node = new_node(p, LG_SYNTAX_GAP, start);
  if (node != NULL) {
    node->number = number;
    node->is_composite = true;
  }
  return node;
}

/* -- groups ---------------------------------------------------------------- */

/* How many bytes the opening takes: 1 for "(", 3 for "(?:", ...; 0 when it is
 * not supported. *plain says whether the group only groups, *assertion whether
 * it looks around without taking text. */
static size_t group_opening(const parser *p, bool *plain, bool *assertion) {
  static const char *const openings[] = {"(?:", "(?>", "(?|", "(?=", "(?!", "(?<=", "(?<!"};
  *plain = true;
  *assertion = false;
  if (ahead(p, 1) == '*') {
    return 0;
  }
  if (ahead(p, 1) != '?') {
    return 1;
  }
  for (size_t i = 0; i < sizeof openings / sizeof openings[0]; ++i) {
    const size_t length = strlen(openings[i]);
    if (p->length - p->at >= length && memcmp(p->text + p->at, openings[i], length) == 0) {
      *plain = i == 0;
      *assertion = i >= 3;
      return length;
    }
  }
  return 0;
}

/* As deep as groups may be nested. */
static bool holds_reference(const lg_syntax *node) {
  if (node->kind == LG_SYNTAX_REFERENCE || node->kind == LG_SYNTAX_GAP) {
    return true;
  }
  for (const lg_syntax *child = node->first; child != NULL; child = child->next) {
    if (holds_reference(child)) {
      return true;
    }
  }
  return false;
}

static lg_syntax *parse_group(parser *p) {
  const size_t start = p->at;
  bool plain;
  bool assertion;
  const size_t opening = group_opening(p, &plain, &assertion);
  if (opening == 0) {
    return reject(p, start, "this kind of group is not supported in wordings",
                  "supported are ( (?: (?> (?= (?! (?<= and (?<!");
  }
  if (++p->depth > LG_LIMIT_WORDING_DEPTH) {
    return reject(p, start, "groups are nested too deep",
                  "give the inner part a concept of its own");
  }
  p->at += opening;
  lg_syntax *inside = parse_choice(p);
  --p->depth;
  if (inside == NULL) {
    return NULL;
  }
  if (!more(p) || here(p) != ')') {
    return reject(p, start, "the group is not closed", "add ), or write \\( for a parenthesis");
  }
  ++p->at;
  if (plain) {
    inside->start = start;
    inside->end = p->at;
    return inside;
  }
  if (holds_reference(inside)) {
    return reject(p, start, "a concept or gap cannot stand in this kind of group",
                  "use a plain group, or `unless` of the concept");
  }
  lg_syntax *node = new_node(p, LG_SYNTAX_OPAQUE, start);
  if (node != NULL) {
    node->raw = p->text + start;
    node->raw_length = opening;
    node->raw_end = ")";
    node->needed = !assertion;
    adopt(node, inside);
    node->is_irregular = true;
    node->is_composite = false;
  }
  return node;
}

/* -- quantifiers, sequences, alternatives ---------------------------------- */

static lg_syntax *wrap(parser *p, lg_syntax_kind kind, lg_syntax *child) {
  lg_syntax *node = new_node(p, kind, child->start);
  if (node != NULL) {
    adopt(node, child);
  }
  return node;
}

/* {2}, {2,} or {2,5}; p->at is on the brace. */
static bool skip_braces(parser *p, bool *at_least_one) {
  size_t at = p->at + 1;
  *at_least_one = p->text[at] != '0';
  while (at < p->length && (is_digit(p->text[at]) || p->text[at] == ',')) {
    ++at;
  }
  if (at >= p->length || p->text[at] != '}') {
    return false;
  }
  p->at = at + 1;
  return true;
}

static lg_syntax *parse_repeat(parser *p, lg_syntax *child) {
  const size_t start = p->at;
  bool needed = here(p) == '+';
  if (here(p) == '{') {
    if (!skip_braces(p, &needed)) {
      return reject(p, start, "the quantifier is not closed", "write {2}, {2,} or {2,5}");
    }
  } else {
    ++p->at;
  }
  if (more(p) && (here(p) == '?' || here(p) == '+')) {
    ++p->at;
  }
  if (child->is_composite) {
    return reject(p, start, "this part cannot be repeated",
                  "write it out as often as it may occur");
  }
  lg_syntax *node = wrap(p, LG_SYNTAX_REPEAT, child);
  if (node != NULL) {
    node->raw = p->text + start;
    node->raw_length = p->at - start;
    node->needed = needed;
    node->is_irregular = true;
  }
  return node;
}

/* Takes the last child away from `join`. */
static lg_syntax *pop(lg_syntax *join) {
  lg_syntax *child = join->last;
  join->last = child->previous;
  if (join->last == NULL) {
    join->first = NULL;
  } else {
    join->last->next = NULL;
  }
  child->previous = NULL;
  return child;
}

static bool is_word_text(const lg_syntax *node) {
  return node != NULL && node->kind == LG_SYNTAX_TEXT && node->length > 0 &&
         is_lower(node->text[node->length - 1]);
}

/* word~ : the last word of the text before it, or the group before it, becomes
 * a node that is inflected. */
static bool inflect_last_word(parser *p, lg_syntax *join) {
  const size_t mark = p->at++;
  lg_syntax *last = join->last;
  const bool word = is_word_text(last);
  if (!word && (last == NULL || last->kind != LG_SYNTAX_CHOICE || last->is_composite ||
                last->is_irregular)) {
    reject(p, mark, "a ~ must follow a word", "write merge~ for merge, merges, merged, merging");
    return false;
  }
  lg_syntax *node = new_node(p, LG_SYNTAX_INFLECTED, last->start);
  if (node == NULL) {
    return false;
  }
  size_t split = word ? last->length : 0;
  while (split > 0 && is_lower(last->text[split - 1])) {
    --split;
  }
  if (word && split > 0) {
    lg_syntax *tail = new_node(p, LG_SYNTAX_TEXT, last->start);
    if (tail == NULL) {
      return false;
    }
    tail->text = last->text + split;
    tail->length = last->length - split;
    if (last->end - last->start == last->length) {
      tail->start = last->start + split;
      last->end = last->start + split;
    }
    last->length = split;
    adopt(node, tail);
  } else {
    adopt(node, pop(join));
  }
  adopt(join, node);
  return true;
}

static lg_syntax *parse_atom(parser *p) {
  switch (here(p)) {
  case '(':
    return parse_group(p);
  case '[':
    return parse_class(p);
  case '\\':
    return parse_escape(p);
  case '{':
    return parse_reference(p);
  case '<':
    return is_gap(p) ? parse_gap(p) : parse_literal(p);
  case '.':
  case '^':
  case '$': {
    const size_t start = p->at++;
    return raw_node(p, start);
  }
  case '*':
  case '+':
  case '?':
    return reject(p, p->at, "there is nothing before this quantifier to repeat",
                  "write \\ before it for the character itself");
  default:
    return parse_literal(p);
  }
}

/* "(\w+ )?" and "( \w+)?": one other word may stand here, as in <1>. */
static bool is_any_word(const lg_syntax *group) {
  const lg_syntax *join = group->kind == LG_SYNTAX_CHOICE ? group->first : NULL;
  if (join == NULL || join != group->last || join->first == NULL ||
      join->last != join->first->next) {
    return false;
  }
  const bool space_first = join->first->kind == LG_SYNTAX_TEXT;
  const lg_syntax *space = space_first ? join->first : join->last;
  const lg_syntax *word = space_first ? join->last : join->first;
  return space->kind == LG_SYNTAX_TEXT && space->length == 1 && space->text[0] == ' ' &&
         word->kind == LG_SYNTAX_REPEAT && word->raw_length == 1 && word->raw[0] == '+' &&
         word->first->kind == LG_SYNTAX_OPAQUE && word->first->raw_length == 2 &&
         memcmp(word->first->raw, "\\w", 2) == 0;
}

/* An optional other word is a gap, unless the wording begins or ends with it. */
static lg_syntax *optional(parser *p, lg_syntax *atom) {
  const bool inside = atom->start > 0 && p->at < p->length && p->depth == 0;
  if (!inside || !is_any_word(atom)) {
    return wrap(p, LG_SYNTAX_OPTIONAL, atom);
  }
  lg_syntax *gap = new_node(p, LG_SYNTAX_GAP, atom->start);
  if (gap != NULL) {
    gap->number = 1;
    gap->is_composite = true;
  }
  return gap;
}

static lg_syntax *apply_quantifier(parser *p, lg_syntax *atom) {
  while (atom != NULL && more(p)) {
    const char c = here(p);
    if (c == '?') {
      ++p->at;
      if (more(p) && (here(p) == '?' || here(p) == '+')) {
        return reject(p, p->at, "lazy and possessive ? are not supported in wordings", "");
      }
      atom = optional(p, atom);
    } else if (c == '*' || c == '+' || is_quantifier(p)) {
      atom = parse_repeat(p, atom);
    } else {
      break;
    }
  }
  return atom;
}

/* "partition\w* key": found as two neighbours, without PCRE2. */
static bool has_open_word_inside(const lg_syntax *join) {
  for (const lg_syntax *child = join->first; child != NULL; child = child->next) {
    const lg_syntax *next = child->next;
    if (child->kind == LG_SYNTAX_REST && next != NULL && next->kind == LG_SYNTAX_TEXT &&
        next->text[0] == ' ') {
      return true;
    }
  }
  return false;
}

static lg_syntax *parse_join(parser *p) {
  lg_syntax *join = new_node(p, LG_SYNTAX_JOIN, p->at);
  while (join != NULL && more(p) && here(p) != '|' && here(p) != ')') {
    if (here(p) == '~') {
      if (!inflect_last_word(p, join)) {
        return NULL;
      }
      continue;
    }
    lg_syntax *atom = apply_quantifier(p, parse_atom(p));
    if (atom == NULL) {
      return NULL;
    }
    adopt(join, atom);
  }
  if (join != NULL) {
    join->end = p->at;
    join->is_composite |= !join->is_irregular && has_open_word_inside(join);
  }
  return join;
}

static lg_syntax *parse_choice(parser *p) {
  lg_syntax *choice = new_node(p, LG_SYNTAX_CHOICE, p->at);
  if (choice == NULL) {
    return NULL;
  }
  for (;;) {
    lg_syntax *branch = parse_join(p);
    if (branch == NULL) {
      return NULL;
    }
    adopt(choice, branch);
    if (!more(p) || here(p) != '|') {
      break;
    }
    ++p->at;
  }
  choice->end = p->at;
  return choice;
}

lg_status lg_syntax_parse(lg_syntax **out, const char *text, size_t length, lg_arena *arena,
                          lg_wording_error *error) {
  parser p = {.text = text, .length = length, .arena = arena, .error = error};
  *out = NULL;
  if (length > LG_LIMIT_WORDING_BYTES) {
    reject(&p, LG_LIMIT_WORDING_BYTES, "the wording is too long", "split it into several wordings");
    return p.status;
  }
  const size_t valid = lg_utf8_valid_length(text, length);
  if (valid != length || memchr(text, '\0', length) != NULL) {
    reject(&p, valid != length ? valid : 0, "the wording is not valid UTF-8 text", "");
    return p.status;
  }
  lg_syntax *tree = parse_choice(&p);
  if (tree != NULL && more(&p)) {
    reject(&p, p.at, "this parenthesis closes nothing", "write \\) for a parenthesis");
    tree = NULL;
  }
  *out = tree;
  return p.status;
}
