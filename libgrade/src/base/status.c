#include "base/status.h"

const char *lg_status_text(lg_status status) {
  switch (status) {
  case LG_OK:
    return "ok";
  case LG_NO_MEMORY:
    return "out of memory";
  case LG_INVALID_ARGUMENT:
    return "invalid argument";
  case LG_LIMIT:
    return "limit exceeded";
  case LG_REJECTED:
    return "rubric rejected";
  case LG_UNSUPPORTED:
    return "unsupported";
  case LG_CANCELLED:
    return "cancelled";
  case LG_BUSY:
    return "grader is in use";
  case LG_SINK_REFUSED:
    return "output refused";
  case LG_INTERNAL:
    return "internal error";
  }
  return "unknown status";
}
