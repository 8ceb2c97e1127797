#include "report/text_sections.h"

#include <string.h>

#include "base/diagnostic.h"
#include "report/playbook.h"
#include "report/text_order.h"

enum {
  MARGIN = 2,
  GAP = 2, /* between columns */
  NARROW = 60,
  WIDE = 100,
  SHORT_BAR = 10,
  LONG_BAR = 20,
  SHORTEST_STRIP = 20, /* beside the bars; else below them */
  LONGEST_STRIP = 60,
  SHORTEST_TITLE = 8,
  LONGEST_TITLE = 36,
  CUT = 4 /* columns of the " ..." behind a title that is cut */
};

/* Columns of the picture. */
typedef struct frame {
  uint32_t longest_title; /* a title is cut there */
  uint32_t title;
  uint32_t earned; /* the figures, aligned at their right */
  uint32_t most;
  uint32_t bar;
  uint32_t strip; /* 0: none */
  bool beside;    /* strips stand beside the bars, not below them */
} frame;

/* -- measures -------------------------------------------------------------- */

static uint32_t larger(uint32_t left, uint32_t right) {
  return left > right ? left : right;
}

static uint32_t smaller(uint32_t left, uint32_t right) {
  return left < right ? left : right;
}

static uint32_t points_width(lg_layout *layout, lg_milli points) {
  lg_layout_milli(layout, points);
  return lg_layout_measure(layout);
}

static lg_milli sum_penalties(const lg_result *result) {
  lg_milli sum = 0;
  for (uint32_t i = 0; i < result->penalty_count; ++i) {
    sum += result->penalties[i].points;
  }
  return sum;
}

static uint32_t title_width(lg_layout *layout, const lg_result *result, uint32_t longest) {
  uint32_t widest = (uint32_t)sizeof "Penalties" - 1;
  for (uint32_t i = 0; i < result->section_count; ++i) {
    lg_layout_excerpt(layout, result->sections[i].title, longest);
    widest = larger(widest, lg_layout_measure(layout));
  }
  return widest;
}

static uint32_t figures_width(const frame *columns) {
  return columns->earned + 4 + columns->most; /* "16 of 37" */
}

/* Strips beside the bars where there is room for both. */
static void place(lg_layout *layout, const lg_result *result, frame *columns) {
  columns->bar = layout->width < WIDE ? SHORT_BAR : LONG_BAR;
  columns->longest_title = LONGEST_TITLE;
  columns->title = title_width(layout, result, LONGEST_TITLE);
  const uint32_t taken =
      MARGIN + columns->title + GAP + columns->bar + GAP + figures_width(columns) + GAP;
  columns->beside = taken + SHORTEST_STRIP <= layout->width;
  if (columns->beside) {
    columns->strip = smaller(layout->width - taken, LONGEST_STRIP);
    return;
  }
  columns->bar = layout->width < NARROW ? SHORT_BAR : LONG_BAR;
  const uint32_t others = MARGIN + CUT + GAP + columns->bar + GAP + figures_width(columns);
  const uint32_t rest = layout->width > others ? layout->width - others : 0;
  columns->longest_title = smaller(larger(rest, SHORTEST_TITLE), LONGEST_TITLE);
  columns->title = title_width(layout, result, columns->longest_title);
  columns->strip = smaller(layout->width - MARGIN - columns->title - GAP, LONGEST_STRIP);
}

static frame measure(lg_layout *layout, const lg_result *result) {
  frame columns = {.earned = points_width(layout, sum_penalties(result))};
  for (uint32_t i = 0; i < result->section_count; ++i) {
    const lg_result_section *section = &result->sections[i];
    columns.earned = larger(columns.earned, points_width(layout, section->points));
    columns.most = larger(columns.most, points_width(layout, section->max_points));
  }
  place(layout, result, &columns);
  return columns;
}

/* -- bars ------------------------------------------------------------------ */

static uint32_t write_title(lg_layout *layout, const frame *columns, const char *title) {
  uint32_t column = lg_layout_pad(layout, 0, MARGIN);
  lg_layout_excerpt(layout, title, columns->longest_title);
  column = lg_layout_put(layout, LG_PLAIN, column);
  return lg_layout_pad(layout, column, MARGIN + columns->title + GAP);
}

static lg_style share_style(lg_milli points, lg_milli max) {
  if (points * 3 >= max * 2) {
    return LG_GREEN;
  }
  return points * 3 >= max ? LG_YELLOW : LG_RED;
}

/* Full only when all was earned, empty only when nothing was. */
static uint32_t bar_length(lg_milli points, lg_milli max, uint32_t bar) {
  if (points <= 0 || max <= 0) {
    return 0;
  }
  const lg_milli filled = points >= max ? bar : points * bar / max;
  return filled == 0 ? 1 : (uint32_t)filled;
}

/* Right-aligned behind the bar. */
static uint32_t write_points(lg_layout *layout, const frame *columns, lg_milli points,
                             lg_style style, uint32_t column) {
  const uint32_t end = MARGIN + columns->title + GAP + columns->bar + GAP + columns->earned;
  column = lg_layout_pad(layout, column, end - points_width(layout, points));
  lg_layout_milli(layout, points);
  return lg_layout_put(layout, style, column);
}

static uint32_t write_bar(lg_layout *layout, const frame *columns,
                          const lg_result_section *section) {
  const uint32_t filled = bar_length(section->points, section->max_points, columns->bar);
  uint32_t column = write_title(layout, columns, section->title);
  lg_layout_repeat(layout, '#', filled);
  column = lg_layout_put(layout, share_style(section->points, section->max_points), column);
  lg_layout_repeat(layout, '.', columns->bar - filled);
  column = lg_layout_put(layout, LG_DIM, column);
  column = write_points(layout, columns, section->points, LG_PLAIN, column);
  lg_layout_format(layout, " of ");
  lg_layout_milli(layout, section->max_points);
  return lg_layout_put(layout, LG_PLAIN, column);
}

static uint32_t write_penalty_sum(lg_layout *layout, const frame *columns, lg_milli sum) {
  const uint32_t column = write_title(layout, columns, "Penalties");
  return write_points(layout, columns, sum, LG_RED, column);
}

/* -- strips ---------------------------------------------------------------- */

/* The number of the last line that holds anything. */
static uint32_t last_line(const lg_result *result) {
  size_t length = result->answer_length;
  while (length > 0 && strchr("\r\n\t ", result->answer[length - 1]) != NULL) {
    --length;
  }
  uint32_t line = 0;
  uint32_t column = 0;
  lg_locate(result->answer, result->answer_length, length, &line, &column);
  return line;
}

static uint32_t strip_column(const frame *columns) {
  const uint32_t titled = MARGIN + columns->title + GAP;
  return columns->beside ? titled + columns->bar + GAP + figures_width(columns) + GAP : titled;
}

/* What the marks mean: beside the ruler, or above it where there is no room. */
static uint32_t write_legend(lg_layout *layout, const lg_result *result, const frame *columns) {
  const char *legend =
      sum_penalties(result) != 0 ? "* credited  o in part  ! penalty" : "* credited  o in part";
  lg_layout_format(layout, "%s", legend);
  const uint32_t column = lg_layout_put(layout, LG_DIM, lg_layout_pad(layout, 0, MARGIN));
  if (column + GAP <= strip_column(columns)) {
    return column;
  }
  lg_layout_newline(layout);
  return 0;
}

/* "line 1" over the left end, the last line over the right one. */
static void write_ruler(lg_layout *layout, const lg_result *result, const frame *columns) {
  const uint32_t line = last_line(result);
  const uint32_t end = strip_column(columns) + columns->strip;
  uint32_t column = write_legend(layout, result, columns);
  column = lg_layout_pad(layout, column, strip_column(columns));
  lg_layout_format(layout, line > 1 ? "line 1" : "start");
  column = lg_layout_put(layout, LG_DIM, column);
  for (int pass = 0; pass < 2; ++pass) {
    lg_layout_format(layout, line > 1 ? "line %u" : "end", line);
    if (pass == 0) {
      column = lg_layout_pad(layout, column, end - lg_layout_measure(layout));
    }
  }
  lg_layout_put(layout, LG_DIM, column);
  lg_layout_newline(layout);
}

static void write_track(lg_layout *layout, const frame *columns, const char *track, lg_style style,
                        uint32_t column) {
  lg_layout_pad(layout, column, strip_column(columns));
  for (uint32_t i = 0; i < columns->strip;) {
    uint32_t run = 1;
    while (i + run < columns->strip && track[i + run] == track[i]) {
      ++run;
    }
    lg_layout_repeat(layout, track[i], run);
    lg_layout_put(layout, track[i] == '-' ? LG_DIM : style, 0);
    i += run;
  }
}

/* Marks where the evidence begins. */
static void mark(const lg_result *result, const frame *columns, const lg_result_evidence *evidence,
                 uint32_t count, char *track, char with) {
  for (uint32_t i = 0; i < count; ++i) {
    if (evidence[i].start < result->answer_length) {
      track[evidence[i].start * columns->strip / result->answer_length] = with;
    }
  }
}

static bool is_early(const lg_playbook *playbook, uint32_t section) {
  for (uint32_t i = 0; i < playbook->reached; ++i) {
    if (playbook->stops[i].section == section) {
      return playbook->stops[i].early;
    }
  }
  return false;
}

static void write_section_strip(lg_layout *layout, const lg_result *result, const frame *columns,
                                const lg_playbook *playbook, uint32_t section, uint32_t column) {
  uint32_t cells[LONGEST_STRIP];
  char track[LONGEST_STRIP];
  lg_playbook_strip(result, section, cells, columns->strip);
  for (uint32_t i = 0; i < columns->strip; ++i) {
    track[i] = cells[i] > 0 ? 'o' : '-';
  }
  for (uint32_t i = 0; i < result->criterion_count; ++i) {
    const lg_result_criterion *criterion = &result->criteria[i];
    if (criterion->section == section && criterion->level >= criterion->max_level) {
      mark(result, columns, criterion->evidence, criterion->evidence_count, track, '*');
    }
  }
  write_track(layout, columns, track, is_early(playbook, section) ? LG_YELLOW : LG_CYAN, column);
}

static void write_penalty_strip(lg_layout *layout, const lg_result *result, const frame *columns,
                                uint32_t column) {
  char track[LONGEST_STRIP];
  memset(track, '-', sizeof track);
  for (uint32_t i = 0; i < result->penalty_count; ++i) {
    const lg_result_penalty *penalty = &result->penalties[i];
    if (penalty->present) {
      mark(result, columns, penalty->evidence, penalty->evidence_count, track, '!');
    }
  }
  write_track(layout, columns, track, LG_RED, column);
}

/* -- picture --------------------------------------------------------------- */

static void write_bars(lg_layout *layout, const lg_result *result, const frame *columns,
                       const lg_playbook *playbook, bool strips) {
  for (uint32_t i = 0; i < result->section_count; ++i) {
    const uint32_t column = write_bar(layout, columns, &result->sections[i]);
    if (strips) {
      write_section_strip(layout, result, columns, playbook, i, column);
    }
    lg_layout_newline(layout);
  }
  const lg_milli penalties = sum_penalties(result);
  if (penalties != 0) {
    const uint32_t column = write_penalty_sum(layout, columns, penalties);
    if (strips) {
      write_penalty_strip(layout, result, columns, column);
    }
    lg_layout_newline(layout);
  }
}

static void write_strips(lg_layout *layout, const lg_result *result, const frame *columns,
                         const lg_playbook *playbook) {
  lg_layout_newline(layout);
  write_ruler(layout, result, columns);
  for (uint32_t i = 0; i < result->section_count; ++i) {
    const uint32_t column = write_title(layout, columns, result->sections[i].title);
    write_section_strip(layout, result, columns, playbook, i, column);
    lg_layout_newline(layout);
  }
  if (sum_penalties(result) != 0) {
    write_penalty_strip(layout, result, columns, write_title(layout, columns, "Penalties"));
    lg_layout_newline(layout);
  }
}

static bool has_marks(const lg_result *result, const lg_playbook *playbook) {
  bool marks = playbook->reached > 0;
  for (uint32_t i = 0; i < result->penalty_count && !marks; ++i) {
    marks = result->penalties[i].points != 0 && result->penalties[i].evidence_count > 0;
  }
  return marks && result->answer_length > 0;
}

void lg_text_sections(lg_layout *layout, const lg_result *result) {
  lg_playbook playbook;
  if (!lg_playbook_read(&playbook, result, &layout->output->buffer.allocator)) {
    lg_output_fail(layout->output, LG_NO_MEMORY);
  }
  const frame columns = measure(layout, result);
  const bool strips = has_marks(result, &playbook);
  lg_layout_newline(layout);
  if (strips && columns.beside) {
    write_ruler(layout, result, &columns);
  }
  write_bars(layout, result, &columns, &playbook, strips && columns.beside);
  if (strips && !columns.beside) {
    write_strips(layout, result, &columns, &playbook);
  }
  if (strips) {
    lg_text_order(layout, result, &playbook);
  }
  lg_playbook_free(&playbook);
}
