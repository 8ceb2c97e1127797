#include "report/xml_writer.h"

#include <assert.h>
#include <string.h>

#include "base/utf8.h"
#include "report/escape.h"

void lg_xml_init(lg_xml *xml, lg_output *output) {
  memset(xml, 0, sizeof *xml);
  xml->output = output;
  lg_output_text(output, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
}

static void close_tag(lg_xml *xml) {
  if (xml->in_tag) {
    lg_output_byte(xml->output, '>');
    xml->in_tag = false;
  }
}

void lg_xml_begin(lg_xml *xml, const char *element) {
  assert(xml->depth < LG_XML_DEPTH);
  if (xml->in_tag) {
    close_tag(xml);
    lg_output_byte(xml->output, '\n');
  }
  lg_output_repeat(xml->output, ' ', (size_t)xml->depth * 2);
  lg_output_byte(xml->output, '<');
  lg_output_text(xml->output, element);
  xml->open[xml->depth++] = element;
  xml->in_tag = true;
  xml->inline_end = false;
}

void lg_xml_end(lg_xml *xml) {
  assert(xml->depth > 0);
  const char *element = xml->open[--xml->depth];
  if (xml->in_tag) {
    lg_output_text(xml->output, "/>\n");
  } else {
    lg_output_repeat(xml->output, ' ', xml->inline_end ? 0 : (size_t)xml->depth * 2);
    lg_output_text(xml->output, "</");
    lg_output_text(xml->output, element);
    lg_output_text(xml->output, ">\n");
  }
  xml->in_tag = false;
  xml->inline_end = false;
}

/* What stands for `byte`, or NULL where it can stand for itself. */
static const char *entity(char byte, bool in_attribute) {
  switch (byte) {
  case '&':
    return "&amp;";
  case '<':
    return "&lt;";
  case '>':
    return "&gt;"; /* always, so that no text holds ]]> */
  case '"':
    return in_attribute ? "&quot;" : NULL;
  case '\n':
    return in_attribute ? "&#10;" : NULL;
  case '\t':
    return in_attribute ? "&#9;" : NULL;
  default:
    return NULL;
  }
}

static void add_escaped(lg_output *output, const char *bytes, size_t length, bool in_attribute) {
  size_t plain = 0; /* where the bytes that can be copied begin */
  for (size_t at = 0; at < length;) {
    uint32_t character = 0;
    bool valid = false;
    const size_t taken = lg_utf8_decode(bytes + at, length - at, &character, &valid);
    const char *stands_for = entity(bytes[at], in_attribute);
    const bool kept = character == '\n' || character == '\t';
    if (stands_for != NULL || !valid || (lg_character_is_unsafe(character) && !kept)) {
      lg_output_add(output, bytes + plain, at - plain);
      plain = at + taken;
      if (stands_for != NULL) {
        lg_output_text(output, stands_for);
      } else if (output->status == LG_OK) {
        lg_escape_terminal(&output->buffer, bytes + at, taken, LG_ESCAPE_NAME);
      }
    }
    at += taken;
  }
  lg_output_add(output, bytes + plain, length - plain);
}

static void begin_attribute(lg_xml *xml, const char *name) {
  assert(xml->in_tag);
  lg_output_byte(xml->output, ' ');
  lg_output_text(xml->output, name);
  lg_output_text(xml->output, "=\"");
}

void lg_xml_attribute(lg_xml *xml, const char *name, const char *value) {
  begin_attribute(xml, name);
  add_escaped(xml->output, value, strlen(value), true);
  lg_output_byte(xml->output, '"');
}

void lg_xml_attribute_unsigned(lg_xml *xml, const char *name, uint64_t value) {
  begin_attribute(xml, name);
  lg_output_unsigned(xml->output, value);
  lg_output_byte(xml->output, '"');
}

void lg_xml_attribute_milli(lg_xml *xml, const char *name, lg_milli value) {
  begin_attribute(xml, name);
  lg_output_milli(xml->output, value);
  lg_output_byte(xml->output, '"');
}

void lg_xml_text(lg_xml *xml, const char *bytes, size_t length) {
  close_tag(xml);
  xml->inline_end = true;
  add_escaped(xml->output, bytes, length, false);
}
