/* A table for spreadsheets (RFC 4180): one row an answer, one column for every
 * section, criterion and penalty of the rubrics that were used, so that a class
 * can be sorted, averaged and coloured. What an answer's rubric does not have
 * is an empty cell. A file that could not be graded is a row that says so.
 *
 *   path, rubric, score, band, complete, design,
 *   SECTION points ..., CRITERION (the level) ..., PENALTY (points) ...,
 *   caps, checks, notes
 *
 * It begins with a byte-order mark: without one Excel reads names as something
 * else than UTF-8, and other spreadsheets do not mind it. Programs have JSON.
 *
 * A cell that begins with = + - or @ is a formula, and a formula can fetch and
 * run things: such text gets an apostrophe in front, as does what follows a
 * semicolon, which is where a cell begins in half of Europe. Numbers are ours
 * and stay numbers. */
#include <string.h>

#include "base/index.h"
#include "base/utf8.h"
#include "report/escape.h"
#include "report/faults.h"
#include "report/format.h"

/* -- cells --------------------------------------------------------------------- */

typedef struct writer {
  lg_output *output;
  lg_buffer text;  /* a cell of words as it comes */
  lg_buffer piece; /* the same, safe to look at */
  lg_buffer cell;  /* the same, safe to open */
  bool begun;      /* the row has a cell */
} writer;

static void separate(writer *w) {
  if (w->begun) {
    lg_output_byte(w->output, ',');
  }
  w->begun = true;
}

static void end_row(writer *w) {
  lg_output_text(w->output, "\r\n");
  w->begun = false;
}

/* = + - @, their full-width forms, and those for mathematics that programs take
 * for them. */
static bool begins_formula(uint32_t character) {
  static const uint32_t signs[] = {'=', '+', '-', '@', 0x2212, 0xFF0B, 0xFF0D, 0xFF1D, 0xFF20};
  for (size_t i = 0; i < sizeof signs / sizeof *signs; ++i) {
    if (signs[i] == character) {
      return true;
    }
  }
  return false;
}

/* What a program may skip before it looks for a formula. */
static bool is_blank(uint32_t character) {
  return character == ' ' || character == 0xA0 || character == 0xAD || character == 0x1680 ||
         character == 0x180E || (character >= 0x2000 && character <= 0x200D) ||
         character == 0x202F || (character >= 0x205F && character <= 0x2065) || character == 0x3000;
}

/* Also "::", with which a cell in front of a line would be a command to a CI
 * runner (see escape.c). */
static bool is_formula(const char *bytes, size_t length) {
  uint32_t character = ' ';
  bool valid = true;
  for (size_t at = 0; at < length && is_blank(character);) {
    at += lg_utf8_decode(bytes + at, length - at, &character, &valid);
  }
  return begins_formula(character) || lg_begins_command(bytes, length);
}

/* The cell scratch, in quotes where a program could take it apart. */
static void write_quoted(writer *w) {
  const lg_buffer *cell = &w->cell;
  const bool quoted =
      cell->length > 0 && (strpbrk(cell->bytes, "\",;") != NULL || cell->bytes[0] == ' ' ||
                           cell->bytes[cell->length - 1] == ' ');
  lg_output_text(w->output, quoted ? "\"" : "");
  for (size_t i = 0; i < cell->length; ++i) {
    if (cell->bytes[i] == '"') {
      lg_output_byte(w->output, '"');
    }
    lg_output_byte(w->output, cell->bytes[i]);
  }
  lg_output_text(w->output, quoted ? "\"" : "");
}

/* The text scratch as a cell. */
static void write_text(writer *w, lg_escape_mode mode) {
  lg_buffer_clear(&w->piece);
  lg_buffer_clear(&w->cell);
  lg_escape_terminal(&w->piece, w->text.bytes, w->text.length, mode);
  const char *bytes = w->piece.bytes;
  const size_t length = w->piece.length;
  bool begins = true;
  for (size_t i = 0; i < length; ++i) {
    if (begins && is_formula(bytes + i, length - i)) {
      lg_buffer_add_byte(&w->cell, '\'');
    }
    begins = bytes[i] == ';';
    lg_buffer_add_byte(&w->cell, bytes[i]);
  }
  if (w->text.failed || w->piece.failed || w->cell.failed) {
    lg_output_fail(w->output, LG_NO_MEMORY);
  }
  lg_buffer_clear(&w->text);
  separate(w);
  write_quoted(w);
}

static void write_word(writer *w, const char *text) {
  lg_buffer_add_text(&w->text, text);
  write_text(w, LG_ESCAPE_FLOW);
}

static void write_name(writer *w, const char *text) {
  lg_buffer_add_text(&w->text, text);
  write_text(w, LG_ESCAPE_NAME);
}

static void write_milli(writer *w, lg_milli value) {
  separate(w);
  lg_output_milli(w->output, value);
}

/* -- columns ------------------------------------------------------------------- */

enum { SECTIONS, CRITERIA, PENALTIES, KINDS };

/* The columns of one kind: the ids of all rubrics, each once. */
typedef struct columns {
  const char **ids;
  size_t count;
  uint32_t *of_position; /* the column of an id, by its position in the index */
  uint32_t *entries;     /* in a row: what stands in a column, counted from 1 */
  lg_index index;
} columns;

static uint32_t entry_count(const lg_result *result, int kind) {
  return kind == SECTIONS   ? result->section_count
         : kind == CRITERIA ? result->criterion_count
                            : result->penalty_count;
}

static const char *entry_id(const lg_result *result, int kind, uint32_t entry) {
  return kind == SECTIONS   ? result->sections[entry].id
         : kind == CRITERIA ? result->criteria[entry].id
                            : result->penalties[entry].id;
}

/* Answers to the same rubric have the same ids: usually all of them. */
static bool brings_ids(const lg_report_input *input, size_t index) {
  return index == 0 || strcmp(input->results[index]->rubric_digest,
                              input->results[index - 1]->rubric_digest) != 0;
}

/* Every id of a kind, one rubric after the other. */
static const char **gather_ids(const lg_report_input *input, int kind, lg_arena *arena,
                               size_t *count) {
  *count = 0;
  for (size_t i = 0; i < input->count; ++i) {
    *count += brings_ids(input, i) ? entry_count(input->results[i], kind) : 0;
  }
  const char **ids = lg_arena_take_array(arena, *count + 1, sizeof *ids);
  size_t at = 0;
  for (size_t i = 0; ids != NULL && i < input->count; ++i) {
    const lg_result *result = input->results[i];
    for (uint32_t entry = 0; brings_ids(input, i) && entry < entry_count(result, kind); ++entry) {
      ids[at++] = entry_id(result, kind, entry);
    }
  }
  return ids;
}

static bool make_columns(columns *set, const lg_report_input *input, int kind, lg_arena *arena) {
  size_t gathered = 0;
  set->ids = gather_ids(input, kind, arena, &gathered);
  set->of_position = lg_arena_take_array(arena, gathered + 1, sizeof *set->of_position);
  set->entries = lg_arena_take_array(arena, gathered + 1, sizeof *set->entries);
  if (set->ids == NULL || set->of_position == NULL || set->entries == NULL ||
      !lg_index_build(&set->index, arena, set->ids, gathered)) {
    return false;
  }
  for (size_t i = 0; i < gathered; ++i) {
    const char *id = set->ids[i];
    if (lg_index_find(&set->index, id) == i) {
      set->of_position[i] = (uint32_t)set->count;
      set->ids[set->count++] = id;
    }
  }
  return true;
}

/* Which entry of the answer stands in each column. */
static void lay_out(columns *set, const lg_result *result, int kind) {
  memset(set->entries, 0, set->count * sizeof *set->entries);
  for (uint32_t entry = 0; entry < entry_count(result, kind); ++entry) {
    const uint32_t position = lg_index_find(&set->index, entry_id(result, kind, entry));
    if (position != LG_NOT_FOUND) {
      set->entries[set->of_position[position]] = entry + 1;
    }
  }
}

/* -- rows ---------------------------------------------------------------------- */

static void write_words(writer *w, const char *const *words, size_t count) {
  for (size_t i = 0; i < count; ++i) {
    write_word(w, words[i]);
  }
}

static const char *const first_columns[] = {"path", "rubric",   "score",
                                            "band", "complete", "design"};
static const char *const last_columns[] = {"caps", "checks", "notes"};
enum { FIRST = sizeof first_columns / sizeof *first_columns };
enum { LAST = sizeof last_columns / sizeof *last_columns };

static void write_header(writer *w, const columns *sets) {
  lg_output_text(w->output, "\xEF\xBB\xBF");
  write_words(w, first_columns, FIRST);
  for (int kind = 0; kind < KINDS; ++kind) {
    for (size_t i = 0; i < sets[kind].count; ++i) {
      lg_buffer_format(&w->text, "%s%s", sets[kind].ids[i], kind == SECTIONS ? " points" : "");
      write_text(w, LG_ESCAPE_FLOW);
    }
  }
  write_words(w, last_columns, LAST);
  end_row(w);
}

static void write_entry(writer *w, const lg_result *result, int kind, uint32_t entry) {
  if (kind == SECTIONS) {
    write_milli(w, result->sections[entry].points);
  } else if (kind == PENALTIES) {
    const lg_result_penalty *penalty = &result->penalties[entry];
    if (penalty->undetermined) {
      write_word(w, "undecided");
    } else {
      write_milli(w, penalty->points);
    }
  } else if (result->criteria[entry].undetermined) {
    write_word(w, "undecided");
  } else {
    separate(w);
    lg_output_unsigned(w->output, result->criteria[entry].level);
  }
}

static void add_item(writer *w, const char *text) {
  lg_buffer_add_text(&w->text, w->text.length > 0 ? "; " : "");
  lg_buffer_add_text(&w->text, text);
}

static void write_caps(writer *w, const lg_result *result) {
  for (uint32_t i = 0; i < result->cap_count; ++i) {
    add_item(w, result->caps[i].band);
    lg_buffer_format(&w->text, ": %s", result->caps[i].because);
  }
  write_text(w, LG_ESCAPE_FLOW);
}

/* Those that are not met. */
static void write_checks(writer *w, const lg_report_input *input, size_t index) {
  size_t count = 0;
  const lg_check *checks = lg_checks_of(input, index, &count);
  for (size_t i = 0; i < count; ++i) {
    if (checks[i].status != LG_CHECK_MET) {
      add_item(w, checks[i].rule);
      lg_buffer_format(&w->text, ": %s%s", checks[i].message,
                       checks[i].status == LG_CHECK_ACCEPTED ? " (known before)" : "");
    }
  }
  write_text(w, LG_ESCAPE_FLOW);
}

static void write_notes(writer *w, const lg_result *result) {
  if (!result->design && result->design_because != NULL) {
    add_item(w, result->design_because);
  }
  for (size_t i = 0; i < result->diagnostics.count; ++i) {
    const lg_diagnostic *item = &result->diagnostics.items[i];
    add_item(w, item->message);
    lg_buffer_format(&w->text, *item->hint != '\0' ? ": %s" : "%s", item->hint);
  }
  write_text(w, LG_ESCAPE_FLOW);
}

static void write_answer(writer *w, const lg_report_input *input, size_t index, columns *sets) {
  const lg_result *result = input->results[index];
  write_name(w, *result->path == '\0' ? "answer" : result->path);
  lg_buffer_format(&w->text, "%s %s", result->rubric_id, result->rubric_version);
  write_text(w, LG_ESCAPE_FLOW);
  write_milli(w, result->score);
  write_word(w, result->band != NULL ? result->band : "");
  write_word(w, result->complete ? "true" : "false");
  write_word(w, result->design ? "true" : "false");
  for (int kind = 0; kind < KINDS; ++kind) {
    lay_out(&sets[kind], result, kind);
    for (size_t i = 0; i < sets[kind].count; ++i) {
      if (sets[kind].entries[i] > 0) {
        write_entry(w, result, kind, sets[kind].entries[i] - 1);
      } else {
        separate(w);
      }
    }
  }
  write_caps(w, result);
  write_checks(w, input, index);
  write_notes(w, result);
  end_row(w);
}

/* A file that could not be graded. */
static void write_failure(writer *w, const lg_diagnostic *item, const columns *sets) {
  const size_t cells = sets[SECTIONS].count + sets[CRITERIA].count + sets[PENALTIES].count;
  write_name(w, item->origin);
  for (size_t i = 0; i < FIRST - 1 + cells + LAST - 1; ++i) {
    separate(w);
  }
  lg_buffer_format(&w->text, "not graded: %s", item->message);
  write_text(w, LG_ESCAPE_FLOW);
  end_row(w);
}

static void write_rows(writer *w, const lg_report_input *input, columns *sets) {
  write_header(w, sets);
  for (size_t i = 0; i < input->count; ++i) {
    write_answer(w, input, i, sets);
  }
  const lg_diagnostics *run = input->diagnostics;
  for (size_t i = 0; run != NULL && i < run->count; ++i) {
    if (run->items[i].severity == LG_ERROR) {
      write_failure(w, &run->items[i], sets);
    }
  }
}

void lg_format_csv(const lg_report_input *input, lg_output *output) {
  const lg_allocator *allocator = &output->buffer.allocator;
  writer w = {.output = output};
  lg_buffer_init(&w.text, allocator);
  lg_buffer_init(&w.piece, allocator);
  lg_buffer_init(&w.cell, allocator);
  lg_arena arena;
  lg_arena_init(&arena, allocator);
  columns sets[KINDS] = {0};
  bool made = true;
  for (int kind = 0; kind < KINDS && made; ++kind) {
    made = make_columns(&sets[kind], input, kind, &arena);
  }
  if (made) {
    write_rows(&w, input, sets);
  } else {
    lg_output_fail(output, LG_NO_MEMORY);
  }
  lg_arena_free(&arena);
  lg_buffer_free(&w.text);
  lg_buffer_free(&w.piece);
  lg_buffer_free(&w.cell);
}
