#include "rubric/expression.h"

#include <string.h>

#include "base/limits.h"

bool lg_is_reserved(const char *word) {
  static const char *const WORDS[] = {
      "and",    "or", "not", "near", "then", "within", "in",       "before", "after",    "under",
      "unless", "of", "all", "any",  "none", "by",     "distinct", "inside", "followed", "preceded",
  };
  for (size_t i = 0; i < sizeof WORDS / sizeof WORDS[0]; ++i) {
    if (strcmp(WORDS[i], word) == 0) {
      return true;
    }
  }
  return false;
}

uint32_t lg_find_reading(const char *name, size_t length) {
  for (uint32_t i = 0; lg_reading_names[i].name != NULL; ++i) {
    if (strlen(lg_reading_names[i].name) == length &&
        memcmp(lg_reading_names[i].name, name, length) == 0) {
      return i;
    }
  }
  return LG_NONE;
}

lg_place_in_file lg_expression_place(const lg_expression *expression) {
  const size_t length =
      expression->end > expression->begin ? expression->end - expression->begin : 0;
  return lg_at_part(expression->node, expression->begin, length);
}

/* -- writing ------------------------------------------------------------------ */

/* How tightly an expression binds; a looser one inside a tighter one needs
 * parentheses. */
typedef enum tightness { LOOSE_OR, LOOSE_AND, LOOSE_NOT, PLACED, WINDOW, PRIMARY } tightness;

static tightness tightness_of(const lg_expression *expression) {
  switch (expression->kind) {
  case LG_EXPRESSION_OR:
    return LOOSE_OR;
  case LG_EXPRESSION_AND:
    return LOOSE_AND;
  case LG_EXPRESSION_NOT:
    return LOOSE_NOT;
  case LG_EXPRESSION_PLACE:
  case LG_EXPRESSION_BEFORE:
  case LG_EXPRESSION_AFTER:
  case LG_EXPRESSION_UNDER:
  case LG_EXPRESSION_UNLESS:
    return PLACED;
  case LG_EXPRESSION_NEAR:
  case LG_EXPRESSION_THEN:
    return WINDOW;
  case LG_EXPRESSION_SET:
  case LG_EXPRESSION_DISTINCT:
    return expression->has_window ? WINDOW : PRIMARY;
  default:
    return PRIMARY;
  }
}

static void write_within(lg_buffer *out, lg_distance distance, bool always) {
  static const char *const UNITS[] = {
      [LG_UNIT_WORDS] = "word",         [LG_UNIT_CLAUSES] = "clause",
      [LG_UNIT_SENTENCES] = "sentence", [LG_UNIT_PARAGRAPHS] = "paragraph",
      [LG_UNIT_SECTIONS] = "section",   [LG_UNIT_ANSWER] = "answer",
  };
  if (!always && distance.unit == LG_UNIT_SENTENCES && distance.count == 1) {
    return;
  }
  lg_buffer_format(out, " within %u %s%s", (unsigned)distance.count, UNITS[distance.unit],
                   distance.count == 1 ? "" : "s");
}

static void write_place(lg_buffer *out, lg_place place) {
  switch (place.kind) {
  case LG_PLACE_ATTRIBUTE:
    lg_buffer_add_text(out, lg_attribute_name(place.value));
    break;
  case LG_PLACE_BODY:
    lg_buffer_add_text(out, "body");
    break;
  case LG_PLACE_FIRST_PERCENT:
  case LG_PLACE_LAST_PERCENT:
    lg_buffer_format(out, "%s %u%%", place.kind == LG_PLACE_FIRST_PERCENT ? "first" : "last",
                     (unsigned)place.value);
    break;
  case LG_PLACE_FIRST_SENTENCES:
  case LG_PLACE_LAST_SENTENCES:
    lg_buffer_format(out, "%s %u sentence%s",
                     place.kind == LG_PLACE_FIRST_SENTENCES ? "first" : "last",
                     (unsigned)place.value, place.value == 1 ? "" : "s");
    break;
  }
}

static void write_expression(lg_buffer *out, const lg_expression *expression);

static void write_child(lg_buffer *out, const lg_expression *parent, uint32_t index,
                        tightness least) {
  const lg_expression *child = parent->children[index];
  const bool wrap = tightness_of(child) < least;
  lg_buffer_add_text(out, wrap ? "(" : "");
  write_expression(out, child);
  lg_buffer_add_text(out, wrap ? ")" : "");
}

static void write_joined(lg_buffer *out, const lg_expression *parent, const char *joiner,
                         tightness least) {
  for (uint32_t i = 0; i < parent->count && out->length <= LG_LIMIT_EXCERPT_BYTES; ++i) {
    lg_buffer_add_text(out, i > 0 ? joiner : "");
    write_child(out, parent, i, least);
  }
}

static void write_quantity(lg_buffer *out, const lg_expression *set) {
  switch (set->quantity) {
  case LG_QUANTITY_COUNT:
    lg_buffer_add_unsigned(out, set->at_least);
    break;
  case LG_QUANTITY_RANGE:
    lg_buffer_format(out, "%u..%u", (unsigned)set->at_least, (unsigned)set->at_most);
    break;
  case LG_QUANTITY_PERCENT:
    lg_buffer_format(out, "%u%%", (unsigned)set->at_least);
    break;
  case LG_QUANTITY_ALL:
    lg_buffer_add_text(out, "all");
    break;
  case LG_QUANTITY_ANY:
    lg_buffer_add_text(out, "any");
    break;
  case LG_QUANTITY_NONE:
    lg_buffer_add_text(out, "none");
    break;
  }
}

static void write_set(lg_buffer *out, const lg_expression *set) {
  const bool star = set->count == 1 && set->children[0]->kind == LG_EXPRESSION_PREFIX;
  write_quantity(out, set);
  lg_buffer_add_text(out, star ? " of " : " of (");
  write_joined(out, set, ", ", LOOSE_OR);
  lg_buffer_add_text(out, star ? "" : ")");
  if (set->has_window) {
    write_within(out, set->distance, true);
  }
}

static void write_unless(lg_buffer *out, const lg_expression *unless) {
  static const char *const RELATIONS[] = {
      [LG_RELATION_NEAR] = "",
      [LG_RELATION_INSIDE] = "inside ",
      [LG_RELATION_FOLLOWED] = "followed by ",
      [LG_RELATION_PRECEDED] = "preceded by ",
  };
  write_child(out, unless, 0, PLACED);
  lg_buffer_format(out, " unless %s", RELATIONS[unless->relation]);
  write_child(out, unless, 1, WINDOW);
  if (unless->relation == LG_RELATION_NEAR) {
    write_within(out, unless->distance, false);
  }
}

static void write_beside(lg_buffer *out, const lg_expression *expression, const char *word) {
  write_child(out, expression, 0, PLACED);
  lg_buffer_format(out, " %s%s ", expression->negated ? "not " : "", word);
  write_child(out, expression, 1, WINDOW);
}

static void write_level(lg_buffer *out, const lg_expression *expression) {
  static const char *const SIGNS[] = {
      [LG_AT_LEAST] = ">=", [LG_ABOVE] = ">",    [LG_EQUAL] = "=",
      [LG_BELOW] = "<",     [LG_AT_MOST] = "<=",
  };
  lg_buffer_format(out, "%s %s %u", expression->name, SIGNS[expression->comparison],
                   (unsigned)expression->level);
}

static void write_expression(lg_buffer *out, const lg_expression *expression) {
  if (out->length > LG_LIMIT_EXCERPT_BYTES) {
    return;
  }
  switch (expression->kind) {
  case LG_EXPRESSION_NAME:
    lg_buffer_add_text(out, expression->name);
    break;
  case LG_EXPRESSION_PREFIX:
    lg_buffer_format(out, "%s*", expression->name);
    break;
  case LG_EXPRESSION_LEVEL:
    write_level(out, expression);
    break;
  case LG_EXPRESSION_READING:
    lg_buffer_format(out, "%s(", lg_reading_names[expression->reading].name);
    write_child(out, expression, 0, LOOSE_OR);
    lg_buffer_add_text(out, ")");
    break;
  case LG_EXPRESSION_OR:
    write_joined(out, expression, " or ", LOOSE_AND);
    break;
  case LG_EXPRESSION_AND:
    write_joined(out, expression, " and ", LOOSE_NOT);
    break;
  case LG_EXPRESSION_NOT:
    lg_buffer_add_text(out, "not ");
    write_child(out, expression, 0, LOOSE_NOT);
    break;
  case LG_EXPRESSION_NEAR:
  case LG_EXPRESSION_THEN:
    write_joined(out, expression, expression->kind == LG_EXPRESSION_NEAR ? " near " : " then ",
                 PRIMARY);
    write_within(out, expression->distance, false);
    break;
  case LG_EXPRESSION_SET:
    write_set(out, expression);
    break;
  case LG_EXPRESSION_DISTINCT:
    lg_buffer_format(out, "%u distinct ", (unsigned)expression->at_least);
    write_child(out, expression, 0, PRIMARY);
    if (expression->has_window) {
      write_within(out, expression->distance, true);
    }
    break;
  case LG_EXPRESSION_PLACE:
    write_child(out, expression, 0, PLACED);
    lg_buffer_add_text(out, expression->negated ? " not in " : " in ");
    write_place(out, expression->place);
    break;
  case LG_EXPRESSION_BEFORE:
    write_beside(out, expression, "before");
    break;
  case LG_EXPRESSION_AFTER:
    write_beside(out, expression, "after");
    break;
  case LG_EXPRESSION_UNDER:
    write_beside(out, expression, "under");
    break;
  case LG_EXPRESSION_UNLESS:
    write_unless(out, expression);
    break;
  }
}

void lg_expression_write(lg_buffer *out, const lg_expression *expression) {
  write_expression(out, expression);
  if (out->length > LG_LIMIT_EXCERPT_BYTES) {
    lg_buffer_add_text(out, "…");
  }
}

/* -- comparing ---------------------------------------------------------------- */

static bool same_name(const char *left, const char *right) {
  return left == right || (left != NULL && right != NULL && strcmp(left, right) == 0);
}

bool lg_expression_same(const lg_expression *left, const lg_expression *right) {
  if (left->kind != right->kind || left->count != right->count ||
      !same_name(left->name, right->name) || left->reading != right->reading ||
      left->has_window != right->has_window || left->distance.unit != right->distance.unit ||
      left->distance.count != right->distance.count || left->quantity != right->quantity ||
      left->at_least != right->at_least || left->at_most != right->at_most ||
      left->place.kind != right->place.kind || left->place.value != right->place.value ||
      left->negated != right->negated || left->relation != right->relation ||
      left->comparison != right->comparison || left->level != right->level) {
    return false;
  }
  for (uint32_t i = 0; i < left->count; ++i) {
    if (!lg_expression_same(left->children[i], right->children[i])) {
      return false;
    }
  }
  return true;
}
