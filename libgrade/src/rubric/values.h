/* From nodes of YAML to values of the types that the format knows. Everything
 * that is not as it should be is reported here, once. */
#ifndef LG_RUBRIC_VALUES_H
#define LG_RUBRIC_VALUES_H

#include "base/fixed.h"
#include "rubric/reader.h"
#include "rubric/yaml_tree.h"

/* A key that a map may have. */
typedef struct lg_key {
  const char *name;
  unsigned kinds; /* lg_yaml_kind bits; 0: known, but it does not belong here */
  bool needed;
  const char *hint; /* an example, or where it belongs */
} lg_key;

enum { LG_MOST_KEYS = 64 };

/* Reads `node` as a map of `count` known keys into values[0..count): NULL where
 * the key is absent or its value has the wrong type. Returns false when the node
 * is no map at all. count is at most LG_MOST_KEYS. `what` names it in diagnostics: "a criterion".
 * Nothing in it is recursive; linear in the keys found, times count. */
bool lg_read_map(lg_reader *reader, const lg_yaml_node *node, const char *what, const lg_key *keys,
                 size_t count, const lg_yaml_node **values);

/* Whether pair `index` of a map is to be looked at (its key is a good text). */
bool lg_pair(const lg_yaml_node *map, size_t index, const lg_yaml_node **key,
             const lg_yaml_node **value);

/* Whether the node is of one of `kinds`; reports when not. `what`: "a wording". */
bool lg_expect(lg_reader *reader, const lg_yaml_node *node, unsigned kinds, const char *what,
               const char *hint);

/* All of these take NULL and then return false, as after any problem. */

/* A text that is not blank. */
bool lg_read_text(lg_reader *reader, const lg_yaml_node *node, const char *what, const char **text);
/* Decimal digits; lowest to highest. */
bool lg_read_whole(lg_reader *reader, const lg_yaml_node *node, const char *what, uint32_t lowest,
                   uint32_t highest, uint32_t *value);
bool lg_read_milli(lg_reader *reader, const lg_yaml_node *node, const char *what, lg_milli *value);
/* true or false */
bool lg_read_flag(lg_reader *reader, const lg_yaml_node *node, const char *what, bool *value);

typedef enum lg_name_kind {
  LG_NAME_PLAIN,  /* letters, digits, _ */
  LG_NAME_FAMILY, /* and one dot inside */
  LG_NAME_HYPHENS /* and hyphens: the id of a rubric */
} lg_name_kind;

bool lg_read_name(lg_reader *reader, const lg_yaml_node *node, const char *what, lg_name_kind kind,
                  const char **name);

#endif
