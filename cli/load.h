/* Rubrics by name: a built-in id, or a file with what it includes. */
#ifndef GRADE_LOAD_H
#define GRADE_LOAD_H

#include <stdbool.h>
#include <stdio.h>

#include <libgrade/libgrade.h>

#define DEFAULT_RUBRIC "senior-data-engineer"

typedef struct loaded_rubric {
  lgr_rubric *rubric;           /* NULL when it has errors */
  lgr_diagnostics *diagnostics; /* of the parse */
  char *origin;                 /* the main file, as diagnostics name it */
  char *folder;                 /* its folder with a slash, or "" */
} loaded_rubric;

/* Whether a rubric of that id is part of the library. */
bool is_builtin(const char *name);

/* Returns STATUS_DONE with a rubric; STATUS_UNMET when it was read and has
 * errors, which are in the diagnostics and not yet printed; STATUS_FAILED when
 * it could not be read, after a message. */
int load_rubric(const char *name, loaded_rubric *out);
void free_rubric(loaded_rubric *loaded);

/* The path of one of its files, which diagnostics and places name by `origin`: an
 * included one is relative to the main one. Freed with free(). */
char *rubric_path(const loaded_rubric *loaded, const char *origin);

/* Prints those at least as severe. */
void print_rubric_diagnostics(FILE *out, const loaded_rubric *loaded, lgr_severity least);

/* What a command that needs the rubric does: loads it, or prints why not and
 * returns STATUS_FAILED. */
int need_rubric(const char *name, loaded_rubric *out);

/* The ids of criteria and penalties nearest to `id`, or NULL. Borrowed. */
const char *nearest_rule(const lgr_rubric *rubric, const char *id);
/* Says that the rubric has no such criterion or penalty, and what is near it.
 * Returns the status of a wrong call. */
int unknown_rule(const lgr_rubric *rubric, const char *id);

/* Whether the rubric has it; fills *out. */
bool find_criterion(const lgr_rubric *rubric, const char *id, lgr_criterion *out);
bool has_penalty(const lgr_rubric *rubric, const char *id);

#endif
