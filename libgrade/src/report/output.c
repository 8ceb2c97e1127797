#include "report/output.h"

#include <string.h>

/* Large enough that a sink is called rarely, small enough to stay in cache. */
enum { PIECE = 8192 };

void lg_output_init(lg_output *output, lg_sink sink, void *context, const lg_allocator *allocator) {
  lg_buffer_init(&output->buffer, allocator);
  output->sink = sink;
  output->context = context;
  output->status = LG_OK;
}

static void hand_over(lg_output *output, const char *bytes, size_t length) {
  if (output->status == LG_OK && length > 0 && output->sink(output->context, bytes, length) != 0) {
    output->status = LG_SINK_REFUSED;
  }
}

/* Hands over what was collected once it is more than `keep` bytes. */
static void settle(lg_output *output, size_t keep) {
  if (output->buffer.failed && output->status == LG_OK) {
    output->status = LG_NO_MEMORY;
  }
  if (output->status == LG_OK && output->buffer.length > keep) {
    hand_over(output, output->buffer.bytes, output->buffer.length);
    lg_buffer_clear(&output->buffer);
  }
}

lg_status lg_output_finish(lg_output *output) {
  settle(output, 0);
  lg_buffer_free(&output->buffer);
  return output->status;
}

void lg_output_fail(lg_output *output, lg_status status) {
  if (output->status == LG_OK) {
    output->status = status;
  }
}

void lg_output_add(lg_output *output, const char *bytes, size_t length) {
  if (output->status != LG_OK) {
    return;
  }
  if (length >= PIECE) {
    settle(output, 0);
    hand_over(output, bytes, length);
    return;
  }
  lg_buffer_add(&output->buffer, bytes, length);
  settle(output, PIECE);
}

void lg_output_text(lg_output *output, const char *text) {
  lg_output_add(output, text, strlen(text));
}

void lg_output_byte(lg_output *output, char byte) {
  lg_output_add(output, &byte, 1);
}

void lg_output_repeat(lg_output *output, char byte, size_t count) {
  for (size_t i = 0; i < count && output->status == LG_OK; ++i) {
    lg_output_add(output, &byte, 1);
  }
}

void lg_output_unsigned(lg_output *output, uint64_t value) {
  if (output->status == LG_OK) {
    lg_buffer_add_unsigned(&output->buffer, value);
    settle(output, PIECE);
  }
}

void lg_output_milli(lg_output *output, lg_milli value) {
  if (output->status == LG_OK) {
    lg_milli_write(&output->buffer, value);
    settle(output, PIECE);
  }
}
