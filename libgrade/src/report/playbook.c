#include "report/playbook.h"

#include <string.h>

/* -- order --------------------------------------------------------------------- */

/* By place; a section that is never reached comes last, in the rubric's order. */
static bool comes_before(const lg_playbook_stop *left, const lg_playbook_stop *right) {
  if (left->first == NULL || right->first == NULL) {
    return left->first != NULL;
  }
  return left->first->start < right->first->start;
}

/* Insertion: a rubric has a handful of sections. */
static void sort(lg_playbook_stop *stops, uint32_t count) {
  for (uint32_t i = 1; i < count; ++i) {
    const lg_playbook_stop moved = stops[i];
    uint32_t at = i;
    for (; at > 0 && comes_before(&moved, &stops[at - 1]); --at) {
      stops[at] = stops[at - 1];
    }
    stops[at] = moved;
  }
}

static void count_evidence(const lg_result *result, lg_playbook_stop *stops) {
  for (uint32_t i = 0; i < result->criterion_count; ++i) {
    const lg_result_criterion *criterion = &result->criteria[i];
    lg_playbook_stop *stop = &stops[criterion->section];
    for (uint32_t j = 0; j < criterion->evidence_count; ++j) {
      const lg_result_evidence *evidence = &criterion->evidence[j];
      ++stop->evidence_count;
      if (stop->first == NULL || evidence->start < stop->first->start) {
        stop->first = evidence;
      }
    }
  }
}

/* Nothing comes before what never comes. */
static bool begins(const lg_playbook_stop *stops, uint32_t count) {
  for (uint32_t i = 0; i < count; ++i) {
    if (stops[i].section == 0) {
      return stops[i].first != NULL;
    }
  }
  return false;
}

int lg_playbook_read(lg_playbook *playbook, const lg_result *result,
                     const lg_allocator *allocator) {
  *playbook = (lg_playbook){.allocator = *allocator, .count = result->section_count};
  if (playbook->count == 0) {
    return 1;
  }
  playbook->stops = lg_allocate_array(allocator, playbook->count, sizeof *playbook->stops);
  if (playbook->stops == NULL) {
    playbook->count = 0;
    return 0;
  }
  for (uint32_t i = 0; i < playbook->count; ++i) {
    playbook->stops[i] = (lg_playbook_stop){.section = i};
  }
  count_evidence(result, playbook->stops);
  sort(playbook->stops, playbook->count);
  bool early = begins(playbook->stops, playbook->count);
  for (uint32_t i = 0; i < playbook->count && playbook->stops[i].first != NULL; ++i) {
    early = early && playbook->stops[i].section != 0;
    playbook->stops[i].early = early;
    ++playbook->reached;
  }
  return 1;
}

void lg_playbook_free(lg_playbook *playbook) {
  lg_release(&playbook->allocator, playbook->stops, playbook->count * sizeof *playbook->stops);
}

/* -- strip --------------------------------------------------------------------- */

void lg_playbook_strip(const lg_result *result, uint32_t section, uint32_t *cells, uint32_t count) {
  memset(cells, 0, count * sizeof *cells);
  for (uint32_t i = 0; i < result->criterion_count; ++i) {
    const lg_result_criterion *criterion = &result->criteria[i];
    for (uint32_t j = 0; criterion->section == section && j < criterion->evidence_count; ++j) {
      const uint64_t start = criterion->evidence[j].start;
      if (start < result->answer_length) {
        ++cells[start * count / result->answer_length];
      }
    }
  }
}
