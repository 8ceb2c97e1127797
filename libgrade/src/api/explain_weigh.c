/* A weighted sum: the best window, what counted in it, what speaks against it, and
 * what was lacking, the heaviest first. */
#include "api/explain.h"

#include <stdlib.h>

#include "base/limits.h"

enum { COUNTED = 12, AGAINST = 6, LACKING = 8, WEIGHT_COLUMNS = 6 };

typedef struct sum_view {
  lg_explainer *e;
  uint32_t number;
  const lg_node *node;
  const lg_weigh *weigh;
  lg_weighing best;
  bool found;
  uint8_t *counted;   /* by term: how often in the best window */
  uint8_t *elsewhere; /* by term: in the second */
  uint32_t depth;
} sum_view;

/* -- terms by weight ------------------------------------------------------------------- */

typedef struct ranked {
  lg_milli weight; /* as often as it counts */
  uint32_t term;
} ranked;

/* The heaviest first, whatever their sign; of equals the earlier one. */
static int by_weight(const void *left, const void *right) {
  const ranked *a = left;
  const ranked *b = right;
  const lg_milli heavy_a = a->weight < 0 ? -a->weight : a->weight;
  const lg_milli heavy_b = b->weight < 0 ? -b->weight : b->weight;
  if (heavy_a != heavy_b) {
    return heavy_a > heavy_b ? -1 : 1;
  }
  return a->term < b->term ? -1 : a->term > b->term;
}

typedef bool (*term_filter)(const sum_view *view, uint32_t term);

static bool speaks_for(const sum_view *view, uint32_t term) {
  return view->counted[term] != 0 && view->weigh->terms[term].weight > 0;
}

static bool speaks_against(const sum_view *view, uint32_t term) {
  return view->counted[term] != 0 && view->weigh->terms[term].weight < 0;
}

static bool counts_elsewhere(const sum_view *view, uint32_t term) {
  return view->elsewhere[term] != 0;
}

static bool is_lacking(const sum_view *view, uint32_t term) {
  return view->counted[term] == 0 && view->elsewhere[term] == 0 &&
         view->weigh->terms[term].weight > 0;
}

/* How often it counts, in one of the two windows; once where it is lacking. */
static uint32_t times_of(const sum_view *view, uint32_t term) {
  const uint32_t times = view->counted[term] != 0 ? view->counted[term] : view->elsewhere[term];
  return times > 0 ? times : 1;
}

static lg_milli weight_of(const sum_view *view, uint32_t term) {
  return view->weigh->terms[term].weight * times_of(view, term);
}

/* Puts them into *out; returns how many. */
static uint32_t rank(const sum_view *view, term_filter filter, ranked **out) {
  uint32_t count = 0;
  *out = lg_arena_take_array(&view->e->scratch, view->weigh->term_count, sizeof **out);
  if (*out == NULL) {
    lg_output_fail(&view->e->output, LG_NO_MEMORY);
    return 0;
  }
  for (uint32_t i = 0; i < view->weigh->term_count; ++i) {
    if (filter(view, i)) {
      (*out)[count++] = (ranked){weight_of(view, i), i};
    }
  }
  qsort(*out, count, sizeof **out, by_weight);
  return count;
}

/* -- one term ------------------------------------------------------------------------------ */

static void begin_term(const sum_view *view, uint32_t term) {
  lg_explainer *e = view->e;
  const lg_milli weight = weight_of(view, term);
  lg_buffer *line = &e->layout.line;
  lg_explain_begin(e, view->depth + 1, LG_NO_MARK);
  lg_layout_milli(&e->layout, weight);
  const uint32_t width = (uint32_t)line->length;
  const uint32_t behind = e->column + WEIGHT_COLUMNS;
  e->column = lg_layout_pad(&e->layout, e->column, width < 4 ? e->column + 4 - width : e->column);
  e->column = lg_layout_put(&e->layout, weight > 0 ? LG_GREEN : LG_RED, e->column);
  e->column = lg_layout_pad(&e->layout, e->column, behind);
  e->hanging = behind + 2;
  lg_explain_text(e, lg_explain_label(e, lg_children(view->e->program, view->node)[term]));
  const uint32_t times = times_of(view, term);
  if (times > 1) {
    lg_layout_format(&e->layout, ", %u times", times);
  }
}

static void explain_counted(const sum_view *view, uint32_t term, uint32_t sentence) {
  lg_explainer *e = view->e;
  const lg_span *span = lg_find_term(&e->matched, view->number, term, sentence);
  begin_term(view, term);
  if (span != NULL) {
    lg_layout_format(&e->layout, ": ");
    lg_explain_words(e, span->start, span->end);
  }
  lg_explain_end(e, LG_PLAIN);
}

/* Left out in the window, or found elsewhere, or not at all. */
static void explain_lacking(const sum_view *view, uint32_t term) {
  lg_explainer *e = view->e;
  const uint32_t child = lg_children(view->e->program, view->node)[term];
  const lg_finding *finding = &e->matched.evidence->findings[child];
  const lg_sentence *sentences = e->document->sentences;
  const uint32_t last =
      view->found ? lg_find_window_end(&e->matched, view->number, view->best.sentence) : 0;
  begin_term(view, term);
  lg_layout_format(&e->layout, ": ");
  if (view->found && lg_explain_why_left_out(e, child, sentences[view->best.sentence].start,
                                             sentences[last].end)) {
    /* said */
  } else if (finding->count > 0) {
    lg_layout_format(&e->layout, "outside the window, ");
    lg_explain_quotes(e, finding, 1);
  } else if (!lg_explain_why_left_out(e, child, 0, UINT32_MAX)) {
    lg_layout_format(&e->layout, "not found");
  }
  lg_explain_end(e, LG_PLAIN);
}

/* -- lists of terms --------------------------------------------------------------------------- */

static void explain_heading(const sum_view *view, const char *heading) {
  lg_explain_begin(view->e, view->depth, LG_NO_MARK);
  lg_layout_format(&view->e->layout, "%s", heading);
  lg_explain_end(view->e, LG_BOLD);
}

static void explain_rest(const sum_view *view, const ranked *terms, uint32_t shown,
                         uint32_t count) {
  lg_explainer *e = view->e;
  lg_milli sum = 0;
  for (uint32_t i = shown; i < count; ++i) {
    sum += terms[i].weight;
  }
  if (shown < count) {
    lg_explain_begin(e, view->depth + 1, LG_NO_MARK);
    lg_layout_format(&e->layout, "and %u more, together ", count - shown);
    lg_layout_milli(&e->layout, sum);
    lg_explain_end(e, LG_DIM);
  }
}

static void explain_terms(const sum_view *view, const char *heading, term_filter filter,
                          uint32_t usual, uint32_t sentence) {
  ranked *terms;
  const uint32_t count = rank(view, filter, &terms);
  const uint32_t shown = view->e->verbose || count < usual ? count : usual;
  if (count == 0) {
    return;
  }
  explain_heading(view, heading);
  for (uint32_t i = 0; i < shown; ++i) {
    if (filter == is_lacking) {
      explain_lacking(view, terms[i].term);
    } else {
      explain_counted(view, terms[i].term, sentence);
    }
  }
  explain_rest(view, terms, shown, count);
}

/* Groups that would add more than they may. */
static void explain_groups(const sum_view *view) {
  lg_explainer *e = view->e;
  for (uint32_t group = 0; group < view->weigh->group_count; ++group) {
    const lg_milli most = view->weigh->groups[group];
    lg_milli sum = 0;
    for (uint32_t i = 0; i < view->weigh->term_count; ++i) {
      const lg_weight *term = &view->weigh->terms[i];
      sum += term->group == group ? term->weight * view->counted[i] : 0;
    }
    if (most >= 0 ? sum <= most : sum >= most) {
      continue;
    }
    lg_explain_begin(e, view->depth, LG_NO_MARK);
    lg_layout_format(&e->layout, "group %u of the sum adds ", group + 1);
    lg_layout_milli(&e->layout, sum);
    lg_layout_format(&e->layout, ", of which ");
    lg_layout_milli(&e->layout, most);
    lg_layout_format(&e->layout, " counts");
    lg_explain_end(e, LG_PLAIN);
  }
}

/* Words that would add more than they may. */
static void explain_each(const sum_view *view) {
  lg_explainer *e = view->e;
  lg_milli sum = 0;
  for (uint32_t i = 0; i < view->weigh->term_count; ++i) {
    const lg_weight *term = &view->weigh->terms[i];
    sum += term->each != 0 ? term->weight * view->counted[i] : 0;
  }
  if (sum > (lg_milli)LG_LIMIT_EACH_SUM * LG_ONE) {
    lg_explain_begin(e, view->depth, LG_NO_MARK);
    lg_layout_format(&e->layout, "what counts word by word adds ");
    lg_layout_milli(&e->layout, sum);
    lg_layout_format(&e->layout, ", of which ");
    lg_layout_milli(&e->layout, (lg_milli)LG_LIMIT_EACH_SUM * LG_ONE);
    lg_layout_format(&e->layout, " counts");
    lg_explain_end(e, LG_PLAIN);
  }
}

/* -- the sum --------------------------------------------------------------------------------------
 */

static void explain_window(const sum_view *view) {
  lg_explainer *e = view->e;
  const lg_sentence *sentences = e->document->sentences;
  const lg_weighing *best = &view->best;
  const uint32_t last = lg_find_window_end(&e->matched, view->number, best->sentence);
  const lg_milli threshold = view->weigh->threshold;
  lg_explain_begin(e, view->depth, LG_NO_MARK);
  lg_layout_format(&e->layout, "best window: ");
  lg_explain_quote(
      e, &(lg_span){.start = sentences[best->sentence].start, .end = sentences[last].end});
  lg_explain_end(e, LG_PLAIN);
  lg_explain_begin(e, view->depth, LG_NO_MARK);
  lg_layout_format(&e->layout, "adds up to ");
  lg_layout_milli(&e->layout, best->sum);
  lg_layout_format(&e->layout, " of ");
  lg_layout_milli(&e->layout, threshold);
  if (best->sum < threshold) {
    lg_layout_format(&e->layout, ": needs ");
    lg_layout_milli(&e->layout, threshold - best->sum);
    lg_layout_format(&e->layout, " more");
  }
  lg_explain_end(e, LG_BOLD);
}

static lg_milli sum_elsewhere(const sum_view *view) {
  lg_milli sum = 0;
  for (uint32_t i = 0; i < view->weigh->term_count; ++i) {
    sum += view->weigh->terms[i].weight * view->elsewhere[i];
  }
  return sum;
}

static void explain_elsewhere(const sum_view *view) {
  lg_explainer *e = view->e;
  const lg_milli sum = sum_elsewhere(view);
  lg_explain_begin(e, view->depth, LG_NO_MARK);
  lg_layout_format(&e->layout, "of which ");
  lg_layout_milli(&e->layout, sum * view->weigh->elsewhere / LG_ONE);
  lg_layout_format(&e->layout, " from elsewhere, ");
  lg_layout_milli(&e->layout, view->weigh->elsewhere);
  lg_layout_format(&e->layout, " times the ");
  lg_layout_milli(&e->layout, sum);
  lg_layout_format(&e->layout, " of ");
  lg_explain_quote(e, &view->best.elsewhere);
  lg_explain_end(e, LG_PLAIN);
}

static void explain_needs(const sum_view *view) {
  lg_explainer *e = view->e;
  const uint32_t needed = lg_children(view->e->program, view->node)[view->weigh->term_count];
  lg_explain_begin(e, view->depth, LG_NO_MARK);
  if (!view->found || view->best.needs) {
    lg_layout_format(&e->layout, "needs in its window:");
  } else {
    lg_layout_format(&e->layout, "needs in its window, and no window has it:");
  }
  lg_explain_end(e, LG_PLAIN);
  lg_explain_node(e, needed, view->depth + 1, 1);
}

static void explain_view(const sum_view *view) {
  lg_explainer *e = view->e;
  const bool holds = view->found && view->best.holds;
  if (view->found) {
    explain_window(view);
    if (view->best.is_elsewhere) {
      explain_elsewhere(view);
    }
    explain_groups(view);
    explain_each(view);
  } else {
    lg_explain_begin(e, view->depth, LG_NO_MARK);
    lg_layout_format(&e->layout, "no window: no term that adds is found");
    lg_explain_end(e, LG_BOLD);
  }
  if (view->weigh->has_needs) {
    explain_needs(view);
  }
  explain_terms(view, "counted", speaks_for, COUNTED, view->best.sentence);
  explain_terms(view, "against", speaks_against, AGAINST, view->best.sentence);
  if (view->best.is_elsewhere) {
    explain_terms(view, "counted elsewhere", counts_elsewhere, COUNTED, view->best.second);
  }
  if (!holds || e->verbose) {
    explain_terms(view, "lacking", is_lacking, LACKING, 0);
  }
}

void lg_explain_weighing(lg_explainer *e, uint32_t number, uint32_t depth) {
  sum_view view = {.e = e, .number = number, .node = &e->program->nodes[number], .depth = depth};
  view.weigh = lg_sum(e->program, view.node);
  view.counted = lg_arena_take_array(&e->scratch, view.weigh->term_count, sizeof *view.counted);
  view.elsewhere = lg_arena_take_array(&e->scratch, view.weigh->term_count, sizeof *view.elsewhere);
  const lg_counted counted = {view.counted, view.elsewhere};
  if (view.counted == NULL || view.elsewhere == NULL ||
      lg_matcher_weighing(e->grader->matcher, e->document, number, &view.best, &counted,
                          &view.found) != LG_OK) {
    lg_output_fail(&e->output, LG_NO_MEMORY);
    return;
  }
  explain_view(&view);
}
