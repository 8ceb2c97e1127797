#include "model/attribute.h"

#include <stddef.h>

/* Nothing that the answer says, in whatever mood: the prompt's words, what the
 * answer takes back, and what it adds about something else. */
#define NOBODYS (LG_ECHO | LG_RETRACTED | LG_ASIDE)

const lg_reading_name lg_reading_names[] = {
    {"asserted", {0, LG_READING_ASSERTED_FORBIDS}},
    {"asked", {LG_ASKED, LG_QUOTED | NOBODYS}},
    {"assumed", {LG_ASSUMED, LG_DENIED | LG_ASKED | LG_QUOTED | NOBODYS}},
    {"denied", {LG_DENIED, LG_QUOTED | NOBODYS}},
    {"warned", {LG_WARNED, LG_QUOTED | NOBODYS}},
    {"hypothetical", {LG_HYPOTHETICAL, LG_QUOTED | NOBODYS}},
    {"attributed", {LG_ATTRIBUTED, NOBODYS}},
    {"rejected", {LG_PAST_REJECTED, NOBODYS}},
    {"retracted", {LG_RETRACTED, LG_QUOTED | LG_ECHO | LG_ASIDE}},
    {"quoted", {LG_QUOTED, NOBODYS}},
    {"headed", {LG_HEADING, LG_ASIDE}},
    {"raised",
     {0,
      LG_DENIED | LG_WARNED | LG_ATTRIBUTED | LG_PAST_REJECTED | LG_QUOTED | LG_LISTED | NOBODYS}},
    {"any", {0, NOBODYS}},
    {NULL, {0, 0}},
};

static const char *const NAMES[] = {
    "denied",    "warned",  "asked",   "assumed",   "hypothetical", "attributed", "rejected",
    "quoted",    "echo",    "listed",  "heading",   "list",         "table",      "code",
    "quotation", "opening", "closing", "retracted", "aside",
};

const char *lg_attribute_name(uint32_t bit) {
  for (size_t i = 0; i < sizeof NAMES / sizeof NAMES[0]; ++i) {
    if (bit == 1u << i) {
      return NAMES[i];
    }
  }
  return NULL;
}
