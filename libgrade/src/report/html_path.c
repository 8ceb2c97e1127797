/* The path of an answer through the playbook: one row for each section, in the
 * order of the rubric, and in it the answer from its beginning to its end with
 * what it was credited for. An answer that follows the playbook fills the rows
 * from the upper left to the lower right; one that draws first and asks later
 * shows it at a glance. */
#include "report/html.h"
#include "report/playbook.h"

/* The answer is this wide; the thinnest mark is still seen. */
enum { WIDTH = 1000, HEIGHT = 10, THINNEST = 7 };

/* What is credited in part has half the height: not told by colour alone. */
static void write_place(lg_html *page, const lg_result *result, const lg_result_evidence *item,
                        lg_html_kind kind) {
  const bool full = kind == LG_HTML_FULL || kind == LG_HTML_COST;
  uint64_t start = item->start * WIDTH / result->answer_length;
  uint64_t width = (item->end - item->start) * WIDTH / result->answer_length;
  width = width < THINNEST ? THINNEST : width;
  start = start + width > WIDTH ? WIDTH - width : start;
  lg_html_markup(page, "<rect class=\"%s\" x=\"%u\" y=\"%u\" width=\"%u\" height=\"%u\"/>",
                 lg_html_kind_class(kind), (unsigned)start, full ? 0 : HEIGHT / 2, (unsigned)width,
                 full ? HEIGHT : HEIGHT / 2);
}

/* The places of one section that were credited fully, or the others. */
static void write_places(lg_html *page, const lg_result *result, uint32_t section, bool full) {
  for (uint32_t i = 0; i < result->criterion_count; ++i) {
    const lg_result_criterion *criterion = &result->criteria[i];
    const lg_html_kind kind = lg_html_criterion_kind(criterion);
    if (criterion->section != section || (kind == LG_HTML_FULL) != full) {
      continue;
    }
    for (uint32_t j = 0; j < criterion->evidence_count; ++j) {
      if (lg_html_is_marked(result, criterion->evidence, j)) {
        write_place(page, result, &criterion->evidence[j], kind);
      }
    }
  }
}

static void begin_strip(lg_html *page) {
  lg_html_markup(page, "<svg class=\"strip\" viewBox=\"0 0 1000 10\" preserveAspectRatio=\"none\" "
                       "aria-hidden=\"true\"><rect class=\"track\" width=\"1000\" height=\"10\"/>");
}

/* -- rows ------------------------------------------------------------------------------ */

static const char *ordinal_ending(unsigned number) {
  if (number % 100 / 10 == 1) {
    return "th";
  }
  return number % 10 == 1 ? "st" : number % 10 == 2 ? "nd" : number % 10 == 3 ? "rd" : "th";
}

static void write_stop(lg_html *page, const lg_result *result, const lg_playbook_stop *stop,
                       unsigned order) {
  lg_html_markup(page, "<li><span class=\"name\">");
  lg_html_text(page, result->sections[stop->section].title);
  lg_html_markup(page, "</span>");
  begin_strip(page);
  write_places(page, result, stop->section, false);
  write_places(page, result, stop->section, true);
  lg_html_markup(page, "</svg>");
  if (stop->first == NULL) {
    lg_html_markup(page, "<span class=\"when\">not reached</span></li>\n");
    return;
  }
  lg_html_markup(page, "<span class=\"when\">%s%u%s, line %u</span></li>\n",
                 stop->early ? "<b class=\"early\">early</b> " : "", order, ordinal_ending(order),
                 stop->first->line);
}

/* Where penalties were found, when they were. */
static void write_penalties(lg_html *page, const lg_result *result) {
  uint32_t places = 0;
  for (uint32_t i = 0; i < result->penalty_count; ++i) {
    const lg_result_penalty *penalty = &result->penalties[i];
    for (uint32_t j = 0; j < penalty->evidence_count; ++j) {
      places += lg_html_is_marked(result, penalty->evidence, j);
    }
  }
  if (places == 0) {
    return;
  }
  lg_html_markup(page, "<li><span class=\"name\">Penalties</span>");
  begin_strip(page);
  for (uint32_t i = 0; i < result->penalty_count; ++i) {
    const lg_result_penalty *penalty = &result->penalties[i];
    for (uint32_t j = 0; j < penalty->evidence_count; ++j) {
      if (lg_html_is_marked(result, penalty->evidence, j)) {
        write_place(page, result, &penalty->evidence[j], lg_html_penalty_kind(penalty));
      }
    }
  }
  lg_html_markup(page, "</svg><span class=\"when\">%u %s</span></li>\n", places,
                 places == 1 ? "place" : "places");
}

static void write_legend(lg_html *page, const lg_playbook *playbook, const lg_result *result) {
  bool early = false;
  for (uint32_t i = 0; i < playbook->count; ++i) {
    early = early || playbook->stops[i].early;
  }
  lg_html_markup(page, "<p class=\"legend\">Each row is the whole answer, from its first line to "
                       "its last, with the places that count for the section; low ones count in "
                       "part. On the right: in which order the answer comes to the sections.");
  if (early) {
    lg_html_markup(page, " <b class=\"early\">early</b>: before \xe2\x80\x9c");
    lg_html_text(page, result->sections[0].title);
    lg_html_markup(page, "\xe2\x80\x9d, with which the playbook begins.");
  }
  lg_html_markup(page, "</p>\n");
}

void lg_html_path(lg_html *page, const lg_result *result) {
  lg_playbook playbook;
  const lg_allocator *allocator = &page->output->buffer.allocator;
  if (!lg_playbook_read(&playbook, result, allocator)) {
    lg_output_fail(page->output, LG_NO_MEMORY);
  } else if (playbook.count > 0) {
    lg_html_markup(page, "<section class=\"panel path\">\n");
    lg_html_heading(page, 1, "path", "Path through the playbook");
    lg_html_markup(page, "<ol>\n");
    for (uint32_t section = 0; section < playbook.count; ++section) {
      for (uint32_t i = 0; i < playbook.count; ++i) {
        if (playbook.stops[i].section == section) {
          write_stop(page, result, &playbook.stops[i], i + 1);
        }
      }
    }
    write_penalties(page, result);
    lg_html_markup(page, "</ol>\n");
    write_legend(page, &playbook, result);
    lg_html_markup(page, "</section>\n");
  }
  lg_playbook_free(&playbook);
}
