/* A condition as a tree, every part with what it found.
 *
 * A level of a large rubric has thousands of parts, so what says little is left to
 * --verbose: alternatives that found nothing, and the inside of signals that stand
 * inside other signals. A part is written out once; the next time it says so. */
#include "api/explain.h"

#include <string.h>

enum {
  DEEPEST = 60,              /* parts within parts */
  USUALLY_NAMED = 1,         /* signals within signals that are written out */
  ALTERNATIVES = 6,          /* of which nothing was found */
  ASIDE = USUALLY_NAMED + 1, /* as deep as a part is put that decides nothing */
  CHILDREN = 8,              /* of a condition, that are written out */
  LISTED = 12                /* else so many by name */
};

static const lg_finding *finding_of(const lg_explainer *e, uint32_t node) {
  return &e->matched.evidence->findings[node];
}

/* -- nodes ------------------------------------------------------------------------------ */

static bool is_signal(const lg_node *node) {
  return node->name != 0 && node->kind != LG_NODE_CONCEPT && node->kind != LG_NODE_WITH;
}

static void gather_name(lg_explainer *e, uint32_t number) {
  const lg_node *node = &e->program->nodes[number];
  const char *label = lg_explain_label(e, number);
  const char *text = lg_program_text(e->program, node->text);
  lg_explain_text(e, label);
  if (node->kind == LG_NODE_WITH) {
    lg_layout_format(&e->layout, ", beside the topic");
  } else if (node->kind == LG_NODE_WEIGH) {
    lg_layout_format(&e->layout, " in %s", lg_sum(e->program, node)->written_window);
  } else if (is_signal(node) && text != NULL && strcmp(text, label) != 0) {
    lg_layout_format(&e->layout, " = ");
    lg_explain_text(e, text);
  }
}

static void gather_found(lg_explainer *e, uint32_t number) {
  const lg_finding *finding = finding_of(e, number);
  if (finding->undetermined) {
    lg_layout_format(&e->layout, ": undetermined, a limit was met");
  } else if (e->program->nodes[number].kind == LG_NODE_WEIGH) {
    lg_layout_format(&e->layout, finding->count > 0 ? ": reached" : ": not reached");
  } else if (finding->count > 0) {
    lg_layout_format(&e->layout, ": ");
    lg_explain_quotes(e, finding, finding->count);
  } else if (e->partial[number] == 0) {
    lg_layout_format(&e->layout, ": not found");
  } else if (e->program->nodes[number].kind == LG_NODE_CONCEPT) {
    lg_layout_format(&e->layout, ": left out");
  } else {
    lg_layout_format(&e->layout, ": does not hold");
  }
}

/* Whether an alternative tells something: it is found, or nearly. */
static bool tells(const lg_explainer *e, uint32_t node) {
  return finding_of(e, node)->count > 0 || finding_of(e, node)->undetermined;
}

static void explain_alternatives(lg_explainer *e, const lg_node *node, uint32_t depth,
                                 uint32_t named) {
  bool any = false;
  uint32_t shown = 0;
  uint32_t left = 0;
  for (uint32_t i = 0; i < node->child_count; ++i) {
    any = any || tells(e, lg_children(e->program, node)[i]);
  }
  for (uint32_t i = 0; i < node->child_count; ++i) {
    const uint32_t child = lg_children(e->program, node)[i];
    if (any ? tells(e, child) : e->partial[child] != 0) {
      lg_explain_node(e, child, depth, named);
    }
  }
  for (uint32_t i = 0; i < node->child_count; ++i) {
    const uint32_t child = lg_children(e->program, node)[i];
    if (any ? tells(e, child) : e->partial[child] != 0) {
      continue;
    }
    if (!any && shown < ALTERNATIVES) {
      ++shown;
      lg_explain_node(e, child, depth, named);
    } else {
      ++left;
    }
  }
  lg_explain_more(e, depth, left, ", not found");
}

static void explain_parts(lg_explainer *e, uint32_t number, uint32_t depth, uint32_t named) {
  const lg_node *node = &e->program->nodes[number];
  lg_explain_miss(e, number, depth);
  if (node->kind == LG_NODE_WEIGH) {
    lg_explain_weighing(e, number, depth);
  } else if (node->kind == LG_NODE_UNION && !e->verbose) {
    explain_alternatives(e, node, depth, named);
  } else {
    for (uint32_t i = 0; i < node->child_count; ++i) {
      lg_explain_node(e, lg_children(e->program, node)[i], depth, named);
    }
  }
}

/* A signal of which nothing is found, and one within a signal, is not written out;
 * but a nearly found one within a signal is: it may be what was lacking. */
static bool is_closed(const lg_explainer *e, uint32_t number, uint32_t named) {
  if (e->verbose || named == 0) {
    return false;
  }
  return e->partial[number] == 0 || named > USUALLY_NAMED + 1 ||
         (named > USUALLY_NAMED && tells(e, number));
}

void lg_explain_node(lg_explainer *e, uint32_t number, uint32_t depth, uint32_t named) {
  const lg_node *node = &e->program->nodes[number];
  /* A concept that is found says all in its line. */
  const bool has_parts = node->child_count > 0 || (e->partial[number] != 0 && !tells(e, number));
  named += is_signal(node);
  const bool closed = is_closed(e, number, named);
  lg_explain_begin(e, depth, lg_explain_mark(lg_finding_truth(finding_of(e, number))));
  gather_name(e, number);
  gather_found(e, number);
  if (has_parts && e->shown[number] != 0) {
    lg_layout_format(&e->layout, " (see above)");
  }
  lg_explain_end(e, LG_PLAIN);
  if (e->shown[number] == 0 && !closed && depth < DEEPEST) {
    e->shown[number] = 1;
    explain_parts(e, number, depth + 1, named);
  }
}

/* -- conditions ---------------------------------------------------------------------------- */

static lg_truth truth_of(const lg_explainer *e, const lg_condition *condition) {
  return lg_condition_truth(condition, e->matched.evidence, e->levels, e->undetermined);
}

/* "2 or more", "1 to 3", "none". */
static void gather_quantity(lg_explainer *e, const lg_condition *condition) {
  if (condition->at_most == 0) {
    lg_layout_format(&e->layout, "none");
  } else if (condition->at_most < condition->child_count) {
    lg_layout_format(&e->layout, "%u to %u", condition->at_least, condition->at_most);
  } else {
    lg_layout_format(&e->layout, "%u or more", condition->at_least);
  }
}

static void gather_kind(lg_explainer *e, const lg_condition *condition) {
  uint32_t present = 0;
  for (uint32_t i = 0; i < condition->child_count; ++i) {
    present += truth_of(e, condition->children[i]) == LG_PRESENT;
  }
  switch (condition->kind) {
  case LG_CONDITION_LEVEL:
    lg_explain_text(e, condition->text);
    lg_layout_format(&e->layout, ": it is at level %u%s", e->levels[condition->criterion],
                     e->undetermined[condition->criterion] ? " or higher" : "");
    break;
  case LG_CONDITION_NOT:
    lg_layout_format(&e->layout, "not:");
    break;
  case LG_CONDITION_AND:
    lg_layout_format(&e->layout, "all of these, %u of %u hold:", present, condition->child_count);
    break;
  case LG_CONDITION_OR:
    lg_layout_format(&e->layout, "one of these, %u of %u hold:", present, condition->child_count);
    break;
  default:
    gather_quantity(e, condition);
    lg_layout_format(&e->layout, " of these, %u of %u hold:", present, condition->child_count);
    break;
  }
}

/* Whether a part made the whole what it is; of one that did not, a line will do. */
static bool is_decisive(const lg_explainer *e, const lg_condition *whole,
                        const lg_condition *part) {
  const lg_truth truth = truth_of(e, whole);
  return whole->kind == LG_CONDITION_NOT || truth == LG_UNDETERMINED ||
         truth_of(e, part) == truth ||
         (whole->kind == LG_CONDITION_COUNT && whole->at_most < whole->child_count);
}

/* Conditions with many parts are told in three lines. */
static void list_children(lg_explainer *e, const lg_condition *condition, lg_truth truth,
                          uint32_t depth) {
  uint32_t count = 0;
  for (uint32_t i = 0; i < condition->child_count; ++i) {
    const lg_condition *child = condition->children[i];
    if (truth_of(e, child) != truth || ++count > LISTED) {
      continue;
    }
    if (count == 1) {
      lg_explain_begin(e, depth, lg_explain_mark(truth));
    } else {
      lg_layout_format(&e->layout, ", ");
    }
    lg_explain_text(e, child->text != NULL ? child->text : "");
  }
  if (count > LISTED) {
    lg_layout_format(&e->layout, " and %u more", count - LISTED);
  }
  if (count > 0) {
    lg_explain_end(e, LG_PLAIN);
  }
}

void lg_explain_condition(lg_explainer *e, const lg_condition *condition, uint32_t depth,
                          uint32_t named) {
  if (condition->kind == LG_CONDITION_FINDING) {
    lg_explain_node(e, condition->finding, depth, named);
    return;
  }
  lg_explain_begin(e, depth, lg_explain_mark(truth_of(e, condition)));
  gather_kind(e, condition);
  lg_explain_end(e, LG_PLAIN);
  if (!e->verbose && condition->child_count > CHILDREN) {
    list_children(e, condition, LG_PRESENT, depth + 1);
    list_children(e, condition, LG_UNDETERMINED, depth + 1);
    list_children(e, condition, LG_ABSENT, depth + 1);
    return;
  }
  for (uint32_t i = 0; i < condition->child_count; ++i) {
    const lg_condition *child = condition->children[i];
    lg_explain_condition(e, child, depth + 1,
                         named + (is_decisive(e, condition, child) ? 0 : ASIDE));
  }
}
