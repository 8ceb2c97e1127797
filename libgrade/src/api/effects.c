/* What each signal does: the levels, and the levels without it.
 *
 * A signal is all nodes of one label: a named signal or concept may be compiled
 * several times, once for every reading it is used in. To be without it, its
 * nodes are taken to have found nothing, only the nodes that depend on them run
 * again, and the levels are decided anew. */
#include <string.h>

#include "api/objects.h"
#include "base/index.h"
#include "score/score.h"

/* A signal that took part in a rule: a criterion, or behind them a penalty. */
typedef struct effect {
  uint32_t rule;
  uint32_t signal;
  uint32_t without;
  struct effect *next;           /* of all, by rule */
  struct effect *next_of_signal; /* with the same signal */
} effect;

typedef struct effect_finder {
  lgr_grader *grader;
  const lg_program *program;
  const lg_scheme *scheme;
  const lg_graded *graded;
  lg_arena memory;  /* of the call */
  lg_arena scratch; /* of one step */
  const char **labels;
  uint32_t *signals;  /* by node: the first node of its label */
  uint32_t *siblings; /* by node: the next of its label, or LG_NONE */
  effect **effects;   /* by signal */
  effect *first;
  effect **last;
  uint32_t *levels; /* by rule */
} effect_finder;

static uint32_t rule_count(const effect_finder *f) {
  return f->scheme->criterion_count + f->scheme->penalty_count;
}

static lg_score_input score_input(const effect_finder *f, const lg_evidence *evidence) {
  return (lg_score_input){.scheme = f->scheme, .program = f->program, .evidence = evidence};
}

/* -- labels ---------------------------------------------------------------------------- */

/* A concept shows its reading, "asked(late)": each is a signal of its own. */
static const char *label_of(const lg_program *program, const lg_node *node) {
  const char *name = lg_program_text(program, node->name);
  if (node->kind == LG_NODE_CONCEPT && name != NULL) {
    const char *concept = lg_concept_name(program, node->concept);
    return concept != NULL && strcmp(concept, name) == 0 ? lg_program_text(program, node->text)
                                                         : name;
  }
  return name;
}

static void label_nodes(effect_finder *f) {
  for (uint32_t i = 0; i < f->program->node_count; ++i) {
    f->labels[i] = label_of(f->program, &f->program->nodes[i]);
  }
  for (uint32_t i = 0; i < f->program->node_count; ++i) {
    const lg_node *node = &f->program->nodes[i];
    const uint32_t terms = node->kind == LG_NODE_WEIGH ? lg_sum(f->program, node)->term_count : 0;
    for (uint32_t term = 0; term < terms; ++term) {
      const uint32_t child = lg_children(f->program, node)[term];
      if (f->labels[child] == NULL) {
        f->labels[child] = lg_program_text(f->program, f->program->nodes[child].text);
      }
    }
  }
}

static bool group_nodes(effect_finder *f) {
  lg_index index;
  if (!lg_index_build(&index, &f->memory, f->labels, f->program->node_count)) {
    return false;
  }
  for (size_t i = 0; i < index.count; ++i) {
    const uint32_t node = index.entries[i].value;
    const bool begins = i == 0 || strcmp(index.entries[i - 1].name, index.entries[i].name) != 0;
    f->signals[node] = begins ? node : f->signals[index.entries[i - 1].value];
    f->siblings[node] = LG_NONE;
    if (!begins) {
      f->siblings[index.entries[i - 1].value] = node;
    }
  }
  return true;
}

/* -- who took part --------------------------------------------------------------------- */

static bool add_effect(effect_finder *f, uint32_t rule, uint32_t signal) {
  effect *known = f->effects[signal];
  if (known != NULL && known->rule == rule) {
    return true;
  }
  effect *made = lg_arena_take_zeroed(&f->memory, sizeof *made);
  if (made == NULL) {
    return false;
  }
  made->rule = rule;
  made->signal = signal;
  made->next_of_signal = known;
  f->effects[signal] = made;
  *f->last = made;
  f->last = &made->next;
  return true;
}

/* From the condition down to the concepts: children have smaller numbers. */
static bool find_signals(effect_finder *f, uint32_t rule) {
  const lg_score_input input = score_input(f, &f->graded->evidence);
  lg_arena_reset(&f->scratch);
  uint8_t *marks = lg_arena_take_zeroed(&f->scratch, f->program->node_count);
  if (marks == NULL || !lg_score_support(&input, rule, &f->scratch, marks) ||
      !lg_mark_support(f->program, f->graded->document, &f->graded->evidence, &f->scratch, marks)) {
    return false;
  }
  for (uint32_t node = f->program->node_count; node > 0; --node) {
    if (marks[node - 1] != 0 && f->labels[node - 1] != NULL &&
        f->graded->evidence.findings[node - 1].count > 0 &&
        !add_effect(f, rule, f->signals[node - 1])) {
      return false;
    }
  }
  return true;
}

/* -- without a signal ------------------------------------------------------------------- */

static bool leave_out(effect_finder *f, uint32_t signal) {
  lg_arena_reset(&f->scratch);
  uint8_t *emptied = lg_arena_take_zeroed(&f->scratch, f->program->node_count);
  uint32_t *levels = lg_arena_take_array(&f->scratch, rule_count(f), sizeof *levels);
  if (emptied == NULL || levels == NULL) {
    return false;
  }
  for (uint32_t node = signal; node != LG_NONE; node = f->siblings[node]) {
    emptied[node] = 1;
  }
  lg_evidence evidence;
  const bool matched =
      lg_matcher_without(f->grader->matcher, f->graded->document, emptied, &f->scratch, &evidence);
  const lg_score_input input = score_input(f, &evidence);
  if (!matched || !lg_score_levels(&input, &f->scratch, levels)) {
    return false;
  }
  for (effect *e = f->effects[signal]; e != NULL; e = e->next_of_signal) {
    e->without = levels[e->rule];
  }
  return true;
}

static lg_status find_effects(effect_finder *f) {
  const lg_score_input input = score_input(f, &f->graded->evidence);
  label_nodes(f);
  if (!group_nodes(f) || !lg_score_levels(&input, &f->scratch, f->levels)) {
    return LG_NO_MEMORY;
  }
  for (uint32_t rule = 0; rule < rule_count(f); ++rule) {
    if (f->levels[rule] > 0 && !find_signals(f, rule)) {
      return LG_NO_MEMORY;
    }
  }
  for (uint32_t node = 0; node < f->program->node_count; ++node) {
    if (f->effects[node] == NULL) {
      continue;
    }
    if (f->grader->progress != NULL && f->grader->progress(f->grader->progress_context) != 0) {
      return LG_CANCELLED;
    }
    if (!leave_out(f, node)) {
      return LG_NO_MEMORY;
    }
  }
  return LG_OK;
}

/* -- telling ---------------------------------------------------------------------------- */

static lg_status tell(const effect_finder *f, lgr_effect_visitor visit, void *context) {
  const uint32_t criteria = f->scheme->criterion_count;
  for (const effect *e = f->first; e != NULL; e = e->next) {
    const char *id = e->rule < criteria ? f->scheme->criteria[e->rule].id
                                        : f->scheme->penalties[e->rule - criteria].id;
    const lgr_effect told = {.size = sizeof told,
                             .id = id,
                             .signal = f->labels[e->signal],
                             .level = f->levels[e->rule],
                             .level_without = e->without};
    if (visit(context, &told) != 0) {
      return LG_CANCELLED;
    }
  }
  return LG_OK;
}

static bool prepare(effect_finder *f) {
  const uint32_t nodes = f->program->node_count;
  f->last = &f->first;
  f->labels = lg_arena_take_array(&f->memory, nodes, sizeof *f->labels);
  f->signals = lg_arena_take_array(&f->memory, nodes, sizeof *f->signals);
  f->siblings = lg_arena_take_array(&f->memory, nodes, sizeof *f->siblings);
  f->effects = lg_arena_take_array(&f->memory, nodes, sizeof *f->effects);
  f->levels = lg_arena_take_array(&f->memory, rule_count(f), sizeof *f->levels);
  return f->labels != NULL && f->signals != NULL && f->siblings != NULL && f->effects != NULL &&
         f->levels != NULL;
}

static lg_status effects(lgr_grader *grader, const lgr_answer *answer, lg_result *result,
                         lgr_effect_visitor visit, void *context) {
  lg_graded graded = {.result = result};
  lg_status status = lg_api_grade(grader, answer, false, &graded);
  if (status == LG_OK && result->design) {
    effect_finder f = {.grader = grader,
                       .program = &grader->rubric->program,
                       .scheme = &grader->rubric->scheme,
                       .graded = &graded};
    lg_arena_init(&f.memory, &grader->allocator);
    lg_arena_init(&f.scratch, &grader->allocator);
    status = prepare(&f) ? find_effects(&f) : LG_NO_MEMORY;
    if (status == LG_OK) {
      status = tell(&f, visit, context);
    }
    lg_arena_free(&f.scratch);
    lg_arena_free(&f.memory);
  }
  lg_document_free(graded.document);
  return status;
}

lgr_status lgr_effects(lgr_grader *grader, const lgr_answer *answer, lgr_effect_visitor visit,
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
  const lg_status status = effects(grader, &known, &result, visit, context);
  lg_diagnostics_free(&result.diagnostics);
  lg_arena_free(&result.arena);
  lg_api_leave(grader);
  return (lgr_status)status;
}
