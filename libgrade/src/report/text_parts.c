#include "report/text_parts.h"

#include <string.h>

#include "report/faults.h"

void lg_layout_sentence(lg_layout *layout, const char *text) {
  const size_t before = layout->line.length;
  lg_layout_prose(layout, text);
  if (layout->line.length > before &&
      strchr(".!?:", layout->line.bytes[layout->line.length - 1]) == NULL) {
    lg_layout_format(layout, ".");
  }
}

void lg_text_begin(lg_layout *layout, const char *title, const char *remark) {
  lg_layout_newline(layout);
  lg_layout_format(layout, "%s", title);
  const uint32_t column = lg_layout_put(layout, LG_BOLD, 0);
  lg_layout_format(layout, "%s", remark);
  lg_layout_flow(layout, LG_DIM, column, 2);
  lg_layout_newline(layout);
}

/* Ids stand at the right edge, but not so far off that the eye loses the line. */
enum { ID_EDGE = 100 };

void lg_text_heading(lg_layout *layout, const char *title, const char *id, lg_style style,
                     uint32_t column, uint32_t indent) {
  const uint32_t edge = layout->width < ID_EDGE ? layout->width : ID_EDGE;
  lg_layout_name(layout, id);
  const uint32_t width = lg_layout_measure(layout);
  lg_layout_prose(layout, title);
  column = lg_layout_flow(layout, style, column, indent);
  if (column + 2 + width > layout->width) {
    lg_layout_newline(layout);
    column = 0;
  }
  uint32_t start = column == 0 ? indent : column + 2;
  if (start + width < edge) {
    start = edge - width;
  }
  column = lg_layout_pad(layout, column, start);
  lg_layout_name(layout, id);
  lg_layout_flow(layout, LG_DIM, column, indent);
  lg_layout_newline(layout);
}

void lg_text_paragraph(lg_layout *layout, lg_style style, uint32_t indent) {
  lg_layout_flow(layout, style, lg_layout_pad(layout, 0, indent), indent);
  lg_layout_newline(layout);
}

void lg_text_labelled(lg_layout *layout, const char *label, const char *text, uint32_t indent) {
  if (text == NULL || *text == '\0') {
    return;
  }
  lg_layout_format(layout, "%s", label);
  lg_layout_sentence(layout, text);
  lg_text_paragraph(layout, LG_PLAIN, indent);
}

/* -- checks ---------------------------------------------------------------- */

static const char *const check_names[] = {
    [LG_CHECK_MET] = "met", [LG_CHECK_UNMET] = "not met", [LG_CHECK_ACCEPTED] = "known"};

enum { CHECK_INDENT = 2 + 7 + 2 };

/* "not met  score: expected 60 to 75, got 55", after the path if there is one. */
static void write_check(lg_layout *layout, const lg_check *check, const char *path) {
  const bool unmet = check->status == LG_CHECK_UNMET;
  uint32_t column = lg_layout_pad(layout, 0, 2);
  lg_layout_format(layout, "%s", check_names[check->status]);
  column = lg_layout_put(layout, unmet ? LG_RED : LG_YELLOW, column);
  column = lg_layout_pad(layout, column, CHECK_INDENT);
  if (path != NULL) {
    lg_layout_name(layout, path);
    lg_layout_format(layout, ": ");
  }
  lg_layout_name(layout, check->rule);
  lg_layout_format(layout, ": ");
  lg_layout_prose(layout, check->message);
  lg_layout_flow(layout, LG_PLAIN, column, CHECK_INDENT);
  lg_layout_newline(layout);
}

bool lg_text_checks(lg_layout *layout, const lg_report_input *input, size_t index, bool begun,
                    bool named) {
  size_t count = 0;
  const lg_check *checks = lg_checks_of(input, index, &count);
  for (size_t i = 0; i < count; ++i) {
    if (checks[i].status == LG_CHECK_MET) {
      continue;
    }
    if (!begun) {
      lg_text_begin(layout, "Asked for", "");
      begun = true;
    }
    write_check(layout, &checks[i], named ? input->results[index]->path : NULL);
  }
  return begun;
}

/* -- notes ----------------------------------------------------------------- */

static void write_diagnostic(lg_layout *layout, const char *path, const lg_diagnostic *item) {
  const char *origin = *item->origin != '\0' ? item->origin : path;
  if (*origin != '\0') {
    lg_layout_name(layout, origin);
    lg_layout_format(layout, ":");
  }
  if (item->line > 0) {
    lg_layout_format(layout, "%u:%u:", item->line, item->column);
  }
  if (layout->line.length > 0) {
    lg_layout_format(layout, " ");
  }
  lg_layout_format(layout, "%s: ", lg_severity_name(item->severity));
  lg_layout_prose(layout, item->message);
  lg_layout_format(layout, " [%s]", item->code);
  lg_text_paragraph(layout, item->severity == LG_ERROR ? LG_RED : LG_YELLOW, 2);
  if (*item->hint != '\0') {
    lg_layout_format(layout, "hint: ");
    lg_layout_prose(layout, item->hint);
    lg_text_paragraph(layout, LG_PLAIN, 5);
  }
}

void lg_text_diagnostics(lg_layout *layout, const char *path, const lg_diagnostics *diagnostics) {
  if (diagnostics->count == 0) {
    return;
  }
  lg_text_begin(layout, "Notes", "");
  for (size_t i = 0; i < diagnostics->count; ++i) {
    write_diagnostic(layout, path, &diagnostics->items[i]);
  }
  if (diagnostics->suppressed > 0) {
    lg_layout_format(layout, "and %z more", diagnostics->suppressed);
    lg_text_paragraph(layout, LG_PLAIN, 2);
  }
}
