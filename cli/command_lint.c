/* grade lint: everything wrong with a rubric. Its findings are its result, so
 * they go to standard output. */
#include <stdio.h>

#include <libgrade/libgrade.h>

#include "command.h"
#include "load.h"
#include "message.h"
#include "support.h"

static const cli_option options[] = {COMMON_OPTIONS};

static const cli_example examples[] = {
    {"grade lint rubric.yaml", "Every error and warning of the file, and its embedded tests."},
    {"grade lint senior-data-engineer", "The same for a built-in rubric."},
    {NULL, NULL}};

static size_t count_severity(const lgr_diagnostics *diagnostics, lgr_severity severity) {
  size_t count = 0;
  for (size_t i = 0; i < lgr_diagnostics_count(diagnostics); ++i) {
    lgr_diagnostic diagnostic;
    diagnostic.size = sizeof diagnostic;
    if (lgr_diagnostics_get(diagnostics, i, &diagnostic) == LGR_OK &&
        diagnostic.severity == severity) {
      ++count;
    }
  }
  return count;
}

static void print_count(size_t count, const char *one, const char *many) {
  printf("%zu %s", count, count == 1 ? one : many);
}

static void print_summary(const loaded_rubric *loaded, size_t failed, size_t total) {
  print_safely(stdout, loaded->origin);
  fputs(": ", stdout);
  print_count(lgr_diagnostics_errors(loaded->diagnostics), "error", "errors");
  fputs(", ", stdout);
  print_count(count_severity(loaded->diagnostics, LGR_WARNING), "warning", "warnings");
  if (loaded->rubric == NULL) {
    fputs(", tests not run", stdout);
  } else if (total == 0) {
    fputs(", no tests", stdout);
  } else if (failed == 0) {
    fputs(", ", stdout);
    print_count(total, "test passed", "tests passed");
  } else {
    printf(", %zu of %zu tests failed", failed, total);
  }
  putchar('\n');
}

static int lint(const char *name) {
  loaded_rubric loaded;
  size_t failed = 0;
  size_t total = 0;
  int status = load_rubric(name, &loaded);
  if (status == STATUS_DONE) {
    const lgr_status tested =
        lgr_rubric_test(loaded.rubric, NULL, loaded.diagnostics, &failed, &total);
    if (tested != LGR_OK) {
      report_error(NULL, loaded.origin, CODE_NOT_GRADED, NULL, "the tests cannot be run: %s",
                   lgr_status_text(tested));
      status = STATUS_FAILED;
    }
  }
  if (status != STATUS_FAILED) {
    print_rubric_diagnostics(stdout, &loaded, LGR_NOTE);
    print_summary(&loaded, failed, total);
    if (failed > 0 || lgr_diagnostics_errors(loaded.diagnostics) > 0) {
      status = STATUS_UNMET;
    }
  }
  free_rubric(&loaded);
  return status;
}

static int run(const cli_arguments *arguments) {
  if (arguments->operand_count == 0) {
    return usage_error("grade lint rubric.yaml", "grade lint needs a rubric");
  }
  int status = STATUS_DONE;
  for (size_t i = 0; i < arguments->operand_count; ++i) {
    status = worse_status(status, lint(arguments->operands[i]));
  }
  return status;
}

const cli_command command_lint = {
    .name = "lint",
    .summary = "Tell everything that is wrong with a rubric, and run its tests.",
    .usage = "lint RUBRIC...",
    .description =
        "Reads rubrics (YAML files or ids of built-in ones), prints every error and warning with "
        "its place, and runs the tests embedded in them. Status 1 when there is an error or a "
        "failed test; warnings alone are status 0.",
    .operands = "RUBRIC",
    .options = options,
    .examples = examples,
    .run = run,
};
