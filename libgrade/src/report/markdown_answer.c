#include "report/markdown_answer.h"

#include <string.h>

#include "report/faults.h"
#include "report/playbook.h"
#include "report/ranking.h"

enum { STEPS = 3, NOTES = 20 };

static bool begins_lower(const char *text) {
  return *text >= 'a' && *text <= 'z';
}

static void add_labelled(lg_markdown *page, const char *label, const char *text) {
  if (text != NULL && *text != '\0') {
    lg_markdown_format(page, " %s", label);
    lg_markdown_sentence(page, text);
  }
}

/* A cap of the level may be all that is in the way. */
static void add_advice(lg_markdown *page, const char *advice, const char *held, bool held_alone) {
  add_labelled(page, "*No higher so far:* ", held);
  add_labelled(page, "", held_alone ? "Nothing else is missing" : advice);
}

static void add_share(lg_markdown *page, lg_milli points, lg_milli max) {
  lg_markdown_milli(page, points);
  lg_markdown_format(page, " of ");
  lg_markdown_milli(page, max);
}

/* "**Late data get a policy** (`process.late_data`)" */
static void add_title(lg_markdown *page, const char *before, const char *title, const char *id) {
  lg_markdown_format(page, "**%s", before);
  lg_markdown_prose(page, LG_IN_LINE, title);
  lg_markdown_format(page, "** (");
  lg_markdown_name(page, LG_IN_LINE, id);
  lg_markdown_format(page, ")");
}

/* -- head ---------------------------------------------------------------------- */

void lg_markdown_score(lg_markdown *page, lg_markdown_place place, const lg_result *result) {
  if (!result->complete) {
    lg_markdown_format(page, "undecided, ");
    add_share(page, result->score, result->max);
    lg_markdown_format(page, " so far");
    return;
  }
  add_share(page, result->score, result->max);
  if (result->band != NULL) {
    lg_markdown_format(page, ", ");
    lg_markdown_prose(page, place, result->band);
  }
}

static void write_rubric(lg_markdown *page, const lg_result *result) {
  lg_markdown_format(page, "Rubric: ");
  lg_markdown_prose(page, LG_IN_LINE,
                    *result->rubric_title == '\0' ? result->rubric_id : result->rubric_title);
  lg_markdown_format(page, " ");
  lg_markdown_prose(page, LG_IN_LINE, result->rubric_version);
  lg_markdown_format(page, "\n\n");
  lg_markdown_keep(page);
}

static void write_caps(lg_markdown *page, const lg_result *result) {
  for (uint32_t i = 0; i < result->cap_count; ++i) {
    const lg_result_cap *cap = &result->caps[i];
    if (cap->score_before > result->score) {
      lg_markdown_format(page, "**Would be ");
      lg_markdown_milli(page, cap->score_before);
      lg_markdown_format(page, "; capped at ");
    } else {
      lg_markdown_format(page, "**Cannot pass ");
    }
    lg_markdown_prose(page, LG_IN_LINE, cap->band);
    lg_markdown_format(page, begins_lower(cap->because) ? "** because " : "**: ");
    lg_markdown_sentence(page, cap->because);
    lg_markdown_format(page, "\n\n");
    lg_markdown_keep(page);
  }
}

static void write_state(lg_markdown *page, const lg_result *result) {
  if (!result->complete) {
    lg_markdown_format(page,
                       "**Incomplete**: a limit was reached before all was decided, so there "
                       "is no band and the score may be wrong. The notes at the end say which "
                       "limit, and what to do.\n\n");
    lg_markdown_keep(page);
  }
  if (!result->design) {
    lg_markdown_format(page, "**Not a design**:");
    add_labelled(page, "", result->design_because);
    lg_markdown_format(page, " So nothing in it counts, for or against. Describe what you would "
                             "build, and say what for.\n\n");
    lg_markdown_keep(page);
  }
}

/* -- checks -------------------------------------------------------------------- */

void lg_markdown_check(lg_markdown *page, const lg_check *check) {
  lg_markdown_name(page, LG_IN_LINE, check->rule);
  lg_markdown_format(page, check->status == LG_CHECK_ACCEPTED ? " (known before):" : ":");
  add_labelled(page, "", check->message);
}

static void write_checks(lg_markdown *page, const lg_report_input *input, size_t index) {
  size_t count = 0;
  size_t unmet = 0;
  const lg_check *checks = lg_checks_of(input, index, &count);
  for (size_t i = 0; i < count; ++i) {
    unmet += checks[i].status != LG_CHECK_MET;
  }
  if (count > 0 && unmet == 0) {
    lg_markdown_format(page, "All that was asked of it holds.\n\n");
    lg_markdown_keep(page);
  }
  if (unmet == 0) {
    return;
  }
  lg_markdown_format(page, "### Not as asked");
  lg_markdown_list list = lg_markdown_begin_list(page, unmet, false);
  for (size_t i = 0; i < count; ++i) {
    if (checks[i].status != LG_CHECK_MET) {
      lg_markdown_format(page, "- ");
      lg_markdown_check(page, &checks[i]);
      lg_markdown_format(page, "\n");
      lg_markdown_item(page, &list);
    }
  }
  lg_markdown_end_list(page, &list);
}

/* -- sections ------------------------------------------------------------------ */

static void write_sections(lg_markdown *page, const lg_result *result) {
  lg_milli penalties = 0;
  for (uint32_t i = 0; i < result->penalty_count; ++i) {
    penalties += result->penalties[i].points;
  }
  lg_markdown_format(page, "| Section | Points | Of |\n|---|---:|---:|\n");
  for (uint32_t i = 0; i < result->section_count; ++i) {
    const lg_result_section *section = &result->sections[i];
    lg_markdown_format(page, "| ");
    lg_markdown_prose(page, LG_IN_CELL, section->title);
    lg_markdown_format(page, " | ");
    lg_markdown_milli(page, section->points);
    lg_markdown_format(page, " | ");
    lg_markdown_milli(page, section->max_points);
    lg_markdown_format(page, " |\n");
  }
  if (penalties != 0) {
    lg_markdown_format(page, "| Penalties | ");
    lg_markdown_milli(page, penalties);
    lg_markdown_format(page, " | |\n");
  }
  lg_markdown_format(page, "\n");
  lg_markdown_keep(page);
}

/* -- next ---------------------------------------------------------------------- */

static void write_next(lg_markdown *page, const lg_result *result) {
  const uint32_t count = result->next_count < STEPS ? result->next_count : STEPS;
  if (count == 0) {
    return;
  }
  lg_markdown_format(page, count == 1 ? "### Next: the step that gains points"
                                      : "### Next: the steps that gain most points, each on top of "
                                        "those before it");
  lg_markdown_list list = lg_markdown_begin_list(page, count, false);
  for (uint32_t i = 0; i < count; ++i) {
    const lg_result_next *step = &result->next[i];
    lg_markdown_format(page, "%u. ", i + 1);
    add_title(page, step->penalty ? "Avoid: " : "", step->title, step->id);
    if (step->gain > 0) {
      lg_markdown_format(page, ": +");
      lg_markdown_milli(page, step->gain);
    }
    if (step->why != NULL) {
      lg_markdown_format(page, " (");
      lg_markdown_prose(page, LG_IN_LINE, step->why);
      lg_markdown_format(page, ")");
    }
    lg_markdown_format(page, ".");
    add_advice(page, step->advice, step->held, step->held_alone);
    add_labelled(page, "*Be ready for:* ", step->probe);
    lg_markdown_format(page, "\n");
    lg_markdown_item(page, &list);
  }
  lg_markdown_end_list(page, &list);
}

/* The number of the step that is about `id`, from 1; 0 when none is. */
static uint32_t step_about(const lg_result *result, const char *id) {
  for (uint32_t i = 0; i < result->next_count && i < STEPS; ++i) {
    if (strcmp(result->next[i].id, id) == 0) {
      return i + 1;
    }
  }
  return 0;
}

/* What to do about `id`: here, or in the step that says it already. */
static void add_help(lg_markdown *page, const lg_result *result, const char *id, const char *advice,
                     const char *probe) {
  const uint32_t step = step_about(result, id);
  if (step > 0 && advice != NULL) {
    lg_markdown_format(page, " See step %u.", step);
    return;
  }
  add_labelled(page, "", advice);
  add_labelled(page, "*Be ready for:* ", probe);
}

static void add_criterion_help(lg_markdown *page, const lg_result *result,
                               const lg_result_criterion *criterion, int verbose) {
  const bool told = verbose > 0 || step_about(result, criterion->id) > 0;
  add_labelled(page, "*No higher so far:* ", told ? NULL : criterion->held);
  add_help(page, result, criterion->id,
           criterion->held_alone ? "Nothing else is missing" : criterion->advice,
           criterion->level < criterion->max_level || verbose > 0 ? criterion->probe : NULL);
}

/* -- penalties ----------------------------------------------------------------- */

static void add_evidence(lg_markdown *page, const lg_result_evidence *evidence, uint32_t count,
                         int verbose) {
  const uint32_t shown = verbose > 0 || count == 0 ? count : 1;
  for (uint32_t i = 0; i < shown; ++i) {
    lg_markdown_format(page, "\n  - ");
    lg_markdown_quote(page, &evidence[i], verbose > 0);
  }
  if (shown < count) {
    lg_markdown_format(page, " and %u more", count - shown);
  }
}

static void write_penalties(lg_markdown *page, const lg_result *result, int verbose) {
  size_t count = 0;
  for (uint32_t i = 0; i < result->penalty_count; ++i) {
    count += result->penalties[i].present || result->penalties[i].undetermined;
  }
  if (count == 0) {
    return;
  }
  lg_markdown_format(page, "### Penalties");
  lg_markdown_list list = lg_markdown_begin_list(page, count, false);
  for (uint32_t i = 0; i < result->penalty_count; ++i) {
    const lg_result_penalty *penalty = &result->penalties[i];
    if (!penalty->present && !penalty->undetermined) {
      continue;
    }
    lg_markdown_format(page, "- ");
    add_title(page, "", penalty->title, penalty->id);
    if (penalty->undetermined) {
      lg_markdown_format(page, ": undecided, because a limit was reached.");
    } else {
      lg_markdown_format(page, ": ");
      lg_markdown_milli(page, penalty->points);
      lg_markdown_format(page, ".");
    }
    add_help(page, result, penalty->id, penalty->advice, NULL);
    add_evidence(page, penalty->evidence, penalty->evidence_count, verbose);
    lg_markdown_format(page, "\n");
    lg_markdown_item(page, &list);
  }
  lg_markdown_end_list(page, &list);
}

/* -- criteria ------------------------------------------------------------------ */

static void add_criterion(lg_markdown *page, const lg_result *result,
                          const lg_result_criterion *criterion, int verbose) {
  lg_markdown_format(page, "- ");
  add_title(page, "", criterion->title, criterion->id);
  lg_markdown_format(page, criterion->undetermined ? ": undecided, at least " : ": ");
  add_share(page, criterion->points, criterion->max_points);
  lg_markdown_format(page, ".");
  if (verbose > 0) {
    add_labelled(page, "", criterion->reason);
  } else if (criterion->undetermined) {
    add_labelled(page, "", criterion->plain_reason);
  }
  if (!criterion->undetermined) {
    add_criterion_help(page, result, criterion, verbose);
  }
  add_evidence(page, criterion->evidence, criterion->evidence_count, verbose);
  lg_markdown_format(page, "\n");
}

static void write_group(lg_markdown *page, const lg_result *result, lg_standing group,
                        int verbose) {
  size_t count = 0;
  for (uint32_t i = 0; i < result->criterion_count; ++i) {
    count += lg_standing_of(&result->criteria[i]) == group;
  }
  if (count == 0) {
    return;
  }
  lg_markdown_format(page, "<details><summary>%s (%z)", lg_standing_title(group), count);
  lg_markdown_list list = lg_markdown_begin_list(page, count, true);
  for (uint32_t i = 0; i < result->criterion_count; ++i) {
    if (lg_standing_of(&result->criteria[i]) == group) {
      add_criterion(page, result, &result->criteria[i], verbose);
      lg_markdown_item(page, &list);
    }
  }
  lg_markdown_end_list(page, &list);
}

/* -- playbook ------------------------------------------------------------------ */

static void add_stop(lg_markdown *page, const lg_result *result, const lg_playbook_stop *stop,
                     uint32_t number) {
  lg_markdown_format(page, "%u. ", number);
  lg_markdown_prose(page, LG_IN_LINE, result->sections[stop->section].title);
  lg_markdown_format(page, ": from line %u, %u %s%s\n", stop->first->line, stop->evidence_count,
                     stop->evidence_count == 1 ? "quotation" : "quotations",
                     stop->early ? " (too early: nothing of the first section stands before it)"
                                 : "");
}

static void write_playbook(lg_markdown *page, const lg_result *result) {
  lg_playbook playbook;
  if (!lg_playbook_read(&playbook, result, &page->page.allocator)) {
    page->no_memory = true;
    return;
  }
  if (playbook.reached > 0) {
    lg_markdown_format(page, "<details><summary>The order of the answer");
    lg_markdown_list list = lg_markdown_begin_list(page, playbook.count, true);
    for (uint32_t i = 0; i < playbook.reached; ++i) {
      add_stop(page, result, &playbook.stops[i], i + 1);
      lg_markdown_item(page, &list);
    }
    for (uint32_t i = playbook.reached; i < playbook.count; ++i) {
      lg_markdown_format(page, "- Never reached: ");
      lg_markdown_prose(page, LG_IN_LINE, result->sections[playbook.stops[i].section].title);
      lg_markdown_format(page, "\n");
      lg_markdown_item(page, &list);
    }
    lg_markdown_end_list(page, &list);
  }
  lg_playbook_free(&playbook);
}

/* -- notes --------------------------------------------------------------------- */

static void add_note(lg_markdown *page, const char *path, const lg_diagnostic *item) {
  lg_markdown_format(page, "- ");
  if (*item->origin != '\0' && strcmp(item->origin, path) != 0) {
    lg_markdown_name(page, LG_IN_LINE, item->origin);
    lg_markdown_format(page, ", ");
  }
  if (item->line > 0) {
    lg_markdown_format(page, "line %u, ", item->line);
  }
  lg_markdown_format(page, "%s %s:", lg_severity_name(item->severity), item->code);
  add_labelled(page, "", item->message);
  add_labelled(page, "Hint: ", item->hint);
  lg_markdown_format(page, "\n");
}

void lg_markdown_notes(lg_markdown *page, const char *title, const char *path,
                       const lg_diagnostics *diagnostics) {
  if (diagnostics->count == 0) {
    return;
  }
  lg_markdown_format(page, "### %s", title);
  lg_markdown_list list =
      lg_markdown_begin_list(page, diagnostics->count + diagnostics->suppressed, false);
  for (size_t i = 0; i < diagnostics->count && i < NOTES; ++i) {
    add_note(page, path, &diagnostics->items[i]);
    lg_markdown_item(page, &list);
  }
  lg_markdown_end_list(page, &list);
}

/* -- answer -------------------------------------------------------------------- */

void lg_markdown_answer(lg_markdown *page, const lg_report_input *input, size_t index) {
  const lg_result *result = input->results[index];
  const int verbose = input->options.verbose;
  write_rubric(page, result);
  write_caps(page, result);
  write_state(page, result);
  write_checks(page, input, index);
  if (result->design || verbose > 0) {
    if (lg_any_decided(result)) {
      write_sections(page, result);
    }
    write_next(page, result);
    write_penalties(page, result, verbose);
    for (lg_standing group = 0; group < LG_STANDINGS; ++group) {
      write_group(page, result, group, verbose);
    }
    write_playbook(page, result);
  }
  lg_markdown_notes(page, "Notes", result->path, &result->diagnostics);
}
