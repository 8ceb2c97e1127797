#include "report/text_order.h"

enum { MARGIN = 2 };

static const lg_playbook_stop *stop_of(const lg_playbook *playbook, uint32_t section) {
  for (uint32_t i = 0; i < playbook->count; ++i) {
    if (playbook->stops[i].section == section) {
      return &playbook->stops[i];
    }
  }
  return NULL;
}

/* ", " between the items of a list, `last` before its last one. */
static void separate(lg_layout *layout, uint32_t index, uint32_t count, const char *last) {
  if (index > 0) {
    lg_layout_format(layout, index + 1 == count ? last : ", ");
  }
}

/* "Order: Scoping (line 3), Processing (12); never: Closing." */
static void write_order(lg_layout *layout, const lg_result *result, const lg_playbook *playbook) {
  lg_layout_format(layout, "Order: ");
  for (uint32_t i = 0; i < playbook->count; ++i) {
    const lg_playbook_stop *stop = &playbook->stops[i];
    if (i == playbook->reached) {
      lg_layout_format(layout, "; never: ");
    } else if (i > 0) {
      lg_layout_format(layout, ", ");
    }
    lg_layout_prose(layout, result->sections[stop->section].title);
    if (stop->first != NULL) {
      lg_layout_format(layout, i == 0 ? " (line %u)" : " (%u)", stop->first->line);
    }
  }
  lg_layout_format(layout, ".");
  lg_layout_flow(layout, LG_PLAIN, lg_layout_pad(layout, 0, MARGIN), MARGIN);
  lg_layout_newline(layout);
}

static uint32_t count_early(const lg_playbook *playbook) {
  uint32_t count = 0;
  while (count < playbook->reached && playbook->stops[count].early) {
    ++count;
  }
  return count;
}

/* What stands before the section that a rubric begins with. */
static void write_early(lg_layout *layout, const lg_result *result, const lg_playbook *playbook) {
  const lg_playbook_stop *first = stop_of(playbook, 0);
  const uint32_t early = count_early(playbook);
  if (first == NULL || (early == 0 && first->first != NULL)) {
    return;
  }
  const char *title = result->sections[0].title;
  if (first->first == NULL) {
    lg_layout_format(layout, "Nothing was found for ");
    lg_layout_prose(layout, title);
    lg_layout_format(layout, ", which the rubric puts first.");
  } else {
    for (uint32_t i = 0; i < early; ++i) {
      separate(layout, i, early, " and ");
      lg_layout_prose(layout, result->sections[playbook->stops[i].section].title);
    }
    lg_layout_format(layout, early == 1 ? " comes before " : " come before ");
    lg_layout_prose(layout, title);
    lg_layout_format(layout, ", which the rubric puts first.");
  }
  lg_layout_flow(layout, LG_YELLOW, lg_layout_pad(layout, 0, MARGIN), MARGIN);
  lg_layout_newline(layout);
}

void lg_text_order(lg_layout *layout, const lg_result *result, const lg_playbook *playbook) {
  if (playbook->reached == 0 || playbook->count < 2) {
    return;
  }
  lg_layout_newline(layout);
  write_order(layout, result, playbook);
  write_early(layout, result, playbook);
}
