#include "rubric/values.h"

#include <string.h>

static bool is_blank(const lg_yaml_node *node) {
  for (size_t i = 0; i < node->length; ++i) {
    if (strchr(" \t\r\n", node->text[i]) == NULL) {
      return false;
    }
  }
  return true;
}

/* -- maps --------------------------------------------------------------------- */

bool lg_pair(const lg_yaml_node *map, size_t index, const lg_yaml_node **key,
             const lg_yaml_node **value) {
  *key = map->items[2 * index];
  *value = map->items[2 * index + 1];
  return (*key)->kind == LG_YAML_SCALAR;
}

/* "a map or a list" */
static void add_kinds(lg_buffer *out, unsigned kinds) {
  static const lg_yaml_kind KINDS[] = {LG_YAML_SCALAR, LG_YAML_LIST, LG_YAML_MAP};
  bool first = true;
  for (size_t i = 0; i < sizeof KINDS / sizeof KINDS[0]; ++i) {
    if ((kinds & (unsigned)KINDS[i]) != 0) {
      lg_buffer_format(out, first ? "%s" : " or %s", lg_yaml_kind_name(KINDS[i]));
      first = false;
    }
  }
}

bool lg_expect(lg_reader *reader, const lg_yaml_node *node, unsigned kinds, const char *what,
               const char *hint) {
  if (node == NULL || node->kind == LG_YAML_BROKEN) {
    return false;
  }
  const bool blank = node->kind == LG_YAML_SCALAR && is_blank(node);
  if ((kinds & (unsigned)node->kind) != 0 && !blank) {
    return true;
  }
  if (hint != NULL && hint[0] != '\0') {
    lg_hint(reader, "write %s", hint);
  }
  if (blank) {
    lg_error(reader, LG_CODE_EMPTY_VALUE, lg_at(node), "%s is empty", what);
    return false;
  }
  lg_buffer expected;
  lg_buffer_init(&expected, &reader->allocator);
  add_kinds(&expected, kinds);
  reader->no_memory |= expected.failed;
  lg_error(reader, LG_CODE_WRONG_TYPE, lg_at(node), "%s must be %s, and is %s", what,
           expected.failed ? "" : expected.bytes, lg_yaml_kind_name(node->kind));
  lg_buffer_free(&expected);
  return false;
}

enum { MOST_LABEL = 80 };

/* "`points`" */
static const char *quoted(const char *name, char label[MOST_LABEL]) {
  const size_t length = strlen(name);
  label[0] = '`';
  memcpy(label + 1, name, length);
  memcpy(label + 1 + length, "`", 2);
  return label;
}

static void report_unknown(lg_reader *reader, const lg_yaml_node *key, const char *what,
                           const lg_key *keys, size_t count) {
  const char *names[LG_MOST_KEYS];
  size_t known = 0;
  for (size_t i = 0; i < count; ++i) {
    if (keys[i].kinds != 0) {
      names[known++] = keys[i].name;
    }
  }
  if (!lg_hint_nearest(reader, key->text, names, known) && !lg_reader_is_full(reader)) {
    lg_hint(reader, "known here: ");
    for (size_t i = 0; i < known; ++i) {
      lg_buffer_format(&reader->hint, i == 0 ? "%s" : ", %s", names[i]);
    }
  }
  lg_error(reader, LG_CODE_UNKNOWN_KEY, lg_at(key), "%s has no key `%.*s`", what,
           key->length < 60 ? (int)key->length : 60, key->text);
}

static void report_missing(lg_reader *reader, const lg_yaml_node *map, const char *what,
                           const lg_key *key) {
  if (key->hint != NULL) {
    lg_hint(reader, "add %s", key->hint);
  }
  lg_error(reader, LG_CODE_MISSING_KEY, lg_at(map), "%s needs the key `%s`", what, key->name);
}

bool lg_read_map(lg_reader *reader, const lg_yaml_node *node, const char *what, const lg_key *keys,
                 size_t count, const lg_yaml_node **values) {
  bool seen[LG_MOST_KEYS] = {false};
  bool merged = false; /* a merge key was refused: it may have meant the missing ones */
  memset((void *)values, 0, count * sizeof *values);
  if (!lg_expect(reader, node, LG_YAML_MAP, what, NULL)) {
    return false;
  }
  for (size_t i = 0; i < node->count; ++i) {
    const lg_yaml_node *key;
    const lg_yaml_node *value;
    if (!lg_pair(node, i, &key, &value)) {
      merged |= key->text != NULL && strcmp(key->text, "<<") == 0;
      continue;
    }
    size_t found = 0;
    while (found < count && strcmp(keys[found].name, key->text) != 0) {
      ++found;
    }
    if (found == count) {
      report_unknown(reader, key, what, keys, count);
      continue;
    }
    seen[found] = true;
    if (keys[found].kinds == 0) {
      lg_hint(reader, "%s", keys[found].hint);
      lg_error(reader, LG_CODE_KEY_NOT_HERE, lg_at(key), "%s cannot have the key `%s`", what,
               key->text);
      continue;
    }
    char label[MOST_LABEL];
    if (lg_expect(reader, value, keys[found].kinds, quoted(keys[found].name, label),
                  keys[found].hint)) {
      values[found] = value;
    }
  }
  for (size_t i = 0; i < count && !merged; ++i) {
    if (keys[i].needed && !seen[i]) {
      report_missing(reader, node, what, &keys[i]);
    }
  }
  return true;
}

/* -- scalars ------------------------------------------------------------------ */

bool lg_read_text(lg_reader *reader, const lg_yaml_node *node, const char *what,
                  const char **text) {
  if (!lg_expect(reader, node, LG_YAML_SCALAR, what, NULL)) {
    return false;
  }
  *text = node->text;
  return true;
}

bool lg_read_whole(lg_reader *reader, const lg_yaml_node *node, const char *what, uint32_t lowest,
                   uint32_t highest, uint32_t *value) {
  if (!lg_expect(reader, node, LG_YAML_SCALAR, what, NULL)) {
    return false;
  }
  uint64_t number = 0;
  bool digits = node->length <= 9;
  for (size_t i = 0; digits && i < node->length; ++i) {
    digits = node->text[i] >= '0' && node->text[i] <= '9';
    number = number * 10 + (uint64_t)(node->text[i] - '0');
  }
  if (!digits || number < lowest || number > highest) {
    lg_error(reader, LG_CODE_BAD_VALUE, lg_at(node), "%s must be a whole number from %u to %u",
             what, (unsigned)lowest, (unsigned)highest);
    return false;
  }
  *value = (uint32_t)number;
  return true;
}

bool lg_read_milli(lg_reader *reader, const lg_yaml_node *node, const char *what, lg_milli *value) {
  if (!lg_expect(reader, node, LG_YAML_SCALAR, what, NULL)) {
    return false;
  }
  if (!lg_milli_parse(node->text, node->length, value)) {
    lg_hint(reader, "write it as 5, 2.5 or -8, with at most three decimals");
    lg_error(reader, LG_CODE_BAD_VALUE, lg_at(node), "%s must be a number", what);
    return false;
  }
  return true;
}

bool lg_read_flag(lg_reader *reader, const lg_yaml_node *node, const char *what, bool *value) {
  if (!lg_expect(reader, node, LG_YAML_SCALAR, what, NULL)) {
    return false;
  }
  const bool yes = strcmp(node->text, "true") == 0;
  if (!yes && strcmp(node->text, "false") != 0) {
    lg_error(reader, LG_CODE_BAD_VALUE, lg_at(node), "%s must be `true` or `false`", what);
    return false;
  }
  *value = yes;
  return true;
}

static bool is_letter(char byte) {
  return byte >= 'a' && byte <= 'z';
}

static bool is_name(const char *text, lg_name_kind kind) {
  bool begins = true; /* a letter must follow */
  bool dotted = false;
  for (; *text != '\0'; ++text) {
    const bool digit =
        (*text >= '0' && *text <= '9') || *text == '_' || (kind == LG_NAME_HYPHENS && *text == '-');
    if (*text == '.' && kind == LG_NAME_FAMILY && !dotted && !begins) {
      dotted = begins = true;
    } else if (is_letter(*text) || (digit && !begins)) {
      begins = false;
    } else {
      return false;
    }
  }
  return !begins;
}

bool lg_read_name(lg_reader *reader, const lg_yaml_node *node, const char *what, lg_name_kind kind,
                  const char **name) {
  static const char *const RULES[] = {
      [LG_NAME_PLAIN] = "a name is lower-case letters, digits and `_`, beginning with a letter",
      [LG_NAME_FAMILY] = ("a name is lower-case letters, digits and `_`, beginning with a letter; "
                          "it may have a family before one dot: `store.compaction`"),
      [LG_NAME_HYPHENS] =
          "a name is lower-case letters, digits, `_` and `-`, beginning with a letter",
  };
  enum { LONGEST_NAME = 64 };
  if (!lg_expect(reader, node, LG_YAML_SCALAR, what, NULL)) {
    return false;
  }
  if (node->length > LONGEST_NAME || !is_name(node->text, kind)) {
    lg_hint(reader, "%s%s", RULES[kind], node->length > LONGEST_NAME ? "; at most 64 of them" : "");
    lg_error(reader, LG_CODE_BAD_NAME, lg_at(node), "%s is not a valid name", what);
    return false;
  }
  *name = node->text;
  return true;
}
