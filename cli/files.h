/* Reading answers, prompts, rubrics and labels: bounded, and never silent. */
#ifndef GRADE_FILES_H
#define GRADE_FILES_H

#include <stdbool.h>
#include <stddef.h>

#include <libgrade/libgrade.h>

#include "support.h"

/* What an answer may have; the library refuses more, too. */
#define FILE_LIMIT ((size_t)64 * 1024 * 1024)

/* The name of standard input in reports. */
#define STANDARD_INPUT "<stdin>"

typedef struct file_bytes {
  char *data; /* NUL-terminated behind length; freed with free() */
  size_t length;
} file_bytes;

/* Reads a file, FIFO or device, or standard input for "-". On failure reports
 * to `run` (may be NULL) and standard error, and returns false. */
bool read_file(const char *path, lgr_diagnostics *run, file_bytes *out);
/* The same without a word; `why` gets a static reason, and errno is that of it. */
bool read_file_quietly(const char *path, file_bytes *out, const char **why);
/* Says the word: with the reason, and errno as it was. */
void report_unread(const char *path, const char *why, int reason, lgr_diagnostics *run);

/* Also when nobody can say, such as for links that lead in circles; reading it
 * then tells why. */
bool file_exists(const char *path);
bool is_folder(const char *path);

/* Says of what is no folder that it is a file, or missing. */
void report_no_folder(lgr_diagnostics *run, const char *path);

/* Adds every file under `folder` whose name ends in one of `endings` (ended by
 * NULL), folder by folder in the order of the names. Hidden entries, links to
 * folders and what is no regular file are left out. Returns false when a folder
 * could not be read, after reporting it. */
bool walk_folder(const char *folder, const char *const *endings, lgr_diagnostics *run,
                 text_list *out);

/* Endings of answers: .md, .txt, .markdown, .rst. */
extern const char *const answer_endings[];

/* The name in the same folder that `path` could be a slip for, as a path, or
 * NULL. Freed with free(). */
char *nearest_file(const char *path);

#endif
