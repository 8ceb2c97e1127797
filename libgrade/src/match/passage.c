#include "match/passage.h"

#include "base/limits.h"
#include "match/windows.h"

/* Per cent of the positive weight: of less than that a reader misses nothing, and
 * little where the others are enough. */
enum { LIGHT = 25, LITTLE = 33 };

/* A weighted sum in one of its spans. */
typedef struct weighed {
  lg_operands o;
  uint32_t *terms; /* those that count in it; most terms of a sum do not */
  uint32_t count;
} weighed;

/* Sentences, the last one inclusive. */
typedef struct run {
  uint32_t first;
  uint32_t last;
} run;

typedef struct load {
  lg_milli positive;
  bool holds; /* by itself */
} load;

/* Number of the first span of child `child` that lies whole in the run, or LG_NONE. */
static uint32_t number_in(const weighed *w, uint32_t child, run at) {
  const lg_finding *finding = lg_operand(&w->o, child);
  const uint32_t start = w->o.document->sentences[at.first].start;
  uint32_t i = lg_found_from(finding, start);
  for (; i < finding->count && lg_found(finding, i)->first_sentence <= at.last; ++i) {
    if (lg_found(finding, i)->last_sentence <= at.last) {
      return i;
    }
  }
  return LG_NONE;
}

/* The span itself, or NULL. */
static const lg_span *find_in(const weighed *w, uint32_t child, run at) {
  const uint32_t number = number_in(w, child, at);
  return number != LG_NONE ? lg_found(lg_operand(&w->o, child), number) : NULL;
}

/* How often term `term` counts in the run. */
static uint32_t times_in(const weighed *w, uint32_t term, run at) {
  const lg_finding *finding = lg_operand(&w->o, term);
  const uint32_t first = number_in(w, term, at);
  if (first == LG_NONE || w->o.weigh->terms[term].each == 0) {
    return first != LG_NONE;
  }
  uint32_t count = 1;
  for (uint32_t i = first + 1; i < finding->count && count < LG_LIMIT_EACH; ++i) {
    const lg_span *span = lg_found(finding, i);
    if (span->first_sentence > at.last) {
      break;
    }
    count += span->last_sentence <= at.last && !lg_is_said_again(finding, first, i);
  }
  return count;
}

/* Where entry `i` of the terms counts for the level in the run, or NULL. What counts
 * word by word shapes no quotation. */
static const lg_span *gain_in(const weighed *w, uint32_t i, run at) {
  const lg_weight *term = &w->o.weigh->terms[w->terms[i]];
  return term->weight > 0 && term->each == 0 ? find_in(w, w->terms[i], at) : NULL;
}

/* -- what a run carries ------------------------------------------------------------ */

static lg_milli at_most(lg_milli sum, lg_milli most) {
  const bool over = most >= 0 ? sum > most : sum < most;
  return over ? most : sum;
}

/* The terms of `group`, or those of none. */
static void add_group(const weighed *w, uint32_t group, run at, lg_milli *sum, lg_milli *positive) {
  const lg_weigh *weigh = w->o.weigh;
  lg_milli net = 0;
  lg_milli gained = 0;
  lg_milli each = 0;
  for (uint32_t i = 0; i < w->count; ++i) {
    const lg_weight *term = &weigh->terms[w->terms[i]];
    if (term->group != group) {
      continue;
    }
    const lg_milli added = term->weight * times_in(w, w->terms[i], at);
    *(term->each != 0 ? &each : &net) += added;
    gained += added > 0 && term->each == 0 ? added : 0;
  }
  net += lg_each_adds(each);
  const bool capped = group != LG_NONE;
  *sum += capped ? at_most(net, weigh->groups[group]) : net;
  *positive += capped && weigh->groups[group] >= 0 ? at_most(gained, weigh->groups[group]) : gained;
}

static load weigh_run(const weighed *w, run at) {
  const lg_weigh *weigh = w->o.weigh;
  load made = {0};
  lg_milli sum = 0;
  add_group(w, LG_NONE, at, &sum, &made.positive);
  for (uint32_t group = 0; group < weigh->group_count; ++group) {
    add_group(w, group, at, &sum, &made.positive);
  }
  made.holds =
      sum >= weigh->threshold && (!weigh->has_needs || find_in(w, weigh->term_count, at) != NULL);
  return made;
}

/* -- the run to quote ------------------------------------------------------------ */

static bool leads(const lg_document *document, uint32_t sentence) {
  return (document->sentences[sentence].attributes & LG_HEADING) != 0;
}

static bool only_leads(const lg_document *document, run at) {
  for (uint32_t i = at.first; i <= at.last; ++i) {
    if (!leads(document, i)) {
      return false;
    }
  }
  return true;
}

static run without_last_labels(const lg_document *document, run at) {
  const run whole = at;
  while (at.last > at.first && leads(document, at.last)) {
    --at.last;
  }
  return leads(document, at.last) ? whole : at;
}

/* Drops one sentence if it may. */
static bool narrow(const weighed *w, lg_milli all, run *at) {
  const run shorter[] = {{at->first + 1, at->last}, {at->first, at->last - 1}};
  uint32_t best = 2;
  load most = {0};
  for (uint32_t i = 0; i < 2; ++i) {
    const load left = weigh_run(w, shorter[i]);
    const bool enough = (all - left.positive) * 100 < all * (left.holds ? LITTLE : LIGHT);
    const bool more =
        best == 2 || (left.holds != most.holds ? left.holds : left.positive > most.positive);
    if (enough && more && !only_leads(w->o.document, shorter[i])) {
      best = i;
      most = left;
    }
  }
  if (best < 2) {
    *at = shorter[best];
  }
  return best < 2;
}

/* -- the words to quote -------------------------------------------------------------- */

/* A place or a reading as a term: it says where a sentence stands, not what is in
 * it. */
static bool is_position(const lg_operands *o, uint32_t term, const lg_program *program) {
  const lg_node *node = &program->nodes[o->children[term]];
  while (node->kind != LG_NODE_CONCEPT && node->child_count > 0 && node->kind != LG_NODE_UNION) {
    node = &program->nodes[lg_children(program, node)[0]];
  }
  return node->kind == LG_NODE_CONCEPT && node->concept == LG_PRIMITIVE_SENTENCE;
}

static lg_span join_counted(const weighed *w, run at, const lg_span *whole) {
  lg_span joined = *whole;
  bool any = false;
  for (uint32_t i = 0; i < w->count; ++i) {
    const lg_span *span = gain_in(w, i, at);
    if (span != NULL) {
      joined = any ? lg_span_join(&joined, span) : *span;
      any = true;
    }
  }
  return joined;
}

typedef struct hit {
  uint32_t start;
  uint32_t clause;
  lg_milli weight;
} hit;

/* What counts in the run; what only says where a sentence stands left out. */
static uint32_t take_hits(const weighed *w, const lg_program *program, run at, hit *hits) {
  const lg_document *document = w->o.document;
  const uint32_t first_clause = document->sentences[at.first].first_clause;
  uint32_t count = 0;
  for (uint32_t i = 0; i < w->count; ++i) {
    const lg_span *span = gain_in(w, i, at);
    if (span != NULL && !is_position(&w->o, w->terms[i], program)) {
      hits[count++] = (hit){.start = span->start,
                            .clause = lg_document_clause_at(document, span->start) - first_clause,
                            .weight = w->o.weigh->terms[w->terms[i]].weight};
    }
  }
  return count;
}

/* Whether `left`, in a clause that weighs `sums[left->clause]`, goes before. */
static bool goes_before(const hit *left, const hit *right, const lg_milli *sums) {
  if (sums[left->clause] != sums[right->clause]) {
    return sums[left->clause] > sums[right->clause];
  }
  return left->weight != right->weight ? left->weight > right->weight : left->start < right->start;
}

/* The heaviest hit of the clause that weighs most; of equals the first. */
static bool find_focus(const weighed *w, const lg_program *program, run at, uint32_t *focus) {
  const lg_sentence *first = &w->o.document->sentences[at.first];
  const lg_sentence *last = &w->o.document->sentences[at.last];
  const uint32_t clauses = last->first_clause + last->clause_count - first->first_clause;
  lg_milli *sums = lg_arena_take_array(w->o.arena, clauses, sizeof *sums);
  hit *hits = lg_arena_take_array(w->o.arena, w->count, sizeof *hits);
  if (sums == NULL || hits == NULL) {
    return false;
  }
  const uint32_t count = take_hits(w, program, at, hits);
  for (uint32_t i = 0; i < count; ++i) {
    sums[hits[i].clause] += hits[i].weight;
  }
  const hit *best = hits;
  for (uint32_t i = 1; i < count; ++i) {
    best = goes_before(&hits[i], best, sums) ? &hits[i] : best;
  }
  if (count > 0) {
    *focus = best->start;
  }
  return true;
}

/* The weighted sum whose spans `node` passes on, or LG_NONE. */
static uint32_t sum_behind(const lg_program *program, uint32_t node) {
  while (program->nodes[node].kind == LG_NODE_WITH) {
    node = lg_children(program, &program->nodes[node])[0];
  }
  return program->nodes[node].kind == LG_NODE_WEIGH ? node : LG_NONE;
}

/* The terms that count in a span of the sum: what counted in the first of two
 * windows does not count in the second. */
static bool take_terms(weighed *w, const lg_finding *sum, const lg_span *span) {
  const lg_weigh *weigh = w->o.weigh;
  const lg_span *best = lg_found(sum, 0);
  const run first = {best->first_sentence, best->last_sentence};
  const run here = {span->first_sentence, span->last_sentence};
  const bool is_second = best->start != span->start || best->end != span->end;
  w->terms = lg_arena_take_array(w->o.arena, weigh->term_count, sizeof *w->terms);
  for (uint32_t i = 0; w->terms != NULL && i < weigh->term_count; ++i) {
    const bool spent = is_second && weigh->terms[i].weight > 0 && find_in(w, i, first) != NULL;
    if (!spent && find_in(w, i, here) != NULL) {
      w->terms[w->count++] = i;
    }
  }
  return w->terms != NULL;
}

bool lg_passage_of(const lg_matched *matched, uint32_t node, uint32_t index, lg_arena *scratch,
                   lg_passage *out) {
  const lg_program *program = matched->program;
  const lg_span *span = lg_found(&matched->evidence->findings[node], index);
  const uint32_t sum = sum_behind(program, node);
  *out = (lg_passage){*span, span->start};
  if (sum == LG_NONE) {
    return true;
  }
  weighed w = {
      .o = lg_operands_of(matched->document, scratch, matched->evidence->findings, program, sum)};
  if (w.o.weigh == NULL || !take_terms(&w, &matched->evidence->findings[sum], span)) {
    return false;
  }
  const run window = {span->first_sentence, span->last_sentence};
  run at = without_last_labels(matched->document, window);
  const lg_milli all = weigh_run(&w, at).positive;
  while (at.first < at.last && narrow(&w, all, &at)) {
  }
  out->span = join_counted(&w, at, span);
  out->focus = out->span.start;
  return find_focus(&w, program, at, &out->focus);
}
