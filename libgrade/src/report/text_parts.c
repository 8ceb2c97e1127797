#include "report/text_parts.h"
#include "report/faults.h"

#include <string.h>

/* A quotation is for recognising the place; verbose reports give all of it. */
enum { EXCERPT_COLUMNS = 140 };

void lg_layout_sentence(lg_layout *layout, const char *text) {
  const size_t before = layout->line.length;
  lg_layout_prose(layout, text);
  if (layout->line.length > before &&
      strchr(".!?:", layout->line.bytes[layout->line.length - 1]) == NULL) {
    lg_layout_format(layout, ".");
  }
}

static void begin_part(lg_layout *layout, const char *title, const char *remark) {
  lg_layout_newline(layout);
  lg_layout_format(layout, "%s", title);
  const uint32_t column = lg_layout_put(layout, LG_BOLD, 0);
  lg_layout_format(layout, "%s", remark);
  lg_layout_put(layout, LG_DIM, column);
  lg_layout_newline(layout);
}

/* Title from `column` on, id at the right edge where it fits. */
static void write_heading(lg_layout *layout, const char *title, const char *id, lg_style style,
                          uint32_t column, uint32_t indent) {
  const uint32_t id_width = lg_display_width(id, strlen(id));
  lg_layout_prose(layout, title);
  column = lg_layout_flow(layout, style, column, indent);
  if (column + 2 + id_width > layout->width) {
    lg_layout_newline(layout);
    column = 0;
  }
  if (indent + id_width <= layout->width) {
    column = lg_layout_pad(layout, column, layout->width - id_width);
  }
  lg_layout_name(layout, id);
  lg_layout_put(layout, LG_DIM, column);
  lg_layout_newline(layout);
}

/* The gathered stretch as a paragraph of its own. */
static void write_paragraph(lg_layout *layout, lg_style style, uint32_t indent) {
  lg_layout_flow(layout, style, lg_layout_pad(layout, 0, indent), indent);
  lg_layout_newline(layout);
}

static void write_labelled(lg_layout *layout, const char *label, const char *text,
                           uint32_t indent) {
  if (text == NULL || *text == '\0') {
    return;
  }
  lg_layout_format(layout, "%s", label);
  lg_layout_sentence(layout, text);
  write_paragraph(layout, LG_PLAIN, indent);
}

static void write_evidence(lg_layout *layout, const lg_result_evidence *evidence, uint32_t count,
                           int verbose, uint32_t indent) {
  const uint32_t shown = verbose > 0 || count == 0 ? count : 1;
  for (uint32_t i = 0; i < shown; ++i) {
    const lg_result_evidence *item = &evidence[i];
    lg_layout_format(layout, "line %u", item->line);
    if (verbose > 0) {
      lg_layout_format(layout, ", column %u, ", item->column);
      lg_layout_prose(layout, item->signal);
    }
    lg_layout_format(layout, ": \"");
    if (verbose > 0) {
      lg_layout_prose(layout, item->text);
    } else {
      lg_layout_excerpt(layout, item->text, EXCERPT_COLUMNS);
    }
    lg_layout_format(layout, "\"");
    write_paragraph(layout, LG_CYAN, indent);
  }
}

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
  begin_part(layout, "Next", ": the steps that gain most");
  const uint32_t indent = 2 + 3 + gain_width(layout, result, count) + 2;
  for (uint32_t i = 0; i < count; ++i) {
    const lg_result_next *step = &result->next[i];
    lg_layout_format(layout, "%u. ", i + 1);
    uint32_t column = lg_layout_put(layout, LG_PLAIN, lg_layout_pad(layout, 0, 2));
    gather_gain(layout, step);
    column = lg_layout_pad(layout, lg_layout_put(layout, LG_GREEN, column), indent);
    write_heading(layout, step->title, step->id, LG_BOLD, column, indent);
    write_labelled(layout, "", step->advice, indent);
    write_labelled(layout, "Be ready for: ", step->probe, indent);
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
  write_heading(layout, penalty->title, penalty->id, LG_PLAIN, column, indent);
  write_evidence(layout, penalty->evidence, penalty->evidence_count, verbose, indent);
  if (step > 0 && verbose <= 0) {
    lg_layout_format(layout, "See step %u.", step);
    write_paragraph(layout, LG_PLAIN, indent);
  } else {
    write_labelled(layout, "", penalty->advice, indent);
  }
}

void lg_text_penalties(lg_layout *layout, const lg_result *result, uint32_t steps, int verbose) {
  const uint32_t widest = penalty_width(layout, result, verbose);
  if (widest == 0) {
    return;
  }
  begin_part(layout, "Penalties", "");
  for (uint32_t i = 0; i < result->penalty_count; ++i) {
    const lg_result_penalty *penalty = &result->penalties[i];
    if (penalty_is_shown(penalty, verbose)) {
      write_penalty(layout, penalty, step_about(result, steps, penalty->id), verbose, widest + 4);
    }
  }
}

/* -- criteria -------------------------------------------------------------- */

typedef enum verdict { FULL, PARTIAL, UNDECIDED, MISSING, VERDICT_COUNT } verdict;

static const char *const verdict_titles[VERDICT_COUNT] = {
    [FULL] = "Credited",
    [PARTIAL] = "Credited in part",
    [UNDECIDED] = "Undecided",
    [MISSING] = "Missing",
};

static verdict verdict_of(const lg_result_criterion *criterion) {
  if (criterion->undetermined) {
    return UNDECIDED;
  }
  if (criterion->level == 0) {
    return MISSING;
  }
  return criterion->level >= criterion->max_level ? FULL : PARTIAL;
}

static const lg_style verdict_styles[VERDICT_COUNT] = {
    [FULL] = LG_GREEN, [PARTIAL] = LG_YELLOW, [UNDECIDED] = LG_RED, [MISSING] = LG_RED};

static void gather_points(lg_layout *layout, const lg_result_criterion *criterion) {
  lg_layout_milli(layout, criterion->points);
  lg_layout_format(layout, " of ");
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
  if (criterion->advice == NULL) {
    return;
  }
  if (verbose <= 0 && criterion->level > 0 && !criterion->undetermined) {
    lg_layout_format(layout, "Level %u of %u. ", criterion->level, criterion->max_level);
  }
  if (step > 0 && verbose <= 0) {
    lg_layout_format(layout, "See step %u.", step);
  } else {
    lg_layout_sentence(layout, criterion->advice);
  }
  write_paragraph(layout, LG_PLAIN, indent);
}

static void write_criterion(lg_layout *layout, const lg_result_criterion *criterion,
                            uint32_t widest, uint32_t step, int verbose) {
  const uint32_t indent = 2 + widest + 2;
  gather_points(layout, criterion);
  uint32_t column = lg_layout_pad(layout, 0, 2 + widest - (uint32_t)layout->line.length);
  column = lg_layout_put(layout, verdict_styles[verdict_of(criterion)], column);
  column = lg_layout_pad(layout, column, indent);
  write_heading(layout, criterion->title, criterion->id, LG_PLAIN, column, indent);
  if (verbose > 0 || criterion->undetermined) {
    write_labelled(layout, "", criterion->reason, indent);
  }
  write_evidence(layout, criterion->evidence, criterion->evidence_count, verbose, indent);
  write_advice(layout, criterion, step, verbose, indent);
  if (verbose > 0) {
    write_labelled(layout, "Be ready for: ", criterion->probe, indent);
  }
}

static void write_group(lg_layout *layout, const lg_result *result, verdict group, uint32_t widest,
                        uint32_t steps, int verbose) {
  bool begun = false;
  for (uint32_t i = 0; i < result->criterion_count; ++i) {
    const lg_result_criterion *criterion = &result->criteria[i];
    if (verdict_of(criterion) != group) {
      continue;
    }
    if (!begun) {
      begin_part(layout, verdict_titles[group], "");
      begun = true;
    }
    write_criterion(layout, criterion, widest, step_about(result, steps, criterion->id), verbose);
  }
}

void lg_text_criteria(lg_layout *layout, const lg_result *result, uint32_t steps, int verbose) {
  const uint32_t widest = points_column(layout, result);
  for (verdict group = FULL; group < VERDICT_COUNT; ++group) {
    write_group(layout, result, group, widest, steps, verbose);
  }
}

/* -- notes ----------------------------------------------------------------- */

static void write_diagnostic(lg_layout *layout, const char *path, const lg_diagnostic *item) {
  const char *origin = *item->origin != '\0' ? item->origin : path;
  if (*origin != '\0') {
    lg_layout_name(layout, origin);
    lg_layout_format(layout, ":");
  }
  if (item->line > 0) {
    lg_layout_format(layout, "%u:%u:", item->line, item->column);
  }
  if (layout->line.length > 0) {
    lg_layout_format(layout, " ");
  }
  lg_layout_format(layout, "%s: ", lg_severity_name(item->severity));
  lg_layout_prose(layout, item->message);
  lg_layout_format(layout, " [%s]", item->code);
  write_paragraph(layout, item->severity == LG_ERROR ? LG_RED : LG_YELLOW, 2);
  if (*item->hint != '\0') {
    lg_layout_format(layout, "hint: ");
    lg_layout_prose(layout, item->hint);
    write_paragraph(layout, LG_PLAIN, 5);
  }
}

void lg_text_diagnostics(lg_layout *layout, const char *path, const lg_diagnostics *diagnostics) {
  if (diagnostics->count == 0) {
    return;
  }
  begin_part(layout, "Notes", "");
  for (size_t i = 0; i < diagnostics->count; ++i) {
    write_diagnostic(layout, path, &diagnostics->items[i]);
  }
  if (diagnostics->suppressed > 0) {
    lg_layout_format(layout, "and %z more", diagnostics->suppressed);
    write_paragraph(layout, LG_PLAIN, 2);
  }
}
