#include "api/quote.h"

#include <string.h>

#include "base/buffer.h"
#include "base/limits.h"
#include "base/utf8.h"

enum { LONGEST_QUOTE = 300, LONGEST_MORE = 100 };

/* The clauses that a span begins and ends in. */
static void find_clauses(const lg_document *document, const lg_span *span, uint32_t *start,
                         uint32_t *end) {
  const uint32_t first = lg_document_clause_at(document, span->start);
  const uint32_t last =
      lg_document_clause_at(document, span->end > span->start ? span->end - 1 : span->start);
  *start = document->clauses[first];
  *end = document->sentences[span->last_sentence].end;
  if (last + 1 < document->clause_count && document->clauses[last + 1] < *end) {
    *end = document->clauses[last + 1];
  }
}

/* A match is quoted with the clauses it stands in, for a single word says little
 * to a reader; unless they are long, and then with what is near on either side. */
static void widen(const lg_document *document, const lg_span *span, uint32_t *start,
                  uint32_t *end) {
  uint32_t clause_start;
  uint32_t clause_end;
  find_clauses(document, span, &clause_start, &clause_end);
  *start = span->start;
  *end = span->end;
  if (clause_end <= clause_start) {
    return;
  }
  const bool is_short = clause_end - clause_start <= LONGEST_QUOTE;
  if (clause_start < *start && (is_short || *start - clause_start <= LONGEST_MORE)) {
    *start = clause_start;
  }
  if (clause_end > *end && (is_short || clause_end - *end <= LONGEST_MORE)) {
    *end = clause_end;
  }
}

/* The bytes of the file, ill-formed ones and NULs replaced, cut between
 * characters. The focus is given as one of these bytes. */
static bool quote(const char *bytes, size_t length, size_t focus, const lg_allocator *allocator,
                  lg_arena *arena, lg_result_evidence *out) {
  lg_buffer text;
  lg_buffer_init(&text, allocator);
  size_t at = 0;
  while (at < length) {
    uint32_t character;
    bool valid;
    const size_t taken = lg_utf8_decode(bytes + at, length - at, &character, &valid);
    char encoded[4];
    const uint32_t shown = valid && character != 0 ? character : LG_UTF8_REPLACEMENT;
    const size_t made = lg_utf8_encode(shown, encoded);
    if (text.length + made > LG_LIMIT_EXCERPT_BYTES - 3) {
      lg_buffer_add_text(&text, "\xE2\x80\xA6");
      break;
    }
    if (at <= focus) {
      out->focus = text.length;
    }
    lg_buffer_add(&text, encoded, made);
    at += taken;
  }
  out->text = text.failed ? NULL : lg_arena_copy(arena, text.bytes, text.length);
  out->text_length = text.length;
  lg_buffer_free(&text);
  return out->text != NULL;
}

static bool locate(const lg_quoter *quoter, const lg_passage *passage, lg_arena *arena,
                   lg_result_evidence *out) {
  const lg_document *document = quoter->matched.document;
  uint32_t text_start;
  uint32_t text_end;
  size_t start;
  size_t end;
  size_t focus;
  size_t focus_end;
  widen(document, &passage->span, &text_start, &text_end);
  lg_document_quotation(document, text_start, text_end, &start, &end);
  lg_document_source(document, passage->focus, passage->span.end, &focus, &focus_end);
  memset(out, 0, sizeof *out);
  out->start = start;
  out->end = end;
  lg_document_position(document, start, &out->line, &out->column);
  lg_document_position(document, end, &out->end_line, &out->end_column);
  return quote(document->source + start, end - start, focus > start ? focus - start : 0,
               &quoter->scratch.allocator, arena, out);
}

int lg_quoter_locate(void *context, uint32_t finding, uint32_t span, lg_arena *arena,
                     lg_result_evidence *out) {
  lg_quoter *quoter = context;
  lg_passage passage;
  const bool found = lg_passage_of(&quoter->matched, finding, span, &quoter->scratch, &passage) &&
                     locate(quoter, &passage, arena, out);
  lg_arena_reset(&quoter->scratch);
  return found;
}

void lg_quoter_init(lg_quoter *quoter, const lg_matched *matched, const lg_allocator *allocator) {
  quoter->matched = *matched;
  lg_arena_init(&quoter->scratch, allocator);
}

void lg_quoter_free(lg_quoter *quoter) {
  lg_arena_free(&quoter->scratch);
}
