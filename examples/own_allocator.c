/* Gives libgrade an allocator of the program's own: one that counts and stops
 * at a budget, as a server does that must not let one request take all memory.
 *
 * May be copied and changed freely, without notice (CC0-1.0). */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <libgrade/libgrade.h>

typedef struct budget {
  size_t limit;
  size_t used;
  size_t peak;
} budget;

static int take(budget *account, size_t size) {
  if (size > account->limit - account->used) {
    return 0;
  }
  account->used += size;
  if (account->used > account->peak) {
    account->peak = account->used;
  }
  return 1;
}

static void *allocate(void *context, size_t size) {
  budget *account = context;
  if (!take(account, size)) {
    return NULL;
  }
  void *block = malloc(size);
  if (block == NULL) {
    account->used -= size;
  }
  return block;
}

/* libgrade tells the old size, so nothing need be stored beside the block. */
static void *resize(void *context, void *block, size_t old_size, size_t new_size) {
  budget *account = context;
  if (new_size > old_size && !take(account, new_size - old_size)) {
    return NULL; /* the block stays as it is */
  }
  void *moved = realloc(block, new_size);
  if (new_size > old_size && moved == NULL) {
    account->used -= new_size - old_size;
  } else if (new_size < old_size && moved != NULL) {
    account->used -= old_size - new_size;
  }
  return moved;
}

static void release(void *context, void *block, size_t size) {
  budget *account = context;
  account->used -= size;
  free(block);
}

/* Grades the text with at most `limit` bytes for everything. */
static lgr_status grade_within(size_t limit, const char *text) {
  budget account = {.limit = limit};
  const lgr_allocator allocator = {
      .allocate = allocate, .resize = resize, .release = release, .context = &account};

  lgr_rubric *rubric = NULL;
  lgr_grader *grader = NULL;
  lgr_result *result = NULL;
  lgr_status status = lgr_rubric_builtin(&rubric, "senior-data-engineer", &allocator);
  if (status == LGR_OK) {
    const lgr_grader_options options = {.size = sizeof options, .allocator = &allocator};
    status = lgr_grader_new(&grader, rubric, &options);
  }
  if (status == LGR_OK) {
    const lgr_answer answer = {.size = sizeof answer, .text = text, .length = strlen(text)};
    status = lgr_grade(&result, grader, &answer);
  }
  lgr_result_free(result);
  lgr_grader_free(grader);
  lgr_rubric_free(rubric);

  printf("%s; within the budget: %s; given back: %s\n", lgr_status_text(status),
         account.peak <= limit ? "yes" : "no", account.used == 0 ? "everything" : "not all");
  return status;
}

int main(void) {
  const char text[] = "We merge each batch on event_id, so a rerun changes nothing.\n";
  const size_t megabyte = (size_t)1024 * 1024;

  const lgr_status roomy = grade_within(256 * megabyte, text);
  const lgr_status tight = grade_within(megabyte / 8, text); /* too little for the rubric */
  return roomy == LGR_OK && tight == LGR_NO_MEMORY ? 0 : 1;
}
