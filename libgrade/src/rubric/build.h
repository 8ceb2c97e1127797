/* A rubric while it is being read.
 *
 * Reading goes in steps, each of which reports everything it finds wrong and
 * leaves what it can to the next:
 *
 *   decode    YAML trees -> declarations; expressions are parsed
 *   concepts  wordings -> pattern set and sequences
 *   resolve   names in expressions -> numbers; order, cycles, positions
 *   lint      what can be used but hardly was meant
 *   compile   expressions -> nodes and conditions; only when there are no errors
 */
#ifndef LG_RUBRIC_BUILD_H
#define LG_RUBRIC_BUILD_H

#include "base/index.h"
#include "base/limits.h"
#include "pattern/set.h"
#include "rubric/expression.h"
#include "rubric/reader.h"
#include "rubric/rubric.h"
#include "rubric/values.h"

/* -- declarations: what stands in the files ----------------------------------- */

typedef struct lg_concept_rule {
  const char *name;
  const lg_yaml_node *key;
  const lg_yaml_node *any;    /* list of wordings, or NULL after a problem */
  const lg_yaml_node *unless; /* list of wordings, or NULL */
  const lg_yaml_node *typos_node;
  uint32_t typos;
  bool used;
} lg_concept_rule;

typedef struct lg_signal_rule {
  const char *name;
  const lg_yaml_node *key;
  lg_expression *expression; /* NULL after a problem */
  bool located;              /* has a position: becomes a node. Else a condition. */
  uint32_t height;           /* of its condition */
  bool used;
} lg_signal_rule;

/* A weighted sum. */
typedef struct lg_weigh_rule {
  const lg_yaml_node *node;
  lg_distance window;
  const char *written_window;
  lg_milli at;
  const lg_yaml_node *at_node;
  lg_milli elsewhere; /* 0: not given */
  lg_expression **terms;
  lg_weight *weights; /* parallel */
  const lg_yaml_node **weight_nodes;
  uint32_t term_count;
  lg_milli *groups;
  const lg_yaml_node **group_nodes; /* their `at_most` */
  uint32_t group_count;
  lg_expression *needs; /* or NULL */
  bool incomplete;      /* a term had a problem */
} lg_weigh_rule;

/* A condition: one of the two. */
typedef struct lg_rule {
  lg_expression *expression;
  lg_weigh_rule *weigh;
} lg_rule;

typedef struct lg_cap_rule {
  uint32_t level; /* or number of the band */
  lg_expression *when;
  const char *because;
  const lg_yaml_node *band; /* name of the band, for caps of the score */
} lg_cap_rule;

typedef struct lg_gap_rule {
  lg_expression *when;
  lg_expression *needs;
  bool has_within;
  lg_distance within;
  uint32_t at_most;
  const char *says;
} lg_gap_rule;

typedef struct lg_criterion_rule {
  const lg_yaml_node *node; /* the map, */
  const lg_yaml_node *key;  /* and its id */
  const lg_yaml_node *level_keys[LG_LIMIT_LEVELS + 1];
  lg_rule levels[LG_LIMIT_LEVELS + 1];
  lg_expression *topic; /* or NULL */
  bool listed;
  lg_cap_rule *caps;
  lg_gap_rule *gaps;
  lg_criterion result; /* all but its conditions */
} lg_criterion_rule;

typedef struct lg_section_rule {
  const lg_yaml_node *key;
  lg_section result;
} lg_section_rule;

typedef struct lg_penalty_rule {
  const lg_yaml_node *key;
  lg_rule when;
  lg_penalty result;
} lg_penalty_rule;

typedef struct lg_band_rule {
  const lg_yaml_node *node;
  lg_band result;
} lg_band_rule;

/* -- expressions to be resolved ----------------------------------------------- */

/* Every expression of the files, with what it belongs to. */
typedef struct lg_root {
  lg_expression *expression;
  lg_reference owner; /* signal or criterion; kind NONE for penalties, caps, design */
  const char *where;  /* that needs a position: "`topic`"; NULL where none is needed */
} lg_root;

/* -- the whole ---------------------------------------------------------------- */

typedef struct lg_build {
  lg_reader reader;
  const lg_rubric_input *input;
  lg_rubric *rubric; /* under construction */
  lg_pattern_builder *patterns;

  lg_source *sources; /* the main file first */
  size_t source_count;

  /* Growing lists, released at the end. */
  lg_concept_rule *concepts;
  size_t concept_count;
  size_t concept_capacity;
  lg_signal_rule *signals;
  size_t signal_count;
  size_t signal_capacity;
  lg_section_rule *sections;
  size_t section_count;
  size_t section_capacity;
  lg_criterion_rule *criteria;
  size_t criterion_count;
  size_t criterion_capacity;
  lg_penalty_rule *penalties;
  size_t penalty_count;
  size_t penalty_capacity;
  lg_band_rule *bands;
  size_t band_count;
  size_t band_capacity;
  lg_cap_rule *caps;
  size_t cap_count;
  size_t cap_capacity;
  lg_root *roots;
  size_t root_count;
  size_t root_capacity;

  bool has_sections;      /* any file has the key */
  bool incomplete;        /* a file could not be read: what it defines is not known */
  lg_expression *subject; /* or NULL */
  lg_expression *design;
  const char *design_because;

  /* Names of primitives, concepts and signals; and of criteria. */
  const char **names;
  lg_reference *name_references;
  size_t name_count;
  uint32_t *name_ranks; /* order in the files */
  size_t member_count;  /* of all sets written with a star */
  lg_index name_index;
  const char **criterion_names;
  lg_index criterion_index;
  /* Signals (0..signal_count) and criteria (behind them), each behind those that
   * it uses. */
  uint32_t *order;

  lg_buffer texts; /* of the program */
} lg_build;

/* A copy of `text` that lives as long as the rubric; NULL when memory runs out. */
const char *lg_build_keep(lg_build *build, const char *text);
/* Zeroed memory of the rubric. */
void *lg_build_take(lg_build *build, size_t count, size_t size);
/* An array copied to memory of the rubric; NULL when memory runs out. */
void *lg_build_copy(lg_build *build, const void *items, size_t count, size_t size);
/* Adds to the texts of the program; returns where it begins there. */
uint32_t lg_build_text(lg_build *build, const char *text);

/* -- steps -------------------------------------------------------------------- */

/* decode.c */
void lg_decode_main(lg_build *build, const lg_yaml_node *root);
void lg_decode_included(lg_build *build, const lg_yaml_node *root);
/* Format, language, and the list of `include` or NULL. Returns false when the
 * format is not known: then nothing else in the file can be judged. */
bool lg_decode_head(lg_build *build, const lg_yaml_node *root, const lg_yaml_node **include);

/* decode_criteria.c, decode_levels.c, decode_scheme.c */
void lg_decode_sections(lg_build *build, const lg_yaml_node *list);
void lg_decode_levels(lg_build *build, lg_criterion_rule *criterion, uint32_t number,
                      const lg_yaml_node *map);
void lg_decode_level_caps(lg_build *build, lg_criterion_rule *criterion, uint32_t number,
                          const lg_yaml_node *list);
void lg_decode_gaps(lg_build *build, lg_criterion_rule *criterion, uint32_t number,
                    const lg_yaml_node *list);
/* A condition: an expression or a weighted sum; `what` names it in messages. */
lg_rule lg_decode_rule(lg_build *build, const lg_yaml_node *node, lg_reference owner,
                       const char *what);
/* A key that is a level from lowest to highest. */
bool lg_decode_level_key(lg_reader *reader, const lg_yaml_node *key, uint32_t lowest,
                         uint32_t highest, uint32_t *level);
void lg_decode_penalties(lg_build *build, const lg_yaml_node *list);
void lg_decode_caps(lg_build *build, const lg_yaml_node *list);
void lg_decode_bands(lg_build *build, const lg_yaml_node *list);
void lg_decode_subject(lg_build *build, const lg_yaml_node *node);
void lg_decode_design(lg_build *build, const lg_yaml_node *map);
/* tests of a criterion or penalty with levels up to `highest` */
void lg_decode_tests(lg_build *build, const lg_yaml_node *map, uint32_t highest,
                     const lg_test **tests, uint32_t *count);

/* Parses and registers an expression; NULL after a problem, or for NULL. `where`
 * as in lg_root. */
lg_expression *lg_decode_expression(lg_build *build, const lg_yaml_node *node, lg_reference owner,
                                    const char *where);

/* decode_criteria.c: by section, once all files are decoded. */
void lg_sort_criteria(lg_build *build);

/* check.c: what can be said once all files are decoded. */
void lg_check_scheme(lg_build *build);
void lg_check_levels(lg_build *build);

/* names.c */
bool lg_build_names(lg_build *build);
lg_reference lg_find_name(const lg_build *build, const char *name);
uint32_t lg_find_criterion(const lg_build *build, const char *id);
/* All concepts and signals that begin with `prefix` but for `self`, in the order
 * of the files. */
const lg_reference *lg_find_prefix(lg_build *build, const char *prefix, lg_reference self,
                                   uint32_t *count);
const char *lg_reference_name(const lg_build *build, lg_reference reference);

/* concepts.c */
void lg_compile_concepts(lg_build *build);

/* resolve.c, which calls positions.c */
void lg_resolve(lg_build *build);
void lg_check_positions(lg_build *build);

/* lint.c */
void lg_lint(lg_build *build);

/* scheme.c: fills rubric->scheme and program.nodes. */
void lg_compile_scheme(lg_build *build);

/* Collects what the compiled scheme says into rubric->phrases. */
void lg_collect_phrases(lg_build *build);

/* weighings.c: a weighted sum as the program holds it (false: no memory), and what
 * reports call it (NULL: no memory). */
bool lg_make_weigh(lg_build *build, const lg_weigh_rule *rule, lg_weigh_owner owner, lg_weigh *out);
const char *lg_weigh_text(lg_build *build, const lg_weigh_rule *rule);
/* Lists the WEIGH nodes of the program. */
void lg_keep_weighings(lg_build *build);

#endif
