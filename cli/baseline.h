/* What is known to be unmet, and accepted until it gets worse.
 *
 *   {"baseline": 1,
 *    "rubric": {"id": "senior-data-engineer", "version": "1.0.0"},
 *    "accepted": {"answers/a.md": {"score": {"expected": "60 to 75", "got": 55},
 *                                  "levels": {"scope.volume":
 *                                             {"expected": "level 2", "got": 1}}}}}
 *
 * "expected" is asked_text(), "got" the value that came; of the band it is a name
 * or null, of a design true or false, of a penalty 0 or 1. In place of the object
 * may stand the value alone, which says nothing of what was asked. Answers are
 * told from the folder of the baseline, so that it means the same wherever the
 * command is run. An entry accepts what is no farther from what is asked than its
 * value is, as long as the same is asked.
 *
 * An entry is stale when what it accepts is met, something else is asked, nothing
 * is asked any more, or when its answer or the labels are gone. Answers that were not looked at, or
 * could not be, make no entry stale. */
#ifndef GRADE_BASELINE_H
#define GRADE_BASELINE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <libgrade/libgrade.h>

#include "expect.h"
#include "support.h"
#include "visits.h"

typedef struct baseline_entry {
  char *answer; /* from the folder of the baseline */
  asked_kind kind;
  char *rule;    /* as of the check */
  int64_t value; /* as of the check, but of a band */
  char *band;    /* its name; NULL: none */
  char *asked;   /* in words; NULL: not known */
} baseline_entry;

typedef struct entry_list {
  baseline_entry *items;
  size_t count;
  size_t capacity;
} entry_list;

typedef struct cli_baseline {
  const char *path;
  char *folder;      /* whole_folder_of() its path */
  bool follow_links; /* where it is written; see replace.h */
  char *rubric_id;
  char *rubric_version;
  entry_list entries;
  text_list notes; /* what is to be said about it: stale entries */
} cli_baseline;

/* Reads the file. With `update` it need not exist. Returns STATUS_DONE, or
 * STATUS_FAILED after a message: it is missing, is no baseline, or is that of
 * another rubric. Free it in either case. */
int open_baseline(const char *path, bool update, const lgr_rubric *rubric, lgr_diagnostics *run,
                  cli_baseline *out);
void free_baseline(cli_baseline *baseline);

/* Turns what is unmet and known into accepted, and notes stale entries. */
void apply_baseline(cli_baseline *baseline, const lgr_rubric *rubric, const visit_list *visits,
                    asked_list *list);

/* Accepts all that is unmet, keeps entries of answers that were not looked at,
 * drops stale ones, and writes the file. Returns STATUS_DONE, or STATUS_FAILED
 * after a message. */
int update_baseline(cli_baseline *baseline, const lgr_rubric *rubric, const visit_list *visits,
                    asked_list *list);

/* The file: baseline_file.c. */

/* Takes the texts of `entry` over. */
void add_entry(entry_list *list, baseline_entry entry);
/* By answer, kind and rule. */
int compare_entries(const void *left, const void *right);
/* Reads it into `out`; false after a message. */
bool read_baseline(const char *path, lgr_diagnostics *run, cli_baseline *out);
/* Writes entries, which are sorted, as of this rubric, in place of what is read. */
int write_baseline(const cli_baseline *baseline, const entry_list *entries,
                   const lgr_rubric *rubric);

#endif
