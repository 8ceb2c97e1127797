#include "report/text_many.h"

#include "report/faults.h"
#include "report/text_parts.h"

enum {
  MARGIN = 2,
  GAP = 2,
  LONGEST_BAND = 16,
  LEAST_PATH = 24, /* columns; with less the table does without a column */
  OFTEN_MISSING = 5
};

static const char score_title[] = "score";
static const char band_title[] = "band";
static const char gain_title[] = "gains most";

typedef struct table_widths {
  uint32_t whole; /* of the whole numbers of the scores */
  uint32_t score; /* of the scores, aligned at their points */
  uint32_t band;
  uint32_t gain;  /* of "+10", aligned at the left */
  uint32_t steps; /* of "+10 scope.volume" */
  uint32_t path;  /* with its remarks */
} table_widths;

static uint32_t larger(uint32_t left, uint32_t right) {
  return left > right ? left : right;
}

static uint32_t whole_width(lg_milli score) {
  return score >= 100 * LG_ONE ? 3 : score >= 10 * LG_ONE ? 2 : 1;
}

static const char *band_of(const lg_result *result) {
  if (!result->complete) {
    return "undecided";
  }
  return result->band == NULL ? "-" : result->band;
}

static const char *path_of(const lg_result *result) {
  return *result->path == '\0' ? "answer" : result->path;
}

/* -- remarks --------------------------------------------------------------- */

typedef struct remark {
  const char *text;
  lg_style style;
} remark;

enum { REMARKS = 3 };

/* What makes an answer unlike the others; NULL where it is not so. */
static void find_remarks(const lg_result *result, bool unmet, remark remarks[REMARKS]) {
  remarks[0] = (remark){result->complete ? NULL : " (incomplete)", LG_RED};
  remarks[1] = (remark){result->design ? NULL : " (not a design)", LG_YELLOW};
  remarks[2] = (remark){unmet ? " (not as asked)" : NULL, LG_RED};
}

/* -- measures -------------------------------------------------------------- */

/* What would gain most, or NULL. */
static const lg_result_next *first_step(const lg_result *result) {
  const bool some = result->design && result->next_count > 0 && result->next[0].gain > 0;
  return some ? &result->next[0] : NULL;
}

static void gather_gain(lg_layout *layout, const lg_result_next *step) {
  lg_layout_format(layout, "+");
  lg_layout_milli(layout, step->gain);
}

static void measure_step(lg_layout *layout, const lg_result_next *step, table_widths *widths,
                         uint32_t *id) {
  if (step != NULL) {
    gather_gain(layout, step);
    widths->gain = larger(widths->gain, lg_layout_measure(layout));
    lg_layout_name(layout, step->id);
    *id = larger(*id, lg_layout_measure(layout));
  }
}

static uint32_t path_width(lg_layout *layout, const lg_report_input *input, size_t index) {
  remark remarks[REMARKS];
  find_remarks(input->results[index], lg_unmet_checks(input, index) > 0, remarks);
  lg_layout_name(layout, path_of(input->results[index]));
  for (size_t i = 0; i < REMARKS; ++i) {
    lg_layout_format(layout, "%s", remarks[i].text == NULL ? "" : remarks[i].text);
  }
  return lg_layout_measure(layout);
}

static table_widths measure(lg_layout *layout, const lg_report_input *input, uint32_t band) {
  table_widths widths = {0};
  uint32_t decimals = 0;
  uint32_t id = 0;
  for (size_t i = 0; i < input->count; ++i) {
    const lg_result *result = input->results[i];
    const uint32_t whole = whole_width(result->score);
    lg_layout_milli(layout, result->score);
    decimals = larger(decimals, lg_layout_measure(layout) - whole);
    widths.whole = larger(widths.whole, whole);
    lg_layout_excerpt(layout, band_of(result), band);
    widths.band = larger(widths.band, lg_layout_measure(layout));
    measure_step(layout, first_step(result), &widths, &id);
    widths.path = larger(widths.path, path_width(layout, input, i));
  }
  widths.score = widths.whole + decimals;
  widths.steps = id == 0 ? 0 : widths.gain + 1 + id;
  return widths;
}

/* Makes room for titles; drops the steps where paths would have no room, or where
 * all of them fit without. */
static void fit(const lg_layout *layout, table_widths *widths) {
  if (widths->score < sizeof score_title - 1) {
    widths->whole += (uint32_t)sizeof score_title - 1 - widths->score;
    widths->score = (uint32_t)sizeof score_title - 1;
  }
  widths->band = larger(widths->band, (uint32_t)sizeof band_title - 1);
  if (widths->steps > 0) {
    widths->steps = larger(widths->steps, (uint32_t)sizeof gain_title - 1);
  }
  const uint32_t without = MARGIN + widths->score + GAP + widths->band + GAP;
  const uint32_t taken = without + widths->steps + GAP;
  const bool all_fit = taken + widths->path <= layout->width;
  if (taken + LEAST_PATH > layout->width || (!all_fit && without + widths->path <= layout->width)) {
    widths->steps = 0;
  }
}

static uint32_t band_column(const table_widths *widths) {
  return MARGIN + widths->score + GAP;
}

static uint32_t step_column(const table_widths *widths) {
  return band_column(widths) + widths->band + GAP;
}

static uint32_t path_column(const table_widths *widths) {
  return step_column(widths) + (widths->steps == 0 ? 0 : widths->steps + GAP);
}

/* -- table ----------------------------------------------------------------- */

static void write_head(lg_layout *layout, const table_widths *widths) {
  uint32_t column = lg_layout_pad(layout, 0, MARGIN);
  lg_layout_format(layout, "%s", score_title);
  column = lg_layout_put(layout, LG_DIM, column);
  column = lg_layout_pad(layout, column, band_column(widths));
  lg_layout_format(layout, "%s", band_title);
  column = lg_layout_put(layout, LG_DIM, column);
  column = lg_layout_pad(layout, column, step_column(widths));
  if (widths->steps > 0) {
    lg_layout_format(layout, "%s", gain_title);
    column = lg_layout_put(layout, LG_DIM, column);
  }
  lg_layout_pad(layout, column, path_column(widths));
  lg_layout_format(layout, "answer");
  lg_layout_put(layout, LG_DIM, 0);
  lg_layout_newline(layout);
}

static uint32_t write_step(lg_layout *layout, const lg_result *result, const table_widths *widths,
                           uint32_t column) {
  const lg_result_next *step = first_step(result);
  if (widths->steps == 0 || step == NULL) {
    return column;
  }
  column = lg_layout_pad(layout, column, step_column(widths));
  gather_gain(layout, step);
  column = lg_layout_put(layout, LG_GREEN, column);
  column = lg_layout_pad(layout, column, step_column(widths) + widths->gain + 1);
  lg_layout_name(layout, step->id);
  return lg_layout_put(layout, LG_PLAIN, column);
}

static void write_row(lg_layout *layout, const lg_report_input *input, size_t index,
                      const table_widths *widths) {
  const lg_result *result = input->results[index];
  const uint32_t start = MARGIN + widths->whole - whole_width(result->score);
  uint32_t column = lg_layout_pad(layout, 0, start);
  lg_layout_milli(layout, result->score);
  column = lg_layout_put(layout, LG_BOLD, column);
  column = lg_layout_pad(layout, column, band_column(widths));
  lg_layout_excerpt(layout, band_of(result), LONGEST_BAND);
  column = lg_layout_put(layout, LG_PLAIN, column);
  column = write_step(layout, result, widths, column);
  uint32_t indent = path_column(widths);
  lg_layout_name(layout, path_of(result));
  const uint32_t path = lg_layout_measure(layout);
  if (indent + path > layout->width) {
    /* A line of its own breaks it less, or not at all. */
    lg_layout_newline(layout);
    indent = 2 * MARGIN;
    column = 0;
  }
  column = lg_layout_pad(layout, column, indent);
  lg_layout_name(layout, path_of(result));
  column = lg_layout_flow(layout, LG_PLAIN, column, indent);
  remark remarks[REMARKS];
  find_remarks(result, lg_unmet_checks(input, index) > 0, remarks);
  for (size_t i = 0; i < REMARKS; ++i) {
    lg_layout_format(layout, "%s", remarks[i].text == NULL ? "" : remarks[i].text);
    column = lg_layout_flow(layout, remarks[i].style, column, indent);
  }
  lg_layout_newline(layout);
}

/* -- figures --------------------------------------------------------------- */

enum { FIGURES_INDENT = MARGIN + 8 };

static void write_label(lg_layout *layout, const char *label) {
  lg_layout_format(layout, "%s", label);
  const uint32_t column = lg_layout_put(layout, LG_DIM, lg_layout_pad(layout, 0, MARGIN));
  lg_layout_pad(layout, column, FIGURES_INDENT);
}

static void write_figures(lg_layout *layout) {
  lg_layout_flow(layout, LG_PLAIN, FIGURES_INDENT, FIGURES_INDENT);
  lg_layout_newline(layout);
}

static void write_scores(lg_layout *layout, const lg_text_batch *batch) {
  if (batch->lowest == NULL) {
    return;
  }
  write_label(layout, "Scores");
  lg_layout_format(layout, "mean ");
  lg_layout_milli(layout, batch->mean);
  lg_layout_format(layout, ", median ");
  lg_layout_milli(layout, batch->median);
  lg_layout_format(layout, ", lowest ");
  lg_layout_milli(layout, batch->lowest->score);
  lg_layout_format(layout, ", highest ");
  lg_layout_milli(layout, batch->highest->score);
  write_figures(layout);
}

static void write_bands(lg_layout *layout, const lg_text_batch *batch) {
  if (batch->band_count == 1 && batch->bands[0].name == NULL) {
    return;
  }
  write_label(layout, "Bands");
  for (size_t i = 0; i < batch->band_count; ++i) {
    lg_layout_format(layout, i > 0 ? ", %z " : "%z ", batch->bands[i].count);
    lg_layout_prose(layout, batch->bands[i].name == NULL ? "without" : batch->bands[i].name);
  }
  write_figures(layout);
}

static void add_mark(lg_layout *layout, size_t count, const char *words) {
  if (count > 0) {
    lg_layout_format(layout, layout->line.length > 0 ? ", %z %s" : "%z %s", count, words);
  }
}

static void write_marked(lg_layout *layout, const lg_report_input *input,
                         const lg_text_batch *batch) {
  size_t unmet = 0;
  for (size_t i = 0; i < batch->count; ++i) {
    unmet += lg_unmet_checks(input, i) > 0;
  }
  if (batch->designs == batch->count && batch->incomplete == 0 && unmet == 0) {
    return;
  }
  write_label(layout, "Marked");
  add_mark(layout, batch->designs < batch->count ? batch->count - batch->designs : 0,
           "not a design");
  add_mark(layout, batch->incomplete, "incomplete");
  add_mark(layout, unmet, "not as asked");
  write_figures(layout);
}

/* -- what is missing, what was asked --------------------------------------- */

static void write_missing(lg_layout *layout, const lg_text_batch *batch, int verbose) {
  if (batch->missing_count == 0) {
    return;
  }
  lg_text_begin(layout, "Most often missing",
                batch->designs == 1 ? ", in 1 design" : ", and in how many of the designs");
  lg_layout_format(layout, "%z", batch->missing[0].count);
  const uint32_t widest = lg_layout_measure(layout);
  const uint32_t indent = MARGIN + widest + GAP;
  for (size_t i = 0; i < batch->missing_count && (verbose > 0 || i < OFTEN_MISSING); ++i) {
    const lg_text_missing *item = &batch->missing[i];
    lg_layout_format(layout, "%z", item->count);
    const uint32_t width = lg_layout_measure(layout);
    uint32_t column = lg_layout_pad(layout, 0, MARGIN + widest - width);
    lg_layout_format(layout, "%z", item->count);
    column = lg_layout_pad(layout, lg_layout_put(layout, LG_BOLD, column), indent);
    lg_text_heading(layout, item->criterion->title, item->criterion->id, LG_PLAIN, column, indent);
  }
}

/* How to come from the table to the reports behind it. */
static void write_way_on(lg_layout *layout) {
  lg_layout_newline(layout);
  lg_layout_format(layout, "One answer in full: name only its file. All of them: --verbose.");
  lg_layout_flow(layout, LG_DIM, 0, 0);
  lg_layout_newline(layout);
}

static void write_asked(lg_layout *layout, const lg_report_input *input,
                        const lg_text_batch *batch) {
  bool begun = false;
  for (size_t i = 0; i < batch->count; ++i) {
    begun = lg_text_checks(layout, input, batch->order[i].index, begun, true);
  }
}

/* -- reports --------------------------------------------------------------- */

void lg_text_many(lg_layout *layout, const lg_report_input *input, const lg_text_batch *batch) {
  lg_layout_format(layout, "%z answers", batch->count);
  const uint32_t column = lg_layout_put(layout, LG_BOLD, 0);
  lg_layout_format(layout, ", best first");
  lg_layout_put(layout, LG_DIM, column);
  lg_layout_newline(layout);
  lg_layout_newline(layout);
  table_widths widths = measure(layout, input, LONGEST_BAND);
  fit(layout, &widths);
  write_head(layout, &widths);
  for (size_t i = 0; i < batch->count; ++i) {
    write_row(layout, input, batch->order[i].index, &widths);
  }
  lg_layout_newline(layout);
  write_scores(layout, batch);
  write_bands(layout, batch);
  write_marked(layout, input, batch);
  write_missing(layout, batch, input->options.verbose);
  if (input->options.verbose <= 0) {
    write_asked(layout, input, batch);
    write_way_on(layout);
  }
}

void lg_text_quiet(lg_layout *layout, const lg_report_input *input) {
  const table_widths widths = measure(layout, input, UINT32_MAX);
  for (size_t i = 0; i < input->count; ++i) {
    const lg_result *result = input->results[i];
    uint32_t column = lg_layout_pad(layout, 0, widths.whole - whole_width(result->score));
    lg_layout_milli(layout, result->score);
    column = lg_layout_put(layout, LG_BOLD, column);
    column = lg_layout_pad(layout, column, widths.score + 1);
    lg_layout_excerpt(layout, band_of(result), UINT32_MAX);
    column = lg_layout_put(layout, LG_PLAIN, column);
    column = lg_layout_pad(layout, column, widths.score + 1 + widths.band + 1);
    lg_layout_name(layout, path_of(result));
    column = lg_layout_put(layout, LG_PLAIN, column);
    remark remarks[REMARKS];
    find_remarks(result, false, remarks);
    for (size_t j = 0; j < REMARKS; ++j) {
      lg_layout_format(layout, "%s", remarks[j].text == NULL ? "" : remarks[j].text);
      column = lg_layout_put(layout, remarks[j].style, column);
    }
    lg_layout_newline(layout);
  }
}
