#include "labelled.h"

#include <stdlib.h>
#include <string.h>

#include "beside.h"
#include "files.h"
#include "load.h"
#include "message.h"
#include "session.h"
#include "support.h"

/* -- loading ----------------------------------------------------------------- */

/* "prompts/a3.md" and "a3.md" are files, "A3" only says which answers belong
 * together. */
static bool is_path(const char *prompt) {
  if (strchr(prompt, '/') != NULL) {
    return true;
  }
  for (size_t i = 0; answer_endings[i] != NULL; ++i) {
    if (text_ends_with(prompt, answer_endings[i])) {
      return true;
    }
  }
  return false;
}

/* Two ways to write the path of one file are one group. */
static char *group_of_file(const char *path) {
  char *whole = whole_path(path);
  return whole != NULL ? whole : copy_text(path, strlen(path));
}

static bool load_prompt(labelled_answer *answer, const char *folder) {
  const char *written = answer->labels.prompt;
  if (written == NULL || !is_path(written)) {
    answer->group = written == NULL ? copy_text("", 0) : copy_text(written, strlen(written));
    return true;
  }
  char *path = prompt_beside(answer->labels_path, folder, written);
  answer->prompt = read_prompt(path, NULL);
  answer->group = group_of_file(path);
  free(path);
  return answer->prompt != NULL;
}

static void free_answer(labelled_answer *answer) {
  free(answer->path);
  free(answer->labels_path);
  free(answer->prompt);
  free(answer->group);
  free_labels(&answer->labels);
}

/* Adds it when it has marks. */
static int load_answer(const char *labels_path, const char *folder, labelled_answer *answer,
                       bool *found) {
  file_bytes file;
  memset(answer, 0, sizeof *answer);
  *found = false;
  if (!read_file(labels_path, NULL, &file)) {
    return STATUS_FAILED;
  }
  const bool read =
      read_labels(labels_path, file.data, file.length, LABELS_MARKS, NULL, &answer->labels);
  free(file.data);
  if (!read) {
    return STATUS_FAILED;
  }
  if (!answer->labels.has_marks) {
    return STATUS_DONE;
  }
  answer->labels_path = copy_text(labels_path, strlen(labels_path));
  answer->path = answer_beside(labels_path, NULL);
  *found = answer->path != NULL && load_prompt(answer, folder);
  return *found ? STATUS_DONE : STATUS_FAILED;
}

static int load_folder(const char *folder, labelled_set *out, size_t *capacity) {
  static const char *const endings[] = {LABELS_ENDING, NULL};
  text_list paths = {NULL, 0, 0};
  if (!is_folder(folder)) {
    report_no_folder(NULL, folder);
    return STATUS_FAILED;
  }
  int status = walk_folder(folder, endings, NULL, &paths) ? STATUS_DONE : STATUS_FAILED;
  for (size_t i = 0; i < paths.count; ++i) {
    labelled_answer answer;
    bool found = false;
    status = worse_status(status, load_answer(paths.items[i], folder, &answer, &found));
    if (found) {
      out->items = grow_memory(out->items, capacity, out->count + 1, sizeof *out->items);
      out->items[out->count++] = answer;
    } else {
      free_answer(&answer);
    }
  }
  text_list_free(&paths);
  return status;
}

static int compare_paths(const void *left, const void *right) {
  return strcmp(((const labelled_answer *)left)->path, ((const labelled_answer *)right)->path);
}

/* Folders given may hold one another. */
static void drop_repeats(labelled_set *set) {
  size_t kept = 0;
  for (size_t i = 0; i < set->count; ++i) {
    if (kept > 0 && strcmp(set->items[kept - 1].path, set->items[i].path) == 0) {
      free_answer(&set->items[i]);
    } else {
      set->items[kept++] = set->items[i];
    }
  }
  set->count = kept;
}

int load_labelled(char *const *folders, size_t count, labelled_set *out) {
  size_t capacity = 0;
  int status = STATUS_DONE;
  memset(out, 0, sizeof *out);
  for (size_t i = 0; i < count; ++i) {
    const size_t before = out->count;
    const int one = load_folder(folders[i], out, &capacity);
    if (one == STATUS_DONE && out->count == before) {
      report_error(NULL, folders[i], CODE_NOTHING_FOUND,
                   "marks stand in NAME" LABELS_ENDING " under \"levels\"",
                   "the folder holds no labelled answers");
      status = STATUS_FAILED;
    }
    status = worse_status(status, one);
  }
  if (out->count > 1) {
    qsort(out->items, out->count, sizeof *out->items, compare_paths);
  }
  drop_repeats(out);
  return status;
}

void free_labelled(labelled_set *set) {
  for (size_t i = 0; i < set->count; ++i) {
    free_answer(&set->items[i]);
  }
  free(set->items);
  memset(set, 0, sizeof *set);
}

/* -- fitting ----------------------------------------------------------------- */

static void report_mark(const labelled_answer *answer, const expert_mark *mark, const char *hint,
                        char *message) {
  lgr_diagnostic diagnostic;
  memset(&diagnostic, 0, sizeof diagnostic);
  diagnostic.size = sizeof diagnostic;
  diagnostic.severity = LGR_ERROR;
  diagnostic.code = CODE_LABELS_VALUE;
  diagnostic.message = message;
  diagnostic.hint = hint;
  diagnostic.origin = answer->labels_path;
  diagnostic.line = mark->line;
  diagnostic.column = mark->column;
  print_diagnostic(stderr, &diagnostic, NULL, NULL);
  free(message);
}

static void report_unknown(const labelled_answer *answer, const expert_mark *mark,
                           const lgr_rubric *rubric, const char *kind) {
  const char *nearest = nearest_rule(rubric, mark->id);
  char *hint = nearest != NULL ? format_text("did you mean \"%s\"?", nearest) : NULL;
  report_mark(answer, mark, hint,
              format_text("the rubric %s has no %s \"%s\"", lgr_rubric_id(rubric), kind, mark->id));
  free(hint);
}

static bool answer_fits(const labelled_answer *answer, const lgr_rubric *rubric) {
  bool fits = true;
  for (size_t i = 0; i < answer->labels.marks.count; ++i) {
    const expert_mark *mark = &answer->labels.marks.items[i];
    lgr_criterion criterion;
    if (!find_criterion(rubric, mark->id, &criterion)) {
      report_unknown(answer, mark, rubric, "criterion");
      fits = false;
    } else if (mark->level > criterion.max_level) {
      report_mark(answer, mark, NULL,
                  format_text("level %u of \"%s\", which has levels 0 to %u", mark->level, mark->id,
                              (unsigned)criterion.max_level));
      fits = false;
    }
  }
  for (size_t i = 0; i < answer->labels.penalty_marks.count; ++i) {
    const expert_mark *mark = &answer->labels.penalty_marks.items[i];
    if (!has_penalty(rubric, mark->id)) {
      report_unknown(answer, mark, rubric, "penalty");
      fits = false;
    }
  }
  return fits;
}

int fit_labelled(labelled_set *set, const lgr_rubric *rubric) {
  size_t kept = 0;
  for (size_t i = 0; i < set->count; ++i) {
    if (answer_fits(&set->items[i], rubric)) {
      set->items[kept++] = set->items[i];
    } else {
      free_answer(&set->items[i]);
    }
  }
  const int status = kept == set->count ? STATUS_DONE : STATUS_FAILED;
  set->count = kept;
  return status;
}

/* -- marks ------------------------------------------------------------------- */

/* Of a key that is repeated, the last one counts, as everywhere in JSON. */
static const expert_mark *find_mark(const expert_marks *marks, const char *id) {
  for (size_t i = marks->count; i > 0; --i) {
    if (strcmp(marks->items[i - 1].id, id) == 0) {
      return &marks->items[i - 1];
    }
  }
  return NULL;
}

int labelled_level(const labelled_answer *answer, const char *criterion) {
  const expert_mark *mark = find_mark(&answer->labels.marks, criterion);
  return mark != NULL ? (int)mark->level : -1;
}

int labelled_penalty(const labelled_answer *answer, const char *penalty) {
  const expert_mark *mark = find_mark(&answer->labels.penalty_marks, penalty);
  return mark != NULL ? (int)mark->level : -1;
}

const char *labelled_quote(const labelled_answer *answer, const char *id) {
  const expert_mark *mark = find_mark(&answer->labels.evidence_marks, id);
  return mark != NULL && *mark->quote != '\0' ? mark->quote : NULL;
}

/* -- folds ------------------------------------------------------------------- */

typedef struct answer_group {
  size_t first; /* in members */
  size_t count;
} answer_group;

typedef struct group_member {
  bool alone;       /* no prompt is known */
  const char *name; /* of the prompt, or the path of the answer */
  size_t item;
} group_member;

/* Answers with a prompt first: how the folders are written then does not decide
 * the order. */
static int compare_names(const group_member *a, const group_member *b) {
  return a->alone != b->alone ? (a->alone ? 1 : -1) : strcmp(a->name, b->name);
}

static int compare_members(const void *left, const void *right) {
  const group_member *a = left;
  const group_member *b = right;
  const int order = compare_names(a, b);
  return order != 0 ? order : (a->item > b->item) - (a->item < b->item);
}

/* Largest first; groups stand in the order of their names before. */
static int compare_groups(const void *left, const void *right) {
  const answer_group *a = left;
  const answer_group *b = right;
  if (a->count != b->count) {
    return a->count < b->count ? 1 : -1;
  }
  return (a->first > b->first) - (a->first < b->first);
}

/* members: by group. Returns the number of groups. */
static size_t find_groups(const labelled_set *set, group_member *members, answer_group *groups) {
  size_t count = 0;
  for (size_t i = 0; i < set->count; ++i) {
    const char *group = set->items[i].group;
    members[i].alone = *group == '\0';
    members[i].name = members[i].alone ? set->items[i].path : group;
    members[i].item = i;
  }
  if (set->count > 1) {
    qsort(members, set->count, sizeof *members, compare_members);
  }
  for (size_t i = 0; i < set->count; ++i) {
    if (i == 0 || compare_names(&members[i - 1], &members[i]) != 0) {
      groups[count].first = i;
      groups[count++].count = 0;
    }
    ++groups[count - 1].count;
  }
  return count;
}

size_t number_groups(const labelled_set *set, size_t *out) {
  group_member *members = take_memory(set->count, sizeof *members);
  answer_group *groups = take_memory(set->count, sizeof *groups);
  const size_t count = find_groups(set, members, groups);
  for (size_t i = 0; i < count; ++i) {
    for (size_t j = 0; j < groups[i].count; ++j) {
      out[members[groups[i].first + j].item] = i;
    }
  }
  free(groups);
  free(members);
  return count;
}

static size_t emptiest(const size_t *sizes, size_t count) {
  size_t best = 0;
  for (size_t i = 1; i < count; ++i) {
    best = sizes[i] < sizes[best] ? i : best;
  }
  return best;
}

bool deal_folds(const labelled_set *set, size_t folds, size_t *out) {
  group_member *members = take_memory(set->count, sizeof *members);
  answer_group *groups = take_memory(set->count, sizeof *groups);
  const size_t count = find_groups(set, members, groups);
  const bool enough = folds > 0 && folds <= count;
  if (enough) {
    size_t *sizes = take_memory(folds, sizeof *sizes);
    qsort(groups, count, sizeof *groups, compare_groups);
    for (size_t i = 0; i < count; ++i) {
      const size_t fold = emptiest(sizes, folds);
      sizes[fold] += groups[i].count;
      for (size_t j = 0; j < groups[i].count; ++j) {
        out[members[groups[i].first + j].item] = fold;
      }
    }
    free(sizes);
  }
  free(groups);
  free(members);
  return enough;
}

/* -- quotes ------------------------------------------------------------------ */

static bool is_white(char c) {
  return c == ' ' || (c >= '\t' && c <= '\r') || c == '\0';
}

static char folded(char c) {
  return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

/* Runs of white space become one space, none at the ends. places[i], where not
 * NULL, is where byte i of the result stands in the text. */
static char *fold_text(const char *text, size_t length, size_t *places, size_t *made_length) {
  char *made = take_memory(length + 1, 1);
  size_t count = 0;
  bool gap = false;
  for (size_t i = 0; i < length; ++i) {
    if (is_white(text[i])) {
      gap = count > 0;
      continue;
    }
    if (gap) {
      if (places != NULL) {
        places[count] = i;
      }
      made[count++] = ' ';
      gap = false;
    }
    if (places != NULL) {
      places[count] = i;
    }
    made[count++] = folded(text[i]);
  }
  *made_length = count;
  return made;
}

bool find_quote(const char *text, size_t length, const char *quote, size_t *start, size_t *end) {
  size_t *places = take_memory(length, sizeof *places);
  size_t text_length = 0;
  size_t quote_length = 0;
  char *folded_text = fold_text(text, length, places, &text_length);
  char *folded_quote = fold_text(quote, strlen(quote), NULL, &quote_length);
  /* Neither holds a NUL; strstr is linear. */
  const char *found = quote_length > 0 ? strstr(folded_text, folded_quote) : NULL;
  if (found != NULL) {
    const size_t at = (size_t)(found - folded_text);
    *start = places[at];
    *end = places[at + quote_length - 1] + 1;
  }
  free(folded_quote);
  free(folded_text);
  free(places);
  return found != NULL;
}

size_t line_of(const char *text, size_t offset) {
  size_t line = 1;
  for (size_t i = 0; i < offset; ++i) {
    line += text[i] == '\n';
  }
  return line;
}
