/* The writers behind the table of formats in report.c. Failures stick in the
 * output, so they return nothing. */
#ifndef LG_REPORT_FORMAT_H
#define LG_REPORT_FORMAT_H

#include "report/output.h"
#include "report/report.h"

/* One object: see format_json.c. */
void lg_format_json(const lg_report_input *input, lg_output *output);
/* One line with one object for each answer. */
void lg_format_jsonl(const lg_report_input *input, lg_output *output);
/* For people. */
void lg_format_text(const lg_report_input *input, lg_output *output);

#endif
