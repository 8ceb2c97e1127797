/* Blocks, as md4c sees them.
 *
 * md4c is used for what is hard to do by hand and well defined: nesting of lists
 * and quotations, fences, tables, headings, emphasis, code spans, links, escapes.
 * What it calls a paragraph is handed on line by line, as people who write notes
 * put one thought on a line without asking Markdown (notes.c); mask.c hides what
 * they would not mean as Markdown. Raw HTML and indented code are off. md4c is
 * linear with these settings and masks; its own memory comes from malloc. */
#include "document/build.h"

#include <md4c.h>
#include <string.h>

typedef struct block_reader {
  lg_build *build;
  unsigned heading; /* level, 0 outside */
  unsigned bold;    /* open spans */
  unsigned italic;
  unsigned code;
  unsigned cells; /* of the row so far */
  bool in_fence;
  bool in_table_head;
  bool in_row;
  size_t last;  /* behind the last text reported */
  size_t asked; /* where the caller was last asked whether to go on */
} block_reader;

/* Hands the text collected so far to notes.c. */
static void flush(block_reader *reader) {
  lg_build *build = reader->build;
  if (reader->in_fence) {
    lg_take_code(build);
  } else if (reader->in_row) {
    lg_take_row(build, reader->in_table_head);
  } else if (reader->heading != 0) {
    lg_take_heading(build, reader->heading);
  } else {
    lg_take_text(build);
  }
}

static void enter_cell(block_reader *reader) {
  if (reader->cells++ > 0) {
    lg_block_add_break(reader->build, reader->last, LG_BYTE_CELL);
  }
}

static int enter_block(MD_BLOCKTYPE type, void *detail, void *userdata) {
  block_reader *reader = userdata;
  lg_place_state *place = &reader->build->place;
  if (type == MD_BLOCK_TD || type == MD_BLOCK_TH) {
    enter_cell(reader);
    return reader->build->failed;
  }
  flush(reader);
  switch (type) {
  case MD_BLOCK_QUOTE:
    ++place->quote_depth;
    ++place->run;
    break;
  case MD_BLOCK_UL:
  case MD_BLOCK_OL:
    lg_begin_list(reader->build);
    break;
  case MD_BLOCK_LI:
    place->item_begins = true;
    place->item_lead = LG_NO_SENTENCE;
    break;
  case MD_BLOCK_H:
    reader->heading = ((const MD_BLOCK_H_DETAIL *)detail)->level;
    break;
  case MD_BLOCK_CODE:
    reader->in_fence = true;
    break;
  case MD_BLOCK_TABLE:
    place->table_head = LG_NO_SENTENCE;
    break;
  case MD_BLOCK_THEAD:
    reader->in_table_head = true;
    break;
  case MD_BLOCK_TR:
    reader->in_row = true;
    reader->cells = 0;
    break;
  default:
    break;
  }
  return reader->build->failed;
}

static int leave_block(MD_BLOCKTYPE type, void *detail, void *userdata) {
  (void)detail;
  block_reader *reader = userdata;
  lg_place_state *place = &reader->build->place;
  if (type == MD_BLOCK_TD || type == MD_BLOCK_TH) {
    return reader->build->failed;
  }
  flush(reader);
  switch (type) {
  case MD_BLOCK_QUOTE:
    --place->quote_depth;
    ++place->run;
    break;
  case MD_BLOCK_UL:
  case MD_BLOCK_OL:
    lg_end_list(reader->build);
    break;
  case MD_BLOCK_LI:
    place->item_begins = false;
    break;
  case MD_BLOCK_H:
    reader->heading = 0;
    break;
  case MD_BLOCK_CODE:
    reader->in_fence = false;
    break;
  case MD_BLOCK_THEAD:
    reader->in_table_head = false;
    break;
  case MD_BLOCK_TABLE:
    place->intro = LG_NO_SENTENCE;
    ++place->run;
    break;
  case MD_BLOCK_TR:
    reader->in_row = false;
    break;
  default:
    break;
  }
  return reader->build->failed;
}

static unsigned *span_count(block_reader *reader, MD_SPANTYPE type) {
  switch (type) {
  case MD_SPAN_STRONG:
    return &reader->bold;
  case MD_SPAN_EM:
    return &reader->italic;
  case MD_SPAN_CODE:
    return &reader->code;
  default:
    return NULL;
  }
}

static int enter_span(MD_SPANTYPE type, void *detail, void *userdata) {
  (void)detail;
  unsigned *count = span_count(userdata, type);
  if (count != NULL) {
    ++*count;
  }
  return 0;
}

static int leave_span(MD_SPANTYPE type, void *detail, void *userdata) {
  (void)detail;
  unsigned *count = span_count(userdata, type);
  if (count != NULL) {
    --*count;
  }
  return 0;
}

static uint8_t span_flags(const block_reader *reader) {
  return (uint8_t)((reader->bold != 0 ? LG_BYTE_BOLD : 0) |
                   (reader->italic != 0 ? LG_BYTE_ITALIC : 0) |
                   (reader->code != 0 ? LG_BYTE_CODE : 0));
}

/* Entities are left as they are written; this one is a space. */
static bool is_space_entity(const char *text, size_t length) {
  return length == 6 && memcmp(text, "&nbsp;", 6) == 0;
}

enum { POLL_BYTES = 1 << 16 };

/* What md4c's callbacks return: non-zero ends the reading. */
static int stop_or_go_on(block_reader *reader) {
  if (reader->last - reader->asked < POLL_BYTES) {
    return reader->build->failed;
  }
  reader->asked = reader->last;
  return lg_should_stop(reader->build);
}

static int add_text(MD_TEXTTYPE type, const MD_CHAR *text, MD_SIZE length, void *userdata) {
  block_reader *reader = userdata;
  lg_build *build = reader->build;
  if (type == MD_TEXT_BR || type == MD_TEXT_SOFTBR) {
    lg_block_add_break(build, reader->last, type == MD_TEXT_BR ? LG_BYTE_HARD : LG_BYTE_NEWLINE);
    return build->failed;
  }
  const char *masked = build->masked;
  if (text < masked || text >= masked + build->document->source_length) {
    /* md4c's own text: the line ends and indents of code, NUL characters */
    lg_block_add_break(build, reader->last, reader->in_fence && *text == '\n' ? LG_BYTE_HARD : 0);
    return build->failed;
  }
  const size_t offset = (size_t)(text - masked);
  reader->last = offset + length;
  if (type == MD_TEXT_ENTITY && is_space_entity(text, length)) {
    lg_block_add_break(build, offset, 0);
  } else {
    lg_block_add(build, offset, length, span_flags(reader));
  }
  return stop_or_go_on(reader);
}

lg_status lg_read_blocks(lg_build *build) {
  lg_document *document = build->document;
  block_reader reader = {.build = build};
  const MD_PARSER parser = {
      .flags = MD_FLAG_NOHTML | MD_FLAG_NOINDENTEDCODEBLOCKS | MD_FLAG_TABLES,
      .enter_block = enter_block,
      .leave_block = leave_block,
      .enter_span = enter_span,
      .leave_span = leave_span,
      .text = add_text,
  };
  const int result = md_parse(build->masked, (MD_SIZE)document->source_length, &parser, &reader);
  /* md4c fails only where a callback does, or for want of memory. */
  if (result != 0 && !build->cancelled) {
    build->failed = true;
  }
  return lg_build_status(build);
}
