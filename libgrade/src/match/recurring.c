/* What an answer is about can be told without a list of subjects: it comes back to
 * it. A text about parcels says "parcel" in sentence after sentence, and a paragraph
 * that was put behind it about something else does not.
 *
 * Words are compared without a plural's "s". Common words of the language ("week",
 * "left") tell nothing. */
#include "match/recurring.h"

#include <stdlib.h>
#include <string.h>

#include "base/hash.h"

enum { SHORTEST = 3 /* letters */, SENTENCES = 3 };

static uint32_t singular_length(const char *bytes, uint32_t length) {
  const bool plural = length > SHORTEST && bytes[length - 1] == 's' && bytes[length - 2] != 's';
  return plural ? length - 1 : length;
}

/* "it's", "3rd": no names of things. */
static bool is_plain(const char *bytes, uint32_t length) {
  for (uint32_t i = 0; i < length; ++i) {
    if (bytes[i] == '\'' || (bytes[i] >= '0' && bytes[i] <= '9')) {
      return false;
    }
  }
  return true;
}

static bool is_listed(const lg_language *language, const char *bytes, size_t length) {
  return lg_word_in((const char *const *)language->common_words, language->common_word_count, bytes,
                    length);
}

/* Does it end so, and is what stands before it listed? */
static bool is_listed_without(const lg_language *language, const char *bytes, uint32_t length,
                              const char *ending) {
  const size_t cut = strlen(ending);
  return length > cut && memcmp(bytes + length - cut, ending, cut) == 0 &&
         is_listed(language, bytes, length - cut);
}

/* As it stands, or "hours", "looked", "moved", "waiting". */
static bool is_common(const lg_language *language, const char *bytes, uint32_t length) {
  static const char *const endings[] = {"s", "es", "ed", "d", "ing", "ly"};
  bool common = is_listed(language, bytes, length);
  for (size_t i = 0; i < sizeof endings / sizeof *endings && !common; ++i) {
    common = is_listed_without(language, bytes, length, endings[i]);
  }
  return common;
}

static bool tells(const lg_language *language, const char *bytes, uint32_t length) {
  return length >= SHORTEST && is_plain(bytes, length) && !is_common(language, bytes, length);
}

static uint32_t collect(const lg_document *document, const lg_language *language,
                        lg_hashed *entries) {
  uint32_t count = 0;
  for (uint32_t i = 0; i < document->word_count; ++i) {
    const lg_word *word = &document->words[i];
    const char *bytes = document->text + word->start;
    const uint32_t length = word->end - word->start;
    const bool echo = (document->sentences[word->sentence].attributes & LG_ECHO) != 0;
    if (!echo && tells(language, bytes, length)) {
      const uint32_t compared = singular_length(bytes, length);
      entries[count++] = lg_hash(bytes, compared, i);
    }
  }
  return count;
}

static bool same_word(const lg_document *document, const lg_hashed *left, const lg_hashed *right) {
  return left->length == right->length &&
         memcmp(document->text + document->words[left->number].start,
                document->text + document->words[right->number].start, left->length) == 0;
}

/* Behind the entries with the hash of the first one. */
static uint32_t group_end(const lg_hashed *entries, uint32_t count, uint32_t first) {
  uint32_t end = first + 1;
  while (end < count && entries[end].hash == entries[first].hash) {
    ++end;
  }
  return end;
}

/* In how many sentences stands the first word of a group? In the order of words. */
static uint32_t sentences_of(const lg_document *document, const lg_hashed *group, uint32_t count) {
  uint32_t sentences = 0;
  uint32_t last = LG_NO_SENTENCE;
  for (uint32_t i = 0; i < count; ++i) {
    const uint32_t sentence = document->words[group[i].number].sentence;
    if (sentence != last && same_word(document, group, &group[i])) {
      ++sentences;
      last = sentence;
    }
  }
  return sentences;
}

bool lg_find_recurring(const lg_document *document, const lg_language *language, lg_arena *arena,
                       lg_span_list *list) {
  lg_hashed *entries =
      lg_arena_take_array(arena, (size_t)document->word_count + 1, sizeof *entries);
  if (entries == NULL) {
    return false;
  }
  const uint32_t count = collect(document, language, entries);
  qsort(entries, count, sizeof *entries, lg_by_hash);
  uint32_t end;
  for (uint32_t first = 0; first < count; first = end) {
    end = group_end(entries, count, first);
    if (sentences_of(document, &entries[first], end - first) < SENTENCES) {
      continue;
    }
    for (uint32_t i = first; i < end; ++i) {
      const lg_word *word = &document->words[entries[i].number];
      if (same_word(document, &entries[first], &entries[i])) {
        lg_spans_add(list, arena, lg_span_make(document, word->start, word->end));
      }
    }
  }
  return !list->failed;
}
