/* Whether every expression makes sense where it stands: has a position where one
 * is needed, is not nested too deep, can hold. Names are resolved, and signals
 * are in an order in which each stands behind those it uses. */
#include "rubric/build.h"

/* -- positions ---------------------------------------------------------------- */

/* Reports that an expression without a position stands where `where` needs one. */
static bool no_position(lg_build *build, const lg_expression *expression, const char *where) {
  if (where == NULL) {
    return false;
  }
  lg_place_in_file place = lg_expression_place(expression);
  switch (expression->kind) {
  case LG_EXPRESSION_NOT:
    lg_hint(&build->reader, "write `a unless b`, or put the `not` outside: `a near b and not c`");
    lg_error(&build->reader, LG_CODE_NO_POSITION, place, "`not` has no position, and %s needs one",
             where);
    break;
  case LG_EXPRESSION_AND:
    lg_hint(&build->reader, "write `near`, or put the `and` outside: `a near b and c`");
    lg_error(&build->reader, LG_CODE_NO_POSITION, place, "`and` has no position, and %s needs one",
             where);
    break;
  case LG_EXPRESSION_SET:
    lg_hint(&build->reader, "write `unless any of (…)`");
    lg_error(&build->reader, LG_CODE_NO_POSITION, place,
             "`none of` has no position, and %s needs one", where);
    break;
  default:
    lg_hint(&build->reader, "put it outside: `a near b and %s`", expression->name);
    lg_error(&build->reader, LG_CODE_NO_POSITION, place,
             "%s `%s` has no position, and %s needs one",
             expression->reference.kind == LG_REFERENCE_SIGNAL ? "the signal" : "the criterion",
             expression->name, where);
    break;
  }
  return false;
}

static bool check_position(lg_build *build, const lg_expression *expression, const char *where);

static bool check_children(lg_build *build, const lg_expression *expression, const char *where) {
  bool located = true;
  for (uint32_t i = 0; i < expression->count; ++i) {
    located &= check_position(build, expression->children[i], where);
  }
  return located;
}

static bool check_set(lg_build *build, const lg_expression *set, const char *where) {
  const bool none = set->quantity == LG_QUANTITY_NONE || set->at_least == 0;
  if (none && set->has_window) {
    lg_hint(&build->reader, set->quantity == LG_QUANTITY_NONE ? "write `not (any of (…) within …)`"
                                                              : "begin the range at 1");
    lg_error(&build->reader, LG_CODE_NO_POSITION, lg_expression_place(set),
             "nothing can be found where none is, so a window makes no sense here");
    return false;
  }
  const bool located = check_children(build, set,
                                      set->has_window ? "`within`"
                                      : none          ? NULL
                                                      : where);
  return none ? no_position(build, set, where) : located;
}

/* What is left when readings, places and the like are taken off: each keeps some
 * of the matches of its first part, as they are. */
static const lg_expression *unfiltered(const lg_expression *expression) {
  while (expression->kind == LG_EXPRESSION_READING || expression->kind == LG_EXPRESSION_PLACE ||
         expression->kind == LG_EXPRESSION_BEFORE || expression->kind == LG_EXPRESSION_AFTER ||
         expression->kind == LG_EXPRESSION_UNDER || expression->kind == LG_EXPRESSION_UNLESS) {
    expression = expression->children[0];
  }
  return expression;
}

static bool check_distinct(lg_build *build, const lg_expression *distinct) {
  const lg_expression *counted = distinct->children[0];
  const lg_expression *name = unfiltered(counted);
  if (counted != name) {
    check_children(build, distinct, NULL);
  }
  if (name->kind != LG_EXPRESSION_NAME) {
    lg_hint(&build->reader, "it takes one name, or in brackets one with a reading or a place, "
                            "such as `3 distinct (a in closing)`");
    lg_error(&build->reader, LG_CODE_NO_POSITION, lg_expression_place(name),
             "`distinct` counts the wordings of one concept");
  } else if (name->reference.kind != LG_REFERENCE_CONCEPT &&
             name->reference.kind != LG_REFERENCE_NONE) {
    lg_hint(&build->reader, "for different signals write `3 of (a, b, c)`");
    lg_error(&build->reader, LG_CODE_NO_POSITION, lg_expression_place(name),
             "`distinct` counts the wordings of a concept, and `%s` is %s", name->name,
             name->reference.kind == LG_REFERENCE_SIGNAL ? "a signal" : "a criterion");
  }
  return true;
}

static bool check_members(lg_build *build, const lg_expression *prefix, const char *where) {
  for (uint32_t i = 0; i < prefix->member_count; ++i) {
    const lg_reference member = prefix->members[i];
    if (member.kind == LG_REFERENCE_SIGNAL && !build->signals[member.number].located) {
      if (where != NULL) {
        lg_hint(&build->reader, "name the members of the set one by one");
        lg_error(&build->reader, LG_CODE_NO_POSITION, lg_expression_place(prefix),
                 "the signal `%s` has no position, and %s needs one",
                 build->signals[member.number].name, where);
      }
      return false;
    }
  }
  return true;
}

/* Whether an expression has a position; `where`, unless NULL, needs it to. */
static bool check_position(lg_build *build, const lg_expression *expression, const char *where) {
  switch (expression->kind) {
  case LG_EXPRESSION_NAME:
    if (expression->reference.kind == LG_REFERENCE_CRITERION ||
        (expression->reference.kind == LG_REFERENCE_SIGNAL &&
         !build->signals[expression->reference.number].located)) {
      return no_position(build, expression, where);
    }
    return true;
  case LG_EXPRESSION_LEVEL:
    return no_position(build, expression, where);
  case LG_EXPRESSION_NOT:
  case LG_EXPRESSION_AND:
    check_children(build, expression, NULL);
    return no_position(build, expression, where);
  case LG_EXPRESSION_OR:
    return check_children(build, expression, where);
  case LG_EXPRESSION_SET:
    return check_set(build, expression, where);
  case LG_EXPRESSION_PREFIX:
    return check_members(build, expression, where);
  case LG_EXPRESSION_DISTINCT:
    return check_distinct(build, expression);
  default:
    break;
  }
  static const char *const OPERATORS[] = {
      [LG_EXPRESSION_READING] = "a reading", [LG_EXPRESSION_NEAR] = "`near`",
      [LG_EXPRESSION_THEN] = "`then`",       [LG_EXPRESSION_PLACE] = "`in`",
      [LG_EXPRESSION_BEFORE] = "`before`",   [LG_EXPRESSION_AFTER] = "`after`",
      [LG_EXPRESSION_UNDER] = "`under`",     [LG_EXPRESSION_UNLESS] = "`unless`",
  };
  check_children(build, expression, OPERATORS[expression->kind]);
  return true;
}

/* -- conditions --------------------------------------------------------------- */

/* The height of the condition that an expression becomes, signals without a
 * position put in. */
static uint32_t condition_height(lg_build *build, const lg_expression *expression) {
  if (expression->kind == LG_EXPRESSION_NAME) {
    return expression->reference.kind == LG_REFERENCE_SIGNAL
               ? build->signals[expression->reference.number].height
               : 1;
  }
  if (expression->kind != LG_EXPRESSION_NOT && expression->kind != LG_EXPRESSION_AND &&
      expression->kind != LG_EXPRESSION_OR && expression->kind != LG_EXPRESSION_SET) {
    return 1;
  }
  uint32_t highest = 0;
  for (uint32_t i = 0; i < expression->count; ++i) {
    const lg_expression *child = expression->children[i];
    uint32_t height = condition_height(build, child);
    for (uint32_t j = 0; j < child->member_count; ++j) {
      const lg_reference member = child->members[j];
      if (member.kind == LG_REFERENCE_SIGNAL && build->signals[member.number].height > height) {
        height = build->signals[member.number].height;
      }
    }
    highest = height > highest ? height : highest;
  }
  return highest + 1;
}

/* `a and not a` */
static void check_contradiction(lg_build *build, const lg_expression *expression) {
  enum { MOST_COMPARED = 64 };
  for (uint32_t i = 0; i < expression->count; ++i) {
    check_contradiction(build, expression->children[i]);
  }
  if (expression->kind != LG_EXPRESSION_AND || expression->count > MOST_COMPARED) {
    return;
  }
  for (uint32_t i = 0; i < expression->count; ++i) {
    const lg_expression *negated = expression->children[i];
    for (uint32_t j = 0; negated->kind == LG_EXPRESSION_NOT && j < expression->count; ++j) {
      if (lg_expression_same(negated->children[0], expression->children[j])) {
        lg_error(&build->reader, LG_CODE_CANNOT_HOLD, lg_expression_place(expression),
                 "this can never hold: the same is asked for and ruled out");
        return;
      }
    }
  }
}

static void check_root(lg_build *build, const lg_root *root) {
  const bool located = check_position(build, root->expression, root->where);
  uint32_t height = located ? 1 : condition_height(build, root->expression);
  check_contradiction(build, root->expression);
  if (height > LG_LIMIT_EXPRESSION_DEPTH) {
    lg_error(&build->reader, LG_CODE_EXPRESSION_TOO_DEEP, lg_expression_place(root->expression),
             "with the signals it uses, the expression is nested too deep");
    height = 1; /* one report is enough */
  }
  if (root->owner.kind == LG_REFERENCE_SIGNAL) {
    lg_signal_rule *signal = &build->signals[root->owner.number];
    signal->located = located;
    signal->height = height;
  }
}

void lg_check_positions(lg_build *build) {
  const lg_root **of_signal =
      lg_reader_take(&build->reader, build->signal_count, sizeof *of_signal);
  if (of_signal == NULL) {
    return;
  }
  for (size_t i = 0; i < build->root_count; ++i) {
    if (build->roots[i].owner.kind == LG_REFERENCE_SIGNAL) {
      of_signal[build->roots[i].owner.number] = &build->roots[i];
    }
  }
  for (size_t i = 0; i < build->signal_count; ++i) {
    build->signals[i].located = true; /* of a broken or circular one say no more */
  }
  for (size_t i = 0; i < build->signal_count + build->criterion_count; ++i) {
    const uint32_t node = build->order[i];
    if (node < build->signal_count && of_signal[node] != NULL) {
      check_root(build, of_signal[node]);
    }
  }
  for (size_t i = 0; i < build->root_count; ++i) {
    if (build->roots[i].owner.kind != LG_REFERENCE_SIGNAL) {
      check_root(build, &build->roots[i]);
    }
  }
}
