#include "load.h"

#include <stdlib.h>
#include <string.h>

#include "files.h"
#include "message.h"
#include "support.h"

bool is_builtin(const char *name) {
  const char *id = NULL;
  for (size_t i = 0; (id = lgr_rubric_builtin_id(i)) != NULL; ++i) {
    if (strcmp(id, name) == 0) {
      return true;
    }
  }
  return false;
}

/* -- files ----------------------------------------------------------------- */

typedef struct include_folder {
  const char *folder;
  file_bytes *read; /* what was read so far; the parse needs it until it ends */
  size_t count;
  size_t capacity;
} include_folder;

static bool leaves_folder(const char *name) {
  if (name[0] == '/' || name[0] == '\0') {
    return true;
  }
  for (const char *part = name; part != NULL; part = strchr(part, '/')) {
    part += *part == '/' ? 1 : 0;
    if (strncmp(part, "..", 2) == 0 && (part[2] == '/' || part[2] == '\0')) {
      return true;
    }
  }
  return false;
}

static int read_include(void *context, const char *name, const char **bytes, size_t *length) {
  include_folder *folder = context;
  if (leaves_folder(name)) {
    return -1;
  }
  char *path = format_text("%s%s", folder->folder, name);
  const char *why = NULL;
  file_bytes read;
  const bool good = read_file_quietly(path, &read, &why);
  free(path);
  if (!good) {
    return -1;
  }
  folder->read =
      grow_memory(folder->read, &folder->capacity, folder->count + 1, sizeof *folder->read);
  folder->read[folder->count++] = read;
  *bytes = read.data;
  *length = read.length;
  return 0;
}

static lgr_status parse_file(loaded_rubric *out, const file_bytes *file) {
  include_folder folder = {out->folder, NULL, 0, 0};
  lgr_rubric_options options;
  memset(&options, 0, sizeof options);
  options.size = sizeof options;
  options.origin = out->origin;
  options.read_include = read_include;
  options.read_context = &folder;
  const lgr_status status =
      lgr_rubric_parse(&out->rubric, file->data, file->length, &options, out->diagnostics);
  for (size_t i = 0; i < folder.count; ++i) {
    free(folder.read[i].data);
  }
  free(folder.read);
  return status;
}

/* -- built in -------------------------------------------------------------- */

/* Includes of a built-in rubric are the other files of its source. */
static int read_builtin_include(void *context, const char *name, const char **bytes,
                                size_t *length) {
  const char *id = context;
  const char *file = NULL;
  size_t size = 0;
  const char *text = NULL;
  for (size_t i = 1; (text = lgr_rubric_builtin_source(id, i, &file, &size)) != NULL; ++i) {
    if (strcmp(file, name) == 0) {
      *bytes = text;
      *length = size;
      return 0;
    }
  }
  return -1;
}

static lgr_status parse_builtin(loaded_rubric *out, const char *id) {
  const char *file = NULL;
  size_t length = 0;
  const char *text = lgr_rubric_builtin_source(id, 0, &file, &length);
  if (text == NULL) {
    return LGR_UNSUPPORTED;
  }
  free(out->origin);
  out->origin = format_text("%s/%s", id, file);
  free(out->folder);
  out->folder = format_text("%s/", id);
  char *context = copy_text(id, strlen(id));
  lgr_rubric_options options;
  memset(&options, 0, sizeof options);
  options.size = sizeof options;
  options.origin = out->origin;
  options.read_include = read_builtin_include;
  options.read_context = context;
  const lgr_status status =
      lgr_rubric_parse(&out->rubric, text, length, &options, out->diagnostics);
  free(context);
  return status;
}

/* -- by name --------------------------------------------------------------- */

static int no_such_rubric(const char *name) {
  enum { MOST = 64 };
  const char *ids[MOST];
  size_t count = 0;
  for (; count < MOST && lgr_rubric_builtin_id(count) != NULL; ++count) {
    ids[count] = lgr_rubric_builtin_id(count);
  }
  const char *nearest = nearest_name(name, ids, count);
  char *file = nearest == NULL ? nearest_file(name) : NULL;
  char *hint = NULL;
  if (nearest != NULL || file != NULL) {
    hint = format_text("did you mean %s?", nearest != NULL ? nearest : file);
  } else {
    hint = format_text("grade rubrics lists what is built in");
  }
  const int status = usage_error(hint, "no such rubric: %s is neither built in nor a file", name);
  free(hint);
  free(file);
  return status;
}

static int status_of_parse(const loaded_rubric *out, lgr_status status) {
  switch (status) {
  case LGR_OK:
    return STATUS_DONE;
  case LGR_REJECTED:
  case LGR_LIMIT:
  case LGR_UNSUPPORTED:
    return STATUS_UNMET;
  default:
    report_error(NULL, out->origin, CODE_RUBRIC_NOT_READ, NULL, "%s", lgr_status_text(status));
    return STATUS_FAILED;
  }
}

int load_rubric(const char *name, loaded_rubric *out) {
  memset(out, 0, sizeof *out);
  out->origin = copy_text(name, strlen(name));
  out->folder = folder_of(name);
  if (lgr_diagnostics_new(&out->diagnostics, NULL) != LGR_OK) {
    return usage_error(NULL, "out of memory");
  }
  if (is_builtin(name)) {
    return status_of_parse(out, parse_builtin(out, name));
  }
  if (!file_exists(name)) {
    return no_such_rubric(name);
  }
  file_bytes file;
  if (!read_file(name, NULL, &file)) {
    return STATUS_FAILED;
  }
  const lgr_status status = parse_file(out, &file);
  free(file.data);
  return status_of_parse(out, status);
}

/* As the library holds it, already compiled: much faster than reading its
 * source, and without diagnostics. */
static int load_builtin(const char *id, loaded_rubric *out) {
  memset(out, 0, sizeof *out);
  out->origin = copy_text(id, strlen(id));
  out->folder = copy_text("", 0);
  lgr_status status = lgr_diagnostics_new(&out->diagnostics, NULL);
  if (status == LGR_OK) {
    status = lgr_rubric_builtin(&out->rubric, id, NULL);
  }
  return status_of_parse(out, status);
}

void free_rubric(loaded_rubric *loaded) {
  lgr_rubric_free(loaded->rubric);
  lgr_diagnostics_free(loaded->diagnostics);
  free(loaded->origin);
  free(loaded->folder);
  memset(loaded, 0, sizeof *loaded);
}

char *rubric_path(const loaded_rubric *loaded, const char *origin) {
  const bool is_main = strcmp(origin, loaded->origin) == 0;
  return format_text("%s%s", is_main ? "" : loaded->folder, origin);
}

void print_rubric_diagnostics(FILE *out, const loaded_rubric *loaded, lgr_severity least) {
  const size_t count = lgr_diagnostics_count(loaded->diagnostics);
  for (size_t i = 0; i < count; ++i) {
    lgr_diagnostic diagnostic;
    diagnostic.size = sizeof diagnostic;
    if (lgr_diagnostics_get(loaded->diagnostics, i, &diagnostic) == LGR_OK &&
        diagnostic.severity >= least) {
      print_diagnostic(out, &diagnostic, loaded->origin, loaded->folder);
    }
  }
  const size_t suppressed = lgr_diagnostics_suppressed(loaded->diagnostics);
  if (suppressed > 0) {
    fprintf(out, "and %zu more\n", suppressed);
  }
}

int need_rubric(const char *name, loaded_rubric *out) {
  const char *wanted = name == NULL ? DEFAULT_RUBRIC : name;
  if (is_builtin(wanted)) {
    return load_builtin(wanted, out);
  }
  const int status = load_rubric(wanted, out);
  if (status == STATUS_UNMET) {
    print_rubric_diagnostics(stderr, out, LGR_ERROR);
    return usage_error("grade lint tells everything that is wrong with it",
                       "the rubric %s has errors", out->origin);
  }
  return status;
}

const char *nearest_rule(const lgr_rubric *rubric, const char *id) {
  const size_t criteria = lgr_rubric_criterion_count(rubric);
  const size_t penalties = lgr_rubric_penalty_count(rubric);
  const char **ids = take_memory(criteria + penalties, sizeof *ids);
  size_t count = 0;
  for (size_t i = 0; i < criteria; ++i) {
    lgr_criterion criterion;
    criterion.size = sizeof criterion;
    if (lgr_rubric_criterion(rubric, i, &criterion) == LGR_OK) {
      ids[count++] = criterion.id;
    }
  }
  for (size_t i = 0; i < penalties; ++i) {
    lgr_penalty penalty;
    penalty.size = sizeof penalty;
    if (lgr_rubric_penalty(rubric, i, &penalty) == LGR_OK) {
      ids[count++] = penalty.id;
    }
  }
  const char *nearest = nearest_name(id, ids, count);
  free(ids);
  return nearest;
}

int unknown_rule(const lgr_rubric *rubric, const char *id) {
  const char *nearest = nearest_rule(rubric, id);
  char *hint = nearest != NULL
                   ? format_text("did you mean %s?", nearest)
                   : format_text("grade rubrics %s lists the ids", lgr_rubric_id(rubric));
  const int status =
      usage_error(hint, "the rubric %s has no criterion or penalty %s", lgr_rubric_id(rubric), id);
  free(hint);
  return status;
}

bool find_criterion(const lgr_rubric *rubric, const char *id, lgr_criterion *out) {
  out->size = sizeof *out;
  for (size_t i = 0; lgr_rubric_criterion(rubric, i, out) == LGR_OK; ++i) {
    if (strcmp(out->id, id) == 0) {
      return true;
    }
  }
  return false;
}

bool has_penalty(const lgr_rubric *rubric, const char *id) {
  lgr_penalty penalty;
  penalty.size = sizeof penalty;
  for (size_t i = 0; lgr_rubric_penalty(rubric, i, &penalty) == LGR_OK; ++i) {
    if (strcmp(penalty.id, id) == 0) {
      return true;
    }
  }
  return false;
}
