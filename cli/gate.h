/* What the user asked every answer to reach. None unless asked; inclusive. */
#ifndef GRADE_GATE_H
#define GRADE_GATE_H

#include <stdbool.h>

#include <libgrade/libgrade.h>

#include "checks.h"
#include "command.h"
#include "support.h"

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

/* What is to be said of answers whose results may be gone by then. */
typedef struct gate_notes {
  text_list paths;
  text_list words; /* by path */
} gate_notes;

/* Adds a note for every check from number `first` on that is not met; they are
 * about `result`. */
void note_gates(const check_list *checks, size_t first, const lgr_result *result,
                gate_notes *notes);
/* Says them on standard error; returns STATUS_DONE or, where there are any,
 * STATUS_UNMET. */
int tell_gates(const gate_notes *notes);
void free_notes(gate_notes *notes);

#endif
