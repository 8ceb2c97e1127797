/* A pattern set: all wordings of a rubric (or all cues of a language) in one
 * object, searched in one pass. Immutable once built, shared between threads.
 *
 * The contract of the prefilter: it may report too much, and must never miss.
 * With the prefilter off every pattern is tried everywhere; the matches are the
 * same. */
#ifndef LG_PATTERN_SET_H
#define LG_PATTERN_SET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/allocator.h"
#include "base/image.h"
#include "base/status.h"
#include "pattern/wording.h"

typedef struct lg_pattern_set lg_pattern_set;
typedef struct lg_pattern_builder lg_pattern_builder;
typedef struct lg_pattern_scratch lg_pattern_scratch; /* per thread */

/* -- building ------------------------------------------------------------- */

lg_pattern_builder *lg_pattern_builder_new(const lg_allocator *allocator); /* NULL: no memory */
void lg_pattern_builder_free(lg_pattern_builder *builder);

/* Adds a PLAIN or IRREGULAR wording. `owner` is any number of the caller's and
 * comes back with every match; small numbers, since a scan counts by them.
 * typos: 0, 1 or 2 edits forgiven in plain single words. What `wording` points
 * to is copied. LG_REJECTED with *error filled when PCRE2 refuses the pattern or
 * when it can match nothing ("x*"); LG_LIMIT past LG_LIMIT_FORMS; LG_NO_MEMORY. */
lg_status lg_pattern_builder_add(lg_pattern_builder *builder, uint32_t owner,
                                 const lg_wording *wording, unsigned typos,
                                 lg_wording_error *error);

/* Builds the set; the builder is empty afterwards and still to be freed.
 * O(total length of all forms). *out NULL on failure. */
lg_status lg_pattern_builder_finish(lg_pattern_builder *builder, lg_pattern_set **out);
void lg_pattern_set_free(lg_pattern_set *set);

/* -- searching ------------------------------------------------------------ */

/* A stretch of text that no match crosses: a sentence. */
typedef struct lg_unit_range {
  uint32_t start;
  uint32_t end;
} lg_unit_range;

/* Where wordings were found in the text. */
typedef struct lg_found_at {
  uint32_t start;
  uint32_t end; /* exclusive */
} lg_found_at;

typedef struct lg_scan_input {
  const char *text; /* normalised, valid UTF-8 */
  size_t length;
  const lg_unit_range *units; /* ascending, disjoint */
  uint32_t unit_count;
  bool without_prefilter;
} lg_scan_input;

/* Called for every sentence PCRE2 sees and every 64 KiB; non-zero stops the scan. */
typedef int (*lg_scan_poll)(void *context);

typedef struct lg_scan_output {
  const lg_found_at *places; /* by start, then end, each once */
  uint32_t place_count;
  const uint32_t *found; /* numbers of places; those of an owner, ascending, each once, are */
  const uint32_t *first; /* found[first[owner]] up to */
  const uint32_t *end;   /* found[end[owner]]; both NULL when nothing was found */
  uint32_t owner_end;
  size_t hit_count;             /* an owner at a place is a hit */
  const uint32_t *undetermined; /* owners of patterns that met a limit, ascending */
  size_t undetermined_count;
  bool all_undetermined;  /* LG_LIMIT_HITS or LG_LIMIT_CONFIRMS was met */
  const char *limit_code; /* the LG_CODE_... of the first limit met, or NULL */
} lg_scan_output;         /* valid until the next scan with the same scratch */

lg_pattern_scratch *lg_pattern_scratch_new(const lg_pattern_set *set,
                                           const lg_allocator *allocator); /* NULL: no memory */
void lg_pattern_scratch_free(lg_pattern_scratch *scratch);

/* Finds every match of every pattern. LG_NO_MEMORY; LG_CANCELLED when poll
 * (which may be NULL) says so. Linear in text and matches, plus PCRE2's cost,
 * which is bounded by limits, on candidate units. */
lg_status lg_pattern_scan(const lg_pattern_set *set, lg_pattern_scratch *scratch,
                          const lg_scan_input *input, lg_scan_poll poll, void *poll_context,
                          lg_scan_output *output);

typedef struct lg_hit {
  uint32_t owner;
  uint32_t start;
  uint32_t end; /* exclusive */
} lg_hit;

/* All hits, into room for hit_count of them, by owner and place. */
void lg_scan_hits(const lg_scan_output *output, lg_hit *out);

/* The same by place; of hits at one start the longest first, then by owner. */
void lg_scan_hits_by_place(const lg_scan_output *output, lg_hit *out);

/* Lays the set out in an image; returns its place there. A set that is loaded
 * from an image belongs to it: lg_pattern_set_free leaves it alone. */
uint32_t lg_pattern_set_freeze(const lg_pattern_set *set, lg_image_writer *writer);

/* Figures for lint, benchmarks and tests. */
typedef struct lg_pattern_statistics {
  uint32_t forms;      /* plain forms in the automaton */
  uint32_t states;     /* of the automaton */
  uint32_t regexes;    /* irregular patterns */
  uint32_t unanchored; /* of these, without a required literal */
  size_t bytes;        /* memory of the set */
} lg_pattern_statistics;

void lg_pattern_set_statistics(const lg_pattern_set *set, lg_pattern_statistics *out);
const char *lg_pattern_library_version(void); /* PCRE2's */

#endif
