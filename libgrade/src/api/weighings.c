/* The `weigh` blocks of a rubric, and what they find in an answer. */
#include "api/objects.h"

static const lg_weigh *sum_of(const lgr_rubric *rubric, size_t index) {
  return &rubric->rubric->program.sums[index];
}

/* Number of the node that is term `term` of a block; behind the terms, its needs. */
static uint32_t term_node(const lgr_rubric *rubric, size_t index, size_t term) {
  const lg_program *program = &rubric->rubric->program;
  return lg_children(program, &program->nodes[program->weighings[index]])[term];
}

/* Number `index` of the places of a block: the threshold, terms, groups. */
static lgr_number_place place_of(const lg_weigh *weigh, size_t index) {
  return (lgr_number_place){weigh->origin, weigh->places[index].line, weigh->places[index].column};
}

/* What an expression is called in reports. */
static const char *text_of(const lgr_rubric *rubric, uint32_t node) {
  const lg_program *program = &rubric->rubric->program;
  const lg_node *found = &program->nodes[node];
  return lg_program_text(program, found->text != 0 ? found->text : found->name);
}

size_t lgr_rubric_weighing_count(const lgr_rubric *rubric) {
  return rubric != NULL ? rubric->rubric->program.weighing_count : 0;
}

lgr_status lgr_rubric_weighing(const lgr_rubric *rubric, size_t index, lgr_weighing *out) {
  if (!lg_api_can_give(out, LG_LEAST_WEIGHING) || index >= lgr_rubric_weighing_count(rubric)) {
    return LGR_INVALID_ARGUMENT;
  }
  const lg_weigh *weigh = sum_of(rubric, index);
  const lg_scheme *scheme = &rubric->rubric->scheme;
  const lgr_weighing given = {
      .size = sizeof given,
      .criterion = weigh->owner.is_penalty ? scheme->penalties[weigh->owner.number].id
                                           : scheme->criteria[weigh->owner.number].id,
      .criterion_index = weigh->owner.number,
      .is_penalty = weigh->owner.is_penalty,
      .level = weigh->owner.level,
      .window = weigh->written_window,
      .threshold = weigh->threshold,
      .elsewhere = weigh->elsewhere,
      .needs =
          weigh->has_needs ? text_of(rubric, term_node(rubric, index, weigh->term_count)) : NULL,
      .term_count = weigh->term_count,
      .group_count = weigh->group_count,
      .place = place_of(weigh, 0)};
  lg_api_give(out, &given, sizeof given);
  return LGR_OK;
}

lgr_status lgr_rubric_weighing_term(const lgr_rubric *rubric, size_t index, size_t term,
                                    lgr_weighing_term *out) {
  if (!lg_api_can_give(out, LG_LEAST_WEIGHING_TERM) || index >= lgr_rubric_weighing_count(rubric) ||
      term >= sum_of(rubric, index)->term_count) {
    return LGR_INVALID_ARGUMENT;
  }
  const lg_weigh *weigh = sum_of(rubric, index);
  const lg_weight *weight = &weigh->terms[term];
  const lgr_weighing_term given = {.size = sizeof given,
                                   .text = text_of(rubric, term_node(rubric, index, term)),
                                   .weight = weight->weight,
                                   .group = weight->group == LG_NONE ? -1 : (int)weight->group,
                                   .place = place_of(weigh, 1 + term),
                                   .each = weight->each != 0};
  lg_api_give(out, &given, sizeof given);
  return LGR_OK;
}

lgr_status lgr_rubric_weighing_group(const lgr_rubric *rubric, size_t index, size_t group,
                                     lgr_weighing_group *out) {
  if (!lg_api_can_give(out, LG_LEAST_WEIGHING_GROUP) ||
      index >= lgr_rubric_weighing_count(rubric) || group >= sum_of(rubric, index)->group_count) {
    return LGR_INVALID_ARGUMENT;
  }
  const lg_weigh *weigh = sum_of(rubric, index);
  const lgr_weighing_group given = {.size = sizeof given,
                                    .at_most = weigh->groups[group],
                                    .place = place_of(weigh, 1 + weigh->term_count + group)};
  lg_api_give(out, &given, sizeof given);
  return LGR_OK;
}

/* -- windows ------------------------------------------------------------------------ */

/* Hands windows of the match layer on to a visitor of the public interface. */
typedef struct handing {
  const lg_document *document;
  size_t weighing;
  size_t term_count;
  unsigned char *present;
  lgr_window_visitor visit;
  void *context;
} handing;

static int hand_on(void *context, const lg_window *window) {
  const handing *self = context;
  size_t start;
  size_t end;
  lg_document_source(self->document, window->start, window->end, &start, &end);
  for (size_t i = 0; i < self->term_count; ++i) {
    self->present[i] = window->present[i];
  }
  const lgr_window given = {.size = sizeof given,
                            .weighing = self->weighing,
                            .start = start,
                            .end = end,
                            .sum = window->sum,
                            .present = self->present,
                            .needs_holds = window->needs};
  return self->visit(self->context, &given);
}

static bool is_undetermined(const lg_program *program, const lg_evidence *evidence) {
  for (uint32_t i = 0; i < program->weighing_count; ++i) {
    if (evidence->findings[program->weighings[i]].undetermined) {
      return true;
    }
  }
  return false;
}

static lg_status visit_all(lgr_grader *grader, const lg_graded *graded, handing *hand) {
  const lg_program *program = &grader->rubric->program;
  lg_arena scratch;
  lg_arena_init(&scratch, &grader->allocator);
  lg_status status = LG_OK;
  for (uint32_t i = 0; i < program->weighing_count && status == LG_OK; ++i) {
    hand->weighing = i;
    hand->term_count = program->sums[i].term_count;
    hand->present = lg_arena_take_array(&scratch, hand->term_count, 1);
    status = hand->present == NULL ? LG_NO_MEMORY
                                   : lg_matcher_windows(grader->matcher, graded->document,
                                                        program->weighings[i], hand_on, hand);
    lg_arena_reset(&scratch);
  }
  lg_arena_free(&scratch);
  return status;
}

lgr_status lgr_weighings(lgr_grader *grader, const lgr_answer *answer, lgr_window_visitor visit,
                         void *context) {
  lgr_answer known;
  if (grader == NULL || visit == NULL || !lg_api_take_answer(&known, answer)) {
    return LGR_INVALID_ARGUMENT;
  }
  if (!lg_api_enter(grader)) {
    return LGR_BUSY;
  }
  lg_result result = {0};
  lg_arena_init(&result.arena, &grader->allocator);
  lg_diagnostics_init(&result.diagnostics, &grader->allocator);
  lg_graded graded = {.result = &result};
  lg_status status = lg_api_grade(grader, &known, true, &graded);
  if (status == LG_OK && is_undetermined(&grader->rubric->program, &graded.evidence)) {
    status = LG_LIMIT;
  }
  if (status == LG_OK) {
    handing hand = {.document = graded.document, .visit = visit, .context = context};
    status = visit_all(grader, &graded, &hand);
  }
  lg_document_free(graded.document);
  lg_diagnostics_free(&result.diagnostics);
  lg_arena_free(&result.arena);
  lg_api_leave(grader);
  return (lgr_status)status;
}
