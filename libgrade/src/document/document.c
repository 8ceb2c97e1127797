/* Bytes in, a document out: the stages in their order. */
#include "document/build.h"

#include <string.h>

#include "base/codes.h"
#include "base/limits.h"
#include "base/utf8.h"

/* -- diagnostics ---------------------------------------------------------- */

static void report(lg_build *build, const char *code, const char *message, const char *hint,
                   size_t offset) {
  lg_diagnostic diagnostic = {
      .severity = LG_WARNING, .code = code, .message = message, .hint = hint, .offset = offset};
  lg_document_position(build->document, offset, &diagnostic.line, &diagnostic.column);
  lg_diagnostics_add(build->diagnostics, &diagnostic);
}

static void report_input(lg_build *build) {
  const lg_document *document = build->document;
  const size_t valid = lg_utf8_valid_length(document->source, document->source_length);
  if (valid < document->source_length) {
    report(build, LG_CODE_ANSWER_ENCODING,
           "the answer is not all UTF-8; bad bytes are read as U+FFFD", "save the file as UTF-8",
           valid);
  }
  const char *nul =
      document->source_length != 0 ? memchr(document->source, '\0', document->source_length) : NULL;
  if (nul != NULL) {
    report(build, LG_CODE_ANSWER_NUL, "the answer holds NUL bytes; they are read as spaces",
           "check that the file is text", (size_t)(nul - document->source));
  }
}

/* -- the finished document ------------------------------------------------ */

static bool keep_text(lg_build *build) {
  lg_document *document = build->document;
  document->length = build->text.length;
  document->text = lg_arena_copy(&document->arena, build->text.bytes, build->text.length);
  return document->text != NULL;
}

static bool keep_mappings(lg_build *build) {
  lg_document *document = build->document;
  lg_mapping *mappings =
      lg_arena_take_array(&document->arena, build->mapping_count + 1, sizeof *mappings);
  if (mappings == NULL) {
    return false;
  }
  if (build->mapping_count > 0) {
    memcpy(mappings, build->mappings, build->mapping_count * sizeof *mappings);
  }
  document->mappings = mappings;
  document->mapping_count = (uint32_t)build->mapping_count;
  return true;
}

static bool keep_sentences(lg_build *build) {
  lg_document *document = build->document;
  lg_sentence *sentences =
      lg_arena_take_array(&document->arena, build->draft_count + 1, sizeof *sentences);
  if (sentences == NULL) {
    return false;
  }
  for (size_t i = 0; i < build->draft_count; ++i) {
    sentences[i] = build->drafts[i].sentence;
  }
  document->sentences = sentences;
  document->sentence_count = (uint32_t)build->draft_count;
  return true;
}

/* -- the stages ----------------------------------------------------------- */

bool lg_should_stop(lg_build *build) {
  const lg_document_input *input = build->input;
  if (!build->cancelled && input->poll != NULL && input->poll(input->poll_context) != 0) {
    build->cancelled = true;
  }
  return build->cancelled || build->failed;
}

lg_status lg_build_status(const lg_build *build) {
  if (build->failed) {
    return LG_NO_MEMORY;
  }
  return build->cancelled ? LG_CANCELLED : LG_OK;
}

static lg_status read_text(lg_build *build) {
  if (!lg_find_lines(build) || !lg_mask_markup(build)) {
    return LG_NO_MEMORY;
  }
  report_input(build);
  build->one_case = lg_is_in_one_case(build);
  lg_find_width(build);
  const lg_status status = lg_read_blocks(build);
  if (status == LG_OK && build->text.length == 0) {
    report(build, LG_CODE_ANSWER_EMPTY, "the answer is empty", "", 0);
  }
  return status;
}

static lg_status understand(lg_build *build, const lg_document_input *input) {
  lg_status status = lg_find_cues(build);
  if (status != LG_OK || !lg_index_cues(build)) {
    return status != LG_OK ? status : LG_NO_MEMORY;
  }
  lg_split_speech(build);
  if (lg_should_stop(build)) {
    return lg_build_status(build);
  }
  if (!lg_index_cues(build) || !lg_make_words(build) || !lg_make_clauses(build)) {
    return LG_NO_MEMORY;
  }
  lg_mark_attributes(build);
  if (lg_should_stop(build)) {
    return lg_build_status(build);
  }
  status = lg_mark_echo(build, input);
  return status == LG_OK ? lg_build_status(build) : status;
}

static lg_status make(lg_build *build, const lg_document_input *input) {
  lg_document *document = build->document;
  document->source = lg_arena_copy(&document->arena, input->bytes, input->length);
  document->source_length = input->length;
  if (document->source == NULL) {
    return LG_NO_MEMORY;
  }
  lg_status status = read_text(build);
  if (status == LG_OK) {
    status = understand(build, input);
  }
  if (status != LG_OK) {
    return status;
  }
  const bool kept =
      keep_text(build) && keep_mappings(build) && keep_sentences(build) && lg_keep_scopes(build);
  if (kept) {
    lg_mark_zones(document);
  }
  return kept ? LG_OK : LG_NO_MEMORY;
}

/* -- objects -------------------------------------------------------------- */

static void begin_place(lg_place_state *place) {
  memset(place, 0, sizeof *place);
  for (size_t i = 0; i < LG_HEADING_LEVELS; ++i) {
    place->headings[i] = LG_NO_SENTENCE;
  }
  place->intro = LG_NO_SENTENCE;
  place->title = LG_NO_SENTENCE;
  place->item_lead = LG_NO_SENTENCE;
  place->table_head = LG_NO_SENTENCE;
}

static void free_build(lg_build *build) {
  const lg_allocator *allocator = &build->allocator;
  lg_block_text *block = &build->block;
  lg_buffer_free(&build->text);
  lg_buffer_free(&build->folding);
  lg_release(allocator, build->mappings, build->mapping_capacity * sizeof *build->mappings);
  lg_release(allocator, build->drafts, build->draft_capacity * sizeof *build->drafts);
  lg_release(allocator, build->scopes, build->scope_capacity * sizeof *build->scopes);
  lg_release(allocator, build->cues.items, build->cues.capacity * sizeof *build->cues.items);
  lg_release(allocator, block->bytes, block->bytes_capacity);
  lg_release(allocator, block->flags, block->flags_capacity);
  lg_release(allocator, block->origins, block->origins_capacity * sizeof *block->origins);
}

lg_status lg_document_make(lg_document **out, const lg_document_input *input,
                           const lg_language *language, const lg_allocator *allocator,
                           lg_diagnostics *diagnostics) {
  *out = NULL;
  if (input->length > LG_LIMIT_ANSWER_BYTES || input->prompt_length > LG_LIMIT_ANSWER_BYTES) {
    return LG_LIMIT;
  }
  lg_document *document = lg_allocate_zeroed(allocator, sizeof *document);
  if (document == NULL) {
    return LG_NO_MEMORY;
  }
  lg_arena_init(&document->arena, allocator);
  lg_build build;
  memset(&build, 0, sizeof build);
  build.allocator = *allocator;
  build.document = document;
  build.language = language;
  build.input = input;
  build.diagnostics = diagnostics;
  lg_buffer_init(&build.text, allocator);
  lg_buffer_init(&build.folding, allocator);
  begin_place(&build.place);
  const lg_status status = make(&build, input);
  free_build(&build);
  if (status != LG_OK) {
    lg_document_free(document);
    return status;
  }
  *out = document;
  return LG_OK;
}

void lg_document_free(lg_document *document) {
  if (document != NULL) {
    const lg_allocator allocator = document->arena.allocator;
    lg_arena_free(&document->arena);
    lg_release(&allocator, document, sizeof *document);
  }
}
