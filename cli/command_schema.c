/* grade schema NAME: the JSON Schemas of what grade reads and writes. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "command.h"
#include "message.h"
#include "resources.h"
#include "support.h"

#define NAMES "report|report-line|rubric|stream-line"
#define ENDING ".schema.json"

static const cli_option options[] = {COMMON_OPTIONS};

static const cli_example examples[] = {
    {"grade schema report", "Of what --output json writes."},
    {"grade schema report-line", "Of each line that --output jsonl writes."},
    {"grade schema stream-line", "Of each line that grade stream writes."},
    {"grade schema rubric > rubric.schema.json", "Of rubrics, for an editor that completes them."},
    {NULL, NULL}};

const cli_resource *find_resource(const char *name) {
  for (const cli_resource *resource = resources; resource->name != NULL; ++resource) {
    if (strcmp(resource->name, name) == 0) {
      return resource;
    }
  }
  return NULL;
}

static int run(const cli_arguments *arguments) {
  if (arguments->operand_count != 1) {
    return usage_error("grade schema " NAMES, "grade schema needs the name of one schema");
  }
  char *file = format_text("%s" ENDING, arguments->operands[0]);
  const cli_resource *schema = find_resource(file);
  free(file);
  if (schema == NULL) {
    return usage_error("grade schema " NAMES, "no schema %s", arguments->operands[0]);
  }
  fwrite(schema->bytes, 1, schema->length, stdout);
  return STATUS_DONE;
}

const cli_command command_schema = {
    .name = "schema",
    .summary = "Print the JSON Schema of reports or rubrics.",
    .usage = "schema " NAMES,
    .description =
        "Prints a JSON Schema (draft 7). It names and describes every key, with its unit. Reports "
        "may get more keys in later versions; a reader passes over those it does not know.",
    .operands = NAMES,
    .options = options,
    .examples = examples,
    .run = run,
};
