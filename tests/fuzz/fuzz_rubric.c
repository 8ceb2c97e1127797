/* The rubric loader: any bytes as a rubric and, behind a separator, as what it
 * includes. What loads can be tested and can grade. */
#include "fuzz.h"

#include "../support/complete_rubric.h"

static int read_part(void *context, const char *name, const char **bytes, size_t *length) {
  const fuzz_input *include = context;
  (void)name;
  *bytes = include->bytes;
  *length = include->length;
  return include->length == 0;
}

static void check_diagnostics(const lgr_diagnostics *list) {
  for (size_t i = 0; i < lgr_diagnostics_count(list); ++i) {
    lgr_diagnostic item = {.size = sizeof item};
    PROMISE(lgr_diagnostics_get(list, i, &item) == LGR_OK);
    PROMISE(item.code[0] != '\0' && item.message[0] != '\0');
  }
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length) {
  fuzz_input rest = {(const char *)bytes, length};
  const fuzz_input main_part = take_part(&rest);
  fuzz_input include = take_part(&rest);
  char *text = exact_copy(main_part);
  lgr_diagnostics *list = NULL;
  PROMISE(lgr_diagnostics_new(&list, NULL) == LGR_OK);
  const lgr_rubric_options options = {
      .size = sizeof options, .read_include = read_part, .read_context = &include};
  lgr_rubric *rubric = NULL;
  const lgr_status status = fuzz_rubric_parse(&rubric, text, main_part.length, &options, list);
  PROMISE(status == LGR_OK || status == LGR_REJECTED || status == LGR_LIMIT ||
          status == LGR_UNSUPPORTED);
  PROMISE((status == LGR_OK) == (rubric != NULL));
  PROMISE(status == LGR_OK || lgr_diagnostics_errors(list) > 0);
  if (rubric != NULL) {
    size_t failed = 0;
    size_t total = 0;
    PROMISE(lgr_rubric_test(rubric, NULL, list, &failed, &total) == LGR_OK);
    PROMISE(failed <= total);
    const fuzz_input answer = {complete_answer, sizeof complete_answer - 1};
    lgr_result_free(fuzz_grade(rubric, answer, NULL, 0));
  }
  check_diagnostics(list);
  lgr_rubric_free(rubric);
  lgr_diagnostics_free(list);
  free(text);
  return 0;
}
