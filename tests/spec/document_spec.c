/* Runs tests/spec/document.md: `document_spec document.md en.yaml [--print]`.
 *
 * A case begins with a fenced block `answer` (or `generate`) and is followed by
 * blocks that say what must come of it; the page itself explains them. Beside
 * these, every case is held to what the header promises of any document. With
 * --print, what came out is written in the form of the page, for new cases. */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "base/limits.h"
#include "document/document.h"
#include "rubric/rubric.h"

enum { FEWEST_CASES = 150, LONGEST_PRINTED = 4000 };

/* -- texts ---------------------------------------------------------------- */

typedef struct text {
  char *bytes;
  size_t length;
} text;

static void fail(const char *message, const char *detail) {
  fprintf(stderr, "document_spec: %s%s\n", message, detail);
  exit(2);
}

static void append(text *to, const char *bytes, size_t length) {
  char *grown = realloc(to->bytes, to->length + length + 1);
  if (grown == NULL) {
    fail("out of memory", "");
  }
  to->bytes = grown;
  if (length != 0) {
    memcpy(to->bytes + to->length, bytes, length);
  }
  to->length += length;
  to->bytes[to->length] = '\0';
}

static void append_text(text *to, const char *bytes) {
  append(to, bytes, strlen(bytes));
}

static void clear(text *to) {
  free(to->bytes);
  *to = (text){NULL, 0};
}

static text read_file(const char *path) {
  FILE *file = fopen(path, "rb");
  text all = {NULL, 0};
  char piece[65536];
  size_t got;
  if (file == NULL) {
    fail("cannot open ", path);
  }
  append(&all, "", 0);
  while ((got = fread(piece, 1, sizeof piece, file)) > 0) {
    append(&all, piece, got);
  }
  fclose(file);
  return all;
}

static int hexadecimal(char digit) {
  const char *const digits = "0123456789ABCDEF";
  const char *found = digit != '\0' ? strchr(digits, digit) : NULL;
  return found != NULL ? (int)(found - digits) : 0;
}

/* \n \r \t \0 \\ and \xFF. */
static text unescape(text from) {
  text to = {NULL, 0};
  append(&to, "", 0);
  for (size_t i = 0; i < from.length; ++i) {
    char byte = from.bytes[i];
    if (byte == '\\' && i + 1 < from.length) {
      const char mark = from.bytes[++i];
      byte = mark == 'n'   ? '\n'
             : mark == 'r' ? '\r'
             : mark == 't' ? '\t'
             : mark == '0' ? '\0'
                           : mark;
      if (mark == 'x' && i + 2 < from.length) {
        byte = (char)(hexadecimal(from.bytes[i + 1]) * 16 + hexadecimal(from.bytes[i + 2]));
        i += 2;
      }
    }
    append(&to, &byte, 1);
  }
  return to;
}

static void append_escaped(text *to, const char *bytes, size_t length) {
  for (size_t i = 0; i < length; ++i) {
    const unsigned char byte = (unsigned char)bytes[i];
    char form[8];
    if (byte == '\n' || byte == '\r' || byte == '\0' || byte == '\\') {
      const char letter = byte == '\n' ? 'n' : byte == '\r' ? 'r' : byte == '\\' ? '\\' : '0';
      snprintf(form, sizeof form, "\\%c", letter);
    } else {
      snprintf(form, sizeof form, "%c", (char)byte);
    }
    append_text(to, form);
  }
}

/* -- cases ---------------------------------------------------------------- */

typedef enum block_kind {
  BLOCK_EXPECT,
  BLOCK_SPANS,
  BLOCK_WORDS,
  BLOCK_CLAUSES,
  BLOCK_DIAGNOSTICS,
  BLOCK_COUNTS,
  BLOCK_KINDS
} block_kind;

static const char *const BLOCK_NAMES[BLOCK_KINDS] = {"expect",  "spans",       "words",
                                                     "clauses", "diagnostics", "counts"};

typedef struct test_case {
  unsigned line;
  char section[128];
  text answer;
  text prompt;
  bool has_prompt;
  bool rewrap;  /* must come out the same at any width */
  bool zones;   /* opening and closing are compared, too */
  bool runs;    /* "--" stands where a window may not reach across */
  bool context; /* " << " tells what introduces a sentence */
  bool present[BLOCK_KINDS];
  text expected[BLOCK_KINDS];
} test_case;

typedef struct runner {
  const lg_language *language;
  lg_allocator allocator;
  lg_diagnostics diagnostics;
  bool print;
  unsigned cases;
  unsigned failures;
} runner;

/* -- what came out -------------------------------------------------------- */

static void append_attributes(text *to, uint32_t attributes, bool zones) {
  if (!zones) {
    attributes &= ~((uint32_t)LG_OPENING | (uint32_t)LG_CLOSING);
  }
  for (unsigned bit = 0; bit < 32; ++bit) {
    const char *name = lg_attribute_name(1u << bit);
    if ((attributes >> bit & 1u) != 0 && name != NULL) {
      append_text(to, name);
      append_text(to, " ");
    }
  }
}

static void append_scopes(text *to, const lg_document *document, const lg_sentence *sentence) {
  for (uint32_t i = 0; i < document->scope_count; ++i) {
    const lg_scope *scope = &document->scopes[i];
    if (scope->start < sentence->start || scope->start >= sentence->end) {
      continue;
    }
    uint32_t start = scope->start;
    uint32_t end = scope->end;
    while (start < end && document->text[start] == ' ') {
      ++start;
    }
    while (end > start && document->text[end - 1] == ' ') {
      --end;
    }
    append_text(to, "  ");
    append_attributes(to, scope->attributes, true);
    --to->length;
    append_text(to, ": ");
    append(to, document->text + start, end - start);
    append_text(to, "\n");
  }
}

static void append_sentence(text *to, const test_case *test, const lg_document *document,
                            uint32_t number) {
  const lg_sentence *sentence = &document->sentences[number];
  const size_t before = to->length;
  append_attributes(to, sentence->attributes, test->zones);
  if (to->length > before) {
    append_text(to, "| ");
  }
  append(to, document->text + sentence->start, sentence->end - sentence->start);
  if (test->context && sentence->context != LG_NO_SENTENCE) {
    const lg_sentence *context = &document->sentences[sentence->context];
    append_text(to, " << ");
    append(to, document->text + context->start, context->end - context->start);
  }
  append_text(to, "\n");
  append_scopes(to, document, sentence);
}

static text show_sentences(const test_case *test, const lg_document *document) {
  text out = {NULL, 0};
  append(&out, "", 0);
  for (uint32_t i = 0; i < document->sentence_count; ++i) {
    if (test->runs && i > 0 && document->sentences[i].run != document->sentences[i - 1].run) {
      append_text(&out, "--\n");
    }
    append_sentence(&out, test, document, i);
  }
  return out;
}

static text show_words(const lg_document *document) {
  text out = {NULL, 0};
  append(&out, "", 0);
  for (uint32_t i = 0; i < document->word_count; ++i) {
    const lg_word *word = &document->words[i];
    const bool last = i + 1 == document->word_count || word[1].sentence != word->sentence;
    append(&out, document->text + word->start, word->end - word->start);
    append_text(&out, last ? "\n" : " / ");
  }
  return out;
}

static text show_clauses(const lg_document *document) {
  text out = {NULL, 0};
  append(&out, "", 0);
  for (uint32_t i = 0; i < document->sentence_count; ++i) {
    const lg_sentence *sentence = &document->sentences[i];
    for (uint32_t j = 0; j < sentence->clause_count; ++j) {
      const uint32_t start = document->clauses[sentence->first_clause + j];
      const uint32_t end = j + 1 < sentence->clause_count
                               ? document->clauses[sentence->first_clause + j + 1]
                               : sentence->end;
      append(&out, document->text + start, end - start);
      while (out.length > 0 && out.bytes[out.length - 1] == ' ') {
        --out.length;
      }
      append_text(&out, j + 1 < sentence->clause_count ? " / " : "\n");
    }
  }
  return out;
}

static text show_diagnostics(const lg_diagnostics *diagnostics) {
  text out = {NULL, 0};
  append(&out, "", 0);
  for (size_t i = 0; i < diagnostics->count; ++i) {
    const lg_diagnostic *item = &diagnostics->items[i];
    char line[64];
    snprintf(line, sizeof line, "%s %u:%u\n", item->code, (unsigned)item->line,
             (unsigned)item->column);
    append_text(&out, line);
  }
  return out;
}

/* For every expected line "normalised => ...", what the span really is. */
static text show_spans(const lg_document *document, text expected) {
  text out = {NULL, 0};
  append(&out, "", 0);
  const char *line = expected.bytes;
  while (line != NULL && *line != '\0') {
    const char *end = strchr(line, '\n');
    const size_t length = end != NULL ? (size_t)(end - line) : strlen(line);
    const char *arrow = strstr(line, " => ");
    char wanted[512];
    const size_t size = arrow != NULL && arrow < line + length ? (size_t)(arrow - line) : length;
    snprintf(wanted, sizeof wanted, "%.*s", (int)size, line);
    const char *found = strstr(document->text, wanted);
    append_text(&out, wanted);
    if (found == NULL) {
      append_text(&out, " is not there\n");
    } else {
      const uint32_t start = (uint32_t)(found - document->text);
      size_t from;
      size_t to;
      uint32_t row;
      uint32_t column;
      char place[64];
      lg_document_source(document, start, start + (uint32_t)strlen(wanted), &from, &to);
      lg_document_position(document, from, &row, &column);
      append_text(&out, " => ");
      append_escaped(&out, document->source + from, to - from);
      snprintf(place, sizeof place, " @ %u:%u\n", (unsigned)row, (unsigned)column);
      append_text(&out, place);
    }
    line = end != NULL ? end + 1 : NULL;
  }
  return out;
}

/* -- what must hold of every document ------------------------------------- */

static const char *broken_sentence(const lg_document *document, uint32_t i) {
  const lg_sentence *sentence = &document->sentences[i];
  const lg_sentence *before = i > 0 ? sentence - 1 : NULL;
  if (sentence->start >= sentence->end || sentence->end > document->length) {
    return "a sentence is empty or out of range";
  }
  if (sentence->end - sentence->start > LG_LIMIT_SENTENCE_BYTES) {
    return "a sentence is over the limit";
  }
  if (before != NULL &&
      (before->end + 1 != sentence->start || document->text[before->end] != '\n' ||
       before->paragraph > sentence->paragraph || before->run > sentence->run ||
       before->section > sentence->section)) {
    return "sentences do not follow one another";
  }
  if (memchr(document->text + sentence->start, '\n', sentence->end - sentence->start) != NULL) {
    return "a line end inside a sentence";
  }
  if (sentence->context != LG_NO_SENTENCE && sentence->context >= i) {
    return "a context that does not stand before";
  }
  if (sentence->clause_count == 0 || document->clauses[sentence->first_clause] != sentence->start) {
    return "a sentence does not begin a clause";
  }
  if (lg_document_sentence_at(document, sentence->start) != i ||
      lg_document_sentence_at(document, sentence->end - 1) != i) {
    return "a sentence is not found at its place";
  }
  return NULL;
}

static const char *broken_word(const lg_document *document, uint32_t i) {
  const lg_word *word = &document->words[i];
  const lg_sentence *sentence = &document->sentences[word->sentence];
  size_t from;
  size_t to;
  if (word->start >= word->end || word->start < sentence->start || word->end > sentence->end ||
      i < sentence->first_word || i >= sentence->first_word + sentence->word_count) {
    return "a word is not in its sentence";
  }
  if (lg_document_word_at(document, word->start) != i) {
    return "a word is not found at its place";
  }
  lg_document_source(document, word->start, word->end, &from, &to);
  return from >= to || to > document->source_length ? "a word has no source" : NULL;
}

static const char *broken_list(const lg_document *document) {
  for (uint32_t i = 1; i < document->mapping_count; ++i) {
    if (document->mappings[i].text <= document->mappings[i - 1].text ||
        document->mappings[i].source < document->mappings[i - 1].source) {
      return "mappings do not ascend";
    }
  }
  for (uint32_t i = 1; i < document->scope_count; ++i) {
    if (document->scopes[i].start < document->scopes[i - 1].start) {
      return "scopes do not ascend";
    }
  }
  for (uint32_t i = 1; i < document->clause_count; ++i) {
    if (document->clauses[i] <= document->clauses[i - 1]) {
      return "clauses do not ascend";
    }
  }
  return NULL;
}

static const char *broken_promise(const lg_document *document) {
  const char *broken = broken_list(document);
  for (uint32_t i = 0; i < document->sentence_count && broken == NULL; ++i) {
    broken = broken_sentence(document, i);
  }
  for (uint32_t i = 0; i < document->word_count && broken == NULL; ++i) {
    broken = broken_word(document, i);
  }
  return broken;
}

/* -- running -------------------------------------------------------------- */

static void complain(runner *run, const test_case *test, const char *what, text expected,
                     text got) {
  ++run->failures;
  printf("%s (line %u): %s\n", test->section, test->line, what);
  printf("--- answer\n%.*s\n--- expected\n%.*s--- got\n%.*s\n",
         (int)(test->answer.length < 600 ? test->answer.length : 600), test->answer.bytes,
         LONGEST_PRINTED, expected.bytes != NULL ? expected.bytes : "", LONGEST_PRINTED,
         got.bytes != NULL ? got.bytes : "");
}

static void compare(runner *run, const test_case *test, block_kind kind, const char *what,
                    text got) {
  const text *expected = &test->expected[kind];
  if (run->print) {
    printf("```%s\n%s```\n", what, got.bytes);
  } else if (got.length != expected->length ||
             memcmp(got.bytes, expected->bytes, got.length) != 0) {
    complain(run, test, what, *expected, got);
  }
  clear(&got);
}

static lg_document *make(runner *run, const test_case *test, text answer) {
  const lg_document_input input = {.bytes = answer.bytes,
                                   .length = answer.length,
                                   .prompt = test->has_prompt ? test->prompt.bytes : NULL,
                                   .prompt_length = test->has_prompt ? test->prompt.length : 0};
  lg_document *document = NULL;
  lg_diagnostics_clear(&run->diagnostics);
  if (lg_document_make(&document, &input, run->language, &run->allocator, &run->diagnostics) !=
      LG_OK) {
    fail("a document could not be made", "");
  }
  return document;
}

static void check_promises(runner *run, const test_case *test, const lg_document *document) {
  const char *broken = broken_promise(document);
  if (broken != NULL) {
    const text nothing = {NULL, 0};
    complain(run, test, broken, nothing, nothing);
  }
}

/* Puts every paragraph on lines of at most `width` bytes. */
static text wrap(text from, size_t width) {
  text to = {NULL, 0};
  size_t column = 0;
  append(&to, "", 0);
  for (size_t i = 0; i < from.length;) {
    size_t end = i;
    while (end < from.length && from.bytes[end] != ' ' && from.bytes[end] != '\n') {
      ++end;
    }
    if (column > 0 && column + 1 + (end - i) > width) {
      append_text(&to, "\n");
      column = 0;
    } else if (column > 0) {
      append_text(&to, " ");
      ++column;
    }
    append(&to, from.bytes + i, end - i);
    column += end - i;
    if (end < from.length && from.bytes[end] == '\n') {
      append_text(&to, "\n");
      column = 0;
    }
    i = end + 1;
  }
  return to;
}

static void check_rewrapped(runner *run, const test_case *test) {
  static const size_t widths[] = {44, 60, 72, 80, 100, 120};
  for (size_t i = 0; i < sizeof widths / sizeof widths[0]; ++i) {
    text answer = wrap(test->answer, widths[i]);
    lg_document *document = make(run, test, answer);
    text got = show_sentences(test, document);
    const text *expected = &test->expected[BLOCK_EXPECT];
    if (got.length != expected->length || memcmp(got.bytes, expected->bytes, got.length) != 0) {
      test_case wrapped = *test;
      wrapped.answer = answer;
      complain(run, &wrapped, "wrapping changes the sentences", *expected, got);
    }
    clear(&got);
    lg_document_free(document);
    clear(&answer);
  }
}

/* "sentences 500 600": at least and at most. */
static void check_counts(runner *run, const test_case *test, const lg_document *document) {
  const char *line = test->expected[BLOCK_COUNTS].bytes;
  while (line != NULL && *line != '\0') {
    char name[32];
    unsigned least;
    unsigned most;
    if (sscanf(line, "%31s %u %u", name, &least, &most) != 3) {
      fail("a count must read `name least most`: ", line);
    }
    const unsigned got = strcmp(name, "sentences") == 0 ? document->sentence_count
                         : strcmp(name, "words") == 0   ? document->word_count
                         : strcmp(name, "scopes") == 0  ? document->scope_count
                                                        : document->clause_count;
    if (got < least || got > most) {
      char form[64];
      snprintf(form, sizeof form, "%s %u\n", name, got);
      const text shown = {form, strlen(form)};
      complain(run, test, "count", test->expected[BLOCK_COUNTS], shown);
    }
    line = strchr(line, '\n');
    line = line != NULL ? line + 1 : NULL;
  }
}

static void run_case(runner *run, const test_case *test) {
  lg_document *document = make(run, test, test->answer);
  ++run->cases;
  if (run->print && test->answer.length < 4000) {
    printf("<!-- line %u -->\n", test->line);
  }
  if (test->present[BLOCK_DIAGNOSTICS] || run->diagnostics.count > 0) {
    compare(run, test, BLOCK_DIAGNOSTICS, "diagnostics", show_diagnostics(&run->diagnostics));
  }
  if (test->present[BLOCK_EXPECT]) {
    compare(run, test, BLOCK_EXPECT, "expect", show_sentences(test, document));
  }
  if (test->present[BLOCK_SPANS]) {
    compare(run, test, BLOCK_SPANS, "spans", show_spans(document, test->expected[BLOCK_SPANS]));
  }
  if (test->present[BLOCK_WORDS]) {
    compare(run, test, BLOCK_WORDS, "words", show_words(document));
  }
  if (test->present[BLOCK_CLAUSES]) {
    compare(run, test, BLOCK_CLAUSES, "clauses", show_clauses(document));
  }
  check_counts(run, test, document);
  check_promises(run, test, document);
  if (test->rewrap && !run->print) {
    check_rewrapped(run, test);
  }
  lg_document_free(document);
}

static void finish_case(runner *run, test_case *test) {
  bool any = false;
  for (unsigned i = 0; i < BLOCK_KINDS; ++i) {
    any = any || test->present[i];
  }
  if (test->line != 0 && !any) {
    fail("a case expects nothing: ", test->section);
  }
  if (test->line != 0) {
    run_case(run, test);
  }
  clear(&test->answer);
  clear(&test->prompt);
  for (unsigned i = 0; i < BLOCK_KINDS; ++i) {
    clear(&test->expected[i]);
    test->present[i] = false;
  }
  test->line = 0;
  test->has_prompt = test->rewrap = test->zones = test->runs = test->context = false;
}

/* -- reading the page ----------------------------------------------------- */

/* "repeat 3 \"text\\n\"" a line, or text in quotes alone. */
static text generate(text recipe) {
  text out = {NULL, 0};
  append(&out, "", 0);
  const char *line = recipe.bytes;
  while (line != NULL && *line != '\0') {
    unsigned long times = 1;
    const char *open = strchr(line, '"');
    const char *end = strchr(line, '\n');
    const char *close = end;
    while (close != NULL && close > open && *close != '"') {
      --close;
    }
    if (open == NULL || close == NULL || close <= open) {
      fail("a recipe must read `repeat N \"text\"`: ", line);
    }
    sscanf(line, "repeat %lu", &times);
    text quoted = {NULL, 0};
    append(&quoted, open + 1, (size_t)(close - open - 1));
    text piece = unescape(quoted);
    const size_t total = out.length + piece.length * times;
    char *grown = realloc(out.bytes, total + 1);
    if (grown == NULL) {
      fail("out of memory", "");
    }
    out.bytes = grown;
    while (out.length < total) {
      memcpy(out.bytes + out.length, piece.bytes, piece.length);
      out.length += piece.length;
    }
    out.bytes[total] = '\0';
    clear(&piece);
    clear(&quoted);
    line = end + 1;
  }
  return out;
}

static void take_block(runner *run, test_case *test, const char *info, text content,
                       unsigned line) {
  char name[32] = "";
  sscanf(info, "%31s", name);
  const bool answer = strcmp(name, "answer") == 0;
  if (answer || strcmp(name, "generate") == 0) {
    finish_case(run, test);
    test->line = line;
    test->rewrap = strstr(info, " rewrap") != NULL;
    if (answer && content.length > 0) {
      --content.length; /* the line end before the fence is the fence's */
    }
    if (!answer) {
      test->answer = generate(content);
    } else if (strstr(info, " escaped") != NULL) {
      test->answer = unescape(content);
    } else {
      append(&test->answer, content.bytes, content.length);
    }
    return;
  }
  if (strcmp(name, "prompt") == 0) {
    test->has_prompt = true;
    append(&test->prompt, content.bytes, content.length);
    return;
  }
  for (unsigned i = 0; i < BLOCK_KINDS; ++i) {
    if (strcmp(name, BLOCK_NAMES[i]) == 0) {
      test->present[i] = true;
      append(&test->expected[i], content.bytes, content.length);
      test->zones = test->zones || strstr(info, " zones") != NULL;
      test->runs = test->runs || strstr(info, " runs") != NULL;
      test->context = test->context || strstr(info, " context") != NULL;
      return;
    }
  }
  if (strcmp(name, "text") != 0) {
    fail("unknown block: ", info);
  }
}

/* The fence of a block is the longest of its kind: a block may hold shorter ones. */
static size_t fence_length(const char *line, size_t length) {
  size_t fence = 0;
  while (fence < length && line[fence] == '`') {
    ++fence;
  }
  return fence >= 3 ? fence : 0;
}

static void read_page(runner *run, text page) {
  test_case test = {0};
  text content = {NULL, 0};
  char info[128] = "";
  size_t fence = 0;
  unsigned number = 0;
  unsigned opened = 0;
  for (size_t at = 0; at < page.length;) {
    const char *line = page.bytes + at;
    const char *end = memchr(line, '\n', page.length - at);
    const size_t length = end != NULL ? (size_t)(end - line) : page.length - at;
    const size_t found = fence_length(line, length);
    ++number;
    if (fence == 0 && found != 0) {
      snprintf(info, sizeof info, "%.*s", (int)(length - found), line + found);
      fence = found;
      opened = number;
      clear(&content);
      append(&content, "", 0);
    } else if (fence != 0 && found == fence && length == found) {
      take_block(run, &test, info, content, opened);
      fence = 0;
    } else if (fence != 0) {
      append(&content, line, length);
      append_text(&content, "\n");
    } else if (length > 3 && line[0] == '#') {
      finish_case(run, &test);
      snprintf(test.section, sizeof test.section, "%.*s", (int)length, line);
    }
    at += length + 1;
  }
  finish_case(run, &test);
  clear(&content);
}

int main(int count, char **arguments) {
  if (count < 3) {
    fprintf(stderr, "usage: document_spec document.md en.yaml [--print]\n");
    return 2;
  }
  runner run = {.allocator = lg_allocator_standard(), .print = count > 3};
  lg_diagnostics_init(&run.diagnostics, &run.allocator);
  text page = read_file(arguments[1]);
  text yaml = read_file(arguments[2]);
  lg_language *language = NULL;
  if (lg_language_parse(&language, arguments[2], yaml.bytes, yaml.length, &run.allocator,
                        &run.diagnostics) != LG_OK) {
    fail("cannot read the language file ", arguments[2]);
  }
  run.language = language;
  read_page(&run, page);
  printf("%u cases, %u failures\n", run.cases, run.failures);
  lg_language_free(language);
  lg_diagnostics_free(&run.diagnostics);
  clear(&page);
  clear(&yaml);
  return run.failures != 0 || run.cases < FEWEST_CASES;
}
