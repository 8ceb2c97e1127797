#include "model/language.h"

#include <string.h>

static const char *const CUE_NAMES[LG_CUE_COUNT] = {
    "negation",
    "negation_after",
    "pseudo_negation",
    "dismissal",
    "dismissal_after",
    "negative_verb",
    "terminator",
    "warning",
    "hypothetical",
    "attribution",
    "rejection",
    "regret",
    "question_word",
    "question_auxiliary",
    "indirect_question",
    "question_heading",
    "rhetorical",
    "question_tag",
    "assumption",
    "assumption_heading",
    "closing_turn",
    "closing_heading",
    "verb",
    "speech_break",
    "clause_break",
    "filler",
    "answer",
    "saying",
    "denial_heading",
    "prompt_heading",
    "joiner",
    "turn",
    "comparison",
    "statement_opening",
    "question_opening",
    "relative",
    "story",
    "story_goes_on",
    "own_voice",
    "preposition",
    "retraction",
    "retraction_after",
    "conclusion",
};

const char *lg_cue_name(lg_cue cue) {
  return cue < LG_CUE_COUNT ? CUE_NAMES[cue] : "";
}

/* strcmp of a NUL-terminated word with a counted one. */
static int compare_counted(const char *left, const char *right, size_t length) {
  const int order = strncmp(left, right, length);
  if (order != 0) {
    return order;
  }
  return left[length] == '\0' ? 0 : 1;
}

int lg_word_in(const char *const *sorted, size_t count, const char *word, size_t length) {
  size_t low = 0;
  size_t high = count;
  while (low < high) {
    const size_t middle = low + (high - low) / 2;
    const int order = compare_counted(sorted[middle], word, length);
    if (order == 0) {
      return 1;
    }
    if (order < 0) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return 0;
}

const lg_unit_word *lg_language_unit(const lg_language *language, const char *word, size_t length) {
  size_t low = 0;
  size_t high = language->unit_count;
  while (low < high) {
    const size_t middle = low + (high - low) / 2;
    const int order = compare_counted(language->units[middle].word, word, length);
    if (order == 0) {
      return &language->units[middle];
    }
    if (order < 0) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return NULL;
}
