/* Words and clauses of the finished sentences. */
#include "document/build.h"

#include <string.h>

/* -- words ---------------------------------------------------------------- */

typedef struct word_list {
  lg_word *items;
  size_t count;
  size_t capacity;
} word_list;

static bool add_words(lg_build *build, uint32_t number, word_list *list) {
  lg_sentence *sentence = &build->drafts[number].sentence;
  /* a word has at least one byte, and one behind it */
  const size_t most = (sentence->end - sentence->start) / 2 + 1;
  if (!lg_grow(&build->allocator, &list->items, &list->capacity, list->count + most,
               sizeof *list->items)) {
    return false;
  }
  const char *text = build->text.bytes;
  size_t behind;
  sentence->first_word = (uint32_t)list->count;
  for (size_t at = lg_next_word(text, sentence->start, sentence->end, &behind); at < sentence->end;
       at = lg_next_word(text, behind, sentence->end, &behind)) {
    list->items[list->count++] = (lg_word){(uint32_t)at, (uint32_t)behind, number};
  }
  sentence->word_count = (uint32_t)list->count - sentence->first_word;
  return true;
}

bool lg_make_words(lg_build *build) {
  lg_document *document = build->document;
  word_list list = {NULL, 0, 0};
  bool room = true;
  for (uint32_t i = 0; i < build->draft_count && room; ++i) {
    room = add_words(build, i, &list);
  }
  lg_word *words =
      room ? lg_arena_take_array(&document->arena, list.count + 1, sizeof *words) : NULL;
  if (words != NULL && list.count > 0) {
    memcpy(words, list.items, list.count * sizeof *words);
  }
  document->words = words;
  document->word_count = (uint32_t)list.count;
  lg_release(&build->allocator, list.items, list.capacity * sizeof *list.items);
  return words != NULL;
}

/* -- clauses -------------------------------------------------------------- */

static bool is_at(const char *text, size_t at, size_t end, const char *mark) {
  const size_t length = strlen(mark);
  return end - at >= length && memcmp(text + at, mark, length) == 0;
}

/* The start of the clause that the mark at `at` opens, or 0. */
static size_t clause_behind_mark(const char *text, size_t at, size_t end) {
  switch (text[at]) {
  case ';':
  case ':':
    return at + 2 < end && text[at + 1] == ' ' ? at + 2 : 0;
  case '(':
    return at;
  case ')':
    return at + 2 < end && text[at + 1] == ' ' ? at + 2 : 0;
  case '-':
    if (is_at(text, at, end, "->")) {
      return at;
    }
    return is_at(text, at - 1, end, " - ") && at + 2 < end ? at + 2 : 0;
  case '=':
    return is_at(text, at, end, "=>") ? at : 0;
  case '\xE2': /* → ⇒ */
    return is_at(text, at, end, "\xE2\x86\x92") || is_at(text, at, end, "\xE2\x87\x92") ? at : 0;
  default:
    return 0;
  }
}

typedef struct clause_list {
  uint32_t *items;
  size_t count;
  size_t capacity;
} clause_list;

static bool add_clause(lg_build *build, clause_list *list, size_t start) {
  if (list->count > 0 && list->items[list->count - 1] >= start) {
    return true;
  }
  if (!lg_grow(&build->allocator, &list->items, &list->capacity, list->count + 1,
               sizeof *list->items)) {
    return false;
  }
  list->items[list->count++] = (uint32_t)start;
  return true;
}

/* Clauses begin at marks and at cues for them, whichever come next; and at the
 * comma that ends a clause which began with such a cue ("If it fails, ..."). */
static bool clauses_of(lg_build *build, uint32_t number, clause_list *list) {
  const lg_sentence *sentence = &build->drafts[number].sentence;
  const char *text = build->text.bytes;
  const lg_hit *cue = lg_next_cue(build, number, LG_CUE_CLAUSE_BREAK, sentence->start);
  bool dependent = cue != NULL && cue->start == sentence->start;
  bool room = add_clause(build, list, sentence->start);
  for (size_t i = (size_t)sentence->start + 1; i < sentence->end && room; ++i) {
    if (lg_is_word_byte(text[i]) && (cue == NULL || cue->start > i)) {
      continue;
    }
    while (cue != NULL && cue->start < i) {
      cue = lg_next_cue(build, number, LG_CUE_CLAUSE_BREAK, cue->start + 1);
    }
    if (cue != NULL && cue->start == i) {
      room = add_clause(build, list, i);
    }
    if (dependent && text[i] == ',' && i + 2 < sentence->end && text[i + 1] == ' ') {
      room = room && add_clause(build, list, i + 2);
      dependent = false;
    }
    if (!lg_is_word_byte(text[i]) && text[i] != ' ') {
      const size_t behind = clause_behind_mark(text, i, sentence->end);
      room = room && (behind == 0 || add_clause(build, list, behind));
    }
  }
  return room;
}

bool lg_make_clauses(lg_build *build) {
  lg_document *document = build->document;
  clause_list list = {NULL, 0, 0};
  bool room = true;
  for (uint32_t i = 0; i < build->draft_count && room; ++i) {
    const size_t first = list.count;
    room = clauses_of(build, i, &list);
    build->drafts[i].sentence.first_clause = (uint32_t)first;
    build->drafts[i].sentence.clause_count = (uint32_t)(list.count - first);
  }
  uint32_t *clauses =
      room ? lg_arena_take_array(&document->arena, list.count + 1, sizeof *clauses) : NULL;
  if (clauses != NULL && list.count > 0) {
    memcpy(clauses, list.items, list.count * sizeof *clauses);
  }
  document->clauses = clauses;
  document->clause_count = (uint32_t)list.count;
  lg_release(&build->allocator, list.items, list.capacity * sizeof *list.items);
  return clauses != NULL;
}
