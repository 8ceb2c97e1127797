/* Texts as SARIF takes them. All of them flow: a run of white space is one
 * space, and what would steer a viewer is visible. */
#ifndef LG_REPORT_SARIF_TEXT_H
#define LG_REPORT_SARIF_TEXT_H

#include "base/buffer.h"

/* GitHub takes no longer names and descriptions. */
enum { LG_SARIF_NAME_BYTES = 255, LG_SARIF_DESCRIPTION_BYTES = 1000 };

/* For descriptions and help, which are shown as they are. */
void lg_sarif_plain(lg_buffer *out, const char *text);

/* For messages: braces, which stand for arguments, are doubled, and nothing is a
 * link ("[text](1)"). */
void lg_sarif_message(lg_buffer *out, const char *text);

/* For Markdown: nothing is markup, and nothing is HTML. */
void lg_sarif_markdown(lg_buffer *out, const char *text);

/* The id in the form that SARIF has for names: "process.late_data" becomes
 * "ProcessLateData". Nothing when it has no letter or digit. */
void lg_sarif_name(lg_buffer *out, const char *id);

/* Cuts to `limit` bytes, between characters; what was cut ends in "…". */
void lg_sarif_cut(lg_buffer *out, size_t limit);

#endif
