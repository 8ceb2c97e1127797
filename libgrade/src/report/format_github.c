/* Workflow commands, which a runner of GitHub turns into annotations beside the
 * text. It makes ten of each kind in a step and drops the others without a word:
 * the most important ones are told, and how many more there are.
 *
 *   ::error file=answers/a.md,line=3,title=process.late_data::Late data ...
 *
 * The runner reads every line: one that begins with `::` behind white space, or
 * has `##[` anywhere, is a command. No text from outside begins a line here, and
 * `##[` is taken apart. */
#include <string.h>

#include "report/escape.h"
#include "report/faults.h"
#include "report/format.h"
#include "report/paths.h"

enum { SHOWN_OF_KIND = 10, SHOWN_ANSWERS = 20, KINDS = 3 };

static const char *const commands[KINDS] = {
    [LG_NOTE] = "notice", [LG_WARNING] = "warning", [LG_ERROR] = "error"};

typedef struct writer {
  lg_output *output;
  const char *root;
  lg_buffer text;  /* scratch: as it comes */
  lg_buffer piece; /* scratch: with unsafe characters made visible */
} writer;

/* -- words --------------------------------------------------------------------- */

static void begin_text(writer *w) {
  lg_buffer_clear(&w->text);
}

/* What the text scratch holds goes out; `escaped` is what must be encoded. */
static void write_text(writer *w, lg_escape_mode mode, const char *escaped) {
  static const char digits[] = "0123456789ABCDEF";
  lg_buffer_clear(&w->piece);
  lg_escape_terminal(&w->piece, w->text.bytes, w->text.length, mode);
  if (w->text.failed || w->piece.failed) {
    lg_output_fail(w->output, LG_NO_MEMORY);
    return;
  }
  for (size_t i = 0; i < w->piece.length; ++i) {
    const char byte = w->piece.bytes[i];
    if (strchr(escaped, byte) != NULL) {
      const char code[3] = {'%', digits[(unsigned char)byte >> 4],
                            digits[(unsigned char)byte & 15]};
      lg_output_add(w->output, code, sizeof code);
    } else {
      lg_output_byte(w->output, byte);
    }
  }
}

static void write_path(writer *w, const char *path, const char *escaped) {
  begin_text(w);
  lg_path_from_root(&w->text, path, w->root);
  write_text(w, LG_ESCAPE_NAME, escaped);
}

/* -- annotations --------------------------------------------------------------- */

static void write_number(writer *w, const char *name, uint32_t value) {
  lg_output_text(w->output, name);
  lg_output_unsigned(w->output, value);
}

/* Columns are kept only for places within one line; the last one is inclusive. */
static void write_place(writer *w, const lg_fault *fault) {
  const lg_result_evidence *place = fault->place;
  write_number(w, ",line=", lg_fault_line(fault));
  if (place == NULL) {
    return;
  }
  write_number(w, ",endLine=", place->end_line);
  if (place->line == place->end_line) {
    write_number(w, ",col=", place->column);
    write_number(w, ",endColumn=",
                 place->end_column > place->column ? place->end_column - 1 : place->column);
  }
}

static void write_fault(writer *w, const lg_fault *fault) {
  static const char in_property[] = "%:,\r\n";
  static const char in_message[] = "%\r\n";
  lg_output_text(w->output, "::");
  lg_output_text(w->output, commands[fault->severity]);
  lg_output_byte(w->output, ' ');
  if (*fault->path != '\0') {
    lg_output_text(w->output, "file=");
    write_path(w, fault->path, in_property);
    write_place(w, fault);
    lg_output_byte(w->output, ',');
  }
  lg_output_text(w->output, "title=");
  begin_text(w);
  lg_buffer_add_text(&w->text, fault->rule);
  write_text(w, LG_ESCAPE_FLOW, in_property);
  lg_output_text(w->output, "::");
  begin_text(w);
  lg_fault_message(fault, &w->text);
  write_text(w, LG_ESCAPE_FLOW, in_message);
  lg_output_byte(w->output, '\n');
}

/* Sorted by importance, faults of a kind stand together. Returns how many were
 * left out. */
static size_t write_faults(writer *w, const lg_faults *faults) {
  size_t shown[KINDS] = {0};
  size_t left = 0;
  for (size_t i = 0; i < faults->count; ++i) {
    const lg_fault *fault = &faults->items[i];
    if (shown[fault->severity] == SHOWN_OF_KIND) {
      ++left;
      continue;
    }
    ++shown[fault->severity];
    write_fault(w, fault);
  }
  return left;
}

/* -- scores -------------------------------------------------------------------- */

static void write_score(writer *w, const lg_result *result) {
  lg_output_milli(w->output, result->score);
  lg_output_text(w->output, " of ");
  lg_output_milli(w->output, result->max);
  if (result->band != NULL) {
    lg_output_text(w->output, ", ");
    begin_text(w);
    lg_buffer_add_text(&w->text, result->band);
    write_text(w, LG_ESCAPE_FLOW, "");
  }
  lg_output_text(w->output, ": ");
  write_path(w, *result->path == '\0' ? "answer" : result->path, "");
  lg_output_text(w->output, result->complete ? "" : " (incomplete)");
  lg_output_text(w->output, result->design ? "\n" : " (not a design)\n");
}

static void write_scores(writer *w, const lg_report_input *input) {
  const size_t shown = input->count < SHOWN_ANSWERS ? input->count : SHOWN_ANSWERS;
  for (size_t i = 0; i < shown; ++i) {
    write_score(w, input->results[i]);
  }
  if (shown < input->count) {
    lg_output_unsigned(w->output, input->count - shown);
    lg_output_text(w->output, input->count - shown == 1 ? " more answer\n" : " more answers\n");
  }
}

void lg_format_github(const lg_report_input *input, lg_output *output) {
  const lg_allocator *allocator = &output->buffer.allocator;
  writer w = {.output = output, .root = input->options.root};
  lg_buffer_init(&w.text, allocator);
  lg_buffer_init(&w.piece, allocator);
  lg_faults faults;
  if (!lg_faults_collect(&faults, input, allocator)) {
    lg_output_fail(output, LG_NO_MEMORY);
  } else {
    lg_faults_by_importance(&faults);
    const size_t left = write_faults(&w, &faults);
    write_scores(&w, input);
    if (left > 0) {
      lg_output_text(output, "and ");
      lg_output_unsigned(output, left);
      lg_output_text(output, " more that are not shown beside the text\n");
    }
  }
  lg_faults_free(&faults);
  lg_buffer_free(&w.text);
  lg_buffer_free(&w.piece);
}
