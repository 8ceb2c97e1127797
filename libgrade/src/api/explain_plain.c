/* The short answer, for who wrote the text: what was found, what stands in the way,
 * what to add. No condition, signal or weight is told. */
#include "api/explain.h"

enum { INDENT = 2, QUOTES = 3 };

static void say(lg_explainer *e, uint32_t depth, lg_style style) {
  e->column = lg_layout_pad(&e->layout, 0, depth * INDENT);
  e->hanging = (depth + 1) * INDENT;
  lg_explain_end(e, style);
}

/* A part of its own: a heading, and below it lines that the caller writes. */
static void head(lg_explainer *e, const char *title) {
  lg_layout_newline(&e->layout);
  lg_layout_format(&e->layout, "%s", title);
  say(e, 0, LG_BOLD);
}

static void title(lg_explainer *e, const char *id, const char *text) {
  lg_layout_name(&e->layout, id);
  lg_layout_format(&e->layout, ": ");
  lg_layout_prose(&e->layout, text);
  say(e, 0, LG_BOLD);
}

static void tell_text(lg_explainer *e, const char *heading, const char *text) {
  if (text != NULL && *text != '\0') {
    head(e, heading);
    lg_layout_prose(&e->layout, text);
    say(e, 1, LG_PLAIN);
  }
}

/* Several signs may quote the same words. */
static bool said_before(const lg_result_evidence *evidence, uint32_t index) {
  for (uint32_t i = 0; i < index; ++i) {
    if (evidence[i].start <= evidence[index].start && evidence[i].end >= evidence[index].end) {
      return true;
    }
  }
  return false;
}

static void tell_evidence(lg_explainer *e, const lg_result_evidence *evidence, uint32_t count) {
  uint32_t shown = 0;
  head(e, "Found");
  for (uint32_t i = 0; i < count && shown < QUOTES; ++i) {
    if (!said_before(evidence, i)) {
      lg_layout_format(&e->layout, "line %u: \"", evidence[i].line);
      lg_layout_prose(&e->layout, evidence[i].text);
      lg_layout_format(&e->layout, "\"");
      say(e, 1, LG_GREEN);
      ++shown;
    }
  }
  if (count == 0) {
    lg_layout_format(&e->layout, "nothing that counts");
    say(e, 1, LG_PLAIN);
  }
}

/* Which limit was met, and what to do about it. */
static void tell_limits(lg_explainer *e) {
  const lg_diagnostics *list = &e->result->diagnostics;
  for (size_t i = 0; i < list->count; ++i) {
    if (i == 0) {
      head(e, "Why it is undecided");
    }
    lg_layout_prose(&e->layout, list->items[i].message);
    say(e, 1, LG_PLAIN);
    if (*list->items[i].hint != '\0') {
      lg_layout_prose(&e->layout, list->items[i].hint);
      say(e, 2, LG_PLAIN);
    }
  }
}

/* -- criteria ---------------------------------------------------------------------- */

static lg_truth truth_of(const lg_explainer *e, const lg_condition *condition) {
  return lg_condition_truth(condition, e->matched.evidence, e->levels, e->undetermined);
}

static void tell_obstacle(lg_explainer *e, const char *text, bool *begun) {
  if (!*begun) {
    head(e, "In the way");
    *begun = true;
  }
  lg_layout_prose(&e->layout, text);
  say(e, 1, LG_YELLOW);
}

/* What keeps the level down although more was found. */
static void tell_obstacles(lg_explainer *e, const lg_criterion *criterion, uint32_t level) {
  bool begun = false;
  for (uint32_t i = 0; i < criterion->cap_count; ++i) {
    const lg_level_cap *cap = &criterion->caps[i];
    if (cap->level <= level && truth_of(e, cap->condition) == LG_PRESENT) {
      tell_obstacle(e, cap->because, &begun);
    }
  }
  for (uint32_t i = 0; i < criterion->gap_count; ++i) {
    const lg_gap *gap = &criterion->gaps[i];
    if (truth_of(e, gap->unmet) == LG_PRESENT) {
      tell_obstacle(e, gap->says, &begun);
    }
  }
}

/* The lowest level above the one that was reached. */
static uint32_t level_above(const lg_criterion *criterion, uint32_t level) {
  uint32_t above = 0;
  for (uint32_t i = 0; i < criterion->level_count; ++i) {
    const uint32_t other = criterion->levels[i].level;
    above = other > level && (above == 0 || other < above) ? other : above;
  }
  return above;
}

static void tell_lack(lg_explainer *e, const lg_criterion *criterion,
                      const lg_result_criterion *made) {
  const uint32_t above = level_above(criterion, made->level);
  if (made->undetermined || above == 0) {
    return;
  }
  tell_obstacles(e, criterion, made->level);
  if (made->advice != NULL) {
    lg_layout_newline(&e->layout);
    lg_layout_format(&e->layout, "To reach level %u", above);
    say(e, 0, LG_BOLD);
    lg_layout_prose(&e->layout, made->advice);
    say(e, 1, LG_PLAIN);
  }
  tell_text(e, "Be ready for", made->probe);
}

void lg_explain_plain_criterion(lg_explainer *e, uint32_t number) {
  const lg_criterion *criterion = &e->scheme->criteria[number];
  const lg_result_criterion *made = &e->result->criteria[number];
  title(e, criterion->id, criterion->title);
  lg_layout_format(&e->layout, "Level %u of %u, ", made->level, made->max_level);
  lg_layout_milli(&e->layout, made->points);
  lg_layout_format(&e->layout, " of ");
  lg_layout_milli(&e->layout, made->max_points);
  lg_layout_format(&e->layout, made->max_points == 1000 ? " point." : " points.");
  if (made->undetermined) {
    lg_layout_format(&e->layout, " Undecided: a limit was reached; it may be more.");
  } else if (made->level == made->max_level) {
    lg_layout_format(&e->layout, " Nothing is missing.");
  }
  say(e, 0, LG_PLAIN);
  if (made->undetermined) {
    tell_limits(e);
  }
  if (!made->undetermined || made->evidence_count > 0) {
    tell_evidence(e, made->evidence, made->evidence_count);
  }
  if (made->level < made->max_level) {
    lg_explain_taken_back(e, criterion);
  }
  tell_lack(e, criterion, made);
}

/* -- penalties --------------------------------------------------------------------- */

void lg_explain_plain_penalty(lg_explainer *e, uint32_t number) {
  const lg_penalty *penalty = &e->scheme->penalties[number];
  const lg_result_penalty *made = &e->result->penalties[number];
  title(e, penalty->id, penalty->title);
  if (made->undetermined) {
    lg_layout_format(&e->layout, "Undecided: a limit was reached.");
  } else if (!made->present) {
    lg_layout_format(&e->layout, "Not present, costs nothing.");
  } else {
    lg_layout_format(&e->layout, "Present, costs ");
    lg_layout_milli(&e->layout, -made->points);
    lg_layout_format(&e->layout, made->points == -1000 ? " point." : " points.");
  }
  say(e, 0, LG_PLAIN);
  if (made->undetermined) {
    tell_limits(e);
  } else if (made->present) {
    tell_evidence(e, made->evidence, made->evidence_count);
    tell_text(e, "To avoid it", made->advice);
  }
}

/* -- the gate ---------------------------------------------------------------------- */

void lg_explain_plain_gate(lg_explainer *e) {
  lg_layout_format(&e->layout, "Not a design, so nothing in it counts. ");
  lg_layout_prose(&e->layout, e->result->design_because);
  say(e, 0, LG_YELLOW);
  lg_layout_newline(&e->layout);
}
