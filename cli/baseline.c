#include "baseline.h"

#include <stdlib.h>
#include <string.h>

#include "beside.h"
#include "files.h"
#include "message.h"
#include "relative.h"

/* -- entries --------------------------------------------------------------- */

static void free_entry(baseline_entry *entry) {
  free(entry->answer);
  free(entry->rule);
  free(entry->band);
  free(entry->asked);
}

static void free_entries(entry_list *list) {
  for (size_t i = 0; i < list->count; ++i) {
    free_entry(&list->items[i]);
  }
  free(list->items);
}

/* One of each is kept. */
static void sort_entries(entry_list *list) {
  size_t kept = 0;
  if (list->count > 1) {
    qsort(list->items, list->count, sizeof *list->items, compare_entries);
  }
  for (size_t i = 0; i < list->count; ++i) {
    if (kept > 0 && compare_entries(&list->items[kept - 1], &list->items[i]) == 0) {
      free_entry(&list->items[i]);
    } else {
      list->items[kept++] = list->items[i];
    }
  }
  list->count = kept;
}

/* -- opening --------------------------------------------------------------- */

static int fits_rubric(cli_baseline *baseline, const lgr_rubric *rubric, lgr_diagnostics *run) {
  if (strcmp(baseline->rubric_id, lgr_rubric_id(rubric)) != 0) {
    report_error(run, baseline->path, CODE_BASELINE_VALUE,
                 "name another file, or remove this one and run with --update-baseline",
                 "this is a baseline of the rubric %s, not of %s", baseline->rubric_id,
                 lgr_rubric_id(rubric));
    return STATUS_FAILED;
  }
  const char *version = baseline->rubric_version;
  if (version != NULL && strcmp(version, lgr_rubric_version(rubric)) != 0) {
    text_list_add(&baseline->notes,
                  format_text("%s was written for version %s of the rubric, this is %s",
                              baseline->path, version, lgr_rubric_version(rubric)));
  }
  return STATUS_DONE;
}

int open_baseline(const char *path, bool update, const lgr_rubric *rubric, lgr_diagnostics *run,
                  cli_baseline *out) {
  memset(out, 0, sizeof *out);
  out->path = path;
  out->folder = whole_folder_of(path);
  if (out->folder == NULL) {
    report_error(run, path, CODE_UNREADABLE, NULL, "the folder of the baseline does not exist");
    return STATUS_FAILED;
  }
  if (!file_exists(path)) {
    if (!update) {
      report_error(run, path, CODE_UNREADABLE, "run once with --update-baseline to create it",
                   "there is no such baseline");
    }
    return update ? STATUS_DONE : STATUS_FAILED;
  }
  if (!read_baseline(path, run, out)) {
    return STATUS_FAILED;
  }
  sort_entries(&out->entries); /* it may have been edited or merged */
  return fits_rubric(out, rubric, run);
}

void free_baseline(cli_baseline *baseline) {
  free(baseline->folder);
  free(baseline->rubric_id);
  free(baseline->rubric_version);
  free_entries(&baseline->entries);
  text_list_free(&baseline->notes);
  memset(baseline, 0, sizeof *baseline);
}

/* -- visits by path -------------------------------------------------------- */

/* A visit under the name that entries have for it. */
typedef struct named_visit {
  char *name;
  const check_visit *visit;
} named_visit;

typedef struct visit_index {
  named_visit *items; /* by name */
  size_t count;
} visit_index;

static int compare_named(const void *left, const void *right) {
  return strcmp(((const named_visit *)left)->name, ((const named_visit *)right)->name);
}

static visit_index index_visits(const cli_baseline *baseline, const visit_list *visits) {
  visit_index index = {take_memory(visits->count, sizeof *index.items), visits->count};
  for (size_t i = 0; i < visits->count; ++i) {
    index.items[i].name = relative_path(baseline->folder, visits->items[i].path);
    index.items[i].visit = &visits->items[i];
  }
  qsort(index.items, index.count, sizeof *index.items, compare_named);
  return index;
}

static void free_index(visit_index *index) {
  for (size_t i = 0; i < index->count; ++i) {
    free(index->items[i].name);
  }
  free(index->items);
}

/* The first of that name; more may follow, from folders given twice. Or the
 * count. */
static size_t find_visits(const visit_index *index, const char *name) {
  size_t low = 0;
  size_t high = index->count;
  while (low < high) {
    const size_t middle = low + (high - low) / 2;
    if (strcmp(index->items[middle].name, name) < 0) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low < index->count && strcmp(index->items[low].name, name) == 0 ? low : index->count;
}

/* -- entries against checks ------------------------------------------------ */

typedef enum entry_state {
  ENTRY_IN_USE,
  ENTRY_NOT_LOOKED_AT,
  ENTRY_MET,     /* from here on: stale */
  ENTRY_CHANGED, /* something else is asked */
  ENTRY_NOT_ASKED,
  ENTRY_NO_LABELS,
  ENTRY_NO_ANSWER
} entry_state;

typedef struct baseline_run {
  cli_baseline *baseline;
  const lgr_rubric *rubric;
  asked_list *list;
  visit_index visits;
} baseline_run;

/* The labels beside an answer. */
static char *labels_of(const char *answer) {
  for (size_t i = 0; answer_endings[i] != NULL; ++i) {
    if (text_ends_with(answer, answer_endings[i])) {
      const size_t stem = strlen(answer) - strlen(answer_endings[i]);
      return format_text("%.*s" LABELS_ENDING, (int)stem, answer);
    }
  }
  return copy_text(answer, strlen(answer));
}

static bool exists(const baseline_run *run, const char *name) {
  char *path = format_text("%s%s", *name == '/' ? "" : run->baseline->folder, name);
  const bool found = file_exists(path);
  free(path);
  return found;
}

/* Of an answer that was not checked. */
static entry_state state_without_checks(const baseline_run *run, const char *answer) {
  char *labels = labels_of(answer);
  const size_t at = find_visits(&run->visits, labels);
  entry_state state = ENTRY_NOT_LOOKED_AT;
  if (at < run->visits.count) {
    const bool skipped = run->visits.items[at].visit->state == VISIT_SKIPPED;
    state = skipped ? ENTRY_NOT_ASKED : ENTRY_NOT_LOOKED_AT;
  } else if (!exists(run, answer)) {
    state = ENTRY_NO_ANSWER;
  } else if (!exists(run, labels)) {
    state = ENTRY_NO_LABELS;
  }
  free(labels);
  return state;
}

/* The check that an entry is about, as an index into the list, or its count. */
static size_t find_asked(const asked_list *list, const check_visit *visit,
                         const baseline_entry *entry) {
  for (size_t i = visit->first; i < visit->first + visit->count; ++i) {
    if (list->items[i].kind == entry->kind && strcmp(list->items[i].rule, entry->rule) == 0) {
      return i;
    }
  }
  return list->checks.count;
}

/* Whether the entry accepts what came. A band that the rubric no longer has
 * accepts nothing. */
static bool accepts(const baseline_run *run, const baseline_entry *entry, const asked_check *item) {
  int64_t value = entry->value;
  if (entry->kind == ASKED_BAND) {
    value = band_place(run->rubric, entry->band);
    if (entry->band != NULL && value == (int64_t)lgr_rubric_band_count(run->rubric)) {
      return false;
    }
  }
  return distance_from_asked(item, item->got) <= distance_from_asked(item, value);
}

/* Whether the same was asked when the entry was written, as far as it says so. */
static bool asks_the_same(const baseline_run *run, const baseline_entry *entry, size_t index) {
  if (entry->asked == NULL) {
    return true;
  }
  char *asked = asked_text(&run->list->items[index], run->rubric);
  const bool same = strcmp(asked, entry->asked) == 0;
  free(asked);
  return same;
}

static entry_state judge(const baseline_run *run, const baseline_entry *entry, size_t index) {
  lgr_check *check = &run->list->checks.items[index];
  if (!asks_the_same(run, entry, index)) {
    change_message(check,
                   format_text("%s; accepted when %s was expected", check->message, entry->asked));
    return ENTRY_CHANGED;
  }
  if (accepts(run, entry, &run->list->items[index])) {
    check->status = LGR_CHECK_ACCEPTED;
    return ENTRY_IN_USE;
  }
  char *known = entry->kind != ASKED_BAND ? value_text(entry->kind, entry->value, run->rubric)
                : entry->band != NULL     ? copy_text(entry->band, strlen(entry->band))
                                          : copy_text("none", 4);
  change_message(check,
                 format_text("%s, worse than the %s of the baseline", check->message, known));
  free(known);
  return ENTRY_IN_USE;
}

/* What became of an entry; its check gets the verdict. */
static entry_state apply_entry(const baseline_run *run, const baseline_entry *entry) {
  const visit_index *visits = &run->visits;
  const size_t first = find_visits(visits, entry->answer);
  if (first == visits->count) {
    return state_without_checks(run, entry->answer);
  }
  entry_state state = ENTRY_NOT_ASKED;
  for (size_t i = first; i < visits->count && strcmp(visits->items[i].name, entry->answer) == 0;
       ++i) {
    const size_t index = find_asked(run->list, visits->items[i].visit, entry);
    if (index == run->list->checks.count) {
      continue;
    }
    const bool met = run->list->checks.items[index].status == LGR_CHECK_MET;
    state = met ? ENTRY_MET : judge(run, entry, index);
  }
  return state;
}

static void note_stale(cli_baseline *baseline, const baseline_entry *entry, entry_state state) {
  static const char *const reasons[] = {
      [ENTRY_MET] = "is met now",
      [ENTRY_CHANGED] = "is asked for in another way now",
      [ENTRY_NOT_ASKED] = "is not asked for any more",
      [ENTRY_NO_LABELS] = "has no labels any more",
      [ENTRY_NO_ANSWER] = "is no answer any more",
  };
  const bool rule = state != ENTRY_NO_LABELS && state != ENTRY_NO_ANSWER;
  text_list_add(&baseline->notes, format_text("%s%s%s %s", entry->answer, rule ? ": " : "",
                                              rule ? entry->rule : "", reasons[state]));
}

static baseline_run begin_run(cli_baseline *baseline, const lgr_rubric *rubric,
                              const visit_list *visits, asked_list *list) {
  return (baseline_run){baseline, rubric, list, index_visits(baseline, visits)};
}

/* Entries of an answer that is gone get one note. */
static bool noted_already(const entry_list *entries, size_t index, entry_state state) {
  return index > 0 && (state == ENTRY_NO_LABELS || state == ENTRY_NO_ANSWER) &&
         strcmp(entries->items[index - 1].answer, entries->items[index].answer) == 0;
}

void apply_baseline(cli_baseline *baseline, const lgr_rubric *rubric, const visit_list *visits,
                    asked_list *list) {
  baseline_run run = begin_run(baseline, rubric, visits, list);
  const entry_list *entries = &baseline->entries;
  size_t stale = 0;
  for (size_t i = 0; i < entries->count; ++i) {
    const entry_state state = apply_entry(&run, &entries->items[i]);
    stale += state >= ENTRY_MET ? 1 : 0;
    if (state >= ENTRY_MET && !noted_already(entries, i, state)) {
      note_stale(baseline, &entries->items[i], state);
    }
  }
  if (stale > 0) {
    text_list_add(&baseline->notes,
                  format_text("%zu %s of %s %s stale; --update-baseline drops %s", stale,
                              stale == 1 ? "entry" : "entries", baseline->path,
                              stale == 1 ? "is" : "are", stale == 1 ? "it" : "them"));
  }
  free_index(&run.visits);
}

/* -- updating -------------------------------------------------------------- */

static char *copy_or_null(const char *text) {
  return text == NULL ? NULL : copy_text(text, strlen(text));
}

static void keep_entry(entry_list *list, const baseline_entry *entry) {
  baseline_entry copy = *entry;
  copy.answer = copy_or_null(entry->answer);
  copy.rule = copy_or_null(entry->rule);
  copy.band = copy_or_null(entry->band);
  copy.asked = copy_or_null(entry->asked);
  add_entry(list, copy);
}

/* Accepts what is unmet of one answer. */
static void accept_visit(const baseline_run *run, const named_visit *named, entry_list *list) {
  const check_visit *visit = named->visit;
  for (size_t i = visit->first; i < visit->first + visit->count; ++i) {
    const asked_check *item = &run->list->items[i];
    lgr_check *check = &run->list->checks.items[i];
    if (check->status == LGR_CHECK_MET) {
      continue;
    }
    check->status = LGR_CHECK_ACCEPTED;
    const bool has_band =
        item->kind == ASKED_BAND && item->got < (int64_t)lgr_rubric_band_count(run->rubric);
    baseline_entry entry = {.answer = copy_or_null(named->name),
                            .kind = item->kind,
                            .rule = copy_or_null(item->rule),
                            .value = item->got,
                            .asked = asked_text(item, run->rubric)};
    entry.band = has_band ? value_text(ASKED_BAND, item->got, run->rubric) : NULL;
    add_entry(list, entry);
  }
}

int update_baseline(cli_baseline *baseline, const lgr_rubric *rubric, const visit_list *visits,
                    asked_list *list) {
  baseline_run run = begin_run(baseline, rubric, visits, list);
  entry_list now = {NULL, 0, 0};
  for (size_t i = 0; i < baseline->entries.count; ++i) {
    const baseline_entry *entry = &baseline->entries.items[i];
    if (find_visits(&run.visits, entry->answer) == run.visits.count &&
        state_without_checks(&run, entry->answer) == ENTRY_NOT_LOOKED_AT) {
      keep_entry(&now, entry);
    }
  }
  for (size_t i = 0; i < run.visits.count; ++i) {
    accept_visit(&run, &run.visits.items[i], &now);
  }
  sort_entries(&now);
  const int status = write_baseline(baseline, &now, rubric);
  if (status == STATUS_DONE) {
    text_list_free(&baseline->notes);
    text_list_add(&baseline->notes,
                  format_text("%s accepts %zu unmet expectation%s", baseline->path, now.count,
                              now.count == 1 ? "" : "s"));
  }
  free_entries(&now);
  free_index(&run.visits);
  return status;
}
