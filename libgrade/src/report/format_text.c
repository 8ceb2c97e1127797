/* The report for people. What a candidate wants to know comes first: the score
 * and what holds it back, where it was earned and in which order, the three
 * steps that gain most. Then all of it one by one, what there is to do before
 * what is done. Several answers are a table. It is plain ASCII but for the words
 * of the answer and the rubric, and colour repeats what the words already say. */
#include <string.h>

#include "report/format.h"
#include "report/ranking.h"
#include "report/text_batch.h"
#include "report/text_many.h"
#include "report/text_parts.h"
#include "report/text_sections.h"
#include "report/text_verdicts.h"

enum { STEPS = 3, DIGEST_SHOWN = 12 };

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

/* While a verdict is open no score is earned. */
static void write_open_score(lg_layout *layout, const lg_result *result) {
  lg_layout_format(layout, "Undecided");
  const uint32_t column = lg_layout_put(layout, LG_BOLD, lg_layout_pad(layout, 0, 2));
  lg_layout_format(layout, ": ");
  lg_layout_milli(layout, result->score);
  lg_layout_format(layout, " of ");
  lg_layout_milli(layout, result->max);
  lg_layout_format(layout, " for what could be decided");
  lg_layout_flow(layout, LG_PLAIN, column, 2);
  lg_layout_newline(layout);
}

static void write_score(lg_layout *layout, const lg_result *result) {
  if (!result->complete) {
    write_open_score(layout, result);
    return;
  }
  uint32_t column = lg_layout_pad(layout, 0, 2);
  lg_layout_milli(layout, result->score);
  column = lg_layout_put(layout, LG_BOLD, column);
  lg_layout_format(layout, " of ");
  lg_layout_milli(layout, result->max);
  if (result->band != NULL) {
    lg_layout_format(layout, ",");
    column = lg_layout_put(layout, LG_PLAIN, column);
    lg_layout_format(layout, " ");
    lg_layout_prose(layout, result->band);
    column = lg_layout_flow(layout, LG_BOLD, column, 2);
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
    lg_layout_format(layout, "a limit was reached, so there is no band and the score may be wrong. "
                             "The notes at the end say which limit, and what to do.");
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

/* -- one answer, many answers ---------------------------------------------- */

static void write_answer(lg_layout *layout, const lg_report_input *input, size_t index) {
  const lg_result *result = input->results[index];
  const int verbose = input->options.verbose;
  write_title(layout, result, verbose);
  lg_layout_newline(layout);
  write_score(layout, result);
  write_caps(layout, result);
  write_state(layout, result);
  const bool judged = result->design || verbose > 0;
  if (judged && lg_any_decided(result)) {
    lg_text_sections(layout, result);
  }
  lg_text_checks(layout, input, index, false, false);
  if (judged) {
    lg_text_next(layout, result, STEPS);
    lg_text_penalties(layout, result, STEPS, verbose);
    lg_text_criteria(layout, result, STEPS, verbose);
  }
  lg_text_diagnostics(layout, result->path, &result->diagnostics);
}

static void write_rule(lg_layout *layout) {
  lg_layout_newline(layout);
  lg_output_repeat(layout->output, '=', layout->width);
  lg_layout_newline(layout);
  lg_layout_newline(layout);
}

static void write_many(lg_layout *layout, const lg_report_input *input) {
  lg_text_batch batch;
  if (lg_text_batch_read(&batch, input, &layout->output->buffer.allocator)) {
    for (size_t i = 0; i < batch.count && input->options.verbose > 0; ++i) {
      write_answer(layout, input, batch.order[i].index);
      write_rule(layout);
    }
    lg_text_many(layout, input, &batch);
  } else {
    lg_output_fail(layout->output, LG_NO_MEMORY);
  }
  lg_text_batch_free(&batch);
}

void lg_format_text(const lg_report_input *input, lg_output *output) {
  lg_layout layout;
  lg_layout_init(&layout, output, &input->options);
  if (input->options.verbose < 0) {
    lg_text_quiet(&layout, input);
  } else {
    if (input->count > 1) {
      write_many(&layout, input);
    } else if (input->count == 1) {
      write_answer(&layout, input, 0);
    }
    if (input->diagnostics != NULL && input->diagnostics->count > 0) {
      lg_text_diagnostics(&layout, "", input->diagnostics);
    }
  }
  lg_layout_free(&layout);
}
