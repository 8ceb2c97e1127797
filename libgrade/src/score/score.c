#include "score/score.h"

#include <string.h>

#include "base/buffer.h"
#include "base/utf8.h"
#include "score/scoring.h"

typedef struct scorer {
  const lg_score_input *input;
  lg_result *result;
  lg_levels levels;
  bool no_memory;
} scorer;

/* Results outlive the rubric, so every text is copied. */
static const char *copy(scorer *s, const char *text) {
  if (text == NULL) {
    return NULL;
  }
  const char *made = lg_arena_copy(&s->result->arena, text, strlen(text));
  s->no_memory |= made == NULL;
  return made;
}

static void *take(scorer *s, size_t count, size_t size) {
  void *taken = lg_arena_take_array(&s->result->arena, count, size);
  s->no_memory |= taken == NULL;
  return taken;
}

/* -- the design gate ----------------------------------------------------------- */

enum { MUCH_ECHOED = 50 /* per cent */ };

/* The rubric's reason; before it that the text is an echo, where that is why. */
static const char *design_because(scorer *s) {
  const char *because = s->input->scheme->design_because;
  const uint32_t echoed = s->input->echoed;
  if (echoed < MUCH_ECHOED) {
    return copy(s, because);
  }
  lg_buffer text;
  lg_buffer_init(&text, s->input->allocator);
  if (echoed < 100) {
    lg_buffer_format(&text, "%u%%", echoed);
  } else {
    lg_buffer_add_text(&text, "All");
  }
  lg_buffer_format(&text, " of the text repeats the prompt or the rubric, and does not count. %s",
                   because != NULL ? because : "");
  const char *made = text.failed ? NULL : copy(s, text.bytes);
  s->no_memory |= text.failed;
  lg_buffer_free(&text);
  return made;
}

static void decide_design(scorer *s) {
  const lg_scheme *scheme = s->input->scheme;
  s->result->design = true;
  s->result->design_because = NULL;
  if (scheme->design == NULL || s->input->without_design_gate) {
    return;
  }
  const lg_truth truth = lg_holds(s->input, scheme->design, &s->levels);
  if (truth == LG_UNDETERMINED) {
    s->result->complete = false;
  } else if (truth == LG_ABSENT) {
    s->result->design = false;
    s->result->design_because = design_because(s);
  }
}

static void clear_levels(scorer *s) {
  const uint32_t count = s->input->scheme->criterion_count;
  for (uint32_t i = 0; i < count; ++i) {
    s->levels.level[i] = 0;
    s->levels.undetermined[i] = false;
    s->levels.cap[i] = NULL;
    s->levels.met[i] = NULL;
  }
}

/* -- reasons --------------------------------------------------------------------- */

enum { LONGEST_CONDITION = 240 };

static void add_condition(lg_buffer *text, const lg_condition *condition) {
  const char *written = condition->text != NULL ? condition->text : "";
  const size_t length = strlen(written);
  const size_t kept = lg_utf8_prefix(written, length, LONGEST_CONDITION);
  lg_buffer_add(text, written, kept);
  if (kept < length) {
    lg_buffer_add_text(text, "…");
  }
}

/* What a level could not be raised for, whatever else was found. */
static const char *held_by(const scorer *s, uint32_t number) {
  return s->levels.undetermined[number] ? NULL : s->levels.cap[number];
}

/* The level that was reached before anything held it down. */
static uint32_t reached_level(const lg_criterion *criterion, const lg_condition *met) {
  for (uint32_t i = 0; i < criterion->level_count; ++i) {
    if (criterion->levels[i].condition == met) {
      return criterion->levels[i].level;
    }
  }
  return 0;
}

/* The condition of the level above the one reached, or NULL at the top. */
static const lg_condition *missed_level(const lg_criterion *criterion, uint32_t level) {
  const lg_condition *missed = NULL;
  for (uint32_t i = 0; i < criterion->level_count; ++i) {
    if (criterion->levels[i].level > level) {
      missed = criterion->levels[i].condition; /* highest first: the last one is next */
    }
  }
  return missed;
}

static void explain_gaps(scorer *s, const lg_criterion *criterion, lg_buffer *text) {
  for (uint32_t i = 0; i < criterion->gap_count; ++i) {
    const lg_gap *gap = &criterion->gaps[i];
    if (gap->at_most == LG_NONE && lg_holds(s->input, gap->unmet, &s->levels) == LG_PRESENT) {
      lg_buffer_format(text, " %s", gap->says);
    }
  }
}

static void begin_reason(scorer *s, const lg_result_criterion *made, bool plain, lg_buffer *text) {
  if (!s->result->design) {
    lg_buffer_format(text, "Not looked at: %s", s->result->design_because);
  } else if (made->undetermined && made->level == 0) {
    lg_buffer_add_text(text, "Not decided: a limit was met before it could be.");
  } else if (made->undetermined) {
    lg_buffer_format(text, "Level %u of %u, or higher: a limit was met before all was decided.",
                     made->level, made->max_level);
  } else if (made->evidence_count > 0 && plain) {
    lg_buffer_format(text, "Level %u of %u for the words quoted.", made->level, made->max_level);
  } else if (made->evidence_count > 0) {
    lg_buffer_format(text, "Level %u of %u for %s.", made->level, made->max_level,
                     made->evidence[0].signal);
  } else if (made->level > 0 || made->held != NULL) {
    lg_buffer_format(text, "Level %u of %u.", made->level, made->max_level);
  } else {
    lg_buffer_add_text(text, "Nothing found.");
  }
}

/* The plain one is for whoever wrote the answer: without names and numbers of the
 * rubric's inside. */
static const char *reason(scorer *s, uint32_t number, const lg_result_criterion *made, bool plain) {
  const lg_criterion *criterion = &s->input->scheme->criteria[number];
  lg_buffer text;
  lg_buffer_init(&text, s->input->allocator);
  begin_reason(s, made, plain, &text);
  if (s->levels.cap[number] != NULL) {
    lg_buffer_format(&text, made->undetermined ? " Held there, if so: %s" : " No higher: %s",
                     s->levels.cap[number]);
  } else if (s->result->design && made->level < made->max_level && !plain) {
    const lg_condition *missed = missed_level(criterion, made->level);
    if (missed != NULL) {
      lg_buffer_format(&text, " Level %u needs: ", made->level + 1);
      add_condition(&text, missed);
    }
  }
  explain_gaps(s, criterion, &text);
  const char *made_text = NULL;
  if (!text.failed) {
    made_text = lg_arena_copy(&s->result->arena, text.bytes, text.length);
  }
  s->no_memory |= made_text == NULL;
  lg_buffer_free(&text);
  return made_text;
}

/* -- parts of the result ------------------------------------------------------------ */

static void fill_criterion(scorer *s, uint32_t number, lg_result_criterion *out) {
  const lg_criterion *criterion = &s->input->scheme->criteria[number];
  out->id = copy(s, criterion->id);
  out->title = copy(s, criterion->title);
  out->section = criterion->section;
  out->level = s->levels.level[number];
  out->max_level = criterion->max_level;
  out->undetermined = s->levels.undetermined[number];
  out->points = criterion->points[out->level];
  out->max_points = criterion->points[out->max_level];
  out->advice = copy(s, criterion->advice[out->level]);
  out->probe = copy(s, criterion->probe[out->level]);
  out->held = copy(s, held_by(s, number));
  out->held_alone =
      out->held != NULL && reached_level(criterion, s->levels.met[number]) == out->max_level;
  out->help = copy(s, criterion->advice[0]);
  out->help_probe = copy(s, criterion->probe[0]);
  if (s->levels.met[number] != NULL && out->level > 0) {
    s->no_memory |= !lg_quote(s->input, s->levels.met[number], &s->levels, &s->result->arena,
                              &out->evidence, &out->evidence_count);
  }
  if (!s->no_memory) {
    out->reason = reason(s, number, out, false);
    out->plain_reason = reason(s, number, out, true);
  }
  s->result->complete &= !out->undetermined;
}

static void fill_criteria(scorer *s) {
  const lg_scheme *scheme = s->input->scheme;
  lg_result_criterion *criteria = take(s, scheme->criterion_count, sizeof *criteria);
  lg_result_section *sections = take(s, scheme->section_count, sizeof *sections);
  if (s->no_memory) {
    return;
  }
  for (uint32_t i = 0; i < scheme->section_count; ++i) {
    sections[i].id = copy(s, scheme->sections[i].id);
    sections[i].title = copy(s, scheme->sections[i].title);
  }
  for (uint32_t i = 0; i < scheme->criterion_count && !s->no_memory; ++i) {
    fill_criterion(s, i, &criteria[i]);
    sections[criteria[i].section].points += criteria[i].points;
    sections[criteria[i].section].max_points += criteria[i].max_points;
  }
  s->result->sections = sections;
  s->result->section_count = scheme->section_count;
  s->result->criteria = criteria;
  s->result->criterion_count = scheme->criterion_count;
}

static void fill_penalty(scorer *s, const lg_penalty *penalty, lg_result_penalty *out) {
  out->id = copy(s, penalty->id);
  out->title = copy(s, penalty->title);
  out->help = copy(s, penalty->advice);
  out->cost = penalty->points;
  const lg_truth truth =
      s->result->design ? lg_holds(s->input, penalty->condition, &s->levels) : LG_ABSENT;
  out->present = truth == LG_PRESENT;
  out->undetermined = truth == LG_UNDETERMINED;
  s->result->complete &= !out->undetermined;
  if (!out->present) {
    return;
  }
  out->points = penalty->points;
  out->advice = copy(s, penalty->advice);
  s->no_memory |= !lg_quote(s->input, penalty->condition, &s->levels, &s->result->arena,
                            &out->evidence, &out->evidence_count);
}

static void fill_penalties(scorer *s) {
  const lg_scheme *scheme = s->input->scheme;
  lg_result_penalty *penalties = take(s, scheme->penalty_count, sizeof *penalties);
  for (uint32_t i = 0; i < scheme->penalty_count && !s->no_memory; ++i) {
    fill_penalty(s, &scheme->penalties[i], &penalties[i]);
  }
  s->result->penalties = penalties;
  s->result->penalty_count = s->no_memory ? 0 : scheme->penalty_count;
}

static void fill_caps(scorer *s, const lg_totals *totals) {
  const lg_scheme *scheme = s->input->scheme;
  lg_result_cap *caps = take(s, scheme->cap_count, sizeof *caps);
  for (uint32_t i = 0; i < scheme->cap_count && !s->no_memory; ++i) {
    const lg_cap *cap = &scheme->caps[i];
    const lg_truth truth = lg_holds(s->input, cap->condition, &s->levels);
    s->result->complete &= truth != LG_UNDETERMINED;
    const bool lowers = cap->band > 0 && totals->uncapped >= scheme->bands[cap->band - 1].at;
    if (truth == LG_PRESENT && lowers) {
      caps[s->result->cap_count++] = (lg_result_cap){copy(s, scheme->bands[cap->band].name),
                                                     copy(s, cap->because), totals->uncapped};
    }
  }
  s->result->caps = caps;
}

/* None is earned while a verdict is open: it could still be another one. */
static void fill_band(scorer *s) {
  const lg_scheme *scheme = s->input->scheme;
  s->result->band = NULL;
  for (uint32_t i = 0; s->result->complete && i < scheme->band_count; ++i) {
    if (s->result->score >= scheme->bands[i].at) {
      s->result->band = copy(s, scheme->bands[i].name);
      return;
    }
  }
}

static void score(scorer *s) {
  lg_result *result = s->result;
  lg_totals totals = {0};
  lg_decide_levels(s->input, &s->levels, NULL);
  decide_design(s);
  if (!result->design) {
    clear_levels(s);
  }
  fill_criteria(s);
  if (s->no_memory) {
    return;
  }
  fill_penalties(s);
  if (result->design) {
    totals = lg_sum_up(s->input, &s->levels, NULL);
    fill_caps(s, &totals);
  }
  result->score = totals.score;
  result->max = 100 * LG_ONE;
  fill_band(s);
  if (!s->no_memory && result->design) {
    s->no_memory |= !lg_rank_next(s->input, result);
  }
}

lg_status lg_score(const lg_score_input *input, lg_result *result) {
  scorer s = {.input = input, .result = result};
  lg_arena scratch;
  lg_arena_init(&scratch, input->allocator);
  result->complete = true;
  if (lg_levels_take(&s.levels, input->scheme->criterion_count, &scratch)) {
    score(&s);
  } else {
    s.no_memory = true;
  }
  lg_arena_free(&scratch);
  return s.no_memory ? LG_NO_MEMORY : LG_OK;
}
