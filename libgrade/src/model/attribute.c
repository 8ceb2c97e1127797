#include "model/attribute.h"

#include <stddef.h>

const lg_reading_name lg_reading_names[] = {
    {"asserted", {0, LG_READING_ASSERTED_FORBIDS}},
    {"asked", {LG_ASKED, LG_QUOTED | LG_ECHO}},
    {"assumed", {LG_ASSUMED, LG_DENIED | LG_ASKED | LG_QUOTED | LG_ECHO}},
    {"denied", {LG_DENIED, LG_QUOTED | LG_ECHO}},
    {"warned", {LG_WARNED, LG_QUOTED | LG_ECHO}},
    {"hypothetical", {LG_HYPOTHETICAL, LG_QUOTED | LG_ECHO}},
    {"attributed", {LG_ATTRIBUTED, LG_ECHO}},
    {"rejected", {LG_PAST_REJECTED, LG_ECHO}},
    {"quoted", {LG_QUOTED, LG_ECHO}},
    {"headed", {LG_HEADING, 0}},
    {"any", {0, LG_ECHO}},
    {NULL, {0, 0}},
};

static const char *const NAMES[] = {
    "denied",   "warned", "asked",     "assumed", "hypothetical", "attributed",
    "rejected", "quoted", "echo",      "listed",  "heading",      "list",
    "table",    "code",   "quotation", "opening", "closing",
};

const char *lg_attribute_name(uint32_t bit) {
  for (size_t i = 0; i < sizeof NAMES / sizeof NAMES[0]; ++i) {
    if (bit == 1u << i) {
      return NAMES[i];
    }
  }
  return NULL;
}
