/* What one sentence fires: signals, and concepts with the words that matched; and
 * for whom.
 *
 * Who looks for a signal is asked the other way round: for every criterion and
 * penalty the program is walked once from its conditions down, and what fires here
 * and is met on the way is noted. */
#include "api/explain.h"

#include <string.h>

#include "base/index.h"

enum { USERS = 4, MATCHES = 3, REACH = 3 /* sentences of a signal that is told */ };

/* What fires under one name. */
typedef struct item {
  const char *name;
  uint32_t node;    /* of a signal; else LG_NONE */
  uint32_t concept; /* of a concept; else LG_NONE */
  uint8_t *users;   /* by rule, and behind them the subject */
} item;

typedef struct firing {
  lg_explainer *e;
  uint32_t sentence;
  item *items;
  uint32_t count;
  uint32_t *item_of; /* by node: number of its item + 1, or 0 */
  uint32_t rules;
  uint32_t wide; /* signals left out: they reach over many sentences */
} firing;

/* Behind the penalties stand the design gate and the caps of the score. */
static uint32_t rule_count(const lg_explainer *e) {
  return e->scheme->criterion_count + e->scheme->penalty_count + 2;
}

const char *lg_explain_rule_id(const lg_explainer *e, uint32_t rule) {
  const uint32_t criteria = e->scheme->criterion_count;
  const uint32_t graded = criteria + e->scheme->penalty_count;
  if (rule >= graded) {
    return rule == graded ? "the design gate" : "the caps of the score";
  }
  return rule < criteria ? e->scheme->criteria[rule].id : e->scheme->penalties[rule - criteria].id;
}

bool lg_explain_is_evidence(const lg_explainer *e, uint32_t sentence, uint32_t rule) {
  const uint32_t criteria = e->scheme->criterion_count;
  const lg_sentence *at = &e->document->sentences[sentence];
  const lg_result_evidence *evidence;
  uint32_t count;
  size_t start;
  size_t end;
  if (rule >= criteria + e->scheme->penalty_count) {
    return false;
  }
  if (rule < criteria) {
    evidence = e->result->criteria[rule].evidence;
    count = e->result->criteria[rule].evidence_count;
  } else {
    evidence = e->result->penalties[rule - criteria].evidence;
    count = e->result->penalties[rule - criteria].evidence_count;
  }
  lg_document_source(e->document, at->start, at->end, &start, &end);
  for (uint32_t i = 0; i < count; ++i) {
    if (evidence[i].start < end && evidence[i].end > start) {
      return true;
    }
  }
  return false;
}

/* -- what fires -------------------------------------------------------------------------- */

static const lg_span *first_in(const lg_finding *finding, uint32_t sentence) {
  for (uint32_t i = 0; i < finding->count; ++i) {
    const lg_span *span = lg_found(finding, i);
    if (span->first_sentence <= sentence && span->last_sentence >= sentence) {
      return span;
    }
  }
  return NULL;
}

static bool same_name(const lg_explainer *e, uint32_t a, uint32_t b) {
  return a != 0 && b != 0 && strcmp(e->program->texts + a, e->program->texts + b) == 0;
}

/* A gap's claim goes by the name of what it is made of, and is no signal itself. */
static bool is_signal(const lg_explainer *e, uint32_t node) {
  const lg_node *at = &e->program->nodes[node];
  if (at->name == 0 || at->kind == LG_NODE_WITH) {
    return false;
  }
  if (at->kind == LG_NODE_CONCEPT) {
    return !same_name(e, e->program->concepts[at->concept].name, at->name);
  }
  return at->kind != LG_NODE_UNLESS ||
         !same_name(e, e->program->nodes[lg_children(e->program, at)[0]].name, at->name);
}

/* Signals of one name are one item: each reading of it is a node. */
static bool add_signals(firing *f) {
  const lg_explainer *e = f->e;
  const char **names = lg_arena_take_array(&f->e->scratch, e->program->node_count, sizeof *names);
  lg_index index;
  if (names == NULL) {
    return false;
  }
  for (uint32_t i = 0; i < e->program->node_count; ++i) {
    const lg_finding *finding = &e->matched.evidence->findings[i];
    const lg_span *span = is_signal(e, i) ? first_in(finding, f->sentence) : NULL;
    const bool wide =
        span != NULL && !e->verbose && span->last_sentence - span->first_sentence >= REACH;
    names[i] =
        span != NULL && !wide ? lg_program_text(e->program, e->program->nodes[i].name) : NULL;
    f->wide += wide;
  }
  if (!lg_index_build(&index, &f->e->scratch, names, e->program->node_count)) {
    return false;
  }
  for (size_t i = 0; i < index.count; ++i) {
    const uint32_t node = index.entries[i].value;
    if (i == 0 || strcmp(index.entries[i - 1].name, index.entries[i].name) != 0) {
      f->items[f->count++] = (item){index.entries[i].name, node, LG_NONE, NULL};
    }
    f->item_of[node] = f->count;
  }
  return true;
}

/* A node of the concept takes part when its reading takes a match here. */
static bool takes_here(const firing *f, const lg_node *node) {
  const lg_concept_spans matches = lg_matcher_concept_spans(f->e->grader->matcher, node->concept);
  for (uint32_t i = 0; i < matches.count; ++i) {
    const lg_span *span = lg_concept_span(&matches, i);
    if (span->first_sentence == f->sentence && lg_reading_takes(node->reading, span->attributes)) {
      return true;
    }
  }
  return false;
}

/* Whether a concept has a match here, be it one that its exception takes out. */
static bool is_found_here(const firing *f, uint32_t concept) {
  const lg_concept_spans matches = lg_matcher_concept_spans(f->e->grader->matcher, concept);
  for (uint32_t i = 0; i < matches.count + matches.dropped; ++i) {
    if (lg_concept_span(&matches, i)->first_sentence == f->sentence) {
      return true;
    }
  }
  return false;
}

static bool add_concepts(firing *f) {
  const lg_explainer *e = f->e;
  uint32_t *items = lg_arena_take_array(&f->e->scratch, e->program->concept_count, sizeof *items);
  if (items == NULL) {
    return false;
  }
  for (uint32_t i = 0; i < e->program->concept_count; ++i) {
    if (i != LG_PRIMITIVE_SENTENCE && e->program->concepts[i].name != 0 && is_found_here(f, i)) {
      f->items[f->count++] = (item){lg_concept_name(e->program, i), LG_NONE, i, NULL};
      items[i] = f->count;
    }
  }
  for (uint32_t i = 0; i < e->program->node_count; ++i) {
    const lg_node *node = &e->program->nodes[i];
    if (node->kind == LG_NODE_CONCEPT && f->item_of[i] == 0 && items[node->concept] != 0 &&
        takes_here(f, node)) {
      f->item_of[i] = items[node->concept];
    }
  }
  return true;
}

/* -- for whom ----------------------------------------------------------------------------- */

static void mark_condition(const lg_condition *condition, uint8_t *marks) {
  if (condition->kind == LG_CONDITION_FINDING) {
    marks[condition->finding] = 1;
  }
  for (uint32_t i = 0; i < condition->child_count; ++i) {
    mark_condition(condition->children[i], marks);
  }
}

static void mark_rule(const lg_explainer *e, uint32_t rule, uint8_t *marks) {
  const lg_scheme *scheme = e->scheme;
  const uint32_t graded = scheme->criterion_count + scheme->penalty_count;
  if (rule > graded) {
    for (uint32_t i = 0; i < scheme->cap_count; ++i) {
      mark_condition(scheme->caps[i].condition, marks);
    }
    return;
  }
  if (rule >= scheme->criterion_count) {
    const lg_condition *condition =
        rule == graded ? scheme->design
                       : scheme->penalties[rule - scheme->criterion_count].condition;
    if (condition != NULL) {
      mark_condition(condition, marks);
    }
    return;
  }
  const lg_criterion *criterion = &scheme->criteria[rule];
  for (uint32_t i = 0; i < criterion->level_count; ++i) {
    mark_condition(criterion->levels[i].condition, marks);
  }
  for (uint32_t i = 0; i < criterion->cap_count; ++i) {
    mark_condition(criterion->caps[i].condition, marks);
  }
  for (uint32_t i = 0; i < criterion->gap_count; ++i) {
    mark_condition(criterion->gaps[i].unmet, marks);
  }
}

static bool find_users(firing *f) {
  const lg_program *program = f->e->program;
  uint8_t *marks = lg_arena_take_zeroed(&f->e->scratch, program->node_count);
  for (uint32_t i = 0; i < f->count; ++i) {
    f->items[i].users = lg_arena_take_zeroed(&f->e->scratch, f->rules + 1);
    if (f->items[i].users == NULL) {
      return false;
    }
  }
  for (uint32_t rule = 0; marks != NULL && rule < f->rules; ++rule) {
    memset(marks, 0, program->node_count);
    mark_rule(f->e, rule, marks);
    for (uint32_t i = program->node_count; i > 0; --i) {
      const lg_node *node = &program->nodes[i - 1];
      for (uint32_t k = 0; marks[i - 1] != 0 && k < node->child_count; ++k) {
        marks[lg_children(program, node)[k]] = 1;
      }
      if (marks[i - 1] != 0 && f->item_of[i - 1] != 0) {
        f->items[f->item_of[i - 1] - 1].users[rule] = 1;
      }
    }
  }
  for (uint32_t i = 0; i < program->subject_end; ++i) {
    if (f->item_of[i] != 0) {
      f->items[f->item_of[i] - 1].users[f->rules] = 1;
    }
  }
  return marks != NULL;
}

/* -- telling --------------------------------------------------------------------------------- */

/* Those that the sentence is evidence for come first. */
static void gather_users(const firing *f, const item *told) {
  lg_explainer *e = f->e;
  const uint32_t most = e->verbose ? UINT32_MAX : USERS;
  uint32_t shown = 0;
  uint32_t count = 0;
  for (int evidence = 1; evidence >= 0; --evidence) {
    for (uint32_t rule = 0; rule < f->rules; ++rule) {
      if (told->users[rule] == 0 ||
          lg_explain_is_evidence(e, f->sentence, rule) != (evidence != 0)) {
        continue;
      }
      if (++count <= most) {
        lg_layout_format(&e->layout, "%s", shown++ == 0 ? "; for " : ", ");
        lg_layout_name(&e->layout, lg_explain_rule_id(e, rule));
      }
    }
  }
  if (count > shown) {
    lg_layout_format(&e->layout, " and %u more", count - shown);
  } else if (count == 0) {
    lg_layout_format(&e->layout, "%s",
                     told->users[f->rules] != 0 ? "; tells only what is on the subject"
                                                : "; counts for nothing here");
  }
}

static void explain_signal(const firing *f, const item *told) {
  lg_explainer *e = f->e;
  const lg_finding *finding = &e->matched.evidence->findings[told->node];
  const lg_span *span = first_in(finding, f->sentence);
  lg_explain_begin(e, 1, LG_FOUND);
  lg_explain_text(e, told->name);
  lg_layout_format(&e->layout, ": ");
  lg_explain_words(e, span->start, span->end);
  gather_users(f, told);
  lg_explain_end(e, LG_PLAIN);
}

/* The words that matched; those that are not simply stated with what they are. */
static void explain_concept(const firing *f, const item *told) {
  lg_explainer *e = f->e;
  const lg_reading asserted = lg_reading_names[0].reading;
  const uint32_t most = lg_explain_most(e, MATCHES);
  const lg_concept_spans matches = lg_matcher_concept_spans(e->grader->matcher, told->concept);
  uint32_t shown = 0;
  bool used = false;
  for (uint32_t rule = 0; rule < f->rules; ++rule) {
    used = used || told->users[rule] != 0;
  }
  lg_explain_begin(e, 1, used ? LG_FOUND : LG_LEFT_OUT);
  lg_explain_text(e, told->name);
  for (uint32_t i = 0; i < matches.count + matches.dropped && shown < most; ++i) {
    const lg_span *span = lg_concept_span(&matches, i);
    if (span->first_sentence != f->sentence) {
      continue;
    }
    lg_layout_format(&e->layout, "%s", shown++ == 0 ? ": " : ", ");
    lg_explain_words(e, span->start, span->end);
    if (i >= matches.count) {
      lg_layout_format(&e->layout, ", which an exception of the concept takes out");
    } else if (!lg_reading_takes(asserted, span->attributes)) {
      lg_layout_format(&e->layout, ", which is ");
      lg_explain_objection(e, asserted, span);
    }
  }
  gather_users(f, told);
  lg_explain_end(e, LG_PLAIN);
}

static void tell(const firing *f) {
  lg_explainer *e = f->e;
  for (int concepts = 0; concepts < 2; ++concepts) {
    bool begun = false;
    for (uint32_t i = 0; i < f->count; ++i) {
      const item *told = &f->items[i];
      if ((told->concept != LG_NONE) != (concepts != 0)) {
        continue;
      }
      if (!begun) {
        lg_explain_begin(e, 0, LG_NO_MARK);
        lg_layout_format(&e->layout, "%s", concepts != 0 ? "concepts" : "signals");
        lg_explain_end(e, LG_BOLD);
        begun = true;
      }
      if (concepts != 0) {
        explain_concept(f, told);
      } else {
        explain_signal(f, told);
      }
    }
  }
  if (f->wide > 0) {
    lg_explain_more(e, 1, f->wide, " that reach over many sentences");
  }
  if (f->count == 0) {
    lg_explain_begin(e, 0, LG_NO_MARK);
    lg_layout_format(&e->layout, "no signal and no concept of the rubric is found here");
    lg_explain_end(e, LG_PLAIN);
  }
}

void lg_explain_signals(lg_explainer *e, uint32_t sentence) {
  const lg_program *program = e->program;
  firing f = {.e = e, .sentence = sentence, .rules = rule_count(e)};
  f.items = lg_arena_take_array(&e->scratch, program->node_count + program->concept_count,
                                sizeof *f.items);
  f.item_of = lg_arena_take_array(&e->scratch, program->node_count, sizeof *f.item_of);
  if (f.items == NULL || f.item_of == NULL || !add_signals(&f) || !add_concepts(&f) ||
      !find_users(&f)) {
    lg_output_fail(&e->output, LG_NO_MEMORY);
    return;
  }
  tell(&f);
}
