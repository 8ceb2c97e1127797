#include "match/match.h"

#include <string.h>

#include "base/buffer.h"
#include "base/codes.h"
#include "base/limits.h"
#include "match/concepts.h"
#include "match/primitives.h"

struct lg_matcher {
  lg_allocator allocator;
  const lg_program *program;
  const lg_language *language;
  lg_pattern_scratch *scratch;
  /* Of the last answer: */
  lg_arena arena;
  lg_arena workspace; /* of one node */
  lg_span_table table;
  lg_concept_matches *concepts; /* by concept */
  lg_finding *findings;
};

void lg_matcher_free(lg_matcher *matcher) {
  if (matcher == NULL) {
    return;
  }
  lg_pattern_scratch_free(matcher->scratch);
  lg_arena_free(&matcher->arena);
  lg_arena_free(&matcher->workspace);
  const lg_allocator allocator = matcher->allocator;
  lg_release(&allocator, matcher, sizeof *matcher);
}

lg_matcher *lg_matcher_new(const lg_program *program, const lg_language *language,
                           const lg_allocator *allocator) {
  lg_matcher *matcher = lg_allocate_zeroed(allocator, sizeof *matcher);
  if (matcher == NULL) {
    return NULL;
  }
  matcher->allocator = *allocator;
  matcher->program = program;
  matcher->language = language;
  lg_arena_init(&matcher->arena, allocator);
  lg_arena_init(&matcher->workspace, allocator);
  matcher->scratch = lg_pattern_scratch_new(program->patterns, allocator);
  if (matcher->scratch == NULL) {
    lg_matcher_free(matcher);
    return NULL;
  }
  return matcher;
}

static lg_status scan(lg_matcher *matcher, const lg_document *document,
                      const lg_match_options *options, lg_scan_output *output) {
  lg_unit_range *units =
      lg_arena_take_array(&matcher->arena, document->sentence_count, sizeof *units);
  if (units == NULL) {
    return LG_NO_MEMORY;
  }
  for (uint32_t i = 0; i < document->sentence_count; ++i) {
    units[i] = (lg_unit_range){document->sentences[i].start, document->sentences[i].end};
  }
  const lg_scan_input input = {.text = document->text,
                               .length = document->length,
                               .units = units,
                               .unit_count = document->sentence_count,
                               .without_prefilter = options->without_prefilter};
  return lg_pattern_scan(matcher->program->patterns, matcher->scratch, &input, options->poll,
                         options->poll_context, output);
}

/* What was met, and what to do about it: as numbers and names, so that nobody has
 * to look for them. */
typedef struct limit {
  const char *code;
  const char *before; /* the number */
  uint64_t number;
  const char *after;
  const char *hint;
} limit;

#define SPLIT "split the answer and grade the parts; in a build of libgrade, "

static const limit limits[] = {
    {LG_CODE_REGEX_LIMIT, "a pattern of the rubric took more than ", LG_LIMIT_REGEX_STEPS,
     " steps on a sentence; what depends on it is undetermined",
     "shorten the sentence or simplify the pattern; in a build of libgrade, "
     "-DLG_LIMIT_REGEX_STEPS=n allows more"},
    {LG_CODE_CONFIRM_LIMIT, "more than ", LG_LIMIT_CONFIRMS,
     " sentences and patterns to try on each other; the answer is undetermined",
     SPLIT "-DLG_LIMIT_CONFIRMS=n allows more"},
    {LG_CODE_SPAN_LIMIT, "more than ", LG_LIMIT_SPANS,
     " matches of one expression; what depends on it is undetermined",
     SPLIT "-DLG_LIMIT_SPANS=n allows more"},
    {LG_CODE_ALL_SPANS_LIMIT, "more than ", LG_LIMIT_ALL_SPANS,
     " matches of all expressions; what depends on the later ones is undetermined",
     SPLIT "-DLG_LIMIT_ALL_SPANS=n allows more"},
    {LG_CODE_HIT_LIMIT, "more than ", LG_LIMIT_HITS,
     " matches of the rubric's words in this answer; it is undetermined",
     SPLIT "-DLG_LIMIT_HITS=n allows more"}};

static const limit *find_limit(const char *code) {
  size_t at = 0;
  while (at + 1 < sizeof limits / sizeof *limits && strcmp(limits[at].code, code) != 0) {
    ++at;
  }
  return &limits[at];
}

static void report_limit(const char *code, const char *concept, lg_diagnostics *diagnostics) {
  if (diagnostics == NULL) {
    return;
  }
  const limit *met = find_limit(code);
  lg_buffer message;
  lg_buffer_init(&message, &diagnostics->arena.allocator);
  lg_buffer_add_text(&message, met->before);
  lg_buffer_add_unsigned(&message, met->number);
  lg_buffer_add_text(&message, met->after);
  diagnostics->lost |= message.failed;
  if (!message.failed) {
    lg_diagnostics_add(diagnostics, &(lg_diagnostic){.severity = LG_WARNING,
                                                     .code = met->code,
                                                     .message = message.bytes,
                                                     .hint = met->hint,
                                                     .path = concept});
  }
  lg_buffer_free(&message);
}

static void report_limits(const lg_matcher *matcher, const lg_scan_output *output,
                          lg_diagnostics *diagnostics) {
  if (output->limit_code == NULL) {
    return;
  }
  const char *concept = "";
  for (size_t i = 0; i < output->undetermined_count && *concept == '\0'; ++i) {
    const char *name = lg_concept_name(matcher->program, output->undetermined[i]);
    concept = name != NULL ? name : "";
  }
  report_limit(output->limit_code, concept, diagnostics);
}

/* The sentence behind the last paragraph in which the subject is found. Where it is
 * found nowhere, nothing is aside. */
static uint32_t end_of_subject(const lg_document *document, const lg_finding *subject) {
  uint32_t end = document->sentence_count;
  if (subject->count > 0 && !subject->undetermined) {
    const uint32_t last = lg_found(subject, subject->count - 1)->first_sentence;
    end = last + 1;
    while (end < document->sentence_count &&
           document->sentences[end].paragraph == document->sentences[last].paragraph) {
      ++end;
    }
  }
  return end;
}

/* Matches were made when all of the document was on the subject. */
static void place_matches(lg_matcher *matcher, const lg_document *document) {
  const uint32_t places = LG_OPENING | LG_CLOSING | LG_ASIDE;
  for (uint32_t i = 0; i < matcher->table.count; ++i) {
    lg_span *span = &matcher->table.spans[i];
    const uint32_t attributes = document->sentences[span->first_sentence].attributes;
    span->attributes = (span->attributes & ~places) | (attributes & places);
  }
}

/* The nodes of the subject have run. Returns the node to go on with. */
static uint32_t set_aside(lg_matcher *matcher, lg_document *document) {
  const uint32_t nodes = matcher->program->subject_end;
  const uint32_t end =
      nodes > 0 ? end_of_subject(document, &matcher->findings[nodes - 1]) : UINT32_MAX;
  if (end >= document->said_count) {
    return nodes;
  }
  lg_document_set_aside(document, end);
  place_matches(matcher, document);
  return 0;
}

static lg_status run_nodes(const lg_run *run, uint32_t from, uint32_t to,
                           const lg_match_options *options, bool *overflow) {
  for (uint32_t i = from; i < to; ++i) {
    if (!lg_run_node(run, i)) {
      return LG_NO_MEMORY;
    }
    *overflow |= run->findings[i].count >= LG_LIMIT_SPANS;
    if (i % 256 == 0 && options->poll != NULL && options->poll(options->poll_context) != 0) {
      return LG_CANCELLED;
    }
  }
  return LG_OK;
}

/* To fill `findings`; out of memory where `depths` is NULL. */
static lg_run begin_run(lg_matcher *matcher, const lg_document *document, lg_finding *findings,
                        lg_span_table *table, lg_span_room *room) {
  const uint32_t nodes = matcher->program->node_count;
  return (lg_run){.document = document,
                  .program = matcher->program,
                  .concepts = matcher->concepts,
                  .table = table,
                  .findings = findings,
                  .depths = lg_arena_take_array(table->arena, nodes, sizeof(const uint8_t *)),
                  .arena = table->arena,
                  .scratch = &matcher->workspace,
                  .room = room};
}

static lg_status run_program(lg_matcher *matcher, lg_document *document,
                             const lg_match_options *options, lg_diagnostics *diagnostics) {
  const lg_program *program = matcher->program;
  lg_span_room room = {.left = LG_LIMIT_ALL_SPANS};
  const lg_run run = begin_run(matcher, document, matcher->findings, &matcher->table, &room);
  if (run.depths == NULL) {
    return LG_NO_MEMORY;
  }
  bool overflow = false;
  lg_status status = run_nodes(&run, 0, program->subject_end, options, &overflow);
  if (status == LG_OK) {
    const uint32_t next = set_aside(matcher, document);
    memset(run.depths, 0, program->node_count * sizeof *run.depths);
    status = run_nodes(&run, next, program->node_count, options, &overflow);
  }
  if (status != LG_OK) {
    return status;
  }
  if (overflow) {
    report_limit(LG_CODE_SPAN_LIMIT, "", diagnostics);
  }
  if (room.met) {
    report_limit(LG_CODE_ALL_SPANS_LIMIT, "", diagnostics);
  }
  return LG_OK;
}

/* Nothing is known of it. */
static void leave_undetermined(lg_matcher *matcher) {
  for (uint32_t i = 0; i < matcher->program->node_count; ++i) {
    matcher->findings[i].undetermined = true;
  }
}

static lg_status match(lg_matcher *matcher, lg_document *document, const lg_match_options *options,
                       lg_diagnostics *diagnostics) {
  const lg_program *program = matcher->program;
  lg_span_list primitives[LG_PRIMITIVE_COUNT] = {{0}};
  lg_scan_output output;
  const lg_status status = scan(matcher, document, options, &output);
  if (status != LG_OK) {
    return status;
  }
  report_limits(matcher, &output, diagnostics);
  matcher->findings =
      lg_arena_take_array(&matcher->arena, program->node_count, sizeof *matcher->findings);
  if (matcher->findings == NULL) {
    return LG_NO_MEMORY;
  }
  if (output.all_undetermined) {
    leave_undetermined(matcher);
    return LG_OK;
  }
  const lg_concept_input input = {document,   program,         &output,
                                  primitives, &matcher->arena, &matcher->workspace};
  if (!lg_find_primitives(document, matcher->language, program->primitives, &matcher->arena,
                          primitives) ||
      !lg_match_concepts(&input, &matcher->table, &matcher->concepts)) {
    return LG_NO_MEMORY;
  }
  return run_program(matcher, document, options, diagnostics);
}

lg_status lg_match(lg_matcher *matcher, lg_document *document, const lg_match_options *options,
                   lg_evidence *out, lg_diagnostics *diagnostics) {
  lg_arena_reset(&matcher->arena);
  matcher->concepts = NULL;
  matcher->findings = NULL;
  *out = (lg_evidence){0};
  const lg_status status = match(matcher, document, options, diagnostics);
  if (status == LG_OK) {
    *out = (lg_evidence){matcher->findings, matcher->program->node_count};
  }
  return status;
}

lg_concept_spans lg_matcher_concept_spans(const lg_matcher *matcher, uint32_t concept) {
  if (matcher->concepts == NULL || concept >= matcher->program->concept_count) {
    return (lg_concept_spans){0};
  }
  const lg_concept_matches *found = &matcher->concepts[concept];
  return (lg_concept_spans){matcher->table.spans, found->at, found->count, found->dropped};
}

lg_status lg_matcher_weighing(lg_matcher *matcher, const lg_document *document, uint32_t node,
                              lg_weighing *out, const lg_counted *counted, bool *found) {
  const lg_operands o =
      lg_operands_of(document, &matcher->arena, matcher->findings, matcher->program, node);
  *found = false;
  return matcher->findings == NULL ? LG_OK : lg_weigh_best(&o, out, counted, found);
}

lg_status lg_matcher_windows(lg_matcher *matcher, const lg_document *document, uint32_t node,
                             lg_window_visitor visit, void *context) {
  const lg_operands o =
      lg_operands_of(document, &matcher->arena, matcher->findings, matcher->program, node);
  return matcher->findings == NULL ? LG_OK : lg_weigh_each(&o, visit, context);
}

static bool same_spans(const lg_finding *a, const lg_finding *b) {
  bool same = a->count == b->count && a->undetermined == b->undetermined;
  for (uint32_t i = 0; same && a->at != b->at && i < a->count; ++i) {
    same = memcmp(lg_found(a, i), lg_found(b, i), sizeof(lg_span)) == 0;
  }
  return same;
}

static bool depends_on(const lg_program *program, const lg_node *node, const uint8_t *changed) {
  const uint32_t *children = lg_children(program, node);
  for (uint32_t i = 0; i < node->child_count; ++i) {
    if (changed[children[i]] != 0) {
      return true;
    }
  }
  return false;
}

bool lg_matcher_without(lg_matcher *matcher, const lg_document *document, const uint8_t *emptied,
                        lg_arena *arena, lg_evidence *out) {
  const lg_program *program = matcher->program;
  lg_finding *findings = lg_arena_take_array(arena, program->node_count, sizeof *findings);
  uint8_t *changed = lg_arena_take_zeroed(arena, program->node_count);
  *out = (lg_evidence){0};
  if (matcher->findings == NULL || findings == NULL || changed == NULL) {
    return false;
  }
  lg_span_room room = {.left = LG_LIMIT_ALL_SPANS};
  lg_span_table table = lg_span_table_behind(&matcher->table, arena);
  const lg_run run = begin_run(matcher, document, findings, &table, &room);
  if (run.depths == NULL) {
    return false;
  }
  memcpy(findings, matcher->findings, program->node_count * sizeof *findings);
  for (uint32_t i = 0; i < program->node_count; ++i) {
    if (emptied[i] != 0) {
      findings[i] = (lg_finding){0};
      changed[i] = 1;
    } else if (depends_on(program, &program->nodes[i], changed)) {
      if (!lg_run_node(&run, i)) {
        return false;
      }
      changed[i] = !same_spans(&findings[i], &matcher->findings[i]);
    }
  }
  *out = (lg_evidence){findings, program->node_count};
  return true;
}
