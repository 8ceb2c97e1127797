/* Why a criterion got its level: the conditions of all levels as a tree, each
 * part with what it found, or with what was found and left out, and why. */
#include <string.h>

#include "api/objects.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "report/escape.h"
#include "score/score.h"

enum { DEEPEST = 12, MOST_LINES = 600, SPANS_SHOWN = 3, LONGEST_SHOWN = 120 };

typedef struct explainer {
  const lgr_grader *grader;
  const lg_graded *graded;
  lg_buffer text;
  uint32_t lines;
  uint8_t *shown; /* by node: its parts have been written before */
  uint32_t *levels;
  bool *undetermined;
} explainer;

static const lg_program *program_of(const explainer *e) {
  return &e->grader->rubric->program;
}

static bool begin_line(explainer *e, unsigned depth) {
  if (++e->lines > MOST_LINES) {
    if (e->lines == MOST_LINES + 1) {
      lg_buffer_add_text(&e->text, "… (more was left out)\n");
    }
    return false;
  }
  for (unsigned i = 0; i < depth; ++i) {
    lg_buffer_add_text(&e->text, "  ");
  }
  return true;
}

static const char *mark(lg_truth truth) {
  return truth == LG_PRESENT ? "[x] " : truth == LG_ABSENT ? "[ ] " : "[?] ";
}

/* -- places in the answer ------------------------------------------------------------ */

static void add_place(explainer *e, const lg_span *span) {
  const lg_document *document = e->graded->document;
  size_t start;
  size_t end;
  uint32_t line;
  uint32_t column;
  lg_document_source(document, span->start, span->end, &start, &end);
  lg_document_position(document, start, &line, &column);
  lg_buffer_format(&e->text, "line %u \"", line);
  const size_t length = end - start;
  const size_t kept = lg_utf8_prefix(document->source + start, length, LONGEST_SHOWN);
  lg_escape_terminal(&e->text, document->source + start, kept, LG_ESCAPE_FLOW);
  lg_buffer_add_text(&e->text, kept < length ? "…\"" : "\"");
}

static void add_places(explainer *e, const lg_span *spans, uint32_t count) {
  for (uint32_t i = 0; i < count && i < SPANS_SHOWN; ++i) {
    lg_buffer_add_text(&e->text, i == 0 ? "" : ", ");
    add_place(e, &spans[i]);
  }
  if (count > SPANS_SHOWN) {
    lg_buffer_format(&e->text, ", and %u more", count - SPANS_SHOWN);
  }
}

/* -- nodes ---------------------------------------------------------------------------- */

/* "denied", "asked": what kept a match out of a reading. */
static const char *why_left_out(lg_reading reading, uint32_t attributes) {
  const uint32_t forbidden = attributes & reading.forbid;
  const uint32_t missing = reading.require & ~attributes;
  for (uint32_t bit = 1; bit != 0; bit <<= 1) {
    if ((forbidden & bit) != 0) {
      return lg_attribute_name(bit);
    }
  }
  for (uint32_t bit = 1; bit != 0; bit <<= 1) {
    if ((missing & bit) != 0) {
      return bit == LG_ASKED     ? "not asked"
             : bit == LG_ASSUMED ? "not assumed"
                                 : "in another reading";
    }
  }
  return NULL;
}

static void explain_left_out(explainer *e, const lg_node *node, unsigned depth) {
  const lg_span *spans;
  uint32_t count;
  lg_matcher_concept_spans(e->grader->matcher, node->concept, &spans, &count);
  uint32_t shown = 0;
  for (uint32_t i = 0; i < count && shown < SPANS_SHOWN; ++i) {
    const char *why = why_left_out(node->reading, spans[i].attributes);
    if (why == NULL) {
      continue;
    }
    ++shown;
    if (begin_line(e, depth)) {
      lg_buffer_format(&e->text, "left out, %s: ", why);
      add_place(e, &spans[i]);
      lg_buffer_add_byte(&e->text, '\n');
    }
  }
}

static const char *name_of_kind(lg_node_kind kind) {
  switch (kind) {
  case LG_NODE_UNION:
    return "one of these";
  case LG_NODE_NEAR:
    return "near each other";
  case LG_NODE_THEN:
    return "one after the other";
  case LG_NODE_PICK:
    return "enough of these";
  case LG_NODE_DISTINCT:
    return "enough wordings";
  case LG_NODE_PLACE:
    return "in a place";
  case LG_NODE_BEFORE:
    return "before";
  case LG_NODE_AFTER:
    return "after";
  case LG_NODE_UNDER:
    return "under a heading";
  case LG_NODE_UNLESS:
    return "with no exception";
  case LG_NODE_WITH:
    return "on this topic";
  case LG_NODE_WEIGH:
    return "weighted evidence";
  case LG_NODE_CONCEPT:
    break;
  }
  return "matches";
}

static void explain_node(explainer *e, uint32_t number, unsigned depth);

/* A signal goes by its name; a concept by its text, which has the reading. */
static const char *term_text(const lg_node *term) {
  const bool named = term->name != NULL && term->kind != LG_NODE_CONCEPT;
  return named || term->text == NULL ? term->name : term->text;
}

static void explain_terms(explainer *e, const lg_node *node, const bool *present, unsigned depth) {
  for (uint32_t i = 0; i < node->weigh->term_count; ++i) {
    if (present[i] && begin_line(e, depth)) {
      const lg_node *term = &program_of(e)->nodes[node->children[i]];
      lg_milli_write(&e->text, node->weigh->terms[i].weight);
      lg_buffer_format(&e->text, "  %s\n", term_text(term));
    }
  }
}

static void explain_sum(explainer *e, const lg_node *node, const lg_weighing *best, bool found,
                        unsigned depth) {
  if (!begin_line(e, depth)) {
    return;
  }
  if (found) {
    lg_buffer_add_text(&e->text, "best window ");
    add_place(e, &best->window);
    lg_buffer_add_text(&e->text, " adds up to ");
  } else {
    lg_buffer_add_text(&e->text, "no window: ");
  }
  lg_milli_write(&e->text, best->sum);
  lg_buffer_add_text(&e->text, " of ");
  lg_milli_write(&e->text, node->weigh->threshold);
  if (best->is_elsewhere) {
    lg_buffer_add_text(&e->text, ", with ");
    lg_milli_write(&e->text, node->weigh->elsewhere);
    lg_buffer_add_text(&e->text, " times the sum of ");
    add_place(e, &best->elsewhere);
  }
  lg_buffer_add_byte(&e->text, '\n');
}

static void explain_weighing(explainer *e, uint32_t number, unsigned depth) {
  const lg_node *node = &program_of(e)->nodes[number];
  const uint32_t count = node->weigh->term_count;
  lg_arena scratch;
  lg_arena_init(&scratch, &e->grader->allocator);
  const lg_counted counted = {.best = lg_arena_take_array(&scratch, count, sizeof *counted.best),
                              .elsewhere =
                                  lg_arena_take_array(&scratch, count, sizeof *counted.elsewhere)};
  lg_weighing best = {0};
  bool found;
  if (counted.best == NULL || counted.elsewhere == NULL ||
      lg_matcher_weighing(e->grader->matcher, e->graded->document, number, &best, &counted,
                          &found) != LG_OK) {
    e->text.failed = true;
  } else {
    explain_sum(e, node, &best, found, depth);
    explain_terms(e, node, counted.best, depth);
    if (best.is_elsewhere && begin_line(e, depth)) {
      lg_buffer_add_text(&e->text, "elsewhere\n");
      explain_terms(e, node, counted.elsewhere, depth + 1);
    }
  }
  if (node->weigh->has_needs) {
    explain_node(e, node->children[count], depth);
  }
  lg_arena_free(&scratch);
}

static void explain_parts(explainer *e, uint32_t number, unsigned depth) {
  const lg_node *node = &program_of(e)->nodes[number];
  if (node->kind == LG_NODE_CONCEPT) {
    explain_left_out(e, node, depth);
  } else if (node->kind == LG_NODE_WEIGH) {
    explain_weighing(e, number, depth);
  } else {
    for (uint32_t i = 0; i < node->child_count; ++i) {
      explain_node(e, node->children[i], depth);
    }
  }
}

static void explain_node(explainer *e, uint32_t number, unsigned depth) {
  const lg_node *node = &program_of(e)->nodes[number];
  const lg_finding *finding = &e->graded->evidence.findings[number];
  if (depth > DEEPEST || !begin_line(e, depth)) {
    return;
  }
  lg_buffer_add_text(&e->text, mark(lg_finding_truth(finding)));
  if (node->name != NULL) {
    lg_buffer_add_text(&e->text, node->name);
  } else if (node->text != NULL && strlen(node->text) <= LONGEST_SHOWN) {
    lg_buffer_add_text(&e->text, node->text);
  } else {
    lg_buffer_add_text(&e->text, name_of_kind(node->kind));
  }
  if (finding->count > 0) {
    lg_buffer_add_text(&e->text, ": ");
    add_places(e, finding->spans, finding->count);
  }
  const bool repeated = e->shown[number] != 0;
  lg_buffer_add_text(&e->text, repeated && node->child_count > 0 ? " (see above)\n" : "\n");
  if (!repeated) {
    e->shown[number] = 1;
    explain_parts(e, number, depth + 1);
  }
}

/* -- conditions ------------------------------------------------------------------------ */

static void explain_condition(explainer *e, const lg_condition *condition, unsigned depth) {
  if (condition->kind == LG_CONDITION_FINDING) {
    explain_node(e, condition->finding, depth);
    return;
  }
  if (depth > DEEPEST || !begin_line(e, depth)) {
    return;
  }
  lg_buffer_add_text(&e->text, mark(lg_condition_truth(condition, &e->graded->evidence, e->levels,
                                                       e->undetermined)));
  switch (condition->kind) {
  case LG_CONDITION_LEVEL:
    lg_buffer_format(&e->text, "%s (it is at level %u)", condition->text,
                     e->levels[condition->criterion]);
    break;
  case LG_CONDITION_NOT:
    lg_buffer_add_text(&e->text, "not:");
    break;
  case LG_CONDITION_AND:
    lg_buffer_add_text(&e->text, "all of:");
    break;
  case LG_CONDITION_OR:
    lg_buffer_add_text(&e->text, "one of:");
    break;
  default:
    lg_buffer_format(&e->text, "at least %u of:", condition->at_least);
    break;
  }
  lg_buffer_add_byte(&e->text, '\n');
  for (uint32_t i = 0; i < condition->child_count; ++i) {
    explain_condition(e, condition->children[i], depth + 1);
  }
}

/* -- criteria and penalties -------------------------------------------------------------- */

static void explain_criterion(explainer *e, uint32_t number) {
  const lg_criterion *criterion = &e->grader->rubric->scheme.criteria[number];
  const lg_result_criterion *made = &e->graded->result->criteria[number];
  lg_buffer_format(&e->text, "%s: %s\nlevel %u of %u, ", criterion->id, criterion->title,
                   made->level, made->max_level);
  lg_milli_write(&e->text, made->points);
  lg_buffer_add_text(&e->text, " of ");
  lg_milli_write(&e->text, made->max_points);
  lg_buffer_format(&e->text, " points\n%s\n", made->reason);
  for (uint32_t i = 0; i < criterion->level_count; ++i) {
    lg_buffer_format(&e->text, "\nlevel %u\n", criterion->levels[i].level);
    explain_condition(e, criterion->levels[i].condition, 1);
  }
  for (uint32_t i = 0; i < criterion->cap_count; ++i) {
    lg_buffer_format(&e->text, "\nat most level %u when (%s)\n", criterion->caps[i].level,
                     criterion->caps[i].because);
    explain_condition(e, criterion->caps[i].condition, 1);
  }
  for (uint32_t i = 0; i < criterion->gap_count; ++i) {
    lg_buffer_format(&e->text, "\ngap when (%s)\n", criterion->gaps[i].says);
    explain_condition(e, criterion->gaps[i].unmet, 1);
  }
}

static void explain_penalty(explainer *e, uint32_t number) {
  const lg_penalty *penalty = &e->grader->rubric->scheme.penalties[number];
  const lg_result_penalty *made = &e->graded->result->penalties[number];
  lg_buffer_format(&e->text, "%s: %s\n%s, ", penalty->id, penalty->title,
                   made->present ? "present" : "not present");
  lg_milli_write(&e->text, made->points);
  lg_buffer_add_text(&e->text, " points\n\npresent when\n");
  explain_condition(e, penalty->condition, 1);
}

static lg_status write_all(explainer *e, const char *id) {
  const lg_scheme *scheme = &e->grader->rubric->scheme;
  const lg_result *result = e->graded->result;
  for (uint32_t i = 0; i < scheme->criterion_count; ++i) {
    e->levels[i] = result->criteria[i].level;
    e->undetermined[i] = result->criteria[i].undetermined;
  }
  if (!result->design) {
    lg_buffer_format(&e->text, "The design gate does not hold: %s\n", result->design_because);
    explain_condition(e, scheme->design, 1);
    lg_buffer_add_byte(&e->text, '\n');
  }
  for (uint32_t i = 0; i < scheme->criterion_count; ++i) {
    if (strcmp(scheme->criteria[i].id, id) == 0) {
      explain_criterion(e, i);
      return e->text.failed ? LG_NO_MEMORY : LG_OK;
    }
  }
  for (uint32_t i = 0; i < scheme->penalty_count; ++i) {
    if (strcmp(scheme->penalties[i].id, id) == 0) {
      explain_penalty(e, i);
      return e->text.failed ? LG_NO_MEMORY : LG_OK;
    }
  }
  return LG_UNSUPPORTED;
}

static lg_status explain(lgr_grader *grader, const lgr_answer *answer, const char *id,
                         lg_result *result, lgr_sink sink, void *sink_context) {
  lg_graded graded = {.result = result};
  lg_status status = lg_api_grade(grader, answer, false, &graded);
  if (status != LG_OK) {
    lg_document_free(graded.document);
    return status;
  }
  explainer e = {.grader = grader, .graded = &graded};
  lg_arena scratch;
  lg_arena_init(&scratch, &grader->allocator);
  lg_buffer_init(&e.text, &grader->allocator);
  const uint32_t criteria = grader->rubric->scheme.criterion_count;
  e.shown = lg_arena_take_zeroed(&scratch, grader->rubric->program.node_count);
  e.levels = lg_arena_take_array(&scratch, criteria, sizeof *e.levels);
  e.undetermined = lg_arena_take_array(&scratch, criteria, sizeof *e.undetermined);
  const bool ready = e.shown != NULL && e.levels != NULL && e.undetermined != NULL;
  status = ready ? write_all(&e, id) : LG_NO_MEMORY;
  if (status == LG_OK && sink(sink_context, e.text.bytes, e.text.length) != 0) {
    status = LG_SINK_REFUSED;
  }
  lg_buffer_free(&e.text);
  lg_arena_free(&scratch);
  lg_document_free(graded.document);
  return status;
}

lgr_status lgr_explain(lgr_grader *grader, const lgr_answer *answer, const char *id,
                       const lgr_report_options *options, lgr_sink sink, void *sink_context) {
  if (grader == NULL || id == NULL || sink == NULL || !lg_api_answer_is_valid(answer) ||
      (options != NULL && options->size != sizeof *options)) {
    return LGR_INVALID_ARGUMENT;
  }
  if (!lg_api_enter(grader)) {
    return LGR_BUSY;
  }
  lg_result result = {0};
  lg_arena_init(&result.arena, &grader->allocator);
  lg_diagnostics_init(&result.diagnostics, &grader->allocator);
  const lg_status status = explain(grader, answer, id, &result, sink, sink_context);
  lg_diagnostics_free(&result.diagnostics);
  lg_arena_free(&result.arena);
  lg_api_leave(grader);
  return (lgr_status)status;
}
