/* A line of a report is JSON that the library wrote, so that nothing in it can be
 * malformed: it is walked along its members, and what was chosen is copied. */
#include "stream_fields.h"

#include <stdlib.h>
#include <string.h>

#include "field_names.h"
#include "message.h"
#include "support.h"

enum { NAMES = sizeof names / sizeof *names, LONGEST = 64 };

static const char answer_key[] = "answer";

const char *field_name(size_t index) {
  return index < NAMES ? names[index] : NULL;
}

/* -- choosing ---------------------------------------------------------------------- */

static size_t find_name(const char *name, size_t length) {
  size_t found = 0;
  while (found < NAMES &&
         (strlen(names[found]) != length || strncmp(names[found], name, length) != 0)) {
    ++found;
  }
  return found;
}

static bool is_inside(const char *name, const char *outer) {
  const size_t length = strlen(outer);
  return strncmp(name, outer, length) == 0 && name[length] == '.';
}

static int unknown_field(const char *name, size_t length) {
  char *given = copy_text(name, length);
  const char *nearest = nearest_name(given, names, NAMES);
  char *hint = nearest != NULL
                   ? format_text("did you mean %s?", nearest)
                   : format_text("fields are the members of a reply: score,band,criteria.level");
  const int status = usage_error(hint, "--fields: a reply has no %s", given);
  free(hint);
  free(given);
  return status;
}

/* A member stands behind that which it is in. */
static void choose(field_choice *out, size_t index) {
  out->chosen[index] = true;
  for (size_t i = 0; i < index; ++i) {
    out->around[i] = out->around[i] || is_inside(names[index], names[i]);
  }
}

int read_fields(const char *list, field_choice *out) {
  *out = (field_choice){.all = list == NULL};
  out->chosen = take_memory(NAMES, sizeof *out->chosen);
  out->around = take_memory(NAMES, sizeof *out->around);
  int status = STATUS_DONE;
  while (list != NULL) {
    const size_t length = strcspn(list, ",");
    const size_t index = find_name(list, length);
    if (index < NAMES) {
      choose(out, index);
    } else {
      status = worse_status(status, unknown_field(list, length));
    }
    list = list[length] == ',' ? list + length + 1 : NULL;
  }
  return status;
}

void free_fields(field_choice *choice) {
  free(choice->chosen);
  free(choice->around);
  memset(choice, 0, sizeof *choice);
}

/* -- walking ----------------------------------------------------------------------- */

static const char *behind_string(const char *at) {
  for (++at; *at != '"'; ++at) {
    at += *at == '\\' ? 1 : 0;
  }
  return at + 1;
}

static const char *behind_value(const char *at) {
  size_t depth = 0;
  do {
    if (*at == '"') {
      at = behind_string(at);
      continue;
    }
    if (depth == 0 && *at != '{' && *at != '[') {
      return at + strcspn(at, ",}]");
    }
    depth += *at == '{' || *at == '[' ? 1 : 0;
    depth -= *at == '}' || *at == ']' ? 1 : 0;
    ++at;
  } while (depth > 0);
  return at;
}

typedef struct field_copy {
  const field_choice *choice;
  stream_text *out;
} field_copy;

static void copy_value(const field_copy *copy, const char *path, const char *value);

/* "criteria" and "level" are "criteria.level". */
static bool join_path(const char *path, const char *key, size_t length, char joined[LONGEST]) {
  const size_t before = *path == '\0' ? 0 : strlen(path) + 1;
  if (before + length >= LONGEST) {
    return false;
  }
  memcpy(joined, path, before);
  if (before > 0) {
    joined[before - 1] = '.';
  }
  memcpy(joined + before, key, length);
  joined[before + length] = '\0';
  return true;
}

static void copy_member(const field_copy *copy, const char *path, const char *key, size_t length,
                        const char *value) {
  char joined[LONGEST];
  if (!join_path(path, key + 1, length - 2, joined)) {
    return;
  }
  const size_t index = find_name(joined, strlen(joined));
  if (index == NAMES || (!copy->choice->chosen[index] && !copy->choice->around[index])) {
    return;
  }
  add_text(copy->out, ",");
  add_bytes(copy->out, key, length);
  add_text(copy->out, ":");
  if (copy->choice->chosen[index]) {
    add_bytes(copy->out, value, (size_t)(behind_value(value) - value));
  } else {
    copy_value(copy, joined, value);
  }
}

static bool any_of_answer(const field_choice *choice) {
  for (size_t i = FIRST_OF_ANSWER; i < NAMES; ++i) {
    if (choice->chosen[i]) {
      return true;
    }
  }
  return false;
}

/* Adds brackets around what `copied` adds; the comma in front of it goes. */
static void bracket(const field_copy *copy, const char *brackets, const char *path,
                    const char *value,
                    void (*copied)(const field_copy *copy, const char *path, const char *value)) {
  const size_t start = copy->out->length;
  copied(copy, path, value);
  if (copy->out->failed) {
    return;
  }
  if (copy->out->length == start) {
    add_bytes(copy->out, brackets, 1);
  } else {
    copy->out->bytes[start] = brackets[0];
  }
  add_bytes(copy->out, brackets + 1, 1);
}

static void copy_members(const field_copy *copy, const char *path, const char *object) {
  for (const char *at = object + 1; *at == '"' || *at == ',';) {
    at += *at == ',' ? 1 : 0;
    const char *key = at;
    const char *behind_key = behind_string(at);
    const char *value = behind_key + 1;
    const size_t length = (size_t)(behind_key - key);
    if (*path == '\0' && length == sizeof answer_key + 1 &&
        strncmp(key + 1, answer_key, sizeof answer_key - 1) == 0) {
      if (any_of_answer(copy->choice)) {
        add_text(copy->out, ",\"answer\":");
        bracket(copy, "{}", "", value, copy_members);
      }
    } else {
      copy_member(copy, path, key, length, value);
    }
    at = behind_value(value);
  }
}

static void copy_items(const field_copy *copy, const char *path, const char *array) {
  for (const char *at = array + 1; *at != ']';) {
    at += *at == ',' ? 1 : 0;
    add_text(copy->out, ",");
    copy_value(copy, path, at);
    at = behind_value(at);
  }
}

/* Recursion ends with the names: three levels of arrays of objects. */
static void copy_value(const field_copy *copy, const char *path, const char *value) {
  if (*value == '[') {
    bracket(copy, "[]", path, value, copy_items);
  } else if (*value == '{') {
    bracket(copy, "{}", path, value, copy_members);
  } else {
    add_bytes(copy->out, value, (size_t)(behind_value(value) - value));
  }
}

void add_fields(const field_choice *choice, const char *line, stream_text *out) {
  const field_copy copy = {choice, out};
  if (choice->all) {
    const size_t length = strcspn(line, "\n");
    add_text(out, ",");
    add_bytes(out, line + 1, length - 2);
  } else {
    copy_members(&copy, "", line);
  }
}
