/* What the user asked every answer to reach. None unless asked; inclusive. */
#ifndef GRADE_GATE_H
#define GRADE_GATE_H

#include <stdbool.h>

#include <libgrade/libgrade.h>

#include "checks.h"
#include "command.h"

typedef struct cli_gates {
  const char *under; /* as given, or NULL */
  bool is_band;
  int64_t under_score; /* thousandths */
  const char **rules;  /* ids of criteria and penalties */
  size_t rule_count;
} cli_gates;

/* From --fail-under and --fail-on. Returns STATUS_DONE, or STATUS_FAILED after a
 * message about a band or an id the rubric does not have. */
int read_gates(const cli_arguments *arguments, const lgr_rubric *rubric, cli_gates *out);
void free_gates(cli_gates *gates);

/* Adds a check for each gate, as of answer `index`. */
void add_gates(const cli_gates *gates, const lgr_result *result, size_t index, check_list *out);

/* Says on standard error which gates are not passed; returns STATUS_DONE or
 * STATUS_UNMET. */
int tell_gates(const check_list *checks, const lgr_result *const *results);

#endif
