#include "api/objects.h"

_Static_assert((int)LGR_NOTE == (int)LG_NOTE && (int)LGR_WARNING == (int)LG_WARNING &&
                   (int)LGR_ERROR == (int)LG_ERROR,
               "public and internal severities are equal");

bool lg_api_allocator(const lgr_allocator *given, lg_allocator *out) {
  if (given == NULL) {
    *out = lg_allocator_standard();
    return true;
  }
  *out = (lg_allocator){given->allocate, given->resize, given->release, given->context};
  return given->allocate != NULL && given->resize != NULL && given->release != NULL;
}

lg_diagnostics *lg_api_diagnostics(lgr_diagnostics *diagnostics) {
  return diagnostics != NULL ? &diagnostics->list : NULL;
}

lgr_status lgr_diagnostics_new(lgr_diagnostics **out, const lgr_allocator *allocator) {
  if (out == NULL) {
    return LGR_INVALID_ARGUMENT;
  }
  *out = NULL;
  lg_allocator memory;
  if (!lg_api_allocator(allocator, &memory)) {
    return LGR_INVALID_ARGUMENT;
  }
  lgr_diagnostics *made = lg_allocate(&memory, sizeof *made);
  if (made == NULL) {
    return LGR_NO_MEMORY;
  }
  lg_diagnostics_init(&made->list, &memory);
  *out = made;
  return LGR_OK;
}

void lgr_diagnostics_free(lgr_diagnostics *diagnostics) {
  if (diagnostics != NULL) {
    const lg_allocator memory = diagnostics->list.arena.allocator;
    lg_diagnostics_free(&diagnostics->list);
    lg_release(&memory, diagnostics, sizeof *diagnostics);
  }
}

void lgr_diagnostics_clear(lgr_diagnostics *diagnostics) {
  if (diagnostics != NULL) {
    lg_diagnostics_clear(&diagnostics->list);
  }
}

size_t lgr_diagnostics_count(const lgr_diagnostics *diagnostics) {
  return diagnostics != NULL ? diagnostics->list.count : 0;
}

size_t lgr_diagnostics_errors(const lgr_diagnostics *diagnostics) {
  return diagnostics != NULL ? diagnostics->list.errors : 0;
}

size_t lgr_diagnostics_suppressed(const lgr_diagnostics *diagnostics) {
  return diagnostics != NULL ? diagnostics->list.suppressed + (diagnostics->list.lost ? 1 : 0) : 0;
}

lgr_status lgr_diagnostics_get(const lgr_diagnostics *diagnostics, size_t index,
                               lgr_diagnostic *out) {
  if (diagnostics == NULL || !lg_api_can_give(out, LG_LEAST_DIAGNOSTIC) ||
      index >= diagnostics->list.count) {
    return LGR_INVALID_ARGUMENT;
  }
  const lg_diagnostic *item = &diagnostics->list.items[index];
  const lgr_diagnostic given = {.size = sizeof given,
                                .severity = (lgr_severity)item->severity,
                                .code = item->code,
                                .message = item->message,
                                .hint = item->hint,
                                .origin = item->origin,
                                .path = item->path,
                                .excerpt = item->excerpt,
                                .offset = item->offset,
                                .length = item->length,
                                .line = item->line,
                                .column = item->column};
  lg_api_give(out, &given, sizeof given);
  return LGR_OK;
}

lgr_status lgr_diagnostics_add(lgr_diagnostics *diagnostics, const lgr_diagnostic *diagnostic) {
  lgr_diagnostic added;
  if (diagnostics == NULL || !lg_api_take(&added, sizeof added, LG_LEAST_DIAGNOSTIC, diagnostic) ||
      added.code == NULL || added.message == NULL || added.severity < LGR_NOTE ||
      added.severity > LGR_ERROR) {
    return LGR_INVALID_ARGUMENT;
  }
  const lg_diagnostic copy = {.severity = (lg_severity)added.severity,
                              .code = added.code,
                              .message = added.message,
                              .hint = added.hint,
                              .origin = added.origin,
                              .path = added.path,
                              .excerpt = added.excerpt,
                              .offset = added.offset,
                              .length = added.length,
                              .line = added.line,
                              .column = added.column};
  return lg_diagnostics_add(&diagnostics->list, &copy) ? LGR_OK : LGR_NO_MEMORY;
}
