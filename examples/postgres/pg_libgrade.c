/* libgrade in PostgreSQL: lgr_score, lgr_grade and the like.
 *
 * Errors of the server jump (longjmp), the library must not be jumped over. So nothing
 * that the library calls back throws, and errors are raised when it has returned and
 * what it gave is freed.
 *
 * May be copied and changed freely, without notice (CC0-1.0). */
#include "postgres.h"

#include "fmgr.h"
#include "mb/pg_wchar.h"
#include "miscadmin.h"
#include "utils/builtins.h"
#include "utils/jsonb.h"
#if PG_VERSION_NUM >= 160000
#include "varatt.h"
#endif

#include <libgrade/libgrade.h>

#include "byte_buffer.h"
#include "rubric_cache.h"

PG_MODULE_MAGIC;

PG_FUNCTION_INFO_V1(pg_libgrade_score);
PG_FUNCTION_INFO_V1(pg_libgrade_grade);
PG_FUNCTION_INFO_V1(pg_libgrade_score_by);
PG_FUNCTION_INFO_V1(pg_libgrade_grade_by);
PG_FUNCTION_INFO_V1(pg_libgrade_scoring_version);

/* -- interrupts --------------------------------------------------------------------- */

/* Not the first attempt at this answer: only what ends the query stops it. Otherwise a
 * process that is asked for something every second would never finish an answer that
 * takes longer. */
static bool again;

/* Asked by the library now and then. */
static int interrupted(void *context) {
  (void)context;
  if (!INTERRUPTS_CAN_BE_PROCESSED()) {
    return 0;
  }
  return again ? QueryCancelPending || ProcDiePending : InterruptPending;
}

/* -- grading ------------------------------------------------------------------------ */

/* UTF-8, in the current context or the argument itself. */
static const char *utf8_of(const text *value, size_t *length) {
  const char *bytes = VARDATA_ANY(value);
  const int size = VARSIZE_ANY_EXHDR(value);
  char *converted = pg_server_to_any(bytes, size, PG_UTF8);
  *length = converted == bytes ? (size_t)size : strlen(converted);
  return converted;
}

static void refuse(lgr_status status, size_t length) {
  switch (status) {
  case LGR_NO_MEMORY:
    ereport(ERROR, errcode(ERRCODE_OUT_OF_MEMORY), errmsg("out of memory"),
            errdetail("An answer of %zu bytes could not be graded.", length));
    break;
  case LGR_LIMIT:
    ereport(ERROR, errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
            errmsg("the answer is over the limit of libgrade"),
            errdetail("It has %zu bytes in UTF-8; 64 MiB can be graded.", length));
    break;
  default:
    ereport(ERROR, errcode(ERRCODE_EXTERNAL_ROUTINE_EXCEPTION),
            errmsg("libgrade: %s", lgr_status_text(status)));
  }
}

/* A line of context to what is thrown in the middle of an answer: which one it was. */
static void tell_answer(void *answer) {
  errcontext("grading an answer of %zu bytes", ((const lgr_answer *)answer)->length);
}

/* Until it is done, or the query is over. */
static lgr_status grade_patiently(lgr_result **result, lgr_grader *grader,
                                  const lgr_answer *answer) {
  ErrorContextCallback context = {
      .previous = error_context_stack, .callback = tell_answer, .arg = (void *)answer};
  lgr_status status = LGR_CANCELLED;
  error_context_stack = &context;
  for (again = false; status == LGR_CANCELLED; again = true) {
    status = lgr_grade(result, grader, answer);
    if (status == LGR_CANCELLED) {
      CHECK_FOR_INTERRUPTS();
    }
  }
  error_context_stack = context.previous;
  return status;
}

/* Grades the first argument by the second. Nothing may be thrown until the result is
 * freed. */
static lgr_result *grade(FunctionCallInfo fcinfo, rubric_kind kind) {
  size_t rubric_length = 0;
  lgr_answer answer = {.size = sizeof answer};
  answer.text = utf8_of(PG_GETARG_TEXT_PP(0), &answer.length);
  const char *rubric = NULL;
  if (kind == RUBRIC_BUILTIN) {
    rubric = text_to_cstring(PG_GETARG_TEXT_PP(1));
    rubric_length = strlen(rubric);
  } else {
    rubric = utf8_of(PG_GETARG_TEXT_PP(1), &rubric_length);
  }
  lgr_grader *grader = cached_grader(kind, rubric, rubric_length, interrupted);

  lgr_result *result = NULL;
  CHECK_FOR_INTERRUPTS();
  const lgr_status status = grade_patiently(&result, grader, &answer);
  if (status != LGR_OK) {
    refuse(status, answer.length);
  }
  return result;
}

static Datum score(FunctionCallInfo fcinfo, rubric_kind kind) {
  lgr_result *result = grade(fcinfo, kind);
  const double points = (double)lgr_result_score(result) / 1000;
  const bool complete = lgr_result_complete(result) != 0;
  lgr_result_free(result);
  if (!complete) {
    PG_RETURN_NULL(); /* the points would be a lower bound */
  }
  PG_RETURN_FLOAT8(points);
}

static Datum report(FunctionCallInfo fcinfo, rubric_kind kind) {
  lgr_result *result = grade(fcinfo, kind);
  const lgr_result *results[] = {result};
  byte_buffer line = {0};
  const lgr_status status =
      lgr_report_write("jsonl", results, 1, NULL, NULL, byte_buffer_sink, &line);
  lgr_result_free(result);
  check_byte_buffer(&line);
  if (status != LGR_OK) {
    refuse(status, 0);
  }
  PG_RETURN_DATUM(DirectFunctionCall1(jsonb_in, CStringGetDatum(byte_buffer_text(&line))));
}

/* -- functions ---------------------------------------------------------------------- */

Datum pg_libgrade_score(PG_FUNCTION_ARGS) {
  return score(fcinfo, RUBRIC_BUILTIN);
}

Datum pg_libgrade_grade(PG_FUNCTION_ARGS) {
  return report(fcinfo, RUBRIC_BUILTIN);
}

Datum pg_libgrade_score_by(PG_FUNCTION_ARGS) {
  return score(fcinfo, RUBRIC_YAML);
}

Datum pg_libgrade_grade_by(PG_FUNCTION_ARGS) {
  return report(fcinfo, RUBRIC_YAML);
}

Datum pg_libgrade_scoring_version(PG_FUNCTION_ARGS) {
  PG_RETURN_INT32((int32)lgr_scoring_version());
}
