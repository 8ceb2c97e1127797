/* What a rubric itself says in reports. An answer that repeats it has said nothing
 * of its own: the phrases are collected here, for the document to know them. */
#include <string.h>

#include "rubric/build.h"

static void add(lg_build *build, lg_phrase_list *list, const char *text) {
  if (text != NULL && !lg_phrase_list_add(list, text)) {
    build->reader.no_memory = true;
  }
}

static void add_criterion(lg_build *build, lg_phrase_list *list, const lg_criterion *criterion) {
  add(build, list, criterion->title);
  for (size_t i = 0; i <= LG_LIMIT_LEVELS; ++i) {
    add(build, list, criterion->advice[i]);
    add(build, list, criterion->probe[i]);
  }
  for (uint32_t i = 0; i < criterion->cap_count; ++i) {
    add(build, list, criterion->caps[i].because);
  }
  for (uint32_t i = 0; i < criterion->gap_count; ++i) {
    add(build, list, criterion->gaps[i].says);
  }
}

static void add_scheme(lg_build *build, lg_phrase_list *list, const lg_scheme *scheme) {
  for (uint32_t i = 0; i < scheme->criterion_count; ++i) {
    add_criterion(build, list, &scheme->criteria[i]);
  }
  for (uint32_t i = 0; i < scheme->penalty_count; ++i) {
    add(build, list, scheme->penalties[i].title);
    add(build, list, scheme->penalties[i].advice);
  }
  for (uint32_t i = 0; i < scheme->cap_count; ++i) {
    add(build, list, scheme->caps[i].because);
  }
  add(build, list, scheme->design_because);
}

void lg_collect_phrases(lg_build *build) {
  lg_phrase_list list;
  lg_phrase_list_init(&list, &build->reader.allocator);
  add_scheme(build, &list, &build->rubric->scheme);
  lg_phrase_list_sort(&list);
  uint32_t *runs = lg_build_take(build, list.count, sizeof *runs);
  if (runs != NULL && list.count > 0) {
    memcpy(runs, list.runs, list.count * sizeof *runs);
    build->rubric->phrases = (lg_phrases){runs, (uint32_t)list.count};
  }
  lg_phrase_list_free(&list);
}
