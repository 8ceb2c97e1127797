/* What stands beside labels: the answer they are about, and its question. */
#ifndef GRADE_BESIDE_H
#define GRADE_BESIDE_H

#include <libgrade/libgrade.h>

#define LABELS_ENDING ".labels.json"

/* The answer beside "x.labels.json": x.md, x.txt and so on. NULL when there is
 * none, after a message, also to `run` (may be NULL). Freed with free(). */
char *answer_beside(const char *labels_path, lgr_diagnostics *run);

/* The path of a prompt, which is named relative to its labels or to the folder
 * that was asked for. Freed with free(); it need not exist. */
char *prompt_beside(const char *labels_path, const char *folder, const char *name);

#endif
