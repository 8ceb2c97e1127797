/* Any bytes as a document, with a prompt behind a separator: what document.h says
 * of sentences, words, clauses, scopes and mappings holds, and whatever stretch
 * of the normalised text leads back into the bytes given. */
#include "api/builtin.h"
#include "base/utf8.h"
#include "document/document.h"
#include "fuzz.h"
#include "rubric/rubric.h"

static const lg_language *english(const lg_allocator *memory) {
  static lg_language *language;
  for (const lg_builtin_file *file = lg_builtin_languages; language == NULL; ++file) {
    PROMISE(file->name != NULL);
    if (strcmp(file->name, "en.yaml") == 0) {
      PROMISE(lg_language_parse(&language, file->name, file->bytes, file->length, memory, NULL) ==
              LG_OK);
    }
  }
  return language;
}

static void check_text(const lg_document *document) {
  PROMISE(document->text[document->length] == '\0');
  PROMISE(strlen(document->text) == document->length);
  for (size_t at = 0; at < document->length;) {
    uint32_t character = 0;
    bool valid = false;
    at += lg_utf8_decode(document->text + at, document->length - at, &character, &valid);
    PROMISE(valid);
  }
}

static void check_words(const lg_document *document, const lg_sentence *sentence, uint32_t number) {
  uint32_t behind = sentence->start;
  for (uint32_t i = 0; i < sentence->word_count; ++i) {
    const lg_word *word = &document->words[sentence->first_word + i];
    PROMISE(word->sentence == number);
    PROMISE(word->start >= behind && word->start < word->end && word->end <= sentence->end);
    behind = word->end;
  }
}

static void check_clauses(const lg_document *document, const lg_sentence *sentence) {
  PROMISE(sentence->clause_count >= 1);
  for (uint32_t i = 0; i < sentence->clause_count; ++i) {
    const uint32_t clause = document->clauses[sentence->first_clause + i];
    PROMISE(clause >= sentence->start && clause <= sentence->end);
    PROMISE(i == 0 || clause > document->clauses[sentence->first_clause + i - 1]);
  }
}

static void check_sentences(const lg_document *document) {
  uint32_t behind = 0;
  uint32_t words = 0;
  uint32_t clauses = 0;
  const lg_sentence *before = NULL;
  for (uint32_t i = 0; i < document->sentence_count; ++i) {
    const lg_sentence *sentence = &document->sentences[i];
    PROMISE(sentence->start >= behind && sentence->start < sentence->end);
    PROMISE(sentence->end <= document->length);
    PROMISE(memchr(document->text + sentence->start, '\n', sentence->end - sentence->start) ==
            NULL);
    PROMISE(sentence->first_word == words && sentence->first_clause == clauses);
    PROMISE(sentence->context == LG_NO_SENTENCE || sentence->context < i);
    PROMISE(before == NULL ||
            (sentence->paragraph >= before->paragraph && sentence->run >= before->run &&
             sentence->section >= before->section));
    check_words(document, sentence, i);
    check_clauses(document, sentence);
    PROMISE(lg_document_sentence_at(document, sentence->start) == i);
    PROMISE(lg_document_sentence_at(document, sentence->end - 1) == i);
    behind = sentence->end + 1; /* one '\n' between sentences */
    words += sentence->word_count;
    clauses += sentence->clause_count;
    before = sentence;
  }
  PROMISE(words == document->word_count && clauses == document->clause_count);
}

static void check_scopes(const lg_document *document) {
  for (uint32_t i = 0; i < document->scope_count; ++i) {
    const lg_scope *scope = &document->scopes[i];
    PROMISE(scope->start < scope->end && scope->end <= document->length);
    PROMISE(i == 0 || scope->start >= document->scopes[i - 1].start);
    const uint32_t sentence = lg_document_sentence_at(document, scope->start);
    PROMISE((lg_document_attributes(document, sentence, scope->start) & scope->attributes) ==
            scope->attributes);
  }
}

static void check_mappings(const lg_document *document) {
  PROMISE(document->length == 0 || document->mapping_count > 0);
  for (uint32_t i = 0; i < document->mapping_count; ++i) {
    const lg_mapping *mapping = &document->mappings[i];
    PROMISE(i == 0 ? mapping->text == 0 : mapping->text > mapping[-1].text);
    PROMISE(i == 0 || mapping->source >= mapping[-1].source);
    PROMISE(mapping->text <= document->length && mapping->source <= document->source_length);
  }
}

static void check_lines(const lg_document *document) {
  PROMISE(document->line_count >= 1 && document->lines[0] == 0);
  for (uint32_t i = 1; i < document->line_count; ++i) {
    const uint32_t start = document->lines[i];
    PROMISE(start > document->lines[i - 1] && start <= document->source_length);
    PROMISE(document->source[start - 1] == '\n' || document->source[start - 1] == '\r');
  }
}

static void check_span(const lg_document *document, uint32_t start, uint32_t end) {
  size_t from = 0;
  size_t to = 0;
  uint32_t line = 0;
  uint32_t column = 0;
  lg_document_source(document, start, end, &from, &to);
  PROMISE(from <= to && to <= document->source_length);
  lg_document_position(document, from, &line, &column);
  PROMISE(line >= 1 && line <= document->line_count && column >= 1);
  PROMISE(document->lines[line - 1] <= from);
  PROMISE(line == document->line_count || from < document->lines[line]);
}

/* All spans from one word to a later one of its sentence, and all single bytes;
 * of a long text only as many as are quick to look at. */
static void check_spans(const lg_document *document) {
  enum { FARTHEST = 6, MOST = 2000 };
  for (uint32_t i = 0; i < document->word_count && i < MOST; ++i) {
    const lg_word *first = &document->words[i];
    for (uint32_t j = i; j < document->word_count && j < i + FARTHEST; ++j) {
      if (document->words[j].sentence == first->sentence) {
        check_span(document, first->start, document->words[j].end);
      }
    }
    PROMISE(lg_document_word_at(document, first->start) == i);
  }
  for (uint32_t at = 0; at < document->length && at < MOST; ++at) {
    check_span(document, at, at + 1);
  }
  check_span(document, 0, (uint32_t)document->length);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length) {
  fuzz_input rest = {(const char *)bytes, length};
  const fuzz_input answer = take_part(&rest);
  const lg_allocator memory = lg_allocator_standard();
  char *text = exact_copy(answer);
  char *prompt = exact_copy(rest);
  const lg_document_input input = {.bytes = text,
                                   .length = answer.length,
                                   .prompt = rest.length > 0 ? prompt : NULL,
                                   .prompt_length = rest.length};
  lg_document *document = NULL;
  PROMISE(lg_document_make(&document, &input, english(&memory), &memory, NULL) == LG_OK);
  free(text);
  free(prompt);
  PROMISE(document->source_length == answer.length);
  check_text(document);
  check_sentences(document);
  check_scopes(document);
  check_mappings(document);
  check_lines(document);
  check_spans(document);
  lg_document_free(document);
  return 0;
}
