#include "expect.h"

#include <stdlib.h>
#include <string.h>

#include "load.h"
#include "message.h"
#include "support.h"

enum { LEVELS = 32 };

/* -- fitting --------------------------------------------------------------- */

static bool has_criterion(const lgr_rubric *rubric, const char *id) {
  lgr_criterion criterion;
  return find_criterion(rubric, id, &criterion);
}

static bool rules_fit(const expected_rules *rules, const lgr_rubric *rubric, const char *kind,
                      bool (*has)(const lgr_rubric *, const char *), const char *labels_path,
                      lgr_diagnostics *run) {
  bool fit = true;
  for (size_t i = 0; i < rules->count; ++i) {
    const char *id = rules->items[i].id;
    if (has(rubric, id)) {
      continue;
    }
    const char *nearest = nearest_rule(rubric, id);
    char *hint = nearest != NULL ? format_text("did you mean \"%s\"?", nearest) : NULL;
    report_error(run, labels_path, CODE_LABELS_VALUE, hint, "the rubric %s has no %s \"%s\"",
                 lgr_rubric_id(rubric), kind, id);
    free(hint);
    fit = false;
  }
  return fit;
}

bool expectations_fit(const cli_labels *labels, const lgr_rubric *rubric, const char *labels_path,
                      lgr_diagnostics *run) {
  const int64_t none = (int64_t)lgr_rubric_band_count(rubric);
  bool fit = rules_fit(&labels->levels, rubric, "criterion", has_criterion, labels_path, run);
  fit = rules_fit(&labels->penalties, rubric, "penalty", has_penalty, labels_path, run) && fit;
  for (size_t i = 0; i < labels->bands.count; ++i) {
    if (band_place(rubric, labels->bands.items[i]) == none) {
      report_error(run, labels_path, CODE_LABELS_VALUE, NULL, "the rubric %s has no band \"%s\"",
                   lgr_rubric_id(rubric), labels->bands.items[i]);
      fit = false;
    }
  }
  return fit;
}

/* -- values ---------------------------------------------------------------- */

static const char *band_name(const lgr_rubric *rubric, int64_t place) {
  lgr_band band;
  band.size = sizeof band;
  return lgr_rubric_band(rubric, (size_t)place, &band) == LGR_OK ? band.name : "none";
}

int64_t band_place(const lgr_rubric *rubric, const char *name) {
  const size_t count = lgr_rubric_band_count(rubric);
  for (size_t i = 0; name != NULL && i < count; ++i) {
    if (strcmp(band_name(rubric, (int64_t)i), name) == 0) {
      return (int64_t)i;
    }
  }
  return (int64_t)count;
}

char *value_text(asked_kind kind, int64_t value, const lgr_rubric *rubric) {
  char number[MILLI_TEXT];
  switch (kind) {
  case ASKED_SCORE:
    return format_text("%s", milli_text(value, number));
  case ASKED_BAND:
    return format_text("%s", band_name(rubric, value));
  case ASKED_DESIGN:
    return format_text("%s", value != 0 ? "a design" : "no design");
  case ASKED_PENALTY:
    return format_text("%s", value != 0 ? "present" : "absent");
  default:
    return format_text("%lld", (long long)value);
  }
}

static int64_t apart(int64_t left, int64_t right) {
  return left < right ? right - left : left - right;
}

int64_t distance_from_asked(const asked_check *item, int64_t value) {
  if (item->kind == ASKED_SCORE && value >= item->allowed[0] && value <= item->allowed[1]) {
    return 0;
  }
  int64_t nearest = INT64_MAX;
  for (size_t i = 0; i < item->allowed_count; ++i) {
    const int64_t distance = apart(item->allowed[i], value);
    nearest = distance < nearest ? distance : nearest;
  }
  return nearest;
}

/* -- asking ---------------------------------------------------------------- */

typedef struct expect_run {
  asked_list *list;
  const cli_labels *labels;
  const lgr_rubric *rubric;
  const lgr_result *result;
  size_t result_index;
} expect_run;

char *asked_text(const asked_check *item, const lgr_rubric *rubric) {
  const bool range = item->kind == ASKED_SCORE;
  const size_t count = range && item->allowed[0] == item->allowed[1] ? 1 : item->allowed_count;
  char *text = format_text("%s", item->kind == ASKED_LEVEL ? "level" : "");
  for (size_t i = 0; i < count; ++i) {
    char *value = value_text(item->kind, item->allowed[i], rubric);
    char *longer = format_text("%s%s%s%s", text, *text == '\0' ? "" : " ",
                               i == 0  ? ""
                               : range ? "to "
                                       : "or ",
                               value);
    free(value);
    free(text);
    text = longer;
  }
  return text;
}

/* Takes item.allowed over. */
static void add_asked(const expect_run *run, asked_check item) {
  asked_list *list = run->list;
  char *wanted = asked_text(&item, run->rubric);
  char *came = value_text(item.kind, item.got, run->rubric);
  list->items =
      grow_memory(list->items, &list->capacity, list->checks.count + 1, sizeof *list->items);
  list->items[list->checks.count] = item;
  add_check(&list->checks, run->result_index, item.rule, distance_from_asked(&item, item.got) == 0,
            format_text("expected %s, got %s", wanted, came));
  free(wanted);
  free(came);
}

static int64_t *values(size_t count) {
  return take_memory(count, sizeof(int64_t));
}

static void ask_score(const expect_run *run) {
  if (run->labels->has_score) {
    asked_check item = {
        .kind = ASKED_SCORE, .rule = "score", .allowed = values(2), .allowed_count = 2};
    item.allowed[0] = run->labels->score[0];
    item.allowed[1] = run->labels->score[1];
    item.got = lgr_result_score(run->result);
    add_asked(run, item);
  }
}

static void ask_band(const expect_run *run) {
  const text_list *bands = &run->labels->bands;
  if (bands->count > 0) {
    asked_check item = {.kind = ASKED_BAND, .rule = "band", .allowed = values(bands->count)};
    for (size_t i = 0; i < bands->count; ++i) {
      item.allowed[item.allowed_count++] = band_place(run->rubric, bands->items[i]);
    }
    item.got = band_place(run->rubric, lgr_result_band(run->result));
    add_asked(run, item);
  }
}

static void ask_design(const expect_run *run) {
  if (run->labels->has_design) {
    asked_check item = {
        .kind = ASKED_DESIGN, .rule = "design", .allowed = values(1), .allowed_count = 1};
    item.allowed[0] = run->labels->design ? 1 : 0;
    item.got = lgr_result_is_design(run->result) != 0 ? 1 : 0;
    add_asked(run, item);
  }
}

/* The last one counts. */
static const expected_rule *find_rule(const expected_rules *rules, const char *id) {
  for (size_t i = rules->count; i > 0; --i) {
    if (strcmp(rules->items[i - 1].id, id) == 0) {
      return &rules->items[i - 1];
    }
  }
  return NULL;
}

static void ask_rule(const expect_run *run, asked_check item, const expected_rules *rules) {
  const expected_rule *rule = find_rule(rules, item.rule);
  if (rule == NULL) {
    return;
  }
  item.allowed = values(LEVELS);
  for (unsigned level = 0; level < LEVELS; ++level) {
    if ((rule->allowed >> level & 1u) != 0) {
      item.allowed[item.allowed_count++] = level;
    }
  }
  add_asked(run, item);
}

static void ask_levels(const expect_run *run) {
  lgr_criterion_result criterion;
  criterion.size = sizeof criterion;
  for (size_t i = 0; lgr_result_criterion(run->result, i, &criterion) == LGR_OK; ++i) {
    const asked_check item = {
        .kind = ASKED_LEVEL, .rule = criterion.id, .index = i, .got = criterion.level};
    ask_rule(run, item, &run->labels->levels);
  }
}

static void ask_penalties(const expect_run *run) {
  lgr_penalty_result penalty;
  penalty.size = sizeof penalty;
  for (size_t i = 0; lgr_result_penalty(run->result, i, &penalty) == LGR_OK; ++i) {
    const asked_check item = {
        .kind = ASKED_PENALTY, .rule = penalty.id, .index = i, .got = penalty.present != 0 ? 1 : 0};
    ask_rule(run, item, &run->labels->penalties);
  }
}

void add_expectations(asked_list *list, const cli_labels *labels, const lgr_rubric *rubric,
                      const lgr_result *result, size_t index) {
  const expect_run run = {list, labels, rubric, result, index};
  ask_score(&run);
  ask_band(&run);
  ask_design(&run);
  ask_levels(&run);
  ask_penalties(&run);
}

void free_asked(asked_list *list) {
  for (size_t i = 0; i < list->checks.count; ++i) {
    free(list->items[i].allowed);
  }
  free(list->items);
  free_checks(&list->checks);
  memset(list, 0, sizeof *list);
}
