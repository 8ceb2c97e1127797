#include "base/status.h"

#include <libgrade/libgrade.h>

_Static_assert((int)LGR_OK == (int)LG_OK, "public and internal statuses are equal");
_Static_assert((int)LGR_NO_MEMORY == (int)LG_NO_MEMORY, "");
_Static_assert((int)LGR_INVALID_ARGUMENT == (int)LG_INVALID_ARGUMENT, "");
_Static_assert((int)LGR_LIMIT == (int)LG_LIMIT, "");
_Static_assert((int)LGR_REJECTED == (int)LG_REJECTED, "");
_Static_assert((int)LGR_UNSUPPORTED == (int)LG_UNSUPPORTED, "");
_Static_assert((int)LGR_CANCELLED == (int)LG_CANCELLED, "");
_Static_assert((int)LGR_BUSY == (int)LG_BUSY, "");
_Static_assert((int)LGR_SINK_REFUSED == (int)LG_SINK_REFUSED, "");
_Static_assert((int)LGR_INTERNAL == (int)LG_INTERNAL, "");

const char *lgr_status_text(lgr_status status) {
  return lg_status_text((lg_status)status);
}

const char *lgr_version(void) {
  return LGR_VERSION_TEXT;
}

/* Moves with every change that could alter a score. */
uint32_t lgr_scoring_version(void) {
  return 1;
}
