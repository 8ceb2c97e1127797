#include <string.h>

#include "report/faults.h"
#include "report/html.h"
#include "report/ranking.h"

enum { STEPS = 3 };

/* -- score --------------------------------------------------------------------------- */

/* A bar with `points` of `max` filled; the figures stand beside it. */
static void write_bar(lg_html *page, const char *name, lg_milli points, lg_milli max) {
  enum { FULL_WIDTH = 1000 };
  lg_milli width = 0;
  if (points > 0 && max > 0) {
    width = points >= max ? FULL_WIDTH : lg_divide_rounded(points * FULL_WIDTH, max);
  }
  lg_html_markup(page,
                 "<svg class=\"bar %s\" viewBox=\"0 0 1000 10\" preserveAspectRatio=\"none\" "
                 "aria-hidden=\"true\"><rect class=\"track\" width=\"1000\" height=\"10\"/>"
                 "<rect width=\"%u\" height=\"10\"/></svg>",
                 name, (unsigned)width);
}

void lg_html_score(lg_html *page, const lg_result *result) {
  if (!result->complete) {
    lg_html_markup(page, "<p class=\"score\"><span class=\"band\">undecided</span> ");
    lg_html_points(page, result->score);
    lg_html_markup(page, " of ");
    lg_html_points(page, result->max);
    lg_html_markup(page, " so far</p>\n");
    return;
  }
  lg_html_markup(page, "<p class=\"score\"><strong>");
  lg_html_points(page, result->score);
  lg_html_markup(page, "</strong> of ");
  lg_html_points(page, result->max);
  if (result->band != NULL) {
    lg_html_markup(page, " <span class=\"band\">");
    lg_html_text(page, result->band);
    lg_html_markup(page, "</span>");
  }
  lg_html_markup(page, "</p>\n");
}

static void write_tally_entry(lg_html *page, lg_html_kind kind, unsigned count, const char *word) {
  lg_html_markup(page, "<li>");
  lg_html_icon(page, kind);
  lg_html_markup(page, "<b>%u</b> %s</li>", count, word);
}

static void write_tally(lg_html *page, const lg_result *result) {
  unsigned counts[LG_HTML_KINDS] = {0};
  for (uint32_t i = 0; i < result->criterion_count; ++i) {
    ++counts[lg_html_criterion_kind(&result->criteria[i])];
  }
  for (uint32_t i = 0; i < result->penalty_count; ++i) {
    const lg_html_kind kind = lg_html_penalty_kind(&result->penalties[i]);
    counts[kind] += kind != LG_HTML_NONE;
  }
  lg_html_markup(page, "<ul class=\"tally\">");
  write_tally_entry(page, LG_HTML_FULL, counts[LG_HTML_FULL], "credited");
  write_tally_entry(page, LG_HTML_PART, counts[LG_HTML_PART], "in part");
  write_tally_entry(page, LG_HTML_NONE, counts[LG_HTML_NONE], "missing");
  if (counts[LG_HTML_OPEN] > 0) {
    write_tally_entry(page, LG_HTML_OPEN, counts[LG_HTML_OPEN], "undecided");
  }
  write_tally_entry(page, LG_HTML_COST, counts[LG_HTML_COST],
                    counts[LG_HTML_COST] == 1 ? "penalty" : "penalties");
  lg_html_markup(page, "</ul>\n");
}

/* -- what holds the score back ---------------------------------------------------------- */

static void write_cap(lg_html *page, const lg_result *result, const lg_result_cap *cap) {
  lg_html_markup(page, "<p class=\"callout warn\"><b>Capped at ");
  lg_html_text(page, cap->band);
  lg_html_markup(page, ":</b> ");
  lg_html_sentence(page, cap->because);
  if (cap->score_before > result->score) {
    lg_html_markup(page, " Without it the score would be ");
    lg_html_points(page, cap->score_before);
    lg_html_markup(page, ".");
  }
  lg_html_markup(page, "</p>\n");
}

static void write_callouts(lg_html *page, const lg_result *result) {
  for (uint32_t i = 0; i < result->cap_count; ++i) {
    write_cap(page, result, &result->caps[i]);
  }
  if (!result->complete) {
    lg_html_markup(page,
                   "<p class=\"callout bad\"><b>Incomplete:</b> a limit was reached, so there "
                   "is no band and the score may be wrong. What could not be decided is "
                   "marked as undecided; the notes say which limit, and what to do.</p>\n");
  }
  if (!result->design) {
    lg_html_markup(page, "<p class=\"callout warn\"><b>Not a design:</b> ");
    if (result->design_because != NULL) {
      lg_html_sentence(page, result->design_because);
      lg_html_markup(page, " ");
    }
    lg_html_markup(page, "So nothing in it counts, for or against. Describe what you would build, "
                         "and say what for.</p>\n");
  }
}

/* -- next ------------------------------------------------------------------------------- */

/* The card of what a step is about: "c4" or "p1"; number 0 when there is none. */
static unsigned find_card(const lg_result *result, const char *id, char *letter) {
  for (uint32_t i = 0; i < result->criterion_count; ++i) {
    if (strcmp(result->criteria[i].id, id) == 0) {
      *letter = 'c';
      return i + 1;
    }
  }
  for (uint32_t i = 0; i < result->penalty_count; ++i) {
    if (strcmp(result->penalties[i].id, id) == 0 &&
        lg_html_penalty_kind(&result->penalties[i]) != LG_HTML_NONE) {
      *letter = 'p';
      return i + 1;
    }
  }
  return 0;
}

static void write_said(lg_html *page, const char *class_name, const char *label, const char *text) {
  if (text == NULL || *text == '\0') {
    return;
  }
  lg_html_markup(page, *label != '\0' ? "<p class=\"%s\"><b>%s</b> " : "<p>", class_name, label);
  lg_html_sentence(page, text);
  lg_html_markup(page, "</p>\n");
}

static void write_step(lg_html *page, const lg_result *result, const lg_result_next *step) {
  char letter = 'c';
  const unsigned number = find_card(result, step->id, &letter);
  lg_html_markup(page, "<li><p class=\"what\">");
  if (step->gain > 0) {
    lg_html_markup(page, "<b class=\"gain\">+");
    lg_html_points(page, step->gain);
    lg_html_markup(page, "</b> ");
  }
  if (number > 0) {
    lg_html_markup(page, "<a href=\"#a%u-%c%u\">", page->number, letter, number);
  }
  lg_html_markup(page, step->penalty ? "Avoid: " : "");
  lg_html_text(page, step->title);
  lg_html_markup(page, number > 0 ? "</a></p>\n" : "</p>\n");
  write_said(page, "gained", "Gain:", step->why);
  write_said(page, "held", "No higher so far:", step->held);
  write_said(page, "", "", step->held_alone ? "Nothing else is missing" : step->advice);
  write_said(page, "probe", "Be ready for:", step->probe);
  lg_html_markup(page, "</li>\n");
}

static void begin_panel(lg_html *page, const char *name, const char *title) {
  lg_html_markup(page, "<section class=\"panel %s\">\n", name);
  lg_html_heading(page, 1, name, title);
}

static void write_next(lg_html *page, const lg_result *result) {
  if (result->next_count == 0) {
    return;
  }
  begin_panel(page, "next",
              result->next_count == 1
                  ? "Next: the step that gains points"
                  : "Next: the steps that gain most points, each on top of those before it");
  lg_html_markup(page, "<ol>\n");
  for (uint32_t i = 0; i < result->next_count && i < STEPS; ++i) {
    write_step(page, result, &result->next[i]);
  }
  lg_html_markup(page, "</ol>\n</section>\n");
}

/* -- sections --------------------------------------------------------------------------- */

static void write_section(lg_html *page, const lg_result_section *section, unsigned number) {
  lg_html_markup(page, "<tr><th scope=\"row\"><a href=\"#a%u-s%u\">", page->number, number);
  lg_html_text(page, section->title);
  lg_html_markup(page, "</a></th><td>");
  write_bar(page,
            section->points * 3 >= section->max_points * 2 ? "good"
            : section->points * 3 >= section->max_points   ? "fair"
                                                           : "poor",
            section->points, section->max_points);
  lg_html_markup(page, "</td><td class=\"num\">");
  lg_html_points(page, section->points);
  lg_html_markup(page, "<small> of ");
  lg_html_points(page, section->max_points);
  lg_html_markup(page, "</small></td></tr>\n");
}

static void write_sections(lg_html *page, const lg_result *result) {
  if (result->section_count == 0 || !lg_any_decided(result)) {
    return;
  }
  begin_panel(page, "points", "Points by section");
  lg_html_markup(page, "<table class=\"chart\">\n<thead class=\"vh\"><tr><th scope=\"col\">Section"
                       "</th><th scope=\"col\">Share</th><th scope=\"col\">Points</th></tr>"
                       "</thead>\n<tbody>\n");
  for (uint32_t i = 0; i < result->section_count; ++i) {
    write_section(page, &result->sections[i], i + 1);
  }
  lg_milli penalties = 0;
  for (uint32_t i = 0; i < result->penalty_count; ++i) {
    penalties += result->penalties[i].points;
  }
  if (penalties != 0) {
    lg_html_markup(page,
                   "<tr><th scope=\"row\"><a href=\"#a%u-penalties\">Penalties</a></th><td></td>"
                   "<td class=\"num cost\">",
                   page->number);
    lg_html_points(page, penalties);
    lg_html_markup(page, "</td></tr>\n");
  }
  lg_html_markup(page, "</tbody>\n</table>\n</section>\n");
}

/* -- checks ------------------------------------------------------------------------------ */

static void write_checks(lg_html *page) {
  size_t count = 0;
  const lg_check *checks = lg_checks_of(page->input, page->number - 1, &count);
  if (count == 0) {
    return;
  }
  static const struct {
    lg_html_kind kind;
    const char *word;
  } told[] = {[LG_CHECK_MET] = {LG_HTML_FULL, "met"},
              [LG_CHECK_UNMET] = {LG_HTML_COST, "not met"},
              [LG_CHECK_ACCEPTED] = {LG_HTML_OPEN, "not met, as known"}};
  begin_panel(page, "checks", "Checks");
  lg_html_markup(page, "<table>\n<thead><tr><th scope=\"col\">Asked of</th><th scope=\"col\">"
                       "Verdict</th><th scope=\"col\">What was asked</th></tr></thead>\n<tbody>\n");
  for (size_t i = 0; i < count; ++i) {
    lg_html_markup(page, "<tr><th scope=\"row\"><code>");
    lg_html_text(page, checks[i].rule);
    lg_html_markup(page, "</code></th><td class=\"verdict\">");
    lg_html_icon(page, told[checks[i].status].kind);
    lg_html_markup(page, " %s</td><td>", told[checks[i].status].word);
    lg_html_text(page, checks[i].message);
    lg_html_markup(page, "</td></tr>\n");
  }
  lg_html_markup(page, "</tbody>\n</table>\n</section>\n");
}

/* -- summary ----------------------------------------------------------------------------- */

void lg_html_summary(lg_html *page, const lg_result *result) {
  write_tally(page, result);
  write_callouts(page, result);
  lg_html_markup(page, "<div class=\"panels\">\n");
  write_next(page, result);
  write_sections(page, result);
  if (lg_any_decided(result)) {
    lg_html_path(page, result);
  }
  write_checks(page);
  lg_html_markup(page, "</div>\n");
  const lg_diagnostics *notes = &result->diagnostics;
  if (notes->count > 0) {
    lg_html_markup(page, "<section class=\"notes\">\n");
    lg_html_heading(page, 1, "notes", "Notes");
    lg_html_diagnostics(page, notes, result->path);
    lg_html_markup(page, "</section>\n");
  }
}
