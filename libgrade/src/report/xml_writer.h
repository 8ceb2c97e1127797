/* XML 1.0, written piece by piece. Whatever bytes a text holds, the file is
 * well-formed UTF-8: ill-formed bytes become U+FFFD, and characters that XML
 * forbids or that could steer a terminal or reorder a line become visible text
 * as in lg_escape_terminal. Line breaks and tabs survive, in attributes too. */
#ifndef LG_REPORT_XML_WRITER_H
#define LG_REPORT_XML_WRITER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/fixed.h"
#include "report/output.h"

enum { LG_XML_DEPTH = 8 };

typedef struct lg_xml {
  lg_output *output;
  const char *open[LG_XML_DEPTH]; /* names of open elements; static texts */
  uint32_t depth;
  bool in_tag;     /* the start tag is not closed yet: attributes may follow */
  bool inline_end; /* text was written: the end tag follows it at once */
} lg_xml;

/* Writes the declaration. */
void lg_xml_init(lg_xml *xml, lg_output *output);

void lg_xml_begin(lg_xml *xml, const char *element);
void lg_xml_end(lg_xml *xml);

/* Directly behind lg_xml_begin. */
void lg_xml_attribute(lg_xml *xml, const char *name, const char *value);
void lg_xml_attribute_unsigned(lg_xml *xml, const char *name, uint64_t value);
void lg_xml_attribute_milli(lg_xml *xml, const char *name, lg_milli value);

/* Text in the innermost element, which has no elements in it. */
void lg_xml_text(lg_xml *xml, const char *bytes, size_t length);

#endif
