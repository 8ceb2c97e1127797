#include "calibrate_write.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "files.h"
#include "message.h"
#include "support.h"
#include "temporary.h"

/* A number of a file; most stay as they are, and are there to be looked at. */
typedef struct number_edit {
  lgr_number_place place;
  int old; /* tenths */
  int now;
  size_t offset; /* in the file, */
  size_t length; /* once it was found */
} number_edit;

typedef struct edit_list {
  number_edit *items;
  size_t count;
  size_t capacity;
} edit_list;

/* -- all numbers of the rubric ----------------------------------------------- */

static void add_edit(edit_list *edits, lgr_number_place place, int old, int now) {
  edits->items =
      grow_memory(edits->items, &edits->capacity, edits->count + 1, sizeof *edits->items);
  number_edit *made = &edits->items[edits->count++];
  memset(made, 0, sizeof *made);
  made->place = place;
  made->old = old;
  made->now = now;
}

static void add_block(edit_list *edits, const weigh_block *block, const block_weights *now) {
  block_weights old;
  take_weights(block, &old);
  add_edit(edits, block->about.place, old.at, now->at);
  for (size_t i = 0; i < block->about.term_count; ++i) {
    add_edit(edits, block->terms[i].place, old.terms[i], now->terms[i]);
  }
  for (size_t i = 0; i < block->about.group_count; ++i) {
    add_edit(edits, block->groups[i].place, old.groups[i], now->groups[i]);
  }
  free_weights(&old);
}

static void add_kept_block(edit_list *edits, const weigh_block *block) {
  block_weights old;
  take_weights(block, &old);
  add_block(edits, block, &old);
  free_weights(&old);
}

static const calibration *find_changed(const calibration *made, size_t count,
                                       const weigh_block *block) {
  for (size_t i = 0; i < count; ++i) {
    if (made[i].block == block && made[i].outcome == OUTCOME_CHANGED) {
      return &made[i];
    }
  }
  return NULL;
}

static int compare_edits(const void *left, const void *right) {
  const lgr_number_place *a = &((const number_edit *)left)->place;
  const lgr_number_place *b = &((const number_edit *)right)->place;
  const int order = strcmp(a->origin, b->origin);
  if (order != 0) {
    return order;
  }
  return a->line != b->line ? (a->line < b->line ? -1 : 1)
                            : (a->column > b->column) - (a->column < b->column);
}

static int refuse(const char *path, const number_edit *edit, const char *hint,
                  const char *message) {
  lgr_diagnostic diagnostic;
  memset(&diagnostic, 0, sizeof diagnostic);
  diagnostic.size = sizeof diagnostic;
  diagnostic.severity = LGR_ERROR;
  diagnostic.code = CODE_NOT_WRITTEN;
  diagnostic.message = message;
  diagnostic.hint = hint;
  diagnostic.origin = path;
  diagnostic.line = edit->place.line;
  diagnostic.column = edit->place.column;
  print_diagnostic(stderr, &diagnostic, NULL, NULL);
  return STATUS_FAILED;
}

/* Brings the edits into the order of the files; one for each place. */
static int settle_edits(const loaded_rubric *rubric, edit_list *edits) {
  size_t kept = 0;
  if (edits->count > 1) {
    qsort(edits->items, edits->count, sizeof *edits->items, compare_edits);
  }
  for (size_t i = 0; i < edits->count; ++i) {
    const number_edit *edit = &edits->items[i];
    if (kept == 0 || compare_edits(&edits->items[kept - 1], edit) != 0) {
      edits->items[kept++] = *edit;
    } else if (edits->items[kept - 1].now != edit->now) {
      char *path = rubric_path(rubric, edit->place.origin);
      const int status = refuse(path, edit, "write the numbers out instead of the alias",
                                "an alias makes this number stand for several, which are to get "
                                "different values");
      free(path);
      return status;
    }
  }
  edits->count = kept;
  return STATUS_DONE;
}

/* -- finding them ------------------------------------------------------------ */

/* The byte at which a line of a file begins; `length` behind the last one. */
static size_t next_line(const file_bytes *text, size_t at) {
  while (at < text->length && text->data[at] != '\n' && text->data[at] != '\r') {
    ++at;
  }
  const bool pair = at + 1 < text->length && text->data[at] == '\r' && text->data[at + 1] == '\n';
  return at + (pair ? 2u : at < text->length ? 1u : 0u);
}

static bool is_continuation(char byte) {
  return ((unsigned char)byte & 0xC0u) == 0x80u;
}

static size_t offset_in_line(const file_bytes *text, size_t at, uint32_t column) {
  for (; column > 1 && at < text->length; --column) {
    ++at;
    while (at < text->length && is_continuation(text->data[at])) {
      ++at;
    }
  }
  return at;
}

static bool is_part_of_number(char byte) {
  return (byte >= '0' && byte <= '9') || byte == '.' || byte == '-' || byte == '+';
}

/* Whether the old number stands at edit->offset; sets edit->length. */
static bool number_stands_there(const file_bytes *text, number_edit *edit) {
  const char *at = text->data + edit->offset;
  const size_t left = text->length - edit->offset;
  int64_t value = 0;
  edit->length = 0;
  while (edit->length < left && is_part_of_number(at[edit->length])) {
    ++edit->length;
  }
  const size_t sign = edit->length > 0 && *at == '+' ? 1 : 0;
  return parse_milli(at + sign, edit->length - sign, &value) && value == (int64_t)edit->old * TENTH;
}

/* "&name 0.5": other places of the file may mean this number. */
static bool has_anchor(const file_bytes *text, size_t offset) {
  size_t at = offset;
  while (at > 0 &&
         (text->data[at - 1] == ' ' || text->data[at - 1] == '"' || text->data[at - 1] == '\'')) {
    --at;
  }
  while (at > 0 && strchr(" \t\r\n", text->data[at - 1]) == NULL) {
    --at;
  }
  return text->data[at] == '&' && at < offset;
}

/* Finds the edits of one file, which are in order. */
static int find_numbers(const char *path, const file_bytes *text, number_edit *edits,
                        size_t count) {
  const bool marked = text->length >= 3 && memcmp(text->data, "\xEF\xBB\xBF", 3) == 0;
  size_t start = marked ? 3 : 0;
  uint32_t line = 1;
  for (size_t i = 0; i < count; ++i) {
    for (; line < edits[i].place.line; ++line) {
      start = next_line(text, start);
    }
    edits[i].offset = offset_in_line(text, start, edits[i].place.column);
    if (!number_stands_there(text, &edits[i])) {
      return refuse(path, &edits[i], "nothing was written; run it again",
                    "the number that was read does not stand here any more");
    }
    if (edits[i].old != edits[i].now && has_anchor(text, edits[i].offset)) {
      return refuse(path, &edits[i], "write the numbers out instead of the alias",
                    "this number has an anchor, and other places may mean it");
    }
  }
  return STATUS_DONE;
}

/* -- writing ----------------------------------------------------------------- */

/* A file with its numbers replaced, not yet in its place. */
typedef struct new_file {
  char *path;                /* as the user knows it */
  char *target;              /* what links lead to */
  temporary_file *temporary; /* NULL: not written */
  size_t numbers;
} new_file;

static bool write_text(FILE *file, const file_bytes *text, const number_edit *edits, size_t count) {
  size_t done = 0;
  for (size_t i = 0; i < count; ++i) {
    const int size = abs(edits[i].now);
    if (edits[i].old != edits[i].now) {
      fwrite(text->data + done, 1, edits[i].offset - done, file);
      fprintf(file, "%s%d.%d", edits[i].now < 0 ? "-" : "", size / 10, size % 10);
      done = edits[i].offset + edits[i].length;
    }
  }
  fwrite(text->data + done, 1, text->length - done, file);
  return fflush(file) == 0 && ferror(file) == 0;
}

static int not_written(const char *path) {
  report_error(NULL, path, CODE_NOT_WRITTEN, NULL, "cannot be written: %s", strerror(errno));
  return STATUS_FAILED;
}

/* Writes beside the file it is to replace, with its permissions. */
static int write_beside(new_file *out, const file_bytes *text, const number_edit *edits,
                        size_t count) {
  struct stat old;
  out->target = whole_path(out->path);
  if (out->target == NULL || stat(out->target, &old) != 0) {
    return not_written(out->path);
  }
  int descriptor = -1;
  out->temporary = make_temporary(AT_FDCWD, out->target, &descriptor);
  if (out->temporary == NULL) {
    return not_written(out->path);
  }
  (void)fchmod(descriptor, old.st_mode & 07777);
  FILE *file = fdopen(descriptor, "w");
  bool good = file != NULL && write_text(file, text, edits, count);
  if (file == NULL) {
    close(descriptor);
  } else {
    good = fclose(file) == 0 && good;
  }
  return good ? STATUS_DONE : not_written(out->path);
}

static int make_file(const loaded_rubric *rubric, number_edit *edits, size_t count, new_file *out) {
  file_bytes text;
  out->path = rubric_path(rubric, edits[0].place.origin);
  if (!read_file(out->path, NULL, &text)) {
    return STATUS_FAILED;
  }
  int status = find_numbers(out->path, &text, edits, count);
  for (size_t i = 0; i < count; ++i) {
    out->numbers += edits[i].old != edits[i].now ? 1 : 0;
  }
  if (status == STATUS_DONE && out->numbers > 0) {
    status = write_beside(out, &text, edits, count);
  }
  free(text.data);
  return status;
}

/* Puts it in its place and notes it. */
static int place_file(new_file *file, written_files *out) {
  if (file->temporary == NULL) {
    return STATUS_DONE;
  }
  const bool placed = place_temporary(file->temporary);
  file->temporary = NULL;
  if (!placed) {
    return not_written(file->path);
  }
  out->items[out->count].path = copy_text(file->path, strlen(file->path));
  out->items[out->count++].numbers = file->numbers;
  return STATUS_DONE;
}

static void drop_file(new_file *file) {
  if (file->temporary != NULL) {
    drop_temporary(file->temporary);
  }
  free(file->path);
  free(file->target);
}

/* How many edits from `first` on are of one file. */
static size_t count_of_file(const edit_list *edits, size_t first) {
  size_t end = first + 1;
  while (end < edits->count &&
         strcmp(edits->items[end].place.origin, edits->items[first].place.origin) == 0) {
    ++end;
  }
  return end - first;
}

static int write_edits(const loaded_rubric *rubric, edit_list *edits, written_files *out) {
  new_file *files = take_memory(edits->count, sizeof *files);
  size_t count = 0;
  int status = STATUS_DONE;
  out->items = take_memory(edits->count, sizeof *out->items);
  for (size_t i = 0; i < edits->count && status == STATUS_DONE;) {
    const size_t own = count_of_file(edits, i);
    status = make_file(rubric, &edits->items[i], own, &files[count++]);
    i += own;
  }
  for (size_t i = 0; i < count && status == STATUS_DONE; ++i) {
    status = place_file(&files[i], out);
  }
  for (size_t i = 0; i < count; ++i) {
    drop_file(&files[i]);
  }
  free(files);
  return status;
}

int write_calibrations(const loaded_rubric *rubric, const weigh_blocks *blocks,
                       const calibration *made, size_t count, written_files *out) {
  edit_list edits = {NULL, 0, 0};
  memset(out, 0, sizeof *out);
  for (size_t i = 0; i < blocks->count; ++i) {
    const calibration *changed = find_changed(made, count, &blocks->items[i]);
    if (changed != NULL) {
      add_block(&edits, &blocks->items[i], &changed->weights);
    } else {
      add_kept_block(&edits, &blocks->items[i]);
    }
  }
  int status = settle_edits(rubric, &edits);
  if (status == STATUS_DONE) {
    status = write_edits(rubric, &edits, out);
  }
  free(edits.items);
  return status;
}

void free_written(written_files *written) {
  for (size_t i = 0; i < written->count; ++i) {
    free(written->items[i].path);
  }
  free(written->items);
  memset(written, 0, sizeof *written);
}
