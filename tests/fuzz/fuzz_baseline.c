/* The file of a baseline: any bytes are read or refused with a message. What was
 * read is written, sorted, and read again: the same entries, and the same bytes
 * once more. Files are kept in memory here. */
#include "baseline.h"
#include "files.h"
#include "fuzz.h"
#include "replace.h"

static char *file_text;
static size_t file_length;

bool read_file(const char *path, lgr_diagnostics *run, file_bytes *out) {
  (void)path;
  (void)run;
  const fuzz_input whole = {file_text, file_length};
  out->data = exact_copy(whole);
  out->length = file_length;
  return true;
}

int replace_file(const char *path, bool follow, int (*write)(void *context, FILE *file),
                 void *context) {
  (void)path;
  (void)follow;
  free(file_text);
  file_text = NULL;
  FILE *file = open_memstream(&file_text, &file_length);
  PROMISE(file != NULL);
  const int status = write(context, file);
  fclose(file);
  return status;
}

static void free_entries(cli_baseline *baseline) {
  for (size_t i = 0; i < baseline->entries.count; ++i) {
    free(baseline->entries.items[i].answer);
    free(baseline->entries.items[i].rule);
    free(baseline->entries.items[i].band);
    free(baseline->entries.items[i].asked);
  }
  free(baseline->entries.items);
  free(baseline->rubric_id);
  free(baseline->rubric_version);
}

static const lgr_rubric *a_rubric(void) {
  static const char source[] =
      "rubric: fuzz\nformat: 1\nversion: 1.0.0\ntitle: Fuzz\nlanguage: en\n"
      "concepts: {a: [event~]}\nsections:\n- id: one\n  title: One\n  criteria:\n"
      "  - {id: one.x, title: X, points: 1, levels: {1: a}, advice: Say it., probe: Why?}\n";
  static lgr_rubric *rubric;
  if (rubric == NULL) {
    PROMISE(lgr_rubric_parse(&rubric, source, sizeof source - 1, NULL, NULL) == LGR_OK);
  }
  return rubric;
}

/* Of entries that stand twice the last one may be left. */
static bool has_doubles(const entry_list *entries) {
  for (size_t i = 1; i < entries->count; ++i) {
    if (compare_entries(&entries->items[i - 1], &entries->items[i]) == 0) {
      return true;
    }
  }
  return false;
}

static void sort(entry_list *entries) {
  if (entries->count > 0) {
    qsort(entries->items, entries->count, sizeof *entries->items, compare_entries);
  }
}

static void compare(const entry_list *left, const entry_list *right) {
  PROMISE(left->count == right->count);
  for (size_t i = 0; i < left->count; ++i) {
    const baseline_entry *one = &left->items[i];
    const baseline_entry *other = &right->items[i];
    PROMISE(compare_entries(one, other) == 0 && one->value == other->value);
  }
}

static void write_and_read_again(const entry_list *entries) {
  cli_baseline again = {.path = "again"};
  PROMISE(write_baseline(&again, entries, a_rubric()) == 0);
  PROMISE(read_baseline("again", NULL, &again));
  sort(&again.entries);
  compare(entries, &again.entries);
  char *first = text_copy((fuzz_input){file_text, file_length});
  const size_t length = file_length;
  PROMISE(write_baseline(&again, &again.entries, a_rubric()) == 0);
  PROMISE(length == file_length && memcmp(first, file_text, length) == 0);
  free(first);
  free_entries(&again);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length) {
  const fuzz_input whole = {(const char *)bytes, length};
  file_text = exact_copy(whole);
  file_length = length;
  lgr_diagnostics *run = NULL;
  PROMISE(lgr_diagnostics_new(&run, NULL) == LGR_OK);
  cli_baseline baseline = {.path = "fuzz.json"};
  const bool read = read_baseline("fuzz.json", run, &baseline);
  PROMISE(read == (lgr_diagnostics_count(run) == 0));
  sort(&baseline.entries);
  if (read && !has_doubles(&baseline.entries)) {
    write_and_read_again(&baseline.entries);
  }
  free_entries(&baseline);
  lgr_diagnostics_free(run);
  free(file_text);
  file_text = NULL;
  return 0;
}
