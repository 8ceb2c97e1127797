/* Results made by hand, for tests of reports: with every part a report can
 * show. Header only. */
#ifndef LIBGRADE_TESTS_REPORT_FIXTURE_H
#define LIBGRADE_TESTS_REPORT_FIXTURE_H

#include <check.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/diagnostic.h"
#include "report/report.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

/* -- results made by hand ----------------------------------------------------- */

typedef struct fixture {
  lg_result_evidence evidence[2];
  lg_result_section sections[2];
  lg_result_criterion criteria[4];
  lg_result_penalty penalties[2];
  lg_result_cap caps[1];
  lg_result_next next[4];
  lg_result result;
} fixture;

static const char fixture_answer[] =
    "# Rides\n\nHow many rides a day?\n\n\n\n\n\n"
    "  The load is a MERGE on event_id,\nso replaying changes nothing.\n\n"
    "A bound: late events go to a side table.\n";

/* At the front when the answer does not hold it. */
static inline lg_result_evidence evidence_of(const char *text) {
  const char *found = strstr(fixture_answer, text);
  const size_t start = found != NULL ? (size_t)(found - fixture_answer) : 0;
  lg_result_evidence made = {.signal = "rerun_harmless",
                             .start = start,
                             .end = start + strlen(text),
                             .text = text,
                             .text_length = strlen(text)};
  const size_t length = strlen(fixture_answer);
  lg_locate(fixture_answer, length, start, &made.line, &made.column);
  lg_locate(fixture_answer, length, start + strlen(text), &made.end_line, &made.end_column);
  return made;
}

static inline void make_criteria(fixture *f) {
  f->criteria[0] = (lg_result_criterion){.id = "process.idempotency",
                                         .title = "Reruns are harmless by construction",
                                         .level = 2,
                                         .max_level = 2,
                                         .points = 5000,
                                         .max_points = 5000,
                                         .evidence = f->evidence,
                                         .evidence_count = 2,
                                         .reason = "Level 2 of 2 for rerun_harmless.",
                                         .plain_reason = "Level 2 of 2 for the words quoted."};
  f->criteria[1] = (lg_result_criterion){.id = "process.late_data",
                                         .title = "Late events have a policy",
                                         .level = 1,
                                         .max_level = 2,
                                         .points = 2500,
                                         .max_points = 5000,
                                         .evidence = f->evidence + 1,
                                         .evidence_count = 1,
                                         .reason = "Level 1 of 2.",
                                         .plain_reason = "Level 1 of 2.",
                                         .advice = "Give the bound and say what happens beyond it",
                                         .probe = "How late is late?"};
  f->criteria[2] = (lg_result_criterion){.id = "store.compaction",
                                         .title = "Small files are merged",
                                         .section = 1,
                                         .max_level = 2,
                                         .max_points = 3000,
                                         .reason = "Nothing found.",
                                         .plain_reason = "Nothing found.",
                                         .advice = "Say what merges small files.",
                                         .probe = "How many files has a day?",
                                         .help = "Say what merges small files.",
                                         .help_probe = "How many files has a day?"};
  f->criteria[3] = (lg_result_criterion){.id = "store.format",
                                         .title = "A file format with its reason",
                                         .section = 1,
                                         .max_level = 2,
                                         .max_points = 2000,
                                         .reason = "Nothing found.",
                                         .plain_reason = "Nothing found.",
                                         .advice = "Name the format and why.",
                                         .probe = NULL};
}

static inline void make(fixture *f) {
  memset(f, 0, sizeof *f);
  const lg_allocator allocator = lg_allocator_standard();
  f->evidence[0] = evidence_of("The load is a MERGE on event_id,\nso replaying changes nothing.");
  f->evidence[1] = evidence_of("late events go to a side table");
  f->sections[0] = (lg_result_section){"process", "Processing", 7500, 10000};
  f->sections[1] = (lg_result_section){"store", "Storage", 0, 5000};
  make_criteria(f);
  f->penalties[0] = (lg_result_penalty){.id = "anti.tools_first",
                                        .title = "Tools before questions",
                                        .present = true,
                                        .points = -1500,
                                        .evidence = f->evidence,
                                        .evidence_count = 1,
                                        .advice = "Ask first.",
                                        .cost = -1500,
                                        .help = "Ask first."};
  f->penalties[1] =
      (lg_result_penalty){.id = "anti.unsafe_rerun", .title = "Reruns append again", .cost = -5000};
  f->caps[0] = (lg_result_cap){"mid", "senior candidates scope first", 71500};
  f->next[0] = (lg_result_next){.id = "store.compaction",
                                .title = "Small files are merged",
                                .gain = 20000,
                                .advice = "Say what merges small files.",
                                .probe = "How many files has a day?"};
  f->next[1] = (lg_result_next){.id = "process.late_data",
                                .title = "Late events have a policy",
                                .gain = 16700,
                                .advice = "Give the bound and say what happens beyond it"};
  f->next[2] = (lg_result_next){.id = "anti.tools_first",
                                .title = "Tools before questions",
                                .gain = 10000,
                                .advice = "Ask first.",
                                .penalty = true};
  f->next[3] = (lg_result_next){.id = "store.format",
                                .title = "A file format with its reason",
                                .gain = 1000,
                                .advice = "Name the format and why."};
  f->result = (lg_result){.path = "answers/rides.md",
                          .answer = fixture_answer,
                          .answer_length = sizeof fixture_answer - 1,
                          .rubric_id = "senior-data-engineer",
                          .rubric_title = "Senior data engineer",
                          .rubric_version = "1.0.0",
                          .rubric_digest = "0123456789abcdef0123456789abcdef",
                          .score = 69900,
                          .max = 100000,
                          .band = "mid",
                          .complete = true,
                          .design = true,
                          .sections = f->sections,
                          .section_count = COUNT(f->sections),
                          .criteria = f->criteria,
                          .criterion_count = COUNT(f->criteria),
                          .penalties = f->penalties,
                          .penalty_count = COUNT(f->penalties),
                          .caps = f->caps,
                          .cap_count = COUNT(f->caps),
                          .next = f->next,
                          .next_count = COUNT(f->next)};
  lg_diagnostics_init(&f->result.diagnostics, &allocator);
}

static inline void unmake(fixture *f) {
  lg_diagnostics_free(&f->result.diagnostics);
}

/* -- helpers ------------------------------------------------------------------ */

typedef struct text {
  char *bytes;
  size_t length;
  size_t calls;
  size_t refuse_at; /* the call that is refused; 0: none */
} text;

static inline int collect(void *context, const char *bytes, size_t length) {
  text *out = context;
  if (++out->calls == out->refuse_at) {
    return 1;
  }
  out->bytes = realloc(out->bytes, out->length + length + 1);
  ck_assert_ptr_nonnull(out->bytes);
  memcpy(out->bytes + out->length, bytes, length);
  out->length += length;
  out->bytes[out->length] = '\0';
  return 0;
}

static inline lg_report_input input_of(const lg_result *const *results, size_t count) {
  return (lg_report_input){.results = results,
                           .count = count,
                           .options = {.width = 0},
                           .tool_version = "0.1.0",
                           .scoring_version = 1};
}

/* The report as one string, to be freed. */
static inline char *write_report(const char *format, const lg_report_input *input) {
  const lg_allocator allocator = lg_allocator_standard();
  text out = {NULL, 0, 0, 0};
  ck_assert_int_eq(lg_report_write(format, input, collect, &out, &allocator), LG_OK);
  if (out.bytes == NULL) {
    out.bytes = calloc(1, 1);
  }
  return out.bytes;
}

static inline char *write_one(const char *format, const lg_result *result,
                              lg_report_options options) {
  lg_report_input input = input_of(&result, 1);
  input.options = options;
  return write_report(format, &input);
}

static const lg_report_options plain = {.width = 0};

#define HAS(text, part) ck_assert_msg(strstr(text, part) != NULL, "no \"%s\" in:\n%s", part, text)
#define HAS_NOT(text, part) ck_assert_msg(strstr(text, part) == NULL, "\"%s\" in:\n%s", part, text)

#endif
