/* The frame of the page. A page that is passed around must be safe to open: the
 * policy in its head lets it load nothing and run nothing but its own style and
 * script, which it knows by their SHA-256. So even a mistake in the escaping of
 * an answer could not make the page do anything. */
#include <string.h>

#include "base/digest.h"
#include "report/format.h"
#include "report/html.h"

/* -- policy ------------------------------------------------------------------------- */

static unsigned digit_value(char digit) {
  return (unsigned)(digit <= '9' ? digit - '0' : digit - 'a' + 10);
}

/* The digest in base64, as policies want it: 43 characters and a "=". */
static void write_digest(lg_html *page, const lg_builtin_file *file) {
  static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  lg_digest digest;
  char text[LG_DIGEST_TEXT];
  lg_digest_begin(&digest);
  lg_digest_add(&digest, file->bytes, file->length);
  lg_digest_end(&digest, text);
  unsigned held = 0; /* bits, `count` of them, not written yet */
  unsigned count = 0;
  for (size_t i = 0; i < LG_DIGEST_TEXT - 1; ++i) {
    held = held << 4 | digit_value(text[i]);
    count += 4;
    if (count >= 6) {
      count -= 6;
      lg_output_byte(page->output, alphabet[held >> count & 63u]);
    }
  }
  lg_output_byte(page->output, alphabet[held << (6 - count) & 63u]);
  lg_output_byte(page->output, '=');
}

static void write_policy(lg_html *page) {
  lg_html_markup(page, "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
                       "style-src 'sha256-");
  write_digest(page, &lg_html_files[LG_HTML_STYLE]);
  lg_html_markup(page, "'; script-src 'sha256-");
  write_digest(page, &lg_html_files[LG_HTML_SCRIPT]);
  lg_html_markup(page, "'; base-uri 'none'; form-action 'none'\">\n");
}

static void write_file(lg_html *page, const char *tag, const lg_builtin_file *file) {
  lg_html_markup(page, "<%s>", tag);
  lg_output_add(page->output, file->bytes, file->length);
  lg_html_markup(page, "</%s>\n", tag);
}

/* -- head --------------------------------------------------------------------------- */

static void write_title(lg_html *page) {
  const lg_report_input *input = page->input;
  lg_html_markup(page, "<title>");
  if (input->count == 1) {
    const lg_result *result = input->results[0];
    lg_html_attribute(page, *result->path == '\0' ? "answer" : result->path);
    lg_html_markup(page, ": ");
    lg_html_points(page, result->score);
    lg_html_markup(page, " of ");
    lg_html_points(page, result->max);
    lg_html_markup(page, result->complete ? "" : " so far, undecided");
  } else {
    lg_html_markup(page, input->count == 0 ? "No answers graded" : "%z answers graded",
                   input->count);
  }
  lg_html_markup(page, "</title>\n");
}

/* The pictures of the verdicts; they differ in shape, not only in colour. */
static const char pictures[] =
    "<svg class=\"defs\" aria-hidden=\"true\">\n"
    "<symbol id=\"i-full\" viewBox=\"0 0 16 16\"><circle cx=\"8\" cy=\"8\" r=\"7.5\"/>"
    "<path class=\"cut\" d=\"M4.3 8.4l2.5 2.5 5-5.4\"/></symbol>\n"
    "<symbol id=\"i-part\" viewBox=\"0 0 16 16\"><circle class=\"ring\" cx=\"8\" cy=\"8\" "
    "r=\"6.7\"/><path d=\"M8 1.5a6.5 6.5 0 0 0 0 13z\"/></symbol>\n"
    "<symbol id=\"i-none\" viewBox=\"0 0 16 16\"><circle class=\"ring\" cx=\"8\" cy=\"8\" "
    "r=\"6.7\"/></symbol>\n"
    "<symbol id=\"i-open\" viewBox=\"0 0 16 16\"><circle class=\"ring dash\" cx=\"8\" cy=\"8\" "
    "r=\"6.7\"/><path class=\"line\" d=\"M6 6.3c0-2.6 4-2.6 4 0 0 1.6-2 1.6-2 3.2M8 11.2v1\"/>"
    "</symbol>\n"
    "<symbol id=\"i-cost\" viewBox=\"0 0 16 16\"><path d=\"M8 .7l7.3 7.3L8 15.3.7 8z\"/>"
    "<path class=\"cut\" d=\"M5 8h6\"/></symbol>\n"
    "</svg>\n";

void lg_html_head(lg_html *page) {
  lg_html_markup(page, "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
  write_policy(page);
  lg_html_markup(page, "<meta name=\"referrer\" content=\"no-referrer\">\n"
                       "<meta name=\"viewport\" content=\"width=device-width, "
                       "initial-scale=1\">\n"
                       "<meta name=\"color-scheme\" content=\"light dark\">\n");
  lg_html_markup(page, "<meta name=\"generator\" content=\"grade %s\">\n",
                 page->input->tool_version);
  write_title(page);
  write_file(page, "style", &lg_html_files[LG_HTML_STYLE]);
  lg_html_markup(page, "</head>\n<body id=\"top\">\n%s", pictures);
}

/* -- foot --------------------------------------------------------------------------- */

/* JSON inside a script element must not hold "<": "</script>" would end it. In
 * JSON it stands in strings only, where it has another spelling. */
static int add_json(void *context, const char *bytes, size_t length) {
  lg_output *output = context;
  size_t plain = 0;
  for (size_t at = 0; at < length; ++at) {
    if (bytes[at] == '<') {
      lg_output_add(output, bytes + plain, at - plain);
      lg_output_text(output, "\\u003c");
      plain = at + 1;
    }
  }
  lg_output_add(output, bytes + plain, length - plain);
  return output->status == LG_OK ? 0 : -1;
}

static void write_json(lg_html *page) {
  lg_output json;
  lg_html_markup(page, "<script type=\"application/json\" id=\"report-json\">\n");
  lg_output_init(&json, add_json, page->output, &page->output->buffer.allocator);
  lg_format_json(page->input, &json);
  const lg_status status = lg_output_finish(&json);
  if (status != LG_OK) {
    lg_output_fail(page->output, status);
  }
  lg_html_markup(page, "</script>\n");
}

void lg_html_foot(lg_html *page) {
  const lg_report_input *input = page->input;
  lg_html_markup(page, "<footer>\n<p>Made by grade %s, scoring %u", input->tool_version,
                 input->scoring_version);
  if (input->count > 0) {
    const lg_result *first = input->results[0];
    lg_html_markup(page, ", with the rubric <code>");
    lg_html_text(page, first->rubric_id);
    lg_html_markup(page, "</code> ");
    lg_html_text(page, first->rubric_version);
    lg_html_markup(page, " (<code class=\"digest\">");
    lg_html_text(page, first->rubric_digest);
    lg_html_markup(page, "</code>)");
  }
  lg_html_markup(page, ".</p>\n<p>The page is complete in itself and loads nothing. It holds the "
                       "answer word for word, and the report for programs in the element "
                       "<code>report-json</code>.</p>\n</footer>\n");
  write_json(page);
  write_file(page, "script", &lg_html_files[LG_HTML_SCRIPT]);
  lg_html_markup(page, "</body>\n</html>\n");
}
