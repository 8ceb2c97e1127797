#include "rubric/reader.h"

#include <stdarg.h>
#include <string.h>

#include "base/limits.h"
#include "base/utf8.h"
#include "rubric/yaml_tree.h"

/* Comparing names is the one costly thing about a problem: a hostile rubric of
 * thousands of names and thousands of slips gets no suggestions at some point. */
enum { NAMES_COMPARED = 200000, EXCERPT_BYTES = 80 };

void lg_reader_init(lg_reader *reader, const lg_allocator *allocator, lg_diagnostics *diagnostics) {
  memset(reader, 0, sizeof *reader);
  reader->allocator = *allocator;
  lg_arena_init(&reader->arena, allocator);
  lg_buffer_init(&reader->message, allocator);
  lg_buffer_init(&reader->hint, allocator);
  lg_buffer_init(&reader->excerpt, allocator);
  lg_buffer_init(&reader->path, allocator);
  reader->diagnostics = diagnostics;
  reader->comparable = NAMES_COMPARED;
}

void lg_reader_free(lg_reader *reader) {
  lg_buffer_free(&reader->message);
  lg_buffer_free(&reader->hint);
  lg_buffer_free(&reader->excerpt);
  lg_buffer_free(&reader->path);
  lg_arena_free(&reader->arena);
}

lg_status lg_reader_status(const lg_reader *reader) {
  if (reader->no_memory) {
    return LG_NO_MEMORY;
  }
  if (reader->too_large) {
    return LG_LIMIT;
  }
  if (reader->unsupported) {
    return LG_UNSUPPORTED;
  }
  return reader->errors > 0 ? LG_REJECTED : LG_OK;
}

void *lg_reader_take(lg_reader *reader, size_t count, size_t size) {
  void *taken = lg_arena_take_array(&reader->arena, count, size);
  reader->no_memory |= taken == NULL;
  return taken;
}

bool lg_reader_grow(lg_reader *reader, void *items, size_t *capacity, size_t needed,
                    size_t item_size) {
  if (lg_grow(&reader->allocator, items, capacity, needed, item_size)) {
    return true;
  }
  reader->no_memory = true;
  return false;
}

bool lg_reader_is_full(const lg_reader *reader) {
  return reader->diagnostics == NULL || reader->problems >= LG_LIMIT_DIAGNOSTICS;
}

/* -- places ------------------------------------------------------------------- */

lg_place_in_file lg_at(const lg_yaml_node *node) {
  return (lg_place_in_file){node, NULL, 0, 0};
}

lg_place_in_file lg_at_part(const lg_yaml_node *node, size_t begin, size_t length) {
  return (lg_place_in_file){node, NULL, begin, length};
}

lg_place_in_file lg_at_bytes(lg_source *source, size_t begin, size_t length) {
  return (lg_place_in_file){NULL, source, begin, length};
}

/* Cut to one line of EXCERPT_BYTES. */
static void add_excerpt(lg_buffer *out, const char *bytes, size_t length) {
  size_t end = 0;
  while (end < length && end <= EXCERPT_BYTES && bytes[end] != '\n' && bytes[end] != '\r') {
    ++end;
  }
  const size_t shown = lg_utf8_prefix(bytes, end, EXCERPT_BYTES);
  lg_buffer_add(out, bytes, shown);
  if (shown < length) {
    lg_buffer_add_text(out, "…");
  }
}

static void add_path_step(lg_buffer *out, const lg_yaml_node *parent, const lg_yaml_node *node) {
  if (parent->kind == LG_YAML_LIST) {
    lg_buffer_add_unsigned(out, node->position);
    return;
  }
  const lg_yaml_node *key = parent->items[node->position & ~1u];
  if (key->kind == LG_YAML_SCALAR) {
    add_excerpt(out, key->text, key->length);
  }
}

static void add_path(lg_buffer *out, const lg_yaml_node *node) {
  const lg_yaml_node *chain[LG_LIMIT_YAML_DEPTH + 2];
  size_t depth = 0;
  while (node != NULL && node->parent != NULL && depth < LG_LIMIT_YAML_DEPTH + 2) {
    chain[depth++] = node;
    node = node->parent;
  }
  while (depth > 0) {
    --depth;
    add_path_step(out, chain[depth]->parent, chain[depth]);
    if (depth > 0) {
      lg_buffer_add_byte(out, '/');
    }
  }
}

/* Fills what a diagnostic says about its place. */
static void fill_place(lg_reader *reader, lg_place_in_file place, lg_diagnostic *out) {
  lg_source *source = place.source;
  size_t begin = place.begin;
  size_t length = place.length;
  if (place.node != NULL) {
    source = place.node->source;
    add_path(&reader->path, place.node);
    lg_yaml_bytes(place.node, place.begin, place.length, &begin, &length);
    if (place.node->kind == LG_YAML_SCALAR && place.begin <= place.node->length) {
      /* What is missing at the end is shown by what stands before it. */
      const size_t from = place.begin < place.node->length ? place.begin : 0;
      const size_t rest = place.node->length - from;
      add_excerpt(&reader->excerpt, place.node->text + from,
                  place.length != 0 && place.length < rest ? place.length : rest);
    } else {
      add_excerpt(&reader->excerpt, source->bytes + begin, length);
    }
  } else if (source != NULL && begin + length <= source->length) {
    add_excerpt(&reader->excerpt, source->bytes + begin, length);
  }
  if (source == NULL) {
    return;
  }
  out->origin = source->origin;
  out->offset = begin;
  out->length = length;
  if (!lg_source_place(source, &reader->arena, begin, &out->line, &out->column)) {
    reader->no_memory = true;
  }
}

static void add_problem(lg_reader *reader, lg_severity severity, const char *code,
                        lg_place_in_file place, const char *format, va_list arguments) {
  reader->errors += severity == LG_ERROR ? 1 : 0;
  ++reader->problems;
  lg_diagnostic diagnostic = {.severity = severity, .code = code};
  /* Beyond the limit a diagnostic is only counted: its texts are not made. */
  if (reader->problems <= LG_LIMIT_DIAGNOSTICS) {
    lg_buffer_format_list(&reader->message, format, arguments);
    fill_place(reader, place, &diagnostic);
    diagnostic.message = reader->message.bytes;
    diagnostic.hint = reader->hint.bytes;
    diagnostic.excerpt = reader->excerpt.bytes;
    diagnostic.path = reader->path.bytes;
    reader->no_memory |= reader->message.failed || reader->hint.failed || reader->excerpt.failed ||
                         reader->path.failed;
  }
  if (!lg_diagnostics_add(reader->diagnostics, &diagnostic)) {
    reader->no_memory = true;
  }
  lg_buffer_clear(&reader->message);
  lg_buffer_clear(&reader->hint);
  lg_buffer_clear(&reader->excerpt);
  lg_buffer_clear(&reader->path);
}

void lg_error(lg_reader *reader, const char *code, lg_place_in_file place, const char *format,
              ...) {
  va_list arguments;
  va_start(arguments, format);
  add_problem(reader, LG_ERROR, code, place, format, arguments);
  va_end(arguments);
}

void lg_warning(lg_reader *reader, const char *code, lg_place_in_file place, const char *format,
                ...) {
  va_list arguments;
  va_start(arguments, format);
  add_problem(reader, LG_WARNING, code, place, format, arguments);
  va_end(arguments);
}

void lg_hint(lg_reader *reader, const char *format, ...) {
  lg_buffer_clear(&reader->hint);
  va_list arguments;
  va_start(arguments, format);
  lg_buffer_format_list(&reader->hint, format, arguments);
  va_end(arguments);
}

bool lg_hint_nearest(lg_reader *reader, const char *name, const char *const *names, size_t count) {
  if (lg_reader_is_full(reader) || count > reader->comparable) {
    return false;
  }
  reader->comparable -= count;
  const char *nearest = lg_nearest_name(name, names, count);
  if (nearest == NULL) {
    return false;
  }
  lg_hint(reader, "did you mean `%s`?", nearest);
  return true;
}

/* -- order -------------------------------------------------------------------- */

static size_t source_of(const lg_source *sources, size_t count, const char *origin) {
  size_t i = 0;
  while (i < count && strcmp(sources[i].origin, origin) != 0) {
    ++i;
  }
  return i;
}

static bool stands_before(const lg_source *sources, size_t count, const lg_diagnostic *left,
                          const lg_diagnostic *right) {
  const size_t left_source = source_of(sources, count, left->origin);
  const size_t right_source = source_of(sources, count, right->origin);
  if (left_source != right_source) {
    return left_source < right_source;
  }
  return left->offset < right->offset;
}

void lg_reader_sort(lg_reader *reader, size_t first, const lg_source *sources, size_t count) {
  lg_diagnostics *list = reader->diagnostics;
  for (size_t i = first + 1; list != NULL && i < list->count; ++i) {
    const lg_diagnostic moved = list->items[i];
    size_t at = i;
    while (at > first && stands_before(sources, count, &moved, &list->items[at - 1])) {
      list->items[at] = list->items[at - 1];
      --at;
    }
    list->items[at] = moved;
  }
}
