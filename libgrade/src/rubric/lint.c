/* What can be used as it is, but hardly was meant. */
#include "rubric/build.h"

static void warn_unused(lg_build *build) {
  for (size_t i = 0; i < build->concept_count; ++i) {
    if (!build->concepts[i].used) {
      lg_hint(&build->reader, "use it in an expression or a wording, or remove it");
      lg_warning(&build->reader, LG_CODE_UNUSED, lg_at(build->concepts[i].key),
                 "the concept `%s` is not used", build->concepts[i].name);
    }
  }
  for (size_t i = 0; i < build->signal_count; ++i) {
    if (!build->signals[i].used) {
      lg_hint(&build->reader, "use it in a level, or remove it");
      lg_warning(&build->reader, LG_CODE_UNUSED, lg_at(build->signals[i].key),
                 "the signal `%s` is not used", build->signals[i].name);
    }
  }
}

static void warn_untested(lg_build *build, const lg_criterion_rule *criterion) {
  const lg_criterion *result = &criterion->result;
  const lg_yaml_node *place = criterion->key != NULL ? criterion->key : criterion->node;
  bool tested[LG_LIMIT_LEVELS + 1] = {false};
  if (result->test_count == 0) {
    lg_hint(&build->reader, "add `tests:` with texts for every level");
    lg_warning(&build->reader, LG_CODE_NO_TESTS, lg_at(place), "the criterion `%s` has no tests",
               result->id != NULL ? result->id : "");
    return;
  }
  for (uint32_t i = 0; i < result->test_count; ++i) {
    tested[result->tests[i].level] = true;
  }
  for (uint32_t level = 1; level <= result->max_level; ++level) {
    if (criterion->level_keys[level] != NULL && !tested[level]) {
      lg_hint(&build->reader, "add a text for `%u:` under `tests`", (unsigned)level);
      lg_warning(&build->reader, LG_CODE_LEVEL_UNTESTED, lg_at(criterion->level_keys[level]),
                 "no test reaches level %u", (unsigned)level);
    }
  }
}

void lg_lint(lg_build *build) {
  warn_unused(build);
  for (size_t i = 0; i < build->criterion_count; ++i) {
    warn_untested(build, &build->criteria[i]);
  }
}
