/* libgrade: scores a written answer against a rubric by pattern rules.
 *
 * CONTRACT
 *
 * Objects.   An immutable *rubric*, shared freely between threads. A per-thread
 *            *grader* for one rubric. A self-contained *result*, which outlives
 *            both. A list of *diagnostics*, filled by calls it is given to.
 * Ownership. A pointer that comes back through an out-parameter (always the
 *            first one) is the caller's, to be freed with the matching _free.
 *            A pointer that is returned is borrowed from the object it was asked
 *            of and lives as long as that object. _free functions take NULL.
 *            Inputs are pointer and length, need no NUL, are never kept after
 *            the call. When a call fails, its out-parameter is NULL.
 * Errors.    Calls that can fail return lgr_status: 0, or a negative value that
 *            says what kind. Diagnostics say what and where. There is no "last
 *            error". Wrong arguments give LGR_INVALID_ARGUMENT, never a crash.
 * Text.      UTF-8. Ill-formed bytes are repaired for matching and quoting, with
 *            a diagnostic; offsets always count the bytes given.
 * Threads.   Each function says. In short: const objects from any thread, a
 *            grader from one thread at a time (a second one gets LGR_BUSY).
 * Effects.   None: no files, environment, clock, locale, random numbers, threads
 *            or output; no global state; never aborts. Same input, same bytes.
 * Numbers.   Points and scores are integers in thousandths: 71500 is 71.5.
 * Stability. A program built with this header runs with every later library of the
 *            same soname. Structures that begin with their size grow, at the end
 *            only; the others never change. A caller sets `size` to the sizeof of
 *            its own header. What a shorter structure lacks counts as 0 or is not
 *            filled; of a longer one, what this library does not know must be 0
 *            and is filled with 0. A size that no release had, and an unknown
 *            member that is not 0, give LGR_INVALID_ARGUMENT. Callbacks are given
 *            the library's size, and may be given more than they know.
 */
#ifndef LIBGRADE_LIBGRADE_H
#define LIBGRADE_LIBGRADE_H

#include <stddef.h>
#include <stdint.h>

#include <libgrade/version.h>

#if defined(LGR_STATIC) || !defined(__GNUC__)
#define LGR_API
#else
#define LGR_API __attribute__((visibility("default")))
#endif

#ifdef __cplusplus
extern "C" {
#endif

/* ------------------------------------------------------------------ status */

typedef enum lgr_status {
  LGR_OK = 0,
  LGR_NO_MEMORY = -1,        /* the allocator returned NULL */
  LGR_INVALID_ARGUMENT = -2, /* NULL where an object is needed, an unknown value, a wrong size */
  LGR_LIMIT = -3,            /* an input is over a limit; see the diagnostics */
  LGR_REJECTED = -4,         /* the rubric has errors; see the diagnostics */
  LGR_UNSUPPORTED = -5,      /* a name or format version this library does not know */
  LGR_CANCELLED = -6,        /* the progress callback asked to stop */
  LGR_BUSY = -7,             /* the grader is being used by another call */
  LGR_SINK_REFUSED = -8,     /* the output callback reported a failure */
  LGR_INTERNAL = -9          /* a bug in libgrade */
} lgr_status;

/* A short English phrase for a status; "unknown status" for other values.
 * Never NULL, static. Any thread. */
LGR_API const char *lgr_status_text(lgr_status status);

/* ----------------------------------------------------------------- version */

/* The version of the library at run time, as "1.2.3"; compare with
 * LGR_VERSION_TEXT, which is that of the header. Static. Any thread. */
LGR_API const char *lgr_version(void);

/* The number that moves whenever the same rubric and answer could score
 * differently than before. Any thread. */
LGR_API uint32_t lgr_scoring_version(void);

/* --------------------------------------------------------------- allocator */

/* Where memory comes from. Given when an object is made and remembered by it.
 * Sizes are never 0; `old_size` and the size at release are those asked for.
 * allocate and resize return NULL on failure and then leave the block alone.
 * Must be safe to call from every thread that uses the object. libyaml, which
 * reads rubrics, takes its temporary memory from malloc all the same. */
typedef struct lgr_allocator {
  void *(*allocate)(void *context, size_t size);
  void *(*resize)(void *context, void *block, size_t old_size, size_t new_size);
  void (*release)(void *context, void *block, size_t size);
  void *context;
} lgr_allocator;

/* -------------------------------------------------------------- diagnostics */

typedef struct lgr_diagnostics lgr_diagnostics;

typedef enum lgr_severity { LGR_NOTE = 0, LGR_WARNING = 1, LGR_ERROR = 2 } lgr_severity;

/* One diagnostic. Texts are borrowed from the list, never NULL ("" for none). */
typedef struct lgr_diagnostic {
  size_t size; /* set by the caller to sizeof(lgr_diagnostic) */
  lgr_severity severity;
  const char *code;    /* stable, such as "R203" */
  const char *message; /* one sentence without a final full stop */
  const char *hint;    /* what to do about it */
  const char *origin;  /* name of the file */
  const char *path;    /* place inside the rubric: "sections/0/criteria/2" */
  const char *excerpt; /* the offending text */
  uint64_t offset;     /* byte in the file */
  uint64_t length;
  uint32_t line;   /* from 1; 0 where there is no place */
  uint32_t column; /* from 1, in characters */
} lgr_diagnostic;

/* An empty list. allocator may be NULL (malloc). LGR_NO_MEMORY;
 * LGR_INVALID_ARGUMENT. Use by one thread at a time. */
LGR_API lgr_status lgr_diagnostics_new(lgr_diagnostics **out, const lgr_allocator *allocator);
LGR_API void lgr_diagnostics_free(lgr_diagnostics *diagnostics);
/* Empties the list. */
LGR_API void lgr_diagnostics_clear(lgr_diagnostics *diagnostics);
/* How many can be read with lgr_diagnostics_get; 0 for NULL. */
LGR_API size_t lgr_diagnostics_count(const lgr_diagnostics *diagnostics);
/* How many errors were reported, kept or not. */
LGR_API size_t lgr_diagnostics_errors(const lgr_diagnostics *diagnostics);
/* How many were not kept: the list holds 1,000, and memory may run out. */
LGR_API size_t lgr_diagnostics_suppressed(const lgr_diagnostics *diagnostics);
/* Fills *out with number `index`. LGR_INVALID_ARGUMENT past the end. O(1). */
LGR_API lgr_status lgr_diagnostics_get(const lgr_diagnostics *diagnostics, size_t index,
                                       lgr_diagnostic *out);
/* Adds a copy of *diagnostic, for what the caller met itself, such as a file
 * that cannot be read. Its texts may be NULL, but for code and message; code
 * must be static. LGR_NO_MEMORY; LGR_INVALID_ARGUMENT. */
LGR_API lgr_status lgr_diagnostics_add(lgr_diagnostics *diagnostics,
                                       const lgr_diagnostic *diagnostic);

/* ------------------------------------------------------------------ rubric */

typedef struct lgr_rubric lgr_rubric;

/* Gives the bytes of an included file. `name` is the path as written, without
 * "..", relative to the main file. Set *bytes and *length; the bytes must stay
 * until the parse returns. Return 0; anything else means "no such file". */
typedef int (*lgr_source_reader)(void *context, const char *name, const char **bytes,
                                 size_t *length);

typedef struct lgr_rubric_options {
  size_t size;                    /* sizeof(lgr_rubric_options) */
  const lgr_allocator *allocator; /* NULL: malloc */
  const char *origin;             /* name of the main file in diagnostics; NULL: "rubric" */
  lgr_source_reader read_include; /* NULL: includes are an error */
  void *read_context;
} lgr_rubric_options;

/* Reads a rubric. options and diagnostics may be NULL. All problems found are
 * added to diagnostics, warnings too.
 * LGR_REJECTED: it has errors. LGR_LIMIT: a file is over the size limit.
 * LGR_UNSUPPORTED: a format version or language not known. LGR_NO_MEMORY.
 * LGR_INVALID_ARGUMENT. Any thread; the result is immutable and may be used by
 * all threads. Cost: linear in the files; some 10 ms for 10,000 wordings. */
LGR_API lgr_status lgr_rubric_parse(lgr_rubric **out, const char *bytes, size_t length,
                                    const lgr_rubric_options *options,
                                    lgr_diagnostics *diagnostics);

/* A rubric that is part of the library, by its id, such as
 * "senior-data-engineer". LGR_UNSUPPORTED: no such rubric. Else as above. */
LGR_API lgr_status lgr_rubric_builtin(lgr_rubric **out, const char *id,
                                      const lgr_allocator *allocator);
/* The id of built-in rubric `index`, or NULL past the last. Static. */
LGR_API const char *lgr_rubric_builtin_id(size_t index);
/* The YAML text of a built-in rubric's file, the main one first (index 0) and
 * then its includes, in order; *name is the file's name. NULL past the last.
 * Static, not NUL-terminated. */
LGR_API const char *lgr_rubric_builtin_source(const char *id, size_t index, const char **name,
                                              size_t *length);

/* Frees the rubric. No grader for it may exist any more. */
LGR_API void lgr_rubric_free(lgr_rubric *rubric);

/* Borrowed from the rubric; "" for NULL. Any thread. */
LGR_API const char *lgr_rubric_id(const lgr_rubric *rubric);
LGR_API const char *lgr_rubric_title(const lgr_rubric *rubric);
LGR_API const char *lgr_rubric_version(const lgr_rubric *rubric);
/* SHA-256 of the files, 64 hexadecimal digits. */
LGR_API const char *lgr_rubric_digest(const lgr_rubric *rubric);

typedef struct lgr_criterion {
  size_t size; /* sizeof(lgr_criterion) */
  const char *id;
  const char *title;
  const char *section; /* id */
  const char *section_title;
  uint32_t max_level;
  int64_t max_points; /* thousandths */
} lgr_criterion;

typedef struct lgr_penalty {
  size_t size; /* sizeof(lgr_penalty) */
  const char *id;
  const char *title;
  int64_t points; /* thousandths, negative */
} lgr_penalty;

typedef struct lgr_band {
  size_t size; /* sizeof(lgr_band) */
  const char *name;
  int64_t at; /* thousandths of the score it begins at */
} lgr_band;

/* Counts, and one by one in the order of the file (bands: highest first).
 * LGR_INVALID_ARGUMENT past the end. Any thread. O(1). */
LGR_API size_t lgr_rubric_criterion_count(const lgr_rubric *rubric);
LGR_API lgr_status lgr_rubric_criterion(const lgr_rubric *rubric, size_t index, lgr_criterion *out);
LGR_API size_t lgr_rubric_penalty_count(const lgr_rubric *rubric);
LGR_API lgr_status lgr_rubric_penalty(const lgr_rubric *rubric, size_t index, lgr_penalty *out);
LGR_API size_t lgr_rubric_band_count(const lgr_rubric *rubric);
LGR_API lgr_status lgr_rubric_band(const lgr_rubric *rubric, size_t index, lgr_band *out);

/* What a criterion at `level` is worth, in thousandths; 0 where there is none
 * such. Any thread. O(1). */
LGR_API int64_t lgr_rubric_criterion_points(const lgr_rubric *rubric, size_t index, uint32_t level);

/* Runs the tests embedded in the rubric and adds what lint finds (failed tests,
 * criteria without tests) to diagnostics. *failed and *total, where not NULL,
 * get the numbers of tests. LGR_NO_MEMORY; LGR_INVALID_ARGUMENT. Any thread.
 * Cost: one grading per test. */
LGR_API lgr_status lgr_rubric_test(const lgr_rubric *rubric, const lgr_allocator *allocator,
                                   lgr_diagnostics *diagnostics, size_t *failed, size_t *total);

/* ------------------------------------------------------------------ grader */

typedef struct lgr_grader lgr_grader;
typedef struct lgr_result lgr_result;

typedef struct lgr_grader_options {
  size_t size;                    /* sizeof(lgr_grader_options) */
  const lgr_allocator *allocator; /* NULL: malloc. Results use it, too. */
  int (*progress)(void *context); /* polled now and then; non-zero cancels. NULL: none */
  void *progress_context;
  int without_prefilter; /* 1: try every pattern everywhere. Slow, same result; for tests */
} lgr_grader_options;

typedef struct lgr_answer {
  size_t size; /* sizeof(lgr_answer) */
  const char *text;
  size_t length;
  const char *name;   /* the path shown in reports; NULL: "" */
  const char *prompt; /* the question answered, NUL-terminated; NULL: none */
} lgr_answer;

/* A grader for one rubric, which must outlive it. options may be NULL.
 * LGR_NO_MEMORY; LGR_INVALID_ARGUMENT. */
LGR_API lgr_status lgr_grader_new(lgr_grader **out, const lgr_rubric *rubric,
                                  const lgr_grader_options *options);
LGR_API void lgr_grader_free(lgr_grader *grader);

/* Grades one answer. A grader is reused for many answers, one at a time; from
 * another thread while it works it returns LGR_BUSY.
 * LGR_LIMIT: the answer is over 64 MiB. LGR_CANCELLED. LGR_NO_MEMORY.
 * LGR_INVALID_ARGUMENT. A limit met inside gives LGR_OK and a result that is not
 * complete. Cost: linear in the answer. */
LGR_API lgr_status lgr_grade(lgr_result **out, lgr_grader *grader, const lgr_answer *answer);

/* As lgr_grade, into a result that is there already, whatever grader it came from:
 * what was taken from it before is gone, its memory is used again. Once both have
 * seen answers of this size, neither takes memory from the allocator. When it
 * fails, the result is of an empty name, without criteria and not complete. */
LGR_API lgr_status lgr_grade_into(lgr_result *result, lgr_grader *grader, const lgr_answer *answer);

/* ------------------------------------------------------------------ result */

/* Frees the result. The grader and the rubric may be gone already. */
LGR_API void lgr_result_free(lgr_result *result);

/* All of these: any thread; O(1); borrowed from the result. */
LGR_API int64_t lgr_result_score(const lgr_result *result);    /* thousandths, 0 to 100000 */
LGR_API const char *lgr_result_band(const lgr_result *result); /* NULL: none, or incomplete */
LGR_API int lgr_result_complete(const lgr_result *result); /* 0: a limit left something undecided */
LGR_API int lgr_result_is_design(const lgr_result *result); /* 0: the design gate did not hold */
LGR_API const char *lgr_result_path(const lgr_result *result);
LGR_API const lgr_diagnostics *lgr_result_diagnostics(const lgr_result *result);

typedef struct lgr_evidence {
  size_t size;        /* sizeof(lgr_evidence) */
  const char *signal; /* what was found */
  const char *text;   /* the quotation, NUL-terminated UTF-8, at most 400 bytes */
  uint64_t start;     /* bytes of the answer as given, end exclusive */
  uint64_t end;
  uint32_t line; /* from 1 */
  uint32_t column;
  uint32_t end_line;
  uint32_t end_column;
} lgr_evidence;

typedef struct lgr_criterion_result {
  size_t size; /* sizeof(lgr_criterion_result) */
  const char *id;
  const char *title;
  const char *section; /* id */
  uint32_t level;
  uint32_t max_level;
  int undetermined; /* 1: a limit kept it from being decided; level is a lower bound */
  int64_t points;   /* thousandths */
  int64_t max_points;
  const char *reason;
  const char *advice; /* NULL at the top */
  const char *probe;  /* NULL: none */
  size_t evidence_count;
} lgr_criterion_result;

typedef struct lgr_penalty_result {
  size_t size; /* sizeof(lgr_penalty_result) */
  const char *id;
  const char *title;
  int present;
  int undetermined;
  int64_t points; /* 0 when not present */
  const char *advice;
  size_t evidence_count;
} lgr_penalty_result;

typedef struct lgr_next_step {
  size_t size; /* sizeof(lgr_next_step) */
  const char *id;
  const char *title;
  int64_t gain; /* thousandths of the score, on top of the steps before it */
  const char *advice;
  const char *probe;
} lgr_next_step;

/* In the order of the rubric. Of the next steps the one that gains most comes
 * first, then the one that gains most on top of it, and so on: gains add up. What
 * is undetermined, or follows from earlier steps, is none. What a cap or penalty
 * finds in the words of the answer is taken to stay, but for the penalty that is
 * the step. LGR_INVALID_ARGUMENT past the end or when out->size is wrong. */
LGR_API size_t lgr_result_criterion_count(const lgr_result *result);
LGR_API lgr_status lgr_result_criterion(const lgr_result *result, size_t index,
                                        lgr_criterion_result *out);
LGR_API lgr_status lgr_result_criterion_evidence(const lgr_result *result, size_t criterion,
                                                 size_t index, lgr_evidence *out);
LGR_API size_t lgr_result_penalty_count(const lgr_result *result);
LGR_API lgr_status lgr_result_penalty(const lgr_result *result, size_t index,
                                      lgr_penalty_result *out);
LGR_API lgr_status lgr_result_penalty_evidence(const lgr_result *result, size_t penalty,
                                               size_t index, lgr_evidence *out);
LGR_API size_t lgr_result_next_count(const lgr_result *result);
LGR_API lgr_status lgr_result_next(const lgr_result *result, size_t index, lgr_next_step *out);
/* Why the score is capped; NULL past the last. */
LGR_API const char *lgr_result_cap(const lgr_result *result, size_t index);

/* ------------------------------------------------------------------ report */

/* Receives output piece by piece. Return 0; anything else ends the report with
 * LGR_SINK_REFUSED. */
typedef int (*lgr_sink)(void *context, const char *bytes, size_t length);

typedef enum lgr_check_status {
  LGR_CHECK_MET = 0,
  LGR_CHECK_UNMET = 1,
  LGR_CHECK_ACCEPTED = 2 /* not met, but known before: shown as such, no failure */
} lgr_check_status;

/* Something the caller asked of an answer and looked at itself, such as a least
 * score. Reports show it as a verdict of its own. */
typedef struct lgr_check {
  size_t size;      /* sizeof(lgr_check) */
  size_t result;    /* index of the answer among the results of the report */
  const char *rule; /* id of a criterion or penalty, or "score", "band", "design" */
  lgr_check_status status;
  const char *message; /* what was asked and what came: "expected 60 to 75, got 55" */
} lgr_check;

typedef struct lgr_report_options {
  size_t size;                    /* sizeof(lgr_report_options) */
  const lgr_allocator *allocator; /* NULL: malloc */
  uint32_t width;                 /* columns of text reports; 0: 80 */
  int color;                      /* 1: colour in text reports */
  int verbose;                    /* -1 quiet, 0 normal, 1 everything */
  const lgr_check *checks;        /* in the order of the results; NULL: none. With any, only
                                     they fail in "junit" and "tap" */
  size_t check_count;
  int checks_only;  /* 1: only what was asked for can fail, not a missing criterion */
  int strict;       /* 1: "junit" without what strict schemas refuse, as file and line */
  const char *root; /* absolute folder that "sarif", "github", "gitlab" and "junit" tell
                       paths from; NULL: paths stay as given */
} lgr_report_options;

/* Formats, for people: "text", "html" (one file, needs nothing else), "markdown"
 * (at most 65,536 characters); for programs: "json", "jsonl" (one line an
 * answer), "csv"; for what runs tests: "junit", "tap"; for what shows faults
 * beside the text: "sarif" (2.1.0), "github" (workflow commands), "gitlab" (code
 * quality), "gcc" (file:line:column: lines).
 * The name of format `index`, or NULL past the last. Static. */
LGR_API const char *lgr_report_format(size_t index);

/* Writes one report over `count` results, in that order. `diagnostics` (may be
 * NULL) are those of the run, such as files that could not be read; the results
 * bring their own. options may be NULL. LGR_UNSUPPORTED: no such format.
 * LGR_SINK_REFUSED. LGR_NO_MEMORY. LGR_INVALID_ARGUMENT. Any thread.
 * Cost: linear in the results. */
LGR_API lgr_status lgr_report_write(const char *format, const lgr_result *const *results,
                                    size_t count, const lgr_diagnostics *diagnostics,
                                    const lgr_report_options *options, lgr_sink sink,
                                    void *sink_context);

/* Explains one criterion or penalty (by id) on one answer: its conditions as a
 * tree, with what each part found, how near it came where it does not hold, and
 * which matches were left out, with the words that are to blame: "denied (no need
 * for)". As text; options->verbose 1: every part and every term; -1: in plain words,
 * for who wrote the answer: the level, the words that were found, what to add.
 * LGR_UNSUPPORTED: the rubric has no such id. Else as lgr_grade and lgr_report_write; when it
 * fails, nothing was written. Cost: one grading, and a search for every part. */
LGR_API lgr_status lgr_explain(lgr_grader *grader, const lgr_answer *answer, const char *id,
                               const lgr_report_options *options, lgr_sink sink,
                               void *sink_context);

/* Explains the sentence at a place of one answer: how it is read (denied, asked,
 * quoted, ...) and why, what it is evidence for, every signal and concept found in
 * it and which criteria look for them. `line` and `column` (in characters) count
 * from 1. Column 0: all sentences of the line, up to 20; where there are several,
 * what each fires is told with options->verbose 1 only; -1: how it is read and what
 * it is evidence for, nothing else. Where no sentence stands,
 * the next one is explained, or the last, and the text says so.
 * LGR_INVALID_ARGUMENT also for a line that the answer does not have. Else as
 * lgr_explain. */
LGR_API lgr_status lgr_explain_at(lgr_grader *grader, const lgr_answer *answer, uint32_t line,
                                  uint32_t column, const lgr_report_options *options, lgr_sink sink,
                                  void *sink_context);

/* ----------------------------------------------------------------- effects */

/* What a signal does for a criterion or penalty in one answer. */
typedef struct lgr_effect {
  size_t size;            /* sizeof(lgr_effect) */
  const char *id;         /* of a criterion above level 0 or a penalty that is present */
  const char *signal;     /* a named signal; a concept with its reading; a weighted term */
  uint32_t level;         /* 1 for a penalty */
  uint32_t level_without; /* had the signal found nothing */
} lgr_effect;

/* Return 0; anything else ends the visit with LGR_CANCELLED. The grader is busy
 * meanwhile; texts are borrowed from the rubric. */
typedef int (*lgr_effect_visitor)(void *context, const lgr_effect *effect);

/* Grades an answer and calls back for every criterion above level 0 and every
 * penalty that is present, in the order of the rubric, with every signal that
 * took part in what it was given for, from its condition down to concepts. Of a
 * weighted sum the positive terms of its best window took part. Vetoes and what
 * stands under `not` did not. Nothing is visited when the answer is no design;
 * level_without leaves the design gate aside. LGR_CANCELLED. LGR_NO_MEMORY: then
 * nothing was visited. Otherwise as lgr_grade. Cost: one grading, and a part of
 * its last step for every signal. */
LGR_API lgr_status lgr_effects(lgr_grader *grader, const lgr_answer *answer,
                               lgr_effect_visitor visit, void *context);

/* ----------------------------------------------------------------- weights */

/* Where a number stands in the rubric's files. */
typedef struct lgr_number_place {
  const char *origin; /* name of the file: as given to the parse, or as included */
  uint32_t line;      /* from 1 */
  uint32_t column;    /* from 1, in characters */
} lgr_number_place;

/* A `weigh` block: the condition of one level of one criterion, or of a penalty. */
typedef struct lgr_weighing {
  size_t size;            /* sizeof(lgr_weighing) */
  const char *criterion;  /* id of the criterion or penalty */
  size_t criterion_index; /* as of lgr_rubric_criterion or lgr_rubric_penalty */
  int is_penalty;         /* 1 or 0 */
  uint32_t level;         /* of a penalty: 1 */
  const char *window;     /* as written: "2 sentences" */
  int64_t threshold;      /* thousandths; the rubric's `at` */
  int64_t elsewhere;      /* thousandths: the share of a second window; 0: none counts */
  const char *needs;      /* an expression in normal form; NULL: nothing */
  size_t term_count;
  size_t group_count;
  lgr_number_place place; /* of the threshold */
} lgr_weighing;

/* A term of it. */
typedef struct lgr_weighing_term {
  size_t size;            /* sizeof(lgr_weighing_term) */
  const char *text;       /* an expression in normal form */
  int64_t weight;         /* thousandths */
  int group;              /* index of its group; -1: none */
  lgr_number_place place; /* of the weight */
  int each; /* 1: every different match counts; all such terms add up to 5.0 at most */
} lgr_weighing_term;

/* A group of terms that together add up to no more than a limit. */
typedef struct lgr_weighing_group {
  size_t size;            /* sizeof(lgr_weighing_group) */
  int64_t at_most;        /* thousandths */
  lgr_number_place place; /* of the limit */
} lgr_weighing_group;

/* The `weigh` blocks of a rubric, by criterion, the highest level first, with
 * their terms and groups in the order of the file. LGR_INVALID_ARGUMENT past the
 * end or when out->size is wrong. Places are those of the files given to the
 * parse, of a built-in rubric those that lgr_rubric_builtin_source shows. Texts
 * are borrowed from the rubric. Any thread. O(1). */
LGR_API size_t lgr_rubric_weighing_count(const lgr_rubric *rubric);
LGR_API lgr_status lgr_rubric_weighing(const lgr_rubric *rubric, size_t index, lgr_weighing *out);
LGR_API lgr_status lgr_rubric_weighing_term(const lgr_rubric *rubric, size_t index, size_t term,
                                            lgr_weighing_term *out);
LGR_API lgr_status lgr_rubric_weighing_group(const lgr_rubric *rubric, size_t index, size_t group,
                                             lgr_weighing_group *out);

/* A window of an answer in which a term of a `weigh` block counts. */
typedef struct lgr_window {
  size_t size;     /* sizeof(lgr_window) */
  size_t weighing; /* index, as of lgr_rubric_weighing */
  uint64_t start;  /* bytes of the answer as given, end exclusive: whole sentences */
  uint64_t end;
  int64_t sum; /* thousandths */
  /* By term: how often it counts here, 0 or 1, of one under `each` up to 10. Until the
   * visitor returns. */
  const unsigned char *present;
  int needs_holds; /* 1: what the block needs stands here, or it needs nothing */
} lgr_window;

/* Return 0; anything else ends the visit with LGR_CANCELLED. The grader is busy
 * meanwhile. */
typedef int (*lgr_window_visitor)(void *context, const lgr_window *window);

/* Calls back for every `weigh` block in turn, for every window that begins with a
 * sentence in which a term or what the block needs begins, and in which a term
 * counts, from the front of the answer. The block's condition holds when the sum
 * of such a window, what it needs being there, reaches the threshold. Whether the
 * answer is a design does not matter here, nor do topics, caps and gaps.
 * LGR_LIMIT: as of lgr_grade; also when a limit inside left something undecided:
 * then no window was visited. LGR_CANCELLED. LGR_NO_MEMORY: some may have been.
 * LGR_BUSY. LGR_INVALID_ARGUMENT. One thread at a time, as lgr_grade. Cost: one
 * grading, and a search for every window and term. */
LGR_API lgr_status lgr_weighings(lgr_grader *grader, const lgr_answer *answer,
                                 lgr_window_visitor visit, void *context);

#ifdef __cplusplus
}
#endif

#endif
