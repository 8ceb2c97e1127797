/* One line for each fault, as compilers write them:
 *
 *   answers/rides.md:12:3: warning: Late data get a policy: missing. [process.late_data]
 *
 * for editors, problem matchers and everything else that jumps to a line. Columns
 * count characters, as in all reports. What stood in the baseline is left out. */
#include <string.h>

#include "report/escape.h"
#include "report/faults.h"
#include "report/format.h"

/* A line that begins with two colons is a command to GitHub, wherever it comes
 * from, and one with a colon has no name to other readers: such a file is named from
 * its folder. */
static void add_path(lg_buffer *line, const char *path) {
  if (strspn(path, " :") > 0 || lg_begins_command(path, strlen(path))) {
    lg_buffer_add_text(line, "./");
  }
  lg_escape_terminal(line, path, strlen(path), LG_ESCAPE_NAME);
}

/* `message` is room for the text as it is, `line` for the line. */
static void make_line(const lg_fault *fault, lg_buffer *message, lg_buffer *line) {
  lg_buffer_clear(message);
  lg_buffer_clear(line);
  lg_fault_message(fault, message);
  add_path(line, lg_fault_path(fault));
  lg_buffer_format(line, ":%u:%u: %s: ", lg_fault_line(fault), lg_fault_column(fault),
                   lg_severity_name(fault->severity));
  lg_escape_terminal(line, message->bytes, message->length, LG_ESCAPE_FLOW);
  lg_buffer_add_text(line, " [");
  lg_escape_terminal(line, fault->rule, strlen(fault->rule), LG_ESCAPE_NAME);
  lg_buffer_add_text(line, "]\n");
}

static void write_faults(const lg_faults *faults, lg_output *output) {
  lg_buffer message;
  lg_buffer line;
  lg_buffer_init(&message, &faults->allocator);
  lg_buffer_init(&line, &faults->allocator);
  for (size_t i = 0; i < faults->count && output->status == LG_OK; ++i) {
    if (faults->items[i].accepted) {
      continue;
    }
    make_line(&faults->items[i], &message, &line);
    if (message.failed || line.failed) {
      lg_output_fail(output, LG_NO_MEMORY);
    } else {
      lg_output_add(output, line.bytes, line.length);
    }
  }
  lg_buffer_free(&line);
  lg_buffer_free(&message);
}

void lg_format_gcc(const lg_report_input *input, lg_output *output) {
  lg_faults faults;
  if (lg_faults_collect(&faults, input, &output->buffer.allocator)) {
    write_faults(&faults, output);
  } else {
    lg_output_fail(output, LG_NO_MEMORY);
  }
  lg_faults_free(&faults);
}
