/* Blocks of text -> drafts of sentences, with their place and their context.
 *
 * The context of a sentence is what introduces it: the label of its line, the
 * line before its list, the heading of its section. These form a chain, so that
 * a rule can ask what a sentence stands under, and so that a question heading or
 * an assumption heading carries over to what it introduces. */
#include "document/build.h"

#include <string.h>

enum {
  TITLE_TEXT = 60, /* bytes of a paragraph that may stand under a plain title */
  TITLED_LINE = 30 /* of a line */
};

/* -- context -------------------------------------------------------------- */

/* The innermost open heading whose level is below `level`. */
static uint32_t open_heading(const lg_place_state *place, unsigned level) {
  while (level-- > 1) {
    if (place->headings[level] != LG_NO_SENTENCE) {
      return place->headings[level];
    }
  }
  return LG_NO_SENTENCE;
}

static uint32_t list_level(const lg_place_state *place) {
  return place->list_depth < LG_LIST_LEVELS ? place->list_depth : LG_LIST_LEVELS - 1;
}

/* What introduces a block that comes now. */
static uint32_t block_context(const lg_place_state *place, bool takes_weak_intro) {
  if (place->list_depth > 0) {
    return place->intros[list_level(place)];
  }
  if (place->intro != LG_NO_SENTENCE && (place->intro_strong || takes_weak_intro)) {
    return place->intro;
  }
  return open_heading(place, LG_HEADING_LEVELS);
}

static void forget_intro(lg_place_state *place) {
  place->intro = LG_NO_SENTENCE;
  place->intro_strong = false;
}

/* The first draft of a block; its range is filled in by lg_add_draft. */
static lg_draft begin_block(lg_build *build, lg_block_kind kind, uint32_t attributes) {
  lg_place_state *place = &build->place;
  ++place->paragraph;
  ++place->line;
  lg_draft draft = {.sentence = {.paragraph = place->paragraph,
                                 .run = place->run,
                                 .section = place->section,
                                 .context = LG_NO_SENTENCE,
                                 .attributes = attributes,
                                 .block = kind},
                    .line = place->line,
                    .marks = LG_MARK_LINE_START | LG_MARK_BLOCK_START};
  if (place->list_depth > 0) {
    draft.list = place->lists[list_level(place)];
    draft.sentence.attributes |= LG_IN_LIST;
  }
  if (place->quote_depth > 0) {
    draft.sentence.attributes |= LG_IN_QUOTATION | LG_QUOTED;
  }
  return draft;
}

/* -- headings ------------------------------------------------------------- */

/* Makes draft `number` a heading of `level` that opens a section. */
static void open_section(lg_build *build, uint32_t number, unsigned level) {
  lg_place_state *place = &build->place;
  lg_sentence *sentence = &build->drafts[number].sentence;
  sentence->block = LG_BLOCK_HEADING;
  sentence->attributes |= LG_HEADING;
  sentence->section = ++place->section;
  sentence->run = ++place->run;
  sentence->context = open_heading(place, level);
  ++place->run;
  for (unsigned i = level; i < LG_HEADING_LEVELS; ++i) {
    place->headings[i] = LG_NO_SENTENCE;
  }
  place->headings[level] = number;
  forget_intro(place);
}

void lg_take_heading(lg_build *build, unsigned level) {
  lg_place_state *place = &build->place;
  if (build->block.length == 0) {
    return;
  }
  place->title = LG_NO_SENTENCE;
  lg_draft draft = begin_block(build, LG_BLOCK_HEADING, LG_HEADING);
  draft.sentence.context = block_context(place, false);
  const uint32_t number = lg_add_draft(build, 0, build->block.length, &draft);
  if (number != LG_NO_SENTENCE && place->list_depth == 0 && place->quote_depth == 0) {
    open_section(build, number, level < LG_TITLE_LEVEL ? level : LG_TITLE_LEVEL - 1);
  }
  lg_block_clear(build);
}

/* A short line stood alone; what follows shows it to be a heading. */
static void promote_title(lg_build *build) {
  lg_place_state *place = &build->place;
  if (place->title != LG_NO_SENTENCE) {
    build->drafts[place->title].marks |= LG_MARK_REVOCABLE;
    const uint32_t title = place->title;
    open_section(build, title, LG_TITLE_LEVEL);
    place->intro = title;
    place->title = LG_NO_SENTENCE;
  }
}

/* -- lists ---------------------------------------------------------------- */

void lg_begin_list(lg_build *build) {
  lg_place_state *place = &build->place;
  promote_title(build);
  const uint32_t outer = block_context(place, true);
  const bool nested = place->list_depth > 0;
  ++place->list_depth;
  const uint32_t level = list_level(place);
  place->intros[level] = nested && place->item_lead != LG_NO_SENTENCE ? place->item_lead : outer;
  place->lists[level] = ++place->list_count;
  forget_intro(place);
}

void lg_end_list(lg_build *build) {
  lg_place_state *place = &build->place;
  --place->list_depth;
  ++place->run;
  place->item_begins = false;
}

/* -- paragraphs and items ------------------------------------------------- */

/* What is known while the lines of one block are taken. */
typedef struct block_lines {
  const lg_wrapping *wrapping;
  lg_draft base;        /* of a line that is no bullet */
  uint32_t bullet_list; /* number of the list of plain bullets; 0: none so far */
  uint32_t bullet_intro;
  uint32_t last;  /* the last draft made */
  bool last_open; /* ... ends with a colon, or is a label alone */
  uint32_t sentences;
  uint32_t lines;
} block_lines;

static bool ends_with_colon(const lg_build *build, uint32_t number) {
  const lg_sentence *sentence = &build->drafts[number].sentence;
  return sentence->end > sentence->start && build->text.bytes[sentence->end - 1] == ':';
}

/* The sentences of [from, to), all with the place of `draft`. */
static void take_sentences(lg_build *build, size_t from, size_t to, lg_draft *draft,
                           block_lines *lines) {
  while (from < to && !build->failed) {
    const size_t end = lg_sentence_end(build, from, to);
    const uint32_t number = lg_add_draft(build, from, end, draft);
    if (number != LG_NO_SENTENCE) {
      lines->last = (uint32_t)build->draft_count - 1;
      ++lines->sentences;
      draft->marks = 0;
    }
    from = end;
  }
}

static void begin_bullet(lg_build *build, lg_draft *draft, block_lines *lines) {
  lg_place_state *place = &build->place;
  if (lines->bullet_list == 0) {
    lines->bullet_list = ++place->list_count;
    lines->bullet_intro = lines->last != LG_NO_SENTENCE ? lines->last : block_context(place, true);
  }
  draft->list = lines->bullet_list;
  draft->sentence.context = lines->bullet_intro;
  draft->sentence.block = LG_BLOCK_ITEM;
  draft->sentence.attributes |= LG_IN_LIST;
  draft->sentence.paragraph = ++place->paragraph;
  draft->sentence.run = ++place->run;
  draft->marks |= LG_MARK_FIRST_ITEM;
}

/* A line after a plain bullet, or one that md4c counts to a list item although
 * it is not set in: outside the list again. */
static void leave_bullets(lg_build *build, block_lines *lines) {
  lg_place_state *place = &build->place;
  lines->bullet_list = 0;
  lines->base.sentence.run = ++place->run;
  lines->base.sentence.paragraph = ++place->paragraph;
}

static bool is_lazy(const lg_build *build, size_t from) {
  const uint32_t origin = build->block.origins[from];
  const char *source = build->document->source;
  return origin > 0 && (source[origin - 1] == '\n' || source[origin - 1] == '\r');
}

/* How far the given line that holds block byte `at` is set in. */
static size_t indentation(const lg_build *build, size_t at) {
  const size_t origin = build->block.origins[at];
  return origin - build->document->lines[lg_line_of(build->document, origin)];
}

/* Does the note line stand over the next like a title? The next is a bullet, or
 * set in further, or it is text and this but a word or two. */
static bool stands_over_next(lg_build *build, const lg_note_line *line,
                             const lg_wrapping *wrapping) {
  if (line->end >= build->block.length || !lg_is_title(build, line->start, line->end)) {
    return false;
  }
  const lg_note_line next = lg_next_line(build, wrapping, line->end + 1);
  return next.bullet || indentation(build, next.start) > indentation(build, line->start) ||
         (lg_count_words(build->block.bytes, line->start, line->end, 3) <= 2 &&
          next.end - next.start >= TITLED_LINE);
}

/* A first line like a title over the other lines of its block, or a bold one. */
static bool take_title_line(lg_build *build, const lg_note_line *line, const lg_draft *draft,
                            block_lines *lines) {
  if (lines->lines > 0 || line->bullet || build->place.list_depth > 0 ||
      build->place.quote_depth > 0) {
    return false;
  }
  const bool bold = lg_is_bold_line(build, line->start, line->end);
  if (!bold && !stands_over_next(build, line, lines->wrapping)) {
    return false;
  }
  const uint32_t number = lg_add_draft(build, line->start, line->end, draft);
  if (number != LG_NO_SENTENCE) {
    build->drafts[number].marks |= bold ? 0 : LG_MARK_REVOCABLE;
    open_section(build, number, LG_TITLE_LEVEL);
    lines->last = LG_NO_SENTENCE;
    lines->last_open = false;
    lines->base.sentence.run = build->place.run;
    lines->base.sentence.section = build->place.section;
    lines->base.sentence.context = number;
    lines->base.sentence.paragraph = ++build->place.paragraph;
  }
  return true;
}

/* Takes the run-in label, if there is one; returns where the rest begins. */
static size_t take_label(lg_build *build, const lg_note_line *line, lg_draft *draft,
                         block_lines *lines) {
  bool revocable;
  const size_t end = lg_label_end(build, line->start, line->end, &revocable);
  if (end == line->start) {
    return end;
  }
  lg_draft label = *draft;
  label.sentence.attributes |= LG_HEADING;
  label.marks |= (uint8_t)(LG_MARK_LABEL | (revocable ? LG_MARK_REVOCABLE : 0));
  const uint32_t number = lg_add_draft(build, line->start, end, &label);
  if (number == LG_NO_SENTENCE) {
    return end;
  }
  draft->marks = 0;
  draft->sentence.context = number;
  lines->last = number;
  if (end == line->end && !line->bullet) {
    lines->base.sentence.context = number; /* alone: it leads the lines below */
  }
  return end;
}

static void take_line(lg_build *build, const lg_note_line *line, block_lines *lines) {
  lg_place_state *place = &build->place;
  if (!line->bullet && lines->bullet_list != 0) {
    leave_bullets(build, lines);
  } else if (lines->lines > 0 && !line->bullet && place->list_depth > 0 &&
             is_lazy(build, line->start)) {
    leave_bullets(build, lines);
    lines->base.sentence.attributes &= ~(uint32_t)LG_IN_LIST;
    lines->base.sentence.block = LG_BLOCK_PARAGRAPH;
    lines->base.sentence.context = open_heading(place, LG_HEADING_LEVELS);
    lines->base.list = 0;
  }
  lg_draft draft = lines->base;
  draft.marks |= LG_MARK_LINE_START;
  if (line->bullet) {
    begin_bullet(build, &draft, lines);
  }
  if (!take_title_line(build, line, &draft, lines)) {
    draft.line = ++place->line;
    const size_t rest = take_label(build, line, &draft, lines);
    take_sentences(build, rest, line->end, &draft, lines);
    lines->last_open = lines->last != LG_NO_SENTENCE && ends_with_colon(build, lines->last);
  }
  lines->base.marks = 0;
  ++lines->lines;
}

/* What the block that ends here introduces. */
static void remember_intro(lg_build *build, const block_lines *lines) {
  lg_place_state *place = &build->place;
  if (place->list_depth > 0) {
    place->item_lead = lines->last;
    return;
  }
  forget_intro(place);
  if (lines->last == LG_NO_SENTENCE || place->quote_depth > 0 || lines->bullet_list != 0) {
    return;
  }
  if (lines->last_open || (lines->lines == 1 && lines->sentences == 1)) {
    place->intro = lines->last;
    place->intro_strong = lines->last_open;
  }
}

static void remember_title(lg_build *build, const block_lines *lines) {
  lg_place_state *place = &build->place;
  place->title = LG_NO_SENTENCE;
  if (place->list_depth == 0 && place->quote_depth == 0 && lines->lines == 1 &&
      lines->bullet_list == 0 && lines->last != LG_NO_SENTENCE &&
      lg_is_title(build, 0, build->block.length)) {
    place->title = lines->last;
    place->title_upper = build->one_case || (build->block.flags[0] & LG_BYTE_UPPER) != 0;
  }
}

void lg_take_text(lg_build *build) {
  lg_place_state *place = &build->place;
  if (build->block.length == 0) {
    lg_block_clear(build);
    return;
  }
  if (place->title != LG_NO_SENTENCE && place->title_upper && place->list_depth == 0 &&
      build->block.length >= TITLE_TEXT) {
    promote_title(build);
    forget_intro(place);
  }
  const bool item = place->list_depth > 0;
  if (item && place->item_begins) {
    ++place->run;
  }
  const lg_block_kind kind = place->quote_depth > 0 ? LG_BLOCK_QUOTE
                             : item                 ? LG_BLOCK_ITEM
                                                    : LG_BLOCK_PARAGRAPH;
  const lg_wrapping wrapping = lg_block_wrapping(build);
  block_lines lines = {
      .wrapping = &wrapping, .base = begin_block(build, kind, 0), .last = LG_NO_SENTENCE};
  lines.base.sentence.context = block_context(place, false);
  lines.base.marks |= item && place->item_begins ? LG_MARK_FIRST_ITEM : 0;
  place->item_begins = false;
  for (size_t at = 0; at < build->block.length && !build->failed;) {
    const lg_note_line line = lg_next_line(build, &wrapping, at);
    take_line(build, &line, &lines);
    at = line.end < build->block.length ? line.end + 1 : line.end;
  }
  remember_intro(build, &lines);
  remember_title(build, &lines);
  lg_block_clear(build);
}

/* -- tables and code ------------------------------------------------------ */

void lg_take_row(lg_build *build, bool head) {
  lg_place_state *place = &build->place;
  if (build->block.length > 0) {
    ++place->run;
    lg_draft draft =
        begin_block(build, LG_BLOCK_TABLE_ROW, LG_IN_TABLE | (head ? (uint32_t)LG_HEADING : 0));
    draft.marks |= head ? LG_MARK_TABLE_HEAD : 0;
    draft.sentence.context =
        place->table_head != LG_NO_SENTENCE ? place->table_head : block_context(place, true);
    const uint32_t number = lg_add_draft(build, 0, build->block.length, &draft);
    if (head) {
      place->table_head = number;
    } else {
      place->title = LG_NO_SENTENCE;
    }
  }
  lg_block_clear(build);
}

void lg_take_code(lg_build *build) {
  lg_place_state *place = &build->place;
  const lg_block_text *block = &build->block;
  if (block->length > 0) {
    lg_draft draft = begin_block(build, LG_BLOCK_CODE, LG_IN_CODE);
    draft.sentence.context = block_context(place, true);
    size_t from = 0;
    for (size_t i = 0; i <= block->length && !build->failed; ++i) {
      if (i < block->length && (block->flags[i] & LG_BYTE_HARD) == 0) {
        continue;
      }
      draft.line = ++place->line;
      lg_add_draft(build, from, i, &draft);
      draft.marks = LG_MARK_LINE_START;
      from = i + 1;
    }
    place->title = LG_NO_SENTENCE;
    forget_intro(place);
  }
  lg_block_clear(build);
}
