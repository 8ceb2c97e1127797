/* One pass of the language's pattern set over the sentences. */
#include "document/build.h"

#include <string.h>

#include "base/codes.h"

static void report_limit(lg_build *build, const char *code) {
  const lg_diagnostic diagnostic = {
      .severity = LG_WARNING,
      .code = code != NULL ? code : LG_CODE_HIT_LIMIT,
      .message = "not all cues for denials and questions could be looked for",
      .hint = "split the answer and grade the parts",
  };
  lg_diagnostics_add(build->diagnostics, &diagnostic);
}

static bool keep_hits(lg_build *build, const lg_scan_output *output) {
  lg_cue_hits *cues = &build->cues;
  if (output->limit_code != NULL) {
    report_limit(build, output->limit_code);
  }
  cues->items = lg_allocate_array(&build->allocator, output->hit_count + 1, sizeof *cues->items);
  if (cues->items == NULL) {
    return false;
  }
  cues->capacity = output->hit_count + 1;
  cues->count = (uint32_t)output->hit_count;
  if (cues->count > 0) {
    lg_scan_hits_by_place(output, cues->items);
  }
  return true;
}

static lg_status scan_with(lg_build *build, lg_pattern_scratch *scratch,
                           const lg_unit_range *units) {
  lg_scan_output output;
  const lg_scan_input input = {
      .text = build->text.bytes,
      .length = build->text.length,
      .units = units,
      .unit_count = (uint32_t)build->draft_count,
  };
  const lg_status status = lg_pattern_scan(build->language->cues, scratch, &input,
                                           build->input->poll, build->input->poll_context, &output);
  if (status == LG_OK && !keep_hits(build, &output)) {
    return LG_NO_MEMORY;
  }
  return status;
}

static lg_status scan(lg_build *build, const lg_unit_range *units) {
  if (build->language == NULL || build->language->cues == NULL) {
    const lg_scan_output nothing = {0};
    return keep_hits(build, &nothing) ? LG_OK : LG_NO_MEMORY;
  }
  if (build->input->scratch != NULL) {
    return scan_with(build, build->input->scratch, units);
  }
  lg_pattern_scratch *scratch = lg_pattern_scratch_new(build->language->cues, &build->allocator);
  const lg_status status = scratch != NULL ? scan_with(build, scratch, units) : LG_NO_MEMORY;
  lg_pattern_scratch_free(scratch);
  return status;
}

lg_status lg_find_cues(lg_build *build) {
  const size_t count = build->draft_count;
  lg_unit_range *units = lg_allocate_array(&build->allocator, count + 1, sizeof *units);
  if (units == NULL) {
    return LG_NO_MEMORY;
  }
  for (size_t i = 0; i < count; ++i) {
    units[i] = (lg_unit_range){build->drafts[i].sentence.start, build->drafts[i].sentence.end};
  }
  const lg_status status = scan(build, units);
  lg_release(&build->allocator, units, (count + 1) * sizeof *units);
  return status;
}

bool lg_index_cues(lg_build *build) {
  lg_cue_hits *cues = &build->cues;
  lg_arena *arena = &build->document->arena;
  const size_t count = build->draft_count;
  cues->first = lg_arena_take_array(arena, count + 1, sizeof *cues->first);
  cues->kinds = lg_arena_take_array(arena, count + 1, sizeof *cues->kinds);
  if (cues->first == NULL || cues->kinds == NULL) {
    return false;
  }
  uint32_t at = 0;
  for (size_t i = 0; i < count; ++i) {
    const uint32_t end = build->drafts[i].sentence.end;
    cues->first[i] = at;
    for (; at < cues->count && cues->items[at].start < end; ++at) {
      lg_hit *hit = &cues->items[at];
      cues->kinds[i] |= UINT64_C(1) << hit->owner;
      hit->end = hit->end > end ? end : hit->end; /* speech may be cut inside a hit */
    }
  }
  cues->first[count] = at;
  return true;
}

/* The first hit of the sentence that begins at or behind `start`. */
static uint32_t first_from(const lg_build *build, uint32_t sentence, uint32_t start) {
  const lg_cue_hits *cues = &build->cues;
  uint32_t low = cues->first[sentence];
  uint32_t high = cues->first[sentence + 1];
  while (low < high) {
    const uint32_t middle = low + (high - low) / 2;
    if (cues->items[middle].start < start) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}

const lg_hit *lg_next_cue(const lg_build *build, uint32_t sentence, lg_cue cue, uint32_t from) {
  if (!lg_has_cue(build, sentence, cue)) {
    return NULL;
  }
  const lg_cue_hits *cues = &build->cues;
  for (uint32_t i = first_from(build, sentence, from); i < cues->first[sentence + 1]; ++i) {
    if (cues->items[i].owner == (uint32_t)cue) {
      return &cues->items[i];
    }
  }
  return NULL;
}

const lg_hit *lg_cue_at(const lg_build *build, uint32_t sentence, lg_cue cue, uint32_t start) {
  if (!lg_has_cue(build, sentence, cue)) {
    return NULL;
  }
  const lg_cue_hits *cues = &build->cues;
  for (uint32_t i = first_from(build, sentence, start);
       i < cues->first[sentence + 1] && cues->items[i].start == start; ++i) {
    if (cues->items[i].owner == (uint32_t)cue) {
      return &cues->items[i];
    }
  }
  return NULL;
}

static uint32_t skip_marks(const lg_build *build, uint32_t sentence, uint32_t at) {
  const uint32_t end = build->drafts[sentence].sentence.end;
  while (at < end && lg_word_character(build->text.bytes, at, end) == 0 &&
         (unsigned char)build->text.bytes[at] < 0x80) {
    ++at;
  }
  return at;
}

uint32_t lg_skip_fillers(const lg_build *build, uint32_t sentence, uint32_t start) {
  uint32_t at = skip_marks(build, sentence, start);
  const lg_hit *filler = lg_cue_at(build, sentence, LG_CUE_FILLER, at);
  while (filler != NULL && filler->end > at) {
    at = skip_marks(build, sentence, filler->end);
    filler = lg_cue_at(build, sentence, LG_CUE_FILLER, at);
  }
  return at;
}

bool lg_is_beginning(const lg_build *build, uint32_t sentence, uint32_t start, uint32_t at) {
  uint32_t from = skip_marks(build, sentence, start);
  while (from < at) {
    const lg_hit *filler = lg_cue_at(build, sentence, LG_CUE_FILLER, from);
    if (filler == NULL || filler->end <= from) {
      return false;
    }
    from = skip_marks(build, sentence, filler->end);
  }
  return from == at;
}
