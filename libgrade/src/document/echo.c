/* Words of the prompt, and of others.
 *
 * The prompt's runs of four words are kept in a hash table. A sentence echoes it
 * when at least 60 % of its own runs of four are among them; a stretch of seven
 * or more words that does is marked inside a longer sentence. The prompt is the
 * one given, and what the answer itself quotes at its start: a block quotation,
 * or a paragraph under "Prompt:" that is no question of the author's. The hash
 * decides only where to look: words are compared, so no text can make the table slow
 * or give a false match.
 *
 * Whoever has been told what an answer lacks can paste it: the caller's phrases
 * (base/phrases.h) are what a rubric itself says, and whoever repeats them has said
 * nothing. */
#include "document/build.h"

#include <string.h>

#include "base/phrases.h"

enum {
  RUN = LG_PHRASE_WORDS,
  SHARE = 60,      /* per cent */
  LABEL_WORDS = 4, /* the most that "Prompt:" or "The question" may have */
  FEWEST_RUNS = 4  /* in a row inside a sentence: seven words */
};

typedef struct word_list {
  const char *text;
  lg_word *items;
  size_t count;
  size_t capacity;
} word_list;

typedef struct run_table {
  word_list words;
  uint32_t *slots; /* 1 + number of the first word of a run; 0: empty */
  size_t size;     /* a power of two */
} run_table;

static uint32_t hash_run(const char *text, const lg_word *words) {
  uint32_t hash = LG_PHRASE_START;
  for (unsigned i = 0; i < RUN; ++i) {
    hash = lg_phrase_add(hash, text + words[i].start, words[i].end - words[i].start);
  }
  return lg_phrase_end(hash);
}

static bool same_run(const char *left_text, const lg_word *left, const char *right_text,
                     const lg_word *right) {
  for (unsigned i = 0; i < RUN; ++i) {
    const size_t length = left[i].end - left[i].start;
    if (length != right[i].end - right[i].start ||
        memcmp(left_text + left[i].start, right_text + right[i].start, length) != 0) {
      return false;
    }
  }
  return true;
}

enum { LONGEST_PROBE = 32 /* slots; past that a run is not kept or not found */ };

/* The slot of a run, or the empty one where it belongs; NULL past the probes. */
static uint32_t *find_slot(const run_table *table, const char *text, const lg_word *words) {
  const uint32_t hash = hash_run(text, words);
  for (uint32_t i = 0; i < LONGEST_PROBE; ++i) {
    uint32_t *slot = &table->slots[(hash + i) & (table->size - 1)];
    if (*slot == 0 || same_run(text, words, table->words.text, &table->words.items[*slot - 1])) {
      return slot;
    }
  }
  return NULL;
}

static void fill_table(run_table *table) {
  for (size_t i = 0; i + RUN <= table->words.count; ++i) {
    uint32_t *slot = find_slot(table, table->words.text, &table->words.items[i]);
    if (slot != NULL && *slot == 0) {
      *slot = (uint32_t)i + 1;
    }
  }
}

/* What a text may repeat: a prompt, or phrases that are known by their hashes. */
typedef struct original {
  const run_table *table; /* NULL: it is the phrases */
  const lg_phrases *phrases;
  uint32_t fewest; /* runs of a sentence that is looked at as a whole */
} original;

static bool contains(const original *of, const char *text, const lg_word *words) {
  if (of->table == NULL) {
    return lg_phrases_hold(of->phrases, hash_run(text, words));
  }
  const uint32_t *slot = find_slot(of->table, text, words);
  return slot != NULL && *slot != 0;
}

/* -- what the prompt is --------------------------------------------------- */

/* Does the cue take up all of the heading? "The question" does, "Opening
 * question" and "Framing the problem" are the author's own. */
static bool is_prompt_label(const lg_build *build, uint32_t number) {
  const lg_sentence *sentence = &build->drafts[number].sentence;
  if (!lg_is_marked(build, number, LG_HEADING) || lg_is_marked(build, number, LG_IN_TABLE) ||
      sentence->word_count == 0 || sentence->word_count > LABEL_WORDS) {
    return false;
  }
  const lg_word *words = build->document->words + sentence->first_word;
  const lg_hit *hit = lg_cue_at(build, number, LG_CUE_PROMPT_HEADING, words[0].start);
  return hit != NULL && hit->end >= words[sentence->word_count - 1].end;
}

/* A question is the prompt's where it asks the candidate ("How would you design
 * ..."); all others are asked by the author. */
static bool is_own_question(const lg_build *build, uint32_t number) {
  const bool asks = lg_is_marked(build, number, LG_ASKED) || lg_ends_asking(build, number);
  return asks && !lg_has_cue(build, number, LG_CUE_PROMPT_HEADING);
}

/* Behind the sentence in which the quotation that begins `number` ends; `number`
 * where it begins with none. */
static uint32_t quotation_end(const lg_build *build, uint32_t number, uint32_t end) {
  const char *text = build->text.bytes;
  if (text[build->drafts[number].sentence.start] != '"') {
    return number;
  }
  for (uint32_t i = number; i < end; ++i) {
    const lg_sentence *sentence = &build->drafts[i].sentence;
    const uint32_t from = sentence->start + (i == number);
    if (memchr(text + from, '"', sentence->end - from) != NULL) {
      return i + 1;
    }
  }
  return number;
}

/* How many sentences at the start of the answer repeat the prompt: a heading or
 * two, then a block quotation, or a paragraph under a prompt heading; of a
 * paragraph that begins with a quotation only this. */
static uint32_t leading_prompt(const lg_build *build) {
  const uint32_t count = (uint32_t)build->draft_count;
  uint32_t first = 0;
  while (first < count && first < 3 && lg_is_marked(build, first, LG_HEADING)) {
    ++first;
  }
  uint32_t end = first;
  if (end < count && lg_is_marked(build, end, LG_IN_QUOTATION)) {
    while (end < count && lg_is_marked(build, end, LG_IN_QUOTATION)) {
      ++end;
    }
    return end;
  }
  if (first == 0 || first == count || !is_prompt_label(build, first - 1) ||
      is_own_question(build, first)) {
    return 0;
  }
  while (end < count && !is_own_question(build, end) &&
         build->drafts[end].sentence.context == build->drafts[first].sentence.context &&
         build->drafts[end].sentence.paragraph == build->drafts[first].sentence.paragraph) {
    ++end;
  }
  const uint32_t quoted = quotation_end(build, first, end);
  return quoted > first ? quoted : end;
}

/* -- marking -------------------------------------------------------------- */

static void mark_runs(lg_build *build, uint32_t number, const original *of) {
  const lg_sentence *sentence = &build->drafts[number].sentence;
  const lg_word *words = build->document->words + sentence->first_word;
  if (sentence->word_count < RUN) {
    return;
  }
  const uint32_t runs = sentence->word_count - RUN + 1;
  uint32_t found = 0;
  uint32_t row = 0;
  for (uint32_t i = 0; i <= runs; ++i) {
    if (i < runs && contains(of, build->text.bytes, words + i)) {
      ++found;
      ++row;
      continue;
    }
    if (row >= FEWEST_RUNS) {
      lg_add_scope(build, words[i - row].start, words[i + RUN - 2].end, LG_ECHO);
    }
    row = 0;
  }
  if (runs >= of->fewest && found * 100 >= runs * SHARE) {
    lg_mark(build, number, LG_ECHO);
  }
}

static void mark_sentences(lg_build *build, uint32_t from, const original *of) {
  for (uint32_t i = from; i < build->draft_count; ++i) {
    if (!lg_is_marked(build, i, LG_IN_CODE)) {
      mark_runs(build, i, of);
    }
  }
}

static lg_status mark_all(lg_build *build, run_table *table, uint32_t from) {
  table->size = 64;
  while (table->size < table->words.count * 2) {
    table->size *= 2;
  }
  table->slots = lg_arena_take_array(&build->document->arena, table->size, sizeof *table->slots);
  if (table->slots == NULL) {
    return LG_NO_MEMORY;
  }
  fill_table(table);
  mark_sentences(build, from, &(original){.table = table, .fewest = 1});
  return LG_OK;
}

/* The prompt is read like an answer, so that its words come out alike. */
static lg_status mark_given(lg_build *build, const char *prompt, size_t length) {
  const lg_document_input input = {.bytes = prompt, .length = length};
  lg_document *read;
  lg_status status = lg_document_make(&read, &input, NULL, &build->allocator, NULL);
  if (status != LG_OK) {
    return status;
  }
  word_list words = {.text = read->text, .count = read->word_count};
  words.items = lg_arena_take_array(&build->document->arena, words.count + 1, sizeof(lg_word));
  if (words.items != NULL) {
    memcpy(words.items, read->words, words.count * sizeof(lg_word));
    run_table table = {.words = words};
    status = mark_all(build, &table, 0);
  } else {
    status = LG_NO_MEMORY;
  }
  lg_document_free(read);
  return status;
}

/* A prompt that the answer quotes at its start. */
static lg_status mark_leading(lg_build *build) {
  const uint32_t leading = leading_prompt(build);
  if (leading == 0) {
    return LG_OK;
  }
  const lg_sentence *last = &build->drafts[leading - 1].sentence;
  run_table table = {
      .words = {.text = build->text.bytes, .count = last->first_word + last->word_count}};
  table.words.items =
      lg_arena_take_array(&build->document->arena, table.words.count + 1, sizeof(lg_word));
  if (table.words.items == NULL) {
    return LG_NO_MEMORY;
  }
  memcpy(table.words.items, build->document->words, table.words.count * sizeof(lg_word));
  for (uint32_t i = 0; i < leading; ++i) {
    lg_mark(build, i, LG_ECHO);
  }
  return mark_all(build, &table, leading);
}

/* -- known phrases -------------------------------------------------------- */

static bool is_whole(const lg_build *build, uint32_t number, const original *of) {
  const lg_sentence *sentence = &build->drafts[number].sentence;
  const lg_word *words = build->document->words + sentence->first_word;
  uint32_t known = 0;
  while (known + RUN <= sentence->word_count && contains(of, build->text.bytes, words + known)) {
    ++known;
  }
  return known > 0 && known + RUN > sentence->word_count;
}

/* "How fresh must it be?" may be said by anybody: a short sentence is repeated when
 * the one beside it is. */
static void join(lg_build *build, uint32_t number, uint32_t beside, const original *of) {
  if (lg_is_marked(build, beside, LG_ECHO) && !lg_is_marked(build, number, LG_ECHO | LG_IN_CODE) &&
      is_whole(build, number, of)) {
    lg_mark(build, number, LG_ECHO);
  }
}

static void mark_known(lg_build *build, const lg_phrases *known) {
  const original of = {.phrases = known, .fewest = FEWEST_RUNS};
  const uint32_t count = (uint32_t)build->draft_count;
  mark_sentences(build, 0, &of);
  for (uint32_t i = 1; i < count; ++i) {
    join(build, i, i - 1, &of);
  }
  for (uint32_t i = count; i > 1; --i) {
    join(build, i - 2, i - 1, &of);
  }
}

lg_status lg_mark_echo(lg_build *build, const lg_document_input *input) {
  if (input->known != NULL && input->known->count > 0) {
    mark_known(build, input->known);
  }
  lg_status status = LG_OK;
  if (input->prompt != NULL && input->prompt_length > 0) {
    status = mark_given(build, input->prompt, input->prompt_length);
  }
  return status == LG_OK ? mark_leading(build) : status;
}
