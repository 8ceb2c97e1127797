/* Why a criterion got its level: the conditions of all levels, each part with what
 * it found, or with what was found and left out, and why. */
#include "api/explain.h"

#include <string.h>

#include "score/score.h"

/* -- one call ------------------------------------------------------------------------- */

/* All text is kept until it is complete. */
static int keep(void *context, const char *bytes, size_t length) {
  lg_buffer *text = context;
  lg_buffer_add(text, bytes, length);
  return text->failed;
}

/* By node, children first: something of it was found, be it only to be left out. */
static void mark_partial(lg_explainer *e) {
  for (uint32_t i = 0; i < e->program->node_count; ++i) {
    const lg_node *node = &e->program->nodes[i];
    lg_concept_spans matches = {0};
    if (node->kind == LG_NODE_CONCEPT) {
      matches = lg_matcher_concept_spans(e->grader->matcher, node->concept);
    }
    e->partial[i] =
        matches.count + matches.dropped > 0 || e->matched.evidence->findings[i].count > 0;
    for (uint32_t k = 0; k < node->child_count; ++k) {
      e->partial[i] |= e->partial[lg_children(e->program, node)[k]];
    }
  }
}

static bool prepare(lg_explainer *e) {
  const uint32_t criteria = e->scheme->criterion_count;
  e->shown = lg_arena_take_zeroed(&e->scratch, e->program->node_count);
  e->partial = lg_arena_take_zeroed(&e->scratch, e->program->node_count);
  e->levels = lg_arena_take_array(&e->scratch, criteria, sizeof *e->levels);
  e->undetermined = lg_arena_take_array(&e->scratch, criteria, sizeof *e->undetermined);
  if (e->shown == NULL || e->partial == NULL || e->levels == NULL || e->undetermined == NULL) {
    return false;
  }
  mark_partial(e);
  for (uint32_t i = 0; i < criteria; ++i) {
    e->levels[i] = e->result->criteria[i].level;
    e->undetermined[i] = e->result->criteria[i].undetermined;
  }
  return true;
}

static lg_status write(lg_explainer *e, const lg_explaining *wanted) {
  lg_report_options options = {0};
  if (wanted->options != NULL) {
    options.width = wanted->options->width;
    options.color = wanted->options->color != 0;
    options.verbose = wanted->options->verbose;
  }
  e->plain = options.verbose < 0;
  e->verbose = options.verbose > 0;
  lg_buffer_init(&e->text, &e->grader->allocator);
  lg_arena_init(&e->scratch, &e->grader->allocator);
  lg_output_init(&e->output, keep, &e->text, &e->grader->allocator);
  lg_layout_init(&e->layout, &e->output, &options);
  lg_status status = prepare(e) ? wanted->write(e, wanted->what) : LG_NO_MEMORY;
  lg_layout_free(&e->layout);
  const lg_status written = lg_output_finish(&e->output);
  if (status == LG_OK && written != LG_OK) {
    status = LG_NO_MEMORY; /* nothing else can fail */
  }
  if (status == LG_OK && wanted->sink(wanted->context, e->text.bytes, e->text.length) != 0) {
    status = LG_SINK_REFUSED;
  }
  lg_arena_free(&e->scratch);
  lg_buffer_free(&e->text);
  return status;
}

static lg_status explain(lgr_grader *grader, const lg_explaining *wanted, lg_result *result) {
  lg_graded graded = {.result = result};
  lg_status status = lg_api_grade(grader, wanted->answer, false, &graded);
  if (status == LG_OK) {
    const lg_program *program = &grader->rubric->program;
    lg_explainer e = {.grader = grader,
                      .program = program,
                      .scheme = &grader->rubric->scheme,
                      .document = graded.document,
                      .result = result,
                      .matched = {program, graded.document, &graded.evidence}};
    status = write(&e, wanted);
  }
  lg_document_free(graded.document);
  return status;
}

lgr_status lg_explain(lgr_grader *grader, const lg_explaining *wanted) {
  lgr_answer answer;
  lgr_report_options options;
  if (grader == NULL || wanted->what == NULL || wanted->sink == NULL ||
      !lg_api_take_answer(&answer, wanted->answer) ||
      !lg_api_take_options(&options, sizeof options, LG_LEAST_REPORT_OPTIONS, wanted->options)) {
    return LGR_INVALID_ARGUMENT;
  }
  lg_explaining known = *wanted;
  known.answer = &answer;
  known.options = &options;
  if (!lg_api_enter(grader)) {
    return LGR_BUSY;
  }
  lg_result result = {0};
  lg_arena_init(&result.arena, &grader->allocator);
  lg_diagnostics_init(&result.diagnostics, &grader->allocator);
  const lg_status status = explain(grader, &known, &result);
  lg_diagnostics_free(&result.diagnostics);
  lg_arena_free(&result.arena);
  lg_api_leave(grader);
  return (lgr_status)status;
}

/* -- parts -------------------------------------------------------------------------------- */

static lg_truth truth_of(const lg_explainer *e, const lg_condition *condition) {
  return lg_condition_truth(condition, e->matched.evidence, e->levels, e->undetermined);
}

static void write_line(lg_explainer *e, lg_style style) {
  e->hanging = 2;
  lg_layout_flow(&e->layout, style, 0, e->hanging);
  lg_layout_newline(&e->layout);
}

static void write_title(lg_explainer *e, const char *id, const char *title) {
  lg_layout_name(&e->layout, id);
  lg_layout_format(&e->layout, ": ");
  lg_layout_prose(&e->layout, title);
  write_line(e, LG_BOLD);
}

/* "level 2: does not hold", and the condition below. */
static void write_part(lg_explainer *e, const lg_condition *condition, const char *verdict,
                       lg_truth truth) {
  lg_layout_format(&e->layout, ": %s",
                   truth == LG_UNDETERMINED ? "undetermined, a limit was met" : verdict);
  write_line(e, LG_BOLD);
  lg_explain_condition(e, condition, 1, 0);
}

static void begin_part(lg_explainer *e, const char *what) {
  lg_layout_newline(&e->layout);
  lg_layout_format(&e->layout, "%s", what);
}

static void write_levels(lg_explainer *e, const lg_criterion *criterion, uint32_t reached) {
  for (uint32_t i = 0; i < criterion->level_count; ++i) {
    const lg_level_rule *rule = &criterion->levels[i];
    const lg_truth truth = truth_of(e, rule->condition);
    const bool lowered = truth == LG_PRESENT && rule->level > reached;
    begin_part(e, "level ");
    lg_layout_format(&e->layout, "%u", rule->level);
    write_part(e, rule->condition,
               truth != LG_PRESENT ? "does not hold"
               : !lowered          ? "holds"
               : e->result->design ? "holds, and is lowered below"
                                   : "holds, and does not count",
               truth);
  }
}

static void write_caps(lg_explainer *e, const lg_criterion *criterion) {
  for (uint32_t i = 0; i < criterion->cap_count; ++i) {
    const lg_level_cap *cap = &criterion->caps[i];
    const lg_truth truth = truth_of(e, cap->condition);
    begin_part(e, "at most level ");
    lg_layout_format(&e->layout, "%u, because \"", cap->level);
    lg_layout_prose(&e->layout, cap->because);
    lg_layout_format(&e->layout, "\"");
    write_part(e, cap->condition, truth == LG_PRESENT ? "applies" : "does not apply", truth);
  }
  for (uint32_t i = 0; i < criterion->gap_count; ++i) {
    const lg_gap *gap = &criterion->gaps[i];
    const lg_truth truth = truth_of(e, gap->unmet);
    begin_part(e, "gap");
    if (gap->at_most != LG_NONE) {
      lg_layout_format(&e->layout, ", at most level %u", gap->at_most);
    }
    lg_layout_format(&e->layout, ", \"");
    lg_layout_prose(&e->layout, gap->says);
    lg_layout_format(&e->layout, "\"");
    write_part(e, gap->unmet, truth == LG_PRESENT ? "applies" : "does not apply", truth);
  }
}

static void write_points(lg_explainer *e, lg_milli points, const char *behind) {
  lg_layout_milli(&e->layout, points);
  lg_layout_format(&e->layout, "%s", behind);
}

static void explain_criterion(lg_explainer *e, uint32_t number) {
  const lg_criterion *criterion = &e->scheme->criteria[number];
  const lg_result_criterion *made = &e->result->criteria[number];
  write_title(e, criterion->id, criterion->title);
  lg_layout_format(&e->layout, "level %u of %u, ", made->level, made->max_level);
  write_points(e, made->points, " of ");
  write_points(e, made->max_points, " points");
  write_line(e, LG_PLAIN);
  lg_layout_prose(&e->layout, made->reason);
  write_line(e, LG_PLAIN);
  write_levels(e, criterion, made->level);
  write_caps(e, criterion);
}

static void explain_penalty(lg_explainer *e, uint32_t number) {
  const lg_penalty *penalty = &e->scheme->penalties[number];
  const lg_result_penalty *made = &e->result->penalties[number];
  const lg_truth truth = truth_of(e, penalty->condition);
  write_title(e, penalty->id, penalty->title);
  lg_layout_format(&e->layout, "%s, ", made->present ? "present" : "not present");
  write_points(e, made->points, " of ");
  write_points(e, penalty->points, " points");
  write_line(e, LG_PLAIN);
  begin_part(e, "present when");
  write_part(e, penalty->condition,
             truth != LG_PRESENT ? "does not hold"
             : made->present     ? "holds"
                                 : "holds, and does not count",
             truth);
}

static lg_status write_rule(lg_explainer *e, const void *what) {
  const char *id = what;
  uint32_t criterion = 0;
  uint32_t penalty = 0;
  while (criterion < e->scheme->criterion_count &&
         strcmp(e->scheme->criteria[criterion].id, id) != 0) {
    ++criterion;
  }
  while (penalty < e->scheme->penalty_count && strcmp(e->scheme->penalties[penalty].id, id) != 0) {
    ++penalty;
  }
  if (criterion == e->scheme->criterion_count && penalty == e->scheme->penalty_count) {
    return LG_UNSUPPORTED;
  }
  const bool is_criterion = criterion < e->scheme->criterion_count;
  if (e->plain) {
    if (!e->result->design) {
      lg_explain_plain_gate(e);
    }
    if (is_criterion) {
      lg_explain_plain_criterion(e, criterion);
    } else {
      lg_explain_plain_penalty(e, penalty);
    }
    return LG_OK;
  }
  if (!e->result->design) {
    lg_layout_format(&e->layout, "The design gate does not hold: ");
    lg_layout_prose(&e->layout, e->result->design_because);
    write_line(e, LG_BOLD);
    lg_explain_condition(e, e->scheme->design, 1, 0);
    lg_layout_newline(&e->layout);
  }
  if (is_criterion) {
    explain_criterion(e, criterion);
  } else {
    explain_penalty(e, penalty);
  }
  return LG_OK;
}

lgr_status lgr_explain(lgr_grader *grader, const lgr_answer *answer, const char *id,
                       const lgr_report_options *options, lgr_sink sink, void *sink_context) {
  return lg_explain(grader, &(lg_explaining){.answer = answer,
                                             .options = options,
                                             .sink = sink,
                                             .context = sink_context,
                                             .write = write_rule,
                                             .what = id});
}
