#include "stream_rubrics.h"

#include <stdlib.h>
#include <string.h>

#include "message.h"
#include "support.h"

/* The id of one that is loaded; a built-in one is known by nothing else. */
static const char *id_of(const stream_rubric *rubric) {
  return rubric->loaded.rubric != NULL ? lgr_rubric_id(rubric->loaded.rubric) : rubric->name;
}

size_t find_rubric(const stream_rubrics *rubrics, const char *name) {
  size_t found = 0;
  while (found < rubrics->count && strcmp(id_of(&rubrics->items[found]), name) != 0 &&
         strcmp(rubrics->items[found].name, name) != 0) {
    ++found;
  }
  return found;
}

/* Two of one name could not be told apart. */
static int add_rubric(stream_rubrics *rubrics, const char *name) {
  stream_rubric *added = &rubrics->items[rubrics->count];
  const int status = need_rubric(name, &added->loaded);
  if (status != STATUS_DONE) {
    free_rubric(&added->loaded);
    return status;
  }
  const char *id = lgr_rubric_id(added->loaded.rubric);
  const size_t other = find_rubric(rubrics, id);
  if (other < rubrics->count) {
    const int clash = usage_error("records choose by id", "--rubric %s and --rubric %s are both %s",
                                  rubrics->items[other].name, name, id);
    free_rubric(&added->loaded);
    return clash;
  }
  added->name = name;
  ++rubrics->count;
  return STATUS_DONE;
}

static void add_builtin(stream_rubrics *rubrics) {
  const char *id = NULL;
  for (size_t i = 0; (id = lgr_rubric_builtin_id(i)) != NULL; ++i) {
    if (find_rubric(rubrics, id) == rubrics->count) {
      rubrics->items[rubrics->count++].name = id;
    }
  }
}

int open_rubrics(const cli_arguments *arguments, stream_rubrics *out) {
  size_t builtin = 0;
  while (lgr_rubric_builtin_id(builtin) != NULL) {
    ++builtin;
  }
  *out = (stream_rubrics){NULL, 0};
  out->items = take_memory(arguments->setting_count + 1 + builtin, sizeof *out->items);
  size_t cursor = 0;
  const char *name = next_option_value(arguments, "rubric", &cursor);
  int status = STATUS_DONE;
  if (name == NULL) {
    status = add_rubric(out, DEFAULT_RUBRIC);
  }
  for (; status == STATUS_DONE && name != NULL;
       name = next_option_value(arguments, "rubric", &cursor)) {
    status = add_rubric(out, name);
  }
  add_builtin(out);
  return status;
}

void free_rubrics(stream_rubrics *rubrics) {
  for (size_t i = 0; i < rubrics->count; ++i) {
    free_rubric(&rubrics->items[i].loaded);
  }
  free(rubrics->items);
  memset(rubrics, 0, sizeof *rubrics);
}

int need_stream_rubric(stream_rubrics *rubrics, size_t index) {
  stream_rubric *rubric = &rubrics->items[index];
  return rubric->loaded.rubric != NULL ? STATUS_DONE : need_rubric(rubric->name, &rubric->loaded);
}

char *rubric_hint(const stream_rubrics *rubrics, const char *name) {
  const char **ids = take_memory(rubrics->count, sizeof *ids);
  char *hint =
      format_text("--rubric FILE makes one known; there %s", rubrics->count == 1 ? "is" : "are");
  for (size_t i = 0; i < rubrics->count; ++i) {
    ids[i] = id_of(&rubrics->items[i]);
    char *longer = format_text("%s%s %s", hint, i > 0 ? "," : "", ids[i]);
    free(hint);
    hint = longer;
  }
  const char *nearest = nearest_name(name, ids, rubrics->count);
  if (nearest != NULL) {
    free(hint);
    hint = format_text("did you mean %s?", nearest);
  }
  free(ids);
  return hint;
}
