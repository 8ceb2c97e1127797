#include <string.h>

#include "api/builtin.h"
#include "api/objects.h"
#include "rubric/image.h"

/* -- built-in files ------------------------------------------------------------ */

static const lg_builtin_file *find_file(const lg_builtin_file *files, const char *prefix,
                                        const char *name, const char *suffix) {
  const size_t before = strlen(prefix);
  const size_t middle = strlen(name);
  for (; files->name != NULL; ++files) {
    if (strncmp(files->name, prefix, before) == 0 &&
        strncmp(files->name + before, name, middle) == 0 &&
        strcmp(files->name + before + middle, suffix) == 0) {
      return files;
    }
  }
  return NULL;
}

static int read_language(void *context, const char *name, const char **bytes, size_t *length) {
  (void)context;
  const lg_builtin_file *file = find_file(lg_builtin_languages, "", name, ".yaml");
  if (file == NULL) {
    return 1;
  }
  *bytes = file->bytes;
  *length = file->length;
  return 0;
}

static const char MAIN_FILE[] = "/rubric.yaml";

static const lg_builtin_file *main_file(const char *id) {
  return find_file(lg_builtin_rubrics, "", id, MAIN_FILE);
}

/* The ids are the folders that hold a rubric.yaml. */
const char *lgr_rubric_builtin_id(size_t index) {
  for (const lg_builtin_file *file = lg_builtin_rubrics; file->name != NULL; ++file) {
    const size_t folder = strlen(file->folder);
    if (folder > 0 && strcmp(file->name + folder, MAIN_FILE) == 0 && index-- == 0) {
      return file->folder;
    }
  }
  return NULL;
}

const char *lgr_rubric_builtin_source(const char *id, size_t index, const char **name,
                                      size_t *length) {
  if (id == NULL || name == NULL || length == NULL) {
    return NULL;
  }
  const lg_builtin_file *file = main_file(id);
  const size_t folder = strlen(id) + 1;
  if (file != NULL && index > 0) {
    const lg_builtin_file *first = file;
    size_t left = index;
    for (file = lg_builtin_rubrics; file->name != NULL; ++file) {
      const bool inside = strncmp(file->name, first->name, folder) == 0;
      if (inside && file != first && --left == 0) {
        break;
      }
    }
  }
  if (file == NULL || file->name == NULL) {
    return NULL;
  }
  *name = file->name + folder;
  *length = file->length;
  return file->bytes;
}

/* -- parsing -------------------------------------------------------------------- */

static lg_status wrap(lgr_rubric **out, const lg_rubric_input *input, const lg_allocator *memory,
                      lg_diagnostics *diagnostics) {
  lgr_rubric *made = lg_allocate_zeroed(memory, sizeof *made);
  if (made == NULL) {
    return LG_NO_MEMORY;
  }
  made->allocator = *memory;
  const lg_status status = lg_rubric_parse(&made->rubric, input, memory, diagnostics);
  if (status != LG_OK) {
    lg_release(memory, made, sizeof *made);
    return status;
  }
  *out = made;
  return LG_OK;
}

lgr_status lgr_rubric_parse(lgr_rubric **out, const char *bytes, size_t length,
                            const lgr_rubric_options *options, lgr_diagnostics *diagnostics) {
  if (out == NULL) {
    return LGR_INVALID_ARGUMENT;
  }
  *out = NULL;
  lg_allocator memory;
  lgr_rubric_options known;
  if ((bytes == NULL && length != 0) ||
      !lg_api_take_options(&known, sizeof known, LG_LEAST_RUBRIC_OPTIONS, options) ||
      !lg_api_allocator(known.allocator, &memory)) {
    return LGR_INVALID_ARGUMENT;
  }
  const lg_rubric_input input = {.origin = known.origin != NULL ? known.origin : "rubric",
                                 .bytes = bytes != NULL ? bytes : "",
                                 .length = length,
                                 .read_include = known.read_include,
                                 .include_context = known.read_context,
                                 .read_language = read_language};
  return (lgr_status)wrap(out, &input, &memory, lg_api_diagnostics(diagnostics));
}

lgr_status lgr_rubric_builtin(lgr_rubric **out, const char *id, const lgr_allocator *allocator) {
  if (out == NULL) {
    return LGR_INVALID_ARGUMENT;
  }
  *out = NULL;
  lg_allocator memory;
  if (id == NULL || !lg_api_allocator(allocator, &memory)) {
    return LGR_INVALID_ARGUMENT;
  }
  const lg_builtin_image *image = lg_builtin_images;
  while (image->id != NULL && strcmp(image->id, id) != 0) {
    ++image;
  }
  if (image->id == NULL) {
    return LGR_UNSUPPORTED;
  }
  lgr_rubric *made = lg_allocate_zeroed(&memory, sizeof *made);
  if (made == NULL) {
    return LGR_NO_MEMORY;
  }
  made->allocator = memory;
  const lg_status status =
      lg_rubric_thaw(&made->rubric, image->bytes, (size_t)(image->end - image->bytes), &memory);
  if (status != LG_OK) {
    lg_release(&memory, made, sizeof *made);
    made = NULL;
  }
  *out = made;
  return (lgr_status)status;
}

void lgr_rubric_free(lgr_rubric *rubric) {
  if (rubric != NULL) {
    lg_rubric_free(rubric->rubric);
    const lg_allocator memory = rubric->allocator;
    lg_release(&memory, rubric, sizeof *rubric);
  }
}

/* -- what it holds ----------------------------------------------------------------- */

const char *lgr_rubric_id(const lgr_rubric *rubric) {
  return rubric != NULL ? rubric->rubric->id : "";
}

const char *lgr_rubric_title(const lgr_rubric *rubric) {
  return rubric != NULL ? rubric->rubric->title : "";
}

const char *lgr_rubric_version(const lgr_rubric *rubric) {
  return rubric != NULL ? rubric->rubric->version : "";
}

const char *lgr_rubric_digest(const lgr_rubric *rubric) {
  return rubric != NULL ? rubric->rubric->digest : "";
}

size_t lgr_rubric_criterion_count(const lgr_rubric *rubric) {
  return rubric != NULL ? rubric->rubric->scheme.criterion_count : 0;
}

lgr_status lgr_rubric_criterion(const lgr_rubric *rubric, size_t index, lgr_criterion *out) {
  if (!lg_api_can_give(out, LG_LEAST_CRITERION) || index >= lgr_rubric_criterion_count(rubric)) {
    return LGR_INVALID_ARGUMENT;
  }
  const lg_scheme *scheme = &rubric->rubric->scheme;
  const lg_criterion *criterion = &scheme->criteria[index];
  const lg_section *section = &scheme->sections[criterion->section];
  const lgr_criterion given = {.size = sizeof given,
                               .id = criterion->id,
                               .title = criterion->title,
                               .section = section->id,
                               .section_title = section->title,
                               .max_level = criterion->max_level,
                               .max_points = criterion->points[criterion->max_level]};
  lg_api_give(out, &given, sizeof given);
  return LGR_OK;
}

int64_t lgr_rubric_criterion_points(const lgr_rubric *rubric, size_t index, uint32_t level) {
  if (index >= lgr_rubric_criterion_count(rubric)) {
    return 0;
  }
  const lg_criterion *criterion = &rubric->rubric->scheme.criteria[index];
  return level <= criterion->max_level ? criterion->points[level] : 0;
}

size_t lgr_rubric_penalty_count(const lgr_rubric *rubric) {
  return rubric != NULL ? rubric->rubric->scheme.penalty_count : 0;
}

lgr_status lgr_rubric_penalty(const lgr_rubric *rubric, size_t index, lgr_penalty *out) {
  if (!lg_api_can_give(out, LG_LEAST_PENALTY) || index >= lgr_rubric_penalty_count(rubric)) {
    return LGR_INVALID_ARGUMENT;
  }
  const lg_penalty *penalty = &rubric->rubric->scheme.penalties[index];
  const lgr_penalty given = {sizeof given, penalty->id, penalty->title, penalty->points};
  lg_api_give(out, &given, sizeof given);
  return LGR_OK;
}

size_t lgr_rubric_band_count(const lgr_rubric *rubric) {
  return rubric != NULL ? rubric->rubric->scheme.band_count : 0;
}

lgr_status lgr_rubric_band(const lgr_rubric *rubric, size_t index, lgr_band *out) {
  if (!lg_api_can_give(out, LG_LEAST_BAND) || index >= lgr_rubric_band_count(rubric)) {
    return LGR_INVALID_ARGUMENT;
  }
  const lg_band *band = &rubric->rubric->scheme.bands[index];
  const lgr_band given = {sizeof given, band->name, band->at};
  lg_api_give(out, &given, sizeof given);
  return LGR_OK;
}
