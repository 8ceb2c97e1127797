/* The document model: bytes in, sentences with attributes out.
 *
 * A document owns a copy of the bytes it was given and a *normalised text* made
 * from them: folded (base/fold.h), without Markdown marks, runs of white space
 * as one ' ', a hyphen between two letters (or a letter and a digit) as ' ', one
 * '\n' between sentences. All matching is done on the normalised text; spans go
 * back to the given bytes by lg_document_source. Immutable once made, but for
 * lg_document_set_aside. */
#ifndef LG_DOCUMENT_DOCUMENT_H
#define LG_DOCUMENT_DOCUMENT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/diagnostic.h"
#include "base/phrases.h"
#include "base/status.h"
#include "model/attribute.h"
#include "model/language.h"

typedef enum lg_block_kind {
  LG_BLOCK_PARAGRAPH,
  LG_BLOCK_HEADING,
  LG_BLOCK_ITEM,
  LG_BLOCK_TABLE_ROW,
  LG_BLOCK_CODE,
  LG_BLOCK_QUOTE
} lg_block_kind;

/* A sentence, a list item's fragment, a table row, a line of code, a heading. */
typedef struct lg_sentence {
  uint32_t start; /* bytes of the normalised text, end exclusive, no '\n' inside */
  uint32_t end;
  uint32_t first_word; /* words and clauses are numbered through the document */
  uint32_t word_count;
  uint32_t first_clause;
  uint32_t clause_count; /* at least 1 */
  uint32_t paragraph;    /* number of the block it stands in */
  uint32_t run;          /* equal for neighbours that a window may join: changes at
                            headings and from list item to list item */
  uint32_t section;      /* number of the section; a heading opens one */
  uint32_t context;      /* the sentence that introduces this one: its heading, its
                            run-in label, the line before its list; or LG_NO_SENTENCE.
                            Follow context of context for the outer ones. */
  uint32_t attributes;   /* lg_attribute bits that hold for all of it */
  lg_block_kind block;
} lg_sentence;

#define LG_NO_SENTENCE UINT32_MAX

typedef struct lg_word {
  uint32_t start;
  uint32_t end;
  uint32_t sentence;
} lg_word;

/* A stretch inside a sentence with further attributes: the reach of a negation,
 * a quotation, an attributed clause. Scopes may overlap. */
typedef struct lg_scope {
  uint32_t start;
  uint32_t end;
  uint32_t attributes;
} lg_scope;

/* From here on, normalised offset `text` corresponds to given offset `source`,
 * byte by byte until the next entry. Characters that fold to several bytes have
 * an entry behind them. */
typedef struct lg_mapping {
  uint32_t text;
  uint32_t source;
} lg_mapping;

typedef struct lg_document {
  lg_arena arena;
  const char *source; /* the bytes as given */
  size_t source_length;
  const char *text; /* normalised; NUL behind it */
  size_t length;
  lg_sentence *sentences;
  uint32_t sentence_count;
  uint32_t said_count;   /* sentences before the end of what is new: behind it the answer */
  uint32_t said_length;  /* only repeats itself, or is aside. Shares of the text are of these. */
  const uint32_t *turns; /* sentences that turn to a summary, ascending */
  uint32_t turn_count;
  const lg_word *words;
  uint32_t word_count;
  const uint32_t *clauses; /* start offset of every clause, ascending */
  uint32_t clause_count;
  const lg_scope *scopes; /* by start */
  uint32_t scope_count;
  const lg_mapping *mappings; /* by text, strictly ascending; the first is at 0 */
  uint32_t mapping_count;
  const uint32_t *lines; /* given offset of the start of every line */
  uint32_t line_count;
} lg_document;

typedef struct lg_document_input {
  const char *bytes; /* any bytes; copied */
  size_t length;
  const char *prompt; /* the question answered, for echo detection; or NULL */
  size_t prompt_length;
  const lg_phrases *known; /* to repeat them is an echo, too; or NULL */
  /* For the language's cues, to be used again; NULL: made for this document. */
  struct lg_pattern_scratch *scratch;
  int (*poll)(void *context); /* now and then; non-zero cancels. May be NULL */
  void *poll_context;
} lg_document_input;

/* Makes a document. *out is NULL on failure. Diagnostics (repaired encoding,
 * NUL bytes, empty answer) go to `diagnostics`, which may be NULL.
 * LG_NO_MEMORY; LG_LIMIT when input is over LG_LIMIT_ANSWER_BYTES; LG_CANCELLED
 * when poll asked for it.
 * Time and memory linear in length and prompt_length. */
lg_status lg_document_make(lg_document **out, const lg_document_input *input,
                           const lg_language *language, const lg_allocator *allocator,
                           lg_diagnostics *diagnostics);
void lg_document_free(lg_document *document);

/* What stands from sentence `first` on is about something else than the text before
 * it, which is all that shares and places of the text are now told of. */
void lg_document_set_aside(lg_document *document, uint32_t first);

/* Attributes of the match that begins at `offset`: of its sentence and of every
 * scope around it. `sentence` must be the one that holds offset. O(log n). */
uint32_t lg_document_attributes(const lg_document *document, uint32_t sentence, uint32_t offset);

/* The sentence that holds normalised offset, or the nearest one. O(log n). */
uint32_t lg_document_sentence_at(const lg_document *document, uint32_t offset);

/* The first word that ends behind normalised offset. O(log n). */
uint32_t lg_document_word_at(const lg_document *document, uint32_t offset);

/* The clause that holds normalised offset. O(log n). */
uint32_t lg_document_clause_at(const lg_document *document, uint32_t offset);

/* The given bytes [*start, *end) that became [text_start, text_end) of the
 * normalised text; whole characters, without surrounding white space. */
void lg_document_source(const lg_document *document, uint32_t text_start, uint32_t text_end,
                        size_t *start, size_t *end);

/* The same, with the marks (`code`, **bold**) whose other half is inside: what is
 * quoted begins and ends as it was written. */
void lg_document_quotation(const lg_document *document, uint32_t text_start, uint32_t text_end,
                           size_t *start, size_t *end);

/* Line and column (in characters) of a given offset, both from 1. */
void lg_document_position(const lg_document *document, size_t offset, uint32_t *line,
                          uint32_t *column);

#endif
