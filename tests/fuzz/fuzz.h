/* What the fuzz targets share. A target is one function that takes bytes; built
 * with -DLIBGRADE_FUZZ=ON (Clang) libFuzzer calls it, otherwise replay.c gives it
 * every file of its corpus, which is what ./dev test does. A promise that does
 * not hold ends the process. */
#ifndef LIBGRADE_TESTS_FUZZ_H
#define LIBGRADE_TESTS_FUZZ_H

#include <libgrade/libgrade.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

#define PROMISE(condition)                                                                         \
  do {                                                                                             \
    if (!(condition)) {                                                                            \
      fprintf(stderr, "%s:%d: broken promise: %s\n", __FILE__, __LINE__, #condition);              \
      abort();                                                                                     \
    }                                                                                              \
  } while (0)

/* The input is taken apart from the front: single bytes choose options, what
 * stands between separators is text. */
typedef struct fuzz_input {
  const char *bytes;
  size_t length;
} fuzz_input;

static inline unsigned take_byte(fuzz_input *input) {
  if (input->length == 0) {
    return 0;
  }
  const unsigned byte = (unsigned char)*input->bytes++;
  --input->length;
  return byte;
}

/* Up to the next "\n====\n", or all that is left. */
static inline fuzz_input take_part(fuzz_input *input) {
  static const char separator[] = "\n====\n";
  const size_t width = sizeof separator - 1;
  fuzz_input part = *input;
  for (size_t at = 0; at + width <= input->length; ++at) {
    if (memcmp(input->bytes + at, separator, width) == 0) {
      part.length = at;
      input->bytes += at + width;
      input->length -= at + width;
      return part;
    }
  }
  input->bytes += input->length;
  input->length = 0;
  return part;
}

/* A copy that ends exactly where the part ends, so that reading past it is seen. */
static inline char *exact_copy(fuzz_input part) {
  char *copy = malloc(part.length > 0 ? part.length : 1);
  PROMISE(copy != NULL);
  memcpy(copy, part.bytes, part.length);
  return copy;
}

/* NUL-terminated; NULs inside become spaces. */
static inline char *text_copy(fuzz_input part) {
  char *copy = malloc(part.length + 1);
  PROMISE(copy != NULL);
  memcpy(copy, part.bytes, part.length);
  for (size_t i = 0; i < part.length; ++i) {
    copy[i] = copy[i] == '\0' ? ' ' : copy[i];
  }
  copy[part.length] = '\0';
  return copy;
}

/* -- a report as a text ----------------------------------------------------------- */

typedef struct fuzz_text {
  char *bytes;
  size_t length;
  size_t capacity;
} fuzz_text;

static inline int fuzz_sink(void *context, const char *bytes, size_t length) {
  fuzz_text *text = context;
  if (text->length + length + 1 > text->capacity) {
    text->capacity = (text->length + length + 1) * 2;
    text->bytes = realloc(text->bytes, text->capacity);
    PROMISE(text->bytes != NULL);
  }
  memcpy(text->bytes + text->length, bytes, length);
  text->length += length;
  text->bytes[text->length] = '\0';
  return 0;
}

/* -- rubrics ------------------------------------------------------------------------ */

/* lgr_rubric_parse, but for the language: `en` is a small one here, because nearly
 * all of the time would go into the cues of English, which are the same for every
 * input. fuzz_answer and fuzz_document have the real ones. */
lgr_status fuzz_rubric_parse(lgr_rubric **out, const char *bytes, size_t length,
                             const lgr_rubric_options *options, lgr_diagnostics *diagnostics);

/* -- gradings ----------------------------------------------------------------------- */

static inline lgr_grader *fuzz_grader(const lgr_rubric *rubric, int without_prefilter) {
  const lgr_grader_options options = {.size = sizeof options,
                                      .without_prefilter = without_prefilter};
  lgr_grader *grader = NULL;
  PROMISE(lgr_grader_new(&grader, rubric, &options) == LGR_OK);
  return grader;
}

/* Grades `part`; NULL when the library refuses it with a status that it may
 * give. `prompt` may be NULL. */
static inline lgr_result *fuzz_grade_with(lgr_grader *grader, fuzz_input part, const char *name,
                                          const char *prompt) {
  char *text = exact_copy(part);
  const lgr_answer answer = {
      .size = sizeof answer, .text = text, .length = part.length, .name = name, .prompt = prompt};
  lgr_result *result = NULL;
  const lgr_status status = lgr_grade(&result, grader, &answer);
  PROMISE(status == LGR_OK || status == LGR_LIMIT);
  PROMISE((status == LGR_OK) == (result != NULL));
  free(text);
  return result;
}

/* The same with a grader for this once. */
static inline lgr_result *fuzz_grade(const lgr_rubric *rubric, fuzz_input part, const char *prompt,
                                     int without_prefilter) {
  lgr_grader *grader = fuzz_grader(rubric, without_prefilter);
  lgr_result *result = fuzz_grade_with(grader, part, "fuzz.md", prompt);
  lgr_grader_free(grader);
  return result;
}

static inline fuzz_text fuzz_report(const char *format, const lgr_result *result,
                                    const lgr_report_options *options) {
  fuzz_text text = {0};
  PROMISE(lgr_report_write(format, &result, 1, NULL, options, fuzz_sink, &text) == LGR_OK);
  return text;
}

#endif
