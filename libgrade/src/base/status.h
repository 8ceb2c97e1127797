/* What an internal call can come back with. The values equal those of the
 * public `lgr_status`; the api layer asserts it. */
#ifndef LG_BASE_STATUS_H
#define LG_BASE_STATUS_H

typedef enum lg_status {
  LG_OK = 0,
  LG_NO_MEMORY = -1,        /* an allocation failed */
  LG_INVALID_ARGUMENT = -2, /* the caller broke the contract of the call */
  LG_LIMIT = -3,            /* a limit of base/limits.h was met */
  LG_REJECTED = -4,         /* a rubric has errors; see its diagnostics */
  LG_UNSUPPORTED = -5,      /* a format version or name this library does not know */
  LG_CANCELLED = -6,        /* the caller's progress callback asked to stop */
  LG_BUSY = -7,             /* a grader is in use by another call */
  LG_SINK_REFUSED = -8,     /* the caller's output callback reported a failure */
  LG_INTERNAL = -9          /* a broken invariant of the library */
} lg_status;

/* A short English phrase, never NULL. */
const char *lg_status_text(lg_status status);

#endif
