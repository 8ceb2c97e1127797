/* What would gain most: step after step, the one that adds most to all before it.
 * A step raises a criterion to its top or takes a penalty away, and the answer is
 * decided and summed up again. So it counts with all that follows from it (criteria
 * derived from it, caps it lifts), no point is counted twice, and the gains add up
 * to what doing everything would give. What a limit left open is no step: nobody
 * knows whether it is missing. */
#include <stdlib.h>

#include "base/buffer.h"
#include "score/scoring.h"

/* Steps that are looked for among all others. The rest follow as they would gain
 * behind these: a rubric may have hundreds. */
enum { CHOSEN = 8, TENTH = LG_ONE / 10 };

typedef struct step {
  uint32_t number; /* of the criterion; counted on behind them, of the penalty */
  lg_milli gain;
  lg_milli points; /* what it adds before caps; settles ties */
  bool taken;
} step;

typedef struct planner {
  const lg_score_input *input;
  lg_result *result;
  lg_done done;
  lg_levels now; /* with the steps taken so far */
  lg_levels then;
  lg_totals totals; /* of `now` */
  step *steps;
  uint32_t step_count;
  lg_result_next *next;
  bool no_memory;
} planner;

static bool is_penalty(const planner *p, const step *item) {
  return item->number >= p->result->criterion_count;
}

static uint32_t penalty_of(const planner *p, const step *item) {
  return item->number - p->result->criterion_count;
}

static bool *flag_of(planner *p, const step *item) {
  return is_penalty(p, item) ? &p->done.avoided[penalty_of(p, item)]
                             : &p->done.raised[item->number];
}

static void gather(planner *p) {
  for (uint32_t i = 0; i < p->result->criterion_count; ++i) {
    const lg_result_criterion *criterion = &p->result->criteria[i];
    if (criterion->level < criterion->max_level && !criterion->undetermined) {
      p->steps[p->step_count++] = (step){.number = i};
    }
  }
  for (uint32_t i = 0; i < p->result->penalty_count; ++i) {
    if (p->result->penalties[i].present) {
      p->steps[p->step_count++] = (step){.number = p->result->criterion_count + i};
    }
  }
}

/* Whether there is still something to do, with the steps taken so far. */
static bool is_open(const planner *p, const step *item) {
  if (item->taken) {
    return false;
  }
  const lg_scheme *scheme = p->input->scheme;
  if (is_penalty(p, item)) {
    const lg_condition *condition = scheme->penalties[penalty_of(p, item)].condition;
    return lg_holds(p->input, condition, &p->now) == LG_PRESENT;
  }
  return p->now.level[item->number] < scheme->criteria[item->number].max_level;
}

static lg_totals decide_with(planner *p, const step *item) {
  bool *flag = flag_of(p, item);
  *flag = true;
  lg_decide_levels(p->input, &p->then, &p->done);
  const lg_totals totals = lg_sum_up(p->input, &p->then, &p->done);
  *flag = false;
  return totals;
}

/* -- what a gain is made of ------------------------------------------------------- */

/* What the step earns by itself. */
static lg_milli own_points(const planner *p, const step *item) {
  const lg_scheme *scheme = p->input->scheme;
  if (is_penalty(p, item)) {
    return lg_as_score(scheme, -scheme->penalties[penalty_of(p, item)].points);
  }
  const lg_criterion *criterion = &scheme->criteria[item->number];
  return lg_as_score(scheme, criterion->points[criterion->max_level] -
                                 criterion->points[p->now.level[item->number]]);
}

/* The title of the only other criterion that changes with the step, or NULL. */
static const char *follower(const planner *p, const step *item) {
  const char *title = NULL;
  for (uint32_t i = 0; i < p->result->criterion_count; ++i) {
    if (i != item->number && p->now.level[i] != p->then.level[i]) {
      if (title != NULL) {
        return NULL;
      }
      title = p->result->criteria[i].title;
    }
  }
  return title;
}

static void add_part(lg_buffer *text, const char *before, lg_milli amount, const char *after) {
  if (amount > 0) {
    lg_buffer_add_text(text, before);
    lg_milli_write(text, amount);
    lg_buffer_add_text(text, after);
  }
}

static void add_following(const planner *p, const step *item, lg_milli following, lg_buffer *text) {
  const char *title = follower(p, item);
  if (following > 0 && title != NULL) {
    add_part(text, ", ", following, " as \"");
    lg_buffer_format(text, "%s\" follows", title);
    return;
  }
  add_part(text, ", ", following, " as others follow");
  add_part(text, ", less ", -following, " that others lose by it");
}

/* "4 of its own, 6 as "Scopes before designing" follows". `then` holds what the
 * step leads to. NULL where the gain is what the step is worth. */
static const char *explain_gain(planner *p, const step *item, const lg_totals *after) {
  const lg_totals *before = &p->totals;
  lg_milli own = own_points(p, item);
  lg_milli following = after->net - before->net - own;
  if (following <= TENTH && following >= -TENTH) { /* rounded apart */
    own += following;
    following = 0;
  }
  const lg_milli gain = after->score - before->score;
  if (gain - own <= TENTH && own - gain <= TENTH) {
    return NULL;
  }
  const lg_milli cap_before = before->uncapped - before->score;
  const lg_milli cap_after = after->uncapped - after->score;
  const lg_milli lifted = after->uncapped - before->uncapped;
  lg_buffer text;
  lg_buffer_init(&text, p->input->allocator);
  add_part(&text, "", own, " of its own");
  add_following(p, item, following, &text);
  add_part(&text, ", less ", after->net - before->net - lifted, " that only make up for penalties");
  add_part(&text, ", ", cap_before - cap_after, " as a cap is lifted");
  add_part(&text, ", less ", cap_after - cap_before, " that a cap keeps back");
  const char *made = text.failed ? NULL : lg_arena_copy(&p->result->arena, text.bytes, text.length);
  p->no_memory |= made == NULL;
  lg_buffer_free(&text);
  return made;
}

/* -- taking steps ------------------------------------------------------------------ */

static lg_result_next describe(const planner *p, const step *item) {
  if (is_penalty(p, item)) {
    const lg_result_penalty *penalty = &p->result->penalties[penalty_of(p, item)];
    return (lg_result_next){
        .id = penalty->id, .title = penalty->title, .advice = penalty->advice, .penalty = true};
  }
  const lg_result_criterion *criterion = &p->result->criteria[item->number];
  return (lg_result_next){.id = criterion->id,
                          .title = criterion->title,
                          .advice = criterion->advice,
                          .probe = criterion->probe,
                          .held = criterion->held,
                          .held_alone = criterion->held_alone};
}

static void take(planner *p, step *item) {
  const lg_totals after = decide_with(p, item);
  lg_result_next *next = &p->next[p->result->next_count++];
  *next = describe(p, item);
  next->gain = after.score - p->totals.score;
  next->why = explain_gain(p, item, &after);
  item->taken = true;
  *flag_of(p, item) = true;
  p->totals = after;
  lg_decide_levels(p->input, &p->now, &p->done);
}

static int by_gain(const void *left, const void *right) {
  const step *a = left;
  const step *b = right;
  if (a->gain != b->gain) {
    return a->gain > b->gain ? -1 : 1;
  }
  if (a->points != b->points) {
    return a->points > b->points ? -1 : 1;
  }
  return a->number < b->number ? -1 : a->number > b->number;
}

static void measure(planner *p, step *item) {
  const lg_totals after = decide_with(p, item);
  item->gain = after.score - p->totals.score;
  item->points = after.net - p->totals.net;
}

/* Measures what is open; the best of it, or NULL. */
static step *best(planner *p) {
  step *found = NULL;
  for (uint32_t i = 0; i < p->step_count; ++i) {
    step *item = &p->steps[i];
    if (is_open(p, item)) {
      measure(p, item);
      found = found == NULL || by_gain(item, found) < 0 ? item : found;
    }
  }
  return found;
}

static void plan(planner *p) {
  lg_decide_levels(p->input, &p->now, &p->done);
  p->totals = lg_sum_up(p->input, &p->now, &p->done);
  for (uint32_t round = 0; round < CHOSEN; ++round) {
    step *item = best(p);
    if (item == NULL) {
      return;
    }
    take(p, item);
  }
  qsort(p->steps, p->step_count, sizeof *p->steps, by_gain);
  for (uint32_t i = 0; i < p->step_count; ++i) {
    if (is_open(p, &p->steps[i])) {
      take(p, &p->steps[i]);
    }
  }
}

bool lg_rank_next(const lg_score_input *input, lg_result *result) {
  const uint32_t most = result->criterion_count + result->penalty_count;
  lg_arena scratch;
  lg_arena_init(&scratch, input->allocator);
  planner p = {.input = input, .result = result};
  p.steps = lg_arena_take_array(&scratch, most, sizeof *p.steps);
  p.done.raised = lg_arena_take_array(&scratch, result->criterion_count, sizeof(bool));
  p.done.avoided = lg_arena_take_array(&scratch, result->penalty_count, sizeof(bool));
  p.next = lg_arena_take_array(&result->arena, most, sizeof *p.next);
  p.no_memory = p.steps == NULL || p.done.raised == NULL || p.done.avoided == NULL ||
                p.next == NULL || !lg_levels_take(&p.now, result->criterion_count, &scratch) ||
                !lg_levels_take(&p.then, result->criterion_count, &scratch);
  if (!p.no_memory) {
    gather(&p);
    plan(&p);
    result->next = p.next;
  }
  lg_arena_free(&scratch);
  return !p.no_memory;
}
