/* The reader of wordings and the prefilter: up to eight wordings, one a line, and
 * behind a separator a text, one sentence a line. What the set finds is the same
 * with the prefilter and with every pattern tried everywhere. */
#include "base/arena.h"
#include "base/fold.h"
#include "fuzz.h"
#include "pattern/set.h"

enum { MOST_WORDINGS = 8, MOST_UNITS = 256, LONGEST_TEXT = 4096 };

typedef struct bench {
  lg_allocator memory;
  lg_arena arena;
  lg_pattern_builder *builder;
  lg_pattern_set *set;
  lg_unit_range units[MOST_UNITS];
  uint32_t unit_count;
} bench;

static void add_wordings(bench *b, fuzz_input lines, unsigned typos) {
  uint32_t owner = 0;
  for (size_t at = 0; at < lines.length && owner < MOST_WORDINGS; ++owner) {
    const char *line = lines.bytes + at;
    const char *end = memchr(line, '\n', lines.length - at);
    const size_t length = end != NULL ? (size_t)(end - line) : lines.length - at;
    at += length + 1;
    lg_wording wording;
    lg_wording_error error;
    memset(&error, 0, sizeof error);
    const lg_status status =
        owner % 2 == 0 ? lg_wording_read(&wording, line, length, NULL, &b->arena, &error)
                       : lg_wording_read_split(&wording, line, length, NULL, &b->arena, &error);
    PROMISE(status == LG_OK ||
            (status == LG_REJECTED && error.message != NULL && error.offset <= length));
    if (status == LG_OK && wording.kind != LG_WORDING_SEQUENCE) {
      const lg_status added = lg_pattern_builder_add(b->builder, owner, &wording, typos, &error);
      PROMISE(added == LG_OK || added == LG_REJECTED || added == LG_LIMIT);
    }
  }
}

static void cut_units(bench *b, const char *text, size_t length) {
  uint32_t start = 0;
  for (uint32_t i = 0; i <= length && b->unit_count < MOST_UNITS; ++i) {
    if (i == length || text[i] == '\n') {
      if (i > start) {
        b->units[b->unit_count++] = (lg_unit_range){start, i};
      }
      start = i + 1;
    }
  }
}

static void scan(const bench *b, const char *text, size_t length, bool without_prefilter,
                 lg_pattern_scratch **scratch, lg_scan_output *out) {
  *scratch = lg_pattern_scratch_new(b->set, &b->memory);
  PROMISE(*scratch != NULL);
  const lg_scan_input input = {text, length, b->units, b->unit_count, without_prefilter};
  PROMISE(lg_pattern_scan(b->set, *scratch, &input, NULL, NULL, out) == LG_OK);
}

static lg_hit *hits_of(const lg_scan_output *output) {
  lg_hit *hits = malloc((output->hit_count + 1) * sizeof *hits);
  PROMISE(hits != NULL);
  lg_scan_hits(output, hits);
  return hits;
}

static void compare(const bench *b, const char *text, size_t length) {
  lg_pattern_scratch *scratch[2];
  lg_scan_output out[2];
  scan(b, text, length, false, &scratch[0], &out[0]);
  scan(b, text, length, true, &scratch[1], &out[1]);
  const bool decided = out[0].undetermined_count == 0 && out[1].undetermined_count == 0 &&
                       !out[0].all_undetermined && !out[1].all_undetermined;
  if (decided) {
    PROMISE(out[0].hit_count == out[1].hit_count);
    lg_hit *hits = hits_of(&out[0]);
    lg_hit *others = hits_of(&out[1]);
    for (size_t i = 0; i < out[0].hit_count; ++i) {
      PROMISE(hits[i].owner == others[i].owner && hits[i].start == others[i].start &&
              hits[i].end == others[i].end);
      PROMISE(hits[i].start < hits[i].end && hits[i].end <= length);
    }
    free(hits);
    free(others);
  }
  lg_pattern_scratch_free(scratch[0]);
  lg_pattern_scratch_free(scratch[1]);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length) {
  fuzz_input rest = {(const char *)bytes, length};
  const unsigned typos = take_byte(&rest) % 3;
  const fuzz_input lines = take_part(&rest);
  const fuzz_input given = take_part(&rest);
  bench b = {.memory = lg_allocator_standard()};
  lg_buffer text; /* as the document layer hands it over */
  lg_buffer_init(&text, &b.memory);
  lg_fold(given.bytes, given.length < LONGEST_TEXT ? given.length : LONGEST_TEXT, &text);
  lg_buffer_add_text(&text, "");
  lg_arena_init(&b.arena, &b.memory);
  b.builder = lg_pattern_builder_new(&b.memory);
  PROMISE(b.builder != NULL);
  add_wordings(&b, lines, typos);
  PROMISE(lg_pattern_builder_finish(b.builder, &b.set) == LG_OK);
  cut_units(&b, text.bytes, text.length);
  compare(&b, text.bytes, text.length);
  lg_buffer_free(&text);
  lg_pattern_set_free(b.set);
  lg_pattern_builder_free(b.builder);
  lg_arena_free(&b.arena);
  return 0;
}
