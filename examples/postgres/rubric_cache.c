/* May be copied and changed freely, without notice (CC0-1.0). */
#include "postgres.h"

#include "lib/stringinfo.h"
#include "mb/pg_wchar.h"

#include "byte_buffer.h"
#include "rubric_cache.h"

/* A query that joins answers with more rubrics than this reads them again and again. */
enum { KEPT = 8 };

typedef struct kept_rubric {
  rubric_kind kind;
  char *text; /* name or YAML */
  size_t length;
  lgr_rubric *rubric;
  lgr_grader *grader; /* NULL: the place is free */
  uint64 used;        /* when it was asked for last */
} kept_rubric;

static kept_rubric kept[KEPT];
static uint64 asked;

static void drop(kept_rubric *item) {
  lgr_grader_free(item->grader);
  lgr_rubric_free(item->rubric);
  free(item->text);
  memset(item, 0, sizeof *item);
}

static kept_rubric *find(rubric_kind kind, const char *text, size_t length) {
  for (kept_rubric *item = kept; item < kept + KEPT; ++item) {
    if (item->grader != NULL && item->kind == kind && item->length == length &&
        memcmp(item->text, text, length) == 0) {
      return item;
    }
  }
  return NULL;
}

/* A free place, or that of the one not asked for longest. */
static kept_rubric *oldest(void) {
  kept_rubric *found = kept;
  for (kept_rubric *item = kept; item < kept + KEPT; ++item) {
    if (item->used < found->used) {
      found = item;
    }
  }
  return found;
}

/* Nothing of the server is called in here but what cannot throw. */
static lgr_status read_rubric(kept_rubric *item, const lgr_grader_options *options,
                              byte_buffer *faults) {
  if (item->text == NULL) {
    return LGR_NO_MEMORY;
  }
  lgr_status status = LGR_OK;
  if (item->kind == RUBRIC_BUILTIN) {
    status = lgr_rubric_builtin(&item->rubric, item->text, NULL);
  } else {
    lgr_diagnostics *diagnostics = NULL;
    status = lgr_diagnostics_new(&diagnostics, NULL);
    if (status == LGR_OK) {
      status = lgr_rubric_parse(&item->rubric, item->text, item->length, NULL, diagnostics);
    }
    if (status == LGR_REJECTED || status == LGR_LIMIT || status == LGR_UNSUPPORTED) {
      lgr_report_write("gcc", NULL, 0, diagnostics, NULL, byte_buffer_sink, faults);
    }
    lgr_diagnostics_free(diagnostics);
  }
  return status != LGR_OK ? status : lgr_grader_new(&item->grader, item->rubric, options);
}

static char *builtin_names(void) {
  StringInfoData names;
  initStringInfo(&names);
  const char *name;
  for (size_t i = 0; (name = lgr_rubric_builtin_id(i)) != NULL; ++i) {
    appendStringInfo(&names, "%s%s", i == 0 ? "" : ", ", name);
  }
  return names.data;
}

static void refuse(lgr_status status, rubric_kind kind, const char *text, size_t length,
                   const byte_buffer *faults) {
  if (status == LGR_NO_MEMORY) {
    ereport(ERROR, errcode(ERRCODE_OUT_OF_MEMORY), errmsg("out of memory"),
            errdetail("A rubric could not be read."));
  } else if (kind == RUBRIC_BUILTIN) {
    ereport(
        ERROR, errcode(ERRCODE_INVALID_PARAMETER_VALUE),
        errmsg("there is no built-in rubric \"%.*s\"", pg_mbcliplen(text, (int)length, 100), text),
        errhint("There is: %s.", builtin_names()));
  } else {
    check_byte_buffer(faults);
    ereport(ERROR, errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("%s", lgr_status_text(status)),
            faults->length == 0 ? 0 : errdetail("%s", byte_buffer_text(faults)));
  }
}

/* Made apart, so that one that is refused drives none out. */
static kept_rubric *keep(rubric_kind kind, const char *text, size_t length,
                         int (*progress)(void *context)) {
  const lgr_grader_options options = {.size = sizeof options, .progress = progress};
  kept_rubric fresh = {.kind = kind, .text = malloc(length + 1), .length = length};
  byte_buffer faults = {0};
  if (fresh.text != NULL) {
    memcpy(fresh.text, text, length);
    fresh.text[length] = '\0';
  }
  const lgr_status status = read_rubric(&fresh, &options, &faults);
  if (status != LGR_OK) {
    drop(&fresh);
    refuse(status, kind, text, length, &faults);
  }
  kept_rubric *item = oldest();
  drop(item);
  *item = fresh;
  return item;
}

lgr_grader *cached_grader(rubric_kind kind, const char *text, size_t length,
                          int (*progress)(void *context)) {
  kept_rubric *item = find(kind, text, length);
  if (item == NULL) {
    item = keep(kind, text, length, progress);
  }
  item->used = ++asked;
  return item->grader;
}
