/* The summary of a step of GitHub Actions: a file that the runner names in
 * GITHUB_STEP_SUMMARY and that every program in the step adds Markdown to. */
#ifndef GRADE_STEP_SUMMARY_H
#define GRADE_STEP_SUMMARY_H

#include "replace.h"

/* The end of the help of an option that takes formats. */
#define STEP_SUMMARY_HELP                                                                          \
  " github also adds the markdown report to the file that GITHUB_STEP_SUMMARY names."

/* Where to add, or NULL. */
const char *step_summary_path(void);

/* Adds what `write` writes behind what stands in the file. A file that has no
 * room left is left alone. Returns STATUS_DONE, or STATUS_FAILED after a
 * message. */
int add_to_step_summary(const char *path, file_writer write, void *context);

#endif
