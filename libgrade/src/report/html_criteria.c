#include <string.h>

#include "report/faults.h"
#include "report/html.h"

/* -- parts of a card ----------------------------------------------------------------- */

static void write_labelled(lg_html *page, const char *class_name, const char *label,
                           const char *text) {
  if (text == NULL || *text == '\0') {
    return;
  }
  lg_html_markup(page, "<p class=\"%s\"><b>%s</b> ", class_name, label);
  lg_html_sentence(page, text);
  lg_html_markup(page, "</p>\n");
}

/* `first` is the number of the first among all evidence of the answer. */
static void write_quotations(lg_html *page, const lg_result *result, unsigned first,
                             const lg_result_evidence *evidence, uint32_t count) {
  if (count == 0) {
    return;
  }
  lg_html_markup(page, "<ul class=\"quotes\">\n");
  for (uint32_t i = 0; i < count; ++i) {
    const lg_result_evidence *item = &evidence[i];
    if (lg_html_is_repeated(evidence, i)) {
      continue;
    }
    if (lg_html_is_marked(result, evidence, i)) {
      lg_html_markup(page, "<li><a class=\"at\" href=\"#a%u-e%u\">line %u</a> <q>", page->number,
                     first + i, item->line);
    } else {
      lg_html_markup(page, "<li><span class=\"at\">line %u</span> <q>", item->line);
    }
    lg_html_text_of(page, item->text, item->text_length);
    lg_html_markup(page, "</q></li>\n");
  }
  lg_html_markup(page, "</ul>\n");
}

/* What a caller asked of it, where anybody did. */
static void write_check(lg_html *page, const char *rule) {
  const lg_check *check = lg_find_check(page->input, page->number - 1, rule);
  if (check == NULL) {
    return;
  }
  lg_html_markup(page, "<p class=\"asked\"><b>%s</b> ",
                 check->status == LG_CHECK_MET        ? "Check met:"
                 : check->status == LG_CHECK_ACCEPTED ? "Check not met, as known:"
                                                      : "Check not met:");
  lg_html_sentence(page, check->message);
  lg_html_markup(page, "</p>\n");
}

/* A card is open when there is something to do about it. */
static void begin_card(lg_html *page, lg_html_kind kind, char letter, unsigned number,
                       const char *title) {
  const char *name = lg_html_kind_class(kind);
  lg_html_markup(page, "<details class=\"card %s\" id=\"a%u-%c%u\" data-k=\"%s\"%s>\n<summary>",
                 name, page->number, letter, number, name, kind == LG_HTML_FULL ? "" : " open");
  lg_html_markup(page, "<span class=\"n\">%s%u</span>", letter == 'p' ? "P" : "", number);
  lg_html_icon(page, kind);
  lg_html_markup(page, "<span class=\"t\">");
  lg_html_text(page, title);
  lg_html_markup(page, "<span class=\"vh\">, %s</span></span><span class=\"pts\">",
                 lg_html_kind_word(kind));
}

static void begin_body(lg_html *page, const char *id, const char *word) {
  lg_html_markup(page, "</span></summary>\n<div class=\"body\">\n<p class=\"meta\"><code>");
  lg_html_text(page, id);
  lg_html_markup(page, "</code> <span>%s", word);
}

static void end_card(lg_html *page) {
  lg_html_markup(page, "</div>\n</details>\n");
}

/* -- criteria -------------------------------------------------------------------------- */

static void write_points(lg_html *page, const lg_result_criterion *criterion) {
  if (criterion->undetermined && criterion->points == 0) {
    lg_html_markup(page, "?");
  } else {
    lg_html_points(page, criterion->points);
  }
  lg_html_markup(page, criterion->undetermined && criterion->points > 0 ? "+ of " : " of ");
  lg_html_points(page, criterion->max_points);
}

/* What is not decided is not advised on. */
static void write_help(lg_html *page, const lg_result_criterion *criterion) {
  const bool verbose = page->input->options.verbose > 0;
  if (!criterion->undetermined) {
    write_labelled(page, "held", "No higher so far:", verbose ? NULL : criterion->held);
    write_labelled(page, "do", "What to do:",
                   criterion->held_alone ? "Nothing else is missing" : criterion->advice);
    write_labelled(page, "probe", "Be ready for:", criterion->probe);
  }
  if (verbose) {
    write_labelled(page, "why", "Why:", criterion->reason);
  } else if (criterion->held == NULL) {
    write_labelled(page, "why", "Why:", criterion->plain_reason);
  }
}

static void write_criterion(lg_html *page, const lg_result *result, uint32_t index,
                            unsigned evidence) {
  const lg_result_criterion *criterion = &result->criteria[index];
  const lg_html_kind kind = lg_html_criterion_kind(criterion);
  begin_card(page, kind, 'c', index + 1, criterion->title);
  write_points(page, criterion);
  begin_body(page, criterion->id, lg_html_kind_word(kind));
  if (criterion->undetermined && criterion->level == 0) {
    lg_html_markup(page, "</span></p>\n");
  } else {
    lg_html_markup(page, ", level %u of %u%s</span></p>\n", criterion->level, criterion->max_level,
                   criterion->undetermined ? " or higher" : "");
  }
  write_check(page, criterion->id);
  write_quotations(page, result, evidence, criterion->evidence, criterion->evidence_count);
  write_help(page, criterion);
  end_card(page);
}

/* Those of one section; returns whether there are any. */
static void write_section(lg_html *page, const lg_result *result, uint32_t index) {
  const lg_result_section *section = &result->sections[index];
  const unsigned level = page->level + 2;
  lg_html_markup(page, "<section class=\"group\">\n<h%u id=\"a%u-s%u\">", level, page->number,
                 index + 1);
  lg_html_text(page, section->title);
  lg_html_markup(page, " <small>");
  lg_html_points(page, section->points);
  lg_html_markup(page, " of ");
  lg_html_points(page, section->max_points);
  lg_html_markup(page, "</small></h%u>\n", level);
  unsigned evidence = 1;
  for (uint32_t i = 0; i < result->criterion_count; ++i) {
    if (result->criteria[i].section == index) {
      write_criterion(page, result, i, evidence);
    }
    evidence += result->criteria[i].evidence_count;
  }
  lg_html_markup(page, "</section>\n");
}

/* -- penalties ------------------------------------------------------------------------- */

static void write_penalty(lg_html *page, const lg_result *result, uint32_t index,
                          unsigned evidence) {
  const lg_result_penalty *penalty = &result->penalties[index];
  const lg_html_kind kind = lg_html_penalty_kind(penalty);
  begin_card(page, kind, 'p', index + 1, penalty->title);
  if (kind == LG_HTML_COST) {
    lg_html_points(page, penalty->points);
  } else {
    lg_html_markup(page, "undecided");
  }
  begin_body(page, penalty->id, kind == LG_HTML_COST ? "penalty" : "undecided penalty");
  lg_html_markup(page, "</span></p>\n");
  write_check(page, penalty->id);
  write_quotations(page, result, evidence, penalty->evidence, penalty->evidence_count);
  if (kind == LG_HTML_COST) {
    write_labelled(page, "do",
                   "What to do:", penalty->advice != NULL ? penalty->advice : penalty->help);
  } else {
    write_labelled(page, "why", "Why:", "Not decided: a limit was met before it could be");
  }
  end_card(page);
}

/* The penalties that nothing was found for, by name only. */
static void write_avoided(lg_html *page, const lg_result *result, uint32_t count) {
  lg_html_markup(page, "<details class=\"avoided\">\n<summary>Not found: %u</summary>\n<ul>\n",
                 count);
  for (uint32_t i = 0; i < result->penalty_count; ++i) {
    const lg_result_penalty *penalty = &result->penalties[i];
    if (lg_html_penalty_kind(penalty) == LG_HTML_NONE) {
      lg_html_markup(page, "<li>");
      lg_html_text(page, penalty->title);
      lg_html_markup(page, " <small>(would cost ");
      lg_html_points(page, penalty->cost < 0 ? -penalty->cost : penalty->cost);
      lg_html_markup(page, ")</small>");
      write_check(page, penalty->id);
      lg_html_markup(page, "</li>\n");
    }
  }
  lg_html_markup(page, "</ul>\n</details>\n");
}

static void write_penalties(lg_html *page, const lg_result *result) {
  const unsigned level = page->level + 2;
  lg_milli sum = 0;
  uint32_t avoided = 0;
  unsigned evidence = 1;
  for (uint32_t i = 0; i < result->penalty_count; ++i) {
    sum += result->penalties[i].points;
    avoided += lg_html_penalty_kind(&result->penalties[i]) == LG_HTML_NONE;
  }
  for (uint32_t i = 0; i < result->criterion_count; ++i) {
    evidence += result->criteria[i].evidence_count;
  }
  lg_html_markup(page, "<section class=\"group\">\n<h%u id=\"a%u-penalties\">Penalties <small>",
                 level, page->number);
  lg_html_points(page, sum);
  lg_html_markup(page, "</small></h%u>\n", level);
  for (uint32_t i = 0; i < result->penalty_count; ++i) {
    if (lg_html_penalty_kind(&result->penalties[i]) != LG_HTML_NONE) {
      write_penalty(page, result, i, evidence);
    }
    evidence += result->penalties[i].evidence_count;
  }
  if (avoided > 0) {
    write_avoided(page, result, avoided);
  }
  lg_html_markup(page, "</section>\n");
}

void lg_html_criteria(lg_html *page, const lg_result *result) {
  for (uint32_t i = 0; i < result->section_count; ++i) {
    write_section(page, result, i);
  }
  if (result->penalty_count > 0) {
    write_penalties(page, result);
  }
}
