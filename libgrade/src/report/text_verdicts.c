#include "report/text_verdicts.h"

#include <string.h>

#include "report/excerpt.h"
#include "report/ranking.h"
#include "report/text_parts.h"

/* A quotation is for recognising the place: about two lines of it, no less than
 * SHORTEST and no more than LONGEST columns. Verbose reports give all of it. */
enum { SHORTEST_EXCERPT = 90, LONGEST_EXCERPT = 140, TAKEN = 24 };

static uint32_t excerpt_columns(const lg_layout *layout, uint32_t indent) {
  const uint32_t columns =
      layout->width > indent + TAKEN ? 2 * (layout->width - indent) - TAKEN : 0;
  if (columns < SHORTEST_EXCERPT) {
    return SHORTEST_EXCERPT;
  }
  return columns < LONGEST_EXCERPT ? columns : LONGEST_EXCERPT;
}

/* Where what is shown of a quotation begins. */
static lg_excerpt shown_of(const lg_result_evidence *item, int verbose, uint32_t columns) {
  if (verbose > 0 || lg_display_width(item->text, item->text_length) <= columns) {
    return (lg_excerpt){0, item->line};
  }
  return lg_excerpt_of(item, columns);
}

static void write_evidence(lg_layout *layout, const lg_result_evidence *evidence, uint32_t count,
                           int verbose, uint32_t indent) {
  const uint32_t shown = verbose > 0 || count == 0 ? count : 1;
  for (uint32_t i = 0; i < shown; ++i) {
    const lg_result_evidence *item = &evidence[i];
    const uint32_t columns = excerpt_columns(layout, indent);
    const lg_excerpt excerpt = shown_of(item, verbose, columns);
    lg_layout_format(layout, "line %u", excerpt.line);
    if (verbose > 0) {
      lg_layout_format(layout, ", column %u, ", item->column);
      lg_layout_prose(layout, item->signal);
    }
    lg_layout_format(layout, ": \"");
    if (verbose > 0) {
      lg_layout_prose(layout, item->text);
    } else {
      lg_layout_format(layout, "%s", excerpt.start > 0 ? "... " : "");
      lg_layout_excerpt(layout, item->text + excerpt.start, columns);
    }
    lg_layout_format(layout, "\"");
    lg_text_paragraph(layout, LG_CYAN, indent);
  }
}

/* What there is to do where a cap of the level is all that is in the way. */
static const char held_alone[] = "Nothing else is missing.";

/* -- next ------------------------------------------------------------------ */

static void gather_gain(lg_layout *layout, const lg_result_next *step) {
  if (step->gain > 0) {
    lg_layout_format(layout, "+");
    lg_layout_milli(layout, step->gain);
  }
}

/* Columns of the widest gain. */
static uint32_t gain_width(lg_layout *layout, const lg_result *result, uint32_t count) {
  uint32_t widest = 0;
  for (uint32_t i = 0; i < count; ++i) {
    gather_gain(layout, &result->next[i]);
    const uint32_t width = lg_layout_measure(layout);
    widest = width > widest ? width : widest;
  }
  return widest;
}

void lg_text_next(lg_layout *layout, const lg_result *result, uint32_t steps) {
  const uint32_t count = result->next_count < steps ? result->next_count : steps;
  if (count == 0) {
    return;
  }
  lg_text_begin(layout, "Next",
                count == 1 ? ": the step that gains points"
                           : ": the steps that gain most points, each on top of those before it");
  const uint32_t indent = 2 + 3 + gain_width(layout, result, count) + 2;
  for (uint32_t i = 0; i < count; ++i) {
    const lg_result_next *step = &result->next[i];
    lg_layout_format(layout, "%u. ", i + 1);
    uint32_t column = lg_layout_put(layout, LG_PLAIN, lg_layout_pad(layout, 0, 2));
    gather_gain(layout, step);
    column = lg_layout_pad(layout, lg_layout_put(layout, LG_GREEN, column), indent);
    if (step->penalty) {
      lg_layout_format(layout, "Avoid: ");
      column = lg_layout_put(layout, LG_BOLD, column);
    }
    lg_text_heading(layout, step->title, step->id, LG_BOLD, column, indent);
    lg_text_labelled(layout, "Gain: ", step->why, indent);
    lg_text_labelled(layout, "No higher so far: ", step->held, indent);
    lg_text_labelled(layout, "", step->held_alone ? held_alone : step->advice, indent);
    lg_text_labelled(layout, "Be ready for: ", step->probe, indent);
  }
}

/* The number of the step that is about `id`, from 1; 0 when none is. */
static uint32_t step_about(const lg_result *result, uint32_t steps, const char *id) {
  for (uint32_t i = 0; i < result->next_count && i < steps; ++i) {
    if (strcmp(result->next[i].id, id) == 0) {
      return i + 1;
    }
  }
  return 0;
}

/* -- penalties ------------------------------------------------------------- */

static void gather_penalty(lg_layout *layout, const lg_result_penalty *penalty) {
  if (penalty->undetermined) {
    lg_layout_format(layout, "undecided");
  } else if (penalty->present) {
    lg_layout_milli(layout, penalty->points);
  } else {
    lg_layout_format(layout, "none");
  }
}

static bool penalty_is_shown(const lg_result_penalty *penalty, int verbose) {
  return penalty->present || penalty->undetermined || verbose > 0;
}

/* Columns of the widest figure; 0 when no penalty is shown. */
static uint32_t penalty_width(lg_layout *layout, const lg_result *result, int verbose) {
  uint32_t widest = 0;
  for (uint32_t i = 0; i < result->penalty_count; ++i) {
    if (penalty_is_shown(&result->penalties[i], verbose)) {
      gather_penalty(layout, &result->penalties[i]);
      const uint32_t width = lg_layout_measure(layout);
      widest = width > widest ? width : widest;
    }
  }
  return widest;
}

static void write_penalty(lg_layout *layout, const lg_result_penalty *penalty, uint32_t step,
                          int verbose, uint32_t indent) {
  gather_penalty(layout, penalty);
  uint32_t column = lg_layout_pad(layout, 0, 2);
  column = lg_layout_put(layout, penalty->present ? LG_RED : LG_DIM, column);
  column = lg_layout_pad(layout, column, indent);
  lg_text_heading(layout, penalty->title, penalty->id, LG_PLAIN, column, indent);
  write_evidence(layout, penalty->evidence, penalty->evidence_count, verbose, indent);
  if (step > 0 && verbose <= 0) {
    lg_layout_format(layout, "See step %u.", step);
    lg_text_paragraph(layout, LG_PLAIN, indent);
  } else {
    lg_text_labelled(layout, "", penalty->advice, indent);
  }
}

void lg_text_penalties(lg_layout *layout, const lg_result *result, uint32_t steps, int verbose) {
  const uint32_t widest = penalty_width(layout, result, verbose);
  if (widest == 0) {
    return;
  }
  lg_text_begin(layout, "Penalties", "");
  for (uint32_t i = 0; i < result->penalty_count; ++i) {
    const lg_result_penalty *penalty = &result->penalties[i];
    if (penalty_is_shown(penalty, verbose)) {
      write_penalty(layout, penalty, step_about(result, steps, penalty->id), verbose, widest + 4);
    }
  }
}

/* -- criteria -------------------------------------------------------------- */

static const lg_style verdict_styles[LG_STANDINGS] = {[LG_STANDING_UNDECIDED] = LG_RED,
                                                      [LG_STANDING_MISSING] = LG_RED,
                                                      [LG_STANDING_PARTIAL] = LG_YELLOW,
                                                      [LG_STANDING_FULL] = LG_GREEN};

/* "2 of 4"; "2+ of 4" or "? of 4" where a limit left it open. */
static void gather_points(lg_layout *layout, const lg_result_criterion *criterion) {
  if (criterion->undetermined && criterion->points == 0) {
    lg_layout_format(layout, "?");
  } else {
    lg_layout_milli(layout, criterion->points);
  }
  lg_layout_format(layout, criterion->undetermined && criterion->points > 0 ? "+ of " : " of ");
  lg_layout_milli(layout, criterion->max_points);
}

static uint32_t points_column(lg_layout *layout, const lg_result *result) {
  uint32_t widest = 0;
  for (uint32_t i = 0; i < result->criterion_count; ++i) {
    gather_points(layout, &result->criteria[i]);
    const uint32_t width = lg_layout_measure(layout);
    widest = width > widest ? width : widest;
  }
  return widest;
}

static void write_advice(lg_layout *layout, const lg_result_criterion *criterion, uint32_t step,
                         int verbose, uint32_t indent) {
  if (criterion->advice == NULL || criterion->undetermined) {
    return;
  }
  if (verbose <= 0 && criterion->level > 0) {
    lg_layout_format(layout, "Level %u of %u. ", criterion->level, criterion->max_level);
  }
  if (step > 0 && verbose <= 0) {
    lg_layout_format(layout, "See step %u.", step);
  } else {
    if (verbose <= 0 && criterion->held != NULL) {
      lg_layout_format(layout, "No higher: ");
      lg_layout_sentence(layout, criterion->held);
      lg_layout_format(layout, " ");
    }
    lg_layout_sentence(layout, criterion->held_alone ? held_alone : criterion->advice);
  }
  lg_text_paragraph(layout, LG_PLAIN, indent);
}

static void write_criterion(lg_layout *layout, const lg_result_criterion *criterion,
                            uint32_t widest, uint32_t step, int verbose) {
  const uint32_t indent = 2 + widest + 2;
  gather_points(layout, criterion);
  uint32_t column = lg_layout_pad(layout, 0, 2 + widest - (uint32_t)layout->line.length);
  column = lg_layout_put(layout, verdict_styles[lg_standing_of(criterion)], column);
  column = lg_layout_pad(layout, column, indent);
  lg_text_heading(layout, criterion->title, criterion->id, LG_PLAIN, column, indent);
  if (verbose > 0) {
    lg_text_labelled(layout, "", criterion->reason, indent);
  } else if (criterion->undetermined) {
    lg_text_labelled(layout, "", criterion->plain_reason, indent);
  }
  write_evidence(layout, criterion->evidence, criterion->evidence_count, verbose, indent);
  write_advice(layout, criterion, step, verbose, indent);
  const lg_standing standing = lg_standing_of(criterion);
  if (standing != LG_STANDING_UNDECIDED &&
      (verbose > 0 || (step == 0 && standing == LG_STANDING_MISSING))) {
    lg_text_labelled(layout, "Be ready for: ", criterion->probe, indent);
  }
}

static void write_group(lg_layout *layout, const lg_result *result, lg_standing group,
                        uint32_t widest, uint32_t steps, int verbose) {
  bool begun = false;
  for (uint32_t i = 0; i < result->criterion_count; ++i) {
    const lg_result_criterion *criterion = &result->criteria[i];
    if (lg_standing_of(criterion) != group) {
      continue;
    }
    if (!begun) {
      lg_text_begin(layout, lg_standing_title(group), "");
      begun = true;
    }
    write_criterion(layout, criterion, widest, step_about(result, steps, criterion->id), verbose);
  }
}

void lg_text_criteria(lg_layout *layout, const lg_result *result, uint32_t steps, int verbose) {
  const uint32_t widest = points_column(layout, result);
  for (lg_standing group = LG_STANDING_UNDECIDED; group < LG_STANDINGS; ++group) {
    write_group(layout, result, group, widest, steps, verbose);
  }
}
