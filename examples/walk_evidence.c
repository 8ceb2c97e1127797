/* Shows why an answer got its points: reads a rubric from text, with what is
 * wrong with it if it is refused, then walks the criteria of a result and
 * prints every quotation with its place.
 *
 * May be copied and changed freely, without notice (CC0-1.0). */
#include <stdio.h>
#include <string.h>

#include <libgrade/libgrade.h>

static const char rubric_text[] = "rubric: example\n"
                                  "format: 1\n"
                                  "version: 1.0.0\n"
                                  "title: Two things to say\n"
                                  "concepts:\n"
                                  "  key: [\"on {identifier}\", unique key]\n"
                                  "  merge: [merge~, upsert~]\n"
                                  "  rerun: [rerun~, replay~, run~ twice]\n"
                                  "  duplicates: [duplicate~]\n"
                                  "sections:\n"
                                  "  - id: process\n"
                                  "    title: Processing\n"
                                  "    criteria:\n"
                                  "      - id: process.idempotency\n"
                                  "        title: A second run is harmless\n"
                                  "        points: 4\n"
                                  "        levels: {1: merge, 2: merge near key}\n"
                                  "        advice: Name the key the write merges on.\n"
                                  "        probe: What does a second run do?\n"
                                  "      - id: process.reruns\n"
                                  "        title: Says what happens on a rerun\n"
                                  "        points: 2\n"
                                  "        levels: {1: rerun}\n"
                                  "        advice: Say what a rerun does.\n"
                                  "        probe: Who reruns the job, and when?\n"
                                  "      - id: process.duplicates\n"
                                  "        title: Watches for duplicates\n"
                                  "        points: 2\n"
                                  "        levels: {1: duplicates}\n"
                                  "        advice: Count duplicates after each load.\n"
                                  "        probe: How would you notice them?\n";

static const char text[] = "# Load\n"
                           "\n"
                           "We merge each batch on event_id.\n"
                           "A rerun of yesterday changes nothing.\n";

static void print_diagnostics(const lgr_diagnostics *diagnostics) {
  lgr_diagnostic item = {.size = sizeof item};
  for (size_t i = 0; lgr_diagnostics_get(diagnostics, i, &item) == LGR_OK; ++i) {
    fprintf(stderr, "%s:%u:%u: %s [%s]\n", item.origin, item.line, item.column, item.message,
            item.code);
  }
}

static void print_criterion(const lgr_result *result, size_t index) {
  lgr_criterion_result criterion = {.size = sizeof criterion};
  if (lgr_result_criterion(result, index, &criterion) != LGR_OK) {
    return;
  }
  printf("%s: level %u of %u, %g of %g points\n", criterion.id, criterion.level,
         criterion.max_level, (double)criterion.points / 1000, (double)criterion.max_points / 1000);
  for (size_t i = 0; i < criterion.evidence_count; ++i) {
    lgr_evidence evidence = {.size = sizeof evidence};
    if (lgr_result_criterion_evidence(result, index, i, &evidence) == LGR_OK) {
      /* start and end count the bytes of the answer as it was given. */
      printf("  line %u, column %u, bytes %llu to %llu: \"%s\"\n", evidence.line, evidence.column,
             (unsigned long long)evidence.start, (unsigned long long)evidence.end, evidence.text);
    }
  }
  if (criterion.advice != NULL) {
    printf("  advice: %s\n", criterion.advice);
  }
}

static lgr_status grade(lgr_result **result, const lgr_rubric *rubric) {
  lgr_grader *grader = NULL;
  lgr_status status = lgr_grader_new(&grader, rubric, NULL);
  if (status == LGR_OK) {
    const lgr_answer answer = {.size = sizeof answer, .text = text, .length = strlen(text)};
    status = lgr_grade(result, grader, &answer);
  }
  lgr_grader_free(grader);
  return status;
}

int main(void) {
  lgr_diagnostics *diagnostics = NULL;
  lgr_rubric *rubric = NULL;
  lgr_result *result = NULL;

  const lgr_rubric_options options = {.size = sizeof options, .origin = "example.yaml"};
  lgr_status status = lgr_diagnostics_new(&diagnostics, NULL);
  if (status == LGR_OK) {
    status = lgr_rubric_parse(&rubric, rubric_text, strlen(rubric_text), &options, diagnostics);
  }
  if (status == LGR_REJECTED) {
    print_diagnostics(diagnostics);
  }
  if (status == LGR_OK) {
    status = grade(&result, rubric);
  }
  if (status == LGR_OK) {
    for (size_t i = 0; i < lgr_result_criterion_count(result); ++i) {
      print_criterion(result, i);
    }
  } else {
    fprintf(stderr, "walk_evidence: %s\n", lgr_status_text(status));
  }

  /* A result stands on its own: it could outlive the rubric. */
  lgr_rubric_free(rubric);
  lgr_result_free(result);
  lgr_diagnostics_free(diagnostics);
  return status == LGR_OK ? 0 : 1;
}
