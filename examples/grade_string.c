/* Grades a text held in memory with a rubric that is part of the library, and
 * prints the score, the band and what would gain most.
 *
 * May be copied and changed freely, without notice (CC0-1.0). */
#include <stdio.h>
#include <string.h>

#include <libgrade/libgrade.h>

static const char text[] =
    "How many events arrive per second, and how stale may the report be? I assume 5k a second\n"
    "and fifteen minutes.\n"
    "\n"
    "Events go to Kafka and from there to object storage, untouched. Every five minutes a job\n"
    "merges the new ones into an Iceberg table on event_id, so running it twice changes\n"
    "nothing. The table is partitioned by event day, because every report asks for a range of\n"
    "days. A check compares the row count with the source before a batch is published.\n"
    "\n"
    "I chose a five-minute batch over a stream: we give up a few minutes, and gain a job that\n"
    "one person can run.\n";

static void print_result(const lgr_result *result) {
  /* Scores are whole thousandths: 71500 is 71.5. A rubric may have no bands. */
  const char *band = lgr_result_band(result);
  printf("score %.1f of 100, band %s\n", (double)lgr_result_score(result) / 1000,
         band != NULL ? band : "none");

  lgr_next_step next = {.size = sizeof next};
  if (lgr_result_next(result, 0, &next) == LGR_OK) {
    printf("next: %s (%s): +%.1f\n", next.title, next.id, (double)next.gain / 1000);
    printf("  %s\n", next.advice);
  }
}

int main(void) {
  lgr_rubric *rubric = NULL;
  lgr_grader *grader = NULL;
  lgr_result *result = NULL;

  lgr_status status = lgr_rubric_builtin(&rubric, "senior-data-engineer", NULL);
  if (status == LGR_OK) {
    status = lgr_grader_new(&grader, rubric, NULL);
  }
  if (status == LGR_OK) {
    const lgr_answer answer = {.size = sizeof answer, .text = text, .length = strlen(text)};
    status = lgr_grade(&result, grader, &answer);
  }
  if (status == LGR_OK) {
    print_result(result);
  } else {
    fprintf(stderr, "grade_string: %s\n", lgr_status_text(status));
  }

  /* All of these take NULL. */
  lgr_result_free(result);
  lgr_grader_free(grader);
  lgr_rubric_free(rubric);
  return status == LGR_OK ? 0 : 1;
}
