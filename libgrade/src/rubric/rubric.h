/* YAML in, an immutable rubric out, with every problem of the file reported at
 * once. The format is described in rubrics/README.md. */
#ifndef LG_RUBRIC_RUBRIC_H
#define LG_RUBRIC_RUBRIC_H

#include <stddef.h>

#include "base/diagnostic.h"
#include "base/digest.h"
#include "base/phrases.h"
#include "base/status.h"
#include "model/language.h"
#include "model/scheme.h"
#include "model/signal.h"

typedef struct lg_rubric {
  lg_arena arena; /* holds everything below but language and patterns */
  const char *id;
  const char *title;
  const char *version;
  char digest[LG_DIGEST_TEXT];
  lg_language *language; /* owned */
  lg_program program;    /* owns program.patterns */
  lg_scheme scheme;
  lg_phrases phrases; /* of all that reports say of the rubric: titles, advice, probes */
  void *image;        /* of a built-in rubric: the block that holds all of it, this
                         structure too; else NULL. See rubric/image.h */
  size_t image_size;
} lg_rubric;

/* Returns 0 and the bytes of a named file, or non-zero when there is none. The
 * bytes are borrowed until the parse returns. */
typedef int (*lg_source_reader)(void *context, const char *name, const char **bytes,
                                size_t *length);

typedef struct lg_rubric_input {
  const char *origin; /* name of the main file, for diagnostics */
  const char *bytes;
  size_t length;
  lg_source_reader read_include; /* NULL: includes are an error */
  void *include_context;
  lg_source_reader read_language; /* name "en" -> the language file */
  void *language_context;
} lg_rubric_input;

/* Reads a rubric. *out is NULL unless LG_OK. LG_REJECTED: errors, all of them
 * in `diagnostics` (which may be NULL). LG_LIMIT: too large. LG_UNSUPPORTED: a
 * format version or language that is not known. LG_NO_MEMORY. Warnings and
 * notes are added on success, too. Linear in the files. */
lg_status lg_rubric_parse(lg_rubric **out, const lg_rubric_input *input,
                          const lg_allocator *allocator, lg_diagnostics *diagnostics);
void lg_rubric_free(lg_rubric *rubric);

/* Reads a language file (libgrade/languages/en.yaml shows the format). Same
 * statuses. */
lg_status lg_language_parse(lg_language **out, const char *origin, const char *bytes, size_t length,
                            const lg_allocator *allocator, lg_diagnostics *diagnostics);
void lg_language_free(lg_language *language);

#endif
