/* The report for people. What a candidate wants to know comes first: the score
 * and what holds it back, where it was earned, the three steps that gain most.
 * The evidence for all of it follows. It is plain ASCII but for the words of
 * the answer and the rubric, and colour repeats what the words already say. */
#include <string.h>

#include "report/format.h"
#include "report/text_parts.h"

enum { BAR = 20, NARROW_BAR = 10, NARROW = 60, LONGEST_SECTION = 36, STEPS = 3, DIGEST_SHOWN = 12 };

static uint32_t points_width(lg_layout *layout, lg_milli points) {
  lg_layout_milli(layout, points);
  return lg_layout_measure(layout);
}

/* -- head ------------------------------------------------------------------ */

static void write_title(lg_layout *layout, const lg_result *result, int verbose) {
  lg_layout_name(layout, *result->path == '\0' ? "answer" : result->path);
  lg_layout_flow(layout, LG_BOLD, 0, 0);
  lg_layout_newline(layout);
  lg_layout_prose(layout, *result->rubric_title == '\0' ? result->rubric_id : result->rubric_title);
  lg_layout_format(layout, " ");
  lg_layout_prose(layout, result->rubric_version);
  if (verbose > 0) {
    lg_layout_format(layout, " (");
    lg_layout_prose(layout, result->rubric_id);
    const size_t digest = strlen(result->rubric_digest);
    lg_layout_format(layout, ", %.*s)", digest < DIGEST_SHOWN ? (int)digest : DIGEST_SHOWN,
                     result->rubric_digest);
  }
  lg_layout_flow(layout, LG_DIM, 0, 0);
  lg_layout_newline(layout);
}

static void write_score(lg_layout *layout, const lg_result *result) {
  uint32_t column = lg_layout_pad(layout, 0, 2);
  lg_layout_milli(layout, result->score);
  column = lg_layout_put(layout, LG_BOLD, column);
  lg_layout_format(layout, " of ");
  lg_layout_milli(layout, result->max);
  if (result->band != NULL) {
    lg_layout_format(layout, ", ");
    column = lg_layout_put(layout, LG_PLAIN, column);
    lg_layout_prose(layout, result->band);
    column = lg_layout_put(layout, LG_BOLD, column);
  }
  lg_layout_put(layout, LG_PLAIN, column);
  lg_layout_newline(layout);
}

static bool begins_lower(const char *text) {
  return *text >= 'a' && *text <= 'z';
}

static void write_caps(lg_layout *layout, const lg_result *result) {
  for (uint32_t i = 0; i < result->cap_count; ++i) {
    const lg_result_cap *cap = &result->caps[i];
    if (cap->score_before > result->score) {
      lg_layout_format(layout, "Would be ");
      lg_layout_milli(layout, cap->score_before);
      lg_layout_format(layout, "; capped at ");
    } else {
      lg_layout_format(layout, "Cannot pass ");
    }
    lg_layout_prose(layout, cap->band);
    lg_layout_format(layout, begins_lower(cap->because) ? " because " : ": ");
    lg_layout_sentence(layout, cap->because);
    lg_layout_flow(layout, LG_YELLOW, lg_layout_pad(layout, 0, 2), 2);
    lg_layout_newline(layout);
  }
}

static uint32_t count_undetermined(const lg_result *result) {
  uint32_t count = 0;
  for (uint32_t i = 0; i < result->criterion_count; ++i) {
    count += result->criteria[i].undetermined;
  }
  for (uint32_t i = 0; i < result->penalty_count; ++i) {
    count += result->penalties[i].undetermined;
  }
  return count;
}

static void write_state(lg_layout *layout, const lg_result *result) {
  if (!result->complete) {
    const uint32_t count = count_undetermined(result);
    lg_layout_format(layout, "INCOMPLETE: ");
    if (count > 0) {
      lg_layout_format(layout, "%u %s could not be decided because ", count,
                       count == 1 ? "verdict" : "verdicts");
    }
    lg_layout_format(layout, "a limit was reached, so the score may be wrong. See the notes at the "
                             "end.");
    lg_layout_flow(layout, LG_RED, lg_layout_pad(layout, 0, 2), 2);
    lg_layout_newline(layout);
  }
  if (!result->design) {
    lg_layout_format(layout, "NOT A DESIGN: ");
    if (result->design_because != NULL) {
      lg_layout_sentence(layout, result->design_because);
      lg_layout_format(layout, " ");
    }
    lg_layout_format(layout, "So nothing in it counts, for or against. Describe what you would "
                             "build, and say what for.");
    lg_layout_flow(layout, LG_YELLOW, lg_layout_pad(layout, 0, 2), 2);
    lg_layout_newline(layout);
  }
}

/* -- bars ------------------------------------------------------------------ */

static lg_style share_style(lg_milli points, lg_milli max) {
  if (points * 3 >= max * 2) {
    return LG_GREEN;
  }
  return points * 3 >= max ? LG_YELLOW : LG_RED;
}

static uint32_t bar_width(const lg_layout *layout) {
  return layout->width < NARROW ? NARROW_BAR : BAR;
}

/* Columns a section's title may take, so that bar and figures fit beside it. */
static uint32_t longest_section(const lg_layout *layout) {
  const uint32_t rest = layout->width - bar_width(layout) - 20;
  return rest < LONGEST_SECTION ? rest : LONGEST_SECTION;
}

/* Full only when all was earned, empty only when nothing was. */
static uint32_t bar_length(lg_milli points, lg_milli max, uint32_t bar) {
  if (points <= 0 || max <= 0) {
    return 0;
  }
  const lg_milli filled = points >= max ? bar : points * bar / max;
  return filled == 0 ? 1 : (uint32_t)filled;
}

static void write_bar(lg_layout *layout, const lg_result_section *section, uint32_t title_width,
                      uint32_t number_width) {
  const uint32_t bar = bar_width(layout);
  const uint32_t filled = bar_length(section->points, section->max_points, bar);
  uint32_t column = lg_layout_pad(layout, 0, 2);
  lg_layout_excerpt(layout, section->title, longest_section(layout));
  column = lg_layout_put(layout, LG_PLAIN, column);
  column = lg_layout_pad(layout, column, title_width + 4);
  for (uint32_t i = 0; i < filled; ++i) {
    lg_layout_format(layout, "#");
  }
  column = lg_layout_put(layout, share_style(section->points, section->max_points), column);
  for (uint32_t i = filled; i < bar; ++i) {
    lg_layout_format(layout, ".");
  }
  column = lg_layout_put(layout, LG_DIM, column);
  const uint32_t number = points_width(layout, section->points);
  column = lg_layout_pad(layout, column, column + 2 + number_width - number);
  lg_layout_milli(layout, section->points);
  lg_layout_format(layout, " of ");
  lg_layout_milli(layout, section->max_points);
  lg_layout_put(layout, LG_PLAIN, column);
  lg_layout_newline(layout);
}

static void write_penalty_sum(lg_layout *layout, lg_milli sum, uint32_t title_width,
                              uint32_t number_width) {
  uint32_t column = lg_layout_pad(layout, 0, 2);
  lg_layout_format(layout, "Penalties");
  column = lg_layout_put(layout, LG_PLAIN, column);
  const uint32_t number = points_width(layout, sum);
  column = lg_layout_pad(layout, column,
                         title_width + 4 + bar_width(layout) + 2 + number_width - number);
  lg_layout_milli(layout, sum);
  lg_layout_put(layout, LG_RED, column);
  lg_layout_newline(layout);
}

static void write_bars(lg_layout *layout, const lg_result *result) {
  uint32_t title_width = (uint32_t)sizeof "Penalties" - 1;
  uint32_t number_width = 0;
  lg_milli penalties = 0;
  for (uint32_t i = 0; i < result->penalty_count; ++i) {
    penalties += result->penalties[i].points;
  }
  number_width = points_width(layout, penalties);
  for (uint32_t i = 0; i < result->section_count; ++i) {
    const lg_result_section *section = &result->sections[i];
    lg_layout_excerpt(layout, section->title, longest_section(layout));
    const uint32_t title = lg_layout_measure(layout);
    const uint32_t number = points_width(layout, section->points);
    title_width = title > title_width ? title : title_width;
    number_width = number > number_width ? number : number_width;
  }
  lg_layout_newline(layout);
  for (uint32_t i = 0; i < result->section_count; ++i) {
    write_bar(layout, &result->sections[i], title_width, number_width);
  }
  if (penalties != 0) {
    write_penalty_sum(layout, penalties, title_width, number_width);
  }
}

/* -- one answer, many answers ---------------------------------------------- */

static void write_answer(lg_layout *layout, const lg_result *result, int verbose) {
  write_title(layout, result, verbose);
  lg_layout_newline(layout);
  write_score(layout, result);
  write_caps(layout, result);
  write_state(layout, result);
  if (result->design || verbose > 0) {
    write_bars(layout, result);
    lg_text_next(layout, result, STEPS);
    lg_text_penalties(layout, result, STEPS, verbose);
    lg_text_criteria(layout, result, STEPS, verbose);
  }
  lg_text_diagnostics(layout, result->path, &result->diagnostics);
}

typedef struct table_widths {
  uint32_t whole; /* of the whole numbers of the scores */
  uint32_t score; /* of the scores, aligned at their points */
  uint32_t band;
} table_widths;

static uint32_t whole_width(lg_milli score) {
  return score >= 100 * LG_ONE ? 3 : score >= 10 * LG_ONE ? 2 : 1;
}

static const char *band_of(const lg_result *result) {
  return result->band == NULL ? "-" : result->band;
}

static table_widths measure(lg_layout *layout, const lg_report_input *input) {
  table_widths widths = {0, 0, 0};
  uint32_t decimals = 0;
  for (size_t i = 0; i < input->count; ++i) {
    const lg_result *result = input->results[i];
    const uint32_t whole = whole_width(result->score);
    const uint32_t rest = points_width(layout, result->score) - whole;
    lg_layout_name(layout, band_of(result));
    const uint32_t band = lg_layout_measure(layout);
    widths.whole = whole > widths.whole ? whole : widths.whole;
    decimals = rest > decimals ? rest : decimals;
    widths.band = band > widths.band ? band : widths.band;
  }
  widths.score = widths.whole + decimals;
  return widths;
}

/* "71.5 senior answer.md", one line for each answer. */
static void write_table(lg_layout *layout, const lg_report_input *input, uint32_t indent) {
  const table_widths widths = measure(layout, input);
  for (size_t i = 0; i < input->count; ++i) {
    const lg_result *result = input->results[i];
    const uint32_t start =
        lg_layout_pad(layout, 0, indent + widths.whole - whole_width(result->score));
    lg_layout_milli(layout, result->score);
    uint32_t column = lg_layout_put(layout, LG_BOLD, start);
    column = lg_layout_pad(layout, column, indent + widths.score + 1);
    lg_layout_name(layout, band_of(result));
    column = lg_layout_put(layout, LG_PLAIN, column);
    column = lg_layout_pad(layout, column, indent + widths.score + 1 + widths.band + 1);
    lg_layout_name(layout, *result->path == '\0' ? "answer" : result->path);
    column = lg_layout_put(layout, LG_PLAIN, column);
    if (!result->complete) {
      lg_layout_format(layout, " (incomplete)");
      column = lg_layout_put(layout, LG_RED, column);
    }
    if (!result->design) {
      lg_layout_format(layout, " (not a design)");
      lg_layout_put(layout, LG_YELLOW, column);
    }
    lg_layout_newline(layout);
  }
}

static void write_full(lg_layout *layout, const lg_report_input *input) {
  for (size_t i = 0; i < input->count; ++i) {
    if (i > 0) {
      lg_layout_newline(layout);
      lg_output_repeat(layout->output, '=', layout->width);
      lg_layout_newline(layout);
      lg_layout_newline(layout);
    }
    write_answer(layout, input->results[i], input->options.verbose);
  }
  if (input->count > 1) {
    lg_layout_newline(layout);
    lg_output_repeat(layout->output, '=', layout->width);
    lg_layout_newline(layout);
    lg_layout_newline(layout);
    lg_layout_format(layout, "%z answers", input->count);
    lg_layout_put(layout, LG_BOLD, 0);
    lg_layout_newline(layout);
    lg_layout_newline(layout);
    write_table(layout, input, 2);
  }
}

void lg_format_text(const lg_report_input *input, lg_output *output) {
  lg_layout layout;
  lg_layout_init(&layout, output, &input->options);
  if (input->options.verbose < 0) {
    write_table(&layout, input, 0);
  } else {
    write_full(&layout, input);
    if (input->diagnostics != NULL && input->diagnostics->count > 0) {
      lg_text_diagnostics(&layout, "", input->diagnostics);
    }
  }
  lg_layout_free(&layout);
}
