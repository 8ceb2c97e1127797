/* Bytes on their way to the caller's sink: collected, handed over in pieces,
 * with a sticky failure, so that a writer looks once at the end. */
#ifndef LG_REPORT_OUTPUT_H
#define LG_REPORT_OUTPUT_H

#include <stddef.h>
#include <stdint.h>

#include "base/buffer.h"
#include "base/fixed.h"
#include "base/status.h"
#include "report/report.h"

typedef struct lg_output {
  lg_buffer buffer;
  lg_sink sink;
  void *context;
  lg_status status; /* the first failure; nothing is written after it */
} lg_output;

void lg_output_init(lg_output *output, lg_sink sink, void *context, const lg_allocator *allocator);
/* Hands over the rest and frees. Returns the first failure. */
lg_status lg_output_finish(lg_output *output);

/* A failure of the writer's own, such as LG_NO_MEMORY; the first one counts. */
void lg_output_fail(lg_output *output, lg_status status);

void lg_output_add(lg_output *output, const char *bytes, size_t length);
void lg_output_text(lg_output *output, const char *text); /* NUL-terminated */
void lg_output_byte(lg_output *output, char byte);
void lg_output_repeat(lg_output *output, char byte, size_t count);
void lg_output_unsigned(lg_output *output, uint64_t value);
void lg_output_milli(lg_output *output, lg_milli value);

#endif
