#include "rubric/rubric.h"

#include <string.h>

#include "rubric/build.h"

/* -- files -------------------------------------------------------------------- */

/* An included path stays below the folder of the main file. */
static const char *path_fault(const char *path) {
  if (path[0] == '/' || strchr(path, '\\') != NULL || strchr(path, ':') != NULL) {
    return "an included path is relative to the main file, with `/` between folders";
  }
  for (const char *part = path; part != NULL; part = strchr(part, '/')) {
    part += *part == '/' ? 1 : 0;
    const size_t length = strcspn(part, "/");
    if (length == 2 && memcmp(part, "..", 2) == 0) {
      return "an included path cannot leave the folder of the main file";
    }
    if (length == 0 || (length == 1 && *part == '.')) {
      return "an included path has no empty part and no `.`";
    }
  }
  return NULL;
}

/* Opens the file that an entry of `include` names; NULL after a problem. */
static lg_source *open_included(lg_build *build, const lg_yaml_node *node) {
  lg_reader *reader = &build->reader;
  const lg_rubric_input *input = build->input;
  const char *bytes = NULL;
  size_t length = 0;
  if (!lg_expect(reader, node, LG_YAML_SCALAR, "an included file", "`concepts.yaml`")) {
    return NULL;
  }
  const char *fault = path_fault(node->text);
  if (fault != NULL) {
    lg_error(reader, LG_CODE_INCLUDE, lg_at(node), "%s", fault);
    return NULL;
  }
  for (size_t i = 1; i < build->source_count; ++i) {
    if (strcmp(build->sources[i].origin, node->text) == 0) {
      lg_error(reader, LG_CODE_INCLUDE, lg_at(node), "the file is included twice");
      return NULL;
    }
  }
  if (input->read_include == NULL ||
      input->read_include(input->include_context, node->text, &bytes, &length) != 0) {
    lg_hint(reader, input->read_include == NULL
                        ? "put everything into one file"
                        : "the path is relative to the folder of the main file");
    lg_error(reader, LG_CODE_INCLUDE, lg_at(node), "the file `%s` cannot be read", node->text);
    return NULL;
  }
  lg_source *source = &build->sources[build->source_count];
  lg_source_init(source, node->text, bytes, length);
  source->number = (uint32_t)build->source_count++;
  return source;
}

/* `total` counts the bytes of all files so far. */
static bool check_size(lg_build *build, const lg_source *source, size_t *total) {
  lg_reader *reader = &build->reader;
  const bool file = source->length > LG_LIMIT_RUBRIC_FILE_BYTES;
  *total += source->length;
  if (!file && *total <= LG_LIMIT_RUBRIC_TOTAL_BYTES) {
    return true;
  }
  lg_source *place = &build->sources[source->number];
  lg_error(reader, LG_CODE_TOO_LARGE, lg_at_bytes(place, 0, 0),
           file ? "the file has more than %u bytes" : "all files together have more than %u bytes",
           (unsigned)(file ? LG_LIMIT_RUBRIC_FILE_BYTES : LG_LIMIT_RUBRIC_TOTAL_BYTES));
  reader->too_large = true;
  return false;
}

static void decode_included(lg_build *build, const lg_yaml_node *list, lg_digest *digest,
                            size_t total) {
  for (uint32_t i = 0; i < list->count && !build->reader.no_memory; ++i) {
    if (i == LG_LIMIT_INCLUDES) {
      lg_error(&build->reader, LG_CODE_TOO_MANY, lg_at(list->items[i]),
               "more than %u included files", (unsigned)LG_LIMIT_INCLUDES);
      return;
    }
    lg_source *source = open_included(build, list->items[i]);
    if (source == NULL) {
      build->incomplete = true;
      continue;
    }
    if (!check_size(build, source, &total)) {
      return;
    }
    lg_digest_add(digest, source->bytes, source->length);
    const lg_yaml_node *root = lg_yaml_read(&build->reader, source);
    if (root != NULL) {
      lg_decode_included(build, root);
    }
    build->incomplete |= root == NULL;
  }
}

/* Whether all files were decoded, if with problems. */
static bool decode(lg_build *build) {
  lg_source *main = &build->sources[build->source_count++];
  size_t total = 0;
  lg_digest digest;
  lg_digest_begin(&digest);
  lg_source_init(main, build->input->origin, build->input->bytes, build->input->length);
  if (!check_size(build, main, &total)) {
    return false;
  }
  lg_digest_add(&digest, main->bytes, main->length);
  const lg_yaml_node *root = lg_yaml_read(&build->reader, main);
  if (root == NULL) {
    return false;
  }
  const lg_yaml_node *include = NULL;
  if (!lg_decode_head(build, root, &include)) {
    return false;
  }
  const size_t errors = build->reader.errors;
  lg_decode_main(build, root);
  if (include != NULL) {
    decode_included(build, include, &digest, total);
  }
  lg_digest_end(&digest, build->rubric->digest);
  if (build->criterion_count == 0 && (!build->has_sections || build->reader.errors == errors)) {
    lg_hint(&build->reader, "add `sections:` with a list of `{id, title, criteria}`");
    lg_error(&build->reader, LG_CODE_MISSING_KEY, lg_at(root),
             "a rubric needs at least one criterion");
  }
  return true;
}

/* -- steps -------------------------------------------------------------------- */

static void compile(lg_build *build) {
  lg_reader *reader = &build->reader;
  if (!lg_build_names(build)) {
    return;
  }
  lg_compile_concepts(build);
  if (!build->incomplete) {
    lg_resolve(build);
  }
  lg_check_scheme(build);
  lg_check_levels(build);
  if (lg_reader_status(reader) != LG_OK) {
    return;
  }
  lg_lint(build);
  lg_compile_scheme(build);
  if (lg_reader_status(reader) == LG_OK) {
    lg_collect_phrases(build);
  }
  if (lg_reader_status(reader) == LG_OK &&
      lg_pattern_builder_finish(build->patterns, &build->rubric->program.patterns) != LG_OK) {
    reader->no_memory = true;
  }
}

static void release_lists(lg_build *build) {
  const lg_allocator *allocator = &build->reader.allocator;
  lg_release(allocator, build->concepts, build->concept_capacity * sizeof *build->concepts);
  lg_release(allocator, build->signals, build->signal_capacity * sizeof *build->signals);
  lg_release(allocator, build->sections, build->section_capacity * sizeof *build->sections);
  lg_release(allocator, build->criteria, build->criterion_capacity * sizeof *build->criteria);
  lg_release(allocator, build->penalties, build->penalty_capacity * sizeof *build->penalties);
  lg_release(allocator, build->bands, build->band_capacity * sizeof *build->bands);
  lg_release(allocator, build->caps, build->cap_capacity * sizeof *build->caps);
  lg_release(allocator, build->roots, build->root_capacity * sizeof *build->roots);
  lg_buffer_free(&build->texts);
}

static lg_status run(lg_build *build) {
  build->patterns = lg_pattern_builder_new(&build->reader.allocator);
  build->sources = lg_reader_take(&build->reader, LG_LIMIT_INCLUDES + 1, sizeof *build->sources);
  if (build->patterns == NULL || build->sources == NULL) {
    build->reader.no_memory = true;
  } else if (decode(build) && !build->reader.no_memory) {
    lg_sort_criteria(build);
    compile(build);
  }
  lg_pattern_builder_free(build->patterns);
  return lg_reader_status(&build->reader);
}

/* -- the interface ------------------------------------------------------------ */

lg_status lg_rubric_parse(lg_rubric **out, const lg_rubric_input *input,
                          const lg_allocator *allocator, lg_diagnostics *diagnostics) {
  *out = NULL;
  lg_build build = {.input = input};
  const size_t first = diagnostics != NULL ? diagnostics->count : 0;
  build.rubric = lg_allocate_zeroed(allocator, sizeof *build.rubric);
  if (build.rubric == NULL) {
    return LG_NO_MEMORY;
  }
  lg_arena_init(&build.rubric->arena, allocator);
  lg_reader_init(&build.reader, allocator, diagnostics);
  lg_buffer_init(&build.texts, allocator);
  const lg_status status = run(&build);
  lg_reader_sort(&build.reader, first, build.sources, build.source_count);
  release_lists(&build);
  lg_reader_free(&build.reader);
  if (status != LG_OK) {
    lg_rubric_free(build.rubric);
    return status;
  }
  *out = build.rubric;
  return LG_OK;
}

void lg_rubric_free(lg_rubric *rubric) {
  if (rubric == NULL) {
    return;
  }
  const lg_allocator allocator = rubric->arena.allocator;
  if (rubric->image != NULL) {
    lg_release(&allocator, rubric->image, rubric->image_size);
    return;
  }
  lg_language_free(rubric->language);
  lg_pattern_set_free(rubric->program.patterns);
  lg_arena_free(&rubric->arena);
  lg_release(&allocator, rubric, sizeof *rubric);
}
