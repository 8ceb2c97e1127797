/* The writers behind the table of formats in report.c. Failures stick in the
 * output, so they return nothing. */
#ifndef LG_REPORT_FORMAT_H
#define LG_REPORT_FORMAT_H

#include "report/output.h"
#include "report/report.h"

/* For people: on a terminal, in a browser, in a comment on a change. */
void lg_format_text(const lg_report_input *input, lg_output *output);
void lg_format_html(const lg_report_input *input, lg_output *output);
void lg_format_markdown(const lg_report_input *input, lg_output *output);

/* For programs: one object; one line with one object for each answer; a table
 * for spreadsheets. */
void lg_format_json(const lg_report_input *input, lg_output *output);
void lg_format_jsonl(const lg_report_input *input, lg_output *output);
void lg_format_csv(const lg_report_input *input, lg_output *output);

/* For what runs tests: verdicts on every criterion. */
void lg_format_junit(const lg_report_input *input, lg_output *output);
void lg_format_tap(const lg_report_input *input, lg_output *output);

/* For what shows faults beside the text: faults only. */
void lg_format_sarif(const lg_report_input *input, lg_output *output);
void lg_format_github(const lg_report_input *input, lg_output *output);
void lg_format_gitlab(const lg_report_input *input, lg_output *output);
void lg_format_gcc(const lg_report_input *input, lg_output *output);

#endif
