#include "api/explain.h"

#include <string.h>

#include "base/utf8.h"
#include "report/escape.h"

enum {
  STEP = 2,          /* columns that a part stands further in than the whole */
  DEEPEST = 14,      /* steps; what is deeper stands no further in */
  USUAL_WORDS = 110, /* bytes of a quotation */
  MOST_WORDS = 400,
  USUAL_TEXT = 140, /* bytes of an expression */
  MOST_TEXT = 2000,
  SPANS = 3
};

void lg_explain_begin(lg_explainer *e, uint32_t depth, int mark) {
  const uint32_t indent = STEP * (depth < DEEPEST ? depth : DEEPEST);
  static const char marks[] = {LG_FOUND, LG_NOT_FOUND, LG_UNCLEAR, LG_LEFT_OUT};
  static const lg_style styles[] = {LG_GREEN, LG_RED, LG_YELLOW, LG_YELLOW};
  e->column = lg_layout_pad(&e->layout, 0, indent);
  if (mark != LG_NO_MARK) {
    const char *at = memchr(marks, mark, sizeof marks);
    lg_layout_format(&e->layout, "[%c]", mark);
    e->column = lg_layout_put(&e->layout, at != NULL ? styles[at - marks] : LG_PLAIN, e->column);
    e->column = lg_layout_pad(&e->layout, e->column, e->column + 1);
  }
  e->hanging = indent + (mark != LG_NO_MARK ? 4 : STEP);
}

void lg_explain_end(lg_explainer *e, lg_style style) {
  lg_layout_flow(&e->layout, style, e->column, e->hanging);
  lg_layout_newline(&e->layout);
}

int lg_explain_mark(lg_truth truth) {
  return truth == LG_PRESENT ? LG_FOUND : truth == LG_ABSENT ? LG_NOT_FOUND : LG_UNCLEAR;
}

/* -- the answer's words ------------------------------------------------------------- */

static void gather_cut(lg_explainer *e, const char *text, size_t length, size_t most) {
  const size_t kept = lg_utf8_prefix(text, length, most);
  lg_escape_terminal(&e->layout.line, text, kept, LG_ESCAPE_FLOW);
  lg_layout_format(&e->layout, "%s", kept < length ? "…" : "");
}

void lg_explain_words(lg_explainer *e, uint32_t start, uint32_t end) {
  size_t from;
  size_t to;
  lg_document_source(e->document, start, end, &from, &to);
  lg_layout_format(&e->layout, "\"");
  gather_cut(e, e->document->source + from, to - from, e->verbose ? MOST_WORDS : USUAL_WORDS);
  lg_layout_format(&e->layout, "\"");
}

uint32_t lg_explain_line_of(const lg_explainer *e, uint32_t offset) {
  size_t from;
  size_t to;
  uint32_t line;
  uint32_t column;
  lg_document_source(e->document, offset, offset, &from, &to);
  lg_document_position(e->document, from, &line, &column);
  return line;
}

void lg_explain_quote(lg_explainer *e, const lg_span *span) {
  size_t from;
  size_t to;
  uint32_t line;
  uint32_t column;
  lg_document_source(e->document, span->start, span->end, &from, &to);
  lg_document_position(e->document, from, &line, &column);
  lg_layout_format(&e->layout, "line %u ", line);
  lg_explain_words(e, span->start, span->end);
}

void lg_explain_quotes(lg_explainer *e, const lg_finding *finding, uint32_t count) {
  const uint32_t most = lg_explain_most(e, SPANS);
  for (uint32_t i = 0; i < count && i < most; ++i) {
    lg_layout_format(&e->layout, "%s", i == 0 ? "" : ", ");
    lg_explain_quote(e, lg_found(finding, i));
  }
  if (count > most) {
    lg_layout_format(&e->layout, ", and %u more", count - most);
  }
}

/* -- the rubric's words --------------------------------------------------------------- */

void lg_explain_text(lg_explainer *e, const char *text) {
  gather_cut(e, text, strlen(text), e->verbose ? MOST_TEXT : USUAL_TEXT);
}

void lg_explain_count(lg_explainer *e, uint32_t count, const char *word) {
  lg_layout_format(&e->layout, "%u %s%s", count, word, count == 1 ? "" : "s");
}

void lg_explain_distance(lg_explainer *e, lg_distance distance) {
  static const char *const words[] = {
      [LG_UNIT_WORDS] = "word",         [LG_UNIT_CLAUSES] = "clause",
      [LG_UNIT_SENTENCES] = "sentence", [LG_UNIT_PARAGRAPHS] = "paragraph",
      [LG_UNIT_SECTIONS] = "section",
  };
  if (distance.unit == LG_UNIT_ANSWER) {
    lg_layout_format(&e->layout, "the answer");
  } else {
    lg_explain_count(e, distance.count, words[distance.unit]);
  }
}

const char *lg_explain_label(const lg_explainer *e, uint32_t node) {
  const lg_node *labelled = &e->program->nodes[node];
  const char *name = lg_program_text(e->program, labelled->name);
  const char *text = lg_program_text(e->program, labelled->text);
  if (labelled->kind == LG_NODE_CONCEPT && name != NULL) {
    const char *concept = lg_concept_name(e->program, labelled->concept);
    if (concept != NULL && strcmp(concept, name) == 0) {
      name = text;
    }
  }
  name = name != NULL ? name : text;
  return name != NULL ? name : "";
}

/* -- how much ---------------------------------------------------------------------------- */

uint32_t lg_explain_most(const lg_explainer *e, uint32_t usual) {
  return e->verbose ? usual * 8 : usual;
}

void lg_explain_more(lg_explainer *e, uint32_t depth, uint32_t left, const char *what) {
  if (left > 0) {
    lg_explain_begin(e, depth, LG_NO_MARK);
    lg_layout_format(&e->layout, "and %u more%s", left, what);
    lg_explain_end(e, LG_DIM);
  }
}
