/* Answers with the marks an expert gave them: NAME.labels.json beside NAME.md. */
#ifndef GRADE_LABELLED_H
#define GRADE_LABELLED_H

#include <stdbool.h>
#include <stddef.h>

#include <libgrade/libgrade.h>

#include "labels.h"

typedef struct labelled_answer {
  char *path;        /* of the text */
  char *labels_path; /* of its labels */
  char *prompt;      /* text of the question, or NULL */
  char *group;       /* name of its question; "" when unknown: a group of its own */
  cli_labels labels;
} labelled_answer;

typedef struct labelled_set {
  labelled_answer *items;
  size_t count;
} labelled_set;

/* All labelled answers below the folders, sorted by path, each once. A file that
 * cannot be used is reported and left out: the status is then STATUS_FAILED, the
 * rest is there all the same. Labels without "levels" are no labelled answers
 * and are passed over. Free in any case. */
int load_labelled(char *const *folders, size_t count, labelled_set *out);
void free_labelled(labelled_set *set);

/* Leaves out, after a report, the answers whose labels name what the rubric does
 * not have. */
int fit_labelled(labelled_set *set, const lgr_rubric *rubric);

/* The level of a criterion; 0 or 1 for a penalty. -1: not labelled. */
int labelled_level(const labelled_answer *answer, const char *criterion);
int labelled_penalty(const labelled_answer *answer, const char *penalty);
/* The words the label rests on, or NULL. */
const char *labelled_quote(const labelled_answer *answer, const char *id);

/* Folds keep a group whole: groups are dealt to `folds` folds, largest first, to
 * the fold with fewest answers (ties: by name, to the first). out[i] is the fold
 * of item i. False when there are fewer groups than folds, or no folds. */
bool deal_folds(const labelled_set *set, size_t folds, size_t *out);
/* Numbers the groups from 0, by name; an answer without one is a group of its own.
 * out[i] is the group of item i. Returns how many there are. */
size_t number_groups(const labelled_set *set, size_t *out);

/* Where the quote stands in the text, as bytes [start, end): white space is any
 * run of white space, ASCII case is folded. False when it does not occur. */
bool find_quote(const char *text, size_t length, const char *quote, size_t *start, size_t *end);

/* The line of a byte, from 1. */
size_t line_of(const char *text, size_t offset);

#endif
