#include "report/fingerprint.h"

#include <string.h>

#include "base/digest.h"
#include "base/index.h"
#include "report/paths.h"

/* -- digits -------------------------------------------------------------------- */

/* With its NUL, which keeps "ab" "c" from being "a" "bc". */
static void add_text(lg_digest *digest, const char *text) {
  lg_digest_add(digest, text, strlen(text) + 1);
}

static bool is_space(char byte) {
  return byte == ' ' || byte == '\t' || byte == '\n' || byte == '\r' || byte == '\f' ||
         byte == '\v';
}

/* Word by word, so that wrapping a paragraph anew changes nothing. */
static void add_words(lg_digest *digest, const char *text, size_t length) {
  for (size_t at = 0; at < length;) {
    size_t end = at;
    while (end < length && !is_space(text[end])) {
      ++end;
    }
    if (end > at) {
      lg_digest_add(digest, text + at, end - at);
      lg_digest_add(digest, " ", 1);
    }
    at = end + 1;
  }
}

/* A check and a verdict on the same rule are two faults; that a criterion is
 * missing and that it is credited in part are one, better or worse. */
static const char *group_of(lg_fault_kind kind) {
  switch (kind) {
  case LG_FAULT_NOT_GRADED:
    return "not graded";
  case LG_FAULT_UNDECIDED:
    return "undecided";
  case LG_FAULT_CHECK:
    return "check";
  case LG_FAULT_NO_DESIGN:
  case LG_FAULT_PENALTY:
  case LG_FAULT_MISSING:
  case LG_FAULT_PARTIAL:
    break;
  }
  return "verdict";
}

static void finish(lg_digest *digest, char digits[LG_FINGERPRINT_DIGITS + 1]) {
  char text[LG_DIGEST_TEXT];
  lg_digest_end(digest, text);
  memcpy(digits, text, LG_FINGERPRINT_DIGITS);
  digits[LG_FINGERPRINT_DIGITS] = '\0';
}

static void make_digits(const lg_fault *fault, lg_fingerprint_kind kind, const char *path,
                        char digits[LG_FINGERPRINT_DIGITS + 1]) {
  const lg_result_evidence *place = kind == LG_FINGERPRINT_WORDING ? fault->place : NULL;
  lg_digest digest;
  lg_digest_begin(&digest);
  add_text(&digest, place != NULL ? "wording" : "rule");
  add_text(&digest, fault->result != NULL ? fault->result->rubric_id : "");
  add_text(&digest, fault->rule);
  add_text(&digest, group_of(fault->kind));
  if (place != NULL) {
    add_words(&digest, place->text, place->text_length);
  } else {
    add_text(&digest, path);
  }
  finish(&digest, digits);
}

/* -- ordinals ------------------------------------------------------------------ */

typedef struct key {
  char digits[LG_FINGERPRINT_DIGITS + 1];
} key;

/* What is counted: the same digits in the same file. */
static void make_key(const lg_fingerprint *fingerprint, const char *path, key *out) {
  lg_digest digest;
  lg_digest_begin(&digest);
  add_text(&digest, fingerprint->digits);
  add_text(&digest, path);
  finish(&digest, out->digits);
}

/* The index holds equal keys side by side, in the order of their faults. */
static void number(lg_fingerprint *fingerprints, const lg_index *index) {
  uint32_t ordinal = 0;
  for (size_t i = 0; i < index->count; ++i) {
    const bool again = i > 0 && strcmp(index->entries[i].name, index->entries[i - 1].name) == 0;
    ordinal = again ? ordinal + 1 : 1;
    fingerprints[index->entries[i].value].ordinal = ordinal;
  }
}

int lg_fingerprints_make(const lg_faults *faults, lg_fingerprint_kind kind, const char *root,
                         lg_arena *arena, lg_fingerprint **out) {
  *out = NULL;
  if (faults->count == 0) {
    return 1;
  }
  lg_fingerprint *made = lg_arena_take_array(arena, faults->count, sizeof *made);
  key *keys = lg_arena_take_array(arena, faults->count, sizeof *keys);
  const char **names = lg_arena_take_array(arena, faults->count, sizeof *names);
  if (made == NULL || keys == NULL || names == NULL) {
    return 0;
  }
  for (size_t i = 0; i < faults->count; ++i) {
    const char *path = lg_path_relative(lg_fault_path(&faults->items[i]), root);
    make_digits(&faults->items[i], kind, path, made[i].digits);
    make_key(&made[i], path, &keys[i]);
    names[i] = keys[i].digits;
  }
  lg_index index;
  if (!lg_index_build(&index, arena, names, faults->count)) {
    return 0;
  }
  number(made, &index);
  *out = made;
  return 1;
}

void lg_fingerprint_write(const lg_fingerprint *fingerprint, lg_buffer *out) {
  lg_buffer_format(out, "%s:%u", fingerprint->digits, fingerprint->ordinal);
}
