/* libyaml's events, one by one, into a tree. libyaml bounds no nesting, accepts
 * duplicate keys and expands nothing, so all of that is checked here, while the
 * events come in: a hostile file is left as soon as a limit is met. */
#include "rubric/yaml_tree.h"

#include <string.h>

#include "base/index.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "rubric/yaml_errors.h"

typedef struct open_node {
  lg_yaml_node *node;
  size_t first; /* of its items among the pending ones */
} open_node;

typedef struct anchor {
  const char *name;
  lg_yaml_node *node;
} anchor;

typedef struct tree_builder {
  lg_reader *reader;
  lg_source *source;
  size_t skipped; /* bytes of a byte order mark */
  /* libyaml counts characters; the last count seen and its byte. */
  size_t characters;
  size_t bytes;
  open_node open[LG_LIMIT_YAML_DEPTH];
  size_t depth;
  lg_yaml_node **pending; /* items of the open nodes */
  size_t pending_count;
  size_t pending_capacity;
  anchor anchors[LG_LIMIT_YAML_ANCHORS];
  size_t anchor_count;
  uint64_t nodes;          /* aliases expanded */
  lg_yaml_node *first_map; /* of all, by next_map */
  lg_yaml_node **last_map;
  size_t documents;
  bool stopped;
} tree_builder;

const char *lg_yaml_kind_name(lg_yaml_kind kind) {
  return kind == LG_YAML_MAP ? "a map" : kind == LG_YAML_LIST ? "a list" : "a single value";
}

/* Marks come nearly in order, so the way from the last one is short. */
static size_t byte_of(tree_builder *builder, const yaml_mark_t *mark) {
  const lg_source *source = builder->source;
  while (builder->characters < mark->index && builder->bytes < source->length) {
    do {
      ++builder->bytes;
    } while (builder->bytes < source->length &&
             lg_utf8_is_continuation(source->bytes[builder->bytes]));
    ++builder->characters;
  }
  while (builder->characters > mark->index && builder->bytes > builder->skipped) {
    do {
      --builder->bytes;
    } while (lg_utf8_is_continuation(source->bytes[builder->bytes]));
    --builder->characters;
  }
  return builder->bytes;
}

static lg_place_in_file place_of(tree_builder *builder, const yaml_event_t *event) {
  const size_t start = byte_of(builder, &event->start_mark);
  const size_t end = byte_of(builder, &event->end_mark);
  return lg_at_bytes(builder->source, start, end > start ? end - start : 0);
}

static lg_yaml_node *new_node(tree_builder *builder, const yaml_event_t *event, lg_yaml_kind kind) {
  lg_yaml_node *node = lg_reader_take(builder->reader, 1, sizeof *node);
  if (node == NULL) {
    builder->stopped = true;
    return NULL;
  }
  node->kind = kind;
  node->source = builder->source;
  node->start = (uint32_t)byte_of(builder, &event->start_mark);
  node->end = (uint32_t)byte_of(builder, &event->end_mark);
  node->expanded = 1;
  return node;
}

/* Counts what one more node brings and puts it among the items of the open one. */
static void append(tree_builder *builder, lg_yaml_node *node, lg_place_in_file place) {
  builder->nodes += node->expanded;
  if (builder->nodes > LG_LIMIT_YAML_NODES) {
    lg_hint(builder->reader, "split the rubric with `include`, or use fewer aliases");
    lg_error(builder->reader, LG_CODE_TOO_MANY_NODES, place,
             "more than %u values, aliases counted where they are used",
             (unsigned)LG_LIMIT_YAML_NODES);
    builder->stopped = true;
    return;
  }
  if (builder->depth + node->height > LG_LIMIT_YAML_DEPTH) {
    lg_error(builder->reader, LG_CODE_TOO_DEEP, place, "nested deeper than %u levels",
             (unsigned)LG_LIMIT_YAML_DEPTH);
    builder->stopped = true;
    return;
  }
  if (!lg_reader_grow(builder->reader, &builder->pending, &builder->pending_capacity,
                      builder->pending_count + 1, sizeof *builder->pending)) {
    builder->stopped = true;
    return;
  }
  builder->pending[builder->pending_count++] = node;
}

static void set_anchor(tree_builder *builder, const yaml_char_t *name, lg_yaml_node *node,
                       lg_place_in_file place) {
  if (name == NULL) {
    return;
  }
  const char *text = (const char *)name;
  if (builder->anchor_count == LG_LIMIT_YAML_ANCHORS) {
    lg_error(builder->reader, LG_CODE_TOO_MANY, place, "more than %u anchors",
             (unsigned)LG_LIMIT_YAML_ANCHORS);
    builder->stopped = true;
    return;
  }
  anchor *added = &builder->anchors[builder->anchor_count];
  added->node = node;
  added->name = lg_arena_copy(&builder->reader->arena, text, strlen(text));
  if (added->name == NULL) {
    builder->reader->no_memory = builder->stopped = true;
    return;
  }
  ++builder->anchor_count;
}

static void refuse_tag(tree_builder *builder, const yaml_char_t *tag, lg_place_in_file place) {
  if (tag != NULL) {
    lg_hint(builder->reader, "leave the tag out, or quote the text if it is to begin with `!`");
    lg_error(builder->reader, LG_CODE_TAG, place, "tags are not accepted");
  }
}

static void on_scalar(tree_builder *builder, const yaml_event_t *event) {
  static const lg_yaml_style STYLES[] = {
      [YAML_ANY_SCALAR_STYLE] = LG_YAML_PLAIN,
      [YAML_PLAIN_SCALAR_STYLE] = LG_YAML_PLAIN,
      [YAML_SINGLE_QUOTED_SCALAR_STYLE] = LG_YAML_SINGLE,
      [YAML_DOUBLE_QUOTED_SCALAR_STYLE] = LG_YAML_DOUBLE,
      [YAML_LITERAL_SCALAR_STYLE] = LG_YAML_BLOCK,
      [YAML_FOLDED_SCALAR_STYLE] = LG_YAML_BLOCK,
  };
  const lg_place_in_file place = place_of(builder, event);
  lg_yaml_node *node = new_node(builder, event, LG_YAML_SCALAR);
  if (node == NULL) {
    return;
  }
  const char *value = (const char *)event->data.scalar.value;
  node->style = STYLES[event->data.scalar.style];
  node->length = event->data.scalar.length;
  node->text = lg_arena_copy(&builder->reader->arena, value, node->length);
  if (node->text == NULL) {
    builder->reader->no_memory = builder->stopped = true;
    return;
  }
  if (memchr(node->text, '\0', node->length) != NULL) {
    lg_hint(builder->reader, "leave the `\\0` out");
    lg_error(builder->reader, LG_CODE_ENCODING, place, "a text holds a NUL character");
    node->kind = LG_YAML_BROKEN;
  }
  refuse_tag(builder, event->data.scalar.tag, place);
  set_anchor(builder, event->data.scalar.anchor, node, place);
  append(builder, node, place);
}

static void on_alias(tree_builder *builder, const yaml_event_t *event) {
  const lg_place_in_file place = place_of(builder, event);
  const char *name = (const char *)event->data.alias.anchor;
  lg_yaml_node *target = NULL;
  for (size_t i = builder->anchor_count; i > 0 && target == NULL; --i) {
    if (strcmp(builder->anchors[i - 1].name, name) == 0) {
      target = builder->anchors[i - 1].node;
    }
  }
  bool unfinished = false;
  for (size_t i = 0; i < builder->depth; ++i) {
    unfinished |= builder->open[i].node == target;
  }
  if (target == NULL || unfinished) {
    if (target == NULL) {
      lg_hint(builder->reader,
              "put `&%s` before the value it stands for; quote a text that begins with `*`", name);
    }
    lg_error(builder->reader, LG_CODE_UNKNOWN_ALIAS, place,
             target == NULL ? "there is no `&%s` before this alias"
                            : "this alias stands inside its own anchor, `&%s`",
             name);
    target = new_node(builder, event, LG_YAML_BROKEN);
  }
  if (target != NULL) {
    append(builder, target, place);
  }
}

static void on_open(tree_builder *builder, const yaml_event_t *event, lg_yaml_kind kind) {
  const lg_place_in_file place = place_of(builder, event);
  if (builder->depth == LG_LIMIT_YAML_DEPTH) {
    lg_error(builder->reader, LG_CODE_TOO_DEEP, place, "nested deeper than %u levels",
             (unsigned)LG_LIMIT_YAML_DEPTH);
    builder->stopped = true;
    return;
  }
  lg_yaml_node *node = new_node(builder, event, kind);
  if (node == NULL) {
    return;
  }
  const bool map = kind == LG_YAML_MAP;
  refuse_tag(builder, map ? event->data.mapping_start.tag : event->data.sequence_start.tag, place);
  set_anchor(builder, map ? event->data.mapping_start.anchor : event->data.sequence_start.anchor,
             node, place);
  append(builder, node, place);
  builder->open[builder->depth++] = (open_node){node, builder->pending_count};
  if (map && !builder->stopped) {
    *builder->last_map = node;
    builder->last_map = &node->next_map;
  }
}

/* Keys without a name among `names` are left out of everything that follows. */
static void leave_out(tree_builder *builder, lg_yaml_node *map, const char *const *names) {
  for (uint32_t i = 0; i < map->count; ++i) {
    if (names[i] == NULL) {
      /* A copy: the node itself may be an anchor's that is fine elsewhere. */
      lg_yaml_node *broken = lg_reader_take(builder->reader, 1, sizeof *broken);
      if (broken == NULL) {
        return;
      }
      *broken = *map->items[2 * (size_t)i];
      broken->kind = LG_YAML_BROKEN;
      map->items[2 * (size_t)i] = broken;
    }
  }
}

/* A duplicate, a merge key or a key that is no text is reported and then left
 * out of everything that follows. */
static void check_keys(tree_builder *builder, lg_yaml_node *map) {
  const char **names = lg_reader_take(builder->reader, map->count, sizeof *names);
  lg_index index;
  if (names == NULL) {
    return;
  }
  for (uint32_t i = 0; i < map->count; ++i) {
    const lg_yaml_node *key = map->items[2 * (size_t)i];
    if (key->kind != LG_YAML_SCALAR) {
      if (key->kind != LG_YAML_BROKEN) {
        lg_error(builder->reader, LG_CODE_WRONG_TYPE, lg_at(key),
                 "a key must be a text, and this one is %s", lg_yaml_kind_name(key->kind));
      }
    } else if (key->style == LG_YAML_PLAIN && strcmp(key->text, "<<") == 0) {
      lg_hint(builder->reader, "write the keys out, or alias a whole value");
      lg_error(builder->reader, LG_CODE_MERGE_KEY, lg_at(key), "merge keys are not accepted");
    } else {
      names[i] = key->text;
    }
  }
  if (!lg_index_build(&index, &builder->reader->arena, names, map->count)) {
    builder->reader->no_memory = builder->stopped = true;
    return;
  }
  size_t first = 0;
  for (size_t i = 1; i < index.count; ++i) {
    if (strcmp(index.entries[i].name, index.entries[first].name) != 0) {
      first = i;
      continue;
    }
    const lg_yaml_node *earlier = map->items[2 * (size_t)index.entries[first].value];
    const lg_yaml_node *key = map->items[2 * (size_t)index.entries[i].value];
    uint32_t line = 0;
    uint32_t column = 0;
    lg_source_place(builder->source, &builder->reader->arena, earlier->start, &line, &column);
    lg_hint(builder->reader, "it stands on line %u already; keep one of them", (unsigned)line);
    lg_error(builder->reader, LG_CODE_DUPLICATE_KEY, lg_at(key), "the key `%s` stands twice",
             key->text);
    names[index.entries[i].value] = NULL;
  }
  leave_out(builder, map, names);
}

static void on_close(tree_builder *builder, const yaml_event_t *event) {
  const open_node closed = builder->open[--builder->depth];
  lg_yaml_node *node = closed.node;
  const size_t count = builder->pending_count - closed.first;
  node->end = (uint32_t)byte_of(builder, &event->end_mark);
  node->items = lg_reader_take(builder->reader, count != 0 ? count : 1, sizeof *node->items);
  if (node->items == NULL) {
    builder->stopped = true;
    return;
  }
  node->count = (uint32_t)(node->kind == LG_YAML_MAP ? count / 2 : count);
  for (size_t i = 0; i < count; ++i) {
    lg_yaml_node *item = builder->pending[closed.first + i];
    node->items[i] = item;
    node->expanded += item->expanded;
    node->height = item->height + 1 > node->height ? item->height + 1 : node->height;
    if (item->parent == NULL) {
      item->parent = node;
      item->position = (uint32_t)i;
    }
  }
  builder->pending_count = closed.first;
}

static void on_document(tree_builder *builder, const yaml_event_t *event) {
  if (++builder->documents > 1) {
    lg_hint(builder->reader, "keep one document to a file, without `---` between parts");
    lg_error(builder->reader, LG_CODE_SEVERAL_DOCUMENTS, place_of(builder, event),
             "a second document begins here");
    builder->stopped = true;
  }
  if (event->data.document_start.tag_directives.start !=
      event->data.document_start.tag_directives.end) {
    lg_error(builder->reader, LG_CODE_TAG, place_of(builder, event),
             "tag directives are not accepted");
  }
}

static void on_event(tree_builder *builder, const yaml_event_t *event) {
  switch (event->type) {
  case YAML_DOCUMENT_START_EVENT:
    on_document(builder, event);
    break;
  case YAML_SCALAR_EVENT:
    on_scalar(builder, event);
    break;
  case YAML_ALIAS_EVENT:
    on_alias(builder, event);
    break;
  case YAML_SEQUENCE_START_EVENT:
    on_open(builder, event, LG_YAML_LIST);
    break;
  case YAML_MAPPING_START_EVENT:
    on_open(builder, event, LG_YAML_MAP);
    break;
  case YAML_SEQUENCE_END_EVENT:
  case YAML_MAPPING_END_EVENT:
    on_close(builder, event);
    break;
  case YAML_STREAM_END_EVENT:
    builder->stopped = true;
    break;
  default:
    break;
  }
}

/* Whether all events came. */
static bool read_events(tree_builder *builder, yaml_parser_t *parser) {
  while (!builder->stopped) {
    yaml_event_t event;
    if (!yaml_parser_parse(parser, &event)) {
      if (parser->error == YAML_MEMORY_ERROR) {
        builder->reader->no_memory = true;
      } else {
        const lg_yaml_stop stop = {parser, byte_of(builder, &parser->problem_mark),
                                   byte_of(builder, &parser->context_mark), builder->skipped};
        lg_yaml_report(builder->reader, builder->source, &stop);
      }
      return false;
    }
    on_event(builder, &event);
    if (event.type == YAML_STREAM_END_EVENT) {
      yaml_event_delete(&event);
      return true;
    }
    yaml_event_delete(&event);
  }
  return false;
}

static const lg_yaml_node *root_of(tree_builder *builder) {
  const lg_yaml_node *root = builder->pending_count > 0 ? builder->pending[0] : NULL;
  if (root == NULL || (root->kind == LG_YAML_SCALAR && root->length == 0)) {
    lg_hint(builder->reader, "rubrics/README.md shows a first rubric");
    lg_error(builder->reader, LG_CODE_EMPTY_FILE, lg_at_bytes(builder->source, 0, 0),
             "the file is empty");
    return NULL;
  }
  /* Only now: the path of a diagnostic needs all the maps around. */
  for (lg_yaml_node *map = builder->first_map; map != NULL; map = map->next_map) {
    check_keys(builder, map);
  }
  return root;
}

const lg_yaml_node *lg_yaml_read(lg_reader *reader, lg_source *source) {
  if (!lg_yaml_check_encoding(reader, source)) {
    return NULL;
  }
  tree_builder *builder = lg_reader_take(reader, 1, sizeof *builder);
  if (builder == NULL) {
    return NULL;
  }
  builder->reader = reader;
  builder->source = source;
  builder->last_map = &builder->first_map;
  if (source->length >= 3 && memcmp(source->bytes, "\xEF\xBB\xBF", 3) == 0) {
    builder->skipped = builder->bytes = 3;
  }
  yaml_parser_t parser;
  if (!yaml_parser_initialize(&parser)) {
    reader->no_memory = true;
    return NULL;
  }
  yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING);
  yaml_parser_set_input_string(&parser, (const unsigned char *)source->bytes + builder->skipped,
                               source->length - builder->skipped);
  const lg_yaml_node *root = read_events(builder, &parser) ? root_of(builder) : NULL;
  yaml_parser_delete(&parser);
  lg_release(&reader->allocator, builder->pending,
             builder->pending_capacity * sizeof *builder->pending);
  return root;
}
