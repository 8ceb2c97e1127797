/* The work bench of the document layer: what is shared between its files while
 * one document is made. Private to document/.
 *
 * The order of work:
 *   mask.c       a copy of the bytes that md4c reads, with misleading marks hidden
 *   blocks.c     md4c's callbacks: which bytes belong to which block
 *   normalise.c  these bytes folded into the *block text*, each with its origin
 *   notes.c      the lines of a block: bullets, labels, titles, wrapped lines
 *   sentences.c  where a sentence ends; the drafts and the normalised text
 *   cues.c       all cues of the language, found in one pass
 *   speech.c     speech without full stops, cut at cues
 *   words.c      words and clauses
 *   attributes.c and its neighbours: attributes and scopes */
#ifndef LG_DOCUMENT_BUILD_H
#define LG_DOCUMENT_BUILD_H

#include "base/buffer.h"
#include "base/words.h"
#include "document/document.h"
#include "pattern/set.h"

/* What is known of one byte of the block text. */
enum lg_byte_flag {
  LG_BYTE_UPPER = 1,   /* of an upper-case letter */
  LG_BYTE_NEWLINE = 2, /* a ' ' that was a line end */
  LG_BYTE_HARD = 4,    /* a ' ' that was a line end which certainly ends a sentence */
  LG_BYTE_BOLD = 8,
  LG_BYTE_ITALIC = 16,
  LG_BYTE_CODE = 32, /* in a code span */
  LG_BYTE_CELL = 64  /* between two cells of a table row */
};

/* The block that is being read, folded. Three parallel arrays. */
typedef struct lg_block_text {
  char *bytes;
  uint8_t *flags;
  uint32_t *origins; /* offset in the given bytes */
  size_t bytes_capacity;
  size_t flags_capacity;
  size_t origins_capacity;
  size_t length;
  uint8_t pending; /* white space met and not yet written: its flags, and: */
  bool space_pending;
  uint32_t space_origin;
} lg_block_text;

enum lg_draft_mark {
  LG_MARK_LABEL = 1,        /* a run-in label */
  LG_MARK_REVOCABLE = 2,    /* a label or title only if it turns out to hold no verb */
  LG_MARK_CUT = 4,          /* cut by the length limit: the next draft goes on */
  LG_MARK_LINE_START = 8,   /* the first sentence of a line of notes, or of a paragraph */
  LG_MARK_BLOCK_START = 16, /* the first sentence of its block */
  LG_MARK_TABLE_HEAD = 32,
  LG_MARK_FIRST_ITEM = 64 /* the first sentence of a list item */
};

/* A sentence in the making. */
typedef struct lg_draft {
  lg_sentence sentence;
  uint32_t line; /* the line of notes: equal for the sentences of one */
  uint32_t list; /* the list it is an item of, numbered from 1; 0: none */
  uint8_t marks;
} lg_draft;

enum { LG_HEADING_LEVELS = 8, LG_TITLE_LEVEL = 7, LG_LIST_LEVELS = 32 };

/* Where the text stands: what a new sentence's place and context will be. */
typedef struct lg_place_state {
  uint32_t headings[LG_HEADING_LEVELS]; /* by level; the open heading of each */
  uint32_t intros[LG_LIST_LEVELS];      /* by list depth: what introduces the items */
  uint32_t lists[LG_LIST_LEVELS];       /* by list depth: the list's number */
  uint32_t list_depth;
  uint32_t list_count;
  uint32_t quote_depth;
  uint32_t paragraph;
  uint32_t run;
  uint32_t section;
  uint32_t line;
  uint32_t intro;     /* the sentence that a list coming next is introduced by */
  bool intro_strong;  /* ... and a paragraph coming next, too */
  uint32_t title;     /* a short line that becomes a heading if text follows */
  bool title_upper;   /* ... that begins with a capital */
  uint32_t item_lead; /* the sentence of the present item that leads sub-items */
  uint32_t table_head;
  bool item_begins; /* the next block is the first of its item */
} lg_place_state;

/* All cue hits, by start. */
typedef struct lg_cue_hits {
  lg_hit *items;
  uint32_t count;
  size_t capacity;
  uint32_t *first; /* of every sentence; sentence_count + 1 entries */
  uint64_t *kinds; /* of every sentence: a bit for every kind of cue in it */
} lg_cue_hits;

typedef struct lg_build {
  lg_allocator allocator;
  lg_document *document; /* its arena holds everything that stays */
  const lg_language *language;
  const lg_document_input *input;
  lg_diagnostics *diagnostics;
  char *masked;
  lg_buffer text;
  lg_buffer folding; /* one folded cluster */
  lg_mapping *mappings;
  size_t mapping_count;
  size_t mapping_capacity;
  lg_draft *drafts;
  size_t draft_count;
  size_t draft_capacity;
  lg_scope *scopes;
  size_t scope_count;
  size_t scope_capacity;
  lg_block_text block;
  lg_place_state place;
  bool one_case;          /* all capitals or none: they tell nothing */
  uint32_t width;         /* that all of the answer was wrapped at; 0: none */
  uint32_t *line_lengths; /* in characters, of every given line; UINT32_MAX: not yet counted */
  lg_cue_hits cues;
  uint32_t *denials; /* of every sentence, the first of its scopes of denial; and one more */
  bool failed;       /* memory ran out; sticky */
  bool cancelled;    /* sticky, too */
} lg_build;

/* -- document.c ----------------------------------------------------------- */

/* Is there a reason to stop? Asks the caller's poll. */
bool lg_should_stop(lg_build *build);
/* LG_OK, or why it was stopped. */
lg_status lg_build_status(const lg_build *build);

/* -- source.c ------------------------------------------------------------- */

bool lg_find_lines(lg_build *build);
/* Are all letters of the answer capitals, or none? */
bool lg_is_in_one_case(const lg_build *build);
uint32_t lg_line_of(const lg_document *document, size_t offset);

/* -- mask.c --------------------------------------------------------------- */

bool lg_mask_markup(lg_build *build);

/* -- blocks.c ------------------------------------------------------------- */

lg_status lg_read_blocks(lg_build *build);

/* -- normalise.c ---------------------------------------------------------- */

/* Folds given bytes into the block text. */
void lg_block_add(lg_build *build, size_t offset, size_t length, uint8_t flags);
/* White space with flags (a line end, a cell) before whatever comes next. */
void lg_block_add_break(lg_build *build, size_t offset, uint8_t flags);
void lg_block_clear(lg_build *build);

/* -- notes.c -------------------------------------------------------------- */

/* Turns the block text into drafts, and clears it. */
void lg_take_heading(lg_build *build, unsigned level);
void lg_take_text(lg_build *build);
void lg_take_row(lg_build *build, bool head);
void lg_take_code(lg_build *build);
/* A list begins: the lines before it become its introduction. */
void lg_begin_list(lg_build *build);
void lg_end_list(lg_build *build);

/* -- labels.c ------------------------------------------------------------- */

/* The end of the run-in label that the note line [from, to) of the block text
 * begins with; `from` where it has none. *revocable: a verb in it would show it
 * to be no label. */
size_t lg_label_end(const lg_build *build, size_t from, size_t to, bool *revocable);

/* Could [from, to) be a heading without any mark of one? */
bool lg_is_title(const lg_build *build, size_t from, size_t to);

/* Is all of [from, to) bold, and short enough for a heading? */
bool lg_is_bold_line(const lg_build *build, size_t from, size_t to);

/* -- lines.c -------------------------------------------------------------- */

/* A line of notes in the block text: one or several given lines. */
typedef struct lg_note_line {
  size_t start;
  size_t end;
  bool bullet; /* it began with a plain bullet or number, which is left out */
} lg_note_line;

/* The line of notes that begins at `from`; wrapped lines are joined. `*wrapped`
 * is worked out once per block with lg_block_is_wrapped. */
typedef struct lg_wrapping {
  uint32_t longest; /* given line of the block, in characters */
  uint32_t breaks;
  bool consistent; /* no line could have taken the first word of the next */
} lg_wrapping;

/* Finds out whether the whole answer was wrapped at one width. */
void lg_find_width(lg_build *build);
lg_wrapping lg_block_wrapping(lg_build *build);
lg_note_line lg_next_line(lg_build *build, const lg_wrapping *wrapping, size_t from);

/* -- sentences.c ---------------------------------------------------------- */

/* The end of the sentence that begins at `from` in the block text. */
size_t lg_sentence_end(const lg_build *build, size_t from, size_t to);
/* Appends [from, to) of the block text as drafts like `like` (several when it is
 * over the limit). Returns the number of the first, or LG_NO_SENTENCE. */
uint32_t lg_add_draft(lg_build *build, size_t from, size_t to, const lg_draft *like);

/* -- cues.c --------------------------------------------------------------- */

lg_status lg_find_cues(lg_build *build);
/* Sets cues.first for the drafts as they are now. */
bool lg_index_cues(lg_build *build);

static inline bool lg_has_cue(const lg_build *build, uint32_t sentence, lg_cue cue) {
  return (build->cues.kinds[sentence] >> cue & 1u) != 0;
}
/* The first hit of `cue` in the sentence that begins at or behind `from`, or NULL. */
const lg_hit *lg_next_cue(const lg_build *build, uint32_t sentence, lg_cue cue, uint32_t from);
/* The longest hit of `cue` that begins at `start`, or NULL. O(log n). */
const lg_hit *lg_cue_at(const lg_build *build, uint32_t sentence, lg_cue cue, uint32_t start);
/* Does a sentence begin at `at`, but for fillers before it since `start`? */
bool lg_is_beginning(const lg_build *build, uint32_t sentence, uint32_t start, uint32_t at);
/* `start` behind all fillers and the marks around them. */
uint32_t lg_skip_fillers(const lg_build *build, uint32_t sentence, uint32_t start);

/* -- speech.c ------------------------------------------------------------- */

void lg_split_speech(lg_build *build);

/* -- words.c -------------------------------------------------------------- */

bool lg_make_words(lg_build *build);
bool lg_make_clauses(lg_build *build);

/* -- attributes.c and its neighbours --------------------------------------- */

void lg_mark_attributes(lg_build *build);
void lg_add_scope(lg_build *build, uint32_t start, uint32_t end, uint32_t attributes);
static inline void lg_mark(lg_build *build, uint32_t sentence, uint32_t attributes) {
  build->drafts[sentence].sentence.attributes |= attributes;
}
static inline bool lg_is_marked(const lg_build *build, uint32_t sentence, uint32_t attributes) {
  return (build->drafts[sentence].sentence.attributes & attributes) != 0;
}
/* Does the sentence end in a question mark, closing marks aside? */
bool lg_ends_asking(const lg_build *build, uint32_t sentence);
/* Does it end with a mark at all? Pieces of speech do not. */
static inline bool lg_ends_with_stop(const lg_build *build, uint32_t sentence) {
  return !lg_is_wordlike(build->text.bytes[build->drafts[sentence].sentence.end - 1]);
}
/* Where what began at `from` ends: at a terminator, a ';', an arrow, or with the
 * sentence. */
uint32_t lg_reach(const lg_build *build, uint32_t sentence, uint32_t from);
/* Is `number` in a block, in running text, in one line with the sentence before? */
static inline bool lg_same_line(const lg_build *build, uint32_t number, uint32_t other) {
  return other < build->draft_count && build->drafts[number].line == build->drafts[other].line;
}

/* Sorts the scopes and hands them over. */
bool lg_keep_scopes(lg_build *build);

void lg_mark_negation(lg_build *build);     /* denied, warned */
void lg_mark_retractions(lg_build *build);  /* retracted; denied by a heading */
void lg_mark_questions(lg_build *build);    /* asked; after negation */
void lg_mark_stances(lg_build *build);      /* assumed, hypothetical, attributed, rejected */
void lg_mark_quotations(lg_build *build);   /* quoted */
void lg_mark_enumerations(lg_build *build); /* listed */
void lg_mark_repeats(lg_build *build);      /* echo, of the answer itself */
void lg_find_turns(lg_build *build);        /* to a summary */
/* Opening and closing, of a document that has its sentences. */
void lg_mark_zones(lg_document *document);
/* Words that repeat the prompt, given or quoted at the start, or known phrases. */
lg_status lg_mark_echo(lg_build *build, const lg_document_input *input);

#endif
