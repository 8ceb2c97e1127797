/* One place of an answer: how the document reads the sentence there, and what it
 * fires. */
#include "api/explain.h"

#include "base/utf8.h"

enum { MOST_SENTENCES = 20 /* of one line */ };

typedef struct place {
  uint32_t line;
  uint32_t column; /* 0: all of the line */
} place;

/* -- where -------------------------------------------------------------------------------- */

static void source_of(const lg_document *document, uint32_t sentence, size_t *start, size_t *end) {
  const lg_sentence *at = &document->sentences[sentence];
  lg_document_source(document, at->start, at->end, start, end);
}

/* The given bytes [*start, *end) of a place: one character, or the line. */
static bool find_bytes(const lg_document *document, place where, size_t *start, size_t *end) {
  if (where.line == 0 || where.line > document->line_count) {
    return false;
  }
  *start = document->lines[where.line - 1];
  *end = where.line < document->line_count ? document->lines[where.line] : document->source_length;
  for (uint32_t column = 1; column < where.column && *start < *end; ++column) {
    uint32_t character;
    bool valid;
    *start += lg_utf8_decode(document->source + *start, *end - *start, &character, &valid);
  }
  if (where.column != 0 && *start < *end) {
    *end = *start + 1;
  }
  return true;
}

/* The first sentence that ends behind a given byte; the count of them if none does. */
static uint32_t first_behind(const lg_document *document, size_t at) {
  uint32_t sentence = 0;
  size_t start;
  size_t end;
  for (; sentence < document->sentence_count; ++sentence) {
    source_of(document, sentence, &start, &end);
    if (end > at) {
      break;
    }
  }
  return sentence;
}

/* -- how it is read -------------------------------------------------------------------------- */

static void begin_label(lg_explainer *e, const char *label) {
  enum { LABEL_COLUMNS = 11 };
  lg_explain_begin(e, 1, LG_NO_MARK);
  e->hanging = e->column + LABEL_COLUMNS;
  lg_layout_format(&e->layout, "%s", label);
  e->column = lg_layout_put(&e->layout, LG_DIM, e->column);
  e->column = lg_layout_pad(&e->layout, e->column, e->hanging);
}

static void explain_place(lg_explainer *e, uint32_t number) {
  static const char *const blocks[] = {[LG_BLOCK_PARAGRAPH] = "a paragraph",
                                       [LG_BLOCK_HEADING] = "a heading",
                                       [LG_BLOCK_ITEM] = "a list item",
                                       [LG_BLOCK_TABLE_ROW] = "a table row",
                                       [LG_BLOCK_CODE] = "code",
                                       [LG_BLOCK_QUOTE] = "a block quote"};
  const lg_sentence *sentence = &e->document->sentences[number];
  const uint64_t length = e->document->said_length > 0 ? e->document->said_length : 1;
  const uint32_t zones = sentence->attributes & (LG_OPENING | LG_CLOSING);
  begin_label(e, "stands in");
  lg_layout_format(&e->layout, "%s, %s, %u%% into the text", blocks[sentence->block],
                   zones == (LG_OPENING | LG_CLOSING) ? "the opening and the closing"
                   : zones == LG_OPENING              ? "the opening"
                   : zones == LG_CLOSING              ? "the closing"
                                                      : "the body",
                   (uint32_t)((uint64_t)sentence->start * 100 / length));
  lg_explain_end(e, LG_PLAIN);
  uint32_t context = sentence->context;
  for (unsigned steps = 0; context != LG_NO_SENTENCE && steps < 4; ++steps) {
    const lg_sentence *above = &e->document->sentences[context];
    begin_label(e, steps == 0 ? "under" : "");
    lg_explain_words(e, above->start, above->end);
    lg_layout_format(&e->layout, ", line %u", lg_explain_line_of(e, above->start));
    lg_explain_end(e, LG_PLAIN);
    context = above->context;
  }
  begin_label(e, "length");
  lg_explain_count(e, sentence->word_count, "word");
  lg_layout_format(&e->layout, " in ");
  lg_explain_count(e, sentence->clause_count, "clause");
  lg_explain_end(e, LG_PLAIN);
}

/* Attributes that say how it is meant; the others say where it stands. */
static const uint32_t MEANT = LG_READING_ASSERTED_FORBIDS | LG_ASSUMED | LG_LISTED;

/* Each stretch of the sentence to which a scope gives `bit`. */
static bool explain_scopes(lg_explainer *e, const lg_sentence *sentence, uint32_t number,
                           uint32_t bit) {
  bool any = false;
  uint32_t from = sentence->start;
  for (uint32_t i = 0; i < e->document->scope_count; ++i) {
    const lg_scope *scope = &e->document->scopes[i];
    uint32_t start;
    uint32_t end;
    if (scope->end <= from || scope->start >= sentence->end || (scope->attributes & bit) == 0 ||
        !lg_explain_scope(e, bit, scope->start > from ? scope->start : from, &start, &end)) {
      continue;
    }
    start = start > from ? start : from;
    end = end < sentence->end ? end : sentence->end;
    begin_label(e, any ? "" : "part of it");
    lg_explain_words(e, start, end);
    lg_layout_format(&e->layout, ": ");
    lg_explain_attribute(e, bit, number, start);
    lg_explain_end(e, LG_YELLOW);
    any = true;
    from = end;
  }
  return any;
}

static void explain_reading(lg_explainer *e, uint32_t number) {
  const lg_sentence *sentence = &e->document->sentences[number];
  bool any = false;
  for (uint32_t bit = 1; bit <= MEANT; bit <<= 1) {
    if ((sentence->attributes & bit & MEANT) != 0) {
      begin_label(e, "is read as");
      lg_explain_attribute(e, bit, number, sentence->start);
      lg_explain_end(e, LG_YELLOW);
      any = true;
    }
  }
  for (uint32_t bit = 1; bit <= MEANT; bit <<= 1) {
    if ((bit & MEANT) != 0 && (sentence->attributes & bit) == 0) {
      any = explain_scopes(e, sentence, number, bit) || any;
    }
  }
  if (!any) {
    begin_label(e, "is read as");
    lg_layout_format(&e->layout, "stated by the answer itself");
    lg_explain_end(e, LG_PLAIN);
  }
}

static void explain_evidence(lg_explainer *e, uint32_t number) {
  const uint32_t criteria = e->scheme->criterion_count;
  bool any = false;
  for (uint32_t rule = 0; rule < criteria + e->scheme->penalty_count; ++rule) {
    if (!lg_explain_is_evidence(e, number, rule)) {
      continue;
    }
    begin_label(e, any ? "" : e->plain ? "counts for" : "shows");
    lg_layout_name(&e->layout, lg_explain_rule_id(e, rule));
    if (e->plain) {
      lg_layout_format(&e->layout, ": ");
      lg_layout_prose(&e->layout, rule < criteria ? e->scheme->criteria[rule].title
                                                  : e->scheme->penalties[rule - criteria].title);
    }
    if (rule < criteria) {
      lg_layout_format(&e->layout, e->plain ? " (level %u of %u)" : ", level %u of %u",
                       e->result->criteria[rule].level, e->result->criteria[rule].max_level);
    } else {
      lg_layout_format(&e->layout, e->plain ? " (a penalty)" : ", a penalty");
    }
    lg_explain_end(e, LG_GREEN);
    any = true;
  }
  if (!any) {
    begin_label(e, e->plain ? "counts for" : "shows");
    lg_layout_format(&e->layout, "%s",
                     e->plain ? "nothing" : "no criterion: it is not quoted as evidence");
    lg_explain_end(e, LG_PLAIN);
  }
}

static void explain_sentence(lg_explainer *e, uint32_t number, bool with_signals) {
  const lg_sentence *sentence = &e->document->sentences[number];
  size_t start;
  size_t end;
  uint32_t line;
  uint32_t column;
  source_of(e->document, number, &start, &end);
  lg_document_position(e->document, start, &line, &column);
  if (e->plain) {
    lg_explain_begin(e, 0, LG_NO_MARK);
    lg_layout_format(&e->layout, "line %u: ", line);
    lg_explain_words(e, sentence->start, sentence->end);
    lg_explain_end(e, LG_BOLD);
    explain_reading(e, number);
    explain_evidence(e, number);
    return;
  }
  lg_explain_begin(e, 0, LG_NO_MARK);
  lg_layout_format(&e->layout, "line %u, column %u: sentence %u of %u", line, column, number + 1,
                   e->document->sentence_count);
  lg_explain_end(e, LG_BOLD);
  begin_label(e, "reads");
  lg_explain_words(e, sentence->start, sentence->end);
  lg_explain_end(e, LG_PLAIN);
  explain_place(e, number);
  explain_reading(e, number);
  explain_evidence(e, number);
  if (with_signals) {
    lg_explain_signals(e, number);
  }
}

/* -- all of a place ---------------------------------------------------------------------------- */

static void say(lg_explainer *e, const char *text) {
  lg_explain_begin(e, 0, LG_NO_MARK);
  lg_layout_format(&e->layout, "%s", text);
  lg_explain_end(e, LG_PLAIN);
}

/* Those that begin before the given byte `end`. What each of several fires would
 * fill pages. */
static void explain_sentences(lg_explainer *e, uint32_t first, size_t end) {
  const lg_document *document = e->document;
  uint32_t behind = first;
  size_t from;
  size_t to;
  for (; behind < document->sentence_count; ++behind) {
    source_of(document, behind, &from, &to);
    if (from >= end) {
      break;
    }
  }
  const bool with_signals = e->plain || e->verbose || behind - first == 1;
  const uint32_t most = behind - first < MOST_SENTENCES ? behind : first + MOST_SENTENCES;
  for (uint32_t i = first; i < most; ++i) {
    if (i > first) {
      lg_layout_newline(&e->layout);
    }
    explain_sentence(e, i, with_signals);
  }
  if (!with_signals) {
    lg_layout_newline(&e->layout);
    say(e, most < behind ? "The line holds more sentences. Give a column, too, to see one of them "
                           "with what it fires."
                         : "Give a column, too, to see what one of these sentences fires.");
  }
}

static lg_status write_place(lg_explainer *e, const void *what) {
  const place *where = what;
  const lg_document *document = e->document;
  size_t start;
  size_t end;
  size_t from;
  size_t to;
  if (!find_bytes(document, *where, &start, &end)) {
    return LG_INVALID_ARGUMENT;
  }
  if (document->sentence_count == 0) {
    say(e, "the answer holds no sentence");
    return LG_OK;
  }
  uint32_t number = first_behind(document, start);
  if (number == document->sentence_count) {
    say(e, "no sentence stands there, nor behind; the last one is");
    explain_sentence(e, number - 1, true);
    return LG_OK;
  }
  source_of(document, number, &from, &to);
  if (from >= end) {
    say(e, "no sentence stands there; the next one is");
    explain_sentence(e, number, true);
    return LG_OK;
  }
  explain_sentences(e, number, end);
  return LG_OK;
}

lgr_status lgr_explain_at(lgr_grader *grader, const lgr_answer *answer, uint32_t line,
                          uint32_t column, const lgr_report_options *options, lgr_sink sink,
                          void *sink_context) {
  const place where = {line, column};
  return lg_explain(grader, &(lg_explaining){.answer = answer,
                                             .options = options,
                                             .sink = sink,
                                             .context = sink_context,
                                             .write = write_place,
                                             .what = &where});
}
