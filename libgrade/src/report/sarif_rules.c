/* Rules are told once for each rubric of the report, whether an answer breaks
 * them or not, so that a viewer can show what an answer is measured by. Rules of
 * the first rubric have their own ids; those of another rubric have its id in
 * front, because two rubrics may mean different things by the same word. */
#include <string.h>

#include "report/sarif.h"
#include "report/sarif_text.h"

/* What checks can be about beside criteria and penalties. */
typedef struct common_rule {
  const char *id;
  const char *help;
} common_rule;

static const common_rule common_rules[] = {
    {"score", "A score was asked of the answer, such as a least one, and it has another."},
    {"band", "A band was asked of the answer, and it is in another."},
    {"design",
     "A text that describes no design of its own earns nothing, whatever it mentions. Say what "
     "you would build."},
};

static const common_rule *common_rule_of(const char *id) {
  for (size_t i = 0; i < sizeof common_rules / sizeof *common_rules; ++i) {
    if (strcmp(common_rules[i].id, id) == 0) {
      return &common_rules[i];
    }
  }
  return NULL;
}

/* -- collecting ---------------------------------------------------------------- */

/* Into `room`. */
static void make_id(lg_sarif *sarif, const lg_result *result, const char *id) {
  lg_buffer_clear(&sarif->room);
  if (result != NULL && strcmp(result->rubric_id, sarif->input->results[0]->rubric_id) != 0) {
    lg_buffer_format(&sarif->room, "%s.", result->rubric_id);
  }
  lg_buffer_add_text(&sarif->room, id);
}

static bool of_rubric(const lg_fault *fault) {
  return fault->criterion != NULL || fault->penalty != NULL;
}

/* Whether the answer before was graded by the same rubric. */
static bool same_rubric(const lg_report_input *input, size_t index) {
  return index > 0 && strcmp(input->results[index - 1]->rubric_digest,
                             input->results[index]->rubric_digest) == 0;
}

static size_t count_rules(const lg_sarif *sarif) {
  size_t count = sarif->faults.count;
  for (size_t i = 0; i < sarif->input->count; ++i) {
    const lg_result *result = sarif->input->results[i];
    count += same_rubric(sarif->input, i) ? 0 : result->criterion_count + result->penalty_count;
  }
  return count;
}

static int add_rule(lg_sarif *sarif, const lg_sarif_rule *rule, const char *id) {
  make_id(sarif, rule->result, id);
  if (sarif->room.failed) {
    return 0;
  }
  lg_sarif_rule *added = &sarif->rules[sarif->rule_count++];
  *added = *rule;
  added->id = lg_arena_copy(&sarif->arena, sarif->room.bytes, sarif->room.length);
  return added->id != NULL;
}

static int add_rubric(lg_sarif *sarif, const lg_result *result) {
  int done = 1;
  for (uint32_t i = 0; done && i < result->criterion_count; ++i) {
    const lg_sarif_rule rule = {.result = result, .criterion = &result->criteria[i]};
    done = add_rule(sarif, &rule, rule.criterion->id);
  }
  for (uint32_t i = 0; done && i < result->penalty_count; ++i) {
    const lg_sarif_rule rule = {.result = result, .penalty = &result->penalties[i]};
    done = add_rule(sarif, &rule, rule.penalty->id);
  }
  return done;
}

static int add_rules(lg_sarif *sarif) {
  int done = 1;
  for (size_t i = 0; done && i < sarif->input->count; ++i) {
    done = same_rubric(sarif->input, i) || add_rubric(sarif, sarif->input->results[i]);
  }
  for (size_t i = 0; done && i < sarif->faults.count; ++i) {
    const lg_fault *fault = &sarif->faults.items[i];
    if (fault->result != NULL && !of_rubric(fault)) {
      done = add_rule(sarif, &(lg_sarif_rule){.result = NULL}, fault->rule);
    }
  }
  return done;
}

static int number_rules(lg_sarif *sarif) {
  const char **ids = lg_arena_take_array(&sarif->arena, sarif->rule_count, sizeof *ids);
  for (size_t i = 0; ids != NULL && i < sarif->rule_count; ++i) {
    ids[i] = sarif->rules[i].id;
  }
  return ids != NULL &&
         lg_sarif_names_build(&sarif->rule_names, &sarif->arena, ids, sarif->rule_count);
}

int lg_sarif_collect_rules(lg_sarif *sarif) {
  const size_t count = count_rules(sarif);
  if (count == 0) {
    return 1;
  }
  sarif->rules = lg_arena_take_array(&sarif->arena, count, sizeof *sarif->rules);
  return sarif->rules != NULL && add_rules(sarif) &&
         (sarif->rule_count == 0 || number_rules(sarif));
}

uint32_t lg_sarif_rule_of(lg_sarif *sarif, const lg_fault *fault) {
  make_id(sarif, of_rubric(fault) ? fault->result : NULL, fault->rule);
  return sarif->room.failed ? LG_NOT_FOUND
                            : lg_sarif_names_find(&sarif->rule_names, sarif->room.bytes);
}

/* -- texts --------------------------------------------------------------------- */

typedef void (*text_writer)(lg_buffer *out, const char *text);

static const char *title_of(const lg_sarif_rule *rule) {
  return rule->criterion != NULL ? rule->criterion->title
         : rule->penalty != NULL ? rule->penalty->title
                                 : lg_check_title(rule->id);
}

/* NULL where none is given. */
static const char *help_of(const lg_sarif_rule *rule) {
  const common_rule *common = common_rule_of(rule->id);
  return rule->criterion != NULL ? rule->criterion->help
         : rule->penalty != NULL ? rule->penalty->help
         : common != NULL        ? common->help
                                 : NULL;
}

static void add_points(lg_buffer *out, const char *verb, lg_milli points) {
  lg_buffer_add_text(out, verb);
  lg_milli_write(out, points);
  lg_buffer_add_text(out, points == 1000 ? " point" : " points");
}

/* What is at stake: "Earns up to 5 points in Processing (Senior data engineer).". */
static void add_stake(lg_buffer *out, const lg_sarif_rule *rule, text_writer write) {
  const lg_result *result = rule->result;
  if (rule->criterion != NULL) {
    add_points(out, "Earns up to ", rule->criterion->max_points);
    if (rule->criterion->section < result->section_count) {
      lg_buffer_add_text(out, " in ");
      write(out, result->sections[rule->criterion->section].title);
    }
  } else if (rule->penalty != NULL) {
    add_points(out, "Costs ", -rule->penalty->cost);
  } else {
    lg_buffer_add_text(out, "Not a rule of the rubric: asked for when the answer was graded.");
    return;
  }
  lg_buffer_add_text(out, " (");
  write(out, result->rubric_title);
  lg_buffer_add_text(out, ").");
}

static void add_help(lg_buffer *out, const lg_sarif_rule *rule, text_writer write,
                     const char *probe_lead) {
  if (help_of(rule) != NULL) {
    write(out, help_of(rule));
    lg_buffer_add_text(out, "\n\n");
  }
  if (rule->criterion != NULL && rule->criterion->help_probe != NULL) {
    lg_buffer_add_text(out, probe_lead);
    write(out, rule->criterion->help_probe);
    lg_buffer_add_text(out, "\n\n");
  }
  add_stake(out, rule, write);
}

/* -- writing ------------------------------------------------------------------- */

static void write_descriptions(lg_sarif *sarif, const lg_sarif_rule *rule) {
  lg_buffer *text = &sarif->text;
  lg_sarif_plain(text, title_of(rule));
  lg_sarif_cut(text, LG_SARIF_DESCRIPTION_BYTES);
  lg_sarif_text_object(sarif, "shortDescription");
  lg_sarif_plain(text, title_of(rule));
  lg_buffer_add_text(text, ". ");
  if (help_of(rule) != NULL) {
    lg_sarif_plain(text, help_of(rule));
  } else {
    add_stake(text, rule, lg_sarif_plain);
  }
  lg_sarif_cut(text, LG_SARIF_DESCRIPTION_BYTES);
  lg_sarif_text_object(sarif, "fullDescription");
}

static void write_help(lg_sarif *sarif, const lg_sarif_rule *rule) {
  lg_json_key(&sarif->json, "help");
  lg_json_begin_object(&sarif->json);
  add_help(&sarif->text, rule, lg_sarif_plain, "Be ready for: ");
  lg_sarif_member(sarif, "text");
  add_help(&sarif->text, rule, lg_sarif_markdown, "**Be ready for:** ");
  lg_sarif_member(sarif, "markdown");
  lg_json_end_object(&sarif->json);
}

static void write_tags(lg_json *json, const lg_sarif_rule *rule) {
  const lg_result *result = rule->result;
  lg_json_key(json, "tags");
  lg_json_begin_array(json);
  if (result != NULL) {
    lg_json_string(json, result->rubric_id);
  }
  if (rule->penalty != NULL) {
    lg_json_string(json, "penalty");
  } else if (rule->criterion != NULL && rule->criterion->section < result->section_count) {
    lg_json_string(json, result->sections[rule->criterion->section].id);
  } else {
    lg_json_string(json, "check");
  }
  lg_json_end_array(json);
}

/* None where it would say what the id says. */
static void write_name(lg_sarif *sarif, const lg_sarif_rule *rule) {
  lg_sarif_name(&sarif->text, rule->id);
  const bool differs = sarif->text.length > 0 && sarif->text.length != strlen(rule->id);
  if (differs || sarif->text.failed) { /* a failure is told there */
    lg_sarif_member(sarif, "name");
  }
  lg_buffer_clear(&sarif->text);
}

static void write_rule(lg_sarif *sarif, const lg_sarif_rule *rule) {
  lg_json *json = &sarif->json;
  const char *level = rule->criterion != NULL ? "warning" : "error";
  lg_json_begin_object(json);
  lg_json_member_string(json, "id", rule->id);
  write_name(sarif, rule);
  write_descriptions(sarif, rule);
  write_help(sarif, rule);
  lg_json_key(json, "defaultConfiguration");
  lg_json_begin_object(json);
  lg_json_member_string(json, "level", level);
  lg_json_end_object(json);
  lg_json_key(json, "properties");
  lg_json_begin_object(json);
  write_tags(json, rule);
  lg_json_member_string(json, "precision", "medium");
  lg_json_member_string(json, "problem.severity", level);
  lg_json_end_object(json);
  lg_json_end_object(json);
}

void lg_sarif_write_rules(lg_sarif *sarif) {
  lg_json_key(&sarif->json, "rules");
  lg_json_begin_array(&sarif->json);
  for (uint32_t i = 0; i < sarif->rule_names.count && sarif->output->status == LG_OK; ++i) {
    write_rule(sarif, &sarif->rules[sarif->rule_names.firsts[i]]);
  }
  lg_json_end_array(&sarif->json);
}
