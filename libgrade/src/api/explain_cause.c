/* Which words made the document read a match as it does.
 *
 * A document keeps how far a denial reaches, not what denied it: grading has no use
 * for that. So the cues of the language are looked for once more, and the one that
 * touches the stretch is it: a trigger stands right before what it denies, or right
 * behind. Where none does, a heading may have done it ("Non-goals"). */
#include "api/explain.h"

#include <stdlib.h>
#include <string.h>

/* -- cues ------------------------------------------------------------------------------ */

static lg_status scan(lg_explainer *e, lg_pattern_scratch *scratch, const lg_pattern_set *set) {
  const lg_document *document = e->document;
  lg_unit_range *units = lg_arena_take_array(&e->scratch, document->sentence_count, sizeof *units);
  if (units == NULL) {
    return LG_NO_MEMORY;
  }
  for (uint32_t i = 0; i < document->sentence_count; ++i) {
    units[i] = (lg_unit_range){document->sentences[i].start, document->sentences[i].end};
  }
  const lg_scan_input input = {.text = document->text,
                               .length = document->length,
                               .units = units,
                               .unit_count = document->sentence_count};
  lg_scan_output output = {0};
  const lg_status status = lg_pattern_scan(set, scratch, &input, NULL, NULL, &output);
  if (status != LG_OK || output.hit_count == 0) {
    return status;
  }
  e->cues = lg_arena_take_array(&e->scratch, output.hit_count, sizeof *e->cues);
  if (e->cues == NULL) {
    return LG_NO_MEMORY;
  }
  e->cue_count = output.hit_count;
  lg_scan_hits_by_place(&output, e->cues);
  return LG_OK;
}

static void find_cues(lg_explainer *e) {
  const lg_language *language = e->grader->rubric->language;
  if (e->has_cues || language == NULL || language->cues == NULL) {
    return;
  }
  e->has_cues = true;
  lg_pattern_scratch *scratch = lg_pattern_scratch_new(language->cues, &e->grader->allocator);
  const lg_status status = scratch != NULL ? scan(e, scratch, language->cues) : LG_NO_MEMORY;
  lg_pattern_scratch_free(scratch);
  if (status != LG_OK) {
    lg_output_fail(&e->output, status);
  }
}

static size_t first_cue_from(const lg_explainer *e, uint32_t start) {
  size_t low = 0;
  size_t high = e->cue_count;
  while (low < high) {
    const size_t middle = low + (high - low) / 2;
    if (e->cues[middle].start < start) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}

#define CUE(name) (UINT64_C(1) << LG_CUE_##name)

static bool is_one_of(const lg_hit *hit, uint64_t kinds) {
  return hit->owner < LG_CUE_COUNT && (kinds >> hit->owner & 1u) != 0;
}

/* The first cue of these kinds in a sentence, or NULL. */
static const lg_hit *cue_in(const lg_explainer *e, uint32_t sentence, uint64_t kinds) {
  const lg_sentence *at = &e->document->sentences[sentence];
  for (size_t i = first_cue_from(e, at->start); i < e->cue_count && e->cues[i].start < at->end;
       ++i) {
    if (is_one_of(&e->cues[i], kinds)) {
      return &e->cues[i];
    }
  }
  return NULL;
}

/* -- attributes ---------------------------------------------------------------------------- */

typedef struct attribute_words {
  uint32_t bit;
  const char *words;
  const char *missing; /* where it is required */
  uint64_t cues;       /* before or behind the stretch, or in it */
  uint64_t headings;   /* what announces it */
} attribute_words;

static const attribute_words ATTRIBUTES[] = {
    {LG_DENIED, "denied", "not denied",
     CUE(NEGATION) | CUE(NEGATION_AFTER) | CUE(DISMISSAL) | CUE(DISMISSAL_AFTER),
     CUE(DENIAL_HEADING)},
    {LG_RETRACTED, "taken back", "not taken back",
     CUE(RETRACTION) | CUE(DENIAL_HEADING) | CUE(RETRACTION_AFTER),
     CUE(RETRACTION) | CUE(DENIAL_HEADING)},
    {LG_WARNED, "warned against", "not warned against", CUE(WARNING), 0},
    {LG_ASKED, "asked", "not asked", CUE(INDIRECT_QUESTION), CUE(QUESTION_HEADING)},
    {LG_ASSUMED, "assumed", "not assumed", CUE(ASSUMPTION),
     CUE(ASSUMPTION_HEADING) | CUE(ASSUMPTION)},
    {LG_HYPOTHETICAL, "hypothetical", "not hypothetical", CUE(HYPOTHETICAL), 0},
    {LG_ATTRIBUTED, "said of others", "not said of others", CUE(ATTRIBUTION) | CUE(STORY), 0},
    {LG_PAST_REJECTED, "tried and given up", "not tried and given up",
     CUE(REJECTION) | CUE(ATTRIBUTION) | CUE(STORY) | CUE(REGRET), 0},
    {LG_QUOTED, "quoted", "not quoted", 0, 0},
    {LG_ECHO, "repeats the prompt, the rubric or itself", "no repetition", 0, CUE(PROMPT_HEADING)},
    {LG_ASIDE, "beside the subject", "on the subject", 0, 0},
    {LG_LISTED, "in a bare list of terms", "in no bare list", 0, 0},
    {LG_HEADING, "a heading or label", "no heading", 0, 0},
    {LG_IN_LIST, "a list item", "in no list", 0, 0},
    {LG_IN_TABLE, "a table row", "in no table", 0, 0},
    {LG_IN_CODE, "code", "not code", 0, 0},
    {LG_IN_QUOTATION, "a block quote", "in no block quote", 0, 0},
    {LG_OPENING, "in the opening", "not in the opening", 0, 0},
    {LG_CLOSING, "in the closing", "not in the closing", 0, 0},
};

static const attribute_words *words_of(uint32_t bit) {
  for (size_t i = 0; i < sizeof ATTRIBUTES / sizeof ATTRIBUTES[0]; ++i) {
    if (ATTRIBUTES[i].bit == bit) {
      return &ATTRIBUTES[i];
    }
  }
  return &ATTRIBUTES[0];
}

bool lg_explain_scope(const lg_explainer *e, uint32_t bit, uint32_t offset, uint32_t *start,
                      uint32_t *end) {
  const lg_scope *scopes = e->document->scopes;
  for (uint32_t i = 0; i < e->document->scope_count && scopes[i].start <= offset; ++i) {
    if (offset >= scopes[i].end || (scopes[i].attributes & bit) == 0) {
      continue;
    }
    uint32_t first = i;
    uint32_t last = i;
    while (first > 0 && scopes[first - 1].end == scopes[first].start &&
           (scopes[first - 1].attributes & bit) != 0) {
      --first;
    }
    while (last + 1 < e->document->scope_count && scopes[last + 1].start == scopes[last].end &&
           (scopes[last + 1].attributes & bit) != 0) {
      ++last;
    }
    *start = scopes[first].start;
    *end = scopes[last].end;
    return true;
  }
  return false;
}

/* The trigger of a stretch: right before it or at its beginning, else right behind. */
static const lg_hit *trigger_of(const lg_explainer *e, uint64_t kinds, uint32_t sentence,
                                uint32_t start, uint32_t end) {
  const lg_hit *behind = NULL;
  const lg_sentence *at = &e->document->sentences[sentence];
  for (size_t i = first_cue_from(e, at->start); i < e->cue_count && e->cues[i].start <= end; ++i) {
    const lg_hit *hit = &e->cues[i];
    if (!is_one_of(hit, kinds)) {
      continue;
    }
    if (hit->start <= start && hit->end >= start) {
      return hit;
    }
    behind = hit->start == end ? hit : behind;
  }
  return behind;
}

enum { CHAIN = 4 };

static uint32_t heading_of(const lg_explainer *e, uint32_t sentence, uint64_t kinds) {
  uint32_t context = e->document->sentences[sentence].context;
  for (unsigned steps = 0; context != LG_NO_SENTENCE && steps < CHAIN; ++steps) {
    if (cue_in(e, context, kinds) != NULL) {
      return context;
    }
    context = e->document->sentences[context].context;
  }
  return LG_NO_SENTENCE;
}

static bool ends_asking(const lg_explainer *e, uint32_t sentence) {
  const lg_sentence *at = &e->document->sentences[sentence];
  uint32_t end = at->end;
  while (end > at->start && strchr("\"')]* .!", e->document->text[end - 1]) != NULL) {
    --end;
  }
  return end > at->start && e->document->text[end - 1] == '?';
}

static void gather_trigger(lg_explainer *e, const lg_hit *hit) {
  lg_layout_format(&e->layout, " (");
  lg_explain_words(e, hit->start, hit->end);
  lg_layout_format(&e->layout, ")");
}

static void gather_heading(lg_explainer *e, uint32_t sentence) {
  const lg_sentence *at = &e->document->sentences[sentence];
  lg_layout_format(&e->layout, " (under ");
  lg_explain_words(e, at->start, at->end);
  lg_layout_format(&e->layout, ", line %u)", lg_explain_line_of(e, at->start));
}

void lg_explain_attribute(lg_explainer *e, uint32_t bit, uint32_t sentence, uint32_t offset) {
  const attribute_words *words = words_of(bit);
  uint32_t start;
  uint32_t end;
  lg_layout_format(&e->layout, "%s", words->words);
  if (words->cues == 0 && words->headings == 0) {
    return;
  }
  find_cues(e);
  const lg_hit *hit = NULL;
  if (lg_explain_scope(e, bit, offset, &start, &end)) {
    hit = trigger_of(e, words->cues, sentence, start, end);
  } else if (bit == LG_ASKED && ends_asking(e, sentence)) {
    lg_layout_format(&e->layout, " (a question)");
    return;
  } else if (bit != LG_DENIED) { /* a whole sentence is denied by its heading */
    hit = cue_in(e, sentence, words->cues);
  }
  const uint32_t heading = hit == NULL ? heading_of(e, sentence, words->headings) : LG_NO_SENTENCE;
  if (hit == NULL && heading == LG_NO_SENTENCE && bit == LG_RETRACTED &&
      sentence + 1 < e->document->sentence_count) {
    hit = cue_in(e, sentence + 1, CUE(RETRACTION_AFTER)); /* "Scratch that." */
  }
  if (hit != NULL) {
    gather_trigger(e, hit);
  } else if (heading != LG_NO_SENTENCE) {
    gather_heading(e, heading);
  }
}

void lg_explain_objection(lg_explainer *e, lg_reading reading, const lg_span *span) {
  const uint32_t forbidden = span->attributes & reading.forbid;
  const uint32_t missing = reading.require & ~span->attributes;
  bool first = true;
  for (uint32_t bit = 1; bit != 0; bit <<= 1) {
    if ((forbidden & bit) != 0) {
      lg_layout_format(&e->layout, "%s", first ? "" : ", ");
      lg_explain_attribute(e, bit, span->first_sentence, span->start);
      first = false;
    } else if ((missing & bit) != 0) {
      lg_layout_format(&e->layout, "%s%s", first ? "" : ", ", words_of(bit)->missing);
      first = false;
    }
  }
}
