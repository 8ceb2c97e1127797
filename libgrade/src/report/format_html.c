#include "report/format.h"

void lg_format_html(const lg_report_input *input, lg_output *output) {
  (void)input;
  (void)output;
}
