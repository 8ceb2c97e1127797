/* Explanations as text, for the files explain*.c of this layer.
 *
 * A line is begun, its text gathered with lg_layout_* and the gatherers below, and
 * ended: it is wrapped then. Nothing reaches the caller before all is written. */
#ifndef LG_API_EXPLAIN_H
#define LG_API_EXPLAIN_H

#include "api/objects.h"
#include "match/miss.h"
#include "pattern/set.h"
#include "report/text_layout.h"
#include "score/score.h"

typedef struct lg_explainer {
  const lgr_grader *grader;
  const lg_program *program;
  const lg_scheme *scheme;
  const lg_document *document;
  const lg_result *result;
  lg_matched matched;
  lg_buffer text; /* all of it, handed over at the end */
  lg_output output;
  lg_layout layout;
  lg_arena scratch;
  bool plain; /* for who wrote the answer */
  bool verbose;
  uint32_t hanging;   /* where further lines of the present one begin */
  uint32_t column;    /* where its text begins */
  uint8_t *shown;     /* by node: its parts have been written before */
  uint8_t *partial;   /* by node: something of it was found, if only to be left out */
  uint32_t *levels;   /* by criterion */
  bool *undetermined; /* by criterion */
  lg_hit *cues;       /* of the language, by place; see lg_explain_cause */
  size_t cue_count;
  bool has_cues;
} lg_explainer;

enum { LG_FOUND = 'x', LG_NOT_FOUND = ' ', LG_UNCLEAR = '?', LG_LEFT_OUT = '-', LG_NO_MARK = 0 };

/* -- explain.c: one call ------------------------------------------------------------- */

/* What one explanation asks for. */
typedef struct lg_explaining {
  const lgr_answer *answer;
  const lgr_report_options *options; /* or NULL */
  lgr_sink sink;
  void *context;
  lg_status (*write)(lg_explainer *e, const void *what);
  const void *what;
} lg_explaining;

/* Checks the arguments, grades, writes, hands over. */
lgr_status lg_explain(lgr_grader *grader, const lg_explaining *wanted);

/* -- explain_plain.c: the short answer ------------------------------------------------- */

void lg_explain_plain_criterion(lg_explainer *e, uint32_t number);
void lg_explain_plain_penalty(lg_explainer *e, uint32_t number);
/* Where the design gate does not hold. */
void lg_explain_plain_gate(lg_explainer *e);

/* -- explain_taken_back.c ---------------------------------------------------------------- */

/* A part of the short answer: what tells for the criterion and was taken back. */
void lg_explain_taken_back(lg_explainer *e, const lg_criterion *criterion);

/* -- explain_write.c: lines ------------------------------------------------------------ */

void lg_explain_begin(lg_explainer *e, uint32_t depth, int mark);
void lg_explain_end(lg_explainer *e, lg_style style);
int lg_explain_mark(lg_truth truth);

/* `line 9 "the words"`, cut when they are many. */
void lg_explain_quote(lg_explainer *e, const lg_span *span);
/* The first of them, and how many more. */
void lg_explain_quotes(lg_explainer *e, const lg_finding *finding, uint32_t count);
/* "the words" alone, of the normalised stretch [start, end). */
void lg_explain_words(lg_explainer *e, uint32_t start, uint32_t end);
uint32_t lg_explain_line_of(const lg_explainer *e, uint32_t offset);

/* A rubric's text, cut when it is long. */
void lg_explain_text(lg_explainer *e, const char *text);
/* "1 sentence", "8 words". */
void lg_explain_distance(lg_explainer *e, lg_distance distance);
/* "3 sentences"; the word as of one. */
void lg_explain_count(lg_explainer *e, uint32_t count, const char *word);

/* What a node is called; a concept with its reading, such as "asked(late)". */
const char *lg_explain_label(const lg_explainer *e, uint32_t node);

/* How many of a kind of line are shown. */
uint32_t lg_explain_most(const lg_explainer *e, uint32_t usual);
/* "and 3 more", where `left` is not 0. */
void lg_explain_more(lg_explainer *e, uint32_t depth, uint32_t left, const char *what);

/* -- explain_cause.c: why a match is read as it is -------------------------------------- */

/* Gathers why a reading does not take a match: `denied ("no need for")`. */
void lg_explain_objection(lg_explainer *e, lg_reading reading, const lg_span *span);
/* Gathers an attribute of the match at `offset` with the words that gave it. */
void lg_explain_attribute(lg_explainer *e, uint32_t bit, uint32_t sentence, uint32_t offset);
/* The stretch around `offset` that a scope gives `bit`. False: there is none. */
bool lg_explain_scope(const lg_explainer *e, uint32_t bit, uint32_t offset, uint32_t *start,
                      uint32_t *end);

/* -- explain_miss.c: what was lacking, and what was left out --------------------------- */

/* Lines under a node: how near it came, and matches that do not count. */
void lg_explain_miss(lg_explainer *e, uint32_t number, uint32_t depth);
/* Gathers why a match of a concept node does not count, if one in [from, to) (bytes
 * of the normalised text) was left out. */
bool lg_explain_why_left_out(lg_explainer *e, uint32_t number, uint32_t from, uint32_t to);

/* -- explain_signals.c ------------------------------------------------------------------ */

/* Every signal and every concept that a sentence fires, and which criteria and
 * penalties look for it. */
void lg_explain_signals(lg_explainer *e, uint32_t sentence);
/* Whether the evidence of criterion or, counted on behind them, penalty `rule`
 * holds some of the sentence. */
bool lg_explain_is_evidence(const lg_explainer *e, uint32_t sentence, uint32_t rule);
const char *lg_explain_rule_id(const lg_explainer *e, uint32_t rule);

/* -- explain_tree.c -------------------------------------------------------------------- */

/* `named`: how many named signals stand around it. */
void lg_explain_node(lg_explainer *e, uint32_t number, uint32_t depth, uint32_t named);
void lg_explain_condition(lg_explainer *e, const lg_condition *condition, uint32_t depth,
                          uint32_t named);

/* -- explain_weigh.c ------------------------------------------------------------------- */

void lg_explain_weighing(lg_explainer *e, uint32_t number, uint32_t depth);

#endif
