/* grade rubrics: what is built in. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <libgrade/libgrade.h>

#include "command.h"
#include "load.h"
#include "message.h"
#include "support.h"

static const cli_option options[] = {
    {"ids", 'i', NULL,
     "Print ids only, one a line: of rubrics, or of a rubric's criteria and penalties."},
    {"source", 's', NULL, "Print the YAML of the rubric, the main file first."},
    COMMON_OPTIONS};

static const cli_example examples[] = {
    {"grade rubrics", "The built-in rubrics."},
    {"grade rubrics senior-data-engineer", "Its sections, criteria, penalties and bands."},
    {"grade rubrics senior-data-engineer --source | less", "Its YAML files, one after the other."},
    {NULL, NULL}};

static int64_t max_points(const lgr_rubric *rubric) {
  int64_t sum = 0;
  for (size_t i = 0; i < lgr_rubric_criterion_count(rubric); ++i) {
    lgr_criterion criterion;
    criterion.size = sizeof criterion;
    if (lgr_rubric_criterion(rubric, i, &criterion) == LGR_OK) {
      sum += criterion.max_points;
    }
  }
  return sum;
}

static void print_title(const lgr_rubric *rubric) {
  char points[MILLI_TEXT];
  printf("%s %s\n  %s\n  %zu criteria, %s points\n", lgr_rubric_id(rubric),
         lgr_rubric_version(rubric), lgr_rubric_title(rubric), lgr_rubric_criterion_count(rubric),
         milli_text(max_points(rubric), points));
}

static int list_rubrics(void) {
  const char *id = NULL;
  int status = STATUS_DONE;
  for (size_t i = 0; (id = lgr_rubric_builtin_id(i)) != NULL; ++i) {
    lgr_rubric *rubric = NULL;
    const lgr_status loaded = lgr_rubric_builtin(&rubric, id, NULL);
    if (loaded == LGR_OK) {
      print_title(rubric);
    } else {
      status = usage_error(NULL, "the rubric %s: %s", id, lgr_status_text(loaded));
    }
    lgr_rubric_free(rubric);
  }
  return status;
}

/* -- one rubric ------------------------------------------------------------ */

static void print_criteria(const lgr_rubric *rubric) {
  const char *section = NULL;
  for (size_t i = 0; i < lgr_rubric_criterion_count(rubric); ++i) {
    lgr_criterion criterion;
    char points[MILLI_TEXT];
    criterion.size = sizeof criterion;
    if (lgr_rubric_criterion(rubric, i, &criterion) != LGR_OK) {
      continue;
    }
    if (section == NULL || strcmp(section, criterion.section) != 0) {
      printf("\n%s\n", criterion.section_title);
      section = criterion.section;
    }
    printf("  %6s  %-32s  %s\n", milli_text(criterion.max_points, points), criterion.id,
           criterion.title);
  }
}

static void print_penalties(const lgr_rubric *rubric) {
  for (size_t i = 0; i < lgr_rubric_penalty_count(rubric); ++i) {
    lgr_penalty penalty;
    char points[MILLI_TEXT];
    penalty.size = sizeof penalty;
    if (lgr_rubric_penalty(rubric, i, &penalty) == LGR_OK) {
      printf("%s  %6s  %-32s  %s\n", i == 0 ? "\nPenalties\n" : "",
             milli_text(penalty.points, points), penalty.id, penalty.title);
    }
  }
}

static void print_bands(const lgr_rubric *rubric) {
  for (size_t i = 0; i < lgr_rubric_band_count(rubric); ++i) {
    lgr_band band;
    char at[MILLI_TEXT];
    band.size = sizeof band;
    if (lgr_rubric_band(rubric, i, &band) == LGR_OK) {
      printf("%s  %6s  %s\n", i == 0 ? "\nBands, from this score on\n" : "",
             milli_text(band.at, at), band.name);
    }
  }
}

static int show_rubric(const char *name) {
  loaded_rubric loaded;
  const int status = need_rubric(name, &loaded);
  if (status == STATUS_DONE) {
    print_title(loaded.rubric);
    print_criteria(loaded.rubric);
    print_penalties(loaded.rubric);
    print_bands(loaded.rubric);
  }
  free_rubric(&loaded);
  return status;
}

/* -- ids ------------------------------------------------------------------- */

static int print_builtin_ids(void) {
  const char *id = NULL;
  for (size_t i = 0; (id = lgr_rubric_builtin_id(i)) != NULL; ++i) {
    puts(id);
  }
  return STATUS_DONE;
}

static void print_rule_ids(const lgr_rubric *rubric) {
  for (size_t i = 0; i < lgr_rubric_criterion_count(rubric); ++i) {
    lgr_criterion criterion = {.size = sizeof criterion};
    if (lgr_rubric_criterion(rubric, i, &criterion) == LGR_OK) {
      puts(criterion.id);
    }
  }
  for (size_t i = 0; i < lgr_rubric_penalty_count(rubric); ++i) {
    lgr_penalty penalty = {.size = sizeof penalty};
    if (lgr_rubric_penalty(rubric, i, &penalty) == LGR_OK) {
      puts(penalty.id);
    }
  }
}

static int print_ids(const char *name) {
  if (name == NULL) {
    return print_builtin_ids();
  }
  loaded_rubric loaded;
  const int status = need_rubric(name, &loaded);
  if (status == STATUS_DONE) {
    print_rule_ids(loaded.rubric);
  }
  free_rubric(&loaded);
  return status;
}

/* -- source ---------------------------------------------------------------- */

static int print_source(const char *id) {
  const char *file = NULL;
  size_t length = 0;
  if (lgr_rubric_builtin_source(id, 0, &file, &length) == NULL) {
    return usage_error("grade rubrics lists them", "no built-in rubric %s", id);
  }
  const bool several = lgr_rubric_builtin_source(id, 1, &file, &length) != NULL;
  const char *text = NULL;
  for (size_t i = 0; (text = lgr_rubric_builtin_source(id, i, &file, &length)) != NULL; ++i) {
    if (several) {
      printf("%s# ---- %s/%s ----\n", i > 0 ? "\n" : "", id, file);
    }
    fwrite(text, 1, length, stdout);
  }
  return STATUS_DONE;
}

static int run(const cli_arguments *arguments) {
  const bool source = has_option(arguments, "source");
  if (arguments->operand_count > 1) {
    return usage_error(NULL, "grade rubrics takes one rubric");
  }
  if (source && has_option(arguments, "ids")) {
    return usage_error(NULL, "--ids and --source exclude each other");
  }
  if (has_option(arguments, "ids")) {
    return print_ids(arguments->operand_count == 1 ? arguments->operands[0] : NULL);
  }
  if (arguments->operand_count == 1) {
    return source ? print_source(arguments->operands[0]) : show_rubric(arguments->operands[0]);
  }
  if (source) {
    return usage_error("grade rubrics senior-data-engineer --source",
                       "--source needs the id of a rubric");
  }
  return list_rubrics();
}

const cli_command command_rubrics = {
    .name = "rubrics",
    .summary = "List the built-in rubrics, or show one.",
    .usage = "rubrics [OPTIONS]\nrubrics [OPTIONS] RUBRIC\nrubrics ID --source",
    .description =
        "Lists the rubrics that need no file. With an id (or a YAML file) shows what the rubric "
        "asks for: its sections and criteria with their points, its penalties and bands.",
    .operands = "RUBRIC",
    .options = options,
    .examples = examples,
    .run = run,
};
