/* What a name in an expression can stand for. */
#include <stdlib.h>
#include <string.h>

#include "rubric/build.h"

/* The key that declares a name; NULL for primitives. */
static const lg_yaml_node *key_of(const lg_build *build, lg_reference reference) {
  if (reference.kind == LG_REFERENCE_SIGNAL) {
    return build->signals[reference.number].key;
  }
  return reference.number < LG_PRIMITIVE_COUNT
             ? NULL
             : build->concepts[reference.number - LG_PRIMITIVE_COUNT].key;
}

const char *lg_reference_name(const lg_build *build, lg_reference reference) {
  switch (reference.kind) {
  case LG_REFERENCE_CONCEPT:
    return reference.number < LG_PRIMITIVE_COUNT
               ? lg_primitive_name((lg_primitive)reference.number)
               : build->concepts[reference.number - LG_PRIMITIVE_COUNT].name;
  case LG_REFERENCE_SIGNAL:
    return build->signals[reference.number].name;
  case LG_REFERENCE_CRITERION:
    return build->criterion_names[reference.number];
  default:
    return "";
  }
}

typedef struct ranked {
  const lg_yaml_node *key;
  uint32_t entry;
} ranked;

static int by_place(const void *left, const void *right) {
  const ranked *a = left;
  const ranked *b = right;
  if (a->key->source->number != b->key->source->number) {
    return a->key->source->number < b->key->source->number ? -1 : 1;
  }
  if (a->key->start != b->key->start) {
    return a->key->start < b->key->start ? -1 : 1;
  }
  return a->entry < b->entry ? -1 : a->entry > b->entry;
}

static bool rank_names(lg_build *build) {
  const size_t declared = build->name_count - LG_PRIMITIVE_COUNT;
  ranked *order = lg_reader_take(&build->reader, declared, sizeof *order);
  if (order == NULL) {
    return false;
  }
  for (size_t i = 0; i < declared; ++i) {
    const uint32_t entry = (uint32_t)(i + LG_PRIMITIVE_COUNT);
    order[i] = (ranked){key_of(build, build->name_references[entry]), entry};
  }
  if (declared > 1) {
    qsort(order, declared, sizeof *order, by_place);
  }
  for (size_t i = 0; i < declared; ++i) {
    build->name_ranks[order[i].entry] = (uint32_t)i;
  }
  return true;
}

static void report_twice(lg_build *build, const char *what, const lg_yaml_node *first,
                         const lg_yaml_node *second) {
  uint32_t line = 0;
  uint32_t column = 0;
  lg_source_place(first->source, &build->reader.arena, first->start, &line, &column);
  lg_hint(&build->reader, "the other one is in %s, line %u; rename one of them",
          first->source->origin, (unsigned)line);
  lg_error(&build->reader, LG_CODE_DUPLICATE_NAME, lg_at(second), "%s `%s` is defined twice", what,
           second->text);
}

static void report_duplicates(lg_build *build) {
  const lg_index *index = &build->name_index;
  for (size_t i = 1; i < index->count; ++i) {
    uint32_t first = index->entries[i - 1].value;
    uint32_t second = index->entries[i].value;
    if (strcmp(index->entries[i - 1].name, index->entries[i].name) != 0) {
      continue;
    }
    if (build->name_ranks[first] > build->name_ranks[second]) {
      const uint32_t other = first;
      first = second;
      second = other;
    }
    report_twice(build, "the name", key_of(build, build->name_references[first]),
                 key_of(build, build->name_references[second]));
  }
}

/* Criteria and penalties share one set of ids. */
static bool index_criteria(lg_build *build) {
  const size_t count = build->criterion_count + build->penalty_count;
  const char **ids = lg_reader_take(&build->reader, count, sizeof *ids);
  lg_index all;
  build->criterion_names = lg_reader_take(&build->reader, build->criterion_count, sizeof *ids);
  if (ids == NULL || build->criterion_names == NULL) {
    return false;
  }
  for (size_t i = 0; i < build->criterion_count; ++i) {
    build->criterion_names[i] = ids[i] = build->criteria[i].result.id;
  }
  for (size_t i = 0; i < build->penalty_count; ++i) {
    ids[build->criterion_count + i] = build->penalties[i].result.id;
  }
  if (!lg_index_build(&all, &build->reader.arena, ids, count) ||
      !lg_index_build(&build->criterion_index, &build->reader.arena, build->criterion_names,
                      build->criterion_count)) {
    build->reader.no_memory = true;
    return false;
  }
  for (size_t i = 1; i < all.count; ++i) {
    const lg_yaml_node *keys[2];
    for (size_t j = 0; j < 2; ++j) {
      const uint32_t entry = all.entries[i - 1 + j].value;
      keys[j] = entry < build->criterion_count
                    ? build->criteria[entry].key
                    : build->penalties[entry - build->criterion_count].key;
    }
    if (strcmp(all.entries[i - 1].name, all.entries[i].name) == 0) {
      report_twice(build, "the id", keys[0], keys[1]);
    }
  }
  return true;
}

bool lg_build_names(lg_build *build) {
  lg_reader *reader = &build->reader;
  const size_t count = LG_PRIMITIVE_COUNT + build->concept_count + build->signal_count;
  build->names = lg_reader_take(reader, count, sizeof *build->names);
  build->name_references = lg_reader_take(reader, count, sizeof *build->name_references);
  build->name_ranks = lg_reader_take(reader, count, sizeof *build->name_ranks);
  if (build->names == NULL || build->name_references == NULL || build->name_ranks == NULL) {
    return false;
  }
  for (uint32_t i = 0; i < LG_PRIMITIVE_COUNT + build->concept_count; ++i) {
    build->name_references[build->name_count++] = (lg_reference){LG_REFERENCE_CONCEPT, i};
  }
  for (uint32_t i = 0; i < build->signal_count; ++i) {
    build->name_references[build->name_count++] = (lg_reference){LG_REFERENCE_SIGNAL, i};
  }
  for (size_t i = 0; i < count; ++i) {
    build->names[i] = lg_reference_name(build, build->name_references[i]);
  }
  if (!lg_index_build(&build->name_index, &reader->arena, build->names, count)) {
    reader->no_memory = true;
    return false;
  }
  if (!rank_names(build)) {
    return false;
  }
  report_duplicates(build);
  return index_criteria(build);
}

lg_reference lg_find_name(const lg_build *build, const char *name) {
  const uint32_t entry = lg_index_find(&build->name_index, name);
  return entry == LG_NOT_FOUND ? (lg_reference){LG_REFERENCE_NONE, 0}
                               : build->name_references[entry];
}

uint32_t lg_find_criterion(const lg_build *build, const char *id) {
  const uint32_t entry = lg_index_find(&build->criterion_index, id);
  return entry == LG_NOT_FOUND ? LG_NONE : entry;
}

/* -- sets written with a star ------------------------------------------------- */

static int by_rank(const void *left, const void *right) {
  const uint64_t a = *(const uint64_t *)left;
  const uint64_t b = *(const uint64_t *)right;
  return a < b ? -1 : a > b;
}

/* The first entry of the index that does not come before `prefix`. */
static size_t first_behind(const lg_index *index, const char *prefix) {
  size_t low = 0;
  size_t high = index->count;
  while (low < high) {
    const size_t middle = low + (high - low) / 2;
    if (strcmp(index->entries[middle].name, prefix) < 0) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}

const lg_reference *lg_find_prefix(lg_build *build, const char *prefix, lg_reference self,
                                   uint32_t *count) {
  const lg_index *index = &build->name_index;
  const size_t length = strlen(prefix);
  const size_t first = first_behind(index, prefix);
  size_t end = first;
  *count = 0;
  while (end < index->count && strncmp(index->entries[end].name, prefix, length) == 0) {
    ++end;
  }
  build->member_count += end - first;
  if (build->member_count > LG_LIMIT_PROGRAM_NODES) {
    return NULL; /* the caller finds the count too high */
  }
  /* rank and entry in one number, so that sorting needs no context */
  uint64_t *found = lg_reader_take(&build->reader, end - first, sizeof *found);
  lg_reference *members = lg_reader_take(&build->reader, end - first, sizeof *members);
  if (found == NULL || members == NULL) {
    return NULL;
  }
  size_t used = 0;
  for (size_t i = first; i < end; ++i) {
    const uint32_t entry = index->entries[i].value;
    const lg_reference reference = build->name_references[entry];
    const bool primitive =
        reference.kind == LG_REFERENCE_CONCEPT && reference.number < LG_PRIMITIVE_COUNT;
    if (!primitive && (reference.kind != self.kind || reference.number != self.number)) {
      found[used++] = ((uint64_t)build->name_ranks[entry] << 32) | entry;
    }
  }
  if (used > 1) {
    qsort(found, used, sizeof *found, by_rank);
  }
  for (size_t i = 0; i < used; ++i) {
    members[i] = build->name_references[(uint32_t)found[i]];
  }
  *count = (uint32_t)used;
  return members;
}
