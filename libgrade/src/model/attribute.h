/* What the document knows of a sentence or of a stretch of it, and how a rubric
 * asks for it. Names follow NegEx and ConText (Chapman et al. 2001, Harkema et
 * al. 2009) where they have one. */
#ifndef LG_MODEL_ATTRIBUTE_H
#define LG_MODEL_ATTRIBUTE_H

#include <stdbool.h>
#include <stdint.h>

/* One bit each; a match carries the bits of its sentence and of every scope it
 * begins in. */
typedef enum lg_attribute {
  LG_DENIED = 1u << 0,        /* negated, dismissed, postponed */
  LG_WARNED = 1u << 1,        /* warned against: "never partition by user id" */
  LG_ASKED = 1u << 2,         /* a direct or indirect question; not a rhetorical one */
  LG_ASSUMED = 1u << 3,       /* a stated assumption or given requirement */
  LG_HYPOTHETICAL = 1u << 4,  /* "some would", "we could one day" */
  LG_ATTRIBUTED = 1u << 5,    /* said or done by others */
  LG_PAST_REJECTED = 1u << 6, /* tried in the past and given up */
  LG_QUOTED = 1u << 7,        /* in quotation marks or a block quote */
  LG_ECHO = 1u << 8,          /* repeats the prompt, the rubric or itself */
  LG_LISTED = 1u << 9,        /* a bare enumeration of terms with no verb */
  LG_HEADING = 1u << 10,      /* a heading or a run-in label */
  LG_IN_LIST = 1u << 11,      /* a list item */
  LG_IN_TABLE = 1u << 12,
  LG_IN_CODE = 1u << 13,
  LG_IN_QUOTATION = 1u << 14, /* a block quote, whoever wrote it */
  LG_OPENING = 1u << 15,
  LG_CLOSING = 1u << 16,
  LG_RETRACTED = 1u << 17, /* taken back as a whole: "we will not do this: ..." */
  LG_ASIDE = 1u << 18      /* behind the last that is said of the rubric's subject */
} lg_attribute;

/* Which matches an expression takes: all bits of `require`, none of `forbid`. */
typedef struct lg_reading {
  uint32_t require;
  uint32_t forbid;
} lg_reading;

#define LG_READING_ASSERTED_FORBIDS                                                                \
  ((uint32_t)LG_DENIED | (uint32_t)LG_WARNED | (uint32_t)LG_ASKED | (uint32_t)LG_HYPOTHETICAL |    \
   (uint32_t)LG_ATTRIBUTED | (uint32_t)LG_PAST_REJECTED | (uint32_t)LG_QUOTED |                    \
   (uint32_t)LG_ECHO | (uint32_t)LG_HEADING | (uint32_t)LG_RETRACTED | (uint32_t)LG_ASIDE)

typedef struct lg_reading_name {
  const char *name;
  lg_reading reading;
} lg_reading_name;

/* The readings of the rubric language, ended by a NULL name. The first is
 * "asserted". */
extern const lg_reading_name lg_reading_names[];

/* "denied", "asked", ... for one bit; NULL for none. */
const char *lg_attribute_name(uint32_t bit);

static inline bool lg_reading_takes(lg_reading reading, uint32_t attributes) {
  return (attributes & reading.require) == reading.require && (attributes & reading.forbid) == 0;
}

#endif
