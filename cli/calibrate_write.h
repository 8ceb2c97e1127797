/* Puts fitted numbers where the old ones stand in a rubric's files. */
#ifndef GRADE_CALIBRATE_WRITE_H
#define GRADE_CALIBRATE_WRITE_H

#include "calibrate_cross.h"
#include "load.h"

/* What was written: path by path, with how many numbers. */
typedef struct written_file {
  char *path;
  size_t numbers;
} written_file;

typedef struct written_files {
  written_file *items;
  size_t count;
} written_files;

/* Replaces, in every file, the numbers of the blocks whose outcome is
 * OUTCOME_CHANGED, and no other byte. All files are checked and written beside
 * the old ones before the first takes its place. Refuses, with nothing written,
 * when a number is not found where it was read, or when an alias makes it stand
 * for several. Returns STATUS_DONE, or STATUS_FAILED after a message; free `out`
 * in either case. */
int write_calibrations(const loaded_rubric *rubric, const weigh_blocks *blocks,
                       const calibration *made, size_t count, written_files *out);
void free_written(written_files *written);

#endif
