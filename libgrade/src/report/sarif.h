/* One SARIF document in the making: what its parts share. Everything that parts
 * refer to by number is collected first, then the document is written in one go.
 * Functions that collect return 0 when memory runs out. */
#ifndef LG_REPORT_SARIF_H
#define LG_REPORT_SARIF_H

#include "report/faults.h"
#include "report/fingerprint.h"
#include "report/json_writer.h"
#include "report/sarif_names.h"

/* GitHub refuses a run with more, and shows 5,000 of them. */
enum { LG_SARIF_MOST_RESULTS = 25000 };

/* A criterion, a penalty, or something else a check can be about. */
typedef struct lg_sarif_rule {
  const char *id;
  const lg_result *result; /* graded by the rubric that has it; NULL for the others */
  const lg_result_criterion *criterion;
  const lg_result_penalty *penalty;
} lg_sarif_rule;

typedef struct lg_sarif_note {
  const lg_diagnostic *diagnostic;
  const char *path; /* NULL where there is none */
} lg_sarif_note;

typedef struct lg_sarif {
  const lg_report_input *input;
  lg_output *output;
  lg_json json;
  lg_arena arena;
  lg_buffer text; /* of the string that is made */
  lg_buffer room; /* for what goes into it */
  lg_faults faults;
  size_t left_out;            /* results beyond the limit */
  lg_fingerprint *by_wording; /* of each fault */
  lg_fingerprint *by_rule;

  lg_sarif_rule *rules; /* of all answers; those that count are rule_names' */
  size_t rule_count;
  lg_sarif_names rule_names;

  lg_sarif_note *notes; /* every diagnostic of the run and of the answers */
  size_t note_count;

  const char **uris; /* of answers, then of notes; NULL where there is no file */
  lg_sarif_names files;
  uint32_t *first_lines; /* of answers: one past the last column of line 1 */
} lg_sarif;

/* sarif_rules.c: what faults are measured by. Faults come first. */
int lg_sarif_collect_rules(lg_sarif *sarif);
uint32_t lg_sarif_rule_of(lg_sarif *sarif, const lg_fault *fault);
void lg_sarif_write_rules(lg_sarif *sarif);

/* sarif_notes.c: diagnostics, and whether all went well. */
int lg_sarif_collect_notes(lg_sarif *sarif);
void lg_sarif_write_invocations(lg_sarif *sarif);

/* sarif_files.c: the answers and other files. Notes come first. */
int lg_sarif_collect_files(lg_sarif *sarif);
void lg_sarif_write_bases(lg_sarif *sarif);
void lg_sarif_write_files(lg_sarif *sarif);
/* The member "artifactLocation": the file at `position` of uris. */
void lg_sarif_write_file(lg_sarif *sarif, size_t position);

/* sarif_results.c: the faults, which have been sorted. */
void lg_sarif_write_results(lg_sarif *sarif);

/* The member `key`: what stands in `text`, which is cleared. */
void lg_sarif_member(lg_sarif *sarif, const char *key);
/* The member `key`: an object with the one member "text". */
void lg_sarif_text_object(lg_sarif *sarif, const char *key);

#endif
