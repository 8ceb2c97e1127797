/* Where reports go: to standard output, and to files that appear only when
 * they are complete. */
#ifndef GRADE_OUTPUTS_H
#define GRADE_OUTPUTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include <libgrade/libgrade.h>

#include "command.h"
#include "replace.h"
#include "step_summary.h"
#include "support.h"
#include "terminal.h"

typedef struct cli_output {
  const char *format; /* static */
  const char *path;   /* NULL: standard output */
} cli_output;

typedef struct cli_outputs {
  cli_output *items;
  size_t count;
  color_choice color;
  uint32_t width; /* 0: of the terminal */
  int verbose;
  bool strict;       /* --junit-strict */
  bool follow_links; /* --follow-links */
  char *root;        /* the current folder, or NULL */
} cli_outputs;

typedef struct report_input {
  const lgr_result *const *results;
  size_t count;
  const lgr_diagnostics *run;
  const lgr_check *checks; /* what was asked of the answers, in their order */
  size_t check_count;
  bool checks_only; /* nothing else can fail */
  /* A command's own "text" in place of the library's, or NULL. Returns
   * STATUS_DONE; a failure is that of the file. */
  int (*write_text)(const void *context, const lgr_report_options *options, FILE *file);
  const void *text_context;
} report_input;

/* The formats of reports, for help. */
#define FORMATS "text, html, markdown, json, jsonl, csv, junit, tap, sarif, github, gitlab or gcc"

/* Entries of a table of options: where reports go, and in what form. */
#define REPORT_OPTIONS                                                                             \
  {"format", 'f', "FORMAT", FORMATS ", on standard output. Default: text." STEP_SUMMARY_HELP},     \
      {"output", 'o', "FORMAT[:PATH]",                                                             \
       "Write a report in this format, to a file or to standard output. Repeatable; one of them "  \
       "may go to standard output."},                                                              \
      {"follow-links", '\0', NULL, FOLLOW_LINKS_HELP}, {                                           \
    "junit-strict", '\0', NULL,                                                                    \
        "Leave out of junit reports what strict schemas refuse, such as the file and line of a "   \
        "case."                                                                                    \
  }

#define COLOR_OPTION                                                                               \
  {                                                                                                \
    "color", '\0', "auto|always|never",                                                            \
        "auto (default), always or never. auto heeds NO_COLOR, CLICOLOR_FORCE and TERM, and "      \
        "colours on terminals."                                                                    \
  }

/* From --format, --output, --follow-links, --color, --width, --junit-strict, --verbose and
 * --quiet; an option the command does not have counts as not given. Returns STATUS_DONE, or
 * STATUS_FAILED after a message. */
int read_outputs(const cli_arguments *arguments, cli_outputs *out);
void free_outputs(cli_outputs *outputs);

/* Adds the file that the option names, if it does. */
void add_read_option(const cli_arguments *arguments, const char *name, text_list *read);
/* An output may not overwrite what is read. */
int check_outputs_against(const cli_outputs *outputs, const text_list *inputs);

/* Writes all of them; one that fails does not stop the others. */
int write_outputs(const cli_outputs *outputs, const report_input *input);

/* Options for reports on standard output. */
lgr_report_options output_options(const cli_outputs *outputs);
/* An lgr_sink over a FILE *. */
int file_sink(void *context, const char *bytes, size_t length);

/* Sends results on their way, before something is said about them. */
void flush_results(void);
/* Closes standard output. Returns `status`, or STATUS_FAILED when results did
 * not arrive: with a message, unless the reader went away, such as head. */
int close_results(int status);

#endif
