/* What `grade calibrate` found, as text and as JSON. */
#ifndef GRADE_CALIBRATE_REPORT_H
#define GRADE_CALIBRATE_REPORT_H

#include "calibrate_write.h"

typedef struct calibrate_report {
  const loaded_rubric *rubric;
  size_t answers;
  size_t groups;
  size_t folds;
  size_t least;
  const calibration *made;
  size_t count;
  const written_files *written; /* NULL: was not asked for */
  size_t failed_tests;          /* of the rubric that was written */
  size_t tests;
  int verbose; /* -1 the summary only, 1 the weights of kept blocks, too */
} calibrate_report;

/* To standard output. */
void print_calibrations(const calibrate_report *report);
void write_calibrations_json(const calibrate_report *report);

#endif
