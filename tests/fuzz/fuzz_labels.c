/* The reader of labels: any bytes as FILE.labels.json, for each of its parts. It
 * takes what it says it takes, and refuses the rest with a place. */
#include "fuzz.h"
#include "labels.h"

static void check_rules(const expected_rules *rules, uint32_t allowed) {
  for (size_t i = 0; i < rules->count; ++i) {
    PROMISE(rules->items[i].id != NULL && rules->items[i].allowed != 0);
    PROMISE((rules->items[i].allowed & ~allowed) == 0);
  }
}

static void check_marks(const expert_marks *marks, unsigned highest, int quoted) {
  for (size_t i = 0; i < marks->count; ++i) {
    PROMISE(marks->items[i].id != NULL && marks->items[i].level <= highest);
    PROMISE((marks->items[i].quote != NULL) == (quoted != 0));
    PROMISE(marks->items[i].line >= 1 && marks->items[i].column >= 1);
  }
}

static void check_labels(const cli_labels *labels, label_part part) {
  if (part == LABELS_EXPECT) {
    PROMISE(!labels->has_marks && labels->kind == NULL && labels->marks.count == 0);
    PROMISE(!labels->has_score || labels->score[0] <= labels->score[1]);
  } else {
    PROMISE(!labels->has_expect && !labels->has_score && labels->levels.count == 0);
  }
  check_rules(&labels->levels, UINT32_MAX);
  check_rules(&labels->penalties, 3);
  check_marks(&labels->marks, 31, 0);
  check_marks(&labels->penalty_marks, 1, 0);
  check_marks(&labels->evidence_marks, 0, 1);
}

static void check_refusal(const lgr_diagnostics *run) {
  lgr_diagnostic first = {.size = sizeof first};
  PROMISE(lgr_diagnostics_get(run, 0, &first) == LGR_OK);
  PROMISE(first.severity == LGR_ERROR && first.message[0] != '\0');
  PROMISE(first.line >= 1 && first.column >= 1);
}

static void read_part(const char *text, size_t length, label_part part) {
  lgr_diagnostics *run = NULL;
  cli_labels labels;
  PROMISE(lgr_diagnostics_new(&run, NULL) == LGR_OK);
  const int read = read_labels("fuzz.labels.json", text, length, part, run, &labels);
  PROMISE((read != 0) == (lgr_diagnostics_count(run) == 0));
  if (read) {
    check_labels(&labels, part);
  } else {
    check_refusal(run);
  }
  free_labels(&labels);
  lgr_diagnostics_free(run);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length) {
  const fuzz_input whole = {(const char *)bytes, length};
  char *text = exact_copy(whole);
  read_part(text, length, LABELS_EXPECT);
  read_part(text, length, LABELS_MARKS);
  free(text);
  return 0;
}
