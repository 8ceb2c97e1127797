/* The text report of grade check: only what is not as expected, with the words
 * that decided it, and a line of totals. */
#ifndef GRADE_CHECK_TEXT_H
#define GRADE_CHECK_TEXT_H

#include <stdio.h>

#include <libgrade/libgrade.h>

#include "expect.h"
#include "support.h"
#include "visits.h"

typedef struct check_text {
  const lgr_result *const *results;
  const asked_list *asked;
  const visit_list *visits;
  const text_list *notes;
} check_text;

/* For report_input; the context is a check_text. Verbose names the answers that
 * passed or were skipped, too, and shows what is accepted; quiet is the totals
 * only. */
int write_check_text(const void *context, const lgr_report_options *options, FILE *file);

/* "note: ..." */
void print_notes(FILE *file, const text_list *notes);

#endif
