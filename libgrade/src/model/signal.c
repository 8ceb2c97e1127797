#include "model/signal.h"

static const char *const PRIMITIVE_NAMES[LG_PRIMITIVE_COUNT] = {
    "number", "percent",    "size",       "duration",  "rate",     "money",
    "clock",  "comparison", "identifier", "quotation", "sentence", "recurring",
};

const char *lg_primitive_name(lg_primitive primitive) {
  return primitive < LG_PRIMITIVE_COUNT ? PRIMITIVE_NAMES[primitive] : "";
}
